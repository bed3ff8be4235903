"""Sums: takes flags over tokens, gives counts by sentence, section and report.

Everything is a sum of integer weights over the tokens of sentences, so a section is the sum of its sentences (those of
its subsections included) and the report the sum of all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from compare.model import Scores, Share
from compare.reuse.hashing import Flags, Numbers
from compare.reuse.ngrams import Ledger


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """One score: what is counted and out of what, a number a sentence; `scale` is how much one character weighs."""

    count: Numbers
    of: Numbers
    scale: int = 1


@dataclass(slots=True)
class Tally:
    """The columns of one edition's scores, by name."""

    ledger: Ledger
    floor: int
    columns: dict[str, ScoreColumn] = field(default_factory=dict)

    def by_sentence(self, flags: Flags, weight: Numbers | None = None) -> Numbers:
        """The weight of the flagged tokens, a number a sentence."""
        heavy = (self.ledger.weight if weight is None else weight) * flags
        sums = np.concatenate(([0], np.cumsum(heavy)))
        return np.asarray(np.diff(sums[self.ledger.bounds]))

    def share(self, name: str, flags: Flags, of: Flags) -> None:
        """Note the flagged tokens out of those that can be counted."""
        self.columns[name] = ScoreColumn(self.by_sentence(flags & of), self.by_sentence(of))

    def heavy(self, name: str, flags: Flags, of: Flags, weight: Numbers, scale: int) -> None:
        """The same with a weight of their own, `scale` being that of a whole character."""
        self.columns[name] = ScoreColumn(self.by_sentence(flags & of, weight), self.by_sentence(of, weight), scale)

    def total(self) -> Scores:
        """The scores of the report."""
        return self._over(0, len(self.ledger.role))

    def sections(self) -> Mapping[str, Scores]:
        """The scores of every section, its subsections included."""
        return {s.id: self._over(s.first, s.last) for s in self.ledger.edition.sections}

    def sentences(self, names: Iterable[str]) -> tuple[Mapping[str, int], ...]:
        """For every sentence the characters of each named score that has any; sums of these are those of the report."""
        counts = {name: self.columns[name].count.tolist() for name in names if name in self.columns}
        return tuple(
            {name: count[number] for name, count in counts.items() if count[number]}
            for number in range(len(self.ledger.role))
        )

    def _over(self, first: int, last: int) -> Scores:
        return {
            name: Share(int(c.count[first:last].sum()), int(c.of[first:last].sum()), self.floor * c.scale)
            for name, c in self.columns.items()
        }


def summed(scores: Iterable[Scores]) -> Scores:
    """The scores of several stretches together: a unit's editions, a reader's choice of sections."""
    total: dict[str, Share] = {}
    for stretch in scores:
        for name, share in stretch.items():
            before = total.get(name, Share(0, 0, share.floor))
            total[name] = Share(before.count + share.count, before.of + share.of, share.floor)
    return total
