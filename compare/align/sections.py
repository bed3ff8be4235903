"""Takes two sentence tables and soft scores of their sentences, gives the section links: which sections answer to which.

The score of two sections is half the likeness of their headings plus the likeness of their bodies, less the distance
of their places, plus a third of the likeness of the sections they stand in; titled or not, any level to any level.
Pairs come first, by falling score; then `splits` finds which were split or merged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from compare.align.exact import Barred
from compare.align.splits import Groups, flow, groups, inside, outer
from compare.matching import Bars, Floats, Ints, Pair, PairChances, greedy, heaviest_run
from compare.model import Section, SectionKind, SectionLink
from compare.settings import Settings
from compare.text.forms import letters

_ROWS = 256
"""Rows of a matrix of sections that are worked on at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class SectionTable:
    """The sections of one side: their sentences as ranges, their headings and levels.

    `parent` and `top` number the section above each one and its level-one section; itself where there is none.
    """

    sections: tuple[Section, ...]
    first: Ints
    last: Ints
    titles: tuple[str, ...]
    level: Ints
    parent: Ints
    top: Ints
    size: int


def section_table(sections: Sequence[Section], size: int, language: str) -> SectionTable:
    """The sections of one side as arrays; `size` counts its sentences."""
    places = {section.id: place for place, section in enumerate(sections)}
    return SectionTable(
        sections=tuple(sections),
        first=np.array([section.first for section in sections], dtype=np.int64),
        last=np.array([section.last for section in sections], dtype=np.int64),
        titles=tuple(letters(section.title, language).text for section in sections),
        level=np.array([section.level for section in sections], dtype=np.int64),
        parent=np.array([places.get(section.parent, place) for place, section in enumerate(sections)], dtype=np.int64),
        top=np.array([places[section.id.split(".")[0]] for section in sections], dtype=np.int64),
        size=max(size, 1),
    )


def link_sections(
    old: SectionTable,
    new: SectionTable,
    soft: PairChances,
    linked: Sequence[Pair],
    lengths: tuple[Floats, Floats],
    *,
    barred: Barred,
    settings: Settings,
) -> tuple[SectionLink, ...]:
    """All section links; every section is in exactly one.

    `soft` holds for each pair of sentences how likely they say the same, `linked` the pairs that were linked, `lengths`
    the characters of the sentences of both sides.
    """
    scores = ranked(old, new, body_likeness(old, new, soft))
    pairs = _paired(_preferred(old, new, scores, barred, settings), settings)
    grouped = groups(old, new, pairs, flow(old, new, linked, lengths), settings)
    return _section_links(old, new, sorted(grouped, key=lambda group: (group[1][0], group[0][0])), scores)


def _paired(chosen: Floats, settings: Settings) -> list[Pair]:
    """The pairs of sections by falling score, each section once."""
    rows, columns = (axis.astype(np.int64) for axis in np.nonzero(chosen >= settings.section_pair))
    return greedy(rows, columns, chosen[rows, columns], Bars(settings.section_pair))


def _preferred(old: SectionTable, new: SectionTable, scores: Floats, barred: Barred, settings: Settings) -> Floats:
    """The scores by which sections choose: identical headings first, renamed ones only when they are sure, no barred ones."""
    numbers = {title: at for at, title in enumerate(dict.fromkeys((*old.titles, *new.titles)))}
    titles = [np.array([numbers[title] for title in table.titles], dtype=np.int64) for table in (old, new)]
    counts = [np.bincount(side, minlength=len(numbers)) for side in titles]
    lone = [(counts[0][side] <= 1) & (counts[1][side] <= 1) for side in titles]
    lone[0] &= np.array([bool(title) for title in old.titles], dtype=bool)
    chosen = scores.copy()
    for rows in _blocks(len(chosen)):
        same = titles[0][rows, None] == titles[1][None, :]
        chosen[rows][same & lone[0][rows, None] & lone[1][None, :]] += settings.section_same
        chosen[rows][~same & (scores[rows] < settings.section_renamed)] = -1.0
    for (a, b), (c, d) in barred:
        inner = [(table.first >= first) & (table.last <= last) for table, first, last in ((old, a, b), (new, c, d))]
        chosen[np.ix_(*inner)] = -1.0
    return chosen


def ranked(old: SectionTable, new: SectionTable, bodies: Floats) -> Floats:
    """The score by which sections are linked: their similarity under their parents, less what their ranks differ."""
    scores = similarity(old, new, bodies, above=(old.parent, new.parent))
    for rows in _blocks(len(scores)):
        scores[rows] -= 0.06 * np.abs(old.level[rows, None] - new.level[None, :])
    return scores


