"""Terms whose use changed. Takes two editions and earlier ones, gives `Term`s: first used, revived, dropped, rising, falling.

A term is an official term, what stands in quotes or book marks, a number's abbreviation, or words that keep company; a
single everyday word is none. Its counts are compared by G2, adjusted for the number of terms looked at (Benjamini and
Hochberg), and by the log ratio (Hardie); one that stands in a single paragraph rises and falls nowhere.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erfc, log, log2, sqrt

from compare.model import Edition, Term, TermKind
from compare.settings import Settings
from compare.text.lexicon import lexicon
from compare.text.words import TERMS, words

_MARKED = re.compile(r"[“《‘「]([^“”《》‘’「」]{2,14})[”》’」]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[a-z][a-z'’-]+")
_NUMBERED = re.compile(r"[一二三四五六七八九十两][个大][\u4e00-\u9fff]{2,4}")
_OFFICIAL = frozenset(TERMS)
_VERBS = (
    "实施 推进 推动 加快 打造 着力 实现 表示 率先 坚决 牢牢 共建 更好 具有 支持 加强 完善 健全 深化 强化 落实 做好 抓好 开展 提升 提高 扩大 促进 建设 建成 完成 制定 出台 保持 坚持 增强"
    " 优化 深入 全面 稳妥 有序 持续 积极 大力 进一步 不断 切实 严格 统筹 加大 培育 发展 引导 鼓励 取得 达到 超过 过去 年均 全国 今年 去年 一些 一批 一揽子 胜利 衷心 诚挚 认真 学习 贯彻 形成 构建 加力 巩固"
    " continue continued will may could would also including expect believe year years quarter ended compared"
)
_DOING = frozenset(_VERBS.split())
"""Words of doing that stand beside everything: they make no term."""


@dataclass(frozen=True, slots=True)
class _Use:
    """How an edition uses its terms: how often, in how many paragraphs, out of how many words; its whole text."""

    counts: Mapping[str, int]
    spread: Mapping[str, int]
    size: int
    text: str


def terms(old: Edition, new: Edition, *, history: tuple[Edition, ...] = (), settings: Settings) -> tuple[Term, ...]:
    """The terms whose use changed, by falling G2. `history` are earlier editions of the unit, oldest first.

    Without a history a term is first used where the old edition lacks it, and dropped where the new one does.
    """
    before, after = _use(old, settings), _use(new, settings)
    past = [_text(edition) for edition in history if edition.id not in (old.id, new.id)]
    rows = _tested(before, after)
    found = [term for row in rows if (term := _term(row, before, after, past, settings))]
    found.sort(key=lambda term: (-term.g2, term.term))
    return tuple(_unnested(found)[: settings.terms_most])


@dataclass(frozen=True, slots=True)
class _Row:
    term: str
    old: int
    new: int
    g2: float
    log_ratio: float
    p: float


def _tested(before: _Use, after: _Use) -> list[_Row]:
    """Every term of either edition with its test; the counts are those of the texts, so that none is cut two ways."""
    names = sorted(set(before.counts) | set(after.counts))
    raw = [(name, before.text.count(name), after.text.count(name)) for name in names]
    values = [g2(a, b, before.size, after.size) for _, a, b in raw]
    adjusted = benjamini_hochberg([erfc(sqrt(value / 2)) for value in values])
    return [
        _Row(name, a, b, value, log_ratio(a, b, before.size, after.size), p)
        for (name, a, b), value, p in zip(raw, values, adjusted, strict=True)
    ]


def g2(old: int, new: int, old_size: int, new_size: int) -> float:
    """The log-likelihood ratio of two counts out of two sizes (Dunning)."""
    total = old + new
    whole = old_size + new_size
    expected = total * old_size / whole, total * new_size / whole
    parts = (count * log(count / mean) for count, mean in zip((old, new), expected, strict=True) if count)
    return max(0.0, 2 * sum(parts))


def log_ratio(old: int, new: int, old_size: int, new_size: int) -> float:
    """Twofold differences of the relative counts, half a count added to each (Hardie)."""
    return log2(((new + 0.5) / new_size) / ((old + 0.5) / old_size))


def benjamini_hochberg(chances: Sequence[float]) -> list[float]:
    """p-values adjusted for their number: the share of false finds among all that are as sure."""
    order = sorted(range(len(chances)), key=lambda at: chances[at], reverse=True)
    adjusted, least = [1.0] * len(chances), 1.0
    for rank, at in zip(range(len(chances), 0, -1), order, strict=True):
        least = min(least, chances[at] * len(chances) / rank)
        adjusted[at] = least
    return adjusted


def _term(row: _Row, before: _Use, after: _Use, past: Sequence[str], settings: Settings) -> Term | None:
    kind = _kind(row, before, after, past, settings)
    if kind is None:
        return None
    return Term(row.term, kind, row.old, row.new, round(row.g2, 3), round(row.log_ratio, 3), round(row.p, 6))


def _kind(row: _Row, before: _Use, after: _Use, past: Sequence[str], settings: Settings) -> TermKind | None:
    often = max(row.old, row.new) >= settings.terms_least
    if row.new and not row.old:
        if any(row.term in text for text in past):
            return "revived" if often else None
        return "first used" if often else None
    if row.old and not row.new:
        years = 1
        for text in reversed(past):
            if row.term not in text:
                break
            years += 1
        return "dropped" if (often if not past else years >= settings.terms_years) else None
    spread = max(before.spread.get(row.term, 0), after.spread.get(row.term, 0))
    if row.p > settings.terms_chance or abs(row.log_ratio) < 1 or spread < 2:
        return None
    return "rising" if row.log_ratio > 0 else "falling"


def _unnested(found: Sequence[Term]) -> list[Term]:
    """The terms without those that only stand inside a longer one with the same counts and kind."""
    return [
        term
        for term in found
        if not any(
            term.term != other.term and term.term in other.term and (term.old, term.new) == (other.old, other.new)
            for other in found
        )
    ]


def _text(edition: Edition) -> str:
    """What an edition says, a sentence a line, in plain width; English in small letters with single blanks."""
    pieces = (edition.piece(n) for n, s in enumerate(edition.sentences) if s.role not in ("furniture", "salutation"))
    if edition.language == "en":
        return "\n".join(" ".join(piece.lower().split()) for piece in pieces)
    return "\n".join("".join(unicodedata.normalize("NFKC", piece).split()) for piece in pieces)


def _use(edition: Edition, settings: Settings) -> _Use:
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    text = _text(edition)
    cut = [_content(line, edition.language) for line in text.split("\n")]
    single = Counter(word for run in cut for word in run if word)
    pairs = Counter(pair for run in cut for pair in pairwise(run) if all(pair))
    blank = " " if edition.language == "en" else ""
    companions = {
        pair: blank.join(pair)
        for pair, count in pairs.items()
        if count >= settings.terms_least
        and pair[0] not in _DOING
        and pair[1] not in _DOING
        and 2 * count >= min(single[pair[0]], single[pair[1]])
    }
    for line, run in zip(text.split("\n"), cut, strict=True):
        told = [*_marked(line), *(word for word in run if word in _OFFICIAL)]
        told += [companions[pair] for pair in pairwise(run) if pair in companions]
        counts.update(told)
        spread.update(set(told))
    return _Use(counts, spread, max(1, sum(len(run) for run in cut)), text)


def _marked(line: str) -> Iterator[str]:
    """What is quoted or titled, and numbers' abbreviations, of one sentence."""
    yield from (match[1] for match in _MARKED.finditer(line) if not re.search(r"\d|[*,，。;；:：]", match[1]))
    yield from (match[0] for match in _NUMBERED.finditer(line) if match[0] in _OFFICIAL)


def _content(line: str, language: str) -> list[str]:
    """The words of a sentence; "" stands for a function word, a figure or a mark."""
    functions = lexicon(language).functions
    wanted = _LATIN if language == "en" else _HAN
    cut = (line[start:end] for start, end in words(line, language))
    return [word if wanted.fullmatch(word) and word not in functions else "" for word in cut]
