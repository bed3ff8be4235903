"""What is said by code: every closed list of codes, and a code with its facts. Imports nothing.

A code is never a sentence: what a person reads comes from `compare.messages`, by the code and its facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SignalName = Literal[
    "softened",
    "hardened",
    "negation gained",
    "negation lost",
    "scope narrowed",
    "scope widened",
    "target lowered",
    "target raised",
    "target dropped",
    "deadline moved",
    "duty-bearer removed",
    "figure worse",
    "promise dropped",
    "rank lost",
]
"""What a quiet change can be."""

NoticeCode = Literal[
    "background",
    "background chance",
    "background history",
    "background none",
    "background of no other unit",
    "background of another genre",
    "background of a genre not named",
    "background of other years",
    "background of another scheme",
    "a selection of the changes",
    "left out",
    "left out later",
    "left out of another language",
    "left out of the same period",
    "of one period",
    "pages lost",
    "struck text",
    "unseen characters",
    "old later than new",
]
"""What a reader of a result must know beside it."""


EVERYTHING = frozenset({"edits", "passages", "figures", "signals", "terms", "followups"})
"""The findings a comparison can hold; leave out what nobody will look at. "measures" is no part of it: ask by name."""

Tracked = Literal["accepted", "original"]
"""Which side of a Word file's tracked changes is read."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A code and the values of this run that belong to it: what must be said, before anybody says it."""

    code: str
    facts: "Mapping[str, Fact]" = field(default_factory=dict)

    def __hash__(self) -> int:
        """By code and facts: equal notices are one, of however many pairs."""
        return hash((self.code, tuple(sorted(self.facts.items(), key=lambda fact: fact[0]))))

    def __str__(self) -> str:
        """Code and values, for data that is never localised."""
        return " ".join(map(str, (self.code, *self.facts.values())))


Fact = str | int | float | tuple[str, ...] | Notice
"""A value that a code is said with; a `Notice` among them is a fault that lies behind this one."""
