"""A PDF written by hand: pages of texts and ruled lines at given places, in fonts that every reader has."""

from dataclasses import dataclass, replace
from math import cos, radians, sin

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Text:
    """A piece of text: its left end and its baseline, in points from the lower left corner of the page."""

    x: float
    y: float
    text: str
    size: float = 10
    turned: float = 0
    """Degrees by which the line runs up against the page, counter-clockwise."""


@dataclass(frozen=True)
class Rule:
    """A ruled line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


_WIDTHS = {
    **dict.fromkeys("abdeghnopqu0123456789", 556),
    **dict.fromkeys("ckszxyvJ", 500),
    **dict.fromkeys("it,. fI", 278) | dict.fromkeys("ijl", 222),
    "m": 833,
    "M": 833,
    "r": 333,
    "-": 333,
    "w": 722,
    "W": 944,
    "F": 611,
    "T": 611,
    "O": 778,
    "Q": 778,
    "G": 778,
}


def width(text, size=10):
    """How wide an English text in Helvetica is, in points."""
    return sum(_WIDTHS.get(mark, 680) for mark in text) * size / 1000


def lines(texts, *, x=90, top=760, size=10, step=15):
    """Lines under each other; one that is a pair starts at its own place, (x, text)."""
    placed = (text if isinstance(text, tuple) else (x, text) for text in texts)
    return [Text(at, top - step * number, text, size) for number, (at, text) in enumerate(placed)]


def turned(texts, degrees):
    """Texts turned about the middle of the page, counter-clockwise."""
    along, up = cos(radians(degrees)), sin(radians(degrees))
    found = []
    for text in texts:
        x, y = text.x - WIDTH / 2, text.y - HEIGHT / 2
        found.append(
            replace(
                text, x=x * along - y * up + WIDTH / 2, y=x * up + y * along + HEIGHT / 2, turned=text.turned + degrees
            )
        )
    return found


def downward(texts, *, right=500, top=760, size=10, step=15):
    """Columns of characters set from the top down, the first at the right."""
    return [
        Text(right - step * column, top - size * row, mark, size)
        for column, text in enumerate(texts)
        for row, mark in enumerate(text)
    ]


def grid(rows, *, xs, top, height=20):
    """A ruled table: the rules at xs, rows of the same height, one text (or several lines) in each cell."""
    ys = [top - height * number for number in range(len(rows) + 1)]
    found = [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]
    for row, y in zip(rows, ys, strict=False):
        for cell, x in zip(row, xs, strict=False):
            parts = cell.split("\n")
            found += [Text(x + 3, y - 9 - 9 * number, part, 8) for number, part in enumerate(parts)]
    return found


def pdf(*pages: list[Text | Rule], embedded=True, rotate=0):
    """The bytes of a file with these pages; where nothing is embedded, its Chinese font is one that few machines have.

    `rotate`: degrees by which a reader turns every page, clockwise.
    """
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    wide = sorted({mark for page in pages for thing in page if isinstance(thing, Text) for mark in _wide(thing.text)})
    codes = {mark: code for code, mark in enumerate(wide, start=1)}
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(_squares(codes) if embedded else _song()),
    ]
    for number, page in enumerate(pages):
        content = "\n".join(_drawn(thing, codes if embedded else {}) for thing in page)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Rotate {rotate} /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {8 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode(),
            _stream(content),
        ]
    return _file(objects)


def _wide(text: str) -> str:
    """What is drawn in squares: a text that is not all ASCII."""
    return "" if text.isascii() else text


def _song() -> list[bytes]:
    """A font that is not in the file: every character by its number in Unicode."""
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo 6 0 R >>",
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>",
    ]


def _squares(codes: dict[str, int]) -> list[bytes]:
    """A font whose every character is a square: it is in the file, so that no font of the machine has a say."""
    widths, names = "1000 " * len(codes), "/square " * len(codes)
    font = (
        "<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 -120 1000 880] /Resources << >>"
        f" /CharProcs << /square 5 0 R >> /Encoding << /Type /Encoding /Differences [1 {names}] >>"
        f" /FirstChar 1 /LastChar {len(codes)} /Widths [{widths}] /ToUnicode 6 0 R >>"
    )
    return [font.encode(), _stream("1000 0 0 -120 1000 880 d1 0 -120 1000 1000 re f"), _stream(_meanings(codes))]


def _meanings(codes: dict[str, int]) -> str:
    """Which character each code of the squares stands for."""
    rows = "\n".join(f"<{code:02x}> <{mark.encode('utf-16-be').hex()}>" for mark, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Squares def /CMapType 2 def"
        " 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )


def _drawn(thing, codes) -> str:
    if isinstance(thing, Rule):
        return f"{thing.x0} {thing.y0} m {thing.x1} {thing.y1} l S"
    if thing.text.isascii():
        shown, font = "(" + thing.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")", "F1"
    else:
        raw = bytes(codes[mark] for mark in thing.text) if codes else thing.text.encode("utf-16-be")
        shown, font = f"<{raw.hex()}>", "F2"
    along, up = cos(radians(thing.turned)), sin(radians(thing.turned))
    place = f"{along:.5f} {up:.5f} {-up:.5f} {along:.5f} {thing.x:.3f} {thing.y:.3f} Tm"
    return f"BT /{font} {thing.size} Tf {place} {shown} Tj ET"


def _stream(content: str) -> bytes:
    data = content.encode("latin-1")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + head + tail
