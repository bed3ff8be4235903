"""The Word file: all changes accepted give the new text, all rejected the old."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from building import comparison, comparisons, edition, full_comparison, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.reading import read
from compare.render import docx
from compare.render.docx import stream
from compare.settings import Settings
from compare.view.choice import Choice
from compare.view.options import Options

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accepted": (W + "del", W + "moveFrom"), "original": (W + "ins", W + "moveTo")}


def render(found, *, options):
    """The redline alone."""
    return docx.render(found, options=replace(options, redline=True))


def document(file: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))


def read_back(file: bytes, side: str) -> str:
    """The document as Word would leave it after accepting (or rejecting) everything."""
    lines, open_line = [], ""
    for paragraph in document(file).iter(W + "p"):
        open_line += "".join(texts(paragraph, GONE[side]))
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None or not any(child.tag in GONE[side] for child in mark):
            lines.append(open_line)
            open_line = ""
    return "\n".join([*lines, open_line] if open_line else lines)


def texts(element: ET.Element, gone: tuple[str, ...]):
    for child in element:
        if child.tag in gone or child.tag == W + "pPr":
            continue
        if child.tag in (W + "t", W + "delText"):
            yield child.text or ""
        elif child.tag == W + "tab":
            yield "\t"
        else:
            yield from texts(child, gone)


@settings(max_examples=60, deadline=None)
@given(comparisons())
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old_where_nothing_in_them_acts(comparison):
    file = render(comparison, options=Options())

    assert read_back(file, "accepted") == comparison.new.source.text
    assert read_back(file, "original") == comparison.old.source.text


@settings(max_examples=25, deadline=None)
@given(comparisons(), st.sets(st.sampled_from(["added", "removed", "edited", "moved"]), min_size=1))
def test_with_a_choice_accepting_all_still_gives_the_new_text(comparison, only):
    file = render(comparison, options=Options(choice=Choice(frozenset(only))))

    assert read_back(file, "accepted") == comparison.new.source.text


HELD = {
    "what turns the reading direction": ("甲\u202e乙\u2066丙\u200f。", "甲\ufffd乙\ufffd丙\ufffd。"),
    "controls of eight bits": ("甲\x7f乙\x85丙\x9b。", "甲\ufffd乙\ufffd丙\ufffd。"),
    "line ends that are none of Word's": ("甲\u2028乙\u2029丙\x0b。", "甲\ufffd乙\ufffd丙\ufffd。"),
    "no characters": ("甲\ufffe乙\uffff丙\x00。", "甲\ufffd乙\ufffd丙\ufffd。"),
    "what only hides stays: it is the report's text": ("甲\u200b乙\ufeff丙\U000e0041。",) * 2,
}


@pytest.mark.parametrize(("text", "held"), HELD.values(), ids=HELD)
def test_what_acts_is_replaced_in_the_file_and_all_else_stands_letter_by_letter(text, held):
    old, new = edition(text, "2021"), edition(f"丁丁。{text}", "2022")
    told = comparison(old, new, [((), (0,), "added"), ((0,), (1,), "unchanged")])
    file = render(told, options=Options(notes={0: "看\u202e\u200b"}))
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        comments = "".join(ET.fromstring(archive.read("word/comments.xml")).itertext())

    assert read_back(file, "original") == held
    assert read_back(file, "accepted") == f"丁丁。{held}"
    assert comments == "看\u2426\u2426"


def test_with_a_choice_the_rest_is_not_tracked():
    file = render(full_comparison(), options=Options("en", choice=Choice(frozenset({"added"}))))
    tracked = [e for e in document(file).iter() if e.tag in (W + "ins", W + "del", W + "moveTo", W + "moveFrom")]

    assert "".join("".join(e.itertext()) for e in tracked if list(e)) == "水库已经开工。"
    assert "only the 1 chosen changes (of 7) are tracked" in over_the_first_page(file)


def over_the_first_page(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return "".join(ET.fromstring(archive.read("word/header.xml")).itertext())


BLANKS = {
    "paragraphs gone and come": ("甲甲。\n乙乙。\n丙丙。", "甲甲。\n丁丁。丙丙。\n\n戊戊。"),
    "Windows line ends and tabs": ("甲甲。\r\n\t乙乙。", "甲甲。\r\n\t丙丙。\r\n"),
    "blanks at both ends": ("  甲甲。 \n", "\u3000\u3000甲甲。\n\n"),
    "nothing in common": ("甲甲。", "乙乙。"),
    "marks of the format itself": ("甲<w:t>&amp;。", "甲</w:t>&lt;。"),
}


@pytest.mark.parametrize(("one", "two"), BLANKS.values(), ids=BLANKS.keys())
def test_our_own_reader_finds_both_texts_in_the_file(tmp_path, one, two):
    old, new = edition(one, "2021"), edition(two, "2022")
    told = [((0,), (0,), "edited")] if "甲" in two and len(old.sentences) == 1 else []
    path = tmp_path / "tracked.docx"
    path.write_bytes(render(comparison(old, new, told), options=Options()))

    for tracked, text in (("original", one), ("accepted", two)):
        found = read(str(path), tracked=tracked, settings=Settings()).text
        assert lines_of(found) == lines_of(text)


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_a_move_has_two_ends_of_one_name_each_opened_and_closed_once():
    old, new = edition("甲甲。乙乙。丙丙。\n丁丁。", "2021"), edition("丁丁。\n丙丙。甲甲。乙乙。", "2022")
    found = comparison(
        old, new, [((0, 1), (2, 3), "unchanged»"), ((3,), (0,), "unchanged»"), ((2,), (1,), "unchanged")]
    )
    told = document(render(found, options=Options()))
    ends = {}
    for tag in ("moveFrom", "moveTo"):
        opened = {e.get(W + "id"): e.get(W + "name") for e in told.iter(f"{W}{tag}RangeStart")}
        assert sorted(opened) == sorted(e.get(W + "id") for e in told.iter(f"{W}{tag}RangeEnd"))
        ends[tag] = sorted(opened.values())

    assert ends["moveFrom"] == ends["moveTo"] == ["move0", "move1"]


def test_quiet_changes_become_comments_too():
    with zipfile.ZipFile(io.BytesIO(render(full_comparison(), options=Options("zh")))) as archive:
        comments = ET.fromstring(archive.read("word/comments.xml"))

    assert ["".join(comment.itertext()) for comment in comments] == [
        "外地名称 ：15公里（见于 2021年）",
        "原在 一、回顾",
        "移往 二、下一步",
        "表述弱化：全部 → 基本",
    ]


def test_recycled_phrasing_has_a_grey_ground_and_a_line_over_the_first_page():
    file = render(full_comparison(), options=Options("en"))
    grey = [run for run in document(file).iter(W + "r") if run.find(f"{W}rPr/{W}shd") is not None]

    assert "".join(run.findtext(W + "t", "") for run in grey) == "全年修路15公里"
    assert "what is carried over has a grey ground: 10 of 20 characters" in over_the_first_page(file)


def test_the_document_is_as_kept():
    with zipfile.ZipFile(io.BytesIO(render(full_comparison(), options=Options("zh", notes={6: "看"})))) as archive:
        told = "\n".join(archive.read(name).decode() for name in archive.namelist())

    assert snapshot("tracked.docx.xml", told.replace("><", ">\n<"))


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here (Debian: apt install libreoffice-writer)")
def test_libreoffice_opens_it_and_prints_it(tmp_path):
    path = tmp_path / "tracked.docx"
    path.write_bytes(render(full_comparison(), options=Options("zh", notes={6: "看"})))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 reads the pages back")
    pages = pdfium.PdfDocument(tmp_path / "tracked.pdf")
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()

    assert "水库已经开工" in words
    assert "力争明年开工水库" in words
    assert "新增 1" in words


def test_the_stream_keeps_edits_small_and_shows_a_move():
    runs = [run for run in stream(full_comparison()) if run.text]

    assert ("keep", "全年修路") in {(run.op, run.text) for run in runs}
    assert {run.op for run in runs if run.moved} == {"delete", "insert"}


def test_notes_become_comments_beside_their_change():
    file = render(full_comparison(), options=Options(notes={3: "看 <这里>"}))

    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        comments = ET.fromstring(archive.read("word/comments.xml"))
    assert [p.findtext(f"{W}r/{W}t") for p in comments.iter(W + "p")][-1] == "看 <这里>"
    assert [mark.get(W + "id") for mark in document(file).iter(W + "commentReference")] == ["2", "5", "6", "4"]


def test_ids_are_unique_and_the_author_is_the_program():
    marks = [e for e in document(render(full_comparison(), options=Options())).iter() if e.get(W + "author")]
    ids = [e.get(W + "id") for e in marks]

    assert {e.get(W + "author") for e in marks} == {"yoy"}
    assert len(ids) == len(set(ids))


def test_the_same_comparison_gives_the_same_bytes():
    assert render(full_comparison(), options=Options()) == render(full_comparison(), options=Options())


@pytest.mark.parametrize("wrong", ["\x00", "\x1b[31m", "\ufffe"], ids=["a zero", "an escape", "a non-character"])
def test_what_xml_cannot_hold_is_replaced(wrong):
    full = full_comparison()
    source = replace(full.new.source, text=full.new.source.text.replace("。", wrong[0], 1))
    file = render(replace(full, new=replace(full.new, source=source)), options=Options())

    assert not re.search("[\x00-\x08\x1b\ufffe]", "".join(document(file).itertext()))


def report(found, **options):
    return docx.render(found, options=Options("zh", **options))


@settings(max_examples=20, deadline=None)
@given(comparisons())
def test_behind_the_front_pages_stands_the_redline_and_nothing_else(found):
    whole, alone = (
        [ET.tostring(part, encoding="unicode") for part in document(file).find(f"{W}body")]
        for file in (report(found), render(found, options=Options("zh")))
    )
    unmarked = [re.sub(r"<ns0:bookmark[^>]*/>", "", part) for part in whole]

    assert unmarked[-len(alone) : -1] == alone[:-1]
    assert not re.search(r"<ns0:(ins|del|moveFrom|moveTo) ", "".join(whole[: -len(alone)]))


def test_the_front_pages_hold_the_tables_and_lead_to_their_paragraphs():
    body = document(report(full_comparison())).find(f"{W}body")
    tables = ["".join(table.itertext()) for table in body.iter(f"{W}tbl")]
    links = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    places = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}

    assert any("表述弱化：全部 → 基本" in told for told in tables)
    assert any("力争明年开工水库" in told for told in tables)
    assert any("修路" in told and "12" in told for told in tables)
    assert links == places == {"c3"}


def test_both_ends_of_a_move_say_where_the_other_is():
    with zipfile.ZipFile(io.BytesIO(report(full_comparison()))) as archive:
        comments = ET.fromstring(archive.read("word/comments.xml"))
    told = ["".join(comment.itertext()) for comment in comments]

    assert "移往 二、下一步" in told
    assert "原在 一、回顾" in told


def test_what_a_report_holds_acts_in_no_table_of_its_front_pages():
    found = full_comparison()
    evil = replace(found, new=replace(found.new, title="<w:p/>&\x00\u202e"))

    assert "<w:p/>&" in "".join(document(report(evil)).find(f"{W}body").itertext())
