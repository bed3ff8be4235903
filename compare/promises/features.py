"""What a promise and a report of its fulfilment have in common. Takes two editions, gives the pairs and their features."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from compare.model import Change, Edition
from compare.text.forms import FIGURE, SLOTS, skeleton
from compare.text.vectors import Ints, Matrix, Overlap, grams, overlap

_DONE = re.compile(
    r"完成|建成|竣工|投产|投用|投入使用|交付|通车|启用|开工|动工|启动|实施|落地|落户|新增|达到|获批|获评|荣获|成功|顺利|圆满|运行|开通|挂牌|出台|整治|改造|新建|建设|累计|增长"
    r"|实现|提高|下降|创建|入选|签约|了(?![解然])|\bcompleted\b|\bopened\b|\blaunched\b|\bachieved\b|\bwere\b|\bwas\b|\bha(?:ve|s) been\b"
)
_TO_DO = re.compile(
    r"将|要|力争|确保|争取|计划|拟|下一步|今后|继续|加快|推动|推进|启动|抓好|做好|完善|健全|加强|强化|深化|提升|支持|鼓励|谋划|积极|大力"
    r"|\bwill\b|\bshall\b|\bplans?\b|\bintends?\b|\bexpects?\b|\baims?\b"
)
_OPENER = re.compile(
    r"\s*(?:(?P<year>(?:19|20)\d\d)年|\*+年|明年|下一步|下步|今后|新的一年|下阶段|下一阶段|接下来|在今后的工作中)[^。]{0,16}?(?:将|(?<![重主首需])要(?![求素闻])|重点(?![项工])|着力|打算|继续)"
)
_PROMISE_EN = re.compile(
    r"\b(?:we|our\s+(?:board|company|management)|the\s+company|management)\b[^,;.]{0,24}?\b(?:will(?!\s+(?:be|have)\s+(?:required|able|to|adversely|subject|harmed))"
    r"|intends?\s+to|plans?\s+to|expects?\s+to|expects?\s+it\s+to|aims?\s+to|(?:are|is)\s+committed\s+to|ha(?:ve|s)\s+(?:promised|committed|pledged)|want\s+[^.]{0,40}to\s+reach)",
    re.IGNORECASE,
)
_DOUBT_EN = re.compile(
    r"\bno\s+assurances?\b|\bcannot\s+(?:assure|guarantee|predict)\b|\b(?:if|whether|unless)\s+we\b|\bwe\s+may\b|\bmay\s+(?:not|reduce|adversely)\b",
    re.IGNORECASE,
)
"""What is said of a risk is no promise, though it has the words of one."""
_CLAUSE = re.compile(r"[，；：。、,;:]")
_DROP = str.maketrans("", "", SLOTS)
_NEAR = 3

Around = Callable[[Matrix], Matrix]
"""For each row of a matrix the sum of those that stand around it, itself left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Sentences of the old edition that promise and sentences of the new one that report, and a feature table.

    `rows` and `columns` are places in `old` and `new` (numbers of sentences); each feature has an entry a pair.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    rows: Ints
    columns: Ints
    features: Mapping[str, Matrix]


def promised(edition: Edition) -> tuple[int, ...]:
    """The sentences that say what is to be done: those of plan parts, and those behind words like 下一步 elsewhere."""
    if edition.language == "en":
        body = ((n, edition.piece(n)) for n, s in enumerate(edition.sentences) if s.role == "body")
        return tuple(n for n, piece in body if _PROMISE_EN.search(piece) and not _DOUBT_EN.search(piece))
    home = {section.id: section.part for section in edition.sections}
    found, opened = [], ""
    for number, sentence in enumerate(edition.sentences):
        if sentence.role not in ("body", "heading", "table"):
            continue
        planned = home.get(sentence.section) == "plan"
        if not planned and sentence.role == "body" and _opens(edition, number):
            opened = sentence.section
        if planned or (opened and opened == sentence.section):
            found.append(number)
    return tuple(found)


def _opens(edition: Edition, number: int) -> bool:
    """Whether a sentence opens a plan: it speaks of what comes next, or of a year that is not over."""
    match = _OPENER.match(edition.piece(number))
    return match is not None and (match["year"] or "9999") >= edition.period[:4]


