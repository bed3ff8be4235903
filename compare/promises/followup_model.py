"""The fitted numbers of the model of follow-ups, `followups.json` (see docs/model.md)."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FollowUpModel:
    """A logistic regression: name, mean, spread and weight of each feature, clipped at `clip` spreads.

    `first` is the probability from which two sentences pair that are both free, `second` from which one free one joins.
    """

    id: str
    fitted_on: str
    clip: float
    intercept: float
    first: float
    second: float
    features: tuple[tuple[str, float, float, float], ...]


@cache
def followup_model() -> FollowUpModel:
    """The shipped numbers, read once."""
    fields = json.loads((Path(__file__).parent / "followups.json").read_bytes())
    features = tuple((name, mean, spread, weight) for name, mean, spread, weight in fields.pop("features"))
    return FollowUpModel(**fields, features=features)
