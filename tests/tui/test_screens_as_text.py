"""The screens as text, at the sizes people have, in both languages. `YOY_GOLDEN=1` writes the goldens anew."""

import os
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from reviewing import Ready, press, screen, text_of, years

from tui.screens.compare import CompareScreen

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
    "notes-zh-80x24": ((80, 24), "zh", [*"]]c", "x", "enter", "C"]),
    "terms-en-100x30": ((100, 30), "en", "w"),
    "sections-en-80x24": ((80, 24), "en", ["ctrl+o"]),
    "export-zh-100x30": ((100, 30), "zh", "E"),
}
YEARS = {
    "years-overview-zh-160x50": ((160, 50), "zh", ""),
    "years-overview-en-200x60": ((200, 60), "en", ""),
    "years-compare-en-100x30": ((100, 30), "en", "]"),
    "years-life-zh-100x30": ((100, 30), "zh", "]]l"),
    "years-phrase-en-80x24": ((80, 24), "en", [*"]/", "水", "库", "enter", "L"]),
    "years-switch-en-80x24": ((80, 24), "en", "v"),
}


@pytest.mark.parametrize("name", [*SCREENS, *YEARS])
async def test_a_screen_looks_as_it_did(tmp_path, name):
    size, tongue, keys = {**SCREENS, **YEARS}[name]
    engine = Ready(*years()) if name in YEARS else None
    async with screen(tmp_path, size=size, tongue=tongue, keys=keys, engine=engine) as (app, _):
        shown = "\n".join(text_of(app)) + "\n"

    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("YOY_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


EVERYWHERE = ["]]]]", "||", "|", "|", "]]m", "l", "f", "i", "c", *"M#!pwC?Ev", ["ctrl+o"], ["ctrl+p"]]
"""Keys of one walk through the screens; escape leads back where something opened over the texts."""


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=str)
async def test_where_ambiguous_characters_are_wide_nothing_ambiguous_is_drawn(tmp_path, size):
    async with screen(tmp_path, engine=Ready(*years()), size=size, ambiguous="wide") as (app, pilot):
        drawn = set("".join(text_of(app)))
        for keys in EVERYWHERE:
            await press(pilot, *keys)
            drawn |= set("".join(text_of(app)))
            if not isinstance(app.screen, CompareScreen):
                await press(pilot, "escape")

    assert {c for c in drawn if east_asian_width(c) == "A"} == set()
