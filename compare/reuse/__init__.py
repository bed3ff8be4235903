"""What is recycled. Takes editions and their changes, gives passages and scores; also the measures of the literature."""

from compare.reuse.background import Background, build, load, save, scheme
from compare.reuse.detect import Recycling, find
from compare.reuse.hashing import SCHEME_ID
from compare.reuse.measures import Measures, pair_measures, series_measures
from compare.reuse.scores import summed
from compare.reuse.survival import coined, dropped, matrix, survival

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
