"""Scores and what is borrowed from whom: runs the texts in their order and publishes what they give.

Takes a store and an engine. What was computed stays until the editions change; a run that dies leaves files that no
version of a table names.
"""

import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compare.archive import borrowing
from compare.archive.engines import DuckDB, Engine, between, nothing, text, texts_id
from compare.archive.schema import TABLES
from compare.archive.spark import Spark
from compare.archive.store import Store
from compare.settings import Settings

DERIVED = ("seeds", "copies", "borrowed", "scores")
"""The tables that are computed; `scores` is published last and says of what editions all of them are."""


SUMS = ("flows", "families", "unit_scores", "section_scores")
VIEWS = ("live", "editions", "superiors")


@contextmanager
def scratch(store: Store) -> Iterator[Path]:
    """A folder for what is needed only while something is computed, on the archive's own disk."""
    place = Path(store.path) / f".yoy-{secrets.token_hex(6)}"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def show(store: Store, engine: Engine) -> None:
    """Show the archive's tables, and the editions that count, as views."""
    engine.define("archive_settings", _thresholds(store.settings))
    for name in TABLES:
        shown = _RAW.get(name, name)
        if paths := store.files(name):
            engine.view(shown, paths)
        else:
            engine.define(shown, f"SELECT {nothing(TABLES[name])}")
    for name in ("sentences", "texts", *VIEWS):
        engine.define(name, text(name))


_RAW = {"editions": "archive_editions", "sentences": "staged_sentences", "texts": "staged_texts"}
"""What the tables are called as they lie; two runs may have staged one edition at the same moment."""


def state(store: Store, engine: Engine) -> dict[str, object]:
    """What the scores depend on: equal states give equal scores, and another text gives others."""
    [[count, last]] = engine.rows("SELECT count(*), coalesce(max(added), 0) FROM archive_editions")
    return {"editions": int(count), "last": int(last), "settings": _thresholds(store.settings), "texts": texts_id()}


def score(store: Store, engine: Engine, place: Path) -> None:
    """Compute and publish all derived tables: of the editions that came since, and those not earlier, or of all.

    Nothing looks forward, so an edition changes none that is earlier than it.
    """
    now = state(store, engine)
    for name in VIEWS:
        engine.view(name, engine.write(text(name), _folder(place, name)))
    before = {name: store.made_of(name) for name in DERIVED}
    targets = _targets(store, engine, now, before)
    made = _every(store, engine, place) if targets is None else _some(store, engine, place, targets)
    if {name: store.made_of(name) for name in DERIVED} != before:
        return  # another run was faster; what it published is of no older state than the one that asked for this
    for name in DERIVED:
        store.publish_files(name, made[name], now, anew=targets is None or targets.are_old)


@dataclass(frozen=True, slots=True)
class Targets:
    """The editions to score: those that are new, and all that are not earlier; whether any of these has scores by now."""

    fresh: tuple[int, ...]
    every: tuple[int, ...]
    are_old: bool


MOST_TARGETS = 5
"""One edition in five: where more are to be scored, all are, which reads every gram once."""


def _targets(
    store: Store, engine: Engine, now: Mapping[str, object], before: Mapping[str, Mapping[str, object] | None]
) -> Targets | None:
    """What has to be scored; None where that is everything."""
    known = before["scores"]
    same = ("settings", "texts")
    if not known or any(told != known for told in before.values()) or any(known[n] != now[n] for n in same):
        return None
    engine.view("scores", store.files("scores"))
    moments = dict(engine.rows("SELECT doc, moment FROM editions"))
    scored = {doc for (doc,) in engine.rows("SELECT DISTINCT doc FROM scores")}
    fresh = set(moments) - scored
    if scored - set(moments) or not fresh:
        return None
    first = min(moments[doc] for doc in fresh)
    every = {doc for doc, moment in moments.items() if moment >= first}
    if len(every) * MOST_TARGETS > len(moments):
        return None
    return Targets(tuple(sorted(fresh)), tuple(sorted(every)), bool(every - fresh))


def _every(store: Store, engine: Engine, place: Path) -> dict[str, list[str]]:
    """The derived tables of all editions: the files written."""
    grams = int(engine.rows("SELECT coalesce(sum(grams), 0) FROM editions")[0][0])
    uses, marks, pairs = store.files("uses"), [], []
    for part in engine.ranges(grams):
        engine.view("uses", uses, between(part))
        marks += _marks(engine, place)
    engine.view("marks", marks)
    made = _scores(store, engine)
    shutil.rmtree(place / "marks")
    made["seeds"] = engine.map(SENTENCES, borrowing.seeds_of, borrowing.SEEDS, store.folder("seeds"))
    for part in engine.ranges(grams):
        engine.view("seeds", made["seeds"], between(part))
        pairs += engine.write(text("pairs"), _folder(place, "pairs"))
    engine.view("pairs", pairs)
    made["borrowed"] = _borrowed(engine, place, store.folder("borrowed"))
    return made


