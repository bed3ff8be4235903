"""Which format a file is in: by what its first bytes say, then by its ending. Takes a file, gives a format's name."""

import re
from collections.abc import Container, Mapping

from compare.codes import Notice
from compare.errors import Unreadable
from compare.reading.types import File

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_EDGAR = re.compile(
    rb"(?:-----BEGIN PRIVACY-ENHANCED|<(?:SEC|IMS)-(?:DOCUMENT|HEADER)>|<DOCUMENT>\s*<TYPE>|<SUBMISSION>)",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    rb"(?:[A-Za-z-]+:[^\n]{0,400}\n(?:[ \t][^\n]{0,400}\n)*){0,20}?Content-Type:\s*multipart/related", re.IGNORECASE
)
_WORD_XML = re.compile(rb"progid=.Word\.Document.|<w:wordDocument\b|<pkg:package\b")
_PDF = re.compile(rb"\s*%PDF-")

ALIASES: Mapping[str, str] = {
    "text": "txt",
    "markdown": "md",
    "htm": "html",
    "xhtml": "html",
    "shtml": "html",
    "docm": "docx",
    "dotx": "docx",
    "dotm": "docx",
    "ott": "odt",
    "dot": "doc",
    "wpt": "wps",
    "mht": "mhtml",
}
"""Endings that name a format otherwise."""

_TEXT = ("txt", "md", "html")
_BINARY = ("pdf", "docx", "odt")

# What is told by name because nobody means it: its first bytes, what it is.
_OTHERS: tuple[tuple[bytes, Notice], ...] = (
    (b"\x89PNG", Notice("picture", {"format": "PNG"})),
    (b"\xff\xd8\xff", Notice("picture", {"format": "JPEG"})),
    (b"GIF8", Notice("picture", {"format": "GIF"})),
    (b"II*\0", Notice("picture", {"format": "TIFF"})),
    (b"MM\0*", Notice("picture", {"format": "TIFF"})),
    (b"\x1f\x8b", Notice("compressed", {"format": "gzip"})),
    (b"7z\xbc\xaf\x27\x1c", Notice("archive", {"format": "7z"})),
    (b"Rar!", Notice("archive", {"format": "RAR"})),
    (b"\x7fELF", Notice("program")),
    (b'{"format":"yoy/', Notice("yoy result")),
)


def ending_of(path: str) -> str:
    """The ending of a path without its dot, in small letters; "" where there is none."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rpartition(".")[2].lower() if "." in name[1:] else ""


def kind_of(file: File, known: Container[str]) -> str:
    """The format of a file, one of `known`; "txt" where nothing says otherwise. Raises `Unreadable` for no report."""
    data, ending = file.data, ending_of(file.name)
    form = ALIASES.get(ending, ending)
    if data.startswith(_ZIP):
        return _zipped(file)
    if data.startswith(_OLE):
        return _ole(file)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if _PDF.match(data) or (form == "pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if held := _held(data):
        return held
    for mark, what in _OTHERS:
        if data.startswith(mark):
            raise Unreadable(file.name, "no report", what=what)
    if form in _BINARY:
        raise Unreadable(file.name, "another format", ending=ending)
    if form not in _TEXT and _PAGE.match(data):
        return "html"
    return form if form in _TEXT and form in known else "txt"


def _held(data: bytes) -> str:
    """The format of a container of text, whatever its ending; "" for any other file."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _EDGAR.match(head):
        return "edgar"
    if _ARCHIVE.match(head):
        return "mhtml"
    return "wordml" if head.startswith(b"<?xml") and _WORD_XML.search(head) else ""


def _zipped(file: File) -> str:
    """A zip container: Word's, OpenDocument's, or one we know nothing of."""
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in file.data[:200]:
        return "odt"
    for folder, what in ((b"xl/workbook", Notice("workbook")), (b"ppt/presentation", Notice("slides"))):
        if folder in file.data and b"word/" not in file.data:
            raise Unreadable(file.name, "no report", what=what)
    return "docx"


def _ole(file: File) -> str:
    """The container of old Office files, and of encrypted new ones."""
    if "EncryptedPackage".encode("utf-16-le") in file.data:
        raise Unreadable(file.name, "encrypted Office file")
    for stream, what in (("Workbook", Notice("workbook")), ("PowerPoint Document", Notice("slides"))):
        if stream.encode("utf-16-le") in file.data:
            raise Unreadable(file.name, "no report", what=what)
    return "doc"
