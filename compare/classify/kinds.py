"""The kind of every change. Takes two editions and their links, gives changes in reading order of the new edition."""

import re
from collections.abc import Sequence
from dataclasses import replace

from compare.model import Alignment, Change, Edition, Kind, Link
from compare.settings import Settings
from compare.text.forms import folded, slotted

_MASK = re.compile(r"\*+")


def classify(old: Edition, new: Edition, alignment: Alignment, *, settings: Settings) -> tuple[Change, ...]:  # noqa: ARG001 - every stage takes them
    """One change a link, numbered from 0 in reading order of the new edition; what was removed at its place.

    `weight`, `edits` and `signals` are None: `mark` fills the first two.
    """
    changes = [_change(old, new, link) for link in alignment.links]
    places = _places(old, changes)
    ordered = sorted(changes, key=lambda change: _order(change, places))
    return tuple(replace(change, id=number) for number, change in enumerate(ordered))


def _change(old: Edition, new: Edition, link: Link) -> Change:
    kind = _kind(old, new, link)
    return Change(0, kind, link.old, link.new, link.score, link.confidence, link.why, link.moved)


def _kind(old: Edition, new: Edition, link: Link) -> Kind:
    if not link.old:
        return "added"
    if not link.new:
        return "removed"
    if _folded(old, link.old) == _folded(new, link.new):
        return "unchanged"
    return "updated" if _slotted(old, link.old) == _slotted(new, link.new) else "edited"


def _folded(edition: Edition, numbers: Sequence[int]) -> str:
    """The folded forms one after the other; a mask equals a mask, however many stars it has."""
    forms = [folded(edition.piece(number), edition.language).text for number in numbers]
    return _MASK.sub("*", _joined(forms, edition.language))


def _slotted(edition: Edition, numbers: Sequence[int]) -> str:
    return _joined([slotted(edition.piece(number), edition.language) for number in numbers], edition.language)


def _joined(forms: Sequence[str], language: str) -> str:
    """The forms as one sentence would have them: words stay apart, and so do two numbers."""
    if language == "en":
        return " ".join(forms)
    return re.sub(r"(?<=\d)\n(?=\d)", " ", "\n".join(forms)).replace("\n", "")


def _places(old: Edition, changes: Sequence[Change]) -> list[float]:
    """For each old sentence the place in the new edition after which it would be read: behind its last kept neighbour."""
    home: dict[int, int] = {}
    for change in changes:
        if change.new and not change.moved:
            home |= dict.fromkeys(change.old, change.new[-1])
    places, last = [], -1
    for number in range(len(old.sentences)):
        last = home.get(number, last)
        places.append(last + 0.5)
    return places


def _order(change: Change, places: Sequence[float]) -> tuple[float, tuple[int, ...]]:
    if change.new:
        return float(change.new[0]), change.old
    return places[change.old[0]], change.old
