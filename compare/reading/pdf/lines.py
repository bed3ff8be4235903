"""Takes a sheet, gives its lines in reading order: ruled tables as rows of cells, columns one after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.reading.notes import RAISED
from compare.reading.pdf.columns import Box, regions, rows
from compare.reading.pdf.glyphs import Run, Sheet

_JOINED = 1.8
_NEAR = 3.0
_FRAME = 0.6
_HAN = re.compile(r"[\u3400-\u9fff]")
_SMALL, _RAISED_BY = 0.88, 0.22
_DIGITS = re.compile(r"\d{1,3}(?:[,，]\d{1,3})*")
# What opens an item, however wide the gap behind it: no cell of a table.
_ITEM = re.compile(
    r"[•●▪■◆◦·○▸*–—-]|[(（]?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,5}|[一二三四五六七八九十]{1,3})[)）.、]|[①-⑳]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text, or one of several pieces on a line that stand apart (`cells`)."""

    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    nominal: float
    cells: tuple[str, ...]
    page: int
    column: int

    @property
    def text(self) -> str:
        """All that stands on the line."""
        return " ".join(self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: rows of cells, each cell its lines."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


Item = Line | Grid
_Cell = tuple[float, float, float, float]


def read_items(sheet: Sheet, page: int) -> list[Item]:
    """The lines and tables of a page, in reading order."""
    cells: dict[_Cell, list[Run]] = {}
    free: list[Run] = []
    borders = _Borders(sheet)
    for run in sheet.runs:
        cell = borders.around(run)
        if cell is None:
            free.append(run)
        else:
            cells.setdefault(cell, []).append(run)
    grids = list(_grids(cells, page))
    boxes = [Box(grid.x0, grid.y0, grid.x1, grid.y1) for grid in grids]
    found: list[Item] = []
    for region in regions(free, boxes):
        held: list[Item] = [grids[at] for at in region.boxes]
        found += sorted([*_lines(region.runs, page, region.column), *held], key=lambda item: -item.y1)
    return [*found, *(line for runs in sheet.turned for line in _lines(runs, page, 0))]


class _Borders:
    """The ruled lines of a page, for asking which cell something stands in."""

    def __init__(self, sheet: Sheet) -> None:
        self._ys = _clustered([rule.at for rule in sheet.across])
        self._xs = _clustered([rule.at for rule in sheet.down])
        self._across, self._down = sheet.across, sheet.down
        self._largest = (_FRAME * sheet.width, _FRAME * sheet.height)

    def around(self, run: Run) -> _Cell | None:
        """The cell around a run; None where it is not ruled on all four sides, or where the cell is the page."""
        if not self._down or not self._across:
            return None
        x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2
        ys = [rule.at for rule in self._across if rule.start - 1 <= x <= rule.end + 1]
        xs = [rule.at for rule in self._down if rule.start - 1 <= y <= rule.end + 1]
        sides = (_below(xs, x), _below(ys, y), _above(xs, x), _above(ys, y))
        left, bottom, right, top = sides
        if left is None or bottom is None or right is None or top is None:
            return None
        if right - left > self._largest[0] and top - bottom > self._largest[1]:
            return None
        return self._xs[left], self._ys[bottom], self._xs[right], self._ys[top]


def _below(values: Sequence[float], at: float) -> float | None:
    return max((value for value in values if value <= at), default=None)


def _above(values: Sequence[float], at: float) -> float | None:
    return min((value for value in values if value > at), default=None)


def _clustered(values: Sequence[float]) -> dict[float, float]:
    """Every value with the first of those it is near to: borders are drawn in pieces that differ by a hair."""
    found: dict[float, float] = {}
    for value in sorted(values):
        before = next(reversed(found), None)
        found[value] = found[before] if before is not None and value - before <= _NEAR else value
    return found


def _grids(cells: dict[_Cell, list[Run]], page: int) -> Iterator[Grid]:
    """Cells that stand under each other without a gap are one table; its rows by their upper edges."""
    tables: list[list[_Cell]] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda cell: (-cell[3], cell[0])):
        if not tables or cell[3] < bottom - _NEAR:
            tables.append([])
            bottom = cell[1]
        tables[-1].append(cell)
        bottom = min(bottom, cell[1])
    for table in tables:
        parts: dict[float, list[tuple[Line, ...]]] = {}
        for cell in table:
            parts.setdefault(cell[3], []).append(tuple(_lines(cells[cell], page, 0)))
        x0, y0, x1, y1 = zip(*table, strict=True)
        yield Grid(min(x0), min(y0), max(x1), max(y1), tuple(map(tuple, parts.values())))


def _lines(runs: Sequence[Run], page: int, column: int) -> list[Line]:
    """Runs on one height are one line; from the top."""
    return [_line(row, page, column) for row in rows(runs)]


def _is_raised(run: Run, line: Run) -> bool:
    """Whether a run is a small number above the foot of the line: the mark of a note, or an exponent."""
    return (
        run.size < _SMALL * line.size
        and run.y0 > line.y0 + _RAISED_BY * line.size
        and bool(_DIGITS.fullmatch(run.text))
    )


def _line(runs: Sequence[Run], page: int, column: int) -> Line:
    largest = max(runs, key=lambda run: run.size)
    texts = [run.text.translate(RAISED) if _is_raised(run, largest) else run.text for run in runs]
    cells = texts[:1]
    for before, run, text in zip(runs, runs[1:], texts[1:], strict=False):
        gap = run.x0 - before.x1
        size = max(before.size, run.size)
        if gap > _JOINED * size and not (len(cells) == 1 and _ITEM.fullmatch(cells[0])):
            cells.append(text)
        else:
            cells[-1] += (" " if gap > 0.2 * size else "") + text
    return Line(
        x0=runs[0].x0,
        y0=min(run.y0 for run in runs),
        x1=max(run.x1 for run in runs),
        y1=max(run.y1 for run in runs),
        size=max(run.size for run in runs),
        bold=all(run.bold for run in runs),
        nominal=max(runs, key=lambda run: (bool(_HAN.search(run.text)), len(run.text))).nominal,
        cells=tuple(cells),
        page=page,
        column=column,
    )
