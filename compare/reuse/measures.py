"""The published measures of how alike two years' reports are, as their papers define them.

Takes documents as sequences of words (or sentences of words), gives numbers. Everything here is for comparability with
the literature; the ledger's shares are what this program stands behind. `docs/recycling.md` tells where well-known
implementations of these measures err.

- Cosine, Jaccard, MinEdit, Simple: Cohen, Malloy and Nguyen, "Lazy Prices", Journal of Finance 2020.
- Modification score and its expectation from length: Brown and Tucker, Journal of Accounting Research 2011.
- Boilerplate: Lang and Stice-Lawrence, Journal of Accounting and Economics 2015.
- Stickiness: Dyer, Lang and Stice-Lawrence, Journal of Accounting and Economics 2017.
- Repetition: Cazier and Pfeiffer, Journal of Financial Reporting 2017.

Some know the whole sample, not the pair alone: how rare a word is (Brown and Tucker), what is boilerplate (Lang and
Stice-Lawrence), between which extremes a change is re-scaled (Lazy Prices). `series_measures` takes a series for it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, pairwise
from math import log, sqrt

import numpy as np
from rapidfuzz.distance import Indel

from compare.model import Edition
from compare.text.words import words

Words = Sequence[str]
CutSentences = Sequence[Words]


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures that need the two editions alone, each 0 to 1 save `min_edit_operations`, a count of words."""

    cosine: float
    jaccard: float
    min_edit_operations: int
    min_edit: float
    simple: float
    stickiness: float
    repetition: float


def pair_measures(old: Edition, new: Edition) -> Measures:
    """The measures of a pair of editions, on the words of their bodies. `simple` is not re-scaled (see `simple`)."""
    return measures_of(words_of(old), words_of(new))


def measures_of(before: CutSentences, after: CutSentences) -> Measures:
    """The same of two documents."""
    olds, news = list(chain.from_iterable(before)), list(chain.from_iterable(after))
    return Measures(
        cosine=cosine(olds, news),
        jaccard=jaccard(olds, news),
        min_edit_operations=min_edit_operations(olds, news),
        min_edit=min_edit(olds, news),
        simple=simple(olds, news),
        stickiness=stickiness(before, after),
        repetition=repetition(after),
    )


def words_of(edition: Edition) -> tuple[tuple[str, ...], ...]:
    """The words of each body sentence, lower case, marks left out."""
    pieces = [edition.piece(n) for n, sentence in enumerate(edition.sentences) if sentence.role == "body"]
    cut = ((piece[start:end].lower() for start, end in words(piece, edition.language)) for piece in pieces)
    return tuple(tuple(word for word in sentence if any(c.isalnum() for c in word)) for sentence in cut)


def cosine(old: Words, new: Words) -> float:
    """Cosine of the vectors of word counts; 1 for two empty documents, 0 for one."""
    return _cosine(Counter(old), Counter(new))


def jaccard(old: Words, new: Words) -> float:
    """Words in both out of words in either, each word once; 1 for two empty documents."""
    either = set(old) | set(new)
    return len(set(old) & set(new)) / len(either) if either else 1.0


def min_edit_operations(old: Words, new: Words) -> int:
    """The fewest words to delete and to add that turn one document into the other, order kept."""
    return int(Indel.distance(*_numbered(old, new)))


def min_edit(old: Words, new: Words) -> float:
    """MinEdit as a similarity: 1 less the operations out of the words of both; 1 for two empty documents."""
    both = len(old) + len(new)
    return 1 - min_edit_operations(old, new) / both if both else 1.0


def simple_change(old: Words, new: Words) -> float:
    """Words added, deleted and changed out of the mean length; 0 for the same text, 2 for texts without a common word.

    A changed word is one deleted and one added, the diff being a shortest one.
    """
    both = len(old) + len(new)
    return min_edit_operations(old, new) / (both / 2) if both else 0.0


def simple(old: Words, new: Words) -> float:
    """Simple, not re-scaled: 1 less half of the change. It does not move when other documents join the sample."""
    return 1 - simple_change(old, new) / 2


def simple_rescaled(changes: Sequence[float]) -> tuple[float, ...]:
    """Simple as published: each change of a whole sample between its largest (0) and smallest (1)."""
    if not changes:
        return ()
    low, high = min(changes), max(changes)
    return tuple((high - change) / (high - low) if high > low else 1.0 for change in changes)


def _numbered(old: Words, new: Words) -> tuple[list[int], list[int]]:
    known: dict[str, int] = {}
    first, second = ([known.setdefault(word, len(known)) for word in words_] for words_ in (old, new))
    return first, second


def _cosine(old: Mapping[str, float], new: Mapping[str, float]) -> float:
    if not old and not new:
        return 1.0
    dot = sum(value * new.get(word, 0) for word, value in old.items())
    norm = sqrt(sum(v * v for v in old.values()) * sum(v * v for v in new.values()))
    return dot / norm if norm else 0.0


