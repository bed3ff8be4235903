"""Takes a PDF page, gives runs of characters with their places, and the ruled lines. The only module that knows PDFium.

Places are in points from the page's lower left corner.
"""

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int, c_ushort, create_string_buffer
from dataclasses import dataclass
from itertools import compress
from typing import Any

import pypdfium2.raw as pdfium

from compare.reading.pdf.orientation import (
    UPRIGHT,
    Box,
    Glyph,
    LineDirection,
    directions,
    squared,
    turned_size,
    upright,
)

_HYPHENS = (0x02, 0xFFFE)
_TEXT, _PATH, _IMAGE = 1, 2, 3
_THIN = 2.5
_HIGH, _LOW, _UNKNOWN = (0xD800, 0xDBFF), (0xDC00, 0xDFFF), 0xFFFD
_BOLD_WEIGHT = 600
# Gaps in heights of the line: up to this characters stand beside each other. Cells of a table are further apart.
_BESIDE = 0.45
_MOST_SEGMENTS = 4000
_WIDE_BLANK = 0x3000
_WIDE_FROM = 0x2E80
_BLANKS = frozenset((0x20, 0xA0, _WIDE_BLANK))
_NOWHERE: Box = (0, 0, 0, 0)
# A raised mark of a note: its height and the foot of it, in heights of the line.
_SMALL = 0.88
_RAISED = 0.25
_NOTE_MARKS = frozenset("0123456789*†‡")


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Characters beside each other on one line: their box, its height in points, whether bold, the size the file names.

    `nominal` is in units of the file: equal ones are equal, though the boxes of some fonts are as high as their ink.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    size: float
    bold: bool
    nominal: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: where it stands on its own axis, and from where to where it runs on the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size, its runs in the order of the file, those of lines in other directions, its horizontal and vertical rules, its pictures."""

    width: float
    height: float
    runs: tuple[GlyphRun, ...]
    turned: tuple[tuple[GlyphRun, ...], ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: int


def read_sheet(page: Any) -> Sheet:  # noqa: ANN401 - PDFium publishes no types
    """What stands on a page, turned so that most of its lines run from left to right."""
    size = _size(page)
    things = [pdfium.FPDFPage_GetObject(page.raw, at) for at in range(pdfium.FPDFPage_CountObjects(page.raw))]
    kinds = [pdfium.FPDFPageObj_GetType(thing) for thing in things]
    strokes = [box for thing, kind in zip(things, kinds, strict=True) if kind == _PATH for box in _strokes(thing)]
    layers = _written(page, [thing for thing, kind in zip(things, kinds, strict=True) if kind == _TEXT], size)
    main = next(iter(layers), UPRIGHT)
    strokes = [upright(box, main, size) for box in strokes]
    across = tuple(Rule((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in strokes if y1 - y0 <= _THIN < x1 - x0)
    down = tuple(Rule((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in strokes if x1 - x0 <= _THIN < y1 - y0)
    runs, *turned = [tuple(held) for held in layers.values()] or [()]
    return Sheet(*turned_size(main, size), runs, tuple(turned), across, down, kinds.count(_IMAGE))


def _size(page: Any) -> tuple[float, float]:  # noqa: ANN401 - a PDFium page
    """Width and height as the characters' places count them: before the page is turned for its reader."""
    width, height = page.get_size()
    return (height, width) if page.get_rotation() % 180 else (width, height)


Layers = dict[LineDirection, list[GlyphRun]]
"""The runs of a page by the direction of their lines; that of most characters comes first."""


