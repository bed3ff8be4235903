"""Takes what any two sentences share, gives what the stretches around them share: context cosines.

The context of a sentence is the sum of the vectors around it, itself left out: the products of sums are sums of
products, so that a context costs two smoothings of a matrix and no vectors.
"""

from collections.abc import Sequence

import numpy as np

from compare.align.grams import Matrix
from compare.matching import Ints


def window(size: int, reach: int, fade: float) -> Matrix:
    """Weights of the neighbours up to `reach` away, falling as exp(-distance / fade); none of the sentence itself."""
    distance = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :])
    weights = np.where((distance <= reach) & (distance > 0), np.exp(-distance / fade), 0.0)
    return weights.astype(np.float32)


def step(size: int, by: int) -> Matrix:
    """The sentence before (by -1) or after (by 1)."""
    return np.eye(size, k=by, dtype=np.float32)


def stretch(groups: Ints) -> Matrix:
    """The rest of the sentences with the same number."""
    same = (groups[:, None] == groups[None, :]).astype(np.float32)
    np.fill_diagonal(same, 0.0)
    return same


def around(old: Matrix, new: Matrix, cross: Matrix, own: Sequence[Matrix]) -> Matrix:
    """Cosines of contexts, for kernels `old` and `new`, cross products and the products within each side."""
    top = old @ cross @ new.T
    lengths = [
        np.sqrt(np.maximum(((kernel @ within) * kernel).sum(axis=1), 1e-9))
        for kernel, within in zip((old, new), own, strict=True)
    ]
    return (top / lengths[0][:, None] / lengths[1][None, :]).astype(np.float32)
