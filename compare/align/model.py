"""A fitted model at work: takes a feature table, gives a probability for each candidate pair. Plain numbers only.

A model is a logistic regression over centred, scaled and clipped features and over products of some of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compare.matching import Floats


@dataclass(frozen=True, slots=True)
class Model:
    """`features` holds name, mean, deviation and weight of each; `products` two names and a weight."""

    clip: float
    intercept: float
    features: tuple[tuple[str, float, float, float], ...]
    products: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Models:
    """The three models of a language: the sieve, the first opinion, the second."""

    sieve: Model
    first: Model
    second: Model

    def __iter__(self) -> Iterator[Model]:
        return iter((self.sieve, self.first, self.second))


def standard(model: Model, table: Mapping[str, Floats]) -> dict[str, Floats]:
    """The model's features, centred, scaled and clipped."""
    return {
        name: np.clip((table[name] - mean) / spread, -model.clip, model.clip)
        for name, mean, spread, _ in model.features
    }


def logit(model: Model, table: Mapping[str, Floats]) -> Floats:
    """The log-odds of each candidate."""
    scaled = standard(model, table)
    total = np.full(len(next(iter(scaled.values()))), model.intercept)
    for name, _, _, weight in model.features:
        total += weight * scaled[name]
    for one, other, weight in model.products:
        total += weight * scaled[one] * scaled[other]
    return total


def probability(model: Model, table: Mapping[str, Floats]) -> Floats:
    """The probability that each candidate is a link."""
    chance: Floats = 1 / (1 + np.exp(-np.clip(logit(model, table), -30, 30)))
    return chance


def contributions(model: Model, table: Mapping[str, Floats]) -> dict[str, Floats]:
    """What each feature adds to the log-odds of each candidate; a product counts half for either of its features."""
    scaled = standard(model, table)
    added = {name: weight * scaled[name] for name, _, _, weight in model.features}
    for one, other, weight in model.products:
        part = weight * scaled[one] * scaled[other] / 2
        added[one] = added[one] + part
        added[other] = added[other] + part
    return added


def names(model: Model) -> Sequence[str]:
    """The features the model asks for."""
    return [name for name, *_ in model.features]
