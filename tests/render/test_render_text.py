"""The report as text, and what it is drawn from: summarize, redline, outline, series."""

import re
from dataclasses import replace

import pytest
from building import comparison, comparisons, edition, full_comparison, series, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import classify
from compare.codes import Notice
from compare.model import Change, Edit, SectionLink, Share
from compare.render import outline, text_series
from compare.render.terminal import Pen, Run
from compare.render.text import render
from compare.settings import Settings
from compare.text.cells import cells
from compare.view.choice import Choice
from compare.view.options import Options
from compare.view.redline import redline, words_of
from compare.view.selection import select
from compare.view.summary import summarize
from compare.view.wording import kind_counts, percent

QUICK = settings(max_examples=40, deadline=None)
ANSI = re.compile(r"\x1b\[[\d;]*m")


def marked(found):
    changes = classify.mark(found.old, found.new, found.changes, settings=Settings())
    return replace(found, changes=changes)


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_report_reads_as_it_did(tongue):
    told = render(full_comparison(), options=Options(tongue, 80, explain=tongue == "en"))

    assert snapshot(f"report.{tongue}.txt", told)


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_outline_reads_as_it_did(tongue):
    assert snapshot(f"outline.{tongue}.txt", outline.render(full_comparison().new, options=Options(tongue, 80)))


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_series_reads_as_it_did(tongue):
    assert snapshot(f"series.{tongue}.txt", text_series.render(series(), options=Options(tongue, 80)))


@QUICK
@given(comparisons(), st.integers(48, 120), st.booleans())
def test_every_line_fits_and_no_sentence_is_cut(found, width, color):
    found = marked(found)
    told = render(found, options=Options("zh", width, color))
    lines = [ANSI.sub("", line) for line in told.splitlines()]
    text = "".join("".join(line.split()) for line in lines)

    assert max(map(cells, lines)) <= width
    for change in found.changes:
        for side, numbers in ((found.old, change.old), (found.new, change.new)):
            if numbers and change.kind in ("added", "removed") and side.sentences[numbers[0]].role != "heading":
                assert words_of(side, numbers) in text


@QUICK
@given(comparisons(), st.integers(48, 120))
def test_a_mark_is_never_torn_from_what_it_holds(found, width):
    for line in render(marked(found), options=Options("zh", width)).splitlines():
        assert not line.rstrip().endswith(("[-", "{+"))
        assert not line.lstrip().startswith(("-]", "+}", "，", "。"))


@QUICK
@given(comparisons())
def test_kept_and_inserted_is_the_new_text_and_kept_and_deleted_the_old(found):
    found = marked(found)
    for change in found.changes:
        if change.old and change.new:
            pieces = redline(found, change)
            new = "".join(piece.text for piece in pieces if piece.op != "delete")
            old = "".join(piece.text for piece in pieces if piece.op != "insert")

            assert new == words_of(found.new, change.new)
            assert old == words_of(found.old, change.old)


@QUICK
@given(comparisons())
def test_the_chapters_hold_every_change_once(found):
    told = summarize(select(found, Options("en")))
    tops = [chapter for chapter in told.chapters if chapter.level == 1]

    assert told.counts == kind_counts(found.changes)
    for kind, number in told.counts.items():
        assert sum(chapter.counts[kind] for chapter in tops) == number


def test_words_of_english_do_not_run_together():
    old = edition("We do not depend on any one buyer.", "2021", language="en")
    new = edition("We depend on one buyer.", "2022", language="en")
    edits = (Edit("delete", (3, 9), (2, 2), "wording"), Edit("delete", (20, 23), (12, 12), "wording"))
    found = replace(comparison(old, new, []), changes=(Change(0, "edited", (0,), (0,), 0.8, 0.9, "t", edits=edits),))

    told = "".join({"delete": "-", "insert": "+"}.get(p.op, "") + p.text for p in redline(found, found.changes[0]))
    assert told == "We- do not depend on- any one buyer."


def test_words_of_english_do_not_stand_twice_apart():
    old = edition("Growth has slowed.", "2021", language="en")
    new = edition("Growth has been steady.", "2022", language="en")
    edits = (Edit("insert", (10, 10), (11, 15), "wording"), Edit("replace", (11, 17), (16, 22), "wording"))
    found = replace(comparison(old, new, []), changes=(Change(0, "edited", (0,), (0,), 0.8, 0.9, "t", edits=edits),))

    told = "".join({"delete": "-", "insert": "+"}.get(p.op, "") + p.text for p in redline(found, found.changes[0]))
    assert told == "Growth has -slowed+been steady."


