"""Which sentence reports on which promise. Takes the sentences of two editions, gives the pairs, their features, their chance.

A logistic model over what the two have in common (`followups.json`); sentences of both sides are taken one to one first.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from compare.model import Change, Edition
from compare.promises.followup_model import followup_model
from compare.text.forms import FIGURE, SLOTS, skeleton
from compare.text.vectors import FloatMatrix, GramOverlap, IntVector, grams, overlap

_DONE = re.compile(
    r"完成|建成|竣工|投产|投用|投入使用|交付|通车|启用|开工|动工|启动|实施|落地|落户|新增|达到|获批|获评|荣获|成功|顺利|圆满|运行|开通|挂牌|出台|整治|改造|新建|建设|累计|增长"
    r"|实现|提高|下降|创建|入选|签约|了(?![解然])|\bcompleted\b|\bopened\b|\blaunched\b|\bachieved\b|\bwere\b|\bwas\b|\bha(?:ve|s) been\b"
)
_TO_DO = re.compile(
    r"将|要|力争|确保|争取|计划|拟|下一步|今后|继续|加快|推动|推进|启动|抓好|做好|完善|健全|加强|强化|深化|提升|支持|鼓励|谋划|积极|大力"
    r"|\bwill\b|\bshall\b|\bplans?\b|\bintends?\b|\bexpects?\b|\baims?\b"
)
_CLAUSE = re.compile(r"[，；：。、,;:]")
_DROP = str.maketrans("", "", SLOTS)
_NEAR = 3

Around = Callable[[FloatMatrix], FloatMatrix]
"""For each row of a matrix the sum of those that stand around it, itself left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Sentences of the old edition that promise and sentences of the new one that report, and a feature table.

    `rows` and `columns` are places in `old` and `new` (numbers of sentences); each feature has an entry a pair.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    rows: IntVector
    columns: IntVector
    features: Mapping[str, FloatMatrix]


def pairs(old: Edition, new: Edition, olds: Sequence[int], news: Sequence[int], changes: Sequence[Change]) -> Pairs:
    """The pairs of promises and reports that share anything, with their features."""
    pieces = [[e.piece(n) for n in ns] for e, ns in ((old, olds), (new, news))]
    texts = [[skeleton(piece, old.language).text for piece in side] for side in pieces]
    short = overlap(*([grams(text, old.language, size=2) for text in side] for side in texts))
    rows, columns = np.nonzero(short.cosine > 0.02)
    features = _overlaps(texts, short, old.language, rows, columns)
    features |= _clauses(pieces, old.language, rows, columns)
    features["near"] = _context(short.product, short.inner, _window(olds), _window(news))[rows, columns]
    features["near cosine"] = features["near"] * features["cosine"]
    section = _context(short.product, short.inner, _stretch(old, olds), _stretch(new, news))
    features["section"] = section[rows, columns]
    features["place"] = np.abs((rows + 0.5) / len(olds) - (columns + 0.5) / len(news))
    features |= _words(texts, pieces, rows, columns)
    taken = {n: change.score for change in changes if change.old for n in change.new}
    features["taken"] = np.array([taken.get(news[j], 0.0) for j in columns.tolist()])
    return Pairs(tuple(olds), tuple(news), rows, columns, features)


def _overlaps(
    texts: list[list[str]], short: GramOverlap, language: str, rows: IntVector, columns: IntVector
) -> dict[str, FloatMatrix]:
    """What the two sentences share as wholes."""
    long = overlap(*([grams(text, language, size=4) for text in side] for side in texts))
    old_mass, new_mass = short.old_mass[rows], short.new_mass[columns]
    shared = short.mass[rows, columns]
    return {
        "cosine": short.cosine[rows, columns],
        "in old": shared / old_mass,
        "in new": shared / new_mass,
        "most": shared / np.minimum(old_mass, new_mass),
        "shared": np.log1p(shared),
        "rarest": short.rarest[rows, columns],
        "long": np.log1p(long.mass[rows, columns]),
        "long most": long.mass[rows, columns] / np.minimum(long.old_mass[rows], long.new_mass[columns]),
    }


def clauses(piece: str, language: str) -> list[str]:
    """The skeletons of a sentence's clauses that have a word or two."""
    cut = (skeleton(clause, language).text for clause in _CLAUSE.split(piece))
    return [clause for clause in cut if len(clause) >= 4]


def _clauses(pieces: list[list[str]], language: str, rows: IntVector, columns: IntVector) -> dict[str, FloatMatrix]:
    """How far the best pair of clauses of two sentences is ahead of the best in their row and column."""
    cuts = [
        [(at, clause) for at, piece in enumerate(side) for clause in _CLAUSE.split(piece) if len(clause) >= 4]
        for side in pieces
    ]
    counts = [[grams(skeleton(clause, language).text, language, size=2) for _, clause in side] for side in cuts]
    both = overlap(*counts)
    score = both.cosine * np.log1p(both.mass)
    best = np.zeros((len(pieces[0]), score.shape[1]))
    np.maximum.at(best, [at for at, _ in cuts[0]], score)
    cells = np.zeros((len(pieces[0]), len(pieces[1])))
    np.maximum.at(cells.T, [at for at, _ in cuts[1]], best.T)
    own = cells[rows, columns]
    return {
        "clause row": own - _others(cells, 1)[rows, columns],
        "clause column": own - _others(cells, 0)[rows, columns],
    }


