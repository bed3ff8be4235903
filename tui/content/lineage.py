"""The life of a sentence or a phrase through the editions, newest first. Takes a desk, gives entries for a width."""

from collections.abc import Iterator, Sequence

from compare.model import Change, Edition
from compare.view.rows import Row
from compare.view.summary import title_of
from tui.content.entries import Lines, marks
from tui.content.rows import Layer
from tui.facets import DEFAULT_LEVELS, SIGNS, facet_of
from tui.layout import stretches
from tui.search import count
from tui.state import Desk
from tui.styled import Entry

Stops = dict[str, tuple[int, ...]]
"""Where a sentence stands: its numbers by edition."""


def lineage(desk: Desk, row: Row, width: int) -> list[Entry]:
    """A sentence through the editions: what came since the one before is marked new, what the next one drops, gone."""
    lines, stops = Lines(desk, width), _stops(desk, row)
    entries: list[Entry] = []
    absent: list[int] = []
    for place in reversed(range(len(desk.editions))):
        if stops.get(desk.editions[place].id):
            entries += _absent(lines, absent)
            entries.append(_stop(lines, stops, place))
            absent = []
        else:
            absent.append(place)
    return [*entries, *_absent(lines, absent)]


def _absent(lines: Lines, places: Sequence[int]) -> Iterator[Entry]:
    """One line for a run of editions, newest first, that do not have the sentence."""
    labels = [lines.desk.editions[place].label or lines.desk.editions[place].id for place in places]
    if labels:
        span = labels[0] if len(labels) == 1 else f"{labels[-1]} .. {labels[0]}"
        yield lines.line(f"{span}  {lines.desk.say('view.missing')}", "dim")


def unmarked(desk: Desk, row: Row) -> list[int]:
    """The pairs, newest first, that reword the sentence and whose words nobody has compared yet."""
    stops = _stops(desk, row)
    found = [(place, _change(desk, stops, place)) for place in reversed(range(1, len(desk.editions)))]
    return [
        place - 1 for place, one in found if one is not None and one.edits is None and one.kind in ("edited", "updated")
    ]


def _stops(desk: Desk, row: Row) -> Stops:
    """Where the sentence stands, by edition; the pair alone while there is no series."""
    session, change = desk.session, row.change
    if session is None:
        return {}
    known = {session.comparison.old.id: change.old, session.comparison.new.id: change.new}
    wanted = {(one, number) for one, numbers in known.items() for number in numbers}
    for thread in desk.series.threads if desk.series is not None else ():
        if any((stop.edition, number) in wanted for stop in thread.stops for number in stop.sentences):
            return {**{stop.edition: stop.sentences for stop in thread.stops}, **{k: v for k, v in known.items() if v}}
    return known


def _change(desk: Desk, stops: Stops, place: int) -> Change | None:
    """What became of the sentence between an edition and the one before it."""
    comparison = desk.comparison(place - 1)
    numbers = set(stops.get(desk.editions[place].id, ())) if comparison is not None else set()
    changes = comparison.changes if comparison is not None else ()
    return next((change for change in changes if change.old and numbers & set(change.new)), None)


def _stop(lines: Lines, stops: Stops, place: int) -> Entry:
    desk, edition = lines.desk, lines.desk.editions[place]
    numbers = stops.get(edition.id, ())
    label = edition.label or edition.period or edition.id
    head = "  ".join([label, _title(desk, edition, numbers[0]), *_fate(desk, stops, place)])
    over = [*_marks(desk, stops, place, new=True), *_marks(desk, stops, place + 1, new=False)]
    return Entry((lines.head(head, "title"), *lines.passage(edition, stretches(edition, numbers), "plain", over=over)))


def _title(desk: Desk, edition: Edition, number: int) -> str:
    return title_of(edition, edition.section(edition.sentences[number].section), desk.say)


def _fate(desk: Desk, stops: Stops, place: int) -> Iterator[str]:
    """How it differs from the edition before; that it is new, where no earlier edition has it."""
    change = _change(desk, stops, place)
    if change is not None:
        facet = facet_of(change, DEFAULT_LEVELS)
        yield f"{SIGNS[facet]} {desk.say(f'facet.{facet}')}"
        yield desk.say("view.alike", score=change.score)
    elif place and not any(stops.get(edition.id) for edition in desk.editions[:place]):
        yield f"+ {desk.say('view.first')}"


def _marks(desk: Desk, stops: Stops, place: int, *, new: bool) -> list[Layer]:
    """Marks of the pair that ends with an edition, on its new or on its old text."""
    change = _change(desk, stops, place)
    comparison = desk.comparison(place - 1)
    return marks(comparison, change)[new] if change is not None and comparison is not None else []


def phrase(desk: Desk, words: str, width: int) -> list[Entry]:
    """How often a phrase stands in each edition, and in which sections."""
    lines = Lines(desk, width)
    entries = [lines.line(" ".join(words.split()), "hit")]
    for edition in reversed(desk.editions):
        counts = count(edition, words)
        total = sum(counts.values())
        label = edition.label or edition.period or edition.id
        bar = "#" * min(total, max(4, width - 40))
        head = f"{lines.fit(label, 14)}{desk.say('view.times', count=total):>8}  {bar}"
        entries.append(lines.line(head, "title" if total else "dim"))
        for identity, number in counts.items():
            title = title_of(edition, edition.section(identity), desk.say)
            entries.append(lines.line(f"      {title}  {number}", "plain"))
    return entries
