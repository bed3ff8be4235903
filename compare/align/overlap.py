"""Takes the sentence tables of both editions, gives the candidate pairs by what they share: the retrieval step.

A pair's score is the cosine of its rare grams with what the contexts of both share. It is measured tile by tile, a chunk
of old sentences against a stretch of new ones, so that memory stays bounded. Editions of a few thousand sentences are
measured whole; of longer ones only the chunks that share rare grams (an inverted index over chunks), and beside them
single pairs that share what hardly any other sentence has, wherever they stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.align.grams import EditionGrams, Grams, Matrix, cosines, dots, grams, products, some, summed
from compare.align.smoothing import KERNELS, REACH
from compare.align.types import SentenceTable
from compare.matching import Floats, Ints, joined

Mask = NDArray[np.bool_]
SentenceRange = tuple[int, int]
_CHUNK = 512
"""Sentences of a chunk."""
_CHUNKS = 8
"""Chunks of the other edition that a chunk is measured against; of so many or fewer, all."""
_CELLS = 1 << 22
"""Pairs of clauses that are measured at a time."""
_SURE = 0.15
"""Cosine above which a clause has found its best clause, and a pair is a candidate by its rare grams alone."""
_RIVALS = 3
"""Sentences that may have a gram on either side for it to make a candidate by itself, where not all is measured."""


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """Candidate pairs by what they share: sentence numbers, cosine, and the cosines of their contexts by name.

    `near_old` and `near_new` are each sentence's best *near* with any sentence of the other edition. `won` is for each
    pair the share of a sentence's clauses, by mass, whose best clause stands in the other one; the larger of both.
    """

    old: EditionGrams
    new: EditionGrams
    rows: Ints
    columns: Ints
    cosine: Floats
    contexts: dict[str, Floats]
    near_old: Matrix
    near_new: Matrix
    won: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Free pairs with a score, a cosine, and the cosines of their contexts."""

    rows: Ints
    columns: Ints
    score: Floats
    cosine: Floats
    contexts: dict[str, Floats]

    def at(self, places: Ints | Mask) -> "_Pairs":
        """Some of the pairs."""
        contexts = {name: values[places] for name, values in self.contexts.items()}
        return _Pairs(self.rows[places], self.columns[places], self.score[places], self.cosine[places], contexts)


@dataclass(frozen=True, slots=True, eq=False)
class _TiledEdition:
    """One edition as the tiles see it, and what they fill in: best contexts, best clauses."""

    grams: EditionGrams
    free: Mask
    place: Matrix
    lengths: dict[str, Matrix]
    near: Matrix
    clause: Matrix
    clause_at: Ints

    @property
    def size(self) -> int:
        """How many sentences there are."""
        return len(self.free)


def overlap(
    old: SentenceTable, new: SentenceTable, free: tuple[Mask, Mask], *, floor: float, most: int, tied: int
) -> Overlap:
    """The best free pairs of every sentence on either side: `most` of them, up to `tied` where these are equally good.

    Pairs under a cosine of `floor` are none.
    """
    sides = tuple(_side(edition, mask) for edition, mask in zip(grams(old, new), free, strict=True))
    chunks = _chunk_pairs(sides[0].grams.sentences, sides[1].grams.sentences)
    measured = [
        _measured(rows, columns, sides[0], sides[1], floor, (most, tied))
        for rows, columns in _tiles(chunks, sides[1].size)
    ]
    if not chunks.all():
        measured.append(_lone_pairs(sides[0], sides[1], chunks))
    pairs = _joined(measured)
    pairs = pairs.at(_best(pairs, sides[0], sides[1], most, tied))
    contexts = pairs.contexts | {"under": _under(pairs.rows, pairs.columns, (old, new), sides)}
    won = np.maximum(_won(pairs.rows, pairs.columns, *sides), _won(pairs.columns, pairs.rows, *sides[::-1]))
    return Overlap(
        sides[0].grams,
        sides[1].grams,
        pairs.rows,
        pairs.columns,
        pairs.cosine,
        contexts,
        sides[0].near,
        sides[1].near,
        won,
    )


def _side(edition: EditionGrams, free: Mask) -> _TiledEdition:
    size, clauses = len(free), len(edition.owner)
    return _TiledEdition(
        grams=edition,
        free=free,
        place=np.arange(size, dtype=np.float32) / np.float32(max(size, 1)),
        lengths=_context_lengths(edition.sentences),
        near=np.zeros(size, dtype=np.float32),
        clause=np.zeros(clauses, dtype=np.float32),
        clause_at=np.zeros(clauses, dtype=np.int64),
    )


