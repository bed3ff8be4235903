"""What the lists hold: moves and recycled wording, figures, quiet changes, promises, terms, notes, lives of sentences.

Takes a desk, gives entries for a width; an entry's target is the number of the row it leads to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.model import Change, Comparison, Edition, FigureChange, Signal, Span
from compare.review import lost_notes
from compare.rows import Row, loud
from compare.search import count
from tui.desk import Desk
from tui.fitting import fit, wrap
from tui.runs import Entry, Run
from tui.session import Session


def listed(desk: Desk, name: str, width: int) -> list[Entry]:
    """The entries of a list; one line that says so where there are none."""
    session = desk.session
    entries = list(LISTS[name](_Lines(desk, width), session)) if session is not None else []
    if entries:
        return entries
    waiting = session is None or desk.pair not in desk.complete
    return [_Lines(desk, width).line(desk.say("list.waiting" if waiting else "list.empty"), "dim")]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Makes entries for one width."""

    desk: Desk
    width: int

    def line(self, text: str, style: str, target: int | None = None) -> Entry:
        """An entry of one line."""
        return Entry((self.runs((text, style)),), target)

    def runs(self, *told: tuple[str, str]) -> tuple[Run, ...]:
        """A line of texts and styles; the last one is cut where the line ends."""
        return tuple(Run(fit(text, self.width) if len(told) == 1 else text, (style,)) for text, style in told)

    def paragraph(self, text: str, style: str, sign: str = " ") -> tuple[tuple[Run, ...], ...]:
        """A text as lines, indented, its sign before the first."""
        lines = wrap(" ".join(text.split()), max(8, self.width - 6), ambiguous=self.desk.asked.ambiguous)
        return tuple(
            (Run(f"  {sign if not at else ' ':<3} ", (style,)), Run(line, (style,))) for at, line in enumerate(lines)
        )

    def sides(self, change: Change, comparison: Comparison) -> tuple[tuple[Run, ...], ...]:
        """Both texts of a change, one above the other."""
        old = "".join(comparison.old.piece(number) for number in change.old)
        new = "".join(comparison.new.piece(number) for number in change.new)
        same = old == new
        return (
            *(self.paragraph(old, "removed" if not same else "plain", "-") if old and not same else ()),
            *(self.paragraph(new, "added" if not same else "plain", " " if same else "+") if new else ()),
        )


def _homes(session: Session) -> dict[int, Row]:
    """The row at which each change is counted."""
    return {row.change.id: row for row in session.rows if session.is_home(row)}


def _moves(lines: _Lines, session: Session) -> Iterator[Entry]:
    """Moves first: from where, to where; then what is new here and yet old wording."""
    say, homes = lines.desk.say, _homes(session)
    for change in session.comparison.changes:
        row = homes.get(change.id)
        if row is None or not change.moved:
            continue
        old = session.rows[row.partner] if row.partner is not None else row
        told = f"» {lines.desk.title_of(old)} -> {lines.desk.title_of(row)}  {say('view.alike', score=change.score)}"
        yield Entry((lines.runs((told, "sign-moved")), *lines.sides(change, session.comparison)), row.number)
    for change in session.comparison.changes:
        row = homes.get(change.id)
        if row is not None and session.is_recycled(change):
            told = f"R {lines.desk.title_of(row)}  {say('view.recycled')}"
            yield Entry((lines.runs((told, "title")), *lines.sides(change, session.comparison)), row.number)


def _quiet(lines: _Lines, session: Session) -> Iterator[Entry]:
    """The loudest first."""
    homes, say = _homes(session), lines.desk.say
    for change in loud(session.comparison.changes):
        row = homes[change.id]
        signals: Sequence[Signal] = change.signals or ()
        names = "，" if say.tongue == "zh" else ", "
        told = names.join(dict.fromkeys(say.name("signal", signal.name) for signal in signals))
        head = f"! {told}  {lines.desk.title_of(row)}"
        yield Entry((lines.runs((head, "title")), *lines.sides(change, session.comparison)), row.number)


def _promises(lines: _Lines, session: Session) -> Iterator[Entry]:
    """By what became of them; what is silent first."""
    comparison, promises = session.comparison, session.comparison.followups or ()
    for status in ("silent", "repeated", "under way", "done"):
        some = sorted((one for one in promises if one.status == status), key=lambda one: one.old)
        if some:
            yield lines.line(f"{lines.desk.say.name('status', status)}  {len(some)}", "title")
        for promise in some:
            text = comparison.old.source.text[slice(*promise.old)]
            told = lines.paragraph(
                text, "removed" if status == "silent" else "plain", "?" if status == "silent" else "-"
            )
            if promise.new is not None:
                told += lines.paragraph(comparison.new.source.text[slice(*promise.new)], "added", "+")
            side, span = ("old", promise.old) if promise.new is None else ("new", promise.new)
            yield Entry(told, _row_at(session, side, span))


