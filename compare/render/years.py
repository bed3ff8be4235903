"""A series as text. Takes a `Series`, gives what changed from edition to edition, the matrix, and the longest threads."""

from collections.abc import Iterator, Sequence

from compare.model import Series, Share, Thread
from compare.render.counts import kind_counts, share_figure, shown_scores
from compare.render.digest import SIGNS
from compare.render.drawing import Pen, Run, padded
from compare.render.options import Options
from compare.render.redline import words_of
from compare.rows import CHOICES
from compare.text.cells import cells, clean

_THREADS = 10
_SOURCES = 5
_COLUMN = 7


def render(series: Series, *, options: Options) -> str:
    """The text of a series, ending in a newline."""
    return "".join(f"{line}\n" for line in _Years(series, options).lines())


class _Years:
    """One series and the pen that draws it."""

    def __init__(self, series: Series, options: Options) -> None:
        self.series, self.options, self.say = series, options, options.voice
        self.pen = Pen(options.width, options.color)
        self.widest = max(cells(edition.label) for edition in series.editions)

    def lines(self) -> Iterator[str]:
        """The whole report."""
        first, last = self.series.editions[0], self.series.editions[-1]
        unit = last.unit or last.title or ""
        count = len(self.series.editions)
        told = self.say("series.head", unit=unit, first=first.label, last=last.label, count=count)
        yield from self.pen.lines([Run(told.strip(), "head")])
        for notice in self.series.notices:
            yield from self.pen.lines([Run(self.say.notice(notice))], first=[Run("  ! ")], indent=4)
        yield from self._head("series.pairs")
        yield from self._pairs()
        if self.series.matrix:
            yield from self._head("series.matrix")
            yield from self._matrix()
        if lived := self._longest():
            yield from self._head("series.threads")
            for thread in lived:
                yield from self._thread(thread)

    def _head(self, key: str) -> Iterator[str]:
        yield ""
        yield from self.pen.lines([Run(self.say(key), "head")], first=[Run("=== ", "soft")], indent=4)

    def _pairs(self) -> Iterator[str]:
        say, pairs = self.say, self.series.pairs
        scores = [name for name in ("recycled", "carried") if any(name in pair.scores for pair in pairs)]
        legend = [Run(f"{SIGNS[kind]} {say.name('kind', kind)}", kind) for kind in CHOICES]
        yield from self.pen.units(legend, first="  ")
        widths = [_COLUMN] * len(CHOICES) + [max(_COLUMN, cells(say.name("score", name)) + 2) for name in scores]
        names = [*(SIGNS[kind] for kind in CHOICES), *(say.name("score", name) for name in scores)]
        yield self._row("", names, widths)
        for pair in pairs:
            told = [str(number) for number in kind_counts(pair.changes).values()]
            shares = shown_scores(pair.scores)
            told += [share_figure(shares[name]) if name in shares else "" for name in scores]
            yield self._row(pair.new.label, told, widths)

    def _row(self, label: str, told: Sequence[str], widths: Sequence[int]) -> str:
        line = "".join(padded(cell, width, right=True) for cell, width in zip(told, widths, strict=True))
        return f"{padded(f'  {clean(label)}', self.widest + 2)}{line}".rstrip()

    def _matrix(self) -> Iterator[str]:
        """Year by year where that fits; else each edition with the editions it owes most to."""
        labels = [clean(edition.label) for edition in self.series.editions]
        width = max(_COLUMN, self.widest + 2)
        widths = [width] * len(labels)
        if self.widest + 2 + width * len(labels) <= self.options.width:
            yield self._row("", labels, widths)
            for label, row in zip(labels, self.series.matrix, strict=True):
                yield self._row(label, [_cell(share) for share in row], widths)
            return
        for at, row in enumerate(self.series.matrix):
            others = [(share, labels[source]) for source, share in enumerate(row) if source != at and share.count]
            others.sort(key=lambda other: -other[0].count)
            told = "   ".join(f"{label} {_cell(share)}" for share, label in others[:_SOURCES])
            yield self._row(labels[at], [f"   {told}"], [0])

    def _longest(self) -> list[Thread]:
        """The threads that stand in the most editions, three at least; the oldest first among equals."""
        lived = [thread for thread in self.series.threads if len(thread.stops) > 2]
        return sorted(lived, key=lambda thread: -len(thread.stops))[:_THREADS]

    def _thread(self, thread: Thread) -> Iterator[str]:
        editions = {edition.id: edition for edition in self.series.editions}
        stop = thread.stops[-1]
        labels = [editions[one.edition].label for one in (thread.stops[0], stop)]
        told = self.say("series.years", count=len(thread.stops))
        notes = f"  ({labels[0]} – {labels[1]}, {told})"
        words = words_of(editions[stop.edition], stop.sentences)
        yield from self.pen.lines([Run(words), Run(notes, "soft")], first=[Run("  * ")], indent=4)


def _cell(share: Share) -> str:
    return share_figure(share) if share.of else "-"
