"""Editions that do not belong to a series: a stranger in the folder. Takes a `Series`, gives labels."""

from statistics import median

from compare.model import Series
from compare.settings import Settings

LEAST = 4
"""Editions from which on it can be told what is usual."""


def outliers(series: Series, settings: Settings) -> tuple[str, ...]:
    """The labels of editions that share far less with any other one than is usual here (`Settings.outlier_share`)."""
    matrix, count = series.matrix, len(series.editions)
    if count < LEAST:
        return ()
    nearest = [
        max((matrix[max(at, by)][min(at, by)].rate or 0.0 for by in range(count) if by != at), default=0.0)
        for at in range(count)
    ]
    least = settings.outlier_share * median(nearest)
    return tuple(edition.label for edition, share in zip(series.editions, nearest, strict=True) if share < least)
