"""A figure as a report gives it. Takes an edition, gives `Reading`s: value, unit, indicator, kind, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from compare.figures import grammar_en, grammar_zh
from compare.figures.grammar_tables import table_figures
from compare.figures.types import Found
from compare.model import Edition, Figure

_LONGEST = 40
"""Characters above which a run of digits is no figure, but an identity or a hoax that no number holds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with what it is about: `sign` is -1 where the text says that it fell, `home` is its sentence's number.

    `place` is a table's column, or "" in running text; `start` is True for what a figure grew or fell from.
    """

    figure: Figure
    indicator: str
    kind: str
    measure: str
    sign: int
    home: int
    place: str = ""
    start: bool = False


def readings(edition: Edition) -> tuple[Reading, ...]:
    """Every figure of an edition, table rows included."""
    return tuple(_all(edition))


def middle(figure: Figure) -> float | None:
    """The value of a figure; of a range its middle, so that two ranges can be compared."""
    if figure.value is not None or figure.masked:
        return figure.value
    ends = [grammar_en.value(end) for end in re.findall(grammar_en.NUMBER, figure.text) if "*" not in end]
    return sum(ends) / len(ends) if ends else None


def _all(edition: Edition) -> Iterator[Reading]:
    header: tuple[str, ...] = ()
    for number, sentence in enumerate(edition.sentences):
        if sentence.role in ("furniture", "salutation"):
            continue
        piece = edition.piece(number)
        if sentence.role == "table":
            header, found = table_figures(piece, header)
        else:
            header, found = (), _of_sentence(piece, edition.language)
        told = (one for one in found if one.end - one.start <= _LONGEST)
        yield from (_reading(one, sentence.span[0], number, piece) for one in told)


def _reading(found: Found, start: int, number: int, piece: str) -> Reading:
    text = piece[found.start : found.end]
    figure = Figure(text, found.value, found.unit, masked=found.masked, span=(start + found.start, start + found.end))
    return Reading(
        figure, found.indicator, found.kind, found.measure, found.sign, number, found.place, found.place == "from"
    )


@lru_cache(maxsize=1 << 13)
def _of_sentence(piece: str, language: str) -> tuple[Found, ...]:
    if not re.search(
        r"[\d０-９*＊%％一二三四五六七八九十百千两]|\b[a-z]+(?:een|ty|wo|ree|our|ive|ix|ven|ght|ine|ten|elve)\b", piece
    ):
        return ()
    return grammar_en.figures(piece) if language == "en" else grammar_zh.figures(piece)
