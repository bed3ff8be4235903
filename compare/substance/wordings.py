"""Signals in the wording. Takes a marked change, gives the names of what its word edits do: soften, harden, deny, narrow.

Neighbouring edits are one region, and a region is read by its words: a word of a scale that gives way to a weaker one,
a strong or weak word that comes or goes alone, a negation gained or lost.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from compare.model import Change, Edition, Signal, Span
from compare.settings import Settings
from compare.text.lexicon import Lexicon, Scale
from compare.text.words import words

_ALNUM = re.compile(r"\w")
_BARE = frozenset({"不", "无", "未", "非", "not", "no"})
"""Negations that also begin words and bounds: 不断, 不低于, not only."""
_AGE = re.compile(r"(\d+|\*+)\s*(?:周?岁)(?:及)?以(?P<way>[上下])")


@dataclass(frozen=True, slots=True)
class Region:
    """Neighbouring edits: their spans on both sides, and the number of the first."""

    old: Span
    new: Span
    edit: int


def wordings(old: Edition, new: Edition, change: Change, lexicon: Lexicon, settings: Settings) -> Iterator[Signal]:
    """The signals of a marked change's wording."""
    for region in regions(old, new, change):
        lengths = [b - a for a, b in (region.old, region.new)]
        unit = 4 if old.language == "en" else 1
        if max(lengths) > settings.quiet_longest * unit:
            continue
        sides = _words(old, region.old, change.old), _words(new, region.new, change.new)
        short = tuple(length <= settings.quiet_alone * unit for length in lengths)
        for scale, name in _graded(lexicon, *sides, short):
            if change.score >= scale.least:
                yield Signal(name, region.edit)
        if all(short) and (name := _denied(sides, lexicon)):
            yield Signal(name, region.edit)
    yield from _aged(old, new, change)


def regions(old: Edition, new: Edition, change: Change) -> Iterator[Region]:
    """The edits of a change, those joined that have no unchanged word between them."""
    edits = change.edits or ()
    start = 0
    for at in range(1, len(edits) + 1):
        if at < len(edits) and not _apart(old, new, edits[at - 1].old, edits[at].old, edits[at - 1].new, edits[at].new):
            continue
        run = edits[start:at]
        yield Region((run[0].old[0], run[-1].old[1]), (run[0].new[0], run[-1].new[1]), start)
        start = at


def _apart(old: Edition, new: Edition, a: Span, b: Span, c: Span, d: Span) -> bool:
    gaps = old.source.text[a[1] : b[0]], new.source.text[c[1] : d[0]]
    return any(_ALNUM.search(gap) for gap in gaps)


def _words(edition: Edition, span: Span, numbers: Sequence[int]) -> list[str]:
    """The words of a change's sentences that a span touches, and the one behind it (it says what a negation denies)."""
    found: list[str] = []
    for number in numbers:
        start, end = edition.sentences[number].span
        if start <= span[0] < end or start < span[1] <= end:
            piece = edition.source.text[start:end].lower()
            cut = _cut(piece, edition.language)
            found += [piece[a:b] for a, b in cut if start + a < span[1] and start + b > span[0]]
    return found


@lru_cache(maxsize=1 << 12)
def _cut(piece: str, language: str) -> tuple[Span, ...]:
    return words(piece, language)


def _graded(
    lexicon: Lexicon, old: Sequence[str], new: Sequence[str], short: Sequence[bool]
) -> Iterator[tuple[Scale, str]]:
    """What each scale says of two runs of words: words on both sides say nothing, lone ones only in a `short` run."""
    exact = _found(lexicon, old), _found(lexicon, new)
    opening = _found(lexicon, old, opening=True), _found(lexicon, new, opening=True)
    for at, scale in enumerate(lexicon.scales):
        before, after = exact[0].get(at, {}), exact[1].get(at, {})
        if not (before and after):
            wider = opening[0].get(at, {}) | before, opening[1].get(at, {}) | after
            before, after = wider if all(wider) else (before, after)
        before, after = (
            {w: s for w, s in before.items() if w not in after},
            {w: s for w, s in after.items() if w not in before},
        )
        lone = not (before and after) and not short[1 if after else 0]
        if not lone and (name := _step(scale, before, after)):
            yield scale, name


def _step(scale: Scale, before: dict[str, int], after: dict[str, int]) -> str:
    if before and after:
        if min(after.values()) > max(before.values()):
            return scale.down
        return scale.up if max(after.values()) < min(before.values()) else ""
    alone, name = (after, (scale.up, scale.down)) if after else (before, (scale.down, scale.up))
    if any(word in scale.strong for word in alone):
        return name[0]
    return name[1] if any(word in scale.weak for word in alone) else ""


def _found(lexicon: Lexicon, run: Sequence[str], *, opening: bool = False) -> dict[int, dict[str, int]]:
    """The words of the scales in a run, by number of the scale, with their steps.

    A word may be two or three of the cutter's; with `opening` the words with which the cutter's begin (严厉打击).
    """
    index = _index(lexicon)
    if opening:
        terms = [word[:size] for word in run for size in (4, 3, 2) if len(word) > size]
    else:
        terms = [
            mark.join(run[at : at + size]) for size in (1, 2, 3, 4) for at in range(len(run)) for mark in ("", " ")
        ]
    # A single character is a word of its own only in a very small edit: 要 opens half of all clauses.
    tiny = sum(map(len, run)) <= 4
    found: dict[int, dict[str, int]] = {}
    for term in (term for term in terms if tiny or len(term) > 1):
        for scale, step in index.get(term, ()):
            found.setdefault(scale, {}).setdefault(term, step)
    return found


@cache
def _index(lexicon: Lexicon) -> dict[str, list[tuple[int, int]]]:
    index: dict[str, list[tuple[int, int]]] = {}
    for at, scale in enumerate(lexicon.scales):
        steps = [
            *enumerate(scale.steps),
            (0, tuple(sorted(scale.strong))),
            (len(scale.steps), tuple(sorted(scale.weak))),
        ]
        for step, terms in steps:
            for term in terms:
                if at not in (number for number, _ in index.get(term, ())):
                    index.setdefault(term, []).append((at, step))
    return index


def _denied(sides: tuple[Sequence[str], Sequence[str]], lexicon: Lexicon) -> str:
    counts = [
        sum(
            word in lexicon.negations and not (word in _BARE and "".join(run[at + 1 : at + 2]) in lexicon.bounds)
            for at, word in enumerate(run)
        )
        for run in sides
    ]
    return "negation gained" if counts[1] > counts[0] else "negation lost" if counts[1] < counts[0] else ""


def _aged(old: Edition, new: Edition, change: Change) -> Iterator[Signal]:
    """An age from which (or up to which) something is given: moved, it takes people in or leaves them out."""
    sides = [[m for n in ns for m in _AGE.finditer(e.piece(n))] for e, ns in ((old, change.old), (new, change.new))]
    for before, after in zip(*sides, strict=False):
        if before["way"] == after["way"] and before[1].isdigit() and after[1].isdigit() and before[1] != after[1]:
            fewer = (int(after[1]) > int(before[1])) == (before["way"] == "上")
            yield Signal("scope narrowed" if fewer else "scope widened", -1)
