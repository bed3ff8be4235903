"""What the compare screen shows: outline, columns, and a line that tells what the row under the cursor is.

Its keys are in the modules beside this one: moving, folding, finding, marking.
"""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from compare.view.rows import Fold, Row
from tui.cells import fit
from tui.content.outline import outline
from tui.content.overview import counts_line, width_of
from tui.content.row_facts import both, facts
from tui.content.rows import GUTTER
from tui.layout import Arrangement
from tui.screens.base import DeskScreen
from tui.screens.listing import Trail
from tui.session import Session, View
from tui.state import Desk
from tui.styled import Run
from tui.widgets.drawn import Bar
from tui.widgets.listing import Listing
from tui.widgets.pair_view import MAP, PairView


class Reading(DeskScreen):
    """A pair, row by row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chosen: Arrangement | None = None
        self.beside: bool | None = None
        self.wanted = -1
        self.message_at = -1
        self.came_from: Trail | None = None

    def tell(self, words: str) -> None:
        """Say something until the reader looks at another row."""
        self.message_at = self.pair.pointed.row
        super().tell(words)

    def forget_message(self) -> None:
        """Here a message stands until another row is looked at."""

    def body(self) -> ComposeResult:
        """Outline, columns, detail, and a line for searching that shows when it is needed."""
        with Horizontal():
            yield Listing(lambda width: outline(self.desk, width), ident="outline")
            with Vertical():
                yield Bar(ident="heads")
                yield PairView(self.desk.say, self.desk.asked.ambiguous, self.desk.title_of, ident="pair")
                yield Bar(ident="detail")
        yield Input(id="find")

    @property
    def pair(self) -> PairView:
        """The columns."""
        return self.query_one("#pair", PairView)

    @property
    def row(self) -> Row | None:
        """The row under the cursor; a fold stands for its first."""
        session = self.desk.session
        number = self.pair.pointed.row
        return session.rows[number] if session is not None and 0 <= number < len(session.rows) else None

    @property
    def fold_here(self) -> Fold | None:
        """The fold under the cursor, if one is."""
        session = self.desk.session
        item = self.pair.page.items.get(self.pair.pointed.row)
        if session is None or item is None or item >= len(session.items):
            return None
        found = session.items[item]
        return found if isinstance(found, Fold) else None

    def renew(self) -> None:
        """Show the session as it is now."""
        self.shape()
        if self.wanted >= 0 and self.desk.session is not None:
            self.pair.first = self.wanted
            self.reveal(self.wanted)
            self.call_after_refresh(self.show_wanted)
        session = self.desk.session
        if session is not None:
            self.pair.show(session)
        self.query_one("#outline", Listing).renew()
        self.draw_bars()

    def on_mount(self) -> None:
        """The columns have the focus."""
        self.query_one("#find").display = False
        super().on_mount()
        self.pair.focus()

    def on_resize(self) -> None:
        """Another width may ask for another layout."""
        self.shape()
        super().on_resize()

    def shape(self) -> None:
        """What fits the terminal, unless the reader chose."""
        settings, width, height = self.desk.asked.settings, self.size.width, self.size.height
        self.query_one("#outline").display = width >= settings.screen_outline if self.beside is None else self.beside
        self.query_one("#outline").styles.width = 36 if width < 180 else 48
        self.query_one("#detail").styles.height = self._detail_height(height)
        wanted = self.chosen or ("split" if width >= settings.screen_split else "stacked")
        if wanted != self.pair.arrangement:
            self.pair.arrangement = wanted
            self.pair.relayout()

    def _detail_height(self, height: int) -> int:
        return 1 if height < 28 else 3 if height < 40 else 5

    def show_wanted(self) -> None:
        """Look at the row that was asked for before anything was laid out."""
        if self.wanted >= 0:
            self.show_row(self.wanted)

    def show_row(self, number: int) -> None:
        """Look at a row, opening what hides it."""
        self.wanted = -1
        self.reveal(number)
        self.pair.go(number)
        self.draw_bars()

    def title_runs(self, width: int) -> list[Run]:
        """Where the reader is, the counts, the progress."""
        session, say = self.desk.session, self.desk.say
        counts = counts_line(self.desk)
        if session is not None:
            read, total = session.progress()
            if session.is_narrowed:
                counts.insert(0, Run("  " + say("view.narrowed", some=len(session.stops), total=total), ("hit",)))
            counts.append(Run("  " + say("view.progress", read=read, total=total) + " ", ("title",)))
        row = self.row
        place = self.desk.title_of(row) if row is not None else ""
        room = max(0, width - width_of(counts))
        return [Run(fit(" " + place, room, ambiguous=self.desk.asked.ambiguous), ("title",)), *counts]

    def draw_bars(self) -> None:
        """Title, heads of the columns, detail, keys."""
        super().draw_bars()
        if not self.is_mounted or not self.size.width:
            return
        self.query_one("#heads", Bar).show(self._heads())
        session, row, bar = self.desk.session, self.row, self.query_one("#detail", Bar)
        if session is None or row is None:
            bar.show()
            return
        width, height = bar.size.width or self.size.width, self._detail_height(self.size.height)
        lines = [facts(self.desk, session, row, width)]
        if self.pair.painter is not None and self.pair.arrangement == "split":
            lines += both(
                self.desk, session, row, size=(width, height - 1), noise=frozenset(self.pair.painter.shape.rewritten)
            )
        bar.show(*lines)

    def _heads(self) -> list[Run]:
        """Which column is which edition."""
        if len(self.desk.editions) < 2 or self.pair.painter is None:
            return []
        policy = self.desk.asked.ambiguous
        old, new = (e.label or e.id for e in self.desk.editions[self.desk.pair : self.desk.pair + 2])
        widths = self.pair.painter.shape.widths
        if self.pair.arrangement == "split":
            text = fit(old, widths[0], ambiguous=policy) + " " * GUTTER + fit(new, widths[1], ambiguous=policy)
        else:
            text = " " * GUTTER + fit(f"{old} -> {new}  ", widths[0], ambiguous=policy)
        return [Run(text + " " * MAP, ("dim",))]

    def on_pair_view_row_changed(self) -> None:
        """Another row: another title, another detail, another place in the outline."""
        row = self.row
        if row is not None:
            self.desk.places[self.desk.pair] = row.number
            if row.number != self.message_at:
                self.message = ""
            self.query_one("#outline", Listing).point((row.side, row.section))
        self.draw_bars()

    # What is shown.

    def see(self, session: Session) -> None:
        """Show another view of the pair."""
        self.desk.put(session)
        self.renew()

    def view(self, view: View) -> None:
        """Show another view."""
        if self.desk.session is not None:
            self.see(self.desk.session.seen(view))

    def reveal(self, number: int) -> None:
        """Open what hides a row."""
        session = self.desk.session
        if session is None or not 0 <= number < len(session.rows):
            return
        shown = {item.number for item in session.items if isinstance(item, Row)}
        if number not in shown:
            row = session.rows[number]
            closed = session.view.closed - {(row.side, row.section)}
            self.desk.put(session.seen(replace(session.view, opened=session.view.opened | {number}, closed=closed)))
            if self.desk.session is not None:
                self.pair.show(self.desk.session)