def _some(store: Store, engine: Engine, place: Path, targets: Targets) -> dict[str, list[str]]:
    """The same of some editions, with what the others have where these get new scores."""
    every = f"SELECT * FROM ({text('sentences')}) sentences"  # noqa: S608 - a text of our own
    rows = " UNION ALL ".join(f"SELECT CAST({doc} AS BIGINT) AS doc" for doc in targets.every)
    engine.view("targets", engine.write(rows, _folder(place, "targets")))
    engine.view("every_use", store.files("uses"), _of_docs(targets.every))
    engine.view("wanted", engine.write("SELECT DISTINCT h FROM every_use", _folder(place, "wanted")))
    engine.view("every_use", store.files("uses"))
    engine.view("uses", engine.write(text("heard"), _folder(place, "uses")))
    engine.view("marks", _marks(engine, place), _of_docs(targets.every))
    engine.define("sentences", f"{every} WHERE {_of_docs(targets.every)}")
    made = _scores(store, engine)
    engine.define("sentences", f"{every} WHERE {_of_docs(targets.fresh)}")
    made["seeds"] = engine.map(SENTENCES, borrowing.seeds_of, borrowing.SEEDS, store.folder("seeds"))
    seeds = [*store.files("seeds"), *made["seeds"]]
    engine.view("wanted", seeds, _of_docs(targets.every))
    engine.view("wanted", engine.write("SELECT DISTINCT h FROM wanted", _folder(place, "wanted")))
    engine.view("every_seed", seeds)
    engine.view(
        "seeds", engine.write("SELECT s.* FROM every_seed s JOIN wanted w ON s.h = w.h", _folder(place, "seeds"))
    )
    engine.view("pairs", engine.write(text("pairs"), _folder(place, "pairs")), _of_docs(targets.every))
    engine.define("sentences", every)
    made["borrowed"] = _borrowed(engine, place, store.folder("borrowed"))
    if targets.are_old:
        for name in DERIVED:
            docs = targets.fresh if name == "seeds" else targets.every
            engine.view("kept", store.files(name), f"NOT {_of_docs(docs)}")
            made[name] += engine.write("SELECT * FROM kept", store.folder(name))
    return made


def _marks(engine: Engine, place: Path) -> list[str]:
    engine.view("placed", engine.write(text("placed"), _folder(place, "placed")))
    marks = engine.write(text("marks"), _folder(place, "marks"))
    shutil.rmtree(place / "placed")
    return marks


def _scores(store: Store, engine: Engine) -> dict[str, list[str]]:
    scores = engine.write(text("scores"), store.folder("scores"))
    engine.view("scores", scores)
    return {"scores": scores, "copies": engine.write(text("copies"), store.folder("copies"))}


def _borrowed(engine: Engine, place: Path, target: Path) -> list[str]:
    """Sentences that were taken from another unit: the likeliest pairs, verified."""
    verified = engine.map(text("candidates"), borrowing.verified, borrowing.VERIFIED, _folder(place, "verified"))
    engine.view("verified", verified)
    return engine.write(text("borrowed"), target)


SENTENCES = "SELECT s.doc, s.sent, e.language, s.skeleton FROM sentences s JOIN editions e ON s.doc = e.doc WHERE s.role = 'body'"


def _of_docs(docs: Sequence[int]) -> str:
    return f"doc IN ({', '.join(map(str, docs))})"


def _folder(place: Path, name: str) -> Path:
    (place / name).mkdir(exist_ok=True)
    return place / name


def _thresholds(settings: Settings) -> str:
    units, percent = settings.formula_units, settings.formula_percent
    return f"SELECT {units} AS formula_units, {percent} AS formula_percent"


def show_derived(store: Store, engine: Engine) -> None:
    """Show what was computed, and the views that are sums of it."""
    for name in DERIVED:
        engine.view(name, store.files(name))
    for name in SUMS:
        engine.define(name, text(name))


def started(store: Store, place: Path, name: str, master: str) -> Engine:
    """The engine of a name, with the archive's views. Raises `BadOption` for another name, or `MissingExtra`."""
    if name == "duckdb":
        return local(store, place)
    engine = Spark(master)
    show(store, engine)
    return engine


def local(store: Store, place: Path) -> DuckDB:
    """DuckDB with the archive's views."""
    engine = DuckDB(place)
    show(store, engine)
    return engine
