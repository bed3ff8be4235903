"""What folds and what does not: the table of layout, read from both ends."""

import re
import unicodedata
from itertools import pairwise

import pytest
from building import SENTENCES, neighbours
from hypothesis import assume, example, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from compare.text.forms import folded, letters, skeleton, slotted
from compare.text.layout import FOLDS, LAYOUT, SHAPES

SAME = {
    "the marks between clauses": ("修路，护林；植树。", "修路、护林，植树！"),
    "the shape of quotes": ("推进“绿色工程”", "推进「绿色工程」"),
    "widths": ("（５％）ＡＢ", "(5%)AB"),
    "thousands": ("共1,250户", "共1250户"),
    "thousands with wide commas": ("共1，250户", "共1250户"),
    "thousands with blanks that do not break": ("共1\u202f250户", "共1250户"),
    "digits spread over a line": ("2 0 2 3年", "2023年"),
    "two digits spread inside a line": ("开通1 8条", "开通18条"),
    "radicals": ("⽔⼟保持⻓期向好", "水土保持长期向好"),
    "compatibility ideographs": ("\uf9e1区", "李区"),
    "traditional characters": ("农村飲水", "农村饮水"),
    "the numbering of an item": ("（三）修路", "（四）修路"),
    "circled numbering of an item": ("③修路", "④修路"),
    "the dash of a range": ("3—5年", "3-5年"),
    "a pause": ("农业——根本", "农业，根本"),
    "square metres in one character or two": ("90㎡", "90m²"),
    "a drawn line": ("签名：____", "签名：________"),
    "the font of a tick": ("√是", "✔是"),
    "what nobody sees": ("公\u200b路", "公路"),
}
SAME_EN = {
    "a spaced dash, however long": ("a plan - now law - works", "a plan \u2014 now law \u2014 works"),
    "hyphens that do not break": ("long\u2011term", "long-term"),
    "a hyphen at a line's end": ("long-\nterm", "long-term"),
    "ligatures": ("an o\ufb03ce", "an office"),
    "apostrophes": ("the fund\u2019s", "the fund's"),
    "composition": ("Ange\u0301lique", "Angélique"),
    "a first letter": ("The plan", "the plan"),
    "a heading in capitals": ("OUR MARKETS IN BRIEF", "Our Markets in Brief"),
    "a blank before a sign of percent": ("by 5 %", "by 5%"),
    "the commas of a date": ("on March 3, 2021", "on March 3 2021"),
}
OTHER = {
    "a minus": ("利润5万元", "利润-5万元"),
    "a plus turned": ("变动+5%", "变动-5%"),
    "brackets that negate": ("利润(5)万元", "利润5万元"),
    "a ratio": ("为4:1", "为41"),
    "a decimal point": ("为4.1", "为41"),
    "a list of numbers": ("第4、1号", "第41号"),
    "a range": ("4-1个", "41个"),
    "two numbers in a row": ("| 4 1 |", "| 41 |"),
    "two cells": ("|4|1|", "|41||"),
    "a nil in a table": ("| 甲 | - |", "| 甲 |  |"),
    "a small group is no thousands": ("为4,10", "为410"),
    "a raised digit": ("10²", "102"),
    "a fraction": ("1½倍", "112倍"),
    "a circled number inside": ("见①图", "见1图"),
    "per mille": ("3‰", "3%"),
    "degrees": ("30°", "30"),
    "multiplied": ("3×4米", "34米"),
    "a slash": ("5元/吨", "5元吨"),
    "a tick": ("√是□否", "□是√否"),
    "a crossed box": ("☒是", "☑是"),
    "a comparison": ("≥3", "≤3"),
    "an arrow": ("甲→乙", "甲←乙"),
    "a currency": ("￥3", "$3"),
    "a quoted word": ("所谓“创新”", "所谓创新"),
    "a book mark": ("《办法》", "办法"),
    "bracketed words": ("县（市）", "县市"),
    "a middle dot": ("安娜·李", "安娜李"),
    "quarters": ("一、二季度", "二季度"),
    "numerals in a row": ("三、五年", "三五年"),
    "an approximation": ("~5年", "5年"),
    "an asking mark": ("可行？", "可行。"),
    "a picture": ("好👍", "好👎"),
}
OTHER_EN = {
    "an accent": ("a resume", "a resumé"),
    "a defined term": ("to the Fund only", "to the fund only"),
    "a country": ("sold in the US", "sold in the us"),
    "a compound": ("to re-cover it", "to recover it"),
    "a word in two": ("it may be", "it maybe"),
    "a leading point": ("rose .4 percent", "rose 4 percent"),
    "a negative sum": ("of $(4.1) million", "of $4.1 million"),
    "a minus before a currency": ("of -$4", "of $4"),
    "a sign is no range": ("3 -5", "3-5"),
    "a cross in a box": ("Yes [X] No [ ]", "Yes [ ] No [X]"),
    "an owner": ("the fund's", "the funds"),
    "an address": ("see a.org", "see aorg"),
    "either": ("and/or", "and or"),
}


