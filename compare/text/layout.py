"""What is layout and what is content: the one table that says which characters may differ in an `unchanged` sentence.

Whatever stands in no row is content, and so is a layout character in the places that its row names: signs, check marks,
comparisons, currencies, arrows, percent and degree signs, brackets, book marks, superscripts, accents. `forms.py` reads
the table; a law of the tests says that two sentences with equal folded forms differ in nothing else.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Characters that a folded form leaves out; `content` says where they stay in."""

    name: str
    characters: str
    why: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Characters that are one character in several shapes: a folded form has the first of them for all."""

    name: str
    characters: str
    why: str


LAYOUT: tuple[Layout, ...] = (
    Layout(
        "blank",
        " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
        "Lines are wrapped and words are spread anew; how wide a gap is says nothing.",
        "Between two words of a language with blanks (may be, maybe) and between two numbers (3 5, 35): one blank."
        " Not so in digits that a Chinese line spreads one by one (2 0 2 2年) or grouped by a blank that does not break.",
    ),
    Layout(
        "invisible",
        "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufe00\ufe01\ufe02"
        "\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f",
        "Nobody sees them: soft hyphens, joiners, direction marks and variants of a glyph, left by the program that wrote the file.",
    ),
    Layout(
        "clause mark",
        "，,、；;：:",
        "Where a list or clause is parted is a matter of style, and the two languages and editors differ.",
        "Between two numbers: 3:1 is not 31, 3、5 is not 35, 1,5 is not 15. Not so where it groups thousands (1,000).",
    ),
    Layout("full stop", "。｡!！¡", "A sentence ends there anyway, and a louder end is no other statement."),
    Layout(
        "point",
        ".．｡",
        "At the end of a sentence or an abbreviation it only ends it.",
        "Tight between or before digits or letters: 1.5 is not 15, .5 is not 5, a.com is not acom.",
    ),
    Layout(
        "ellipsis",
        "…‥⋯",
        "It says that something is left out, or leads the eye to a page number.",
        "Between two numbers.",
    ),
    Layout(
        "long dash",
        "—―─⸺⸻",
        "A pause, like a comma.",
        "Between two numbers it is a range: 2021—2025.",
    ),
    Layout(
        "short dash",
        "-‐‑‒–−－﹣⁃",
        "With a blank on either side it is a pause, like a long dash; two of them in a row are one.",
        "Tight at a letter or digit: a sign (-5), a range (3-5), a compound (re-sign is not resign).",
    ),
)

SHAPES: tuple[Shape, ...] = (
    Shape(
        "quotation mark",
        '"“”„‟＂「」『』﹁﹂﹃﹄«»‹›〝〞〟',
        "One shape a typewriter, language or fashion; that something is quoted is content.",
    ),
    Shape(
        "single quotation mark",
        "'‘’‚‛＇´ʼ`",
        "As above; tight inside a word it is an apostrophe, else a quotation mark.",
    ),
    Shape("hyphen", "-‐‑‒–−－﹣⁃", "Hyphen, short dash and minus are typed for one another."),
    Shape("dash", "—―─⸺⸻", "The long dashes are typed for one another."),
    Shape("ellipsis", "…‥⋯", "Two, three or six dots."),
    Shape("tick", "√✓✔", "The same tick out of another font."),
    Shape("empty box", "□☐▢", "The same empty box out of another font."),
    Shape("middle dot", "·•・‧∙⋅･", "The dot between the parts of a foreign name."),
    Shape("book mark", "《〈", "Inside a title, a title has the smaller mark."),
    Shape("closing book mark", "》〉", "As above."),
    Shape("square bracket", "[［【〔〖", "Numbers of documents have any of them."),
    Shape("closing square bracket", "]］】〕〗", "As above."),
    Shape("tilde", "~～〜∼˜", "One sign in several widths."),
    Shape("yen or yuan", "¥￥", "One sign in two widths."),
    Shape("micro", "μµ", "One letter with two codes."),
)

FOLDS = (
    (
        "width",
        "Full-width and half-width forms, ligatures, Roman numerals of one character, ℃: the same signs in one code or several.",
    ),
    ("composition", "An accent of its own and one with its letter (NFD, NFC); é and e are two letters."),
    ("radicals", "Radicals and compatibility ideographs, which PDF copies have for the characters they look like."),
    ("script", "Traditional characters, one to one: an office changes the script of its site, not its words."),
    (
        "case",
        "Of the first letter, and of lines all in CAPITALS or Title Case: a heading's dress. Else the Company is not the company, US not us.",
    ),
    ("masks", "A mask equals a mask, however many stars it has."),
    ("drawn line", "A line of underscores to write on, however long."),
    ("list head", "Numbering and bullets before a sentence: an inserted item renumbers, it does not reword."),
)
"""What is folded by rule and not by character: name and reason."""
