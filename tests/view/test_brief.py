"""The one page that answers: what it holds, that it adds up, that it fits a terminal."""

from dataclasses import replace
from itertools import pairwise

import pytest
from building import comparisons, full_comparison
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from compare import compare, read
from compare.messages import Voice
from compare.model import FigureChange, FollowUp
from compare.render import RENDERERS
from compare.render.terminal import Pen
from compare.render.text_brief import LINES, PROMISES, brief_lines
from compare.text.cells import cells
from compare.view.brief import FIGURES, brief, carried_shares
from compare.view.choice import Choice
from compare.view.findings import NAMED, by_verdict
from compare.view.options import Options
from compare.view.selection import select
from compare.view.summary import summarize

QUICK = settings(max_examples=40, deadline=None)
PAIRS = [
    pair
    for unit in sorted(path for path in (ROOT / "seeds").iterdir() if path.is_dir())
    for pair in pairwise(sorted(unit.glob("*.txt")))
]


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: f"{pair[0].parent.name} {pair[1].stem}")
def found(request):
    return compare(*(read(str(path)) for path in request.param))


def of(comparison, tongue="en", **options):
    asked = Options(tongue, **options)
    shown = select(comparison, asked)
    return brief(shown, summarize(shown))


def drawn(comparison, tongue="en", width=80):
    return list(brief_lines(of(comparison, tongue), Pen(width, color=False), Voice(tongue)))


def test_the_three_shares_are_all_of_the_new_text_and_two_of_them_what_is_recycled(found):
    whole, reworded, new = carried_shares(found)
    recycled = found.scores["recycled"]

    assert whole.share.count + reworded.share.count == recycled.count
    assert whole.share.count + reworded.share.count + new.share.count == recycled.of
    assert sum(part.percent for part in (whole, reworded, new)) == 100
    assert round(100 * recycled.rate) == whole.percent + reworded.percent


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_a_brief_is_one_page_of_a_terminal(found, tongue):
    lines = drawn(found, tongue)

    assert len(lines) <= LINES
    assert max(map(cells, lines)) <= 80


@QUICK
@given(comparisons(), st.integers(20, 120), st.sampled_from(["zh", "en"]))
def test_no_line_of_a_brief_is_wider_than_asked(comparison, width, tongue):
    lines = drawn(comparison, tongue, width)

    assert all(cells(line) <= width for line in lines if " " not in line.strip())
    assert max(map(cells, lines)) <= max(width, 24)


def test_a_brief_says_what_every_longer_report_opens_with(found):
    for form in ("text", "md"):
        short, long = (RENDERERS[form](found, options=Options("zh", 80, brief=is_brief)) for is_brief in (True, False))

        assert long.startswith(short.rstrip("\n"))
        assert len(long) > len(short)


def test_a_promise_counts_once_under_a_verdict_and_the_ones_to_look_at_stand_first():
    kept, kept_again = (FollowUp((0, 4), (0, at), "answered", 0.9) for at in (4, 6))
    gone = FollowUp((5, 9), None, "not mentioned", 0.8)
    strange = FollowUp((5, 9), None, "a verdict of tomorrow", 0.8)

    listed = by_verdict((strange, kept, kept_again, gone))

    assert [(status, len(promises)) for status, promises in listed] == [
        ("not mentioned", 1),
        ("answered", 1),
        ("a verdict of tomorrow", 1),
    ]


def test_what_was_missed_or_is_not_mentioned_is_named(found):
    told = "\n".join(drawn(found, "zh", width=400))

    named = [line for verdict in of(found, "zh").verdicts if verdict.status in NAMED for line in verdict.promises]

    assert all(line.text in told for line in named[: PROMISES - 1])


def test_what_was_not_looked_for_is_not_told_as_none():
    bare = replace(full_comparison(), figures=None, followups=None)
    unmarked = replace(bare, changes=tuple(replace(change, signals=None) for change in bare.changes))

    page = of(unmarked)

    assert (page.figures, page.verdicts, page.quiet) == (None, None, None)
    assert of(replace(bare, figures=(), followups=())).figures == ()


def test_worse_figures_stand_first_and_masked_ones_never():
    good, bad = full_comparison().figures[0], full_comparison().figures[0]
    bad = FigureChange("失业率", "", good.old, good.new, "up", 3.0, better=False)
    masked = replace(good, indicator="投资", old=replace(good.old, value=None, masked=True), better=None)

    page = of(replace(full_comparison(), figures=(masked, good, bad) * 2))

    assert [line.name for line in page.figures[:3]] == ["失业率", "失业率", "修路"]
    assert len(page.figures) <= FIGURES
    assert "投资" not in [line.name for line in page.figures]


def test_a_choice_is_said():
    assert of(full_comparison(), choice=Choice(frozenset({"added"}))).notices[-1] == "shown only: added"
