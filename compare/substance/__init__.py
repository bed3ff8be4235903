"""What changed in substance: figures, quiet changes, terms, promises."""

from compare.model import Change, Edition, FigureChange, FollowUp, Term
from compare.settings import Settings
from compare.substance.figures import figures


def quiet(
    old: Edition, new: Edition, changes: tuple[Change, ...], *, lexicon: str, settings: Settings
) -> tuple[Change, ...]:
    return changes


def terms(old: Edition, new: Edition, *, history: tuple[Edition, ...] = (), settings: Settings) -> tuple[Term, ...]:
    return ()


def followups(old: Edition, new: Edition, changes: tuple[Change, ...], *, settings: Settings) -> tuple[FollowUp, ...]:
    return ()
