"""What changed in substance: figures, quiet changes, terms, promises."""

from compare.model import Change, Edition, Term
from compare.settings import Settings
from compare.substance.figures import figures
from compare.substance.followups import followups

__all__ = ["figures", "followups", "quiet", "terms"]


def quiet(
    old: Edition, new: Edition, changes: tuple[Change, ...], *, lexicon: str, settings: Settings
) -> tuple[Change, ...]:
    return changes


def terms(old: Edition, new: Edition, *, history: tuple[Edition, ...] = (), settings: Settings) -> tuple[Term, ...]:
    return ()
