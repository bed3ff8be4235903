"""What is known of one row, in a line of facts; and its two texts as lines of a page of their own.

Takes a desk and a row, gives runs and a page.
"""

from collections.abc import Iterator
from dataclasses import replace

from compare.model import Change, Comparison
from compare.text.cells import cells
from compare.view.rows import Row
from tui.cells import cut as cut_off
from tui.cells import fit
from tui.content.rows import GUTTER, Focus, Painter
from tui.facets import SIGNS
from tui.layout import Shape, arrange
from tui.session import Session
from tui.state import Desk
from tui.styled import Run


def facts(desk: Desk, session: Session, row: Row, width: int) -> list[Run]:
    """One line: which change it is, of what kind, and everything known about it."""
    facet = session.facet(row.change)
    told = " · ".join(one for one in _facts(desk, session, row) if one)
    sign = Run(f" {SIGNS[facet]} ", (f"sign-{facet}",))
    return [sign, Run(fit(told, max(0, width - 3), ambiguous=desk.asked.ambiguous), ("dim",))]


def _facts(desk: Desk, session: Session, row: Row) -> Iterator[str]:
    say, change = desk.say, row.change
    if row.number in session.stops:
        yield say("view.position", at=session.stops.index(row.number) + 1, of=len(session.stops))
    yield say(f"facet.{session.facet(change)}")
    if session.note(change):
        yield f"* {' / '.join(line.strip() for line in session.note(change).splitlines())}"
    yield from (f"! {say.name('signal', name)}" for name in dict.fromkeys(s.name for s in change.signals or ()))
    standing = session.standing(change)
    if standing != "open" and session.facet(change) != "unchanged":
        yield say("view.reviewed" if standing == "reviewed" else "view.stale")
    yield from _origin(desk, session, change)
    if len(change.new) > 1 and change.old:
        yield say("view.split", count=len(change.new))
    if len(change.old) > 1 and change.new:
        yield say("view.merged", count=len(change.old))
    if not desk.numbers:
        return
    if change.old and change.new:
        yield say("view.alike", score=change.score)
        yield say("view.sure", confidence=change.confidence)
        yield say("view.by", why=say.name("why", change.why))
    if change.weight:
        yield say("view.weight", weight=change.weight)


def _origin(desk: Desk, session: Session, change: Change) -> Iterator[str]:
    """Since when the wording of something new has been said."""
    if not session.is_recycled(change):
        return
    spans = [session.comparison.new.sentences[number].span for number in change.new]
    passages = [p for p in session.comparison.passages or () if any(s < p.new[1] and p.new[0] < e for s, e in spans)]
    periods = sorted(p.first for p in passages if p.first)
    yield desk.say("view.since", period=periods[0]) if periods else desk.say("view.recycled")


def both(desk: Desk, session: Session, row: Row, *, size: tuple[int, int], noise: frozenset[int]) -> list[list[Run]]:
    """The old text above the new one, as many lines as there is room for."""
    width, height = size
    if height < 2 or row.change.kind == "unchanged" or not (row.change.old and row.change.new):
        return []
    items = (whole_row(row),)
    shape = Shape("stacked", (max(8, width - GUTTER),), desk.asked.ambiguous, noise)
    page = arrange(session.comparison, items, shape)
    painter = Painter(session, items, page, shape, desk.say, desk.title_of)
    olds = [y for y, line in enumerate(page.lines) if line.cells[0] and line.cells[0][0].side == "old"]
    news = [y for y in range(len(page.lines)) if y not in olds]
    half = max(1, height // 2, height - len(news))
    chosen = olds[:half]
    shown = news[: height - len(chosen)]
    cut = {ys[-1] for ys, whole in ((chosen, olds), (shown, news)) if ys and len(ys) < len(whole)}
    return [
        _open_ended(painter.line(y, Focus()), width) if y in cut else painter.line(y, Focus())
        for y in (*chosen, *shown)
    ]


def _open_ended(runs: list[Run], width: int) -> list[Run]:
    """A line with two points at its end: there is more."""
    text = "".join(run.text for run in runs).rstrip()
    room = max(0, min(cells(text), width - 3))
    ended: list[Run] = []
    for run in runs:
        piece = cut_off(run.text, room)
        room -= cells(piece)
        ended.append(run._replace(text=piece))
    return [*ended, Run(" ..", ("dim",))]


def whole_row(row: Row) -> Row:
    """A row with both ends of its change, wherever they stand."""
    return replace(row, old=row.change.old, new=row.change.new, partner=None)


def texts(comparison: Comparison, change: Change) -> tuple[str, str]:
    """The old and the new text of a change, as they stand in the reports."""
    return (
        "".join(comparison.old.piece(number) for number in change.old),
        "".join(comparison.new.piece(number) for number in change.new),
    )
