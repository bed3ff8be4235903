"""A list of entries of one or more lines each, with a cursor. Takes a supplier that fills a width, posts what is chosen."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keymap import bindings
from tui.styled import Entry, Run
from tui.widgets.drawn import Drawn, WholeCells

POINTER = ">"
"""Stands before the entry under the cursor, so that no colour is needed to see it."""

WHEEL = 3
"""Lines that one notch of the wheel moves."""

Supplier = Callable[[int], Sequence[Entry]]
"""Gives the entries for a width in cells."""


class Listing(Drawn, ScrollView, can_focus=True, inherit_bindings=False):
    """Draws entries and moves a cursor over those that can be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    class Chosen(Message):
        """An entry was chosen."""

        def __init__(self, listing: "Listing", target: Hashable) -> None:
            super().__init__()
            self.listing, self.target = listing, target

        @property
        def control(self) -> "Listing":
            """The list."""
            return self.listing

    class Pointed(Chosen):
        """The cursor stands on another entry."""

    def __init__(self, supplier: Supplier, *, ident: str | None = None, always_points: bool = True) -> None:
        super().__init__(id=ident)
        self.supplier = supplier
        self.always_points = always_points
        self.entries: Sequence[Entry] = ()
        self.starts: list[int] = []
        self.cursor = -1
        self.vertical_scrollbar.renderer = WholeCells  # type: ignore[misc]

    @property
    def target(self) -> Hashable | None:
        """What the cursor stands on."""
        return self.entries[self.cursor].target if 0 <= self.cursor < len(self.entries) else None

    def renew(self) -> None:
        """Ask for the entries again; the cursor stays on its target."""
        target, place = self.target, self.cursor
        width = self.scrollable_content_region.width
        self.entries = self.supplier(width - len(POINTER)) if width else ()
        self.starts = []
        total = 0
        for entry in self.entries:
            self.starts.append(total)
            total += len(entry.lines)
        self.virtual_size = Size(width, total)
        places = [at for at, entry in enumerate(self.entries) if entry.target is not None]
        same = [at for at in places if self.entries[at].target == target]
        near = same or [at for at in places if at >= place] or places[-1:]
        self.cursor = near[0] if near else -1
        self.refresh()

    def point(self, target: Hashable, *, tell: bool = False) -> None:
        """Put the cursor on a target, if it is listed."""
        for at, entry in enumerate(self.entries):
            if entry.target == target:
                self._go(at, tell=tell)
                return

    def on_resize(self) -> None:
        """Other lines for another width."""
        self.renew()

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor may show no longer."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of an entry; the cursor's entry stands out."""
        y += self.scroll_offset.y
        width = self.scrollable_content_region.width
        at = bisect_right(self.starts, y) - 1
        if at < 0 or y - self.starts[at] >= len(self.entries[at].lines):
            return self.strip_of((), width)
        is_pointed = at == self.cursor and (self.always_points or self.has_focus)
        sign = POINTER if is_pointed and y == self.starts[at] else " " * len(POINTER)
        runs = (Run(sign, ("key",)), *self.entries[at].lines[y - self.starts[at]])
        if is_pointed:
            runs = tuple(run.under_cursor() for run in runs)
        return self.strip_of(runs, width)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the entries, and the cursor with them where it would leave the view."""
        self._roll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same upwards."""
        self._roll(event, -1)

    def _roll(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_relative(y=by * WHEEL, animate=False, force=True, immediate=True)
        first, last = self.scroll_offset.y, self.scroll_offset.y + self.size.height - 1
        places = [at for at in range(*self._in_view(first, last)) if self.entries[at].target is not None]
        if self.cursor >= 0 and places and not places[0] <= self.cursor <= places[-1]:
            self._go(places[0] if self.cursor < places[0] else places[-1], tell=False)

    def _in_view(self, first: int, last: int) -> tuple[int, int]:
        """The entries that start between two lines, as the ends of a range."""
        return bisect_left(self.starts, first), bisect_right(self.starts, last)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a second one chooses."""
        at = bisect_right(self.starts, int(event.y) + self.scroll_offset.y) - 1
        if 0 <= at < len(self.entries) and self.entries[at].target is not None:
            again = at == self.cursor
            self._go(at)
            if again:
                self.action_choose()

    def action_choose(self) -> None:
        """Choose what the cursor stands on."""
        if self.target is not None:
            self.post_message(self.Chosen(self, self.target))

    def action_row(self, by: int) -> None:
        """Move the cursor over entries that can be chosen."""
        places = [at for at, entry in enumerate(self.entries) if entry.target is not None]
        if not places:
            self.scroll_relative(y=by, animate=False, force=True)
            return
        at = bisect_right(places, self.cursor) - 1 + by if self.cursor in places else 0
        self._go(places[max(0, min(at, len(places) - 1))])

    def action_page(self, by: float) -> None:
        """Move the cursor by a share of the height."""
        self.action_row(int(by * max(1, self.size.height - 1)))

    def action_end(self, by: int) -> None:
        """Move the cursor to the first or the last entry."""
        self.action_row(by * len(self.entries))

    def _go(self, at: int, *, tell: bool = True) -> None:
        if at == self.cursor and not tell:
            return
        self.cursor = at
        top, height = self.starts[at], len(self.entries[at].lines)
        first = self.scroll_offset.y
        if top < first or top + height > first + self.size.height:
            self.scroll_to(y=max(0, top - self.size.height // 3), animate=False, force=True, immediate=True)
        self.refresh()
        if tell:
            self.post_message(self.Pointed(self, self.entries[at].target))
