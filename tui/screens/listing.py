"""One list over the whole screen; choosing an entry leads to its row."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult

from tui.screens.base import DeskScreen
from tui.state import Desk
from tui.styled import Entry, Unfold
from tui.widgets.listing import Listing


@dataclass(frozen=True, slots=True)
class Trail:
    """A list that a reader left for the texts: what it listed, where the cursor stood, whether it lay over them."""

    title: str
    supply: Callable[[int], Sequence[Entry]]
    target: Hashable | None
    over_texts: bool

    def reopened(self, desk: Desk) -> "ListScreen":
        """The list as it was."""
        screen = ListScreen(desk, self.title, self.supply)
        screen.wanted = self.target
        return screen


class ListScreen(DeskScreen):
    """Moves, figures, quiet changes, promises, terms, notes, lives."""

    FOOT: ClassVar[tuple[str, ...]] = ("list.open", "list.down", "list.up", "back", "help", "overview", "export")

    def __init__(self, desk: Desk, title: str, supply: Callable[[int], Sequence[Entry]]) -> None:
        super().__init__(desk)
        self.titled, self.supply = title, supply
        self.wanted: Hashable | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield Listing(self.supply, ident="list")

    def heading(self) -> str:
        """The list's name, and the editions."""
        return f"{self.titled}   {super().heading()}"

    def renew(self) -> None:
        """Draw all of it again."""
        super().renew()
        listing = self.query_one(Listing)
        listing.renew()
        if self.wanted is not None and listing.entries:
            listing.point(self.wanted)
            self.wanted = None

    def trail(self, *, below: bool) -> Trail:
        """How to come back here; `below` says that the texts lie below."""
        return Trail(self.titled, self.supply, self.query_one(Listing).target, below)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Read from the row on; open or close a group."""
        event.stop()
        if isinstance(event.target, int):
            self.desk.lead(event.target)
        elif isinstance(event.target, Unfold):
            self.desk.unfolded ^= {event.target.group}
            self.query_one(Listing).renew()

    def on_resize(self) -> None:
        """The cursor's entry may be somewhere else now."""
        super().on_resize()
        self.call_after_refresh(self.renew)
