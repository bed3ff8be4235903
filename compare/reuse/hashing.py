"""The hash kernel: takes tokens (characters or words) and the sentences they stand in, gives 64-bit hashes of grams.

Arrays in, arrays out; the same integers on every machine, under every engine. Change anything here and `SCHEME_ID`
must change with it: hashes of two schemes never meet.
"""

import numpy as np
import numpy.typing as npt

SCHEME_ID = "yoy-grams-1"

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_BASE = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(0xBF58476D1CE4E5B9)
_TWO = np.uint64(0x94D049BB133111EB)


def mixed(values: Hashes) -> Hashes:
    """A bijection that spreads every bit over all 64 (splitmix64's), so that any bits of a hash make fair buckets."""
    values = (values ^ (values >> np.uint64(30))) * _ONE
    values = (values ^ (values >> np.uint64(27))) * _TWO
    return values ^ (values >> np.uint64(31))


def characters(text: str) -> Hashes:
    """A hash for each code point of a text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    return mixed(codes + _BASE)


def folded_runs(values: Hashes, firsts: Numbers, lengths: Numbers) -> Hashes:
    """The polynomial hash of each run of values, any lengths (words out of characters); the length is part of it."""
    total = np.zeros(len(firsts), dtype=np.uint64)
    for place in range(int(lengths.max(initial=0))):
        going = lengths > place
        total[going] = total[going] * _BASE + values[firsts[going] + place]
    return mixed(total + lengths.astype(np.uint64))


def windows(values: Hashes, length: int) -> Hashes:
    """The polynomial hash of every window of `length` values, by its first place."""
    count = max(len(values) - length + 1, 0)
    total = values[:count].copy()
    for place in range(1, length):
        total *= _BASE
        total += values[place : place + count]
    return mixed(total + np.uint64(length))


def grams(values: Hashes, bounds: Numbers, length: int, shortest: int) -> tuple[Hashes, Numbers, Numbers]:
    """Hash, first token and size of every gram, in order of first token.

    A gram is `length` tokens in a row inside one sentence; a sentence of `shortest` to `length` - 1 tokens is one gram.
    `bounds` are the first tokens of the sentences, and the number of tokens at the end.
    """
    sizes = np.diff(bounds)
    room = np.repeat(bounds[1:], sizes) - np.arange(len(values))  # tokens from here to the sentence's end
    hashes, firsts, spans = [], [], []
    at = np.flatnonzero(room >= length)
    hashes.append(windows(values, length)[at])
    firsts.append(at)
    spans.append(np.full(len(at), length))
    for size in range(shortest, length):
        at = bounds[:-1][sizes == size]
        hashes.append(folded_runs(values, at, np.full(len(at), size)))
        firsts.append(at)
        spans.append(np.full(len(at), size))
    first = np.concatenate(firsts)
    order = np.argsort(first, kind="stable")
    return np.concatenate(hashes)[order], first[order], np.concatenate(spans)[order]
