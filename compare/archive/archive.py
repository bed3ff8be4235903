"""One archive: what can be done with it. Takes a path; each verb opens what it needs and closes it again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compare.archive import adding, checking, results, scoring
from compare.archive.engines import DuckDB, quoted
from compare.archive.naming import NamingMap
from compare.archive.schema import TABLES
from compare.archive.store import DAY, Store, now
from compare.errors import BadOption
from compare.settings import Settings
from compare.structure.metadata import language_of


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds: counts of editions, units, grams and sentences; genres with their counts; from when to when.

    `replaced` are editions that another one took the place of, `staged` those whose adding did not come to its end;
    `size` is bytes of the files in use, by table.
    """

    editions: int
    units: int
    first: str
    last: str
    grams: int
    sentences: int
    genres: tuple[tuple[str, int], ...]
    replaced: int
    staged: int
    size: dict[str, int]


class Archive:
    """An archive at a path."""

    def __init__(self, path: str, settings: Settings = Settings(), *, make: bool = False) -> None:
        """Open it; with `make` where there is none yet, make one. Raises `CompareError`."""
        self.store = Store.create(path, settings) if make else Store(path, settings)

    @contextmanager
    def engine(self) -> Iterator[DuckDB]:
        """DuckDB with the archive's views, as long as it is needed."""
        with scoring.scratch(self.store) as place:
            engine = scoring.local(self.store, place)
            try:
                yield engine
            finally:
                engine.close()

    def add(
        self,
        paths: Sequence[str],
        *,
        naming: NamingMap = NamingMap(),
        units: str = "",
        encoding: str | None = None,
        keep_going: bool = False,
        step: adding.Progress = adding.no_step,
    ) -> adding.Added:
        """Add reports, folders with all that is in them; see `adding.add`."""
        return adding.add(
            self.store,
            adding.listed(paths),
            naming=naming,
            units=units,
            encoding=encoding,
            keep_going=keep_going,
            step=step,
        )

    def remove(self, *, unit: str = "", period: str = "", genre: str = "", path: str = "") -> int:
        """Remove the editions that all of the words name, with those they replaced; gives how many.

        Raises `BadOption` where nothing is named or nothing is found.
        """
        asked = {"unit": unit, "period": period, "genre": genre, "path": path}
        condition = " AND ".join(f"{name} = {quoted(value)}" for name, value in asked.items() if value)
        if not condition:
            raise BadOption("remove", "nothing to remove")
        with self.engine() as engine:
            docs = engine.rows(f"SELECT DISTINCT doc FROM archive_editions WHERE {condition}")  # noqa: S608 - quoted
        if not docs:
            raise BadOption(" ".join(filter(None, asked.values())), "no such edition")
        self.store.remove("editions", condition)
        self._forget([doc for (doc,) in docs])
        return len(docs)

    def compact(self) -> dict[str, tuple[int, int]]:
        """Clear away what broken runs left behind, once it is a day old, and join small files.

        Gives for each table its files before and after.
        """
        with self.engine() as engine:
            unfinished = engine.rows(f"{_UNFINISHED} AND added < {now() - DAY}")
        if unfinished:
            self._forget([doc for (doc,) in unfinished])
        self.store.clear(scoring.DERIVED)
        return self.store.compact()

    def _forget(self, docs: Sequence[int]) -> None:
        condition = f"doc IN ({', '.join(map(str, docs))})"
        for name in TABLES:
            if name != "editions":
                self.store.remove(name, condition)

    def status(self) -> Status:
        """What it holds."""
        with self.engine() as engine:
            [counts] = engine.rows(
                "SELECT count(*), count(DISTINCT unit), coalesce(min(period), ''), coalesce(max(period), ''), "
                "CAST(coalesce(sum(grams), 0) AS BIGINT), CAST(coalesce(sum(sentences), 0) AS BIGINT) FROM live"
            )
            genres = engine.rows("SELECT genre, count(*) FROM live GROUP BY genre ORDER BY 2 DESC, 1")
            [[known]] = engine.rows("SELECT count(DISTINCT doc) FROM archive_editions")
            staged = len(engine.rows(_UNFINISHED))
        size = {name: sum(Path(file).stat().st_size for file in self.store.files(name)) for name in TABLES}
        editions, units, first, last, grams, sentences = counts
        return Status(editions, units, first, last, grams, sentences, tuple(genres), known - editions, staged, size)

    def verify(self, step: adding.Progress = adding.no_step) -> tuple[checking.Damage, ...]:
        """What is wrong: files that cannot be read, editions whose rows are not those of their text."""
        with scoring.scratch(self.store) as place:
            bare = DuckDB(place)
            damaged = checking.unreadable(self.store, bare)
            bare.close()
        if damaged:
            return damaged
        with self.engine() as engine:
            [[count]] = engine.rows("SELECT count(*) FROM live")
            damage: list[checking.Damage] = []
            for at, damages in enumerate(checking.wrong(self.store, engine)):
                step(at, count)
                damage += damages
        return tuple(damage)

    def score(self, engine: str = "duckdb", master: str = "local[2]") -> bool:
        """Compute what follows from the editions, where it is not yet; gives whether it was computed.

        `engine` is "duckdb" or "spark", `master` Spark's. Raises `MissingExtra` or `Unreadable`.
        """
        with self.engine() as known:
            if self.store.made_of("scores") == scoring.state(self.store, known):
                return False
        with scoring.scratch(self.store) as place:
            used = scoring.started(self.store, place, engine, master)
            try:
                scoring.score(self.store, used, place)
            finally:
                used.close()
        return True

    @contextmanager
    def scored(self) -> Iterator[DuckDB]:
        """DuckDB with all views, the computed ones, too."""
        self.score()
        with self.engine() as engine:
            scoring.show_derived(self.store, engine)
            yield engine

    def report(self) -> tuple[results.Result, ...]:
        """The whole archive as tables; see `results.report`."""
        with self.scored() as engine:
            return results.report(engine, self.store.settings.rate_floor)

    def unit(self, name: str) -> tuple[results.Result, ...]:
        """One unit as tables; see `results.unit`."""
        with self.scored() as engine:
            return results.unit(engine, name, self.store.settings.rate_floor)

    def phrase(self, words: str) -> tuple[results.Result, ...]:
        """Where a phrase stands, and how it spreads; see `results.phrase`."""
        with self.engine() as engine:
            return results.phrase(engine, words, language_of(words))

    def query(self, sql: str) -> results.Result:
        """What a SELECT gives over the views of `docs/archive.md`. Raises `BadOption` for a query that writes."""
        with self.scored() as engine:
            columns, rows = engine.asked(sql, Path(self.store.path))
        return results.Result("query", columns, rows)


_UNFINISHED = "SELECT DISTINCT doc FROM staged_sentences WHERE doc NOT IN (SELECT doc FROM archive_editions)"
