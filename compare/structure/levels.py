"""Takes heading marks in order, gives them with the ranks that their counting shows.

A form may count inside itself (一、二、[一、二、三、] 三、): a count that starts again and is left for the outer one stands
below the heading before it. A caption over a count that starts at 1 stands above that count, and so does a series of
ordinals that goes on after one (第一，[（一）（二）] 第二，).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compare.structure.numbering import RANK, SERIES
from compare.structure.types import HeadingMark

# Counts of one form that may be open inside each other.
_DEEPEST = 4
_COUNTED = frozenset(("编", "章", "节", "条", "一、", "（一）", "1.", "（1）"))


@dataclass(slots=True)
class _OpenCount:
    """One count that is open: the places of its marks, and whether its headings go without a stop."""

    places: list[int]
    value: int
    bare: bool


def rank_by_counts(marks: Sequence[HeadingMark]) -> tuple[HeadingMark, ...]:
    """The marks with the ranks of inner counts lowered and of captions over a count raised."""
    return tuple(_level_captions(_raise_ordinals(list(_raise_captions(_lower_inner(_lower_caps(marks)))))))


def _lower_caps(marks: Sequence[HeadingMark]) -> list[HeadingMark]:
    """The marks, capitals below Title Case where that comes first under an outer heading: capitals alone are no rank."""
    ranked, first = list(marks), ""
    for at, mark in enumerate(marks):
        if mark.rank < RANK["caps"]:
            first = ""
        elif mark.form in ("caps", "caption"):
            first = first or mark.form
            if mark.form == "caps" and first == "caption":
                ranked[at] = replace(mark, rank=RANK["caption"] + 1)
    return ranked


def _lower_inner(marks: Sequence[HeadingMark]) -> list[HeadingMark]:
    ranked = list(marks)
    for places in sorted(_inner_runs(marks)):
        above = places[0] - 1
        while above >= 0 and ranked[above].rank >= RANK["一是"]:
            above -= 1
        for place in places if above >= 0 else ():
            ranked[place] = replace(ranked[place], rank=ranked[above].rank + 0.5)
    return ranked


def _inner_runs(marks: Sequence[HeadingMark]) -> list[list[int]]:
    """The places of every count that was left for the one it stands in."""
    inner: list[list[int]] = []
    open_runs: dict[str, list[_OpenCount]] = {}
    for place, mark in enumerate(marks):
        if mark.form not in _COUNTED or mark.rank != RANK[mark.form]:
            continue
        for form in [form for form in open_runs if RANK[form] > mark.rank]:
            del open_runs[form]
        runs = open_runs.setdefault(mark.form, [])
        depth = _continued(runs, mark)
        inner += [run.places for run in runs[depth + 1 :]] if depth >= 0 else []
        if depth < 0:
            runs.append(_OpenCount([place], mark.value, mark.bare))
            del runs[:-_DEEPEST]
            continue
        del runs[depth + 1 :]
        runs[depth].places.append(place)
        runs[depth].value = mark.value
    return inner


def _continued(runs: Sequence[_OpenCount], mark: HeadingMark) -> int:
    """Which open count the mark goes on with, the innermost of its own kind first; -1 for a new one."""
    depths = [depth for depth, run in enumerate(runs) if run.value + 1 == mark.value]
    if mark.value == 1 or not runs:
        return -1
    alike = [depth for depth in depths if runs[depth].bare == mark.bare]
    return (alike or depths or [len(runs) - 1])[-1]


def _raise_captions(marks: Sequence[HeadingMark]) -> Iterator[HeadingMark]:
    for place, mark in enumerate(marks):
        counted = _first_count(marks, place) if mark.form == "caption" else None
        raised = counted is not None and counted.value == 1 and counted.rank < mark.rank
        yield replace(mark, rank=counted.rank - 1) if counted and raised else mark


def _raise_ordinals(marks: Sequence[HeadingMark]) -> list[HeadingMark]:
    ranked = list(marks)
    for places in _ordinal_runs(marks):
        around = next((mark.rank for mark in reversed(marks[: places[0]]) if mark.rank < RANK["一是"]), 0)
        inside = [mark.rank for mark in marks[places[0] : places[-1]] if mark.form in _COUNTED and mark.value == 1]
        highest = min(inside, default=RANK["inner"])
        for place in places if around < highest < marks[places[0]].rank else ():
            ranked[place] = replace(ranked[place], rank=highest - 0.5)
    return ranked


def _ordinal_runs(marks: Sequence[HeadingMark]) -> list[list[int]]:
    """The places of every series of ordinals."""
    runs: list[list[int]] = []
    for place, mark in enumerate(marks):
        if mark.form not in SERIES:
            continue
        before = marks[runs[-1][-1]] if runs else None
        if before and (before.form, before.value + 1) == (mark.form, mark.value):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _level_captions(marks: Sequence[HeadingMark]) -> Iterator[HeadingMark]:
    """Captions under the same outer heading stand level with the highest of them."""
    group, groups = 0, []
    for mark in marks:
        group += mark.form != "caption" and mark.rank <= RANK["一、"]
        groups.append(group)
    highest: dict[int, float] = {}
    for mark, group in zip(marks, groups, strict=True):
        if mark.form == "caption":
            highest[group] = min(mark.rank, highest.get(group, mark.rank))
    for mark, group in zip(marks, groups, strict=True):
        yield replace(mark, rank=highest[group]) if mark.form == "caption" else mark


def _first_count(marks: Sequence[HeadingMark], place: int) -> HeadingMark | None:
    """The first counted heading below a caption, above the next caption."""
    for at in range(place + 1, len(marks)):
        if marks[at].form in ("caption", "annex"):
            return None
        if marks[at].form in _COUNTED:
            return marks[at]
    return None
