"""Algorithms over indexes and matrices alone: sparse products, choosing pairs, groups, longest runs.

Nothing here knows what a row or a column stands for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Pair = tuple[int, int]
"""An old and a new place."""


@dataclass(frozen=True, slots=True, eq=False)
class PairChances:
    """Pairs of a row and a column, each pair once, with a probability."""

    rows: Ints
    columns: Ints
    chances: Floats


_BLOCK = 1 << 21


def joined(old_keys: Ints, new_keys: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All (old entry, new entry) with equal keys, in blocks of bounded size; keys are small numbers from 0."""
    if not len(old_keys) or not len(new_keys):
        return
    size = int(max(old_keys.max(), new_keys.max())) + 1
    order = np.argsort(new_keys, kind="stable")
    counts = np.bincount(new_keys, minlength=size)
    starts = np.cumsum(counts) - counts
    each = counts[old_keys]
    ends = np.cumsum(each)
    at = 0
    while at < len(old_keys):
        base = ends[at - 1] if at else 0
        stop = max(at + 1, int(np.searchsorted(ends, base + _BLOCK, side="right")))
        n = each[at:stop]
        first = np.repeat(np.arange(at, stop), n)
        within = np.arange(len(first)) - np.repeat(np.cumsum(n) - n, n)
        yield first, order[np.repeat(starts[old_keys[at:stop]], n) + within]
        at = stop


def equal_runs(old: Sequence[str], new: Sequence[str], *, most: int) -> Iterator[tuple[int, int, int]]:
    """Where the two are equal: places in both and lengths, the longest run first sought, in order.

    What would cost over `most` (pairs of equal words times words of the shorter) is cut in halves that answer to each
    other: what repeats itself so often has no better place than the one that it stands in.
    """
    old_counts, new_counts = Counter(old), Counter(new)
    pairs = sum(count * new_counts[word] for word, count in old_counts.items())
    if pairs * min(len(old), len(new)) > most and len(old) > 1 and len(new) > 1:
        i, j = len(old) // 2, len(new) // 2
        yield from equal_runs(old[:i], new[:j], most=most)
        yield from ((i + at, j + to, size) for at, to, size in equal_runs(old[i:], new[j:], most=most))
        return
    for at, to, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if size:
            yield at, to, size


def heaviest_run(values: Sequence[int], weights: Sequence[float]) -> frozenset[int]:
    """Places of a strictly increasing subsequence with the largest sum of weights; the earliest of equals."""
    rank = {value: at + 1 for at, value in enumerate(sorted(set(values)))}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(rank) + 1)
    best, before = (0.0, -1), []
    for place, value in enumerate(values):
        total, prior = 0.0, -1
        at = rank[value] - 1
        while at > 0:
            if tree[at][0] > total:
                total, prior = tree[at]
            at -= at & -at
        before.append(prior)
        total += weights[place]
        if total > best[0]:
            best = (total, place)
        at = rank[value]
        while at < len(tree):
            if total > tree[at][0]:
                tree[at] = (total, place)
            at += at & -at
    run, place = [], best[1]
    while place >= 0:
        run.append(place)
        place = before[place]
    return frozenset(run)


def components(pairs: Iterable[tuple[int, int]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Groups of rows and columns joined by pairs, directly or through others, ordered by first row."""
    home: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        home.setdefault(node, node)
        while home[node] != node:
            home[node] = home[home[node]]
            node = home[node]
        return node

    for row, column in pairs:
        lower, upper = sorted((root((0, row)), root((1, column))))
        home[upper] = lower
    groups: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for node in sorted(home):
        groups.setdefault(root(node), ([], []))[node[0]].append(node[1])
    return [(tuple(rows), tuple(columns)) for rows, columns in groups.values()]


def runner_up(rows: Ints, values: Floats, size: int) -> Floats:
    """For each entry, the largest value of another entry of its row (0 where it stands alone)."""
    best, second = np.zeros(size), np.zeros(size)
    first = np.full(size, -1, dtype=np.int64)
    order = np.argsort(values, kind="stable")
    best[rows[order]] = values[order]
    first[rows[order]] = order
    others = order[first[rows[order]] != order]
    second[rows[others]] = values[others]
    return np.where(first[rows] == np.arange(len(rows)), second[rows], best[rows])


def rival(rows: Ints, kinds: Ints, values: Floats, size: int) -> Floats:
    """For each entry, the largest value in its row of another kind than its own (0 where there is none)."""
    cells, place = np.unique(rows * (int(kinds.max(initial=0)) + 1) + kinds, return_inverse=True)
    best = np.full(len(cells), -np.inf)
    np.maximum.at(best, place, values)
    return runner_up(cells // (int(kinds.max(initial=0)) + 1), best, size)[place]


@dataclass(frozen=True, slots=True)
class Bars:
    """From which value on a pair is chosen: where both are free, where one joins a group as a further member.

    A further member's value is `clear` above that of its best other pair; a group has at most `largest` of them.
    """

    pair: float
    join: float = np.inf
    clear: float = 0.0
    largest: int = 1


def greedy(rows: Ints, columns: Ints, values: Floats, bars: Bars) -> list[tuple[int, int]]:
    """Pairs by falling value: both free, or a free one joining a group whose other side is single."""
    rivals = [runner_up(ends, values, int(ends.max(initial=0)) + 1) for ends in (rows, columns)]
    joins = [np.maximum(bars.join, rival + bars.clear).tolist() for rival in rivals]
    mates: dict[tuple[int, int], list[tuple[int, int]]] = {}
    chosen = []
    for at in np.lexsort((columns, rows, -values)).tolist():
        if values[at] < min(bars.pair, bars.join):
            break
        row, column = (0, int(rows[at])), (1, int(columns[at]))
        if values[at] >= _bar(mates, row, column, (joins[0][at], joins[1][at]), bars):
            mates.setdefault(row, []).append(column)
            mates.setdefault(column, []).append(row)
            chosen.append((row[1], column[1]))
    return chosen


def _bar(
    mates: dict[tuple[int, int], list[tuple[int, int]]],
    row: tuple[int, int],
    column: tuple[int, int],
    joins: tuple[float, float],
    bars: Bars,
) -> float:
    """From which value on a pair is chosen beside its `mates`; `joins` are the bars for its row and its column to join."""
    if row not in mates and column not in mates:
        return bars.pair
    if row in mates and column in mates:
        return np.inf
    hub, join = (row, joins[1]) if row in mates else (column, joins[0])
    is_open = len(mates[hub]) < bars.largest and all(len(mates[member]) == 1 for member in mates[hub])
    return join if is_open else np.inf
