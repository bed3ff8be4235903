"""The one page that answers. Takes a `Comparison` and its `Summary`, gives a `Brief`: what a reader in a hurry must know.

The same facts in the same order stand on the screen and open every longer report: how much is carried over, the quiet
changes of most weight, the promises by verdict, the figures that changed most, the sections by change. A brief holds
whole texts; what draws it cuts them to its width.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from compare.messages import Voice
from compare.model import Comparison, FigureChange, FollowUp, Share
from compare.view.choice import Choice
from compare.view.findings import NAMED, by_verdict, difference_of, outcome, signed, sort_of
from compare.view.options import Options
from compare.view.redline import RedlinePiece, flow
from compare.view.selection import Selection
from compare.view.summary import Chapter, Summary, choice_words
from compare.view.wording import OTHER_GENRE, other_notices, percent, share_words

ShareName = Literal["whole", "reworded", "new"]

QUIET, FIGURES, SECTIONS = 3, 5, 5
"""Quiet changes, figures and sections of a brief: what is read in half a minute."""

WORST = 3
"""Figures that got worse among them; the others are those that got better, then those that nobody judges."""


@dataclass(frozen=True, slots=True)
class CarriedShare:
    """One of the three shares that add up to the new edition's body text, in characters, figures and dates aside."""

    name: ShareName
    share: Share
    percent: int | None
    """Whole percent, the three adding up to 100; None where too little was counted for a rate."""


@dataclass(frozen=True, slots=True)
class QuietChange:
    """A quiet change: its change's id, what it does by which words, its section, its text with the edits inside."""

    change: int
    words: tuple[str, ...]
    place: str
    pieces: tuple[RedlinePiece, ...]


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise in the old edition's words, what the new one says of it ("" for nothing), and what was found."""

    text: str
    evidence: str
    source: FollowUp


