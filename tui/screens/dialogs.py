"""Small windows over a screen: a menu that stays open while it toggles, a palette that narrows, a line to write on."""

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.cells import fit
from tui.search import plain
from tui.styled import Entry, Run
from tui.widgets.drawn import Bar
from tui.widgets.listing import Listing

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """A titled window in the middle; Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.titled = title

    def compose(self) -> ComposeResult:
        """Title and content."""
        with Vertical(id="window"):
            yield Bar(ident="window-title")
            yield from self.content()

    def content(self) -> ComposeResult:
        """What stands in the window."""
        yield from ()

    def on_mount(self) -> None:
        """Write the title."""
        self.query_one("#window-title", Bar).show([Run(" " + self.titled, ("title",))])

    def action_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)


class Menu(Dialog[Hashable]):
    """Entries to choose from. With `act`, choosing acts and the window stays; else it closes with what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "close", show=False)]

    def __init__(
        self, title: str, supply: Callable[[int], Sequence[Entry]], act: Callable[[Hashable], None] | None = None
    ) -> None:
        super().__init__(title)
        self.supply, self.act = supply, act

    def content(self) -> ComposeResult:
        """The list."""
        yield Choices(self.supply, ident="menu")

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Act, or close."""
        event.stop()
        if self.act is None:
            self.dismiss(event.target)
            return
        self.act(event.target)
        self.query_one(Listing).renew()


class Choices(Listing, inherit_bindings=True):
    """A list in which the space bar chooses, too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "choose", show=False)]


class Palette(Dialog[Hashable]):
    """A line to type into and the entries that hold what was typed, whatever their script or width."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "row(1)", show=False),
        Binding("up", "row(-1)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, Hashable]]) -> None:
        super().__init__(title)
        self.choices = [(words, plain(words), target) for words, target in choices]
        self.typed = ""

    def content(self) -> ComposeResult:
        """The line and the list."""
        yield Input(id="typed")
        yield Listing(self._entries, ident="found")

    def _entries(self, width: int) -> list[Entry]:
        wanted = plain(self.typed).split()
        return [
            Entry(((Run(fit(words, width), ("plain",)),),), target)
            for words, folded, target in self.choices
            if all(word in folded for word in wanted)
        ]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self.typed = event.value
        self.query_one(Listing).renew()

    def on_input_submitted(self) -> None:
        """Choose what the list's cursor stands on."""
        self.query_one(Listing).action_choose()

    def action_row(self, by: int) -> None:
        """Move the list's cursor while the line keeps the focus."""
        self.query_one(Listing).action_row(by)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Close with the choice."""
        event.stop()
        self.dismiss(event.target)


class Ask(Dialog[str]):
    """One line to write; Enter gives it, Esc gives nothing. `above` says what it is about."""

    def __init__(self, title: str, value: str = "", above: Sequence[str] = ()) -> None:
        super().__init__(title)
        self.value, self.above = value, above

    def content(self) -> ComposeResult:
        """What it is about, and the line."""
        if self.above:
            yield Listing(self._above, ident="about")
        yield Input(self.value, id="typed", select_on_focus=False)

    def _above(self, width: int) -> list[Entry]:
        return [Entry(((Run(fit(line, width), ("dim",)),),)) for line in self.above]

    def on_mount(self) -> None:
        """The line has the focus."""
        super().on_mount()
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with what was written."""
        event.stop()
        self.dismiss(event.value)
