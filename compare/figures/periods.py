"""When the figures of a sentence are of. Takes its text and the places of its figures, gives a `Period` for each.

A year or a span that stands before a figure holds for it and those behind it until another is named; in English one
that stands behind it, before the next figure, is nearer still ("0.8% in 2024 and 2.4% in 2025"). Years that are named
together are dealt out where the figures are told "respectively".
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from compare.figures.types import Mention, Period

_HAN = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ZH = re.compile(
    r"(?P<against>(?:比|较|与|同|于)(?:(?P<then>(?:20|19)\d\d)年|上年|去年|上一年|前一年|往年|年初|上年度)(?:同期|末|度|底)?)"
    r"|(?P<run>[过近]?去?(?P<many>[两二三四五六七八九十]|\d{1,2})年(?:来|间|累计|共|以来|期间|里|年均)?)(?=[，、]|来|间|累计|共|期间|以来|里|建成|新增|完成|投入)"
    r"|(?P<plan>“?十[一二三四五]五”?(?:时期|期间|以来))|(?P<yearly>年均(?=增长|递增|增速|增幅|下降|提高|降低|新增|完成|超过|达|实际|名义))|(?P<whole>全年|当年|年内)"
    r"|(?<!到)(?P<year>(?:19|20)\d\d)年(?!代)|(?P<word>今年|本年|去年|上年|上一年|明年)(?!同期)"
    r"|(?P<months>(?:1|一)[月]?[-—–－至到](?P<last>1[0-2]|[2-9])月)|(?P<half>上半年|下半年)|(?P<quarters>前三季度)|(?P<quarter>[一二三四]季度)"
)
_NEAR = 2
"""Years between an edition and what it compares with, above which the change is one of several years."""
_WORDS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "明年": 1}
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_EN = re.compile(
    r"(?P<span>\b(?P<many>three|six|nine|twelve|\d{1,2})[\s-]+months?(?:\s+(?:period|periods))?\s+end(?:ed|ing)|\b(?P<quarter>(?:first|second|third|fourth|last)?\s*quarters?)(?:\s+end(?:ed|ing))?"
    r"|\b(?P<whole>(?:fiscal\s+)?years?)\s+end(?:ed|ing))"
    r"|(?P<word>\b(?:last|the\s+(?:prior|previous|preceding))[\s-]+(?:fiscal\s+)?year)\b"
    r"|(?<![\d.,$€£-])(?P<year>(?:19|20)\d\d)\b(?![.,]\d|\s?(?:%|percent\b|million\b|billion\b|people\b|employees\b|students\b)|-\d|(?-i:\s+[A-Z][a-z]+))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:due|Act|of\s+the|since|founded|established|maturing|through)\s+(?:in\s+)?$"
    r"|\bby\s+(?:the\s+end\s+of\s+)?(?:fiscal\s+)?(?:year\s+)?(?:[A-Z][a-z]+\s+(?:\d{1,2},\s+)?)?$"
)
"""What stands before a year that is part of a name, that a time runs to, or by which something is due."""
_YEARS = re.compile(
    r"(?:19|20)\d\d(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:(?:fiscal\s+)?(?:years?\s+)?(?:[A-Z][a-z]+\s+\d{1,2},\s+)?)(?:19|20)\d\d)+"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINED = re.compile(r"[\s,]*(?:and|or)?[\s,]*(?:approximately|about|roughly|nearly|some)?[\s,(]*")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place in the text and what it says of the time of what follows; `whole` where it leaves no year of before."""

    place: int
    end: int
    period: Period


def dated(text: str, mentions: Sequence[Mention], language: str, year: int) -> list[Mention]:
    """The figures of one sentence with their periods; those that a table has dated keep theirs. `year` is the edition's, or 0."""
    if not mentions:
        return []
    find: Callable[[str, int], Iterator[_Mark]] = _marks_en if language == "en" else _marks_zh
    marks = list(find(text, year))
    if not marks:
        return list(mentions)
    periods = _governed(mentions, marks, behind=language == "en", length=len(text))
    if language == "en":
        periods = _dealt(text, mentions, periods)
    return [
        replace(mention, period=period) if mention.period == Period() else mention
        for mention, period in zip(mentions, periods, strict=True)
    ]


