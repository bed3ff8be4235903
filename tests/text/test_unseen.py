"""Edits that nobody sees: what differs by characters without a shape is said of the edition that has more of them."""

import pytest

from compare.editions import paired
from compare.model import Source
from compare.settings import Settings
from compare.structure import parse


def edition(text, period):
    return parse(Source(f"{period}.txt", text, period, "txt", "utf-8"), period=period, settings=Settings())


def unseen(old, new):
    notices = paired(edition(old, "2021"), edition(new, "2022"))[2]
    return [(n.facts["name"], n.facts["signs"]) for n in notices if n.code == "unseen characters"]


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        pytest.param("\u202e", "U+202E", id="turned round"),
        pytest.param("\u2066", "U+2066", id="isolated"),
        pytest.param("\u200b", "U+200B", id="no width"),
        pytest.param("\u3164", "U+3164", id="a filler"),
        pytest.param("\U000e0041", "U+E0041", id="a tag"),
    ],
)
def test_an_unseen_character_is_said_of_the_edition_that_has_it(mark, name):
    plain, marked = "全县完成投资35亿元。", f"全县完成{mark}投资35{mark}亿元。"

    assert unseen(plain, marked) == [("2022.txt", (f"{name} ×2",))]
    assert unseen(marked, plain) == [("2021.txt", (f"{name} ×2",))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("一切如常。", "一切都好。", id="none"),
        pytest.param("一\u200b切如常。", "一切\u200b都好。", id="as many in both"),
        pytest.param("葛城市。", "葛\U000e0100城市。", id="the selector of a variant"),
    ],
)
def test_what_both_have_or_what_is_seen_is_not_said(old, new):
    assert unseen(old, new) == []
