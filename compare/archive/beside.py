"""An archive as what is known beside two editions: its genre's phrasing, the unit's past, superiors and likely peers.

Takes an archive and two editions, gives earlier, upstream and peer editions and a `Background` of the grams of the new one.
"""

from dataclasses import dataclass, replace

import numpy as np

from compare.archive.archive import Archive
from compare.archive.edition_rows import Naming, unpacked
from compare.archive.engines import DuckDB, quoted
from compare.archive.naming import NamingMap, naming_of
from compare.archive.schema import ABOVE
from compare.model import Edition
from compare.reuse import Background, scheme
from compare.reuse.gazetteer import registry
from compare.reuse.hashing import Hashes
from compare.reuse.ngrams import ledger

MOST_PEERS, MOST_UPSTREAM, MOST_HISTORY = 12, 6, 20
"""Editions of other units that share most with the new one, of superiors, and of the unit itself, the newest first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an archive knows beside two editions."""

    history: tuple[Edition, ...]
    upstream: tuple[Edition, ...]
    peers: tuple[Edition, ...]
    background: Background | None


def known_beside(archive: Archive, old: Edition, new: Edition, units: str = "") -> Known:
    """What an archive knows beside two editions, of periods up to the new one's; the two themselves aside.

    Raises `BadOption` where the new edition's unit or period cannot be told.
    """
    hashes = np.unique(ledger(new, archive.store.settings).hashes)
    with archive.engine() as engine:
        naming = _naming(engine, old, new, units)
        _show(engine, hashes, naming, {old.source.sha256, new.source.sha256})
        own = _editions(engine, f"unit = {quoted(naming.unit)} AND period < {quoted(naming.period)}", MOST_HISTORY)
        names = ", ".join(quoted(name) for name in naming.above) or "NULL"
        above = f"name IN ({names}) AND unit <> {quoted(naming.unit)}"
        upstream = _editions(engine, above, MOST_UPSTREAM)
        others = (
            f"unit <> {quoted(naming.unit)} AND NOT (name IN ({names}))"
            if naming.above
            else f"unit <> {quoted(naming.unit)}"
        )
        peers = _editions(engine, others, MOST_PEERS)
        return Known(own, upstream, peers, _background(engine, new, naming, hashes, archive))


def _naming(engine: DuckDB, old: Edition, new: Edition, units: str) -> Naming:
    """What the new edition is: as the archive has it or the old one, which a map may have named, else as its text says."""
    for edition in (new, old):
        rows = engine.rows(
            f"SELECT unit, genre, name, {', '.join(ABOVE)} FROM live WHERE sha256 = {quoted(edition.source.sha256)} "  # noqa: S608
            "ORDER BY period DESC LIMIT 1"
        )
        for unit, genre, name, *above in rows:
            return Naming(unit, new.period, genre, name, tuple(filter(None, above)))
    return naming_of(new, NamingMap(), registry(units))


def _show(engine: DuckDB, hashes: Hashes, naming: Naming, aside: set[str]) -> None:
    """Show `shared`: which of the grams each edition has that may speak, as (doc, h)."""
    engine.arrays("asked", {"h": hashes.view(np.int64)})
    excluded = ", ".join(map(quoted, sorted(aside)))
    engine.define(
        "speaking",
        f"SELECT * FROM live WHERE period <= {quoted(naming.period)} AND sha256 NOT IN ({excluded})",  # noqa: S608 - quoted
    )
    engine.make(
        "shared",
        "SELECT DISTINCT u.doc, u.h FROM uses u JOIN asked a ON u.h = a.h WHERE u.doc IN (SELECT doc FROM speaking)",
    )


def _editions(engine: DuckDB, condition: str, most: int) -> tuple[Edition, ...]:
    """The editions that share most with the new one, under what they are called in the archive."""
    rows = engine.rows(
        "SELECT s.doc, s.unit, min(t.content) FROM "  # noqa: S608 - quoted
        f"(SELECT doc, unit, count(*) AS common FROM shared JOIN speaking USING (doc) WHERE {condition} "
        f"GROUP BY doc, unit ORDER BY common DESC, doc LIMIT {most}) s JOIN texts t ON s.doc = t.doc "
        "GROUP BY s.doc, s.unit, s.common ORDER BY s.common DESC, s.doc"
    )
    return tuple(replace(unpacked(content), unit=unit) for _, unit, content in rows)


def _background(engine: DuckDB, new: Edition, naming: Naming, hashes: Hashes, archive: Archive) -> Background | None:
    """The genre by its other units, as far as the new edition's grams go; None where no other unit is known."""
    genre = f"genre = {quoted(naming.genre)} AND language = {quoted(new.language)} AND unit <> {quoted(naming.unit)}"
    names = tuple(unit for (unit,) in engine.rows(f"SELECT DISTINCT unit FROM speaking WHERE {genre} ORDER BY unit"))  # noqa: S608
    if not names:
        return None
    [[first, last, count]] = engine.rows(f"SELECT min(period), max(period), count(*) FROM speaking WHERE {genre}")  # noqa: S608
    rows = engine.rows(f"SELECT DISTINCT unit, h FROM shared JOIN speaking USING (doc) WHERE {genre}")  # noqa: S608 - quoted
    place = {unit: at for at, unit in enumerate(names)}
    which = np.array([place[unit] for unit, _ in rows], dtype=np.int64)
    held = np.array([h for _, h in rows], dtype=np.int64).view(np.uint64)
    members = np.zeros((len(hashes), -(-len(names) // 64)), dtype=np.uint64)
    np.bitwise_or.at(
        members, (np.searchsorted(hashes, held), which // 64), np.uint64(1) << (which % 64).astype(np.uint64)
    )
    single = tuple(np.unique((held[which == at] >> np.uint64(32)).astype(np.uint32)) for at in range(len(names)))
    about = {
        "genre": naming.genre or new.title,
        "language": new.language,
        "first": first,
        "last": last,
        "editions": str(count),
        "scheme": scheme(new.language, archive.store.settings),
    }
    return Background(about, names, hashes, members, single)
