"""Takes lines, gives paragraphs: hard-wrapped lines joined, everything else one line a paragraph.

Lines are joined for two reasons. Column: the document is filled to one width and the line is full. Sentence: the line
breaks off inside a sentence (Chinese reports copied from print; bullets and numbers that stand alone). A line of the
page, a table row or a styled heading is never joined, a numbered line only to what wraps into it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from compare.structure.numbering import opens_item
from compare.structure.text_lines import HAN, INNER, STOPPED, is_chinese
from compare.structure.types import Paragraph, TextLine
from compare.structure.wrapping import Column, find_column

_RUNS_ON = re.compile(r"[，、,“‘（(《「]\s*$")
_GOES_ON = re.compile(r"[，、。；：！？,;%％”’）)》」]|的(?!确)|[为达占超][\d０-９]")
_LATIN_GOES_ON = re.compile(r"[^\W\d_A-Z]|[$€£¥]\d|[,;%)]")
_LONE_MARK = re.compile(
    r"[•●▪■◆◦·*]|[（(]\d{1,2}[)）]|(?i:item\s+\d+[a-z]?\.?)|第[一二三四五六七八九十百]+[编篇章节]"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
)
# A word that ends no line of its own: what follows belongs to it.
_DANGLING = re.compile(
    r"\b(?:a|an|the|of|and|or|nor|to|in|for|by|with|from|between|among|that|which|who|on|at|as|than|our|its|their|is|are|was|were|be"
    r"|has|have|had|not|into|under|over|through|such|this|these|those)$|[,(–—-]$"
)
_LONE_NUMBER = re.compile(r"(?i:items?\s+\d+[a-c]?(?:\s+and\s+\d+[a-c]?)?\.?)|第[一二三四五六七八九十百]+[编篇章节]")
_NUMBER_TAIL = re.compile(r"[A-Za-z0-9.]$")
_SMALL_PIECE = re.compile(r"[0-9a-z.%]{1,6}")
_CLOSED_TAIL = re.compile(r"[”’）)》」]\s*$")
_ALONE = frozenset(("table", "heading"))
_WEAK_NEEDED = 3
_CAPTION = 30
_LATIN_LINE = 40
_LATIN_LEAST = 15
_LONGEST_TITLE = 140


def join_lines(text: str, lines: Sequence[TextLine]) -> tuple[tuple[Paragraph, ...], bool]:
    """Paragraphs of the lines, and whether any hard-wrapped lines were joined."""
    column, trusted = find_column(text, lines), _trusts_breaks(text, lines)
    paragraphs: list[Paragraph] = []
    wrapped, first = False, 0
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if after and _joins(text, line, after, column=column, trusted=trusted):
            wrapped = wrapped or not _LONE_MARK.fullmatch(text, line.start, line.end)
            continue
        head = lines[first]
        paragraphs.append(Paragraph(head.start, line.end, head.look, head.furniture))
        first = at + 1
    return tuple(paragraphs), wrapped


def _joins(text: str, line: TextLine, after: TextLine, *, column: Column | None, trusted: bool) -> bool:
    if line.furniture or after.furniture:
        return False
    if after.apart:
        return _is_title_apart(text, line, after)
    if _ALONE & {line.look.style, after.look.style}:
        return False
    if _LONE_MARK.fullmatch(text, line.start, line.end):
        return True
    if column and column.goes_on(line, after):
        return True
    if opens_item(text, after.start, after.end):
        return False
    if column:
        return _runs_on_in_latin(text, line, after)
    return _surely_broken(text, line, after) or (trusted and _breaks_off(text, line, after))


def _is_title_apart(text: str, line: TextLine, after: TextLine) -> bool:
    """Whether a line is a number alone (Item 1., 第一章) and the next, a blank line below, its title."""
    if _ALONE & {line.look.style, after.look.style} or not _LONE_NUMBER.fullmatch(text, line.start, line.end):
        return False
    short = after.end - after.start <= _LONGEST_TITLE and not STOPPED.search(text, after.start, after.end)
    return short and text[after.end - 1] != "." and not opens_item(text, after.start, after.end)


def _trusts_breaks(text: str, lines: Sequence[TextLine]) -> bool:
    """Whether breaks without any sign count: a missing stop may also be a slip at a paragraph's end.

    They do where the document has several of them, and more of them than long headings without a stop.
    """
    near = [(line, after) for line, after in pairwise(lines) if not (line.furniture or after.furniture or after.apart)]
    weak = sum(_breaks_off(text, a, b) and not opens_item(text, b.start, b.end) for a, b in near)
    return weak >= max(_WEAK_NEEDED, sum(_is_bare(text, line) for line in lines))


def _surely_broken(text: str, line: TextLine, after: TextLine) -> bool:
    """A sign that the sentence goes on: an open comma, a closing mark, half a number, a small letter."""
    piece, rest = text[line.start : line.end], text[after.start : after.end]
    if STOPPED.search(piece):
        return bool(_SMALL_PIECE.fullmatch(piece)) and bool(HAN.match(rest))
    if not is_chinese(piece + rest):
        return _runs_on_in_latin(text, line, after)
    if INNER.search(piece) and _NUMBER_TAIL.search(piece) and _SMALL_PIECE.match(rest):
        return True
    return bool(_SMALL_PIECE.fullmatch(piece) or _RUNS_ON.search(piece) or _GOES_ON.match(rest))


def _runs_on_in_latin(text: str, line: TextLine, after: TextLine) -> bool:
    """Whether an English line that ends no sentence goes on: with a small letter, or after a word that ends nothing."""
    piece, rest = text[line.start : line.end], text[after.start : after.end]
    if STOPPED.search(piece) or piece[-1] == "." or is_chinese(piece + rest):
        return False
    if len(piece) >= _LATIN_LINE and _LATIN_GOES_ON.match(rest):
        return True
    return len(piece) >= _LATIN_LEAST and bool(_DANGLING.search(piece))


def _breaks_off(text: str, line: TextLine, after: TextLine) -> bool:
    """A running Chinese paragraph whose last sentence has no stop, and a next line that may go on with it."""
    piece = text[line.start : line.end]
    if STOPPED.search(piece) or not INNER.search(piece) or after.indent > line.indent:
        return False
    return is_chinese(piece) and not _CLOSED_TAIL.search(piece)


def _is_bare(text: str, line: TextLine) -> bool:
    """A long line without any stop: a caption, or the habit of a text that drops its stops."""
    piece = text[line.start : line.end]
    return not line.furniture and len(piece) > _CAPTION and not INNER.search(piece) and not STOPPED.search(piece)
