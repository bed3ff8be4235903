"""Hyphens at line ends: those that part a word, and those that a compound has anyway. Takes lines, gives an answer each.

Without a dictionary the text itself is asked: for the word written whole, for the compound, for its parts as words. Where
it knows none of them, it goes by the habit of the text: most are set without parting a word, and there the hyphen stays.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_BROKEN = re.compile(r"([A-Za-z]{2,})-$")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# What is left of a word and is none: where lines begin so, words are parted.
_ENDING = re.compile(
    r"(?:[bcdfglmnprstv]?(?:tion|sion|ment|ance|ence|ness|able|ible|tive|ture|ity|ing|ical|ally|ous|ly|ed|er|ers|al|ary)s?)\b"
)

# Words that were surely parted, compounds taken off, from which a text has the habit.
_HABIT = 3


class Hyphens:
    """What a text knows of its words."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._known = Counter(word.lower() for line in lines for word in _WORD.findall(line))
        broken = [(a, b) for a, b in pairwise(lines) if _parts(a, b)]
        for a, b in broken:
            for part in _parts(a, b) or ():
                self._known[part.lower()] -= 1
        votes = sum(self._vote(*(_parts(a, b) or ("", ""))) for a, b in broken)
        self._parts_words = votes >= max(_HABIT, len(broken) / 4)

    def is_parted(self, text: str, after: str) -> bool:
        """Whether the hyphen at the end of a text parts a word that the next line ends: it is no part of the word."""
        parts = _parts(text, after)
        if parts is None:
            return False
        vote = self._vote(*parts)
        return vote > 0 or (vote == 0 and self._parts_words)

    def _vote(self, head: str, tail: str) -> int:
        """1 for a word that was parted, -1 for a compound, 0 where nothing is known."""
        whole, compound = self._known[f"{head}{tail}".lower()], self._known[f"{head}-{tail}".lower()]
        if whole != compound:
            return 1 if whole > compound else -1
        if _ENDING.match(tail) and not self._known[tail.lower()]:
            return 1
        both = self._known[head.lower()] > 0 and self._known[tail.split("-", maxsplit=1)[0].lower()] > 0
        return -1 if both and min(len(head), len(tail)) > 2 else 0


def _parts(text: str, after: str) -> tuple[str, str] | None:
    """The word before the hyphen and the one that the next line begins with, in a small letter."""
    broken, word = _BROKEN.search(text), _WORD.match(after)
    return (broken[1], word[0]) if broken and word and word[0][0].islower() else None
