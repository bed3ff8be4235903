"""The store: one folder of Delta tables, written by delta-rs. Takes rows, gives lists of Parquet files.

Appends, optimistic concurrency, removal, compaction and vacuum are Delta's. Ours is one rule: `editions` is written last
and every query joins it, so what a killed run left behind is in no query. Writers and readers never wait for each other.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from compare.archive.edition_rows import Rows
from compare.archive.schema import FORMAT, TABLES, VERSION
from compare.errors import BadOption, MissingExtra, Unreadable, of_system
from compare.files import read_json, write_whole
from compare.reuse.background import scheme
from compare.settings import Settings

EXTRA = "yoy-reports[archive]"
DAY = 24 * 3600 * 1_000_000
"""Microseconds; what a run left behind is cleared away when it is older, as a run that still works is not."""

KEPT_HOURS = 168
"""Hours for which replaced files stay, so that a reader who has listed them can go on."""

try:  # an extra: the module can be loaded without it, so that one line can name it
    import arro3.core as arrow
    import deltalake
except ImportError:  # pragma: no cover - tested by a subprocess
    arrow = deltalake = None


def now() -> int:
    """Microseconds since 1970."""
    return time.time_ns() // 1000


def scheme_of(settings: Settings) -> dict[str, str]:
    """What the hashes of an archive depend on: grams of two schemes never meet."""
    return {language: scheme(language, settings) for language in ("zh", "en")}


class Store:
    """The tables of one archive."""

    def __init__(self, path: str, settings: Settings) -> None:
        """Open an archive. Raises `MissingExtra`, `Unreadable` or `BadOption`: no archive there, another version."""
        _needs_extra(path)
        self.path, self.settings = path, settings
        self.about = _about(path)
        if self.about.get("version") != VERSION:
            raise BadOption(path, "archive version", version=str(self.about.get("version")), known=VERSION)
        if self.about.get("scheme") != scheme_of(settings):
            raise BadOption(path, "archive scheme")

    @classmethod
    def create(cls, path: str, settings: Settings) -> "Store":
        """Open an archive, or make one where nothing is yet. Raises `BadOption` for a folder of something else."""
        _needs_extra(path)
        place = Path(path)
        if not (place / "archive.json").exists():
            if place.exists() and (not place.is_dir() or _is_used(place)):
                raise BadOption(path, "no empty folder")
            _make(place, settings)
        return cls(path, settings)

    def table(self, name: str) -> Any:  # noqa: ANN401 - the library is an extra
        """A Delta table at its newest version."""
        with self._faults_of(name, "cannot be read"):
            return deltalake.DeltaTable(str(self._folder(name)))

    def files(self, name: str) -> list[str]:
        """The Parquet files that make up a table now."""
        return sorted(self.table(name).file_uris())

    def versions(self) -> dict[str, int]:
        """The version of each table: equal versions hold equal rows."""
        return {name: int(self.table(name).version()) for name in TABLES}

    def stage(self, batch: Sequence[Rows]) -> None:
        """Write the rows of some editions; they are in the archive only when `publish` has named them."""
        added = now()
        docs = np.array([rows.doc for rows in batch], dtype=np.int64)
        self._append("sentences", _stacked(docs, [rows.sentences for rows in batch], added))
        self._append("uses", _stacked(docs, [rows.uses for rows in batch]))
        self._append("texts", [{**rows.edition, "added": added} for rows in batch])

    def publish(self, editions: Sequence[Mapping[str, str | int]]) -> None:
        """Make staged editions part of the archive: rows of `texts` without their content, in one commit."""
        if editions:
            added = now()
            names = TABLES["editions"]
            self._append(
                "editions", [{**{n: row[n] for n in names if n != "added"}, "added": added} for row in editions]
            )

    def remove(self, table: str, condition: str) -> int:
        """Delete rows; gives how many."""
        with self._faults_of(table, "cannot be written"):
            return int(self.table(table).delete(condition)["num_deleted_rows"])

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join small files and let go of those that nobody needs any more; files of each table before and after."""
        counts = {}
        for name in TABLES:
            table = self.table(name)
            before = len(table.file_uris())
            with self._faults_of(name, "cannot be written"):
                table.optimize.compact(writer_properties=_properties(name))
                table.create_checkpoint()
                table.vacuum(retention_hours=KEPT_HOURS, dry_run=False)
            counts[name] = before, len(self.files(name))
        return counts

    def publish_files(self, name: str, files: Sequence[str], about: Mapping[str, object], *, anew: bool) -> None:
        """Make Parquet files that stand in a derived table's folder its content, or more of it, in one commit.

        `about` says what of.

        The files may have been written by any engine; they become visible together or not at all.
        """
        folder = self._folder(name)
        actions = [_added(Path(file), folder) for file in files]
        with self._faults_of(name, "cannot be written"):
            schema = _schema_of(files[0])
            if not deltalake.DeltaTable.is_deltatable(str(folder)):
                deltalake.DeltaTable.create(str(folder), schema=schema, mode="ignore")
            deltalake.DeltaTable(str(folder)).create_write_transaction(
                actions=actions,
                mode="overwrite" if anew else "append",
                schema=schema,
                commit_properties=deltalake.CommitProperties(
                    custom_metadata={"yoy": json.dumps(about, sort_keys=True)}
                ),
            )

    def clear(self, names: Sequence[str]) -> None:
        """Let go of files of derived tables that no version names any more, or that none ever named."""
        for name in names:
            if deltalake.DeltaTable.is_deltatable(str(self._folder(name))):
                with self._faults_of(name, "cannot be written"):
                    self.table(name).vacuum(retention_hours=KEPT_HOURS, dry_run=False)

    def made_of(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """What the newest content of a derived table was made of; None where there is none."""
        folder = str(self._folder(name))
        if not deltalake.DeltaTable.is_deltatable(folder):
            return None
        history = deltalake.DeltaTable(folder).history(1)
        return json.loads(history[0].get("yoy", "null")) if history else None

    def folder(self, name: str) -> Path:
        """Where a derived table's files are written."""
        place = self._folder(name)
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _folder(self, name: str) -> Path:
        return Path(self.path) / name

    def _append(self, name: str, data: Any) -> None:  # noqa: ANN401 - rows or columns
        columns = {column: [row[column] for row in data] for column in TABLES[name]} if isinstance(data, list) else data
        table = arrow_table(columns, TABLES[name])
        with self._faults_of(name, "cannot be written"):
            deltalake.write_deltalake(
                str(self._folder(name)), table, mode="append", writer_properties=_properties(name)
            )

    @contextmanager
    def _faults_of(self, table: str, code: str) -> Iterator[None]:
        """Name the table in what the library says of a fault."""
        try:
            yield
        except (OSError, deltalake.exceptions.DeltaError) as fault:
            words = str(fault).strip().splitlines()
            raise Unreadable(str(self._folder(table)), code, why=words[0] if words else type(fault).__name__) from fault


def _needs_extra(path: str) -> None:
    if deltalake is None:
        raise MissingExtra(path, "archive extra missing", extra=EXTRA)


def _about(path: str) -> Mapping[str, Any]:
    file = Path(path) / "archive.json"
    if not file.is_file():
        raise Unreadable(path, "no archive")
    about = read_json(str(file), "no archive file")
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise BadOption(str(file), "archive format")
    return about


def _is_used(place: Path) -> bool:
    """Whether a folder holds more than the tables of an archive that somebody is making at this moment."""
    return any(entry.name not in TABLES and not entry.name.startswith(".yoy-") for entry in place.iterdir())


def _make(place: Path, settings: Settings) -> None:
    """Make the tables, then the file that says that this is an archive; two who do it at once make the same."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unreadable(str(place), "cannot be written", why=of_system(fault)) from fault
    for name, columns in TABLES.items():
        fields = [deltalake.Field(column, deltalake.schema.PrimitiveType(kind)) for column, kind in columns.items()]
        try:
            deltalake.DeltaTable.create(str(place / name), schema=deltalake.Schema(fields), mode="ignore")
        except deltalake.exceptions.DeltaError as fault:
            if not deltalake.DeltaTable.is_deltatable(str(place / name)):
                raise Unreadable(str(place / name), "cannot be written", why=str(fault)) from fault
    about = {"format": FORMAT, "version": VERSION, "scheme": scheme_of(settings)}
    write_whole(str(place / "archive.json"), json.dumps(about, indent=1).encode() + b"\n")


def _stacked(docs: Any, parts: Sequence[Mapping[str, Any]], added: int | None = None) -> dict[str, Any]:  # noqa: ANN401
    """Columns of several editions one after the other, with the edition's id beside each row."""
    sizes = [len(part["sent"]) for part in parts]
    columns: dict[str, Any] = {"doc": np.repeat(docs, sizes)}
    for name, first in parts[0].items():
        if isinstance(first, list):
            columns[name] = [value for part in parts for value in part[name]]
        else:
            columns[name] = np.concatenate([part[name] for part in parts])
    if added is not None:
        columns["added"] = np.full(sum(sizes), added, dtype=np.int64)
    return columns


def arrow_table(values: Mapping[str, Any], columns: Mapping[str, str]) -> Any:  # noqa: ANN401 - the library is an extra
    """An Arrow table of some columns, each of its kind."""
    return arrow.Table.from_arrays([_array(values[name], kind) for name, kind in columns.items()], names=list(columns))


def _array(values: Any, kind: str) -> Any:  # noqa: ANN401 - the library is an extra
    if kind == "string":
        whole = [value.encode("utf-8", "replace").decode("utf-8") for value in values]  # half of a pair is no text
        return arrow.Array(whole, type=arrow.DataType.string())
    return arrow.Array.from_numpy(np.asarray(values, dtype=np.int64 if kind == "long" else np.int32))


def _properties(name: str) -> Any:  # noqa: ANN401 - the library is an extra
    """How a table is packed: hashes cannot be, places are a few bits each as differences."""
    plain = deltalake.ColumnProperties(dictionary_enabled=False, encoding="PLAIN")
    steps = deltalake.ColumnProperties(dictionary_enabled=False, encoding="DELTA_BINARY_PACKED")
    columns = {"h": plain, "sent": steps, "lo": steps, "hi": steps} if name == "uses" else None
    return deltalake.WriterProperties(compression="ZSTD", compression_level=3, column_properties=columns)


def _added(file: Path, folder: Path) -> Any:  # noqa: ANN401 - the library is an extra
    """What a commit says of a file that is there already."""
    status = file.stat()
    return deltalake.transaction.AddAction(
        path=str(file.relative_to(folder)),
        size=status.st_size,
        partition_values={},
        modification_time=status.st_mtime_ns // 1_000_000,
        data_change=True,
        stats="{}",
    )


def _schema_of(file: str) -> Any:  # noqa: ANN401 - the library is an extra
    """The columns of a Parquet file, as a table's schema."""
    import duckdb  # of the same extra

    kinds = {"BIGINT": "long", "INTEGER": "integer", "VARCHAR": "string", "DOUBLE": "double", "BOOLEAN": "boolean"}
    told = duckdb.connect(":memory:").execute("DESCRIBE SELECT * FROM read_parquet(?)", [file]).fetchall()
    return deltalake.Schema(
        [deltalake.Field(row[0], deltalake.schema.PrimitiveType(kinds[row[1]]), nullable=True) for row in told]
    )
