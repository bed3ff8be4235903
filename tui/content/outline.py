"""The outline beside the texts: one line a section, with what changed in it."""

from tui.cells import fit
from tui.facets import SIGNS, Facet
from tui.sections import Chapter
from tui.state import Desk
from tui.styled import Entry, Run

_COUNTED: tuple[Facet, ...] = ("added", "removed", "edited", "updated", "moved")


def outline(desk: Desk, width: int) -> list[Entry]:
    """A line for each section; counts where they fit."""
    return [_entry(desk, chapter, width) for chapter in desk.chapters]


def _entry(desk: Desk, chapter: Chapter, width: int) -> Entry:
    counts = [
        Run(f" {SIGNS[facet]}{chapter.counts[facet]}", (f"sign-{facet}",))
        for facet in _COUNTED
        if chapter.counts.get(facet)
    ]
    room = width - 10
    while counts and sum(len(run.text) for run in counts) > width - room:
        counts.pop()
    used = sum(len(run.text) for run in counts)
    mark = {"added": "+", "removed": "-"}.get(chapter.state, " ")
    done = "v" if chapter.total and chapter.read == chapter.total else " "
    title = f"{done}{mark}{' ' * chapter.depth}{chapter.title}"
    style = {"added": "added", "removed": "removed"}.get(chapter.state, "heading" if not chapter.depth else "plain")
    return Entry(((Run(fit(title, width - used, ambiguous=desk.asked.ambiguous), (style,)), *counts),), chapter.place)
