"""What sentences share. Takes the grams of two groups of sentences, gives matrices of overlap by rarity.

A gram is two neighbouring characters (Chinese) or a word (English), a long gram four characters or two words; grams
with a slot are none, so that no figure, date or mask makes anything alike. Sums run over the grams that two sentences
share (an inverted index), and each matrix is made only where somebody asks for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from compare.text.forms import SLOTS

FloatMatrix = NDArray[np.floating]
IntVector = NDArray[np.int64]
_SLOTS = frozenset(SLOTS)
_RAREST = 6.0
"""The rarity of a gram that stands once: the same in a short report as in a long one, so that masses compare."""
_AT_ONCE = 1 << 22
"""Shared grams that are held at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Which grams stand in which of `size` sentences, and how often: one entry for each gram of each sentence, by sentence.

    `rows` are numbers of sentences, `keys` those of grams.
    """

    size: int
    rows: IntVector
    keys: IntVector
    counts: IntVector

    def kept(self, flags: NDArray[np.bool_]) -> "Incidence":
        """The flagged entries."""
        return Incidence(self.size, self.rows[flags], self.keys[flags], self.counts[flags])

    def summed(self, weights: FloatMatrix) -> FloatMatrix:
        """For every sentence the sum of the weights of its entries."""
        return np.asarray(np.bincount(self.rows, weights, minlength=self.size), dtype=np.float64)


class GramOverlap:
    """For each old (row) and new (column) sentence what they share; each matrix is made when it is asked for."""

    def __init__(self, old: Incidence, new: Incidence, rarity: FloatMatrix) -> None:
        self._whole = old, new
        self._rarity = rarity
        # Only grams of both groups can be shared.
        mine, theirs = (np.bincount(side.keys, minlength=len(rarity)) > 0 for side in self._whole)
        both = mine & theirs
        self._sides = old.kept(both[old.keys]), new.kept(both[new.keys])

    def _values(self, side: Incidence) -> FloatMatrix:
        """(1 + ln count) times rarity."""
        return np.asarray((1 + np.log(side.counts)) * self._rarity[side.keys], dtype=np.float64)

    @cached_property
    def product(self) -> FloatMatrix:
        """The product of the two vectors of values."""
        return _products(*self._sides, self._values(self._sides[0]), self._values(self._sides[1]))

    @cached_property
    def cosine(self) -> FloatMatrix:
        """The product over the lengths of the vectors, grams of one side alone counted, too."""
        norms = [np.sqrt(np.maximum(side.summed(self._values(side) ** 2), 1e-9)) for side in self._whole]
        return np.asarray(self.product / norms[0][:, None] / norms[1][None, :])

    @cached_property
    def mass(self) -> FloatMatrix:
        """The rarity mass of the grams they share."""
        old, new = self._sides
        return _products(old, new, self._rarity[old.keys], np.ones(len(new.keys)))

    @cached_property
    def rarest(self) -> FloatMatrix:
        """The rarities of the three rarest grams they share, summed."""
        old, new = self._sides
        total = np.zeros(old.size * new.size)
        for mine, theirs in _joined(old, new):
            cell, rare = old.rows[mine] * new.size + new.rows[theirs], self._rarity[old.keys[mine]]
            order = np.lexsort((-rare, cell))
            cell, rare = cell[order], rare[order]
            leading = np.arange(len(cell)) - np.searchsorted(cell, cell) < 3
            total += np.bincount(cell[leading], rare[leading], minlength=len(total))
        return total.reshape(old.size, new.size)

    @cached_property
    def masses(self) -> tuple[FloatMatrix, FloatMatrix]:
        """The whole rarity mass of each sentence, old and new."""
        old, new = (np.maximum(side.summed(self._rarity[side.keys]), 1e-9) for side in self._whole)
        return old, new

    @property
    def old_mass(self) -> FloatMatrix:
        """That of each old sentence."""
        return self.masses[0]

    @property
    def new_mass(self) -> FloatMatrix:
        """That of each new sentence."""
        return self.masses[1]

    @cached_property
    def inner(self) -> tuple[FloatMatrix, FloatMatrix]:
        """The products within each side, for contexts."""
        old, new = (_products(side, side, self._values(side), self._values(side)) for side in self._sides)
        return old, new


def grams(text: str, language: str, *, size: int) -> Counter[str]:
    """The grams of a skeleton: runs of `size` characters, or of `size` half as many words, without slots."""
    if language == "en":
        words = text.split()
        step = size // 2
        runs = [" ".join(words[at : at + step]) for at in range(len(words) - step + 1)]
    else:
        runs = [text[at : at + size] for at in range(len(text) - size + 1)]
    if _SLOTS.isdisjoint(text):
        return Counter(runs)
    return Counter(run for run in runs if _SLOTS.isdisjoint(run))


def overlap(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> GramOverlap:
    """The overlap of every old with every new sentence; rarity is counted over both groups."""
    olds, news, spread = _numbered(old, new)
    size = len(old) + len(new) + 1
    unit = _RAREST / log(size / 1.5) if size > 3 else 1.0
    return GramOverlap(olds, news, unit * np.log(size / (spread + 0.5)))


def contained(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> FloatMatrix:
    """For each old text the largest share of its rarity mass that one new text has."""
    best: FloatMatrix = shares(old, new).max(axis=1)
    return best


def shares(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> FloatMatrix:
    """For each old text (row) the share of its rarity mass that each new text (column) has, 0-1."""
    olds, news, spread = _numbered(old, new)
    rarity = np.log((len(old) + len(new) + 1) / (spread + 0.5))
    whole = np.maximum(olds.summed(rarity[olds.keys]), 1e-9)
    shared = _products(olds, news, rarity[olds.keys], np.ones(len(news.keys)))
    return np.asarray(shared / whole[:, None])


def _numbered(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> tuple[Incidence, Incidence, IntVector]:
    """The grams of both sides over one numbering, and in how many sentences each stands."""
    number = {gram: at for at, gram in enumerate(dict.fromkeys(chain.from_iterable((*old, *new))))}
    olds, news = (
        Incidence(
            len(side),
            np.repeat(np.arange(len(side)), [len(counts) for counts in side]),
            np.array([number[gram] for counts in side for gram in counts], dtype=np.int64),
            np.array([count for counts in side for count in counts.values()], dtype=np.int64),
        )
        for side in (old, new)
    )
    return olds, news, np.bincount(np.concatenate([olds.keys, news.keys]), minlength=len(number))


def _products(old: Incidence, new: Incidence, old_weights: FloatMatrix, new_weights: FloatMatrix) -> FloatMatrix:
    """For every old and new sentence the products of the weights of the grams that they share, summed."""
    total = np.zeros(old.size * new.size)
    for mine, theirs in _joined(old, new):
        cell = old.rows[mine] * new.size + new.rows[theirs]
        total += np.bincount(cell, old_weights[mine] * new_weights[theirs], minlength=len(total))
    return total.reshape(old.size, new.size)


def _joined(old: Incidence, new: Incidence) -> Iterator[tuple[IntVector, IntVector]]:
    """Every two entries of one gram, in blocks that part no old sentence."""
    order = np.argsort(new.keys, kind="stable")
    keys = new.keys[order]
    low = np.searchsorted(keys, old.keys, "left")
    many = np.searchsorted(keys, old.keys, "right") - low
    work = np.cumsum(np.bincount(old.rows, many, minlength=old.size))
    bounds = [0, *(np.flatnonzero(np.diff(work // _AT_ONCE)) + 1).tolist(), old.size] if old.size else []
    entries = np.searchsorted(old.rows, bounds)
    for first, last in pairwise(entries.tolist()):
        count = many[first:last]
        mine = np.repeat(np.arange(first, last), count)
        step = np.arange(len(mine)) - np.repeat(np.cumsum(count) - count, count)
        yield mine, order[np.repeat(low[first:last], count) + step]
