"""The commands: what each prints, and what it says of what it cannot do, in one line with status 2."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest
from planting import planted

from compare.cli import main


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with an archive that was added by the command."""
    folder = tmp_path_factory.mktemp("commands")
    corpus = planted(folder / "planted", units=6, years=4, sentences=20)
    words = ["add", str(corpus.folder / "reports"), "--map", str(corpus.folder / "map.csv")]
    assert run(folder, *words) == 0
    return folder


def run(folder, *words):
    return main(["archive", *words, "--archive", str(folder / "held"), "--lang", "en"])


def said(folder, capsysbinary, *words):
    assert run(folder, *words) == 0
    return capsysbinary.readouterr().out.decode("utf-8-sig")


def refused(folder, capsys, *words):
    assert run(folder, *words) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return told


def test_status_says_what_it_holds(place, capsysbinary):
    told = said(place, capsysbinary, "status")
    assert told.startswith("24 editions of 6 units, 2022–2025\n")


def test_the_report_is_the_same_in_every_format(place, capsysbinary, tmp_path):
    tables = json.loads(said(place, capsysbinary, "report", "--format", "json"))["tables"]
    assert list(tables) == ["periods", "units", "flows", "copies", "phrases", "alarms"]
    assert len(tables["units"]) == 24
    assert {row["recycled"] for row in tables["units"] if row["period"] == "2022"} == {None}
    rows = list(csv.DictReader(io.StringIO(said(place, capsysbinary, "report", "--format", "csv", "--table", "flows"))))
    assert [int(row["characters"]) for row in rows] == [row["characters"] for row in tables["flows"]]
    for form in ("text", "md", "html"):
        told = said(place, capsysbinary, "report", "--format", form)
        assert all(row["source_unit"] in told for row in tables["flows"])
    assert run(place, "report", "-o", str(tmp_path / "all.xlsx")) == 0
    assert len([name for name in zipfile.ZipFile(tmp_path / "all.xlsx").namelist() if "worksheets/" in name]) == 6


def test_the_page_draws_units_by_periods_and_who_takes_from_whom(place, capsysbinary):
    told = said(place, capsysbinary, "report", "--format", "html")
    assert told.count('class="heat-cell"') == 18
    assert 'class="picture flows"' in told
    assert "<script>" in told
    assert "http://" not in told.replace("http://www.w3.org", "")


def test_a_units_page_names_its_sections_and_what_it_takes(place, capsysbinary):
    unit = json.loads(said(place, capsysbinary, "report", "--format", "json"))["tables"]["units"][0]["unit"]
    tables = json.loads(said(place, capsysbinary, "unit", unit, "--format", "json"))["tables"]
    assert {row["unit"] for row in tables["units"]} == {unit}
    assert {row["period"] for row in tables["sections"]} == {"2022", "2023", "2024", "2025"}
    assert all(row["unit"] == unit and row["source_text"] for row in tables["borrowed"])


def test_a_phrase_is_followed_over_the_periods(place, capsysbinary):
    rows = json.loads(
        said(place, capsysbinary, "query", "SELECT text FROM sentences WHERE sent = 3", "--format", "json")
    )
    words = rows["tables"]["query"][0]["text"][:12]
    tables = json.loads(said(place, capsysbinary, "phrase", words, "--format", "json"))["tables"]
    assert [row["period"] for row in tables["spread"]] == ["2022", "2023", "2024", "2025"]
    assert sum(row["sentences"] for row in tables["spread"]) == len(tables["places"]) > 0
    assert all(words in row["text"] for row in tables["places"])
    assert 'class="picture timeline"' in said(place, capsysbinary, "phrase", words, "--format", "html")


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (["query", "DROP VIEW editions"], "is not one SELECT"),
        (["query", "COPY editions TO 'out.csv'"], "is not one SELECT"),
        (["query", "SELECT 1; SELECT 2"], "is not one SELECT"),
        (["query", "SELEC"], "syntax error"),
        (["query", "SELECT * FROM read_csv('/etc/hostname')"], "cannot be queried"),
        (["query", "SELECT nothing FROM editions"], "cannot be queried"),
        (["query"], "takes one argument"),
        (["unit", "nowhere"], "no such unit"),
        (["phrase", "……"], "holds no word"),
        (["add"], "names no file"),
        (["remove"], "names no edition"),
        (["add", "absent.txt"], "absent.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_cannot_be_done_is_said_in_one_line(place, capsys, words, fact):
    assert fact in refused(place, capsys, *words)


def test_no_archive_there_is_said_in_one_line(tmp_path, capsys):
    assert "no archive there" in refused(tmp_path, capsys, "report")


def test_verify_tells_each_damage_and_fails(place, capsys):
    assert run(place, "verify") == 0
    file = max((place / "held" / "uses").glob("*.parquet"))
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    try:
        assert f"{file}: the file is damaged" in refused(place, capsys, "verify")
        refused(place, capsys, "report", "--format", "json")
    finally:
        file.write_bytes(whole)


def test_without_the_extra_one_line_names_it(tmp_path):
    program = (
        "import sys\n"
        "sys.modules['deltalake'] = None\n"
        "from compare.cli import main\n"
        f"sys.exit(main(['archive', 'add', 'x', '--archive', {str(tmp_path / 'a')!r}, '--lang', 'en']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "yoy-reports[archive]" in done.stderr
