"""What to look at first, as entries: the one page that opens every report, on the screen. Takes a desk and a width.

How much is carried over, the quiet changes of most weight, the promises by verdict, the figures and the sections that
changed most; an entry leads to its row, a heading to the whole list.
"""

from collections.abc import Iterator, Mapping, Sequence

from compare.text.cells import Ambiguous, break_lines, cells, clean
from compare.view.brief import Brief, FigureLine, PromiseLine, QuietChange
from compare.view.redline import RedlinePiece
from tui.cells import cut, fit, wrap
from tui.content.entries import Lines
from tui.content.series import warnings
from tui.facets import SIGNS
from tui.session import Session
from tui.state import Desk
from tui.styled import Entry, Press, Run

SHARES: Mapping[str, tuple[str, str]] = {
    "whole": ("=", "plain"),
    "reworded": ("~", "sign-edited"),
    "new": ("+", "added"),
}
"""The sign and the style of each share in the bar: those of the sentences that it is made of."""

BAR = 36
"""Cells of the bar at most."""

QUOTED = 3
"""Lines of a sentence that are shown around its first edit."""

NAMED = 4
"""Promises that are named at most."""

_BEFORE = 20
"""Characters before the first edit that are kept of a sentence too long for its lines."""

_OPS: Mapping[str, tuple[str, ...]] = {
    "keep": ("plain",),
    "delete": ("removed", "mark-old"),
    "insert": ("added", "mark-new"),
}


def brief_entries(desk: Desk, width: int) -> list[Entry]:
    """The page for a width; what there is of it while the engine is still at work."""
    session, brief = desk.session, desk.briefs.get(desk.pair)
    if session is None or width < 12:
        return []
    page = _Page(desk, session, width)
    if brief is None:
        return [page.heading("quiet", desk.say("view.loud")), page.line(desk.say("view.waiting"))]
    blocks = [list(block) for block in page.blocks(brief) if block]
    gap = page.line("")
    return [entry for block in blocks if block for entry in (*block, gap)][:-1]


