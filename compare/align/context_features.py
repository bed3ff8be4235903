"""Takes a first opinion of the candidates, gives the second model's table: what the other links say for and against.

A pair gains from links beside it, between its sections and where its neighbours point, and loses to rivals.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

import numpy as np

from compare.align.grams import contested
from compare.align.sections import SectionTable, body_likeness, similarity
from compare.align.text_features import Candidates, Features
from compare.align.types import SentenceTable
from compare.matching import Floats, Ints, PairChances, heaviest_run, rival

CARRIED = (
    "rarest",
    "sole",
    "cosine",
    "part",
    "both headings",
    "ratio",
    "scope",
    "clauses",
    "length",
    "shared mass",
    "under",
    "one heading",
    "partial ratio",
    "containment",
    "ratio row margin",
    "ratio column margin",
    "words",
    "words row margin",
    "words column margin",
    "best clause",
    "threes",
    "threes contained",
    "place in section",
    "both figures",
    "same figures",
)
"""Features of the first table that the second model sees again."""

_REACH = 6
_LIKELY = 0.5
"""Opinion from which a sentence counts as linked, and so as one end of a gap."""

_WHOLE = 1e6
"""What a sure link weighs in a run: whole numbers, so that equal sums are equal in any order."""

_CLOSE = 3
"""So many sentences on either side move together with one."""

_FEW = 5.0
"""So many links beside a pair tell little of the order that editions keep."""

_CELLS = 1 << 20
"""Sums that are held at a time."""

_LINES = 128
"""Rows of a block at least."""


def first_opinion(candidates: Candidates, chances: Floats, certain: Sequence[tuple[int, int]]) -> PairChances:
    """The first model's word on the candidates, and the certain pairs at 1."""
    rows = np.array([i for i, _ in certain], dtype=np.int64)
    columns = np.array([j for _, j in certain], dtype=np.int64)
    return PairChances(
        np.concatenate([candidates.rows, rows]),
        np.concatenate([candidates.columns, columns]),
        np.concatenate([chances, np.ones(len(rows))]),
    )


def second_candidates(
    candidates: Candidates,
    opinion: PairChances,
    old: SentenceTable,
    new: SentenceTable,
    sections: tuple[SectionTable, SectionTable],
) -> Candidates:
    """The same candidates under the features of the second model."""
    own = opinion.chances[: len(candidates.rows)]
    features = _rivals(candidates, own, opinion, old, new)
    features["old contested"] = contested(candidates.shared, candidates.rows, new.kind[candidates.columns], own)
    features["new contested"] = contested(candidates.shared, candidates.columns, old.kind[candidates.rows], own)
    features |= _masses(candidates, own, opinion, old, new)
    features |= _neighbours(candidates, opinion, old, new)
    features |= _beside(candidates, opinion, len(new))
    features |= _gaps(candidates, opinion, old, new)
    features["crossing"] = _crossing(candidates, opinion, len(old), len(new))
    features["off the run"] = _off_the_run(candidates, opinion, len(new), sections)
    features |= _sections(candidates, opinion, old, new, sections)
    return Candidates(
        candidates.rows,
        candidates.columns,
        features | {name: candidates.features[name] for name in CARRIED},
        candidates.shared,
    )


def _rivals(
    candidates: Candidates, own: Floats, opinion: PairChances, old: SentenceTable, new: SentenceTable
) -> Features:
    rows, columns = candidates.rows, candidates.columns
    chance = np.clip(own, 1e-5, 1 - 1e-5)
    odds = np.clip(chance / (1 - chance), np.exp(-8.0), np.exp(6.0))
    kinds = (new.kind[columns], old.kind[rows])
    best_row, best_column = rival(rows, kinds[0], own, len(old)), rival(columns, kinds[1], own, len(new))
    row_odds, column_odds = _of_other_kinds(rows, kinds[0], odds), _of_other_kinds(columns, kinds[1], odds)
    row_sum = np.bincount(opinion.rows, opinion.chances, minlength=len(old))[rows] - _summed(rows, own)
    column_sum = np.bincount(opinion.columns, opinion.chances, minlength=len(new))[columns] - _summed(columns, own)
    return {
        "first opinion": np.log(chance / (1 - chance)),
        "row rival": best_row,
        "column rival": best_column,
        "row odds": np.log1p(np.maximum(row_odds, 0)),
        "column odds": np.log1p(np.maximum(column_odds, 0)),
        "row sum": np.minimum(np.maximum(row_sum + _of_other_kinds(rows, kinds[0], own), 0), 3),
        "column sum": np.minimum(np.maximum(column_sum + _of_other_kinds(columns, kinds[1], own), 0), 3),
    }


