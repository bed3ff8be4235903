"""Which figure answers to which. Takes the readings of two editions and their changes, gives `FigureChange`s.

First inside linked sentences, in any order, by unit, kind, name and place; then by name across the report, review with
review and plan with plan. A figure without an answer is listed alone: what vanished is told.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Indel

from compare.figures.extract import Reading
from compare.model import Change, Direction, Edition, Figure, FigureChange
from compare.settings import Settings

_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9} | {
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_SCALE = re.compile(r"^(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)|\b(?:thousand|million|billion|trillion)\b")
_SAME_UNITS = {
    "percent": "%",
    "per cent": "%",
    "千米": "公里",
    "名": "人",
    "百分点": "个百分点",
    "percentage point": "percentage points",
}

_WILD = 1e4
"""How many times one figure may be another if their units differ in scale: $0.01 a share is no $100 million."""
_ADDED = re.compile("新增|净增|新建")
_SAME_NAME, _SAME_PART = 0.6, 0.8
"""How alike names must be where one tells what was added, and the parts of two shares whose wholes are not the same."""
_WHERE = re.compile(r" (?:among|in|for|from|at|per) ")
"""What stands behind an English indicator's head."""

Pair = tuple[Reading | None, Reading | None]


def base(unit: str) -> tuple[str, float]:
    """A unit without its scale, and the scale: 万台 is (台, 10000), "$ million" is ($, 1e6)."""
    scale = _SCALE.search(unit)
    bare = " ".join((unit[: scale.start()] + unit[scale.end() :]).split()) if scale else unit
    return _SAME_UNITS.get(bare, bare), _SCALES[scale[0]] if scale else 1.0


def pairs(
    old: Edition,
    new: Edition,
    changes: Sequence[Change],
    readings: tuple[Sequence[Reading], Sequence[Reading]],
    settings: Settings,
) -> list[Pair]:
    """Every figure of either edition once, in reading order of the new one; what vanished behind."""
    by_home: tuple[dict[int, list[Reading]], dict[int, list[Reading]]] = ({}, {})
    for side, found in zip(by_home, readings, strict=True):
        for one in found:
            side.setdefault(one.home, []).append(one)
    told: list[tuple[Reading, Reading]] = []
    for change in changes:
        olds = [one for number in change.old for one in by_home[0].get(number, ())]
        news = [one for number in change.new for one in by_home[1].get(number, ())]
        told += matched(olds, news, least(change, settings))
    told += _across(old, new, readings, told, settings.figure_across)
    used = {id(one) for pair in told for one in pair}
    answers = {id(new_one): old_one for old_one, new_one in told}
    found_new: list[Pair] = [(answers.get(id(one)), one) for one in readings[1]]
    return [*found_new, *((one, None) for one in readings[0] if id(one) not in used)]


def least(change: Change, settings: Settings) -> float:
    """How alike two figures of linked sentences must be: where the sentences hardly are, the names must speak."""
    alike = change.kind == "updated" or change.score >= settings.figure_alike
    return settings.figure_linked if alike else settings.figure_named


def matched(olds: Sequence[Reading], news: Sequence[Reading], least: float) -> list[tuple[Reading, Reading]]:
    """One to one, best first; ties go to the pair whose places are nearest."""
    scored = [
        (likeness(a, b) - 0.2 * abs(i / len(olds) - j / len(news)) - 0.3 * (a.start != b.start), -i, -j)
        for i, a in enumerate(olds)
        for j, b in enumerate(news)
        if _comparable(a, b)
    ]
    left_old, left_new = set(range(len(olds))), set(range(len(news)))
    found = []
    for score, i, j in sorted(scored, reverse=True):
        if score >= least and -i in left_old and -j in left_new:
            left_old.discard(-i)
            left_new.discard(-j)
            found.append((olds[-i], news[-j]))
    return found


def _across(
    old: Edition,
    new: Edition,
    readings: tuple[Sequence[Reading], Sequence[Reading]],
    told: Iterable[tuple[Reading, Reading]],
    least: float,
) -> list[tuple[Reading, Reading]]:
    """Figures left over that have the same name in the same part of the report."""
    used = {id(one) for pair in told for one in pair}
    parts = (
        {section.id: section.part for section in old.sections},
        {section.id: section.part for section in new.sections},
    )
    groups: dict[tuple[str, str, str], tuple[list[Reading], list[Reading]]] = {}
    for side, edition in enumerate((old, new)):
        for one in readings[side]:
            if id(one) not in used and len(one.indicator) > 2:
                part = parts[side].get(edition.sentences[one.home].section, "other")
                key = (part, one.kind, base(one.figure.unit)[0])
                groups.setdefault(key, ([], []))[side].append(one)
    return [pair for olds, news in groups.values() for pair in _named_alike(olds, news, least)]


def _named_alike(olds: Sequence[Reading], news: Sequence[Reading], least: float) -> Iterator[tuple[Reading, Reading]]:
    scored = sorted(
        ((_names(a, b), -i, -j) for i, a in enumerate(olds) for j, b in enumerate(news) if _names(a, b) >= least),
        reverse=True,
    )
    left_old, left_new = set(range(len(olds))), set(range(len(news)))
    for _, i, j in scored:
        if -i in left_old and -j in left_new:
            left_old.discard(-i)
            left_new.discard(-j)
            yield olds[-i], news[-j]


