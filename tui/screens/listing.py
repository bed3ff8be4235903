"""One list over the whole screen; choosing an entry leads to its row."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from tui.screens.base import DeskScreen
from tui.state import Desk
from tui.styled import Entry
from tui.widgets.listing import Listing


class ListScreen(DeskScreen):
    """Moves, figures, quiet changes, promises, terms, notes, lives."""

    FOOT: ClassVar[tuple[str, ...]] = ("list.open", "list.down", "list.up", "back", "help", "overview", "export")

    def __init__(self, desk: Desk, title: str, supply: Callable[[int], Sequence[Entry]]) -> None:
        super().__init__(desk)
        self.titled, self.supply = title, supply

    def body(self) -> ComposeResult:
        """The list."""
        yield Listing(self.supply, ident="list")

    def heading(self) -> str:
        """The list's name, and the editions."""
        return f"{self.titled}   {super().heading()}"

    def renew(self) -> None:
        """Draw all of it again."""
        super().renew()
        self.query_one(Listing).renew()

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Read from the row on."""
        event.stop()
        if isinstance(event.target, int):
            self.desk.lead(event.target)
