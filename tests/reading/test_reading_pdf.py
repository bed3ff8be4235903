"""PDF files, drawn here line by line: paragraphs, tables, columns, running heads; what is refused."""

import re
import sys

import pytest
from pdfs import Text, grid, lines, pdf
from places import SHARED

from compare.errors import MissingExtra, Unreadable
from compare.reading import read
from compare.settings import Settings

pytest.importorskip("pypdfium2", reason="the pdf extra is not installed")

REPORTS = SHARED / "reports" / "formats"
FULL = "全市上下坚持稳中求进工作总基调统筹推进各项工作取得了新的明显成效人民生活水平"
"""A line that fills the page: 40 characters of 10 points from 90 to 490."""


def written(folder, *pages: list[Text]):
    path = folder / "report.pdf"
    path.write_bytes(pdf(*pages))
    return str(path)


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        pytest.param(
            [(110, FULL[2:]), FULL, "完成。"], FULL[2:] + FULL + "完成。", id="lines of a paragraph are joined"
        ),
        pytest.param(
            [(110, FULL[2:]), "完成。", (110, FULL[2:]), "实现。"],
            f"{FULL[2:]}完成。\n{FULL[2:]}实现。",
            id="an indent opens a paragraph",
        ),
        pytest.param(
            [FULL, FULL[:-1] + "。", (110, FULL[2:]), "实现。"],
            f"{FULL}{FULL[:-1]}。\n{FULL[2:]}实现。",
            id="also after a full line",
        ),
        pytest.param(
            ["一、上年工作", (110, FULL[2:]), FULL], f"一、上年工作\n{FULL[2:]}{FULL}", id="a short line stands alone"
        ),
        pytest.param(
            [FULL, FULL[:-1] + "。", "二、今年工作"], f"{FULL}{FULL[:-1]}。\n二、今年工作", id="a number after a stop"
        ),
        pytest.param(
            [FULL[:-2], "办”“一次办”，" + FULL[:20] + "。"],
            f"{FULL[:-2]}办”“一次办”，{FULL[:20]}。",
            id="marks that meet are not parted, so a line before them may end early",
        ),
        pytest.param([FULL, FULL, FULL, "□适用 √不适用"], f"{FULL * 3}\n□适用 √不适用", id="boxes open a line"),
    ],
)
def test_lines_become_paragraphs(tmp_path, drawn, text):
    source = read(written(tmp_path, lines([*drawn, *[FULL] * 6], x=90)))

    assert source.text.startswith(text)
    assert "reflowed lines" in source.repairs


def test_a_paragraph_runs_on_over_the_page(tmp_path):
    source = read(written(tmp_path, lines([(110, FULL[2:]), FULL, FULL]), lines([FULL, "完成。", (110, FULL[2:])])))

    assert source.text == f"{FULL[2:]}{FULL * 3}完成。\n{FULL[2:]}"


def test_equal_lines_in_a_font_that_is_nowhere_are_all_kept(tmp_path):
    twice = [Text(90, 600, "今年工作"), Text(90.3, 600, "今年工作")]
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf([*lines([FULL] * 6), *twice], embedded=False))

    assert read(str(path)).text == f"{FULL * 6}\n今年工作"


ENGLISH = [
    "Our revenue depends on a small number of cus-",
    "tomers, and any of them may leave us. Customers",
    "compare year-over-year figures; a well-known and",
    "year-over-year fall in revenue would harm our well-",
    "known brand.",
]


def test_english_lines_are_joined_by_a_blank_and_words_made_whole(tmp_path):
    assert read(written(tmp_path, lines(ENGLISH))).text == (
        "Our revenue depends on a small number of customers, and any of them may leave us. Customers compare"
        " year-over-year figures; a well-known and year-over-year fall in revenue would harm our well-known brand."
    )


def test_running_heads_feet_and_page_numbers_are_taken_out(tmp_path):
    pages = [
        [Text(90, 810, "某公司 年度报告"), *lines([f"第{n}项工作已经完成。", f"{n}" + FULL]), Text(290, 40, f"- {n} -")]
        for n in range(1, 6)
    ]
    source = read(written(tmp_path, *pages))

    assert re.findall("年度报告|- \\d", source.text) == []
    assert source.text.count("项工作已经完成") == 5
    assert "page furniture" in source.repairs


def test_a_line_that_stands_all_over_the_report_is_no_running_head(tmp_path):
    pages = [
        lines(["□适用 √不适用", f"第{n}项工作已经完成。", "□适用 √不适用", f"第{n}项工作还未完成。"]) for n in range(5)
    ]

    assert read(written(tmp_path, *pages)).text.count("□适用") == 10


def test_a_heading_that_becomes_the_running_head_is_kept_once(tmp_path):
    pages = [lines(["第三节 重要事项", f"第{n}项工作已经完成。", *[FULL] * 6]) for n in range(5)]

    assert read(written(tmp_path, *pages)).text.count("第三节") == 1


