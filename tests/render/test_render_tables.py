"""Sheets, CSV and JSON lines: typed, filtered, marked, and never a formula."""

import csv as plain_csv
import io
import json
import re
import sys
import zipfile
from dataclasses import replace

import pytest
from building import comparison, edition, full_comparison, series, snapshot

from compare.contract import dump
from compare.errors import BadOption, MissingExtra
from compare.messages import Voice
from compare.model import Term
from compare.render import csv, xlsx
from compare.render.json import render_lines
from compare.view.choice import Choice
from compare.view.options import Options
from compare.view.selection import select
from compare.view.tables import TABLES, book, heads
from compare.view.tables_series import SERIES_TABLES, series_book

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads the sheets back")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "＠a"]


def opened(found=None, **options: object):
    data = xlsx.render(found or full_comparison(), options=Options(**{"tongue": "en", **options}))
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def rows_of(text):
    return list(plain_csv.reader(io.StringIO(text.removeprefix(csv.MARK))))


def hostile(lead):
    """A comparison whose words, terms and labels begin as a formula does."""
    old, new = edition(f"{lead}甲。", "2021"), edition(f"{lead}乙。", "2022")
    found = comparison(old, new, [((0,), (0,), "edited")])
    return replace(found, terms=(Term(f"{lead}丙", "rising", 1, 2, 3.5, 1.0),), new=replace(new, label=lead))


def test_a_sheet_a_table_with_frozen_heads_and_filters():
    file = opened()

    assert file.sheetnames == [Voice("en")(f"sheet.{name}") for name in ("brief", *TABLES)]
    for name in file.sheetnames[1:]:
        assert file[name].freeze_panes == "A2"
        assert file[name].auto_filter.ref.startswith("A1:")
        assert file[name].auto_filter.ref.endswith(str(max(2, file[name].max_row)))


def test_numbers_are_numbers_and_rates_are_shown_as_such():
    file = opened()
    heads_, *rows = file["figures"].iter_rows(values_only=True)
    row = dict(zip(heads_, rows[0], strict=True))
    carried = next(row for row in file["summary"].iter_rows() if row[0].value == "carried whole")

    assert (row["old value"], row["new value"], row["difference"]) == (12, 15, 3)
    assert [cell.value for cell in carried[1:4]] == [200, 400, 0.5]
    assert carried[3].number_format == "0.0%"


def test_word_edits_are_marked_in_the_cell():
    file = opened()
    heads_, *rows = file["changes"].iter_rows(values_only=True)
    row = next(dict(zip(heads_, row, strict=True)) for row in rows if row[heads_.index("id")] == 3)
    gone = [run.text for run in row["old"] if not isinstance(run, str) and run.font.strike]
    come = [run.text for run in row["new"] if not isinstance(run, str) and run.font.b]

    assert (str(row["old"]), str(row["new"])) == ("项目全部按期完工。", "项目基本按期完工。")
    assert gone == ["全部"]
    assert come == ["基本"]


def test_a_row_is_as_tall_as_its_longest_text():
    long = "修路建桥" * 40
    found = comparison(edition("甲。", "2021"), edition(f"{long}。", "2022"), [])
    heights = opened(found)["changes"].row_dimensions

    assert [heights[row].height for row in (2, 3)] == [8 * xlsx.LINE, xlsx.LINE]
    assert {opened(found)["summary"].row_dimensions[row].height for row in range(2, 10)} == {xlsx.LINE}


@pytest.mark.parametrize("lead", FORMULAS, ids=ascii)
def test_no_cell_of_a_sheet_is_a_formula(lead):
    file = opened(hostile(lead))
    cells = [cell for one in file for row in one.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"n", "s"}
    risky = [cell for cell in cells if cell.value is not None and str(cell.value).startswith(xlsx.LEADS)]
    assert all(cell.quotePrefix for cell in risky)
    assert risky or lead[0] in "\t\r"


@pytest.mark.parametrize("lead", FORMULAS, ids=ascii)
@pytest.mark.parametrize("table", ["changes", "terms", "summary"])
def test_no_cell_of_a_csv_begins_a_formula(lead, table):
    rows = rows_of(csv.render(hostile(lead), options=Options(table=table)))
    texts = [cell for row in rows for cell in row if not re.fullmatch(r"-?[0-9.]+", cell)]

    assert not [cell for cell in texts if cell.startswith(xlsx.LEADS)]
    assert any(cell.startswith("'") for cell in texts)


def test_a_negative_number_stays_a_number_in_a_csv():
    full = full_comparison()
    fallen = replace(full.figures[0], difference=-3.5)
    rows = rows_of(csv.render(replace(full, figures=(fallen,)), options=Options(table="figures")))

    assert dict(zip(*rows, strict=True))["difference"] == "-3.5"


