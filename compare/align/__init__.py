"""Takes two Editions and what a person decided, gives their Alignment: section links and sentence links.

Certain things first, the costly search next, tidy last; each link tells the pass that made it:

- anchor: a person decided;
- exact, skeleton: equal texts, or equal but for figures, dates, meetings and masks;
- score: a fitted model over candidates, chosen greedily, each sentence once or as a member of a split or merge;
- section: headings of sections that answer to each other, though their words do not;
- lone: nothing answers.

Moved are the links outside the heaviest increasing run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import Indel

from compare.align.context_features import CARRIED, first_opinion, second_candidates
from compare.align.exact import STOPS, Barred, copies, equal_pairs, in_barred, rolled
from compare.align.grams import SharedGrams
from compare.align.network import LinkModels, Model, probability, shipped
from compare.align.overlap import Mask
from compare.align.sections import SectionTable, link_sections, section_table
from compare.align.text_features import Candidates, candidates, with_letters
from compare.align.types import SentenceTable, sentence_table
from compare.matching import Bars, Floats, Pair, components, greedy, heaviest_run
from compare.model import Alignment, Anchors, Edition, Link, SectionLink
from compare.settings import Settings

__all__ = ["align"]

UNDECIDED = Anchors()
"""What a person decided where nobody decided anything."""

Decisions = dict[Pair, tuple[str, float]]
"""What was decided of each linked pair: the pass that said so, and its probability."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoredCandidates:
    """The candidates of a pair under the features of both models, and what the second says of them."""

    first: Candidates
    second: Candidates
    chances: Floats


def align(old: Edition, new: Edition, *, settings: Settings, anchors: Anchors = UNDECIDED) -> Alignment:
    """Link the sections and sentences of two editions; every sentence is in exactly one link."""
    old_table, new_table = sentence_table(old), sentence_table(new)
    decisions = settled(old_table, new_table, anchors)
    heads = sections_of(old_table), sections_of(new_table)
    scored = score_candidates(
        old_table,
        new_table,
        free(old_table, new_table, decisions, anchors),
        sorted(decisions),
        heads,
        settings=settings,
    )
    sections, decisions = decided(old_table, new_table, decisions, scored, settings=settings, anchors=anchors)
    return Alignment(sections, _links(old_table, new_table, decisions))


def decided(
    old: SentenceTable,
    new: SentenceTable,
    decisions: Decisions,
    scored: ScoredCandidates,
    *,
    settings: Settings,
    anchors: Anchors = UNDECIDED,
) -> tuple[tuple[SectionLink, ...], Decisions]:
    """The section links, and the settled pairs with all that are chosen among the scored ones."""
    soft = first_opinion(scored.second, scored.chances, sorted(decisions))
    barred = rolled(old, new, decisions)
    decisions = decisions | _chosen(old, new, scored, anchors, barred, settings)
    decisions = decisions | _copies(old, new, decisions, scored, anchors)
    lengths = sizes(old), sizes(new)
    sections = link_sections(
        sections_of(old), sections_of(new), soft, sorted(decisions), lengths, barred=barred, settings=settings
    )
    return sections, decisions | _headings(old, new, decisions, sections, anchors, settings)


def score_candidates(
    old: SentenceTable,
    new: SentenceTable,
    free: tuple[Mask, Mask],
    certain: Sequence[Pair],
    sections: tuple[SectionTable, SectionTable],
    *,
    settings: Settings,
) -> ScoredCandidates:
    """The candidates among free sentences; `certain` are the pairs that are settled already."""
    models = shipped().languages[old.edition.language]
    first = first_candidates(old, new, free, models, settings=settings)
    chances = probability(models.first, first.features)
    second = second_candidates(first, first_opinion(first, chances, certain), old, new, sections)
    return ScoredCandidates(first, second, probability(models.second, second.features))


