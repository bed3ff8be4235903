"""Whether a figure was reached. Takes a target and the figure that answers to it, gives the verdict and by how much."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare.figures.extract import middle
from compare.figures.pairing import are_qualified_apart, comparable, is_better, likeness
from compare.figures.types import Reading
from compare.figures.units import base
from compare.model import Edition, FollowStatus

_CEILING = re.compile(
    r"以内|以下|不超过|不高于|控制在|低于|小于|压减[到至]|压缩[到至]|降至|降到|减至|减到|\b(?:less\s+than|no\s+more\s+than|at\s+most|below|under|not\s+exceed)\b"
)
_ABOUT = re.compile(r"左右|约|基本|\b(?:about|approximately|around|roughly|some)\b")
_PRICES = re.compile(r"价格|物价|CPI|通胀|inflation|prices")
_FLOOR = re.compile(r"以上|不低于|不少于|超过|突破|至少|\bat\s+least\b|\bmore\s+than\b")
_FALLING = re.compile(r"下降|减少|回落|降低|下滑|\b(?:decrease|fall|decline|lower)\b")
_LATIN = re.compile(r"[a-z]{4}")
_INPUT = re.compile(r"投资|投入|资金|出资|补贴|补助|总额…")
_NEUTRAL = re.compile(
    r"总额|总值|总量|总数|总|额|地区|国内|全[省市区县年]|[我本][省市区县]|实现|完成|达到|预期|力争|确保|新增|年均|水平|国家(?!级)|新建|建设|改造|实施|开展|建成|培育|打造|保持|以上|的"
)
"""Words of a name that make it no other."""
_NEAR = 0.04
"""Share of a target that is only about so much by which a result may miss it, and of a result that is beyond it."""
_AHEAD = 0.15
"""By how much such a result must be ahead of every other."""
_FAR = 2.5
"""How many times a target a result may be before it is doubted to be of the same thing and time."""
_ROUNDED = 0.005
"""Share by which two figures of different scale may differ by rounding alone."""
_LIKE = 0.8
"""How alike target and result must be by name and unit for the figures to decide."""
_ALONE, _SURE = 0.65, 0.5
"""The same where each side has no other figure of that unit, and where the result's sentence surely reports on the task."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target, the figure that answers to it, the verdict, and the result less the target in the target's unit."""

    target: Reading
    result: Reading
    status: FollowStatus
    difference: float | None = None


def decided(
    old: Edition, targets: Sequence[Reading], results: Sequence[Reading], *, near: bool = False, sure: bool = False
) -> Outcome | None:
    """What the figures decide: the worst outcome among the targets that have an answer; None where none has.

    `near` where the results are of a sentence that reports on the promise, so that a lone figure of the unit will do,
    `sure` where it does so surely.
    """
    least = (_SURE if sure else _ALONE) if near else _LIKE
    outcomes = [outcome for target in targets if (outcome := _outcome(old, target, targets, results, least))]
    order: tuple[FollowStatus, ...] = ("missed", "undecidable", "met", "exceeded")
    return min(outcomes, key=lambda outcome: order.index(outcome.status), default=None)


def _outcome(
    old: Edition, target: Reading, targets: Sequence[Reading], results: Sequence[Reading], least: float
) -> Outcome | None:
    alike = [(likeness(target, result), result) for result in results if _may_answer(target, result)]
    score, result = max(alike, key=lambda row: row[0], default=(0.0, None))
    if result is None:
        return None
    second = max((rival for rival, reading in alike if reading is not result), default=0.0)
    alone = (len(alike) == 1 and sum(_may_answer(rival, result) for rival in targets) == 1) or score - second >= _AHEAD
    equal = least == _SURE and target.figure.value == result.figure.value is not None
    if not _are_named_alike(target, result, whole=least == _LIKE):
        return None
    return _judged(old, target, result) if score >= (least if alone else _LIKE) or equal else None


def _may_answer(target: Reading, result: Reading) -> bool:
    """Whether a result may be a target's: of the same kind and unit, and of the year that is over.

    What is still to be counted by the target (新增) may be told as a level by the report.
    """
    same = target.kind == result.kind and base(target.figure.unit)[0] == base(result.figure.unit)[0]
    late = result.start or result.earlier or result.period.months > 12
    if target.indicator != result.indicator and (
        are_qualified_apart(target.indicator, result.indicator) or _is_input(target)
    ):
        return False
    if target.kind in ("growth", "change") and target.sign != result.sign and target.indicator != result.indicator:
        return False
    return same and not late and (target.kind != "rank" or comparable(target, result))


def _is_input(target: Reading) -> bool:
    """Whether a target is money that goes in: what is spent on two things is no more of one."""
    return base(target.figure.unit)[0].endswith("元") and _INPUT.search(target.indicator) is not None


def _are_named_alike(target: Reading, result: Reading, *, whole: bool) -> bool:
    """Whether two Chinese names are one but for words that limit nothing: 进出口总额 and 进出口, not 外贸出口.

    Unless `whole`, one inside the other will do: their sentences answer to each other.
    """
    names = [_NEUTRAL.sub("", reading.indicator) for reading in (target, result)]
    inside = names[0] in names[1] or names[1] in names[0]
    return names[0] == names[1] or (inside and not whole) or _LATIN.search(target.indicator) is not None


def _judged(old: Edition, target: Reading, result: Reading) -> Outcome:
    """The verdict of two figures of one thing; undecidable where one is masked or has no single value."""
    wanted, reached = (_amount(reading) for reading in (target, result))
    if wanted is None or reached is None or target.figure.masked or result.figure.masked:
        return Outcome(target, result, "undecidable")
    clause = _around(old, target)
    fall = target.sign < 0
    if fall:
        wanted, reached = -wanted, -reached
    turned = target.kind == "rank" or (not fall and is_better(target.indicator, target.kind, 1) is False)
    ceiling = turned or bool(_CEILING.search(clause)) or bool(_PRICES.search(target.indicator))
    slack = abs(wanted) * (
        _NEAR if _ABOUT.search(clause) else _ROUNDED if target.figure.unit != result.figure.unit else 0
    )
    if wanted > 0 and not 1 / _FAR**2 <= reached / wanted <= _FAR and target.kind == "level":
        return Outcome(target, result, "undecidable")
    by = round((reached - wanted) / base(target.figure.unit)[1], 6)
    short = reached - wanted > slack if ceiling else wanted - reached > slack
    if short:
        return Outcome(target, result, "missed", by)
    beyond = not ceiling and reached - wanted > max(slack, abs(wanted) * _NEAR * bool(_FLOOR.search(clause)))
    return Outcome(target, result, "exceeded" if beyond else "met", by)


def _amount(reading: Reading) -> float | None:
    value = middle(reading.figure)
    return None if value is None else reading.sign * value * base(reading.figure.unit)[1]


def _around(edition: Edition, reading: Reading) -> str:
    """The clause of a figure."""
    first, last = edition.sentences[reading.home].span
    start, end = reading.figure.span
    text = edition.source.text
    return (
        re.split(r"[，；。,;、]", text[first:start])[-1]
        + text[start:end]
        + re.split(r"[，；。,;、]", text[end:last])[0]
    )


def tendency(piece: str, results: Sequence[Reading]) -> Reading | None:
    """The figure by which a forecast without one came true or not: a rate of the same name that rose or fell.

    Its name stands in the forecast; None where none does.
    """
    rates = (reading for reading in results if reading.kind == "growth" and len(reading.indicator) > 1)
    return next((reading for reading in rates if reading.indicator in piece and not reading.earlier), None)


def came_true(piece: str, result: Reading) -> bool:
    """Whether a rate went the way that a forecast said."""
    fell = result.sign * (result.figure.value or 0) < 0
    return fell == bool(_FALLING.search(piece))
