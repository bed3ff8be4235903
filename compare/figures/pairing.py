"""Which figure answers to which. Takes the figures of two editions and their changes, gives `FigureChange`s.

First inside linked sentences, in any order, by unit, kind, period, name and place; then by name across the report, review with
review and plan with plan. A figure without an answer is listed alone: what vanished is told.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Indel

from compare.figures.types import EditionFigures, Reading
from compare.figures.units import base, is_within
from compare.model import Change, Direction, Edition, Figure, FigureChange
from compare.settings import Settings

_WILD = 1e4
"""How many times one figure may be another if their units differ in scale: $0.01 a share is no $100 million."""
_SAME_PART = 0.8
"""How alike the parts of two shares must be whose wholes are not the same."""
_RANKED = 0.5
"""How alike two ranks are at least: what is ranked is mostly the sentence's subject and stands far off."""
_UNSAID = 0.3
"""How alike two names count that anything may have: two investments are not of one thing for that."""
_OF_ANY = re.compile(
    r"(?:完成|累计|总|项目|全年)*(?:投资|投入|资金|补贴|补助|总数|数量|总量|规模|合计|面积)(?:额|总额)?|total|amounts?|[$€£¥]?\s?(?:thousand|million|billion)?"
)
_SCOPE = re.compile("城镇|农村|农牧民|城乡|全社会|本级|全体|民间|国有")
_QUALIFIED = re.compile(
    r"限额?以?上|国家级|自治区级|省级|市级|区级|县级|镇级|乡级|村级|全国|世界级|中央|税前|税后|毛利|净利|连续\d+年|首次"
    r"|\b(?:pre-?tax|after-?tax|before\s+(?:income\s+)?tax(?:es)?|gross|net|basic|diluted|domestic|international|state|federal|national|provincial|regional|adjusted|comparable|favou?rable|unfavou?rable|constant\s+currency|other)\b",
    re.IGNORECASE,
)
"""Words of a name that make it another figure: how far it reaches, on which level, what was taken off. (限上 in short.)"""
_YEAR_MONTHS = 12
_AMONG = {"全球": "世界"}
"""Those that a rank is among, by another name."""
_FAVOURABLE = re.compile(
    r"利得|盈利|利润|收益|盈余|净流入|顺差|收入|\b(?:income|earnings|profits?|gains?|provided|surplus|inflows?)\b"
)
_POLAR = re.compile(
    rf"{_FAVOURABLE.pattern}|损失|亏损|净流出|逆差|赤字|\b(?:loss(?:es)?|used|deficits?|outflows?)\b|[（(][^（）()]*[）)]"
)
"""What tells a loss from a gain; without it both have one name."""
_WHERE = re.compile(r" (?:among|in|for|from|at|per) ")
"""What stands behind an English indicator's head."""

ReadingPair = tuple[Reading | None, Reading | None]


def follow(
    old: Edition,
    new: Edition,
    changes: Sequence[Change],
    figures: tuple[EditionFigures, EditionFigures],
    *,
    settings: Settings,
) -> tuple[FigureChange, ...]:
    """Every figure of the new edition once, in reading order, then what vanished of the old one.

    A figure of an earlier year that the new edition gives again stands beside the old one's, which may also be what this
    year's is compared with.
    """
    joined: list[tuple[Reading, Reading]] = []
    again: list[tuple[Reading, Reading]] = []
    for change in changes:
        olds, news = figures[0].of(change.old), figures[1].of(change.new)
        mates = matched(olds, news, least(change, settings))
        joined += mates
        again += _restated(olds, news, mates)
    joined += _across(old, new, figures, [*joined, *again], settings.figure_across)
    used = {id(reading) for pair in (*joined, *again) for reading in pair}
    answers = {id(after): before for before, after in (*again, *joined)}
    followed: list[ReadingPair] = [(answers.get(id(reading)), reading) for reading in figures[1].readings]
    followed += [(reading, None) for reading in figures[0].readings if id(reading) not in used]
    return tuple(change_of(*pair) for pair in followed)


def least(change: Change, settings: Settings) -> float:
    """How alike two figures of linked sentences must be: where the sentences hardly are, the names must speak."""
    alike = change.kind == "updated" or change.score >= settings.figure_alike
    return settings.figure_linked if alike else settings.figure_named


def matched(olds: Sequence[Reading], news: Sequence[Reading], least: float) -> list[tuple[Reading, Reading]]:
    """One to one, best first; ties go to the pair whose places are nearest. The newest of each side answer to each other."""
    newest = _newest(olds), _newest(news)
    scored = [
        (_closeness(a, b, newest) - 0.2 * abs(i / len(olds) - j / len(news)), -i, -j)
        for i, a in enumerate(olds)
        for j, b in enumerate(news)
        if comparable(a, b)
    ]
    return _one_to_one(olds, news, [row for row in scored if row[0] >= least])


