"""What the lists hold: moves and recycled wording, figures, quiet changes, promises, terms, notes.

Takes a desk, gives entries for a width; an entry's target is the number of the row it leads to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from compare.model import Edition, FigureChange, Signal, Span
from compare.review import lost_notes
from compare.view.findings import NAMED, by_verdict
from compare.view.rows import Row, loud
from tui.content.entries import Lines
from tui.session import Session
from tui.state import Desk
from tui.styled import Entry, Run


def listed(desk: Desk, name: str, width: int) -> list[Entry]:
    """The entries of a list; one line that says so where there are none."""
    session = desk.session
    entries = list(LISTS[name](Lines(desk, width), session)) if session is not None else []
    if entries:
        return entries
    waiting = session is None or desk.pair not in desk.complete
    return [Lines(desk, width).line(desk.say("list.waiting" if waiting else "list.empty"), "dim")]


def _homes(session: Session) -> dict[int, Row]:
    """The row at which each change is counted."""
    return {row.change.id: row for row in session.rows if session.is_home(row)}


def _moves(lines: Lines, session: Session) -> Iterator[Entry]:
    """Moves first: from where, to where; then what is new here and yet old wording."""
    say, homes = lines.desk.say, _homes(session)
    for change in session.comparison.changes:
        row = homes.get(change.id)
        if row is None or not change.moved:
            continue
        old = session.rows[row.partner] if row.partner is not None else row
        places = " -> ".join(dict.fromkeys((lines.desk.title_of(old), lines.desk.title_of(row))))
        head = f"» {places}  {say('view.alike', score=change.score)}"
        yield Entry((lines.head(head, "sign-moved"), *lines.sides(change, session.comparison)), row.number)
    for change in session.comparison.changes:
        row = homes.get(change.id)
        if row is not None and session.is_recycled(change):
            head = f"R {lines.desk.title_of(row)}  {say('view.recycled')}"
            yield Entry((lines.head(head, "title"), *lines.sides(change, session.comparison)), row.number)


def _quiet(lines: Lines, session: Session) -> Iterator[Entry]:
    """The loudest first."""
    homes, say = _homes(session), lines.desk.say
    for change in loud(session.comparison.changes):
        row = homes[change.id]
        signals: Sequence[Signal] = change.signals or ()
        names = "，" if say.tongue == "zh" else ", "
        told = names.join(dict.fromkeys(say.name("signal", signal.name) for signal in signals))
        head = f"! {told}  {lines.desk.title_of(row)}"
        yield Entry((lines.head(head, "title"), *lines.sides(change, session.comparison)), row.number)


def _promises(lines: Lines, session: Session) -> Iterator[Entry]:
    """By what became of them; what was missed or is not mentioned first, and that nothing was is said."""
    old, new = session.comparison.old, session.comparison.new
    for status, promises in by_verdict(session.comparison.followups or ()):
        yield lines.line(f"{lines.desk.say.name('status', status)}  {len(promises)}", "title")
        style, sign = ("removed", "?") if status in NAMED else ("plain", "-")
        for promise in sorted(promises, key=lambda promise: promise.old):
            texts = lines.passage(old, [promise.old], style, sign)
            if promise.new is not None:
                texts += lines.passage(new, [promise.new], "added", "+")
            side, span = ("old", promise.old) if promise.new is None else ("new", promise.new)
            yield Entry(texts, _row_at(session, side, span))


_DIRECTIONS = {"up": "+", "down": "-", "same": "=", "unknown": "?"}


def _figures(lines: Lines, session: Session) -> Iterator[Entry]:
    """What is another number now comes first, then the new edition's own, then what is gone, then what is the same."""
    figures = session.comparison.figures or ()
    groups = {
        "both": [figure for figure in figures if figure.old and figure.new and figure.direction != "same"],
        "new": [figure for figure in figures if not figure.old],
        "old": [figure for figure in figures if not figure.new],
        "same": [figure for figure in figures if figure.old and figure.new and figure.direction == "same"],
    }
    for name, some in groups.items():
        if some:
            yield lines.line(f"{lines.desk.say(f'list.figures.{name}')}  {len(some)}", "title")
        yield from (_figure(lines, session, figure) for figure in some)


def _figure(lines: Lines, session: Session, figure: FigureChange) -> Entry:
    """One line: what it was, what it is, which way it went."""
    room = max(10, min(lines.width - 46, 60))
    style = "removed" if figure.better is False else "added" if figure.better else "plain"
    sign = _DIRECTIONS[figure.direction] if figure.old and figure.new else " "
    runs = (
        Run(lines.fit(f"{sign} {figure.indicator}{figure.measure}", room), ("plain",)),
        Run(lines.fit(figure.old.text if figure.old else "", 16, flush_right=True), ("dim",)),
        Run(" -> ", ("dim",)),
        Run(lines.fit(figure.new.text if figure.new else "", 16), (style,)),
        Run(lines.fit(_difference(figure), 10, flush_right=True), (style,)),
    )
    return Entry((runs,), _figure_row(session, figure))


def _difference(figure: FigureChange) -> str:
    return "" if not figure.difference else f"{figure.difference:+.10g}"


def _figure_row(session: Session, figure: FigureChange) -> int | None:
    if figure.new is not None:
        return _row_at(session, "new", figure.new.span)
    return _row_at(session, "old", figure.old.span) if figure.old is not None else None


def _terms(lines: Lines, session: Session) -> Iterator[Entry]:
    say = lines.desk.say
    order = ("first used", "revived", "rising", "falling", "dropped")
    room = max(8, min(lines.width - 36, 60))
    for term in sorted(session.comparison.terms or (), key=lambda term: (order.index(term.kind), -term.g2)):
        style = "added" if term.kind in ("first used", "revived", "rising") else "removed"
        told = f"{lines.fit(say.name('term', term.kind), 12)}{lines.fit(term.term, room)}"
        yield Entry(((Run(told, (style,)), Run(f"{term.old:>8} -> {term.new:<8}", ("dim",))),))


def _notes(lines: Lines, session: Session) -> Iterator[Entry]:
    """Progress, then every note in reading order, then those whose text has changed."""
    say, read = lines.desk.say, session.progress()
    yield lines.line(say("view.progress", read=read[0], total=read[1]), "title")
    if lines.desk.away:
        yield lines.line("  " + say("view.kept", path=lines.desk.away), "dim")
    for row in session.rows:
        note = session.note(row.change) if session.is_home(row) else ""
        if note:
            head = lines.head(f"* {lines.desk.title_of(row)}", "title")
            yield Entry((head, *lines.paragraph(note, "hit"), *lines.sides(row.change, session.comparison)), row.number)
    lost = lost_notes(session.keys, session.review)
    if lost:
        yield lines.line(say("view.lost"), "title")
    for one in lost:
        yield Entry((*lines.paragraph(f"{one.section}  {one.text}", "dim", "?"),))


def _row_at(session: Session, side: str, span: Span) -> int | None:
    """The row that holds a place of one side."""
    edition: Edition = getattr(session.comparison, side)
    for row in session.rows:
        numbers = row.old if side == "old" else row.new
        if numbers and edition.sentences[numbers[0]].span[0] <= span[0] < edition.sentences[numbers[-1]].span[1]:
            return row.number
    return None


LISTS: Mapping[str, Callable[[Lines, Session], Iterator[Entry]]] = {
    "moves": _moves,
    "figures": _figures,
    "quiet": _quiet,
    "promises": _promises,
    "terms": _terms,
    "notes": _notes,
}
