"""From links to changes. Takes two editions and their alignment, gives `Change`s; then marks the words that changed."""

from compare.classify.edits import is_rewritten, mark
from compare.classify.kinds import classify

__all__ = ["classify", "is_rewritten", "mark"]
