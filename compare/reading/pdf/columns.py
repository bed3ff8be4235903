"""Takes the runs of a page, gives its regions in reading order: what goes across the page, and columns of running text.

A recursive cut in the manner of the XY cut (Nagy and Seth 1984): rows that leave one gap free between them are a band;
where both sides of the gap are running text the band falls into a left and a right side, each cut again. Cells of a table
leave gaps too, so a side must be lines that fill its width and run on into each other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from compare.reading.pdf.glyphs import GlyphRun

# In heights of a line: the least gap between columns, the least width of one, how far apart rows of one column stand.
_GAP = 0.75
# Points that columns may overlap by whose right one begins at the same place in every row.
_TOUCH = -1.0
_WIDTH = 6.0
_APART = 2.6
_LEAST_ROWS = 3
_FILLED, _FULL = 0.6, 0.5
_LEAST_CELLS = 12.0
_LETTERS = 0.6
_RUNS_ON = 0.3
_DEEPEST = 5
_WIDE = re.compile(r"[\u2e80-\uffef]")
_SMALL_START = re.compile(r"[^\w]*[a-z]")
_STEP = 12.0

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands on the page and is no run: a ruled table."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class PageRegion:
    """Runs and boxes that are read together from the top; `column` is 0 for what goes across the page.

    The number of a column comes of its left edge, so that columns of two pages that go on in each other share it.
    """

    column: int
    runs: list[GlyphRun] = field(default_factory=list)
    boxes: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows from `first` to before `last` that leave a gap free, of `least` points at least."""

    first: int
    last: int
    gap: Interval
    least: float

    def is_right(self, run: GlyphRun) -> bool:
        """Whether a run stands to the right of the gap."""
        return run.x0 + run.x1 >= self.gap[0] + self.gap[1]


def regions(runs: Sequence[GlyphRun], boxes: Sequence[Obstacle]) -> list[PageRegion]:
    """The regions of a page in reading order; `boxes` are named by their places."""
    return list(_Cutter(boxes, median([run.size for run in runs] or [1.0])).cut(list(runs), range(len(boxes)), 0, 0))


def rows(runs: Sequence[GlyphRun]) -> list[list[GlyphRun]]:
    """Runs on one height together, each row from the left; from the top."""
    lines: list[list[GlyphRun]] = []
    for run in sorted(runs, key=lambda run: -(run.y0 + run.y1)):
        if lines and any(_on_one_height(run, other) for other in lines[-1][-3:]):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in lines]


def _on_one_height(run: GlyphRun, neighbour: GlyphRun) -> bool:
    """Whether the middle of one stands beside the other: a raised number is lower than its line, and may stand above."""
    middle, its = (run.y0 + run.y1) / 2, (neighbour.y0 + neighbour.y1) / 2
    return neighbour.y0 <= middle <= neighbour.y1 or run.y0 <= its <= run.y1


