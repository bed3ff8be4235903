"""What each token is: takes a ledger and what is known beside it, gives flags and classes.

Own text is looked for in the previous edition (`recycled`) and in any earlier one (`lineage`), others' in upstream and
peer reports, the genre's in a background. Only editions dated before the new one speak, so that a later edition never
changes an earlier score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from compare.model import Edition, PhraseClass
from compare.reuse.hashing import Flags, Numbers
from compare.reuse.ngrams import Ledger, ledger
from compare.settings import Settings

CLASSES: tuple[PhraseClass, ...] = get_args(PhraseClass)
"""In order of precedence: the first that applies."""


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """The ledgers of what is known beside the new edition: the previous edition, earlier ones (oldest first), others."""

    old: Ledger
    history: tuple[Ledger, ...]
    upstream: tuple[Ledger, ...]
    peers: tuple[Ledger, ...]

    @property
    def own(self) -> tuple[Ledger, ...]:
        """All earlier editions of the unit, the nearest first."""
        return self.old, *reversed(self.history)

    @property
    def every(self) -> tuple[Ledger, ...]:
        """All sources, in the order in which a passage names them."""
        return *self.own, *self.upstream, *self.peers


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Flags and numbers over the tokens of the new edition.

    `age` is years since first said by the unit, `others` how many units of the genre say it, `classes` places in
    `CLASSES`.
    """

    counted: Flags
    recycled: Flags
    lineage: Flags
    age: Numbers
    others: Numbers
    classes: Numbers


def beside(
    old: Edition,
    new: Edition,
    *,
    history: Sequence[Edition],
    upstream: Sequence[Edition],
    peers: Sequence[Edition],
    settings: Settings,
) -> Beside:
    """The ledgers of everything that may speak, later editions and the two themselves left out."""
    known = [edition for edition in _before(old, new, history) if not is_of_its_period(edition, new)]
    earlier = sorted(known, key=lambda edition: (edition.period, edition.id))
    return Beside(
        ledger(old, settings),
        tuple(ledger(edition, settings) for edition in earlier),
        tuple(ledger(edition, settings) for edition in _before(old, new, upstream)),
        tuple(ledger(edition, settings) for edition in _before(old, new, peers)),
    )


def _before(old: Edition, new: Edition, editions: Sequence[Edition]) -> list[Edition]:
    """Editions of the same language, not later than the new one and none of the two themselves."""
    known = {_identity(old), _identity(new)}
    return [
        edition
        for edition in editions
        if edition.language == new.language and _identity(edition) not in known and not is_later(edition, new)
    ]


def is_later(edition: Edition, new: Edition) -> bool:
    """Whether an edition was written after the new one, as far as the periods tell."""
    return bool(edition.period and new.period and edition.period > new.period)


def is_of_its_period(edition: Edition, new: Edition) -> bool:
    """Whether an edition of the unit's own is of the new one's period: another draft, and no earlier edition."""
    return bool(new.period) and edition.period == new.period and _identity(edition) != _identity(new)


def _identity(edition: Edition) -> tuple[str, str, str]:
    """What makes an edition the same; the text alone does not: copied wholesale, it is another unit's or year's."""
    return edition.source.sha256, edition.unit, edition.period


def mark(new: Ledger, known: Beside, others: Numbers, formula: int) -> Marks:
    """Flags and classes; `others` counts units of the genre a gram, `formula` is how many make it one (0: never)."""
    recycled = new.under(new.shared(known.old))
    first = np.full(len(new.hashes), np.iinfo(np.int64).max)
    for earlier in (*known.history, known.old):
        said_in = _year(earlier.edition) or _year(new.edition)  # of an unknown year nothing is said of its age
        first[new.shared(earlier)] = np.minimum(first[new.shared(earlier)], said_in)
    said = first < np.iinfo(np.int64).max
    lineage = new.under(said)
    age = new.highest(np.where(said, np.maximum(_year(new.edition) - first, 0), 0))
    genre = new.highest(others)
    applies = (
        new.slot,
        (genre >= formula) & (formula > 0),
        lineage,
        _anywhere(new, known.upstream),
        _anywhere(new, known.peers),
        np.ones(len(new.values), dtype=np.bool_),
    )
    classes = np.argmax(np.stack(applies), axis=0)
    return Marks(new.covered, recycled, lineage, age, genre, classes)


def _anywhere(new: Ledger, sources: Sequence[Ledger]) -> Flags:
    flags = np.zeros(len(new.hashes), dtype=np.bool_)
    for source in sources:
        flags |= new.shared(source)
    return new.under(flags)


def _year(edition: Edition) -> int:
    return int(edition.period[:4]) if edition.period[:4].isdigit() else 0
