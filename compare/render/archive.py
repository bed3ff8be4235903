"""What an archive tells, in every format. Takes `Result`s, gives text or bytes.

The page has pictures beside its tables: units by periods, who takes from whom, how a phrase spreads.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from compare.archive.results import Result, ResultValue
from compare.errors import BadOption
from compare.messages import Voice
from compare.render import csv as sheets
from compare.render.archive_charts import flow_graph, heat_map
from compare.render.charts_series import timeline
from compare.render.html_page import drawn, render_page
from compare.render.markdown import escaped
from compare.render.markdown import table as markdown_table
from compare.render.terminal import Pen, Run, beginning, padded
from compare.render.xlsx import workbook
from compare.text.cells import cells, clean, inert
from compare.view.grid import TextTable
from compare.view.options import Options
from compare.view.tables import Table
from compare.view.wording import percent

FORMAT, VERSION = "yoy/archive-report", 1

Results = Sequence[Result]

_WIDEST = 60
"""Cells of a column of text; the longest one of a table takes what is left of the line."""


def text(title: str, results: Results, options: Options) -> str:
    """Tables in columns, one under the other."""
    pen = Pen(options.width, options.color)
    lines = list(pen.lines([Run(title, "head")]))
    for result in results:
        lines += ["", *pen.lines([Run(_name(result, options.voice), "head")], first=[Run("=== ", "soft")], indent=4)]
        lines += _columns(result, options)
    return "".join(f"{line}\n" for line in lines)


def _columns(result: Result, options: Options) -> Iterator[str]:
    say = options.voice
    names, rows = _heads(result, say), [_words(result, row, say) for row in result.rows]
    if not rows:
        yield f"  {say('archive.none')}"
        return
    widths = [min(_WIDEST, max(cells(clean(cell)) for cell in column)) for column in zip(names, *rows, strict=True)]
    excess = 2 * len(widths) + sum(widths) - options.width
    widest = widths.index(max(widths))
    widths[widest] = max(12, widths[widest] - max(0, excess))
    numbers = [all(not isinstance(row[at], str) for row in result.rows) for at in range(len(names))]
    for row in (names, *rows):
        shown = (_cut(clean(cell), width) for cell, width in zip(row, widths, strict=True))
        cell_rows = zip(shown, widths, numbers, strict=True)
        yield ("  " + "  ".join(padded(cell, width, flush_right=right) for cell, width, right in cell_rows)).rstrip()
    yield from _more(result, say, "  ")


def _cut(words: str, width: int) -> str:
    return words if cells(words) <= width else beginning(words, width - 2) + "…"


def markdown(title: str, results: Results, options: Options) -> str:
    """Tables of GitHub's Markdown."""
    say = options.voice
    lines = [f"# {escaped(title)}"]
    for result in results:
        lines += ["", f"## {escaped(_name(result, say))}", ""]
        rows = tuple(_words(result, row, say) for row in result.rows)
        lines += markdown_table(TextTable("", _heads(result, say), rows)) if rows else [say("archive.none")]
        lines += _more(result, say, "")
    return "\n".join(lines) + "\n"


def data(title: str, results: Results, options: Options) -> str:  # noqa: ARG001 - JSON is never localised
    """JSON: each table as a list of objects."""
    tables = {r.name: [dict(zip(r.columns, row, strict=True)) for row in r.rows] for r in results}
    more = {result.name: result.more for result in results if result.more}
    told = {"format": FORMAT, "version": VERSION, "tables": tables, "more": more}
    return inert(json.dumps(told, ensure_ascii=False, indent=1)) + "\n"


def csv(title: str, results: Results, options: Options) -> str:  # noqa: ARG001 - a table has no title
    """One table, the first unless the options name another. Raises `BadOption` for an unknown one."""
    wanted = options.table or results[0].name
    for result in results:
        if result.name == wanted:
            return sheets.written(Table(result.name, result.columns, result.rows, result.rates))
    raise BadOption("--table", "no such table", table=wanted, known=tuple(result.name for result in results))


def xlsx(title: str, results: Results, options: Options) -> bytes:  # noqa: ARG001 - a workbook's name is its file's
    """A workbook with a sheet a table. Raises `MissingExtra` without XlsxWriter."""
    tables = []
    for result in results:
        names = dict(zip(result.columns, _heads(result, options.voice), strict=True))
        kept = ("text", "source_text", "title")
        columns = tuple(column if column in kept else names[column] for column in result.columns)
        tables.append(Table(result.name, columns, result.rows, frozenset(names[rate] for rate in result.rates)))
    return workbook(tables, options.voice)


def page(title: str, results: Results, options: Options) -> str:
    """A page that needs nothing beside it."""
    say = options.voice
    parts = [
        {
            "name": _name(result, say),
            "picture": drawn(_picture(result, say)),
            "heads": _heads(result, say),
            "rows": [_words(result, row, say) for row in result.rows],
            "more": list(_more(result, say, "")),
        }
        for result in results
    ]
    return render_page("archive.html", title, say, parts=parts)


def _picture(result: Result, say: Voice) -> str:
    if not result.rows:
        return ""
    column = {name: at for at, name in enumerate(result.columns)}
    if result.name == "units":
        shares = [(str(row[0]), str(row[1]), _share(row[column["recycled"]])) for row in result.rows]
        return heat_map(shares, say("picture.archive_heat"))
    if result.name == "flows":
        flows = [(str(row[0]), str(row[1]), int(str(row[column["characters"]]))) for row in result.rows]
        return flow_graph(flows, say("picture.archive_flows"))
    if result.name == "spread":
        points = [(str(row[0]), _share(row[column["rate"]])) for row in result.rows]
        return timeline(points, say("picture.archive_spread"))
    return ""


def _share(cell: ResultValue) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


RENDERERS: Mapping[str, Callable[[str, Results, Options], str | bytes]] = {
    "text": text,
    "md": markdown,
    "json": data,
    "csv": csv,
    "xlsx": xlsx,
    "html": page,
}
"""What `yoy archive --format` takes."""


def _name(result: Result, say: Voice) -> str:
    return say(f"sheet.{result.name}")


def _more(result: Result, say: Voice, lead: str) -> Iterator[str]:
    if result.more:
        yield f"{lead}{say('archive.more', count=f'{result.more:,}')}"


def _heads(result: Result, say: Voice) -> tuple[str, ...]:
    """The names of the columns in the reader's words; a query's own stay as they are."""
    if result.name == "query":
        return result.columns
    told = (say.name("archived", column) for column in result.columns)
    return tuple(say.name("column", name) for name in told)


def _words(result: Result, row: Sequence[ResultValue], say: Voice) -> tuple[str, ...]:
    """A row as a person reads it."""
    return tuple(_word(column, cell, result.rates, say) for column, cell in zip(result.columns, row, strict=True))


def _word(column: str, cell: ResultValue, rates: frozenset[str], say: Voice) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return say.name("archived", f"kind.{cell}").removeprefix("kind.") if column == "kind" else cell
    if column in rates:
        return percent(float(cell))
    return f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}"
