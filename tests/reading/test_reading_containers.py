"""A report among other things: EDGAR's submissions, web archives, Word's XML; struck words, marks of notes, leads."""

import base64
import quopri
from itertools import pairwise

import pytest

from compare.editions import paired, read
from compare.errors import Unreadable
from compare.reading import read as read_source

PAGE = "<html><head><title>x</title></head><body><p>The board met in May.</p><p>Fees were raised.</p></body></html>"
SEEN = "The board met in May.\nFees were raised."
PICTURE = "<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 a.jpg\nM_]C_X  02D\nend\n</TEXT>\n</DOCUMENT>\n"
EXHIBIT = "<DOCUMENT>\n<TYPE>EX-31\n<TEXT>\n<html><body><p>I certify this.</p></body></html>\n</TEXT>\n</DOCUMENT>\n"


def document(body, kind="10-K"):
    return f"<DOCUMENT>\n<TYPE>{kind}\n<FILENAME>a.htm\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


HEAD = "<SEC-DOCUMENT>0001.txt\n<SEC-HEADER>0001.hdr\nCONFORMED SUBMISSION TYPE: 10-K\n</SEC-HEADER>\n"


@pytest.mark.parametrize("name", ["a.txt", "a.htm", "a"])
@pytest.mark.parametrize(
    "held",
    [
        pytest.param(HEAD + document(PAGE) + EXHIBIT + PICTURE, id="a page before its exhibits"),
        pytest.param(HEAD + EXHIBIT + document(PAGE, "10-Q/A"), id="a page behind an exhibit"),
        pytest.param(document(f"<XBRL>\n<?xml version='1.0'?>\n{PAGE}\n</XBRL>"), id="the wrapper alone"),
        pytest.param(HEAD + document("<PAGE>\nThe board met in May.\nFees were raised."), id="plain text"),
    ],
)
def test_of_a_submission_the_main_document_is_read(tmp_path, name, held):
    source = read_source(written(tmp_path, name, held))

    assert source.text.strip() == SEEN
    assert "main document only" in source.repairs


def test_a_submission_of_exhibits_alone_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="main document"):
        read_source(written(tmp_path, "a.txt", HEAD + EXHIBIT))


ARCHIVE = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\nAn archive.\n\n--x\n{}\n\n--x--\n'


@pytest.mark.parametrize("name", ["a.doc", "a.mht", "a.mhtml", "a.html"])
@pytest.mark.parametrize(
    "part",
    [
        pytest.param(
            "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
            + quopri.encodestring(PAGE.encode()).decode(),
            id="quoted",
        ),
        pytest.param(
            "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            + base64.encodebytes(PAGE.encode()).decode(),
            id="base64",
        ),
        pytest.param(f"Content-Type: text/html\n\n{PAGE}\n\n--x\nContent-Type: text/xml\n\n<xml/>", id="beside a list"),
    ],
)
def test_of_a_web_archive_the_page_is_read(tmp_path, name, part):
    assert read_source(written(tmp_path, name, ARCHIVE.format(part))).text == SEEN


W2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
W2006 = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
LINES = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in SEEN.split("\n"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f'<w:wordDocument xmlns:w="{W2003}"><w:body>{LINES}</w:body></w:wordDocument>', id="2003"),
        pytest.param(
            f'<w:wordDocument xmlns:w="{W2003}" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
            f"<w:body><wx:sect><wx:sub-section>{LINES}</wx:sub-section></wx:sect></w:body></w:wordDocument>",
            id="2003 in sections",
        ),
        pytest.param(
            f'<pkg:package xmlns:pkg="{PKG}"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
            f'<w:document xmlns:w="{W2006}"><w:body>{LINES}</w:body></w:document>'
            "</pkg:xmlData></pkg:part></pkg:package>",
            id="a flat package",
        ),
    ],
)
def test_words_xml_behind_another_ending_is_read(tmp_path, body):
    assert read_source(written(tmp_path, "a.doc", f'<?xml version="1.0" encoding="UTF-8"?>\n{body}')).text == SEEN


