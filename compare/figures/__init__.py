"""Figures followed from one edition to the next. Takes editions and changes, returns `FigureChange`s."""

from compare.figures.extract import readings
from compare.figures.pairing import change_of, pairs
from compare.model import Change, Edition, FigureChange
from compare.settings import Settings

__all__ = ["figures"]


def figures(old: Edition, new: Edition, changes: tuple[Change, ...], *, settings: Settings) -> tuple[FigureChange, ...]:
    """Every figure of either edition once: pairs and new ones in reading order of the new edition, then what vanished."""
    found = readings(old), readings(new)
    return tuple(change_of(*pair) for pair in pairs(old, new, changes, found, settings))
