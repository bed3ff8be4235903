"""Scores and what is borrowed from whom: runs the texts in their order and publishes what they give.

Takes a store and an engine. What was computed stays until the editions change; a run that dies leaves files that no
version of a table names.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compare.archive.engines import DuckDB, Engine, text
from compare.archive.store import Store
from compare.archive.tables import TABLES
from compare.settings import Settings

DERIVED = ("scores",)
"""The tables that are computed, in their order."""


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
            engine.define(shown, _nothing(name))
    for name in VIEWS:
        engine.define(name, text(name))


_SQL_TYPES = {"long": "BIGINT", "integer": "INT", "string": "STRING"}


def _nothing(name: str) -> str:
    """A table without rows."""
    columns = (f"CAST(NULL AS {_SQL_TYPES[kind]}) AS {column}" for column, kind in TABLES[name].items())
    return f"SELECT {', '.join(columns)} WHERE 1 = 0"


def state(store: Store, engine: Engine) -> dict[str, object]:
    """What the scores depend on: equal states give equal scores."""
    [[count, last]] = engine.rows("SELECT count(*), coalesce(max(added), 0) FROM archive_editions")
    return {"editions": int(count), "last": int(last), "settings": _thresholds(store.settings)}


def score(store: Store, engine: Engine, place: Path) -> None:
    """Compute and publish all derived tables."""
    now = state(store, engine)
    for name in VIEWS:
        engine.view(name, engine.write(text(name), _folder(place, name)))
    grams = int(engine.rows("SELECT coalesce(sum(grams), 0) FROM editions")[0][0])
    uses, marks = store.files("uses"), []
    for first, last in engine.ranges(grams):
        engine.view("uses", uses, f"h BETWEEN {first} AND {last}")
        engine.view("placed", engine.write(text("placed"), _folder(place, "placed")))
        marks += engine.write(text("marks"), _folder(place, "marks"))
        shutil.rmtree(place / "placed")
    engine.view("marks", marks)
    store.overwrite("scores", engine.write(text("scores"), store.folder("scores")), now)


def _folder(place: Path, name: str) -> Path:
    (place / name).mkdir(exist_ok=True)
    return place / name


def _thresholds(settings: Settings) -> str:
    units, percent = settings.formula_units, settings.formula_percent
    return f"SELECT {units} AS formula_units, {percent} AS formula_percent"


def local(store: Store, place: Path) -> DuckDB:
    """DuckDB with the archive's views."""
    engine = DuckDB(place)
    show(store, engine)
    return engine
