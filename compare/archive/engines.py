"""What runs the SQL. An engine shows Parquet files as views, writes what a text gives as Parquet, and hands out rows.

DuckDB runs inside this process and spills to the archive's own disk; `spark` has the other one. Both get the same texts.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from compare.archive.store import EXTRA, arrow_table
from compare.errors import BadOption, MissingExtra, Unreadable

MEMORY = "1100MB"
"""What DuckDB may hold before it spills; the process comes to some 300 MB more."""

RANGE_ROWS = 24_000_000
"""Grams whose windows are computed at once: hash range after hash range, so that memory does not grow with the archive."""

BATCH = 20_000
"""Rows that a function is given at once."""

Columns = Mapping[str, str]
"""Names and kinds ("long", "integer", "string") of columns."""

RowFunction = Callable[[Sequence[tuple[Any, ...]]], Mapping[str, Any]]
"""Takes rows, gives columns: arrays or lists. Has no state, so that any process can run it on any part of the rows."""

Range = tuple[int, int]
_LEAST, _SPAN = -(2**63), 2**64


class Engine(Protocol):
    """Runs SQL over Parquet files."""

    def view(self, name: str, paths: Sequence[str], condition: str = "") -> None:
        """Show files under a name; `condition` keeps some of their rows."""

    def define(self, name: str, sql: str) -> None:
        """Show what a text gives under a name, computed anew at each use."""

    def write(self, sql: str, folder: Path) -> list[str]:
        """Write what a text gives as new Parquet files in a folder; gives their paths."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a text gives, in memory."""

    def map(self, sql: str, function: RowFunction, columns: Columns, folder: Path) -> list[str]:
        """Write what a function makes of the rows of a text, batch by batch; gives the paths."""

    def ranges(self, grams: int) -> Iterator[Range | None]:
        """The hash ranges that are computed one after the other; None is all of them."""

    def close(self) -> None:
        """Let go of everything."""


def text(name: str) -> str:
    """One of the SQL texts."""
    return files("compare.archive").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def texts_id() -> str:
    """What the texts are, in eight characters: what an older program computed is computed again."""
    every = sorted((entry.name, entry.read_bytes()) for entry in files("compare.archive").joinpath("sql").iterdir())
    return sha256(repr(every).encode()).hexdigest()[:8]


def hash_ranges(count: int) -> Iterator[Range]:
    """All hashes in so many ranges of one size, both ends inside."""
    edges = [_LEAST + _SPAN * at // count for at in range(count + 1)]
    yield from ((first, last - 1) for first, last in pairwise(edges))


def between(part: Range | None) -> str:
    """The condition that a hash is in a range."""
    return f"h BETWEEN {part[0]} AND {part[1]}" if part else ""


class DuckDB:
    """DuckDB inside this process."""

    def __init__(self, scratch: Path, *, memory: str = MEMORY, threads: int = 0) -> None:
        """Open it with a folder to spill to. Raises `MissingExtra`."""
        try:
            import duckdb  # an extra
        except ImportError:
            raise MissingExtra(str(scratch), "archive extra missing", extra=EXTRA) from None
        self.fault: type[Exception] = duckdb.Error
        self.con = duckdb.connect(":memory:")
        self.con.execute(f"SET memory_limit='{memory}'; SET threads={threads or os.cpu_count() or 1}")
        self.con.execute("SET enable_progress_bar=false; SET preserve_insertion_order=false; SET TimeZone='UTC'")
        self.con.execute(f"SET temp_directory={quoted(str(scratch))}")

    def view(self, name: str, paths: Sequence[str], condition: str = "") -> None:
        """Show files under a name. Raises `Unreadable` for a file that is no whole Parquet."""
        named = ", ".join(map(quoted, paths))
        where = f" WHERE {condition}" if condition else ""
        self._run(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{named}]){where}")  # noqa: S608 - quoted

    def define(self, name: str, sql: str) -> None:
        """Show what a text gives under a name."""
        self._run(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def write(self, sql: str, folder: Path) -> list[str]:
        """Write what a text gives as Parquet."""
        return self._copy(sql, folder, self.con)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a text gives, in memory."""
        return list(self._run(sql).fetchall())

    def map(self, sql: str, function: RowFunction, columns: Columns, folder: Path) -> list[str]:
        """Write what a function makes of the rows of a text."""
        rows, paths = self._run(sql), []
        writer = self.con.cursor()
        while batch := rows.fetchmany(BATCH):
            made = arrow_table(function(batch), columns)
            writer.register("made", made)
            paths += self._copy("SELECT * FROM made", folder, writer)
        return paths or self._copy(f"SELECT {nothing(columns)}", folder, writer)

    def arrays(self, name: str, columns: Mapping[str, Any]) -> None:
        """Show arrays under a name."""
        self.con.register(name, arrow_table(columns, dict.fromkeys(columns, "long")))

    def make(self, name: str, sql: str) -> None:
        """Keep what a text gives under a name."""
        self._run(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def asked(self, sql: str, folder: Path) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
        """The columns and rows of a reader's own SELECT, which may see nothing but the views.

        Raises `BadOption` for anything else than one SELECT, `Unreadable` for what DuckDB refuses.
        """
        import duckdb  # an extra

        try:
            statements = duckdb.extract_statements(sql)
        except self.fault as trouble:
            raise BadOption("query", "archive query", why=str(trouble).strip().splitlines()[0]) from trouble
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise BadOption("query", "query that writes")
        self._run(f"SET allowed_directories=[{quoted(str(folder.absolute()))}]")
        self._run("SET enable_external_access=false; SET lock_configuration=true")
        found = self._run(sql)
        columns = tuple(str(column[0]) for column in found.description)
        return columns, tuple(tuple(map(_cell, row)) for row in found.fetchall())

    def ranges(self, grams: int) -> Iterator[Range | None]:
        """As many ranges as keep one of them within memory."""
        return hash_ranges(max(1, -(-grams // RANGE_ROWS)))

    def close(self) -> None:
        """Close the connection."""
        self.con.close()

    def _copy(self, sql: str, folder: Path, con: Any) -> list[str]:  # noqa: ANN401 - the library is an extra
        path = folder / f"part-{os.urandom(12).hex()}.parquet"
        self._run(f"COPY ({sql}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)", con)
        return [str(path)]

    def _run(self, sql: str, con: Any = None) -> Any:  # noqa: ANN401 - the library is an extra
        try:
            return (con or self.con).execute(sql)
        except self.fault as trouble:
            words = str(trouble).strip().splitlines()
            raise Unreadable("archive", "archive query", why=words[0] if words else type(trouble).__name__) from trouble


def _cell(value: object) -> str | int | float | None:
    """A value as a table can show it."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def nothing(columns: Columns) -> str:
    """A list of columns that no row has, ready to stand behind SELECT."""
    kinds = {"long": "BIGINT", "integer": "INT", "string": "STRING"}
    return ", ".join(f"CAST(NULL AS {kinds[kind]}) AS {name}" for name, kind in columns.items()) + " WHERE 1 = 0"


def quoted(text: str) -> str:
    """A text as SQL writes it. Raises `BadOption` for a NUL, which no path holds."""
    if "\0" in text:
        raise BadOption(text.replace("\0", ""), "NUL in a name")
    return "'" + text.replace("'", "''") + "'"
