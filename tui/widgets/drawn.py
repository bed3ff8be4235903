"""The base of everything that draws its own lines. Takes runs of text and style names, gives strips."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from compare.text.cells import cells
from tui.styled import Run

STYLES = (
    "plain",
    "heading",
    "current",
    "dim",
    "title",
    "key",
    "fold",
    "elsewhere",
    "minor",
    "added",
    "removed",
    "moved",
    "old-edited",
    "new-edited",
    "old-updated",
    "new-updated",
    "mark-old",
    "mark-new",
    "hit",
    "selected",
    "sign-added",
    "sign-removed",
    "sign-edited",
    "sign-updated",
    "sign-moved",
    "sign-punctuation",
    "sign-unchanged",
    "view",
    "thumb",
    *(f"heat-{digit}" for digit in range(10)),
)
"""Every style a run may name; the style sheet gives them their looks."""


class Drawn(Widget):
    """A widget that is drawn run by run."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(STYLES)
    ALLOW_SELECT = False

    def strip_of(self, runs: Iterable[Run], width: int) -> Strip:
        """A line of runs, filled up or cut to a width."""
        strip = Strip([Segment(run.text, self.look(run.styles)) for run in runs if run.text])
        return strip.adjust_cell_length(width, self.look(("plain",)))

    def look(self, styles: Sequence[str]) -> Style:
        """How text of these styles looks; of several the style sheet's later ones win."""
        return self.get_component_rich_style(*styles)


class WholeCells(ScrollBarRender):
    """A scrollbar without eighths of a cell: those are characters whose width no terminal agrees on."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]


class Bar(Drawn):
    """A few lines of runs that somebody else fills; a click on one that names a key presses it."""

    class Pressed(Message):
        """A key was clicked, by its name."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, ident: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=ident, classes=classes)
        self.lines: Sequence[Sequence[Run]] = ()

    def show(self, *lines: Sequence[Run]) -> None:
        """Draw these lines from now on."""
        if list(lines) != list(self.lines):
            self.lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        return self.strip_of(self.lines[y] if y < len(self.lines) else (), self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Press the key that is named there."""
        end = 0
        for run in self.lines[event.y] if event.y < len(self.lines) else ():
            end += cells(run.text)
            if event.x < end:
                if run.key:
                    self.post_message(self.Pressed(run.key))
                return
