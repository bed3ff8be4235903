"""Rows: the order in which a comparison is read, choosing and folding."""

from dataclasses import replace

import pytest
from building import comparison, comparisons, edition
from hypothesis import given, settings

from compare.errors import BadOption
from compare.model import Edition, SectionLink
from compare.settings import Settings
from compare.source import Source
from compare.structure import parse
from compare.view.choice import Choice
from compare.view.rows import Fold, choose, fold, lay_out

EVERYTHING = Choice()
QUICK = settings(max_examples=60, deadline=None)


@QUICK
@given(comparisons())
def test_the_cells_of_either_side_read_downwards_are_its_text(found):
    rows = lay_out(found)

    assert [n for row in rows for n in row.old] == list(range(len(found.old.sentences)))
    assert [n for row in rows for n in row.new] == list(range(len(found.new.sentences)))


@QUICK
@given(comparisons())
def test_every_row_without_its_other_end_leads_to_it(found):
    rows = lay_out(found)

    for row in rows:
        ends = bool(row.change.old) and bool(row.change.new)
        if ends and not (row.old and row.new):
            other = rows[row.partner]
            assert other.change is row.change
            assert bool(other.new if row.old else other.old)
        else:
            assert row.partner is None


@QUICK
@given(comparisons())
def test_a_moved_change_never_has_both_ends_in_one_row(found):
    assert not [row for row in lay_out(found) if row.moved and row.old and row.new]


@QUICK
@given(comparisons())
def test_folding_loses_no_row(found):
    rows = lay_out(found)
    for context in (0, 1):
        folded = fold(rows, context=context)

        assert tuple(r for item in folded for r in (item.rows if isinstance(item, Fold) else (item,))) == rows
        assert not [r for item in folded if isinstance(item, Fold) for r in item.rows if r.changed]


def shown(found):
    """Each row as old|new pieces, with its section."""
    return [
        "".join(found.old.piece(n) for n in row.old) + "|" + "".join(found.new.piece(n) for n in row.new)
        for row in lay_out(found)
    ]