def first_candidates(
    old: SentenceTable, new: SentenceTable, free: tuple[Mask, Mask], models: LinkModels, *, settings: Settings
) -> Candidates:
    """The candidates that pass the sieve, with every feature of the first model."""
    if not free[0].any() or not free[1].any():
        nothing = np.zeros(0, dtype=np.int64)
        empty = dict.fromkeys([*CARRIED, *(name for name, *_ in models.first.features)], np.zeros(0))
        return Candidates(nothing, nothing, empty, SharedGrams(nothing, nothing, np.zeros(0)))
    most, tied = settings.candidate_most, settings.candidate_tied
    wide = candidates(old, new, free, floor=settings.candidate_floor, most=most, tied=tied)
    passed = sifted(models.sieve, wide, settings)
    return with_letters(wide.kept(passed), old, new, longest=settings.letters_longest)


def sifted(sieve: Model, wide: Candidates, settings: Settings) -> Mask:
    """The candidates that the sieve lets through: all where they are few."""
    if len(wide.rows) <= settings.sieve_from:
        return np.ones(len(wide.rows), dtype=bool)
    return np.asarray(probability(sieve, wide.features) >= settings.sieve_least)


def bars(new: SentenceTable, settings: Settings) -> Bars:
    """How likely a pair must be to be linked."""
    join = settings.link_join_words if new.edition.language == "en" else settings.link_join
    return Bars(settings.link_pair, join, settings.link_clear, settings.link_most)


def settled(old: SentenceTable, new: SentenceTable, anchors: Anchors) -> Decisions:
    """The pairs that need no search: what a person decided, and equal texts."""
    decisions = {(i, j): ("anchor", 1.0) for olds, news in anchors.force for i in olds for j in news}
    taken_old = frozenset(i for i, _ in decisions) | frozenset(anchors.lone_old)
    taken_new = frozenset(j for _, j in decisions) | frozenset(anchors.lone_new)
    forbidden = frozenset(anchors.forbid)
    equal = equal_pairs(old, new, taken_old, taken_new)
    return decisions | {pair: (name, 1.0) for pair, name in equal if pair not in forbidden}


def free(
    old: SentenceTable, new: SentenceTable, decisions: Decisions, anchors: Anchors
) -> tuple[np.ndarray, np.ndarray]:
    """The sentences that are still to be linked; the page's furniture is not."""
    masks = [np.array([role != "furniture" for role in table.role], dtype=bool) for table in (old, new)]
    masks[0][[*(i for i, _ in decisions), *anchors.lone_old]] = False
    masks[1][[*(j for _, j in decisions), *anchors.lone_new]] = False
    return masks[0], masks[1]


def sections_of(table: SentenceTable) -> SectionTable:
    """The sections of a side."""
    return section_table(table.edition.sections, len(table), table.edition.language)


def sizes(table: SentenceTable) -> Floats:
    """The characters of the sentences of a side."""
    return np.array([len(text) + 1.0 for text in table.skeletons])


def _chosen(
    old: SentenceTable,
    new: SentenceTable,
    scored: ScoredCandidates,
    anchors: Anchors,
    barred: Barred,
    settings: Settings,
) -> Decisions:
    forbidden = frozenset(anchors.forbid)
    rows, columns = scored.second.rows, scored.second.columns
    ratio = scored.first.features["ratio"].tolist()
    chances = {
        pair: chance
        for pair, chance, alike in zip(
            zip(rows.tolist(), columns.tolist(), strict=True), scored.chances.tolist(), ratio, strict=True
        )
        if pair not in forbidden
        and not in_barred(barred, *pair)
        and not _is_other_name(old, new, pair, alike, settings)
    }
    rows, columns = (np.array([pair[at] for pair in chances], dtype=np.int64) for at in (0, 1))
    chosen = greedy(rows, columns, np.array(list(chances.values())), bars(new, settings))
    return {pair: ("score", chances[pair]) for pair in _without_copies(old, new, chosen, chances)}


def _is_other_name(old: SentenceTable, new: SentenceTable, pair: Pair, alike: float, settings: Settings) -> bool:
    """Whether two short list items are two names: they share some characters and say nothing of each other."""
    if alike >= settings.name_ratio or old.head[pair[0]] or new.head[pair[1]]:
        return False
    texts = old.edition.piece(pair[0]), new.edition.piece(pair[1])
    sizes = [
        len(table.keys[at].split()) if table.edition.language == "en" else len(table.keys[at])
        for table, at in zip((old, new), pair, strict=True)
    ]
    most = settings.name_words if new.edition.language == "en" else settings.name_characters
    return max(sizes) <= most and not any(text.rstrip().endswith(STOPS) for text in texts)


