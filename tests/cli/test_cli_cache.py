"""Results of earlier runs: found only where nothing changed, kept whole, and never beside the reports."""

import shutil

import pytest
from places import ROOT

from compare import pipeline
from compare.cache import keep_result, recall_pair, recall_series
from compare.cli import main

SEEDS = ROOT / "seeds" / "deputy-mayor"


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """Three editions in a folder of their own, the cache beside it; how often two editions were linked."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for year in (2020, 2021, 2022):
        shutil.copy(SEEDS / f"{year}.txt", folder)
    monkeypatch.setenv("YOY_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    linked = []
    monkeypatch.setattr(pipeline, "align", lambda *args, **named: linked.append(1) or ALIGN(*args, **named))
    return linked


ALIGN = pipeline.align
HEAD = 'format = "yoy/anchors"\nversion = 1\n'


def said(capsys, *words):
    status = main(list(words))
    return status, capsys.readouterr().out


def test_a_second_run_says_the_same_and_links_nothing(reports, capsys):
    first = said(capsys, "report", "2020.txt", "2021.txt", "--brief")

    assert said(capsys, "report", "2020.txt", "2021.txt", "--brief") == first
    assert said(capsys, "report", "2020.txt", "2021.txt", "--exit-code")[0] == 1
    assert len(reports) == 1


def test_a_second_series_says_the_same_and_links_nothing(reports, capsys):
    files = ["2020.txt", "2021.txt", "2022.txt"]
    first = said(capsys, "series", *files, "--format", "json")
    links = len(reports)

    assert said(capsys, "series", *files, "--format", "json") == first
    assert len(reports) == links


CHANGES = {
    "another text": lambda folder: (folder / "2021.txt").write_text((folder / "2021.txt").read_text() + "再见。\n"),
    "a threshold": lambda folder: (folder / "yoy.toml").write_text("[settings]\nrate_floor = 7\n"),
    "a decision about links": lambda folder: (folder / "2020.2021.anchors.toml").write_text(HEAD),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_compared_anew(reports, capsys, tmp_path, change):
    said(capsys, "report", "2020.txt", "2021.txt")
    change(tmp_path / "reports")

    assert said(capsys, "report", "2020.txt", "2021.txt")[0] == 0
    assert len(reports) == 2


@pytest.mark.parametrize("words", [["--no-cache"], ["--find", "terms"], ["--new-period", "2024"]], ids=" ".join)
def test_what_is_asked_for_anew_is_compared_anew(reports, capsys, words):
    said(capsys, "report", "2020.txt", "2021.txt")

    assert said(capsys, "report", "2020.txt", "2021.txt", *words)[0] == 0
    assert len(reports) == 2


@pytest.mark.usefixtures("reports")
def test_nothing_is_kept_with_no_cache_nor_ever_beside_the_reports(capsys, tmp_path):
    said(capsys, "report", "2020.txt", "2021.txt", "--no-cache")
    assert not (tmp_path / "cache").exists()

    said(capsys, "report", "2020.txt", "2021.txt")
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["2020.txt", "2021.txt", "2022.txt"]


def test_a_damaged_result_costs_a_comparison_and_nothing_else(reports, capsys, tmp_path):
    first = said(capsys, "report", "2020.txt", "2021.txt")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:500])

    assert said(capsys, "report", "2020.txt", "2021.txt") == first
    assert len(reports) == 2


def test_a_comparison_is_none_for_who_asks_for_a_series(tmp_path):
    old, new = (pipeline.read(str(SEEDS / f"{year}.txt")) for year in (2020, 2021))
    comparison = pipeline.compare(old, new, find=frozenset())
    keep_result(str(tmp_path), "key", comparison)

    assert recall_series(str(tmp_path), "key") is None
    assert recall_pair(str(tmp_path), "key") == comparison
