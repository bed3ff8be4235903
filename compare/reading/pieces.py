"""What the readers share: the file as it was found, what was asked for, what was made of it.

Takes pieces of text with their styles, gives one text with blocks over it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compare.model import Block
from compare.settings import Settings

Tracked = Literal["accepted", "original"]
"""Which side of a Word file's tracked changes is read."""


@dataclass(frozen=True, slots=True)
class File:
    """A file's bytes and the name by which errors tell of it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller wants: an encoding or None for finding it out, a side of tracked changes, the thresholds."""

    encoding: str | None
    tracked: Tracked
    settings: Settings


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader made of a file; `encoding` is empty for formats that carry their own."""

    text: str
    encoding: str = ""
    repairs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


BETWEEN_CELLS = " | "
"""What stands between the cells of a table row; no tab, which a one-line report has for a paragraph mark."""

Reader = Callable[[File, Asked], Found]
"""One file format: bytes in, text and blocks out. Raises `Unreadable` or `MissingExtra`, naming the file."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a format's text: a paragraph, a heading, a table row, a footnote. Styles and levels as in `Block`."""

    text: str
    style: str = "body"
    level: int = 0


def row(cells: Iterable[Sequence[Piece]], longest: int) -> Iterator[Piece]:
    """One row of a table on one line; a cell alone in its row, or a long one, is running text (a page laid out)."""
    filled = [(cell, " ".join(" ".join(piece.text for piece in cell).split())) for cell in cells]
    filled = [(cell, text) for cell, text in filled if text]
    short: list[str] = []
    for cell, text in filled:
        if len(filled) > 1 and len(text) <= longest:
            short.append(text)
            continue
        if short:
            yield Piece(BETWEEN_CELLS.join(short), "table")
            short = []
        yield from cell
    if short:
        yield Piece(BETWEEN_CELLS.join(short), "table")


def laid(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text of the pieces, one a line, and a block for each that is not plain body; blank ones are one empty line.

    An empty line stays because it tells what stands apart: a title, a signature, a date.
    """
    lines: list[str] = []
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        if not piece.text or piece.text.isspace():
            if lines and lines[-1]:
                lines.append("")
                start += 1
            continue
        end = start + len(piece.text)
        if piece.style != "body":
            blocks.append(Block((start, end), piece.style, piece.level))
        lines.append(piece.text)
        start = end + 1
    return "\n".join(lines).removesuffix("\n"), tuple(blocks)
