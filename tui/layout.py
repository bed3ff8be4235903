"""Where everything stands on a screen. Takes shown rows and widths, gives a `Page` of visual lines, paired by making.

One pass breaks both sides of a row and pairs their lines; nothing else knows a height. Lines hold spans of the source
texts, never text, so that a long report costs little and what is copied is the report itself.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, NamedTuple

from compare.model import Comparison, Edit, Edition
from compare.source import Span
from compare.text.cells import Ambiguous, break_lines
from compare.view.rows import Fold, Row, Side

Arrangement = Literal["split", "stacked", "redline", "new"]
ARRANGEMENTS: tuple[Arrangement, ...] = ("split", "stacked", "redline", "new")
"""Two columns; old above new; one text with what went and what came; the new text alone."""


class Slice(NamedTuple):
    """A stretch of one edition's text on one line."""

    side: Side
    start: int
    end: int


Cell = tuple[Slice, ...]
"""What stands in one column of one line."""

LineKind = Literal["text", "fold", "gone", "gap"]


class Line(NamedTuple):
    """One line: the place of its item among those shown, its number within the item, and a cell for each column.

    A fold is one line; so is a run of `many` items that an arrangement does not show ("gone"). A gap is empty and
    belongs to the heading below it.
    """

    item: int
    part: int
    cells: tuple[Cell, ...]
    kind: LineKind = "text"
    many: int = 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a reader looks at: a row, and a place in the text of one side (-1 for its first line)."""

    row: int
    side: Side = "new"
    at: int = -1


@dataclass(frozen=True, slots=True)
class Shape:
    """How lines are laid: the arrangement, the cells of each column (one for all arrangements but split).

    Changes in `rewritten` are never shown word by word.
    """

    arrangement: Arrangement
    widths: tuple[int, ...]
    ambiguous: Ambiguous = "narrow"
    rewritten: Collection[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Page:
    """All lines, the first line of each item, and the item in which each row stands."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    items: Mapping[int, int]
    rows: tuple[int, ...]

    def anchor(self, y: int) -> Anchor:
        """What stands on a line, so that it can be found again on another page of the same rows."""
        if not self.lines:
            return Anchor(-1)
        line = self.lines[max(0, min(y, len(self.lines) - 1))]
        for cell in reversed(line.cells):
            if cell:
                return Anchor(self.rows[line.item], cell[0].side, cell[0].start)
        return Anchor(self.rows[line.item])

    def place(self, anchor: Anchor) -> int:
        """The line on which an anchor stands now; the nearest one where its row is not shown."""
        if not self.starts:
            return 0
        item = self.items.get(anchor.row, max(0, bisect_right(self.rows, anchor.row) - 1))
        y = self.starts[item]
        for there in range(y, self.end(item)) if anchor.at >= 0 else ():
            if any(s.side == anchor.side and s.start <= anchor.at for cell in self.lines[there].cells for s in cell):
                y = there
        return min(y, max(0, len(self.lines) - 1))

    def end(self, item: int) -> int:
        """The line behind an item's last."""
        return self.starts[item + 1] if item + 1 < len(self.starts) else len(self.lines)


def arrange(comparison: Comparison, items: Sequence[Row | Fold], shape: Shape) -> Page:
    """Lay out rows and folds, in the order given."""
    setter = _Setter(comparison, shape)
    lines: list[Line] = []
    starts: list[int] = []
    for number, item in enumerate(items):
        starts.append(len(lines))
        lines += setter.lines(number, item, items[number - 1] if number else None)
    if shape.arrangement == "new":
        lines, starts = _with_gone(lines, starts)
    rows = tuple(item.number if isinstance(item, Row) else item.rows[0].number for item in items)
    places = {
        row.number: number
        for number, item in enumerate(items)
        for row in ((item,) if isinstance(item, Row) else item.rows)
    }
    return Page(tuple(lines), tuple(starts), places, rows)