def _one_to_one(
    olds: Sequence[Reading], news: Sequence[Reading], scored: list[tuple[float, int, int]]
) -> list[tuple[Reading, Reading]]:
    """The pairs by falling score, each figure once; places are negative, so that ties go to the first."""
    free = set(range(len(olds))), set(range(len(news)))
    pairs = []
    for _, i, j in sorted(scored, reverse=True):
        if -i in free[0] and -j in free[1]:
            free[0].discard(-i)
            free[1].discard(-j)
            pairs.append((olds[-i], news[-j]))
    return pairs


def _newest(readings: Sequence[Reading]) -> int | None:
    """The least lag of some figures, None where none is dated."""
    return min((reading.lag for reading in readings if reading.lag is not None), default=None)


def _closeness(a: Reading, b: Reading, newest: tuple[int | None, int | None]) -> float:
    """How alike two figures are, with what speaks for the same place in time: both the newest, or of the same year."""
    latest = a.lag is not None and b.lag is not None and (a.lag, b.lag) == newest
    same = a.period.year != 0 and a.period.year == b.period.year
    return likeness(a, b) + 0.2 * latest + 0.1 * same


def _restated(
    olds: Sequence[Reading], news: Sequence[Reading], mates: Iterable[tuple[Reading, Reading]]
) -> Iterator[tuple[Reading, Reading]]:
    """Figures of an earlier year that the new sentence gives as the old one gave them."""
    used = {id(after) for _, after in mates}
    for b in news:
        if id(b) in used or not b.period.year:
            continue
        for a in olds:
            if a.period.year == b.period.year and a.kind == b.kind and a.figure.value == b.figure.value is not None:
                yield a, b
                break


def _across(
    old: Edition,
    new: Edition,
    figures: tuple[EditionFigures, EditionFigures],
    joined: Iterable[tuple[Reading, Reading]],
    least: float,
) -> list[tuple[Reading, Reading]]:
    """Figures left over that have the same name in the same part of the report."""
    used = {id(reading) for pair in joined for reading in pair}
    parts = (
        {section.id: section.part for section in old.sections},
        {section.id: section.part for section in new.sections},
    )
    groups: dict[tuple[str, str, str], tuple[list[Reading], list[Reading]]] = {}
    for side, edition in enumerate((old, new)):
        for reading in figures[side].readings:
            if id(reading) not in used and len(reading.indicator) > 2:
                part = parts[side].get(edition.sentences[reading.home].section, "other")
                key = (part, reading.kind, base(reading.figure.unit)[0])
                groups.setdefault(key, ([], []))[side].append(reading)
    return [pair for olds, news in groups.values() for pair in _named_alike(olds, news, least)]


def _named_alike(olds: Sequence[Reading], news: Sequence[Reading], least: float) -> list[tuple[Reading, Reading]]:
    scored = [
        (score, -i, -j)
        for i, a in enumerate(olds)
        for j, b in enumerate(news)
        if (score := _names(a, b)) >= least and comparable(a, b)
    ]
    return _one_to_one(olds, news, scored)


def comparable(a: Reading, b: Reading) -> bool:
    """Whether two figures can be the same one: kinds, units and times agree (a scale may differ, but not wildly).

    Ranks agree where they are among the same ones.
    """
    if a.kind != b.kind or a.start != b.start or not _are_of_one_time(a, b):
        return False
    if a.kind == "rank" and a.place and b.place and _AMONG.get(a.place, a.place) != _AMONG.get(b.place, b.place):
        return False
    values = [abs(reading.figure.value) * base(reading.figure.unit)[1] for reading in (a, b) if reading.figure.value]
    if a.figure.unit != b.figure.unit and len(values) == 2 and max(values) > _WILD * min(values):
        return False
    units = base(a.figure.unit)[0], base(b.figure.unit)[0]
    return (units[0] == units[1] or "" in units) and not _is_apart(a, b)


def _are_of_one_time(a: Reading, b: Reading) -> bool:
    """Whether two figures are of the same time of their editions, or of the same year.

    Forecasts must name the same year, and so must what an edition only gives to compare its own year's figure with.
    Spans of different length are not compared, nor is one of several years with what says nothing of its time.
    """
    months = a.period.months, b.period.months
    if (max(months) > _YEAR_MONTHS or 0 not in months) and months[0] != months[1]:
        return False
    years = a.period.year, b.period.year
    if all(years) and ((a.forecast and b.forecast) or a.earlier or b.earlier):
        return years[0] == years[1]
    return a.lag is None or b.lag is None or a.lag == b.lag or years[0] == years[1]


