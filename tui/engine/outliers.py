"""Editions that do not belong to a series: a stranger in the folder. Takes a `Series`, gives labels."""

from statistics import median

from compare.model import Series

LEAST = 4
"""Editions from which on it can be told what is usual."""

FAR = 0.3
"""How much of the usual share an edition must have in common with the one it is most like, at least.

In four real series (work reports, statements of a central bank) the least like edition has 0.45 of the median or more, a
text of another kind that was put among them 0.15 or less.
"""


def outliers(series: Series) -> tuple[str, ...]:
    """The labels of editions that share far less with any other one than is usual here."""
    matrix, count = series.matrix, len(series.editions)
    if count < LEAST:
        return ()
    nearest = [
        max((matrix[max(at, by)][min(at, by)].rate or 0.0 for by in range(count) if by != at), default=0.0)
        for at in range(count)
    ]
    usual = median(nearest)
    return tuple(edition.label for edition, share in zip(series.editions, nearest, strict=True) if share < FAR * usual)