def rows(zh, en):
    return [
        pytest.param(*row, lang, id=name) for lang, table in (("zh", zh), ("en", en)) for name, row in table.items()
    ]


@pytest.mark.parametrize(("one", "other", "language"), rows(SAME, SAME_EN))
def test_layout_folds(one, other, language):
    assert folded(one, language).text == folded(other, language).text


@pytest.mark.parametrize(("one", "other", "language"), rows(OTHER, OTHER_EN))
def test_content_does_not_fold(one, other, language):
    assert folded(one, language).text != folded(other, language).text


def test_hangul_and_kana_fold_however_they_are_composed():
    for word in ("\ub3d9\ub9cc\ubd80\ud488", "ガイド"):
        assert folded(unicodedata.normalize("NFD", word), "zh").text == folded(word, "zh").text == word


def test_every_row_of_the_table_has_a_reason_and_stands_there_once():
    names = [row.name for row in (*LAYOUT, *SHAPES)]

    assert all(row.why for row in (*LAYOUT, *SHAPES))
    assert all(why for _, why in FOLDS)
    assert all(len(set(row.characters)) == len(row.characters) for row in (*LAYOUT, *SHAPES)), names


LISTED = frozenset("".join(row.characters for row in LAYOUT))
SHAPE = {character: row.characters[0] for row in SHAPES for character in row.characters}
APART = ("<super>", "<sub>", "<fraction>", "<circle>")


def content(text):
    """The text without a single character that the table lists, each in its shape; written without the code under test."""
    shaped = "".join(SHAPE.get(c, c) for c in unicodedata.normalize("NFC", text))
    plain = "".join(
        c if unicodedata.decomposition(c).startswith(APART) else unicodedata.normalize("NFKC", c) for c in shaped
    )
    shaped = "".join(SHAPE.get(c, c) for c in plain)
    return re.sub("_+", "_", "".join(c for c in shaped if c not in LISTED and c not in "-—…'\"")).lower()


@limits(max_examples=1500, deadline=None)
@given(neighbours(), st.sampled_from(["zh", "en"]))
@example(("修为3:1路", "修为31路"), "zh")
def test_unchanged_sentences_differ_in_nothing_but_listed_layout(pair, language):
    if content(pair[0]) != content(pair[1]):
        assert folded(pair[0], language).text != folded(pair[1], language).text


@limits(max_examples=400, deadline=None)
@given(st.characters(exclude_categories=["Cs", "Mn", "Mc", "Me", "Nd"]), st.sampled_from(["zh", "en"]))
def test_a_character_that_no_row_lists_is_content(character, language):
    if folded(f"修{character}路", language).text == folded("修路", language).text:
        assert set(unicodedata.normalize("NFKC", character)) <= LISTED


@limits(max_examples=300, deadline=None)
@given(st.integers(0, 999), st.sampled_from("，。、；：.,:;-—–…"), st.integers(0, 99), st.sampled_from(["zh", "en"]))
def test_a_mark_inside_a_number_is_never_layout(first, mark, second, language):
    assert folded(f"为{first}{mark}{second}个", language).text != folded(f"为{first}{second}个", language).text


@limits(max_examples=300, deadline=None)
@given(SENTENCES, st.sampled_from(["zh", "en"]))
def test_forms_stand_where_their_characters_stand(text, language):
    for form in (folded(text, language), letters(text, language), skeleton(text, language)):
        assert all(0 <= a < b <= len(text) for a, b in zip(form.starts, form.ends, strict=True))
        assert all(a <= b for a, b in pairwise(form.starts))


@limits(max_examples=200, deadline=None)
@given(SENTENCES, st.sampled_from(["zh", "en"]))
def test_equal_folded_forms_have_equal_slots(text, language):
    other = text.replace("，", "、").replace("“", '"')
    assume(folded(text, language).text == folded(other, language).text)

    assert slotted(text, language) == slotted(other, language)
