"""What sentences share. Takes the skeletons of two groups of sentences, gives matrices of overlap by rarity.

A gram is two neighbouring characters (Chinese) or a word (English), a long gram four characters or two words; grams
with a slot are none, so that no figure, date or mask makes anything alike.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from compare.text.forms import SLOTS

Matrix = NDArray[np.floating]
Ints = NDArray[np.int64]
_SLOTS = frozenset(SLOTS)
_RAREST = 6.0
"""The rarity of a gram that stands once: the same in a short report as in a long one, so that masses compare."""


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """For each old (row) and new (column) sentence: cosine of tf-idf, shared rarity mass, its three rarest grams.

    `old_mass` and `new_mass` are the whole masses; `inner` are the products within each side, for contexts.
    """

    product: Matrix
    cosine: Matrix
    mass: Matrix
    rarest: Matrix
    old_mass: Matrix
    new_mass: Matrix
    inner: tuple[Matrix, Matrix]


def grams(text: str, language: str, *, size: int) -> Counter[str]:
    """The grams of a skeleton: runs of `size` characters, or of `size` half as many words, without slots."""
    pieces: Sequence[str] = text
    if language == "en":
        words = text.split()
        step = size // 2
        pieces = [" ".join(words[at : at + step]) for at in range(len(words) - step + 1)]
        return Counter(piece for piece in pieces if not _SLOTS & set(piece))
    runs = (text[at : at + size] for at in range(len(text) - size + 1))
    return Counter(run for run in runs if not _SLOTS & set(run))


def overlap(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> Overlap:
    """The overlap of every old with every new sentence; rarity is counted over both groups."""
    found = Counter(gram for counts in (*old, *new) for gram in counts)
    size = len(old) + len(new) + 1
    unit = _RAREST / log(size / 1.5) if size > 3 else 1.0
    rarity = {gram: unit * log(size / (count + 0.5)) for gram, count in found.items()}
    # Only grams of both groups can be shared: leaving the others out makes the matrices a fifth as wide.
    both = set().union(*new)
    names = {gram: at for at, gram in enumerate(dict.fromkeys(g for counts in old for g in counts if g in both))}
    rare = np.array([rarity[gram] for gram in names], dtype=np.float32)
    values = _values(old, names, rare), _values(new, names, rare)
    marks = values[0] > 0, values[1] > 0
    product = values[0] @ values[1].T
    return Overlap(
        product=product,
        cosine=product / _norms(old, rarity)[:, None] / _norms(new, rarity)[None, :],
        mass=(marks[0] * rare) @ marks[1].T.astype(np.float32),
        rarest=_rarest(marks, rare, product),
        old_mass=_masses(old, rarity),
        new_mass=_masses(new, rarity),
        inner=(values[0] @ values[0].T, values[1] @ values[1].T),
    )


def contained(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> Matrix:
    """For each old text the largest share of its rarity mass that one new text has."""
    best: Matrix = shares(old, new).max(axis=1)
    return best


def shares(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> Matrix:
    """For each old text (row) the share of its rarity mass that each new text (column) has, 0-1."""
    found = Counter(gram for counts in (*old, *new) for gram in counts)
    size = len(old) + len(new) + 1
    names = {gram: at for at, gram in enumerate(dict.fromkeys(gram for counts in old for gram in counts))}
    rare = np.array([log(size / (found[gram] + 0.5)) for gram in names], dtype=np.float32)
    rows = [(row, names[gram]) for row, counts in enumerate(old) for gram in counts]
    columns = [(column, names[gram]) for column, counts in enumerate(new) for gram in counts if gram in names]
    marks = np.zeros((len(old), len(names)), dtype=np.float32), np.zeros((len(new), len(names)), dtype=np.float32)
    for side, cells in zip(marks, (rows, columns), strict=True):
        if cells:
            side[tuple(np.array(cells).T)] = 1
    shared = (marks[0] * rare) @ marks[1].T
    part: Matrix = shared / np.maximum(marks[0] @ rare, 1e-9)[:, None]
    return part


def _values(side: Sequence[Counter[str]], names: Mapping[str, int], rare: Matrix) -> Matrix:
    values = np.zeros((len(side), len(names)), dtype=np.float32)
    for row, counts in enumerate(side):
        kept = [(names[gram], count) for gram, count in counts.items() if gram in names]
        if kept:
            at, many = np.array(kept).T
            values[row, at] = (1 + np.log(many)) * rare[at]
    return values


def _norms(side: Sequence[Counter[str]], rarity: Mapping[str, float]) -> Matrix:
    squares = (sum(((1 + log(count)) * rarity[gram]) ** 2 for gram, count in counts.items()) for counts in side)
    return np.array([sqrt(max(square, 1e-9)) for square in squares])


def _masses(side: Sequence[Counter[str]], rarity: Mapping[str, float]) -> Matrix:
    return np.array([max(sum(rarity[gram] for gram in counts), 1e-9) for counts in side])


def _rarest(marks: tuple[NDArray[np.bool_], NDArray[np.bool_]], rarity: Matrix, product: Matrix) -> Matrix:
    """The sum of the three largest rarities among the grams that a pair shares."""
    found = np.zeros(product.shape, dtype=np.float32)
    for row, mark in enumerate(marks[0]):
        columns = np.flatnonzero(mark)
        weights = np.where(marks[1][:, columns], rarity[columns], np.float32(0))
        if len(columns) > 3:
            weights = np.partition(weights, -3, axis=1)[:, -3:]
        found[row] = weights.sum(axis=1)
    return found
