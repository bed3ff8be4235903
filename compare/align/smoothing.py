"""Takes what any two sentences share, gives what the stretches around them share: context cosines.

The context of a sentence is the sum of the vectors around it, itself left out: the products of sums are sums of
products, so that a context costs two smoothings of a matrix and no vectors.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

import numpy as np

from compare.align.grams import Matrix

_BESIDE = 256
"""Columns that are smoothed at a time, so that a processor's cache holds them."""


@dataclass(frozen=True, slots=True)
class BandKernel:
    """Weights of the neighbours at some distances, each distance with its weight; `reach` is the largest."""

    weights: tuple[tuple[int, float], ...]

    @property
    def reach(self) -> int:
        """How far the neighbours stand at most."""
        return max(abs(by) for by, _ in self.weights)

    def smooth(self, rows: Matrix) -> Matrix:
        """The weighted sums of the rows below and above, one for each row."""
        total = np.zeros_like(rows)
        size = len(rows)
        for start in range(0, rows.shape[1], _BESIDE):
            here, beside = total[:, start : start + _BESIDE], rows[:, start : start + _BESIDE]
            for by, weight in self.weights:
                low, high = max(0, -by), min(size, size - by)
                if low < high:
                    here[low:high] += np.float32(weight) * beside[low + by : high + by]
        return total

    def lengths(self, within: Matrix) -> Matrix:
        """The lengths of the contexts, from the products within one edition: a row and a column a sentence."""
        smoothed = self.smooth(within)
        total = np.zeros(len(within), dtype=np.float32)
        for by, weight in self.weights:
            entries = smoothed.diagonal(by)
            start = max(0, -by)
            total[start : start + len(entries)] += np.float32(weight) * entries
        return np.sqrt(np.maximum(total, 1e-9))

    def around(self, cross: Matrix) -> Matrix:
        """The products of contexts, from the products of the sentences of two editions."""
        return self.smooth(np.ascontiguousarray(self.smooth(cross).T)).T


def window(reach: int, fade: float) -> BandKernel:
    """The neighbours up to `reach` away, falling as exp(-distance / fade); not the sentence itself."""
    return BandKernel(tuple((by, exp(-abs(by) / fade)) for by in range(-reach, reach + 1) if by))


KERNELS: Mapping[str, BandKernel] = {"after": BandKernel(((1, 1.0),)), "near": window(3, 1e9), "far": window(20, 6.0)}
"""The contexts that are looked at: the next sentence, three on either side, twenty that fade."""
REACH = max(kernel.reach for kernel in KERNELS.values())