class _Setter:
    """Sets one item after the other."""

    def __init__(self, comparison: Comparison, shape: Shape) -> None:
        self.old, self.new, self.shape = comparison.old, comparison.new, shape

    def lines(self, number: int, item: Row | Fold, before: Row | Fold | None) -> Iterator[Line]:
        """The lines of one item; a heading stands off from the text above it."""
        columns = len(self.shape.widths)
        if isinstance(item, Fold):
            yield Line(number, 0, ((),) * columns, "fold")
            return
        cells = self._cells(item)
        if item.role == "heading" and cells and before is not None and not _is_heading(before):
            yield Line(number, -1, ((),) * columns, "gap")
        yield from (Line(number, part, one) for part, one in enumerate(cells))

    def _cells(self, row: Row) -> list[tuple[Cell, ...]]:
        arrangement = self.shape.arrangement
        if arrangement == "split":
            olds, news = self._broken("old", row.old), self._broken("new", row.new)
            return list(zip_longest(olds, news, fillvalue=()))
        width = self.shape.widths[0]
        if arrangement == "new" or (row.kind == "unchanged" and row.new):
            return [(cell,) for cell in self._broken("new", row.new, width)]
        if arrangement == "redline" and row.old and row.new and self._is_marked(row):
            return [(cell,) for cell in self._woven(row, width)]
        return [(cell,) for cell in (*self._broken("old", row.old, width), *self._broken("new", row.new, width))]

    def _is_marked(self, row: Row) -> bool:
        return row.change.edits is not None and row.change.id not in self.shape.rewritten

    def _broken(self, side: Side, numbers: Sequence[int], width: int = 0) -> list[Cell]:
        """The lines of one side of a row; each paragraph starts a line."""
        edition = self.old if side == "old" else self.new
        width = width or self.shape.widths[side == "new"]
        text = edition.source.text
        cells: list[Cell] = []
        for first, last in stretches(edition, numbers):
            lines = break_lines(text[first:last], width, ambiguous=self.shape.ambiguous)
            cells += [(Slice(side, first + start, first + end),) for start, end in lines]
        return cells

    def _woven(self, row: Row, width: int) -> list[Cell]:
        """One text of what stayed, went and came, as lines of slices."""
        pieces = list(woven(row.change.edits or (), stretches(self.old, row.old), stretches(self.new, row.new)))
        texts = {"old": self.old.source.text, "new": self.new.source.text}
        whole = "".join(texts[side][start:end] for side, start, end in pieces)
        cells: list[Cell] = []
        ends = _Ends(pieces)
        for start, end in break_lines(whole, width, ambiguous=self.shape.ambiguous):
            cells.append(tuple(ends.between(start, end)))
        return cells


class _Ends:
    """Slices that were joined to one text, found again by places of that text."""

    def __init__(self, pieces: Sequence[Slice]) -> None:
        self.pieces = pieces
        self.starts = [0]
        for piece in pieces:
            self.starts.append(self.starts[-1] + piece.end - piece.start)

    def between(self, start: int, end: int) -> Iterator[Slice]:
        """What of the slices stands between two places."""
        number = bisect_right(self.starts, start) - 1
        while number < len(self.pieces) and self.starts[number] < end:
            piece, at = self.pieces[number], self.starts[number]
            first, last = max(start, at), min(end, self.starts[number + 1])
            if first < last:
                yield Slice(piece.side, piece.start + first - at, piece.start + last - at)
            number += 1


def stretches(edition: Edition, numbers: Sequence[int]) -> list[Span]:
    """The source text of neighbouring sentences: one span for those of one paragraph."""
    spans: list[Span] = []
    paragraph = -1
    for number in numbers:
        sentence = edition.sentences[number]
        if spans and sentence.paragraph == paragraph:
            spans[-1] = spans[-1][0], sentence.span[1]
        else:
            spans.append(sentence.span)
        paragraph = sentence.paragraph
    return spans


def woven(edits: Sequence[Edit], olds: Sequence[Span], news: Sequence[Span]) -> Iterator[Slice]:
    """What stayed (new), went (old) and came (new) of a change, as slices in reading order.

    The blank before words that went is part of no edit: where the old side has one character more since the last edit
    than the new side, it is that blank, and goes with them.
    """
    at, end = news[0][0], news[-1][1]
    low, high = olds[0][0], olds[-1][1]
    was = low
    for edit in sorted(edits, key=lambda edit: (edit.new, edit.old)):
        if not (news[0][0] <= edit.new[0] and edit.new[1] <= end):
            continue
        if at < edit.new[0]:
            yield Slice("new", at, edit.new[0])
        if low <= edit.old[0] < edit.old[1] <= high:
            blank = (edit.old[0] - was) - (edit.new[0] - at) == 1
            yield Slice("old", edit.old[0] - blank, edit.old[1])
        if max(at, edit.new[0]) < edit.new[1]:
            yield Slice("new", max(at, edit.new[0]), edit.new[1])
        at, was = max(at, edit.new[1]), edit.old[1]
    if at < end:
        yield Slice("new", at, end)


def _is_heading(item: Row | Fold) -> bool:
    return isinstance(item, Row) and item.role == "heading"


def _with_gone(lines: Sequence[Line], starts: Sequence[int]) -> tuple[list[Line], list[int]]:
    """The lines with one for each run of items that have none."""
    full: list[Line] = []
    places: list[int] = []
    run = 0
    for number, start in enumerate(starts):
        own = lines[start : starts[number + 1] if number + 1 < len(starts) else len(lines)]
        if own:
            places.append(len(full))
            full += own
            run = 0
            continue
        if run:
            full[-1] = full[-1]._replace(many=run + 1)
        else:
            full.append(Line(number, 0, ((),), "gone"))
        places.append(len(full) - 1)
        run += 1
    return full, places
