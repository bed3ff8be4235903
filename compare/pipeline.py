"""The pipe, readable top to bottom: align, classify, then the findings (figures, promises, quiet changes, terms, reuse), follow.

Takes editions, gives a `Comparison` or a `Series`. The one place that knows every stage; stages know none. The four
verbs come first, the steps they are made of behind them; `editions` reads and structures, `view` shows.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from compare import classify, figures, follow, promises, reuse
from compare.align import align
from compare.align.explain import evidence
from compare.align.network import shipped
from compare.codes import EVERYTHING, Notice
from compare.editions import in_order, paired, read, with_own_ids
from compare.errors import BadOption
from compare.model import Anchors, Change, Comparison, Edition, FollowUp, Passage, SectionLink, Series
from compare.quiet import quiet
from compare.settings import Settings
from compare.terms import terms
from compare.text.words import DICTIONARY_ID
from compare.workers import mapped

WORDS = frozenset({"edits", "signals", "terms", "passages"})
"""The findings that cut words, and so wait for the dictionary."""

CONTENTS = frozenset({"figures", "signals", "followups"})
"""The findings that read figures and promises."""


@dataclass(frozen=True, slots=True)
class Context:
    """What may be known beside the two editions: earlier ones of the same unit, other units' reports, a background.

    `background` is "shipped", "none", the path of a file or folder, or a background; `lexicon` and `units` are paths
    or "".
    """

    history: tuple[Edition, ...] = ()
    peers: tuple[Edition, ...] = ()
    upstream: tuple[Edition, ...] = ()
    background: str | reuse.Background = "shipped"
    lexicon: str = ""
    units: str = ""

    def apart_from(self, known: Sequence[Edition]) -> "Context":
        """The same with ids that tell the editions apart; other units' say whose they are."""
        history = with_own_ids(self.history, known, whose=False)
        upstream = with_own_ids(self.upstream, (*known, *history), whose=True)
        peers = with_own_ids(self.peers, (*known, *history, *upstream), whose=True)
        return replace(self, history=history, upstream=upstream, peers=peers)

    def naming(self, passages: Sequence[Passage] | None) -> tuple[Edition, ...]:
        """The editions that the passages name, old and new aside."""
        named = {origin.edition for passage in passages or () for origin in passage.sources}
        return tuple(edition for edition in (*self.history, *self.upstream, *self.peers) if edition.id in named)


def nothing_decided(old: Edition, new: Edition) -> Anchors:  # noqa: ARG001 - what a person decided hangs on the pair
    """No anchors, whatever the pair."""
    return Anchors()


def compare(
    old: Edition,
    new: Edition,
    *,
    settings: Settings = Settings(),
    anchors: Anchors = Anchors(),
    find: frozenset[str] = EVERYTHING,
    context: Context = Context(),
) -> Comparison:
    """Compare two editions. Raises `NotComparable` where they are in two languages."""
    old, new, notices = paired(old, new)
    links = linked((old, new, settings, anchors))
    return with_findings(bare(old, new, links, notices, settings), find=find, settings=settings, context=context)


def series(
    editions: Sequence[Edition],
    *,
    settings: Settings = Settings(),
    find: frozenset[str] = frozenset(),
    context: Context = Context(),
    decided: Callable[[Edition, Edition], Anchors] = nothing_decided,
) -> Series:
    """Compare neighbours and follow every sentence through the years. Raises `NotComparable` for a broken series.

    `decided` tells what a person decided about the links of two neighbours.
    """
    ordered = in_order(editions)
    context = context.apart_from(ordered)
    neighbours = [paired(*pair) for pair in pairwise(ordered)]
    links = mapped(
        linked, [(old, new, settings, decided(old, new)) for old, new, _ in neighbours], least=settings.series_processes
    )
    pairs = [
        with_findings(
            bare(old, new, links[place], notices, settings),
            find=find - {"measures"},
            settings=settings,
            context=replace(context, history=(*context.history, *ordered[:place])),
        )
        for place, (old, new, notices) in enumerate(neighbours)
    ]
    if "measures" in find:
        measured = reuse.series_measures(ordered)
        pairs = [replace(pair, measures=measures) for pair, measures in zip(pairs, measured, strict=True)]
    followed = follow.follow(tuple(pairs), matrix=reuse.matrix(ordered, settings=settings), settings=settings)
    return replace(
        followed,
        sections=follow.section_lines(followed),
        survival=reuse.survival(ordered, settings=settings),
        coined=reuse.coined(ordered, settings=settings),
        dropped=reuse.dropped(ordered, settings=settings),
    )


def explain(comparison: Comparison, *, settings: Settings = Settings(), anchors: Anchors = Anchors()) -> Comparison:
    """The same comparison, each link with the evidence that spoke for and against it; costs a linking.

    Settings and anchors are those that the comparison was made with.
    """
    weighed = evidence(comparison.old, comparison.new, comparison.changes, settings=settings, anchors=anchors)
    changes = [replace(change, evidence=heard) for change, heard in zip(comparison.changes, weighed, strict=True)]
    return replace(comparison, changes=tuple(changes))


