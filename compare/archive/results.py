"""What an archive tells, as tables: takes an engine with the archive's views, gives `Result`s of plain cells.

Names of tables and columns are codes; shares are fractions of counted characters, None where fewer than `rate_floor`
were counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.archive.engines import Engine, quoted
from compare.errors import BadOption
from compare.text.forms import skeleton

ResultValue = str | int | float | None

SHARES = ("recycled", "formula", "own", "upstream", "peer", "new")

MOST = 200
"""Rows of a table of findings that a report shows; `yoy archive query` has them all."""


@dataclass(frozen=True, slots=True)
class Result:
    """A table: its name, its columns, its rows; `rates` are the columns that hold shares, `more` the rows left out."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ResultValue, ...], ...]
    rates: frozenset[str] = frozenset()
    more: int = 0


def report(engine: Engine, floor: int) -> tuple[Result, ...]:
    """The whole archive: by period, by unit and period, who takes from whom, copies, phrases, alarms."""
    return (
        _periods(engine, floor),
        _units(engine, floor, "1 = 1"),
        _flows(engine, "1 = 1"),
        _copies(engine, "1 = 1"),
        _phrases(engine),
        _borrowed(engine, "alarms", "b.alarm <> ''"),
    )


def unit(engine: Engine, name: str, floor: int) -> tuple[Result, ...]:
    """One unit: its editions and sections, what it takes and gives, sentence by sentence. Raises `BadOption`."""
    literal = quoted(name)
    if not engine.rows(f"SELECT doc FROM live WHERE unit = {literal} LIMIT 1"):  # noqa: S608 - quoted
        raise BadOption(name, "no such unit")
    return (
        _units(engine, floor, f"unit = {literal}"),
        _sections(engine, literal, floor),
        _flows(engine, f"unit = {literal} OR source_unit = {literal}"),
        _copies(engine, f"e.unit = {literal}"),
        _borrowed(engine, "borrowed", f"e.unit = {literal} AND b.first = 1"),
    )


def phrase(engine: Engine, words: str, language: str) -> tuple[Result, ...]:
    """Where a phrase stands, figures and dates aside: how it spreads over the periods, and every place.

    Raises `BadOption` for words that hold no letter.
    """
    skeletal = skeleton(words, language).text
    if not any(character.isalnum() for character in skeletal):
        raise BadOption("phrase", "no word")
    places = engine.rows(
        "SELECT e.period, e.unit, e.genre, s.text FROM sentences s JOIN editions e ON s.doc = e.doc "  # noqa: S608 - quoted
        f"WHERE instr(s.skeleton, {quoted(skeletal)}) > 0 ORDER BY e.period, e.unit, e.genre, s.sent"
    )
    every = engine.rows("SELECT period, count(*), count(DISTINCT unit) FROM editions GROUP BY period ORDER BY period")
    spread = []
    for period, editions, units in every:
        here = [row for row in places if row[0] == period]
        saying = {row[1] for row in here}
        earlier = {row[1] for row in places if row[0] < period}
        told_by = len({row[1:3] for row in here})
        spread.append(
            (period, told_by, editions, told_by / editions, len(saying), units, len(saying - earlier), len(here))
        )
    columns = ("period", "editions_saying", "editions", "rate", "units_saying", "units", "units_new", "sentences")
    return (
        Result("spread", columns, tuple(spread), frozenset({"rate"})),
        _cut("places", ("period", "unit", "genre", "text"), places),
    )


def _shares(row: Sequence[int], floor: int) -> Iterator[ResultValue]:
    """Counted characters, and the share of each score in them; takes those that have an edition before them last."""
    counted, recycled, *counts, compared = row
    yield counted
    yield recycled / compared if compared >= floor else None
    yield from (count / counted if counted >= floor else None for count in counts)


_COUNTS = ("counted", *SHARES, "compared")


def _periods(engine: Engine, floor: int) -> Result:
    sums = ", ".join(f"sum({name})" for name in _COUNTS)
    rows = engine.rows(
        f"SELECT period, count(*), count(DISTINCT unit), {sums} FROM unit_scores GROUP BY period ORDER BY period"  # noqa: S608
    )
    told = tuple((*row[:3], *_shares([int(cell) for cell in row[3:]], floor)) for row in rows)
    return Result("periods", ("period", "editions", "units", "counted", *SHARES), told, frozenset(SHARES))


