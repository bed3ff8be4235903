"""Takes what any two sentences share, gives what the stretches around them share: context cosines.

The context of a sentence is the sum of the vectors around it, itself left out: the products of sums are sums of
products, so that a context costs two smoothings of a matrix and no vectors. A kernel says which neighbours a context
sums; it is a band or a range, never a full matrix, as that would cost a product of matrices each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Protocol

import numpy as np

from compare.align.grams import Matrix
from compare.matching import Ints


class Kernel(Protocol):
    """Weights between the sentences of one side."""

    def smooth(self, rows: Matrix) -> Matrix:
        """The weighted sums of the rows, one for each sentence."""

    def inner(self, rows: Matrix) -> Matrix:
        """For each sentence the weighted sum of its own row."""


@dataclass(frozen=True, slots=True)
class BandKernel:
    """The neighbours at some distances, each distance with its weight."""

    weights: tuple[tuple[int, float], ...]

    def smooth(self, rows: Matrix) -> Matrix:
        """The rows below and above, weighted."""
        total = np.zeros_like(rows)
        size = len(rows)
        for by, weight in self.weights:
            low, high = max(0, -by), min(size, size - by)
            if low < high:
                total[low:high] += np.float32(weight) * rows[low + by : high + by]
        return total

    def inner(self, rows: Matrix) -> Matrix:
        """The entries beside the diagonal, weighted."""
        total = np.zeros(len(rows), dtype=np.float32)
        for by, weight in self.weights:
            entries = rows.diagonal(by)
            start = max(0, -by)
            total[start : start + len(entries)] += np.float32(weight) * entries
        return total


@dataclass(frozen=True, slots=True, eq=False)
class RangeKernel:
    """For each sentence a half-open range of sentences around it, itself left out."""

    first: Ints
    last: Ints

    def smooth(self, rows: Matrix) -> Matrix:
        """The sums of the ranges less the row itself."""
        sums = np.zeros((len(rows) + 1, rows.shape[1]))
        np.cumsum(rows, axis=0, out=sums[1:])
        return np.asarray(sums[self.last] - sums[self.first] - rows, dtype=np.float32)

    def inner(self, rows: Matrix) -> Matrix:
        """The sums of each row over its range, itself left out."""
        sums = [rows[at, a:b].sum() - rows[at, at] for at, (a, b) in enumerate(zip(self.first, self.last, strict=True))]
        return np.array(sums, dtype=np.float32)


def window(reach: int, fade: float) -> BandKernel:
    """The neighbours up to `reach` away, falling as exp(-distance / fade); not the sentence itself."""
    return BandKernel(tuple((by, exp(-abs(by) / fade)) for by in range(-reach, reach + 1) if by))


def step(by: int) -> BandKernel:
    """The sentence before (by -1) or after (by 1)."""
    return BandKernel(((by, 1.0),))


def around(old: Kernel, new: Kernel, cross: Matrix, own: Sequence[Matrix]) -> Matrix:
    """Cosines of contexts, for kernels `old` and `new`, cross products and the products within each side."""
    top = new.smooth(old.smooth(cross).T).T
    lengths = [
        np.sqrt(np.maximum(kernel.inner(kernel.smooth(within)), 1e-9))
        for kernel, within in zip((old, new), own, strict=True)
    ]
    return np.asarray(top / lengths[0][:, None] / lengths[1][None, :], dtype=np.float32)