def document_shares(documents: Iterable[Words]) -> tuple[dict[str, int], int]:
    """In how many documents each word stands, and how many documents there are."""
    counts: Counter[str] = Counter()
    many = 0
    for document in documents:
        counts.update(set(document))
        many += 1
    return dict(counts), many


def modification(old: Words, new: Words, frequencies: Mapping[str, int], documents: int) -> float:
    """Brown and Tucker's raw score: 1 less the cosine of count times log(N / n), N documents, n of them with the word.

    The frequencies come from the whole sample (`document_shares`), never from the two documents alone: of two, a word
    in both would weigh nothing.
    """
    vectors = [
        {word: count * log(documents / frequencies.get(word, 1)) for word, count in Counter(side).items()}
        for side in (old, new)
    ]
    return 1 - _cosine(*vectors)


def expected_from_length(raw: Sequence[float], lengths: Sequence[int]) -> tuple[float, ...]:
    """The raw scores that the lengths alone let one expect: least squares on the powers 0 to 5 of the length."""
    length = np.asarray(lengths, dtype=np.float64)
    scaled = length / max(float(length.max(initial=0)), 1.0)  # the same fit, without numbers of 10^25
    powers = np.vander(scaled, 6, increasing=True)
    weights, *_ = np.linalg.lstsq(powers, np.asarray(raw, dtype=np.float64), rcond=None)
    return tuple(float(value) for value in powers @ weights)


def modification_scores(raw: Sequence[float], lengths: Sequence[int]) -> tuple[float, ...]:
    """Brown and Tucker's score: what of the raw score the length does not explain."""
    return tuple(a - b for a, b in zip(raw, expected_from_length(raw, lengths), strict=True))


def _grams(sentence: Words, length: int) -> list[tuple[str, ...]]:
    return [tuple(sentence[at : at + length]) for at in range(len(sentence) - length + 1)]


def boilerplate(
    documents: Sequence[CutSentences], *, least: float = 0.60, most: float = 0.80, length: int = 4
) -> tuple[float, ...]:
    """For each document the share of its words in sentences that hold a boilerplate tetragram.

    That is a run of four words inside a sentence found in at least `least` and at most `most` of the documents; above
    `most` it is regulation or grammar. Counted in documents, not in occurrences. Replications use 0.30 and 0.75.
    """
    grams = [{gram for sentence in document for gram in _grams(sentence, length)} for document in documents]
    counts = Counter(chain.from_iterable(grams))
    low, high = least * len(documents), most * len(documents)
    common = {gram for gram, count in counts.items() if low <= count <= high}
    return tuple(_flagged(document, common, length) for document in documents)


def stickiness(old: CutSentences, new: CutSentences, *, length: int = 8) -> float:
    """Share of the new document's words in sentences that hold a run of eight words of the old one."""
    known = {gram for sentence in old for gram in _grams(sentence, length)}
    return _flagged(new, known, length)


def _flagged(document: CutSentences, grams: set[tuple[str, ...]], length: int) -> float:
    total = sum(len(sentence) for sentence in document)
    flagged = sum(len(s) for s in document if any(gram in grams for gram in _grams(s, length)))
    return flagged / total if total else 0.0


def repetition(document: CutSentences, *, length: int = 10) -> float:
    """Share of a document's runs of ten words that stand in it more than once."""
    counts = Counter(gram for sentence in document for gram in _grams(sentence, length))
    total = sum(counts.values())
    return sum(count for count in counts.values() if count > 1) / total if total else 0.0


LEAST_PAIRS = 12
"""Pairs below which no length expectation is fitted: its polynomial has six terms, and would follow every point."""


def series_measures(editions: Sequence[Edition]) -> tuple[Mapping[str, float], ...]:
    """For each pair of neighbours its measures by name; `modification_score` is left out below `LEAST_PAIRS` pairs."""
    documents: list[CutSentences] = [words_of(edition) for edition in editions]
    flat = [list(chain.from_iterable(document)) for document in documents]
    frequencies, many = document_shares(flat)
    raw = [modification(old, new, frequencies, many) for old, new in pairwise(flat)]
    rescaled = simple_rescaled([simple_change(old, new) for old, new in pairwise(flat)])
    common = boilerplate(documents)[1:]
    scores = modification_scores(raw, [len(words) for words in flat[1:]]) if len(raw) >= LEAST_PAIRS else ()
    return tuple(
        {
            **asdict(measures_of(old, new)),
            "simple_rescaled": rescaled[place],
            "modification": raw[place],
            **({"modification_score": scores[place]} if scores else {}),
            "boilerplate": common[place],
        }
        for place, (old, new) in enumerate(pairwise(documents))
    )
