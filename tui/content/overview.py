"""What the overview says of the sections: their heat, their changes, how much of them was read.

Takes a desk, gives entries for a width. Before anything is compared it lists the sections of the new edition alone.
"""

from collections.abc import Iterator, Mapping, Sequence

from compare.model import Edition, Section
from compare.text.cells import cells
from compare.view.summary import title_of
from tui.cells import fit
from tui.facets import SIGNS, Facet
from tui.sections import Chapter
from tui.state import Desk
from tui.styled import Entry, Run

COUNTED: tuple[Facet, ...] = ("added", "removed", "edited", "updated", "moved")
_COUNT = 4
_READ = 9
_HEAT = 3
_TITLE = 20
"""Cells that a section's title keeps, however many years there are."""


def head(desk: Desk, width: int) -> tuple[Run, ...]:
    """The line above the sections: what the columns are."""
    years, title = _columns(desk, width)
    policy = desk.asked.ambiguous
    words, heat = desk.say("view.sections"), desk.say("view.heat")
    named = fit(f"  {words}", title - cells(heat) - 1, ambiguous=policy) + heat + " " if title > 30 else ""
    counts = [Run(f"{SIGNS[facet]:>{_COUNT}}", (f"sign-{facet}",)) for facet in COUNTED]
    return (
        Run(named or fit(f"  {words}", title, ambiguous=policy), ("dim",)),
        *(Run(f"{year:>{_HEAT}}", ("dim",)) for year in years),
        *counts,
        Run(fit(desk.say("view.read"), _READ, flush_right=True), ("dim",)),
    )


def _columns(desk: Desk, width: int) -> tuple[list[str], int]:
    """The years whose heat fits, newest last, and the cells left for a section's title."""
    rest = width - _COUNT * len(COUNTED) - _READ - 1
    years = _years(desk)[-max(1, (rest - _TITLE) // _HEAT) :]
    return years, max(8, rest - len(years) * _HEAT)


def sections(desk: Desk, width: int, *, by_change: bool = False) -> list[Entry]:
    """The sections, each on a line; the skeleton of them while nothing is compared yet."""
    if desk.session is None:
        return list(_skeleton(desk.editions[-1], desk, width)) if desk.editions else []
    chapters: Sequence[Chapter] = desk.chapters
    if by_change:
        chapters = sorted(chapters, key=lambda chapter: (-chapter.total, chapter.row))
    return [_entry(desk, chapter, width, flat=by_change) for chapter in chapters]


def _skeleton(edition: Edition, desk: Desk, width: int) -> Iterator[Entry]:
    levels: Mapping[str, Section] = {section.id: section for section in edition.sections}
    for section in edition.sections:
        depth, above = 0, section.parent
        while above:
            depth, above = depth + 1, levels[above].parent
        title = "  " + "  " * depth + title_of(edition, section, desk.say)
        yield Entry(((Run(fit(title, width, ambiguous=desk.asked.ambiguous), ("plain",)),),))


def _entry(desk: Desk, chapter: Chapter, width: int, *, flat: bool) -> Entry:
    years, room = _columns(desk, width)
    mark = {"added": "+ ", "removed": "- "}.get(chapter.state, "  ")
    title = mark + (chapter.name if flat else "  " * chapter.depth + chapter.title)
    style = {"added": "added", "removed": "removed"}.get(chapter.state, "heading" if not chapter.depth else "plain")
    heat = chapter.heat[-len(years) :]
    runs = [Run(fit(title, room, ambiguous=desk.asked.ambiguous), (style,))]
    runs += [_heat(digit) for digit in (*(None,) * (len(years) - len(heat)), *heat)]
    runs += [_count(chapter.counts.get(facet, 0), facet) for facet in COUNTED]
    read = f"{chapter.read}/{chapter.total}" if chapter.total else ""
    runs.append(Run(fit(read, _READ, flush_right=True), ("dim",)))
    return Entry((tuple(runs),), chapter.place)


def _heat(digit: int | None) -> Run:
    return Run("  -", ("dim",)) if digit is None else Run(f"  {digit}", (f"heat-{digit}",))


def _count(number: int, facet: Facet) -> Run:
    return Run(f"{number or '':>{_COUNT}}", (f"sign-{facet}",))


def _years(desk: Desk) -> list[str]:
    """Over the heat, for each pair that leads up to the one on the table: its year; within one year, what tells apart."""
    if not desk.editions:
        return [""]
    editions = desk.editions[desk.pair - len(desk.earlier) + 1 : desk.pair + 2]
    periods = [edition.period or edition.label for edition in editions]
    before = [desk.editions[desk.pair - len(desk.earlier)].period, *periods]
    return [
        period[4:].strip("-")[:2] if period[:4] == last[:4] and len(period) > 4 else period[:4][-2:]
        for last, period in zip(before, periods, strict=False)
    ]


def counts_line(desk: Desk) -> list[Run]:
    """The counts of the whole pair, as runs for a title bar."""
    session = desk.session
    if session is None:
        return []
    told = session.tally(session.comparison.changes)
    return [Run(f" {SIGNS[facet]}{told[facet]}", (f"sign-{facet}", "title")) for facet in COUNTED if told[facet]]


def width_of(runs: Sequence[Run]) -> int:
    """The cells that runs take."""
    return sum(cells(run.text) for run in runs)
