"""One line of the compare screen as runs of text and style names. Takes a session, a page and a place; draws nothing.

A run's styles are component names of the pair view, so that the style sheet alone decides colours; every mark has a
sign, too. Runs of source text say where they stand (`side`, `start`), for the mouse.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from compare.messages import Voice
from compare.model import Change
from compare.source import Span
from compare.text.cells import cells, clean
from compare.view.rows import Fold, Row, Side
from tui.cells import fit
from tui.facets import SIGNS
from tui.layout import Cell, Line, Page, Shape, Slice
from tui.session import Session
from tui.styled import Run

GUTTER = 6
"""Cells between or before the columns: the cursor, three for the sign, one for a flag, one that keeps off the text."""


Layer = tuple[int, int, str]
"""A stretch of a text and the style that lies over it."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What the reader points at: the current row, a selection, and what a search found on each side."""

    row: int = -1
    selected: tuple[Side, int, int] | None = None
    hits: dict[Side, Sequence[Span]] = field(default_factory=dict)


class Painter:
    """Paints the lines of one page, on which some rows and folds of a session are laid out."""

    def __init__(
        self,
        session: Session,
        items: Sequence[Row | Fold],
        page: Page,
        shape: Shape,
        say: Voice,
        title_of_row: Callable[[Row], str],
    ) -> None:
        self.session, self.items, self.page, self.shape, self.say = session, items, page, shape, say
        self.title_of_row = title_of_row

    def line(self, y: int, focus: Focus) -> list[Run]:
        """The runs of one line; each column padded to its width."""
        line = self.page.lines[y]
        item = self.items[line.item]
        if line.kind == "gap":
            return [self._blank(self.width)]
        if line.kind == "gone":
            return [Run(fit("  " + self._gone(line), self.width, ambiguous=self.shape.ambiguous), ("fold",))]
        if isinstance(item, Fold):
            return self._fold(item, focus)
        current = ("current",) if item.number == focus.row else ()
        columns = [self._column(line, at, item, focus, current) for at in range(len(line.cells))]
        gutter = self._gutter(y, item, focus)
        if self.shape.arrangement == "split":
            return [*columns[0], gutter, *columns[1]]
        return [gutter, *columns[0]]

    @property
    def width(self) -> int:
        """The cells of a whole line."""
        return sum(self.shape.widths) + GUTTER

    def _blank(self, width: int) -> Run:
        return Run(" " * width, ("plain",))

    def _gone(self, line: Line) -> str:
        rows = [item for item in self.items[line.item : line.item + line.many] if isinstance(item, Row)]
        away = sum(row.moved for row in rows)
        told = (("view.gone", len(rows) - away), ("view.away", away))
        return " · ".join(self.say(name, count=count) for name, count in told if count)

    def _fold(self, fold: Fold, focus: Focus) -> list[Run]:
        session = self.session
        same = sum(session.facet(row.change) == "unchanged" for row in fold.rows)
        words = self.say("view.fold", count=same) if same else ""
        if hidden := len(fold.rows) - same:
            words = " · ".join(filter(None, (words, self.say("view.hidden", count=hidden))))
        here = fold.rows[0].number <= focus.row <= fold.rows[-1].number
        text = f"{'>' if here else ' '}     ... {words}"
        return [Run(fit(text, self.width, ambiguous=self.shape.ambiguous), ("fold", "current") if here else ("fold",))]

    def _gutter(self, y: int, row: Row, focus: Focus) -> Run:
        line = self.page.lines[y]
        first = line.part == 0
        cursor = ">" if row.number == focus.row else " "
        sign = self._sign(row, line) if first or self._turns(y, row) else ""
        flag = self.flag(row) if first else " "
        styles = (f"sign-{self.session.facet(row.change)}", *(("current",) if row.number == focus.row else ()))
        return Run(f"{cursor}{sign:^3}{flag} ", styles)

    def _turns(self, y: int, row: Row) -> bool:
        """Whether the new text of a row starts on this line, under the old one."""
        line, above = self.page.lines[y], self.page.lines[y - 1]
        if line.part < 1 or not (line.cells[0] and above.cells[0]) or not self._is_double(row):
            return False
        return line.cells[0][0].side == "new" and above.cells[0][0].side == "old"

    def _sign(self, row: Row, line: Line) -> str:
        facet = self.session.facet(row.change)
        if facet == "moved":
            return "»" if row.old and not self._is_new(row, line) else "«"
        change = row.change
        if len(change.old) != len(change.new) and change.old and change.new:
            return f"{len(change.old)}:{len(change.new)}"
        sign = SIGNS[facet]
        if self._is_double(row):
            return sign + ("+" if self._is_new(row, line) else "-")
        return sign

    def _is_new(self, row: Row, line: Line) -> bool:
        """Whether a line of a row that shows its old text above its new one is of the new one."""
        return self._is_double(row) and not (line.cells[0] and line.cells[0][0].side == "old")

    def _is_double(self, row: Row) -> bool:
        """Whether the row's old text stands above its new one."""
        if self.shape.arrangement not in ("stacked", "redline") or not (row.old and row.new) or row.kind == "unchanged":
            return False
        is_woven = row.change.edits is not None and row.change.id not in self.shape.rewritten
        return self.shape.arrangement == "stacked" or not is_woven

    def flag(self, row: Row) -> str:
        """One sign for what is known of a change beside its kind: a note, a mark, a signal, an old wording."""
        change, session = row.change, self.session
        if session.note(change):
            return "*"
        standing = session.standing(change)
        if standing != "open" and session.facet(change) != "unchanged":
            return "v" if standing == "reviewed" else "?"
        if change.signals:
            return "!"
        return "R" if session.is_recycled(change) else " "

    def _column(self, line: Line, at: int, row: Row, focus: Focus, current: tuple[str, ...]) -> Iterator[Run]:
        width = self.shape.widths[at]
        cell = line.cells[at]
        if not cell:
            told = self._elsewhere(row, at) if line.part == 0 else ""
            yield Run(fit(told, width, ambiguous=self.shape.ambiguous), ("elsewhere", *current))
            return
        used = 0
        runs = list(self._cell(cell, row, focus, current))
        last = runs[-1].text.rstrip()
        for run in (*runs[:-1], runs[-1]._replace(text=last)):
            shown = clean(run.text, ambiguous=self.shape.ambiguous)
            used += cells(shown)
            yield run._replace(text=shown)
        yield Run(" " * max(0, width - used), (*self._base(row, cell[-1].side), *current), cell[-1].side, cell[-1].end)

    def _elsewhere(self, row: Row, at: int) -> str:
        """What stands in a column whose text stands in another row."""
        if row.partner is None or self.shape.arrangement != "split":
            return ""
        section = self.title_of_row(self.session.rows[row.partner])
        return "  " + self.say("view.to" if at else "view.from", section=section)

    def _base(self, row: Row, side: Side) -> tuple[str, ...]:
        """The style of a whole cell."""
        session = self.session
        heading = ("heading",) if row.role == "heading" else ()
        facet = session.facet(row.change)
        if facet in ("unchanged", "punctuation"):
            return ("plain", *heading)
        if facet != "moved" and session.level(row.change) == "minor":
            return ("minor", *heading)
        return (facet if facet in ("added", "removed", "moved") else f"{side}-{facet}", *heading)

    def _cell(self, cell: Cell, row: Row, focus: Focus, current: tuple[str, ...]) -> Iterator[Run]:
        for piece in cell:
            source = (self.session.comparison.old if piece.side == "old" else self.session.comparison.new).source
            base = self._base(row, piece.side)
            layers = list(self._layers(piece, row, focus))
            for start, end, over in layered(piece, layers):
                yield Run(source.text[start:end], (*base, *current, *over), piece.side, start)

    def _layers(self, piece: Slice, row: Row, focus: Focus) -> Iterator[Layer]:
        """What lies over a slice: its word edits, search hits, the selection."""
        for start, end in self._marks(piece, row):
            yield start, end, f"mark-{piece.side}"
        hits = focus.hits.get(piece.side, ())
        for start, end in hits[max(0, bisect_left(hits, (piece.start, 0)) - 1) : bisect_left(hits, (piece.end, 0))]:
            yield start, end, "hit"
        if focus.selected is not None and focus.selected[0] == piece.side:
            yield focus.selected[1], focus.selected[2], "selected"

    def _marks(self, piece: Slice, row: Row) -> Iterator[Span]:
        change = row.change
        if change.id in self.shape.rewritten or not change.edits:
            yield from self._figures(piece) if change.old and change.new else ()
            return
        if piece.side == "old" and self.shape.arrangement == "redline":
            yield piece.start, piece.end
            return
        for edit in change.edits:
            if self.session.levels[edit.kind] != "ignored":
                yield edit.old if piece.side == "old" else edit.new

    def _figures(self, piece: Slice) -> Iterator[Span]:
        """The figures of a slice that are others now: they are marked even where every other mark would be noise."""
        spans = self.session.figure_spans[piece.side]
        yield from spans[max(0, bisect_left(spans, (piece.start, 0)) - 1) : bisect_left(spans, (piece.end, 0))]


def layered(piece: Slice, layers: Sequence[Layer]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """A slice cut at the ends of what lies over it."""
    near = [layer for layer in layers if layer[0] < piece.end and layer[1] > piece.start]
    if not near:
        yield piece.start, piece.end, ()
        return
    ends = {piece.start, piece.end, *(at for layer in near for at in layer[:2] if piece.start < at < piece.end)}
    for start, end in pairwise(sorted(ends)):
        yield start, end, tuple(name for first, last, name in near if first <= start and end <= last)


def rewritten(changes: Sequence[Change], is_rewritten: Callable[[Change], bool]) -> frozenset[int]:
    """The changes whose marks would be noise."""
    return frozenset(c.id for c in changes if c.edits and c.old and c.new and is_rewritten(c))
