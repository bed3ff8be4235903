"""Takes two Editions and what a person decided, gives their Alignment: section links and sentence links.

Certain things first, the costly search next, tidy last; each link tells the pass that made it:

- anchor: a person decided;
- exact, skeleton: equal texts, or equal but for figures, dates, meetings and masks;
- score: a fitted model over candidates, chosen greedily, each sentence once or as a member of a split or merge;
- section: headings of sections that answer to each other, though their words do not;
- lone: nothing answers.

Moved are the links outside the heaviest increasing run.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Indel

from compare.align.exact import certain, copies
from compare.align.scoring import Scored, scored
from compare.align.sections import Chapters, chapters, link_sections
from compare.align.types import Side, side
from compare.matching import Bars, Floats, components, greedy, heaviest_run
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
    told = settled(one, other, anchors)
    heads = rooms(one), rooms(other)
    found = scored(one, other, free(one, other, told, anchors), sorted(told), heads, settings=settings)
    sections, told = decided(one, other, told, found, settings=settings, anchors=anchors)
    return Alignment(sections, _links(one, other, told))


def decided(
    old: Side, new: Side, told: Told, found: Scored, *, settings: Settings, anchors: Anchors = UNDECIDED
) -> tuple[tuple[SectionLink, ...], Told]:
    """The section links, and the settled pairs with all that are chosen among the scored ones."""
    soft = _soft(old, new, told, found)
    told = told | _chosen(found, anchors, bars(new, settings))
    told = told | _copies(old, new, told, found, anchors)
    lengths = sizes(old), sizes(new)
    sections = link_sections(rooms(old), rooms(new), soft, sorted(told), lengths, settings=settings)
    return sections, told | _headings(old, new, told, sections, anchors, settings)


def bars(new: Side, settings: Settings) -> Bars:
    """How likely a pair must be to be linked."""
    join = settings.link_join_words if new.edition.language == "en" else settings.link_join
    return Bars(settings.link_pair, join, settings.link_clear, settings.link_most)


def settled(old: Side, new: Side, anchors: Anchors) -> Told:
    """The pairs that need no search: what a person decided, and equal texts."""
    told = {(i, j): ("anchor", 1.0) for olds, news in anchors.force for i in olds for j in news}
    taken_old = frozenset(i for i, _ in told) | frozenset(anchors.lone_old)
    taken_new = frozenset(j for _, j in told) | frozenset(anchors.lone_new)
    forbidden = frozenset(anchors.forbid)
    equal = certain(old, new, taken_old, taken_new)
    return told | {pair: (name, 1.0) for pair, name in equal if pair not in forbidden}


def free(old: Side, new: Side, told: Told, anchors: Anchors) -> tuple[np.ndarray, np.ndarray]:
    """The sentences that are still to be linked; the page's furniture is not."""
    masks = [np.array([role != "furniture" for role in one.role], dtype=bool) for one in (old, new)]
    masks[0][[*(i for i, _ in told), *anchors.lone_old]] = False
    masks[1][[*(j for _, j in told), *anchors.lone_new]] = False
    return masks[0], masks[1]


def rooms(one: Side) -> Chapters:
    """The sections of a side."""
    return chapters(one.edition.sections, len(one), one.edition.language)


def sizes(one: Side) -> Floats:
    """The characters of the sentences of a side."""
    return np.array([len(text) + 1.0 for text in one.skeletons])


def _chosen(found: Scored, anchors: Anchors, least: Bars) -> Told:
    forbidden = frozenset(anchors.forbid)
    pairs = zip(found.second.rows.tolist(), found.second.columns.tolist(), strict=True)
    chances = {
        pair: chance for pair, chance in zip(pairs, found.chances.tolist(), strict=True) if pair not in forbidden
    }
    rows, columns = (np.array([pair[side] for pair in chances], dtype=np.int64) for side in (0, 1))
    chosen = greedy(rows, columns, np.array(list(chances.values())), least)
    return {pair: ("score", chances[pair]) for pair in chosen}


def _copies(old: Side, new: Side, told: Told, found: Scored, anchors: Anchors) -> Told:
    """Equal texts that nothing claimed, because one side holds more of them: nobody should read them as gone and new."""
    taken_old, taken_new = (frozenset(np.flatnonzero(~mask).tolist()) for mask in free(old, new, told, anchors))
    falling = np.argsort(-found.chances, kind="stable")
    likely = zip(found.second.rows[falling].tolist(), found.second.columns[falling].tolist(), strict=True)
    forbidden = frozenset(anchors.forbid)
    equal = copies(old, new, taken_old, taken_new, [pair for pair in likely if pair not in forbidden])
    return {pair: ("exact", 1.0) for pair in equal if pair not in forbidden}


def _headings(
    old: Side, new: Side, told: Told, sections: Sequence[SectionLink], anchors: Anchors, settings: Settings
) -> Told:
    """The headings of sections that answer to each other, where neither is linked to anything."""
    masks = free(old, new, told, anchors)
    heads = [_heading_places(side.edition, mask) for side, mask in zip((old, new), masks, strict=True)]
    sure = [one for one in sections if one.kind in ("same", "renamed") and one.score >= settings.heading_pair]
    both = [
        (heads[0][one.old[0]], heads[1][one.new[0]])
        for one in sure
        if one.old[0] in heads[0] and one.new[0] in heads[1]
    ]
    return {pair: ("section", settings.heading_sure) for pair in both if pair not in anchors.forbid}


def _heading_places(edition: Edition, mask: np.ndarray) -> dict[str, int]:
    """For each section the sentence that is its heading and nothing more, where it is still to be linked."""
    headed = [(section.id, section.first, section.heading) for section in edition.sections if section.heading]
    return {
        identity: first
        for identity, first, (_, end) in headed
        if first < len(mask) and mask[first] and edition.sentences[first].span[1] <= end + 1
    }


def _soft(old: Side, new: Side, told: Told, found: Scored) -> Floats:
    """How likely each pair says the same: what sections are linked by."""
    soft = np.zeros((len(old), len(new)))
    soft[found.second.rows, found.second.columns] = found.chances
    for i, j in told:
        soft[i, j] = 1.0
    return soft


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
