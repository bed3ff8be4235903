"""Takes two sentence tables, gives the candidates and what speaks for each: the feature table of the first model.

The names are those of `links.json` and of the table in docs/accuracy.md, which says what each one gains.
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

from compare.align.grams import (
    EditionGrams,
    Grams,
    Matrix,
    SharedGrams,
    cosines,
    grams,
    products,
    rarest,
    shared,
    shared_grams,
    sole,
    some,
)
from compare.align.smoothing import BandKernel, RangeKernel, around, step, window
from compare.align.types import SentenceTable
from compare.matching import Floats, Ints, runner_up
from compare.text.words import words

Mask = NDArray[np.bool_]
Features = dict[str, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Candidate pairs (`rows`, `columns`: sentence numbers) and one column of numbers for each named feature.

    `shared` holds the grams that the pairs have in common.
    """

    rows: Ints
    columns: Ints
    features: Features
    shared: SharedGrams

    def kept(self, mask: Mask) -> "Candidates":
        """The candidates under the mask."""
        kept = {name: values[mask] for name, values in self.features.items()}
        return Candidates(self.rows[mask], self.columns[mask], kept, self.shared.kept(mask))


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What the sentences share: grams of both sides, cosines of the free ones (0 elsewhere), contexts by name."""

    old: EditionGrams
    new: EditionGrams
    cosine: Matrix
    mass: Matrix
    contexts: dict[str, Matrix]


def overlaps(old: SentenceTable, new: SentenceTable, free_old: Mask, free_new: Mask) -> Overlap:
    """Everything that is measured on whole matrices, once for a pair of editions."""
    old_grams, new_grams = grams(old, new)
    old_sentences, new_sentences = old_grams.sentences, new_grams.sentences
    dots, mass = shared(old_sentences, new_sentences)
    contexts = _contexts(
        old, new, dots, (products(old_sentences, old_sentences), products(new_sentences, new_sentences))
    )
    cosine = cosines(dots, old_sentences, new_sentences)
    cosine[~free_old] = 0
    cosine[:, ~free_new] = 0
    return Overlap(old_grams, new_grams, cosine, mass, contexts)


def candidates(
    old: SentenceTable, new: SentenceTable, seen: Overlap, *, floor: float, most: int, tied: int
) -> Candidates:
    """The best free pairs of every row and column, with all features that cost little."""
    score = seen.cosine + np.float32(0.5) * seen.contexts["near"] + np.float32(0.3) * seen.contexts["far"]
    rows, columns = _best(np.where(seen.cosine < floor, np.float32(-1), score), most, tied)
    features = _shares(rows, columns, seen)
    rarities, common_grams = _rare(rows, columns, old, new, seen)
    features |= rarities
    features |= _places(rows, columns, old, new)
    features |= _figures(rows, columns, old, new)
    features |= _around(rows, columns, seen.contexts)
    features |= _clauses(rows, columns, seen)
    return Candidates(rows, columns, features, common_grams)


def with_letters(candidates: Candidates, old: SentenceTable, new: SentenceTable, *, longest: int) -> Candidates:
    """The same candidates with the letter by letter comparisons, which are the dear ones: of `longest` characters at most."""
    rows, columns = candidates.rows, candidates.columns
    texts = [old.bare[i][:longest] for i in rows], [new.bare[j][:longest] for j in columns]
    ratio = cpdist(*texts, scorer=fuzz.ratio, dtype=np.float64) / 100.0
    letters = {
        "ratio": ratio,
        "partial ratio": cpdist(*texts, scorer=fuzz.partial_ratio, dtype=np.float64) / 100.0,
        "ratio row margin": ratio - runner_up(rows, ratio, len(old)),
        "ratio column margin": ratio - runner_up(columns, ratio, len(new)),
    }
    letters |= _threes(rows, columns, old, new)
    letters["best clause"] = _best_clause(rows, columns, old, new, longest)
    letters |= _words(rows, columns, old, new)
    return Candidates(rows, columns, candidates.features | letters, candidates.shared)


def _threes(rows: Ints, columns: Ints, old: SentenceTable, new: SentenceTable) -> Features:
    """The runs of three characters that both have, as a share of those of both and of the one with fewer."""
    old_runs, new_runs = _each(rows, old.bare, _runs), _each(columns, new.bare, _runs)
    pairs = [(old_runs[i], new_runs[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]
    both = np.array([len(olds & news) for olds, news in pairs], dtype=np.float64)
    counts = [np.array([len(pair[at]) for pair in pairs], dtype=np.float64) for at in (0, 1)]
    return {
        "threes": both / np.maximum(counts[0] + counts[1] - both, 1),
        "threes contained": both / np.maximum(np.minimum(*counts), 1),
    }


def _words(rows: Ints, columns: Ints, old: SentenceTable, new: SentenceTable) -> Features:
    """The words that both have, by their rarity among the sentences compared, as a share of either's; the mean of both."""
    bag = partial(_bag, language=new.edition.language)
    bags = _each(rows, old.keys, bag), _each(columns, new.keys, bag)
    seen = Counter(word for bags_of in bags for words_in in bags_of.values() for word in words_in)
    rarity = {word: log((len(bags[0]) + len(bags[1]) + 1) / (count + 1)) for word, count in seen.items()}
    whole = [{at: fsum(rarity[word] for word in words_in) for at, words_in in bags_of.items()} for bags_of in bags]
    both = np.zeros(len(rows))
    # Sets come in any order: fsum gives the same sum in each.
    for at, (i, j) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        shared = fsum(rarity[word] for word in bags[0][i] & bags[1][j])
        both[at] = (shared / max(whole[0][i], 1e-9) + shared / max(whole[1][j], 1e-9)) / 2
    return {
        "words": both,
        "words row margin": both - runner_up(rows, both, len(old)),
        "words column margin": both - runner_up(columns, both, len(new)),
    }


