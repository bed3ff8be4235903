"""From links to changes. Takes two editions and their alignment, gives `Change`s; then marks the words that changed."""

from compare.classify.kinds import classify
from compare.classify.marking import is_rewritten, mark

__all__ = ["classify", "is_rewritten", "mark"]
