"""At the door, what is said follows the code and its facts: no name of a file or folder is ever taken for one."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from compare.__main__ import main
from compare.cli import COMMANDS
from compare.cli.config import actions_of, commands_of
from compare.cli.parser import build
from compare.cli.request import Request
from compare.messages import Voice

TEXT = "某县{}年工作报告\n一、回顾\n全年新修水渠十二公里，沿线六个村全部通水。\n二、打算\n明年开工建设水库一座。\n"


@pytest.fixture(autouse=True)
def reports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for year in (2020, 2021, 2022):
        Path(f"{year}.txt").write_text(TEXT.format(year) + f"新建学校{year - 2018}所。\n", encoding="utf-8")


@pytest.mark.parametrize("name", ["history", "chance", "none of them", "of another genre"])
def test_a_background_may_be_called_as_anything(name, capsys):
    Path(name).mkdir()
    for unit in ("乙县", "丙县"):
        Path(name, f"{unit}.txt").write_text(TEXT.format(2021).replace("某县", unit), encoding="utf-8")

    assert main(["report", "2021.txt", "2022.txt", "--background", name, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert re.search(rf"boilerplate rests on +reports of {name} 2021", told)
    assert told.count("earlier editions known: 1") == 1


def test_the_floor_of_rates_holds_in_a_series_too(capsys):
    words = ["series", "2020.txt", "2021.txt", "2022.txt", "--lang", "en"]
    for floor, is_rate in ((1, True), (100_000, False)):
        Path("yoy.toml").write_text(f"[settings]\nrate_floor = {floor}\n", encoding="utf-8")

        assert main(words) == 0
        told = capsys.readouterr().out
        assert bool(re.search(r"\d%", told)) is is_rate
        assert main([*words, "--format", "json"]) == 0
        rows = json.loads(capsys.readouterr().out)["matrix"]
        assert all((share["rate"] is not None) is is_rate for row in rows for share in row if share["of"])


FAULTS = {
    "a folder of no background": ["report", "2021.txt", "2022.txt", "--background", "none.npz"],
    "a background that is none": ["report", "2021.txt", "2022.txt", "--background", "bad.json"],
    "a folder without reports": ["report", "2021.txt", "2022.txt", "--background", "folder"],
    "a period that is none": ["report", "2021.txt", "2022.txt", "--old-period", "soon"],
    "a key of no lexicon": ["report", "2021.txt", "2022.txt", "--lexicon", "weights.toml"],
    "a lexicon of no language": ["report", "2021.txt", "2022.txt", "--lexicon", "empty.toml"],
    "a lexicon of no form": ["report", "2021.txt", "2022.txt", "--lexicon", "form.toml"],
    "a lexicon of unknown lists": ["report", "2021.txt", "2022.txt", "--lexicon", "lists.toml"],
    "units that are none": ["report", "2021.txt", "2022.txt", "--units", "bad.json"],
    "a review that is none": ["report", "2021.txt", "2022.txt", "--review", "other.json"],
    "a review of no marks": ["report", "2021.txt", "2022.txt", "--review", "marks.json"],
    "anchors of no version": ["report", "2021.txt", "2022.txt", "--anchors", "empty.toml"],
    "a picture": ["report", "picture.png", "2022.txt"],
    "a container that is cut": ["report", "cut.docx", "2022.txt"],
    "a table that is none": ["report", "2021.txt", "2022.txt", "--format", "csv", "--table", "x"],
    "a table nobody computed": ["series", "2021.txt", "2022.txt", "--format", "csv", "--table", "measures"],
    "a format that series have not": ["series", "2021.txt", "2022.txt", "-o", "x.docx"],
    "a format that lineages have not": ["series", "2021.txt", "2022.txt", "--trace", "水", "--format", "xlsx"],
    "words that are none": ["series", "2021.txt", "2022.txt", "--trace", "，"],
    "no place to write to": ["report", "2021.txt", "2022.txt", "-o", "none/x.md"],
    "no git": ["git", "setup", "--write", "* txt"],
    "a name that is too long": ["report", "x" * 300, "2022.txt"],
    "an option nobody knows": ["report", "2021.txt", "2022.txt", "--bad"],
    "a choice that is none": ["report", "2021.txt", "2022.txt", "--color", "blue"],
    "a weight that is none": ["report", "2021.txt", "2022.txt", "--min-weight", "2"],
    "a value that is missing": ["report", "2021.txt", "2022.txt", "--section", ""],
}
FILES = {
    "bad.json": '{"a": ',
    "empty.toml": "",
    "form.toml": "[zh]\nnegations = 3\n",
    "lists.toml": "[zh]\nnothing = []\n",
    "weights.toml": "weights = 3\n[zh]\n",
    "other.json": '{"format": "x"}',
    "marks.json": '{"format": "yoy/review", "version": 1, "marks": {}}',
    "cut.docx": "PK\x03\x04",
    "picture.png": "GIF89a",
}


@pytest.mark.parametrize("words", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_chinese_for_a_chinese_reader(words, capsys):
    Path("folder").mkdir()
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")

    assert main([*words, "--lang", "zh"]) == 2
    zh = capsys.readouterr().err
    assert main([*words, "--lang", "en"]) == 2
    en = capsys.readouterr().err
    assert zh != en
    assert re.search("[\u4e00-\u9fff]", zh.rpartition(": ")[2])
    assert not re.search("[\u4e00-\u9fff]", en.replace("水", ""))


def test_every_option_has_a_place_in_the_request():
    parser = build(Voice("en"), COMMANDS)
    taken = {action.dest for _, one in commands_of(parser) for action in actions_of(one)}

    assert taken - {"help"} <= {option.name for option in fields(Request)}
