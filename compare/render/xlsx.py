"""Results as an Excel workbook. Takes a `Comparison` or a `Series`, gives the bytes of an .xlsx.

A sheet a table: numbers are numbers, heads stay in sight, every column filters, word edits are coloured. No cell is
ever a formula: text that could be read as one carries the quote prefix, Excel's own mark for text.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from compare.errors import MissingExtra
from compare.messages import Voice
from compare.model import Comparison, Series
from compare.render.charts import cells_of
from compare.text.cells import clean
from compare.view.options import Options
from compare.view.selection import select
from compare.view.tables import Cell, Code, Marked, Table, book, heads, named
from compare.view.tables_series import series_book

LONGEST = 32_000
"""Characters in a cell; Excel takes 32,767 and refuses the file above."""

LINE, MOST_LINES = 15.75, 25
"""Points of a line; lines of the tallest row (Excel's own limit is 409 points)."""

LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet may run as a formula; full-width signs are taken for plain ones by some."""

WIDTHS = {"old": 60, "new": 60, "text": 60, "source_text": 60, "promise": 60, "evidence": 60, "title": 40, "was": 30}
WIDTHS |= {"indicator": 28, "old_section": 24, "new_section": 24, "section": 24, "source": 20, "file": 40, "note": 40}
WIDTHS |= {"name": 30, "value": 48, "signals": 16, "term": 20, "signal": 16, "old_words": 24, "new_words": 24}
_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # any fixed day: bytes depend on the result alone


def render(comparison: Comparison, *, options: Options) -> bytes:
    """The workbook of a comparison. Raises `MissingExtra` without XlsxWriter."""
    return workbook(book(select(comparison, options)), options.voice)


def render_series(series: Series, *, options: Options) -> bytes:
    """The workbook of a series. Raises `MissingExtra` without XlsxWriter."""
    return workbook(series_book(series, options), options.voice)


def workbook(tables: Iterable[Table], say: Voice) -> bytes:
    """Tables as sheets of one file."""
    try:
        import xlsxwriter  # an extra, and slow to load
    except ImportError:
        raise MissingExtra("xlsx", "extra missing", what="XlsxWriter", extra="yoy-reports[excel]") from None
    target = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(target, settings)
    file.set_properties({"author": "yoy", "created": _DAY})
    for table in tables:
        _Sheet(file, table, say).write()
    file.close()
    return target.getvalue()


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is written; XlsxWriter publishes no types."""

    file: Any
    table: Table
    say: Voice
    sheet: Any = None
    formats: dict[str, Any] = field(default_factory=dict)

    def write(self) -> None:
        """Head, cells, filter, widths."""
        self.sheet = self.file.add_worksheet(self.say(f"sheet.{self.table.name}"))
        self.formats = {name: self.file.add_format(look) for name, look in LOOKS.items()}
        names = heads(self.table, self.say)
        for at, (column, name) in enumerate(zip(self.table.columns, names, strict=True)):
            self.sheet.set_column(at, at, max(self._width(column), 2 * len(name) + 3 if len(name) < 12 else 0))
            self._text(0, at, name, "head")
        for down, row in enumerate(self.table.rows, 1):
            self.sheet.set_row(down, LINE * self._lines(row))
            for at, cell in enumerate(row):
                self._cell(down, at, cell)
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, max(1, len(self.table.rows)), len(self.table.columns) - 1)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_paper(9)

    def _lines(self, row: tuple[Cell, ...]) -> int:
        """Lines that the tallest cell of a row takes: not every spreadsheet fits rows to marked text by itself."""
        texts = ((self._words(cell), self._width(column)) for cell, column in zip(row, self.table.columns, strict=True))
        return min(MOST_LINES, max(-(-cells_of(text) // (width - 2)) for text, width in texts) or 1)

    def _words(self, cell: Cell) -> str:
        """What of a cell can wrap: its words; numbers never do."""
        if isinstance(cell, Code):
            return named(cell, self.say)
        return str(cell) if isinstance(cell, str | Marked) else ""

    def _width(self, column: str) -> int:
        """Characters that a column is wide; the counts of a term share their names with the texts of a change."""
        is_count = self.table.name in ("terms", "pairs") and column in ("old", "new")
        return 10 if is_count else WIDTHS.get(column, 10)

    def _cell(self, down: int, at: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, Marked):
            self._marked(down, at, cell)
        elif isinstance(cell, Code):
            self._text(down, at, named(cell, self.say), "text")
        elif isinstance(cell, str):
            self._text(down, at, cell, "text")
        else:
            look = (
                "rate"
                if self.table.columns[at] in self.table.rates
                else "number"
                if isinstance(cell, int)
                else "decimal"
            )
            self.sheet.write_number(down, at, cell, self.formats[look])

    def _text(self, down: int, at: int, text: str, look: str) -> None:
        told = fit(text, self.say)
        self.sheet.write_string(down, at, told, self.formats["quoted" if told.startswith(LEADS) else look])

    def _marked(self, down: int, at: int, cell: Marked) -> None:
        """A text with its marks; Excel wants two runs or more, and none of them empty."""
        text = str(cell)
        if len(cell.runs) < 2 or len(text) > LONGEST:
            only = cell.runs[0][0] if len(cell.runs) == 1 else ""
            if not only or text.startswith(LEADS):
                self._text(down, at, text, "text")
                return
            self.sheet.write_string(down, at, clean(text), self.formats[f"all {only}"])
            return
        parts = [part for mark, run in cell.runs for part in ((self.formats[mark],) if mark else ()) + (clean(run),)]
        self.sheet.write_rich_string(down, at, *parts, self.formats["quoted" if text.startswith(LEADS) else "text"])


def fit(text: str, say: Voice) -> str:
    """A text that a cell can hold; a cut one says so."""
    told = clean(text)
    return told if len(told) <= LONGEST else told[:LONGEST] + say("cell.cut", count=len(text))


_TOP: dict[str, object] = {"valign": "top"}
_WRAP: dict[str, object] = {"valign": "top", "text_wrap": True}
_OLD: dict[str, object] = {"font_color": "#B3402F", "font_strikeout": True}
_NEW: dict[str, object] = {"font_color": "#1F6B3F", "bold": True}
_UPDATE: dict[str, object] = {"font_color": "#2A5F8F", "bold": True}
LOOKS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "bg_color": "#EDEDE8", "bottom": 1, "valign": "top", "text_wrap": True},
    "text": _WRAP,
    "quoted": {**_WRAP, "quote_prefix": True},
    "number": _TOP,
    "decimal": {**_TOP, "num_format": "0.###"},
    "rate": {**_TOP, "num_format": "0.0%"},
    "old": _OLD,
    "new": _NEW,
    "update": _UPDATE,
    "all old": {**_WRAP, **_OLD},
    "all new": {**_WRAP, **_NEW},
    "all update": {**_WRAP, **_UPDATE},
}
