"""Takes a report's first lines and its path, gives what it is: title, unit (which office), period, language."""

import re
from collections.abc import Collection, Sequence
from pathlib import PurePath

from compare.model import Language, Section
from compare.structure.lines import HAN
from compare.structure.pieces import Unit

_GENRE = re.compile(r"报告|总结|例会|会议|公报|纲要|述职|要点|计划|(?i:report|10-k|statement|letter|factors|review)")
_STOPPED = re.compile(r"[。！？；：…!?;:][”’」』）)》\"']*$|[a-z]\.$")
_TITLE_LABEL = re.compile(r"^标题[:：]\s*|^#{1,6}\s+")
_GAP = re.compile(r"(?<=[\u3400-\u9fff·，、：])[ \u3000]+(?=[\u3400-\u9fff])")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DIGIT_GAP = re.compile(r"(?<=\d) (?=\d)")
_HAN_YEAR = re.compile(r"[二一][〇○零Ｏ九八][〇○零一二三四五六七八九]{2}(?=年)")
_HAN_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_QUARTER = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:第?\s*([一二三四1-4])\s*季度|Q([1-4]))")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FULL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ENGLISH_DAY = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{1,2}}), ((?:19|20)\d{{2}})", re.IGNORECASE)
_FISCAL = re.compile(r"(?:fiscal year|year ended|annual report|10-k)\D{0,30}((?:19|20)\d{2})", re.IGNORECASE)
_PLAN_YEAR = re.compile(r"((?:19|20)\d{2})\s*年.{0,16}(?:安排|任务|重点|部署|目标|打算|计划|要求|政策)")
_REVIEW_YEAR = re.compile(r"((?:19|20)\d{2})\s*年.{0,16}(?:回顾|总结|情况|成绩)")
_CONGRESS = re.compile(
    r"在([\u3400-\u9fff]{2,12}?)第?[一二三四五六七八九十]+届(全国)?人民代表大会|在([\u3400-\u9fff]{2,12}?)[一二三四五六七八九十]+届人大"
)
_NATIONAL = re.compile(r"届全国人民代表大会|代表(?:中华人民共和国)?国务院|代表中央人民政府")
_SPEAKER = re.compile(
    r"([\u3400-\u9fff]{2,16}?(?:省|市|区|县|州|盟|旗|乡|镇))(?:人民政府)(?:代?(?:省|市|区|县|州|乡|镇)长|代?主席|盟长)"
)
_ON_BEHALF = re.compile(r"我(?:受|代表)([\u3400-\u9fff]{2,16}?(?:政府|国务院|委员会|法院|检察院))(?:委托)?[，,向]")
_PLAIN = re.compile(
    r"(?:19|20)?\d{2,4}\s*年度?|第?[一二三四1-4]季度|[（(].*?[）)]|(?:人民)?政府工作报告|工作报告|年度报告|工作总结|述[职责廉法]{1}|报告|总结|例会|召开|[\d\s/_.-]+|(?i:10-k|annual report)"
)


def language_of(text: str) -> Language:
    """Chinese where at least three in ten letters are Han."""
    han = len(HAN.findall(text))
    latin = len(re.findall(r"[A-Za-z]", text))
    return "zh" if han and han >= 0.3 * (han + latin) else "en"


def title_block(text: str, units: Sequence[Unit], marked: Collection[int]) -> tuple[int, ...]:
    """The units of the title block: short lines without a stop above the salutation, the first heading, the text."""
    found: list[int] = []
    for at, unit in enumerate(units[:60]):
        if unit.role == "furniture":
            continue
        bare = unit.of == 1 and unit.end - unit.start <= 100 and not _STOPPED.search(text, unit.start, unit.end)
        if not bare or unit.role != "body" or (at in marked and found):
            break
        found.append(at)
        if at in marked:
            break
    return tuple(found)


def title_of(block: Sequence[str]) -> str:
    """The title among the lines of the title block: the first that names a genre, else the first; blanks closed up."""
    lines = [_TITLE_LABEL.sub("", line).strip() for line in block]
    named = [line for line in lines if _GENRE.search(_GAP.sub("", line))] or lines
    return " ".join(_GAP.sub("", named[0]).split()) if named else ""


def period_of(block: Sequence[str], path: str, sections: Sequence[Section]) -> str:
    """The order key: from the title block, then the file's name, then the headings; "" where nothing says."""
    return _from_block(block) or _from_name(PurePath(path).stem) or _from_headings(sections)


def _from_block(block: Sequence[str]) -> str:
    head = "\n".join(
        _HAN_YEAR.sub(lambda year: year.group().translate(_HAN_DIGITS), _GAP.sub("", line)) for line in block
    )
    head = _DIGIT_GAP.sub("", head.translate(_WIDE_DIGITS))
    if quarter := _QUARTER.search(head):
        return f"{quarter[1]}Q{quarter[3] or _QUARTERS[quarter[2]]}"
    if day := _ENGLISH_DAY.search(head):
        return f"{day[3]}-{_MONTHS.index(day[1].lower()) + 1:02d}-{int(day[2]):02d}"
    year = _FISCAL.search(head) or _YEAR.search(head)
    return year[1] if year else ""


def _from_name(stem: str) -> str:
    if day := _FULL_DAY.search(stem):
        return "-".join(day.groups())
    if quarter := re.search(r"((?:19|20)\d{2})[-_.]?[qQ]([1-4])", stem):
        return f"{quarter[1]}Q{quarter[2]}"
    year = _YEAR.search(stem)
    return year[1] if year else ""


def _from_headings(sections: Sequence[Section]) -> str:
    titles = [section.title for section in sections if section.heading and section.level == 1]
    planned = [int(m[1]) for title in titles if (m := _PLAN_YEAR.search(title))]
    reviewed = [int(m[1]) + 1 for title in titles if (m := _REVIEW_YEAR.search(title))]
    years = planned or reviewed
    return str(max(years)) if years else ""


def unit_of(block: Sequence[str], opening: str, title: str, path: str) -> str:
    """Which office reports: from the congress it speaks to, the speaker's line, "on behalf of", the title, the file."""
    head = "\n".join(_GAP.sub("", line) for line in block)
    if _NATIONAL.search(head) or _NATIONAL.search(opening):
        return "国务院"
    if found := _SPEAKER.search(head):
        return f"{found[1]}人民政府"
    if found := _CONGRESS.search(head):
        return f"{found[1] or found[3]}人民政府"
    behalf = _ON_BEHALF.search(opening)
    if behalf and len(behalf[1]) > 5:
        return behalf[1]
    place = _PLAIN.sub("", title).strip(" ·-_/")
    if place and re.search(r"政府工作报告", title):
        return f"{place}人民政府"
    return place or _PLAIN.sub("", PurePath(path).stem).strip(" ·-_.")