def reported(edition: Edition) -> tuple[int, ...]:
    """The sentences that say what was done: all others, save what introduces, thanks and closes."""
    plans = set(promised(edition))
    home = {section.id: section.part for section in edition.sections}
    told = [n for n, s in enumerate(edition.sentences) if s.role in ("body", "heading", "table") and n not in plans]
    review = [n for n in told if home.get(edition.sentences[n].section) == "review"]
    return tuple(review or told)


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


def _overlaps(texts: list[list[str]], short: Overlap, language: str, rows: Ints, columns: Ints) -> dict[str, Matrix]:
    """What the two sentences share as wholes."""
    long = overlap(*([grams(text, language, size=4) for text in side] for side in texts))
    one, other = short.old_mass[rows], short.new_mass[columns]
    shared = short.mass[rows, columns]
    return {
        "cosine": short.cosine[rows, columns],
        "in old": shared / one,
        "in new": shared / other,
        "most": shared / np.minimum(one, other),
        "shared": np.log1p(shared),
        "rarest": short.rarest[rows, columns],
        "long": np.log1p(long.mass[rows, columns]),
        "long most": long.mass[rows, columns] / np.minimum(long.old_mass[rows], long.new_mass[columns]),
    }


def clauses(piece: str, language: str) -> list[str]:
    """The skeletons of a sentence's clauses that have a word or two."""
    cut = (skeleton(clause, language).text for clause in _CLAUSE.split(piece))
    return [clause for clause in cut if len(clause) >= 4]


def _clauses(pieces: list[list[str]], language: str, rows: Ints, columns: Ints) -> dict[str, Matrix]:
    """How far the best pair of clauses of two sentences is ahead of the best in their row and column."""
    found = []
    for side in pieces:
        cut = [(at, clause) for at, piece in enumerate(side) for clause in _CLAUSE.split(piece) if len(clause) >= 4]
        found.append(cut)
    counts = [[grams(skeleton(clause, language).text, language, size=2) for _, clause in side] for side in found]
    both = overlap(*counts)
    score = both.cosine * np.log1p(both.mass)
    best = np.zeros((len(pieces[0]), score.shape[1]))
    np.maximum.at(best, [at for at, _ in found[0]], score)
    cells = np.zeros((len(pieces[0]), len(pieces[1])))
    np.maximum.at(cells.T, [at for at, _ in found[1]], best.T)
    own = cells[rows, columns]
    return {
        "clause row": own - _others(cells, 1)[rows, columns],
        "clause column": own - _others(cells, 0)[rows, columns],
    }


def _others(cosine: Matrix, axis: int) -> Matrix:
    """For each cell the best other cell of its row (axis 1) or column (axis 0)."""
    if cosine.shape[axis] < 2:
        return np.zeros(cosine.shape)
    top = np.sort(cosine, axis=axis)
    first, second = (top[:, -1:], top[:, -2:-1]) if axis else (top[-1:], top[-2:-1])
    found: Matrix = np.where(cosine >= first, second, first)
    return found


def _window(numbers: Sequence[int]) -> Around:
    """Sums over the neighbours up to three sentences away."""
    at = np.array(numbers)

    def summed(rows: Matrix) -> Matrix:
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

    def summed(rows: Matrix) -> Matrix:
        sums: Matrix = np.add.reduceat(rows[order], firsts, axis=0)[home] - rows
        return sums

    return summed


def _context(product: Matrix, inner: tuple[Matrix, Matrix], old: Around, new: Around) -> Matrix:
    """Cosines of what stands around two sentences, themselves left out."""
    lengths = [
        np.sqrt(np.maximum(np.diagonal(around(around(within).T)), 1e-9))
        for around, within in zip((old, new), inner, strict=True)
    ]
    found: Matrix = new(old(product).T).T / lengths[0][:, None] / lengths[1][None, :]
    return found


def _words(texts: list[list[str]], pieces: list[list[str]], rows: Ints, columns: Ints) -> dict[str, Matrix]:
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
