"""Notes at the foot of a page: taken out of the way of its text. Takes the items of a page, gives both apart.

A foot is the lines in small print that end a column, from the first that begins with a number which stands raised in the
lines above.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from compare.reading.notes import LOWERED, RAISED
from compare.reading.pdf.page_items import PageItem, PdfLine, RuledTable

_SMALL = 0.94
_OWN = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[①-⑳]|\d{1,3}(?=[\s.)\u3400-\u9fff]))[.)]?\s*")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[①-⑳]")


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note: its mark as the text has it, the page it stands on, its lines."""

    mark: str
    page: int
    lines: tuple[PdfLine, ...]

    @property
    def own(self) -> int:
        """How many characters of its first line are its own mark."""
        found = _OWN.match(self.lines[0].text)
        return found.end() if found else 0


def marks_in(text: str) -> list[str]:
    """The marks that a line may point to notes with."""
    return _RAISED.findall(text)


def set_apart(items: Sequence[PageItem], size: float) -> tuple[list[PageItem], list[PageNote]]:
    """The items of a page without its notes, and the notes; `size` is that of the text in points."""
    kept: list[PageItem] = []
    notes: list[PageNote] = []
    for _, group in groupby(items, key=lambda item: item.column if isinstance(item, PdfLine) else -1):
        column = list(group)
        foot = _foot(column, size, {mark for item in (*kept, *column) for mark in _marks(item)})
        notes += _notes(column[foot:])
        kept += column[:foot]
    return kept, notes


def _marks(item: PageItem) -> Iterable[str]:
    if isinstance(item, PdfLine):
        own = _OWN.match(item.text)
        return _RAISED.findall(item.text, own.end() if own else 0)
    return [mark for row in item.rows for cell in row for line in cell for mark in _RAISED.findall(line.text)]


def _foot(column: Sequence[PageItem], size: float, marks: set[str]) -> int:
    """The place at which the notes of a column begin; its length where there are none."""
    begin = len(column)
    for at in range(len(column) - 1, -1, -1):
        item = column[at]
        if isinstance(item, RuledTable) or item.size > _SMALL * size:
            break
        own = _OWN.match(item.text)
        if own and own[1].translate(RAISED) in marks:
            begin = at
    return begin


def _notes(lines: Sequence[PageItem]) -> Iterator[PageNote]:
    held: list[PdfLine] = []
    mark = ""
    for line in lines:
        if not isinstance(line, PdfLine):
            continue
        own = _OWN.match(line.text)
        if own and (not held or _follows(own[1].translate(RAISED), mark)):
            if held:
                yield PageNote(mark, held[0].page, tuple(held))
            held, mark = [], own[1].translate(RAISED)
        held.append(line)
    if held:
        yield PageNote(mark, held[0].page, tuple(held))


def _follows(mark: str, before: str) -> bool:
    """Whether a mark is the next one: a line of a note may begin with a figure, too."""
    return _value(mark) == _value(before) + 1


def _value(mark: str) -> int:
    if len(mark) == 1 and "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return int(mark.translate(LOWERED))