def _of_other_kinds(rows: Ints, kinds: Ints, values: Floats) -> Floats:
    """For each entry the sum of its row's values of other kinds: copies of a sentence are no rivals of each other."""
    own = rows * (int(kinds.max(initial=0)) + 1) + kinds
    return _summed(rows, values) - _summed(np.unique(own, return_inverse=True)[1].astype(np.int64), values)


def _summed(groups: Ints, values: Floats) -> Floats:
    """For each entry the sum of its group's values."""
    return np.asarray(np.bincount(groups, values)[groups], dtype=np.float64)


def _masses(
    candidates: Candidates, own: Floats, opinion: PairChances, old: SentenceTable, new: SentenceTable
) -> Features:
    """Link mass between the sections of a pair, itself left out, as a share of all that either section has."""
    width = int(new.leaf.max(initial=0)) + 1
    cells, place = np.unique(old.leaf[opinion.rows] * width + new.leaf[opinion.columns], return_inverse=True)
    mass = np.bincount(place, opinion.chances, minlength=len(cells))
    between = mass[place[: len(own)]] - own
    old_mass, new_mass = np.bincount(cells // width, mass), np.bincount(cells % width, mass)
    return {
        "section of old": between / np.maximum(old_mass[old.leaf[candidates.rows]], 0.5),
        "section of new": between / np.maximum(new_mass[new.leaf[candidates.columns]], 0.5),
    }


def _neighbours(candidates: Candidates, opinion: PairChances, old: SentenceTable, new: SentenceTable) -> Features:
    rows, columns = candidates.rows, candidates.columns
    forth = _pointed(opinion.rows, opinion.columns, opinion.chances, len(old))
    back = _pointed(opinion.columns, opinion.rows, opinion.chances, len(new))
    return {
        "neighbours of old point": _agreement(rows, columns, *forth),
        "neighbours of new point": _agreement(columns, rows, *back),
    }


def _beside(candidates: Candidates, opinion: PairChances, width: int) -> Features:
    """The links of the sentences next to a pair with the pair itself, as the pieces of a split have them."""
    rows, columns = candidates.rows, candidates.columns
    chance = partial(_at, opinion.rows, opinion.columns, opinion.chances, width + 2)
    return {
        "beside old": np.maximum(chance(rows - 1, columns), chance(rows + 1, columns)),
        "beside new": np.maximum(chance(rows, columns - 1), chance(rows, columns + 1)),
    }


def _at(rows: Ints, columns: Ints, values: Floats, width: int, at_rows: Ints, at_columns: Ints) -> Floats:
    """The values of rows and columns at some pairs, 0 where there is none; columns from -1 below `width` - 1."""
    names = rows * width + columns + 1
    order = np.argsort(names)
    wanted = at_rows * width + at_columns + 1
    if not len(order):
        return np.zeros(len(wanted))
    place = order[np.minimum(np.searchsorted(names[order], wanted), len(order) - 1)]
    return np.where(names[place] == wanted, values[place], 0.0)


def _gaps(candidates: Candidates, opinion: PairChances, old: SentenceTable, new: SentenceTable) -> Features:
    """Whether a pair lies in the gap between the likely links before and after it: one, shared by the free ones there."""
    likely = np.flatnonzero(opinion.chances >= _LIKELY)
    likely = likely[np.argsort(opinion.chances[likely], kind="stable")]
    mates = np.full(len(old), -1, dtype=np.int64), np.full(len(new), -1, dtype=np.int64)
    mates[0][opinion.rows[likely]] = opinion.columns[likely]
    mates[1][opinion.columns[likely]] = opinion.rows[likely]
    return {
        "gap of old": _gap(candidates.rows, candidates.columns, *mates),
        "gap of new": _gap(candidates.columns, candidates.rows, *mates[::-1]),
    }


def _gap(rows: Ints, columns: Ints, mates: Ints, mates_back: Ints) -> Floats:
    """For rows and columns with their mates, -1 for none: the pair's share of the gap between the rows' next links."""
    ends = np.concatenate([[-1], mates, [len(mates_back)]])
    linked = np.concatenate([[True], mates >= 0, [True]])
    places = np.arange(len(ends))
    before = np.maximum.accumulate(np.where(linked, places, 0))
    after = np.minimum.accumulate(np.where(linked, places, len(places))[::-1])[::-1]
    low, high = ends[before[rows]], ends[after[rows + 2]]
    free = np.append(0, np.cumsum(mates_back < 0))
    count = free[high] - free[low + 1] + (mates_back[columns] >= 0)
    share: Floats = np.where((low < columns) & (columns < high), 1.0 / np.maximum(count, 1), 0.0)
    return share


def _crossing(candidates: Candidates, opinion: PairChances, height: int, width: int) -> Floats:
    """The share of all link mass beside a pair that crosses it: old before and new after it, or the other way round."""
    rows, columns = candidates.rows, candidates.columns
    by_old, by_new = (
        np.append(0.0, np.cumsum(np.bincount(places, opinion.chances, minlength=size)))
        for places, size in ((opinion.rows, height), (opinion.columns, width))
    )
    corner = [np.zeros(len(rows)) for _ in range(4)]
    for first, taken, above, carried in _above(opinion, height, width):
        here = np.flatnonzero((rows >= first) & (rows < first + len(above) - 1))
        for at, (down, right) in enumerate(product((0, 1), repeat=2)):
            i, j = rows[here] - first + down, columns[here] + right
            corner[at][here] = carried[j] + above[i, np.searchsorted(taken, j)]
    before_both, before_old, before_new, upto_both = corner
    after = by_old[rows] - before_old
    before = by_new[columns] - before_new
    beside = by_old[-1] - by_old[rows + 1] - by_new[columns + 1] + upto_both
    crossing: Floats = (after + before) / (after + before + before_both + beside + _FEW)
    return crossing


def _above(opinion: PairChances, height: int, width: int) -> Iterator[tuple[int, Ints, Floats, Floats]]:
    """Link mass before rows and columns, a block of r rows at a time.

    A block is the number of its first row, the k columns that its links point to, the mass inside the block before each
    row and each such column (r + 1 lines of k + 1 sums), and the mass of all blocks before, before each column.
    """
    order = np.argsort(opinion.rows, kind="stable")
    step = max(_LINES, _CELLS // (width + 1))
    carried = np.zeros(width + 1)
    for first in range(0, height, step):
        stop = min(first + step, height)
        here = order[slice(*np.searchsorted(opinion.rows[order], (first, stop)))]
        taken, place = np.unique(opinion.columns[here], return_inverse=True)
        cells = (opinion.rows[here] - first + 1) * (len(taken) + 1) + place + 1
        mass = np.bincount(cells, opinion.chances[here], minlength=(stop - first + 1) * (len(taken) + 1))
        above = mass.reshape(stop - first + 1, len(taken) + 1).cumsum(axis=0).cumsum(axis=1)
        yield first, taken, above, carried
        carried = carried + above[-1, np.searchsorted(taken, np.arange(width + 1))]


def _off_the_run(
    candidates: Candidates, opinion: PairChances, width: int, sections: tuple[SectionTable, SectionTable]
) -> Floats:
    """How many of the likely links in order a pair crosses, where an edition is one section: its text has one thread.

    It falls with every likely link close by that keeps the pair's order: what moved with its neighbours is no stray.
    Of runs of one weight the earliest counts, by the old edition and by the new one: the mean of both hangs on neither.
    """
    if min(len(table.sections) for table in sections) > 1:
        return np.zeros(len(candidates.rows))
    likely = np.flatnonzero(opinion.chances >= _LIKELY)
    ups, downs, weights = opinion.rows[likely], opinion.columns[likely], np.rint(opinion.chances[likely] * _WHOLE)
    forth = _crossed(candidates.rows, candidates.columns, ups, downs, weights)
    back = _crossed(candidates.columns, candidates.rows, downs, ups, weights)
    along = _along(candidates, ups, downs, width)
    return np.asarray(np.log1p((forth + back) / 2) * np.exp(-along), dtype=np.float64)


def _along(candidates: Candidates, ups: Ints, downs: Ints, width: int) -> Floats:
    """How many of the links `ups` to `downs` stand close to each pair, before it on both sides or behind it on both."""
    there = partial(_at, ups, downs + _CLOSE, np.ones(len(ups)), width + 2 * _CLOSE + 2)
    rows, columns = candidates.rows, candidates.columns + _CLOSE
    along = np.zeros(len(rows))
    for down, right in product(range(1, _CLOSE + 1), repeat=2):
        along += there(rows + down, columns + right) + there(rows - down, columns - right)
    return along


def _crossed(rows: Ints, columns: Ints, ups: Ints, downs: Ints, weights: Floats) -> Ints:
    """How many links of the heaviest rising run of `ups` and `downs` each pair of rows and columns crosses."""
    order = np.lexsort((downs, ups))
    steps = downs[order] * (len(order) + 1) + np.arange(len(order))
    run = order[sorted(heaviest_run(steps.tolist(), weights[order].tolist()))]
    above, upto = np.searchsorted(ups[run], rows), np.searchsorted(ups[run], rows, "right")
    left_of, until = np.searchsorted(downs[run], columns), np.searchsorted(downs[run], columns, "right")
    return np.asarray(np.maximum(0, np.maximum(left_of - upto, above - until)), dtype=np.int64)


def _pointed(rows: Ints, columns: Ints, chances: Floats, size: int) -> tuple[Floats, Floats]:
    """For each row, where its likely links point on average, and how much that is to be trusted."""
    square = chances * chances
    total = np.bincount(rows, square, minlength=size)
    place = np.bincount(rows, square * columns, minlength=size) / np.maximum(total, 1e-9)
    best = np.zeros(size)
    np.maximum.at(best, rows, square)
    return place, np.where(best < 0.1, 0.0, best)


def _agreement(rows: Ints, columns: Ints, place: Floats, trust: Floats) -> Floats:
    """How well a pair fits where the rows beside it point: nearer rows and closer hits count more."""
    total = np.zeros(len(rows))
    for by in (*range(-_REACH, 0), *range(1, _REACH + 1)):
        beside = np.clip(rows + by, 0, len(place) - 1)
        inside = beside == rows + by
        miss = np.abs(columns + by - place[beside])
        total += inside * trust[beside] * np.exp(-abs(by) / 3.0) * np.exp(-miss / 3.0)
    return total


def _sections(
    candidates: Candidates,
    opinion: PairChances,
    old: SentenceTable,
    new: SentenceTable,
    sections: tuple[SectionTable, SectionTable],
) -> Features:
    """How well the sections that a pair of headings open, or that a pair stands in, answer to each other."""
    body = body_likeness(*sections, opinion)
    score = similarity(*sections, body)
    old_best, new_best = _two_best(score), _two_best(score.T)

    def margin(i: Ints, j: Ints) -> Floats:
        return score[i, j] - np.maximum(_other_best(score[i, j], old_best[i]), _other_best(score[i, j], new_best[j]))

    old_heads, new_heads = old.heads[candidates.rows], new.heads[candidates.columns]
    heads = (old_heads >= 0) & (new_heads >= 0) & (old.head[candidates.rows] > 0) & (new.head[candidates.columns] > 0)
    return {
        "headed margin": np.where(heads, margin(old_heads, new_heads), 0.0),
        "headed bodies": np.where(heads, body[old_heads, new_heads], 0.0),
        "own section margin": margin(old.section[candidates.rows], new.section[candidates.columns]),
    }


def _two_best(score: Floats) -> Floats:
    """The best and the second best of each row; 0 twice where a row has one entry, so that it has no rival."""
    if score.shape[1] < 2:
        return np.zeros((len(score), 2))
    rows = [np.partition(score[at : at + _LINES], -2, axis=1)[:, :-3:-1] for at in range(0, len(score), _LINES)]
    return np.concatenate(rows)


def _other_best(score: Floats, best: Floats) -> Floats:
    """For scores with the two best of their rows the largest other entry of the row."""
    other: Floats = np.where(score >= best[:, 0], best[:, 1], best[:, 0])
    return other
