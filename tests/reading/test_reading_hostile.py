"""Files that cost more than they hold, or that a reader could break on: each is read in one pass, and read right.

No test asserts a time; each of these inputs would take minutes, or never end, where the pass were not one.
"""

import zipfile

import pdfs
import pytest
from test_reading_word import document, numbering, para, part, run

from compare.reading import read


def note(number, inner):
    return f'<w:footnote w:id="{number}">{inner}</w:footnote>'


def reference(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def box(inner):
    return para(f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>")


def word(folder, inner, **parts):
    made = {f"word/{name}.xml": part(name, held) for name, held in parts.items()}
    return read(document(folder, inner, parts=made, method=zipfile.ZIP_STORED))


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        pytest.param([(2, [2])], "正文。\n注2。", id="to itself"),
        pytest.param([(2, [3]), (3, [2])], "正文。\n注2。\n注3。", id="to each other"),
        pytest.param(
            [(at, [at + 1, at + 1]) for at in range(2, 42)],
            "\n".join(["正文。", *(f"注{at}。" for at in range(2, 42))]),
            id="each twice to the next",
        ),
        pytest.param(
            [(at, [at + 1]) for at in range(2, 3000)],
            "\n".join(["正文。", *(f"注{at}。" for at in range(2, 3000))]),
            id="a chain of thousands",
        ),
    ],
)
def test_a_note_stands_once_however_notes_refer_to_notes(tmp_path, notes, text):
    held = "".join(note(at, para(run(f"注{at}。") + "".join(map(reference, to)))) for at, to in notes)

    assert word(tmp_path, para(run("正文。") + reference(2)), footnotes=held).text == text


def test_a_note_that_thousands_refer_to_stands_at_the_first(tmp_path):
    inner = para(run("甲。") + reference(2)) + para(run("乙。") + reference(2)) * 3000

    assert (
        word(tmp_path, inner, footnotes=note(2, para("注" * 10_000))).text == "甲。\n" + "注" * 10_000 + "\n乙。" * 3000
    )


def test_a_text_box_in_text_boxes_stands_once(tmp_path):
    inner = para("内。")
    for _ in range(30):
        inner = box(inner)

    assert word(tmp_path, inner + para("外。")).text == "内。\n外。"


def test_text_boxes_side_by_side_stand_in_their_order(tmp_path):
    inner = box(box(para("甲。")) + box(para("乙。"))) + box(para("丙。"))

    assert word(tmp_path, inner).text.split() == ["甲。", "乙。", "丙。"]


def test_of_a_box_for_newer_and_older_programs_one_is_read(tmp_path):
    held = f"<w:txbxContent>{para('甲。')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{held}</mc:Choice><mc:Fallback>{held}</mc:Fallback></mc:AlternateContent>"

    assert word(tmp_path, para(f"<w:r><w:drawing>{both}</w:drawing></w:r>")).text == "甲。"


@pytest.mark.parametrize("last", ["", '<w:basedOn w:val="s0"/>'], ids=["with an end", "in a ring"])
def test_a_chain_of_thousands_of_styles_says_what_its_last_one_says(tmp_path, last):
    based = [f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(4000)]
    end = f'<w:style w:styleId="s4000"><w:name w:val="heading 2"/>{last}</w:style>'
    inner = "".join(para(f"{at}。", f'<w:pStyle w:val="s{at}"/>') for at in range(0, 4000, 2))
    source = word(tmp_path, inner, styles="".join(based) + end)

    assert {(block.style, block.level) for block in source.blocks} == {("heading", 2)}
    assert len(source.blocks) == 2000


def test_a_pattern_of_a_number_without_end_is_not_repeated_before_every_item(tmp_path):
    parts = {"word/numbering.xml": numbering(("decimal", "%1" + "x" * 100_000))}
    inner = para("甲。", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>') * 500

    assert len(read(document(tmp_path, inner, parts=parts)).text) < 500 * 120


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(str(path))


@pytest.mark.parametrize("piece", ["<?>", "<?php x?>", "<?xml?>", "<!>", "<!x>", "</>", "</ x>", "<![CDATA[x]]>"])
def test_what_is_no_element_of_a_page_is_no_text(tmp_path, piece):
    pytest.importorskip("selectolax")

    assert "乙。" in written(tmp_path, "a.html", f"<html><body><p>甲。</p>{piece}<p>乙。</p></body></html>").text


@pytest.mark.parametrize(
    "unit", ["<!--", "<!-- -", "**甲 ", "[^a", "<a "], ids=["comments", "half closed", "stars", "notes", "tags"]
)
def test_markup_of_a_page_that_never_closes_is_looked_for_once(tmp_path, unit):
    source = written(tmp_path, "a.md", "甲。\n\n" + unit * 20_000)

    assert source.text.startswith("甲。")
    assert not any(block.style == "markup" for block in source.blocks)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        pytest.param("**甲** 乙 **丙**", ["**"] * 4, id="two stretches"),
        pytest.param("“**甲。**”乙", ["**"] * 2, id="beside Chinese marks"),
        pytest.param("收入**万元", [], id="one pair alone"),
        pytest.param("收入***万元", [], id="a mask"),
        pytest.param("**甲\n乙**", ["**", "**"], id="over two lines"),
        pytest.param(
            "<div>\n<!-- 甲 --> <!-- 乙\n</div>", ["<div>", "<!-- 甲 -->", "</div>"], id="a comment left open"
        ),
    ],
)
def test_markup_that_closes_is_told(tmp_path, text, hidden):
    source = written(tmp_path, "a.md", text)

    assert [source.text[slice(*block.span)] for block in source.blocks if block.style == "markup"] == hidden


def test_blanks_without_end_in_a_submission_are_passed_once(tmp_path):
    text = "We sell pumps." + " " * 200_000 + "We may lose customers."
    head = "<SEC-DOCUMENT>x\n<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n"

    assert written(tmp_path, "a.txt", f"{head}{text}\n</TEXT>\n</DOCUMENT>").text.endswith("We may lose customers.")


LINES = ["今年开工建设城南水厂一座。"] * 8


def test_characters_beyond_the_first_plane_are_one_character_of_a_pdf(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.pdf(pdfs.lines(["在𠮷野家旁新建😀公园一座。", *LINES])))

    assert read(str(path)).text.startswith("在𠮷野家旁新建😀公园一座。")


@pytest.mark.parametrize("half", ["d842", "dfb7", "dfb7d842", "d842d842"])
def test_half_a_character_in_a_pdf_is_one_that_nobody_knows(tmp_path, half, monkeypatch):
    whole = pdfs._meanings
    monkeypatch.setattr(pdfs, "_meanings", lambda codes: whole(codes).replace("d842dfb7", half))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.pdf(pdfs.lines(["在𠮷野家旁新建公园一座。", *LINES])))

    text = read(str(path)).text
    assert text.encode().decode() == text
    assert "野家旁新建公园一座。" in text
