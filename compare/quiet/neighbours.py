"""Whether a word of a scale governs the same in both sentences. Takes two editions and a signal, compares what stands beside its words."""

import re
from collections.abc import Sequence

from compare.codes import SignalName
from compare.model import Change, Edition
from compare.source import Span

_ALNUM = re.compile(r"\w")
_CLAUSES = re.compile(r"[，。；：、,;:.（）()“”]")
_STEADY = "继续|进一步|持续|不断|更加|更好|着力|要|将"
"""Words of no step, in whose place one of a scale may stand."""
_REACH, _REACH_EN, _MODIFIER = 4, 24, 6
"""Characters in which the neighbours of a word stand, in Chinese and English, and of a modifier of a noun."""

Graded = tuple[SignalName, Span | None, Span | None, float]
"""A signal of wording: its name, its words in both editions, how small the edit is."""


def is_aligned(editions: tuple[Edition, Edition], change: Change, regions: tuple[Span, Span], graded: Graded) -> bool:
    """Whether the words of a signal govern the same in both sentences: what stands beside them stands beside them there, too.

    Of two words the next or the one before is the same; a word alone stands between two that touch on the other side.
    """
    old, new = editions
    _, before, after, _ = graded
    if before and after:
        sides = _beside(old, before), _beside(new, after)
        return any(a == b and bool(_ALNUM.search(a)) for a, b in zip(*sides, strict=True))
    edition, rival, span, numbers = (old, new, before, change.new) if before else (new, old, after, change.old)
    if span is None:
        return False
    rest = [edition.source.text[slice(*span)].strip() for edition, span in zip(editions, regions, strict=True)]
    if "" in rest or (graded[0].startswith("scope") and _is_modifier(rest, edition.source.text[slice(*span)])):
        return True  # nothing stands in its place, or another word for whom it is
    first, last = _beside(edition, span)
    blank = r"\s*" if edition.language == "zh" else r"\s+"
    joint = rf"{blank}(?:{_STEADY}){blank}" if edition.language == "zh" else blank
    pattern = re.escape(first) + (rf"(?:{joint}|{blank})" if first else "") + re.escape(last)
    text = (" " if rival.language == "en" else "").join(" ".join(rival.piece(n) for n in numbers).lower().split())
    return bool(first + last) and re.search(pattern, text) is not None


def _is_modifier(rest: Sequence[str], word: str) -> bool:
    """Whether two regions of Chinese are short words before the same noun, one of which opens with a word of its own."""
    clauses = [_CLAUSES.split(text)[-1] for text in rest]
    same = next((at for at, pair in enumerate(zip(*clauses, strict=False)) if len(set(pair)) > 1), 0)
    tails = [clause[same:] for clause in clauses]
    return all(0 < len(tail) <= _MODIFIER and tail > "\u2e80" for tail in tails) and any(
        tail.startswith(word) for tail in tails
    )


def _beside(edition: Edition, span: Span) -> tuple[str, str]:
    """What stands right before and right behind a span in its text: two characters of Chinese, a word of English."""
    text = edition.source.text
    if edition.language == "en":
        words = text[max(0, span[0] - _REACH_EN) : span[0]], text[span[1] : span[1] + _REACH_EN]
        return "".join(words[0].lower().split()[-1:]), "".join(words[1].lower().split()[:1])
    before, behind = (
        "".join(part.lower().split())
        for part in (text[max(0, span[0] - _REACH) : span[0]], text[span[1] : span[1] + _REACH + 2])
    )
    return before[-2:], behind.lstrip("的地")[:2]
