"""Findings as tables. Takes a `Comparison`, gives a table for each finding that is there, in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from compare.messages import Voice
from compare.model import Comparison, FigureChange, FollowUp, Term
from compare.render.redline import flow


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the names of the columns, and rows of as many cells."""

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(comparison: Comparison, say: Voice) -> Iterator[Table]:
    """Figures, promises and terms, where they were computed and there are any."""
    if comparison.figures:
        names = ("table.indicator", "summary.old", "summary.new", "table.change")
        rows = tuple(_figure(figure, say) for figure in comparison.figures)
        yield Table(say("figures.head"), tuple(say(name) for name in names), rows)
    if comparison.followups:
        heads = ("table.promise", "table.status", "table.evidence")
        rows = tuple(_followup(followup, comparison, say) for followup in comparison.followups)
        yield Table(say("followups.head"), tuple(map(say, heads)), rows)
    if comparison.terms:
        names = ("table.term", "table.change", "summary.old", "summary.new")
        yield Table(say("terms.head"), tuple(map(say, names)), tuple(_term(term, say) for term in comparison.terms))


def _figure(change: FigureChange, say: Voice) -> tuple[str, ...]:
    old, new = (figure.text if figure else "" for figure in (change.old, change.new))
    direction = say.name("direction", change.direction) if change.old and change.new else ""
    return f"{change.indicator} {change.measure}".strip(), old, new, direction


def _followup(followup: FollowUp, comparison: Comparison, say: Voice) -> tuple[str, ...]:
    old, new = comparison.old, comparison.new
    told = flow(new.source.text[slice(*followup.new)], new.language) if followup.new else ""
    promise = flow(old.source.text[slice(*followup.old)], old.language)
    return promise, say.name("status", followup.status), told


def _term(term: Term, say: Voice) -> tuple[str, ...]:
    return term.term, say.name("term", term.kind), str(term.old), str(term.new)
