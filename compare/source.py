"""What was read: a file's text and what its format knows of it. Frozen, no behaviour beyond what is shown of it.

Every span is `[start, end)` in code points of `Source.text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """What a format knows of one stretch of its text: a styled heading, a table row, a footnote.

    `style` is "heading", "bold", "table", "footnote", "aside" (on the page and not of the report), "body", one of
    `HIDDEN`, or "lost" (an empty span that says a page could not be read; `level` is its number). Else `level`
    is 1.. for headings whose level the format carries, or 0. Plain text has few blocks.
    """

    span: Span
    style: str
    level: int = 0


HIDDEN: Mapping[str, str] = {"markup": " ", "mark": " ", "struck": " ", "joint": "\u2060", "bullet": "•", "escape": ""}
"""Styles of blocks that a reader of the page does not see as they stand in the file, and what stands for each of their
characters: markup of a text format, the number that points to a note, struck text, what parts a word at a line's end, a
star before an item. An escape is its second character and a blank."""


_CLOSING = frozenset(",.;:!?)，。；：！？）、％%")


class _Derived:
    """What is worked out of a source once; no field, so that it is neither compared nor written."""

    __slots__ = ("_shown",)
    _shown: str


@dataclass(frozen=True, slots=True)
class Source(_Derived):
    """A file's decoded text and where it came from. `text` is exactly what was read (BOM dropped, newlines kept)."""

    path: str
    text: str
    sha256: str
    format: str
    encoding: str
    repairs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def shown(self) -> str:
        """The text as a reader sees it, of the same length: what the blocks of `HIDDEN` styles cover is blank."""
        try:
            return self._shown
        except AttributeError:
            object.__setattr__(self, "_shown", _shown(self.text, self.blocks))
            return self._shown


def _shown(text: str, blocks: tuple[Block, ...]) -> str:
    pieces: list[str] = []
    at = 0
    for block in sorted((block for block in blocks if block.style in HIDDEN), key=lambda block: block.span):
        start, end = max(block.span[0], at), block.span[1]
        if end > start:
            pieces += [text[at:start], _blank(text, block.style, start, end)]
            at = end
    return "".join([*pieces, text[at:]])


def _blank(text: str, style: str, start: int, end: int) -> str:
    """What is shown for a stretch: nothing that parts what stands before a mark from it."""
    after = text[end : end + 1]
    if style == "escape":
        return text[start + 1 : end] + (" " if after.isspace() else HIDDEN["joint"])
    tight = style == "markup" and after in _CLOSING and not text[start - 1 : start].isspace()
    return HIDDEN["joint" if tight else style] * (end - start)
