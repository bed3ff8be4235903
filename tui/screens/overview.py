"""The first screen: what to read, and what is stale. The sections with heat, changes and progress; beside them the rest."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from tui.cells import fit
from tui.content.brief import brief_entries
from tui.content.overview import counts_line, head, sections, width_of
from tui.keymap import KEYS, bindings
from tui.screens.base import DeskScreen
from tui.state import Desk
from tui.styled import Press, Run
from tui.widgets.drawn import Bar
from tui.widgets.listing import POINTER, Listing

BESIDE = 100
"""Cells of a screen from which on the page stands beside the sections."""

_HERE = {one for key in KEYS if key.screen in ("overview", "list", "app") for one in key.keys.split(",")}
_BESIDE_TEXTS = {
    one: key.name for key in KEYS if key.screen == "compare" for one in key.keys.split(",") if one not in _HERE
}
"""The keys that work beside the texts alone, with their names."""


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
        """The sections, and beside or below them what to look at first."""
        with Container(id="body"):
            with Vertical(id="left"):
                yield Bar(ident="head")
                yield Listing(lambda width: sections(self.desk, width, by_change=self.by_change), ident="sections")
            yield Listing(lambda width: brief_entries(self.desk, width), ident="beside", always_points=False)

    def renew(self) -> None:
        """Draw all of it again."""
        super().renew()
        for listing in self.query(Listing):
            listing.renew()

    def draw_bars(self) -> None:
        """Title, the heads of the columns, keys."""
        super().draw_bars()
        self._arrange(self.size.width)
        width = self.query_one("#sections").scrollable_content_region.width
        if width:
            pointer = Run(" " * len(POINTER), ("dim",))
            self.query_one("#head", Bar).show((pointer, *head(self.desk, width - len(POINTER))))

    def _arrange(self, width: int) -> None:
        """Side by side where both have room; else one above the other, the sections no higher than they need."""
        body, sections, beside = (self.query_one(name) for name in ("#body", "#left", "#beside"))
        is_wide = width >= BESIDE
        body.styles.layout = "horizontal" if is_wide else "vertical"
        beside.styles.width = max(36, min(90, int(width * 0.42))) if is_wide else "100%"
        sections.styles.width = "1fr" if is_wide else "100%"
        sections.styles.height = "1fr" if is_wide else min(len(self.desk.chapters) + 1, max(5, self.size.height // 3))

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
        """Read the section from its first change on; or go where an entry of the page leads."""
        event.stop()
        if isinstance(event.target, int):
            self.desk.lead(event.target)
        elif isinstance(event.target, Press):
            self.post_message(Bar.Pressed(event.target.key))
        for chapter in self.desk.chapters:
            if chapter.place == event.target:
                self.desk.lead(chapter.row)

    def action_sort(self) -> None:
        """By place, or by how much changed."""
        self.by_change = not self.by_change
        self.query_one("#sections", Listing).renew()

    def action_change(self, by: int) -> None:
        """Straight to the first change (or the last); where the reader was in the texts before, back to that place."""
        session, place = self.desk.session, self.desk.places.get(self.desk.pair)
        if session is not None and place is not None and 0 <= place < len(session.rows):
            self.desk.lead(place)
        elif session is not None and session.stops:
            self.desk.lead(session.stops[0 if by > 0 else -1])

    def on_key(self, event: events.Key) -> None:
        """A key of the texts does nothing here: say where it does."""
        key = _BESIDE_TEXTS.get(event.key)
        if key is not None:
            self.tell(
                self.desk.say("say.beside_texts", name=self.desk.say(f"key.{key}"), key=self.desk.key_of("first"))
            )

    def on_screen_resume(self) -> None:
        """Back from the texts: the cursor stands on the section that was read."""
        super().on_screen_resume()
        session, place = self.desk.session, self.desk.places.get(self.desk.pair)
        if session is not None and place is not None and 0 <= place < len(session.rows):
            row = session.rows[place]
            self.query_one("#sections", Listing).point((row.side, row.section))
