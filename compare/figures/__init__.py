"""Figures followed from one edition to the next: each edition's are extracted once, and handed to all that need them."""

from compare.figures.extract import extract
from compare.figures.pairing import follow
from compare.figures.types import EditionFigures

__all__ = ["EditionFigures", "extract", "follow"]