@dataclass(frozen=True, slots=True)
class Verdict:
    """The promises of one verdict: its code, its name, each promise once, and whether they are to be named."""

    status: str
    name: str
    promises: tuple[PromiseLine, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that changed: its name, both values as the texts give them, the difference, the judgement ("" for none)."""

    name: str
    old: str
    new: str
    difference: str
    judgement: str
    source: FigureChange


@dataclass(frozen=True, slots=True)
class Brief:
    """One page. A part that was not looked for is None, one that was looked for in vain is empty."""

    title: str
    old: str
    new: str
    carried: str
    """How much is carried over, in one sentence; "" where it was not computed."""

    shares: tuple[CarriedShare, ...]
    remark: str
    """What any report of the genre shares with others, where that is known."""

    notices: tuple[str, ...]
    """What the reader must be warned of, as two editions of one period."""

    counts: Mapping[str, int]
    quiet: tuple[QuietChange, ...] | None
    quiet_count: int
    verdicts: tuple[Verdict, ...] | None
    figures: tuple[FigureLine, ...] | None
    figure_counts: tuple[tuple[str, int], ...]
    """How many figures there are of each sort, by name."""

    sections: tuple[Chapter, ...]


def brief(selection: Selection, summary: Summary) -> Brief:
    """The brief of what is shown of a comparison, in the reader's language."""
    comparison, options = selection.comparison, selection.options
    say, new = options.voice, comparison.new
    shares = carried_shares(comparison)
    figures = comparison.figures
    return Brief(
        new.title or new.unit or new.label,
        comparison.old.label,
        new.label,
        _sentence(comparison, shares, say),
        shares,
        _genre(comparison, say),
        tuple(_notices(comparison, summary, options)),
        summary.counts,
        quiet_changes(summary, QUIET) if any(change.signals is not None for change in comparison.changes) else None,
        len(summary.loudest),
        None if comparison.followups is None else tuple(_verdicts(comparison, say)),
        None if figures is None else figure_lines(comparison, say, FIGURES),
        tuple(_figure_counts(figures or (), say)),
        summary.most[:SECTIONS] if len(summary.most) > 1 else (),
    )


def carried_shares(comparison: Comparison) -> tuple[CarriedShare, ...]:
    """What the body of the new edition is made of: sentences carried over whole, the rest that is recycled, the new.

    Empty where phrasing was not looked for. The first two add up to the recycled share.
    """
    recycled = comparison.scores.get("recycled")
    if not comparison.sentence_scores or recycled is None or not recycled.of:
        return ()
    kept = {number for change in comparison.changes if change.kind in ("unchanged", "updated") for number in change.new}
    sentences = zip(comparison.new.sentences, comparison.sentence_scores, strict=True)
    whole = sum(
        scores.get("recycled", 0)
        for number, (sentence, scores) in enumerate(sentences)
        if number in kept and sentence.role == "body"
    )
    whole = min(whole, recycled.count)
    counts: tuple[tuple[ShareName, int], ...] = (
        ("whole", whole),
        ("reworded", recycled.count - whole),
        ("new", recycled.of - recycled.count),
    )
    percents = _percents([count for _, count in counts], recycled)
    return tuple(
        CarriedShare(name, Share(count, recycled.of, recycled.floor), part)
        for (name, count), part in zip(counts, percents, strict=True)
    )


def _percents(counts: Sequence[int], share: Share) -> Iterator[int | None]:
    """Whole percents that add up to 100: the differences of the rounded running sums."""
    before = total = 0
    for count in counts:
        total += count
        upto = round(100 * total / share.of)
        yield None if share.rate is None else upto - before
        before = upto


def _sentence(comparison: Comparison, shares: Sequence[CarriedShare], say: Voice) -> str:
    recycled = comparison.scores.get("recycled")
    if recycled is None or not recycled.of:
        return ""
    if recycled.rate is None or not shares:
        return say("brief.carried", carried=share_words(say, recycled))
    parts = {part.name: f"{part.percent}%" for part in shares}
    return say("brief.parts", carried=percent(recycled.rate), **parts)


def _genre(comparison: Comparison, say: Voice) -> str:
    """What any report of the genre shares with others, and how far this one is above it; nothing for another genre."""
    genre, excess = comparison.scores.get("genre"), comparison.scores.get("excess")
    if genre is None or excess is None or genre.rate is None or excess.rate is None:
        return ""
    if any(notice.code == OTHER_GENRE for notice in comparison.notices):
        return ""
    return say("brief.genre", genre=percent(genre.rate), points=percent(excess.rate)[:-1])


def _notices(comparison: Comparison, summary: Summary, options: Options) -> Iterator[str]:
    """What the reader must be warned of, what alone is shown, and that nothing changed where nothing did."""
    say = options.voice
    yield from (say.notice(notice) for notice in other_notices(comparison.notices))
    if options.choice != Choice():
        yield say("brief.chosen", words=choice_words(options.choice))
    if not any(count for kind, count in summary.counts.items() if kind != "unchanged"):
        yield say("summary.nothing")


def quiet_changes(summary: Summary, most: int) -> tuple[QuietChange, ...]:
    """The quiet changes of most weight, no more than so many."""
    items = summary.loudest[:most]
    return tuple(QuietChange(item.change.id, item.signals, item.place, item.pieces) for item in items)


def _verdicts(comparison: Comparison, say: Voice) -> Iterator[Verdict]:
    for status, promises in by_verdict(comparison.followups or ()):
        lines = tuple(_promise(comparison, promise, say) for promise in promises)
        yield Verdict(status, say.name("status", status), lines, status in NAMED)


def _promise(comparison: Comparison, promise: FollowUp, say: Voice) -> PromiseLine:
    old, new = comparison.old, comparison.new
    notes = " · ".join(outcome(promise, say))
    evidence = flow(new.source.text[slice(*promise.new)], new.language) if promise.new else ""
    evidence = f"{evidence} ({notes})" if notes and evidence else evidence
    return PromiseLine(flow(old.source.text[slice(*promise.old)], old.language), evidence, promise)


def figure_lines(comparison: Comparison, say: Voice, most: int) -> tuple[FigureLine, ...]:
    """Figures that can be compared, worse ones first, then better ones; of a sort those that changed most."""
    chosen = _most_changed(comparison, comparison.figures or (), most)
    return tuple(_figure(change, say) for change in chosen)


def _most_changed(comparison: Comparison, figures: Iterable[FigureChange], most: int) -> list[FigureChange]:
    sorts: dict[str, list[FigureChange]] = {"worse": [], "better": [], "changed": []}
    for change in figures:
        if sort_of(change) in sorts and _magnitude(change):
            sorts[sort_of(change)].append(change)
    weights = _Weights(comparison)
    for changes in sorts.values():
        changes.sort(key=lambda change: -_magnitude(change) * (0.5 + weights.of(change)))
    worse = sorts["worse"][: max(WORST, most // 2)]
    return [*worse, *sorts["better"], *sorts["changed"]][:most]


def _magnitude(change: FigureChange) -> float:
    """How far a figure moved against its larger value, 0-1; 0 where that cannot be said."""
    old, new = change.old, change.new
    if old is None or new is None or old.value is None or new.value is None or old.unit != new.unit:
        return 0.0
    largest = max(abs(old.value), abs(new.value))
    return abs(new.value - old.value) / largest if largest else 0.0


class _Weights:
    """Looks up how much the change weighs in whose sentence a figure stands."""

    def __init__(self, comparison: Comparison) -> None:
        self.starts = [sentence.span[0] for sentence in comparison.new.sentences]
        self.weights = {number: change.weight or 0.0 for change in comparison.changes for number in change.new}

    def of(self, change: FigureChange) -> float:
        """0-1, 0 for a figure without a place in the new edition."""
        place = bisect_right(self.starts, change.new.span[0]) - 1 if change.new else -1
        return self.weights.get(place, 0.0)


def _figure(change: FigureChange, say: Voice) -> FigureLine:
    old, new = signed(change)
    by = difference_of(change)
    judgement = "" if change.better is None else say("figures.better" if change.better else "figures.worse")
    name = f"{change.indicator} {change.measure}".strip()
    return FigureLine(name, old, new, "" if by is None else f"{by:+,.10g}", judgement, change)


def _figure_counts(figures: Iterable[FigureChange], say: Voice) -> Iterator[tuple[str, int]]:
    """How many got worse, got better, changed otherwise, are masked, stand in one edition alone, are the same."""
    groups = {"vanished": "single", "fresh": "single"}
    counts = dict.fromkeys(("worse", "better", "changed", "masked", "single", "same"), 0)
    for change in figures:
        sort = sort_of(change)
        counts[groups.get(sort, sort)] += 1
    yield from ((say(f"figures.{sort}"), count) for sort, count in counts.items() if count)
