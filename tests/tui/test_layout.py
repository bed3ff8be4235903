"""Layout: one pass from rows to paired lines."""

from dataclasses import replace

import pytest
from building import comparison, comparisons, edition
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.model import Edit, SectionLink
from compare.text.cells import cells
from compare.view.rows import Fold, fold, lay_out
from tui.layout import ARRANGEMENTS, Anchor, Shape, Slice, arrange, stretches, woven

QUICK = settings(max_examples=60, deadline=None)
WIDTHS = st.integers(8, 200)
WORDS = st.sampled_from(["修路", "，", "12.6万亿元", "report ", "（村）", "e\u0301", "“好”", "办学校建水库"])
LINES = st.lists(WORDS, min_size=1, max_size=40).map(lambda words: "".join(words) + "。")
REPORTS = st.lists(LINES, min_size=1, max_size=8).map(lambda lines: "一、回顾\n" + "\n".join(lines))


def shape(arrangement, width=40, rewritten=()):
    return Shape(arrangement, (width, width) if arrangement == "split" else (width,), rewritten=rewritten)


def texts_of(found, page, column, side=None):
    """What stands in one column, read downwards."""
    return "".join(
        getattr(found, s.side).source.text[s.start : s.end]
        for line in page.lines
        for s in line.cells[column]
        if side in (None, s.side)
    )


def whole(one):
    return "".join(
        one.source.text[start:end]
        for n in range(len(one.sentences))
        for start, end in stretches(one, (n,))
    )  # fmt: skip


@st.composite
def linked(draw):
    """Two reports of longer sentences, the first few linked one to one."""
    old, new = edition(draw(REPORTS), "2021"), edition(draw(REPORTS))
    same = draw(st.integers(1, min(len(old.sentences), len(new.sentences))))
    kinds = st.sampled_from(["unchanged", "edited", "updated"])
    return comparison(old, new, [((n,), (n,), draw(kinds)) for n in range(same)])


@QUICK
@given(linked(), WIDTHS)
def test_the_columns_read_downwards_are_the_two_texts(found, width):
    page = arrange(found, lay_out(found), shape("split", width))

    assert texts_of(found, page, 0) == whole(found.old)
    assert texts_of(found, page, 1) == whole(found.new)


@QUICK
@given(linked(), WIDTHS, st.sampled_from(ARRANGEMENTS))
def test_every_cell_fits_and_every_line_has_all_columns(found, width, arrangement):
    wanted = shape(arrangement, width)
    page = arrange(found, lay_out(found), wanted)

    for line in page.lines:
        assert len(line.cells) == len(wanted.widths)
        for cell in line.cells:
            text = "".join(getattr(found, s.side).source.text[s.start : s.end] for s in cell)
            assert cells(text.rstrip()) <= width


@QUICK
@given(comparisons(), WIDTHS, st.sampled_from(ARRANGEMENTS))
def test_items_own_their_lines_in_order(found, width, arrangement):
    items = fold(lay_out(found), context=1)
    page = arrange(found, items, shape(arrangement, width))

    assert len(page.starts) == len(items)
    assert list(page.starts) == sorted(page.starts)
    if arrangement != "new":
        for number in range(len(items)):
            assert {line.item for line in page.lines[page.starts[number] : page.end(number)]} == {number}
    assert sum(line.many for line in page.lines if line.kind == "gone") == (
        sum(isinstance(item, Fold) is False and not item.new for item in items) if arrangement == "new" else 0
    )


@QUICK
@given(linked(), WIDTHS, WIDTHS, st.sampled_from(ARRANGEMENTS), st.sampled_from(ARRANGEMENTS))
def test_what_the_reader_looks_at_is_found_again_after_any_change_of_shape(found, width, other, before, after):
    rows = lay_out(found)
    page, changed = arrange(found, rows, shape(before, width)), arrange(found, rows, shape(after, other))

    for y in range(len(page.lines)):
        anchor = page.anchor(y)
        line = changed.lines[changed.place(anchor)]
        if line.kind == "text":
            assert changed.rows[line.item] == anchor.row
        if before == after and width == other:
            assert changed.place(anchor) == y


def test_a_place_deep_in_a_sentence_is_found_on_its_line():
    found = comparison(edition("甲。", "2021"), edition("修路架桥办学建库。"), [((0,), (0,), "edited")])
    page = arrange(found, lay_out(found), shape("split", 8))

    assert [page.place(Anchor(0, "new", at)) for at in (0, 3, 4, 7)] == [0, 0, 1, 2]


