"""A series as one self-contained HTML page.

Takes a `Series`, gives a page with the year × year matrix, the timeline, the longest-lived sentences and every pair side
by side, under the same content policy and with the same tools as a comparison's.
"""

from collections.abc import Iterator

from compare.messages import Voice
from compare.model import Comparison, Edition, Series, Thread
from compare.render.html import KIND_ORDER, figure, filters, tools
from compare.render.html_page import foot, head, html, table
from compare.render.html_rows import Sides, cut
from compare.render.pictures_years import matrix, tick, timeline
from compare.view.options import Options
from compare.view.selection import select
from compare.view.series_summary import SERIES_SCORES, facts, first_wording, score_name
from compare.view.wording import kind_counts, other_notices, share_figure, share_words

LONGEST = 30
"""Threads that are listed; the longest first."""


def render(series: Series, *, options: Options) -> str:
    """The page of a series, in the reader's language."""
    return "".join(Page(series, options).parts())


class Page:
    """One page: what it shows, and the words it shows it in."""

    def __init__(self, series: Series, options: Options) -> None:
        self.series, self.options = series, options
        self.say: Voice = options.voice
        self.sides = [Sides(select(pair, options), f"p{at}-") for at, pair in enumerate(series.pairs)]
        self.changes = [sides.selection.changes for sides in self.sides]
        self.editions = {edition.id: edition for edition in series.editions}

    def parts(self) -> Iterator[str]:
        """The page from head to foot."""
        yield head(self.title(), self.say.tongue)
        yield f'<a class="skip" href="#changes">{html(self.say("page.skip"))}</a>'
        yield f"<main><h1>{html(self.title())}</h1>"
        notices = other_notices(self.series.notices)
        yield from (f'<p class="notice">{html(self.say.notice(notice))}</p>' for notice in notices)
        told = "".join(
            f"<dt>{html(name)}</dt><dd>{html(words)}</dd>" for name, words in facts(self.series, self.options)
        )
        yield f'<dl class="facts">{told}</dl>'
        yield self.pictures()
        yield from self.pairs()
        yield from self.threads()
        yield f'<h2 id="changes">{html(self.say("page.pairs"))}</h2>'
        every = tuple(change for changes in self.changes for change in changes)
        yield filters(self.say, every, *self.series.pairs)
        yield tools(self.say)
        for at, sides in enumerate(self.sides):
            yield from self._pair(at, sides)
        yield f"</main>{foot()}"

    def title(self) -> str:
        """Whose reports, from when to when."""
        first, last = self.series.editions[0], self.series.editions[-1]
        unit = last.unit or last.title
        count = len(self.series.editions)
        return self.say("series.head", unit=unit, first=first.label, last=last.label, count=count)

    def pictures(self) -> str:
        """The timeline and the matrix."""
        points = [(tick(pair.new), _recycled(pair)) for pair in self.series.pairs]
        drawn = figure(self.say, "timeline", timeline(points, self.say("picture.timeline")))
        drawn += figure(self.say, "matrix", matrix(self.series, self.say))
        return f'<div class="pictures">{drawn}</div>'

    def pairs(self) -> Iterator[str]:
        """What changed from edition to edition, in counts."""
        heads = ["", *(self.say.name("kind", kind) for kind in KIND_ORDER)]
        scores = [name for name in SERIES_SCORES if any(name in pair.scores for pair in self.series.pairs)]
        heads += [score_name(self.say, name) for name in scores]
        rows = []
        for at, pair in enumerate(self.series.pairs):
            counts = kind_counts(pair.changes)
            shares = [pair.scores.get(name) for name in scores]
            link = f'<a href="#pair-{at}">{html(pair.old.label)} → {html(pair.new.label)}</a>'
            told = [
                f'<span title="{html(share_words(self.say, s))}">{html(share_figure(s))}</span>' if s else "—"
                for s in shares
            ]
            rows.append((link, *(str(counts[kind]) for kind in KIND_ORDER), *told))
        yield f'<h2>{html(self.say("series.pairs"))}</h2><div class="scroll">{table(heads, rows, name="counted")}</div>'

    def threads(self) -> Iterator[str]:
        """The sentences that lived longest, with the editions they stand in."""
        longest = sorted(self.series.threads, key=lambda thread: -len(thread.stops))[:LONGEST]
        rows = [self._thread(thread) for thread in longest if len(thread.stops) > 2]
        if rows:
            heads = [self.say("table.span"), self.say("table.sentence")]
            told = f"{html(self.say('series.threads'))} ({len(rows)})"
            yield f'<details class="finding"><summary><h2>{told}</h2></summary>{table(heads, rows, name="threads")}</details>'

    def _thread(self, thread: Thread) -> tuple[str, ...]:
        first, last = thread.stops[0], thread.stops[-1]
        edition: Edition = self.editions[last.edition]
        words = cut("".join(edition.piece(number) for number in last.sentences))
        years = f"{self.editions[first.edition].label}–{edition.label}"
        if was := first_wording(self.editions, thread):
            words += f" ({self.say('series.was', words=was)})"
        return html(f"{years} ({self.say('series.years', count=len(thread.stops))})"), html(words)

    def _pair(self, at: int, sides: Sides) -> Iterator[str]:
        pair, opened = self.series.pairs[at], " open" if at == len(self.sides) - 1 else ""
        counts = kind_counts(self.changes[at])
        told = " · ".join(f"{self.say.name('kind', kind)} {counts[kind]}" for kind in KIND_ORDER if counts[kind])
        yield f'<details class="pair" id="pair-{at}"{opened}><summary><h2>{html(pair.old.label)} → {html(pair.new.label)}</h2> '
        yield f'<span class="soft">{html(told)}</span></summary>'
        yield from sides.html()
        yield "</details>"


def _recycled(pair: Comparison) -> float | None:
    share = pair.scores.get("recycled")
    return share.rate if share else None
