"""The published measures over a sample: takes the editions of a series in order, gives the measures of each pair.

Some measures know the whole sample, not the pair alone: how rare a word is (Brown and Tucker), what is boilerplate
(Lang and Stice-Lawrence), between which extremes a change is re-scaled (Lazy Prices). Here the series is the sample.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import chain, pairwise

from compare.model import Edition
from compare.reuse.measures import (
    Sentences,
    boilerplate,
    document_shares,
    measures_of,
    modification,
    modification_scores,
    simple_change,
    simple_rescaled,
    words_of,
)

LEAST_PAIRS = 12
"""Pairs below which no length expectation is fitted: its polynomial has six terms, and would follow every point."""


def series_measures(editions: Sequence[Edition]) -> tuple[Mapping[str, float], ...]:
    """For each pair of neighbours its measures by name; `modification_score` is left out below `LEAST_PAIRS` pairs."""
    documents: list[Sentences] = [words_of(edition) for edition in editions]
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