def _units(engine: Engine, floor: int, condition: str) -> Result:
    columns = ", ".join((*_COUNTS, "lineage", "stale"))
    rows = engine.rows(
        f"SELECT unit, period, genre, {columns} FROM unit_scores WHERE {condition} ORDER BY unit, period, genre"  # noqa: S608
    )
    results = []
    for *what, lineage, stale in rows:
        age = stale / lineage if lineage >= floor else None
        results.append((*what[:3], *_shares(what[3:], floor), age))
    return Result("units", ("unit", "period", "genre", "counted", *SHARES, "age"), tuple(results), frozenset(SHARES))


def _sections(engine: Engine, literal: str, floor: int) -> Result:
    columns = ", ".join(_COUNTS)
    rows = engine.rows(
        f"SELECT period, genre, section, title, {columns} FROM section_scores WHERE unit = {literal} "  # noqa: S608 - quoted
        "ORDER BY period, genre, length(section), section"
    )
    shares = tuple((*row[:4], *_shares(row[4:], floor)) for row in rows)
    return Result("sections", ("period", "genre", "section", "title", "counted", *SHARES), shares, frozenset(SHARES))


def _flows(engine: Engine, condition: str) -> Result:
    columns = ("source_unit", "unit", "kind", "sentences", "characters", "editions", "first_period", "last_period")
    rows = engine.rows(
        f"SELECT {', '.join(columns)} FROM flows WHERE {condition} "  # noqa: S608 - quoted
        "ORDER BY characters DESC, source_unit, unit, kind"
    )
    return _cut("flows", columns, rows)


def _copies(engine: Engine, condition: str) -> Result:
    rows = engine.rows(
        "SELECT e.unit, e.period, e.genre, c.source_unit, c.taken, c.counted FROM copies c "  # noqa: S608 - quoted
        f"JOIN editions e ON c.doc = e.doc WHERE {condition} ORDER BY e.period, e.unit, e.genre"
    )
    told = [(*row, row[4] / row[5]) for row in rows]
    return _cut("copies", ("unit", "period", "genre", "source_unit", "taken", "counted", "rate"), told, {"rate"})


def _phrases(engine: Engine) -> Result:
    rows = engine.rows(
        "SELECT s.text, e.unit, e.period, f.takers, f.sentences, f.first_taken, f.last_taken FROM families f "
        "JOIN editions e ON f.doc = e.doc JOIN sentences s ON f.doc = s.doc AND f.sent = s.sent WHERE f.takers > 1 "
        "ORDER BY f.takers DESC, f.sentences DESC, e.period, e.unit, f.sent"
    )
    return _cut("phrases", ("text", "unit", "period", "takers", "sentences", "first_taken", "last_taken"), rows)


def _borrowed(engine: Engine, name: str, condition: str) -> Result:
    rows = engine.rows(
        "SELECT e.unit, e.period, b.kind, o.unit, o.period, b.similarity, b.alarm, t.text, s.text "  # noqa: S608 - quoted
        "FROM borrowed b JOIN editions e ON b.doc = e.doc JOIN editions o ON b.source_doc = o.doc "
        "JOIN sentences t ON b.doc = t.doc AND b.sent = t.sent "
        f"JOIN sentences s ON b.source_doc = s.doc AND b.source_sent = s.sent WHERE {condition} "
        "ORDER BY e.period DESC, e.unit, b.doc, b.sent"
    )
    columns = ("unit", "period", "kind", "source_unit", "source_period", "similarity", "alarm", "text", "source_text")
    told = [(*row[:5], row[5] / 10_000, *row[6:]) for row in rows]
    return _cut(name, columns, told, {"similarity"})


def _cut(
    name: str, columns: tuple[str, ...], rows: Sequence[Sequence[ResultValue]], rates: set[str] | None = None
) -> Result:
    shown = tuple(tuple(row) for row in rows[:MOST])
    return Result(name, columns, shown, frozenset(rates or ()), max(0, len(rows) - MOST))