def _is_apart(a: Reading, b: Reading) -> bool:
    """Whether two names tell different quantities: what was added against what there is, shares of different wholes.

    A loss answers to a gain, and to nothing else.
    """
    if a.adverse != b.adverse and not _FAVOURABLE.search((b if a.adverse else a).indicator):
        return True
    if a.added != b.added:
        return True
    if a.indicator == b.indicator:
        return False
    if _are_scoped_apart(a.indicator, b.indicator) or are_qualified_apart(a.indicator, b.indicator):
        return True
    (part, _, whole), (old_part, _, old_whole) = (reading.indicator.partition("占") for reading in (b, a))
    shares = "占" in a.indicator and "占" in b.indicator and whole != old_whole
    return shares and Indel.normalized_similarity(part, old_part) < _SAME_PART


def _are_scoped_apart(old: str, new: str) -> bool:
    """Whether two names say that they are of different parts of the whole: 城镇居民收入, 农村居民收入, 居民收入."""
    scopes = [frozenset(_SCOPE.findall(name)) for name in (old, new)]
    if scopes[0] and scopes[1]:
        return not scopes[0] & scopes[1]
    return any(scopes) and all("居民" in name and "收入" in name for name in (old, new))


def are_qualified_apart(old: str, new: str) -> bool:
    """Whether one of two names has a word that limits it and the other has not: 省级 against 国家级, net against gross."""
    marks = [
        frozenset(mark.lower().replace("限额以上", "限上") for mark in _QUALIFIED.findall(name)) for name in (old, new)
    ]
    return marks[0] != marks[1]


def likeness(a: Reading, b: Reading) -> float:
    """How alike two figures of one kind are by name and unit, 0-1."""
    same_unit = (
        1.0 if a.figure.unit == b.figure.unit else 0.75 if base(a.figure.unit)[0] == base(b.figure.unit)[0] else 0.5
    )
    names = max(_names(a, b), _RANKED) if a.kind == "rank" == b.kind else _names(a, b)
    return 0.6 * names + 0.4 * same_unit


def _names(a: Reading, b: Reading) -> float:
    names = (a.indicator, b.indicator)
    if _OF_ANY.fullmatch(names[0]) or _OF_ANY.fullmatch(names[1]):
        return _UNSAID
    spent = [name.partition("…") for name in names]
    if all(mark and _OF_ANY.fullmatch(head) for head, mark, _ in spent):
        names = spent[0][2], spent[1][2]  # money is of what it is spent on
    if a.adverse != b.adverse:
        names = _POLAR.sub("", names[0]), _POLAR.sub("", names[1])
    return float(Indel.normalized_similarity(*names))


def change_of(old: Reading | None, new: Reading | None) -> FigureChange:
    """One indicator in both editions: difference in the new one's unit, direction, and better where the table says so.

    A value that the text says in words to have fallen is negative, and the measure then tells no direction of its own;
    so is a loss beside a gain.
    """
    old, new, turned = _turned(old, new)
    named = new or old
    assert named is not None
    sides = _signed(old), _signed(new)
    fell = any(side and side.sign < 0 for side in (old, new))
    measure = _BOTH_WAYS[named.measure.isascii()] if named.measure and fell else named.measure
    change = FigureChange(named.indicator, measure, *sides, "unknown")
    if old is None or new is None:
        return change
    values = _value(old, new), None if new.figure.value is None else new.sign * new.figure.value
    if values[0] is None or values[1] is None:
        return change
    by = round(values[1] - values[0], 6)
    if by and is_within(old, new):
        return change
    direction: Direction = "up" if by > 0 else "down" if by < 0 else "same"
    better = by > 0 if turned else is_better(named.indicator, named.kind, by)
    return replace(change, direction=direction, difference=by, better=better)


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
    own = any(side < 0 and (reading.figure.value or 0) < 0 for side, reading in zip(sides, (old, new), strict=True))
    if sides[0] * sides[1] >= 0 and not own:
        return old, new, False
    return _below(old, sides[0]), _below(new, sides[1]), True


def _below(reading: Reading, side: int) -> Reading:
    return replace(reading, sign=-1) if side < 0 and (reading.figure.value or 0) > 0 else reading


def _side_of_zero(reading: Reading) -> int:
    """-1 for a loss and its like, 1 for a gain, 0 where the name says neither or both."""
    if reading.kind != "level" or reading.sign < 0:
        return 0
    return bool(_ABOVE.search(reading.indicator)) - bool(_BELOW.search(reading.indicator))


_BOTH_WAYS = ("增减", "change")
"""What a figure measures that may rise or fall: its sign says which. In Chinese and in English."""


def _signed(reading: Reading | None) -> Figure | None:
    if reading is None:
        return None
    value = reading.figure.value
    return reading.figure if value is None or reading.sign > 0 else replace(reading.figure, value=-value)


def _value(old: Reading, new: Reading) -> float | None:
    """The old value in the new one's unit, or None where there is none or the two units measure different things."""
    (bare, scale), (new_bare, new_scale) = base(old.figure.unit), base(new.figure.unit)
    if old.figure.value is None or (bare != new_bare and bare and new_bare):
        return None
    return old.sign * old.figure.value * (scale / new_scale)


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
