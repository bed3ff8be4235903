"""Takes two Sides and what they share, gives the candidates and their features: one table, a row a candidate pair."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from compare.align.context import Kernel, around, step, stretch, window
from compare.align.grams import Grams, Matrix, grams, shared
from compare.align.sides import Side
from compare.matching import Floats, Ints, joined, runner_up

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Candidate pairs (`rows`, `columns`: sentence numbers) and one column of numbers for each named feature."""

    rows: Ints
    columns: Ints
    features: dict[str, Floats]


def table(old: Side, new: Side, free_old: Mask, free_new: Mask, *, most: int = 15) -> Table:
    """The candidates among free sentences and their features."""
    language = old.edition.language
    left, right = grams(old.skeletons, new.skeletons, language, long=False)
    product, mass = shared(left, right)
    cosine: Matrix = np.divide(product, left.norm[:, None].astype(np.float32))
    cosine = np.divide(cosine, right.norm[None, :].astype(np.float32))
    blocked = ~(free_old[:, None] & free_new[None, :])
    cosine[blocked] = 0
    contexts = _contexts(old, new, product, left, right)
    rows, columns = _candidates(cosine, cosine + 0.5 * contexts["near"] + 0.3 * contexts["far"], blocked, most)
    found: dict[str, Floats] = {}
    found |= _overlap(rows, columns, cosine, mass, left, right)
    found |= _rarest(rows, columns, left, right, cosine.shape)
    found |= _long(rows, columns, old, new, language)
    found |= _letters(rows, columns, old, new)
    found |= _places(rows, columns, old, new)
    found |= _around(rows, columns, contexts, cosine)
    return Table(rows, columns, found)


def _candidates(cosine: Matrix, score: Matrix, blocked: Mask, most: int) -> tuple[Ints, Ints]:
    score = np.where(blocked | (cosine < 0.02), -1, score)
    keep = np.zeros(score.shape, dtype=bool)
    for axis in (0, 1):
        if score.shape[axis] > most:
            limit = -np.partition(-score, most - 1, axis=axis).take([most - 1], axis=axis)
            keep |= score >= np.maximum(limit, 0)
        else:
            keep |= score >= 0
    rows, columns = np.nonzero(keep & (score >= 0))
    return rows.astype(np.int64), columns.astype(np.int64)


def _overlap(rows: Ints, columns: Ints, cosine: Matrix, mass: Matrix, left: Grams, right: Grams) -> dict[str, Floats]:
    both = mass[rows, columns].astype(np.float64)
    one, other = left.mass[rows], right.mass[columns]
    cos = cosine[rows, columns].astype(np.float64)
    return {
        "cos": cos,
        "cmax": both / np.minimum(one, other),
        "cmin": both / np.maximum(one, other),
        "mass": np.log1p(both),
        "row gap": cos - runner_up(rows, cos, len(left.mass)),
        "column gap": cos - runner_up(columns, cos, len(right.mass)),
    }


def _rarest(rows: Ints, columns: Ints, left: Grams, right: Grams, shape: tuple[int, int]) -> dict[str, Floats]:
    """The sum of the three largest rarities among the grams a pair shares."""
    entry = np.full(shape[0] * shape[1], -1, dtype=np.int64)
    entry[rows * shape[1] + columns] = np.arange(len(rows))
    total = np.zeros(len(rows))
    at, rarity = [], []
    for a, b in joined(left.keys, right.keys):
        found = entry[left.rows[a] * shape[1] + right.rows[b]]
        at.append(found[found >= 0])
        rarity.append(left.rarity[a][found >= 0])
    if at:
        place, value = np.concatenate(at), np.concatenate(rarity)
        order = np.lexsort((-value, place))
        place, value = place[order], value[order]
        first = np.append(True, place[1:] != place[:-1])
        rank = np.arange(len(place)) - np.maximum.accumulate(np.where(first, np.arange(len(place)), 0))
        total = np.bincount(place[rank < 3], value[rank < 3], minlength=len(rows)).astype(np.float64)
    return {"rarest": total}


def _long(rows: Ints, columns: Ints, old: Side, new: Side, language: str) -> dict[str, Floats]:
    left, right = grams(old.skeletons, new.skeletons, language, long=True)
    _, mass = shared(left, right)
    both = mass[rows, columns].astype(np.float64)
    return {
        "long cmax": both / np.minimum(left.mass[rows], right.mass[columns]).clip(1e-6),
        "long mass": np.log1p(both),
    }


def _letters(rows: Ints, columns: Ints, old: Side, new: Side) -> dict[str, Floats]:
    one, other = [old.bare[i] for i in rows], [new.bare[j] for j in columns]
    lengths = np.array([len(t) for t in one]) + 1.0, np.array([len(t) for t in other]) + 1.0
    return {
        "ratio": cpdist(one, other, scorer=fuzz.ratio) / 100.0,
        "partial": cpdist(one, other, scorer=fuzz.partial_ratio) / 100.0,
        "length ratio": np.log(lengths[0] / lengths[1]) ** 2,
        "length": np.log(np.minimum(*lengths)),
    }


def _places(rows: Ints, columns: Ints, old: Side, new: Side) -> dict[str, Floats]:
    heads = old.head[rows], new.head[columns]
    leads = old.lead[rows], new.lead[columns]
    parts = old.part[rows], new.part[columns]
    return {
        "place": np.abs(rows / len(old) - columns / len(new)),
        "part": (parts[0] * parts[1]).astype(float),
        "plan to review": ((parts[0] == 1) & (parts[1] == -1)).astype(float),
        "tense": np.abs(old.tense[rows] - new.tense[columns]),
        "both headings": ((heads[0] > 0) & (heads[1] > 0)).astype(float),
        "same level": ((heads[0] > 0) & (heads[0] == heads[1])).astype(float),
        "one heading": ((heads[0] > 0) != (heads[1] > 0)).astype(float),
        "one lead": (leads[0] != leads[1]).astype(float),
    }


def _contexts(old: Side, new: Side, product: Matrix, left: Grams, right: Grams) -> dict[str, Matrix]:
    own = shared(left, left)[0], shared(right, right)[0]
    kernels: dict[str, tuple[Kernel, Kernel]] = {
        "before": (step(-1), step(-1)),
        "after": (step(1), step(1)),
        "near": (window(3, 1e9), window(3, 1e9)),
        "far": (window(20, 6.0), window(20, 6.0)),
        "paragraph": (stretch(old.paragraph), stretch(new.paragraph)),
        "section": (stretch(old.middle), stretch(new.middle)),
    }
    return {name: around(*pair, product, own) for name, pair in kernels.items()}


def _around(rows: Ints, columns: Ints, contexts: dict[str, Matrix], cosine: Matrix) -> dict[str, Floats]:
    found = {name: matrix[rows, columns].astype(np.float64) for name, matrix in contexts.items()}
    for name in ("near", "far"):
        matrix = contexts[name]
        found[f"{name} row gap"] = found[name] - matrix.max(axis=1)[rows]
        found[f"{name} column gap"] = found[name] - matrix.max(axis=0)[columns]
    padded = np.pad(cosine, 1)
    best = np.max(
        [
            padded[1 + a : 1 + a + cosine.shape[0], 1 + b : 1 + b + cosine.shape[1]]
            for a in (-1, 0, 1)
            for b in (-1, 0, 1)
            if a or b
        ],
        axis=0,
    )
    found["neighbour"] = best[rows, columns].astype(np.float64)
    return found