def _each(places: Ints, texts: Sequence[str], held: Callable[[str], frozenset[str]]) -> dict[int, frozenset[str]]:
    """What the texts at some places hold, each asked once: most sentences are no candidates."""
    return {at: held(texts[at]) for at in sorted(set(places.tolist()))}


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def _bag(text: str, language: str) -> frozenset[str]:
    """The words of a text, figures and marks left out."""
    return frozenset(text[a:b] for a, b in words(text, language) if text[a:b].isalpha())


def _best_clause(rows: Ints, columns: Ints, old: SentenceTable, new: SentenceTable, longest: int) -> Floats:
    """The rapidfuzz ratio of the two clauses that are most alike, figures and all."""
    if not len(rows):
        return np.zeros(0)
    olds = {i: _within(old.clauses[i], longest) for i in set(rows.tolist())}
    news = {j: _within(new.clauses[j], longest) for j in set(columns.tolist())}
    both = [(olds[i], news[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]
    pairs = [pair for old_clauses, new_clauses in both for pair in product(old_clauses, new_clauses)]
    ratio = cpdist([a for a, _ in pairs], [b for _, b in pairs], scorer=fuzz.ratio, dtype=np.float64)
    starts = np.cumsum([0, *(len(old_clauses) * len(new_clauses) for old_clauses, new_clauses in both)])[:-1]
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
    old_mass, new_mass = seen.old.sentences.mass[rows], seen.new.sentences.mass[columns]
    cosine = seen.cosine[rows, columns].astype(np.float64)
    return {
        "cosine": cosine,
        "containment": both / np.minimum(old_mass, new_mass),
        "shared mass": np.log1p(both),
    }


def _rare(
    rows: Ints, columns: Ints, old: SentenceTable, new: SentenceTable, seen: Overlap
) -> tuple[Features, SharedGrams]:
    """What the single grams tell that a pair has in common; grams answer to each other within a part."""
    sides = seen.old.sentences, seen.new.sentences
    shared = shared_grams(rows, columns, *sides)
    parts = old.part + 1, new.part + 1
    return {"rarest": rarest(shared, len(rows)), "sole": sole(shared, rows, columns, sides, parts)}, shared


def _places(rows: Ints, columns: Ints, old: SentenceTable, new: SentenceTable) -> Features:
    old_heads, new_heads = old.head[rows], new.head[columns]
    lengths = (np.array([len(text) + 1.0 for text in table.bare]) for table in (old, new))
    return {
        "length": np.log(np.minimum(*(values[at] for values, at in zip(lengths, (rows, columns), strict=True)))),
        "place in section": np.abs(old.place[rows] - new.place[columns]),
        "part": (old.part[rows] * new.part[columns]).astype(np.float64),
        "both headings": ((old_heads > 0) & (new_heads > 0)).astype(np.float64),
        "same level": ((old_heads > 0) & (old_heads == new_heads)).astype(np.float64),
        "one heading": ((old_heads > 0) != (new_heads > 0)).astype(np.float64),
        "scope": np.abs(old.scope[rows] - new.scope[columns]),
    }


def _figures(rows: Ints, columns: Ints, old: SentenceTable, new: SentenceTable) -> Features:
    """Whether they hold figures, and the figures they share: one that few sentences hold says more."""
    seen = Counter(figure for table in (old, new) for have in table.figures for figure in have)
    olds, news = [old.figures[i] for i in rows], [new.figures[j] for j in columns]
    have = [np.array([bool(figures) for figures in table], dtype=bool) for table in (olds, news)]
    same = [
        sum(2 / seen[figure] for figure in old_figures & new_figures)
        for old_figures, new_figures in zip(olds, news, strict=True)
    ]
    return {
        "both figures": (have[0] & have[1]).astype(np.float64),
        "same figures": np.minimum(np.array(same, dtype=np.float64), 3.0),
    }


def _contexts(old: SentenceTable, new: SentenceTable, cross: Matrix, own: tuple[Matrix, Matrix]) -> dict[str, Matrix]:
    bands: dict[str, BandKernel] = {"after": step(1), "near": window(3, 1e9), "far": window(20, 6.0)}
    contexts = {name: around(band, band, cross, own) for name, band in bands.items()}
    contexts["under"] = around(RangeKernel(old.first, old.last), RangeKernel(new.first, new.last), cross, own)
    return contexts


def _around(rows: Ints, columns: Ints, contexts: dict[str, Matrix]) -> Features:
    features = {name: contexts[name][rows, columns].astype(np.float64) for name in ("after", "far", "under")}
    near = contexts["near"]
    features["near row margin"] = (near[rows, columns] - near.max(axis=1, initial=0)[rows]).astype(np.float64)
    features["near column margin"] = (near[rows, columns] - near.max(axis=0, initial=0)[columns]).astype(np.float64)
    return features


def _clauses(rows: Ints, columns: Ints, seen: Overlap) -> Features:
    """The share of a sentence's clauses, by mass, that find their best clause in the other one; the larger of both."""
    free_old, free_new = (np.asarray(seen.cosine.max(axis=axis) > 0) for axis in (1, 0))
    chosen_old, chosen_new = free_old[seen.old.owner], free_new[seen.new.owner]
    old_clauses, new_clauses = some(seen.old.clauses, chosen_old), some(seen.new.clauses, chosen_new)
    owners = seen.old.owner[chosen_old], seen.new.owner[chosen_new]
    shape = seen.cosine.shape
    if not len(owners[0]) or not len(owners[1]):
        return {"clauses": np.zeros(len(rows))}
    alike = cosines(products(old_clauses, new_clauses), old_clauses, new_clauses)
    won_old = _won(alike, old_clauses, owners, shape[0], shape[1])[rows, columns]
    won_new = _won(alike.T, new_clauses, owners[::-1], shape[1], shape[0])[columns, rows]
    return {"clauses": np.maximum(won_old, won_new)}


def _won(alike: Matrix, clauses: Grams, owners: tuple[Ints, ...], size: int, width: int) -> Floats:
    """For each sentence and each one of the other side, the share of its mass whose best clause stands there."""
    best = alike.argmax(axis=1)
    sure = alike[np.arange(len(best)), best] > 0.15
    cells = owners[0][sure] * width + owners[1][best[sure]]
    won = np.bincount(cells, clauses.mass[sure], minlength=size * width).reshape(size, width)
    share: Floats = won / np.maximum(np.bincount(owners[0], clauses.mass, minlength=size), 1e-9)[:, None]
    return share