class _Page:
    """Makes the blocks of one page."""

    def __init__(self, desk: Desk, session: Session, width: int) -> None:
        self.desk, self.session, self.width, self.say = desk, session, width, desk.say
        self.ambiguous = desk.asked.ambiguous
        self.lines = Lines(desk, width)

    def blocks(self, brief: Brief) -> Iterator[Iterator[Entry]]:
        """All blocks, in the order of every report."""
        yield self._carried(brief)
        yield self._quiet(brief)
        yield self._promises(brief)
        yield self._figures(brief)
        yield self._sections(brief)
        yield self._terms()

    def line(self, text: str, style: str = "plain", target: object = None) -> Entry:
        """A line, cut to the width."""
        return Entry(((Run(fit(text, self.width, ambiguous=self.ambiguous), (style,)),),), target)

    def heading(self, key: str, text: str) -> Entry:
        """The name of a block; choosing it opens the whole list."""
        pressed = self.desk.key_of(key)
        words = fit(text, max(4, self.width - len(pressed) - 3), ambiguous=self.ambiguous).rstrip()
        return Entry(((Run(words, ("title",)), Run(f"  {pressed}", ("key",))),), Press(key))

    def wrapped(self, text: str, style: str = "plain", target: object = None) -> Entry:
        """A text on as many lines as it takes."""
        lines = wrap(text, self.width - 2, ambiguous=self.ambiguous)
        return Entry(tuple((Run(f"  {line}", (style,)),) for line in lines), target)

    def _carried(self, brief: Brief) -> Iterator[Entry]:
        for notice in (*warnings(self.desk), *brief.notices):
            yield self.wrapped(f"! {notice}", "sign-updated")
        if brief.carried:
            yield self.wrapped(brief.carried)
        if brief.shares and all(part.percent is not None for part in brief.shares):
            yield Entry((tuple(self._bar(brief)),))

    def _bar(self, brief: Brief) -> Iterator[Run]:
        size, before, total = min(BAR, self.width - 3), 0, 0
        yield Run("  ", ("plain",))
        for part in brief.shares:
            total += part.percent or 0
            upto = round(size * total / 100)
            sign, style = SHARES[part.name]
            yield Run(sign * (upto - before), (style,))
            before = upto

    def _quiet(self, brief: Brief) -> Iterator[Entry]:
        if brief.quiet is None:
            return
        if not brief.quiet:
            yield self.line(self.say("brief.no_quiet"), "title")
            return
        yield self.heading("quiet", self.say("brief.quiet", shown=len(brief.quiet), count=brief.quiet_count))
        for quiet in brief.quiet:
            yield self._quiet_change(quiet)

    def _quiet_change(self, quiet: QuietChange) -> Entry:
        words = f"! {self.say('brief.glue').join(quiet.words)}"
        lead = [(Run(line, ("sign-updated",)),) for line in wrap(words, self.width, ambiguous=self.ambiguous)]
        place = (Run(fit(f"  {quiet.place}", self.width, ambiguous=self.ambiguous), ("dim",)),) if quiet.place else ()
        quote = quoted(quiet.pieces, self.width - 2, ambiguous=self.ambiguous)
        row = self.session.homes.get(quiet.change)
        indented = [(Run("  ", ("plain",)), *line) for line in quote]
        return Entry((*lead, *([place] if place else []), *indented), row.number if row is not None else None)

    def _promises(self, brief: Brief) -> Iterator[Entry]:
        if brief.verdicts is None:
            return
        count = sum(len(verdict.promises) for verdict in brief.verdicts)
        yield self.heading("promises", self.say("brief.promises", count=count))
        if count:
            yield self.wrapped(" · ".join(f"{verdict.name} {len(verdict.promises)}" for verdict in brief.verdicts))
        named = [(verdict.name, line) for verdict in brief.verdicts if verdict.named for line in verdict.promises]
        for name, line in named[:NAMED]:
            yield self._promise(name, line)

    def _promise(self, verdict: str, line: PromiseLine) -> Entry:
        source = line.source
        row = self.session.row_at("new", source.new) if source.new else self.session.row_at("old", source.old)
        text = wrap(f"{verdict}  {line.text}", self.width - 4, ambiguous=self.ambiguous)
        shown = text[:2] if len(text) <= 2 else [text[0], f"{fit(text[1], self.width - 7).rstrip()} .."]
        runs = tuple(
            (Run("  - " if not at else "    ", ("removed",)), Run(words, ("plain",))) for at, words in enumerate(shown)
        )
        return Entry(runs, row)

    def _figures(self, brief: Brief) -> Iterator[Entry]:
        if brief.figures is None or not brief.figure_counts:
            return
        yield self.heading("figures", self.say("brief.figures"))
        yield self.wrapped(" · ".join(f"{name} {count}" for name, count in brief.figure_counts))
        for figure in brief.figures:
            yield self._figure(figure)

    def _figure(self, figure: FigureLine) -> Entry:
        beside = " ".join(part for part in (figure.difference, figure.judgement) if part)
        words = f"{figure.name}  {figure.old} -> {figure.new}{f'  {beside}' if beside else ''}"
        source = figure.source.new or figure.source.old
        row = self.session.row_at("new" if figure.source.new else "old", source.span) if source else None
        return self.wrapped(words, target=row)

    def _sections(self, brief: Brief) -> Iterator[Entry]:
        rows = {chapter.title: chapter.row for chapter in reversed(self.desk.chapters)}
        if brief.sections:
            yield self.line(self.say("brief.sections"), "title")
        for section in brief.sections:
            counts = [
                Run(f" {SIGNS[kind]}{section.counts[kind]}", (f"sign-{kind}",))
                for kind in _KINDS
                if section.counts.get(kind)
            ]
            room = max(4, self.width - 2 - sum(cells(run.text) for run in counts))
            title = Run(f"  {fit(section.title, room, ambiguous=self.ambiguous).rstrip()} ", ("plain",))
            yield Entry(((title, *counts),), rows.get(section.title))

    def _terms(self) -> Iterator[Entry]:
        terms = self.session.comparison.terms or ()
        for kinds, title in ((("first used", "revived"), "view.fresh"), (("dropped",), "view.dropped")):
            words = [term.term for term in terms if term.kind in kinds][:12]
            if words:
                yield self.heading("terms", self.say(title))
                yield self.wrapped(" · ".join(words))


_KINDS = ("added", "removed", "edited", "updated", "moved")


def quoted(pieces: Sequence[RedlinePiece], width: int, *, ambiguous: Ambiguous) -> list[tuple[Run, ...]]:
    """A few lines of a sentence around its first edit, marked."""
    kept = list(pieces)
    if len(kept) > 1 and kept[0].op == "keep" and cells(kept[0].text) > 2 * _BEFORE:
        kept[0] = RedlinePiece("keep", ".." + kept[0].text[-_BEFORE:])
    whole = clean("".join(piece.text for piece in kept), ambiguous=ambiguous)
    spans = break_lines(whole, width, ambiguous=ambiguous)
    ends, at = [], 0
    for piece in kept:
        ends.append((at, at + len(piece.text), piece.op))
        at += len(piece.text)
    lines = [
        tuple(
            Run(whole[max(start, first) : min(end, last)], _OPS[op])
            for first, last, op in ends
            if max(start, first) < min(end, last)
        )
        for start, end in spans[:QUOTED]
    ]
    if len(spans) > QUOTED:
        *before, last = lines[-1]
        text = last.text.rstrip()
        lines[-1] = (*before, last._replace(text=cut(text, max(0, cells(text) - 2), ambiguous=ambiguous) + ".."))
    return lines
