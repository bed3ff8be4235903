"""A comparison as one self-contained HTML page.

Takes a `Comparison`, gives a page that needs nothing else: styles and script are inside, no request goes out (a content
policy says so), and with scripts off all text, marks, folds and filters still work.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from compare.messages import Voice
from compare.model import Change, Comparison, FigureChange
from compare.render import charts
from compare.render.html_page import foot, head, html, table
from compare.render.html_rows import Sides
from compare.view.findings import signed
from compare.view.options import Options
from compare.view.redline import passage_redline
from compare.view.rows import Choice, Row, loud
from compare.view.selection import Selection, select
from compare.view.wording import (
    beside_genre,
    is_loud,
    kind_counts,
    notice_words,
    score_figure,
    share_words,
    shown_scores,
    signal_words,
)

KIND_ORDER = ("added", "removed", "edited", "updated", "moved", "unchanged")
EDIT_CLASSES = ("wording", "figure", "date", "meeting", "mask", "punctuation", "numbering")
PASSAGE_CLASSES = ("own", "formula", "upstream", "peer", "slot", "new")
PICKS = 12
"""Rows of the first table; the rest folds."""

HEADERS = {
    "alarms": ("alarm", "new", "source"),
    "passages": ("kind", "new", "source", "since"),
    "signals": ("change", "old", "new"),
    "figures": ("indicator", "old", "new", "difference"),
    "followups": ("status", "promise", "evidence"),
    "terms": ("term", "change", "old", "new"),
}

Cells = list[tuple[str, ...]]


def render(comparison: Comparison, *, options: Options) -> str:
    """The page of a comparison, in the reader's language."""
    return "".join(Page(select(comparison, options)).parts())


