"""What a grammar finds in a sentence: a figure, where it stands in the piece, and what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in one sentence's text. `start`, `end` are places in the piece; `value` is None where there is no single one.

    `place` is a table's column, or "from" for what grows to another figure. `kind` is level, growth, change, rank or frequency; `sign` is -1 where the text says that it fell.
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
