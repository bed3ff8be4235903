"""What a written report says of a series, before anything is drawn. Takes a `Series`, gives facts, grids and lists.

Text and Markdown draw the same series summary: first what fits one screen, then edition by edition, then what lived and died.
Long lists are cut, and say how many more there are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from compare.follow import life
from compare.messages import Voice
from compare.model import Edition, Phrase, SectionLine, Series, Share, Thread
from compare.view.choice import CHOICES
from compare.view.measures import NAMES, measure_figure
from compare.view.options import Options
from compare.view.redline import flow, words_of
from compare.view.summary import SIGNS
from compare.view.wording import (
    background_notices,
    beside_genre,
    beside_lineage,
    caption,
    kind_counts,
    other_notices,
    percent,
    share_figure,
    shown_scores,
    whose,
)

LONGEST, RETURNED, PHRASES, SECTIONS, YEARS, SOURCES = 10, 5, 12, 20, 12, 5
"""How many of each a reader in a hurry is shown."""

BACK = "^"
WORDING = 40
"""Characters of a sentence's first wording that are told beside its last one."""

SERIES_SCORES = ("recycled", "excess", "lineage", "formula", "carried")
"""The scores that are told of every edition."""


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """Figures in rows under names; the first cell of a row says what it is about. `legend` explains the names."""

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Texts of the editions, each with what is said beside it."""

    title: str
    items: tuple[tuple[str, str], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """Everything that a written report says of a series."""

    head: str
    notices: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[SeriesTable | Listing, ...]


def facts(series: Series, options: Options) -> tuple[tuple[str, str], ...]:
    """What a reader in a hurry is told of a series: names and words."""
    return summarize_series(series, options, columns=YEARS).facts


def summarize_series(series: Series, options: Options, *, columns: int, years: int = YEARS) -> SeriesSummary:
    """The summary of a series; the matrix has no more than so many columns, the sections the last so many years."""
    return _SeriesSummarizer(series, options, columns, years).summary()


class _SeriesSummarizer:
    """Knows where everything stands while a series summary is written."""

    def __init__(self, series: Series, options: Options, columns: int, years: int) -> None:
        self.series, self.say, self.columns, self.years = series, options.voice, columns, years
        self.editions = {edition.id: edition for edition in series.editions}
        self.place = {edition.id: at for at, edition in enumerate(series.editions)}
        self.labels = [edition.label for edition in series.editions]
        self.threads = tuple(thread for thread in series.threads if self._is_body(thread))
        self.back = {thread: gaps for thread in self.threads if (gaps := self._gaps(thread))}

    def summary(self) -> SeriesSummary:
        """All of it."""
        last = self.series.editions[-1]
        told = {"unit": last.unit or last.title or "", "first": self.labels[0], "last": self.labels[-1]}
        head = self.say("series.head", **told, count=len(self.labels)).strip()
        notices = other_notices(self.series.notices)
        blocks = (
            *(self._pairs(), self._matrix(), self._sections(), self._longest(), self._returned(), self._survival()),
            *(self._phrases("series.coined", self.series.coined), self._phrases("series.dropped", self.series.dropped)),
            self._measures(),
        )
        shown = tuple(block for block in blocks if (block.rows if isinstance(block, SeriesTable) else block.items))
        return SeriesSummary(head, tuple(map(self.say.notice, notices)), tuple(self._facts()), shown)

    def _is_body(self, thread: Thread) -> bool:
        """Whether it is a sentence of the text, which headings and salutations are not."""
        stop = thread.stops[-1]
        return self.editions[stop.edition].sentences[stop.sentences[0]].role == "body"

    def _gaps(self, thread: Thread) -> tuple[tuple[int, int], ...]:
        """The places between which it was gone."""
        at = [self.place[stop.edition] for stop in thread.stops]
        return tuple((one, other) for one, other in pairwise(at) if other > one + 1)

    def _facts(self) -> Iterator[tuple[str, str]]:
        say = self.say
        rated = [
            (pair.scores["recycled"].rate, pair.new.label) for pair in self.series.pairs if "recycled" in pair.scores
        ]
        rates = [(rate, label) for rate, label in rated if rate is not None]
        if rates:
            (low, low_label), (high, high_label) = min(rates), max(rates, key=lambda one: one[0])
            middle = median(rate for rate, _ in rates)
            facts = {"last": self.labels[-1], "now": share_figure(self.series.pairs[-1].scores["recycled"])}
            ends = {"low": percent(low), "low_label": low_label, "high": percent(high), "high_label": high_label}
            last = self.series.pairs[-1]
            words = say("series.fact.recycled", **facts, **ends, middle=percent(middle)) + beside_genre(say, last)
            yield say.name("score", "recycled"), words
            if whose(say, last):
                yield say("summary.sources"), f"{self.labels[-1]}: {whose(say, last)}{beside_lineage(say, last.scores)}"
        if about := list(self._background()):
            yield say("summary.background"), say("series.fact.glue").join(about)
        going = sum(thread.stops[-1].edition == self.series.editions[-1].id for thread in self.threads)
        longest = max((len(thread.stops) for thread in self.threads), default=0)
        counts = {"count": f"{len(self.threads):,}", "going": f"{going:,}", "longest": longest}
        yield say("series.fact.lives"), say("series.fact.threads", **counts, back=f"{len(self.back):,}")
        alive = [
            say("series.fact.after", years=years, share=share_figure(share))
            for years, share in self._surviving().items()
            if share.of
        ]
        if alive:
            yield say("series.fact.fresh"), say("series.fact.glue").join(alive)
        if self.series.coined or self.series.dropped:
            facts = {"coined": f"{len(self.series.coined):,}", "dropped": f"{len(self.series.dropped):,}"}
            yield say("series.fact.phrases"), say("series.fact.phrased", **facts)

    def _background(self) -> Iterator[str]:
        """What must be known of the background, with the number of editions where it does not hold for all."""
        counts = Counter(notice for pair in self.series.pairs for notice in background_notices(pair.notices))
        for notice, count in counts.items():
            of = len(self.series.pairs)
            some = self.say("series.fact.some", count=count, of=of) if count < of else ""
            yield f"{self.say.notice(notice)}{some}"

    def _surviving(self) -> Mapping[int, Share]:
        """What is left of all new phrasing together, by years."""
        total: dict[int, Share] = {}
        for survival in self.series.survival:
            if (share := survival.share) is not None:
                before = total.get(survival.years, Share(0, 0, share.floor))
                total[survival.years] = Share(before.count + share.count, before.of + share.of, share.floor)
        return total

    def _pairs(self) -> SeriesTable:
        say, pairs = self.say, self.series.pairs
        scores = [name for name in SERIES_SCORES if any(name in pair.scores for pair in pairs)]
        back = [0] * len(self.labels)
        for gaps in self.back.values():
            for _, there in gaps:
                back[there] += 1
        rows = []
        for at, pair in enumerate(pairs):
            shares = shown_scores(pair.scores)
            told = [str(number) for number in kind_counts(pair.changes).values()]
            told += [str(back[at + 1]), *(share_figure(shares[name]) if name in shares else "" for name in scores)]
            rows.append((pair.new.label, *told))
        named = (score_name(say, name) for name in scores)
        names = ("", *(SIGNS[kind] for kind in CHOICES), BACK, *named)
        legend = (*(f"{SIGNS[kind]} {say.name('kind', kind)}" for kind in CHOICES), f"{BACK} {say('series.back')}")
        return SeriesTable(say("series.pairs"), names, tuple(rows), legend)

    def _matrix(self) -> SeriesTable:
        """Year by year where that fits; else each edition with the editions it shares most with."""
        title = self.say("series.matrix")
        if len(self.labels) <= self.columns:
            rows = zip(self.labels, self.series.matrix, strict=False)
            return SeriesTable(title, ("", *self.labels), tuple((label, *map(_cell, row)) for label, row in rows))
        items: list[tuple[str, ...]] = []
        for at, row in enumerate(self.series.matrix):
            others = [(share, self.labels[source]) for source, share in enumerate(row) if source != at and share.count]
            others.sort(key=lambda other: -other[0].count)
            told = tuple(f"{label} {_cell(share)}" for share, label in others[:SOURCES])
            items.append((self.labels[at], *told, *[""] * (SOURCES - len(told))))
        return SeriesTable(self.say("series.closest"), ("", *[""] * SOURCES), tuple(items))

    def _sections(self) -> SeriesTable:
        """Sections that stand in the last edition and in one before: the shares of the last editions."""
        last = self.series.editions[-1].id
        lines = [line for line in self.series.sections if len(line.stops) > 1 and line.stops[-1][0] == last]
        lines = [line for line in lines if line.title and (line.level == 1 or (line.level == 2 and _is_rated(line)))]
        order = {section.id: at for at, section in enumerate(self.series.editions[-1].sections)}
        lines.sort(key=lambda line: order[line.stops[-1][1]])
        from_ = max(1, len(self.labels) - min(self.years, YEARS))
        rows = tuple(tuple(self._line(line, from_)) for line in lines[:SECTIONS])
        return SeriesTable(self.say("series.sections"), ("", *self.labels[from_:]), rows, (), len(lines) - len(rows))

    def _line(self, line: SectionLine, from_: int) -> Iterator[str]:
        edition, identity = line.stops[-1]
        section = self.editions[edition].section(identity)
        yield flow(caption(section), self.editions[edition].language)
        shares = {self.place[stop[0]]: share for stop, share in zip(line.stops, line.shares, strict=True)}
        for place in range(from_, len(self.labels)):
            share = shares.get(place)
            yield "" if share is None else _cell(share)

    def _longest(self) -> Listing:
        """The sentences that stand in the most editions, three at least; the oldest first among equals."""
        lived = sorted((t for t in self.threads if len(t.stops) > 2), key=lambda thread: -len(thread.stops))
        items = tuple((self._words(thread), self._span(thread)) for thread in lived[:LONGEST])
        return Listing(self.say("series.threads"), items, len(lived) - len(items))

    def _span(self, thread: Thread) -> str:
        first, last = (self.labels[self.place[thread.stops[at].edition]] for at in (0, -1))
        parts = [f"{first}–{last}", self.say("series.years", count=len(thread.stops))]
        if touched := len(life(self.series, thread).touched):
            parts.append(self.say("series.touched", count=touched))
        if was := first_wording(self.editions, thread):
            parts.append(self.say("series.was", words=was))
        return self.say("series.fact.glue").join(parts)

    def _returned(self) -> Listing:
        """Sentences that came back, the longest absence first."""
        away = sorted(self.back.items(), key=lambda one: -max(b - a for a, b in one[1]))
        items = []
        for thread, gaps in away[:RETURNED]:
            gone, again = max(gaps, key=lambda gap: gap[1] - gap[0])
            told = {"last": self.labels[gone], "again": self.labels[again], "count": again - gone - 1}
            items.append((self._words(thread), self.say("series.away", **told)))
        return Listing(self.say("series.returned"), tuple(items), len(away) - len(items))

    def _words(self, thread: Thread) -> str:
        stop = thread.stops[-1]
        return words_of(self.editions[stop.edition], stop.sentences)

    def _survival(self) -> SeriesTable:
        """The last editions of which anything is known, a column for each number of years."""
        known: dict[str, dict[int, Share]] = {}
        for one in self.series.survival:
            if one.share is not None:
                known.setdefault(one.edition, {})[one.years] = one.share
        years = sorted({one.years for one in self.series.survival})
        rows = tuple(
            (self.editions[edition].label, *(_cell(shares[n]) if n in shares else "" for n in years))
            for edition, shares in list(known.items())[-YEARS:]
        )
        names = ("", *(self.say("series.after", years=n) for n in years))
        return SeriesTable(self.say("series.survival"), names, rows, (), len(known) - len(rows))

    def _phrases(self, key: str, phrases: Sequence[Phrase]) -> Listing:
        """The latest first; among those of one edition the most repeated."""
        is_coined = key == "series.coined"
        ranked = sorted(phrases, key=lambda one: -one.editions)
        ranked.sort(key=lambda one: one.first if is_coined else one.last, reverse=True)
        items = tuple((self._phrase(one), self._years_of(one)) for one in ranked[:PHRASES])
        return Listing(self.say(key), items, len(ranked) - len(items))

    def _phrase(self, phrase: Phrase) -> str:
        edition = self.editions[phrase.origin.edition]
        return flow(edition.source.text[slice(*phrase.origin.span)], edition.language)

    def _years_of(self, phrase: Phrase) -> str:
        count = self.say("series.years", count=phrase.editions)
        return self.say("series.fact.glue").join([f"{phrase.first}–{phrase.last}", count])

    def _measures(self) -> SeriesTable:
        """The published measures, where they were asked for."""
        told = [(pair.new.label, pair.measures) for pair in self.series.pairs if pair.measures is not None]
        names = [name for name in NAMES if any(name in measures for _, measures in told)]
        rows = tuple((label, *_figures(names, measures)) for label, measures in told)
        return SeriesTable(self.say("measures.head"), ("", *(self.say.name("measure", name) for name in names)), rows)


def first_wording(editions: Mapping[str, Edition], thread: Thread) -> str:
    """How a sentence began where it was first said, "" where it still reads so."""
    first, last = (words_of(editions[thread.stops[at].edition], thread.stops[at].sentences) for at in (0, -1))
    if first == last:
        return ""
    return first if len(first) <= WORDING else f"{first[:WORDING].rstrip()}…"


def score_name(say: Voice, name: str) -> str:
    """The name of a score over a column."""
    short = {"lineage": "series.any", "excess": "series.excess", "carried": "series.carried"}
    return say(short[name]) if name in short else say.name("score", name)


def _figures(names: Iterable[str], measures: Mapping[str, float]) -> Iterator[str]:
    return (measure_figure(name, measures[name]) if name in measures else "" for name in names)


def _is_rated(line: SectionLine) -> bool:
    """Whether it is ever long enough for a rate."""
    return any(share is not None and share.rate is not None for share in line.shares)


def _cell(share: Share) -> str:
    return share_figure(share) if share.of else "-"
