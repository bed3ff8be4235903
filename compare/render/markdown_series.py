"""A series as Markdown that GitHub renders. Takes a `Series`, gives the same summarize_series as the text, as tables and lists."""

from collections.abc import Iterator

from compare.model import Series
from compare.render.markdown import escaped, table
from compare.view.grid import TextTable
from compare.view.options import Options
from compare.view.series_summary import SeriesSummary, SeriesTable, summarize_series

_COLUMNS = 12
"""Years in a table; a wider one is no longer read."""


def render(series: Series, *, options: Options) -> str:
    """The Markdown of a series, ending in a newline."""
    told = summarize_series(series, options, columns=_COLUMNS)
    return "\n".join(_blocks(told, options)).rstrip("\n") + "\n"


def _blocks(summary: SeriesSummary, options: Options) -> Iterator[str]:
    yield from (f"# {escaped(summary.head)}", "")
    yield from (f"- {escaped(notice)}" for notice in summary.notices)
    yield from (f"- {escaped(name)}: {escaped(words)}" for name, words in summary.facts)
    for block in summary.blocks:
        yield from ("", f"## {escaped(block.title)}", "")
        if isinstance(block, SeriesTable):
            if block.legend:
                yield from (escaped(" · ".join(block.legend)), "")
            yield from table(TextTable("", block.names, block.rows))
        else:
            yield from (f"- {escaped(text)} <sub>{escaped(notes)}</sub>" for text, notes in block.items)
        if block.more > 0:
            yield from ("", escaped(options.voice("series.more", count=f"{block.more:,}")))
