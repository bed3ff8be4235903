"""The run level of a Word file: the text of one paragraph on one side of the tracked changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from compare.codes import Tracked
from compare.reading.symbol_fonts import SYMBOLS, UNKNOWN
from compare.reading.word.package import Element, child
from compare.reading.word.styles import Styles, switched, value

_WRAPPERS = frozenset(
    f"w:{name}"
    for name in ("sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "ruby", "rubyBase")
) | {"x:sect", "x:sub-section", "x:annotation", "x:content"}
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class ChangeSide:
    """One side of tracked changes: elements whose content is left out, elements whose content is read."""

    dropped: frozenset[str]
    kept: frozenset[str]


SIDES: Mapping[Tracked, ChangeSide] = {
    "accepted": ChangeSide(frozenset({"w:del", "w:moveFrom"}), frozenset({"w:ins", "w:moveTo"})),
    "original": ChangeSide(frozenset({"w:ins", "w:moveTo"}), frozenset({"w:del", "w:moveFrom"})),
}


@dataclass(slots=True)
class WordParagraph:
    """What stands in one paragraph: its text in stretches, each bold or not; its notes' keys; its text boxes."""

    stretches: list[tuple[str, bool]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    hidden: bool = False
    struck: bool = False

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return "".join(text for text, _ in self.stretches)

    @property
    def bold(self) -> bool:
        """Whether all that is no blank is bold."""
        shown = [bold for text, bold in self.stretches if text.strip()]
        return bool(shown) and all(shown)


def flat(parent: Element, side: ChangeSide) -> Iterator[Element]:
    """The children of an element as if nothing were wrapped, on one side of the tracked changes."""
    for entry in parent:
        if entry.tag in side.dropped or _is_annotated_away(entry, side):
            continue
        if entry.tag == "mc:AlternateContent":
            # The same content twice, for newer and for older programs.
            yield from flat(entry[0], side) if len(entry) else ()
        elif _is_open(entry, side):
            yield from flat(entry, side)
        else:
            yield entry


def _is_annotated_away(element: Element, side: ChangeSide) -> bool:
    """Whether a tracked change as Word 2003 writes it is of the other side."""
    kind = {"Word.Insertion": "w:ins", "Word.Deletion": "w:del"}.get(element.get("type", ""), "")
    return element.tag == "x:annotation" and kind in side.dropped


def _is_open(element: Element, side: ChangeSide) -> bool:
    wrapper = element.tag in _WRAPPERS or element.tag in side.kept
    return wrapper or (element.tag == "w:sdt" and not is_contents(element))


def is_contents(element: Element) -> bool:
    """Whether a content control holds the table of contents that Word makes."""
    return any((e.get("val") or "").lower() == "table of contents" for e in element.iter("w:docPartGallery"))


def is_unmarked(properties: Element | None, side: ChangeSide) -> bool:
    """Whether a paragraph's end (or a table row) is not there on this side of the tracked changes."""
    marks = child(properties, "w:rPr")
    return any(mark.tag in side.dropped for mark in (marks if marks is not None else ()))


def read_line(paragraph: Element, properties: Element | None, styles: Styles, side: ChangeSide) -> WordParagraph:
    """What stands in a paragraph."""
    line = WordParagraph()
    inherited = styles.bold(value(properties, "w:pStyle"))
    for entry in flat(paragraph, side):
        if entry.tag == "w:r":
            _run(line, entry, styles, side, inherited=inherited)
        elif entry.tag.startswith("m:"):
            line.stretches.append((_formula(entry), False))
    return line


def _run(line: WordParagraph, run: Element, styles: Styles, side: ChangeSide, *, inherited: bool) -> None:
    properties = child(run, "w:rPr")
    if switched(properties, "w:vanish"):
        line.hidden = True
        return
    if switched(properties, "w:strike") or switched(properties, "w:dstrike"):
        line.struck = True
        return
    bold = switched(properties, "w:b")
    named = value(properties, "w:rStyle")
    if bold is None:
        bold = inherited or (named is not None and styles.bold(named))
    for entry in flat(run, side):
        if text := _text(entry):
            line.stretches.append((text, bold))
        elif entry.tag == "w:r":  # the base of a ruby
            _run(line, entry, styles, side, inherited=bold)
        elif entry.tag in ("w:footnoteReference", "w:endnoteReference"):
            line.notes.append((entry.tag, entry.get("id", "")))
        elif entry.tag in ("w:drawing", "w:pict", "w:object"):
            for held in _drawn(entry):
                if held.tag == "w:txbxContent":
                    line.boxes.append(held)
                else:
                    line.diagrams.append(held.get("r:dm", ""))


def _drawn(drawing: Element) -> Iterator[Element]:
    """The text boxes and diagrams of a drawing; what stands in a box is read with the box, and only then."""
    for entry in drawing:
        if entry.tag in ("w:txbxContent", "dgm:relIds"):
            yield entry
        elif entry.tag == "mc:AlternateContent":
            yield from _drawn(entry[0]) if len(entry) else ()
        else:
            yield from _drawn(entry)


def _text(element: Element) -> str:
    match element.tag:
        case "w:t" | "w:delText" | "m:t":
            return (element.text or "").replace(_SOFT_HYPHEN, "")
        case "w:tab" | "w:ptab":
            return "\t"
        case "w:br":
            return "\n" if element.get("type", "textWrapping") == "textWrapping" else ""
        case "w:cr":
            return "\n"
        case "w:noBreakHyphen":
            return "-"
        case "w:sym":
            return _symbol(element.get("char", ""))
    return ""


def _symbol(code: str) -> str:
    """A character of a symbol font; those fonts keep theirs in a private row."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    private = 0xF000 <= value <= 0xF0FF
    return SYMBOLS.get(value & 0xFF, UNKNOWN) if private else chr(value) if 0x20 <= value < 0xD800 else ""


def _formula(element: Element) -> str:
    """A formula on one line: fractions by a slash."""
    if element.tag == "m:t":
        return element.text or ""
    return ("/" if element.tag == "m:f" else "").join(filter(None, map(_formula, element)))
