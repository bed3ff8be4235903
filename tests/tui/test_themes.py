"""What is drawn can be read in every theme: contrast by WCAG 2, and old told from new by eyes that miss a colour."""

from math import dist

import pytest
from reviewing import screen

from tui.themes import NAMES

TEXTS = ("plain", "minor", "dim", "elsewhere", "fold", "title", "key", "added", "removed", "moved")
TEXTS += ("old-edited", "new-edited", "old-updated", "new-updated", "hit", *(f"heat-{digit}" for digit in range(10)))
SIGNS = tuple(f"sign-{name}" for name in ("added", "removed", "edited", "updated", "moved", "punctuation", "unchanged"))
OVER = {"old-edited": "mark-old", "old-updated": "mark-old", "new-edited": "mark-new", "new-updated": "mark-new"}
READ = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3, level AA)."""
SEEN = 3.0
"""The contrast that a sign needs (1.4.11)."""


def linear(colour):
    """A colour's red, green and blue as light."""
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]


def contrast(one, other):
    lights = [sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def drawn(widget, *styles):
    """The colours of a text and of what is behind it, as a terminal is told."""
    look = widget.look(styles)
    return look.color.triplet, look.bgcolor.triplet


def combinations():
    """Every style of a text alone, on the current row, and with what lies over it."""
    for text in TEXTS:
        yield (text,), READ
        yield (text, "current"), READ
    for text, mark in OVER.items():
        yield (text, mark), READ
        yield (text, "current", mark), READ
        yield (text, "selected"), READ
        yield (text, "current", "selected"), READ
    for text in ("plain", "minor", "added", "removed"):
        yield (text, "hit"), READ
        yield (text, "selected"), READ
    for sign in (*SIGNS, "view"):
        yield (sign,), SEEN
        yield (sign, "current"), SEEN


BARS = {"#title": [(("title",), READ), (("hit",), READ), *(((sign, "title"), READ) for sign in SIGNS)]}
"""What stands on a bar of its own colour; everything else may stand anywhere."""


@pytest.mark.parametrize("theme", NAMES)
async def test_what_is_drawn_can_be_read(tmp_path, theme):
    async with screen(tmp_path, size=(160, 50), theme=theme, keys="]") as (app, _):
        told = {
            f"{name} {' '.join(styles)}": (contrast(*drawn(app.screen.query_one(name), *styles)), least)
            for name in ("#pair", "#outline", "#keys", "#title")
            for styles, least in BARS.get(name, combinations())
        }

    assert {name: round(found, 2) for name, (found, least) in told.items() if found < least} == {}


BLIND = {
    "no green": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "no red": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
}
"""What eyes without a kind of cones make of light (Vienot, Brettel and Mollon 1999)."""
APART = 25
"""A distance of colours (CIE 1976) that nobody takes for one colour; 2.3 is just noticeable."""


def lab(light):
    """Light as lightness, red against green, blue against yellow."""
    rows = ((0.4124, 0.3576, 0.1805, 0.9505), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.089))
    x, y, z = (sum(w * c for w, c in zip(row, light, strict=False)) / row[3] for row in rows)
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(eyes, one, other):
    seen = ([max(0, sum(w * c for w, c in zip(row, linear(x), strict=True))) for row in eyes] for x in (one, other))
    return dist(*map(lab, seen))


@pytest.mark.parametrize("eyes", BLIND)
@pytest.mark.parametrize("theme", [name for name in NAMES if name.startswith("colour-blind")])
@pytest.mark.parametrize(
    "pair", [("removed", "added"), ("mark-old", "mark-new"), ("sign-removed", "sign-added")], ids=str
)
async def test_eyes_that_miss_a_colour_tell_old_from_new(tmp_path, theme, eyes, pair):
    async with screen(tmp_path, theme=theme, keys="]") as (app, _):
        old, new = (drawn(app.screen.pair, style)[0] for style in pair)

    assert distance(BLIND[eyes], old, new) > APART