def test_ruled_tables_are_rows_and_their_cells_whole(tmp_path):
    table = grid([["指标", "上年", "今年"], ["归属于公司\n的净利润", "12.5", "13.8"]], xs=[90, 200, 300, 400], top=600)
    source = read(written(tmp_path, [*lines([FULL] * 4), *table, *lines(["表后的话。"], top=500)]))

    assert source.text.split("\n")[1:] == ["指标 | 上年 | 今年", "归属于公司的净利润 | 12.5 | 13.8", "表后的话。"]
    assert [source.text[slice(*b.span)] for b in source.blocks if b.style == "table"] == source.text.split("\n")[1:3]


def test_pieces_that_stand_apart_on_a_line_are_a_row(tmp_path):
    source = read(
        written(tmp_path, [*lines([FULL] * 4), Text(90, 600, "产量"), Text(300, 600, "12.5"), Text(400, 600, "8")])
    )

    assert source.text.endswith("\n产量 | 12.5 | 8")


def test_columns_are_read_one_after_the_other(tmp_path):
    left = lines([FULL[:22]] * 11 + ["左栏完。"], x=60, top=700)
    right = lines([FULL[:22]] * 11 + ["右栏完。"], x=310, top=700)
    mixed = [thing for pair in zip(left, right, strict=True) for thing in pair]
    source = read(written(tmp_path, [Text(60, 740, FULL, 12), *mixed, Text(60, 400, FULL + "末。", 11)]))

    assert source.text.split("\n") == [FULL, FULL[:22] * 11 + "左栏完。", FULL[:22] * 11 + "右栏完。", FULL + "末。"]


def test_the_table_of_contents_is_left_out(tmp_path):
    contents = lines(
        ["目录", "第一节 公司简介..........................4", "第二节 重要事项..........................9"]
    )
    source = read(written(tmp_path, contents, lines(["第一节 公司简介", *[FULL] * 4])))

    assert source.text.startswith("第一节 公司简介\n")
    assert "contents left out" in source.repairs


def test_the_gap_before_a_figure_is_no_blank(tmp_path):
    drawn = [Text(90, 700, "增长"), Text(112, 700, "12.5"), Text(134, 700, "个百分点。")]

    assert read(written(tmp_path, [*drawn, *lines([FULL] * 4, top=600)])).text.startswith("增长12.5个百分点。")


def test_large_lines_are_marked(tmp_path):
    source = read(written(tmp_path, [Text(200, 790, "年度工作报告", 20), *lines([FULL] * 6)]))

    assert [(source.text[slice(*b.span)], b.style) for b in source.blocks] == [("年度工作报告", "bold")]


SCAN = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n"
    b"endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
)


def encrypted():
    """A file that asks for a password nobody has."""
    whole = pdf(lines([FULL]))
    at = whole.rindex(b"trailer")
    key = b"<" + b"00" * 32 + b">"
    rule = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >> /ID [<00> <00>] " % (key, key)
    return whole[:at] + whole[at:].replace(b"/Root", rule + b"/Root")


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        pytest.param(SCAN, "is a scan: 1 of 1 pages hold no text", id="pictures without text"),
        pytest.param(encrypted(), "is encrypted", id="an encrypted file"),
        pytest.param(b"%PDF-1.4\nnothing", "is a damaged PDF", id="a damaged file"),
        pytest.param(b"some text", "is named .pdf but holds something else", id="something else"),
        pytest.param(pdf(lines(["\ue100" * 40] * 4)), "text layer that cannot be read", id="fonts without characters"),
    ],
)
def test_a_pdf_that_holds_no_text_is_refused(tmp_path, data, fact):
    path = tmp_path / "report.pdf"
    path.write_bytes(data)

    with pytest.raises(Unreadable, match=re.escape(fact)) as told:
        read(str(path))

    assert "\n" not in str(told.value)


def test_too_many_pages_are_refused(tmp_path):
    with pytest.raises(Unreadable, match="pages_most"):
        read(written(tmp_path, *[lines([FULL])] * 3), settings=Settings(pages_most=2))


def test_without_the_reader_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    with pytest.raises(MissingExtra, match=r"report.pdf: is PDF; .*yoy-reports\[pdf\]"):
        read(written(tmp_path, lines([FULL])))


@pytest.mark.skipif(not (REPORTS / "moutai-2024.pdf").is_file(), reason="the real reports are not here")
def test_an_annual_report_of_143_pages_gives_its_chapters_and_no_running_heads():
    source = read(str(REPORTS / "moutai-2024.pdf"))
    found = [line for line in source.text.split("\n") if re.match("第[一二三四五六七八九十]节", line)]
    rows = sum(block.style == "table" for block in source.blocks)

    assert [line[1] for line in found] == list("一二三四五六七八九十")
    assert source.text.count("\n1 / 143") == source.text.count(" / 143") == 0
    assert rows > 1500
