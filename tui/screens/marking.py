"""Marks, notes, links by hand and copies on the compare screen."""

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from compare.model import Anchors
from compare.view.rows import Row
from tui.content.row_facts import texts
from tui.engine.protocol import Relink
from tui.screens.dialogs import Ask
from tui.screens.reading import Reading


class Marking(Reading):
    """What a reviewer does to a row."""

    taken: Row | None = None

    # Marks.

    def action_review(self) -> None:
        """Mark the change as reviewed and go on to the next that is not; on a marked one, take the mark back."""
        session, row = self.desk.session, self.row
        if session is None or row is None:
            return
        done = session.standing(row.change) == "reviewed"
        if session.facet(row.change) != "unchanged":
            self.desk.mark([row.change], on=not done)
        self.renew()
        if not done:
            self._go_on(row.number)

    def _go_on(self, row: int) -> None:
        """To the next change that is not reviewed, from the top again where there is none below."""
        session = self.desk.session
        if session is None:
            return
        left = [stop for stop in session.stops if session.standing(session.rows[stop].change) != "reviewed"]
        if left:
            self.show_row(next((stop for stop in left if stop > row), left[0]))
        else:
            self.tell(self.desk.say("say.all_read"))

    def action_review_section(self) -> None:
        """Mark all changes of the section, or, where all are marked, none."""
        session, row = self.desk.session, self.row
        if session is None or row is None:
            return
        rows = [one for one in session.rows_of((row.side, row.section)) if session.is_home(one)]
        changes = [one.change for one in rows if session.facet(one.change) != "unchanged"]
        done = all(session.standing(change) == "reviewed" for change in changes)
        self.desk.mark(changes, on=not done)
        self.renew()
        if not done:
            self._go_on(rows[-1].number)

    # Notes.

    def action_note(self) -> None:
        """Write a note on the change, or write the last one anew."""
        session, row = self.desk.session, self.row
        if session is None or row is None:
            return
        known = session.notes_on(row.change)
        last = known[-1] if known else None
        quote = self.pair.selected_text()
        old, new = texts(session.comparison, row.change)

        def written(text: str | None) -> None:
            if text is not None:
                section = self.desk.title_of(row)
                self.desk.write_note(row.change, text.strip(), section=section, quote=quote, known=last)
                self.renew()

        sides = [(sign, " ".join(text.split())) for sign, text in (("-", old), ("+", new)) if text]
        above = [self.desk.harmless(f"{sign} {text}") for sign, text in sides]
        self.app.push_screen(Ask(self.desk.say("dialog.note"), last.text if last else "", above), written)

    def action_noted(self, by: int) -> None:
        """To the next or the previous change with a note."""
        session, here = self.desk.session, self.pair.pointed.row
        if session is None:
            return
        noted = [row.number for row in session.rows if session.is_home(row) and session.note(row.change)]
        beyond = [row for row in noted if row > here] if by > 0 else [row for row in noted if row < here]
        if beyond:
            self.show_row(min(beyond) if by > 0 else max(beyond))
        else:
            self.tell(self.desk.say("say.last" if by > 0 else "say.first"))

    def action_numbers(self) -> None:
        """Show or hide how sure the engine is of each link, and why it made it."""
        self.desk.numbers = not self.desk.numbers
        self.draw_bars()

    # Links by hand.

    def action_anchor(self) -> None:
        """Once on one sentence, once on its partner: these two belong together."""
        row = self.row
        if row is None:
            return
        if self.taken is None or self.taken.number == row.number:
            self.taken = row
            self.tell(self.desk.say("say.anchor_old" if row.old else "say.anchor_new"))
            return
        first, self.taken = self.taken, None
        olds, news = (first.old, row.new) if first.old and row.new else (row.old, first.new)
        if len(olds) > 1 and len(news) > 1:
            self.tell(self.desk.say("say.anchor_several"))
        elif olds and news:
            self._relink(_forced(self.desk.anchors.get(self.desk.pair, Anchors()), olds, news))
            self.tell(self.desk.say("say.linked"))
        else:
            self.tell(self.desk.say("say.anchor_new" if first.new else "say.anchor_old"))

    def action_detach(self) -> None:
        """The two sides of this change do not belong together."""
        row = self.row
        if row is None:
            return
        if not (row.change.old and row.change.new):
            self.tell(self.desk.say("say.alone"))
            return
        known = self.desk.anchors.get(self.desk.pair, Anchors())
        self._relink(_forbidden(known, row.change.old, row.change.new))
        self.tell(self.desk.say("say.detached"))

    def _relink(self, anchors: Anchors) -> None:
        self.desk.anchors[self.desk.pair] = anchors
        self.desk.ask(Relink(self.desk.pair, anchors))

    # Copies.

    def action_copy(self) -> None:
        """The sentence as it stands in the reports, the new one first."""
        session, row = self.desk.session, self.row
        if session is not None and row is not None:
            old, new = texts(session.comparison, row.change)
            self._copied("\n".join(text for text in (new, old) if text))

    def action_quote(self) -> None:
        """Both sentences as a Markdown quote under their section."""
        session, row = self.desk.session, self.row
        if session is not None and row is not None:
            self._copied("\n".join(self._quote(row)) + "\n")

    def _quote(self, row: Row) -> Iterator[str]:
        session = self.desk.session
        if session is None:
            return
        comparison = session.comparison
        yield f"**{self.desk.title_of(row)}**"
        for edition, text in zip((comparison.old, comparison.new), texts(comparison, row.change), strict=True):
            if text:
                yield ""
                yield f"> {edition.label or edition.id}: {' '.join(text.split())}"

    def action_copy_selection(self) -> None:
        """What the mouse selected, as it stands in the report."""
        text = self.pair.selected_text()
        if text:
            self._copied(text)
        else:
            self.tell(self.desk.say("say.select"))

    def _copied(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.tell(self.desk.say("say.copied"))

    def action_editor(self) -> None:
        """The source in the reader's editor, at the row's line."""
        session, row = self.desk.session, self.row
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if session is None or row is None:
            return
        if self.app.is_web:
            self.tell(self.desk.say("say.no_editor_here"))
            return
        if not command:
            self.tell(self.desk.say("say.no_editor"))
            return
        edition, numbers = (session.comparison.new, row.new) if row.new else (session.comparison.old, row.old)
        start = edition.sentences[numbers[0]].span[0]
        line = edition.source.text.count("\n", 0, start) + 1
        with self.app.suspend():
            # By its whole path: no name is an option.
            subprocess.run([*shlex.split(command), f"+{line}", str(Path(edition.source.path).absolute())], check=False)  # noqa: S603 - the reader's own editor


def _forced(known: Anchors, olds: tuple[int, ...], news: tuple[int, ...]) -> Anchors:
    """The decisions with one link more; what contradicts it goes."""
    pairs = {(old, new) for old in olds for new in news}
    kept = tuple(one for one in known.force if not (set(one[0]) & set(olds) or set(one[1]) & set(news)))
    return Anchors(
        (*kept, (olds, news)),
        tuple(pair for pair in known.forbid if pair not in pairs),
        tuple(old for old in known.lone_old if old not in olds),
        tuple(new for new in known.lone_new if new not in news),
    )


def _forbidden(known: Anchors, olds: tuple[int, ...], news: tuple[int, ...]) -> Anchors:
    """The decisions with these pairs forbidden; a link by hand between them goes."""
    pairs = {(old, new) for old in olds for new in news}
    kept = tuple(one for one in known.force if not any((old, new) in pairs for old in one[0] for new in one[1]))
    return Anchors(kept, tuple(sorted({*known.forbid, *pairs})), known.lone_old, known.lone_new)
