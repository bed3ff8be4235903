"""Takes a zip container (Word, OpenDocument), gives its parts as bytes or XML trees, within limits.

Nothing in a container is run, no entity is expanded and nothing outside is fetched: a document type declaration alone
is a reason to refuse, no office program writes one.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from xml.etree import ElementTree as ET

from compare.errors import Unreadable
from compare.reading.types import File
from compare.settings import Settings

Element = ET.Element

# Transitional and strict documents name the same things by different addresses.
_PREFIXES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2003/wordml": "w",
    "http://schemas.microsoft.com/office/2006/xmlPackage": "pkg",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
}
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)


class Package:
    """The parts of a zip container. Raises `Unreadable` wherever the container is damaged, locked or a bomb."""

    def __init__(self, file: File, settings: Settings) -> None:
        self._file = file
        self._settings = settings
        self._left = settings.unpacked_largest
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
        except _DAMAGED:
            raise Unreadable(file.name, "no zip directory") from None
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def data(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            entry = self._zip.getinfo(name)
            if entry.flag_bits & 1:
                raise Unreadable(self._file.name, "encrypted")
            self._weigh(entry)
            return self._zip.read(entry)
        except _DAMAGED as fault:
            raise Unreadable(self._file.name, "damaged part", part=name, why=type(fault).__name__) from None

    def _weigh(self, entry: zipfile.ZipInfo) -> None:
        """Refuse a bomb by the sizes it tells: more than these is never unpacked."""
        ratio, largest = self._settings.unpacked_ratio, self._settings.unpacked_largest
        self._left -= entry.file_size
        if self._left < 0:
            raise Unreadable(self._file.name, "unpacked size", mib=largest // 2**20)
        if entry.file_size > max(ratio * entry.compress_size, 2**20):
            raise Unreadable(self._file.name, "unpacked ratio", ratio=ratio)

    def tree(self, name: str) -> Element | None:
        """The root of an XML part with short names (`w:p`, attribute `val`), or None where there is no such part."""
        if name not in self.names:
            return None
        return parse(self._file.name, name, self.data(name), self._settings.xml_deepest)


def parse(file: str, part: str, data: bytes, deepest: int) -> Element:
    """An XML tree with short names. Raises `Unreadable` for broken XML, a declaration of entities, too much depth."""
    parser = ET.XMLParser(target=_Guard(file, deepest))  # noqa: S314 - the target refuses what makes it unsafe
    try:
        parser.feed(data)
        root = parser.close()
    except (ET.ParseError, LookupError, ValueError) as fault:
        raise Unreadable(file, "damaged document", part=part, why=str(fault)) from None
    assert isinstance(root, ET.Element)
    return root


def child(element: Element | None, name: str) -> Element | None:
    """The first child with a name; None where there is none, or no element."""
    return next((e for e in element if e.tag == name), None) if element is not None else None


class _Guard(ET.TreeBuilder):
    """Builds the tree, shortens names, refuses declarations and depth."""

    def __init__(self, file: str, deepest: int) -> None:
        super().__init__()
        self._file = file
        self._deepest = deepest
        self._depth = 0
        self._short: dict[str, str] = {}

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        raise Unreadable(self._file, "document type", name=name)

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self._depth += 1
        if self._depth > self._deepest:
            raise Unreadable(self._file, "nesting", levels=self._deepest, setting="xml_deepest")
        return super().start(self._name(tag), {self._name(k, bare="w"): v for k, v in attributes.items()})

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(self._name(tag))

    def _name(self, long: str, bare: str = "") -> str:
        key = bare + long
        if key not in self._short:
            space, _, name = long.removeprefix("{").rpartition("}")
            prefix = _PREFIXES.get(space, "x" if space else "")
            self._short[key] = name if prefix in ("", bare) else f"{prefix}:{name}"
        return self._short[key]
