"""The Word file: all changes accepted give the new text, all rejected the old."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from building import comparisons, full_comparison
from hypothesis import given, settings

from compare.render.options import Options
from compare.render.word import render, stream

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accepted": (W + "del", W + "moveFrom"), "original": (W + "ins", W + "moveTo")}


def document(file: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


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


def texts(element: ElementTree.Element, gone: tuple[str, ...]):
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
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(comparison):
    file = render(comparison, options=Options())

    assert read_back(file, "accepted") == comparison.new.source.text
    assert read_back(file, "original") == comparison.old.source.text


def test_the_stream_keeps_edits_small_and_shows_a_move():
    runs = [run for run in stream(full_comparison()) if run.text]

    assert ("keep", "全年修路") in {(run.op, run.text) for run in runs}
    assert {run.op for run in runs if run.moved} == {"delete", "insert"}


def test_notes_become_comments_beside_their_change():
    file = render(full_comparison(), options=Options(notes={3: "看 <这里>"}))

    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        comments = ElementTree.fromstring(archive.read("word/comments.xml"))
    assert [p.findtext(f"{W}r/{W}t") for p in comments.iter(W + "p")][-1] == "看 <这里>"
    assert [mark.get(W + "id") for mark in document(file).iter(W + "commentReference")] == ["3"]


def test_ids_are_unique_and_the_author_is_the_program():
    marks = [e for e in document(render(full_comparison(), options=Options())).iter() if e.get(W + "author")]
    ids = [e.get(W + "id") for e in marks]

    assert {e.get(W + "author") for e in marks} == {"yoy"}
    assert len(ids) == len(set(ids))


def test_the_same_comparison_gives_the_same_bytes():
    assert render(full_comparison(), options=Options()) == render(full_comparison(), options=Options())


@pytest.mark.parametrize("wrong", ["\x00", "\x1b[31m", "\ufffe"], ids=["a zero", "an escape", "a non-character"])
def test_what_xml_cannot_hold_is_replaced(wrong):
    from dataclasses import replace

    full = full_comparison()
    source = replace(full.new.source, text=full.new.source.text.replace("。", wrong[0], 1))
    file = render(replace(full, new=replace(full.new, source=source)), options=Options())

    assert not re.search("[\x00-\x08\x1b\ufffe]", "".join(document(file).itertext()))
