"""Scores and what is borrowed from whom: runs the texts in their order and publishes what they give.

Takes a store and an engine. What was computed stays until the editions change; a run that dies leaves files that no
version of a table names.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compare.archive import borrowing
from compare.archive.engines import DuckDB, Engine, between, nothing, text, texts_id
from compare.archive.spark import Spark
from compare.archive.store import Store
from compare.archive.tables import TABLES
from compare.settings import Settings

DERIVED = ("copies", "borrowed", "scores")
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
        shown = "archive_editions" if name == "editions" else name
        if paths := store.files(name):
            engine.view(shown, paths)
        else:
            engine.define(shown, f"SELECT {nothing(TABLES[name])}")
    for name in VIEWS:
        engine.define(name, text(name))


def state(store: Store, engine: Engine) -> dict[str, object]:
    """What the scores depend on: equal states give equal scores, and another text gives others."""
    [[count, last]] = engine.rows("SELECT count(*), coalesce(max(added), 0) FROM archive_editions")
    return {"editions": int(count), "last": int(last), "settings": _thresholds(store.settings), "texts": texts_id()}


def score(store: Store, engine: Engine, place: Path) -> None:
    """Compute and publish all derived tables."""
    now = state(store, engine)
    for name in VIEWS:
        engine.view(name, engine.write(text(name), _folder(place, name)))
    grams = int(engine.rows("SELECT coalesce(sum(grams), 0) FROM editions")[0][0])
    uses, marks = store.files("uses"), []
    for part in engine.ranges(grams):
        engine.view("uses", uses, between(part))
        engine.view("placed", engine.write(text("placed"), _folder(place, "placed")))
        marks += engine.write(text("marks"), _folder(place, "marks"))
        shutil.rmtree(place / "placed")
    engine.view("marks", marks)
    made = {"scores": engine.write(text("scores"), store.folder("scores"))}
    engine.view("scores", made["scores"])
    made["copies"] = engine.write(text("copies"), store.folder("copies"))
    shutil.rmtree(place / "marks")
    made["borrowed"] = borrowed(engine, place, store.folder("borrowed"), grams)
    for name in DERIVED:
        store.overwrite(name, made[name], now)


def borrowed(engine: Engine, place: Path, target: Path, grams: int) -> list[str]:
    """Sentences that were taken from another unit: seeds, pairs that share rare ones, the likeliest verified."""
    seeds = engine.map(SENTENCES, borrowing.seeds_of, borrowing.SEEDS, _folder(place, "seeds"))
    pairs = []
    for part in engine.ranges(grams):
        engine.view("seeds", seeds, between(part))
        pairs += engine.write(text("pairs"), _folder(place, "pairs"))
    engine.view("pairs", pairs)
    verified = engine.map(text("candidates"), borrowing.verified, borrowing.VERIFIED, _folder(place, "verified"))
    engine.view("verified", verified)
    return engine.write(text("borrowed"), target)


SENTENCES = "SELECT s.doc, s.sent, e.language, s.skeleton FROM sentences s JOIN editions e ON s.doc = e.doc WHERE s.role = 'body'"


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
