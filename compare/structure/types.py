"""What the rooms of this stage hand to each other: lines, paragraphs, units, heading marks."""

from dataclasses import dataclass

from compare.model import Role
from compare.source import Span


@dataclass(frozen=True, slots=True)
class Look:
    """What the format knows of a line: the style and level of its block; `bold` is where a bold opening ends, else 0."""

    style: str = "body"
    level: int = 0
    bold: int = 0


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line without its outer blanks.

    `indent` is the width of the blanks before it, in cells; `apart` says that a blank line stands before it.
    """

    start: int
    end: int
    indent: int = 0
    apart: bool = False
    look: Look = PLAIN
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text that holds together: one line, or the hard-wrapped lines of one paragraph."""

    start: int
    end: int
    look: Look = PLAIN
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence in the making: its span, its paragraph, its place there, and how many units the paragraph has."""

    start: int
    end: int
    paragraph: int
    place: int
    of: int
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading found at a unit: its form, rank (a lower rank holds the higher ones), number, title and span.

    `value` is the number as an integer, 0 where there is none. `alone` says that the whole unit is the heading, `bare`
    that no stop ends it, `closes` that the section ends with its paragraph.
    """

    unit: int
    form: str
    rank: float
    number: str
    value: int
    title: str
    span: Span
    alone: bool = True
    bare: bool = False
    closes: bool = False
