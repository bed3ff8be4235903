"""What a choice leaves: changes, and the findings that are about them."""

from dataclasses import replace

import pytest
from building import comparison, edition, full_comparison

from compare.errors import BadOption
from compare.model import Figure, FigureChange, FollowUp, Share, Term
from compare.view import selection as selecting
from compare.view.choice import Choice
from compare.view.options import Options
from compare.view.selection import select
from compare.view.summary import summarize
from compare.view.wording import kind_counts


def shown(found, **choice):
    return select(found, Options(choice=Choice(**choice)))


def test_nothing_chosen_is_everything():
    found = full_comparison()

    assert shown(found).comparison is found
    assert shown(found).rows == shown(found).every
    assert {change.id for change in shown(found).changes} == {change.id for change in found.changes}


def test_a_choice_leaves_only_the_passages_in_its_rows():
    found = full_comparison()

    assert shown(found, section="一").comparison.passages == found.passages
    assert shown(found, section="二").comparison.passages == ()
    assert shown(found, only=frozenset({"removed"})).comparison.passages == ()


def test_a_section_has_its_own_figures_promises_terms_and_scores():
    found = full_comparison()
    plan = found.old.sentences[5].span
    there = Figure("两所", 2.0, "所", masked=False, span=found.new.sentences[5].span)
    gone = FigureChange("水库", "", Figure("1", 1.0, "座", masked=False, span=plan), None, "unknown")
    found = replace(
        found,
        figures=(*found.figures, FigureChange("学校", "", None, there, "unknown"), gone),
        followups=(FollowUp(plan, None, "not mentioned", 0.8), FollowUp((0, 4), None, "not mentioned", 0.1)),
        terms=(Term("新建", "rising", 1, 2, 3.5, 1.0, 0.04), Term("修路", "rising", 1, 2, 3.5, 1.0, 0.04)),
        section_scores={"1": {"recycled": Share(4, 9, 300)}, "2": {"recycled": Share(3, 5, 7)}},
    )

    inside = shown(found, section="二").comparison

    assert [figure.indicator for figure in inside.figures] == ["学校", "水库"]
    assert [promise.old for promise in inside.followups] == [plan]
    assert inside.scores == {"recycled": Share(3, 5, 7)}
    assert [term.term for term in inside.terms] == ["新建"]
    assert inside.sentence_scores[:3] == ({}, {}, {})


def test_a_section_counts_its_own_changes_whatever_their_kind():
    chosen = shown(full_comparison(), section="二", only=frozenset({"removed"}))

    assert [change.kind for change in chosen.changes] == ["removed"]
    assert summarize(chosen).counts == kind_counts(chosen.in_scope)
    assert summarize(chosen).counts["edited"] == 1
    assert sum(summarize(chosen).counts.values()) < sum(kind_counts(full_comparison().changes).values())


HEADINGS = {
    "any case": "risk FACTORS",
    "other blanks": "Risk  Factors",
    "a part of it": "factors",
    "its number in any case": "ITEM 1a",
}


@pytest.mark.parametrize("words", HEADINGS.values(), ids=HEADINGS)
def test_a_section_is_found_by_any_case(words):
    one = edition("1. Risk Factors\nWe may fail.\n2. Outlook\nWe will grow.", "2021", language="en")
    sections = tuple(replace(section, number="Item 1A.") if section.id == "1" else section for section in one.sections)
    one = replace(one, sections=sections)

    assert len(shown(comparison(one, replace(one, id="2022"), []), section=words).rows) == 4


def test_a_section_that_is_not_there_is_refused_with_those_that_are_like_it():
    one = edition("1. Risk Factors\nWe may fail.\n2. Outlook\nWe will grow.", "2021", language="en")
    found = comparison(one, replace(one, id="2022"), [])

    with pytest.raises(BadOption, match=r"no section is called risk factor list; near: Risk Factors"):
        shown(found, section="risk factor list")
    with pytest.raises(BadOption, match=r"no section is called zzz$"):
        shown(found, section="zzz")


@pytest.mark.parametrize("form", ["text", "md", "html", "docx", "csv", "jsonl", "json"])
def test_rows_are_laid_out_once_in_a_report(form, monkeypatch):
    from compare.render import RENDERERS  # as a door does, after all else

    calls = []
    monkeypatch.setattr(selecting, "lay_out", lambda found, lay=selecting.lay_out: calls.append(1) or lay(found))
    RENDERERS[form](full_comparison(), options=Options(choice=Choice(section="一")))

    assert calls == [1]
