"""Old and foreign office files through LibreOffice; folders and patterns of reports."""

import shutil
import zipfile
from pathlib import Path

import pytest

from compare.errors import MissingExtra, Unreadable
from compare.reading import editions, read
from compare.settings import Settings

RTF = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}\f0 Our sales grew well.\par We sold more goods.\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Our sales grew well.</w:t></w:r></w:p></w:body></w:document>"
)


def office(folder, monkeypatch, script):
    """A program called soffice, alone on the path."""
    path = folder / "bin" / "soffice"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")


def report(folder, data, name):
    path = folder / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        pytest.param("a.doc", OLE, "doc", id="Word 97"),
        pytest.param("a.wps", OLE, "doc", id="WPS, which is the same container"),
        pytest.param("a.rtf", RTF.encode(), "rtf", id="RTF"),
        pytest.param("a.doc", RTF.encode(), "rtf", id="RTF named .doc"),
        pytest.param(
            "a.odt", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt", id="ODT"
        ),
    ],
)
def test_office_files_are_converted_and_it_is_said(tmp_path, monkeypatch, name, data, form):
    with zipfile.ZipFile(tmp_path / "made.docx", "w") as package:
        package.writestr("word/document.xml", DOCUMENT)
    # The words: the profile, headless, norestore, convert-to, docx, outdir, its folder, the file.
    office(tmp_path, monkeypatch, f'test -f "$8" || exit 3\nmkdir -p "$7"\ncp "{tmp_path}/made.docx" "$7/report.docx"')

    source = read(report(tmp_path, data, name))

    assert (source.text, source.format, source.repairs) == ("Our sales grew well.", form, ("converted by LibreOffice",))


@pytest.mark.parametrize(
    ("script", "fact"),
    [
        pytest.param("exit 1", "LibreOffice could not convert it", id="it fails"),
        pytest.param("exit 0", "LibreOffice could not convert it", id="it says nothing and makes nothing"),
        pytest.param("exec sleep 30", "took over 1 s", id="it hangs"),
    ],
)
def test_what_libreoffice_cannot_do_is_told(tmp_path, monkeypatch, script, fact):
    office(tmp_path, monkeypatch, script)

    with pytest.raises(Unreadable, match=fact):
        read(report(tmp_path, OLE, "a.doc"), settings=Settings(office_seconds=1))


def test_without_libreoffice_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    with pytest.raises(MissingExtra, match=r"a.doc: is a file of Word 97; it takes LibreOffice"):
        read(report(tmp_path, OLE, "a.doc"))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_real_libreoffice_converts_rtf(tmp_path):
    source = read(report(tmp_path, RTF.encode(), "a.rtf"))

    assert source.text == "Our sales grew well.\nWe sold more goods."


def test_a_folder_is_the_reports_in_it(tmp_path):
    for name in ("b.txt", "a.docx", "c.HTM", ".hidden.txt", "~$a.docx", "a.review.json", "a.anchors.toml", "README.md"):
        (tmp_path / name).touch()
    (tmp_path / "notes.xyz").touch()
    (tmp_path / "sub.txt").mkdir()

    assert [Path(path).name for path in editions(str(tmp_path))] == ["a.docx", "b.txt", "c.HTM"]
    assert [Path(path).name for path in editions(str(tmp_path / "*.[td]*"))] == ["a.docx", "b.txt"]


def test_a_file_is_itself_and_a_name_with_signs_is_no_pattern(tmp_path):
    path = report(tmp_path, b"x", "a[1].txt")

    assert editions(path) == (path,)
    assert editions(str(tmp_path / "missing.txt")) == (str(tmp_path / "missing.txt"),)


@pytest.mark.parametrize("name", ["", "*.pdf"])
def test_a_folder_or_pattern_without_reports_is_told(tmp_path, name):
    (tmp_path / "notes.xyz").touch()

    with pytest.raises(Unreadable, match="holds no report"):
        editions(str(tmp_path / name))