def _without_copies(
    old: SentenceTable, new: SentenceTable, chosen: Sequence[Pair], chances: Mapping[Pair, float]
) -> list[Pair]:
    """The pairs without further members that only repeat another one of their group: a copy is no piece of a split."""
    best: dict[tuple[int, int, int], Pair] = {}
    for pair in sorted(chosen, key=lambda pair: -chances[pair]):
        best.setdefault((0, pair[0], int(new.kind[pair[1]])), pair)
        best.setdefault((1, pair[1], int(old.kind[pair[0]])), pair)
    return [
        pair
        for pair in chosen
        if best[0, pair[0], int(new.kind[pair[1]])] == pair and best[1, pair[1], int(old.kind[pair[0]])] == pair
    ]


def _copies(
    old: SentenceTable, new: SentenceTable, decisions: Decisions, scored: ScoredCandidates, anchors: Anchors
) -> Decisions:
    """Equal texts that nothing claimed, because one side holds more of them: nobody should read them as gone and new."""
    taken_old, taken_new = (frozenset(np.flatnonzero(~mask).tolist()) for mask in free(old, new, decisions, anchors))
    falling = np.argsort(-scored.chances, kind="stable")
    likely = zip(scored.second.rows[falling].tolist(), scored.second.columns[falling].tolist(), strict=True)
    forbidden = frozenset(anchors.forbid)
    equal = copies(old, new, taken_old, taken_new, [pair for pair in likely if pair not in forbidden])
    return {pair: ("exact", 1.0) for pair in equal if pair not in forbidden}


def _headings(
    old: SentenceTable,
    new: SentenceTable,
    decisions: Decisions,
    sections: Sequence[SectionLink],
    anchors: Anchors,
    settings: Settings,
) -> Decisions:
    """The headings of sections that answer to each other, where neither is linked to anything."""
    masks = free(old, new, decisions, anchors)
    heads = [_heading_places(table.edition, mask) for table, mask in zip((old, new), masks, strict=True)]
    sure = [link for link in sections if link.kind in ("same", "renamed") and link.score >= settings.heading_pair]
    both = [
        (heads[0][link.old[0]], heads[1][link.new[0]])
        for link in sure
        if link.old[0] in heads[0] and link.new[0] in heads[1]
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


def _links(old: SentenceTable, new: SentenceTable, decisions: Decisions) -> tuple[Link, ...]:
    """The links of told pairs and of lone sentences, in order of the new edition, then of the old."""
    links = []
    for olds, news in components(decisions):
        passes = [decisions[i, j] for i in olds for j in news if (i, j) in decisions]
        why, _ = min(passes, key=lambda decision: decision[1])
        chance = sum(decision[1] for decision in passes) / len(passes)
        links.append(Link(olds, news, _score(old, new, olds, news), round(chance, 3), why))
    links = _moves(sorted(links, key=lambda link: (link.new, link.old)), new)
    used_old, used_new = {i for link in links for i in link.old}, {j for link in links for j in link.new}
    links += [Link((i,), (), 0.0, 1.0, "lone") for i in range(len(old)) if i not in used_old]
    links += [Link((), (j,), 0.0, 1.0, "lone") for j in range(len(new)) if j not in used_new]
    return tuple(links)


def _score(old: SentenceTable, new: SentenceTable, olds: Sequence[int], news: Sequence[int]) -> float:
    old_text, new_text = "".join(old.skeletons[i] for i in olds), "".join(new.skeletons[j] for j in news)
    return round(Indel.normalized_similarity(old_text, new_text), 3)


def _moves(links: Sequence[Link], new: SentenceTable) -> list[Link]:
    """The same links; moved are those outside the heaviest increasing run."""
    weights = [float(sum(len(new.skeletons[j]) for j in link.new)) for link in links]
    steady = heaviest_run([link.old[0] for link in links], weights)
    return [replace(link, moved=place not in steady) for place, link in enumerate(links)]
