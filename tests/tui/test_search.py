"""Search: words found whatever their width, case or script."""

import pytest
from building import edition
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import BadOption
from tui.search import count, find, plain

FOUND = {
    "as they stand": ("修路架桥", "架桥", ["架桥"]),
    "in traditional script": ("發展經濟", "发展", ["發展"]),
    "by traditional words": ("发展经济", "發展", ["发展"]),
    "in full width": ("增长５％", "5%", ["５％"]),
    "in another case": ("GDP and gdp", "Gdp", ["GDP", "gdp"]),
    "over a line break in Chinese": ("海外\n侨胞", "海外侨胞", ["海外\n侨胞"]),
    "over a line break in English": ("net\n  income", "net income", ["net\n  income"]),
    "with signs that mean something to patterns": ("增长（5.2%）", "(5.2%)", ["（5.2%）"]),
    "not at all": ("修路", "架桥", []),
    "for nothing": ("修路", " ", []),
}


@pytest.mark.parametrize(("text", "words", "wanted"), FOUND.values(), ids=FOUND)
def test_words_are_found(text, words, wanted):
    assert [text[start:end] for start, end in find(text, words)] == wanted


def test_a_pattern_is_looked_for_on_request():
    assert find("增长5.2%，增长12%", r"\d+%", regex=True) == ((4, 6), (9, 12))
    assert find("增长5%", r"\S+發?展?", regex=True) == ((0, 4),)
    with pytest.raises(BadOption, match="no pattern"):
        find("增长", "(", regex=True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text):
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_words_are_counted_by_section():
    assert count(edition("一、甲\n修路。修路架桥。\n二、乙\n办学。\n三、丙\n修路。"), "修路") == {"1": 2, "3": 1}
