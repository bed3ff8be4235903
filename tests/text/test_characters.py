"""Single characters: traditional to simplified."""

import importlib.util

from places import ROOT

from compare.text.characters import SIMPLIFIED


def test_the_shipped_table_is_what_opencc_gives():
    """Stale: run tools/build_simplified.py."""
    spec = importlib.util.spec_from_file_location("build_simplified", ROOT / "tools" / "build_simplified.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    assert tool.TARGET.read_text(encoding="utf-8").strip() == tool.pairs()


def test_characters_become_simplified_one_for_one():
    assert "國務院總理 GDP 5%".translate(SIMPLIFIED) == "国务院总理 GDP 5%"
