"""How much a change matters to this reader. Takes a change and the reader's levels, gives a facet and a level.

A level belongs to a class of word edits; a change is as important as its most important edit. So a class can be
silenced and called back without linking anything anew.
"""

from collections.abc import Mapping
from typing import Literal

from compare.model import Change, EditClass

Level = Literal["important", "minor", "ignored"]
LEVELS: tuple[Level, ...] = ("important", "minor", "ignored")

Facet = Literal["added", "removed", "edited", "updated", "moved", "punctuation", "unchanged"]
FACETS: tuple[Facet, ...] = ("added", "removed", "edited", "updated", "moved", "punctuation", "unchanged")
"""What a reader filters by, one to a change: its kind, save that a move and a mere punctuation edit are their own."""

SIGNS: Mapping[str, str] = {
    "added": "+",
    "removed": "-",
    "edited": "~",
    "updated": "#",
    "moved": "»",
    "punctuation": ".",
    "unchanged": " ",
}

CLASSES: tuple[EditClass, ...] = ("wording", "figure", "date", "meeting", "mask", "punctuation", "numbering")

DEFAULT_LEVELS: Mapping[EditClass, Level] = {
    "wording": "important",
    "figure": "important",
    "date": "minor",
    "meeting": "minor",
    "mask": "minor",
    "punctuation": "minor",
    "numbering": "ignored",
}
"""A year rolled on and a comma are seen but counted apart; a renumbering is only reported."""

Levels = Mapping[EditClass, Level]


def level_of(change: Change, levels: Levels) -> Level:
    """How much a change matters: by its edits; as much as can be where it has one side, moved or is not marked yet."""
    if change.moved or not change.old or not change.new:
        return "important"
    if not change.edits:
        return "ignored" if change.kind == "unchanged" else "important"
    return LEVELS[min(LEVELS.index(levels[edit.kind]) for edit in change.edits)]


def facet_of(change: Change, levels: Levels) -> Facet:
    """The one facet under which a change is filtered and counted."""
    if change.moved:
        return "moved"
    if level_of(change, levels) == "ignored":
        return "unchanged"
    return "punctuation" if change.kind == "unchanged" else change.kind