def _written(page: Any, things: list[Any], size: tuple[float, float]) -> Layers:  # noqa: ANN401 - PDFium handles
    """The runs of a page's texts.

    Where neither the file nor the machine has a font, PDFium does not see how high its lines are, and takes a line for
    the double of an equal one above it: what gave a text is taken off the page then, until nothing more comes to light.
    """
    text = page.get_textpage()
    glyphs = list(_glyphs(text.raw, text.count_chars()))
    layers: Layers = {way: [] for way in directions([glyph for glyph in glyphs if glyph.code not in _BLANKS])}
    _read_into(layers, text.raw, glyphs, size)
    is_whole = all(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(thing)) for thing in things)
    while not is_whole and any(seen := [bool(_text_of(thing, text)) for thing in things]) and not all(seen):
        for thing in compress(things, seen):
            pdfium.FPDFPage_RemoveObject(page.raw, thing)
            pdfium.FPDFPageObj_Destroy(thing)
        things = [thing for thing, is_seen in zip(things, seen, strict=True) if not is_seen]
        text.close()
        text = page.get_textpage()
        _read_into(layers, text.raw, list(_glyphs(text.raw, text.count_chars())), size)
    text.close()
    return layers


def _read_into(layers: Layers, text: Any, glyphs: Sequence[Glyph], size: tuple[float, float]) -> None:  # noqa: ANN401
    """Adds the runs of the glyphs, those aside that are there already."""
    for way, held in layers.items():
        runs = list(_runs(text, _along(glyphs, way, size)))
        held.extend([run for run in runs if not any(_is_double(run, other) for other in held)] if held else runs)


def _along(glyphs: Sequence[Glyph], way: LineDirection, size: tuple[float, float]) -> Sequence[Glyph]:
    """The characters of one direction, upright, and all blanks."""
    held = {angle for angle in {glyph.angle for glyph in glyphs} if way.holds(angle)}
    along = [glyph for glyph in glyphs if glyph.angle in held or glyph.code in _BLANKS]
    if way == UPRIGHT:
        return along
    return [glyph if glyph.code in _BLANKS else glyph._replace(box=upright(glyph.box, way, size)) for glyph in along]


def _text_of(thing: Any, text: Any) -> str:  # noqa: ANN401 - PDFium handles
    """What PDFium has of a text, blanks aside."""
    size = pdfium.FPDFTextObj_GetText(thing, text.raw, None, 0)
    held = (c_ushort * size)()
    pdfium.FPDFTextObj_GetText(thing, text.raw, held, size)
    return bytes(held)[: size - 2].decode("utf-16-le", "replace").strip()


def _is_double(run: GlyphRun, drawn: GlyphRun) -> bool:
    """Whether a run is drawn twice in one place, to look bold."""
    near = abs(run.x0 - drawn.x0) < drawn.size and abs(run.y0 - drawn.y0) < 0.5 * drawn.size
    return near and run.text == drawn.text


def _glyphs(text: Any, count: int) -> Iterator[Glyph]:  # noqa: ANN401 - a PDFium handle
    """The characters of a page in the order of the file; blanks have no place."""
    edges = pdfium.FS_RECTF()
    for at, code in _codes(text, count):
        if code in _BLANKS:
            yield Glyph(at, code, _NOWHERE, 0.0)
        elif code not in (0, 10, 13):
            pdfium.FPDFText_GetLooseCharBox(text, at, byref(edges))
            box = squared(code, (edges.left, edges.bottom, edges.right, edges.top))
            yield Glyph(at, code, box, pdfium.FPDFText_GetCharAngle(text, at))


def _codes(text: Any, count: int) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - a PDFium handle
    """The place and code point of each character: PDFium counts in UTF-16, in which one beyond the first plane is two.

    Half of one alone, which no text can hold, is a character that nobody knows.
    """
    high = 0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if high and _LOW[0] <= code <= _LOW[1]:
            yield at - 1, 0x10000 + ((high - _HIGH[0]) << 10) + code - _LOW[0]
            high = 0
            continue
        if high:
            yield at - 1, _UNKNOWN
        high = code if _HIGH[0] <= code <= _HIGH[1] else 0
        if not high:
            yield at, _UNKNOWN if _LOW[0] <= code <= _LOW[1] else code
    if high:
        yield count - 1, _UNKNOWN


