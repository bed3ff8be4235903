"""A task that somebody promised, and the tasks of an edition."""

from dataclasses import dataclass

from compare.figures.types import Reading
from compare.source import Span


@dataclass(frozen=True, slots=True)
class Task:
    """A task, or a forecast: where it stands, in which sentence, which figures it is to reach.

    `firm` where it can be checked: a target with a figure, or something named that will stand there or not. `clauses`
    are those that make it firm, `names` those that lead to the first of them and it. `distant` where it is due after the next edition.
    """

    span: Span
    home: int
    targets: tuple[Reading, ...] = ()
    firm: bool = False
    clauses: tuple[Span, ...] = ()
    names: tuple[Span, ...] = ()
    forecast: bool = False
    distant: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class EditionPromises:
    """What an edition promises: the sentences that plan, those that report, and the tasks in reading order."""

    planned: tuple[int, ...]
    reported: tuple[int, ...]
    tasks: tuple[Task, ...]
