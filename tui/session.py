"""A comparison under review: what is shown of it, what is counted, what was marked. No drawing, no files.

Takes a `Comparison` and a `Review`, gives rows and folds to lay out, the stops of next and previous, and live counts.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from compare.model import Change, Comparison, EditClass
from compare.review import Note, Review, Standing, keys_of, notes_of, standings
from compare.source import Span
from compare.view.rows import Fold, Row, Side, lay_out
from tui.facets import DEFAULT_LEVELS, FACETS, Facet, Level, Levels, facet_of, level_of

Only = Literal["signals", "recycled", "noted", "open"]
ONLY: tuple[Only, ...] = ("signals", "recycled", "noted", "open")
"""What a reader may narrow the changes to: quiet ones, recycled ones, those with notes, those not reviewed yet."""

Place = tuple[Side, str]


@dataclass(frozen=True, slots=True)
class View:
    """What a reader chose to see: facets (any of them), narrowings (all of them), levels, folding."""

    facets: frozenset[Facet] = frozenset(FACETS)
    only: frozenset[Only] = frozenset()
    levels: tuple[tuple[EditClass, Level], ...] = tuple(DEFAULT_LEVELS.items())
    folded: bool = True
    opened: frozenset[int] = frozenset()
    closed: frozenset[Place] = frozenset()


class Session:
    """One pair of editions as a reader works through it; a changed view or review makes a new one."""

    def __init__(self, comparison: Comparison, review: Review, view: View = View(), *, context: int = 1) -> None:
        self.comparison, self.review, self.view, self.context = comparison, review, view, context
        self.rows = lay_out(comparison)
        self.keys = keys_of(comparison)
        self.place = {change.id: place for place, change in enumerate(comparison.changes)}
        self._measure()

    def _measure(self) -> None:
        """What depends on the view and the review."""
        changes = self.comparison.changes
        self.levels: Levels = dict(self.view.levels)
        self.facets = tuple(facet_of(change, self.levels) for change in changes)
        self.standings: tuple[Standing, ...] = standings(self.keys, self.review)
        self.notes = notes_of(self.keys, self.review)
        self.kept = tuple(self._passes(place, self.view.only) for place in range(len(changes)))
        self.items = tuple(self._items())
        self.stops = tuple(row.number for row in self.rows if self._is_stop(row))

    def seen(self, view: View) -> "Session":
        """The same pair under another view."""
        return self._copy(view=view)

    def reviewed(self, review: Review) -> "Session":
        """The same pair with other marks and notes."""
        return self._copy(review=review)

    def completed(self, comparison: Comparison) -> "Session":
        """The same view and review of a comparison that knows more, or was linked anew."""
        return Session(comparison, self.review, self.view, context=self.context)

    def _copy(self, view: View | None = None, review: Review | None = None) -> "Session":
        copy = object.__new__(Session)
        copy.__dict__ = {**self.__dict__, "view": view or self.view, "review": review or self.review}
        copy._measure()
        return copy

    # Of one change.

    def facet(self, change: Change) -> Facet:
        """The facet of a change under the reader's levels."""
        return self.facets[self.place[change.id]]

    def level(self, change: Change) -> Level:
        """How much it matters under the reader's levels."""
        return level_of(change, self.levels)

    def level_if_still(self, change: Change) -> Level:
        """How much it would matter had it not moved."""
        return level_of(replace(change, moved=False), self.levels)

    def standing(self, change: Change) -> Standing:
        """Whether it was reviewed."""
        return self.standings[self.place[change.id]]

    def note(self, change: Change) -> str:
        """The notes on it, or nothing."""
        return self.notes.get(self.place[change.id], "")

    def notes_on(self, change: Change) -> list[Note]:
        """The notes on it, older first."""
        key = self.keys[self.place[change.id]]
        return sorted((n for n in self.review.notes.values() if n.text and n.key == key), key=lambda n: (n.at, n.id))

    def is_recycled(self, change: Change) -> bool:
        """Whether it is new here, and yet at least half of it stands in an earlier edition."""
        return change.id in self.recycled

    @cached_property
    def recycled(self) -> frozenset[int]:
        """The added changes of which at least half is covered by passages."""
        spans = sorted(p.new for p in self.comparison.passages or () if p.kind != "slot")
        return frozenset(
            change.id
            for change in self.comparison.changes
            if change.kind == "added" and self._covered(change, spans) >= 0.5
        )

    def _covered(self, change: Change, spans: Sequence[tuple[int, int]]) -> float:
        whole = [self.comparison.new.sentences[number].span for number in change.new]
        total = sum(end - start for start, end in whole)
        hit, at = 0, -1
        for start, end in spans[
            max(0, bisect_left(spans, (whole[0][0], 0)) - 3) : bisect_right(spans, (whole[-1][1], 0))
        ]:
            for first, last in whole:
                low = max(start, first, at)
                high = min(end, last)
                hit, at = (hit + high - low, high) if low < high else (hit, at)
        return hit / total if total else 0.0

    # Where things stand.

    @cached_property
    def homes(self) -> dict[int, Row]:
        """The row at which each change is counted, by the change's id."""
        return {row.change.id: row for row in self.rows if self.is_home(row)}

    def row_at(self, side: Side, span: Span) -> int | None:
        """The number of the row that holds a place of one side."""
        starts, rows = self._starts[side]
        at = bisect_right(starts, span[0]) - 1
        return rows[at] if at >= 0 else None

    @cached_property
    def _starts(self) -> dict[Side, tuple[list[int], list[int]]]:
        """For each side where its sentences start, in order, and the rows they stand in."""
        sides: dict[Side, tuple[list[int], list[int]]] = {}
        for side, edition in (("old", self.comparison.old), ("new", self.comparison.new)):
            rows = {number: row.number for row in self.rows for number in (row.old if side == "old" else row.new)}
            numbers = sorted(rows, key=lambda number: edition.sentences[number].span)
            sides[side] = [edition.sentences[n].span[0] for n in numbers], [rows[n] for n in numbers]  # type: ignore[index]
        return sides

    @cached_property
    def figure_spans(self) -> dict[Side, list[Span]]:
        """For each side the figures that are others in the other edition, in order of the text."""
        pairs = [
            (figure.old.span, figure.new.span)
            for figure in self.comparison.figures or ()
            if figure.old and figure.new and figure.direction != "same" and figure.old.text != figure.new.text
        ]
        return {"old": sorted(old for old, _ in pairs), "new": sorted(new for _, new in pairs)}

    # What is shown.

    @property
    def is_narrowed(self) -> bool:
        """Whether filters hide some of the changes."""
        return bool(self.view.only) or len(self.view.facets) < len(FACETS)

    def _passes(self, place: int, only: frozenset[Only]) -> bool:
        """Whether a change passes some narrowings."""
        change = self.comparison.changes[place]
        return (
            ("signals" not in only or bool(change.signals))
            and ("recycled" not in only or self.is_recycled(change))
            and ("noted" not in only or place in self.notes)
            and ("open" not in only or (self.standings[place] != "reviewed" and self.facets[place] != "unchanged"))
        )

    def is_shown(self, row: Row) -> bool:
        """Whether the reader's filters leave a row; a heading that is unchanged shows as long as unchanged ones do."""
        place = self.place[row.change.id]
        return self.kept[place] and self.facets[place] in self.view.facets

    def _items(self) -> Iterable[Row | Fold]:
        shown = self._open_rows()
        run: list[Row] = []
        for row in self.rows:
            if row.number in shown:
                yield from _folded(run)
                run = []
                yield row
            else:
                run.append(row)
        yield from _folded(run)

    def _open_rows(self) -> set[int]:
        """The rows that are neither filtered out nor folded away."""
        passing = [row for row in self.rows if self.is_shown(row)]
        if self.view.folded:
            changed = {row.number for row in passing if self.facet(row.change) != "unchanged"}
            near = {number + by for number in changed for by in range(-self.context, self.context + 1)}
            passing = [row for row in passing if row.number in near or row.role == "heading"]
        shown = {row.number for row in passing} | self.view.opened
        if self.view.closed:
            shown -= {r.number for r in self.rows if (r.side, r.section) in self.view.closed and r.role != "heading"}
        return shown

    def _is_stop(self, row: Row) -> bool:
        """Whether next and previous stop here: once at each shown change, where its new text starts."""
        return self.is_home(row) and self.facet(row.change) != "unchanged" and self.is_shown(row)

    def is_home(self, row: Row) -> bool:
        """Whether a change is counted at this row: where its new text starts, else where its old text does."""
        change = row.change
        return change.new[0] in row.new if change.new else change.old[0] in row.old

    def stop(self, row: int, by: int) -> int | None:
        """The number of the next (1) or previous (-1) stop from a row, None behind the last."""
        at = bisect_right(self.stops, row) if by > 0 else bisect_left(self.stops, row) - 1
        return self.stops[at] if 0 <= at < len(self.stops) else None

    def count(self) -> dict[Facet, int]:
        """How many changes of each facet pass the narrowings, shown or not."""
        told = Counter(facet for facet, kept in zip(self.facets, self.kept, strict=True) if kept)
        return {facet: told[facet] for facet in FACETS}

    def tally(self, changes: Iterable[Change]) -> dict[Facet, int]:
        """Changes as a report counts them: each under its kind, and moved ones beside that once more."""
        counts = dict.fromkeys(FACETS, 0)
        for change in changes:
            facet = self.facet(change)
            counts[facet] += 1
            if facet == "moved" and self.level_if_still(change) != "ignored":
                counts[change.kind if change.kind != "unchanged" else "punctuation"] += 1
        return counts

    def count_only(self) -> dict[Only, int]:
        """How many changes each narrowing alone would leave."""
        places = range(len(self.facets))
        return {name: sum(self._passes(place, frozenset({name})) for place in places) for name in ONLY}

    def progress(self, changes: Iterable[Change] | None = None) -> tuple[int, int]:
        """How many of the changes (all but the unchanged) were reviewed, and how many there are."""
        places = [self.place[c.id] for c in (self.comparison.changes if changes is None else changes)]
        places = [place for place in places if self.facets[place] != "unchanged"]
        return sum(self.standings[place] == "reviewed" for place in places), len(places)

    def rows_of(self, place: Place) -> list[Row]:
        """The rows read under a section, its subsections left out."""
        return [row for row in self.rows if (row.side, row.section) == place]


def _folded(run: list[Row]) -> list[Row | Fold]:
    return [Fold(tuple(run))] if run else []
