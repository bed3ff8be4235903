"""Terms whose use changed. Takes two editions and earlier ones, gives `Term`s: first used, revived, dropped, rising, falling.

A term is a formulation of policy (`slogans.txt`), what stands in quotes or book marks, an official term, words that keep
company, or a word. A formulation counts from its first use; of the others only what is said often enough that chance is
no answer: counts are compared by G2, adjusted for the number of terms looked at (Benjamini and Hochberg), and by the log
ratio (Hardie); dispersion is Gries' DP over tenths of the text, so that one crowded paragraph raises nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, log, log2, sqrt

from compare.model import Edition, Term, TermKind
from compare.settings import Settings
from compare.terms.candidates import Use, candidates, use

_TENTHS = 10
_MEANT = frozenset({"signature", "slogan", "quoted"})
"""Sorts of terms that were put into words on purpose."""


def terms(old: Edition, new: Edition, *, history: tuple[Edition, ...] = (), settings: Settings) -> tuple[Term, ...]:
    """The terms whose use changed, those first that say most. `history` are earlier editions of the unit, oldest first.

    Without a history a term is first used where the old edition lacks it, and dropped where the new one does.
    """
    past = [use(edition) for edition in history if edition.id not in (old.id, new.id)]
    before, after = use(old), use(new)
    short = min(before.size, after.size) < settings.terms_short
    ranked = [
        term for row in _tested(before, after, past, settings) if (term := _term(row, past, settings, short=short))
    ]
    ranked.sort(key=lambda pair: (-pair[0], pair[1].term))
    return tuple(_unnested([term for _, term in ranked])[: settings.terms_most])


@dataclass(frozen=True, slots=True)
class _Row:
    """A candidate, its sort, its counts and its test."""

    term: str
    sort: str
    old: int
    new: int
    g2: float
    log_ratio: float
    p: float
    dispersion: float


def _tested(before: Use, after: Use, past: Sequence[Use], settings: Settings) -> list[_Row]:
    """Every term of either edition with its test."""
    sorts = candidates(before, after, past, settings.terms_least)
    raw = [(name, sort, before.count(name, sort), after.count(name, sort)) for name, sort in sorted(sorts.items())]
    values = [g2(a, b, before.size, after.size) for _, _, a, b in raw]
    adjusted = benjamini_hochberg([erfc(sqrt(value / 2)) for value in values])
    return [
        _Row(
            name,
            sort,
            *(a, b),
            value,
            log_ratio(a, b, before.size, after.size),
            p,
            dispersion((after if b >= a else before).places(name)),
        )
        for (name, sort, a, b), value, p in zip(raw, values, adjusted, strict=True)
        if a != b and not _is_cut_otherwise(name, sort, (a, b), (before, after))
    ]


def _is_cut_otherwise(name: str, sort: str, counts: tuple[int, int], uses: tuple[Use, Use]) -> bool:
    """Whether a word seems to be missing only because it stands inside longer words there."""
    return sort == "word" and any(not count and one.has(name) for count, one in zip(counts, uses, strict=True))


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


def dispersion(places: Sequence[float]) -> float:
    """How unevenly a term lies (Gries' DP): 0 in all tenths of the text alike, 0.9 in a single one. Places are 0-1."""
    if not places:
        return 0.0
    tenths = [0] * _TENTHS
    for place in places:
        tenths[min(_TENTHS - 1, int(place * _TENTHS))] += 1
    return sum(abs(count / len(places) - 1 / _TENTHS) for count in tenths) / 2


def _term(row: _Row, past: Sequence[Use], settings: Settings, *, short: bool) -> tuple[float, Term] | None:
    """A term with what ranks it: its G2, twofold for what was put into words on purpose, fourfold for signatures."""
    kind = _kind(row, past, settings, short=short)
    if kind is None:
        return None
    term = Term(
        row.term,
        kind,
        row.old,
        row.new,
        round(row.g2, 3),
        round(row.log_ratio, 3),
        round(row.p, 6),
        round(row.dispersion, 3),
    )
    return row.g2 * (4 if row.sort == "signature" else 2 if row.sort in _MEANT else 1), term


def _kind(row: _Row, past: Sequence[Use], settings: Settings, *, short: bool) -> TermKind | None:
    """What became of a term. One that moved only a little, or in one place, became nothing."""
    if row.old and row.new:
        sure = row.p <= settings.terms_chance and abs(row.log_ratio) >= 1 and row.dispersion < settings.terms_crowded
        return ("rising" if row.log_ratio > 0 else "falling") if sure else None
    if row.sort == "word" and (row.p > settings.terms_chance or row.dispersion >= settings.terms_crowded):
        return None
    if row.new:
        known = any(one.has(row.term) for one in past)
        if row.new < _least(row.sort, settings, sure=short or len(past) + 1 >= settings.terms_years):
            return None
        return "revived" if known else "first used"
    if not past:
        return "dropped" if row.old >= _least(row.sort, settings, sure=short) else None
    return "dropped" if _was_settled(row, past, settings) else None


def _least(sort: str, settings: Settings, *, sure: bool) -> int:
    """How often a term must be said: a formulation once where that is `sure` to be on purpose, else twice as a quotation.

    It is sure where earlier editions lack it, and in a short statement, which says nothing twice.
    """
    if sort in _MEANT:
        return 1 if sort == "signature" or (sure and sort == "slogan") else 2
    return settings.terms_least


def _was_settled(row: _Row, past: Sequence[Use], settings: Settings) -> bool:
    """Whether a term that is gone had been said for years."""
    years, total = 1, row.old
    for one in reversed(past):
        count = one.count(row.term, row.sort)
        if not count:
            break
        years, total = years + 1, total + count
    return years >= settings.terms_years and total >= years * (1 if row.sort in _MEANT else 1.5)


def _unnested(found: Sequence[Term]) -> list[Term]:
    """The terms without those that only stand inside a longer one of the same kind, and hardly anywhere else."""
    return [term for term in found if not any(_is_inside(term, other) for other in found)]


def _is_inside(term: Term, other: Term) -> bool:
    inside = term.term != other.term and term.term in other.term and term.kind == other.kind
    return inside and max(other.old, other.new) >= 0.75 * max(term.old, term.new)
