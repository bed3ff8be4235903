"""Takes two Sides, gives the candidates and what speaks for each: the feature table of the first model.

The names are those of `weights.py` and of the table in docs/accuracy.md, which says what each one gains.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, product
from math import fsum, log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from compare.align.common import Common, common, rarest, sole
from compare.align.grams import Found, Grams, Matrix, cosines, grams, products, shared, some
from compare.align.smoothing import Band, Ranges, around, step, window
from compare.align.types import Side
from compare.matching import Floats, Ints, runner_up
from compare.text.words import words

Mask = NDArray[np.bool_]
Features = dict[str, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Candidate pairs (`rows`, `columns`: sentence numbers) and one column of numbers for each named feature.

    `shared` holds the grams that the pairs have in common.
    """

    rows: Ints
    columns: Ints
    features: Features
    shared: Common

    def kept(self, mask: Mask) -> "Table":
        """The candidates under the mask."""
        kept = {name: values[mask] for name, values in self.features.items()}
        return Table(self.rows[mask], self.columns[mask], kept, self.shared.kept(mask))


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What the sentences share: grams of both sides, cosines of the free ones (0 elsewhere), contexts by name."""

    old: Found
    new: Found
    cosine: Matrix
    mass: Matrix
    contexts: dict[str, Matrix]


def overlap(old: Side, new: Side, free_old: Mask, free_new: Mask) -> Overlap:
    """Everything that is measured on whole matrices, once for a pair of editions."""
    one, other = grams(old, new)
    left, right = one.sentences, other.sentences
    dots, mass = shared(left, right)
    contexts = _contexts(old, new, dots, (products(left, left), products(right, right)))
    cosine = cosines(dots, left, right)
    cosine[~free_old] = 0
    cosine[:, ~free_new] = 0
    return Overlap(one, other, cosine, mass, contexts)


def candidates(old: Side, new: Side, seen: Overlap, *, floor: float, most: int, tied: int) -> Table:
    """The best free pairs of every row and column, with all features that cost little."""
    score = seen.cosine + np.float32(0.5) * seen.contexts["near"] + np.float32(0.3) * seen.contexts["far"]
    rows, columns = _best(np.where(seen.cosine < floor, np.float32(-1), score), most, tied)
    found = _shares(rows, columns, seen)
    rare, common_grams = _rare(rows, columns, old, new, seen)
    found |= rare
    found |= _places(rows, columns, old, new)
    found |= _figures(rows, columns, old, new)
    found |= _around(rows, columns, seen.contexts)
    found |= _clauses(rows, columns, seen)
    return Table(rows, columns, found, common_grams)


def with_letters(table: Table, old: Side, new: Side, *, longest: int) -> Table:
    """The same table with the letter by letter comparisons, which are the dear ones: of `longest` characters at most."""
    one, other = [old.bare[i][:longest] for i in table.rows], [new.bare[j][:longest] for j in table.columns]
    ratio = cpdist(one, other, scorer=fuzz.ratio, dtype=np.float64) / 100.0
    letters = {
        "ratio": ratio,
        "partial ratio": cpdist(one, other, scorer=fuzz.partial_ratio, dtype=np.float64) / 100.0,
        "ratio row margin": ratio - runner_up(table.rows, ratio, len(old)),
        "ratio column margin": ratio - runner_up(table.columns, ratio, len(new)),
    }
    letters |= _threes(table, old, new) | {"best clause": _best_clause(table, old, new, longest)}
    letters |= _words(table, old, new)
    return Table(table.rows, table.columns, table.features | letters, table.shared)


def _threes(table: Table, old: Side, new: Side) -> Features:
    """The runs of three characters that both have, as a share of those of both and of the one with fewer."""
    runs = [_each(places, one.bare, _runs) for one, places in ((old, table.rows), (new, table.columns))]
    pairs = [(runs[0][i], runs[1][j]) for i, j in zip(table.rows.tolist(), table.columns.tolist(), strict=True)]
    both = np.array([len(one & other) for one, other in pairs], dtype=np.float64)
    one, other = (np.array([len(pair[side]) for pair in pairs], dtype=np.float64) for side in (0, 1))
    return {
        "threes": both / np.maximum(one + other - both, 1),
        "threes contained": both / np.maximum(np.minimum(one, other), 1),
    }


def _words(table: Table, old: Side, new: Side) -> Features:
    """The words that both have, by their rarity among the sentences compared, as a share of either's; the mean of both."""
    bag = partial(_bag, language=new.edition.language)
    bags = [_each(places, one.keys, bag) for one, places in ((old, table.rows), (new, table.columns))]
    seen = Counter(word for held in bags for one in held.values() for word in one)
    rarity = {word: log((len(bags[0]) + len(bags[1]) + 1) / (count + 1)) for word, count in seen.items()}
    whole = [{at: fsum(rarity[word] for word in one) for at, one in held.items()} for held in bags]
    both = np.zeros(len(table.rows))
    # Sets come in any order: fsum gives the same sum in each.
    for at, (i, j) in enumerate(zip(table.rows.tolist(), table.columns.tolist(), strict=True)):
        shared = fsum(rarity[word] for word in bags[0][i] & bags[1][j])
        both[at] = (shared / max(whole[0][i], 1e-9) + shared / max(whole[1][j], 1e-9)) / 2
    return {
        "words": both,
        "words row margin": both - runner_up(table.rows, both, len(old)),
        "words column margin": both - runner_up(table.columns, both, len(new)),
    }


