"""What is shown of a comparison. Takes a `Comparison` and `Options`, gives a `Selection` that every format draws.

The rows are laid out here and nowhere else. A chosen section is all there is: shares, figures, promises, terms and
passages are those of its sentences. Kinds and weights choose changes alone, and the passages that stand in them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from compare.model import Change, Comparison, Edition, Scores, Share
from compare.source import Span
from compare.view.choice import Choice
from compare.view.options import Options
from compare.view.rows import Row, SectionKey, ancestry, choose, lay_out, parents


@dataclass(frozen=True, slots=True)
class Selection:
    """A comparison as somebody wants to see it.

    `comparison` holds only the findings of what is in scope (the chosen section, else everything); `every` are all
    rows, `scope` those of the section, `rows` those that kinds and weights leave of them; `changes` are the rows' changes,
    in reading order.
    """

    comparison: Comparison
    options: Options
    every: tuple[Row, ...]
    scope: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The chosen changes, each once."""
        return _changes(self.rows)

    @property
    def in_scope(self) -> tuple[Change, ...]:
        """The changes of the chosen section, or all, whatever their kind and weight: what counts are about."""
        return _changes(self.scope) if self.options.choice.section else self.comparison.changes


def select(comparison: Comparison, options: Options) -> Selection:
    """The selection that the options ask for. Raises `BadOption` for a section that neither edition has."""
    every = lay_out(comparison)
    choice = options.choice
    scope = choose(every, comparison, Choice(section=choice.section)) if choice.section else every
    rows = choose(scope, comparison, replace(choice, section="")) if choice != Choice() else every
    return Selection(_narrowed(comparison, choice, scope, rows), options, every, scope, rows)


def _changes(rows: Iterable[Row]) -> tuple[Change, ...]:
    return tuple({row.change.id: row.change for row in rows}.values())


def _narrowed(comparison: Comparison, choice: Choice, scope: Iterable[Row], rows: Iterable[Row]) -> Comparison:
    if choice == Choice():
        return comparison
    if choice.section:
        comparison = _scoped(comparison, tuple(scope))
    if comparison.passages is None:
        return comparison
    shown = _Sentences(comparison.new, (number for row in rows for number in row.new))
    return replace(comparison, passages=tuple(one for one in comparison.passages if shown.hold(one.new)))


class _Sentences:
    """Some sentences of an edition: knows which spans start in one of them."""

    def __init__(self, edition: Edition, numbers: Iterable[int]) -> None:
        self.edition, self.numbers = edition, frozenset(numbers)
        self.starts = [sentence.span[0] for sentence in edition.sentences]

    def hold(self, span: Span | None) -> bool:
        """Whether a span starts in one of them; none does not."""
        return span is not None and bisect_right(self.starts, span[0]) - 1 in self.numbers

    def say(self, words: str) -> bool:
        """Whether one of them holds these words."""
        return any(words in self.edition.piece(number) for number in self.numbers)


def _scoped(comparison: Comparison, scope: tuple[Row, ...]) -> Comparison:
    """The comparison with the findings and scores of some rows' sentences alone."""
    old = _Sentences(comparison.old, (number for row in scope for number in row.old))
    new = _Sentences(comparison.new, (number for row in scope for number in row.new))
    figures, followups, terms = comparison.figures, comparison.followups, comparison.terms
    return replace(
        comparison,
        scores=_summed(comparison.section_scores[section] for section in _outermost(comparison, scope)),
        figures=None
        if figures is None
        else tuple(
            one
            for one in figures
            if (new.hold(one.new.span) if one.new else old.hold(one.old.span if one.old else None))
        ),
        followups=None if followups is None else tuple(one for one in followups if old.hold(one.old)),
        terms=None if terms is None else tuple(one for one in terms if old.say(one.term) or new.say(one.term)),
        sentence_scores=tuple(
            scores if number in new.numbers else {} for number, scores in enumerate(comparison.sentence_scores)
        ),
    )


def _outermost(comparison: Comparison, scope: Iterable[Row]) -> Iterator[str]:
    """The new edition's sections in scope that stand in no other one in scope."""
    places: Mapping[SectionKey, None] = dict.fromkeys((row.side, row.section) for row in scope)
    above = parents(comparison)
    for place in places:
        _, *outer = ancestry(above, place)
        if place[0] == "new" and place[1] in comparison.section_scores and places.keys().isdisjoint(outer):
            yield place[1]


def _summed(scores: Iterable[Scores]) -> Scores:
    """The scores of several sections together."""
    total: dict[str, Share] = {}
    for section in scores:
        for name, share in section.items():
            before = total.get(name, replace(share, count=0, of=0))
            total[name] = replace(share, count=before.count + share.count, of=before.of + share.of)
    return total
