"""One table of a result as CSV. Takes a `Comparison` or a `Series`, gives text with a byte-order mark.

The mark is there for Excel, which reads Chinese wrongly without it. Cells that a spreadsheet could run as a formula
begin with an apostrophe. Heads are codes, not words: a program reads them whatever the reader's language.
"""

import csv
import io

from compare.errors import BadOption
from compare.model import Comparison, Series
from compare.text.cells import clean
from compare.view.options import Options
from compare.view.selection import select
from compare.view.tables import TABLES, Cell, Code, Table, book
from compare.view.tables_series import SERIES_TABLES, series_book

MARK = "\ufeff"
LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(comparison: Comparison, *, options: Options) -> str:
    """One table of a comparison, "changes" unless the options name another. Raises `BadOption` for an unknown one."""
    return written(_named(book(select(comparison, options)), options.table or "changes", TABLES))


def render_series(series: Series, *, options: Options) -> str:
    """One table of a series, "pairs" unless the options name another. Raises `BadOption` for an unknown one."""
    return written(_named(series_book(series, options), options.table or "pairs", SERIES_TABLES))


def _named(tables: tuple[Table, ...], name: str, known: tuple[str, ...]) -> Table:
    for table in tables:
        if table.name == name:
            return table
    if name in known:
        raise BadOption("--table", "table not computed", table=name)
    raise BadOption("--table", "no such table", table=name, known=known)


def written(table: Table) -> str:
    """A table as CSV with a byte-order mark."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([harmless(column.replace(" ", "_")) for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return MARK + target.getvalue()


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, Code):
        return harmless(cell.code)
    return cell if isinstance(cell, int | float) else harmless(str(cell))


def harmless(text: str) -> str:
    """Text that no spreadsheet runs: one that begins like a formula gets an apostrophe."""
    return f"'{clean(text)}" if text.startswith(LEADS) else clean(text)
