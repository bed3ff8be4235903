"""Takes linked sections and linked sentences, gives the splits: the sections whose text went to several others.

Turned round, the same gives the merges. A part is a section most of whose text came from the one that was split; it is
linked to that one, to an item of it that rose to its rank, or to nothing yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from compare.matching import Floats, Ints, components
from compare.model import Section
from compare.settings import Settings

Pair = tuple[int, int]
Groups = list[tuple[tuple[int, ...], tuple[int, ...]]]
"""Old and new sections that answer to each other."""


class Ranges(Protocol):
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


def flow(old: Ranges, new: Ranges, told: Sequence[Pair], lengths: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """For every old and new section the share of the old one's text that went there, and of the new one's that came."""
    rows, columns = (np.array([pair[side] for pair in told], dtype=np.int64) for side in (0, 1))
    ins = _inside(old, rows), _inside(new, columns)
    weights = [
        size[at] / np.bincount(at, minlength=len(size))[at] for size, at in zip(lengths, (rows, columns), strict=True)
    ]
    wholes = [
        np.array([max(size[a:b].sum(), 1.0) for a, b in zip(side.first, side.last, strict=True)])
        for size, side in zip(lengths, (old, new), strict=True)
    ]
    gone: Floats = (ins[0] * weights[0]) @ ins[1].T / wholes[0][:, None]
    come: Floats = (ins[0] * weights[1]) @ ins[1].T / wholes[1][None, :]
    return gone, come


def _inside(side: Ranges, at: Ints) -> Floats:
    inside: Floats = ((side.first[:, None] <= at) & (at < side.last[:, None])).astype(np.float64)
    return inside


def groups(old: Ranges, new: Ranges, pairs: Sequence[Pair], parts: tuple[Floats, Floats], settings: Settings) -> Groups:
    """Pairs grown into splits and merges where `parts`, the shares of `flow`, say so; every section is in one group.

    An item by which a part is linked goes into the group with the section around it. Of two that would make a group of
    several to several, the one with more text stands.
    """
    gone, come = parts
    splits = Parting(old, new, gone, come, dict(pairs), settings).found()
    merges = Parting(new, old, come.T, gone.T, {j: i for i, j in pairs}, settings).found()
    told = [(float(gone[whole][list(some)].sum()), [(whole, part) for part in some]) for whole, some in splits.items()]
    told += [(float(come[list(some), whole].sum()), [(part, whole) for part in some]) for whole, some in merges.items()]
    chosen = list(pairs)
    for _, joined in sorted(told, key=lambda one: (-one[0], one[1])):
        grown = [*chosen, *joined]
        if all(1 in (len(outer(old, olds)), len(outer(new, news))) for olds, news in components(grown)):
            chosen = grown
    return components(chosen)


def outer(side: Ranges, some: Sequence[int]) -> list[int]:
    """Those of some sections that stand in no other of them."""
    return [one for one in some if not any(_holds(side, up, one) for up in some if up != one)]


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """How sections of `one` may have been split into sections of `other`; `mates` are those linked one to one."""

    one: Ranges
    other: Ranges
    gone: Floats
    come: Floats
    mates: Mapping[int, int]
    settings: Settings

    def found(self) -> dict[int, tuple[int, ...]]:
        """The sections that were split, with their parts."""
        back = {theirs: mine for mine, theirs in self.mates.items()}
        headed = [place for place, section in enumerate(self.one.sections) if section.heading]
        parts = {whole: self._parts(whole, back) for whole in headed}
        return {whole: tuple(sorted(some)) for whole, some in parts.items() if self._is_whole(whole, some)}

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
                part for part in parts if not _holds(self.other, mate, part) and not _holds(self.other, part, mate)
            ]
        return outer(self.other, parts) if mate is None else [mate, *outer(self.other, parts)]

    def _is_part(self, whole: int, part: int, mate: int) -> bool:
        """Whether enough text went there; of a section to which an item inside the whole rose, half is enough."""
        one, other = self.one.sections[whole], self.other.sections[part]
        rose = mate != whole
        if rose and not (_holds(self.one, whole, mate) and other.level <= one.level):
            return False
        ease = 0.5 if rose else 1.0
        if not other.heading or {one.part, other.part} == {"review", "plan"}:
            return False
        from_, to = ease * self.settings.section_from, ease * self.settings.section_to
        return bool(self.come[whole, part] >= from_ and self.gone[whole, part] >= to)


def _holds(side: Ranges, outer: int, inner: int) -> bool:
    """Whether a section is the other one, or stands inside it."""
    return bool(side.first[outer] <= side.first[inner] and side.last[inner] <= side.last[outer])
