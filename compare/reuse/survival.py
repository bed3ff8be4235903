"""What a series of editions says when: takes editions in order, gives who shares with whom and how long phrasing lives.

All editions are looked at together: each gram knows the editions it stands in, as bits, so that nothing is compared
pairwise. Only `matrix` looks forward as well as back; what is said of an edition's first phrases after one, three and
five years changes only from "not yet known" to known when later editions come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from compare.model import Edition, Origin, Phrase, Share, Survival
from compare.reuse.hashing import Flags, Hashes, Numbers
from compare.reuse.ngrams import Ledger, ledger
from compare.reuse.trim import Trimmer
from compare.settings import Settings

HORIZONS = (1, 3, 5)
"""Years after which new phrasing is looked for again."""


@dataclass(frozen=True, slots=True, eq=False)
class _Together:
    """The ledgers of a series; `standing[k][g]` are the editions (bits, in words of 64) of gram g of ledger k."""

    ledgers: tuple[Ledger, ...]
    standing: tuple[Hashes, ...]


def matrix(editions: Sequence[Edition], *, settings: Settings) -> tuple[tuple[Share, ...], ...]:
    """Row i, column j: the share of edition i's counted characters that stand in edition j; 1 on the diagonal."""
    known = _together(editions, settings)
    rows = []
    for tokens, standing in zip(known.ledgers, known.standing, strict=True):
        weight = tokens.weight * (tokens.covered & tokens.is_role("body"))
        of = int(weight.sum())
        over = _over(tokens, standing)
        counts = [int(weight[_bit(over, place)].sum()) for place in range(len(editions))]
        rows.append(tuple(Share(count, of, settings.rate_floor) for count in counts))
    return tuple(rows)


def survival(editions: Sequence[Edition], *, settings: Settings) -> tuple[Survival, ...]:
    """How much of each edition's new phrasing is still said after one, three and five years, by grams of the body."""
    known = _together(editions, settings)
    rows = []
    for place, (tokens, standing) in enumerate(zip(known.ledgers, known.standing, strict=True)):
        _, at = np.unique(tokens.hashes, return_index=True)
        body = tokens.is_role("body")[tokens.firsts[at]]
        fresh = standing[at[body]]
        fresh = (
            fresh[_lowest(fresh) == place] if place else fresh[:0]
        )  # of the first edition nothing is known to be new
        for years in HORIZONS:
            later = _later(editions, place, years)
            share = None
            if later is not None and len(fresh):
                share = Share(int(_bit(fresh, later).sum()), len(fresh), settings.rate_floor)
            rows.append(Survival(editions[place].id, years, share))
    return tuple(rows)


def coined(editions: Sequence[Edition], *, settings: Settings) -> tuple[Phrase, ...]:
    """Phrases never said before and taken up: said first in an edition, and in three editions or more in all.

    What is told is a phrase cut at words and clauses; that it was never said before is checked again in these words.
    """
    return _phrases(editions, settings, dropped=False)


def dropped(editions: Sequence[Edition], *, settings: Settings) -> tuple[Phrase, ...]:
    """Phrases of three editions or more that have not been said for three years; told by the last edition they stand in."""
    return _phrases(editions, settings, dropped=True)


def _phrases(editions: Sequence[Edition], settings: Settings, *, dropped: bool) -> tuple[Phrase, ...]:
    known = _together(editions, settings)
    phrases: dict[str, Phrase] = {}
    for place, (tokens, standing) in enumerate(zip(known.ledgers, known.standing, strict=True)):
        if place == 0 if not dropped else not _silent(editions, place):
            continue
        edge = _highest(standing) if dropped else _lowest(standing)
        flags = (edge == place) & (_many(standing) >= settings.established) & tokens.is_role("body")[tokens.firsts]
        for first, last, grams in _stretches(tokens, flags, _many(standing)):
            whole = np.bitwise_and.reduce(standing[grams], axis=0)[None, :]
            phrase = tokens.spoken(first, last)
            others = known.ledgers[:place] if not dropped else known.ledgers[place + 1 :]
            if int(_many(whole)[0]) >= settings.established and not any(phrase in later.text for later in others):
                span = Origin(editions[place].id, tokens.span(first, last))
                since, until = editions[int(_lowest(whole)[0])].period, editions[int(_highest(whole)[0])].period
                phrases.setdefault(phrase, Phrase(span, since, until, int(_many(whole)[0])))
    return tuple(phrases.values())


