"""Results kept from one start to the next: takes values and what they depend on, keeps numbers and strings, never code.

A file is MessagePack behind a mark and a checksum; its name is a hash of the contents of all files that were read, of
what was asked, and of the program itself, so that nothing stale is ever found. What is damaged, or of another version,
is no result. Files are written whole or not at all, so two processes may share the folder; the ones used longest ago go
first. It never lies beside reports.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import msgspec
from platformdirs import user_cache_dir

from compare.errors import Unreadable
from compare.files import write_whole
from compare.model import Comparison, Edition, Series
from compare.source import Source

Value = TypeVar("Value")

MARK = b"yoy/cache 2\n"
ENDING = ".yoy"
_CHECK = 16
"""Bytes of the checksum (BLAKE2b): against damage, not against an enemy, who finds nothing here that could run."""
_MOST, _MOST_BYTES = 64, 256_000_000
"""Results kept, and how much room they may take together."""
_ENGINES = ("numpy", "rapidfuzz", "msgspec")
"""Libraries that what is kept depends on."""

_NOWHERE = Edition("", Source("", "", "", "", ""), "", "", "", "", "zh", (), (), ())
"""Stands in a kept comparison for its editions, which are kept once for all comparisons."""


@dataclass(frozen=True, slots=True)
class KeptPair:
    """A comparison without its editions; `editions` are their places in the pool: old, new, sources."""

    comparison: Comparison
    editions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeptSeries:
    """A series without its editions and pairs, with the places of the former and the latter as they are kept."""

    series: Series
    editions: tuple[int, ...]
    pairs: tuple[KeptPair, ...]


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A comparison or a series; `pool` holds every edition once."""

    pool: tuple[Edition, ...]
    pair: KeptPair | None = None
    series: KeptSeries | None = None


def default_folder() -> str:
    """Where results are kept: `YOY_CACHE`, else a folder of the user's own."""
    return os.environ.get("YOY_CACHE", "") or user_cache_dir("yoy")


def key_of(contents: Iterable[bytes], asked: object) -> str:
    """The key of what depends on files with these contents, on what was asked (its `repr`), and on this program."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    digest.update(repr((asked, sys.version, MARK)).encode("utf-8", "surrogatepass"))
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*.*") if path.suffix != ".pyc")  # fitted numbers are data
    libraries = [Path(spec.origin) for name in _ENGINES if (spec := find_spec(name)) and spec.origin]
    for path in (*files, *libraries):
        known = path.stat()
        digest.update(f"{path} {known.st_mtime_ns} {known.st_size}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def recall(folder: str, key: str, form: type[Value]) -> Value | None:
    """What was kept under a key, or None; a file that cannot be read is as good as none."""
    path = Path(folder) / f"{key}{ENDING}"
    try:
        data = path.read_bytes()
        body = data[len(MARK) + _CHECK :]
        if data[: -len(body)] != MARK + _checksum(body):
            return None
        value = msgspec.msgpack.decode(body, type=form)
        os.utime(path)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return value


def keep(folder: str, key: str, value: object) -> None:
    """Keep a value, whole or not at all; a folder that cannot be written keeps nothing.

    Nor is a value kept that MessagePack has no word for, like the name of a file in no encoding.
    """
    with suppress(OSError, Unreadable, ValueError):
        body = msgspec.msgpack.encode(value)
        if len(body) > _MOST_BYTES:
            return
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)  # the reports' texts are nobody else's business
        write_whole(str(Path(folder) / f"{key}{ENDING}"), MARK + _checksum(body) + body)
        _tidy(Path(folder))


def _tidy(folder: Path) -> None:
    """Take away what is too much, the results used longest ago first."""
    known = [(path, path.stat()) for path in folder.glob(f"*{ENDING}")]
    room = 0
    for place, (path, state) in enumerate(sorted(known, key=lambda row: -row[1].st_mtime)):
        room += state.st_size
        if place >= _MOST or room > _MOST_BYTES:
            path.unlink(missing_ok=True)


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECK).digest()


def recall_pair(folder: str, key: str) -> Comparison | None:
    """The comparison that was kept under a key, or None."""
    kept = recall(folder, key, KeptResult)
    with suppress(IndexError):
        return unpacked_pair(kept.pair, kept.pool) if kept and kept.pair else None
    return None


def recall_series(folder: str, key: str) -> Series | None:
    """The series that was kept under a key, or None."""
    kept = recall(folder, key, KeptResult)
    with suppress(IndexError):
        return unpacked_series(kept.series, kept.pool) if kept and kept.series else None
    return None


def keep_result(folder: str, key: str, result: Comparison | Series) -> None:
    """Keep a comparison or a series."""
    pool: list[Edition] = []
    if isinstance(result, Comparison):
        pair = packed_pair(result, pool)
        keep(folder, key, KeptResult(tuple(pool), pair=pair))
    else:
        series = packed_series(result, pool)
        keep(folder, key, KeptResult(tuple(pool), series=series))


def packed_pair(comparison: Comparison, pool: list[Edition]) -> KeptPair:
    """A comparison as it is kept, its editions in the pool."""
    places = places_in((comparison.old, comparison.new, *comparison.sources), pool)
    return KeptPair(replace(comparison, old=_NOWHERE, new=_NOWHERE, sources=()), places)


def unpacked_pair(pair: KeptPair, pool: Sequence[Edition]) -> Comparison:
    """A comparison as it was."""
    old, new, *sources = (pool[place] for place in pair.editions)
    return replace(pair.comparison, old=old, new=new, sources=tuple(sources))


def packed_series(series: Series, pool: list[Edition]) -> KeptSeries:
    """A series as it is kept, its editions in the pool."""
    pairs = tuple(packed_pair(pair, pool) for pair in series.pairs)
    return KeptSeries(replace(series, editions=(), pairs=()), places_in(series.editions, pool), pairs)


def unpacked_series(kept: KeptSeries, pool: Sequence[Edition]) -> Series:
    """A series as it was."""
    editions = tuple(pool[place] for place in kept.editions)
    return replace(kept.series, editions=editions, pairs=tuple(unpacked_pair(pair, pool) for pair in kept.pairs))


def places_in(pool_of: Sequence[Edition], pool: list[Edition]) -> tuple[int, ...]:
    """Where the editions are in the pool; those that are not there are put into it."""
    places = []
    for edition in pool_of:
        place = next((at for at, known in enumerate(pool) if known is edition or known == edition), len(pool))
        pool += [edition] if place == len(pool) else []
        places.append(place)
    return tuple(places)