def _comparable(a: Reading, b: Reading) -> bool:
    """Whether two figures of linked sentences can be the same one: kinds and units agree (a scale may differ, but not wildly).

    Ranks agree where they are among the same ones.
    """
    if a.kind != b.kind or (a.kind == "rank" and a.place and b.place and a.place != b.place):
        return False
    values = [abs(one.figure.value) * base(one.figure.unit)[1] for one in (a, b) if one.figure.value]
    if a.figure.unit != b.figure.unit and len(values) == 2 and max(values) > _WILD * min(values):
        return False
    units = base(a.figure.unit)[0], base(b.figure.unit)[0]
    return (units[0] == units[1] or "" in units) and not _is_apart(a, b)


def _is_apart(a: Reading, b: Reading) -> bool:
    """Whether two names tell different quantities: what was added against what there is, shares of different wholes."""
    if a.indicator == b.indicator:
        return False
    added = [_ADDED.search(one.indicator) is not None for one in (a, b)]
    if added[0] != added[1] and _names(a, b) < _SAME_NAME:
        return True
    (part, _, whole), (other, _, other_whole) = (one.indicator.partition("占") for one in (a, b))
    shares = "占" in a.indicator and "占" in b.indicator and whole != other_whole
    return shares and Indel.normalized_similarity(part, other) < _SAME_PART


def likeness(a: Reading, b: Reading) -> float:
    """How alike two figures of one kind are by name and unit, 0-1."""
    same_unit = 1.0 if a.figure.unit == b.figure.unit else 0.5
    added = 0.2 * (a.indicator.startswith("新增") != b.indicator.startswith("新增"))
    return 0.6 * _names(a, b) + 0.4 * same_unit - added


def _names(a: Reading, b: Reading) -> float:
    return float(Indel.normalized_similarity(a.indicator, b.indicator))


def change_of(old: Reading | None, new: Reading | None) -> FigureChange:
    """One indicator in both editions: difference in the new one's unit, direction, and better where the table says so.

    A value that the text says in words to have fallen is negative, and the measure then tells no direction of its own.
    """
    old, new, turned = _turned(old, new)
    one = new or old
    assert one is not None
    sides = _signed(old), _signed(new)
    measure = _BOTH_WAYS[one.measure.isascii()] if any(side and side.sign < 0 for side in (old, new)) else one.measure
    change = FigureChange(one.indicator, measure, *sides, "unknown")
    if old is None or new is None:
        return change
    values = _value(old, new), None if new.figure.value is None else new.sign * new.figure.value
    if values[0] is None or values[1] is None:
        return change
    by = round(values[1] - values[0], 6)
    direction: Direction = "up" if by > 0 else "down" if by < 0 else "same"
    return replace(
        change, direction=direction, difference=by, better=by > 0 if turned else is_better(one.indicator, one.kind, by)
    )


_BELOW = re.compile(r"亏损|损失|净流出|逆差|赤字|\b(?:loss(?:es)?|used|outflows?|deficit)\b")
_ABOVE = re.compile(
    r"盈利|利润|利得|收益|净流入|顺差|盈余|\b(?:income|profit|earnings|gains?|provided|generated|inflows?|surplus)\b"
)


def _turned(old: Reading | None, new: Reading | None) -> tuple[Reading | None, Reading | None, bool]:
    """The two with losses below zero where one of them is set so, or against a gain; and whether more is then better.

    A loss that became a gain has not grown, cash used is no cash provided, and a loss of (5) is no gain on a loss of 7.
    """
    if old is None or new is None:
        return old, new, False
    sides = _side_of_zero(old), _side_of_zero(new)
    own = any(side < 0 and (one.figure.value or 0) < 0 for side, one in zip(sides, (old, new), strict=True))
    if sides[0] * sides[1] >= 0 and not own:
        return old, new, False
    return _below(old, sides[0]), _below(new, sides[1]), True


def _below(one: Reading, side: int) -> Reading:
    return replace(one, sign=-1) if side < 0 and (one.figure.value or 0) > 0 else one


def _side_of_zero(one: Reading) -> int:
    """-1 for a loss and its like, 1 for a gain, 0 where the name says neither or both."""
    if one.kind != "level" or one.sign < 0:
        return 0
    return bool(_ABOVE.search(one.indicator)) - bool(_BELOW.search(one.indicator))


_BOTH_WAYS = ("增减", "change")
"""What a figure measures that may rise or fall: its sign says which. In Chinese and in English."""


def _signed(one: Reading | None) -> Figure | None:
    if one is None:
        return None
    value = one.figure.value
    return one.figure if value is None or one.sign > 0 else replace(one.figure, value=-value)


def _value(old: Reading, new: Reading) -> float | None:
    """The old value in the new one's unit, or None where there is none or the two units measure different things."""
    (bare, scale), (other, other_scale) = base(old.figure.unit), base(new.figure.unit)
    if old.figure.value is None or (bare != other and bare and other):
        return None
    return old.sign * old.figure.value * (scale / other_scale)


def is_better(indicator: str, kind: str, by: float) -> bool | None:
    """Whether a change is for the better: for a rank when it falls, else only where the table names the indicator."""
    if not by or kind == "change":
        return None
    if kind == "rank":
        return by < 0
    table = _polarity()
    if any(word in indicator for word in table["turned"]):
        return None
    indicator = _WHERE.split(indicator)[0]
    longest = {
        side: max((len(word) for word in table[side] if indicator.endswith(word)), default=0)
        for side in ("lower", "higher")
    }
    if longest["lower"] == longest["higher"]:
        return None
    return (by < 0) == (longest["lower"] > longest["higher"])


@cache
def _polarity() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((Path(__file__).parent / "polarity.toml").read_text(encoding="utf-8"))
    return {side: tuple(words) for side, words in table.items()}
