"""Takes lines, tells whether the document is filled to one column, and then which lines go on in the next.

A full line is one on which the first word of the next would not have found room. Proportional print is filled less
evenly than cells, so in Chinese a line without a stop that reaches most of the column goes on too.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.structure.numbering import opens_item
from compare.structure.text_lines import INNER, STOPPED, is_chinese
from compare.structure.types import TextLine

_NARROWEST, _WIDEST = 40, 120
_LONGEST = 140
_FULL_SHARE = 0.4
_INDENTED_SHARE = 0.6
_MOST = 0.7
_DATED = re.compile(r"[（(]?\d{4}\s*年\s*\d{1,2}\s*月")
_WORD = re.compile(r"[!-~\u00a1-\u024f\u2010-\u2027]+")


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a document in terminal cells, and whether its paragraphs begin with an indented line."""

    text: str
    width: int
    indented: bool

    def goes_on(self, line: TextLine, after: TextLine) -> bool:
        """Whether the line is wrapped: the next belongs to its paragraph."""
        if _is_dated(self.text, line) and _is_dated(self.text, after):
            return False
        if after.indent > 1 and (self.indented or after.indent > line.indent):
            return False
        stopped = STOPPED.search(self.text, line.start, line.end) and not self._splits_number(line, after)
        if stopped and opens_item(self.text, after.start, after.end):
            return False
        if self.full(line, after):
            return True
        heading = opens_item(self.text, line.start, line.end) and not INNER.search(self.text, line.start, line.end)
        most = _cells(self.text, line) > _MOST * self.width
        return most and not stopped and not heading and is_chinese(self.text[line.start : line.end])

    def _splits_number(self, line: TextLine, after: TextLine) -> bool:
        return self.text[line.end - 1] == "." and self.text[line.end - 2].isdigit() and self.text[after.start].isdigit()

    def full(self, line: TextLine, after: TextLine) -> bool:
        """Whether the first word of the next line would not have found room on this one."""
        word = _WORD.match(self.text, after.start, after.end)
        more = 1 + len(word.group()) if word else 2
        return _cells(self.text, line) + more > self.width - 1


def _is_dated(text: str, line: TextLine) -> bool:
    """Whether a line opens with a day: under a law's title each says when it was passed or amended."""
    return bool(_DATED.match(text, line.start, line.end))


def find_column(text: str, lines: Sequence[TextLine]) -> Column | None:
    """The column the document is filled to; None where its lines are of many lengths, as paragraphs are."""
    running = [line for line in lines if not line.furniture]
    if len(running) < 3:
        return None
    widths = sorted(_cells(text, line) for line in running)
    width = widths[int(0.95 * (len(widths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    deep = sum(line.indent > 1 for line in running)
    column = Column(text, width, 0 < deep < _INDENTED_SHARE * len(running))
    near = [(line, after) for line, after in pairwise(running) if not after.apart]
    filled = [line for line, after in near if column.full(line, after)]
    broken = sum(not STOPPED.search(text, line.start, line.end) for line in filled)
    told = len(filled) > 2 and len(filled) >= _FULL_SHARE * len(near) and broken > len(filled) / 2
    return column if told else None


def _cells(text: str, line: TextLine) -> int:
    if line.end - line.start > _LONGEST:
        return 2 * _LONGEST
    return line.indent + width_of(text[line.start : line.end])


def width_of(piece: str) -> int:
    """Terminal cells: Han and full-width characters take two."""
    if piece.isascii():
        return len(piece)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in piece)
