"""A series as one self-contained HTML page.

Takes a `Series`, gives a page with the year × year matrix, the timeline, the longest-lived sentences and every pair side
by side, under the same content policy and with the same tools as a comparison's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from compare.messages import Voice
from compare.model import Comparison, Edition, Series, Thread
from compare.render.charts_series import matrix, tick, timeline
from compare.render.html import KIND_ORDER, boxes
from compare.render.html_page import drawn, render_page, tagged
from compare.render.html_rows import Sides, cut
from compare.view.options import Options
from compare.view.selection import select
from compare.view.series_summary import SERIES_SCORES, facts, first_wording, score_name
from compare.view.wording import kind_counts, other_notices, share_figure, share_words

LONGEST = 30
"""Threads that are listed; the longest first."""


def render(series: Series, *, options: Options) -> str:
    """The page of a series, in the reader's language."""
    return SeriesPage(series, options).render()


@dataclass(frozen=True, slots=True)
class PagePair:
    """One pair on the page: both labels, its counts in words, its rows."""

    old: str
    new: str
    counts: str
    side_by_side: Sides


class SeriesPage:
    """One page: what it shows, and the words it shows it in."""

    def __init__(self, series: Series, options: Options) -> None:
        self.series, self.options = series, options
        self.say: Voice = options.voice
        self.sides = [Sides(select(pair, options), f"p{at}-") for at, pair in enumerate(series.pairs)]
        self.editions = {edition.id: edition for edition in series.editions}

    def render(self) -> str:
        """The page from head to foot."""
        changes = tuple(change for sides in self.sides for change in sides.selection.changes)
        heads, rows = self._counted()
        return render_page(
            "series.html",
            self._title(),
            self.say,
            notices=[self.say.notice(notice) for notice in other_notices(self.series.notices)],
            facts=facts(self.series, self.options),
            pictures=self._pictures(),
            heads=heads,
            rows=rows,
            threads=list(self._threads()),
            boxes=boxes(changes, self.series.pairs),
            pairs=[self._pair(sides) for sides in self.sides],
        )

    def _title(self) -> str:
        """Whose reports, from when to when."""
        first, last = self.series.editions[0], self.series.editions[-1]
        unit = last.unit or last.title
        count = len(self.series.editions)
        return self.say("series.head", unit=unit, first=first.label, last=last.label, count=count)

    def _pictures(self) -> list[tuple[str, Markup]]:
        """The timeline and the matrix."""
        points = [(tick(pair.new), _recycled(pair)) for pair in self.series.pairs]
        line = timeline(points, self.say("picture.timeline"))
        return [("timeline", drawn(line)), ("matrix", drawn(matrix(self.series, self.say)))]

    def _counted(self) -> tuple[list[str], list[tuple[str | Markup, ...]]]:
        """What changed from edition to edition, in counts and shares."""
        scores = [name for name in SERIES_SCORES if any(name in pair.scores for pair in self.series.pairs)]
        heads = ["", *(self.say.name("kind", kind) for kind in KIND_ORDER)]
        heads += [score_name(self.say, name) for name in scores]
        rows: list[tuple[str | Markup, ...]] = []
        for at, pair in enumerate(self.series.pairs):
            counts = kind_counts(pair.changes)
            shares = [pair.scores.get(name) for name in scores]
            cells = [
                tagged("span", "", share_figure(share), title=share_words(self.say, share)) if share else "—"
                for share in shares
            ]
            link = tagged("a", "", f"{pair.old.label} → {pair.new.label}", href=f"#pair-{at}")
            rows.append((link, *(str(counts[kind]) for kind in KIND_ORDER), *cells))
        return heads, rows

    def _threads(self) -> Iterator[tuple[str, str]]:
        """The sentences that lived longest, with the editions they stand in."""
        longest = sorted(self.series.threads, key=lambda thread: -len(thread.stops))[:LONGEST]
        yield from (self._thread(thread) for thread in longest if len(thread.stops) > 2)

    def _thread(self, thread: Thread) -> tuple[str, str]:
        first, last = thread.stops[0], thread.stops[-1]
        edition: Edition = self.editions[last.edition]
        words = cut("".join(edition.piece(number) for number in last.sentences))
        years = f"{self.editions[first.edition].label}–{edition.label}"
        if was := first_wording(self.editions, thread):
            words += f" ({self.say('series.was', words=was)})"
        return f"{years} ({self.say('series.years', count=len(thread.stops))})", words

    def _pair(self, sides: Sides) -> PagePair:
        pair, counts = sides.comparison, kind_counts(sides.selection.changes)
        words = " · ".join(f"{self.say.name('kind', kind)} {counts[kind]}" for kind in KIND_ORDER if counts[kind])
        return PagePair(pair.old.label, pair.new.label, words, sides)


def _recycled(pair: Comparison) -> float | None:
    share = pair.scores.get("recycled")
    return share.rate if share else None
