"""Takes a path, gives a Source: what a file says, as text, whatever its format. One module a format, one table."""

from collections.abc import Mapping
from hashlib import sha256
from importlib import import_module
from typing import cast, get_args

from compare.codes import Tracked
from compare.errors import BadOption, MissingExtra
from compare.reading.files import fetch
from compare.reading.formats import kind_of
from compare.reading.listing import list_reports
from compare.reading.plain import read_plain
from compare.reading.types import Extracted, File, Reader, ReadOptions
from compare.settings import Settings
from compare.source import Source

__all__ = ["READERS", "Tracked", "editions", "read"]


def _reader(module: str, function: str) -> Reader:
    """A reader of this room that is loaded with the first file of its format: a plain text waits for none of them."""

    def read_late(file: File, asked: ReadOptions) -> Extracted:
        return cast("Reader", getattr(import_module(f"compare.reading.{module}"), function))(file, asked)

    return read_late


def _read_pdf(file: File, asked: ReadOptions) -> Extracted:
    """A PDF, by a reader that stands on PDFium: an extra of 10 MB, loaded for the first such file only."""
    try:
        from compare.reading.pdf import read_pdf
    except ImportError:
        command = "pip install 'yoy-reports[pdf]'"
        raise MissingExtra(file.name, "reader missing", format="PDF", command=command) from None
    return read_pdf(file, asked)


READERS: Mapping[str, Reader] = {
    "txt": read_plain,
    "md": _reader("commonmark", "read_markdown"),
    "html": _reader("web", "read_web"),
    "pdf": _read_pdf,
    "doc": _reader("office", "read_office"),
    "wps": _reader("office", "read_office"),
    "odt": _reader("office", "read_office"),
    "rtf": _reader("office", "read_office"),
    "docx": _reader("word", "read_word"),
    "wordml": _reader("word", "read_word_xml"),
    "edgar": _reader("containers", "read_edgar"),
    "mhtml": _reader("containers", "read_archive"),
}
"""The formats by name; a new format is a module and a row here."""


def read(
    path: str,
    *,
    encoding: str | None = None,
    tracked: Tracked = "accepted",
    settings: Settings = Settings(),
) -> Source:
    """The text of one file, or of standard input for "-"; `Source.repairs` says what had to be done to get it.

    `encoding` overrides what is found out for text and HTML; `tracked` is the side of a Word file's tracked changes.
    Raises `Unreadable` or `MissingExtra`, naming the file and what was found; `BadOption` for another side.
    """
    if tracked not in get_args(Tracked):
        raise BadOption("tracked", "tracked side", side=tracked)
    file = fetch(path, largest=settings.file_largest)
    form = kind_of(file, READERS)
    content = READERS[form](file, ReadOptions(encoding, tracked, settings))
    return Source(
        path=path,
        text=content.text,
        sha256=sha256(file.data).hexdigest(),
        format=form,
        encoding=content.encoding,
        repairs=content.repairs,
        blocks=content.blocks,
    )


def editions(path: str) -> tuple[str, ...]:
    """The reports in a folder, or those that a pattern names, sorted by name; the path of one file as it is.

    Hidden files, files beside reports (marks, anchors, read-me's) and unknown formats are left out. Raises
    `Unreadable` where nothing is left.
    """
    return list_reports(path, READERS)
