"""Takes candidate pairs and the grams of both sides, gives the grams each pair has in common, and what these tell.

A gram that few sentences have, and that few others could answer with, tells more than the mass of all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.align.grams import Grams
from compare.matching import Floats, Ints

_ENOUGH = 4.0
"""Grams without a rival that make a subject: a name of five characters; more than that says nothing further."""


@dataclass(frozen=True, slots=True, eq=False)
class Common:
    """One entry for each gram that a candidate pair has in common: `pair` numbers the pairs, in rising order."""

    pair: Ints
    gram: Ints
    rarity: Floats

    def kept(self, mask: NDArray[np.bool_]) -> "Common":
        """The entries of the pairs under the mask, the pairs numbered anew."""
        inside = mask[self.pair]
        anew = np.cumsum(mask) - 1
        return Common(anew[self.pair[inside]], self.gram[inside], self.rarity[inside])


def common(rows: Ints, columns: Ints, old: Grams, new: Grams) -> Common:
    """The grams that the sentences of each pair have in common."""
    starts = np.searchsorted(old.rows, np.arange(len(old.mass) + 1))
    counts = starts[rows + 1] - starts[rows]
    pair = np.repeat(np.arange(len(rows)), counts)
    entry = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts - starts[rows], counts)
    width = _width(old, new)
    hit = np.isin(columns[pair] * width + old.keys[entry], new.rows * width + new.keys)
    return Common(pair[hit], old.keys[entry[hit]], old.rarity[entry[hit]])


def rarest(shared: Common, size: int) -> Floats:
    """For each pair the sum of its three largest rarities."""
    order = np.lexsort((-shared.rarity, shared.pair))
    pair, rarity = shared.pair[order], shared.rarity[order]
    opens = np.searchsorted(pair, pair)
    first = np.arange(len(pair)) - opens < 3
    return _sums(pair[first], rarity[first], size)


def sole(shared: Common, rows: Ints, columns: Ints, sides: tuple[Grams, Grams], groups: tuple[Ints, Ints]) -> Floats:
    """The grams that nothing else could answer with: each counts one over the ways to pair it between two groups.

    `groups` number, for the sentences of either side, the stretch in which a gram is counted. A name is enough, a
    copied phrase is no more: what is recycled inside another sentence has many such grams.
    """
    width = _width(*sides)
    ways = np.ones(len(shared.pair))
    for places, grams, group in zip((rows, columns), sides, groups, strict=True):
        kinds, counts = np.unique(group[grams.rows] * width + grams.keys, return_counts=True)
        ways *= counts[np.searchsorted(kinds, group[places[shared.pair]] * width + shared.gram)]
    return np.minimum(_sums(shared.pair, 1 / ways, len(rows)), _ENOUGH)


def contested(shared: Common, places: Ints, chances: Floats) -> Floats:
    """For each pair the share of what it has in common, by rarity, that other likely partners of `places` have too."""
    missed = np.log1p(-np.minimum(chances, 0.97))[shared.pair]
    width = int(shared.gram.max(initial=0)) + 1
    _, cell = np.unique(places[shared.pair] * width + shared.gram, return_inverse=True)
    alone = np.exp(_sums(cell, missed, int(cell.max(initial=0)) + 1)[cell] - missed)
    mass = np.maximum(_sums(shared.pair, shared.rarity, len(places)), 1e-9)
    return np.asarray(1 - _sums(shared.pair, shared.rarity * alone, len(places)) / mass, dtype=np.float64)


def _width(old: Grams, new: Grams) -> int:
    return int(max(old.keys.max(initial=0), new.keys.max(initial=0))) + 1


def _sums(places: Ints, values: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(places, values, minlength=size), dtype=np.float64)
