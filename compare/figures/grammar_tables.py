"""Figures in the rows of a table. Takes a row and the header above it, gives `Mention`s: the row names, the column dates.

A row is cells between `|` (Markdown) or tabs. The unit comes from the cell, a 单位 / Unit column, the row's name or the
column's name; a column's year is the period of what stands under it. Ages, pages and the years of a header are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.figures.types import Mention, Period

_CELL = re.compile(r"[^|\t]+")
_NUMBER = re.compile(
    r"(?P<sign>[-−－–])?(?P<open>[(（])?(?P<number>[\d０-９][\d０-９,]{0,31}(?:[.．][\d０-９]{1,24})?|[*＊]{1,24})(?(open)[)）])(?P<unit>[%％]|[^\d\s.,*]{1,6})?"
)
_IN_BRACKETS = re.compile(r"[（(]\s*(?P<unit>[^（）()]{1,8}?)\s*[）)]")
_UNIT_COLUMN = re.compile(r"(?:计量)?单位|units?", re.IGNORECASE)
_GROWTH = re.compile(r"增长|增速|增幅|同比|[±+]|growth|change", re.IGNORECASE)
_BARE = re.compile(r"[-—–:\s]*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?:\s?年度?)?")
_NO_AMOUNT = re.compile(r"年龄|页码?|序号|编号|起始年|\b(?:ages?|pages?|since|no\.?|numbers?)\b", re.IGNORECASE)
"""Columns whose numbers measure nothing of the report."""
_ENTRY = re.compile(
    r"(?:Item|Part|Note|Section|Chapter)\s+[\dIVX]|第[一二三四五六七八九十\d]+[章节部]|.*(?:\.{4,}|…{2,})\s*$",
    re.IGNORECASE,
)
"""How a row of a table of contents begins; its number is a page."""


@dataclass(frozen=True, slots=True)
class Header:
    """The cells above a table's rows; empty where there are none."""

    cells: tuple[str, ...] = ()

    def over(self, count: int) -> tuple[str, ...]:
        """The columns of a row of so many cells: a corner that is blank leaves the header short on its left."""
        if 0 <= count - len(self.cells) <= 1 and self.cells:
            return ("",) * (count - len(self.cells)) + self.cells
        return ("",) * count


def table_figures(row: str, header: Header) -> tuple[Header, tuple[Mention, ...]]:
    """The header for the next row and the figures of this one; a row without figures, or of years alone, is a header itself."""
    cells = [
        (match[0].strip(), match.start() + len(match[0]) - len(match[0].lstrip())) for match in _CELL.finditer(row)
    ]
    cells = [(cell, at) for cell, at in cells if cell]
    if not cells or all(_BARE.fullmatch(cell) for cell, _ in cells):
        return header, ()
    numbers = [cell for cell, _ in cells if _is_figure(cell)]
    if not numbers or not any(_is_figure(cell) for cell, _ in cells[1:]) or all(map(_YEAR.fullmatch, numbers)):
        return Header(tuple(cell for cell, _ in cells)), ()
    if _ENTRY.match(cells[0][0]) and len(numbers) == 1 and not header.cells:
        return header, ()
    return header, tuple(_mentions(cells, header))


def _is_figure(cell: str) -> bool:
    match = _NUMBER.fullmatch(cell)
    return match is not None and match["unit"] not in ("年", "月", "日", "年度", "季度")


def _mentions(cells: list[tuple[str, int]], header: Header) -> Iterator[Mention]:
    columns = header.over(len(cells))
    name = cells[0][0]
    of_row = next(
        (cell for (cell, _), column in zip(cells, columns, strict=True) if _UNIT_COLUMN.fullmatch(column)), ""
    )
    for (cell, at), column in list(zip(cells, columns, strict=True))[1:]:
        match = _NUMBER.fullmatch(cell)
        if match and _is_figure(cell) and not _NO_AMOUNT.search(column):
            yield _mention(match, at, name, column, of_row)


def _mention(match: re.Match[str], at: int, name: str, column: str, of_row: str) -> Mention:
    grows = bool(_GROWTH.search(column))
    own = match["unit"] or _bracketed(column) or ("" if grows else of_row or _bracketed(name))
    unit = own.replace("％", "%")
    masked = not match["number"][0].isdigit()
    value = (
        None
        if masked
        else float(match["number"].replace(",", "").replace("．", ".")) * (-1 if match["sign"] or match["open"] else 1)
    )
    end = at + len(match[0])
    indicator = _IN_BRACKETS.sub("", name).strip()
    place = "" if grows else _YEAR.sub("", _IN_BRACKETS.sub("", column)).strip()
    kind, measure = ("growth", "增长" if "增" in column or "同比" in column else "growth") if grows else ("level", "")
    year = _YEAR.search(column)
    period = Period(int(year[0][:4])) if year else Period()
    return Mention(at, end, value, unit, masked, indicator, kind, measure, place=place or "table", period=period)


def _bracketed(text: str) -> str:
    match = _IN_BRACKETS.search(text)
    return match["unit"] if match else ""