def _each(places: Ints, texts: Sequence[str], held: Callable[[str], frozenset[str]]) -> dict[int, frozenset[str]]:
    """What the texts at some places hold, each asked once: most sentences are no candidates."""
    return {at: held(texts[at]) for at in sorted(set(places.tolist()))}


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def _bag(text: str, language: str) -> frozenset[str]:
    """The words of a text, figures and marks left out."""
    return frozenset(text[a:b] for a, b in words(text, language) if text[a:b].isalpha())


def _best_clause(table: Table, old: Side, new: Side, longest: int) -> Floats:
    """The rapidfuzz ratio of the two clauses that are most alike, figures and all."""
    held = [
        {i: _within(one.clauses[i], longest) for i in set(at.tolist())}
        for one, at in ((old, table.rows), (new, table.columns))
    ]
    sides = [(held[0][i], held[1][j]) for i, j in zip(table.rows.tolist(), table.columns.tolist(), strict=True)]
    if not sides:
        return np.zeros(0)
    pairs = [pair for one, other in sides for pair in product(one, other)]
    ratio = cpdist([one for one, _ in pairs], [other for _, other in pairs], scorer=fuzz.ratio, dtype=np.float64)
    starts = np.cumsum([0, *(len(one) * len(other) for one, other in sides)])[:-1]
    return np.asarray(np.maximum.reduceat(ratio, starts) / 100.0, dtype=np.float64)


def _within(clauses: Sequence[str], longest: int) -> list[str]:
    """The clauses that begin within so many characters, each cut there."""
    starts = accumulate((len(clause) for clause in clauses), initial=0)
    return [clause[: longest - start] for clause, start in zip(clauses, starts, strict=False) if start < longest]


def _best(score: Matrix, most: int, tied: int) -> tuple[Ints, Ints]:
    """The pairs that are among the best of their row or of their column."""
    rows, columns = np.nonzero(_leading(score, most, tied) | _leading(score.T, most, tied).T)
    return rows.astype(np.int64), columns.astype(np.int64)


def _leading(score: Matrix, most: int, tied: int) -> Mask:
    """The best of every row, and what is as good as the last of them; of many that are, those nearest in place."""
    if score.shape[1] <= most:
        return np.asarray(score >= 0)
    limit = -np.partition(-score, most - 1, axis=1)[:, most - 1 : most]
    kept = np.asarray(score >= np.maximum(limit, 0))
    crowded = kept.sum(axis=1) > tied
    if crowded.any():
        places = [np.arange(size, dtype=np.float32) / np.float32(size) for size in score.shape]
        away = np.where(kept[crowded], np.abs(places[0][crowded, None] - places[1][None, :]), np.float32(np.inf))
        kept[crowded] = away <= np.partition(away, tied - 1, axis=1)[:, tied - 1 : tied]
    return kept


def _shares(rows: Ints, columns: Ints, seen: Overlap) -> Features:
    both = seen.mass[rows, columns].astype(np.float64)
    one, other = seen.old.sentences.mass[rows], seen.new.sentences.mass[columns]
    cosine = seen.cosine[rows, columns].astype(np.float64)
    return {
        "cosine": cosine,
        "containment": both / np.minimum(one, other),
        "shared mass": np.log1p(both),
    }


