"""What the readers share: the file as it was found, what was asked for, what was made of it.

Takes pieces of text with their styles, gives one text with blocks over it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compare.codes import Tracked
from compare.settings import Settings
from compare.source import Block

"""Which side of a Word file's tracked changes is read."""


@dataclass(frozen=True, slots=True)
class File:
    """A file's bytes and the name by which errors tell of it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller wants: an encoding or None for finding it out, a side of tracked changes, the thresholds."""

    encoding: str | None
    tracked: Tracked
    settings: Settings


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader made of a file; `encoding` is empty for formats that carry their own."""

    text: str
    encoding: str = ""
    repairs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


BETWEEN_CELLS = " | "
"""What stands between the cells of a table row; no tab, which a one-line report has for a paragraph mark."""

_ITEM = re.compile(r"[•●▪■◆◦·*–—-]|[(（]?(?:\d{1,2}|[a-z]|[ivx]{2,5}|[一二三四五六七八九十]{1,3})[)）.、]")

_STOP = re.compile(r"[。；]|[.;](?=\s|$)")
_BEFORE = re.compile(r"((?:^|(?<=\s))\(?[$€£¥￥])\s\|\s")
_AFTER = re.compile(r"\s\|\s([)%％]{1,2}(?=\s|$))")

Reader = Callable[[File, ReadOptions], Extracted]
"""One file format: bytes in, text and blocks out. Raises `Unreadable` or `MissingExtra`, naming the file."""


@dataclass(frozen=True, slots=True)
class StyledLine:
    """One line of a format's text: a paragraph, a heading, a table row, a footnote. Styles and levels as in `Block`.

    `opening` is how many characters at the start of a body piece are bold.
    """

    text: str
    style: str = "body"
    level: int = 0
    opening: int = 0


LOST = "lost"
"""The style of the piece that stands for a page which could not be read; its level is the page's number."""


def table(rows: Iterable[Iterable[Sequence[StyledLine]]], longest: int) -> Iterator[StyledLine]:
    """The rows of a table, each on one line; a long cell is running text, and so is a cell alone in its row.

    Alone it is a page laid out as a table, save in a table that has rows of several cells: there it is a caption. A
    bullet or number in a cell of its own opens the text beside it.
    """
    filled = [[cell for cell in map(_shown, row) if cell] for row in rows]
    filled = [[_opened(*row)] if len(row) == 2 and _ITEM.fullmatch(row[0][0].text.strip()) else row for row in filled]
    data = sum(len(row) > 1 for row in filled) > 1
    for row in filled:
        short: list[str] = []
        for cell in row:
            text = " ".join(" ".join(piece.text for piece in cell).split())
            if (data or len(row) > 1) and not _runs(cell, text, longest):
                short.append(text)
                continue
            yield from _joined(short)
            short = []
            yield from cell
        yield from _joined(short)


def _shown(cell: Sequence[StyledLine]) -> tuple[StyledLine, ...]:
    return tuple(piece for piece in cell if piece.text.strip())


def _opened(mark: tuple[StyledLine, ...], cell: tuple[StyledLine, ...]) -> tuple[StyledLine, ...]:
    first = replace(cell[0], text=f"{mark[0].text.strip()} {cell[0].text.lstrip()}")
    return (first, *cell[1:])


def _runs(cell: Sequence[StyledLine], text: str, longest: int) -> bool:
    """Whether a cell is running text; a long label is, where it has paragraphs or stops or is very long."""
    return len(text) > longest and (len(cell) > 1 or len(text) > 3 * longest or bool(_STOP.search(text)))


def _joined(cells: list[str]) -> Iterator[StyledLine]:
    """Cells on one line; a currency sign, a closing bracket, a per cent sign in a cell of its own belong to a figure."""
    if cells:
        line = BETWEEN_CELLS.join(cells)
        yield StyledLine(_BEFORE.sub(r"\1", _AFTER.sub(r"\1", line)), "table")


def opening(stretches: Iterable[tuple[str, bool]]) -> int:
    """How many characters at the start of a line are bold, a blank at their end aside; 0 where the start is not."""
    text = ""
    for stretch, bold in stretches:
        if stretch.strip() and not bold:
            return len(text.rstrip())
        text += stretch
    return len(text.rstrip())


def laid(pieces: Iterable[StyledLine]) -> tuple[str, tuple[Block, ...]]:
    """The text of the pieces, one a line, and a block for each that is not plain body; blank ones are one empty line.

    An empty line stays because it tells what stands apart: a title, a signature, a date.
    """
    lines: list[str] = []
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        if piece.style == LOST:
            blocks.append(Block((0, 0), LOST, piece.level))
            continue
        if not piece.text or piece.text.isspace():
            if lines and lines[-1]:
                lines.append("")
                start += 1
            continue
        end = start + len(piece.text)
        if piece.style != "body":
            blocks.append(Block((start, end), piece.style, piece.level))
        elif piece.opening:
            blocks.append(Block((start, start + piece.opening), "bold"))
        lines.append(piece.text)
        start = end + 1
    return "\n".join(lines).removesuffix("\n"), tuple(blocks)
