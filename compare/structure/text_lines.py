"""Takes a source, gives its lines: trimmed, with what the format knows of each.

A report that stands on one line is cut at its paragraph marks (pairs of ideographic blanks, tabs, runs of blanks).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.source import HIDDEN, Block, Source
from compare.structure.types import PLAIN, Look, TextLine

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
STOPPED = re.compile(r"[。！？；：…!?;:.][”’」』）)》\"']*\s*$")
# Characters by which a block may begin after its line does (an indent).
_MARGIN = 4
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
    """Whether at least a quarter of the text's characters are Han; a line end counts one, of whichever kind it is."""
    return len(HAN.findall(text)) * 4 >= len(text) - text.count("\r\n")


def find_lines(text: str, source: Source, *, long_line: int, giant_line: int) -> tuple[tuple[TextLine, ...], bool]:
    """The lines of a source, and whether any had to be cut at paragraph marks.

    `text` is the source's as it is shown; blanks that stand there for markup mark no paragraph. `long_line`, `giant_line`: characters from which a line is cut at pairs of ideographic blanks, at any mark; a line
    that is half of the whole text is a giant too.
    """
    lines: list[TextLine] = []
    cut, before = False, 0
    known = _Blocks(source.blocks)
    matches = list(_LINE.finditer(text))
    giant = min(giant_line, sum(match.end() - match.start() for match in matches) // 2)
    for match in matches:
        start, end = match.span()
        if match.group().isspace():
            continue
        apart = _newlines(text, before, start) > 1
        before = end
        whole_line = _trimmed(text, start, end, apart=apart, look=PLAIN)
        look = known.look(whole_line.start, whole_line.end)
        whole = look.style != "body"
        pieces = [(0, end - start)] if whole else _pieces(source.text[start:end], long_line, giant)
        cut = cut or len(pieces) > 1
        seen = [(s, e) for s, e in pieces if not text[start + s : start + e].isspace()]
        for number, (s, e) in enumerate(seen):
            line = _trimmed(text, start + s, start + e, apart=apart or number > 0, look=look)
            lines.append(replace(line, indent=_indent(source.text, start + s, line.start)))
    return tuple(lines), cut


def _newlines(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) or text.count("\r", start, end)


def _trimmed(text: str, start: int, end: int, *, apart: bool, look: Look) -> TextLine:
    piece = text[start:end]
    blank = piece[: len(piece) - len(piece.lstrip())]
    return TextLine(start + len(blank), start + len(piece.rstrip()), 0, apart, look)


def _indent(text: str, start: int, end: int) -> int:
    """The width of the blanks at the start of a stretch, in cells; markup is none."""
    blank = text[start:end]
    blank = blank[: len(blank) - len(blank.lstrip())]
    return len(blank) + blank.count("\u3000")


def _pieces(line: str, long_line: int, giant_line: int) -> list[tuple[int, int]]:
    """Where a line is cut at the paragraph marks inside it; blank pieces are left out."""
    if len(line) < long_line:
        return [(0, len(line))]
    marks = _PAIR
    if len(line) >= giant_line:
        marks = _MARK if is_chinese(line) else _LATIN_MARK
    cuts = [match.span() for match in marks.finditer(line, len(line) - len(line.lstrip()))]
    edges = [0, *(at for cut in cuts for at in cut), len(line)]
    pieces = zip(edges[::2], edges[1::2], strict=True)
    return [(s, e) for s, e in pieces if line[s:e].strip()]


class _Blocks:
    """The blocks of a format, asked by stretch of text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        seen = (block for block in blocks if block.style not in HIDDEN and block.span[1] > block.span[0])
        self._blocks = sorted(seen, key=lambda block: block.span)
        self._starts = [block.span[0] for block in self._blocks]

    def look(self, start: int, end: int) -> Look:
        """The look of a line: that of the block over most of it, else plain with the end of a bold opening."""
        bold = 0
        for block in self._near(start, end):
            begins, ends = block.span
            if block.style != "body" and 2 * (min(end, ends) - max(start, begins)) > end - start:
                return Look(block.style, block.level)
            if block.style == "bold" and begins <= start + _MARGIN:
                bold = ends
        return Look(bold=bold) if bold else PLAIN

    def _near(self, start: int, end: int) -> Iterator[Block]:
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._blocks) and self._blocks[at].span[0] < end:
            if self._blocks[at].span[1] > start:
                yield self._blocks[at]
            at += 1
