"""A figure as a sentence gives it, and the figures of an edition: what each is of, and when.

A grammar turns a sentence's text into `Mention`s; `extract` turns an edition's into `Reading`s.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from compare.model import Figure


@dataclass(frozen=True, slots=True)
class Period:
    """When a figure is of: the year that its time ends in, and how many months it covers; 0 where the text does not say."""

    year: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in one sentence's text. `start`, `end` are places in the piece; `value` is None where there is no single one.

    `place` is a table's column, those that a rank is among, or "from" for what grows to another figure. `kind` is
    level, growth, change, rank or frequency; `sign` is -1 where the text says that it fell; `adverse` where its name is
    the contrary of another's (loss, cash used), so that a loss against a gain is below zero; `added` where it tells what came anew, and not what
    there is.
    """

    start: int
    end: int
    value: float | None
    unit: str
    masked: bool
    indicator: str
    kind: str = "level"
    measure: str = ""
    sign: int = 1
    place: str = ""
    adverse: bool = False
    added: bool = False
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of an edition with what it is about: `sign` is -1 where the text says that it fell.

    `home` is its sentence's number. `place` is a table's column, or "" in running text; `start` is True for what a
    figure grew or fell from; `forecast` where the sentence only expects it.
    """

    figure: Figure
    indicator: str
    kind: str
    measure: str
    sign: int
    home: int
    place: str = ""
    start: bool = False
    adverse: bool = False
    added: bool = False
    period: Period = Period()
    lag: int | None = None
    """How many years its period lies before the edition's; below 0 for what is to come, None where nobody knows."""

    forecast: bool = False
    earlier: bool = False
    """Whether its sentence gives the same indicator for a later year, too."""


@dataclass(frozen=True, slots=True, eq=False)
class EditionFigures:
    """The figures of one edition in reading order, the same by number of their sentence, and the edition's own year (or 0)."""

    readings: tuple[Reading, ...]
    by_sentence: Mapping[int, tuple[Reading, ...]]
    year: int = 0

    def of(self, numbers: tuple[int, ...]) -> list[Reading]:
        """The figures of some sentences, in their order."""
        return [reading for number in numbers for reading in self.by_sentence.get(number, ())]
