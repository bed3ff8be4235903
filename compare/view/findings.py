"""What was found beside the changes, as short lists. Takes a `Comparison`, gives a `Finding` for each that is there.

A reader in a hurry meets first what calls for a second look: figures that got worse, promises that nobody mentions any
more, passages that may belong elsewhere. Every list is cut, says how many it holds, and leaves the rest to data formats.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from compare.messages import Voice
from compare.model import Comparison, Figure, FigureChange, FollowUp, Passage
from compare.source import Span
from compare.view.choice import Choice
from compare.view.grid import TextTable
from compare.view.measures import NAMES, measure_figure
from compare.view.options import Options
from compare.view.redline import RedlinePiece, flow, passage_redline
from compare.view.selection import Selection

MOST, FEW = 10, 5
"""Entries of a group that calls for a second look, and of one that does not."""

TERMS = 30
"""Rows of the table of terms."""

_LONG, _START, _END = 90, 60, 25
"""Characters above which a passage is told by its start and its end, and how many of each."""

_RANKS = frozenset({"位", "名", "rank", "place"})
"""Units in which more is less: a direction would mislead."""

_FIGURES = ("worse", "better", "changed", "masked", "vanished", "fresh", "same")

FORECAST = "forecast"
"""The group of what was only expected, whatever became of it."""

STATUSES = ("missed", "not mentioned", "undecidable", "answered", "repeated", "met", "exceeded", FORECAST)
"""Verdicts on promises in the order in which they are read, forecasts behind; one that is not listed stands behind."""

NAMED = frozenset({"missed", "not mentioned"})
"""The verdicts that call for a second look: their promises are named, nobody has to look for them."""

_KINDS = ("peer", "upstream", "own", "formula")

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list, what is said beside it, and the evidence that stands below it."""

    text: str
    notes: tuple[str, ...] = ()
    below: str = ""
    pieces: tuple[RedlinePiece, ...] = ()
    """The text with the edits inside, where there are any."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one sort: its name, how many there are, and those that are shown."""

    name: str
    count: int
    entries: tuple[Entry, ...]
    rest: str = "series.more"
    """The message that says where the others are."""

    said: bool = False
    """Whether it is said even where there is none: that no promise was forgotten is an answer, too."""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.entries)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its code, its title, how many there are in all, its groups; groups without any are left out."""

    name: str
    title: str
    count: int
    groups: tuple[Group, ...]


def findings(selection: Selection) -> Iterator[Finding]:
    """Promises, figures, terms and passages, where they were looked for; no passages where a choice leaves none."""
    comparison, options = selection.comparison, selection.options
    teller = _Teller(comparison, options)
    if comparison.followups is not None:
        yield teller.promises(comparison.followups)
    if comparison.figures is not None:
        yield teller.figures(comparison.figures)
    if comparison.passages or (comparison.passages is not None and options.choice == Choice()):
        yield teller.passages(comparison.passages)


def terms(comparison: Comparison, say: Voice) -> TextTable | None:
    """The terms whose use changed as a table, those that say most first, where they were looked for."""
    if comparison.terms is None:
        return None
    names = (say("table.term"), say("table.change"), comparison.old.label, comparison.new.label)
    rows = tuple(
        (term.term, say.name("term", term.kind), str(term.old), str(term.new)) for term in comparison.terms[:TERMS]
    )
    return TextTable(f"{say('terms.head')} ({len(comparison.terms)})", names, rows, len(comparison.terms) - len(rows))


def measures(comparison: Comparison, say: Voice) -> TextTable | None:
    """The published measures as a table, where they were asked for."""
    values = comparison.measures
    if values is None:
        return None
    rows = tuple((say.name("measure", name), measure_figure(name, values[name])) for name in NAMES if name in values)
    return TextTable(say("measures.head"), (say("column.measure_name"), say("column.value")), rows)


class _Teller:
    """Tells the findings of one comparison in one language."""

    def __init__(self, comparison: Comparison, options: Options) -> None:
        self.comparison, self.say, self.whole = comparison, options.voice, options.whole
        self.labels = {identity: edition.label for identity, edition in comparison.named.items()}

    def figures(self, figures: Sequence[FigureChange]) -> Finding:
        """Worse first; what is the same is only counted."""
        few = FEW if "figures" in self.whole else 0
        most = {"worse": MOST, "better": MOST, "changed": MOST, "same": 0}
        sorts = _sorted(figures, sort_of)
        groups = (
            self._group(self.say(f"figures.{sort}"), sorts.get(sort, []), self._figure, most.get(sort, few))
            for sort in _FIGURES
        )
        return _finding("figures", self.say("figures.head"), len(figures), groups)

    def _figure(self, change: FigureChange) -> Entry:
        old, new = change.old, change.new
        name = f"{change.indicator} {change.measure}".strip()
        values = " → ".join(text for text, figure in zip(signed(change), (old, new), strict=True) if figure)
        notes = []
        if old and new and change.better is None and change.direction in ("up", "down") and not _is_rank(change):
            notes.append(self.say.name("direction", change.direction))
        if (by := difference_of(change)) is not None:
            notes.append(f"{by:+,.10g}")
        return Entry(f"{name}   {values}", tuple(notes))

    def promises(self, promises: Sequence[FollowUp]) -> Finding:
        """Those that nobody mentions any more first; within a status as the finder ranked them, concrete ones first."""
        verdicts = by_verdict(promises)
        groups = (
            replace(
                self._group(self.say.name("status", status), members, self._promise, MOST if status in NAMED else FEW),
                said=status in NAMED,
            )
            for status, members in verdicts
        )
        return _finding("followups", self.say("followups.head"), sum(len(one) for _, one in verdicts), groups)

    def _promise(self, promise: FollowUp) -> Entry:
        old, new = self.comparison.old, self.comparison.new
        evidence = flow(new.source.text[slice(*promise.new)], new.language) if promise.new else ""
        return Entry(
            flow(old.source.text[slice(*promise.old)], old.language), tuple(outcome(promise, self.say)), evidence
        )

    def passages(self, passages: Sequence[Passage]) -> Finding:
        """Alarms first, then by class: the longest of each, or every one in the order of the text."""
        whole = "passages" in self.whole
        ranked = sorted(passages, key=lambda passage: (0 if whole else passage.new[0] - passage.new[1], passage.new))
        sorts = _sorted([passage for passage in ranked if not passage.alarm], lambda passage: passage.kind)
        batches = [(self.say("passages.alarms"), [passage for passage in ranked if passage.alarm], MOST)]
        batches += [(self.say.name("class", kind), sorts.get(kind, []), FEW) for kind in _KINDS]
        groups = (
            replace(self._group(name, items, self._passage, len(items) if whole else most), rest="passages.more")
            for name, items, most in batches
        )
        return _finding("passages", self.say("passages.head"), len(passages), groups)

    def _passage(self, passage: Passage) -> Entry:
        new, pieces = self.comparison.new, passage_redline(self.comparison, passage)
        text = flow(new.source.text[slice(*passage.new)], new.language)
        size = len(text)
        if size > _LONG and "passages" not in self.whole:
            text = f"{text[:_START].rstrip()} …… {text[-_END:].lstrip()}"
        return Entry(text, tuple(self._sources(passage, size)), pieces=pieces if len(pieces) > 1 else ())

    def _sources(self, passage: Passage, size: int) -> Iterator[str]:
        """How long it is, where it stood, since when, whether it was edited, what is wrong with it."""
        sources = dict.fromkeys(self.labels.get(origin.edition, origin.edition) for origin in passage.sources)
        yield self.say("passages.size", count=size)
        yield self.say("passages.from", sources=", ".join(sources))
        if passage.first and passage.first != self.comparison.old.period:
            yield self.say("passages.first", period=passage.first)
        if not passage.exact:
            yield self.say("passages.near")
        if passage.alarm:
            yield self.say.alarm(passage.alarm)

    def _group(self, name: str, items: Sequence[Item], tell: Callable[[Item], Entry], most: int) -> Group:
        return Group(name, len(items), tuple(tell(item) for item in items[:most]))


def outcome(promise: FollowUp, say: Voice) -> Iterator[str]:
    """The target and what it came to, and by how much that misses it, where figures decided."""
    target, outturn = promise.target, promise.outturn
    if outturn is None:
        return
    yield f"{target.text} → {outturn.text}" if target else outturn.text
    if promise.status == "missed" and promise.difference and target:
        by = f"{abs(promise.difference):,.10g}{_blank(target.unit)}{target.unit}"
        yield say("promise.short" if promise.difference < 0 else "promise.over", by=by)


def _blank(unit: str) -> str:
    return " " if unit[:1].isascii() and unit[:1].isalpha() else ""


def by_verdict(promises: Iterable[FollowUp]) -> tuple[tuple[str, tuple[FollowUp, ...]], ...]:
    """The promises by verdict, those that call for a second look first; each promise once under a verdict."""
    by_status: dict[str, dict[Span, FollowUp]] = {}
    for promise in promises:
        by_status.setdefault(FORECAST if promise.forecast else promise.status, {}).setdefault(promise.old, promise)
    if by_status:
        by_status.setdefault("not mentioned", {})  # none is an answer, too
    order = {status: place for place, status in enumerate(STATUSES)}
    ranked = sorted(by_status, key=lambda status: order.get(status, len(STATUSES)))
    return tuple((status, tuple(by_status[status].values())) for status in ranked)


def _finding(name: str, title: str, count: int, groups: Iterable[Group]) -> Finding:
    return Finding(name, title, count, tuple(group for group in groups if group.count or group.said))


def _sorted(items: Iterable[Item], sort: Callable[[Item], str]) -> Mapping[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(sort(item), []).append(item)
    return groups


def _is_rank(change: FigureChange) -> bool:
    return any(figure.unit in _RANKS for figure in (change.old, change.new) if figure)


def signed(change: FigureChange) -> tuple[str, str]:
    """Both figures as the text gives them; a fall that the text says in words gets its sign."""
    old, new = (_signed_text(figure) if figure else "—" for figure in (change.old, change.new))
    return old, new


_NEGATIVE = re.compile(r"[-−–－负(（]|[^\d\s]{0,4}[(（−–-]")
"""A figure that has its own sign, or brackets that stand for it."""


def _signed_text(figure: Figure) -> str:
    fell = figure.value is not None and figure.value < 0 and not _NEGATIVE.match(figure.text)
    return f"−{figure.text}" if fell else figure.text


def difference_of(change: FigureChange) -> float | None:
    """The difference, where a reader would work out the same from the two numbers; None for ranks and for none."""
    old, new = change.old, change.new
    if not change.difference or _is_rank(change) or old is None or new is None or old.unit != new.unit:
        return None
    if old.value is None or new.value is None or (new.value - old.value) * change.difference < 0:
        return None
    return change.difference


def sort_of(change: FigureChange) -> str:
    """Which list a figure belongs to."""
    if change.old is None:
        return "fresh"
    if change.new is None:
        return "vanished"
    if change.direction == "same":
        return "same"
    if change.better is not None:
        return "better" if change.better else "worse"
    if change.old.masked or change.new.masked:
        return "masked"
    return "changed"
