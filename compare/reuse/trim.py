"""Where a passage may begin and end for display: takes a run of tokens, gives it back trimmed to words and clauses.

The run itself decides every score; what is cut off here is a part of a word, a word or two across a comma, a particle
left hanging.
"""

import re
from dataclasses import dataclass

from compare.reuse.ngrams import Ledger
from compare.source import Span
from compare.text.words import words

_STOP = re.compile(r"[，,、；;：:。！？!?（）()“”‘’《》\n—]")
_CLAUSE_STOP = re.compile(r"[，,；;：:。！？!?\n]")
_HANGING = frozenset(
    [*"的地得了着和与及或等在为对把将以", *("the", "a", "an", "of", "and", "or", "to", "in", "by", "for", "with")]
)
_FEW = 3
"""Tokens beyond a comma that are a clause's fragment and not a part of the passage."""


_CLOSES = {"”": "“", "’": "‘", "》": "《", "）": "（", ")": "(", "」": "「", "』": "『"}
_OPENS = {opener: closer for closer, opener in _CLOSES.items()}


def quoted(text: str, span: Span) -> Span:
    """The span with the mark that closes or opens what is quoted inside it, where that stands right beside it."""
    start, end = span
    after, before = text[end : end + 1], text[max(start - 1, 0) : start]
    opener, closer = _CLOSES.get(after), _OPENS.get(before)
    is_open = opener is not None and text.rfind(opener, start, end) > text.rfind(after, start, end)
    inside, is_there, _ = text[start:end].partition(closer or "\n")
    is_closed = closer is not None and bool(is_there) and before not in inside
    return start - is_closed, end + is_open


@dataclass(frozen=True, slots=True)
class Trimmer:
    """Trims runs of one edition."""

    ledger: Ledger

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """The run `[first, last)` without what hangs over; empty where nothing is left."""
        first, last = self._by_clause(first, last)
        return self._by_word(first, last)

    def _between(self, token: int) -> str:
        """What stands between a token and the one before it; the sentence's edge counts as a stop."""
        tokens = self.ledger
        if token <= 0 or token >= len(tokens.values) or tokens.sentence[token] != tokens.sentence[token - 1]:
            return "\n"
        return tokens.edition.source.text[int(tokens.end[token - 1]) : int(tokens.start[token])]

    def _open(self, token: int) -> bool:
        """Whether nothing stands between a token and the one before it that ends a phrase."""
        return not _STOP.search(self._between(token))

    def _by_clause(self, first: int, last: int) -> tuple[int, int]:
        for edge in range(first + 1, min(first + _FEW, last)):
            if self._open(first) and _CLAUSE_STOP.search(self._between(edge)):
                first = edge
                break
        for edge in range(last - 1, max(last - _FEW, first), -1):
            if self._open(last) and _CLAUSE_STOP.search(self._between(edge)):
                last = edge
                break
        return first, last

    def _by_word(self, first: int, last: int) -> tuple[int, int]:
        """Cut at the ends of words, and words that hang at an open edge off."""
        while first < last and self._open(first):
            start, end, word = self._word(first)
            if start == first and word not in _HANGING:
                break
            first = max(end, first + 1)
        while first < last and self._open(last):
            start, end, word = self._word(last - 1)
            if end == last and word not in _HANGING:
                break
            last = min(start, last - 1)
        return first, max(first, last)

    def _word(self, token: int) -> tuple[int, int, str]:
        """The tokens of the word that a token stands in, and the word."""
        tokens = self.ledger
        if tokens.edition.language == "en":
            return token, token + 1, tokens.spoken(token, token + 1)
        low_token = high_token = token
        low, high = int(tokens.bounds[tokens.sentence[token]]), int(tokens.bounds[tokens.sentence[token] + 1])
        while low_token > low and self._open(low_token):
            low_token -= 1
        while high_token + 1 < high and self._open(high_token + 1):
            high_token += 1
        base = int(tokens.start[low_token])
        text = tokens.edition.source.text[base : int(tokens.end[high_token])]
        for start, end in words(text, "zh"):
            if base + end > tokens.start[token]:
                inside = [t for t in range(low_token, high_token + 1) if base + start <= tokens.start[t] < base + end]
                return inside[0], inside[-1] + 1, text[start:end]
        return token, token + 1, ""
