"""The screens as text, at the sizes people have, in both languages. `YOY_GOLDEN=1` writes the goldens anew."""

import os
from pathlib import Path

import pytest
from reviewing import screen, text_of

GOLDEN = Path(__file__).parent / "golden"
SCREENS = {
    "overview-zh-100x30": ((100, 30), "zh", ""),
    "overview-en-80x24": ((80, 24), "en", ""),
    "compare-zh-80x24": ((80, 24), "zh", "]]]]"),
    "compare-zh-100x30": ((100, 30), "zh", "]]]]"),
    "compare-zh-160x50": ((160, 50), "zh", "]]]]"),
    "compare-zh-200x60": ((200, 60), "zh", "]]]]"),
    "compare-en-80x24": ((80, 24), "en", "]]]]"),
    "compare-en-160x50": ((160, 50), "en", "]]]]"),
    "redline-zh-80x24": ((80, 24), "zh", "]]]|"),
    "new-alone-en-100x30": ((100, 30), "en", "]|||"),
    "peek-zh-100x30": ((100, 30), "zh", "]]]]]]m"),
    "filter-zh-100x30": ((100, 30), "zh", "]f"),
    "levels-en-100x30": ((100, 30), "en", "]i"),
    "moves-zh-80x24": ((80, 24), "zh", "M"),
    "figures-zh-100x30": ((100, 30), "zh", "#"),
    "quiet-en-80x24": ((80, 24), "en", "!"),
    "promises-zh-80x24": ((80, 24), "zh", "p"),
    "help-en-200x60": ((200, 60), "en", "?"),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_did(tmp_path, name):
    size, tongue, keys = SCREENS[name]
    async with screen(tmp_path, size=size, tongue=tongue, keys=keys) as (app, _):
        shown = "\n".join(text_of(app)) + "\n"

    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("YOY_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50), (200, 60)], ids=str)
async def test_where_ambiguous_characters_are_wide_nothing_ambiguous_is_drawn(tmp_path, size):
    from unicodedata import east_asian_width

    for keys in ("", "]]]]"):
        async with screen(tmp_path, size=size, keys=keys, ambiguous="wide") as (app, _):
            drawn = {c for line in text_of(app) for c in line}

        assert {c for c in drawn if east_asian_width(c) == "A"} == set()
