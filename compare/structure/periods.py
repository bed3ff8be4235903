"""Takes a report's title block, file name and headings, gives its period: `2022`, `2023Q4` or `2024-01-31`.

The title block speaks first, then the file's name, then the years in the outermost headings; "" where nothing says.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from compare.model import Section
from compare.structure.lines import close_up

_HAN_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九０１２３４５６７８９", "00001234567890123456789")
_HAN_YEAR = re.compile(r"[二一][〇○零Ｏ一二三四五六七八九]{3}(?=年)")
_SPACED = re.compile(r"(?<=\d) (?=\d)")
_ORDER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_AD = r"((?:19|20)\d{2})"
_YEAR = re.compile(rf"(?<!\d){_AD}(?!\d)")
_QUARTER = re.compile(rf"{_AD}\s*年?\s*(?:第?\s*([一二三四1-4])\s*季度|[Qq]([1-4]))")
_DAY = re.compile(rf"(?<!\d){_AD}[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ENGLISH_DAY = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{1,2}}), {_AD}", re.IGNORECASE)
_MONTH = re.compile(rf"(?<!\d){_AD}[-_.年]?(0[1-9]|1[0-2])(?!\d)")
_PASSED = re.compile(
    rf"{_AD}\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日[^\n。；\d]*(?:第[^\n。；]{{1,12}}会议)?[^\n。；\d]{{0,40}}?(?:通过|修订|修正|批准|公布|发布)"
)
_SPAN = re.compile(rf"(?<!\d)({_AD}[-–—/]\d{{2}})(?![-–—/\d])")
_FISCAL = re.compile(rf"(?:fiscal year|year ended|annual report|10-k).{{0,40}}?\b{_AD}\b", re.IGNORECASE)
_NAMED = re.compile(rf"{_AD}(?:年度?|(?:年|[-./])(\d{{1,2}})(?:月|(?:月|[-./])(\d{{1,2}})日?)?)?")
_PLANNED = re.compile(rf"{_AD}\s*年.{{0,16}}(?:安排|任务|重点|部署|目标|打算|计划|要求|政策)")
_REVIEWED = re.compile(rf"{_AD}\s*年.{{0,16}}(?:回顾|总结|情况|成绩)")


def period_named(words: str) -> str:
    """The order key that words name and nothing else: a year, a quarter, a month or a day; "" where they name none."""
    told = close_up(words.strip()).translate(_WIDE_DIGITS)
    told = _HAN_YEAR.sub(lambda year: year.group().translate(_HAN_DIGITS), told)
    if _QUARTER.fullmatch(told):
        return _quarter(told)
    if not (found := _NAMED.fullmatch(told) or _DAY.fullmatch(told)):
        return ""
    year, month, day = found[1], int(found[2] or 1), int(found[3] or 1)
    try:
        date(int(year), month, day)
    except ValueError:
        return ""
    return "-".join([year, *(f"{int(part):02d}" for part in found.groups()[1:] if part)])


def period_of(block: Sequence[str], path: str, sections: Sequence[Section]) -> str:
    """The order key of a report: the year it is given in, a quarter, or a day; "" where nothing says."""
    return _of_block(block) or _of_name(PurePath(path.replace("\\", "/")).stem) or _of_headings(sections)


def _of_law(head: str) -> str:
    """The day on which a law was last passed or amended, by the lines that say so under its title; "" for other texts."""
    year, month, day = max((tuple(map(int, match.groups())) for match in _PASSED.finditer(head)), default=(0, 0, 0))
    return f"{year:04d}-{month:02d}-{day:02d}" if year else ""


def _of_block(block: Sequence[str]) -> str:
    head = _HAN_YEAR.sub(lambda year: year.group().translate(_HAN_DIGITS), "\n".join(map(close_up, block)))
    head = _SPACED.sub("", head.translate(_WIDE_DIGITS))
    if told := _of_law(head) or _quarter(head) or _first(_FISCAL, head) or _first(_SPAN, head):
        return told
    if day := _ENGLISH_DAY.search(head):
        return f"{day[3]}-{_MONTHS.index(day[1].lower()) + 1:02d}-{int(day[2]):02d}"
    return _first(_YEAR, head)


_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def _of_name(stem: str) -> str:
    if day := _DAY.search(stem):
        return "-".join(day.groups())
    if month := _MONTH.search(stem):
        return "-".join(month.groups())
    return _quarter(stem.replace("-", "").replace("_", "")) or _first(_SPAN, stem) or _first(_YEAR, stem)


def _quarter(words: str) -> str:
    found = _QUARTER.search(words)
    return f"{found[1]}Q{_ORDER[found[2] or found[3]]}" if found else ""


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found[1] if found else ""


def _of_headings(sections: Sequence[Section]) -> str:
    """The year that is planned for, else the one after the year looked back on."""
    titles = [section.title.translate(_WIDE_DIGITS) for section in sections if section.heading and section.level == 1]
    planned = [int(year) for title in titles if (year := _first(_PLANNED, title))]
    reviewed = [int(year) + 1 for title in titles if (year := _first(_REVIEWED, title))]
    return str(max(planned or reviewed)) if planned or reviewed else ""
