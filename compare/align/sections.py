"""Takes two Sides and soft scores of their sentences, gives the section links: which sections answer to which.

The score of two sections is half the likeness of their headings plus the likeness of their bodies, less the distance
of their places, plus a third of the likeness of the top sections they stand in; titled or not, any level to any level.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.matching import Floats, Ints, greedy, heaviest_run
from compare.model import Section, SectionLink
from compare.settings import Settings
from compare.text.forms import folded


@dataclass(frozen=True, slots=True, eq=False)
class Chapters:
    """The sections of one side: their sentences as ranges, headings, tops (numbers of their level-one sections)."""

    sections: tuple[Section, ...]
    first: Ints
    last: Ints
    titles: tuple[str, ...]
    top: Ints
    size: int


def chapters(sections: Sequence[Section], size: int, language: str) -> Chapters:
    """The sections of one side as arrays; `size` counts its sentences."""
    places = {section.id: place for place, section in enumerate(sections)}
    return Chapters(
        sections=tuple(sections),
        first=np.array([section.first for section in sections], dtype=np.int64),
        last=np.array([section.last for section in sections], dtype=np.int64),
        titles=tuple(folded(section.title, language).text for section in sections),
        top=np.array([places[section.id.split(".")[0]] for section in sections], dtype=np.int64),
        size=max(size, 1),
    )


def link_sections(old: Chapters, new: Chapters, soft: Floats, *, settings: Settings) -> tuple[SectionLink, ...]:
    """All section links; `soft` holds for each pair of sentences how likely they say the same."""
    scores = similarity(old, new, body_likeness(old, new, soft))
    rows, columns = (axis.astype(np.int64) for axis in np.nonzero(scores >= settings.section_pair))
    pairs = greedy(rows, columns, scores[rows, columns], pair=settings.section_pair, join=9.0, largest=1)
    return _told(old, new, pairs, scores)


def similarity(old: Chapters, new: Chapters, bodies: Floats) -> Floats:
    """The score of every old section with every new one, from the likeness of their bodies."""
    place = np.abs(old.first[:, None] / old.size - new.first[None, :] / new.size)
    tops = bodies[old.top[:, None], new.top[None, :]]
    scores: Floats = 0.5 * heading_likeness(old.titles, new.titles) + bodies - 0.3 * place + 0.3 * tops
    return scores


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


def body_likeness(old: Chapters, new: Chapters, soft: Floats) -> Floats:
    """The mean, over the sentences of both sections, of the best soft score in the other section."""
    found = np.zeros((len(old.sections), len(new.sections)))
    by_new = np.array([_best(soft[:, a:b], 1) for a, b in zip(new.first, new.last, strict=True)])
    by_old = np.array([_best(soft[a:b], 0) for a, b in zip(old.first, old.last, strict=True)])
    sums_new = np.concatenate([np.zeros((len(by_new), 1)), np.cumsum(by_new, axis=1)], axis=1)
    sums_old = np.concatenate([np.zeros((len(by_old), 1)), np.cumsum(by_old, axis=1)], axis=1)
    found += (sums_new[:, old.last] - sums_new[:, old.first]).T
    found += sums_old[:, new.last] - sums_old[:, new.first]
    sizes = (old.last - old.first)[:, None] + (new.last - new.first)[None, :]
    likeness: Floats = found / np.maximum(sizes, 1)
    return likeness


def _best(block: Floats, axis: int) -> Floats:
    best: Floats = block.max(axis=axis) if block.shape[axis] else np.zeros(block.shape[1 - axis])
    return best


def _told(old: Chapters, new: Chapters, pairs: Sequence[tuple[int, int]], scores: Floats) -> tuple[SectionLink, ...]:
    pairs = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    weights = [float(new.last[j] - new.first[j] + 1) for _, j in pairs]
    steady = heaviest_run([i for i, _ in pairs], weights)
    links = [
        SectionLink(
            "same" if old.titles[i] == new.titles[j] else "renamed",
            (old.sections[i].id,),
            (new.sections[j].id,),
            round(min(max(float(scores[i, j]), 0.0), 1.0), 3),
            "score",
            moved=place not in steady,
        )
        for place, (i, j) in enumerate(pairs)
    ]
    gone = sorted(set(range(len(old.sections))) - {i for i, _ in pairs})
    fresh = sorted(set(range(len(new.sections))) - {j for _, j in pairs})
    links += [SectionLink("removed", (old.sections[i].id,), (), 0.0, "lone") for i in gone]
    links += [SectionLink("added", (), (new.sections[j].id,), 0.0, "lone") for j in fresh]
    return tuple(links)
