"""What the SQL counts is what a series counts, edition by edition."""

from dataclasses import replace

import pytest
from planting import filled, planted

from compare import reuse
from compare.archive import borrowing
from compare.archive.edition_rows import unpacked
from compare.archive.scoring import DERIVED, local, score, scratch
from compare.archive.store import Store
from compare.reuse import detect
from compare.settings import Settings

SCORES = ("recycled", "lineage", "formula", "own", "upstream", "peer", "new")


@pytest.fixture(scope="module")
def scored(store):
    """Editions by unit and period as they were read, and the counts of each by section from the archive's tables."""
    with scratch(store) as place:
        engine = local(store, place)
        score(store, engine, place)
        engine.view("scores", store.files("scores"))
        editions = {}
        for unit, content in engine.rows("SELECT unit, content FROM texts"):
            edition = unpacked(content)
            editions[unit, edition.period] = replace(edition, unit=unit)
        above = {}
        for unit, superior in engine.rows(
            "SELECT DISTINCT a.unit, b.unit FROM superiors s JOIN editions a ON a.unit_no = s.unit_no JOIN editions b ON b.unit_no = s.superior_no"
        ):
            above.setdefault(unit, set()).add(superior)
        names = ", ".join(f"sum({name})" for name in ("counted", *SCORES, "stale"))
        rows = engine.rows(
            f"SELECT e.unit, e.period, s.section, {names} FROM scores s JOIN editions e ON s.doc = e.doc "
            "WHERE s.role = 'body' GROUP BY e.unit, e.period, s.section"
        )
        engine.close()
    return editions, above, {row[:3]: row[3:] for row in rows}


def test_scores_are_those_of_a_series_with_everything_else_beside_it(scored):
    editions, above, counts = scored
    settings = Settings()
    compared = 0
    for (unit, period), new in editions.items():
        earlier = [e for (u, p), e in editions.items() if u == unit and p < period]
        if not earlier:
            continue
        others = [e for (u, p), e in editions.items() if u != unit and p <= period]
        told = detect.find(
            max(earlier, key=lambda e: e.period),
            new,
            changes=(),
            history=earlier,
            upstream=[e for e in others if e.unit in above.get(unit, ())],
            peers=[e for e in others if e.unit not in above.get(unit, ())],
            background=reuse.build([*others, *earlier, new], "政府工作报告", settings),
            settings=settings,
        )
        names = ("counted", *SCORES, "stale")
        sections = [row for key, row in counts.items() if key[:2] == (unit, period)]
        total = {name: sum(row[at] for row in sections) for at, name in enumerate(names)}
        expected = {"counted": told.scores["recycled"].of} | {
            n: told.scores[n].count for n in names if n in told.scores
        }
        assert {name: total[name] for name in expected} == expected, (unit, period)
        compared += 1
    assert compared == 9 * 4


@pytest.mark.usefixtures("scored")
def test_a_run_that_fails_publishes_nothing(store, monkeypatch):
    before = {name: store.files(name) for name in DERIVED}
    monkeypatch.setattr(borrowing, "verified", lambda _: 1 / 0)
    with scratch(store) as place, pytest.raises(ZeroDivisionError):
        score(store, local(store, place), place)
    assert {name: store.files(name) for name in DERIVED} == before


def tables(store, docs=None):
    """Every derived row, sorted; or those of some editions."""
    with scratch(store) as place:
        engine = local(store, place)
        told = {}
        for name in DERIVED:
            engine.view(name, store.files(name))
            rows = engine.rows(f"SELECT * FROM {name} ORDER BY ALL")
            at = 1 if name == "seeds" else 0
            told[name] = [row for row in rows if docs is None or row[at] in docs]
        engine.close()
    return told


def rescored(store):
    with scratch(store) as place:
        engine = local(store, place)
        score(store, engine, place)
        docs = dict(engine.rows("SELECT doc, period FROM live"))
        engine.close()
    return docs


@pytest.mark.parametrize(
    "last", [["2025"], ["2023"], ["2025", "2024"]], ids=["one of the last year", "a late-found old one", "of two years"]
)
def test_what_came_later_changes_nothing_earlier_and_is_scored_as_all_at_once(last, tmp_path, monkeypatch):
    corpus = planted(tmp_path / "planted", units=8, years=6, sentences=14)
    monkeypatch.setattr("compare.archive.scoring.MOST_TARGETS", 1)
    late = [max(path for path in corpus.reports if path.endswith(f"{year}.txt")) for year in last]
    store, _ = filled(tmp_path / "grown", corpus, [path for path in corpus.reports if path not in late])
    docs = rescored(store)
    before = tables(store, {doc for doc, period in docs.items() if period < min(last)})
    filled(tmp_path / "grown", corpus, late)
    rescored(store)
    whole, _ = filled(tmp_path / "whole", corpus)
    rescored(whole)

    assert tables(store, {doc for doc, period in docs.items() if period < min(last)}) == before
    assert before["scores"]
    assert tables(store) == tables(whole)


def test_an_edition_of_a_later_year_rewrites_no_file(tmp_path, monkeypatch):
    corpus = planted(tmp_path / "planted", units=8, years=4, sentences=12)
    late = [path for path in corpus.reports if path.endswith("2025.txt")]
    store, _ = filled(tmp_path / "grown", corpus, [path for path in corpus.reports if path not in late])
    rescored(store)
    monkeypatch.setattr("compare.archive.scoring.MOST_TARGETS", 1)
    names = (*DERIVED, "uses", "sentences", "texts", "editions")
    before = {name: set(store.files(name)) for name in names}
    filled(tmp_path / "grown", corpus, late[:1])
    rescored(store)

    assert all(before[name] < set(store.files(name)) for name in names)


def test_editions_that_two_runs_staged_at_once_count_once(tmp_path, monkeypatch):
    corpus = planted(tmp_path / "planted", units=4, years=3, sentences=12)
    whole, _ = filled(tmp_path / "whole", corpus)
    rescored(whole)
    monkeypatch.setattr(Store, "publish", lambda *_: None)
    filled(tmp_path / "twice", corpus)
    monkeypatch.undo()
    monkeypatch.setattr("compare.archive.adding._dicts", lambda *_: [])
    twice, _ = filled(tmp_path / "twice", corpus)
    rescored(twice)

    assert tables(twice) == tables(whole)
