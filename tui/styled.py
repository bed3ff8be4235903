"""Text in styles, before it is drawn."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from compare.view.rows import Side


class Run(NamedTuple):
    """Text of one style; `start` is its place in the text of `side`, -1 for text of our own."""

    text: str
    styles: tuple[str, ...]
    side: Side = "new"
    start: int = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its lines, and what it stands for; one that stands for nothing cannot be chosen."""

    lines: tuple[tuple[Run, ...], ...]
    target: Hashable | None = None
