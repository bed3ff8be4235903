"""The forms of headings: one table, a row a form. Takes a stretch of text, gives its form, its number and its mark.

A row says how the heading begins, how high it stands (a lower rank holds the higher ones; only the order counts, the
levels come out of what the document uses), and whether it opens an item only in a series (1, 2, …).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from compare.structure.text_lines import HAN, one_line
from compare.structure.types import HeadingMark, Unit
from compare.text.numerals import NUMERAL, han_value, roman_value

_HAN = NUMERAL
_FIRST_WORDS = {"首先": 1, "其次": 2, "再次": 3}


GLUED = "条-"
"""The form of an article whose number runs into its text: a heading only where such numbers follow each other."""


@dataclass(frozen=True, slots=True)
class HeadingForm:
    """A heading form. Group 1 of `pattern` is the number; what follows the match is the title."""

    name: str
    rank: float
    pattern: re.Pattern[str]
    series: bool = False


def _form(name: str, rank: float, pattern: str, *, series: bool = False) -> HeadingForm:
    return HeadingForm(name, rank, re.compile(pattern), series)


FORMS: tuple[HeadingForm, ...] = (
    _form("markdown", 0, r"(#{1,6})\s+(?=[^\sa-z])"),
    _form("编", 10, rf"第([{_HAN}\d]{{1,4}})[编篇](?=[\s\u3000]|$|[^章节])[\s\u3000]*"),
    _form("章", 12, rf"第([{_HAN}\d]{{1,4}})章[\s\u3000]*"),
    _form("节", 14, rf"第([{_HAN}\d]{{1,4}})节(?![日能水约])[\s\u3000]*"),
    _form("条", 16, rf"第([{_HAN}\d]{{1,7}})条(?:之[{_HAN}]{{1,3}})?(?=[\s\u3000])[\s\u3000]*"),
    _form(GLUED, 16, rf"第([{_HAN}\d]{{1,7}})条(?:之[{_HAN}]{{1,3}}(?![{_HAN}]))?(?=\S)"),
    _form("part", 10, r"(?i:part)\s+([IVX]{1,5}|\d{1,2})\b[.:—–\-]?\s*"),
    _form(
        "item",
        12,
        r"(?i:items?)\s+(\d{1,2}[A-C]?)\b(?:\([a-z]\))?(?:(?:,?\s+and|,|\s*&)\s+\d{1,2}[A-C]?\b)*\s*[.:)—–\-]?\s*",
    ),
    _form("article", 12, r"(?i:article)\s+(\d{1,3}|[IVXLC]{1,7})\b\s*[.:—–\-]?\s*"),
    _form("section", 14, r"(?i:section|(?=§))\s*§?\s*(\d{1,3})(?!\.?\d)\s*[.:)—–\-]?\s+"),
    _form("section", 15, r"(?i:section|(?=§))\s*§?\s*(\d{1,3}(?:\.\d{1,3})+)\b\s*[.:)—–\-]?\s+"),
    _form("一、", 20, rf"([{_HAN}]{{1,3}})(?:、|[.．](?!\d))\s*"),
    _form("（一）", 30, rf"[（(]\s*([{_HAN}]{{1,3}})\s*[)）]\s*、?\s*"),
    _form("1.", 40, r"(\d{1,2})\s*(?:[.．](?!\d)|、)\s*"),
    _form("1.1", 42, r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\d\s%])"),
    _form("（1）", 50, r"[（(]\s*(\d{1,2})\s*[)）]\s*、?\s*"),
    _form("①", 55, r"([①-⑳])\s*"),
    _form("［1］", 50, r"[［\[]\s*(\d{1,3})\s*[\]］]\s*"),
    _form("一是", 60, r"([一二三四五六七八九十]{1,3})[是要](?![，、])", series=True),
    _form("第一，", 60, r"第([一二三四五六七八九十]{1,3})[，、,：:]\s*", series=True),
    _form("首先", 60, r"(首先|其次|再次)[，,]\s*", series=True),
    _form("【】", 65, r"()【(?=[^】]{1,30}】)"),
    _form("——", 70, r"()(?:—{1,3}|–{1,3}|―{1,3}|-{2,3})\s*(?=[^\s—–―-])"),
)
SERIES = frozenset(form.name for form in FORMS if form.series)
RANK = {form.name: form.rank for form in FORMS} | {
    "styled": 1,
    "caps": 22,
    "caption": 35,
    "statement": 45,
    "annex": 5,
    "lead": 80,
    "inner": 90,
}

# Forms that may also open a line in the middle of a sentence: a figure, a reference to another place.
_LOOSE = ("1.1", GLUED, "article", "section")
_NEVER_JOINED = re.compile(
    "|".join(f"(?:{form.pattern.pattern.replace('()', '', 1)})" for form in FORMS if form.name not in _LOOSE)
)
STOPS = "。！？；!?;."
_CLAUSE = re.compile(r"[，；;：:。！？!?]|,(?!\d)")
_BULLET = re.compile(r"[•●▪■◆◇○]|[*–—-]\s|o\s+(?=[\"“(]?[A-Za-z])")


def opens_item(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins with a numbered or marked heading form, or a bullet."""
    return bool(_NEVER_JOINED.match(text, start, end) or _BULLET.match(text, start, end))


def match_form(text: str, start: int, end: int) -> tuple[HeadingForm, re.Match[str]] | None:
    """The first form with which the stretch begins."""
    if text[start] not in _OPENERS and not text[start].isdigit():
        return None
    for form in FORMS:
        if (match := form.pattern.match(text, start, end)) and match.end() <= end:
            return form, match
    return None


_OPENERS = frozenset(f"#第PpIiAaSs§{_HAN}（(［[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳首其再【—–―-")


def mark_of(text: str, unit: Unit, at: int, matched: tuple[HeadingForm, re.Match[str]], *, longest: int) -> HeadingMark:
    """The mark of a heading by form: the whole unit where it is short, else its first clause names the section.

    `longest`: characters; an English heading may have three times as many.
    """
    form, match = matched
    piece = text[unit.start : unit.end]
    short = len(piece) <= (longest if HAN.search(piece) else 3 * longest)
    clause = None if short else _CLAUSE.search(text, min(match.end() + 1, unit.end), unit.end)
    end = clause.start() if clause else unit.end
    title = one_line(text[match.end() : end].strip().rstrip("。；;：:】").replace("】", " "))
    number = text[unit.start : match.end()].strip().rstrip("，,：:") if match[1] else ""
    rank = form.rank + (len(match[1]) / 10 if form.name == "markdown" else 0)
    alone = short and piece[-1] not in "；;"
    closes = form.name in ("——", "【】") and unit.of > 1
    bare = piece[-1] not in STOPS
    span = unit.start, end
    name = "条" if form.name == GLUED else form.name
    return HeadingMark(at, name, rank, number, value_of(match[1]), title, span, alone=alone, bare=bare, closes=closes)


@lru_cache(maxsize=4096)
def value_of(number: str) -> int:
    """A heading number as an integer (十二 -> 12, ３ -> 3, ② -> 2, 1.3 -> 3); 0 where it is none."""
    if number in _FIRST_WORDS:
        return _FIRST_WORDS[number]
    last = number.rsplit(".", 1)[-1]
    if last.isdecimal():
        return int(last)
    if len(number) == 1 and "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    return han_value(number) or roman_value(number)
