"""Passages: takes ledgers and marks, gives the stretches of the new edition that stand elsewhere, with their sources.

Exact passages are the outermost runs over all sources, near ones hold edits; none crosses the end of a sentence and no
two overlap. Each is compared with the text of every source it names before it is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compare.codes import Notice
from compare.model import Edit, EditClass, EditOp, Origin, Passage, PhraseClass
from compare.reuse.classes import CLASSES, Beside, Marks
from compare.reuse.exact import Runs, apart, exact_runs, standing, together, without
from compare.reuse.gazetteer import Registry, foreign, home
from compare.reuse.hashing import Flags, Numbers
from compare.reuse.near import NearRun, near_runs
from compare.reuse.ngrams import Ledger
from compare.reuse.trim import Trimmer, quoted
from compare.settings import Settings
from compare.source import Span
from compare.text.forms import DATE, MEETING, SLOTS, content_between, folded

FORMULA = CLASSES.index("formula")

_SLOTS = frozenset(SLOTS)
_SLOT_LONGEST = 3
"""Slots in one token at most that are looked at: a date, a figure, and a figure with two ends."""
_SLOT_CLASS: dict[str, EditClass] = {DATE: "date", MEETING: "meeting"}


@dataclass(frozen=True, slots=True, eq=False)
class SharedRuns:
    """What passages are made from: the new edition, its marks, the sources and the runs they share with it."""

    new: Ledger
    marks: Marks
    sources: Beside
    runs: tuple[Runs, ...]

    def held(self) -> tuple[Numbers, ...]:
        """For each source how many of the tokens before each one stand in its runs."""
        return tuple(np.concatenate(([0], np.cumsum(runs.over(len(self.new.values))))) for runs in self.runs)


def find_passages(
    new: Ledger, marks: Marks, sources: Beside, known: Registry, settings: Settings
) -> tuple[Passage, ...]:
    """The passages of the new edition, page furniture and salutations aside, in order."""
    is_said = ~(new.is_role("furniture") | new.is_role("salutation"))
    runs = tuple(_inside(exact_runs(new, source), is_said) for source in sources.every)
    shared = SharedRuns(new, marks, sources, runs)
    near = _near(shared, settings)
    taken = np.zeros(len(new.values), dtype=np.bool_)
    for run, _ in near:
        taken[run.first : run.last] = True
    held = shared.held()
    trimmer = Trimmer(new)
    passages = [_near_passage(shared, run, source, held) for run, source in _trimmed(near, trimmer, settings)]
    passages += _exact(shared, taken, trimmer, settings)
    passages = _in_context(shared, sorted(passages, key=lambda passage: passage.new), settings)
    return tuple(_alarmed(shared, passage, known) for passage in passages)


def _in_context(shared: SharedRuns, passages: Sequence[Passage], settings: Settings) -> list[Passage]:
    """A formula inside a sentence that mostly stands in an edition of the unit's own is there with the sentence: own.

    Not where the sentence is all formula: there the genre is reason enough.
    """
    new = shared.new
    own = {source.edition.id for source in shared.sources.own}
    kept = np.zeros(len(new.values), dtype=np.bool_)
    for passage in passages:
        if passage.sources[0].edition in own:
            first, last = np.searchsorted(new.start, passage.new)
            kept[first:last] = True
    size = np.diff(new.bounds)
    mine = np.bincount(new.sentence[kept], minlength=len(size))
    formula = np.bincount(new.sentence[kept & (shared.marks.classes == FORMULA)], minlength=len(size))
    carried = (mine >= settings.own_sentence * size) & (formula <= settings.formula_sentence * mine)
    placed = []
    for passage in passages:
        sentence = int(new.sentence[np.searchsorted(new.start, passage.new[0])])
        along = passage.kind == "formula" and passage.sources[0].edition in own and carried[sentence]
        placed.append(replace(passage, kind="own") if along else passage)
    return placed


def _inside(runs: Runs, flags: Flags) -> Runs:
    return runs.kept(flags[runs.first])


def _exact(shared: SharedRuns, taken: Flags, trimmer: Trimmer, settings: Settings) -> Iterator[Passage]:
    """The outermost runs, what near passages have taken aside, trimmed."""
    least = settings.gram_shortest if shared.new.edition.language != "en" else settings.gram_words_shortest
    places = [trimmer.trimmed(*run) for run in apart(without(together(shared.runs), taken), least // 2)]
    places = [(first, last) for first, last in places if last - first >= least // 2]
    for place, origins in zip(places, _origins(shared, places), strict=True):
        if origins:
            yield _passage(shared, place, origins)


def _origins(shared: SharedRuns, places: Sequence[tuple[int, int]]) -> list[list[tuple[Ledger, int]]]:
    """For each stretch the sources that hold all of it and its first token there; the texts are compared."""
    first, last = (np.array([place[side] for place in places], dtype=np.int64) for side in (0, 1))
    texts = [shared.new.spoken(*place) for place in places]
    origins: list[list[tuple[Ledger, int]]] = [[] for _ in places]
    for source, runs in zip(shared.sources.every, shared.runs, strict=True):
        there = standing(runs, first, last)
        for number in np.flatnonzero(there >= 0).tolist():
            start = int(there[number])
            if source.spoken(start, start + places[number][1] - places[number][0]) == texts[number]:
                origins[number].append((source, start))
    return origins


def _passage(shared: SharedRuns, place: tuple[int, int], origins: Sequence[tuple[Ledger, int]]) -> Passage:
    first, last = place
    source, there = origins[0]
    return Passage(
        new=_quoted_span(shared.new, first, last),
        sources=tuple(Origin(s.edition.id, _quoted_span(s, at, at + last - first)) for s, at in origins),
        exact=True,
        first=_since(shared, [source for source, _ in origins]),
        kind=CLASSES[_class(shared, first, last)],
        edits=_inner_edits(shared.new, source, first, there, last - first),
    )


def _quoted_span(ledger: Ledger, first: int, last: int) -> Span:
    return quoted(ledger.edition.source.text, ledger.span(first, last))


def _since(shared: SharedRuns, sources: list[Ledger]) -> str:
    """The period in which it was first said: by the unit itself where it said it."""
    own = [source for source in sources if any(source is ledger for ledger in shared.sources.own)]
    return min(source.edition.period for source in own or sources)


def _class(shared: SharedRuns, first: int, last: int) -> int:
    """The class of most of its characters, slots aside; the stronger one where two are even."""
    classes = shared.marks.classes[first:last]
    weights = np.bincount(classes, weights=shared.new.weight[first:last], minlength=len(CLASSES))
    weights[0] = 0
    return int(np.argmax(weights))


def _near(shared: SharedRuns, settings: Settings) -> list[tuple[NearRun, Ledger]]:
    """Near runs against the previous edition, then in what is left against upstream and peer reports; no two overlap."""
    taken = np.zeros(len(shared.new.values), dtype=np.bool_)
    longest: list[tuple[NearRun, Ledger]] = []
    looked = zip(shared.sources.every, shared.runs, strict=True)
    for source, runs in [pair for pair in looked if not any(pair[0] is earlier for earlier in shared.sources.history)]:
        for run in near_runs(shared.new, source, settings, _open_sentences(shared, runs)):
            if not taken[run.first : run.last].any():
                taken[run.first : run.last] = True
                longest.append((run, source))
    return longest


def _open_sentences(shared: SharedRuns, runs: Runs) -> list[int]:
    """The sentences that do not stand whole in the source."""
    new = shared.new
    sentence = new.sentence[runs.first]
    whole = (runs.first == new.bounds[sentence]) & (runs.last == new.bounds[sentence + 1])
    open_ = ~(new.is_role("furniture") | new.is_role("salutation"))
    open_[np.isin(new.sentence, sentence[whole])] = False
    return [int(number) for number in np.unique(new.sentence[open_])]


def _trimmed(
    near: Sequence[tuple[NearRun, Ledger]], trimmer: Trimmer, settings: Settings
) -> Iterator[tuple[NearRun, Ledger]]:
    """The runs without half words and hanging ones at their ends, as far as enough is left."""
    for run, source in near:
        trimmed = run.within(*trimmer.trimmed(run.first, run.last))
        if trimmed.equal >= settings.near_rest:
            yield trimmed, source


def _near_passage(shared: SharedRuns, run: NearRun, source: Ledger, held: Sequence[Numbers]) -> Passage:
    edits: list[Edit] = []
    for (a, b, length), (c, d, _) in zip(run.blocks, run.blocks[1:], strict=False):
        edits += _inner_edits(shared.new, source, a, b, length)
        edits.append(_gap((shared.new, a + length, c), (source, b + length, d)))
    a, b, length = run.blocks[-1]
    edits += _inner_edits(shared.new, source, a, b, length)
    return Passage(
        new=_quoted_span(shared.new, run.first, run.last),
        sources=(Origin(source.edition.id, _quoted_span(source, run.blocks[0][1], b + length)),),
        exact=False,
        first=_since_near(shared, run, source, held),
        kind=_near_class(shared, run, source),
        edits=tuple(edits),
    )


def _since_near(shared: SharedRuns, run: NearRun, source: Ledger, held: Sequence[Numbers]) -> str:
    """The period of the earliest edition of the unit's own that holds at least half of what is equal, else the source's."""
    own = [source.edition.period] if source is shared.sources.old else []
    for earlier, before in zip(shared.sources.own, held, strict=False):
        if own and 2 * int(before[run.last] - before[run.first]) >= run.equal:
            own.append(earlier.edition.period)
    return min(own, default=source.edition.period)


def _near_class(shared: SharedRuns, run: NearRun, source: Ledger) -> PhraseClass:
    """The class of most of it; where no gram of it stands elsewhere, that of its source."""
    kind = CLASSES[_class(shared, run.first, run.last)]
    if kind != "new":
        return kind
    return "own" if source is shared.sources.old else "upstream" if source in shared.sources.upstream else "peer"


def _gap(new: tuple[Ledger, int, int], old: tuple[Ledger, int, int]) -> Edit:
    """The edit between two blocks; what one side alone has is told with the mark or blank that goes with it."""
    if old[1] == old[2]:
        there, here = _alone(new, old)
        return Edit("insert", there, here, "wording")
    if new[1] == new[2]:
        there, here = _alone(old, new)
        return Edit("delete", here, there, "wording")
    return Edit("replace", old[0].span(*old[1:]), new[0].span(*new[1:]), "wording")


def _alone(mine: tuple[Ledger, int, int], theirs: tuple[Ledger, int, int]) -> tuple[Span, Span]:
    """The empty place on the other side, and what stands on this one.

    Behind a mark or blank it goes with the one that follows it: "A, [B, ]C".
    """
    ledger, first, last = mine
    if ledger.end[first - 1] < ledger.start[first]:
        at, end = int(theirs[0].start[theirs[2]]), int(ledger.start[last])
    else:
        at, end = int(theirs[0].end[theirs[1] - 1]), int(ledger.end[last - 1])
    return (at, at), (int(ledger.start[first]), end)


def _inner_edits(new: Ledger, old: Ledger, first: int, there: int, length: int) -> tuple[Edit, ...]:
    """What differs in a stretch of equal tokens, in order: inside slots, and between tokens."""
    stretch = new, old, first, there, length
    return tuple(sorted((*_slot_edits(*stretch), *_mark_edits(*stretch)), key=lambda edit: (edit.new, edit.old)))


def _mark_edits(new: Ledger, old: Ledger, first: int, there: int, length: int) -> Iterator[Edit]:
    """The signs, brackets, comparisons and other marks that differ between equal tokens; grams do not see them."""
    mine = new.end[first : first + length - 1], new.start[first + 1 : first + length]
    theirs = old.end[there : there + length - 1], old.start[there + 1 : there + length]
    for step in np.flatnonzero((mine[0] < mine[1]) | (theirs[0] < theirs[1])).tolist():
        here, before = (int(mine[0][step]), int(mine[1][step])), (int(theirs[0][step]), int(theirs[1][step]))
        if _content(new, here) != _content(old, before):
            here, before = _bared(new.edition.source.text, here, old.edition.source.text, before)
            op: EditOp = "insert" if before[0] == before[1] else "delete" if here[0] == here[1] else "replace"
            yield Edit(op, before, here, "wording")


def _bared(mine: str, here: Span, theirs: str, before: Span) -> tuple[Span, Span]:
    """Two spans without what the texts in them begin and end with alike."""
    (a, b), (c, d) = here, before
    while a < b and c < d and mine[a] == theirs[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and mine[b - 1] == theirs[d - 1]:
        b, d = b - 1, d - 1
    return (a, b), (c, d)


def _content(ledger: Ledger, gap: Span) -> str:
    """What is content between two tokens, as their nearest characters make it."""
    text = ledger.edition.source.text[gap[0] - 1 : gap[1] + 1]
    return content_between(text, ledger.edition.language)


def _slot_edits(new: Ledger, old: Ledger, first: int, there: int, length: int) -> Iterator[Edit]:
    """The figures, dates and meetings that differ inside equal tokens."""
    for step in _slot_steps(new, first, length):
        mine, theirs = new.span(first + step, first + step + 1), old.span(there + step, there + step + 1)
        here, before = new.edition.source.text[slice(*mine)], old.edition.source.text[slice(*theirs)]
        if folded(here, new.edition.language).text != folded(before, new.edition.language).text:
            masked = "*" in here + before or "＊" in here + before
            kind = "mask" if masked else _SLOT_CLASS.get(new.spoken(first + step, first + step + 1), "figure")
            yield Edit("replace", theirs, mine, kind)


def _slot_steps(ledger: Ledger, first: int, length: int) -> list[int]:
    """Which tokens of a stretch are slots; a word of English is one where it holds nothing else."""
    if ledger.edition.language != "en":
        return [int(at) for at in np.flatnonzero(ledger.slot[first : first + length])]
    short = np.flatnonzero(ledger.weight[first : first + length] <= _SLOT_LONGEST).tolist()
    return [at for at in short if set(ledger.spoken(first + at, first + at + 1)) <= _SLOTS]


def _alarmed(shared: SharedRuns, passage: Passage, known: Registry) -> Passage:
    """The passage with an alarm where it comes from another unit and names a place that is not the report's own."""
    others = {source.edition.id: source for source in (*shared.sources.upstream, *shared.sources.peers)}
    source = others.get(passage.sources[0].edition)
    if source is None:
        return passage
    text = shared.new.edition.source.text[slice(*passage.new)]
    name = foreign(text, home(shared.new.edition, known), home(source.edition, known), known)
    if not name:
        return passage
    alarm = Notice("foreign place", {"name": name})
    return Passage(passage.new, passage.sources, passage.exact, passage.first, passage.kind, passage.edits, alarm)
