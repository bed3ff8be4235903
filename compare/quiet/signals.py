"""Quiet changes: small edits with large meaning. Takes marked changes, gives them with their signals.

Signals come from the word edits of sentences that answer to each other, from their figures, deadlines and bearers, and
from concrete promises of which the new edition says nothing. Each names the words that carry it and is weighed: by what
it is (the lexicon says how much), by how alike the two sentences are, by how small the edit or how large the step.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from compare.codes import SignalName
from compare.figures.extract import middle
from compare.figures.pairing import is_better, least, matched
from compare.figures.types import EditionFigures, Reading
from compare.figures.units import base
from compare.model import Change, Edit, Edition, FollowUp, Signal
from compare.quiet.bearers import bearer_gone
from compare.quiet.deadlines import moved
from compare.quiet.omissions import assurances, left_out
from compare.quiet.scales import Denial, denial, negation, wordings
from compare.settings import Settings
from compare.source import Span
from compare.text.lexicon import Lexicon
from compare.text.lexicon import lexicon as load

_DECIDED = re.compile(
    r"\b(?:Committee|Council|Board)\b[^.;]{0,80}\bdecided\s+to\b|^[^，。；]{0,6}(?:委员会|会议)[^，。；]{0,4}决定"
)
_RANKED = re.compile(r"前列|前茅|靠前|领先|先进|上游")
_ORDINALS = ("largest", "second-largest", "third-largest", "fourth-largest", "fifth-largest", "sixth-largest")
_PLACE_EN = re.compile(r"\b(?:(?:second|third|fourth|fifth|sixth)-)?largest\b")
_CLAUSES = re.compile(r"[，。；：、,;:\n]")
_TURNED = 0.75
"""How alike two clauses are of which one denies what the other says."""
_JOINED, _JOINED_MOST = re.compile("、|和|与|及|以及"), 8
"""What joins a term to another that is named together with it, and how many characters this one may have."""
_ENDS = re.compile("[，。；：]")
_INCREMENT = re.compile(
    r"(?:比|较)(?:上年|去年|上一年|年初|往年)[^，。；、\d]{0,8}$|\b(?:than|from|over|above)\s+(?:the\s+)?(?:last|prior|previous|fiscal)\b[^,;.$]*$",
    re.IGNORECASE,
)
"""What stands before the step from the last year's amount, or that amount itself: neither is a target."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is known of the two editions: their words, their plans, their figures by sentence."""

    old: Edition
    new: Edition
    lexicon: Lexicon
    settings: Settings
    plans: tuple[frozenset[int], frozenset[int]]
    figures: tuple[Mapping[int, Sequence[Reading]], Mapping[int, Sequence[Reading]]]
    judged: frozenset[int]

    def text(self, side: int, numbers: Sequence[int]) -> str:
        """The sentences of one side, one after the other."""
        return "".join((self.old, self.new)[side].piece(number) for number in numbers)

    def place(self, side: int, numbers: Sequence[int], span: Span) -> Span:
        """A span of that text as one of the source."""
        edition, start, end = (self.old, self.new)[side], *span
        for number in numbers:
            size = len(edition.piece(number))
            if start < size:
                first = edition.sentences[number].span[0]
                return first + start, first + min(end, size)
            start, end = start - size, end - size
        return edition.sentences[numbers[0]].span


def quiet(
    old: Edition,
    new: Edition,
    changes: tuple[Change, ...],
    amounts: tuple[EditionFigures, EditionFigures],
    plans: tuple[Collection[int], Collection[int]],
    followups: Sequence[FollowUp],
    *,
    lexicon: str = "",
    settings: Settings,
) -> tuple[Change, ...]:
    """The changes with `signals`, empty where there is none. `lexicon` is the path of one that replaces the shipped one.

    Raises `Unreadable` or `BadOption` where that file is none. Changes without edits have no signals of wording.
    """
    pair = _Pair(
        old,
        new,
        load(old.language, lexicon),
        settings,
        (frozenset(plans[0]), frozenset(plans[1])),
        (amounts[0].by_sentence, amounts[1].by_sentence),
        frozenset(_judged(old, followups)),
    )
    gone = dict(_dropped(old, followups))
    turned = dict(_turned(pair, changes))
    signalled = (tuple(_signals(pair, change, gone, turned.get(change.id))) for change in changes)
    return tuple(_equal_pairs_once(pair, zip(changes, signalled, strict=True)))


