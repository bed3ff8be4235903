"""What the screen's engine tells of a job in the end, kept from one start to the next."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from compare import cache
from compare.cache import KeptPair, KeptSeries, packed_pair, packed_series, places_in, unpacked_pair, unpacked_series
from compare.model import Anchors, Edition
from tui.engine.protocol import Compared, Job, Opened, Years

Outcome = tuple[Opened | Compared | Years, ...]
"""What the engine tells of a job in the end."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A whole result. `pool` holds every edition once, `opened` are the places of the job's own ones.

    Each of `pairs` is the place of a completed comparison in the job, the comparison, and its anchors.
    """

    pool: tuple[Edition, ...]
    opened: tuple[int, ...]
    pairs: tuple[tuple[int, KeptPair, Anchors], ...]
    years: KeptSeries | None


def key_of(job: Job, contents: Sequence[bytes]) -> str:
    """The key of a job whose files have these contents."""
    read = job.paths, job.encoding, job.language, job.tracked, job.periods
    return cache.key_of(contents, ("screen", read, job.settings, sorted(job.beside.items())))


def recall(folder: str, key: str) -> Outcome | None:
    """What was kept under a key, or None."""
    kept = cache.recall(folder, key, _Kept)
    with suppress(IndexError):
        return _unpacked(kept) if kept else None
    return None


def keep(folder: str, key: str, result: Outcome) -> None:
    """Keep a result, whole or not at all."""
    cache.keep(folder, key, _packed(result))


def _packed(result: Outcome) -> _Kept:
    pool: list[Edition] = []
    opened: tuple[int, ...] = ()
    pairs: list[tuple[int, KeptPair, Anchors]] = []
    years: KeptSeries | None = None
    for news in result:
        if isinstance(news, Opened):
            opened = places_in(news.editions, pool)
        elif isinstance(news, Compared):
            pairs.append((news.pair, packed_pair(news.comparison, pool), news.anchors))
        else:
            years = packed_series(news.series, pool)
    return _Kept(tuple(pool), opened, tuple(pairs), years)


def _unpacked(kept: _Kept) -> Outcome:
    pairs = [
        Compared(place, unpacked_pair(pair, kept.pool), complete=True, anchors=anchors)
        for place, pair, anchors in kept.pairs
    ]
    opened = Opened(tuple(kept.pool[place] for place in kept.opened))
    years = () if kept.years is None else (Years(unpacked_series(kept.years, kept.pool)),)
    return (opened, *pairs, *years)
