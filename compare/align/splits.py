"""Takes linked sections and linked sentences, gives the splits: the sections whose text went to several others.

Turned round, the same gives the merges. A part is a section most of whose text came from the one that was split; it is
linked to that one, to an item of it that rose to its rank, or to nothing yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from compare.matching import Floats, Ints, Pair, components
from compare.model import Section
from compare.settings import Settings

Groups = list[tuple[tuple[int, ...], tuple[int, ...]]]
"""Old and new sections that answer to each other."""


class SectionRanges(Protocol):
    """The sections of one side: each a half-open range of sentences."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections themselves."""

    @property
    def first(self) -> Ints:
        """Their first sentences."""

    @property
    def last(self) -> Ints:
        """The sentences behind them."""


def flow(
    old: SectionRanges, new: SectionRanges, linked: Sequence[Pair], lengths: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """For every old and new section the share of the old one's text that went there, and of the new one's that came."""
    rows, columns = (np.array([pair[end] for pair in linked], dtype=np.int64) for end in (0, 1))
    weights = [
        size[at] / np.bincount(at, minlength=len(size))[at] for size, at in zip(lengths, (rows, columns), strict=True)
    ]
    wholes = [_text(table, size) for size, table in zip(lengths, (old, new), strict=True)]
    shape = len(old.sections), len(new.sections)
    pair, old_section = inside(old, rows)
    entry, new_section = inside(new, columns[pair])
    cells, pair = old_section[entry] * shape[1] + new_section, pair[entry]
    gone, come = (_summed(cells, weight[pair], shape) for weight in weights)
    gone /= wholes[0][:, None]
    come /= wholes[1][None, :]
    return gone, come


def _summed(cells: Ints, values: Floats, shape: tuple[int, int]) -> Floats:
    """The sums of values by cell, as a matrix."""
    sums: Floats = np.asarray(np.bincount(cells, values, minlength=shape[0] * shape[1]), dtype=np.float64)
    return sums.reshape(shape)


def _text(table: SectionRanges, size: Floats) -> Floats:
    """The characters of each section, 1 at least."""
    upto = np.append(0.0, np.cumsum(size))
    text: Floats = np.maximum(upto[table.last] - upto[np.minimum(table.first, table.last)], 1.0)
    return text


def inside(table: SectionRanges, at: Ints) -> tuple[Ints, Ints]:
    """For each place the sections that it stands in: numbers of places, in order, and numbers of sections."""
    counts = np.maximum(table.last - table.first, 0)
    section = np.repeat(np.arange(len(counts)), counts)
    held = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts - table.first, counts)
    order = np.argsort(held, kind="stable")
    held, section = held[order], section[order]
    first = np.searchsorted(held, at)
    each = np.searchsorted(held, at, "right") - first
    place = np.repeat(np.arange(len(at)), each)
    return place, section[np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each - first, each)]


def groups(
    old: SectionRanges, new: SectionRanges, pairs: Sequence[Pair], parts: tuple[Floats, Floats], settings: Settings
) -> Groups:
    """Pairs grown into splits and merges where `parts`, the shares of `flow`, say so; every section is in one group.

    An item by which a part is linked goes into the group with the section around it. Of two that would make a group of
    several to several, the one with more text stands.
    """
    gone, come = parts
    splits = SectionSplits(old, new, gone, come, dict(pairs), settings).splits()
    merges = SectionSplits(new, old, come.T, gone.T, {j: i for i, j in pairs}, settings).splits()
    grown_by = [
        (float(gone[whole][list(parts_of)].sum()), [(whole, part) for part in parts_of])
        for whole, parts_of in splits.items()
    ]
    grown_by += [
        (float(come[list(parts_of), whole].sum()), [(part, whole) for part in parts_of])
        for whole, parts_of in merges.items()
    ]
    chosen = list(pairs)
    for _, joined in sorted(grown_by, key=lambda group: (-group[0], group[1])):
        grown = [*chosen, *joined]
        if all(1 in (len(outer(old, olds)), len(outer(new, news))) for olds, news in components(grown)):
            chosen = grown
    return components(chosen)


def outer(table: SectionRanges, numbers: Sequence[int]) -> list[int]:
    """Those of some sections that stand in no other of them."""
    return [number for number in numbers if not any(_holds(table, up, number) for up in numbers if up != number)]


@dataclass(frozen=True, slots=True, eq=False)
class SectionSplits:
    """How sections of `whole_side` may have been split into sections of `part_side`; `mates` are those linked one to one."""

    whole_side: SectionRanges
    part_side: SectionRanges
    gone: Floats
    come: Floats
    mates: Mapping[int, int]
    settings: Settings

    def splits(self) -> dict[int, tuple[int, ...]]:
        """The sections that were split, with their parts."""
        back = {theirs: mine for mine, theirs in self.mates.items()}
        headed = [place for place, section in enumerate(self.whole_side.sections) if section.heading]
        parts = {whole: self._parts(whole, back) for whole in headed}
        return {whole: tuple(sorted(parts_of)) for whole, parts_of in parts.items() if self._is_whole(whole, parts_of)}

    def _is_whole(self, whole: int, parts: list[int]) -> bool:
        several = 1 < len(parts) <= self.settings.link_most
        return several and bool(self.gone[whole][parts].sum() >= self.settings.section_parts)

    def _parts(self, whole: int, back: Mapping[int, int]) -> list[int]:
        """The outermost parts; beside the one that is linked already, those that neither hold it nor stand in it."""
        parts = [
            part
            for part in map(int, np.flatnonzero(self.come[whole] > 0))
            if self._is_part(whole, part, back.get(part, whole))
        ]
        mate = self.mates.get(whole)
        if mate is not None:
            parts = [
                part
                for part in parts
                if not _holds(self.part_side, mate, part) and not _holds(self.part_side, part, mate)
            ]
        return outer(self.part_side, parts) if mate is None else [mate, *outer(self.part_side, parts)]

    def _is_part(self, whole: int, part: int, mate: int) -> bool:
        """Whether enough text went there; of a section to which an item inside the whole rose, half is enough."""
        whole_section, part_section = self.whole_side.sections[whole], self.part_side.sections[part]
        rose = mate != whole
        if rose and not (_holds(self.whole_side, whole, mate) and part_section.level <= whole_section.level):
            return False
        ease = 0.5 if rose else 1.0
        if not part_section.heading or {whole_section.part, part_section.part} == {"review", "plan"}:
            return False
        from_, to = ease * self.settings.section_from, ease * self.settings.section_to
        return bool(self.come[whole, part] >= from_ and self.gone[whole, part] >= to)


def _holds(table: SectionRanges, outer: int, inner: int) -> bool:
    """Whether a section is the other one, or stands inside it."""
    return bool(table.first[outer] <= table.first[inner] and table.last[inner] <= table.last[outer])
