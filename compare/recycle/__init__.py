"""What is recycled. Takes editions and their changes, gives passages and scores; also the measures of the literature."""

from compare.recycle.background import Background, build, load, save
from compare.recycle.finding import Recycling, find
from compare.recycle.kernel import SCHEME_ID

__all__ = ["SCHEME_ID", "Background", "Recycling", "build", "find", "load", "save"]
