"""The compare screen: its keys, and how a reader moves and lays things out."""

from typing import ClassVar

from textual.binding import BindingType

from tui.keymap import bindings
from tui.layout import ARRANGEMENTS
from tui.screens.finding import Finding
from tui.screens.folding import Folding
from tui.screens.marking import Marking
from tui.widgets.listing import Listing


class CompareScreen(Folding, Finding, Marking):
    """Reads a pair row by row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare")]
    FOOT: ClassVar[tuple[str, ...]] = (
        "change.next",
        "change.previous",
        "review",
        "note",
        "help",
        "back",
        "layout",
        "filter",
        "search",
        "fold",
        "partner",
        "lineage",
        "overview",
    )

    # Moving.

    def action_row(self, by: int) -> None:
        """The next or the previous row."""
        self.pair.step(by)

    def action_page(self, share: float) -> None:
        """By a share of the screen."""
        self.pair.leaf(share)

    def action_end(self, by: int) -> None:
        """To the top or to the bottom."""
        self.pair.end(by)

    def action_change(self, by: int) -> None:
        """To the next or the previous change that is shown."""
        session = self.desk.session
        if session is None:
            return
        waiting = self.wanted >= 0
        stop = session.stop(self.wanted if waiting else self.pair.pointed.row, by)
        if stop is None:
            self.tell(self.desk.say("say.last" if by > 0 else "say.first"))
        elif waiting:
            self.wanted = stop  # the columns are not laid out yet; they will open there
        else:
            self.show_row(stop)

    def action_section(self, by: int) -> None:
        """To the next or the previous section."""
        here = self.pair.pointed.row
        starts = [chapter.row for chapter in self.desk.chapters]
        beyond = [row for row in starts if row > here] if by > 0 else [row for row in starts if row < here]
        if beyond:
            self.show_row(min(beyond) if by > 0 else max(beyond))

    def action_pane(self) -> None:
        """From the columns to the outline and back."""
        listing = self.query_one("#outline", Listing)
        if self.focused is listing:
            self.pair.focus()
        else:
            self.beside = True
            self.shape()
            listing.renew()
            listing.focus()

    def action_outline(self) -> None:
        """Show or hide the outline."""
        self.beside = not self.query_one("#outline").display
        self.shape()
        if not self.beside:
            self.pair.focus()

    def on_listing_pointed(self, event: Listing.Pointed) -> None:
        """The columns follow the outline."""
        event.stop()
        chapter = next((one for one in self.desk.chapters if one.place == event.target), None)
        if chapter is not None and self.focused is event.listing:
            self.show_row(chapter.row)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Back to the columns."""
        event.stop()
        self.pair.focus()

    # Layout.

    def action_layout(self) -> None:
        """The next arrangement."""
        self.chosen = ARRANGEMENTS[(ARRANGEMENTS.index(self.pair.arrangement) + 1) % len(ARRANGEMENTS)]
        self.shape()
        self.tell(self.desk.say("say.arrangement", name=self.desk.say(f"layout.{self.chosen}")))

    def action_divider(self, by: int) -> None:
        """Move the line between the columns; 0 puts it in the middle."""
        self.pair.lean = self.pair.lean + by if by else 0
        self.pair.relayout()
        self.draw_bars()
