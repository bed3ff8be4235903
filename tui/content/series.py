"""The series as entries: its facts, the matrix of who takes from whom, sentences and phrases through the years.

Takes a desk and a width. An edition that is like none of the others is warned of before anything else.
"""

from collections.abc import Iterator, Sequence

from compare.text.cells import cells
from compare.view.series_summary import Listing, SeriesTable
from tui.cells import wrap
from tui.content.entries import Lines
from tui.state import Desk
from tui.styled import Entry, Run

_NAME = 24
"""Cells of a grid's first column at most."""


def series_entries(desk: Desk, width: int) -> list[Entry]:
    """Everything that a report of the series says, for a width; where there is no series, how to come by one."""
    lines = Lines(desk, width)
    if len(desk.asked.paths) < 3:
        return [lines.line(desk.say("say.no_series"), "dim")]
    if desk.series_summary is None:
        return [lines.line(desk.say("list.waiting"), "dim")]
    entries = [lines.line(desk.series_summary.head, "title")]
    entries += [Entry(tuple(lines.paragraph(warning, "sign-updated", "!"))) for warning in warnings(desk)]
    entries += [Entry(tuple(lines.paragraph(notice, "dim", "!"))) for notice in desk.series_summary.notices]
    entries += [Entry(tuple(lines.paragraph(f"{name}  {words}", "plain"))) for name, words in desk.series_summary.facts]
    for block in desk.series_summary.blocks:
        entries += [lines.line("", "plain"), lines.line(block.title, "title")]
        entries += _grid(block, lines) if isinstance(block, SeriesTable) else _listing(block, lines)
        if block.more:
            entries.append(lines.line(f"      {desk.say('and.more', count=block.more)}", "dim"))
    return entries


def warnings(desk: Desk) -> list[str]:
    """A line for each edition that is like none of the others."""
    return [desk.say("view.outlier", label=label) for label in desk.outliers]


def _grid(grid: SeriesTable, lines: Lines) -> Iterator[Entry]:
    """Names over rows; where not all columns fit, the last ones, which are the latest editions."""
    first = min(_NAME, max((cells(row[0]) for row in grid.rows), default=0))
    widths = [max(cells(row[place]) for row in (grid.names, *grid.rows)) + 2 for place in range(1, len(grid.names))]
    while widths and first + 4 + sum(widths) > lines.width:
        widths.pop(0)
    skipped = len(grid.names) - 1 - len(widths)
    if any(grid.names):
        yield Entry((tuple(_row(grid.names, first, widths, skipped, lines, "dim")),))
    for row in grid.rows:
        yield Entry((tuple(_row(row, first, widths, skipped, lines, "plain")),))
    for words in grid.legend:
        yield lines.line(f"    {words}", "dim")


def _row(
    row: Sequence[str], first: int, widths: Sequence[int], skipped: int, lines: Lines, style: str
) -> Iterator[Run]:
    yield Run("    " + lines.fit(row[0], first), (style,))
    for cell, width in zip(row[1 + skipped :], widths, strict=False):
        yield Run(lines.fit(cell, width, flush_right=True), (style,))


def _listing(listing: Listing, lines: Lines) -> Iterator[Entry]:
    for text, beside in listing.items:
        words = wrap(text, max(8, lines.width - 6), ambiguous=lines.desk.asked.ambiguous)
        below = wrap(beside, max(8, lines.width - 6), ambiguous=lines.desk.asked.ambiguous)
        body = [(Run(f"    {line}", ("plain",)),) for line in words]
        yield Entry((*body, *((Run(f"      {line}", ("dim",)),) for line in below)))
