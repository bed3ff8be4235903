"""Deadlines. Takes two sentences that answer to each other, tells whether the time by which something is due has moved."""

import re
from collections.abc import Sequence

from compare.source import Span
from compare.text.numbers import MONTHS

_HAN = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ZH = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|(?P<next>明年|次年)|(?P<this>今年|年内))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:底|末|份|上旬|中旬|下旬|\d{1,2}日)?|(?P<half>[上下]半年)|(?P<quarter>[一二三四])季度|(?P<end>年?底))"
    r"(?P<before>之?以?前)?"
)
_WITHIN_ZH = re.compile(r"(?P<count>[一二三四五六七八九十两]+|\d+)(?P<unit>个月|年|天|日|个工作日|个小时)(?:之|以)?内")
_EN = re.compile(
    rf"\b(?P<cue>by|before|until|in|no later than)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?(?:(?P<month>{MONTHS})\s+(?:\d{{1,2}},?\s+)?)?"
    r"(?:fiscal\s+(?:year\s+)?)?(?P<year>20\d\d)\b"
)
_WITHIN_EN = re.compile(r"\bwithin\s+(?P<count>\w+)\s+(?P<unit>days|months|years|weeks)\b")
_MONTHS = {name: at for at, name in enumerate(MONTHS.split("|"), 1)}


def moved(old: str, new: str, years: tuple[int, int], language: str) -> tuple[Span, Span] | None:
    """Where a deadline of one sentence is another in the other, or None. `years` are those of which the editions speak.

    A month without a year is one of the edition's year; the same month of the next year is the same deadline rolled on,
    unless both name their years and something is due by then. What has no date to compare has not moved.
    """
    pattern = _EN if language == "en" else _ZH
    found = [_dates(pattern, text, year, language) for text, year in zip((old, new), years, strict=True)]
    for (before, named, here), (after, again, there) in zip(*found, strict=False):
        rolled = 12 * (years[1] - years[0])
        if after - before != rolled and not (named and again and after == before):
            return here, there
        if named and again and after != before and _is_due(old[slice(*here)]):
            return here, there
    within = [_spans(_WITHIN_EN if language == "en" else _WITHIN_ZH, text) for text in (old, new)]
    for (one, unit, here), (other, same, there) in zip(*within, strict=False):
        if one != other and unit == same:
            return here, there
    return None


def _is_due(words: str) -> bool:
    """Whether something must be done by a date, and does not only happen in a year that goes on with the report's."""
    return not re.match(r"in\b|during\b|through\b|until\b", words)


def _dates(pattern: re.Pattern[str], text: str, year: int, language: str) -> list[tuple[int, bool, Span]]:
    """Deadlines as months since the year 0, whether their year was named, and where they stand."""
    dates = []
    for match in pattern.finditer(text):
        if language == "en":
            if int(match["year"]) >= year and (match["cue"] != "in" or int(match["year"]) > year):
                month = _MONTHS[match["month"]] if match["month"] else 12
                dates.append((12 * int(match["year"]) + month, True, match.span()))
        elif not match["end"] or match["end"] != "底" or match["year"] or match["next"] or match["this"]:
            named = int(match["year"]) if match["year"] else year + bool(match["next"])
            dates.append((12 * named + _month(match), bool(match["year"]), match.span()))
    return dates


def _month(match: re.Match[str]) -> int:
    if match["month"]:
        return int(match["month"])
    if match["half"]:
        return 6 if match["half"] == "上半年" else 12
    return 3 * _HAN[match["quarter"]] if match["quarter"] else 12


def _spans(pattern: re.Pattern[str], text: str) -> Sequence[tuple[str, str, Span]]:
    return [(_count(match["count"]), match["unit"], match.span()) for match in pattern.finditer(text)]


def _count(text: str) -> str:
    return str(_HAN[text]) if text in _HAN else text