class _Cutter:
    """Cuts one page; remembers the gaps it found, which a shorter band of the same page may keep."""

    def __init__(self, boxes: Sequence[Obstacle], size: float) -> None:
        self._boxes = boxes
        self._size = size
        self._known: list[Interval] = []

    def cut(self, runs: list[GlyphRun], boxes: Sequence[int], column: int, depth: int) -> Iterator[PageRegion]:
        """The regions of a stretch of the page, from the top, the left side of a band before the right."""
        lines = rows(runs)
        band = self._band(lines, boxes) if depth < _DEEPEST else None
        if band is None:
            yield PageRegion(column, runs, list(boxes))
            return
        self._known.append(band.gap)
        inside = lines[band.first : band.last]
        top, bottom = inside[0][0].y1, inside[-1][0].y0
        above = [at for at in boxes if self._boxes[at].y0 >= top]
        below = [at for at in boxes if at not in above and self._boxes[at].y1 <= bottom]
        beside = [at for at in boxes if at not in above and at not in below]
        if band.first:
            yield from self.cut(_flat(lines[: band.first]), above, column, depth + 1)
        for side in (False, True):
            held = [run for run in _flat(inside) if band.is_right(run) == side]
            own = [at for at in beside if (self._boxes[at].x0 >= band.gap[0]) == side]
            number = 1 + round(min(run.x0 for run in held) / _STEP)
            yield from self.cut(held, own, number, depth + 1)
        if band.last < len(lines):
            yield from self.cut(_flat(lines[band.last :]), below, column, depth + 1)

    def _band(self, lines: Sequence[Sequence[GlyphRun]], boxes: Sequence[int]) -> _Band | None:
        """The band of most rows whose sides are columns."""
        bands: list[_Band] = []
        edges = Counter(round(run.x0) for row in lines for run in row[1:])
        for at, row in enumerate(lines):
            for a, b in pairwise(row):
                least = _TOUCH if edges[round(b.x0)] >= _LEAST_ROWS else _GAP * self._size
                gap = a.x1, b.x0
                if gap[1] - gap[0] < least or any(_held(band, at, gap) for band in bands):
                    continue
                bands.append(self._trimmed(lines, self._grown(lines, boxes, at, (gap, least))))
        bands = [band for band in bands if self._is_parted(lines, band)]
        return max(bands, key=lambda band: (band.last - band.first, band.gap[1] - band.gap[0]), default=None)

    def _grown(
        self, lines: Sequence[Sequence[GlyphRun]], boxes: Sequence[int], at: int, kept: tuple[Interval, float]
    ) -> _Band:
        first, last, (gap, least) = at, at + 1, kept
        while last < len(lines) and (narrower := self._free(lines[last - 1], lines[last], boxes, (gap, least))):
            gap, last = narrower, last + 1
        while first and (narrower := self._free(lines[first], lines[first - 1], boxes, (gap, least))):
            gap, first = narrower, first - 1
        return _Band(first, last, gap, least)

    def _free(
        self, row: Sequence[GlyphRun], after: Sequence[GlyphRun], boxes: Sequence[int], kept: tuple[Interval, float]
    ) -> Interval | None:
        """What of a gap a neighbouring row leaves free, too, with no table across it in between."""
        low, high = sorted((row[0].y0, after[0].y0))
        gap, least = kept
        for at in boxes:
            box = self._boxes[at]
            if box.y0 < high and box.y1 > low and box.x0 < gap[1] and box.x1 > gap[0]:
                return None
        edges = [float("-inf"), *(edge for run in after for edge in (run.x0, run.x1)), float("inf")]
        spaces = [(max(a, gap[0]), min(b, gap[1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        widest = max(spaces, key=lambda space: space[1] - space[0])
        return widest if widest[1] - widest[0] >= least else None

    def _trimmed(self, lines: Sequence[Sequence[GlyphRun]], band: _Band) -> _Band:
        """The band without rows of one side at its ends that stand apart: a title above, a page number below."""
        first, last = band.first, band.last
        while last - first > 1 and self._stands_apart(lines[first], lines[first + 1 : last], band):
            first += 1
        while last - first > 1 and self._stands_apart(lines[last - 1], lines[first : last - 1][::-1], band):
            last -= 1
        return replace(band, first=first, last=last)

    def _stands_apart(self, row: Sequence[GlyphRun], others: Sequence[Sequence[GlyphRun]], band: _Band) -> bool:
        sides = {band.is_right(run) for run in row}
        if len(sides) == 2:
            return False
        side = sides.pop()
        near = next((run for other in others for run in other if band.is_right(run) == side), None)
        return near is None or abs(near.y0 - row[0].y0) > _APART * self._size

    def _is_parted(self, lines: Sequence[Sequence[GlyphRun]], band: _Band) -> bool:
        inside = lines[band.first : band.last]
        sides = [[[run for run in row if band.is_right(run) == right] for row in inside] for right in (False, True)]
        known = any(min(a[1], band.gap[1]) - max(a[0], band.gap[0]) >= _GAP * self._size for a in self._known)
        return all(self._is_column([row for row in side if row], known=known) for side in sides)

    def _is_column(self, side: Sequence[Sequence[GlyphRun]], *, known: bool) -> bool:
        """Whether the rows of a side are running text; with a gap that parts columns elsewhere little is asked."""
        text = ["".join(run.text for run in row) for row in side]
        cells = [len(piece) + len(_WIDE.findall(piece)) for piece in text]
        marks = [character for piece in text for character in piece if not character.isspace()]
        letters = sum(character.isalpha() or not character.isascii() for character in marks)
        if not side or letters < _LETTERS * len(marks) or max(cells) < _LEAST_CELLS:
            return False
        widths = [row[-1].x1 - row[0].x0 for row in side]
        width = max(row[-1].x1 for row in side) - min(row[0].x0 for row in side)
        if known or len(side) < _LEAST_ROWS:
            return known
        filled = sum(each >= _FILLED * width for each in widths) >= _FULL * len(side)
        broad = width >= _WIDTH * self._size and sum(cells) >= _LEAST_CELLS * len(cells)
        return filled and broad and _goes_on(text, widths, width)


def _goes_on(text: Sequence[str], widths: Sequence[float], width: float) -> bool:
    """Whether lines run on: the next begins with a small letter, or Chinese lines are filled to the edge."""
    if any(_WIDE.search(piece) for piece in text):
        return sum(each >= 0.85 * width for each in widths) >= _FULL * len(widths)
    return sum(bool(_SMALL_START.match(piece)) for piece in text) >= _RUNS_ON * len(text)


def _held(band: _Band, at: int, gap: Interval) -> bool:
    return band.first <= at < band.last and band.gap[0] < gap[1] and band.gap[1] > gap[0]


def _flat(lines: Sequence[Sequence[GlyphRun]]) -> list[GlyphRun]:
    return [run for row in lines for run in row]
