"""Small edits with large meaning. Takes two editions and their marked changes, returns the changes with signals."""

from compare.quiet.signals import quiet

__all__ = ["quiet"]
