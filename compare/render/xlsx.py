"""Results as an Excel workbook. Takes a `Comparison` or a `Series`, gives the bytes of an .xlsx.

A sheet a table: numbers are numbers, heads stay in sight, every column filters, word edits are coloured. No cell is
ever a formula: text that could be read as one carries the quote prefix, Excel's own mark for text.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from compare.errors import MissingExtra
from compare.messages import Voice
from compare.model import Comparison, Series
from compare.render.charts import cells_of
from compare.text.cells import clean
from compare.view.brief import Brief, brief
from compare.view.options import Options
from compare.view.redline import RedlinePiece
from compare.view.selection import select
from compare.view.summary import GROUPS, summarize
from compare.view.tables import Cell, Code, Marked, Table, book, heads, named
from compare.view.tables_series import series_book

LONGEST = 32_000
"""Characters in a cell; Excel takes 32,767 and refuses the file above."""

LINE, MOST_LINES = 15.75, 25
"""Points of a line; lines of the tallest row (Excel's own limit is 409 points)."""

LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet may run as a formula; full-width signs are taken for plain ones by some."""

WIDTHS = {
    "id": 6,
    "kind": 10,
    "moved": 8,
    "old": 46,
    "new": 46,
    "text": 60,
    "source_text": 60,
    "promise": 60,
    "evidence": 60,
    "title": 40,
    "was": 30,
}
WIDTHS |= {"indicator": 28, "old_section": 18, "new_section": 18, "section": 18, "source": 20, "file": 40, "note": 40}
WIDTHS |= {"name": 30, "value": 48, "signals": 16, "term": 20, "signal": 16, "old_words": 24, "new_words": 24}
PRINTED = {"changes": ("signals",), "figures": ("better",), "passages": ("source",), "signals": ("new",)}
"""The last column that is printed, where a sheet has more than a page is wide: the others are for filters and sums."""

_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # any fixed day: bytes depend on the result alone


def render(comparison: Comparison, *, options: Options) -> bytes:
    """The workbook of a comparison. Raises `MissingExtra` without XlsxWriter."""
    selection = select(comparison, options)
    page = brief(selection, summarize(selection))
    return workbook(book(selection), options.voice, first=page)


def render_series(series: Series, *, options: Options) -> bytes:
    """The workbook of a series. Raises `MissingExtra` without XlsxWriter."""
    return workbook(series_book(series, options), options.voice)


def workbook(tables: Iterable[Table], say: Voice, first: Brief | None = None) -> bytes:
    """Tables as sheets of one file, behind the brief where there is one."""
    try:
        import xlsxwriter  # an extra, and slow to load
    except ImportError:
        raise MissingExtra("xlsx", "extra missing", what="XlsxWriter", extra="yoy-reports[excel]") from None
    target = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(target, settings)
    file.set_properties({"author": "yoy", "created": _DAY})
    if first is not None:
        _write_front(file, first, say)
    for table in tables:
        _Sheet(file, table, say).write()
    file.close()
    return target.getvalue()


def _write_front(file: Any, page: Brief, say: Voice) -> None:  # noqa: ANN401 - XlsxWriter publishes no types
    """The first sheet: the brief in three columns that fit the width of a page."""
    sheet = file.add_worksheet(say("sheet.brief"))
    formats = {name: file.add_format(look) for name, look in LOOKS.items()}
    for at, width in enumerate(FRONT):
        sheet.set_column(at, at, width)
    for down, (look, cells) in enumerate(_front_rows(page, say)):
        for at, cell in enumerate(cells):
            words = fit(cell, say)
            sheet.write_string(down, at, words, formats["quoted" if words.startswith(LEADS) else look])
        lines = max(-(-cells_of(cell) // (width - 2)) for cell, width in zip(cells, FRONT, strict=False))
        sheet.set_row(
            down,
            LINE * min(MOST_LINES, max(1, lines)) * (1.6 if look == "title" else 1) if look != "band" else LINE * 1.4,
        )
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


FRONT = (26, 52, 44)
"""Widths of the front sheet's columns, in characters: together the width of an upright page."""


def _front_rows(page: Brief, say: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The brief as rows: how each looks, and its cells."""
    yield "title", (page.title,)
    yield "text", (f"{page.old} → {page.new}",)
    yield "text", ("",)
    if page.carried:
        yield "bold", (say("score.recycled"), page.carried)
    for part in page.shares:
        yield "text", (say(f"brief.{part.name}"), "" if part.percent is None else f"{part.percent}%")
    yield from (("text", ("", words)) for words in (page.remark, *page.notices) if words)
    yield from (("text", (say.name("kind", kind), str(count))) for kind, count in page.counts.items() if count)
    yield "text", ("",)
    if page.quiet is not None:
        yield "band", (say("brief.quiet", shown=len(page.quiet), count=page.quiet_count), "", "")
        for quiet in page.quiet:
            yield "text", (quiet.place, say("brief.glue").join(quiet.words), "".join(_plain(quiet.pieces)))
    if page.verdicts is not None:
        yield "band", (say("brief.promises", count=sum(len(one.promises) for one in page.verdicts)), "", "")
        for verdict in page.verdicts:
            yield "bold", (verdict.name, str(len(verdict.promises)))
            yield from (("text", ("", line.text, line.evidence)) for line in verdict.promises if verdict.named)
    if page.figures is not None:
        yield "band", (say("brief.figures"), " · ".join(f"{name} {count}" for name, count in page.figure_counts), "")
        for line in page.figures:
            yield (
                "text",
                (line.name, f"{line.old} → {line.new}", " ".join(filter(None, (line.difference, line.judgement)))),
            )
    if page.sections:
        yield "band", (say("brief.sections"), "", "")
        for chapter in page.sections:
            counts = [f"{say.name('kind', kind)} {chapter.counts[kind]}" for kind in GROUPS if chapter.counts[kind]]
            yield "text", ("", chapter.title, "  ".join(counts))


def _plain(pieces: Iterable[RedlinePiece]) -> Iterator[str]:
    """A sentence with its edits in brackets: a cell of the front sheet has no colours."""
    brackets = {"keep": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
    return (f"{brackets[piece.op][0]}{piece.text}{brackets[piece.op][1]}" for piece in pieces)


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
        if printed := PRINTED.get(self.table.name):
            last = max(self.table.columns.index(column) for column in printed if column in self.table.columns)
            self.sheet.print_area(0, 0, len(self.table.rows), last)
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
    "title": {"bold": True, "font_size": 16},
    "band": {"bold": True, "bg_color": "#EDEDE8", "bottom": 1},
    "bold": {"bold": True, **_WRAP},
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
