"""Takes a report's first lines, headings and path, gives what it is: title, unit (which office), language, period.

A period is `2022`, `2023Q4` or `2024-01-31`: the title block speaks first, then the file's name, then the years in the
outermost headings; "" where nothing says.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import PurePath

from compare.model import Language, Section
from compare.structure.text_lines import HAN, close_up
from compare.structure.types import Unit
from compare.text.characters import SIMPLIFIED

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s\u3000-\uffef]+|www\.[^\s\u3000-\uffef]+|[!-~]{40,}")
_LATIN = re.compile(r"[A-Za-z]")
_STOPPED = re.compile(r"[。！？；：…!?;:][”’」』）)》\"']*$|[a-z]\.$")
_TITLE_LABEL = re.compile(r"^(?:标题|题目)[:：]\s*|^#{1,6}\s+")
GENRE = re.compile(r"报告|总结|例会|会议|公报|纲要|述职|要点|计划|(?i:report|10-k|statement|letter|factors|review)")
# When and where a report was given, and who gave it: no title.
_OCCASION = re.compile(
    r"^[（(—–―-]{0,4}[\d〇○零Ｏ一二三四五六七八九０-９]{4}年.*(?:会议上|大会上|会上)"
    r"|^[（(]?[\d〇○零一二三四五六七八九０-９]{4}\s*年.*(?:通过|修订|修正|批准|公布|发布|施行|废止)[）)]?$"
    r"|(?:[省市区县州]长|主席|总理|主任)[\s\u3000]*\S{2,4}$"
)

_PLACE = r"[\u3400-\u9fff]{2,12}?"
_NATIONAL = re.compile(r"届全国人民代表大会|代表(?:中华人民共和国)?国务院|代表中央人民政府")
_SPEAKER = re.compile(
    r"((?:(?![届会日])[\u3400-\u9fff]){2,16}?[省市区县州盟旗乡镇])人民政府(?:代理?)?(?:[省市区县州乡镇]长|主席|盟长|旗长)"
)
_CONGRESS = re.compile(rf"在({_PLACE})第?[一二三四五六七八九十]+届\s*(?:人民代表大会|人大)")
_ON_BEHALF = re.compile(
    r"我(?:受|代表)([\u3400-\u9fff]{2,16}?(?:政府|委员会|法院|检察院|办公室|局|厅))(?:委托)?[，,向]"
)
_SHORT_NAME = re.compile(r"(?:省|市|区|县|自治区|自治州|州|乡|镇)?人民政府|(?:省|市|区|县|自治区)政府")
_BARE_PLACES = frozenset(("自治区", "自治州", "自治县", "全省", "全市", "全区", "全县"))
_GENRE_WORDS = re.compile(
    r"\s*(?:19|20)?\d{2,4}\s*年度?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|第?[一二三四1-4]季度|(?<=\d)[Qq][1-4]|[（(].*?[）)]|(?:人民)?政府工作报告|述[职责廉法述]+报告"
    r"|工作报告|年度报告|工作总结|报告|总结|例会|召开|[\d\s/_.-]+"
)
_BODY = re.compile(r"[\u3400-\u9fff（）()]{3,30}(?:公司|银行|集团|委员会|办公室|局|厅|院|大学|学校|学院|协会|中心)")
_COMPANY = re.compile(
    r"\b(?:inc|corp|corporation|company|co|ltd|limited|llc|llp|plc|group|holdings?|bank|university|college|board|department|agency"
    r"|committee|council|authority|commission|association|foundation|office|ministry|trust|society|institute)\b",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d")
_ENGLISH_WORDS = re.compile(
    r"(?i:\b(?:annual|quarterly|interim)\s+report\b|\bform\b|\b10-[kq]\b|\bitem\s+\d+[a-z]?\b\.?|\brisk factors\b|\bfor\b"
    r"|\b(?:the\s+)?(?:fiscal\s+|financial\s+)?(?:years?|quarter|(?:\w+\s+)?months)\s+end(?:ed|ing)\b|\bfiscal\s+year\b)"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b|\b(?:19|20)\d\d[-–/]\d{2,4}\b|\b\d{4}\b|/"
)
# What is left of "of the" and its like once the words beside it are gone.
_JOINTS = re.compile(r"(?i:^(?:(?:of|the|on|by|to|and)\b\s*)+|(?:\s*\b(?:of|the|on|by|to|and))+$)")


_OUTER = " ·-_/,:.—–"


def language_of(text: str) -> Language:
    """Chinese where at least three in ten letters of its prose are Han; links and what is no word count nothing."""
    prose = _ADDRESS.sub(" ", text)
    han = len(HAN.findall(prose))
    return "zh" if han and han >= 0.3 * (han + len(_LATIN.findall(prose))) else "en"


def title_block(text: str, units: Sequence[Unit], marked: Collection[int]) -> tuple[int, ...]:
    """The units of the title block: short lines without a stop above the salutation, the first heading, the text."""
    places: list[int] = []
    for at, unit in enumerate(units[:60]):
        if unit.role in ("furniture", "table"):
            continue
        bare = unit.of == 1 and unit.end - unit.start <= 100 and not _STOPPED.search(text, unit.start, unit.end)
        if not bare or unit.role != "body" or at in marked:
            break
        places.append(at)
    return tuple(places)


def title_of(block: Sequence[str]) -> str:
    """The title among the lines of the title block: the first that names a genre, else the first; blanks closed up."""
    lines = [close_up(_TITLE_LABEL.sub("", line).strip()) for line in block]
    lines = [line for line in lines if line and not _OCCASION.search(line)]
    named = [line for line in lines if GENRE.search(line)] or lines
    return " ".join(named[0].split()) if named else ""


def unit_of(block: Sequence[str], opening: str, title: str, path: str) -> str:
    """Which office reports: by the speaker's line, the congress, "on behalf of", the title, the file's name.

    Told in simplified characters, so that an office keeps its name in either script.
    """
    block = [line.translate(SIMPLIFIED) for line in block]
    opening, title = opening.translate(SIMPLIFIED), title.translate(SIMPLIFIED)
    head = "\n".join(map(close_up, block))
    if _NATIONAL.search(head) or _NATIONAL.search(opening):
        return "国务院"
    for pattern in (_SPEAKER, _CONGRESS):
        found = pattern.search(head)
        if found and found[1] not in _BARE_PLACES:
            return f"{found[1]}人民政府"
    behalf = _ON_BEHALF.search(opening)
    if behalf and not _SHORT_NAME.fullmatch(behalf[1]):
        return behalf[1]
    company = [line for line in block if not HAN.search(line) and not GENRE.search(line) and not _NUMERAL.search(line)]
    if company and not HAN.search(title) and not any(map(_COMPANY.search, company)):
        company = [_of_title(title)] if _of_title(title) else company
    body = [line for line in map(close_up, block) if _BODY.fullmatch(line) and not GENRE.search(line)]
    return (
        next(iter([*company, *body]), "")
        or _of_title(title)
        or _GENRE_WORDS.sub("", PurePath(path.replace("\\", "/")).stem).strip(" ·-_.")
    )


def _of_title(title: str) -> str:
    if not HAN.search(title):
        bare = " ".join(_ENGLISH_WORDS.sub(" ", title).split()).strip(_OUTER)
        return _JOINTS.sub("", bare).strip(_OUTER)
    place = _GENRE_WORDS.sub("", title).strip(" ·-_/")
    return f"{place}人民政府" if place and "政府工作报告" in title else place


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
    plain = close_up(words.strip()).translate(_WIDE_DIGITS)
    plain = _HAN_YEAR.sub(lambda year: year.group().translate(_HAN_DIGITS), plain)
    if _QUARTER.fullmatch(plain):
        return _quarter(plain)
    if not (matched := _NAMED.fullmatch(plain) or _DAY.fullmatch(plain)):
        return ""
    year, month, day = matched[1], int(matched[2] or 1), int(matched[3] or 1)
    try:
        date(int(year), month, day)
    except ValueError:
        return ""
    return "-".join([year, *(f"{int(part):02d}" for part in matched.groups()[1:] if part)])


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
