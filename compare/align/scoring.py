"""The scored pass: takes two Sides and what is settled, gives the candidates with their probabilities.

Three fitted models, each on what the one before left: a sieve over cheap features, a first opinion over the text and
its context, a second one that has seen the first of all other pairs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.align import weights
from compare.align.common import Common
from compare.align.context_features import CARRIED, opinion, second_table
from compare.align.network import Model, Models, probability
from compare.align.sections import Chapters
from compare.align.text_features import Mask, Table, candidates, overlap, with_letters
from compare.align.types import Side
from compare.matching import Floats
from compare.settings import Settings

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The candidates of a pair under the features of both models, and what the second says of them."""

    first: Table
    second: Table
    chances: Floats


def scored(
    old: Side,
    new: Side,
    free: tuple[Mask, Mask],
    certain: Sequence[Pair],
    chapters: tuple[Chapters, Chapters],
    *,
    settings: Settings,
) -> Scored:
    """The candidates among free sentences; `certain` are the pairs that are settled already."""
    models = weights.LANGUAGES[old.edition.language]
    first = first_table(old, new, free, models, settings=settings)
    chances = probability(models.first, first.features)
    second = second_table(first, opinion(first, chances, certain), old, new, chapters)
    return Scored(first, second, probability(models.second, second.features))


def first_table(old: Side, new: Side, free: tuple[Mask, Mask], models: Models, *, settings: Settings) -> Table:
    """The candidates that pass the sieve, with every feature of the first model."""
    if not free[0].any() or not free[1].any():
        nothing = np.zeros(0, dtype=np.int64)
        empty = dict.fromkeys([*CARRIED, *(name for name, *_ in models.first.features)], np.zeros(0))
        return Table(nothing, nothing, empty, Common(nothing, nothing, np.zeros(0)))
    seen = overlap(old, new, *free)
    most, tied = settings.candidate_most, settings.candidate_tied
    wide = candidates(old, new, seen, floor=settings.candidate_floor, most=most, tied=tied)
    passed = sifted(models.sieve, wide, settings)
    return with_letters(wide.kept(passed), old, new, longest=settings.letters_longest)


def sifted(sieve: Model, wide: Table, settings: Settings) -> Mask:
    """The candidates that the sieve lets through: all where they are few."""
    if len(wide.rows) <= settings.sieve_from:
        return np.ones(len(wide.rows), dtype=bool)
    return np.asarray(probability(sieve, wide.features) >= settings.sieve_least)
