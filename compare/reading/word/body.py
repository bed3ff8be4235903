"""The block level of a Word file: paragraphs, tables, notes and text boxes in reading order."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from compare.reading.types import StyledLine, opening, table
from compare.reading.word.list_numbers import Numbering
from compare.reading.word.package import Element, child
from compare.reading.word.runs import ChangeSide, WordParagraph, flat, is_unmarked, read_line
from compare.reading.word.styles import Styles
from compare.settings import Settings


@dataclass(slots=True)
class Body:
    """Reads a document once, in order; `said` holds the repairs it made (a dict keeps their order).

    A note or diagram stands where it is first referred to and nowhere else: whatever refers to what, and however often,
    the text is never longer than the file.
    """

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    side: ChangeSide
    settings: Settings
    diagrams: dict[str, Element] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)
    _in_note: bool = False

    def pieces(self, root: Element) -> Iterator[StyledLine]:
        """All pieces of a document."""
        for body in root.iter("w:body"):
            yield from self._blocks(body)

    def _blocks(self, parent: Element) -> Iterator[StyledLine]:
        """The pieces of a body, a cell, a note or a text box. A paragraph whose end is tracked away runs on."""
        running: list[WordParagraph] = []
        for entry in flat(parent, self.side):
            if entry.tag == "w:p":
                properties = self._properties(entry)
                running.append(read_line(entry, properties, self.styles, self.side))
                if is_unmarked(child(entry, "w:pPr"), self.side):
                    continue
                yield from self._paragraph(running, properties)
                running = []
            elif entry.tag == "w:tbl":
                yield from self._table(entry)
            elif entry.tag == "w:sdt":
                self.said["contents left out"] = None
        if any(line.text for line in running):
            yield from self._paragraph(running, None)

    def _properties(self, paragraph: Element) -> Element | None:
        """A paragraph's properties; before a tracked change of them where the original is asked for."""
        properties = child(paragraph, "w:pPr")
        before = child(child(properties, "w:pPrChange"), "w:pPr")
        return properties if before is None or "w:ins" not in self.side.dropped else before

    def _paragraph(self, lines: list[WordParagraph], properties: Element | None) -> Iterator[StyledLine]:
        if self.styles.is_contents(properties):
            self.said["contents left out"] = None
            return
        whole = WordParagraph([s for line in lines for s in line.stretches])
        number = self.numbering.next(*self.styles.numbering(properties))
        text, heavy = whole.text, opening(whole.stretches)
        if number and text.strip():
            self.said["numbering written out"] = None
            blanks = len(text) - len(text.lstrip())
            text, heavy = number + text.lstrip(), heavy and heavy - blanks + len(number)
        if any(line.hidden for line in lines):
            self.said["hidden text left out"] = None
        yield StyledLine(text, *self._style(whole, properties), heavy if heavy <= self.settings.styled_longest else 0)
        if any(line.struck for line in lines):
            self.said["struck text left out"] = None
        for name in (name for line in lines for name in line.diagrams):
            yield from self._diagram(name)
        for box in (box for line in lines for box in line.boxes):
            yield from self._blocks(box)
        yield from self._follow(key for line in lines for key in line.notes)

    def _diagram(self, key: str) -> Iterator[StyledLine]:
        """The texts of a SmartArt picture, a line each, in the order of its data."""
        data = self.diagrams.pop(key, None)
        for point in data.iter("dgm:t") if data is not None else ():
            for paragraph in point:
                yield StyledLine("".join(run.text or "" for run in paragraph.iter("a:t")))

    def _style(self, line: WordParagraph, properties: Element | None) -> tuple[str, int]:
        if len(line.text) > self.settings.styled_longest:
            return "body", 0
        level = self.styles.level(properties)
        if level:
            return "heading", level
        return ("bold", 0) if line.bold else ("body", 0)

    def _follow(self, keys: Iterable[tuple[str, str]]) -> Iterator[StyledLine]:
        """The notes that a paragraph refers to; a note that a note refers to stands after it, not inside."""
        self._waiting.extend(keys)
        if self._in_note:
            return
        self._in_note = True
        while self._waiting:
            note = self.notes.pop(self._waiting.popleft(), None)
            if note is not None:
                self.said["footnotes after their paragraph"] = None
                text = " ".join(piece.text.strip() for piece in self._blocks(note))
                yield StyledLine(text.strip(), "footnote")
        self._in_note = False

    def _table(self, element: Element) -> Iterator[StyledLine]:
        rows = [
            [
                list(self._blocks(cell))
                for cell in flat(line, self.side)
                if cell.tag == "w:tc" and not self._is_away(child(cell, "w:tcPr"), ("w:cellIns", "w:cellDel"))
            ]
            for line in flat(element, self.side)
            if line.tag == "w:tr" and not self._is_away(child(line, "w:trPr"), ("w:ins", "w:del"))
        ]
        pieces = list(table(rows, self.settings.cell_longest))
        if any(piece.style == "table" for piece in pieces):
            self.said["tables as rows"] = None
        yield from pieces

    def _is_away(self, properties: Element | None, marks: tuple[str, str]) -> bool:
        """Whether a row or cell is not there on this side; `marks` are those of an insertion and a deletion."""
        inserted, deleted = marks
        mark = inserted if "w:ins" in self.side.dropped else deleted
        return child(properties, mark) is not None