def _figures(lines: _Lines, session: Session) -> Iterator[Entry]:
    """One line an indicator: what it was, what it is, which way it went."""
    figures = session.comparison.figures or ()
    room = max(10, lines.width - 46)
    signs = {"up": "+", "down": "-", "same": "=", "unknown": "?"}
    for figure in figures:
        style = "removed" if figure.better is False else "added" if figure.better else "plain"
        told = (
            Run(fit(f"{signs[figure.direction]} {figure.indicator}{figure.measure}", room), ("plain",)),
            Run(fit(figure.old.text if figure.old else "", 16, right=True), ("dim",)),
            Run(" -> ", ("dim",)),
            Run(fit(figure.new.text if figure.new else "", 16), (style,)),
            Run(fit(_difference(figure), 10, right=True), (style,)),
        )
        yield Entry((told,), _figure_row(session, figure))


def _difference(figure: FigureChange) -> str:
    return "" if not figure.difference else f"{figure.difference:+.10g}"


def _figure_row(session: Session, figure: FigureChange) -> int | None:
    if figure.new is not None:
        return _row_at(session, "new", figure.new.span)
    return _row_at(session, "old", figure.old.span) if figure.old is not None else None


def _terms(lines: _Lines, session: Session) -> Iterator[Entry]:
    say = lines.desk.say
    order = ("first used", "revived", "rising", "falling", "dropped")
    for term in sorted(session.comparison.terms or (), key=lambda one: (order.index(one.kind), -one.g2)):
        style = "added" if term.kind in ("first used", "revived", "rising") else "removed"
        told = f"{fit(say.name('term', term.kind), 12)}{fit(term.term, max(8, lines.width - 36))}"
        yield Entry((lines.runs((told, style), (f"{term.old:>8} -> {term.new:<8}", "dim")),), None)


def _notes(lines: _Lines, session: Session) -> Iterator[Entry]:
    """Progress, then every note in reading order, then those whose text has changed."""
    say, read = lines.desk.say, session.progress()
    yield lines.line(say("view.progress", read=read[0], total=read[1]), "title")
    for row in session.rows:
        note = session.note(row.change) if session.is_home(row) else ""
        if note:
            head = lines.runs((f"* {lines.desk.title_of(row)}", "title"))
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


LISTS: Mapping[str, Callable[[_Lines, Session], Iterator[Entry]]] = {
    "moves": _moves,
    "figures": _figures,
    "quiet": _quiet,
    "promises": _promises,
    "terms": _terms,
    "notes": _notes,
}


def lineage(desk: Desk, row: Row, width: int) -> list[Entry]:
    """A sentence through the editions, newest first, with gaps."""
    lines, session = _Lines(desk, width), desk.session
    if session is None:
        return []
    stops = _stops(desk, session, row)
    entries: list[Entry] = []
    for edition in reversed(desk.editions):
        numbers = stops.get(edition.id, ())
        head = lines.runs((edition.label or edition.period or edition.id, "title"))
        text = "".join(edition.piece(number) for number in numbers)
        body = lines.paragraph(text, "plain") if text else lines.paragraph(desk.say("view.missing"), "dim")
        entries.append(Entry((head, *body)))
    return entries


def _stops(desk: Desk, session: Session, row: Row) -> dict[str, tuple[int, ...]]:
    """Where the sentence stands, by edition; the pair alone while there is no series."""
    change, comparison = row.change, session.comparison
    known = {comparison.old.id: change.old, comparison.new.id: change.new}
    wanted = {(one, number) for one, numbers in known.items() for number in numbers}
    for thread in desk.series.threads if desk.series is not None else ():
        if any((stop.edition, number) in wanted for stop in thread.stops for number in stop.sentences):
            return {**{stop.edition: stop.sentences for stop in thread.stops}, **{k: v for k, v in known.items() if v}}
    return known


def phrase(desk: Desk, words: str, width: int) -> list[Entry]:
    """How often a phrase stands in each edition, newest first, and in which sections."""
    lines = _Lines(desk, width)
    entries = [lines.line(" ".join(words.split()), "hit")]
    for edition in reversed(desk.editions):
        told = count(edition, words)
        total = sum(told.values())
        label = edition.label or edition.period or edition.id
        bar = "#" * min(total, max(4, width - 40))
        entries.append(
            lines.line(f"{fit(label, 14)}{desk.say('view.times', count=total):>8}  {bar}", "title" if total else "dim")
        )
        for identity, number in told.items():
            entries.append(lines.line(f"      {edition.section(identity).title}  {number}", "plain"))
    return entries
