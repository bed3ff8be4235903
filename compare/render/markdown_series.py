"""A series as Markdown that GitHub renders. Takes a `Series`, gives the same annals as the text, as tables and lists."""

from collections.abc import Iterator

from compare.model import Series
from compare.render.markdown import escaped, table
from compare.view.grid import Table
from compare.view.options import Options
from compare.view.series_summary import Annals, Grid, annals

_COLUMNS = 12
"""Years in a table; a wider one is no longer read."""


def render(series: Series, *, options: Options) -> str:
    """The Markdown of a series, ending in a newline."""
    told = annals(series, options, columns=_COLUMNS)
    return "\n".join(_blocks(told, options)).rstrip("\n") + "\n"


def _blocks(told: Annals, options: Options) -> Iterator[str]:
    yield from (f"# {escaped(told.head)}", "")
    yield from (f"- {escaped(notice)}" for notice in told.notices)
    yield from (f"- {escaped(name)}: {escaped(words)}" for name, words in told.facts)
    for block in told.blocks:
        yield from ("", f"## {escaped(block.title)}", "")
        if isinstance(block, Grid):
            if block.legend:
                yield from (escaped(" · ".join(block.legend)), "")
            yield from table(Table("", block.names, block.rows))
        else:
            yield from (f"- {escaped(text)} <sub>{escaped(notes)}</sub>" for text, notes in block.items)
        if block.more > 0:
            yield from ("", escaped(options.voice("series.more", count=f"{block.more:,}")))
