"""What spoke for each link: takes two editions and their links, gives the evidence in words a person knows.

The linker is asked again, with the same anchors, and each feature's part in the log-odds is told by the group it stands
in. The first opinion is a feature of the second model: in its place stand the features it was made of, at its slope.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from compare.align import UNDECIDED, ScoredCandidates, free, score_candidates, sections_of, settled
from compare.align.network import contributions, shipped
from compare.align.types import sentence_table
from compare.matching import Floats
from compare.model import Anchors, Change, Edition, Evidence, EvidenceName
from compare.settings import Settings

_OPINION = "first opinion"
_LEAST = 0.05
_GROUPS: Mapping[EvidenceName, frozenset[str]] = {
    "rare words": frozenset({"rarest", "sole", "shared mass"}),
    "place": frozenset({"place in section"}),
    "part": frozenset({"part", "scope"}),
    "form": frozenset({"both headings", "same level", "one heading"}),
    "length": frozenset({"length"}),
    "surroundings": frozenset({"after", "far", "under"}),
}
_MARKS: Mapping[str, EvidenceName] = {
    "margin": "no rival",
    "rival": "no rival",
    "odds": "no rival",
    "sum": "no rival",
    "contested": "no rival",
    "neighbours": "neighbours",
    "crossing": "neighbours",
    "run": "neighbours",
    "gap": "neighbours",
    "beside": "neighbours",
    "section": "sections",
    "headed": "sections",
}
"""What a feature's name says of its group, where it stands in none of those above; the last that fits counts."""


def group_of(feature: str) -> EvidenceName:
    """The group a feature of either model speaks for; what compares the words themselves is wording."""
    for name, features in _GROUPS.items():
        if feature in features:
            return name
    marked = [name for word, name in _MARKS.items() if word in feature]
    return marked[-1] if marked else "wording"


def evidence(
    old: Edition, new: Edition, changes: Sequence[Change], *, settings: Settings, anchors: Anchors = UNDECIDED
) -> list[tuple[Evidence, ...]]:
    """For each change the evidence for its link, heaviest first; none where nothing was weighed."""
    old_table, new_table = sentence_table(old), sentence_table(new)
    decisions = settled(old_table, new_table, anchors)
    candidates = score_candidates(
        old_table,
        new_table,
        free(old_table, new_table, decisions, anchors),
        sorted(decisions),
        (sections_of(old_table), sections_of(new_table)),
        settings=settings,
    )
    parts = _parts(candidates, old.language)
    places = {
        pair: at
        for at, pair in enumerate(zip(candidates.second.rows.tolist(), candidates.second.columns.tolist(), strict=True))
    }
    return [_heaviest(parts, [places[i, j] for i in c.old for j in c.new if (i, j) in places], c.why) for c in changes]


def _parts(scored: ScoredCandidates, language: str) -> dict[EvidenceName, Floats]:
    """What each group adds to the log-odds of each candidate."""
    models = shipped().languages[language]
    first = contributions(models.first, scored.first.features)
    second = contributions(models.second, scored.second.features)
    whole = np.sum(list(first.values()), axis=0)
    # What the first opinion adds is handed on to what made it, in proportion.
    weight = second.pop(_OPINION) / np.where(np.abs(whole) < _LEAST, np.inf, whole)
    parts: dict[EvidenceName, Floats] = {}
    for name, values in (*((name, weight * values) for name, values in first.items()), *second.items()):
        parts[group_of(name)] = parts.get(group_of(name), np.zeros(len(values))) + values
    return parts


def _heaviest(parts: Mapping[EvidenceName, Floats], places: Sequence[int], why: str) -> tuple[Evidence, ...]:
    if why != "score" or not places:
        return ()
    means = {name: float(values[places].mean()) for name, values in parts.items()}
    heaviest = sorted(means.items(), key=lambda part: -abs(part[1]))
    return tuple(Evidence(name, round(odds, 2)) for name, odds in heaviest if abs(odds) >= _LEAST)
