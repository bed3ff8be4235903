"""Takes the lines of all pages in reading order, gives paragraphs: the lines of one joined, words made whole again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from compare.reading.hyphens import Hyphens
from compare.reading.pdf.footnotes import PageNote, marks_in
from compare.reading.pdf.page_items import PageItem, PdfLine, RuledTable
from compare.reading.types import BETWEEN_CELLS, StyledLine, table
from compare.settings import Settings

# Points by which the margins of left and right pages differ, at the most.
_MIRRORED = 60.0
_CONTENTS = re.compile(r".*?(?:[.．]{5,}|…{2,}|·{5,}|(?:\. ){5,})\s*\d{1,4}\s*")
_CONTENTS_HEAD = re.compile(r"目\s*[录錄]|(?:table of )?contents", re.IGNORECASE)
_WIDE = re.compile(r"[\u2e80-\uffef]")
_NARROW = re.compile(r"[^\s\u2e80-\uffef]+")
# What is not parted at a line's end: a character with the marks that close behind it and those that open before the next.
_UNBROKEN = re.compile(r"[“‘（《「『]*.[，。、；：！？）》”’」』]*(?:[“‘（《「『]+.[，。、；：！？）》”’」』]*)?")
_CLOSES = re.compile(r"[，。、；：！？）》”’」』]")
_FEW = 3
# A size of 1 says nothing: the file scales its characters otherwise.
_SCALED = 2.0
_BOX = re.compile(r"[□√☐☑☒✓|]")
_STOP = re.compile(r"[。！？；：.!?;:][”’」』）)》\"']*$")
_MARK = re.compile(
    r"[•●▪■◆◦·*–-]\s|[(（]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[)）.、]|第[一二三四五六七八九十\d]+[章节条编篇]|[①-⑳]"
)
_HYPHEN = re.compile(r"[A-Za-z]-$")


class Margins:
    """Where the lines of a column begin and end, page by page; pages of short lines take those of the others."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        self._sides: dict[tuple[int, int], tuple[float, float]] = {}
        pages: dict[tuple[int, int], list[PdfLine]] = {}
        for line in lines:
            pages.setdefault((line.page, line.column), []).append(line)
        usual = {column: _usual([line for line in lines if line.column == column]) for _, column in sorted(pages)}
        for (page, column), held in pages.items():
            begin, end = usual[column]
            lefts, rights = _shared([line.x0 for line in held], 2), _shared([line.x1 for line in held], 3)
            self._sides[page, column] = (
                min((edge for edge in lefts if edge < begin + _MIRRORED), default=begin),
                max((edge for edge in rights if edge > end - _MIRRORED), default=end),
            )

    def of(self, line: PdfLine) -> tuple[float, float]:
        """The left and right margin at a line."""
        return self._sides[line.page, line.column]


def _usual(lines: Sequence[PdfLine]) -> tuple[float, float]:
    """The margins of a column throughout the document: what most of its long lines have."""
    widths = sorted(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 >= 0.75 * widths[int(0.9 * len(widths))]]
    rights = Counter(round(line.x1 / 2) for line in long)
    lefts = Counter(round(line.x0 / 2) for line in long)
    return 2.0 * max(lefts, key=lambda edge: lefts[edge]), 2.0 * max(rights, key=lambda edge: rights[edge])


def _shared(edges: Sequence[float], least: int) -> list[float]:
    """The edges at which several lines begin or end, to two points."""
    counts = Counter(round(edge / 2) for edge in edges)
    return [2.0 * edge for edge, count in counts.items() if count >= least]


def flow(items: Sequence[PageItem], settings: Settings, notes: Sequence[PageNote] = ()) -> Iterator[StyledLine]:
    """The pieces of a document. Tables come as rows; a line of pieces that stand apart is a row.

    A note comes after the paragraph that points to it, as a Word file has it; what nothing points to comes last.
    """
    lines = [item for item in items if isinstance(item, PdfLine)]
    if not items:
        return
    margins, body = Margins(lines), median([line.size for line in lines] or [1.0])
    pitch = _Pitch(lines)
    whole = _Words(lines)
    feet = _Feet(notes, whole)
    held: list[PdfLine] = []
    for item in items:
        if held and not (isinstance(item, PdfLine) and _goes_on(held, item, margins, pitch)):
            yield _paragraph(held, whole, body, settings)
            yield from feet.under(held)
            held = []
        if isinstance(item, PdfLine):
            held.append(item)
        else:
            yield from table(_rows(item, settings), settings.cell_longest)
    if held:
        yield _paragraph(held, whole, body, settings)
        yield from feet.under(held)
    yield from feet.rest()


class _Feet:
    """The notes of the pages, given out once each."""

    def __init__(self, notes: Sequence[PageNote], words: "_Words") -> None:
        self._notes = {(note.page, note.mark): note for note in notes}
        self._words = words

    def under(self, lines: Sequence[PdfLine]) -> Iterator[StyledLine]:
        """The notes that the lines of a paragraph point to."""
        for line in lines if self._notes else ():
            for mark in marks_in(line.text):
                if note := self._notes.pop((line.page, mark), None):
                    yield self._piece(note)

    def rest(self) -> Iterator[StyledLine]:
        """The notes that nothing pointed to."""
        yield from map(self._piece, self._notes.values())

    def _piece(self, note: PageNote) -> StyledLine:
        return StyledLine(self._words.joined(note.lines)[note.own :], "footnote")


def _rows(grid: RuledTable, settings: Settings) -> list[list[list[StyledLine]]]:
    """The cells of a table, the lines of each cell put together."""
    return [[_cell(cell, settings) for cell in row] for row in grid.rows]


