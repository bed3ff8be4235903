"""Takes the glyphs of a page as they lie, gives them as they are read: upright, lines from left to right.

Pages are turned by a quarter (a table on its side, a scanner's sheet), text layers of scans by a degree or two, and
Chinese may run from the top down. Each is undone by turning the glyphs about the corner of the page; angles are
clockwise, in radians, as PDFium gives them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin
from statistics import median
from typing import NamedTuple

Box = tuple[float, float, float, float]

_QUARTER = pi / 2
# What is slanted by more than this against all quarters is a watermark.
_MOST_SKEW = 0.175
_LEAST_SKEW = 0.002
# Steps from one character to the one below that show a text set from the top down.
_LEAST_STEPS = 10
_WIDE = 0x2E80
# Below this ratio of its sides a box is that of a flat character (一, 丨), not of the square it stands in.
_FLAT = 0.4


class Glyph(NamedTuple):
    """A character: its place in PDFium's text, its code, its box in points, the direction it is drawn in.

    A tuple, because a page has thousands of them and a frozen class takes three times as long to make.
    """

    at: int
    code: int
    box: Box
    angle: float


@dataclass(frozen=True, slots=True)
class LineDirection:
    """How the lines of a page run: the quarter, the skew against it, and whether they are set from the top down."""

    quarter: int = 0
    skew: float = 0.0
    vertical: bool = False

    @property
    def angle(self) -> float:
        """The direction of a line; text set from the top down runs as text turned by a quarter does."""
        return (self.quarter + self.vertical) * _QUARTER + self.skew

    def holds(self, angle: float) -> bool:
        """Whether a character drawn at an angle belongs to these lines; Latin lies on its side in a vertical line."""
        quarter, skew = _split(angle)
        along = quarter == self.quarter or (self.vertical and quarter == (self.quarter + 1) % 4)
        return along and abs(skew - self.skew) <= _MOST_SKEW


UPRIGHT = LineDirection()


def directions(glyphs: Sequence[Glyph]) -> tuple[LineDirection, ...]:
    """The directions of a page's lines, that of most characters first; slanted text is in none of them."""
    quarters: dict[int, list[float]] = {}
    for angle, count in Counter(glyph.angle for glyph in glyphs).items():
        quarter, skew = _split(angle)
        if abs(skew) <= _MOST_SKEW:
            quarters.setdefault(quarter, []).extend([skew] * count)
    ordered = sorted(quarters, key=lambda quarter: -len(quarters[quarter]))
    ways = [LineDirection(quarter, _skew(quarters[quarter])) for quarter in ordered]
    if ways and _runs_down([glyph for glyph in glyphs if ways[0].holds(glyph.angle)], ways[0]):
        down = LineDirection(ways[0].quarter, ways[0].skew, vertical=True)
        ways = [down, *(other for other in ways[1:] if other.quarter != (down.quarter + 1) % 4)]
    return tuple(ways)


def upright(box: Box, direction: LineDirection, size: tuple[float, float]) -> Box:
    """A box turned so that lines of a direction run from left to right; `size` is that of the page in points.

    The box around a turned rectangle has the same middle, and its sides are solved for those of the rectangle.
    """
    if direction == UPRIGHT:
        return box
    along, up = cos(direction.angle), sin(direction.angle)
    left, bottom = _corner(along, up, size)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    middle = x * along - y * up - left, x * up + y * along - bottom
    width, height = _sides(box, direction)
    return middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2


def turned_size(direction: LineDirection, size: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a page, its lines upright."""
    return (size[1], size[0]) if (direction.quarter + direction.vertical) % 2 else size


def squared(code: int, box: Box) -> Box:
    """The box of a character; a flat Han character stands in the middle of a square, whatever its ink fills."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if code < _WIDE or _FLAT * wide <= high <= wide / _FLAT or not chr(code).isalpha():
        return box
    half, x, y = max(wide, high) / 2, (x0 + x1) / 2, (y0 + y1) / 2
    return x - half, y - half, x + half, y + half


def _split(angle: float) -> tuple[int, float]:
    """An angle as the nearest quarter, 0 to 3, and what is left."""
    quarter = round(angle / _QUARTER)
    return quarter % 4, angle - quarter * _QUARTER


def _skew(residues: Sequence[float]) -> float:
    skew = median(residues)
    return skew if abs(skew) > _LEAST_SKEW else 0.0


def _runs_down(glyphs: Sequence[Glyph], direction: LineDirection) -> bool:
    """Whether most Chinese characters stand under the one before, each upright."""
    steps = Counter(
        _step(upright(a.box, direction, (0, 0)), upright(b.box, direction, (0, 0)))
        for a, b in pairwise(glyphs)
        if min(a.code, b.code) >= _WIDE
    )
    return steps["down"] >= _LEAST_STEPS and steps["down"] > 2 * steps["beside"]


def _step(a: Box, b: Box) -> str:
    size = max(a[2] - a[0], a[3] - a[1], b[2] - b[0], b[3] - b[1])
    across, down = (b[0] + b[2] - a[0] - a[2]) / 2, (a[1] + a[3] - b[1] - b[3]) / 2
    if hypot(across, down) > 2 * size:
        return "far"
    return "down" if down > abs(across) else "beside"


def _corner(along: float, up: float, size: tuple[float, float]) -> tuple[float, float]:
    """Where the page begins once it is turned."""
    corners = [(x, y) for x in (0.0, size[0]) for y in (0.0, size[1])]
    return min(x * along - y * up for x, y in corners), min(x * up + y * along for x, y in corners)


def _sides(box: Box, direction: LineDirection) -> tuple[float, float]:
    wide, high = box[2] - box[0], box[3] - box[1]
    if (direction.quarter + direction.vertical) % 2:
        wide, high = high, wide
    along, up = cos(direction.skew), abs(sin(direction.skew))
    whole = along * along - up * up
    return max((wide * along - high * up) / whole, 0.1), max((high * along - wide * up) / whole, 0.1)
