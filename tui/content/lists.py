"""What the lists hold: moves and recycled wording, figures, quiet changes, promises, terms, notes.

Takes a desk, gives entries for a width; an entry's target is the number of the row it leads to.
"""

from collections.abc import Callable, Iterator, Mapping

from compare.model import FigureChange
from compare.review import lost_notes
from compare.view.findings import NAMED, by_verdict, difference_of, signed, sort_of
from compare.view.rows import loud
from compare.view.wording import signal_words
from tui.content.entries import Lines
from tui.content.series import series_entries
from tui.session import Session
from tui.state import Desk
from tui.styled import Entry, Run, Unfold


def listed(desk: Desk, name: str, width: int) -> list[Entry]:
    """The entries of a list; where there are none, a line that says so and where to go."""
    if name == "series":
        return series_entries(desk, width)
    session, lines = desk.session, Lines(desk, width)
    entries = list(LISTS[name](lines, session)) if session is not None else []
    if entries:
        return entries
    if session is None or desk.pair not in desk.complete:
        return [lines.line(desk.say("list.waiting"), "dim")]
    return [lines.line(desk.say(f"list.empty.{name}"), "dim"), lines.line("", "plain"), *_instead(lines)]


def _instead(lines: Lines) -> Iterator[Entry]:
    """Where to look instead: the sections that changed most."""
    most = sorted((chapter for chapter in lines.desk.chapters if chapter.total), key=lambda chapter: -chapter.total)
    if most:
        yield lines.line(lines.desk.say("view.most"), "title")
    for chapter in most[:_INSTEAD]:
        yield lines.line(f"  {chapter.name}  {chapter.total}", "plain", chapter.row)


def _moves(lines: Lines, session: Session) -> Iterator[Entry]:
    """Moves first: from where, to where; then what is new here and yet old wording."""
    say, homes = lines.desk.say, session.homes
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
    """The loudest first, each by what it does in which words."""
    say = lines.desk.say
    for change in loud(session.comparison.changes):
        row = session.homes[change.id]
        words = say("brief.glue").join(signal_words(session.comparison, change, say))
        head = (*lines.paragraph(words, "sign-updated", "!"), *lines.paragraph(lines.desk.title_of(row), "dim"))
        yield Entry((*head, *lines.sides(change, session.comparison)), row.number)


def _promises(lines: Lines, session: Session) -> Iterator[Entry]:
    """By verdict, those that call for a second look first; that there are none of these is said, too."""
    old, new, say = session.comparison.old, session.comparison.new, lines.desk.say
    verdicts = by_verdict(session.comparison.followups or ())
    if any(promises for _, promises in verdicts):
        yield lines.line(" · ".join(f"{say.name('status', status)} {len(some)}" for status, some in verdicts), "title")
    for status, promises in verdicts:
        if not promises:
            continue
        yield lines.line(f"{say.name('status', status)}  {len(promises)}", "title")
        style, sign = ("removed", "!") if status in NAMED else ("plain", "-")
        for promise in promises:
            texts = lines.passage(old, [promise.old], style, sign)
            if promise.new is not None:
                texts += lines.passage(new, [promise.new], "added", "+")
            row = session.row_at("new", promise.new) if promise.new else session.row_at("old", promise.old)
            yield Entry(texts, row)


def _figures(lines: Lines, session: Session) -> Iterator[Entry]:
    """What can be compared comes first; masked figures and those that are the same are folded away."""
    say = lines.desk.say
    sorts: dict[str, list[FigureChange]] = {sort: [] for sort in _SORTS}
    for figure in session.comparison.figures or ():
        sorts[sort_of(figure)].append(figure)
    counts = [f"{say(f'figures.{sort}')} {len(figures)}" for sort, figures in sorts.items() if figures]
    if counts:
        yield lines.line(" · ".join(counts), "title")
    for sort, figures in sorts.items():
        is_open = sort not in _FOLDED or f"figures.{sort}" in lines.desk.unfolded
        if figures and sort in _FOLDED:
            key = "list.fold" if is_open else "list.unfold"
            words = f"{say(f'figures.{sort}')}  {len(figures)}  {say(key)}"
            yield Entry((lines.head(words, "title"),), Unfold(f"figures.{sort}"))
        elif figures:
            yield lines.line(f"{say(f'figures.{sort}')}  {len(figures)}", "title")
        yield from (_figure(lines, session, figure) for figure in figures if is_open)


def _figure(lines: Lines, session: Session, figure: FigureChange) -> Entry:
    """One line: what it was, what it is, which way it went."""
    say = lines.desk.say
    room = max(10, min(lines.width - 50, 60))
    style = "removed" if figure.better is False else "added" if figure.better else "plain"
    old, new = signed(figure)
    by = difference_of(figure)
    way = (
        say.name("direction", figure.direction)
        if figure.direction in ("up", "down") and by is None and figure.better is None
        else ""
    )
    beside = way if by is None else f"{by:+,.10g}"
    runs = (
        Run(lines.fit(f"  {figure.indicator}{figure.measure}", room), ("plain",)),
        Run(lines.fit(old if figure.old else "", 16, flush_right=True), ("dim",)),
        Run(" -> ", ("dim",)),
        Run(lines.fit(new if figure.new else "", 16), (style,)),
        Run(lines.fit(beside, 14, flush_right=True), (style,)),
    )
    side, span = ("new", figure.new.span) if figure.new else ("old", figure.old.span) if figure.old else ("new", (0, 0))
    return Entry((runs,), session.row_at("new" if side == "new" else "old", span))


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


_SORTS = ("worse", "better", "changed", "vanished", "fresh", "masked", "same")
"""Figures in the order in which they are read."""

_FOLDED = frozenset({"masked", "same"})
"""Of which there are many and nothing to see: a key opens them."""

_INSTEAD = 8
"""Sections that an empty list names."""

LISTS: Mapping[str, Callable[[Lines, Session], Iterator[Entry]]] = {
    "moves": _moves,
    "figures": _figures,
    "quiet": _quiet,
    "promises": _promises,
    "terms": _terms,
    "notes": _notes,
}
