"""Text cut and padded to columns. Takes text and a width in cells, gives text of exactly that width."""

from compare.text.cells import Ambiguous, break_lines, cells, clean


def fit(text: str, width: int, *, ambiguous: Ambiguous = "narrow", flush_right: bool = False) -> str:
    """The text as one line of exactly `width` cells; what does not fit ends in two points."""
    text = clean(text, ambiguous=ambiguous)
    wide = cells(text, ambiguous=ambiguous)
    if wide > width:
        text = cut(text, max(0, width - 2), ambiguous=ambiguous) + ".." if width > 3 else cut(text, width)
        wide = cells(text, ambiguous=ambiguous)
    blanks = " " * (width - wide)
    return blanks + text if flush_right else text + blanks


def cut(text: str, width: int, *, ambiguous: Ambiguous = "narrow") -> str:
    """As much of the text's start as fits into `width` cells."""
    total = 0
    for place, character in enumerate(text):
        total += cells(character, ambiguous=ambiguous)
        if total > width:
            return text[:place]
    return text


def wrap(text: str, width: int, *, ambiguous: Ambiguous = "narrow") -> list[str]:
    """The text as lines that fit, blanks at their ends dropped."""
    text = clean(text, ambiguous=ambiguous)
    return [text[start:end].rstrip() for start, end in break_lines(text, width, ambiguous=ambiguous)]
