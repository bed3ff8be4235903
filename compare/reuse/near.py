"""Near runs: takes two ledgers, gives the stretches of new sentences that stand in old ones with small edits inside.

A sentence is laid beside the few old ones that share the most rare short grams with it; the longest common subsequence
cuts the pair into equal blocks and gaps; the stretch that gains most (equal tokens gain, edited ones cost) is a near
run, and what is left of the sentence on either side is searched again. No run crosses the end of a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from compare.reuse.hashing import Numbers, grams
from compare.reuse.ngrams import Ledger
from compare.settings import Settings
from compare.source import Span

EqualBlock = tuple[int, int, int]
"""New token, old token, length."""

_FIRST_CODE = 0x10000


@dataclass(frozen=True, slots=True)
class NearRun:
    """Equal blocks of one new and one old sentence, in order on both sides; between them stand the edits."""

    blocks: tuple[EqualBlock, ...]

    @property
    def first(self) -> int:
        """The first new token."""
        return self.blocks[0][0]

    @property
    def last(self) -> int:
        """The token after the last new one."""
        return self.blocks[-1][0] + self.blocks[-1][2]

    @property
    def equal(self) -> int:
        """How many tokens are equal."""
        return sum(length for _, _, length in self.blocks)

    def within(self, first: int, last: int) -> "NearRun":
        """What lies in the new tokens `[first, last)`."""
        cut = [
            (max(mine, first), theirs + max(first - mine, 0), min(mine + n, last)) for mine, theirs, n in self.blocks
        ]
        return NearRun(tuple((mine, theirs, end - mine) for mine, theirs, end in cut if mine < end))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Both editions as strings of one character a token, equal tokens equal characters.

    `new_costs`, `old_costs` sum what the tokens before cost when an edit touches them.
    """

    new: str
    old: str
    new_costs: list[int]
    old_costs: list[int]

    def gap(self, before: EqualBlock, after: EqualBlock) -> tuple[int, int]:
        """What the edit between two blocks costs, new side and old side."""
        mine = self.new_costs[after[0]] - self.new_costs[before[0] + before[2]]
        theirs = self.old_costs[after[1]] - self.old_costs[before[1] + before[2]]
        return mine, theirs


def near_runs(new: Ledger, old: Ledger, settings: Settings, sentences: Sequence[int]) -> tuple[NearRun, ...]:
    """The near runs of these sentences of the new edition, in order; a run of a single block is an exact one, left out."""
    texts = _texts(new, old)
    every: list[NearRun] = []
    for number, candidates in _candidates(new, old, settings, sentences):
        place = _bounds(new, number)
        runs = sorted(_searched(texts, old, place, candidates, settings), key=lambda run: run.first)
        if 2 * sum(run.equal for run in runs) >= place[1] - place[0]:
            runs += _rest(texts, old, place, runs, settings)
        every += _joined(texts, old, sorted(runs, key=lambda run: run.first), settings)
    return tuple(run for run in every if len(run.blocks) > 1 or run.equal < settings.near_least)


def _rest(texts: _Texts, old: Ledger, place: Span, runs: list[NearRun], settings: Settings) -> list[NearRun]:
    """What stands between the runs of a sentence that is mostly kept, in the same old sentences: clauses that moved."""
    paired = sorted({int(old.sentence[run.blocks[0][1]]) for run in runs})
    edges = [place[0], *(at for run in runs for at in (run.first, run.last)), place[1]]
    between = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        at = first
        while (best := _best(texts, old, (at, last), paired, settings, least=settings.near_rest)) is not None:
            between.append(best)
            at = best.last
    return between


def _joined(texts: _Texts, old: Ledger, runs: list[NearRun], settings: Settings) -> list[NearRun]:
    """The runs of a sentence; neighbours that one old sentence holds in the same order are one, the clause between an edit.

    Not where more was edited than the two hold together: there a reader sees two passages.
    """
    whole: list[NearRun] = []
    for run in runs:
        before = whole[-1] if whole else None
        if before and _continues(texts, old, before, run, settings):
            whole[-1] = NearRun(before.blocks + run.blocks)
        else:
            whole.append(run)
    return whole


def _continues(texts: _Texts, old: Ledger, before: NearRun, after: NearRun, settings: Settings) -> bool:
    last, first = before.blocks[-1], after.blocks[0]
    if first[1] < last[1] + last[2] or old.sentence[first[1]] != old.sentence[last[1]]:
        return False
    return max(texts.gap(last, first)) <= min(settings.near_joined, before.equal + after.equal)


def _texts(new: Ledger, old: Ledger) -> _Texts:
    _, codes = np.unique(np.concatenate((new.values, old.values)), return_inverse=True)
    text = (codes.astype("<u4") + np.uint32(_FIRST_CODE)).tobytes().decode("utf-32-le")
    return _Texts(text[: len(new.values)], text[len(new.values) :], _costs(new), _costs(old))


def _costs(ledger: Ledger) -> list[int]:
    """An edited word costs one; an edited Chinese token what a reader sees of it, a date or a figure its full length."""
    each = np.ones(len(ledger.values), dtype=np.int64) if ledger.edition.language == "en" else ledger.end - ledger.start
    return [0, *np.cumsum(each).tolist()]