def _cell(lines: Sequence[PdfLine], settings: Settings) -> list[StyledLine]:
    whole = _Words(lines).joined(lines)
    return [StyledLine(whole)] if len(whole) <= settings.cell_longest else list(flow(lines, settings))


def without_contents(items: Sequence[PageItem]) -> list[PageItem]:
    """The items without the lines of a table of contents (dots up to a page number) and the word above them."""
    away = [isinstance(item, PdfLine) and bool(_CONTENTS.fullmatch(item.text)) for item in items]
    for at, item in enumerate(items[:-1]):
        if away[at + 1] and isinstance(item, PdfLine) and _CONTENTS_HEAD.fullmatch(item.text):
            away[at] = True
    return [item for item, gone in zip(items, away, strict=True) if not gone]


class _Pitch:
    """The usual distance from one line to the next, in heights of a line; pages with few lines take the others'."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        steps: dict[int, list[float]] = {}
        for a, b in pairwise(lines):
            if a.page == b.page and a.column == b.column and 0 < a.y1 - b.y1 < 4 * a.size:
                steps.setdefault(a.page, []).append((a.y1 - b.y1) / a.size)
        self._pages = {page: median(held) for page, held in steps.items() if len(held) > 4}
        self._usual = median([step for held in steps.values() for step in held] or [1.5])

    def is_apart(self, last: PdfLine, line: PdfLine) -> bool:
        """Whether more than the distance of lines is between two lines of one column; much more inside a sentence."""
        if last.page != line.page or last.column != line.column:
            return False
        most = 1.2 if _STOP.search(last.text) else 2.2
        step = max(last.y1 - line.y1, last.y0 - line.y0)  # boxes may be as high as their ink
        return step > most * self._pages.get(last.page, self._usual) * last.size


def _goes_on(held: Sequence[PdfLine], line: PdfLine, margins: Margins, pitch: _Pitch) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = held[-1]
    if len(last.cells) > 1 or len(line.cells) > 1 or not _is_one_size(last, line):
        return False
    if last.bold != line.bold and _STOP.search(last.text):
        return False
    return not pitch.is_apart(last, line) and _is_full(last, line, margins) and not _opens(held, line, margins)


def _is_one_size(last: PdfLine, line: PdfLine) -> bool:
    """Whether two lines are set in one size; boxes of a few Chinese characters are as high as their ink, and say nothing."""
    short = min(len(last.text), len(line.text)) <= _FEW and bool(_WIDE.match(line.text))
    named = _SCALED < last.nominal == line.nominal
    apart = abs(last.size - line.size)
    return short or apart <= 0.15 * last.size or (named and apart <= 0.4 * max(last.size, line.size))


def _is_full(last: PdfLine, line: PdfLine, margins: Margins) -> bool:
    """Whether what opens the next line would not have fitted on this one."""
    _, end = margins.of(last)
    word = _NARROW.match(line.text)
    each = (line.x1 - line.x0) / max(1, len(line.text))
    need = each * (len(word.group()) + 1) if word else _wide_need(last, line)
    return last.x1 + need > end


def _wide_need(last: PdfLine, line: PdfLine) -> float:
    """The room that a Chinese line needs: two characters, as a mark may not open a line, and more where marks meet.

    Over the edge of a page or column no distance tells a paragraph's end, so that after a stop only what opens is counted.
    """
    each = (line.x1 - line.x0) / max(1, len(line.text))
    whole = _UNBROKEN.match(line.text)
    over = last.page != line.page or last.column != line.column
    if over and _STOP.search(last.text) and not _CLOSES.match(line.text, 1):
        return 1.05 * each
    return max(1.9 * last.size, (len(whole.group()) + 0.4) * each if whole else 0.0)


def _opens(held: Sequence[PdfLine], line: PdfLine, margins: Margins) -> bool:
    """Whether a line opens a paragraph: by its indent against the lines before, or by a mark after a stop."""
    left, _ = margins.of(line)
    shift = line.x0 - left
    before = held[-1].x0 - margins.of(held[-1])[0]
    indent = 0.8 * line.size
    stopped = bool(_STOP.search(held[-1].text))
    if _BOX.match(line.text) or (_MARK.match(line.text) and (stopped or shift > indent)):
        return True
    if shift <= indent:
        return False
    if _MARK.match(held[0].text) and len(held) == 1:
        return False  # a hanging indent
    return shift > before + indent or (abs(shift - before) <= indent and len(held) == 1 and stopped)


class _Words:
    """Joins lines; knows the words of the document, to tell a hyphen of the line from one of the word."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        self._hyphens = Hyphens([line.text for line in lines])

    def joined(self, lines: Sequence[PdfLine]) -> str:
        """The text of the lines as one."""
        text = lines[0].text
        for line in lines[1:]:
            text = self._join(text, line.text)
        return text

    def _join(self, text: str, after: str) -> str:
        if _WIDE.match(text[-1]) or _WIDE.match(after):
            return text + after
        if not _HYPHEN.search(text) or not after[0].islower():
            return f"{text} {after}"
        return text[:-1] + after if self._hyphens.is_parted(text, after) else text + after


def _paragraph(lines: Sequence[PdfLine], words: _Words, body: float, settings: Settings) -> StyledLine:
    first = lines[0]
    if len(first.cells) > 1:
        return StyledLine(BETWEEN_CELLS.join(first.cells), "table")
    text = words.joined(lines)
    large = all(line.bold or line.size > 1.15 * body for line in lines)
    return StyledLine(text, "bold" if large and len(text) <= settings.styled_longest else "body")
