"""Adding editions. Takes paths, gives what became of them; the rows are staged batch by batch and published at the end.

Staged rows are in no query, so a fault leaves the archive as it was; what was staged is not read again the next time.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from compare.archive.edition_rows import Rows, rows_of
from compare.archive.engines import Engine
from compare.archive.naming import NamingMap, naming_of
from compare.archive.schema import TABLES
from compare.archive.scoring import local, scratch
from compare.archive.store import Store
from compare.editions import read
from compare.errors import CompareError, NotComparable, Unreadable
from compare.reading import READERS
from compare.reading.listing import is_report
from compare.reuse.gazetteer import registry
from compare.settings import Settings
from compare.workers import mapped

BATCH = 128
"""Editions that are read before their rows are written: about 15 MB of Parquet, 300 MB of memory."""

EditionRow = Mapping[str, str | int]
Key = tuple[str, str, str]
"""Unit, genre and period: of these an archive holds one edition at a time."""

Progress = Callable[[int, int], None]
"""Told how many of how many files are done."""


def no_step(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One file to read, and what is needed to name it."""

    path: str
    naming: NamingMap
    units: str
    encoding: str | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files: editions that are new, that replaced another, that were there already; faults."""

    new: tuple[EditionRow, ...]
    replaced: tuple[EditionRow, ...]
    known: int
    left_out: tuple[CompareError, ...]


def listed(paths: Iterable[str]) -> tuple[str, ...]:
    """The reports behind some paths: files as they are named, folders with all that is in them, sorted.

    Raises `Unreadable` for a path that is not there, or a folder without a report.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _within(path)))


def _within(path: str) -> list[str]:
    if not Path(path).is_dir():
        return [path]
    every = (str(Path(folder, name)) for folder, _, names in os.walk(path) for name in names)
    files = sorted(file for file in every if is_report(file, READERS))
    if not files:
        raise Unreadable(path, "folder without reports")
    return files


def add(
    store: Store,
    paths: Sequence[str],
    *,
    naming: NamingMap = NamingMap(),
    units: str = "",
    encoding: str | None = None,
    keep_going: bool = False,
    step: Progress = no_step,
) -> Added:
    """Add editions. Without `keep_going` the first fault is raised and nothing is added.

    An edition that is there already is left as it is; another one of its unit, genre and period takes its place.
    """
    with scratch(store) as place:
        engine = local(store, place)
        staged = {(row["path"], row["sha256"]): row for row in _dicts(engine, "texts")}
        live = {_key(row): row for row in _dicts(engine, "archive_editions ORDER BY added, doc DESC")}
        engine.close()
    outcomes = _outcomes(store, [Job(path, naming, units, encoding, store.settings) for path in paths], staged, step)
    rows: list[EditionRow] = []
    left_out: list[CompareError] = []
    for outcome in outcomes:
        if not isinstance(outcome, CompareError):
            rows.append(outcome)
        elif keep_going:
            left_out.append(outcome)
        else:
            raise outcome
    kept, clashes = _one_each(rows)
    if clashes and not keep_going:
        raise clashes[0]
    fresh = [row for row in kept if _key(row) not in live or live[_key(row)]["doc"] != row["doc"]]
    store.publish(fresh)
    new = tuple(row for row in fresh if _key(row) not in live)
    replaced = tuple(row for row in fresh if _key(row) in live)
    return Added(new, replaced, len(kept) - len(fresh), (*left_out, *clashes))


def _dicts(engine: Engine, table: str) -> list[EditionRow]:
    names = [name for name in TABLES["editions"] if name != "added"]
    rows = engine.rows(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608 - names of our own
    return [dict(zip(names, row, strict=True)) for row in rows]


def _key(row: EditionRow) -> Key:
    return str(row["unit"]), str(row["genre"]), str(row["period"])


def _one_each(rows: Sequence[EditionRow]) -> tuple[list[EditionRow], list[CompareError]]:
    """Each edition once, and a fault for each that another file of this run contradicts."""
    kept: dict[Key, EditionRow] = {}
    faults: list[CompareError] = []
    for row in rows:
        before = kept.setdefault(_key(row), row)
        if before["doc"] != row["doc"]:
            key = tuple(filter(None, _key(row)))
            faults.append(NotComparable(str(row["path"]), "one edition twice", path=str(before["path"]), key=key))
    return list(kept.values()), faults


def _outcomes(
    store: Store, jobs: Sequence[Job], staged: Mapping[tuple[str | int, str | int], EditionRow], step: Progress
) -> Iterator[EditionRow | CompareError]:
    """For each file its row, staged by now, or why it has none."""
    docs = {row["doc"] for row in staged.values()}
    for first in range(0, len(jobs), BATCH):
        batch = jobs[first : first + BATCH]
        step(first, len(jobs))
        known = {job: row for job in batch if (row := _known(job, staged))}
        outcomes = mapped(_read, [job for job in batch if job not in known], least=4)
        rows = {result.doc: result for result in outcomes if isinstance(result, Rows) and result.doc not in docs}
        if rows:
            store.stage(list(rows.values()))
            docs |= set(rows)
        yield from known.values()
        yield from map(_outcome, outcomes)
    step(len(jobs), len(jobs))


def _known(job: Job, staged: Mapping[tuple[str | int, str | int], EditionRow]) -> EditionRow | None:
    """The row that an earlier run staged of this very file, where nobody names it otherwise now."""
    try:
        row = staged.get((job.path, sha256(Path(job.path).read_bytes()).hexdigest()))
    except (OSError, ValueError):
        return None
    said = {"genre": job.naming.default_genre, **job.naming.row(job.path)}
    is_same = row and all(not value or row.get(name) == value for name, value in said.items() if name != "path")
    return row if is_same else None


def _outcome(result: Rows | CompareError) -> EditionRow | CompareError:
    if isinstance(result, CompareError):
        return result
    return {name: value for name, value in result.edition.items() if name != "content"}


def _read(job: Job) -> Rows | CompareError:
    """The rows of one file, or the fault."""
    try:
        edition = read(job.path, encoding=job.encoding, settings=job.settings)
        return rows_of(edition, naming_of(edition, job.naming, registry(job.units)), job.settings)
    except CompareError as fault:
        return fault
