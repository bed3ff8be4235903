"""Figures in the rows of a table. Takes a row and the header above it, gives `Found`s: the row names, the column dates.

A row is cells between `|` (Markdown) or tabs. The unit comes from the cell, a 单位 / Unit column, the row's name or the
column's name.
"""

import re
from collections.abc import Iterator

from compare.figures.types import Found

_CELL = re.compile(r"[^|\t]+")
_NUMBER = re.compile(
    r"(?P<sign>[-−－–])?(?P<open>[(（])?(?P<number>[\d０-９][\d０-９,]{0,31}(?:[.．][\d０-９]{1,24})?|[*＊]{1,24})(?(open)[)）])(?P<unit>[%％]|[^\d\s.,*]{1,6})?"
)
_IN_BRACKETS = re.compile(r"[（(]\s*(?P<unit>[^（）()]{1,8}?)\s*[）)]")
_UNIT_COLUMN = re.compile(r"(?:计量)?单位|units?", re.IGNORECASE)
_GROWTH = re.compile(r"增长|增速|增幅|同比|[±+]|growth|change", re.IGNORECASE)
_BARE = re.compile(r"[-—–:\s]*")


def table_figures(row: str, header: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Found, ...]]:
    """The header for the next row and the figures of this one; a row without figures is a header itself."""
    cells = [
        (match[0].strip(), match.start() + len(match[0]) - len(match[0].lstrip())) for match in _CELL.finditer(row)
    ]
    cells = [(cell, at) for cell, at in cells if cell]
    if not cells or all(_BARE.fullmatch(cell) for cell, _ in cells):
        return header, ()
    if not any(_is_figure(cell) for cell, _ in cells[1:]):
        return tuple(cell for cell, _ in cells), ()
    return header, tuple(_figures(cells, header))


def _is_figure(cell: str) -> bool:
    match = _NUMBER.fullmatch(cell)
    return match is not None and match["unit"] not in ("年", "月", "日", "年度", "季度")


def _figures(cells: list[tuple[str, int]], header: tuple[str, ...]) -> Iterator[Found]:
    columns = header if len(header) == len(cells) else ("",) * len(cells)
    name = cells[0][0]
    of_row = next(
        (cell for (cell, _), column in zip(cells, columns, strict=True) if _UNIT_COLUMN.fullmatch(column)), ""
    )
    for (cell, at), column in list(zip(cells, columns, strict=True))[1:]:
        match = _NUMBER.fullmatch(cell)
        if match and _is_figure(cell):
            yield _found(match, at, name, column, of_row)


def _found(match: re.Match[str], at: int, name: str, column: str, of_row: str) -> Found:
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
    place = "" if grows else _IN_BRACKETS.sub("", column).strip()
    kind, measure = ("growth", "增长" if "增" in column or "同比" in column else "growth") if grows else ("level", "")
    return Found(at, end, value, unit, masked, indicator, kind, measure, place=place or "table")


def _bracketed(text: str) -> str:
    match = _IN_BRACKETS.search(text)
    return match["unit"] if match else ""
