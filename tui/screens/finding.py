"""Search, partners and lives of sentences on the compare screen."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from textual.widgets import Input

from compare.errors import CompareError
from compare.model import Edition
from compare.source import Span
from tui.content.lineage import lineage, phrase, unmarked
from tui.engine.protocol import Complete
from tui.screens.listing import ListScreen
from tui.screens.peek import PeekScreen
from tui.screens.reading import Reading
from tui.search import find
from tui.session import Session


class Finding(Reading):
    """Finds words, the other end of a move, earlier wordings."""

    regex = False
    words = ""
    hit_rows: tuple[int, ...] = ()

    def action_search(self) -> None:
        """Ask for words."""
        self._ask(regex=False)

    def action_search_regex(self) -> None:
        """Ask for a pattern."""
        self._ask(regex=True)

    def _ask(self, *, regex: bool) -> None:
        self.regex = regex
        line = self.query_one("#find", Input)
        line.placeholder = self.desk.say("dialog.regex" if regex else "dialog.search")
        line.display = True
        line.value = ""
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for it in both texts; go to the first hit from here on."""
        event.stop()
        self._close_line()
        self.search(event.value)

    def _close_line(self) -> None:
        self.query_one("#find").display = False
        self.pair.focus()

    def search(self, words: str) -> None:
        """Mark every hit, look at the next one."""
        session = self.desk.session
        if session is None:
            return
        self.words = words
        try:
            hits = {
                "old": find(session.comparison.old.source.text, words, regex=self.regex) if words else (),
                "new": find(session.comparison.new.source.text, words, regex=self.regex) if words else (),
            }
        except CompareError as fault:
            self.tell(f"{fault.name}: {self.desk.say.fault(fault.notice)}")
            return
        self.hit_rows = tuple(sorted(_rows_of(session, hits["old"], hits["new"])))
        self.pair.point(hits=hits)
        count = len(hits["old"]) + len(hits["new"])
        if self.hit_rows:
            at = bisect_left(self.hit_rows, self.pair.pointed.row)
            self.show_row(self.hit_rows[at % len(self.hit_rows)])
        if words:
            self.tell(self.desk.say("say.hits", count=count) if count else self.desk.say("say.no_hits"))

    def action_hit(self, by: int) -> None:
        """The next or the previous row with a hit."""
        here = self.pair.pointed.row
        at = bisect_right(self.hit_rows, here) if by > 0 else bisect_left(self.hit_rows, here) - 1
        if 0 <= at < len(self.hit_rows):
            self.show_row(self.hit_rows[at])
        else:
            self.tell(self.desk.say("say.last" if by > 0 else "say.first"))

    def action_partner(self) -> None:
        """Both places of a move in one row, over the screen; closing leaves everything as it was."""
        session, row = self.desk.session, self.row
        if session is None or row is None or not (row.change.old and row.change.new) or row.partner is None:
            self.tell(self.desk.say("say.no_partner"))
            return
        self.app.push_screen(PeekScreen(self.desk, session, row))

    def action_lineage(self) -> None:
        """The selected phrase, or else the sentence, through the years."""
        row = self.row
        if self.pair.selected_text().strip():
            self.action_phrase()
        elif row is not None:
            for pair in unmarked(self.desk, row):
                self.desk.ask(Complete(pair))
            title = self.desk.say("list.lineage")
            self.app.push_screen(ListScreen(self.desk, title, lambda width: lineage(self.desk, row, width)))

    def action_phrase(self) -> None:
        """The selected words, or those last searched for, through the years."""
        words = self.pair.selected_text() or self.words
        if not words.strip():
            self.tell(self.desk.say("say.select"))
            return
        title = self.desk.say("list.phrase")
        self.app.push_screen(ListScreen(self.desk, title, lambda width: phrase(self.desk, words, width)))

    def clear_finding(self) -> bool:
        """Close the line, the marks of a search, a selection; False where there was nothing to close."""
        line = self.query_one("#find")
        if line.display:
            self._close_line()
            return True
        if self.pair.pointed.hits or self.pair.pointed.selected:
            self.pair.pointed = replace(self.pair.pointed, hits={}, selected=None)
            self.hit_rows = ()
            self.pair.point()
            return True
        return False


def _rows_of(session: Session, olds: tuple[Span, ...], news: tuple[Span, ...]) -> set[int]:
    """The rows in which spans stand."""
    numbers: set[int] = set()
    sides: tuple[tuple[Edition, tuple[Span, ...], bool], ...] = (
        (session.comparison.old, olds, False),
        (session.comparison.new, news, True),
    )
    for edition, spans, is_new in sides:
        rows = {number: row.number for row in session.rows for number in (row.new if is_new else row.old)}
        starts = [sentence.span[0] for sentence in edition.sentences]
        for span in spans:
            at = bisect_right(starts, span[0]) - 1
            if at in rows and span[0] < edition.sentences[at].span[1]:
                numbers.add(rows[at])
    return numbers
