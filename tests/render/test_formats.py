"""Every format carries the same counts, under every choice; the bytes depend on the comparison alone."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from building import comparison, edition, full_comparison, series
from places import ROOT

from compare.messages import Voice
from compare.model import Origin, Passage
from compare.render import BINARY, ENDINGS, FINDINGS, PRINTED, RENDERERS, SERIES_RENDERERS, Options
from compare.render import text as text_report
from compare.view.choice import CHOICES, Choice

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads the sheets back")
EN = Voice("en")
NAMES = {EN.name("kind", kind): kind for kind in CHOICES}
CHOSEN = {
    "everything": Choice(),
    "only what came": Choice(only=frozenset({"added"})),
    "edited or moved": Choice(only=frozenset({"edited", "moved"})),
    "one section": Choice(section="二"),
    "what weighs": Choice(min_weight=0.5),
    "all three": Choice(only=frozenset({"edited", "removed"}), section="二", min_weight=0.3),
    "nothing": Choice(only=frozenset({"updated"}), section="二"),
}


def counted(pairs):
    """Counts by kind, and of moved ones, from (kind, is moved)."""
    counts = dict.fromkeys(CHOICES, 0)
    for kind, moved in pairs:
        counts[kind] += 1
        counts["moved"] += bool(moved)
    return counts


def out_of_json(raw):
    return counted((change["kind"], change["moved"]) for change in json.loads(raw)["changes"])


def out_of_lines(raw):
    return counted((change["kind"], change["moved"]) for change in map(json.loads, raw.splitlines()))


def out_of_csv(raw):
    return counted((row["kind"], row["moved"]) for row in csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"))))


def out_of_sheet(raw):
    rows = openpyxl.load_workbook(io.BytesIO(raw))["changes"].iter_rows(min_row=2, values_only=True)
    return counted((NAMES[row[1]], row[2]) for row in rows)


def out_of_page(raw):
    boxes = {kind: int(count) for kind, count in re.findall(r'id="kind-([a-z]+)" [^>]*>[^<]*<b>(\d+)</b>', raw)}
    return {**dict.fromkeys(CHOICES, 0), **boxes}


def out_of_rows_of_page(raw):
    found = {}
    for names, anchor in re.findall(r'<div class="row ([^"]+)" id="r(\d+)"', raw):
        found[anchor] = names.split()
    ends = dict(re.findall(r'id="r(\d+)">(?:(?!class="row).)*?<a class="sign" href="#r(\d+)"', raw, re.DOTALL))
    firsts = {
        anchor: names for anchor, names in found.items() if not (anchor in ends and int(ends[anchor]) < int(anchor))
    }
    return counted((names[0], "moved" in names) for names in firsts.values())


def out_of_text(raw):
    line = next(line for line in raw.splitlines() if re.match(r"  [=#~+»-] \S+ \d+", line))
    told = {NAMES[name]: int(count) for name, count in re.findall(r"[=#~+»-] (\S+) (\d+)", line)}
    return {**dict.fromkeys(CHOICES, 0), **told}


def out_of_markdown(raw):
    names, counts = re.search(
        r"^\| ((?:\\?[=#~+»-] [^|]+\| )*.*) \|\n\| ---.*\n\| ([\d| ]+) \|$", raw, re.MULTILINE
    ).groups()
    kinds = [NAMES[name.split()[-1]] for name in names.split(" | ")]
    return {**dict.fromkeys(CHOICES, 0), **dict(zip(kinds, map(int, counts.split(" | ")), strict=True))}


def out_of_word(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        told = re.findall("<w:t[^>]*>([^<]*)", archive.read("word/document.xml").decode())
    line = next(words for words in told if words.startswith("= unchanged"))
    found = re.findall(r"([a-z]+) (\d+)", line)
    return {**dict.fromkeys(CHOICES, 0), **{NAMES[name]: int(count) for name, count in found}}


READERS = {
    "jsonl": out_of_lines,
    "csv": out_of_csv,
    "xlsx": out_of_sheet,
    "html": out_of_page,
    "text": out_of_text,
    "md": out_of_markdown,
    "docx": out_of_word,
}
LISTING = ("jsonl", "csv", "xlsx", "html")
"""The formats that list every chosen change, unchanged ones too."""


def rendered(form, choice=Choice()):  # noqa: B008 (frozen)
    return RENDERERS[form](full_comparison(), options=Options("en", choice=choice))


@pytest.mark.parametrize("form", READERS)
def test_every_format_carries_the_counts_of_the_json(form):
    assert READERS[form](rendered(form)) == out_of_json(rendered("json"))


@pytest.mark.parametrize("form", LISTING)
@pytest.mark.parametrize("choice", CHOSEN.values(), ids=CHOSEN.keys())
def test_a_choice_leaves_the_same_changes_in_every_format(form, choice):
    assert READERS[form](rendered(form, choice)) == out_of_json(rendered("json", choice))


@pytest.mark.parametrize("choice", CHOSEN.values(), ids=CHOSEN.keys())
def test_the_rows_of_the_page_are_the_changes_its_boxes_count(choice):
    page = rendered("html", choice)

    assert out_of_rows_of_page(page) == out_of_page(page)


def test_a_choice_is_the_same_in_a_file_and_in_a_table_of_a_series():
    choice = Choice(only=frozenset({"moved"}))
    rows = list(csv.DictReader(io.StringIO(SERIES_RENDERERS["csv"](series(), options=Options(choice=choice))[1:])))

    assert [int(row["moved"]) for row in rows] == [1, 1]
    assert [int(row["edited"]) for row in rows] == [0, 0]


def test_every_format_is_read_here_and_has_an_ending():
    written = set(RENDERERS) - PRINTED
    assert set(READERS) | {"json"} == written
    assert set(ENDINGS.values()) == set(RENDERERS)
    assert set(FINDINGS) <= set(RENDERERS)
    assert {form for form in written if isinstance(rendered(form), bytes)} == BINARY - PRINTED
    assert set(SERIES_RENDERERS) <= set(RENDERERS)


PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from building import full_comparison, series
from compare.render import PRINTED, RENDERERS, SERIES_RENDERERS, Options
for result, renderers in ((full_comparison(), RENDERERS), (series(), SERIES_RENDERERS)):
    for form, render in renderers.items():
        if form in PRINTED:
            continue
        raw = render(result, options=Options("zh", notes={3: "note"}))
        print(form, hashlib.sha256(raw if isinstance(raw, bytes) else raw.encode()).hexdigest())
"""


