"""Takes the Sides of both editions, gives their grams with rarity, and what any two sentences share.

A gram is two neighbouring characters (Chinese) or a word (English). Grams that touch a slot are none: a figure, a date
or a mask makes nothing alike. Rarity comes from the pair of editions alone, on one scale whatever their length.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from compare.align.types import Side
from compare.matching import Floats, Ints, joined
from compare.text.forms import SLOTS

Matrix = NDArray[np.float32]
_SLOTS = np.array([ord(slot) for slot in SLOTS], dtype=np.uint32)
_SCALE = 6.0
"""The rarity of a gram that stands in one sentence, about: the same in a page and in a book."""


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """The grams of some texts (sentences or clauses), one entry for each gram of each text.

    `value` is (1 + ln count) times rarity; `rarity` is that of the gram; `mass` sums a text's rarities and `norm` is
    the length of its vector of values.
    """

    rows: Ints
    keys: Ints
    value: Floats
    rarity: Floats
    mass: Floats
    norm: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The grams of one side, of its sentences and of its clauses; `owner` is the sentence of each clause."""

    sentences: Grams
    clauses: Grams
    owner: Ints


def grams(old: Side, new: Side) -> tuple[Found, Found]:
    """The grams of both sides over one numbering."""
    cut = _words if old.edition.language == "en" else _runs
    one, other = cut(old), cut(new)
    names, ids = np.unique(np.concatenate([one.keys, other.keys]), return_inverse=True)
    parts = np.split(ids.astype(np.int64), [len(one.keys)])
    size, count = len(names), len(old) + len(new)
    seen = (
        sum(
            np.bincount(_once(raw.rows, keys, size) % size, minlength=size)
            for raw, keys in zip((one, other), parts, strict=True)
        )
        if size
        else np.zeros(0)
    )
    rarity = np.maximum(np.log((count + 1) / (seen + 0.5)) * _SCALE / np.log(max(count, 2) / 0.5), 0.05)
    left, right = (
        _found(raw, keys, rarity, side) for raw, keys, side in zip((one, other), parts, (old, new), strict=True)
    )
    return left, right


@dataclass(frozen=True, slots=True, eq=False)
class _Raw:
    """Every gram as it stands: its sentence, its clause, its key; and the sentence of each clause."""

    rows: Ints
    clauses: Ints
    keys: NDArray[np.int64] | NDArray[np.str_]
    owner: Ints


def _runs(side: Side) -> _Raw:
    lengths = np.array([len(text) + 1 for text in side.skeletons], dtype=np.int64)
    codes = np.frombuffer(("\0".join(side.skeletons) + "\0").encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    opens = np.zeros(len(codes), dtype=np.int64)
    opens[starts] = 1
    for start, breaks in zip(starts.tolist(), side.breaks, strict=True):
        opens[[start + at for at in breaks]] = 1
    clause = np.cumsum(opens) - 1
    owner = np.repeat(np.arange(len(side)), lengths)
    fine = (codes != 0) & ~np.isin(codes, _SLOTS)
    whole = np.flatnonzero(fine[:-1] & fine[1:])
    return _Raw(owner[whole], clause[whole], codes[whole] << 21 | codes[whole + 1], owner[opens == 1])


def _words(side: Side) -> _Raw:
    rows, clauses, owner = list[int](), list[int](), list[int]()
    keys = list[str]()
    for number, (text, breaks) in enumerate(zip(side.skeletons, side.breaks, strict=True)):
        base, at = len(owner), 0
        owner += [number] * (len(breaks) + 1)
        for word in text.split(" "):
            if word and not any(slot in word for slot in SLOTS):
                rows.append(number)
                clauses.append(base + bisect_right(breaks, at))
                keys.append(word)
            at += len(word) + 1
    places = [np.array(numbers, dtype=np.int64) for numbers in (rows, clauses, owner)]
    return _Raw(places[0], places[1], np.array(keys, dtype=np.str_), places[2])


def _once(rows: Ints, keys: Ints, size: int) -> Ints:
    return np.unique(rows * size + keys)


def _found(raw: _Raw, keys: Ints, rarity: Floats, side: Side) -> Found:
    return Found(
        _weighed(raw.rows, keys, rarity, len(side)), _weighed(raw.clauses, keys, rarity, len(raw.owner)), raw.owner
    )


def _weighed(rows: Ints, keys: Ints, rarity: Floats, size: int) -> Grams:
    both, counts = np.unique(rows * max(len(rarity), 1) + keys, return_counts=True)
    rows, keys = both // max(len(rarity), 1), both % max(len(rarity), 1)
    value = (1 + np.log(counts)) * rarity[keys]
    mass = np.bincount(rows, rarity[keys], minlength=size)
    norm = np.sqrt(np.bincount(rows, value * value, minlength=size))
    return Grams(rows, keys, value, rarity[keys], np.maximum(mass, 1e-9), np.maximum(norm, 1e-9))


def some(of: Grams, texts: NDArray[np.bool_]) -> Grams:
    """The grams of some of the texts, numbered anew."""
    kept = texts[of.rows]
    anew = np.cumsum(texts) - 1
    return Grams(anew[of.rows[kept]], of.keys[kept], of.value[kept], of.rarity[kept], of.mass[texts], of.norm[texts])


def products(old: Grams, new: Grams) -> Matrix:
    """For every old and new text the product of their vectors."""
    return _sums(old, new, lambda left, right: old.value[left] * new.value[right])


def shared(old: Grams, new: Grams) -> tuple[Matrix, Matrix]:
    """For every old and new text: the product of their vectors, and the rarity mass of the grams they share."""
    return products(old, new), _sums(old, new, lambda left, _: old.rarity[left])


def _sums(old: Grams, new: Grams, each: Callable[[Ints, Ints], Floats]) -> Matrix:
    """For every old and new text the sum over the grams they share; of equal texts one is summed for all."""
    firsts = _firsts(old), _firsts(new)
    olds, news = (np.flatnonzero(first[of.rows] == of.rows) for first, of in zip(firsts, (old, new), strict=True))
    rows, columns = (np.unique(first, return_inverse=True) for first in firsts)
    total = np.zeros(len(rows[0]) * len(columns[0]))
    for left, right in joined(old.keys[olds], new.keys[news]):
        entries = olds[left], news[right]
        cell = rows[1][old.rows[entries[0]]] * len(columns[0]) + columns[1][new.rows[entries[1]]]
        total += np.bincount(cell, each(*entries), minlength=len(total))
    return total.reshape(len(rows[0]), len(columns[0])).astype(np.float32)[np.ix_(rows[1], columns[1])]


def _firsts(of: Grams) -> Ints:
    """For every text the first one that has its grams, as often."""
    size = len(of.mass)
    bounds = pairwise(np.searchsorted(of.rows, np.arange(size + 1)).tolist())
    seen: dict[tuple[bytes, bytes], int] = {}
    found = [
        seen.setdefault((of.keys[start:end].tobytes(), of.value[start:end].tobytes()), number)
        for number, (start, end) in enumerate(bounds)
    ]
    return np.array(found, dtype=np.int64)


def cosines(product: Matrix, old: Grams, new: Grams) -> Matrix:
    """The products over the lengths of the vectors."""
    return np.asarray(product / old.norm[:, None] / new.norm[None, :], dtype=np.float32)
