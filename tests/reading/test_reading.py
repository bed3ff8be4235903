"""Reading: any encoding, bad input, and what a format is told by."""

import io
import os
import re
import sys
from pathlib import Path

import pytest
from places import SHARED

from compare.errors import Unreadable
from compare.reading import READERS, read
from compare.settings import Settings

REPORTS = SHARED / "reports"

CHINESE = "一、上年工作\n全市粮食产量达到12.5万吨，比上年增长3%。我们坚持稳中求进，办成了一批实事。\n二、今年安排\n完成投资20亿元。"
TRADITIONAL = "一、上年工作\n全市糧食產量達到12.5萬噸，比上年增長3%。我們堅持穩中求進，辦成了一批實事。"
ENGLISH = "Item 1A. Risk Factors\nOur customers may leave. The company\u2019s revenue fell \u2013 by 3 percent."


def written(folder, data, name="report.txt"):
    path = folder / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(CHINESE, "utf-8", id="UTF-8"),
        pytest.param(CHINESE, "gb18030", id="GBK"),
        pytest.param(TRADITIONAL, "big5", id="Big5"),
        pytest.param(TRADITIONAL, "gb18030", id="traditional characters in GBK"),
        pytest.param(CHINESE, "utf-16-le", id="UTF-16 little-endian without a mark"),
        pytest.param(CHINESE, "utf-16-be", id="UTF-16 big-endian without a mark"),
        pytest.param(ENGLISH, "utf-16-le", id="English UTF-16 without a mark"),
        pytest.param(ENGLISH, "cp1252", id="typographer's quotes of Windows"),
        pytest.param(ENGLISH.encode("ascii", "ignore").decode(), "utf-8", id="plain ASCII"),
        pytest.param(CHINESE.replace("\n", "\r\n"), "gb18030", id="GBK with carriage returns"),
        pytest.param("稳中求进。", "gb18030", id="five characters of GBK"),
    ],
)
def test_text_is_read_in_the_encoding_it_is_in(tmp_path, text, encoding):
    source = read(written(tmp_path, text.encode(encoding)))

    assert source.text == text
    assert source.encoding == encoding
    assert source.repairs == (() if encoding == "utf-8" else (f"decoded {encoding}",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"])
def test_a_byte_order_mark_is_dropped_and_believed(tmp_path, encoding):
    source = read(written(tmp_path, ("\ufeff" + CHINESE).encode(encoding)))

    assert (source.text, source.encoding, source.repairs) == (CHINESE, encoding, ())


@pytest.mark.parametrize("size", [60, 20])
def test_sixty_characters_are_enough_to_tell_an_encoding(tmp_path, size):
    for start in range(0, len(CHINESE) - size, 3):
        for encoding in ("gb18030", "utf-16-le"):
            piece = CHINESE[start : start + size]
            assert read(written(tmp_path, piece.encode(encoding))).text == piece


def test_an_encoding_that_is_given_is_not_guessed(tmp_path):
    path = written(tmp_path, CHINESE.encode("gb18030"))

    assert read(path, encoding="GBK").encoding == "gb18030"
    assert read(written(tmp_path, b"caf\xe9"), encoding="cp1250").text == "caf\xe9"


BAD = [
    pytest.param(b"", {}, "is empty", id="an empty file"),
    pytest.param(b"\xef\xbb\xbf", {}, "is empty", id="nothing but a byte order mark"),
    pytest.param(b"abc\0\0\x01def", {}, "NUL", id="a binary file"),
    pytest.param(b"ab\x01\x02\x03\x04" * 9, {}, "control characters", id="control characters"),
    pytest.param(CHINESE.encode(), {"encoding": "utf-99"}, "unknown encoding", id="an encoding nobody knows"),
    pytest.param(CHINESE.encode(), {"encoding": "rot13"}, "unknown encoding", id="a codec that is no encoding"),
    pytest.param(CHINESE.encode(), {"encoding": "hex"}, "unknown encoding", id="a codec of bytes"),
    pytest.param(
        CHINESE.encode("gb18030"), {"encoding": "utf-8"}, "is not utf-8: byte 0xa1 at 2", id="a wrong encoding"
    ),
    pytest.param(CHINESE.encode("gb18030"), {"encoding": "latin-1"}, "is gb18030, not iso8859-1", id="nonsense in it"),
    pytest.param(CHINESE.encode(), {"encoding": "utf-16"}, "is utf-8, not utf-16-le", id="UTF-8 taken for UTF-16"),
    pytest.param(CHINESE.encode() + b"\xe4\xbd", {}, "broken byte", id="UTF-8 cut inside a character"),
    pytest.param(b"\x89PNG\r\n\x1a\n....", {}, "picture", id="a picture named .txt"),
    pytest.param(b"\x1f\x8b\x08....", {}, "gzip", id="a compressed file"),
    pytest.param(b'{"format":"yoy/comparison","version":1}', {}, "is a result of yoy, no report", id="our own result"),
]


@pytest.mark.parametrize(("data", "options", "fact"), BAD)
def test_what_cannot_be_read_is_told_in_one_line_that_names_the_file(tmp_path, data, options, fact):
    path = written(tmp_path, data)

    with pytest.raises(Unreadable) as told:
        read(path, **options)

    assert fact in str(told.value)
    assert str(told.value).startswith(f"{path}: ")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("path", "fact"),
    [
        pytest.param("nowhere/report.txt", "no such file", id="a missing file"),
        pytest.param(".", "is a folder", id="a folder"),
        pytest.param("https://example.org/report.html", "web address", id="a web address"),
        pytest.param("file:///report.html", "web address", id="a file address"),
        pytest.param("re\0port.txt", "cannot be opened", id="a name that no system takes"),
    ],
)
def test_a_path_that_is_no_file_is_told(path, fact):
    with pytest.raises(Unreadable, match=fact):
        read(path)


def test_a_file_that_may_not_be_read_is_told(tmp_path):
    path = written(tmp_path, CHINESE.encode())
    Path(path).chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")

    with pytest.raises(Unreadable, match="permission"):
        read(path)


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = written(tmp_path, b"a" * (3 * 2**20))

    with pytest.raises(Unreadable, match="file_largest"):
        read(path, settings=Settings(file_largest=2**20))


def test_a_closed_standard_input_is_told(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)

    with pytest.raises(Unreadable, match=r"^standard input: is closed$"):
        read("-")


def test_standard_input_is_read_like_a_file(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CHINESE.encode("gb18030"))))

    source = read("-")

    assert (source.path, source.text, source.format) == ("-", CHINESE, "txt")


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.txt", "txt"), ("a.TXT", "txt"), ("a.md", "md"), ("a.markdown", "md"), ("a", "txt"), ("a.2022", "txt")],
)
def test_the_ending_tells_text_from_markdown(tmp_path, name, form):
    assert read(written(tmp_path, CHINESE.encode(), name)).format == form
    assert form in READERS


@pytest.mark.parametrize("path", sorted((REPORTS / "hailar-district" / "gbk").glob("*.txt")), ids=lambda p: p.stem)
def test_the_gbk_originals_read_as_their_utf8_twins(path):
    original, twin = read(str(path)), read(str(path.parent.parent / path.name))

    assert re.sub("\r\n?", "\n", original.text) == twin.text
    assert original.encoding == "gb18030"


def test_the_real_reports_stand_beside_the_project():
    if not REPORTS.is_dir():
        pytest.skip("the real reports are not here; a newcomer has no such folder")

    assert len(list((REPORTS / "hailar-district" / "gbk").glob("*.txt"))) == 8
