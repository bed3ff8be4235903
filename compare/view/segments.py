"""Which stretches of a cell are marked. Takes a comparison and a row, gives its text in segments that say why."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.model import Change, Comparison, Edit, Edition, Passage
from compare.source import Span
from compare.view.rows import Row, Side


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of source text: the edit it belongs to and the passage that holds it, where there is one."""

    span: Span
    edit: Edit | None = None
    passage: Passage | None = None


class Marker:
    """Cuts the cells of a comparison's rows into segments; passages are looked up by place."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.passages = sorted(comparison.passages or (), key=lambda passage: passage.new)
        self.starts = [passage.new[0] for passage in self.passages]
        self.sentences = {
            "old": [sentence.span[0] for sentence in comparison.old.sentences],
            "new": [sentence.span[0] for sentence in comparison.new.sentences],
        }

    def cell(self, row: Row, side: Side) -> Iterator[tuple[Segment, ...]]:
        """The sentences of one cell, each as segments that join to its whole text."""
        edition: Edition = getattr(self.comparison, side)
        for number in row.old if side == "old" else row.new:
            span = edition.sentences[number].span
            passages = self._passages(span) if side == "new" else []
            yield tuple(segments(span, edits_in(row.change, side, span), passages, side))

    def sentence_at(self, side: Side, place: int) -> int:
        """The number of the sentence that a place of the text stands in, or of the one before it."""
        return max(0, bisect_right(self.sentences[side], place) - 1)

    def _passages(self, span: Span) -> list[Passage]:
        near = self.passages[max(0, bisect_left(self.starts, span[0]) - 1) : bisect_right(self.starts, span[1])]
        return [passage for passage in near if passage.new[0] < span[1] and passage.new[1] > span[0]]


def edits_in(change: Change, side: Side, span: Span) -> list[Edit]:
    """The edits of a change that touch one sentence of one side; an empty span marks nothing there."""
    return [
        edit
        for edit in change.edits or ()
        for start, end in (edit.old if side == "old" else edit.new,)
        if span[0] <= start < end <= span[1]
    ]


def segments(span: Span, edits: Sequence[Edit], passages: Sequence[Passage], side: Side) -> Iterator[Segment]:
    """A sentence cut at the ends of its edits and passages."""
    places = {edit.old if side == "old" else edit.new: edit for edit in edits}
    ends = {*span, *(at for place in places for at in place), *(at for passage in passages for at in passage.new)}
    cuts = sorted(at for at in ends if span[0] <= at <= span[1])
    for start, end in pairwise(cuts):
        edit = next((edit for place, edit in places.items() if place[0] <= start and end <= place[1]), None)
        passage = next((p for p in passages if p.new[0] <= start and end <= p.new[1]), None)
        yield Segment((start, end), edit, passage)