def _equal_pairs_once(pair: _Pair, signalled: Iterable[tuple[Change, tuple[Signal, ...]]]) -> Iterator[Change]:
    """The changes with their signals; a pair of sentences that stands there once more has none."""
    seen: set[tuple[str, str]] = set()
    for change, signals in signalled:
        texts = pair.text(0, change.old), pair.text(1, change.new)
        again = bool(signals) and all(texts) and texts in seen
        seen |= {texts} if signals else set()
        yield replace(change, signals=() if again else signals)


def _judged(old: Edition, followups: Sequence[FollowUp]) -> Iterator[int]:
    """The sentences of forecasts whose outturn is known: that it is told now, and not expected, is no tone."""
    starts = [sentence.span[0] for sentence in old.sentences]
    for followup in followups:
        if followup.forecast and followup.outturn is not None:
            yield bisect_right(starts, followup.old[0]) - 1


def _dropped(old: Edition, followups: Sequence[FollowUp]) -> Iterator[tuple[int, Span]]:
    """The sentences with a promise of which the new edition says nothing, and where it stands; no forecast, no other verdict."""
    starts = [sentence.span[0] for sentence in old.sentences]
    for followup in reversed(followups):
        if followup.status == "not mentioned" and not followup.forecast:
            yield bisect_right(starts, followup.old[0]) - 1, followup.old


def _turned(pair: _Pair, changes: Sequence[Change]) -> Iterator[tuple[int, Signal]]:
    """Sentences that went with their negation while one came that says the same without it, or the other way round."""
    lone = [change for change in changes if len(change.old) + len(change.new) == 1]
    gone = [(change, *_letters(pair, 0, change.old[0])) for change in lone if change.old]
    come = [(change, *_letters(pair, 1, change.new[0])) for change in lone if change.new]
    for before, mine, no in gone:
        for after, theirs, nor in come:
            # Letters first: to cut every lone sentence into words would cost as much as all else here.
            if no == nor or 2 * len(mine & theirs) < min(len(mine), len(theirs)):
                continue
            sides = (
                denial(pair.old, before.old[0], pair.lexicon),
                denial(pair.new, after.new[0], pair.lexicon),
            )
            if name := _turn(*sides):
                spans = (sides[0].denied or sides[0].span), (sides[1].denied or sides[1].span)
                yield before.id, Signal(name, -1, *spans, 0.8)
                yield after.id, Signal(name, -1, *spans, 0.8)


def _letters(pair: _Pair, side: int, number: int) -> tuple[frozenset[str], bool]:
    """The pairs of neighbouring letters of a sentence, and whether it may hold a negation."""
    text = pair.text(side, (number,)).lower()
    denies = negation(pair.lexicon).search(text) is not None
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)), denies


def _turn(before: Denial, after: Denial) -> SignalName | None:
    """What the second sentence does to the first, where one denies what the other says."""
    fewer, more = sorted((before.words, after.words), key=len)
    same = len(fewer) >= 2 and fewer <= more and 5 * len(fewer) >= 2 * len(more)
    if not same or bool(before.denied) == bool(after.denied):
        return None
    return "negation lost" if before.denied else "negation gained"


