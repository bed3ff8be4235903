"""Results kept from one start to the next. Takes what a job reads, gives a key; keeps numbers and strings, never code.

The key holds the content of the files, the settings and the program itself, so that nothing stale is ever found. A file
is MessagePack behind a mark and a checksum: what is damaged, or another version's, is no result.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

import compare
from compare.errors import Unreadable
from compare.files import write_whole
from compare.model import Anchors, Comparison, Edition, Series, Source
from tui.engine.protocol import Compared, Job, Opened, Years

Outcome = tuple[Opened | Compared | Years, ...]
"""What the engine tells of a job in the end."""

_MARK = b"yoy/cache 1\n"
_ENDING = ".yoy"
_CHECK = 16
"""Bytes of the checksum (BLAKE2b): against damage, not against an enemy, who finds nothing here that could run."""

_MOST = 64
"""Results kept; the ones used longest ago go first."""

_NOWHERE = Edition("", Source("", "", "", "", ""), "", "", "", "", "zh", (), (), ())
"""Stands in a kept comparison for its editions, which are kept once for all comparisons."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A comparison without its editions; `editions` are their places in the pool: old, new, sources."""

    comparison: Comparison
    editions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Years:
    """A series without its editions and pairs, with the places of the former and the latter as they are kept."""

    series: Series
    editions: tuple[int, ...]
    pairs: tuple[_Pair, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A whole result. `pool` holds every edition once, `opened` are the places of the job's own ones.

    Each of `pairs` is the place of a completed comparison in the job, the comparison, and its anchors.
    """

    pool: tuple[Edition, ...]
    opened: tuple[int, ...]
    pairs: tuple[tuple[int, _Pair, Anchors], ...]
    years: _Years | None


def key_of(job: Job, contents: Sequence[bytes]) -> str:
    """The key of a job whose files have these contents."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    digest.update(
        repr(
            (job.paths, job.encoding, job.language, job.tracked, job.periods, job.settings, sorted(job.beside.items()))
        ).encode()
    )
    root = Path(compare.__file__).parent
    for path in sorted(path for path in root.rglob("*.*") if path.suffix != ".pyc"):  # fitted numbers are data
        known = path.stat()
        digest.update(f"{path.relative_to(root)} {known.st_mtime_ns} {known.st_size}".encode())
    return digest.hexdigest()


def recall(folder: str, key: str) -> Outcome | None:
    """What was kept under a key, or None; a file that cannot be read is as good as none."""
    path = Path(folder) / f"{key}{_ENDING}"
    try:
        data = path.read_bytes()
        body = data[len(_MARK) + _CHECK :]
        if data[: -len(body)] != _MARK + _checksum(body):
            return None
        result = _unpacked(msgspec.msgpack.decode(body, type=_Kept))
        os.utime(path)
    except (OSError, msgspec.MsgspecError, ValueError, IndexError, RecursionError):
        return None
    return result


def keep(folder: str, key: str, result: Outcome) -> None:
    """Keep a result, whole or not at all; a folder that cannot be written keeps nothing.

    Nor is a result kept whose file has a name in no encoding: MessagePack has no word for it.
    """
    with suppress(OSError, Unreadable, ValueError):
        body = msgspec.msgpack.encode(_packed(result))
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)  # the reports' texts are nobody else's business
        write_whole(str(Path(folder) / f"{key}{_ENDING}"), _MARK + _checksum(body) + body)
        kept = sorted(Path(folder).glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-_MOST]:
            path.unlink()


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECK).digest()


def _packed(result: Outcome) -> _Kept:
    pool: list[Edition] = []
    opened: tuple[int, ...] = ()
    pairs: list[tuple[int, _Pair, Anchors]] = []
    years: _Years | None = None
    for news in result:
        if isinstance(news, Opened):
            opened = _places(news.editions, pool)
        elif isinstance(news, Compared):
            pairs.append((news.pair, _packed_pair(news.comparison, pool), news.anchors))
        else:
            packed = tuple(_packed_pair(pair, pool) for pair in news.series.pairs)
            years = _Years(replace(news.series, editions=(), pairs=()), _places(news.series.editions, pool), packed)
    return _Kept(tuple(pool), opened, tuple(pairs), years)


def _packed_pair(comparison: Comparison, pool: list[Edition]) -> _Pair:
    places = _places((comparison.old, comparison.new, *comparison.sources), pool)
    return _Pair(replace(comparison, old=_NOWHERE, new=_NOWHERE, sources=()), places)


def _places(editions: Sequence[Edition], pool: list[Edition]) -> tuple[int, ...]:
    """Where the editions are in the pool; those that are not there are put into it."""
    pool += [edition for edition in editions if edition not in pool]
    return tuple(pool.index(edition) for edition in editions)


def _unpacked(kept: _Kept) -> Outcome:
    pool = kept.pool
    pairs = [
        Compared(place, _unpacked_pair(pair, pool), complete=True, anchors=anchors)
        for place, pair, anchors in kept.pairs
    ]
    opened = Opened(tuple(pool[place] for place in kept.opened))
    if kept.years is None:
        return (opened, *pairs)
    editions = tuple(pool[place] for place in kept.years.editions)
    years = tuple(_unpacked_pair(pair, pool) for pair in kept.years.pairs)
    return (opened, *pairs, Years(replace(kept.years.series, editions=editions, pairs=years)))


def _unpacked_pair(pair: _Pair, pool: Sequence[Edition]) -> Comparison:
    old, new, *sources = (pool[place] for place in pair.editions)
    return replace(pair.comparison, old=old, new=new, sources=tuple(sources))
