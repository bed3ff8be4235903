"""The one function that cuts words. Takes a text, gives the spans of its words, blanks skipped.

Runs of Han characters alone go to a cutter (`cutting.py`: jieba's words); digits, Latin and marks are cut here. Whole
words are: a figure with its unit, a date, a quoted slogan, a book title up to a length, and the official terms listed
in `terms.txt` and `slogans.txt`.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from compare.source import Span
from compare.text import dictionary
from compare.text.characters import SIMPLIFIED
from compare.text.cutting import Cutter
from compare.text.numbers import (
    DATE_EN,
    DATE_ZH,
    DIGITS,
    HAN_DIGITS,
    MASKED_DIGITS,
    NUMBER_EN,
    RANGE,
    SCALE,
    UNIT,
    UNIT_EN,
)

SLOGANS = {
    word.lstrip("*"): word.startswith("*")
    for word in (Path(__file__).parent / "slogans.txt").read_text(encoding="utf-8").split()
}
"""Formulations of policy, and whether one is news at its first word (a star in the file) or where it is said again."""

TERMS = (*SLOGANS, *(Path(__file__).parent / "terms.txt").read_text(encoding="utf-8").split())
"""Official terms that stay whole, loaded into whichever cutter is used."""

DICTIONARY_ID = "jieba-0.42-" + hashlib.sha256(" ".join(TERMS).encode()).hexdigest()[:8]
"""Says which words a result was cut into; the same for both cutters."""

_NUMBER = rf"(?:{DIGITS}|{MASKED_DIGITS})"
_BOOK = r"《[^《》\n]{1,30}》"
_SLOGAN = r"“[^“”\n。；！？，：]{1,14}”|‘[^‘’\n。；！？，：]{1,14}’|「[^「」\n。；！？，：]{1,14}」"
_LATIN = (
    r"(?:[A-Za-z]\.){2,}|[A-Za-z]&[A-Za-z]|[A-Za-z\u00c0-\u024f]+[-‑]?(?:\d+(?:\.\d+)?|[*＊]+)(?![%％])"
    r"|[A-Za-z\u00c0-\u024f]+(?:['’‑-][A-Za-z\u00c0-\u024f]+)*"
)
_HAN = r"[\u4e00-\u9fd5]+"
_HAN_FIGURE = re.compile(
    rf"(?P<term>{'|'.join(term for term in TERMS if term[0] in HAN_DIGITS)})"
    rf"|(?<!第)(?:[一二三四五六七八九两几][十百千万亿][{HAN_DIGITS}万亿]{{0,24}}|十[一二三四五六七八九]?)[余多]?[万亿]{{0,3}}{UNIT}"
    r"|(?<![第十百千万亿])[两三四五六七八九](?:个百分点|个|项|座|所|条|家|件|户|批|期|届|次|大|类|套|辆|倍|场|方面)(?!月)"
)
"""Chinese numerals with their measure words; an official term that begins with a numeral is none."""
_MARKS = r"(?P<mark>[^\w\s])(?P=mark)*|\S"

_ZH = re.compile(
    rf"(?P<whole>{_BOOK}|{_SLOGAN}|{DATE_ZH}|[A-Z]?{_NUMBER}(?:{RANGE}{_NUMBER}|{UNIT}{RANGE}{_NUMBER})?{SCALE}{UNIT}"
    rf"|\d+[A-Za-z]+|{_LATIN}|{_NUMBER}(?:{RANGE}{_NUMBER})?{SCALE})|(?P<han>{_HAN})|{_MARKS}"
)
_EN = re.compile(
    rf"(?P<whole>{DATE_EN}|{NUMBER_EN}(?:\s?{UNIT_EN}){{0,2}}|\d+[A-Za-z]+|{_LATIN}|{MASKED_DIGITS}(?:\s?{UNIT_EN})?)"
    rf"|(?P<han>{_HAN})|{_MARKS}"
)


def words(text: str, language: str) -> tuple[Span, ...]:
    """The spans of the words of a text, in order; together they cover everything but its blanks."""
    pattern = _EN if language == "en" else _ZH
    return tuple(span for match in pattern.finditer(text) for span in _parts(match))


def _parts(match: re.Match[str]) -> Iterator[Span]:
    if match["han"] is None:
        yield match.span()
        return
    start, end = match.span()
    for figure in _HAN_FIGURE.finditer(match["han"]):
        yield from _cut(match.string, start, match.start() + figure.start())
        start = match.start() + figure.end()
        yield match.start() + figure.start(), start
    yield from _cut(match.string, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    if start < end:
        for word in cut_han(text[start:end]):
            yield start, start + len(word)
            start += len(word)


@lru_cache(maxsize=1 << 16)
def cut_han(run: str) -> tuple[str, ...]:
    """The words of a run of Han characters, which may be traditional; the cutter sees the simplified ones."""
    simple = run.translate(SIMPLIFIED)
    cut = _cut_simple(simple)
    if simple == run:
        return tuple(cut)
    at, words_of_run = 0, []
    for word in cut:
        words_of_run.append(run[at : at + len(word)])
        at += len(word)
    return tuple(words_of_run)


_PATIENCE = 300_000
"""Characters that our cutter takes as long for as rjieba takes to start."""


@cache
def cutter() -> Cutter:
    """Our cutter, ready at once."""
    return Cutter(dictionary.load(DICTIONARY_ID, TERMS))


@cache
def rjieba_cutter() -> Callable[[str], list[str]]:
    """rjieba's: the same words, and many times faster once it has started."""
    import rjieba  # an extra: present only where someone asked for speed

    jieba = rjieba.Jieba()
    for term in TERMS:
        jieba.add_word(term, None, None)
    return lambda run: list(jieba.cut(run))


class _Cut:
    """Cuts by our cutter, and by rjieba where it is installed and there is much to cut."""

    def __init__(self) -> None:
        self._characters = 0

    def __call__(self, run: str) -> list[str]:
        self._characters += len(run)
        if self._characters > _PATIENCE and find_spec("rjieba"):
            return rjieba_cutter()(run)
        return cutter().cut(run)


_cut_simple = _Cut()