def _signals(pair: _Pair, change: Change, gone: Mapping[int, Span], turned: Signal | None) -> Iterator[Signal]:
    """The signals of one change, each name at one edit once, the weightiest first."""
    signals = [Signal("promise dropped", -1, gone[number], None, 1.0) for number in change.old if number in gone][:1]
    signals += [turned] if turned else []
    if change.kind in ("edited", "updated") and _is_read(pair, change):
        if change.edits and not pair.judged & set(change.old):
            signals += wordings(pair.old, pair.new, change, pair.lexicon, pair.settings)
        signals += _figures(pair, change)
        signals += _others(pair, change)
        signals += left_out(pair.old, pair.new, change)
    elif change.old and not change.new:
        signals += assurances(pair.old, pair.new, change)
    signals = [one for one in signals if not _stands(pair, change, one)]
    ranked = sorted((_weighed(pair, change, one) for one in signals), key=lambda one: (-one.weight, one.name))
    yield from _each_word_once(ranked)


def _each_word_once(ranked: Sequence[Signal]) -> Iterator[Signal]:
    """The weightiest signal of each word, of each edit by name, and one figure that got worse: a sentence is one result."""
    known: set[object] = set()
    for signal in ranked:
        words = (signal.old, signal.new)
        keys: set[object] = {words, (signal.name, signal.edit) if signal.edit >= 0 else (signal.name, words)}
        if signal.name == "figure worse":
            keys.add((signal.name, -2))
        if not keys & known:
            yield signal
        known |= keys


def _stands(pair: _Pair, change: Change, signal: Signal) -> bool:
    """Whether what a signal says has come or gone stands in the other side of its change all the same."""
    if (signal.old is None) == (signal.new is None):
        return False
    mine, other = (pair.old, pair.text(1, change.new)) if signal.old else (pair.new, pair.text(0, change.old))
    term, text = mine.source.text[slice(*(signal.old or signal.new or (0, 0)))].lower(), other.lower()
    if signal.name.startswith("negation"):
        return term in negation(pair.lexicon).findall(text) and not _is_turned(
            mine, signal.old or signal.new or (0, 0), text
        )
    return _is_written(" ".join(term.split()), " ".join(text.split()))


def _is_turned(edition: Edition, span: Span, opposite: str) -> bool:
    """Whether the other side has the clause of a negation without it: then another negation beside it changes nothing."""
    text = edition.source.text
    before, after = _CLAUSES.split(text[: span[0]])[-1], _CLAUSES.split(text[span[1] :])[0]
    bare = (before + after).strip().lower()
    return len(bare) > 2 and any(
        Indel.normalized_similarity(bare, clause) >= _TURNED for clause in _CLAUSES.split(opposite)
    )


def _is_written(term: str, text: str) -> bool:
    """Whether a text has a term, no part of a longer number or word, or parted by what it is named together with."""
    if term[:1] <= "\u2e80":
        whole = rf"(?<![\d.]){re.escape(term)}" if term[:1].isdigit() else re.escape(term)
        return re.search(rf"(?<![a-z\d]){whole}(?![a-z\d])", text) is not None
    return term in text or any(_is_parted(term[:at], term[at:], text) for at in range(2, len(term) - 1))


def _is_parted(opening: str, rest: str, text: str) -> bool:
    """Whether the two pieces of a term stand in one clause, another term named between them: 逆周期和跨周期调节."""
    if rest not in text:
        return False
    at = text.find(opening)
    while at >= 0:
        if joint := _JOINED.match(text, at + len(opening)):
            place = text.find(rest, joint.end() + 1, joint.end() + _JOINED_MOST + len(rest))
            if place >= 0 and not _ENDS.search(text, joint.end(), place):
                return True
        at = text.find(opening, at + 1)
    return False


def _weighed(pair: _Pair, change: Change, signal: Signal) -> Signal:
    """A signal with its weight: its name's, less where the sentences are less alike or the edit is large."""
    alike = 0.4 + 0.6 * change.score if change.old and change.new else 1.0
    return replace(signal, weight=round(pair.lexicon.weights[signal.name] * alike * signal.weight, 4))


