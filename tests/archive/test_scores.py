"""What the SQL counts is what a series counts, edition by edition."""

from dataclasses import replace

import pytest

from compare import reuse
from compare.archive import borrowing
from compare.archive.rows import unpacked
from compare.archive.scoring import DERIVED, local, score, scratch
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
