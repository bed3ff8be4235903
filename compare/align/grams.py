"""Takes the sentence tables of both editions, gives their grams with rarity, and what any two sentences share.

A gram is two neighbouring characters (Chinese) or a word (English). Grams that touch a slot are none: a figure, a date
or a mask makes nothing alike. Rarity comes from the pair of editions alone, on one scale whatever their length.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from compare.align.types import SentenceTable
from compare.matching import Floats, Ints, joined
from compare.text.forms import SLOTS

Matrix = NDArray[np.float32]
_SLOTS = np.array([ord(slot) for slot in SLOTS], dtype=np.uint32)
_SCALE = 6.0
"""The rarity of a gram that stands in one sentence, about: the same in a page and in a book."""
_SMALL = 1 << 21
"""Cells of a matrix of products that is cheaper made whole than looked up."""
_PAIRS = 1 << 15
"""Pairs whose grams are compared at a time."""
_ENOUGH = 4.0
"""Grams without a rival that make a subject: a name of five characters; more than that says nothing further."""


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
    starts: Ints = field(init=False)
    counts: Ints = field(init=False)

    def __post_init__(self) -> None:
        """Where the entries of each text begin, with the end of all behind them, and how many each has."""
        starts = np.searchsorted(self.rows, np.arange(len(self.mass) + 1))
        object.__setattr__(self, "starts", starts)
        object.__setattr__(self, "counts", np.diff(starts))


@dataclass(frozen=True, slots=True, eq=False)
class EditionGrams:
    """The grams of one side, of its sentences and of its clauses; `owner` is the sentence of each clause."""

    sentences: Grams
    clauses: Grams
    owner: Ints


def grams(old: SentenceTable, new: SentenceTable) -> tuple[EditionGrams, EditionGrams]:
    """The grams of both sides over one numbering."""
    cut = _words if old.edition.language == "en" else _runs
    old_raw, new_raw = cut(old), cut(new)
    names, ids = np.unique(np.concatenate([old_raw.keys, new_raw.keys]), return_inverse=True)
    parts = np.split(ids.astype(np.int64), [len(old_raw.keys)])
    size, count = len(names), len(old) + len(new)
    seen = (
        sum(
            np.bincount(_once(raw.rows, keys, size) % size, minlength=size)
            for raw, keys in zip((old_raw, new_raw), parts, strict=True)
        )
        if size
        else np.zeros(0)
    )
    rarity = np.maximum(np.log((count + 1) / (seen + 0.5)) * _SCALE / np.log(max(count, 2) / 0.5), 0.05)
    old_grams, new_grams = (
        _edition_grams(raw, keys, rarity, table)
        for raw, keys, table in zip((old_raw, new_raw), parts, (old, new), strict=True)
    )
    return old_grams, new_grams


@dataclass(frozen=True, slots=True, eq=False)
class _Occurrences:
    """Every gram as it stands: its sentence, its clause, its key; and the sentence of each clause."""

    rows: Ints
    clauses: Ints
    keys: NDArray[np.int64] | NDArray[np.str_]
    owner: Ints


def _runs(table: SentenceTable) -> _Occurrences:
    lengths = np.array([len(text) + 1 for text in table.skeletons], dtype=np.int64)
    codes = np.frombuffer(("\0".join(table.skeletons) + "\0").encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    opens = np.zeros(len(codes), dtype=np.int64)
    opens[starts] = 1
    for start, breaks in zip(starts.tolist(), table.breaks, strict=True):
        opens[[start + at for at in breaks]] = 1
    clause = np.cumsum(opens) - 1
    owner = np.repeat(np.arange(len(table)), lengths)
    fine = (codes != 0) & ~np.isin(codes, _SLOTS)
    whole = np.flatnonzero(fine[:-1] & fine[1:])
    return _Occurrences(owner[whole], clause[whole], codes[whole] << 21 | codes[whole + 1], owner[opens == 1])


def _words(table: SentenceTable) -> _Occurrences:
    rows, clauses, owner = list[int](), list[int](), list[int]()
    keys = list[str]()
    for number, (text, breaks) in enumerate(zip(table.skeletons, table.breaks, strict=True)):
        base, at = len(owner), 0
        owner += [number] * (len(breaks) + 1)
        for word in text.split(" "):
            if word and not any(slot in word for slot in SLOTS):
                rows.append(number)
                clauses.append(base + bisect_right(breaks, at))
                keys.append(word)
            at += len(word) + 1
    places = [np.array(numbers, dtype=np.int64) for numbers in (rows, clauses, owner)]
    return _Occurrences(places[0], places[1], np.array(keys, dtype=np.str_), places[2])


def _once(rows: Ints, keys: Ints, size: int) -> Ints:
    return np.unique(rows * size + keys)


def _edition_grams(raw: _Occurrences, keys: Ints, rarity: Floats, table: SentenceTable) -> EditionGrams:
    return EditionGrams(
        _weighed(raw.rows, keys, rarity, len(table)), _weighed(raw.clauses, keys, rarity, len(raw.owner)), raw.owner
    )


def _weighed(rows: Ints, keys: Ints, rarity: Floats, size: int) -> Grams:
    both, counts = np.unique(rows * max(len(rarity), 1) + keys, return_counts=True)
    rows, keys = both // max(len(rarity), 1), both % max(len(rarity), 1)
    value = (1 + np.log(counts)) * rarity[keys]
    mass = np.bincount(rows, rarity[keys], minlength=size)
    norm = np.sqrt(np.bincount(rows, value * value, minlength=size))
    return Grams(rows, keys, value, rarity[keys], np.maximum(mass, 1e-9), np.maximum(norm, 1e-9))


def some(grams: Grams, texts: Ints) -> Grams:
    """The grams of some of the texts, numbered by their places in `texts`."""
    entry = _entries(grams, texts)
    rows = np.repeat(np.arange(len(texts)), grams.counts[texts])
    return Grams(rows, grams.keys[entry], grams.value[entry], grams.rarity[entry], grams.mass[texts], grams.norm[texts])


def summed(grams: Grams, first: Ints, last: Ints) -> Grams:
    """The sums of the vectors of ranges of texts, as texts of their own; of a gram's rarity and mass nothing is asked."""
    parts = [slice(*grams.starts[[a, max(a, b)]]) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    grouped = [np.unique(grams.keys[part], return_inverse=True) for part in parts]
    keys = np.concatenate([names for names, _ in grouped]) if grouped else np.zeros(0, dtype=np.int64)
    sums = [np.bincount(ids, grams.value[part], len(names)) for (names, ids), part in zip(grouped, parts, strict=True)]
    value: Floats = np.concatenate(sums).astype(np.float64) if sums else np.zeros(0)
    rows = np.repeat(np.arange(len(parts)), [len(names) for names, _ in grouped])
    square = np.bincount(rows, value * value, minlength=len(parts))
    return Grams(rows, keys, value, value, np.ones(len(parts)), np.sqrt(square))


def products(old: Grams, new: Grams) -> Matrix:
    """For every old and new text the product of their vectors: a row an old text."""
    return _products(old, new).astype(np.float32)


def _products(old: Grams, new: Grams) -> Floats:
    """The same in full; of equal texts one is summed for all."""
    firsts = _firsts(old), _firsts(new)
    olds, news = (
        np.flatnonzero(first[grams.rows] == grams.rows) for first, grams in zip(firsts, (old, new), strict=True)
    )
    rows, columns = (np.unique(first, return_inverse=True) for first in firsts)
    total = np.zeros(len(rows[0]) * len(columns[0]))
    for old_entries, new_entries in joined(old.keys[olds], new.keys[news]):
        entries = olds[old_entries], news[new_entries]
        cell = rows[1][old.rows[entries[0]]] * len(columns[0]) + columns[1][new.rows[entries[1]]]
        total += np.bincount(cell, old.value[entries[0]] * new.value[entries[1]], minlength=len(total))
    whole: Floats = total.reshape(len(rows[0]), len(columns[0]))[np.ix_(rows[1], columns[1])]
    return whole


def cosines(product: Matrix, old: Floats, new: Floats) -> Matrix:
    """The products over the lengths of the vectors, `old` for the rows and `new` for the columns."""
    return np.asarray(product / old[:, None] / new[None, :], dtype=np.float32)


def dots(old: Grams, new: Grams, rows: Ints, columns: Ints) -> Floats:
    """For each pair of texts the product of their vectors: from the whole matrix where it is small, else looked up."""
    if len(old.mass) * len(new.mass) <= _SMALL:
        return _products(old, new)[rows, columns]
    width = len(new.mass)
    pairs, place = np.unique(rows * width + columns, return_inverse=True)
    product = np.zeros(len(pairs))
    for start, pair, entry, hit in _common(pairs // width, pairs % width, old, new):
        value = old.value[entry] * new.value[hit]
        sums = np.bincount(pair, value)
        product[start : start + len(sums)] = sums
    return product[place]


def _common(rows: Ints, columns: Ints, old: Grams, new: Grams) -> Iterator[tuple[int, Ints, Ints, Ints]]:
    """The grams that pairs of texts have in common, a block of pairs at a time.

    A block is the number of its first pair, then for each common gram the pair's number in the block, the old text's
    entry and the new one's.
    """
    width = _width(old, new)
    names = new.rows * width + new.keys
    for start in range(0, len(rows), _PAIRS):
        some_rows, some_columns = rows[start : start + _PAIRS], columns[start : start + _PAIRS]
        pair = np.repeat(np.arange(len(some_rows)), old.counts[some_rows])
        entry = _entries(old, some_rows)
        wanted = some_columns[pair] * width + old.keys[entry]
        place = np.minimum(np.searchsorted(names, wanted), max(len(names) - 1, 0))
        hit = names[place] == wanted if len(names) else np.zeros(len(wanted), dtype=bool)
        yield start, pair[hit], entry[hit], place[hit]


def _entries(grams: Grams, texts: Ints) -> Ints:
    """The places of the grams of some texts, one text after the other."""
    counts = grams.counts[texts]
    ends = np.cumsum(counts)
    entries: Ints = np.arange(int(counts.sum())) + np.repeat(grams.starts[texts] - (ends - counts), counts)
    return entries


def _firsts(grams: Grams) -> Ints:
    """For every text the first one that has its grams, as often."""
    bounds = pairwise(grams.starts.tolist())
    seen: dict[tuple[bytes, bytes], int] = {}
    firsts = [
        seen.setdefault((grams.keys[start:end].tobytes(), grams.value[start:end].tobytes()), number)
        for number, (start, end) in enumerate(bounds)
    ]
    return np.array(firsts, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class SharedGrams:
    """One entry for each gram that a candidate pair has in common: `pair` numbers the pairs, in rising order."""

    pair: Ints
    gram: Ints
    rarity: Floats

    def kept(self, mask: NDArray[np.bool_]) -> "SharedGrams":
        """The entries of the pairs under the mask, the pairs numbered anew."""
        inside = mask[self.pair]
        anew = np.cumsum(mask) - 1
        return SharedGrams(anew[self.pair[inside]], self.gram[inside], self.rarity[inside])


def shared_grams(rows: Ints, columns: Ints, old: Grams, new: Grams) -> SharedGrams:
    """The grams that the sentences of each pair have in common."""
    blocks = [(start + pair, entry) for start, pair, entry, _ in _common(rows, columns, old, new)]
    if not blocks:
        return SharedGrams(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    pair, entry = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    return SharedGrams(pair, old.keys[entry], old.rarity[entry])


def rarest(shared: SharedGrams, size: int) -> Floats:
    """For each pair the sum of its three largest rarities."""
    order = np.lexsort((-shared.rarity, shared.pair))
    pair, rarity = shared.pair[order], shared.rarity[order]
    opens = np.searchsorted(pair, pair)
    first = np.arange(len(pair)) - opens < 3
    return _summed(pair[first], rarity[first], size)


def sole(
    shared: SharedGrams, rows: Ints, columns: Ints, sides: tuple[Grams, Grams], groups: tuple[Ints, Ints]
) -> Floats:
    """The grams that nothing else could answer with: each counts one over the ways to pair it between two groups.

    `groups` number, for the sentences of either side, the stretch in which a gram is counted. A name is enough, a
    copied phrase is no more: what is recycled inside another sentence has many such grams.
    """
    width = _width(*sides)
    ways = np.ones(len(shared.pair))
    for places, grams, group in zip((rows, columns), sides, groups, strict=True):
        kinds, counts = np.unique(group[grams.rows] * width + grams.keys, return_counts=True)
        ways *= counts[np.searchsorted(kinds, group[places[shared.pair]] * width + shared.gram)]
    return np.minimum(_summed(shared.pair, 1 / ways, len(rows)), _ENOUGH)


def contested(shared: SharedGrams, places: Ints, kinds: Ints, chances: Floats) -> Floats:
    """For each pair the share of what it has in common, by rarity, that other likely partners of `places` have too.

    Partners of one kind, copies of a sentence, do not contest each other.
    """
    missed = np.log1p(-np.minimum(chances, 0.97))[shared.pair]
    width = int(shared.gram.max(initial=0)) + 1
    _, cell = np.unique(places[shared.pair] * width + shared.gram, return_inverse=True)
    _, own = np.unique(cell * (int(kinds.max(initial=0)) + 1) + kinds[shared.pair], return_inverse=True)
    sums = [_summed(of, missed, int(of.max(initial=0)) + 1)[of] for of in (cell, own)]
    alone = np.exp(sums[0] - sums[1])
    mass = np.maximum(_summed(shared.pair, shared.rarity, len(places)), 1e-9)
    return np.asarray(1 - _summed(shared.pair, shared.rarity * alone, len(places)) / mass, dtype=np.float64)


def _width(old: Grams, new: Grams) -> int:
    return int(max(old.keys.max(initial=0), new.keys.max(initial=0))) + 1


def _summed(places: Ints, values: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(places, values, minlength=size), dtype=np.float64)
