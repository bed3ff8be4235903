"""Text in styles, before it is drawn."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from compare.view.rows import Side


class Run(NamedTuple):
    """Text of one style; `start` is its place in the text of `side`, -1 for text of our own.

    `key` names the key that a click on it presses.
    """

    text: str
    styles: tuple[str, ...]
    side: Side = "new"
    start: int = -1
    key: str = ""

    def under_cursor(self) -> "Run":
        """The run where the cursor stands: on another ground, its marks still on top of that."""
        base = tuple(style for style in self.styles if not _lies_over(style))
        over = tuple(style for style in self.styles if _lies_over(style))
        return self._replace(styles=(*base, "current", *over))


def _lies_over(style: str) -> bool:
    """Whether a style marks words, whatever they stand on."""
    return style.startswith(("mark-", "heat-")) or style in ("hit", "selected")


class Press(NamedTuple):
    """An entry that stands for a key, by the key's name."""

    key: str


class Unfold(NamedTuple):
    """An entry that opens or closes the group below it, by the group's name."""

    group: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its lines, and what it stands for; one that stands for nothing cannot be chosen."""

    lines: tuple[tuple[Run, ...], ...]
    target: Hashable | None = None
