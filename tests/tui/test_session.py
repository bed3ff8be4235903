"""What is shown, counted and visited, without a screen."""

import json
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from building import comparisons
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT
from reviewing import complete, marked, pair

import compare
from compare.model import Edit
from compare.review import Mark, Note, Review
from compare.view.rows import Fold
from compare.view.wording import kind_counts
from tui.content.menus import filtered, leveled
from tui.facets import CLASSES, DEFAULT_LEVELS, FACETS, LEVELS, facet_of, level_of
from tui.session import ONLY, Session, View

QUICK = settings(max_examples=60, deadline=None)
VIEWS = st.builds(
    View,
    facets=st.frozensets(st.sampled_from(FACETS)),
    only=st.frozensets(st.sampled_from(ONLY), max_size=1),
    folded=st.booleans(),
)


SEEDS = ROOT / "seeds"


@cache
def seeds(name):
    """The newest pair of a sample series, its words marked."""
    paths = sorted((SEEDS / name).glob("*.txt"))[-2:]
    return compare.compare(*(compare.read(str(path)) for path in paths), find=frozenset({"edits"}))


def flat(session):
    return [row for item in session.items for row in (item.rows if isinstance(item, Fold) else (item,))]


@QUICK
@given(comparisons(), VIEWS)
def test_every_row_is_shown_or_counted_in_a_fold(found, view):
    session = Session(found, Review(), view)

    assert tuple(flat(session)) == session.rows


@QUICK
@given(comparisons(), VIEWS)
def test_next_and_previous_visit_every_shown_change_once(found, view):
    session = Session(found, Review(), view)
    wanted = {
        change.id
        for change in found.changes
        if session.facet(change) != "unchanged" and session.facet(change) in view.facets and session.kept[change.id]
    }

    down, row = [], -1
    while (row := session.stop(row, 1)) is not None:
        down.append(row)
    up, row = [], len(session.rows)
    while (row := session.stop(row, -1)) is not None:
        up.append(row)

    assert down == up[::-1] == sorted(down)
    visited = [session.rows[number].change.id for number in down]
    assert len(visited) == len(set(visited))
    assert set(visited) == wanted


@QUICK
@given(comparisons(), VIEWS)
def test_a_stop_is_never_folded_away(found, view):
    session = Session(found, Review(), view)
    shown = {item.number for item in session.items if not isinstance(item, Fold)}

    assert set(session.stops) <= shown


@QUICK
@given(comparisons())
def test_counts_are_those_of_the_report(found):
    session = Session(found, Review())
    told = kind_counts(found.changes)
    tally = session.tally(found.changes)

    assert {kind: tally[kind] for kind in told if kind != "unchanged"} == {
        kind: number for kind, number in told.items() if kind != "unchanged"
    }
    assert sum(session.count().values()) == len(found.changes)


def edited(kind, *classes):
    change = complete(pair()).changes[1]
    edits = tuple(Edit("replace", (0, 1), (0, 1), one) for one in classes)
    return replace(change, kind=kind, edits=edits)


STANDING = {
    "a year rolled on is minor": (edited("updated", "date"), "minor", "updated"),
    "one figure makes it important": (edited("updated", "date", "figure"), "important", "updated"),
    "a comma in an unchanged sentence is a facet of its own": (
        edited("unchanged", "punctuation"),
        "minor",
        "punctuation",
    ),
    "a mere renumbering counts as unchanged": (edited("edited", "numbering"), "ignored", "unchanged"),
    "an unchanged sentence without edits is unchanged": (edited("unchanged"), "ignored", "unchanged"),
    "a change nobody marked yet is important": (replace(edited("edited"), edits=None), "important", "edited"),
    "a move is a move, whatever else": (replace(edited("updated", "date"), moved=True), "important", "moved"),
    "what has one side only is important": (replace(edited("added"), old=()), "important", "added"),
}


