"""What is recycled. Takes editions and their changes, gives passages and scores; also the measures of the literature."""

from compare.recycle.background import Background, build, load, save, scheme
from compare.recycle.finding import Recycling, find
from compare.recycle.kernel import SCHEME_ID
from compare.recycle.lives import coined, dropped, matrix, survival
from compare.recycle.measures import Measures, pair_measures
from compare.recycle.sample import series_measures
from compare.recycle.tally import summed

__all__ = [
    "SCHEME_ID",
    "Background",
    "Measures",
    "Recycling",
    "build",
    "coined",
    "dropped",
    "find",
    "load",
    "matrix",
    "pair_measures",
    "save",
    "scheme",
    "series_measures",
    "summed",
    "survival",
]