def trace(
    text: str, editions: Sequence[Edition], *, notices: tuple[Notice, ...] = (), settings: Settings = Settings()
) -> follow.Trace:
    """Where each edition says a phrase or sentence; nothing is compared for it. Raises `BadOption` for empty words."""
    if not any(character.isalnum() for character in text):
        raise BadOption("--trace", "no word")
    ordered = tuple(sorted(editions, key=lambda edition: edition.period))
    return follow.Trace(text, ordered, follow.trace(text, ordered, settings=settings), notices)


# ---- the steps, in their order


def linked(job: tuple[Edition, Edition, Settings, Anchors]) -> tuple[tuple[SectionLink, ...], tuple[Change, ...]]:
    """The section links and changes of a pair: the part of a comparison that needs nothing but the pair."""
    old, new, settings, anchors = job
    alignment = align(old, new, settings=settings, anchors=anchors)
    return alignment.sections, classify.classify(old, new, alignment, settings=settings)


def bare(
    old: Edition,
    new: Edition,
    links: tuple[tuple[SectionLink, ...], tuple[Change, ...]],
    notices: tuple[Notice, ...],
    settings: Settings,
) -> Comparison:
    """A comparison without findings."""
    return Comparison(
        old=old,
        new=new,
        sections=links[0],
        changes=links[1],
        scores={},
        settings=asdict(settings),
        scheme={"linker": shipped().id, "words": DICTIONARY_ID, "grams": reuse.scheme(new.language, settings)},
        notices=notices,
    )


def with_findings(
    comparison: Comparison,
    *,
    find: frozenset[str] = EVERYTHING,
    settings: Settings = Settings(),
    context: Context = Context(),
) -> Comparison:
    """The same comparison with findings; links and kinds stay as they are."""
    old, new = comparison.old, comparison.new
    context = context.apart_from((old, new))
    contents = read_contents(comparison, settings) if find & CONTENTS else None
    changes = marked(comparison, contents, find, settings, context)
    findings = replace(
        comparison,
        changes=changes,
        terms=terms(old, new, history=context.history, settings=settings) if "terms" in find else None,
        measures=asdict(reuse.pair_measures(old, new)) if "measures" in find else None,
        followups=contents.followups if contents and "followups" in find else None,
    )
    if contents and "figures" in find:
        findings = replace(findings, figures=figures.follow(old, new, changes, contents.figures, settings=settings))
    return with_reuse(findings, find, settings, context)


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """What two editions say, read once and handed to all that need it: figures, promises, the verdicts on these."""

    figures: tuple[figures.EditionFigures, figures.EditionFigures]
    promises: tuple[promises.EditionPromises, promises.EditionPromises]
    followups: tuple[FollowUp, ...]


def read_contents(comparison: Comparison, settings: Settings) -> Contents:
    """The figures of both editions, the promises that have them as targets, and what became of the old ones."""
    old, new = comparison.old, comparison.new
    amounts = figures.extract(old), figures.extract(new)
    tasks = promises.extract(old, amounts[0]), promises.extract(new, amounts[1])
    verdicts = promises.followups(old, new, comparison.changes, tasks, amounts, settings=settings)
    return Contents(amounts, tasks, verdicts)


def marked(
    comparison: Comparison, contents: Contents | None, find: frozenset[str], settings: Settings, context: Context
) -> tuple[Change, ...]:
    """The changes with word edits and, of these and of what the editions say, the quiet changes; each where asked for."""
    old, new, changes = comparison.old, comparison.new, comparison.changes
    if find & {"edits", "signals"} and any(change.edits is None for change in changes):
        changes = classify.mark(old, new, changes, settings=settings)
    if contents and "signals" in find:
        plans = contents.promises[0].planned, contents.promises[1].planned
        changes = quiet(
            old,
            new,
            changes,
            contents.figures,
            plans,
            contents.followups,
            lexicon=context.lexicon,
            settings=settings,
        )
    return changes


def with_reuse(comparison: Comparison, find: frozenset[str], settings: Settings, context: Context) -> Comparison:
    """The comparison with its scores, and with the recycled passages where these are asked for."""
    recycling = reuse.find(
        comparison.old,
        comparison.new,
        changes=comparison.changes,
        history=context.history,
        peers=context.peers,
        upstream=context.upstream,
        background=background_of(context.background, settings),
        units=context.units,
        passages="passages" in find,
        settings=settings,
    )
    known = Notice("background history", {"count": recycling.earlier})
    scored = replace(
        comparison,
        scores=recycling.scores,
        section_scores=recycling.section_scores,
        notices=(*comparison.notices, *recycling.notices, known),
    )
    if "passages" not in find:
        return scored
    return replace(
        scored,
        passages=recycling.passages,
        sentence_scores=recycling.sentence_scores,
        sources=context.naming(recycling.passages),
    )


@lru_cache(maxsize=4)
def background_of(asked: str | reuse.Background, settings: Settings) -> str | reuse.Background:
    """The background that was asked for; a folder's reports are read and made into one. Raises `Unreadable`."""
    if isinstance(asked, reuse.Background) or asked in ("shipped", "none") or not Path(asked).is_dir():
        return asked
    paths = sorted(path for path in Path(asked).iterdir() if path.is_file() and not path.name.startswith("."))
    if not paths:
        raise BadOption(asked, "background folder")
    return reuse.build([read(str(path), settings=settings) for path in paths], Path(asked).name, settings)