class Page:
    """One page: what it shows, and the words it shows it in."""

    def __init__(self, selection: Selection) -> None:
        self.selection, self.comparison, self.options = selection, selection.comparison, selection.options
        self.say: Voice = self.options.voice
        self.sides = Sides(selection)
        self.changes = selection.changes

    def parts(self) -> Iterator[str]:
        """The page from head to foot."""
        yield head(self.title(), self.say.tongue)
        yield f'<a class="skip" href="#changes">{html(self.say("page.skip"))}</a>'
        yield f"<main><h1>{html(self.title())}</h1>{self.lead()}{self.tiles()}"
        yield from self.picks()
        yield self.pictures()
        yield from self.findings()
        yield f'<h2 id="changes">{html(self.say("page.changes"))}</h2>'
        yield filters(self.say, self.changes, self.comparison)
        yield tools(self.say)
        yield from self.sides.html()
        yield f"</main>{self.map()}{foot()}"

    def title(self) -> str:
        """The new edition's title and both labels."""
        return title_of(self.comparison)

    def lead(self) -> str:
        """The sentences a manager reads, and what the reader must be warned of."""
        told = []
        scores = self.comparison.scores
        if recycled := scores.get("recycled"):
            told.append(
                self.say(
                    "page.lead", share=share_words(self.say, recycled), beside=beside_genre(self.say, self.comparison)
                )
            )
        told.append(self.say("page.told", **kind_counts(self.selection.in_scope)))
        soft = list(notice_words(self.say, self.comparison.notices))
        if self.options.choice != Choice():
            total = len(self.selection.in_scope)
            soft.append(self.say("page.selection", count=len(self.changes), total=total))
        warned = "".join(f'<p class="notice">{html(words)}</p>' for words in soft)
        return f'<p class="lead">{html(" ".join(told))}</p>{warned}'

    def tiles(self) -> str:
        """The scores, then how many changes of each kind."""
        scores = shown_scores(self.comparison.scores).items()
        cells = [("score", self.say.name("score", name), score_figure(name, share)) for name, share in scores]
        counts = kind_counts(self.selection.in_scope)
        cells += [(kind, self.say.name("kind", kind), str(counts[kind])) for kind in KIND_ORDER]
        told = "".join(f'<li class="tile {name}"><b>{html(value)}</b>{html(key)}</li>' for name, key, value in cells)
        return f'<ul class="tiles">{told}</ul>'

    def picks(self) -> Iterator[str]:
        """What to look at first: the quiet changes; where there are none, the heaviest changes."""
        quiet = loud(self.changes)
        heavy = [change for change in self.changes if is_loud(change) and change.kind != "updated" and change.weight]
        heavy.sort(key=lambda change: (-(change.weight or 0.0), change.id))
        if not (quiet or heavy):
            return
        name = "signals.head" if quiet else "page.picks"
        count = f" ({len(quiet)})" if quiet else ""
        rows: Cells = [self._pick(change) for change in quiet or heavy[:6]]
        yield f"<h2>{html(self.say(name))}{count}</h2>{self._table('signals', rows[:PICKS])}"
        if rows[PICKS:]:
            more = html(self.say("and.more", count=len(rows) - PICKS))
            yield f"<details><summary>{more}</summary>{self._table('signals', rows[PICKS:])}</details>"

    def _pick(self, change: Change) -> tuple[str, ...]:
        told = "；".join(signal_words(self.comparison, change, self.say)) or self.say.name("kind", change.kind)
        link = f'<a href="#{self.sides.anchor(self.sides.first[change.id])}" class="signal">{html(told)}</a>'
        return link, self.sides.text(change, "old"), self.sides.text(change, "new")

    def pictures(self) -> str:
        """The summary in pictures, each with its caption; a picture of nothing is left out."""
        found, say = self.comparison, self.say
        drawn = {
            "balance": charts.balance(found, say),
            "heat": charts.heat(found, say, shown=self.sides.sections),
            "flow": charts.flow(found, say),
            "figures": charts.figures(found, say),
            "terms": charts.terms(found, say),
        }
        cells = [figure(say, name, picture) for name, picture in drawn.items()]
        return f'<h2>{html(self.say("page.overview"))}</h2><div class="pictures">{"".join(cells)}</div>'

    def findings(self) -> Iterator[str]:
        """Alarms, open; passages, figures, promises and terms, each folded, with its count, where there are any."""
        found: Mapping[str, Callable[[], Cells]] = {
            "alarms": self._alarms,
            "passages": self._passages,
            "figures": self._figures,
            "followups": self._followups,
            "terms": self._terms,
        }
        for name, rows_of in found.items():
            if rows := rows_of():
                told = f"{html(self.say(f'{name}.head'))} ({len(rows)})"
                opened = " open" if name == "alarms" else ""
                yield f'<details class="finding"{opened}><summary><h2>{told}</h2></summary>{self._table(name, rows)}</details>'

    def _table(self, name: str, rows: Cells) -> str:
        return table([self.say(f"table.{key}") for key in HEADERS[name]], rows, name=name)

    def _alarms(self) -> Cells:
        """Passages that name a place or an office that is not the report's own: where they stand, and where they stood."""
        rows: Cells = []
        for passage in self.comparison.passages or ():
            if passage.alarm:
                words = html(self.comparison.new.source.text[slice(*passage.new)])
                rows.append(
                    (
                        html(self.say.alarm(passage.alarm)),
                        f'<span class="alarmed">{words}</span>',
                        html(self.sides.sources(passage)),
                    )
                )
        return rows

    def _passages(self) -> Cells:
        """Every passage in the order of the text: its class, its text with the edits inside, where it stood, since when."""
        tags = {"delete": "del", "insert": "ins"}
        rows: Cells = []
        for passage in self.comparison.passages or ():
            pieces = passage_redline(self.comparison, passage)
            told = (html(p.text) if p.op == "keep" else f"<{tags[p.op]}>{html(p.text)}</{tags[p.op]}>" for p in pieces)
            kind = self.say.name("class", passage.kind)
            rows.append((html(kind), "".join(told), html(self.sides.sources(passage)), html(passage.first)))
        return rows

    def _figures(self) -> Cells:
        rows: Cells = [self._figure(change) for change in self.comparison.figures or ()]
        return rows

    def _figure(self, change: FigureChange) -> tuple[str, ...]:
        old, new = map(html, signed(change))
        sign = {"up": "▲", "down": "▼", "same": "=", "unknown": "?"}[change.direction]
        told = self.say.name("direction", change.direction)
        by = f" {change.difference:+g}" if change.difference is not None else ""
        name = {True: "better", False: "worse", None: ""}[change.better]
        more = f" {self.say(f'page.{name}')}" if name else ""
        cell = f'<span class="{name}" title="{html(told)}">{sign}{by}{html(more)}</span>'
        return html(f"{change.indicator} {change.measure}".strip()), old, new, cell

    def _followups(self) -> Cells:
        old, new = self.comparison.old.source.text, self.comparison.new.source.text
        rows: Cells = []
        for promise in self.comparison.followups or ():
            told = html(new[slice(*promise.new)]) if promise.new else "—"
            status = f'<span class="status {promise.status.replace(" ", "-")}">'
            status += f"{html(self.say.name('status', promise.status))}</span>"
            rows.append((status, html(old[slice(*promise.old)]), told))
        return rows

    def _terms(self) -> Cells:
        rows: Cells = [
            (html(term.term), html(self.say.name("term", term.kind)), str(term.old), str(term.new))
            for term in self.comparison.terms or ()
        ]
        return rows

    def map(self) -> str:
        """The whole report as one strip at the edge; each mark leads to its change."""
        return charts.change_map([self._mark(row) for row in self.sides.rows], self.say("picture.map"))

    def _mark(self, row: Row) -> tuple[str, str]:
        return ("moved" if row.moved else row.kind), self.sides.anchor(row)