def _candidates(
    new: Ledger, old: Ledger, settings: Settings, sentences: Sequence[int]
) -> Iterator[tuple[int, list[int]]]:
    """For each sentence the old ones that share the most short grams with it, rare ones weighing more."""
    mine, theirs, weight = _votes(new, old, _seed_length(new, settings), np.asarray(sentences, dtype=np.int64))
    if not len(mine):
        return
    key, place = np.unique(mine * len(old.role) + theirs, return_inverse=True)
    mass = np.bincount(place, weights=weight, minlength=len(key))
    mine, theirs = key // max(len(old.role), 1), key % max(len(old.role), 1)
    order = np.lexsort((theirs, -mass, mine))
    mine, theirs = mine[order], theirs[order]
    heads = np.flatnonzero(np.diff(mine, prepend=-1))
    for head, tail in zip(heads.tolist(), [*heads[1:].tolist(), len(mine)], strict=True):
        yield int(mine[head]), theirs[head : min(tail, head + settings.near_candidates)].tolist()


def _seed_length(new: Ledger, settings: Settings) -> int:
    return settings.near_seed_words if new.edition.language == "en" else settings.near_seed


def _votes(new: Ledger, old: Ledger, length: int, sentences: Numbers) -> tuple[Numbers, Numbers, np.ndarray]:
    """New sentence, old sentence and weight of every pair of equal short grams."""
    hashes, at, _ = grams(new.values, new.bounds, length, length)
    wanted = np.isin(new.sentence[at], sentences)
    hashes, at = hashes[wanted], at[wanted]
    theirs, there, _ = grams(old.values, old.bounds, length, length)
    order = np.argsort(theirs, kind="stable")
    low = np.searchsorted(theirs, hashes, "left", sorter=order)
    many = np.searchsorted(theirs, hashes, "right", sorter=order) - low
    many[many > 50] = 0  # a formula that stands everywhere says nothing of where the sentence comes from
    mine = np.repeat(np.arange(len(hashes)), many)
    step = np.arange(len(mine)) - np.repeat(np.cumsum(many) - many, many)
    places = order[np.repeat(low, many) + step]
    return new.sentence[at[mine]], old.sentence[there[places]], 1.0 / np.repeat(many, many)


def _searched(texts: _Texts, old: Ledger, place: Span, candidates: Sequence[int], settings: Settings) -> list[NearRun]:
    """The best run of the stretch among the candidates, then those of what is left on either side of it."""
    best = _best(texts, old, place, candidates, settings, least=settings.near_least)
    if best is None:
        return []
    best_runs = [best]
    for rest in ((place[0], best.first), (best.last, place[1])):
        best_runs += _searched(texts, old, rest, candidates, settings)
    return best_runs


def _best(
    texts: _Texts, old: Ledger, place: Span, candidates: Sequence[int], settings: Settings, *, least: int
) -> NearRun | None:
    """The run with the most equal tokens."""
    if place[1] - place[0] < least:
        return None
    chains = [_chained(texts, place, _bounds(old, number), settings, least) for number in candidates]
    return max((run for run in chains if run), key=lambda run: (run.equal, -run.first), default=None)


def _bounds(ledger: Ledger, sentence: int) -> Span:
    return int(ledger.bounds[sentence]), int(ledger.bounds[sentence + 1])


def _chained(texts: _Texts, place: Span, there: Span, settings: Settings, least: int) -> NearRun | None:
    """The chain of blocks that gains most, if enough of it is equal."""
    blocks = _blocks(texts, place, there, settings.near_block)
    gain, start, best, top = 0.0, 0, (0, 0), 0.0
    for number, block in enumerate(blocks):
        if number:
            gaps = texts.gap(blocks[number - 1], block)
            gain -= settings.near_share * sum(gaps)
            if gain <= 0 or max(gaps) > settings.near_gap:
                gain, start = 0.0, number
        gain += 2 * (1 - settings.near_share) * block[2]
        if gain > top:
            top, best = gain, (start, number + 1)
    run = NearRun(tuple(blocks[slice(*best)])) if top else None
    return run if run and run.equal >= least else None


def _blocks(texts: _Texts, place: tuple[int, int], there: tuple[int, int], least: int) -> list[EqualBlock]:
    """The equal blocks of a longest common subsequence, each as long as it can be, small islands left out."""
    codes = Indel.opcodes(texts.old[slice(*there)], texts.new[slice(*place)])
    blocks = [
        (place[0] + code.dest_start, there[0] + code.src_start, code.src_end - code.src_start)
        for code in codes
        if code.tag == "equal" and code.src_end - code.src_start >= least
    ]
    return _grown(texts, blocks, place, there)


def _grown(texts: _Texts, blocks: list[EqualBlock], place: tuple[int, int], there: tuple[int, int]) -> list[EqualBlock]:
    """The blocks grown to the left, then to the right, as far as the tokens are equal and the next block allows.

    The subsequence may pair a block's last token with a far one; the islands that made are gone by now.
    """
    grown: list[EqualBlock] = []
    for number, block in enumerate(blocks):
        low = (grown[-1][0] + grown[-1][2], grown[-1][1] + grown[-1][2]) if grown else (place[0], there[0])
        high = blocks[number + 1][:2] if number + 1 < len(blocks) else (place[1], there[1])
        grown.append(_widened(texts, block, low, high))
    return grown


def _widened(texts: _Texts, block: EqualBlock, low: Span, high: Span) -> EqualBlock:
    mine, theirs, length = block
    while mine > low[0] and theirs > low[1] and texts.new[mine - 1] == texts.old[theirs - 1]:
        mine, theirs, length = mine - 1, theirs - 1, length + 1
    room = min(high[0] - mine, high[1] - theirs)
    while length < room and texts.new[mine + length] == texts.old[theirs + length]:
        length += 1
    return mine, theirs, length
