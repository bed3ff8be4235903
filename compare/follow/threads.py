"""Threads: takes the comparisons of neighbours, joins their links into the lives of sentences, gives a `Series`.

Every sentence of every edition is in exactly one thread. Where two threads merge into one sentence the one that brings
most of it goes on and the other ends; where a sentence splits, the thread goes on with all its pieces. No second
matcher: a sentence that was gone for some editions is taken up again only where its skeleton is the very same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.codes import Notice
from compare.model import Change, Comparison, Edition, Kind, Section, SectionLine, Series, Share, Stop, Thread
from compare.settings import Settings
from compare.text.forms import SLOTS, skeleton

Stops = dict[int, list[int]]
"""A thread in the making: for each edition's place in the series the numbers of its sentences."""


@dataclass(frozen=True, slots=True)
class Life:
    """What became of a thread: period first said, period last said, editions in which it was touched, and the gaps.

    `touched` are the editions whose wording is not that of the stop before (`updated` counts as carried); `gaps` the
    editions without a stop between its first and its last; `gone` says that the series goes on without it.
    """

    first: str
    last: str
    touched: tuple[str, ...]
    gaps: tuple[str, ...]
    gone: bool


def follow(pairs: Sequence[Comparison], *, matrix: tuple[tuple[Share, ...], ...] = (), settings: Settings) -> Series:
    """The series of neighbouring comparisons, its threads by first edition and sentence."""
    editions = (pairs[0].old, *(pair.new for pair in pairs))
    threads = _Threads(editions, settings)
    threads.begin(0, range(len(editions[0].sentences)))
    for place, pair in enumerate(pairs):
        threads.step(place, pair.changes)
    return Series(editions, tuple(pairs), threads.threads(), matrix, _notices(pairs))


def _notices(pairs: Sequence[Comparison]) -> tuple[Notice, ...]:
    return tuple(dict.fromkeys(notice for pair in pairs for notice in pair.notices))


class _Threads:
    """Threads in the making; `holder` leads from an edition's sentences to their threads."""

    def __init__(self, editions: Sequence[Edition], settings: Settings) -> None:
        self.editions, self.settings = editions, settings
        self.stops: list[Stops] = []
        self.holder: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self.ended: dict[str, int] = {}

    def begin(self, place: int, numbers: Sequence[int]) -> None:
        """Open a thread for each sentence, or take up the one that ended with the same skeleton."""
        for number in numbers:
            key = self._key(place, number)
            thread = self.ended.pop(key, None) if key else None
            if thread is None:
                thread = len(self.stops)
                self.stops.append({})
            self._stand(thread, place, number)

    def step(self, place: int, changes: Sequence[Change]) -> None:
        """Carry the threads of one edition over into the next."""
        self.before, self.holder = self.holder, {}
        for change in changes:
            if change.old and change.new:
                thread = self._heaviest(place, change.old)
                for number in change.new:
                    self._stand(thread, place + 1, number)
        going = set(self.holder.values())
        fresh = [number for number in range(len(self.editions[place + 1].sentences)) if number not in self.holder]
        self.begin(place + 1, fresh)
        for number in sorted(self.before):
            if self.before[number] not in going:
                self._end(place, number)

    def threads(self) -> tuple[Thread, ...]:
        """The threads, by where they begin."""
        ids = [edition.id for edition in self.editions]
        ordered = sorted(self.stops, key=lambda stops: (min(stops), stops[min(stops)]))
        return tuple(
            Thread(tuple(Stop(ids[place], tuple(sorted(stops[place]))) for place in sorted(stops))) for stops in ordered
        )

    def _stand(self, thread: int, place: int, number: int) -> None:
        self.stops[thread].setdefault(place, []).append(number)
        self.holder[number] = thread

    def _heaviest(self, place: int, olds: Sequence[int]) -> int:
        """The thread that brings most characters; of equal ones the longest, then the first."""
        weight: dict[int, int] = {}
        for number in olds:
            start, end = self.editions[place].sentences[number].span
            weight[self.before[number]] = weight.get(self.before[number], 0) + end - start
        return max(sorted(weight), key=lambda thread: (weight[thread], len(self.stops[thread])))

    def _end(self, place: int, number: int) -> None:
        key = self._key(place, number)
        if key:
            self.ended[key] = self.before[number]

    def _key(self, place: int, number: int) -> str:
        """The skeleton by which a sentence is known again; "" for what is too short or no body."""
        edition = self.editions[place]
        if edition.sentences[number].role != "body":
            return ""
        form = skeleton(edition.piece(number), edition.language).text
        solid = sum(character not in SLOTS for character in form)
        return form if solid >= self.settings.gram_length else ""


def life(series: Series, thread: Thread) -> Life:
    """What became of a thread."""
    place = {edition.id: number for number, edition in enumerate(series.editions)}
    at = [place[stop.edition] for stop in thread.stops]
    touched = [
        series.editions[there].id
        for before, there in pairwise(at)
        if there == before + 1 and _kind(series.pairs[before], thread) not in ("unchanged", "updated")
    ]
    missing = [series.editions[n].id for n in range(at[0], at[-1]) if n not in at]
    editions = series.editions
    return Life(
        editions[at[0]].period, editions[at[-1]].period, tuple(touched), tuple(missing), at[-1] < len(editions) - 1
    )


def _kind(pair: Comparison, thread: Thread) -> Kind | None:
    """The kind of the change that carried the thread into the pair's new edition."""
    stop = next(stop for stop in thread.stops if stop.edition == pair.new.id)
    return next((change.kind for change in pair.changes if stop.sentences[0] in change.new), None)


def section_lines(series: Series, score: str = "recycled") -> tuple[SectionLine, ...]:
    """A line for every section; a renamed one stays on its line, a merged one goes on with the first of its parts."""
    lines: list[list[tuple[int, str]]] = [[(0, section.id)] for section in series.editions[0].sections]
    open_ = {stops[-1][1]: stops for stops in lines}
    for place, pair in enumerate(series.pairs):
        before = _before(pair)
        going: dict[str, list[tuple[int, str]]] = {}
        for section in pair.new.sections:
            stops = open_.pop(before.get(section.id, ""), None)
            if stops is None:
                lines.append(stops := [])
            stops.append((place + 1, section.id))
            going[section.id] = stops
        open_ = going
    return tuple(_line(series, stops, score) for stops in lines)


def _before(pair: Comparison) -> dict[str, str]:
    """The old section that each new one goes on with."""
    return {new: link.old[0] for link in pair.sections if link.old for new in link.new[:1]}


def _line(series: Series, stops: list[tuple[int, str]], score: str) -> SectionLine:
    last: Section = series.editions[stops[-1][0]].section(stops[-1][1])
    shares = [
        series.pairs[place - 1].section_scores.get(identity, {}).get(score) if place else None
        for place, identity in stops
    ]
    places = tuple((series.editions[place].id, identity) for place, identity in stops)
    return SectionLine(last.title, last.level, places, tuple(shares))
