"""A comparison as one self-contained HTML page.

Takes a `Comparison`, gives a page that needs nothing else: styles and script are inside, no request goes out (a content
policy says so), and with scripts off all text, marks, folds and filters still work. `templates/report.html` draws it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup

from compare.messages import Voice
from compare.model import Change, Comparison, FigureChange, FollowUp
from compare.render import charts
from compare.render.html_page import drawn, render_page, tagged
from compare.render.html_rows import Sides
from compare.view.brief import Brief, FigureLine, brief
from compare.view.choice import Choice
from compare.view.findings import FORECAST, by_verdict, outcome, signed
from compare.view.options import Options
from compare.view.redline import RedlinePiece, passage_redline
from compare.view.rows import Row
from compare.view.selection import Selection, select
from compare.view.summary import GROUPS, SIGNS, summarize
from compare.view.wording import (
    BASE,
    background_notices,
    kind_counts,
    notice_words,
    score_words,
    shown_scores,
)

KIND_ORDER = ("added", "removed", "edited", "updated", "moved", "unchanged")
EDIT_CLASSES = ("wording", "figure", "date", "meeting", "mask", "punctuation", "numbering")
PASSAGE_CLASSES = ("own", "formula", "upstream", "peer", "slot", "new")

HEADERS = {
    "alarms": ("alarm", "new", "source"),
    "signals": ("change", "sentence"),
    "followups": ("status", "promise", "evidence"),
    "figures": ("indicator", "old", "new", "difference"),
    "terms": ("term", "change", "old", "new"),
    "passages": ("kind", "new", "source", "since"),
}

Cells = list[tuple[str | Markup, ...]]
"""Rows of a table; what is no `Markup` is escaped by the template."""


def render(comparison: Comparison, *, options: Options) -> str:
    """The page of a comparison, in the reader's language."""
    return PairPage(select(comparison, options)).render()


