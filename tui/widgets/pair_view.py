"""The two texts, row beside row. One scrolling view draws both columns, the gutter and the change map, line by line.

Heights come from the page alone, so the columns cannot drift; a selection keeps to one side and is a span of its text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from compare.messages import Voice
from compare.text.cells import Ambiguous, cells
from compare.view.redline import is_rewritten
from compare.view.rows import Fold, Row, Side
from tui.content.rows import GUTTER, Focus, Painter, rewritten
from tui.facets import SIGNS, Facet
from tui.layout import Anchor, Arrangement, Page, Shape, arrange
from tui.session import Session
from tui.styled import Run
from tui.widgets.drawn import Drawn
from tui.widgets.listing import WHEEL

MAP = 2
"""Cells of the change map: what is in view, and the strongest change there."""

STRENGTH: tuple[Facet, ...] = ("added", "removed", "edited", "moved", "updated", "punctuation", "unchanged")

_KEPT = 2000
"""Drawn lines that are remembered until something changes."""


class PairView(Drawn, ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a session in one of four arrangements and knows where the reader looks: at row `first` to begin with."""

    class RowChanged(Message):
        """The reader looks at another row."""

    def __init__(self, say: Voice, ambiguous: Ambiguous, title_of_row: Callable[[Row], str], *, ident: str) -> None:
        super().__init__(id=ident)
        self.say, self.ambiguous, self.title_of_row = say, ambiguous, title_of_row
        self.session: Session | None = None
        self.items: Sequence[Row | Fold] = ()
        self.arrangement: Arrangement = "split"
        self.lean = 0
        self.first = -1
        self.pointed = Focus()
        self.page = Page((), (), {}, ())
        self.painter: Painter | None = None
        self._drawn: dict[int, Strip] = {}
        self._map: list[Run] = []
        self._drag: tuple[Side, int] | None = None
        self._grabbed = False

    # What is shown.

    def show(self, session: Session, items: Sequence[Row | Fold] | None = None) -> None:
        """Draw this session from now on, or some rows of it; what the reader looks at stays where it is."""
        self.session, self.items = session, session.items if items is None else items
        self.relayout()

    def relayout(self) -> None:
        """Lay everything out anew; the row under the cursor keeps its place on the screen."""
        if self.session is None or not self.size.width:
            return
        fresh = self.pointed.row < 0
        anchor, above = self._hold()
        shape = self._shape(self.session)
        self.page = arrange(self.session.comparison, self.items, shape)
        self.painter = Painter(self.session, self.items, self.page, shape, self.say, self.title_of_row)
        self.virtual_size = Size(self.size.width, len(self.page.lines))
        self._forget()
        if fresh and self.page.rows:
            self.pointed = replace(self.pointed, row=self.first if self.first in self.page.items else self.page.rows[0])
            anchor, above = Anchor(self.pointed.row), self.size.height // 3
        self.scroll_to(y=max(0, self.page.place(anchor) - above), animate=False, force=True, immediate=True)

    def _hold(self) -> tuple[Anchor, int]:
        """What must stay where it is: the cursor's row while it is in view, else the line on top."""
        top = self.scroll_offset.y
        place = self.page.place(Anchor(self.pointed.row))
        if self.page.lines and top <= place < top + self.size.height:
            return Anchor(self.pointed.row), place - top
        return self.page.anchor(top), 0

    def _shape(self, session: Session) -> Shape:
        """The columns that fit, and the changes that are not shown word by word."""
        room = self.size.width - GUTTER - MAP
        widths: tuple[int, ...] = (max(8, room),)
        if self.arrangement == "split":
            left = max(8, min(room - 8, room // 2 + self.lean))
            widths = (left, max(8, room - left))
        comparison = session.comparison
        noise = rewritten(comparison.changes, lambda change: is_rewritten(comparison, change))
        return Shape(self.arrangement, widths, self.ambiguous, noise)

    def point(self, **what: object) -> None:
        """Point at another row, selection or search result, and draw what that changes."""
        before, self.pointed = self.pointed, replace(self.pointed, **what)  # type: ignore[arg-type]
        if set(what) == {"row"}:
            self._forget_row(before.row)
            self._forget_row(self.pointed.row)
        else:
            self._drawn.clear()
        self.refresh()

    def _forget_row(self, row: int) -> None:
        """What was drawn of one row holds no longer."""
        item = self.page.items.get(row)
        for place in range(self.page.starts[item], self.page.end(item)) if item is not None else ():
            self._drawn.pop(place, None)

    def _forget(self) -> None:
        self._drawn.clear()
        self._map = []
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme: nothing drawn before holds."""
        super().notify_style_update()
        self._forget()

    def on_resize(self) -> None:
        """Other columns for another width; what stands over them is drawn anew, too."""
        self.relayout()
        self.post_message(self.RowChanged())

    # Where the reader looks.

    def go(self, row: int, *, top: bool = False) -> None:
        """Look at a row; it is brought into view, a third from the top where it was out of it."""
        if not self.page.rows:
            return
        item = self.page.items.get(row)
        if item is None:
            return
        start, end = self.page.starts[item], self.page.end(item)
        first, height = self.scroll_offset.y, self.size.height
        if top or start < first or end > first + height:
            self.scroll_to(y=max(0, start - (0 if top else height // 3)), animate=False, force=True, immediate=True)
        if row != self.pointed.row:
            self.point(row=row)
            self.post_message(self.RowChanged())

    def step(self, by: int) -> None:
        """Look at the next or the previous row; within one that is taller than the screen, scroll first."""
        item = self.page.items.get(self.pointed.row)
        if item is None:
            return
        first, height = self.scroll_offset.y, self.size.height
        start, end = self.page.starts[item], self.page.end(item)
        if end - start > height and (end > first + height if by > 0 else start < first):
            self.scroll_relative(y=by * (height - 2), animate=False, force=True, immediate=True)
            return
        item = max(0, min(item + by, len(self.page.rows) - 1))
        while 0 < item < len(self.page.rows) - 1 and self.page.starts[item] == self.page.end(item):
            item += 1 if by > 0 else -1
        self.go(self.page.rows[item])

    def leaf(self, share: float) -> None:
        """Scroll by a share of the height; the cursor goes along."""
        by = int(share * max(1, self.size.height - 1))
        lines = self.page.lines
        if not lines:
            return
        place = max(0, min(self.page.place(Anchor(self.pointed.row)) + by, len(lines) - 1))
        self.scroll_to(y=max(0, self.scroll_offset.y + by), animate=False, force=True, immediate=True)
        self.go(self.page.rows[lines[place].item])

    def roll(self, by: int) -> None:
        """Move the text by some lines; the cursor goes along only where its row would leave the view."""
        self.scroll_relative(y=by, animate=False, force=True, immediate=True)
        self._follow()

    def _follow(self) -> None:
        """Look at a row that is in view: what title and detail tell of is what the reader sees."""
        item = self.page.items.get(self.pointed.row)
        first, lines = self.scroll_offset.y, self.page.lines
        last = min(first + self.size.height, len(lines)) - 1
        if item is None or last < 0:
            return
        if self.page.end(item) <= first:
            row = self.page.rows[lines[first].item]
        elif self.page.starts[item] > last:
            row = self.page.rows[lines[last].item]
        else:
            return
        self.point(row=row)
        self.post_message(self.RowChanged())

    def end(self, by: int) -> None:
        """Look at the first or the last row."""
        if self.page.rows:
            self.go(self.page.rows[0 if by < 0 else -1])

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the columns and, beside them, the map."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if self.painter is None or place >= len(self.page.lines):
            body = self.strip_of((), width - MAP)
        else:
            body = self._drawn.get(place) or self._draw(place, width - MAP)
        return Strip.join([body, self.strip_of(self._map_at(y), MAP)])

    def _draw(self, place: int, width: int) -> Strip:
        if self.painter is None:
            return Strip.blank(width)
        if len(self._drawn) > _KEPT:
            self._drawn.clear()
        strip = self._drawn[place] = self.strip_of(self.painter.line(place, self.pointed), width)
        return strip

    def _map_at(self, y: int) -> list[Run]:
        """The map's cells on one line of the screen."""
        height, total = self.size.height, len(self.page.lines)
        if not self._map and total:
            self._map = self._mapped(height, total)
        if y >= len(self._map):
            return []
        first = self.scroll_offset.y
        scale = max(1.0, total / height)
        seen = y * scale < first + height and (y + 1) * scale > first
        thumb = seen and total > height
        return [Run("|" if thumb else " ", ("thumb" if thumb else "view",)), self._map[y]]

    def _mapped(self, height: int, total: int) -> list[Run]:
        """For each line of the screen, the strongest change in its share of the page."""
        scale = max(1.0, total / height)
        best = [len(STRENGTH) - 1] * min(height, total)
        if self.session is None:
            return []
        ranks = [STRENGTH.index(facet) for facet in self.session.facets]
        for number, item in enumerate(self.items):
            if not isinstance(item, Row):
                continue
            rank = ranks[self.session.place[item.change.id]]
            for y in range(int(self.page.starts[number] / scale), int((self.page.end(number) - 1) / scale) + 1):
                if y < len(best):
                    best[y] = min(best[y], rank)
        return [Run(SIGNS[STRENGTH[rank]], (f"sign-{STRENGTH[rank]}",)) for rank in best]

    # The mouse.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Look at what is clicked; on the map, go there; elsewhere a selection starts."""
        place = event.y + self.scroll_offset.y
        if event.x >= self.size.width - MAP:
            self._grabbed = True
            self.capture_mouse()
            self._go_to_map(event.y)
            return
        if place < len(self.page.lines):
            self.point(selected=None)
            self._drag = self._source_at(event.x, place)
            self.capture_mouse()
            self.go(self.page.rows[self.page.lines[place].item])

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Grow the selection, on the side on which it started; or follow the map."""
        if self._grabbed:
            self._go_to_map(event.y)
        if self._drag is None:
            return
        if not 0 <= event.y < self.size.height:
            self.scroll_relative(y=1 if event.y > 0 else -1, animate=False, force=True, immediate=True)
        place = max(0, min(event.y + self.scroll_offset.y, len(self.page.lines) - 1))
        side, start = self._drag
        at = self._source_at(event.x, place, side)
        if at is not None and at[1] != start:
            self.point(selected=(side, min(start, at[1]), max(start, at[1])))

    def on_mouse_up(self) -> None:
        """The selection stands."""
        self._drag, self._grabbed = None, False
        self.release_mouse()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the text."""
        event.stop()
        event.prevent_default()
        self.roll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same upwards."""
        event.stop()
        event.prevent_default()
        self.roll(-WHEEL)

    def _go_to_map(self, y: int) -> None:
        """The part of the text that a line of the map stands for, in the middle of the view."""
        height, total = max(1, self.size.height), len(self.page.lines)
        middle = int((y + 0.5) * max(1.0, total / height))
        self.scroll_to(y=max(0, middle - height // 2), animate=False, force=True, immediate=True)
        self._follow()

    def _source_at(self, x: int, place: int, side: Side | None = None) -> tuple[Side, int] | None:
        """The place of the text under a cell; on the given side, the nearest one of that line."""
        if self.painter is None:
            return None
        nearest: tuple[Side, int] | None = None
        start = 0
        for run in self.painter.line(place, self.pointed):
            end = start + cells(run.text)
            if run.start >= 0 and side in (None, run.side):
                if nearest is None or start <= x:
                    nearest = run.side, run.start + _characters(run.text, x - start)
                if start <= x < end:
                    return nearest
            start = end
        return nearest if side is not None else None

    def selected_text(self) -> str:
        """The source text of the selection, without a break where only the screen wraps it."""
        if self.pointed.selected is None or self.session is None:
            return ""
        side, start, end = self.pointed.selected
        comparison = self.session.comparison
        return (comparison.old if side == "old" else comparison.new).source.text[start:end]


def _characters(text: str, width: int) -> int:
    """How many characters of a text start within its first cells; blanks that only fill up count for none."""
    total = 0
    for place, character in enumerate(text.rstrip()):
        total += cells(character)
        if total > width:
            return place
    return len(text.rstrip())