def test_a_cell_too_long_for_excel_is_cut_and_says_so():
    long = "长" * 40_000
    found = comparison(edition(f"甲{long}。", "2021"), edition(f"乙{long}。", "2022"), [((0,), (0,), "edited")])
    cell = str(opened(found)["changes"]["F2"].value)

    assert len(cell) < 32_767
    assert cell.endswith("(cut here; 40002 characters in all)")


def test_csv_opens_in_excel_and_its_heads_are_codes_in_any_language():
    zh, en = (csv.render(full_comparison(), options=Options(tongue)) for tongue in ("zh", "en"))

    assert zh == en
    assert zh.startswith("\ufeffid,kind,moved,")
    assert "\r\n" in zh
    assert [row[1] for row in rows_of(zh)[1:]].count("edited") == 2


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_a_comparison_can_be_had_as_csv(table):
    rows = rows_of(csv.render(full_comparison(), options=Options(table=table)))

    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("table", SERIES_TABLES)
def test_every_table_of_a_series_can_be_had_as_csv(table):
    assert len(rows_of(csv.render_series(series(), options=Options(table=table)))) > 1


def test_a_table_that_is_none_and_one_that_was_not_computed_are_told_apart():
    with pytest.raises(BadOption, match="is no table; known: summary, changes"):
        csv.render(full_comparison(), options=Options(table="nothing"))
    with pytest.raises(BadOption, match="was not computed"):
        csv.render(replace(full_comparison(), terms=None), options=Options(table="terms"))


def test_what_was_not_computed_has_no_sheet_and_what_was_not_found_an_empty_one():
    file = opened(replace(full_comparison(), terms=None, figures=()))

    assert "terms" not in file.sheetnames
    assert file["figures"].max_row == 1


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_column_has_a_name(tongue):
    say = Options(tongue).voice
    tables = [*book(select(full_comparison(), Options(notes={1: "x"}))), *series_book(series(), Options())]
    for table in tables:
        coded = [name for name in heads(table, say) if "_" in name]
        assert coded == []
        assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_sheets_are_as_kept(tongue):
    told = []
    for one in opened(tongue=tongue, notes={3: "看这里"}):
        told.append(f"[{one.title}]")
        told += [
            "\t".join("" if cell is None else str(cell) for cell in row) for row in one.iter_rows(values_only=True)
        ]

    assert snapshot(f"sheets.{tongue}.txt", "\n".join(told) + "\n")


def test_the_csv_and_the_lines_are_as_kept():
    assert snapshot("changes.csv.txt", csv.render(full_comparison(), options=Options()).replace("\r\n", "\n"))
    assert snapshot("changes.jsonl", render_lines(full_comparison(), options=Options()))


def test_a_line_is_the_change_of_the_json_with_its_words():
    full = full_comparison()
    told = {change["id"]: change for change in json.loads(dump(full))["changes"]}
    read = [json.loads(line) for line in render_lines(full, options=Options()).splitlines()]

    assert len(read) == len(told)
    for line in read:
        assert told[line["id"]].items() <= line.items()
        assert line["old_text"] == [full.old.source.text[slice(*span)] for span in line["old"]]
        assert line["new_text"] == [full.new.source.text[slice(*span)] for span in line["new"]]


def test_lines_without_text_hold_no_word_of_the_report():
    told = render_lines(full_comparison(), options=Options(text=False))

    assert "old_text" not in told
    assert "公里" not in told


def test_a_line_separator_inside_a_report_does_not_break_a_line():
    new = edition("甲\u2028乙\u0085丙。", "2022")
    told = render_lines(comparison(edition("丁。", "2021"), new, []), options=Options())

    assert len(told.strip("\n").split("\n")) == 2


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(MissingExtra, match=r"^xlsx: .*\[excel\]$"):
        xlsx.render(full_comparison(), options=Options())


def test_a_sheet_carries_no_clock():
    data = xlsx.render(full_comparison(), options=Options())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert set(re.findall(r"\d{4}-\d\d-\d\d", archive.read("docProps/core.xml").decode())) == {"2000-01-01"}


def test_a_choice_leaves_its_changes_alone():
    file = opened(choice=Choice(frozenset({"added", "moved"})))
    kinds = [row[1] for row in file["changes"].iter_rows(min_row=2, values_only=True)]

    assert sorted(kinds) == ["added", "unchanged"]
    assert ("chosen changes", 2, 7) in {row[:3] for row in file["summary"].iter_rows(values_only=True)}


def test_the_first_sheet_answers_and_fits_the_width_of_a_page():
    sheet = opened().worksheets[0]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    assert words[0] == "工作报告"
    assert any("softened: 全部 → 基本" in told for told in words)
    assert "not mentioned" in words
    assert "修路" in words
    assert sheet.page_setup.fitToHeight == 0
    assert sum(sheet.column_dimensions[name].width for name in "ABC") < 130


def test_a_wide_sheet_prints_the_columns_that_people_read():
    file = opened()

    assert file["changes"].print_area.endswith("$H$8")
    assert [cell.value for cell in next(file["changes"].iter_rows())][7] == "quiet changes"