@pytest.mark.parametrize(("change", "level", "facet"), STANDING.values(), ids=STANDING)
def test_a_change_matters_as_its_most_important_edit_does(change, level, facet):
    assert level_of(change, DEFAULT_LEVELS) == level
    assert facet_of(change, DEFAULT_LEVELS) == facet


def counted(told):
    """Kinds and moves as a reader of the JSON counts them."""
    kinds = Counter(change["kind"] for change in told["changes"])
    return {**kinds, "moved": sum(change["moved"] for change in told["changes"])}


@pytest.mark.parametrize("name", ["county", "risk-factors"])
def test_counts_and_filters_agree_with_the_json(name):
    found = seeds(name)
    told = json.loads(compare.dump(found))
    session = Session(found, Review()).seen(View(levels=tuple((kind, "important") for kind in CLASSES)))
    tally, wanted = session.tally(found.changes), counted(told)
    moved = [change for change in told["changes"] if change["moved"]]

    assert {name: tally[name] for name in ("added", "removed", "edited", "updated", "moved")} == {
        name: wanted.get(name, 0) for name in ("added", "removed", "edited", "updated", "moved")
    }
    assert session.count()["moved"] == len(moved)
    for kind in ("added", "removed", "edited", "updated"):
        alone = session.seen(replace(session.view, facets=frozenset({kind})))
        assert len(alone.stops) == sum(c["kind"] == kind and not c["moved"] for c in told["changes"])


def test_silencing_a_class_recounts_and_calling_it_back_restores():
    session = Session(complete(pair()), Review())
    before = session.count()
    quiet = session
    while quiet.levels["wording"] != "ignored":
        quiet = leveled(quiet, "wording")

    assert quiet.count()["edited"] == 0
    assert quiet.count()["unchanged"] == before["unchanged"] + before["edited"]
    assert len(quiet.stops) == len(session.stops) - before["edited"]
    assert leveled(quiet, "wording").count() == before


def test_every_level_and_class_has_a_default():
    assert set(DEFAULT_LEVELS) == set(CLASSES)
    assert set(DEFAULT_LEVELS.values()) <= set(LEVELS)


def test_a_filter_turned_over_twice_is_as_it_was():
    session = Session(complete(pair()), Review())
    for target in (("facet", "added"), ("only", "signals")):
        once = filtered(session, target)

        assert once.items != session.items
        assert filtered(once, target).view == session.view


def test_narrowings_count_what_they_would_leave():
    found = complete(pair())
    session = Session(found, Review())
    counts = session.count_only()
    for name in ONLY:
        alone = session.seen(View(only=frozenset({name})))
        assert counts[name] == sum(alone.count().values())

    assert counts["signals"] == 1
    assert counts["recycled"] == 1
    assert counts["open"] == len(session.stops)


def test_marks_and_notes_come_with_the_content():
    session = Session(complete(pair()), Review())
    key = session.keys[1]
    review = Review({key: Mark(key, "2024-01-01")}, {"n": Note("n", key, "2024-01-01", "核对")})
    read = session.reviewed(review)

    assert read.progress() == (1, len(session.stops))
    assert read.note(read.comparison.changes[1]) == "核对"
    assert read.standing(read.comparison.changes[1]) == "reviewed"
    other = Session(marked(pair(new=pair().new.source.text.replace("15公里", "16公里"))), review)
    assert other.standing(other.comparison.changes[1]) == "changed"
    assert other.note(other.comparison.changes[1]) == ""


def test_what_is_reviewed_leaves_the_open_ones_but_not_the_progress():
    session = Session(complete(pair()), Review())
    key = session.keys[1]
    read = session.reviewed(Review({key: Mark(key, "2024-01-01")})).seen(View(only=frozenset({"open"})))

    assert len(read.stops) == len(session.stops) - 1
    assert read.progress() == (1, len(session.stops))


def test_a_comparison_that_learns_more_keeps_view_and_review():
    view = View(facets=frozenset({"added"}))
    session = Session(pair(), Review(), view)

    assert session.completed(complete(pair())).view == view
    assert session.completed(complete(pair())).comparison.figures