def test_a_row_that_is_not_shown_leads_to_the_one_before_it():
    found = comparison(
        edition("甲。乙。丙。", "2021"), edition("甲。乙。丙。"), [((n,), (n,), "edited") for n in range(3)]
    )
    rows = lay_out(found)
    page = arrange(found, [rows[0], rows[2]], shape("split"))

    assert page.place(Anchor(1)) == 0
    assert page.place(Anchor(2)) == 1


def test_a_page_without_rows_has_one_place():
    found = comparison(edition("甲。", "2021"), edition("乙。"), [])
    page = arrange(found, [], shape("split"))

    assert page.place(Anchor(3)) == 0
    assert page.anchor(0) == Anchor(-1)


FOUND = comparison(
    edition("一、回顾\n修路12公里。办学两所。建库一座。", "2021"),
    edition("一、回顾\n修路15公里。办学两所。种树千株。"),
    [((0,), (0,), "unchanged"), ((1,), (1,), "updated"), ((2,), (2,), "unchanged")],
    [SectionLink("same", ("1",), ("1",), 1.0, "test")],
)
MARKED = replace(
    FOUND,
    changes=tuple(
        replace(change, edits=(Edit("replace", (7, 9), (7, 9), "figure"),) if change.kind == "updated" else ())
        for change in FOUND.changes
    ),
)
SHAPES = {
    "in two columns": ("split", [("一、回顾", "一、回顾"), ("修路12公里。", "修路15公里。"), ("办学两所。", "办学两所。"), ("建库一座。", ""), ("", "种树千株。")]),
    "old above new": ("stacked", [("一、回顾",), ("修路12公里。",), ("修路15公里。",), ("办学两所。",), ("建库一座。",), ("种树千株。",)]),
    "as one marked text": ("redline", [("一、回顾",), ("修路1215公里。",), ("办学两所。",), ("建库一座。",), ("种树千株。",)]),
    "as the new text alone": ("new", [("一、回顾",), ("修路15公里。",), ("办学两所。",), ("",), ("种树千株。",)]),
}  # fmt: skip


@pytest.mark.parametrize(("arrangement", "wanted"), SHAPES.values(), ids=SHAPES)
def test_a_comparison_is_laid_out(arrangement, wanted):
    page = arrange(MARKED, lay_out(MARKED), shape(arrangement))
    told = [
        tuple("".join(getattr(MARKED, s.side).source.text[s.start : s.end] for s in cell) for cell in line.cells)
        for line in page.lines
    ]

    assert told == wanted


def test_words_that_went_one_after_the_other_keep_the_blank_between_them():
    # A big red dog -> A dog
    edits = (Edit("delete", (2, 5), (2, 2), "wording"), Edit("delete", (6, 9), (2, 2), "wording"))

    pieces = list(woven(edits, [(0, 13)], [(0, 5)]))

    assert pieces == [Slice("new", 0, 2), Slice("old", 2, 5), Slice("old", 5, 9), Slice("new", 2, 5)]


def test_words_that_went_after_words_that_stayed_keep_the_blank_before_them():
    # our shops in town grew -> our shops grew
    edits = (Edit("delete", (10, 17), (9, 9), "wording"),)

    pieces = list(woven(edits, [(0, 22)], [(0, 14)]))

    assert pieces == [Slice("new", 0, 9), Slice("old", 9, 17), Slice("new", 9, 14)]


def test_a_rewritten_change_is_never_woven():
    page = arrange(MARKED, lay_out(MARKED), shape("redline", rewritten={1}))

    assert texts_of(MARKED, page, 0, "old").startswith("修路12公里。")


def test_a_heading_stands_off_from_the_text_above():
    text = "一、回顾\n修路。\n二、打算\n办学。"
    found = comparison(edition(text, "2021"), edition(text), [((n,), (n,), "unchanged") for n in range(4)])
    page = arrange(found, lay_out(found), shape("split"))

    assert [line.kind for line in page.lines] == ["text", "text", "gap", "text", "text"]
    assert page.place(Anchor(2, "new", 13)) == 3


def test_sentences_of_two_paragraphs_start_their_own_lines():
    found = comparison(edition("甲。", "2021"), edition("修路。\n架桥。"), [((0,), (0, 1), "edited")])
    page = arrange(found, lay_out(found), shape("split"))

    assert [line.cells[1] for line in page.lines] == [(("new", 0, 3),), (("new", 4, 7),)]