def _marks_zh(text: str, year: int) -> Iterator[_Mark]:
    for match in _ZH.finditer(text):
        if match["then"] and year - int(match["then"]) > _NEAR:
            yield _Mark(match.start(), match.end(), Period(0, 12 * (year - int(match["then"]))))
        elif not match["against"]:
            yield _Mark(match.start(), match.end(), _period_zh(match, year))


def _period_zh(match: re.Match[str], year: int) -> Period:
    if match["year"]:
        return Period(int(match["year"]), 0)
    if match["word"]:
        return Period(year + _WORDS[match["word"]] if year else 0, 0)
    if match["many"]:
        return Period(0, 12 * (_HAN.get(match["many"]) or int(match["many"])))
    if match["plan"] or match["yearly"]:
        return Period(0, 60)
    if match["whole"]:
        return Period(0, 12)
    months = int(match["last"]) if match["months"] else 6 if match["half"] else 9 if match["quarters"] else 3
    return Period(0, months)


def _marks_en(text: str, year: int) -> Iterator[_Mark]:
    for match in _EN.finditer(text):
        if match["span"]:
            many = (match["many"] or "").lower()
            months = 12 if match["whole"] else 3 if match["quarter"] else _COUNTS.get(many) or int(many)
            yield _Mark(match.start(), match.end(), Period(0, months))
        elif match["word"]:
            yield _Mark(match.start(), match.end(), Period(year - 1 if year else 0, 0))
        elif not _NAMED.search(text[: match.start()]):
            yield _Mark(match.start(), match.end(), Period(int(match["year"]), 0))


def _governed(mentions: Sequence[Mention], marks: Sequence[_Mark], *, behind: bool, length: int) -> list[Period]:
    """For each figure the marks before it, the later over the earlier; in English one that stands behind it is nearer."""
    periods = []
    for at, mention in enumerate(mentions):
        period = Period()
        for mark in marks:
            if mark.end <= mention.start:
                period = _joined(period, mark.period)
        following = mentions[at + 1].start if at + 1 < len(mentions) else length
        after = [mark.period for mark in marks if behind and mention.end <= mark.place and mark.end <= following]
        if after:
            near = Period()
            for mark_period in after[:2]:
                near = Period(near.year or mark_period.year, near.months or mark_period.months)
            period = Period(near.year or period.year, near.months or period.months)
        periods.append(period)
    return _inherited(periods) if behind else periods


def _joined(before: Period, period: Period) -> Period:
    """What holds behind a second mark: a year leaves a span that it dates, a span leaves the year."""
    return Period(
        period.year or before.year, period.months or (before.months if not period.year or before.months < 12 else 0)
    )


def _inherited(periods: list[Period]) -> list[Period]:
    """Figures before any mark are of the time of the next: increased $18 million to $69 million in 2005."""
    for at in range(len(periods) - 2, -1, -1):
        if periods[at] == Period():
            periods[at] = periods[at + 1]
    return periods


def _dealt(text: str, mentions: Sequence[Mention], periods: list[Period]) -> list[Period]:
    """Years that are named together, one for each figure of a run told "respectively", or of as many before its end."""
    for word in re.finditer(r"\brespectively\b", text, re.IGNORECASE):
        run = run_before(text, mentions, word.start())
        for match in _YEARS.finditer(text):
            years = [int(year) for year in _YEAR.findall(match[0])]
            if run and len(run) % len(years) == 0 and len(set(years)) == len(years):
                for order, at in enumerate(run):
                    periods[at] = Period(years[order % len(years)], periods[at].months)
                break
    return periods


def run_before(text: str, mentions: Sequence[Mention], end: int) -> list[int]:
    """The last figures before a place that stand together, joined by commas and "and" alone."""
    run = [at for at, mention in enumerate(mentions) if mention.end <= end][-1:]
    while run and run[0] and _JOINED.fullmatch(text[mentions[run[0] - 1].end : mentions[run[0]].start]):
        run.insert(0, run[0] - 1)
    return run
