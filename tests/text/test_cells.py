"""Terminal cells: widths, harmless text, line breaks."""

import unicodedata
from json import dumps, loads

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from compare.text.cells import NO_END, NO_START, break_lines, cells, clean, inert

QUICK = settings(max_examples=150, deadline=None)
WIDTHS = st.integers(8, 200)
PIECES = st.sampled_from([
    *"我们修路建桥办学，。、；：？！）》”（《“…·", "——", "……", "12.6万亿元", "5%左右", "report", "year-over-year", " ", "\n",
    "e\u0301", "\u3000", "①", "😀", "🇨🇳", "한", "\u200d", "\u200b", 9 * "\u0301", "\ufe0f", "don’t", "1,234.5", "\x1b[31m", "***％",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=120).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cn"]), max_size=200)
POLICIES = st.sampled_from(["narrow", "wide"])


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("报告", 4),
        ("abc", 3),
        ("e\u0301", 1),
        ("，。", 4),
        ("ﾊﾝ", 2),
        ("２０", 4),
        ("😀", 2),
        ("“好”", 4),
        ("\x1b[m", 3),
    ],
    ids=["Chinese", "ASCII", "combining", "punctuation", "half width", "full width", "emoji", "quotes", "an escape"],
)
def test_a_text_takes_the_cells_it_is_drawn_in(text, wide):
    assert cells(text) == wide


