"""A series as text. Takes a `Series`, gives a screenful of facts, then what changed from edition to edition, and lives."""

from collections.abc import Iterator, Sequence

from compare.model import Series
from compare.render.terminal import Pen, Run, padded
from compare.text.cells import cells, clean
from compare.view.options import Options
from compare.view.series_summary import Listing, SeriesSummary, SeriesTable, summarize_series

_COLUMN, _GAP, _TITLE = 3, 2, 34


def render(series: Series, *, options: Options) -> str:
    """The text of a series, ending in a newline."""
    widest = max(cells(edition.label) for edition in series.editions)
    columns = max(1, (options.width - 2 - max(widest, _TITLE // 2)) // (max(widest, 4) + _GAP))
    years = max(1, (options.width - 2 - _TITLE) // (max(widest, len("000/000")) + _GAP))
    told = summarize_series(series, options, columns=columns, years=years)
    return "".join(f"{line}\n" for line in _Years(told, options).lines())


class _Years:
    """The summarize_series of a series and the pen that draws them."""

    def __init__(self, told: SeriesSummary, options: Options) -> None:
        self.told, self.options, self.say = told, options, options.voice
        self.pen = Pen(options.width, options.color)

    def lines(self) -> Iterator[str]:
        """The whole report."""
        yield from self.pen.lines([Run(self.told.head, "head")])
        for notice in self.told.notices:
            yield from self.pen.lines([Run(notice)], first=[Run("  ! ")], indent=4)
        for name, words in self.told.facts:
            yield from self.pen.lines([Run(name, "soft"), Run(f"  {words}")], first=[Run("  ")], indent=2)
        for block in self.told.blocks:
            yield ""
            yield from self.pen.lines([Run(block.title, "head")], first=[Run("=== ", "soft")], indent=4)
            yield from self._grid(block) if isinstance(block, SeriesTable) else self._listing(block)
            if block.more > 0:
                yield from self.pen.lines(
                    [Run(self.say("series.more", count=f"{block.more:,}"), "soft")], first=[Run("    ")], indent=4
                )

    def _listing(self, block: Listing) -> Iterator[str]:
        for text, notes in block.items:
            yield from self.pen.lines([Run(text), Run(f"  ({notes})", "soft")], first=[Run("  * ")], indent=4)

    def _grid(self, block: SeriesTable) -> Iterator[str]:
        """Rows in columns where they fit; else each figure behind its name."""
        if block.legend:
            yield from self.pen.units([Run(word) for word in block.legend], first="  ")
        rows = [block.names, *block.rows] if any(block.names) else list(block.rows)
        widths = [max(_COLUMN, *(cells(clean(row[at])) for row in rows)) + _GAP for at in range(1, len(block.names))]
        if not any(block.names):
            yield from self._plain(rows)
            return
        room = self.options.width - 2 - sum(widths)
        first = max(cells(clean(row[0])) for row in rows)
        if room >= min(first, _TITLE):
            for row in rows:
                yield from self._row(row, widths, min(first, room))
            return
        for row in block.rows:
            facts = [Run(f"{name} {cell}") for name, cell in zip(block.names[1:], row[1:], strict=True) if cell]
            lead = f"  {clean(row[0])}"
            if len(lead) > _TITLE:
                yield from self.pen.lines([Run(row[0])], first=[Run("  ")], indent=4)
                lead = " " * 4
            yield from self.pen.units(facts, first=padded(lead, min(first, _TITLE) + 2))

    def _plain(self, rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Rows whose cells speak for themselves, as many as a line holds."""
        first = max(cells(clean(row[0])) for row in rows)
        for row in rows:
            told = [Run(cell) for cell in row[1:] if cell]
            yield from self.pen.units(told, first=padded(f"  {clean(row[0])}", first + 2))

    def _row(self, row: Sequence[str], widths: Sequence[int], first: int) -> Iterator[str]:
        """A row; a name that is too long stands on lines of its own, its figures behind the last of them."""
        *above, name = Pen(first, color=False).lines([Run(row[0])])
        yield from (f"  {line}" for line in above)
        figures = "".join(
            padded(clean(cell), width, flush_right=True) for cell, width in zip(row[1:], widths, strict=True)
        )
        yield f"  {padded(name, first)}{figures}".rstrip()
