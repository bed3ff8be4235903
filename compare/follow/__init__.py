"""Follow sentences through the years. Takes the comparisons of neighbours, gives a `Series`."""

from collections.abc import Sequence

from compare.model import Comparison, Series
from compare.settings import Settings


def follow(pairs: Sequence[Comparison], *, settings: Settings) -> Series:  # noqa: ARG001
    """The series of neighbouring comparisons."""
    return Series((pairs[0].old, *(pair.new for pair in pairs)), tuple(pairs), (), ())
