"""Takes two Editions and what a person decided, gives their Alignment: section links and sentence links.

Certain things first, the costly search next: equal texts, equal skeletons, then a score over candidates, and moves as
the links that leave the heaviest increasing run.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Indel

from compare.align.certain import certain
from compare.align.features import Table, table
from compare.align.model import probability
from compare.align.sections import chapters, link_sections
from compare.align.sides import Side, side
from compare.matching import Floats, components, greedy, heaviest_run
from compare.model import Alignment, Anchors, Edition, Link, SectionLink
from compare.settings import Settings

__all__ = ["align"]

UNDECIDED = Anchors()
"""What a person decided where nobody decided anything."""

Pair = tuple[int, int]
Told = dict[Pair, tuple[str, float]]
"""What was decided of each linked pair: the pass that said so, and its probability."""


def align(old: Edition, new: Edition, *, settings: Settings, anchors: Anchors = UNDECIDED) -> Alignment:
    """Link the sections and sentences of two editions; every sentence is in exactly one link."""
    one, other = side(old), side(new)
    told = _forced(anchors)
    taken_old = frozenset(i for i, _ in told) | frozenset(anchors.lone_old)
    taken_new = frozenset(j for _, j in told) | frozenset(anchors.lone_new)
    forbidden = frozenset(anchors.forbid)
    for pair, name in certain(one, other, taken_old, taken_new):
        if pair not in forbidden:
            told[pair] = (name, 1.0)
    scored, chances = _scored(one, other, told, anchors)
    for i, j in greedy(
        scored.rows,
        scored.columns,
        chances,
        pair=settings.link_pair,
        join=settings.link_join,
        largest=settings.link_most,
    ):
        place = np.nonzero((scored.rows == i) & (scored.columns == j))[0][0]
        told[i, j] = ("score", float(chances[place]))
    soft = _soft(one, other, told, scored, chances)
    return Alignment(_sections(one, other, soft, settings), _links(one, other, told))


def _forced(anchors: Anchors) -> Told:
    return {(i, j): ("anchor", 1.0) for olds, news in anchors.force for i in olds for j in news}


def _scored(old: Side, new: Side, told: Told, anchors: Anchors) -> tuple[Table, Floats]:
    free_old = np.array([role != "furniture" for role in old.role])
    free_new = np.array([role != "furniture" for role in new.role])
    free_old[[*(i for i, _ in told), *anchors.lone_old]] = False
    free_new[[*(j for _, j in told), *anchors.lone_new]] = False
    found = table(old, new, free_old, free_new)
    chances = probability(found.features)
    barred = frozenset(anchors.forbid)
    if barred:
        pairs = zip(found.rows.tolist(), found.columns.tolist(), strict=True)
        chances = np.where([pair in barred for pair in pairs], 0.0, chances)
    return found, chances


def _soft(old: Side, new: Side, told: Told, scored: Table, chances: Floats) -> Floats:
    soft = np.zeros((len(old), len(new)))
    soft[scored.rows, scored.columns] = chances
    for i, j in told:
        soft[i, j] = 1.0
    return soft


def _sections(old: Side, new: Side, soft: Floats, settings: Settings) -> tuple[SectionLink, ...]:
    one, other = (chapters(s.edition.sections, len(s), s.edition.language) for s in (old, new))
    return link_sections(one, other, soft, settings=settings)


def _links(old: Side, new: Side, told: Told) -> tuple[Link, ...]:
    """The links of told pairs and of lone sentences, in order of the new edition, then of the old."""
    links = []
    for olds, news in components(told):
        passes = [told[i, j] for i in olds for j in news if (i, j) in told]
        why, _ = min(passes, key=lambda one: one[1])
        chance = sum(one[1] for one in passes) / len(passes)
        links.append(Link(olds, news, _score(old, new, olds, news), round(chance, 3), why))
    links = _moves(sorted(links, key=lambda link: (link.new, link.old)), new)
    used_old, used_new = {i for link in links for i in link.old}, {j for link in links for j in link.new}
    links += [Link((i,), (), 0.0, 1.0, "lone") for i in range(len(old)) if i not in used_old]
    links += [Link((), (j,), 0.0, 1.0, "lone") for j in range(len(new)) if j not in used_new]
    return tuple(links)


def _score(old: Side, new: Side, olds: Sequence[int], news: Sequence[int]) -> float:
    one, other = "".join(old.skeletons[i] for i in olds), "".join(new.skeletons[j] for j in news)
    return round(Indel.normalized_similarity(one, other), 3)


def _moves(links: Sequence[Link], new: Side) -> list[Link]:
    """The same links; moved are those outside the heaviest increasing run."""
    weights = [float(sum(len(new.skeletons[j]) for j in link.new)) for link in links]
    steady = heaviest_run([link.old[0] for link in links], weights)
    return [replace(link, moved=place not in steady) for place, link in enumerate(links)]