def test_chapters_stand_in_the_order_of_the_new_edition():
    old = edition("一、甲\n子。\n二、乙\n丑。寅。\n三、丙\n卯。", "2021")
    new = edition("一、甲\n子。\n二、丙\n卯。\n三、乙\n辰。寅。", "2022")
    links = [SectionLink("same", (o,), (n,), 1.0, "t") for o, n in (("1", "1"), ("2", "3"), ("3", "2"))]
    pairs = [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged"), ((5,), (2,), "updated"), ((6,), (3,), "unchanged")]
    pairs += [((2,), (4,), "updated"), ((4,), (6,), "unchanged»")]

    told = summarize(select(comparison(old, new, pairs, links), Options("zh")))

    assert [chapter.title for chapter in told.chapters] == ["一、甲", "二、丙", "三、乙"]


def test_a_sentence_with_most_words_changed_is_shown_as_old_and_new():
    old, new = edition("甲甲甲甲。", "2021"), edition("乙乙乙乙。")
    edits = (Edit("replace", (0, 4), (0, 4), "wording"),)
    found = replace(comparison(old, new, []), changes=(Change(0, "edited", (0,), (0,), 0.1, 0.9, "t", edits=edits),))

    lines = [line.split()[-2:] for line in render(found, options=Options("zh", 80)).splitlines()]
    place = lines.index(["-", "甲甲甲甲。"])

    assert lines[place + 1] == ["+", "乙乙乙乙。"]


def test_a_report_cannot_steer_the_terminal():
    old = edition("一、甲\x1b[2J\n子\x07丑。", "2021")
    new = edition("一、乙\x1b]0;x\x07\n子\u202e寅。", "2022")
    found = comparison(replace(old, title="\x1b[31m", label="\x9b"), new, [])

    for color in (False, True):
        told = ANSI.sub("", render(found, options=Options("zh", 80, color)))
        assert not [c for c in told if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e")]


def test_colour_is_never_the_only_sign():
    told = render(full_comparison(), options=Options("zh", 80, color=True))

    assert "\x1b[31;9m全部\x1b[0m\x1b[32;4m基本\x1b[0m" in told
    assert "[-" not in told
    assert "\x1b[32m+\x1b[0m 水库已经开工" in told


def test_a_choice_lists_only_what_was_chosen_and_says_so():
    told = render(full_comparison(), options=Options("en", 80, choice=Choice(frozenset({"added"}))))

    assert "水库已经开工" in told.split("=== 一、回顾")[1].split("=== ")[0]
    assert "按期完工" not in told
    assert "shown only: added" in told


def test_two_equal_editions_say_so():
    one = edition("一、甲\n子。", "2021")
    found = comparison(one, replace(one, id="2022"), [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged")])

    assert "Both editions say the same" in render(found, options=Options("en", 80))


def test_a_reviewers_note_stands_under_its_change():
    told = render(full_comparison(), options=Options("zh", 80, notes={6: "请核实"}))

    assert "> 请核实" in told.split("+ 水库已经开工。")[1]


@pytest.mark.parametrize("notices", [(), (Notice("background of another genre"),)], ids=["its genre", "another genre"])
def test_the_share_of_the_genre_is_told_where_it_is_a_measure(notices):
    scores = {"recycled": Share(300, 1000, 300), "genre": Share(60, 1000, 300), "excess": Share(240, 1000, 300)}
    told = render(replace(full_comparison(), scores=scores, notices=notices), options=Options("en", 200))

    assert ("6% is usually shared within the genre" in told) == (not notices)


@pytest.mark.parametrize(
    ("rate", "told"),
    [(0, "0%"), (0.0001, "<0.1%"), (0.004, "0.4%"), (0.5, "50%"), (0.9966, "99.7%"), (0.9999, ">99.9%"), (1, "100%")],
)
def test_a_share_reads_as_none_or_all_only_where_it_is(rate, told):
    assert percent(rate) == told


def test_of_a_section_and_its_child_with_the_same_changes_the_child_alone_is_listed():
    new = edition("一、回顾\n子。\n二、## 打算\n丑。")
    parent = replace(new.sections[0], last=len(new.sentences))
    new = replace(new, sections=(parent, replace(new.sections[1], parent="1", level=2, number="", title="## 打算")))
    found = comparison(edition("一、回顾\n子。", "2021"), new, [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged")])

    assert [chapter.title for chapter in summarize(select(found, Options("zh"))).most] == ["打算"]


def test_short_runs_are_never_broken():
    lines = list(Pen(20, color=False).units([Run("= unchanged 10"), Run("+ new 3"), Run("- gone 4")], first="  "))

    assert lines == ["  = unchanged 10", "  + new 3   - gone 4"]


def test_a_matrix_too_wide_for_the_line_becomes_a_list_of_sources():
    told = text_series.render(series(), options=Options("en", 24))

    assert "2023年   2022年 0.5%" in told
