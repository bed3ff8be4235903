"""Takes the skeletons of both editions, gives their grams with rarity, and what any two sentences share.

A gram is two neighbouring characters (Chinese) or a word (English); the long grams are four characters or two words.
Grams that touch a slot are none: a figure, a date or a mask makes nothing alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.matching import Floats, Ints, joined
from compare.text.forms import SLOTS

Matrix = NDArray[np.float32]
_SLOTS = np.array([ord(slot) for slot in SLOTS], dtype=np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """The grams of one side, one entry for each gram of each sentence.

    `value` is (1 + ln count) times rarity; `rarity` is that of the gram; `mass` sums a sentence's rarities and
    `norm` is the length of its vector of values.
    """

    rows: Ints
    keys: Ints
    value: Floats
    rarity: Floats
    mass: Floats
    norm: Floats


def grams(old: Sequence[str], new: Sequence[str], language: str, *, long: bool) -> tuple[Grams, Grams]:
    """The grams of both sides over one numbering, rarity taken from both together."""
    raw = [
        _words(texts, 2 if long else 1) if language == "en" else _runs(texts, 4 if long else 2) for texts in (old, new)
    ]
    if language == "en":
        numbers: dict[object, int] = {}
        coded = [np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64) for _, keys in raw]
    else:
        coded = [np.asarray(keys, dtype=np.int64) for _, keys in raw]
    _, ids = np.unique(np.concatenate(coded), return_inverse=True)
    cut = len(coded[0])
    entries = [_counted(np.asarray(rows), part) for (rows, _), part in zip(raw, (ids[:cut], ids[cut:]), strict=True)]
    size = int(ids.max()) + 1 if len(ids) else 0
    seen = sum(np.bincount(keys, minlength=size) for _, keys, _ in entries)
    rarity = np.log((len(old) + len(new) + 1) / (seen + 0.5))
    one, other = (_weighed(*entry, rarity, len(texts)) for entry, texts in zip(entries, (old, new), strict=True))
    return one, other


def _runs(texts: Sequence[str], size: int) -> tuple[Ints, Ints]:
    """Sentence number and code of every run of `size` characters that touches no slot."""
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    codes = np.frombuffer(("\0".join(texts) + "\0").encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    fine = (codes != 0) & ~np.isin(codes, _SLOTS)
    owner = np.repeat(np.arange(len(texts)), lengths)
    count = len(codes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    keys, whole = np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool)
    for at in range(size):
        keys = keys * 1_000_003 + codes[at : at + count]
        whole &= fine[at : at + count]
    return owner[:count][whole], keys[whole]


def _words(texts: Sequence[str], size: int) -> tuple[list[int], list[tuple[str, ...]]]:
    """Sentence number and words of every run of `size` words that touches no slot."""
    rows, keys = [], []
    for number, text in enumerate(texts):
        words = text.split()
        for run in zip(*(words[at:] for at in range(size)), strict=False):
            if not any(slot in word for word in run for slot in SLOTS):
                rows.append(number)
                keys.append(run)
    return rows, keys


def _counted(rows: Ints, keys: Ints) -> tuple[Ints, Ints, Ints]:
    if not len(keys):
        return rows.astype(np.int64), keys, keys
    size = int(keys.max()) + 1
    both, counts = np.unique(rows.astype(np.int64) * size + keys, return_counts=True)
    return both // size, both % size, counts


def _weighed(rows: Ints, keys: Ints, counts: Ints, rarity: Floats, size: int) -> Grams:
    value = (1 + np.log(counts)) * rarity[keys]
    mass = np.bincount(rows, rarity[keys], minlength=size)
    norm = np.sqrt(np.bincount(rows, value * value, minlength=size))
    return Grams(rows, keys, value, rarity[keys], np.maximum(mass, 1e-9), np.maximum(norm, 1e-9))


def shared(old: Grams, new: Grams) -> tuple[Matrix, Matrix]:
    """For every old and new sentence: the product of their vectors, and the rarity mass of the grams they share."""
    shape = len(old.mass), len(new.mass)
    product, mass = np.zeros(shape[0] * shape[1]), np.zeros(shape[0] * shape[1])
    for left, right in joined(old.keys, new.keys):
        cell = old.rows[left] * shape[1] + new.rows[right]
        product += np.bincount(cell, old.value[left] * new.value[right], minlength=len(product))
        mass += np.bincount(cell, old.rarity[left], minlength=len(mass))
    return product.reshape(shape).astype(np.float32), mass.reshape(shape).astype(np.float32)
