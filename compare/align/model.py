"""The scored pass's model: takes a feature table, gives a probability for each candidate pair. Plain numbers only."""

from collections.abc import Mapping

import numpy as np

from compare.align import weights
from compare.matching import Floats


def standard(features: Mapping[str, Floats]) -> Floats:
    """The features in the model's order, centred, scaled and clipped: one row a candidate."""
    columns = [
        np.clip((features[name] - mean) / spread, -weights.CLIP, weights.CLIP)
        for name, mean, spread, _ in weights.FEATURES
    ]
    return np.column_stack(columns)


def contributions(features: Mapping[str, Floats]) -> Floats:
    """What each feature adds to the log-odds of each candidate, in the model's order."""
    added: Floats = standard(features) * np.array([weight for _, _, _, weight in weights.FEATURES])
    return added


def probability(features: Mapping[str, Floats]) -> Floats:
    """The probability that each candidate is a link."""
    logit = contributions(features).sum(axis=1) + weights.INTERCEPT
    chance: Floats = 1 / (1 + np.exp(-logit))
    return chance
