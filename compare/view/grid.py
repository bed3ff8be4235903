"""A table of words, as text and Markdown draw it: a noun of the renderers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextTable:
    """A title, the names of the columns, rows of as many cells, and how many rows are not shown."""

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0
