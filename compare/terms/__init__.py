"""Terms that came, went, rose or fell. Takes two editions and earlier ones, returns `Term`s."""

from compare.terms.changes import terms

__all__ = ["terms"]