def _runs(text: Any, glyphs: Sequence[Glyph]) -> Iterator[GlyphRun]:  # noqa: ANN401 - a PDFium handle
    """Characters put together while they follow each other on one line."""
    held: list[str] = []
    box: Box = _NOWHERE
    first, wide, last = 0, -1, 0.0
    for glyph in glyphs:
        code, (x0, y0, x1, y1) = glyph.code, glyph.box
        if code in _BLANKS:
            held += ["\u3000" if code == _WIDE_BLANK else " "] * bool(held)
            continue
        height = max(y1 - y0, 1.0)
        beside = box[1] < (y0 + y1) / 2 < box[3] and -0.7 * height <= x0 - last <= _BESIDE * height
        if held and not (beside and not _is_raised(box, glyph)):
            yield from _closed(text, held, box, (first, wide))
            held = []
        if not held:
            first, wide, box = glyph.at, -1, (x0, y0, x1, y1)
        elif held[-1] == " " and x0 - last < 0.5 * height and _is_mixed(held[-2], code):
            held.pop()  # the gap that typesetting leaves between a character and a figure
        held.append("-" if code in _HYPHENS else chr(code))
        box = (min(box[0], x0), min(box[1], y0), max(box[2], x1), max(box[3], y1))
        last = x1
        wide = glyph.at if wide < 0 and code >= _WIDE_FROM else wide
    yield from _closed(text, held, box, (first, wide))


def _is_raised(box: Box, glyph: Glyph) -> bool:
    """Whether a character is a figure raised above the run before it, or follows such a one on the line itself."""
    height, size = box[3] - box[1], glyph.box[3] - glyph.box[1]
    up = size < _SMALL * height and glyph.box[1] > box[1] + _RAISED * height and chr(glyph.code) in _NOTE_MARKS
    return up or (height < _SMALL * size and box[1] > glyph.box[1] + _RAISED * size)


def _is_mixed(before: str, code: int) -> bool:
    """Whether one is a wide character and the other a letter or figure."""
    return (code >= 0x2E80) != (ord(before) >= 0x2E80)


def _closed(text: Any, held: list[str], box: Box, at: tuple[int, int]) -> Iterator[GlyphRun]:  # noqa: ANN401 - a PDFium handle
    """A run, where it is not blank; its size is that of its Chinese, for many files set letters and figures larger."""
    first, wide = at
    piece = "".join(held).strip()
    if piece:
        bold = _is_bold(text, first) and _is_bold(text, first + len(held) // 2)
        nominal = pdfium.FPDFText_GetFontSize(text, max(first, wide))
        yield GlyphRun(*box, piece, max(box[3] - box[1], 1.0), bold, nominal)


def _is_bold(text: Any, at: int) -> bool:  # noqa: ANN401 - a PDFium handle
    if pdfium.FPDFText_GetFontWeight(text, at) >= _BOLD_WEIGHT:
        return True
    name, flags = create_string_buffer(128), c_int()
    pdfium.FPDFText_GetFontInfo(text, at, name, 128, byref(flags))
    return b"Bold" in name.value or b"Hei" in name.value or "黑".encode() in name.value


def _strokes(path: Any) -> Iterator[Box]:  # noqa: ANN401 - a PDFium handle
    """The lines that a path draws: itself where it is thin, else its straight strokes."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    box = (left.value, bottom.value, right.value, top.value)
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        yield box
        return
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if stroke.value:
        yield from _segments(path)


def _segments(path: Any) -> Iterator[Box]:  # noqa: ANN401 - a PDFium handle
    shape = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, byref(shape))
    before: tuple[float, float] | None = None
    begin = (0.0, 0.0)
    for at in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (shape.a * x.value + shape.c * y.value + shape.e, shape.b * x.value + shape.d * y.value + shape.f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif before is not None:
            yield _between(before, point)
        before = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _between(point, begin)


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