class PairPage:
    """One page: what it shows, and the words it shows it in."""

    def __init__(self, selection: Selection) -> None:
        self.selection, self.comparison, self.options = selection, selection.comparison, selection.options
        self.say: Voice = self.options.voice
        self.sides = Sides(selection)
        self.summary = summarize(selection)
        self.brief: Brief = brief(selection, self.summary)

    def render(self) -> str:
        """The page from head to foot."""
        return render_page(
            "report.html",
            title_of(self.comparison),
            self.say,
            page=self,
            brief=self.brief,
            bar=drawn(charts.carried(self.brief.shares, self.say)),
            promise_count=sum(
                len(verdict.promises) for verdict in self.brief.verdicts or () if verdict.status != FORECAST
            ),
            signs=SIGNS,
            groups=GROUPS,
            pictures=self._pictures(),
            findings=list(self._findings()),
            boxes=boxes(self.selection.changes, [self.comparison]),
            side_by_side=self.sides,
            counting=list(self._counting()),
            map=drawn(charts.change_map([self._mark(row) for row in self.sides.rows], self.say("picture.map"))),
        )

    @property
    def selected(self) -> str:
        """How many changes a choice leaves; "" for all."""
        if self.options.choice == Choice():
            return ""
        return self.say("page.selection", count=len(self.selection.changes), total=len(self.selection.in_scope))

    def anchor_of(self, change: int) -> str:
        """Where a change stands on the page."""
        return self.sides.anchor(self.sides.first[change])

    def judged(self, line: FigureLine) -> str:
        """The class of a figure's difference."""
        return {True: "better", False: "worse", None: "soft"}[line.source.better]

    def _pictures(self) -> list[tuple[str, Markup]]:
        """The summary in pictures; a picture of nothing is left out."""
        comparison, say, scope = self.comparison, self.say, self.sides.shown_sections
        made = {
            "balance": charts.balance(comparison, say, self.selection.in_scope),
            "heat": charts.heat(comparison, say, shown=scope),
            "flow": "" if self.options.choice.section else charts.flow(comparison, say),
            "figures": charts.figures(comparison, say),
            "terms": charts.terms(comparison, say),
        }
        return [(name, drawn(picture)) for name, picture in made.items()]

    def _findings(self) -> Iterator[tuple[str, str, list[str], Cells]]:
        """Alarms; quiet changes, promises, figures, terms and passages with their counts, where there are any."""
        made: Mapping[str, Callable[[], Cells]] = {
            "alarms": self._alarms,
            "signals": self._signals,
            "followups": self._followups,
            "figures": self._figures,
            "terms": self._terms,
            "passages": self._passages,
        }
        for name, rows_of in made.items():
            if rows := rows_of():
                head = f"{self.say(f'{name}.head')} ({len(rows)})"
                yield name, head, [self.say(f"table.{key}") for key in HEADERS[name]], rows

    def _alarms(self) -> Cells:
        """Passages that name a place or an office that is not the report's own: where they stand, and where they stood."""
        text = self.comparison.new.source.text
        return [
            (
                self.say.alarm(passage.alarm),
                tagged("span", "alarmed", text[slice(*passage.new)]),
                self.sides.sources(passage),
            )
            for passage in self.comparison.passages or ()
            if passage.alarm
        ]

    def _signals(self) -> Cells:
        """Every quiet change, the weightiest first; each leads to its place."""
        glue = self.say("brief.glue")
        return [
            (
                tagged("a", "signal", glue.join(item.signals), href=f"#{self.anchor_of(item.change.id)}"),
                marked(item.pieces),
            )
            for item in self.summary.loudest
        ]

    def _followups(self) -> Cells:
        """Every promise under its verdict, those that call for a second look first."""
        return [
            self._promise(promise)
            for _, promises in by_verdict(self.comparison.followups or ())
            for promise in promises
        ]

    def _promise(self, promise: FollowUp) -> tuple[str | Markup, ...]:
        old, new = self.comparison.old.source.text, self.comparison.new.source.text
        name = self.say.name("status", promise.status)
        name = f"{self.say.name('status', FORECAST)}: {name}" if promise.forecast else name
        status = tagged("span", f"status {promise.status.replace(' ', '-')}", name)
        evidence = new[slice(*promise.new)] if promise.new else "—"
        return status, old[slice(*promise.old)], " · ".join((evidence, *outcome(promise, self.say)))

    def _figures(self) -> Cells:
        """Figures that changed first, then those of one edition, then masked and equal ones."""
        figures = sorted(self.comparison.figures or (), key=_rank)
        return [self._figure(change) for change in figures]

    def _figure(self, change: FigureChange) -> tuple[str | Markup, ...]:
        old, new = signed(change)
        sign = {"up": "▲", "down": "▼", "same": "=", "unknown": ""}[change.direction]
        by = f" {change.difference:+g}" if change.difference is not None else ""
        name = {True: "better", False: "worse", None: ""}[change.better]
        words = f"{sign}{by} {self.say(f'page.{name}') if name else ''}".strip()
        cell = tagged("span", name, words, title=self.say.name("direction", change.direction)) if words else ""
        return f"{change.indicator} {change.measure}".strip(), old, new, cell

    def _terms(self) -> Cells:
        return [
            (term.term, self.say.name("term", term.kind), str(term.old), str(term.new))
            for term in self.comparison.terms or ()
        ]

    def _passages(self) -> Cells:
        """Every passage in the order of the text: its class, its text with the edits inside, where it stood, since when."""
        return [
            (
                self.say.name("class", passage.kind),
                marked(passage_redline(self.comparison, passage)),
                self.sides.sources(passage),
                passage.first,
            )
            for passage in self.comparison.passages or ()
        ]

    def _counting(self) -> Iterator[tuple[str, str]]:
        """How it is counted: the scores with their totals, what boilerplate rests on."""
        for name, share in shown_scores(self.comparison.scores).items():
            yield self.say.name("score", name), score_words(self.say, name, share)
        notices = [n for n in self.comparison.notices if n.code == BASE] + background_notices(self.comparison.notices)
        for words in notice_words(self.say, notices):
            yield self.say("summary.background"), words

    def _mark(self, row: Row) -> tuple[str, str]:
        return ("moved" if row.moved else row.kind), self.sides.anchor(row)


def _rank(change: FigureChange) -> int:
    """Where a figure stands in the table: better or worse, different, in one edition alone, masked or the same."""
    if change.old is None or change.new is None:
        return 2
    if change.direction in ("same", "unknown"):
        return 3
    return 1 if change.better is None else 0


def title_of(comparison: Comparison) -> str:
    """The new edition's title and both labels, as text."""
    old, new = comparison.old, comparison.new
    return f"{new.title or new.unit or new.label} · {old.label} → {new.label}"


def marked(pieces: Iterable[RedlinePiece]) -> Markup:
    """Pieces with what went and what came in tags of their own."""
    tags = {"keep": "", "delete": "del", "insert": "ins"}
    return Markup("").join(tagged(tags[piece.op], "", piece.text) for piece in pieces)


Boxes = list[tuple[str, str, list[tuple[str, int]]]]


def boxes(changes: tuple[Change, ...], comparisons: Iterable[Comparison]) -> Boxes:
    """What style sheets filter by, so that it needs no script: kinds, classes of edits, classes of passages."""
    kinds = kind_counts(changes)
    edits: Counter[str] = Counter(edit.kind for change in changes for edit in change.edits or ())
    passages: Counter[str] = Counter(passage.kind for found in comparisons for passage in found.passages or ())
    return [
        ("page.kinds", "kind", [(kind, kinds[kind]) for kind in KIND_ORDER if kinds[kind]]),
        ("page.edits", "edit", [(name, edits[name]) for name in EDIT_CLASSES if edits[name]]),
        ("page.classes", "class", [(name, passages[name]) for name in PASSAGE_CLASSES if passages[name]]),
    ]