def _rare(rows: Ints, columns: Ints, old: Side, new: Side, seen: Overlap) -> tuple[Features, Common]:
    """What the single grams tell that a pair has in common; grams answer to each other within a part."""
    sides = seen.old.sentences, seen.new.sentences
    shared = common(rows, columns, *sides)
    parts = old.part + 1, new.part + 1
    return {"rarest": rarest(shared, len(rows)), "sole": sole(shared, rows, columns, sides, parts)}, shared


def _places(rows: Ints, columns: Ints, old: Side, new: Side) -> Features:
    one, other = old.head[rows], new.head[columns]
    lengths = (np.array([len(text) + 1.0 for text in side.bare]) for side in (old, new))
    return {
        "length": np.log(np.minimum(*(of[at] for of, at in zip(lengths, (rows, columns), strict=True)))),
        "place in section": np.abs(old.place[rows] - new.place[columns]),
        "part": (old.part[rows] * new.part[columns]).astype(np.float64),
        "both headings": ((one > 0) & (other > 0)).astype(np.float64),
        "same level": ((one > 0) & (one == other)).astype(np.float64),
        "one heading": ((one > 0) != (other > 0)).astype(np.float64),
        "scope": np.abs(old.scope[rows] - new.scope[columns]),
    }


def _figures(rows: Ints, columns: Ints, old: Side, new: Side) -> Features:
    """Whether they hold figures, and the figures they share: one that few sentences hold says more."""
    seen = Counter(figure for side in (old, new) for held in side.figures for figure in held)
    one, other = [old.figures[i] for i in rows], [new.figures[j] for j in columns]
    held = [np.array([bool(figures) for figures in side], dtype=bool) for side in (one, other)]
    same = [sum(2 / seen[figure] for figure in left & right) for left, right in zip(one, other, strict=True)]
    return {
        "both figures": (held[0] & held[1]).astype(np.float64),
        "same figures": np.minimum(np.array(same, dtype=np.float64), 3.0),
    }


def _contexts(old: Side, new: Side, cross: Matrix, own: tuple[Matrix, Matrix]) -> dict[str, Matrix]:
    bands: dict[str, Band] = {"after": step(1), "near": window(3, 1e9), "far": window(20, 6.0)}
    found = {name: around(band, band, cross, own) for name, band in bands.items()}
    found["under"] = around(Ranges(old.first, old.last), Ranges(new.first, new.last), cross, own)
    return found


def _around(rows: Ints, columns: Ints, contexts: dict[str, Matrix]) -> Features:
    found = {name: contexts[name][rows, columns].astype(np.float64) for name in ("after", "far", "under")}
    near = contexts["near"]
    found["near row margin"] = (near[rows, columns] - near.max(axis=1, initial=0)[rows]).astype(np.float64)
    found["near column margin"] = (near[rows, columns] - near.max(axis=0, initial=0)[columns]).astype(np.float64)
    return found


def _clauses(rows: Ints, columns: Ints, seen: Overlap) -> Features:
    """The share of a sentence's clauses, by mass, that find their best clause in the other one; the larger of both."""
    free_old, free_new = (np.asarray(seen.cosine.max(axis=axis) > 0) for axis in (1, 0))
    chosen_old, chosen_new = free_old[seen.old.owner], free_new[seen.new.owner]
    left, right = some(seen.old.clauses, chosen_old), some(seen.new.clauses, chosen_new)
    owners = seen.old.owner[chosen_old], seen.new.owner[chosen_new]
    shape = seen.cosine.shape
    if not len(owners[0]) or not len(owners[1]):
        return {"clauses": np.zeros(len(rows))}
    alike = cosines(products(left, right), left, right)
    won_old = _won(alike, left, owners, shape[0], shape[1])[rows, columns]
    won_new = _won(alike.T, right, owners[::-1], shape[1], shape[0])[columns, rows]
    return {"clauses": np.maximum(won_old, won_new)}


def _won(alike: Matrix, of: Grams, owners: tuple[Ints, ...], size: int, width: int) -> Floats:
    """For each sentence and each one of the other side, the share of its mass whose best clause stands there."""
    best = alike.argmax(axis=1)
    sure = alike[np.arange(len(best)), best] > 0.15
    cells = owners[0][sure] * width + owners[1][best[sure]]
    won = np.bincount(cells, of.mass[sure], minlength=size * width).reshape(size, width)
    share: Floats = won / np.maximum(np.bincount(owners[0], of.mass, minlength=size), 1e-9)[:, None]
    return share