def similarity(
    old: SectionTable, new: SectionTable, bodies: Floats, *, above: tuple[Ints, Ints] | None = None
) -> Floats:
    """The score of every old section with every new one, from the likeness of their bodies.

    `above` are the sections whose bodies speak for those they hold: the top ones where nothing is told.
    """
    old_holders, new_holders = above or (old.top, new.top)
    scores = heading_likeness(old.titles, new.titles)
    for rows in _blocks(len(scores)):
        place = np.abs(old.first[rows, None] / old.size - new.first[None, :] / new.size)
        holders = bodies[old_holders[rows, None], new_holders[None, :]]
        scores[rows] = 0.5 * scores[rows] + bodies[rows] - 0.3 * place + 0.3 * holders
    return scores


def _blocks(size: int) -> Iterator[slice]:
    """The rows of a matrix of sections, a few at a time: reports of thousands of sections have large ones."""
    return (slice(start, min(start + _ROWS, size)) for start in range(0, size, _ROWS))


def heading_likeness(old: Sequence[str], new: Sequence[str]) -> Floats:
    """Rarity-weighted cosine of the characters of two headings (digits aside)."""
    texts = [*old, *new]
    letters = sorted({letter for text in texts for letter in text if not letter.isdigit()})
    number = {letter: at for at, letter in enumerate(letters)}
    counts = np.zeros((len(texts), max(len(letters), 1)))
    for row, text in enumerate(texts):
        for letter in text:
            if letter in number:
                counts[row, number[letter]] += 1
    rarity = np.log((len(texts) + 1) / ((counts > 0).sum(axis=0) + 0.5))
    vectors = counts * rarity
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    likeness: Floats = vectors[: len(old)] @ vectors[len(old) :].T
    return likeness


def body_likeness(old: SectionTable, new: SectionTable, soft: PairChances) -> Floats:
    """The mean, over the sentences of both sections, of the best chance that one in the other section says the same."""
    sums = _best_sums(soft.rows, soft.columns, soft.chances, (old, new))
    sums += _best_sums(soft.columns, soft.rows, soft.chances, (new, old)).T
    for rows in _blocks(len(sums)):
        sizes = (old.last[rows] - old.first[rows])[:, None] + (new.last - new.first)[None, :]
        sums[rows] /= np.maximum(sizes, 1)
    return sums


def _best_sums(rows: Ints, columns: Ints, chances: Floats, tables: tuple[SectionTable, SectionTable]) -> Floats:
    """For sections of rows and of columns the sum, over the rows' sentences, of their best chance in the columns'."""
    shape = len(tables[0].sections), len(tables[1].sections)
    pair, section = inside(tables[1], columns)
    cells = rows[pair] * max(shape[1], 1) + section
    order = np.lexsort((-chances[pair], cells))
    best = order[np.flatnonzero(np.diff(cells[order], prepend=-1))]
    pair, section = pair[best], section[best]
    entry, row_section = inside(tables[0], rows[pair])
    totals = np.bincount(row_section * shape[1] + section[entry], chances[pair[entry]], minlength=shape[0] * shape[1])
    return np.asarray(totals, dtype=np.float64).reshape(shape)


def _section_links(old: SectionTable, new: SectionTable, grouped: Groups, scores: Floats) -> tuple[SectionLink, ...]:
    weights = [float(sum(new.last[j] - new.first[j] + 1 for j in news)) for _, news in grouped]
    steady = heaviest_run([olds[0] for olds, _ in grouped], weights)
    links = [
        SectionLink(
            _kind(old, new, olds, news),
            tuple(old.sections[i].id for i in olds),
            tuple(new.sections[j].id for j in news),
            round(min(max(float(scores[np.ix_(olds, news)].max()), 0.0), 1.0), 3),
            "score",
            moved=place not in steady,
        )
        for place, (olds, news) in enumerate(grouped)
    ]
    gone = sorted(set(range(len(old.sections))) - {i for olds, _ in grouped for i in olds})
    fresh = sorted(set(range(len(new.sections))) - {j for _, news in grouped for j in news})
    links += [SectionLink("removed", (old.sections[i].id,), (), 0.0, "lone") for i in gone]
    links += [SectionLink("added", (), (new.sections[j].id,), 0.0, "lone") for j in fresh]
    return tuple(links)


def _kind(old: SectionTable, new: SectionTable, olds: Sequence[int], news: Sequence[int]) -> SectionKind:
    if len(outer(new, news)) > 1:
        return "split"
    if len(outer(old, olds)) > 1:
        return "merged"
    return "same" if old.titles[olds[0]] == new.titles[news[0]] else "renamed"