def _context_lengths(sentences: Grams) -> dict[str, Matrix]:
    """For each kernel the lengths of the contexts of all sentences."""
    size = len(sentences.mass)
    lengths = {name: np.zeros(size, dtype=np.float32) for name in KERNELS}
    for start in range(0, size, _CHUNK):
        stop = min(start + _CHUNK, size)
        texts = _haloed((start, stop), size)
        within = some(sentences, texts)
        own = products(within, within)
        for name, kernel in KERNELS.items():
            lengths[name][start:stop] = kernel.lengths(own)[start - texts[0] : stop - texts[0]]
    return lengths


def _haloed(inner: SentenceRange, size: int) -> Ints:
    """The sentences of a range with those that its contexts reach."""
    return np.arange(max(0, inner[0] - REACH), min(size, inner[1] + REACH))


def _chunk_pairs(old: Grams, new: Grams) -> Mask:
    """Which chunks are measured against which: each against those of which it shares most by rarity."""
    counts = [-(-len(side.mass) // _CHUNK) for side in (old, new)]
    if max(counts, default=0) <= _CHUNKS:
        return np.ones(counts, dtype=bool)
    width = int(max(old.keys.max(initial=0), new.keys.max(initial=0))) + 1
    names = [np.unique(side.rows // _CHUNK * width + side.keys) for side in (old, new)]
    seen = sum(np.bincount(name % width, minlength=width) for name in names)
    rarity = np.log((sum(counts) + 1) / np.maximum(seen, 1))
    shared = np.zeros(counts[0] * counts[1])
    for olds, news in joined(names[0] % width, names[1] % width):
        cells = names[0][olds] // width * counts[1] + names[1][news] // width
        shared += np.bincount(cells, rarity[names[0][olds] % width] ** 2, minlength=len(shared))
    likeness = shared.reshape(counts)
    return _top(likeness) | _top(likeness.T).T


def _top(likeness: Floats) -> Mask:
    """The largest entries of each row."""
    kept = np.zeros(likeness.shape, dtype=bool)
    np.put_along_axis(kept, np.argsort(-likeness, axis=1, kind="stable")[:, :_CHUNKS], values=True, axis=1)
    return kept


def _tiles(chunks: Mask, size: int) -> Iterator[tuple[SentenceRange, SentenceRange]]:
    """The tiles in order: a chunk of the old edition and a stretch of chunks of the new one."""
    for row, chosen in enumerate(chunks):
        column = 0
        while column < len(chosen):
            stop = column
            while stop < len(chosen) and chosen[stop] and stop - column < _CHUNKS:
                stop += 1
            if stop > column:
                yield (row * _CHUNK, (row + 1) * _CHUNK), (column * _CHUNK, min(stop * _CHUNK, size))
            column = max(stop, column + 1)


def _measured(
    rows: SentenceRange,
    columns: SentenceRange,
    old: _TiledEdition,
    new: _TiledEdition,
    floor: float,
    limits: tuple[int, int],
) -> _Pairs:
    """The leading pairs of a tile; notes the best contexts and the best clauses in both sides."""
    rows = rows[0], min(rows[1], old.size)
    olds, news = _haloed(rows, old.size), _haloed(columns, new.size)
    cross = products(some(old.grams.sentences, olds), some(new.grams.sentences, news))
    inner = slice(rows[0] - olds[0], rows[1] - olds[0]), slice(columns[0] - news[0], columns[1] - news[0])
    here = slice(*rows), slice(*columns)
    contexts = {
        name: kernel.around(cross)[inner] / old.lengths[name][here[0], None] / new.lengths[name][None, here[1]]
        for name, kernel in KERNELS.items()
    }
    np.maximum(old.near[here[0]], contexts["near"].max(axis=1, initial=0), out=old.near[here[0]])
    np.maximum(new.near[here[1]], contexts["near"].max(axis=0, initial=0), out=new.near[here[1]])
    norms = old.grams.sentences.norm[here[0]], new.grams.sentences.norm[here[1]]
    cosine = cosines(cross[inner], *norms)
    cosine[~old.free[here[0]]] = 0
    cosine[:, ~new.free[here[1]]] = 0
    score = cosine + np.float32(0.5) * contexts["near"] + np.float32(0.3) * contexts["far"]
    score[cosine < floor] = -1
    places = old.place[here[0]], new.place[here[1]]
    i, j = np.nonzero(_leading(score, places, *limits) | _leading(score.T, places[::-1], *limits).T)
    _note_clauses(rows, columns, old, new)
    at = {name: values[i, j].astype(np.float64) for name, values in contexts.items()}
    return _Pairs(i + rows[0], j + columns[0], score[i, j], cosine[i, j].astype(np.float64), at)


def _leading(score: Matrix, places: tuple[Matrix, Matrix], most: int, tied: int) -> Mask:
    """The best of every row, and what is as good as the last of them; of many that are, those nearest in place."""
    if score.shape[1] <= most:
        return np.asarray(score >= 0)
    limit = -np.partition(-score, most - 1, axis=1)[:, most - 1 : most]
    kept = np.asarray(score >= np.maximum(limit, 0))
    crowded = kept.sum(axis=1) > tied
    if crowded.any():
        away = np.where(kept[crowded], np.abs(places[0][crowded, None] - places[1][None, :]), np.float32(np.inf))
        kept[crowded] = away <= np.partition(away, tied - 1, axis=1)[:, tied - 1 : tied]
    return kept


def _best(pairs: _Pairs, old: _TiledEdition, new: _TiledEdition, most: int, tied: int) -> Ints:
    """The places of the pairs that lead their row or their column, in order."""
    away = np.abs(old.place[pairs.rows] - new.place[pairs.columns])
    kept = _leads(pairs.rows, pairs.score, away, most, tied) | _leads(pairs.columns, pairs.score, away, most, tied)
    order = np.lexsort((pairs.columns, pairs.rows))
    return order[kept[order]]


def _leads(rows: Ints, score: Floats, away: Floats, most: int, tied: int) -> Mask:
    """`_leading` of pairs that are told by their rows."""
    kept = score >= _at_rank(rows, -score, most, -np.inf)
    crowded = kept & (np.bincount(rows[kept], minlength=int(rows.max(initial=0)) + 1)[rows] > tied)
    if crowded.any():
        kept[crowded] = away[crowded] <= -_at_rank(rows[crowded], away[crowded], tied, -np.inf)
    return np.asarray(kept)


def _at_rank(rows: Ints, values: Floats, rank: int, otherwise: float) -> Floats:
    """For each entry the negative of its row's value at a rank, smallest first; `otherwise` for rows with fewer."""
    order = np.lexsort((values, rows))
    opens = np.searchsorted(rows[order], np.arange(int(rows.max(initial=0)) + 1))
    ends = np.append(opens[1:], len(rows))
    at = np.minimum(opens + rank - 1, max(len(rows) - 1, 0))
    found = np.where(opens + rank <= ends, -values[order][at] if len(rows) else otherwise, otherwise)
    return np.asarray(found[rows])


def _joined(parts: list[_Pairs]) -> _Pairs:
    """All pairs of the tiles."""
    nothing = np.zeros(0)
    none = _Pairs(nothing.astype(np.int64), nothing.astype(np.int64), nothing, nothing, dict.fromkeys(KERNELS, nothing))
    parts = parts or [none]
    return _Pairs(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.score for part in parts]),
        np.concatenate([part.cosine for part in parts]),
        {name: np.concatenate([part.contexts[name] for part in parts]) for name in KERNELS},
    )


def _lone_pairs(old: _TiledEdition, new: _TiledEdition, chunks: Mask) -> _Pairs:
    """The pairs outside all tiles that share grams which hardly any other free sentence has; nothing around them agrees."""
    kept = [_rare_entries(side) for side in (old, new)]
    width, cells = new.size, [np.zeros(0, dtype=np.int64)]
    for olds, news in joined(old.grams.sentences.keys[kept[0]], new.grams.sentences.keys[kept[1]]):
        rows, columns = old.grams.sentences.rows[kept[0][olds]], new.grams.sentences.rows[kept[1][news]]
        outside = ~chunks[rows // _CHUNK, columns // _CHUNK]
        cells.append(np.unique(rows[outside] * width + columns[outside]))
    rows, columns = np.divmod(np.unique(np.concatenate(cells)), width)
    product = dots(old.grams.sentences, new.grams.sentences, rows, columns)
    cosine = product / old.grams.sentences.norm[rows] / new.grams.sentences.norm[columns]
    nothing = {name: np.zeros(len(rows)) for name in KERNELS}
    return _Pairs(rows, columns, cosine, cosine, nothing).at(cosine >= _SURE)


def _rare_entries(side: _TiledEdition) -> Ints:
    """The entries of free sentences whose grams few sentences have."""
    sentences = side.grams.sentences
    few = np.bincount(sentences.keys)[sentences.keys] <= _RIVALS if len(sentences.keys) else np.zeros(0, dtype=bool)
    return np.flatnonzero(few & side.free[sentences.rows])


def _note_clauses(rows: SentenceRange, columns: SentenceRange, old: _TiledEdition, new: _TiledEdition) -> None:
    """Note for each clause of a tile's free sentences the clause of the other edition that is most like it."""
    olds, news = _clauses(rows, old), _clauses(columns, new)
    if not len(olds) or not len(news):
        return
    beside = some(new.grams.clauses, news)
    step = max(1, _CELLS // len(news))
    for start in range(0, len(olds), step):
        here = olds[start : start + step]
        of = some(old.grams.clauses, here)
        alike = cosines(products(of, beside), of.norm, beside.norm)
        _note(old, here, alike.max(axis=1), news[alike.argmax(axis=1)])
        _note(new, news, alike.max(axis=0), here[alike.argmax(axis=0)])


def _clauses(sentences: SentenceRange, side: _TiledEdition) -> Ints:
    """The clauses of the free sentences of a range."""
    first, last = np.searchsorted(side.grams.owner, sentences)
    clauses: Ints = first + np.flatnonzero(side.free[side.grams.owner[first:last]])
    return clauses


def _note(side: _TiledEdition, clauses: Ints, alike: Matrix, partners: Ints) -> None:
    better = alike > side.clause[clauses]
    side.clause[clauses[better]] = alike[better]
    side.clause_at[clauses[better]] = partners[better]


def _won(rows: Ints, columns: Ints, side: _TiledEdition, beside: _TiledEdition) -> Floats:
    """For each pair the share of the row's mass, by clauses, whose best clause stands in the column."""
    sure = np.flatnonzero(side.clause > _SURE)
    width = max(beside.size, 1)
    cells, place = np.unique(
        side.grams.owner[sure] * width + beside.grams.owner[side.clause_at[sure]], return_inverse=True
    )
    if not len(cells):
        return np.zeros(len(rows))
    mass = np.bincount(place, side.grams.clauses.mass[sure])
    whole = np.bincount(side.grams.owner, side.grams.clauses.mass, minlength=side.size)
    wanted = rows * width + columns
    at = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
    return np.where(cells[at] == wanted, mass[at], 0.0) / np.maximum(whole[rows], 1e-9)


def _under(
    rows: Ints, columns: Ints, tables: tuple[SentenceTable, SentenceTable], sides: tuple[_TiledEdition, ...]
) -> Floats:
    """The cosine of what belongs to the two sentences of each pair: their ranges, the sentences themselves left out."""
    texts = [side.grams.sentences for side in sides]
    spans = [np.unique(table.first * (len(table) + 1) + table.last, return_inverse=True) for table in tables]
    ranges = [
        summed(text, *np.divmod(span, len(table) + 1))
        for text, (span, _), table in zip(texts, spans, tables, strict=True)
    ]
    at = spans[0][1][rows], spans[1][1][columns]
    product = (
        dots(ranges[0], ranges[1], *at)
        - dots(texts[0], ranges[1], rows, at[1])
        - dots(ranges[0], texts[1], at[0], columns)
        + dots(texts[0], texts[1], rows, columns)
    )
    for places, text, side_ranges, (_, number), table in zip(
        (rows, columns), texts, ranges, spans, tables, strict=True
    ):
        unique, back = np.unique(places, return_inverse=True)
        own = dots(text, side_ranges, unique, number[unique])
        square = side_ranges.norm[number[unique]] ** 2 - 2 * own + text.norm[unique] ** 2
        alone = table.last[unique] - table.first[unique] <= 1
        product = product * np.where(alone, 0.0, 1 / np.sqrt(np.maximum(square, 1e-9)))[back]
    return np.asarray(product, dtype=np.float64)
