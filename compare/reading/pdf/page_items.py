"""Takes a sheet, gives its lines in reading order: ruled tables as rows of cells, columns one after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.reading.notes import RAISED
from compare.reading.pdf.columns import Obstacle, regions, rows
from compare.reading.pdf.glyphs import GlyphRun, Sheet

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
class PdfLine:
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
class RuledTable:
    """A ruled table: rows of cells, each cell its lines."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[tuple[PdfLine, ...], ...], ...]


PageItem = PdfLine | RuledTable
_Cell = tuple[float, float, float, float]


def read_items(sheet: Sheet, page: int) -> list[PageItem]:
    """The lines and tables of a page, in reading order."""
    cells: dict[_Cell, list[GlyphRun]] = {}
    free: list[GlyphRun] = []
    borders = _Borders(sheet)
    for run in sheet.runs:
        cell = borders.around(run)
        if cell is None:
            free.append(run)
        else:
            cells.setdefault(cell, []).append(run)
    grids = list(_grids(cells, page))
    boxes = [Obstacle(grid.x0, grid.y0, grid.x1, grid.y1) for grid in grids]
    items: list[PageItem] = []
    for region in regions(free, boxes):
        held: list[PageItem] = [grids[at] for at in region.boxes]
        items += sorted([*_lines(region.runs, page, region.column), *held], key=lambda item: -item.y1)
    return [*items, *(line for runs in sheet.turned for line in _lines(runs, page, 0))]


class _Borders:
    """The ruled lines of a page, for asking which cell something stands in."""

    def __init__(self, sheet: Sheet) -> None:
        self._ys = _clustered([rule.at for rule in sheet.across])
        self._xs = _clustered([rule.at for rule in sheet.down])
        self._across, self._down = sheet.across, sheet.down
        self._largest = (_FRAME * sheet.width, _FRAME * sheet.height)

    def around(self, run: GlyphRun) -> _Cell | None:
        """The cell around a run; None where it is not ruled on all four sides, or where the cell is the page."""
        if not self._down or not self._across:
            return None
        x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2
        ys = [rule.at for rule in self._across if rule.start - 1 <= x <= rule.end + 1]
        xs = [rule.at for rule in self._down if rule.start - 1 <= y <= rule.end + 1]
        sides = (_below(xs, x), _below(ys, y), _above(xs, x), _above(ys, y))
        west, bottom, east, top = sides
        if west is None or bottom is None or east is None or top is None:
            return None
        if east - west > self._largest[0] and top - bottom > self._largest[1]:
            return None
        return self._xs[west], self._ys[bottom], self._xs[east], self._ys[top]


def _below(values: Sequence[float], at: float) -> float | None:
    return max((value for value in values if value <= at), default=None)


def _above(values: Sequence[float], at: float) -> float | None:
    return min((value for value in values if value > at), default=None)


def _clustered(values: Sequence[float]) -> dict[float, float]:
    """Every value with the first of those it is near to: borders are drawn in pieces that differ by a hair."""
    clusters: dict[float, float] = {}
    for value in sorted(values):
        before = next(reversed(clusters), None)
        clusters[value] = clusters[before] if before is not None and value - before <= _NEAR else value
    return clusters


def _grids(cells: dict[_Cell, list[GlyphRun]], page: int) -> Iterator[RuledTable]:
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
        parts: dict[float, list[tuple[PdfLine, ...]]] = {}
        for cell in table:
            parts.setdefault(cell[3], []).append(tuple(_lines(cells[cell], page, 0)))
        x0, y0, x1, y1 = zip(*table, strict=True)
        yield RuledTable(min(x0), min(y0), max(x1), max(y1), tuple(map(tuple, parts.values())))


def _lines(runs: Sequence[GlyphRun], page: int, column: int) -> list[PdfLine]:
    """Runs on one height are one line; from the top."""
    return [_line(row, page, column) for row in rows(runs)]


def _is_raised(run: GlyphRun, line: GlyphRun) -> bool:
    """Whether a run is a small number above the foot of the line: the mark of a note, or an exponent."""
    return (
        run.size < _SMALL * line.size
        and run.y0 > line.y0 + _RAISED_BY * line.size
        and bool(_DIGITS.fullmatch(run.text))
    )


def _line(runs: Sequence[GlyphRun], page: int, column: int) -> PdfLine:
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
    return PdfLine(
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
