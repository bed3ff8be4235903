"""The report as Markdown: what GitHub shows is what the report says, letter by letter."""

from dataclasses import replace
from itertools import pairwise

import pytest
from building import comparison, edition, full_comparison, snapshot

from compare.render.markdown import escaped, render, table
from compare.view.grid import TextTable
from compare.view.options import Options


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_page_reads_as_it_did(tongue):
    assert snapshot(f"report.{tongue}.md", render(full_comparison(), options=Options(tongue)))


ESCAPES = {
    "emphasis": ("*甲*_乙_", r"\*甲\*\_乙\_"),
    "a mask is no emphasis": ("增长***％", r"增长\*\*\*％"),
    "a tag": ("<b>&", "&lt;b&gt;&amp;"),
    "a link": ("[甲](乙)", r"\[甲\](乙)"),
    "a table's bar": ("甲|乙", r"甲\|乙"),
    "a formula": ("$5", r"\$5"),
    "a heading inside an item": ("# 甲", r"\# 甲"),
    "a list inside an item": ("1. 甲", r"1\. 甲"),
    "a figure at the start stays": ("187.9亿元", "187.9亿元"),
    "a bullet": ("- 甲", r"\- 甲"),
    "a rule": ("---", r"\---"),
    "an escape sequence": ("\x1b[0m", "\u241b\\[0m"),
    "an address": ("见http://甲.cn", "见http:<!-- -->//甲.cn"),
    "an address without its scheme": ("WWW.a.cn", "WWW<!-- -->.a.cn"),
    "a mailbox": ("mailto:a@b.cn", "mailto:<!-- -->a@<!-- -->b.cn"),
    "a mention": ("@octocat", "@<!-- -->octocat"),
    "a reference": ("见#123和GH-7", "见#<!-- -->123和GH-<!-- -->7"),
    "a picture's name": (":+1:", ":<!-- -->+1:"),
    "a comment does not open one": ("<!-- #甲 -->", "&lt;!-- #甲 --&gt;"),
    "a hidden character": ("甲\u200b乙", "甲\u2426乙"),
}


@pytest.mark.parametrize(("text", "wanted"), ESCAPES.values(), ids=ESCAPES)
def test_text_is_shown_letter_by_letter(text, wanted):
    assert escaped(text) == wanted


def test_a_table_has_as_many_cells_in_every_line():
    lines = list(table(TextTable("", ("a", "b"), (("1|2", "3"), ("4", "5")))))

    assert lines == ["| a | b |", "| --- | --- |", r"| 1\|2 | 3 |", "| 4 | 5 |"]


def test_a_rewritten_sentence_is_shown_as_old_and_new():
    found = comparison(edition("甲甲。", "2021"), edition("乙乙。"), [((0,), (0,), "edited")])

    assert "- <del>甲甲。</del><br><ins>乙乙。</ins>" in render(found, options=Options("zh"))


def test_a_reviewers_note_stands_under_its_change():
    assert "  > 请核实" in render(full_comparison(), options=Options("zh", notes={6: "请核实"}))


def test_no_block_runs_into_the_next():
    told = render(replace(full_comparison(), notices=()), options=Options("zh")).splitlines()

    for line, after in pairwise(told):
        if line.startswith(("#", "**")):
            assert after == ""
