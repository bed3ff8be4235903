"""Folds, filters and levels of the compare screen."""

from collections.abc import Hashable
from dataclasses import replace

from tui.content import menus
from tui.facets import FACETS
from tui.screens.dialogs import Menu
from tui.screens.reading import Reading


class Folding(Reading):
    """What is shown of the rows."""

    def action_open(self) -> None:
        """Open the fold under the cursor."""
        if self.fold_here is not None:
            self.action_fold()

    def action_fold(self) -> None:
        """Open the fold under the cursor; fold away again what was opened around it."""
        session, row = self.desk.session, self.row
        if session is None or row is None:
            return
        view = session.view
        if self.fold_here is not None:
            numbers = {one.number for one in self.fold_here.rows}
            self.view(replace(view, opened=view.opened | numbers, closed=view.closed - {(row.side, row.section)}))
        elif row.number in view.opened:
            self.view(replace(view, opened=view.opened - _run_around(row.number, view.opened)))

    def action_fold_all(self) -> None:
        """Open every fold, or fold everything that is unchanged."""
        session = self.desk.session
        if session is not None:
            self.view(replace(session.view, folded=not session.view.folded, opened=frozenset(), closed=frozenset()))

    def action_fold_section(self) -> None:
        """Close the whole section under its heading, or open all of it."""
        session, row = self.desk.session, self.row
        if session is None or row is None:
            return
        place, view = (row.side, row.section), session.view
        rows = session.rows_of(place)
        heads = [each.number for each in rows if each.role == "heading"]
        if place in view.closed:
            numbers = frozenset(each.number for each in rows)
            self.view(replace(view, closed=view.closed - {place}, opened=view.opened | numbers))
        else:
            numbers = frozenset(each.number for each in rows)
            self.view(replace(view, closed=view.closed | {place}, opened=view.opened - numbers))
            self.pair.go(heads[0] if heads else row.number)

    def action_filter(self) -> None:
        """Choose what to see; the counts are live."""
        self.app.push_screen(
            Menu(self.desk.say("dialog.filter"), lambda width: menus.filters(self.desk, width), self._filtered)
        )

    def _filtered(self, target: Hashable) -> None:
        if self.desk.session is not None:
            self.see(menus.filtered(self.desk.session, target))

    def action_facet(self, digit: int) -> None:
        """Show or hide one facet."""
        if self.desk.session is not None:
            self.view(menus.faceted(self.desk.session.view, FACETS[digit - 1]))

    def action_ignore(self) -> None:
        """Choose how much classes of edits matter; everything is counted anew, nothing linked anew."""
        self.app.push_screen(
            Menu(self.desk.say("dialog.ignore"), lambda width: menus.levels(self.desk, width), self._leveled)
        )

    def _leveled(self, target: Hashable) -> None:
        if self.desk.session is not None:
            self.see(menus.leveled(self.desk.session, target))


def _run_around(number: int, opened: frozenset[int]) -> frozenset[int]:
    """The run of neighbouring opened rows that holds a row."""
    first = last = number
    while first - 1 in opened:
        first -= 1
    while last + 1 in opened:
        last += 1
    return frozenset(range(first, last + 1))
