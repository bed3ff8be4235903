"""The page on accuracy defines what the models weigh."""

import pytest
from places import ROOT

from benchmarks.accuracy import DEFINITIONS, calibration, features, known_gains, names, quality, replaced
from compare.align.network import shipped

FEATURES = sorted({name for models in shipped().languages.values() for model in models for name in names(model)})
PAGE = ROOT / "docs" / "accuracy.md"


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_is_defined_and_on_the_page(feature):
    assert feature in DEFINITIONS, "define it in benchmarks/accuracy.py and write the page anew"
    assert f"| {feature} |" in PAGE.read_text(encoding="utf-8"), "python benchmarks/accuracy.py"


def test_the_gains_of_both_languages_stand_beside_their_feature():
    told = "".join(
        f"  {name} cosine   gain in F1 +0.00{at}2   in log-loss +0.0100\n"
        for at, name in enumerate(shipped().languages)
    )

    assert next(line for line in features(told) if line.startswith("| cosine |")).endswith(
        "| +0.0002 / +0.0100 | +0.0012 / +0.0100 |"
    )


def test_the_calibration_is_that_of_the_first_language():
    told = "  0.01 -> 0.02 (30)\n  0.98 -> 0.97 (9)\n  0.00 -> 0.50 (2)\n"

    assert list(calibration(told))[2:] == ["| 0.01 | 0.02 | 30 |", "| 0.98 | 0.97 | 9 |"]


def test_the_table_of_sets_keeps_its_lines():
    told = "| case | left out |\n|---|---|\n| one | 0.9 |\n\nfin10k        R-Precision 0.8\n"

    assert list(quality(told))[-1] == "- fin10k R-Precision 0.8"
    assert "| one | 0.9 |" in list(quality(told))


def test_only_what_stands_between_the_marks_is_replaced():
    page = "a\n<!-- t -->\nold\n<!-- end of t -->\nb\n"

    assert replaced(page, "t", iter(["new"])) == "a\n<!-- t -->\n\nnew\n\n<!-- end of t -->\nb\n"


def test_a_run_without_measurements_leaves_the_gains_as_they_are():
    known = known_gains(PAGE.read_text(encoding="utf-8"))
    again = known_gains("\n".join(features("", known)))

    assert sum(bool(gain) for gain in known.values()) > 30
    assert {place: known.get(place) for place in again} == again