def _stretches(tokens: Ledger, flags: Flags, many: Numbers) -> list[tuple[int, int, Numbers]]:
    """Runs of told grams, trimmed for display, each with its grams; cut where the number of editions halves."""
    grams = np.flatnonzero(flags)
    if not len(grams):
        return []
    often = many[grams]
    fresh = (np.diff(grams) != 1) | (np.diff(tokens.sentence[tokens.firsts[grams]]) != 0)
    fresh |= 2 * np.minimum(often[1:], often[:-1]) <= np.maximum(often[1:], often[:-1])
    trimmer, stretches = Trimmer(tokens), []
    for run in np.split(grams, np.flatnonzero(fresh) + 1):
        first, last = trimmer.trimmed(int(tokens.firsts[run[0]]), int(tokens.firsts[run[-1]] + tokens.sizes[run[-1]]))
        inside = run[(tokens.firsts[run] >= first) & (tokens.firsts[run] + tokens.sizes[run] <= last)]
        if last - first >= tokens.sizes.min():
            stretches.append((first, last, inside if len(inside) else run))
    return stretches


def _together(editions: Sequence[Edition], settings: Settings) -> _Together:
    return _joined(tuple(ledger(edition, settings) for edition in editions))


@lru_cache(maxsize=1)
def _joined(ledgers: tuple[Ledger, ...]) -> _Together:
    words = -(-len(ledgers) // 64)
    hashes, place = np.unique(np.concatenate([tokens.hashes for tokens in ledgers]), return_inverse=True)
    bits = np.zeros((len(hashes), words), dtype=np.uint64)
    ends = np.cumsum([0, *(len(tokens.hashes) for tokens in ledgers)])
    spans = [place[a:b] for a, b in pairwise(ends)]
    for number, own in enumerate(spans):
        bits[own, number // 64] |= np.uint64(1) << np.uint64(number % 64)
    return _Together(ledgers, tuple(bits[own] for own in spans))


def _over(tokens: Ledger, standing: Hashes) -> Hashes:
    """For each token the editions in which some gram over it stands."""
    over = np.zeros((len(tokens.values), standing.shape[1]), dtype=np.uint64)
    for place in range(int(tokens.sizes.max(initial=0))):
        wide = tokens.sizes > place
        over[tokens.firsts[wide] + place] |= standing[wide]
    return over


def _bit(standing: Hashes, place: int) -> Flags:
    return np.asarray((standing[:, place // 64] >> np.uint64(place % 64)) & np.uint64(1), dtype=np.bool_)


def _flags(standing: Hashes) -> npt.NDArray[np.uint8]:
    """The bits as a table, an edition a column."""
    rows = standing.astype("<u8").view(np.uint8).reshape(len(standing), standing.shape[1] * 8)
    return np.unpackbits(rows, axis=1, bitorder="little")


def _lowest(standing: Hashes) -> Numbers:
    return np.asarray(np.argmax(_flags(standing), axis=1), dtype=np.int64)


def _highest(standing: Hashes) -> Numbers:
    flags = _flags(standing)
    return np.asarray(flags.shape[1] - 1 - np.argmax(flags[:, ::-1], axis=1), dtype=np.int64)


def _many(standing: Hashes) -> Numbers:
    return np.asarray(_flags(standing).sum(axis=1), dtype=np.int64)


def _year(edition: Edition) -> int:
    return int(edition.period[:4]) if edition.period[:4].isdigit() else 0


def _later(editions: Sequence[Edition], place: int, years: int) -> int | None:
    """The first edition that many years later, in the same season where periods have one."""
    wanted = f"{_year(editions[place]) + years:04d}{editions[place].period[4:]}"
    for later in range(place + 1, len(editions)):
        if editions[later].period >= wanted:
            return later if _year(editions[later]) == _year(editions[place]) + years else None
    return None


def _silent(editions: Sequence[Edition], place: int) -> bool:
    """Whether three years have gone by, with an edition at their end."""
    return _year(editions[-1]) - _year(editions[place]) >= HORIZONS[1]