@pytest.mark.parametrize("tag", ["<del>{}</del>", "<s>{}</s>", '<span style="text-decoration: line-through">{}</span>'])
def test_struck_words_do_not_count_and_are_told_of(tmp_path, tag):
    page = f"<html><body><p>The fee is {tag.format('five')} six dollars. It is due in May.</p></body></html>"
    new = read(written(tmp_path, "2022.html", page))
    old = read(written(tmp_path, "2021.html", page.replace(tag.format("five"), "")))

    assert new.piece(0) == "The fee is six dollars."
    assert [notice.code for notice in paired(old, new)[2]] == ["struck text"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(
            "<p>It fell.<sup>1</sup> It rose.</p><p><sup>1</sup> At the gate.</p>", "It fell.  It rose.", id="raised"
        ),
        pytest.param("<p>It fell.<sup>[1]</sup> It rose.</p>", "It fell.  It rose.", id="in brackets"),
        pytest.param("<p>A basin of 40 km<sup>2</sup> was dug.</p>", "A basin of 40 km² was dug.", id="an exponent"),
        pytest.param("<p>On the 5<sup>th</sup> day it fell.</p>", "On the 5th day it fell.", id="letters"),
        pytest.param("<p>It fell[1], and it rose[2].</p>", "It fell   , and it rose   .", id="written in the line"),
        pytest.param("<p>See 国发〔2021〕1号 and a[7].</p>", "See 国发〔2021〕1号 and a[7].", id="no count"),
    ],
)
def test_the_mark_of_a_note_is_no_word(tmp_path, body, shown):
    text = read_source(written(tmp_path, "a.html", f"<html><body>{body}</body></html>")).shown

    assert text.split("\n")[0].replace("\u2060", " ") == shown


def test_a_lead_in_italics_heads_its_paragraph(tmp_path):
    leads = ["Fewer boats may come:", "Fees could fall:", "The lock may fail:"]
    page = "".join(f"<p><i>{lead}</i> The quays cost what they cost. We cannot help it.</p>" for lead in leads)
    found = read(written(tmp_path, "a.html", f"<html><body><h1>Harbor</h1>{page}</body></html>"))

    assert [section.title for section in found.sections if section.heading] == leads


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2020-11.md", "2020-11"),
        ("report_202012.txt", "2020-12"),
        ("report 2020-13.txt", "2020-13"),
        ("2024-25.txt", "2024-25"),
        ("2020-11-03.txt", "2020-11-03"),
    ],
)
def test_a_files_name_says_the_month(tmp_path, name, period):
    assert read(written(tmp_path, name, "We keep data. We do so for a year.\n")).period == period


def test_old_western_bytes_are_not_taken_for_another_script(tmp_path):
    data = b"The caf\xe9 grew. Gain \xad 1965 to 2022 \x96 was 19.8%. We own \xb7 shares."

    assert read_source(written(tmp_path, "a.txt", data)).encoding == "cp1252"


def test_the_language_is_that_of_the_prose_and_can_be_said(tmp_path):
    link = "https://example.invalid/" + "a" * 190
    path = written(tmp_path, "2022.txt", f"{link}\n今年收费不变。{link}\n港口运行平稳。\n")

    assert read(path).language == "zh"
    assert read(path, language="en").language == "en"


def test_a_word_that_a_line_end_parts_is_one(tmp_path):
    text = "The mainte-\nnance of the quay was long-\nterm work. Maintenance is dear. It is long-term.\n"
    found = read(written(tmp_path, "a.txt", text))

    assert found.piece(0).replace("\u2060", "") == "The maintenance of the quay was long-term work."


def test_every_mark_of_a_note_belongs_to_one_sentence(tmp_path):
    text = "收费标准不变[1]。[2]港口运行平稳。[3]\n[1] 不含税。\n[2] 见附件。\n[3] 全年。\n"
    found = read(written(tmp_path, "a.txt", text))
    spans = [sentence.span for sentence in found.sentences]

    assert "".join(text[start:end] for start, end in spans) == text.replace("\n", "")
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
