"""What changed in substance. Takes two editions and their changes, gives figures and what became of promises."""

from compare.substance.figures import figures
from compare.substance.followups import followups

__all__ = ["figures", "followups"]
