"""Word files (.docx): paragraphs in order, tables as rows, footnotes, styles, numbering, one side of tracked changes.

Read directly from the package, because what readers on offer drop (tracked insertions, list numbers, text boxes) is
what a comparison lives on.
"""

from collections.abc import Iterator, Mapping, Sequence

from compare.errors import Unreadable
from compare.reading.types import Extracted, File, ReadOptions, laid
from compare.reading.word.body import Body
from compare.reading.word.list_numbers import Numbering
from compare.reading.word.package import Element, Package, child, parse
from compare.reading.word.runs import SIDES
from compare.reading.word.styles import Styles

__all__ = ["read_word", "read_word_xml"]

_RELATIONS = "_rels/.rels"
_TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel")
_PARTS = ("styles", "numbering", "footnotes", "endnotes")


def read_word(file: File, asked: ReadOptions) -> Extracted:
    """The text of a Word file. Raises `Unreadable` for a container that is another, damaged, locked or a bomb."""
    with Package(file, asked.settings) as package:
        main = _main(package)
        root = package.tree(main)
        if root is None or root.tag != "w:document":
            raise Unreadable(file.name, "no Word file")
        folder = main.rpartition("/")[0]
        parts = [package.tree(f"{folder}/{name}.xml") for name in _PARTS]
        diagrams = _diagrams(package, folder, main.rpartition("/")[2])
        macros = any(name.endswith("vbaProject.bin") for name in package.names)
    return _read(file, asked, root, parts, diagrams=diagrams, macros=macros)


def read_word_xml(file: File, asked: ReadOptions) -> Extracted:
    """The text of Word's XML in one file, of 2003 or flat. Raises `Unreadable` where it is damaged or holds no document."""
    whole = parse(file.name, "document", file.data.removeprefix(b"\xef\xbb\xbf"), asked.settings.xml_deepest)
    if whole.tag == "w:wordDocument":
        lists, styles = child(whole, "w:lists"), child(whole, "w:styles")
        return _read(file, asked, whole, [styles, lists, None, None])
    parts = {
        part.get("pkg:name", ""): next(iter(data), None) for part in whole for data in part if data.tag == "pkg:xmlData"
    }
    root = parts.get("/word/document.xml")
    if root is None:
        raise Unreadable(file.name, "no main document")
    return _read(file, asked, root, [parts.get(f"/word/{name}.xml") for name in _PARTS])


def _read(
    file: File,
    asked: ReadOptions,
    root: Element,
    parts: Sequence[Element | None],
    *,
    diagrams: Mapping[str, Element] | None = None,
    macros: bool = False,
) -> Extracted:
    styles, numbering, *notes = parts
    body = Body(
        styles=Styles(styles),
        numbering=Numbering(numbering),
        notes={key: note for part in notes if part is not None for key, note in _notes(part)},
        side=SIDES[asked.tracked],
        settings=asked.settings,
        diagrams=dict(diagrams or {}),
    )
    text, blocks = laid(body.pieces(root))
    if not text and next(root.iter("w:altChunk"), None) is not None:
        raise Unreadable(file.name, "web page in Word")
    said = [f"tracked changes {asked.tracked}"] * any(element.tag in _TRACKED for element in root.iter())
    said += [*body.said, *["macros left out"] * macros]
    return Extracted(text, "", tuple(said), blocks)


def _diagrams(package: Package, folder: str, main: str) -> Mapping[str, Element]:
    """The data of SmartArt by the relation that the text refers to it with."""
    diagrams: dict[str, Element] = {}
    relations = package.tree(f"{folder}/_rels/{main}.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/diagramData"):
            data = package.tree(f"{folder}/{relation.get('Target', '')}".removeprefix("/"))
            if data is not None:
                diagrams[relation.get("Id", "")] = data
    return diagrams


def _main(package: Package) -> str:
    """The name of the main part, as the package's relations tell it."""
    relations = package.tree(_RELATIONS)
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _notes(part: Element) -> Iterator[tuple[tuple[str, str], Element]]:
    """Foot- or endnotes by the tag and id of the reference to them; separators are none."""
    for note in part:
        if note.get("type", "normal") == "normal":
            yield (f"{note.tag}Reference", note.get("id", "")), note
