"""A series as typed tables, for spreadsheets and CSV. Takes a `Series`, gives the `Table`s of `book`."""

from collections.abc import Callable, Mapping, Sequence

from compare.model import Edition, Phrase, Series, Thread
from compare.view.choice import CHOICES
from compare.view.measures import NAMES
from compare.view.options import Options
from compare.view.selection import select
from compare.view.tables import Cell, Table, score_columns, share_cells
from compare.view.wording import SCORES, kind_counts

SERIES_TABLES = (
    *("pairs", "editions", "matrix", "threads"),
    *("lines", "survival", "coined", "dropped", "measures"),
)


def series_book(series: Series, options: Options) -> tuple[Table, ...]:
    """All tables of a series, in the order of `SERIES_TABLES`; measures only where they were asked for."""
    made: tuple[Callable[[Series, Options], Table], ...] = (
        *(_pairs, _editions, _matrix, _threads),
        *(_lines, _survival, _coined, _dropped),
    )
    told = tuple(make(series, options) for make in made)
    return (*told, _measures(series)) if any(pair.measures is not None for pair in series.pairs) else told


def _pairs(series: Series, options: Options) -> Table:
    names = [name for name in SCORES if any(name in pair.scores for pair in series.pairs)]
    rows: list[tuple[Cell, ...]] = []
    for pair in series.pairs:
        counts = kind_counts(select(pair, options).changes)
        shares = [cell for name in names for cell in share_cells(pair.scores.get(name))]
        rows.append((pair.old.label, pair.new.label, *(counts[kind] for kind in CHOICES), *shares))
    columns, rates = score_columns(names)
    return Table("pairs", ("old", "new", *CHOICES, *columns), tuple(rows), rates)


def _editions(series: Series, _: Options) -> Table:
    columns = ("edition", "period", "title", "sentences", "characters", "file")
    rows = tuple(
        (e.label, e.period, e.title, len(e.sentences), len(e.source.text), e.source.path) for e in series.editions
    )
    return Table("editions", columns, rows)


def _matrix(series: Series, _: Options) -> Table:
    labels = [edition.label for edition in series.editions]
    rows = [(label, *(s.rate for s in row)) for label, row in zip(labels, series.matrix, strict=False)]
    return Table("matrix", ("edition", *labels), tuple(rows), frozenset(labels))


def _threads(series: Series, _: Options) -> Table:
    editions = {edition.id: edition for edition in series.editions}
    places = {edition.id: place for place, edition in enumerate(series.editions)}
    rows = tuple(_thread(thread, editions, places, series.editions) for thread in series.threads)
    return Table("threads", ("stops", "first", "last", "gaps", "text"), rows)


def _thread(
    thread: Thread, by_id: Mapping[str, Edition], places: Mapping[str, int], editions: Sequence[Edition]
) -> tuple[Cell, ...]:
    at = {places[stop.edition] for stop in thread.stops}
    gaps = [editions[place].label for place in range(min(at), max(at)) if place not in at]
    last = by_id[thread.stops[-1].edition]
    text = "".join(last.piece(number) for number in thread.stops[-1].sentences)
    return len(at), editions[min(at)].label, editions[max(at)].label, "；".join(gaps) or None, text


def _lines(series: Series, _: Options) -> Table:
    """A row for each edition in which a section stands; `name` numbers the sections' lines."""
    labels = {edition.id: edition.label for edition in series.editions}
    rows = tuple(
        (number, line.title, line.level, labels[edition], section, *share_cells(share))
        for number, line in enumerate(series.sections, 1)
        for (edition, section), share in zip(line.stops, line.shares, strict=True)
    )
    return Table("lines", ("line", "title", "level", "edition", "section", "count", "of", "rate"), rows)


def _survival(series: Series, _: Options) -> Table:
    labels = {edition.id: edition.label for edition in series.editions}
    rows = tuple((labels[one.edition], one.years, *share_cells(one.share)) for one in series.survival)
    return Table("survival", ("edition", "years", "count", "of", "rate"), rows)


def _coined(series: Series, _: Options) -> Table:
    return _phrases("coined", series, series.coined)


def _dropped(series: Series, _: Options) -> Table:
    return _phrases("dropped", series, series.dropped)


def _phrases(name: str, series: Series, phrases: Sequence[Phrase]) -> Table:
    editions = {edition.id: edition for edition in series.editions}
    rows = []
    for phrase in phrases:
        origin = editions[phrase.origin.edition]
        text = origin.source.text[slice(*phrase.origin.span)]
        rows.append((text, phrase.first, phrase.last, phrase.editions, origin.label))
    return Table(name, ("text", "first", "last", "stops", "edition"), tuple(rows))


def _measures(series: Series) -> Table:
    told = [(pair, pair.measures) for pair in series.pairs if pair.measures is not None]
    names = [name for name in NAMES if any(name in measures for _, measures in told)]
    rows = tuple((pair.old.label, pair.new.label, *(measures.get(name) for name in names)) for pair, measures in told)
    return Table("measures", ("old", "new", *names), rows, frozenset())
