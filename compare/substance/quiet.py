"""Quiet changes: small edits with large meaning. Takes marked changes, gives them with their signals.

Signals come from the word edits of sentences that answer to each other, from their figures, deadlines and bearers, and
from concrete promises of which the new edition says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.model import Change, Edit, Edition, Signal, Span
from compare.settings import Settings
from compare.substance.deadlines import moved
from compare.substance.duties import bearer_gone
from compare.substance.followups import dropped
from compare.substance.pairing import base, is_better, matched
from compare.substance.promises import promised
from compare.substance.reading import Reading, middle, readings
from compare.substance.wordings import wordings
from compare.text.lexicon import Lexicon
from compare.text.lexicon import lexicon as load

_RANKED = re.compile(r"前列|前茅|靠前|领先|先进|上游")
_ORDINALS = ("largest", "second-largest", "third-largest", "fourth-largest", "fifth-largest", "sixth-largest")


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is known of the two editions: their words, their plans, their figures by sentence."""

    old: Edition
    new: Edition
    lexicon: Lexicon
    settings: Settings
    plans: tuple[frozenset[int], frozenset[int]]
    figures: tuple[Mapping[int, Sequence[Reading]], Mapping[int, Sequence[Reading]]]

    def text(self, side: int, numbers: Sequence[int]) -> str:
        """The sentences of one side, one after the other."""
        return "".join((self.old, self.new)[side].piece(number) for number in numbers)


def quiet(
    old: Edition, new: Edition, changes: tuple[Change, ...], *, lexicon: str = "", settings: Settings
) -> tuple[Change, ...]:
    """The changes with `signals`, empty where there is none. `lexicon` is the path of one that replaces the shipped one.

    Raises `BadOption` where that file is no lexicon. Changes without edits have no signals of wording.
    """
    pair = _Pair(
        old,
        new,
        load(old.language, lexicon),
        settings,
        (frozenset(promised(old)), frozenset(promised(new))),
        (_by_home(old), _by_home(new)),
    )
    gone = dropped(old, new, changes, settings=settings)
    return tuple(replace(change, signals=tuple(_signals(pair, change, gone))) for change in changes)


def _by_home(edition: Edition) -> Mapping[int, Sequence[Reading]]:
    found: dict[int, list[Reading]] = {}
    for one in readings(edition):
        found.setdefault(one.home, []).append(one)
    return found


def _signals(pair: _Pair, change: Change, gone: frozenset[int]) -> Iterator[Signal]:
    """The signals of one change, each name at one edit once."""
    found = [Signal("promise dropped")] if gone & set(change.old) else []
    if change.kind in ("edited", "updated") and change.score >= pair.settings.quiet_least:
        if change.edits:
            found += wordings(pair.old, pair.new, change, pair.lexicon, pair.settings)
        found += _figures(pair, change)
        found += _others(pair, change)
    yield from dict.fromkeys(found)


def _others(pair: _Pair, change: Change) -> Iterator[Signal]:
    """Deadlines and bearers, sentence against sentence."""
    before, after = pair.text(0, change.old), pair.text(1, change.new)
    language = pair.old.language
    years = _year(pair.old), _year(pair.new)
    if (language == "en" or pair.plans[0] & set(change.old)) and moved(before, after, years, language):
        yield Signal("deadline moved", _date_edit(change))
    if bearer_gone(before, after, pair.lexicon, language):
        yield Signal("duty-bearer removed")
    ranks = [
        next((at for at, word in reversed([*enumerate(_ORDINALS)]) if word in text), None) for text in (before, after)
    ]
    if ranks[0] is not None and ranks[1] is not None and ranks[1] > ranks[0]:
        yield Signal("rank lost")


def _year(edition: Edition) -> int:
    return int(edition.period[:4]) if edition.period[:4].isdigit() else 0


def _date_edit(change: Change) -> int:
    return next((at for at, edit in enumerate(change.edits or ()) if edit.kind == "date"), -1)


def _figures(pair: _Pair, change: Change) -> Iterator[Signal]:
    """Targets lowered, raised and dropped in plans; figures worse and ranks lost in reviews."""
    olds = [one for number in change.old for one in pair.figures[0].get(number, ())]
    news = [one for number in change.new for one in pair.figures[1].get(number, ())]
    told = matched(olds, news, pair.settings.figure_linked)
    for before, after in told:
        planned = _is_planned(pair, change) or (pair.old.language == "en" and _says(pair, before, pair.lexicon.targets))
        if name := _moved(pair, before, after, planned=planned):
            yield Signal(name, _edit_at(change, after.figure.span))
    kept = {id(before) for before, _ in told}
    vanished = [one for one in olds if id(one) not in kept and one.kind != "frequency"]
    if vanished and _is_planned(pair, change) and _is_target(pair, vanished[0], len(news) - len(told)):
        yield Signal("target dropped")
    elif any(one.kind == "rank" for one in vanished) and _RANKED.search(pair.text(1, change.new)):
        yield Signal("rank lost")


def _is_planned(pair: _Pair, change: Change) -> bool:
    return bool(pair.plans[0] & set(change.old) and (pair.plans[1] & set(change.new) or pair.old.language == "en"))


def _is_target(pair: _Pair, one: Reading, fresh: int) -> bool:
    """Whether a figure that vanished was a target, and no other came in its place."""
    return not fresh and (one.kind != "level" or _says(pair, one, pair.lexicon.targets) or pair.old.language == "zh")


def _moved(pair: _Pair, before: Reading, after: Reading, *, planned: bool) -> str:
    """What a figure that has another value signals."""
    (bare, scale), (other, other_scale) = base(before.figure.unit), base(after.figure.unit)
    if pair.old.source.text.startswith("内", before.figure.span[1]):
        return ""  # 三个月内 is a deadline
    values = middle(before.figure), middle(after.figure)
    if values[0] is None or values[1] is None or bare != other:
        return ""
    by = after.sign * values[1] * other_scale - before.sign * values[0] * scale
    if not by:
        return ""
    if planned:
        less = before.kind == "rank" or _says(pair, before, pair.lexicon.ceilings) or (before.sign < 0)
        return "target raised" if (by < 0) == less else "target lowered"
    if before.kind == "rank":
        return "rank lost" if by > 0 else ""
    return "figure worse" if is_better(after.indicator, after.kind, by) is False else ""


def _says(pair: _Pair, one: Reading, wanted: frozenset[str]) -> bool:
    """Whether the clause around a figure of the old edition has one of some words."""
    text, (start, end) = pair.old.source.text, one.figure.span
    first, last = pair.old.sentences[one.home].span
    left = re.split(r"[，；。,;]", text[first:start])[-1]
    right = re.split(r"[，；。,;]", text[end:last])[0]
    return any(word in (left + right).lower() for word in sorted(wanted))


def _edit_at(change: Change, span: Span) -> int:
    edits: Sequence[Edit] = change.edits or ()
    return next((at for at, edit in enumerate(edits) if edit.new[0] < span[1] and span[0] < edit.new[1]), -1)