def title_of(comparison: Comparison) -> str:
    """The new edition's title and both labels, as text."""
    old, new = comparison.old, comparison.new
    return f"{new.title or new.unit or new.label} · {old.label} → {new.label}"


def figure(say: Voice, name: str, picture: str) -> str:
    """A picture under its caption; nothing where there is nothing to see."""
    if not picture:
        return ""
    return f'<figure class="{name}"><figcaption>{html(say(f"picture.{name}"))}</figcaption>{picture}</figure>'


def filters(say: Voice, changes: tuple[Change, ...], *comparisons: Comparison) -> str:
    """Boxes that style sheets read, so that they need no script: kinds, classes of edits, classes of passages."""
    kinds = kind_counts(changes)
    edits: Counter[str] = Counter(edit.kind for change in changes for edit in change.edits or ())
    passages: Counter[str] = Counter(passage.kind for found in comparisons for passage in found.passages or ())
    groups = (
        ("page.kinds", "kind", [(kind, kinds[kind]) for kind in KIND_ORDER if kinds[kind]]),
        ("page.edits", "edit", [(name, edits[name]) for name in EDIT_CLASSES if edits[name]]),
        ("page.classes", "class", [(name, passages[name]) for name in PASSAGE_CLASSES if passages[name]]),
    )
    return f'<div class="filters">{"".join(_boxes(say, *group) for group in groups if group[2])}</div>'


def _boxes(say: Voice, legend: str, group: str, counted: list[tuple[str, int]]) -> str:
    boxes = "".join(
        f'<label class="{name}"><input type="checkbox" id="{group}-{name}" checked autocomplete="off"> '
        f"{html(say.name(group, name))} <b>{count}</b></label>"
        for name, count in counted
    )
    return f"<fieldset><legend>{html(say(legend))}</legend>{boxes}</fieldset>"


def tools(say: Voice) -> str:
    """Search and jumps; shown by the script that makes them work."""
    told = {name: html(say(f"page.{name}")) for name in ("search", "previous", "next", "unfold", "keys")}
    buttons = "".join(
        f'<button type="button" id="{name}" title="{told[name]}" aria-label="{told[name]}">{sign}</button>'
        for name, sign in (("previous", "↑"), ("next", "↓"), ("unfold", "⇕"))
    )
    return (
        f'<div class="tools"><input type="search" id="search" aria-label="{told["search"]}" '
        f'placeholder="{told["search"]}" autocomplete="off">{buttons}<output id="count"></output>'
        f'<span class="keys soft">{told["keys"]}</span></div>'
    )
