"""A file becomes a `Source`. Takes a path (or `-`), gives its text exactly as decoded or extracted, and where it came from.

One module a format, one row in `READERS`. Errors are facts with the file's name: `Unreadable`, `MissingExtra`.
"""

import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compare.errors import BadOption, Unreadable
from compare.model import Block, Source
from compare.reading.decoding import decoded
from compare.settings import Settings

__all__ = ["READERS", "Extract", "Request", "editions_in", "read"]

SIDE_FILES = (".review.json", ".anchors.toml")
TRACKED = ("accepted", "original")


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader is asked: the file's name as typed, its bytes, and how to read them."""

    name: str
    data: bytes
    encoding: str | None
    tracked: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader gives: text, what the format knows of its blocks, the encoding, and what it undid (codes)."""

    text: str
    blocks: tuple[Block, ...] = ()
    encoding: str = "utf-8"
    repairs: tuple[str, ...] = ()


def _plain(request: Request) -> Extract:
    text, encoding, repairs = decoded(request.data, request.name, request.encoding)
    return Extract(text, encoding=encoding, repairs=repairs)


def _docx(request: Request) -> Extract:
    from compare.reading.docx import extract  # zip and XML parsers load for Word files only

    return extract(request)


READERS: Mapping[str, tuple[str, Callable[[Request], Extract]]] = {
    ".txt": ("txt", _plain),
    ".text": ("txt", _plain),
    ".md": ("md", _plain),
    ".markdown": ("md", _plain),
    ".docx": ("docx", _docx),
}
"""File endings: the format's name and its reader. A file with no known ending is read as text."""


def read(
    path: str, *, encoding: str | None = None, tracked: str = "accepted", settings: Settings = Settings()
) -> Source:
    """Read one file. Raises `Unreadable` naming the file and what was found, `MissingExtra`, `BadOption`."""
    if tracked not in TRACKED:
        raise BadOption("--tracked", f"no such side: {tracked}; known: {', '.join(TRACKED)}")
    data = _bytes_of(path, settings)
    form, reader = READERS.get(Path(path).suffix.lower(), ("txt", _plain))
    extract = reader(Request(path, data, encoding, tracked, settings))
    if not extract.text.strip("\ufeff \t\r\n\u3000"):
        raise Unreadable(path, "is blank")
    digest = hashlib.sha256(data).hexdigest()
    return Source(path, extract.text, digest, form, extract.encoding, extract.repairs, extract.blocks)


def editions_in(folder: str) -> tuple[str, ...]:
    """The report files of a folder, sorted by name; hidden files and our own side files are left out."""
    names = sorted(entry.name for entry in Path(folder).iterdir() if entry.is_file())
    known = [n for n in names if Path(n).suffix.lower() in READERS and not n.startswith((".", "~$"))]
    return tuple(str(Path(folder, name)) for name in known if not name.endswith(SIDE_FILES))


def _bytes_of(path: str, settings: Settings) -> bytes:
    if "://" in path:
        raise Unreadable(path, "is a web address; save the page and give the file")
    try:
        data = sys.stdin.buffer.read() if path == "-" else _file_bytes(Path(path), settings)
    except OSError as fault:
        raise Unreadable(path, (fault.strerror or str(fault)).lower()) from fault
    if not data:
        raise Unreadable(path, "is empty")
    return data


def _file_bytes(path: Path, settings: Settings) -> bytes:
    if path.is_dir():
        raise Unreadable(str(path), "is a folder, not a report")
    if path.exists() and path.stat().st_size > settings.largest_file:
        raise Unreadable(str(path), f"is larger than {settings.largest_file // 1_000_000} MB")
    return path.read_bytes()
