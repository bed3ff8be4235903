"""`yoy series` at the door: what a reader sees first, the lineage of words, bad members, measures."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from building import comparison, edition, full_comparison, snapshot
from building import series as small_series
from places import ROOT

from compare import load, pipeline
from compare.__main__ import main
from compare.cli import output as talk
from compare.codes import Notice
from compare.messages import Voice
from compare.model import Edit, FigureChange, FollowUp, Origin, Passage
from compare.render import RENDERERS, SERIES_RENDERERS, Options
from compare.text.cells import cells
from compare.view.findings import FEW, findings
from compare.view.redline import passage_redline
from compare.view.selection import select
from compare.view.series_summary import SeriesTable, facts, summarize_series

SEEDS = ROOT / "seeds"
HEAD = "某县{year}年工作报告\n一、去年回顾\n"
BUS = "村村都通了班车，进城不必再走两个钟头的山路。"
SAID = {
    2019: ["新修水渠十二公里，沿线六个村全部通水。", BUS],
    2020: ["新修水渠十五公里，沿线九个村全部通水。", "老旧管网改造完成一半，其余的明年开工。"],
    2021: ["老旧管网改造全部完成，比原来的打算早了两个月。", BUS],
    2022: ["新修水渠三十公里，沿线九个村全部通水。", BUS],
}


def text_of(year: int) -> str:
    return HEAD.format(year=year) + "\n".join(SAID[2019 + (year + 1) % 4]) + "\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder with four editions, and a plain environment."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for year in SAID:
        (tmp_path / f"{year}.txt").write_text(text_of(year), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(capsys, *words: str) -> str:
    assert main(["series", *words]) == 0
    return capsys.readouterr().out


# What a reader sees


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_markdown_of_a_series_reads_as_it_did(tongue):
    assert snapshot(f"series.{tongue}.md", SERIES_RENDERERS["md"](small_series(), options=Options(tongue)))


def test_a_series_tells_figures_first_then_lives_then_phrases(capsys, monkeypatch):
    monkeypatch.chdir(SEEDS)
    told = written(capsys, "deputy-mayor", "--lang", "en", "--measures", "--width", "200")

    heads = [line.removeprefix("=== ").split(" (")[0].split(":")[0] for line in told.splitlines() if "===" in line]
    assert heads == [
        "from edition to edition",
        "carried over from",
        "sections",
        "longest-lived sentences",
        "sentences that came back",
        "first said in an edition",
        "phrases never said before and taken up",
        "published measures",
    ]


def test_the_first_lines_say_how_much_lives_and_what_was_said_when(capsys, monkeypatch):
    monkeypatch.chdir(SEEDS)
    first = written(capsys, "deputy-mayor", "--lang", "en", "--width", "400").splitlines()[:8]

    names = ["carried over", "phrasing", "boilerplate rests on", "sentences", "new phrasing", "phrases"]
    assert [line.split("  ")[1] for line in first[1:7]] == names
    assert first[7] == ""
    assert "within the genre" not in first[1], "another genre is no measure"
    assert "earlier editions known: 4" in first[2], "how many editions could tell"
    assert "years on average" in first[2], "since when"
    assert "政府工作报告 2025-2026" in first[3], "genre and dates of what says what boilerplate is"
    assert "so boilerplate says little here" in first[3], "the genre is another"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_of_figures_is_wider_than_was_asked_for(width, capsys):
    told = written(capsys, *map(str, Path().glob("*.txt")), "--width", str(width), "--lang", "en").splitlines()
    figures = [line for line in told if line.startswith("  20")]

    assert figures
    assert max(cells(line) for line in told) <= width


def test_a_sentence_that_came_back_is_listed_with_its_gap_and_counted_in_its_year(capsys):
    told = written(capsys, *sorted(map(str, Path().glob("*.txt"))), "--lang", "en", "--width", "120")

    assert f"{BUS}  (away after 2019, back in 2021, 1 between)" in told
    row = next(line for line in told.splitlines() if line.startswith("  2021 "))
    assert row.split()[7] == "1"


def test_headings_and_titles_are_no_long_lived_sentences():
    told = summarize_series(small_series(), Options("en"), columns=9)
    lived = next(block for block in told.blocks if block.title == "longest-lived sentences")

    assert not isinstance(lived, SeriesTable)
    assert [text for text, _ in lived.items] == ["新建学校两所。"]


def test_a_list_that_is_cut_says_how_many_more_there_are(capsys, monkeypatch):
    monkeypatch.chdir(SEEDS)
    told = written(capsys, "deputy-mayor", "--format", "md", "--lang", "en", "--background", "none")
    lived = json.loads(written(capsys, "deputy-mayor", "--format", "json", "--background", "none"))

    coined = told.split("taken up (latest first)")[1].split("##")[0]
    shown = coined.count("\n- ")
    assert shown < len(lived["coined"])
    assert f"{len(lived['coined']) - shown} more (csv and json list all)" in coined


def test_json_of_a_series_holds_sections_survival_and_phrases_and_loads_back(capsys):
    told = written(capsys, *sorted(map(str, Path().glob("*.txt"))), "--format", "json", "--measures")
    found = load(told)

    assert [one.years for one in found.survival[:3]] == [1, 3, 5]
    assert any(line.title == "去年回顾" and len(line.stops) == 4 for line in found.sections)
    assert [sorted(pair.measures or {}) for pair in found.pairs] == [sorted(found.pairs[0].measures)] * 3
    assert "modification_score" not in found.pairs[0].measures


@pytest.mark.parametrize("table", ["lines", "survival", "coined", "dropped"])
def test_the_lives_of_a_series_are_tables(table, capsys):
    told = written(capsys, *sorted(map(str, Path().glob("*.txt"))), "--format", "csv", "--table", table)
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))

    assert len({len(row) for row in rows}) == 1
    assert "edition" in rows[0]


def test_a_later_edition_changes_no_measure_that_knows_only_the_pair(capsys):
    pair_only = ("cosine", "jaccard", "min_edit", "simple", "stickiness", "repetition")
    three = load(written(capsys, "2019.txt", "2020.txt", "2021.txt", "--format", "json", "--measures"))
    four = load(written(capsys, *sorted(map(str, Path().glob("*.txt"))), "--format", "json", "--measures"))

    first = [{name: pair.measures[name] for name in pair_only} for pair in three.pairs]
    assert first == [{name: pair.measures[name] for name in pair_only} for pair in four.pairs[:2]]


# The lineage of words


def test_a_phrase_has_a_line_for_each_place_and_its_gaps(capsys):
    files = sorted(map(str, Path().glob("*.txt")))
    told = written(capsys, "--trace", "村村都通了班车", *files, "--lang", "zh", "--width", "80").splitlines()

    assert told[0] == "“村村都通了班车”：3/4 期提到，共 3 处"
    assert told[1:3] == ["  首见 2019，末见 2022", "  中断 2020"]
    places = [line.find("村村都通了班车") for line in told[4:] if "村村" in line]
    assert len(places) == 3
    assert "  2020  （无，1 期）" in told


def test_a_wording_that_is_only_like_it_is_marked_and_not_counted(capsys):
    files = sorted(map(str, Path().glob("*.txt")))
    told = written(capsys, "--trace", "新修水渠十二公里，沿线七个村全部通了水", *files, "--lang", "en")

    assert "in 0 of 4 editions, 0 places" in told
    assert told.count("% similar") == 3
    assert "3 more editions say something similar" in told


def test_a_trace_compares_nothing(capsys, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("linked")

    monkeypatch.setattr(pipeline, "linked", refuse)

    assert "3 of 4" in written(capsys, "--trace", "山路", *sorted(map(str, Path().glob("*.txt"))), "--lang", "en")


def test_the_spans_of_a_traced_json_are_the_words(capsys):
    told = json.loads(written(capsys, "--trace", "新修水渠", "2020.txt", "2019.txt", "--format", "json"))

    jsonschema.validate(told, json.loads((ROOT / "docs/trace.schema.json").read_text(encoding="utf-8")))
    assert told["text"] == "新修水渠"
    assert [one["period"] for one in told["editions"]] == ["2019", "2020"]
    for one in told["editions"]:
        (hit,) = one["hits"]
        text = Path(one["path"]).read_text(encoding="utf-8")
        assert text[slice(*hit["span"])] == hit["match"] == "新修水渠"


def test_a_traced_table_has_a_row_for_the_edition_that_does_not_say_it(capsys):
    files = sorted(map(str, Path().glob("*.txt")))
    rows = list(csv.DictReader(io.StringIO(written(capsys, "--trace", "班车", *files, "--format", "csv")[1:])))

    assert [(row["period"], row["match"]) for row in rows] == [
        ("2019", "班车"),
        ("2020", ""),
        ("2021", "班车"),
        ("2022", "班车"),
    ]
    assert "| 2020 |  | (not said; 1) |" in written(capsys, "--trace", "班车", *files, "--format", "md")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--trace", "，。", "2019.txt", "2020.txt"], "--trace: holds no word"),
        (["--trace", "班车", "2019.txt", "2020.txt", "--format", "html"], "html: is no format of a lineage; known: .+"),
    ],
    ids=["marks alone are nothing to look for", "a page of a lineage is not to be had"],
)
def test_a_lineage_that_cannot_be_is_told_in_one_line(words, fault, capsys):
    assert main(["series", *words, "--lang", "en"]) == 2
    assert re.fullmatch(f"yoy: {fault}\n", capsys.readouterr().err)


# Bad members


def spoil(kind: str) -> str:
    """A member that does not belong, and what is said of it."""
    text = Path("2020.txt").read_text(encoding="utf-8")
    made = {
        "the same edition under another name": ("x.txt", text, "is the same edition as 2020.txt"),
        "another text of the same period": ("x.txt", text + "还要再修。\n", "has the period 2020 as has 2020.txt"),
        "no period": ("x.txt", "工作报告\n没有日期。\n", "no period in the text or the file name; a series needs one"),
        "another language": (
            "2023.txt",
            "Annual report 2023\nWe opened two mills and paid our debts.\n",
            "is in en, the series in zh",
        ),
        "no text": ("x.txt", "\1\2" * 40, "is no text: 80 of 80 characters are control characters"),
    }
    name, words, fact = made[kind]
    Path(name).write_text(words, encoding="utf-8")
    return f"{name}: {fact}"


KINDS = (
    "the same edition under another name",
    "another text of the same period",
    "no period",
    "another language",
    "no text",
)


def said(told):
    """The words of a notice as the JSON has it."""
    fault = told["facts"]["fault"]
    return Voice("en").notice(Notice(told["code"], {**told["facts"], "fault": Notice(fault["code"], fault["facts"])}))


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_member_is_named_in_one_line(kind, capsys):
    fault = spoil(kind)

    assert main(["series", *sorted(map(str, Path().glob("*.txt"))), "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"yoy: {fault}\n")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", [[], ["--trace", "班车"]], ids=["compared", "traced"])
def test_a_bad_member_can_be_left_out_and_the_result_says_so(kind, more, capsys):
    fault = spoil(kind)
    words = ["series", *sorted(map(str, Path().glob("*.txt"))), "--keep-going", *more]

    assert main([*words, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert said(told["notices"][-1]) == f"left out: {fault}"
    assert [one["period"] for one in told["editions"]] == ["2019", "2020", "2021", "2022"]
    assert main([*words, "--lang", "zh"]) == 0
    shown = capsys.readouterr()
    assert fault.split(":", maxsplit=1)[0] in shown.out
    assert fault.split(": ", maxsplit=1)[1] not in shown.out + shown.err


def test_a_foreign_member_in_front_does_not_decide_the_language(capsys):
    spoil("another language")

    assert main(["series", "2023.txt", "2019.txt", "2020.txt", "2021.txt", "--keep-going", "--lang", "en"]) == 0
    assert "2019 to 2021, 3 editions" in capsys.readouterr().out


def test_a_file_named_twice_is_left_out_once(capsys):
    words = ["series", "2019.txt", "2020.txt", "2020.txt", "2021.txt", "--keep-going", "--format", "json"]

    assert main(words) == 0
    assert [one["period"] for one in json.loads(capsys.readouterr().out)["editions"]] == ["2019", "2020", "2021"]


# Processes, and talk on a terminal


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_any_number_of_processes_gives_the_same_bytes(cores, capsys, monkeypatch):
    for year in range(2010, 2019):
        Path(f"{year}.txt").write_text(text_of(year), encoding="utf-8")
    files = sorted(map(str, Path().glob("*.txt")))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = written(capsys, *files, "--format", "json")

    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert written(capsys, *files, "--format", "json") == alone


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_talk_on_a_terminal_starts_no_thread_and_leaves_the_line_and_the_signal_as_they_were(monkeypatch):
    seen, before = Terminal(), signal.getsignal(signal.SIGALRM)
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(talk, "PATIENCE", 0.01)
    threads = threading.active_count()
    with talk.progress(Voice("en")) as step:
        step("talk.reading", "2021.txt")
        assert threading.active_count() == threads
        signal.pause()
        time.sleep(0)

    assert "yoy: reading 2021.txt (0 s)" in seen.getvalue()
    assert seen.getvalue().endswith("\r\x1b[K")
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_what_a_name_holds_acts_on_no_terminal(monkeypatch):
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(talk, "PATIENCE", 0.01)
    with talk.progress(Voice("en")) as step:
        step("talk.reading", "2021\x1b[31m.txt")
        signal.pause()

    assert "reading 2021" in seen.getvalue()
    assert "\x1b[31m" not in seen.getvalue()


def test_talk_that_nobody_waited_for_leaves_nothing(monkeypatch):
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    with talk.progress(Voice("en")) as step:
        step("talk.reading", "2021.txt")

    assert seen.getvalue() == ""


# Findings of a pair


def made(**found: object):
    """A small comparison with these findings."""
    nothing = dict.fromkeys(("figures", "terms", "followups", "passages"))
    return replace(full_comparison(), **{**nothing, **found})


def test_a_rank_that_was_lost_reads_as_worse_and_never_as_up():
    first, second = (
        replace(full_comparison().figures[0].new, text=text, unit="位", value=value)
        for text, value in (("第二位", 2.0), ("第五位", 5.0))
    )
    fallen = FigureChange("总产值", "位次", first, second, "up", 3.0, better=False)
    for form in ("text", "md"):
        told = RENDERERS[form](made(figures=(fallen,)), options=Options("zh"))
        assert "变差" in told
        assert "第二位 → 第五位" in told
        assert "升" not in told
        assert "+3" not in told


def test_silent_promises_stand_before_all_others_and_each_verdict_counts_a_promise_once():
    done = tuple(FollowUp((at, at + 4), (0, 3), "answered", 0.9) for at in range(8))
    silent = FollowUp((0, 4), None, "not mentioned", 0.8)
    (told,) = findings(select(made(followups=(*done, *done, silent)), Options("en")))

    assert [(group.name, group.count, len(group.entries)) for group in told.groups] == [
        ("not mentioned", 1, 1),
        ("answered", 8, FEW),
    ]
    assert "3 more (csv and json list all)" in RENDERERS["text"](made(followups=done), options=Options("en"))


def test_a_long_passage_is_told_by_its_start_and_end_and_its_length():
    text = "一、回顾\n" + "".join(chr(0x4E00 + at) for at in range(200)) + "。"
    pair = comparison(
        edition(text, "2021"), edition(text, "2022"), [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged")]
    )
    passage = Passage((5, 205), (Origin("2021", (5, 205)),), exact=True, first="2021", kind="own")
    (told,) = findings(select(replace(pair, passages=(passage,)), Options("en")))

    assert told.groups[0].entries[0].text == f"{text[5:65]} …… {text[180:205]}"
    assert told.groups[0].entries[0].notes[0] == "200 characters"


def test_passages_are_listed_whole_where_they_are_asked_for_by_name(capsys):
    words = ["report", *(str(SEEDS / "deputy-mayor" / f"{year}.txt") for year in (2022, 2023)), "--lang", "en"]

    assert main(words) == 0
    brief = capsys.readouterr().out
    assert main([*words, "--find", "passages"]) == 0
    whole = capsys.readouterr().out

    assert "more (--find passages lists all)" in brief
    assert "more (--find passages lists all)" not in whole
    assert whole.count("from 2022") > brief.count("from 2022")


def test_a_character_or_two_between_two_edits_of_a_passage_is_no_island():
    old, new = edition("恪尽职守、积极作为。", "2021"), edition("尽职履责、担当实干。", "2022")
    edits = (Edit("delete", (0, 1), (0, 0), "wording"), Edit("replace", (3, 9), (2, 9), "wording"))
    passage = Passage((0, 9), (Origin("2021", (0, 9)),), exact=False, first="2021", kind="own", edits=edits)
    pieces = passage_redline(comparison(old, new, [((0,), (0,), "edited")]), passage)

    assert [(piece.op, piece.text) for piece in pieces] == [
        ("delete", "恪尽职守、积极作为"),
        ("insert", "尽职履责、担当实干"),
    ]


def test_what_holds_of_some_editions_is_told_with_their_number():
    made = small_series()
    odd = replace(made.pairs[0], notices=(Notice("background of other years"),))
    told = dict(facts(replace(made, pairs=(odd, *made.pairs[1:])), Options("en")))

    assert told["boilerplate rests on"] == "of other years (1 of 2 editions)"


def test_the_page_of_a_series_begins_with_its_facts():
    page = SERIES_RENDERERS["html"](small_series(), options=Options("en"))

    assert isinstance(page, str)
    assert page.index('<dl class="facts"><dt>') < page.index('<div class="pictures">')


def test_what_was_not_looked_for_is_not_told():
    assert list(findings(select(made(), Options("en")))) == []


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_measures_are_told_where_they_were_asked_for_and_only_there(form, capsys):
    word = {"text": "cosine", "md": "cosine", "json": '"measures"'}[form]
    words = ["report", "2019.txt", "2020.txt", "--format", form, "--lang", "en"]

    assert main(words) == 0
    assert word not in capsys.readouterr().out
    assert main([*words, "--measures"]) == 0
    assert word in capsys.readouterr().out


def test_the_measures_of_an_edition_against_itself_are_those_of_equal_texts(capsys):
    assert main(["report", "2019.txt", "2019.txt", "--measures", "--format", "json"]) == 0

    told = json.loads(capsys.readouterr().out)["measures"]
    assert (round(told["cosine"], 9), told["jaccard"], told["min_edit"], told["simple"]) == (1, 1, 1, 1)


def test_every_format_of_a_series_takes_one_without_lives():
    bare = replace(small_series(), sections=(), survival=(), coined=(), dropped=(), threads=())
    for form, render in SERIES_RENDERERS.items():
        assert render(bare, options=Options("en")), form


def test_a_series_runs_as_a_command_with_any_hash_seed(place):
    told = set()
    for seed in ("0", "7"):
        run = [sys.executable, "-m", "compare", "series", ".", "--lang", "zh", "--format", "md"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        told.add(subprocess.run(run, capture_output=True, check=True, cwd=place, env=environment).stdout)

    assert len(told) == 1
