"""Exact runs: takes two ledgers, gives the maximal stretches of tokens that stand in both, inside one sentence each.

A run is found from shared grams on one diagonal; membership of grams has already decided what is recycled, the runs
only say where it stood.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.reuse.hashing import Flags, Numbers
from compare.reuse.ngrams import Ledger, meeting

MOST_PLACES = 40
"""A gram that stands in more places of the old edition (a formula in a table) is followed to the first of them only."""


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Half-open runs of new tokens `[first, last)`, each equal to the old tokens from `old`; by `first`, then `last`."""

    first: Numbers
    last: Numbers
    old: Numbers

    def __len__(self) -> int:
        return len(self.first)

    def over(self, tokens: int) -> Flags:
        """Which of so many new tokens stand in a run."""
        steps = np.bincount(self.first, minlength=tokens + 1) - np.bincount(self.last, minlength=tokens + 1)
        return np.asarray(np.cumsum(steps[:-1]) > 0)

    def kept(self, flags: Flags) -> "Runs":
        """The flagged runs."""
        return Runs(self.first[flags], self.last[flags], self.old[flags])


def exact_runs(new: Ledger, old: Ledger) -> Runs:
    """The runs of the new edition that stand in the old one and that no longer run holds; one place for each."""
    mine, theirs = _places(new, old)
    wide = np.int64(len(old.hashes) + len(new.hashes) + 1)
    key = (theirs - mine + len(new.hashes)) * wide + mine
    order = np.argsort(key, kind="stable")
    key, mine, theirs = key[order], mine[order], theirs[order]
    fresh = np.ones(len(key), dtype=np.bool_)
    fresh[1:] = np.diff(key) != 1
    for side, place in ((new, mine), (old, theirs)):
        stands = side.sentence[side.firsts[place]]
        fresh[1:] |= stands[1:] != stands[:-1]
    heads = np.flatnonzero(fresh)
    tails = np.append(heads[1:], len(key)) - 1 if len(heads) else heads
    runs = Runs(
        new.firsts[mine[heads]],
        new.firsts[mine[tails]] + new.sizes[mine[tails]],
        old.firsts[theirs[heads]],
    )
    return outermost(runs)


def _places(new: Ledger, old: Ledger) -> tuple[Numbers, Numbers]:
    """Every pair of equal grams, by their numbers."""
    grams, low = meeting(new, old)
    many = np.minimum(np.searchsorted(old.ordered, old.ordered[low], "right") - low, MOST_PLACES)
    mine = np.repeat(grams, many)
    step = np.arange(len(mine)) - np.repeat(np.cumsum(many) - many, many)
    return mine, old.order[np.repeat(low, many) + step]


def outermost(runs: Runs) -> Runs:
    """The runs that no other run holds, in order; of equal ones the first given."""
    order = np.lexsort((np.arange(len(runs)), -runs.last, runs.first))
    runs = Runs(runs.first[order], runs.last[order], runs.old[order])
    before = np.concatenate(([-1], np.maximum.accumulate(runs.last)[:-1])) if len(runs) else runs.last
    return runs.kept(runs.last > before)


def together(several: Sequence[Runs]) -> Runs:
    """The outermost runs of several editions; `old` no longer means anything."""
    first, last, old = (
        np.concatenate([np.zeros(0, dtype=np.int64), *(getattr(runs, name) for runs in several)])
        for name in ("first", "last", "old")
    )
    return outermost(Runs(first, last, old))


def standing(runs: Runs, first: Numbers, last: Numbers) -> Numbers:
    """Where each stretch `[first, last)` of new tokens stands in the old edition, or -1."""
    if not len(runs):
        return np.full(len(first), -1)
    place = np.searchsorted(runs.first, first, "right") - 1
    inside = (place >= 0) & (runs.last[place] >= last)
    return np.where(inside, runs.old[place] + first - runs.first[place], -1)


def without(runs: Runs, taken: Flags) -> Runs:
    """What the taken tokens leave of each run; `old` no longer means anything."""
    before = np.concatenate(([0], np.cumsum(taken)))
    free = before[runs.last] == before[runs.first]
    first, last = runs.first[free].tolist(), runs.last[free].tolist()
    for start, end in zip(runs.first[~free].tolist(), runs.last[~free].tolist(), strict=True):
        open_ = np.flatnonzero(np.diff(np.concatenate(([True], taken[start:end], [True])).astype(np.int8)))
        first += (start + open_[::2]).tolist()
        last += (start + open_[1::2]).tolist()
    cut = np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)
    return outermost(Runs(*cut, np.zeros(len(first), dtype=np.int64)))


def apart(runs: Runs, least: int) -> tuple[tuple[int, int], ...]:
    """The runs without overlaps: longer ones first, a shorter one keeps what they leave of it if it is long enough."""
    taken: list[tuple[int, int]] = []
    order = np.lexsort((runs.first, runs.first - runs.last)).tolist()
    firsts, lasts = runs.first.tolist(), runs.last.tolist()
    bounds = {place: (firsts[place], lasts[place]) for place in order}
    done: set[int] = set()
    for place in order:
        first, last = bounds[place]
        # Outermost runs are ordered at both ends, so only the neighbours on either side can reach into this one.
        first = max([first, *(bounds[near][1] for near in _before(place, done, lasts, first))])
        last = min([last, *(bounds[near][0] for near in _after(place, done, firsts, last))])
        bounds[place] = first, max(first, last)
        done.add(place)
        if last - first >= least:
            taken.append((first, last))
    return tuple(sorted(taken))


def _before(place: int, done: set[int], lasts: list[int], first: int) -> list[int]:
    near = []
    while place > 0 and lasts[place - 1] > first:
        place -= 1
        near += [place] if place in done else []
    return near


def _after(place: int, done: set[int], firsts: list[int], last: int) -> list[int]:
    near = []
    while place + 1 < len(firsts) and firsts[place + 1] < last:
        place += 1
        near += [place] if place in done else []
    return near
