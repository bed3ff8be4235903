"""Takes a source, gives its lines: trimmed, with what the format knows of each.

A report that stands on one line is cut at its paragraph marks (pairs of ideographic blanks, tabs, runs of blanks).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from compare.model import Block, Source
from compare.structure.pieces import Line

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
STOPPED = re.compile(r"[。！？；：…!?;:.][”’」』）)》\"']*\s*$")
INNER = re.compile(r"[。！？；]")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_PAIR = re.compile(r"(?<![ \t\xa0])[ \t\xa0]*\u3000[ \t\xa0]*\u3000[ \t\xa0\u3000]*")
_MARK = re.compile(r"[ \xa0\u3000]*\t[ \t\xa0\u3000]*|[ \xa0\u3000]{2,}")
_LATIN_MARK = re.compile(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{4,}|\u3000{2,}")
_BREAK = re.compile(r"(?<=[\u3400-\u9fff，、“”])\s*[\r\n]\s*(?=[\u3400-\u9fff“])")
_GAP = re.compile(r"(?<=[\u3400-\u9fff·，、：])[ \u3000]+(?=[\u3400-\u9fff])")


def close_up(words: str) -> str:
    """The words without the blanks between Han characters (政 府 -> 政府)."""
    return _GAP.sub("", words)


def one_line(words: str) -> str:
    """The words without their line breaks: closed up between Han characters, a blank elsewhere."""
    return " ".join(_BREAK.sub("", words).split())


def is_chinese(text: str) -> bool:
    """Whether at least a quarter of the text's characters are Han."""
    return len(HAN.findall(text)) * 4 >= len(text)


def find_lines(source: Source, *, long_line: int, giant_line: int) -> tuple[tuple[Line, ...], bool]:
    """The lines of a source, and whether any had to be cut at paragraph marks.

    `long_line`, `giant_line`: characters from which a line is cut at pairs of ideographic blanks, at any mark.
    """
    found: list[Line] = []
    cut, before = False, 0
    blocks = _Blocks(source.blocks)
    for match in _LINE.finditer(source.text):
        start, end = match.span()
        if match.group().isspace():
            continue
        apart = _newlines(source.text, before, start) > 1
        before = end
        style, level = blocks.of(start, end)
        pieces = _pieces(match.group(), long_line, giant_line) if style == "body" else [(0, end - start)]
        cut = cut or len(pieces) > 1
        for number, (s, e) in enumerate(pieces):
            found.append(
                _trimmed(source.text, start + s, start + e, apart=apart or number > 0, style=style, level=level)
            )
    return tuple(found), cut


def _newlines(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) or text.count("\r", start, end)


def _trimmed(text: str, start: int, end: int, *, apart: bool, style: str, level: int) -> Line:
    piece = text[start:end]
    blank = piece[: len(piece) - len(piece.lstrip())]
    indent = len(blank) + blank.count("\u3000")
    return Line(start + len(blank), start + len(piece.rstrip()), indent, apart, style, level)


def _pieces(line: str, long_line: int, giant_line: int) -> list[tuple[int, int]]:
    """Where a line is cut at the paragraph marks inside it; blank pieces are left out."""
    if len(line) < long_line:
        return [(0, len(line))]
    marks = _PAIR
    if len(line) >= giant_line:
        marks = _MARK if is_chinese(line) else _LATIN_MARK
    cuts = [match.span() for match in marks.finditer(line)]
    edges = [0, *(at for cut in cuts for at in cut), len(line)]
    pieces = zip(edges[::2], edges[1::2], strict=True)
    return [(s, e) for s, e in pieces if line[s:e].strip()]


class _Blocks:
    """What the format knows of a stretch: the style of the block that covers a line, or opens it."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = sorted(blocks, key=lambda block: block.span)
        self._starts = [block.span[0] for block in self._blocks]

    def of(self, start: int, end: int) -> tuple[str, int]:
        for block in self._near(start, end):
            if block.style != "body" and 2 * min(end, block.span[1]) >= start + end:
                return block.style, block.level
        return "body", 0

    def _near(self, start: int, end: int) -> Iterator[Block]:
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._blocks) and self._blocks[at].span[0] < end:
            if self._blocks[at].span[1] > start:
                yield self._blocks[at]
            at += 1