@pytest.mark.parametrize("policy", ["narrow", "wide"])
def test_every_character_takes_the_cells_the_screen_library_thinks_it_does(policy):
    known = (chr(c) for c in range(0x20000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co"))
    wrong = [c for c in known if cell_len(clean(c, ambiguous=policy)) != cells(c, ambiguous=policy)]

    assert wrong == []


def test_where_ambiguous_characters_are_wide_nothing_ambiguous_is_shown():
    shown = clean("“新”—…·①Ⅱα×→", ambiguous="wide")

    assert [c for c in shown if unicodedata.east_asian_width(c) == "A"] == []
    assert shown.startswith("〝新〞")
    assert cells("①α", ambiguous="wide") == 4


@QUICK
@given(ANYTHING | TEXTS, POLICIES)
def test_clean_text_keeps_its_length_and_cannot_steer_a_terminal(text, policy):
    shown = clean(text, ambiguous=policy)

    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
    assert not [c for c in shown if c in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
    assert clean(shown, ambiguous=policy) == shown
    assert cell_len(shown) == cells(text, ambiguous=policy)


HIDDEN = {
    "a blank of no width": ("甲\u200b乙", "甲\u2426乙"),
    "a mark of byte order": ("\ufeff甲", "\u2426甲"),
    "a Mongolian separator": ("a\u180eb", "a\u2426b"),
    "a tag": ("甲\U000e0041", "甲\u2426"),
    "a joiner": ("a\u200db\u2060", "a\u2426b\u2426"),
    "a filler": ("\u3164\uffa0\u115f", "\u2426\u2426\u2426"),
    "an emoji's selector leaves its character": ("❤\ufe0f", "❤\ufe0e"),
    "accents that a letter carries": ("e\u0301\u0302", "e\u0301\u0302"),
    "a flood of accents": ("e" + 12 * "\u0301" + "x", "e" + 8 * "\u0301" + 4 * "\u2426" + "x"),
}


@pytest.mark.parametrize(("text", "shown"), HIDDEN.values(), ids=HIDDEN)
def test_what_hides_is_shown_by_a_sign(text, shown):
    assert clean(text) == shown
    assert cells(text) == cells(shown) == cell_len(shown)


def test_what_acts_or_hides_in_shown_text_stands_as_its_number_in_json():
    every = (chr(code) for code in range(0x20, 0x110000) if not 0xE000 <= code < 0xF900)
    acting = [character for character in every if clean(character) != character]

    assert [character for character in acting if inert(character) == character] == []
    assert loads(inert(dumps(acting, ensure_ascii=False))) == acting


@QUICK
@given(TEXTS | ANYTHING, WIDTHS, POLICIES)
def test_lines_join_to_the_text_and_fit(text, width, policy):
    lines = break_lines(text, width, ambiguous=policy)

    assert "".join(text[start:end] for start, end in lines) == text
    assert all(start < end for start, end in lines)
    assert all(cells(text[s:e].rstrip(), ambiguous=policy) <= width for s, e in lines[:-1])
    assert not lines or cells(text[slice(*lines[-1])].rstrip(), ambiguous=policy) <= width


def can_end(text, at):
    return text[at] not in NO_START and text[at - 1] not in NO_END


@QUICK
@given(TEXTS, WIDTHS)
def test_no_line_starts_or_ends_wrongly_where_the_line_above_had_another_place_to_end(text, width):
    for start, end in break_lines(text, width)[:-1]:
        if not can_end(text, end) and not text[end - 1].isspace():
            # Every other place was as bad, or lay inside a word or a number.
            assert not [at for at in range(start + 1, end) if text[at - 1].isspace() and can_end(text, at)]


@QUICK
@given(st.lists(st.sampled_from("我们修路建桥，。、（《“”）"), max_size=120).map("".join), WIDTHS)
def test_chinese_lines_start_and_end_well_unless_it_cannot_be_helped(text, width):
    for start, end in break_lines(text, width)[:-1]:
        assert can_end(text, end) or not any(can_end(text, at) for at in range(start + 1, end + 1))


@QUICK
@given(
    st.lists(st.sampled_from(["增长", "达到", "12.6万亿元", "5%左右", "134.9公里", "，"]), min_size=20, max_size=40),
    WIDTHS,
)
def test_a_number_keeps_its_unit(words, width):
    text = "".join(words)
    places = [sum(map(len, words[:n])) for n in range(len(words) + 1)]
    if width >= 12:  # below, the longest of them does not fit into a line beside its comma
        inside = [end for _, end in break_lines(text, width)[:-1] if end not in places and text[end - 1] not in "增达"]

        assert inside == []


@QUICK
@given(st.lists(st.text("abcdef", min_size=1, max_size=8), min_size=10, max_size=60), WIDTHS)
def test_an_english_word_stays_whole(words, width):
    text = " ".join(words)

    assert " ".join(text[s:e].strip() for s, e in break_lines(text, width)).split() == words


BREAKS = {
    "a closing mark goes up with its word": ("修路架桥办学校，好", 14, ["修路架桥办学", "校，好"]),
    "an opening mark goes down with its word": ("修路架桥办学（村）", 14, ["修路架桥办学", "（村）"]),
    "a number goes down with its unit": ("产值达到12.6万亿元", 12, ["产值达到", "12.6万亿元"]),
    "a percentage keeps what qualifies it": ("产值增长5%左右。", 12, ["产值增长", "5%左右。"]),
    "a word too long for any line is cut": ("aaaaaaaaaaaa", 8, ["aaaaaaaa", "aaaa"]),
    "a hard line break is a blank": ("good\nwork done", 9, ["good\nwork ", "done"]),
    "a dash of two is one": ("修路架桥——水", 9, ["修路架桥", "——水"]),
    "a combining mark stays with its letter": ("abcdefge\u0301x", 8, ["abcdefge\u0301", "x"]),
    "an apostrophe breaks no word": ("we said we don’t know", 14, ["we said we ", "don’t know"]),
    "a text that fits is one line": ("修路", 8, ["修路"]),
    "an empty text has no lines": ("", 8, []),
}


@pytest.mark.parametrize(("text", "width", "lines"), BREAKS.values(), ids=BREAKS)
def test_a_text_breaks_where_a_reader_expects(text, width, lines):
    assert [text[start:end] for start, end in break_lines(text, width)] == lines
