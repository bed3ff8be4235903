"""Both places of a move in one row, over the compare screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from compare.view.rows import Row
from tui.cells import fit
from tui.content.row_facts import facts, whole_row
from tui.session import Session
from tui.state import Desk
from tui.styled import Run
from tui.widgets.drawn import Bar
from tui.widgets.pair_view import PairView


class PeekScreen(ModalScreen[None]):
    """One aligned pair; any of the leaving keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,m,enter", "close", show=False)]

    def __init__(self, desk: Desk, session: Session, row: Row) -> None:
        super().__init__()
        self.desk, self.session, self.row = desk, session, row

    def compose(self) -> ComposeResult:
        """Title, where from and where to, the pair."""
        with Vertical(id="window"):
            yield Bar(ident="window-title")
            yield Bar(ident="places")
            yield PairView(self.desk.say, self.desk.asked.ambiguous, self.desk.title_of, ident="peek")

    def on_mount(self) -> None:
        """Show the row with both its ends."""
        view = self.query_one(PairView)
        split = self.app.size.width >= self.desk.asked.settings.screen_split
        view.arrangement = "split" if split else "stacked"
        view.show(self.session, (whole_row(self.row),))
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Bars are as wide as the window."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        bar = self.query_one("#window-title", Bar)
        width = bar.size.width
        if not width:
            return
        bar.show([Run(fit(" " + self.desk.say("dialog.partner"), width), ("title",))])
        other = self.session.rows[self.row.partner] if self.row.partner is not None else self.row
        old, new = (other, self.row) if self.row.new else (self.row, other)
        places = f" {self.desk.title_of(old)} -> {self.desk.title_of(new)}"
        bar = self.query_one("#places", Bar)
        bar.show([Run(fit(places, width), ("dim",))], facts(self.desk, self.session, self.row, width))

    def action_close(self) -> None:
        """Back, everything as it was."""
        self.dismiss(None)
