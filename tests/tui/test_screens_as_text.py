"""Every screen as text: a small and a large terminal in Chinese, one between in English.

`YOY_GOLDEN=1` writes the goldens anew.
"""

import os
from difflib import unified_diff
from itertools import product
from unicodedata import east_asian_width

import pytest
from places import ROOT
from reviewing import Ready, long_pair, press, screen, text_of, years
from samples import SAMPLES

from tui.layout import ARRANGEMENTS
from tui.screens.compare import CompareScreen

GOLDEN = ROOT / "tests" / "tui" / "golden"
PLACES = (((80, 24), "zh"), ((160, 50), "zh"), ((100, 30), "en"))
"""Each size with its language; more would show the same again."""
MOST = 75
"""Goldens that a person still reads."""


def found(words):
    """Keys that look for words on the compare screen."""
    return ["/", *words, "enter"]


def pair_screens(tongue):
    """The screens on two editions: the keys that lead from the overview to each."""
    note = ["c", *SAMPLES[tongue].note, "enter"]
    return {
        "overview": "",
        **{f"compare-{name}": "]]]]" for name in ARRANGEMENTS},
        "peek": "]]]]]]m",
        "moves": "M",
        "figures": "#",
        "quiet": "!",
        "promises": "p",
        "terms": "w",
        "notes": ["]", "]", *note, *"rrC"],
        "export": "E",
        "help": "?",
        "sections": ["ctrl+o"],
        "commands": ["ctrl+p"],
        "filter": "]f",
        "levels": "]i",
    }


def years_screens(tongue):
    """The screens on a series."""
    return {
        "years-overview": "",
        "years-compare": "]",
        "years-life": "]]l",
        "years-phrase": ["]", *found(SAMPLES[tongue].phrase), "L"],
        "years-switch": "v",
    }


async def walk(tmp_path, size, tongue):
    """The text of every screen by its name; each is walked to from the overview, whatever the one before was."""
    first = long_pair(tongue)
    told = {}
    for pairs, screens in (((first,), pair_screens(tongue)), (years(first), years_screens(tongue))):
        review = str(tmp_path / f"{len(pairs)}.json")
        async with screen(tmp_path, size=size, tongue=tongue, engine=Ready(*pairs), review=review) as (app, pilot):
            fresh = dict(app.desk.sessions)
            for name, keys in screens.items():
                app.action_overview()
                app.desk.sessions = dict(fresh)
                await press(pilot, *keys[:1])
                if name.startswith("compare-"):
                    await arranged(app, pilot, name.removeprefix("compare-"))
                await press(pilot, *keys[1:])
                told[f"{name}-{tongue}-{size[0]}x{size[1]}"] = "\n".join(text_of(app)) + "\n"
    return told


async def arranged(app, pilot, wanted):
    """Ask for the next arrangement until it is the wanted one."""
    while app.screen.pair.arrangement != wanted:
        await press(pilot, "|")


@pytest.mark.parametrize(("size", "tongue"), PLACES, ids=["small Chinese", "large Chinese", "English"])
async def test_the_screens_look_as_they_did(tmp_path, size, tongue):
    shown = await walk(tmp_path, size, tongue)

    if os.environ.get("YOY_GOLDEN"):
        for name, text in shown.items():
            (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8")
    differing = {name: text for name, text in shown.items() if text != golden(name)}
    assert not differing, "\n".join(difference(name, text) for name, text in differing.items())


def golden(name):
    path = GOLDEN / f"{name}.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def difference(name, text):
    """What differs between a screen and its golden, under the golden's name."""
    return "\n".join(unified_diff(golden(name).splitlines(), text.splitlines(), name, "now", n=0, lineterm=""))


def test_every_golden_is_of_a_screen():
    ends = [f"{tongue}-{width}x{height}" for (width, height), tongue in PLACES]
    names = {f"{name}-{end}" for name, end in product([*pair_screens("zh"), *years_screens("zh")], ends)}

    assert {path.stem for path in GOLDEN.iterdir()} == names
    assert len(names) <= MOST


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