def _is_read(pair: _Pair, change: Change) -> bool:
    """Whether two sentences are alike enough, and do not only say who was there or how they voted."""
    texts = pair.text(0, change.old).lower(), pair.text(1, change.new).lower()
    aside = any(word in text for word in pair.lexicon.asides for text in texts)
    return change.score >= pair.settings.quiet_least and not aside


def _others(pair: _Pair, change: Change) -> Iterator[Signal]:
    """Deadlines, bearers and places in words, sentence against sentence."""
    before, after = pair.text(0, change.old), pair.text(1, change.new)
    language = pair.old.language

    def places(spans: tuple[Span, Span]) -> tuple[Span, Span]:
        return pair.place(0, change.old, spans[0]), pair.place(1, change.new, spans[1])

    if language == "en" or pair.plans[0] & set(change.old):
        spans = moved(before, after, (_year(pair.old), _year(pair.new)), language)
        if spans:
            yield Signal("deadline moved", _date_edit(change), *places(spans), 1.0)
    if bearer := bearer_gone(before, after, pair.lexicon, language):
        yield Signal("duty-bearer removed", -1, pair.place(0, change.old, bearer), None, 1.0)
    ranks = [_PLACE_EN.search(text) for text in (before, after)]
    if ranks[0] and ranks[1] and _ORDINALS.index(ranks[1][0]) > _ORDINALS.index(ranks[0][0]):
        yield Signal("rank lost", -1, *places((ranks[0].span(), ranks[1].span())), 1.0)


def _year(edition: Edition) -> int:
    return int(edition.period[:4]) if edition.period[:4].isdigit() else 0


def _date_edit(change: Change) -> int:
    return next((at for at, edit in enumerate(change.edits or ()) if edit.kind == "date"), -1)


def _figures(pair: _Pair, change: Change) -> Iterator[Signal]:
    """Targets lowered, raised and dropped in plans; figures worse and ranks lost in reviews."""
    olds = [one for number in change.old for one in pair.figures[0].get(number, ())]
    news = [one for number in change.new for one in pair.figures[1].get(number, ())]
    pairs = [] if _is_headline(pair, change) else matched(olds, news, least(change, pair.settings))
    for before, after in pairs:
        if _is_increment(pair.old, before) or _is_increment(pair.new, after):
            continue
        planned = _is_planned(pair, change) or (pair.old.language == "en" and _says(pair, before, pair.lexicon.targets))
        if found := _moved(pair, before, after, planned=planned):
            edit = _edit_at(change, after.figure.span)
            yield Signal(found[0], edit, before.figure.span, after.figure.span, found[1])
    kept = {id(before) for before, _ in pairs}
    vanished = [
        one for one in olds if id(one) not in kept and one.kind != "frequency" and not _is_increment(pair.old, one)
    ]
    known = {before.indicator for before, _ in pairs}
    vanished = [one for one in vanished if one.indicator not in known]
    named = bool(vanished) and vanished[0].indicator in pair.text(1, change.new)
    alike = named or change.score >= pair.settings.quiet_same
    if alike and vanished and _is_planned(pair, change) and _is_target(pair, vanished[0], len(news) - len(pairs)):
        yield Signal("target dropped", -1, vanished[0].figure.span, None, _kind_weight(vanished[0]))
        return
    ranks = [one for one in vanished if one.kind == "rank"]
    if ranks and (vague := _RANKED.search(pair.text(1, change.new))):
        yield Signal("rank lost", -1, ranks[0].figure.span, pair.place(1, change.new, vague.span()), 1.0)


def _is_headline(pair: _Pair, change: Change) -> bool:
    """Whether a sentence tells the decision itself, which nobody overlooks."""
    return all(_DECIDED.search(pair.text(side, numbers)) for side, numbers in enumerate((change.old, change.new)))


def _is_planned(pair: _Pair, change: Change) -> bool:
    return bool(pair.plans[0] & set(change.old) and (pair.plans[1] & set(change.new) or pair.old.language == "en"))


