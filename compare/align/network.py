"""A fitted model at work: takes features of candidate pairs, gives a probability for each. Plain numbers only.

A model adds up centred, scaled and clipped features, and hidden units that each bend such a sum: a network of one layer,
with direct weights beside it. Without units it is a logistic regression. It is asked twice, as the editions stand and with
old and new changed about, and answers with the mean of both log-odds: links do not depend on which edition is older.
The fitted numbers are `links.json` (see docs/model.md).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from compare.matching import Floats

_TURNED = {"row": "column", "column": "row", "old": "new", "new": "old"}
"""What the words of a feature's name become when the editions change places."""


@dataclass(frozen=True, slots=True)
class Model:
    """`features` holds name, mean, deviation and weight of each; `units` a bias, the unit's own weight and one for each feature."""

    clip: float
    intercept: float
    features: tuple[tuple[str, float, float, float], ...]
    units: tuple[tuple[float, float, tuple[float, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class LinkModels:
    """The three models of a language: the sieve, the first opinion, the second."""

    sieve: Model
    first: Model
    second: Model

    def __iter__(self) -> Iterator[Model]:
        return iter((self.sieve, self.first, self.second))


@dataclass(frozen=True, slots=True)
class ShippedModels:
    """What `links.json` holds: the models of each language, their id, and what they were fitted on."""

    id: str
    fitted_on: str
    languages: dict[str, LinkModels]


@cache
def shipped() -> ShippedModels:
    """The fitted numbers, read once."""
    document = json.loads((Path(__file__).parent / "links.json").read_bytes())
    languages = {
        language: LinkModels(*(_model(models[name]) for name in ("sieve", "first", "second")))
        for language, models in document["languages"].items()
    }
    return ShippedModels(document["id"], document["fitted_on"], languages)


def _model(fields: Mapping[str, Any]) -> Model:
    return Model(
        fields["clip"],
        fields["intercept"],
        tuple((name, mean, deviation, weight) for name, mean, deviation, weight in fields["features"]),
        tuple((bias, weight, tuple(into)) for bias, weight, into in fields["units"]),
    )


def names(model: Model) -> Sequence[str]:
    """The features the model asks for."""
    return [name for name, *_ in model.features]


def mirror(name: str) -> str:
    """The feature's name when the editions change places."""
    return " ".join(_TURNED.get(word, word) for word in name.split())


def probability(model: Model, table: Mapping[str, Floats]) -> Floats:
    """The probability that each candidate is a link."""
    bias, weight, into = _hidden(model)
    scaled = _standard(model, table)
    both = [
        inputs @ _plain(model) + np.tanh(inputs @ into + bias) @ weight
        for inputs in (scaled, scaled[:, _turned(model)])
    ]
    odds = model.intercept + np.mean(both, axis=0)
    chance: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return chance


def contributions(model: Model, table: Mapping[str, Floats]) -> dict[str, Floats]:
    """What each feature adds to the log-odds of each candidate, beside those of a pair with the mean of every feature.

    A unit's part is shared out by what the features add to its sum: the integrated gradients from the mean
    (Sundararajan, Taly & Yan 2017), which for a bent sum are its secant times the addends.
    """
    scaled, turned = _standard(model, table), _turned(model)
    parts = (_parts(model, scaled) + _parts(model, scaled[:, turned])[:, turned]) / 2
    return dict(zip(names(model), parts.T, strict=True))


def _parts(model: Model, scaled: Floats) -> Floats:
    bias, weight, into = _hidden(model)
    bent = scaled @ into
    flat = np.abs(bent) < 1e-6
    secant = (np.tanh(bent + bias) - np.tanh(bias)) / np.where(flat, 1.0, bent)
    slope = np.where(flat, 1 - np.tanh(bias) ** 2, secant) * weight
    parts: Floats = scaled * (_plain(model) + slope @ into.T)
    return parts


def _turned(model: Model) -> list[int]:
    """For each feature the place of its mirror image."""
    places = {name: place for place, name in enumerate(names(model))}
    return [places[mirror(name)] for name in names(model)]


def _standard(model: Model, table: Mapping[str, Floats]) -> Floats:
    """The model's features, centred, scaled and clipped: a row a candidate."""
    means, spreads = (np.array([row[at] for row in model.features]) for at in (1, 2))
    raw = np.column_stack([table[name] for name in names(model)])
    scaled: Floats = np.clip((raw - means) / spreads, -model.clip, model.clip)
    return scaled


def _plain(model: Model) -> Floats:
    return np.array([weight for *_, weight in model.features])


def _hidden(model: Model) -> tuple[Floats, Floats, Floats]:
    """Bias and say of each unit, and the weights into them: a row a feature."""
    bias, weight = (np.array([unit[at] for unit in model.units], dtype=np.float64) for at in (0, 1))
    into = np.array([weights for *_, weights in model.units], dtype=np.float64)
    return bias, weight, into.reshape(len(model.units), len(model.features)).T
