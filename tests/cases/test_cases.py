"""Hard cases as folders: `tests/cases/<name>/old.txt new.txt expected.json`. A new folder is a new test.

`expected.json` says in words what the case shows (`says`) and what a careful reader would tell (`desired`), and holds
any of: how many changes there are of each `kinds`; how many have `moved`; the `edits` as class, old words, new words;
`links`, the snippets of sentences that answer to each other; `apart`, pairs that do not; `order`, the nth sentence of a
snippet that answers to the nth; `sections` as kind, old titles, new titles; `followups`, a plan and its result.
`missed` holds the links and the pairs that are not told as desired, with `today` in words: the test fails where they
are told after all, so that the case is brought up to date.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from places import ROOT

import compare
from compare.model import Comparison, Edition
from tools import tricky_cases

CASES = ROOT / "tests" / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/expected.json"))


def told_of(case: Path) -> dict:
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


def compared(case: Path) -> Comparison:
    return compare.compare(*(compare.read(str(case / f"{side}.txt")) for side in ("old", "new")))


def numbers(edition: Edition, snippets: list[str]) -> set[int]:
    """The sentences that hold a snippet, each of which stands somewhere."""
    found = [{n for n in range(len(edition.sentences)) if snippet in edition.piece(n)} for snippet in snippets]
    assert all(found), snippets
    return set().union(*found)


def is_linked(found: Comparison, olds: list[str], news: list[str]) -> bool:
    one, other = numbers(found.old, olds), numbers(found.new, news)
    return any(one & set(c.old) and other & set(c.new) for c in found.changes)


def is_whole(found: Comparison, olds: list[str], news: list[str]) -> bool:
    """Whether all of these stand in one change."""
    sides = [(found.old, snippet, "old") for snippet in olds] + [(found.new, snippet, "new") for snippet in news]
    return any(all(numbers(e, [s]) & set(getattr(c, side)) for e, s, side in sides) for c in found.changes)


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_a_hard_case_comes_out_as_its_folder_says(case):
    told, found = told_of(case), compared(case)
    says, old, new = told["says"], found.old.source.text, found.new.source.text
    kinds = dict(Counter(change.kind for change in found.changes))
    moved = sum(change.moved for change in found.changes)
    edits = [[e.kind, old[slice(*e.old)], new[slice(*e.new)]] for change in found.changes for e in change.edits or ()]

    assert kinds == told.get("kinds", kinds), says
    assert moved == told.get("moved", moved), says
    assert edits == told.get("edits", edits), says
    for olds, news in told.get("links", ()):
        assert is_whole(found, olds, news), (says, olds, news)
    for one, other in told.get("apart", ()):
        assert not is_linked(found, [one], [other]), (says, one, other)


@pytest.mark.parametrize("case", [f for f in FOLDERS if "order" in told_of(f)], ids=lambda path: path.name)
def test_equal_sentences_answer_in_the_order_of_their_parts(case):
    found = compared(case)
    for snippet, at_old, at_new in told_of(case)["order"]:
        old, new = sorted(numbers(found.old, [snippet]))[at_old - 1], sorted(numbers(found.new, [snippet]))[at_new - 1]
        assert any(old in change.old and new in change.new for change in found.changes)


@pytest.mark.parametrize("case", [f for f in FOLDERS if "sections" in told_of(f)], ids=lambda path: path.name)
def test_the_sections_of_a_hard_case_are_told_by_their_kind(case):
    found = compared(case)
    links = [
        [
            link.kind,
            *(
                [e.section(i).title.strip("。.") for i in ids]
                for e, ids in ((found.old, link.old), (found.new, link.new))
            ),
        ]
        for link in found.sections
    ]
    assert [wanted for wanted in told_of(case)["sections"] if wanted not in links] == []


@pytest.mark.parametrize("case", [f for f in FOLDERS if "followups" in told_of(f)], ids=lambda path: path.name)
def test_a_plan_is_followed_to_its_result(case):
    found = compared(case)
    pairs = [
        (found.old.source.text[slice(*f.old)], found.new.source.text[slice(*f.new)]) for f in found.followups if f.new
    ]
    for plan, result in told_of(case)["followups"]:
        assert [1 for one, other in pairs if plan in one and result in other] == [1]


@pytest.mark.parametrize("case", [f for f in FOLDERS if "missed" in told_of(f)], ids=lambda path: path.name)
def test_what_is_missed_today_is_still_missed(case):
    found, missed = compared(case), told_of(case)["missed"]
    assert missed["today"]
    for olds, news in missed.get("links", ()):
        assert not is_linked(found, olds, news), "told after all: bring the case and docs/tricky-cases.md up to date"
    for one, other in missed.get("apart", ()):
        assert is_linked(found, [one], [other]), "apart after all: bring the case and docs/tricky-cases.md up to date"


def test_there_are_cases():
    assert len(FOLDERS) >= 20


def test_the_page_of_tricky_cases_is_the_folders_of_today():
    page = ROOT / "docs" / "tricky-cases.md"

    assert page.read_text(encoding="utf-8") == tricky_cases.page(CASES), "make it anew: python -m tools.tricky_cases"
