"""What a reader asks to see: kinds of changes, a section, a least weight."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.errors import BadOption

if TYPE_CHECKING:  # the nouns are loaded with the first report; help needs the words alone
    from compare.model import Kind

KINDS: "tuple[Kind, ...]" = ("unchanged", "updated", "edited", "added", "removed")
CHOICES = (*KINDS, "moved")
"""What `Choice.only` may name, in the order in which a reader meets them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show: kinds (or "moved"; empty for all), a section (id, number, part of its heading, or a path of them), a least weight."""

    only: frozenset[str] = frozenset()
    section: str = ""
    min_weight: float = 0.0

    def __post_init__(self) -> None:
        """A word we do not know is an error, not an empty report."""
        if unknown := sorted(self.only - set(CHOICES)):
            raise BadOption("--only", "no such kind", kind=unknown[0], known=CHOICES)
