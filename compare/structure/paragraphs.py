"""Takes lines, gives paragraphs: hard-wrapped lines joined, everything else one line a paragraph.

Lines are joined for two reasons. Column: the document is filled to one width, and the next word would not have fitted
(any language). Sentence: the line breaks off inside a sentence (Chinese reports copied from print; bullets and numbers
that stand alone). A numbered line, a heading, a table row or a line of the page is never joined to the line before it.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from compare.structure.forms import opens_item
from compare.structure.lines import HAN, is_chinese
from compare.structure.pieces import Line, Paragraph

_STOPPED = re.compile(r"[。！？；：…!?;:.][”’」』）)》\"']*\s*$")
_INNER = re.compile(r"[。！？；]")
_RUNS_ON = re.compile(r"[，、,“‘（(《「]\s*$")
_GOES_ON = re.compile(r"[，、。；：！？,;%％”’）)》」]")
_LONE_MARK = re.compile(
    r"[•●▪■◆◦·*]|[（(]\d{1,2}[)）]|(?i:item\s+\d+[a-z]?\.?)|第[一二三四五六七八九十百]+[编篇章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_NUMBER_TAIL = re.compile(r"[A-Za-z0-9.]$")
_SMALL_PIECE = re.compile(r"[0-9a-z.%]{1,6}")
_CLOSED_TAIL = re.compile(r"[”’）)》」]\s*$")
_WEAK_NEEDED = 3


def join_lines(text: str, lines: Sequence[Line]) -> tuple[tuple[Paragraph, ...], bool]:
    """Paragraphs of the lines, and whether any hard-wrapped lines were joined."""
    if not lines:
        return (), False
    rules: list[Callable[[Line, Line], bool]] = [_column_rule(text, lines), _sentence_rule(text, lines)]
    joins = [_may_join(text, old, new) and any(rule(old, new) for rule in rules) for old, new in _pairs(lines)]
    found, first = [], 0
    for at in range(len(lines)):
        if at < len(joins) and joins[at]:
            continue
        head = lines[first]
        found.append(Paragraph(head.start, lines[at].end, head.style, head.level, head.furniture))
        first = at + 1
    wrapped = any(
        join and not _LONE_MARK.fullmatch(text, line.start, line.end) for join, line in zip(joins, lines, strict=False)
    )
    return tuple(found), wrapped


def _pairs(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    return list(pairwise(lines))


def _may_join(text: str, line: Line, after: Line) -> bool:
    """Whether nothing forbids that the next line goes on with this one."""
    if line.furniture or after.furniture or after.apart:
        return False
    if "table" in (line.style, after.style) or "heading" in (line.style, after.style):
        return False
    lone = _LONE_MARK.fullmatch(text, line.start, line.end)
    return bool(lone) or not opens_item(text, after.start, after.end)


def _column_rule(text: str, lines: Sequence[Line]) -> Callable[[Line, Line], bool]:
    """Joins full lines, where the document is filled to one width."""
    widths = {line.start: _width(text[line.start : line.end]) for line in lines if line.end - line.start <= 140}
    ordered = sorted(widths.get(line.start, 999) for line in lines if not line.furniture)
    column = ordered[int(0.95 * (len(ordered) - 1))] if ordered else 999

    def full(line: Line, after: Line) -> bool:
        word = re.match(r"\S\S?" if HAN.match(text, after.start) else r"\S+", text[after.start : after.end])
        more = _width(word.group()) if word else 0
        return widths.get(line.start, 999) + line.indent + 1 + more > column and after.indent <= max(1, line.indent)

    near = [(a, b) for a, b in _pairs(lines) if not a.furniture and not b.apart]
    filled = sum(full(a, b) for a, b in near)
    if not 40 <= column <= 120 or filled < 3 or filled < 0.6 * len(near):
        return lambda _line, _after: False
    return full


def _width(piece: str) -> int:
    """Terminal cells: Han and full-width characters take two."""
    if piece.isascii():
        return len(piece)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in piece)


def _sentence_rule(text: str, lines: Sequence[Line]) -> Callable[[Line, Line], bool]:
    """Joins a line that breaks off inside a sentence.

    A break without any sign (a missing stop may also be a slip at a paragraph's end) counts only where the document
    has several of them, and more of them than long headings without a stop.
    """
    weak = sum(_may_join(text, a, b) and _breaks_off(text, a, b) for a, b in _pairs(lines))
    bare = sum(_is_bare(text, line) for line in lines)
    trusted = weak >= _WEAK_NEEDED and weak >= bare

    def broken(line: Line, after: Line) -> bool:
        return _surely_broken(text, line, after) or (trusted and _breaks_off(text, line, after))

    return broken


def _surely_broken(text: str, line: Line, after: Line) -> bool:
    piece, rest = text[line.start : line.end], text[after.start : after.end]
    if _LONE_MARK.fullmatch(piece):
        return True
    if _STOPPED.search(piece):
        return bool(_SMALL_PIECE.fullmatch(piece)) and bool(HAN.match(rest))
    if not is_chinese(piece + rest):
        return len(piece) >= 40 and rest[0].islower()
    if _INNER.search(piece) and _NUMBER_TAIL.search(piece) and _SMALL_PIECE.match(rest):
        return True
    if _SMALL_PIECE.fullmatch(piece):
        return True
    return bool(_RUNS_ON.search(piece) or _GOES_ON.match(rest))


def _breaks_off(text: str, line: Line, after: Line) -> bool:
    """A running Chinese paragraph whose last sentence has no stop, and a next line that may go on with it."""
    piece = text[line.start : line.end]
    if _STOPPED.search(piece) or not _INNER.search(piece) or after.indent > line.indent:
        return False
    return is_chinese(piece) and not _CLOSED_TAIL.search(piece)


def _is_bare(text: str, line: Line) -> bool:
    """A long line without any stop: a caption, or the habit of a text that drops its stops."""
    piece = text[line.start : line.end]
    return not line.furniture and len(piece) > 30 and not _INNER.search(piece) and not _STOPPED.search(piece)