def _others(cosine: FloatMatrix, axis: int) -> FloatMatrix:
    """For each cell the best other cell of its row (axis 1) or column (axis 0)."""
    if cosine.shape[axis] < 2:
        return np.zeros(cosine.shape)
    top = np.sort(cosine, axis=axis)
    first, second = (top[:, -1:], top[:, -2:-1]) if axis else (top[-1:], top[-2:-1])
    found: FloatMatrix = np.where(cosine >= first, second, first)
    return found


def _window(numbers: Sequence[int]) -> Around:
    """Sums over the neighbours up to three sentences away."""
    at = np.array(numbers)

    def summed(rows: FloatMatrix) -> FloatMatrix:
        sums = np.zeros(rows.shape)
        for step in range(1, min(_NEAR, len(at) - 1) + 1):
            near = (at[step:] - at[:-step] <= _NEAR)[:, None]
            sums[:-step] += rows[step:] * near
            sums[step:] += rows[:-step] * near
        return sums

    return summed


def _stretch(edition: Edition, numbers: Sequence[int]) -> Around:
    """Sums over the other sentences of the same section."""
    homes = {name: at for at, name in enumerate(dict.fromkeys(edition.sentences[n].section for n in numbers))}
    home = np.array([homes[edition.sentences[n].section] for n in numbers])
    order = np.argsort(home, kind="stable")
    firsts = np.searchsorted(home[order], np.arange(len(homes)))

    def summed(rows: FloatMatrix) -> FloatMatrix:
        sums: FloatMatrix = np.add.reduceat(rows[order], firsts, axis=0)[home] - rows
        return sums

    return summed


def _context(product: FloatMatrix, inner: tuple[FloatMatrix, FloatMatrix], old: Around, new: Around) -> FloatMatrix:
    """Cosines of what stands around two sentences, themselves left out."""
    lengths = [
        np.sqrt(np.maximum(np.diagonal(around(around(within).T)), 1e-9))
        for around, within in zip((old, new), inner, strict=True)
    ]
    found: FloatMatrix = new(old(product).T).T / lengths[0][:, None] / lengths[1][None, :]
    return found


def _words(
    texts: list[list[str]], pieces: list[list[str]], rows: IntVector, columns: IntVector
) -> dict[str, FloatMatrix]:
    """What each of the two says of itself: its length, figures, words of doing and of having done."""
    bare = [[text.translate(_DROP) for text in side] for side in texts]
    sizes = [np.log(np.array([len(text) for text in side]) + 1.0) for side in bare]
    figures = [np.array([FIGURE in text for text in side], dtype=float) for side in texts]
    done = np.array([min(3, len(_DONE.findall(piece))) for piece in pieces[1]], dtype=float)
    to_do = np.array([min(3, len(_TO_DO.findall(piece))) for piece in pieces[1]], dtype=float)
    return {
        "ratio": np.array([fuzz.ratio(bare[0][i], bare[1][j]) / 100 for i, j in zip(rows, columns, strict=True)]),
        "old length": sizes[0][rows],
        "new length": sizes[1][columns],
        "old figure": figures[0][rows],
        "new figure": figures[1][columns],
        "done": done[columns],
        "to do": to_do[columns],
    }


def chances(candidates: Pairs) -> FloatMatrix:
    """The probability of each pair that the new sentence reports on the promise."""
    model = followup_model()
    columns = [
        np.clip((candidates.features[name] - mean) / spread, -model.clip, model.clip) * weight
        for name, mean, spread, weight in model.features
    ]
    chance: FloatMatrix = 1 / (1 + np.exp(-(np.sum(columns, axis=0) + model.intercept)))
    return chance


def evidence(candidates: Pairs, chance: FloatMatrix) -> Iterator[tuple[int, tuple[tuple[int, float], ...]]]:
    """For each promise the sentences that report on it, by falling probability: both free, then one of them free."""
    model = followup_model()
    used: tuple[set[int], set[int]] = (set(), set())
    taken: dict[int, list[tuple[int, float]]] = {}
    for at in np.argsort(-chance, kind="stable").tolist():
        i, j = int(candidates.rows[at]), int(candidates.columns[at])
        free = (i not in used[0]) + (j not in used[1])
        if (free == 2 and chance[at] >= model.first) or (free == 1 and chance[at] >= model.second):
            taken.setdefault(candidates.old[i], []).append((candidates.new[j], round(float(chance[at]), 4)))
            used[0].add(i)
            used[1].add(j)
    return ((number, tuple(rows)) for number, rows in taken.items())