def _is_target(pair: _Pair, reading: Reading, fresh: int) -> bool:
    """Whether a figure that vanished was a target, and no other came in its place."""
    if reading.forecast or reading.figure.unit in ("大", "方面"):
        return False
    measured = is_better(reading.indicator, reading.kind, 1) is not None or base(reading.figure.unit)[0] == "%"
    return not fresh and (reading.kind != "level" or measured or _says(pair, reading, pair.lexicon.targets))


def _is_increment(edition: Edition, reading: Reading) -> bool:
    """Whether a figure is the step from last year's amount (比上年增加3000亿元), or that amount: no target either way."""
    before = edition.source.text[edition.sentences[reading.home].span[0] : reading.figure.span[0]]
    return reading.figure.unit not in ("%", "percent") and _INCREMENT.search(before) is not None


def _moved(pair: _Pair, before: Reading, after: Reading, *, planned: bool) -> tuple[SignalName, float] | None:
    """What a figure that has another value signals, and how much."""
    (old_unit, old_scale), (new_unit, new_scale) = base(before.figure.unit), base(after.figure.unit)
    if pair.old.source.text.startswith("内", before.figure.span[1]):
        return None  # 三个月内 is a deadline
    values = middle(before.figure), middle(after.figure)
    if values[0] is None or values[1] is None or old_unit != new_unit:
        return None
    first, last = before.sign * values[0] * old_scale, after.sign * values[1] * new_scale
    by = last - first
    if not by:
        return None
    name = _name_of(pair, before, after, by, planned=planned)
    rate = old_unit in ("%", "个百分点") or before.kind != "level"
    step = 1.0 if rate else min(1.0, abs(by) / (abs(first) + abs(last)))
    return (name, _kind_weight(before) * (0.6 + 0.4 * step)) if name else None


def _name_of(pair: _Pair, before: Reading, after: Reading, by: float, *, planned: bool) -> SignalName | None:
    if planned:
        less = before.kind == "rank" or _says(pair, before, pair.lexicon.ceilings) or (before.sign < 0)
        plain = before.kind == "level" and base(before.figure.unit)[0] != "%" and pair.old.language == "zh"
        raised = (by < 0) == less
        if raised and not less and before.kind == "level" and base(before.figure.unit)[0] not in ("%", "percent"):
            return None  # an amount grows with every year
        if raised and plain and is_better(before.indicator, before.kind, 1) is None:
            return None  # that more is to be spent or built is news, and not quiet
        return "target raised" if raised else "target lowered"
    if before.kind == "rank":
        return "rank lost" if by > 0 else None
    return "figure worse" if is_better(after.indicator, after.kind, by) is False else None


def _kind_weight(reading: Reading) -> float:
    """A rate, a rank or an indicator of the table is a target of its own; how many parks there will be is a detail."""
    plain = reading.kind == "level" and reading.figure.unit not in ("%", "percent")
    return 0.6 if plain and is_better(reading.indicator, reading.kind, 1) is None else 1.0


def _says(pair: _Pair, reading: Reading, wanted: frozenset[str]) -> bool:
    """Whether the clause around a figure of the old edition has one of some words."""
    text, (start, end) = pair.old.source.text, reading.figure.span
    first, last = pair.old.sentences[reading.home].span
    before = re.split(r"[，；。,;]", text[first:start])[-1]
    after = re.split(r"[，；。,;]", text[end:last])[0]
    words = re.escape("|".join(sorted(wanted))).replace(r"\|", "|")
    bounded = rf"\b(?:{words})\b" if pair.old.language == "en" else words
    return bool(wanted) and re.search(bounded, (before + after).lower()) is not None


def _edit_at(change: Change, span: Span) -> int:
    edits: Sequence[Edit] = change.edits or ()
    return next((at for at, edit in enumerate(edits) if edit.new[0] < span[1] and span[0] < edit.new[1]), -1)
