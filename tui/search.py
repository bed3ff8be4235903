"""Where words stand in a text, whatever their width, case or script. Takes text and words, gives spans of the text.

Folding here is one character for one, so that every hit is a span of the source; blanks and line breaks inside a hit
do not matter between Chinese characters.
"""

import re
import unicodedata

from compare.errors import BadOption
from compare.model import Edition
from compare.source import Span
from compare.text.characters import SIMPLIFIED


class _Folded(dict[int, int]):
    """A `str.translate` table to plain width, lower case and simplified script; filled as characters come."""

    def __missing__(self, code: int) -> int:
        plain = unicodedata.normalize("NFKC", chr(code)).lower().translate(SIMPLIFIED)
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_FOLDED = _Folded()


def plain(text: str) -> str:
    """The text in plain width, lower case and simplified script, one character for one."""
    return text.translate(_FOLDED)


def find(text: str, words: str, *, regex: bool = False) -> tuple[Span, ...]:
    """Where the words stand, in order, none overlapping. Raises `BadOption` for a pattern that is none."""
    try:
        pattern = re.compile(_folded(words) if regex else _pattern(words), re.IGNORECASE)
    except re.error as fault:
        raise BadOption(words, "no search pattern", why=str(fault)) from fault
    return tuple(match.span() for match in pattern.finditer(plain(text)) if match.end() > match.start())


def count(edition: Edition, words: str) -> dict[str, int]:
    """How often the words stand in each section of an edition (ids, in reading order); sections without are left out."""
    hits = find(edition.source.text, words)
    counts: dict[str, int] = {}
    at = 0
    for sentence in edition.sentences:
        while at < len(hits) and hits[at][0] < sentence.span[1]:
            if hits[at][0] >= sentence.span[0]:
                counts[sentence.section] = counts.get(sentence.section, 0) + 1
            at += 1
    return counts


def _folded(pattern: str) -> str:
    """A pattern with its Chinese folded and its escapes (which are cased) left alone."""
    return "".join(plain(character) if character > "\u2e80" else character for character in pattern)


def _pattern(words: str) -> str:
    """The words as a pattern: any blanks for blanks; between Chinese characters blanks may stand."""
    pattern = ""
    for character in plain(words.strip()):
        if character.isspace():
            pattern += "" if pattern.endswith(r"\s+") else r"\s+"
        elif character > "\u2e80":
            pattern += re.escape(character) + r"\s*"
        else:
            pattern += re.escape(character)
    return pattern.removesuffix(r"\s*")
