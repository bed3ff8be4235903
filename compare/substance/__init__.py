"""What changed in substance. Takes two editions and their changes, gives figures, signals, terms and what became of promises."""

from compare.substance.figures import figures
from compare.substance.followups import followups
from compare.substance.quiet import quiet
from compare.substance.terms import terms

__all__ = ["figures", "followups", "quiet", "terms"]
