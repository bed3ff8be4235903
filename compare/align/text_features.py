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
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from compare.align.grams import SharedGrams, rarest, shared_grams, sole
from compare.align.overlap import Mask, Overlap, overlap
from compare.align.types import SentenceTable
from compare.matching import Floats, Ints, rival
from compare.text.words import words

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


def candidates(
    old: SentenceTable, new: SentenceTable, free: tuple[Mask, Mask], *, floor: float, most: int, tied: int
) -> Candidates:
    """The best free pairs of every row and column, with all features that cost little."""
    seen = overlap(old, new, free, floor=floor, most=most, tied=tied)
    rows, columns = seen.rows, seen.columns
    sides = seen.old.sentences, seen.new.sentences
    shared = shared_grams(rows, columns, *sides)
    features = _shares(seen, shared)
    features["rarest"] = rarest(shared, len(rows))
    # Grams answer to each other within a part.
    features["sole"] = sole(shared, rows, columns, sides, (old.part + 1, new.part + 1))
    features |= _places(rows, columns, old, new)
    features |= _figures(rows, columns, old, new)
    features |= _around(seen)
    features["clauses"] = seen.won
    return Candidates(rows, columns, features, shared)


def with_letters(candidates: Candidates, old: SentenceTable, new: SentenceTable, *, longest: int) -> Candidates:
    """The same candidates with the letter by letter comparisons, which are the dear ones: of `longest` characters at most."""
    rows, columns = candidates.rows, candidates.columns
    texts = [old.bare[i][:longest] for i in rows], [new.bare[j][:longest] for j in columns]
    ratio = cpdist(*texts, scorer=fuzz.ratio, dtype=np.float64) / 100.0
    letters = {
        "ratio": ratio,
        "partial ratio": cpdist(*texts, scorer=fuzz.partial_ratio, dtype=np.float64) / 100.0,
        "ratio row margin": ratio - rival(rows, new.kind[columns], ratio, len(old)),
        "ratio column margin": ratio - rival(columns, old.kind[rows], ratio, len(new)),
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
        "words row margin": both - rival(rows, new.kind[columns], both, len(old)),
        "words column margin": both - rival(columns, old.kind[rows], both, len(new)),
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


def _shares(seen: Overlap, shared: SharedGrams) -> Features:
    both = np.bincount(shared.pair, shared.rarity, minlength=len(seen.rows))
    old_mass, new_mass = seen.old.sentences.mass[seen.rows], seen.new.sentences.mass[seen.columns]
    return {
        "cosine": seen.cosine,
        "containment": both / np.minimum(old_mass, new_mass),
        "shared mass": np.log1p(both),
    }


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


def _around(seen: Overlap) -> Features:
    features = {name: seen.contexts[name] for name in ("after", "far", "under")}
    near = seen.contexts["near"]
    features["near row margin"] = near - seen.near_old[seen.rows]
    features["near column margin"] = near - seen.near_new[seen.columns]
    return features