SAME = (SectionLink("same", ("1",), ("1",), 1, "t"), SectionLink("same", ("2",), ("2",), 1, "t"))
ORDER = {
    "what was removed stands behind its predecessor": (
        "一、甲\n子。丑。寅。",
        "一、甲\n子。卯。寅。",
        [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged"), ((3,), (3,), "unchanged")],
        ["一、甲|一、甲", "子。|子。", "丑。|", "|卯。", "寅。|寅。"],
    ),
    "what was added to a section stands before the next section's heading, rewritten though it is": (
        "一、甲\n子。丑。\n二、乙\n寅。",
        "一、甲\n子。卯。\n二、丙\n辰。",
        [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged")],
        ["一、甲|一、甲", "子。|子。", "丑。|", "|卯。", "二、乙|", "寅。|", "|二、丙", "|辰。"],
    ),
    "a moved sentence has a row in both places": (
        "一、甲\n子。丑。\n二、乙\n寅。",
        "一、甲\n丑。\n二、乙\n寅。子。",
        [((0,), (0,), "unchanged"), ((1,), (4,), "unchanged»"), *(((n,), (n - 1,), "unchanged") for n in (2, 3, 4))],
        ["一、甲|一、甲", "子。|", "丑。|丑。", "二、乙|二、乙", "寅。|寅。", "|子。"],
    ),
    "a split with a piece apart has a row for the piece": (
        "一、甲\n子。丑。",
        "一、甲\n子。丑。寅。",
        [((0,), (0,), "unchanged"), ((1,), (1, 3), "edited"), ((2,), (2,), "unchanged")],
        ["一、甲|一、甲", "子。|子。", "丑。|丑。", "|寅。"],
    ),
    "a split with neighbouring pieces is one row": (
        "一、甲\n子。丑。",
        "一、甲\n子。丑。寅。",
        [((0,), (0,), "unchanged"), ((1,), (1, 2), "edited"), ((2,), (3,), "unchanged")],
        ["一、甲|一、甲", "子。|子。丑。", "丑。|寅。"],
    ),
    "an edition before whose first link something was removed starts with it": (
        "子。丑。",
        "丑。寅。",
        [((1,), (0,), "unchanged")],
        ["子。|", "丑。|丑。", "|寅。"],
    ),
}


@pytest.mark.parametrize(("old", "new", "told", "wanted"), ORDER.values(), ids=ORDER)
def test_rows_stand_in_reading_order(old, new, told, wanted):
    assert shown(comparison(edition(old, "2021"), edition(new), told, SAME)) == wanted


def test_a_removed_sentence_is_read_under_the_section_that_answers_to_its_own():
    found = comparison(
        edition("一、甲\n子。\n二、乙\n丑。", "2021"),
        edition("一、乙\n寅。"),
        [],
        [SectionLink("renamed", ("2",), ("1",), 0.5, "t"), SectionLink("removed", ("1",), (), 0, "t")],
    )

    assert [(row.side, row.section) for row in lay_out(found) if row.old] == [
        ("old", "1"),
        ("old", "1"),
        ("new", "1"),
        ("new", "1"),
    ]


def chosen(found, choice=EVERYTHING):
    return [row.number for row in choose(lay_out(found), found, choice)]


def test_a_choice_of_kinds_takes_moved_for_a_kind():
    found = comparison(
        edition("子。丑。寅。", "2021"),
        edition("丑。子。卯。"),
        [((0,), (1,), "unchanged»"), ((1,), (0,), "unchanged")],
    )

    rows = lay_out(found)
    assert {rows[n].kind for n in chosen(found, Choice(only=frozenset({"added", "removed"})))} == {"added", "removed"}
    assert all(rows[n].moved for n in chosen(found, Choice(only=frozenset({"moved"}))))
    assert len(chosen(found, Choice(only=frozenset({"moved"})))) == 2
    assert len(chosen(found)) == len(rows)


@pytest.mark.parametrize("words", ["一", "一、", "1", "回顾"])
def test_a_section_is_chosen_by_id_number_or_words_of_its_heading(words):
    found = comparison(
        edition("一、往年回顾\n子。\n二、打算\n丑。", "2021"), edition("一、往年回顾\n寅。\n二、打算\n卯。"), [], SAME
    )

    rows = lay_out(found)
    assert {rows[n].section for n in chosen(found, Choice(section=words))} == {"1"}
    assert len(chosen(found, Choice(section=words))) == 4


NAMED = {
    "a number names the outermost section that has it": (
        "二",
        ["二、打算", "（一）教育", "卯。", "（二）卫生", "辰。"],
    ),
    "a number as it stands names every section that has it": ("（二）", ["（二）交通", "丑。", "（二）卫生", "辰。"]),
    "either brackets do": ("(二)", ["（二）交通", "丑。", "（二）卫生", "辰。"]),
    "a path names what stands inside": ("二/（二）", ["（二）卫生", "辰。"]),
    "a path may be of any names": ("2/卫生", ["（二）卫生", "辰。"]),
}


@pytest.mark.parametrize(("words", "told"), NAMED.values(), ids=NAMED)
def test_a_section_is_named(words, told):
    text = "一、回顾\n（一）农业\n子。\n（二）交通\n丑。\n二、打算\n（一）教育\n卯。\n（二）卫生\n辰。"
    found = comparison(parsed("一、回顾\n巳。"), parsed(text), [])

    rows = lay_out(found)
    assert [found.new.piece(n) for at in chosen(found, Choice(section=words)) for n in rows[at].new] == told


def test_a_number_that_only_the_old_edition_has_so_high_names_that_section():
    found = comparison(
        parsed("一、回顾\n子。\n二、打算\n丑。"), parsed("一、回顾\n（一）农业\n寅。\n（二）交通\n卯。"), []
    )

    rows = lay_out(found)
    shown = chosen(found, Choice(section="二"))
    assert [found.old.piece(n) for at in shown for n in rows[at].old] == ["二、打算", "丑。"]
    assert [n for at in shown for n in rows[at].new] == []


def parsed(text: str) -> Edition:
    return parse(Source("a.txt", text, "", "txt", "utf-8"), settings=Settings())


@pytest.mark.parametrize("words", ["1", "回顾", "总结"], ids=["by id", "by its heading", "by its old heading"])
def test_a_chosen_section_has_the_subsections_that_are_gone(words):
    old = edition("一、往年总结\n子。\n二、打算\n丑。\n三、其他\n辰。", "2021")
    sections = tuple(replace(one, parent="1", level=2) if one.id == "2" else one for one in old.sections)
    links = [SectionLink("same", ("1",), ("1",), 0.9, "heading"), SectionLink("same", ("3",), ("2",), 0.9, "heading")]
    found = comparison(replace(old, sections=sections), edition("一、往年回顾\n寅。\n三、其他\n卯。"), [], links)

    rows = lay_out(found)
    gone = [found.old.piece(n) for at in chosen(found, Choice(section=words)) for n in rows[at].old]
    assert gone == ["一、往年总结", "子。", "二、打算", "丑。"]


def test_a_choice_nobody_can_mean_is_an_error():
    found = comparison(edition("子。", "2021"), edition("丑。"), [])

    with pytest.raises(BadOption, match="no kind is called new"):
        Choice(only=frozenset({"new"}))
    with pytest.raises(BadOption, match="no section is called 九"):
        choose(lay_out(found), found, Choice(section="九"))


def test_a_fold_opens_the_neighbours_of_a_change():
    found = comparison(
        edition("子。丑。寅。卯。辰。", "2021"),
        edition("子。丑。寅。卯。辰。巳。"),
        [((n,), (n,), "unchanged") for n in range(5)],
    )

    assert [len(i.rows) if isinstance(i, Fold) else i.number for i in fold(lay_out(found), context=1)] == [4, 4, 5]
