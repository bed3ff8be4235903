"""The first screen: what to read, and what is stale. The sections with heat, changes and progress; beside them the rest."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from tui.cells import fit
from tui.content.overview import beside, counts_line, head, sections, shares_line, width_of
from tui.keymap import bindings
from tui.screens.base import DeskScreen
from tui.state import Desk
from tui.styled import Run
from tui.widgets.drawn import Bar
from tui.widgets.listing import POINTER, Listing


class OverviewScreen(DeskScreen):
    """Sections and what to look at first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("overview")]
    FOOT: ClassVar[tuple[str, ...]] = (
        "first",
        "list.open",
        "quiet",
        "figures",
        "help",
        "back",
        "promises",
        "sort",
        "moves",
        "terms",
        "years",
        "notes",
        "export",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.by_change = False

    def body(self) -> ComposeResult:
        """Sections left, the rest right."""
        with Horizontal():
            with Vertical(id="left"):
                yield Bar(ident="head")
                yield Listing(lambda width: sections(self.desk, width, by_change=self.by_change), ident="sections")
                yield Bar(ident="shares")
            yield Listing(lambda width: beside(self.desk, width), ident="beside")

    def renew(self) -> None:
        """Draw all of it again."""
        super().renew()
        for listing in self.query(Listing):
            listing.renew()

    def draw_bars(self) -> None:
        """Title, the heads of the columns, keys."""
        super().draw_bars()
        wide = self.size.width >= 100
        self.query_one("#beside").display = wide
        self.query_one("#beside").styles.width = 32 if self.size.width < 120 else 38 if self.size.width < 180 else 60
        self.query_one("#shares").display = not wide
        width = self.query_one("#sections").size.width
        if width:
            pointer = Run(" " * len(POINTER), ("dim",))
            self.query_one("#head", Bar).show((pointer, *head(self.desk, width - len(POINTER))))
            told = fit("  " + shares_line(self.desk), width, ambiguous=self.desk.asked.ambiguous)
            self.query_one("#shares", Bar).show((Run(told, ("dim",)),))

    def title_runs(self, width: int) -> list[Run]:
        """The editions, and what changed in all."""
        counts = counts_line(self.desk)
        session = self.desk.session
        if session is not None:
            read, total = session.progress()
            counts.append(Run("  " + self.desk.say("view.progress", read=read, total=total) + " ", ("title",)))
        room = max(0, width - width_of(counts))
        return [Run(fit(" " + self.heading(), room, ambiguous=self.desk.asked.ambiguous), ("title",)), *counts]

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Read the section from its first change on."""
        event.stop()
        for chapter in self.desk.chapters:
            if chapter.place == event.target:
                self.desk.lead(chapter.row)

    def action_sort(self) -> None:
        """By place, or by how much changed."""
        self.by_change = not self.by_change
        self.query_one("#sections", Listing).renew()

    def action_change(self, by: int) -> None:
        """Straight to the first change (or the last)."""
        session = self.desk.session
        if session is not None and session.stops:
            self.desk.lead(session.stops[0 if by > 0 else -1])