def test_the_bytes_are_the_same_under_any_hash_seed_locale_and_time_zone():
    here = ROOT / "tests"
    told = []
    for seed, zone, locale in (("0", "UTC", "C.UTF-8"), ("4242", "Asia/Shanghai", "POSIX")):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
        environment = {**kept, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", PROGRAM, str(here)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=here.parent)
        told.append(done.stdout)

    assert told[0] == told[1]
    assert len(told[0].splitlines()) == len(set(RENDERERS) - PRINTED) + len(SERIES_RENDERERS)


def test_a_pair_of_four_hundred_thousand_characters_makes_a_page_of_fifteen_megabytes_at_most():
    words = [hashlib.sha256(str(number).encode()).hexdigest().translate(HAN) for number in range(7000)]
    texts = [
        "\n".join(
            f"一、第{n // 60}部分\n" + "".join(f"{w}。" for w in words[n : n + 60]) for n in range(k, 6000 + k, 60)
        )
        for k in (0, 30)
    ]
    old, new = edition(texts[0], "2021"), edition(texts[1], "2022")
    places = {old.piece(n): n for n in range(len(old.sentences))}
    told = [((places[new.piece(n)],), (n,), "unchanged") for n in range(len(new.sentences)) if new.piece(n) in places]
    passages = tuple(
        Passage(new.sentences[n].span, (Origin("2021", (0, 9)),), exact=True, first="2019", kind="own")
        for _, (n,), _ in told
    )
    met, once = set(), []
    for pair in told:
        once += [pair] if pair[0] not in met else []
        met.add(pair[0])
    page = RENDERERS["html"](replace(comparison(old, new, once), passages=passages), options=Options("zh"))

    assert min(len(text) for text in texts) >= 390_000
    assert len(page.encode()) <= 15_000_000


HAN = str.maketrans("0123456789abcdef", "山水田林路桥学医工农村建设推进完")


def test_the_text_report_shows_only_what_was_chosen():
    told = text_report.render(full_comparison(), options=Options("en", choice=CHOSEN["only what came"]))

    assert "水库已经开工" in told
    assert "力争明年开工水库" not in told.split("promises")[0]
