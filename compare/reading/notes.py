"""Marks of foot- and endnotes: the raised or bracketed numbers that point to a note, and the lines where notes stand.

Takes a text, gives blocks over the marks, so that a note put in between renumbers the marks and rewords nothing.
"""

import re
from collections.abc import Collection, Iterator

from compare.source import Block

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Figures to raised ones, in which every reader writes them."""

LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

OWN = re.compile(r"\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)", re.MULTILINE)
"""The raised number with which a note begins."""

_MARK = re.compile(r"(?<=[^\s⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,，][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*")
# Before a raised number that is no exponent: a stop, a closing mark, a Han character, a word (no unit, no variable).
_BEFORE = re.compile(r"(?:[。！？；，、：.!?;,:”’」』）)\]》\"'%％]|[\u3400-\u9fff]|[A-Za-z]{4,})$")
_EXPONENT = re.compile(r"\d(?:\s?(?:[kcdmµ]?m|in|ft|yd|mi|s|平方|公里|米))?$")
_BRACKETED = re.compile(r"(?<=\S)[\[［](\d{1,3})[\]］](?![(（:：])")
_OWN_BRACKETED = re.compile(r"^[ \t\u3000]*[\[［](\d{1,3})[\]］](?=\s*\S).*$", re.MULTILINE)
_LINE_START = re.compile(r"^[ \t\u3000]*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})", re.MULTILINE)


def note_blocks(text: str, known: Collection[str] = ()) -> tuple[Block, ...]:
    """A block of style "mark" over every number that points to a note, of style "footnote" over bracketed notes' lines.

    `known`: numbers (in raised figures) of notes that the text no longer shows as such.
    """
    return (*_raised(text, known), *_bracketed(text))


def _raised(text: str, known: Collection[str]) -> Iterator[Block]:
    own = {match[1] for match in _LINE_START.finditer(text)} | set(known)
    yield from (Block(match.span(1), "mark") for match in _LINE_START.finditer(text))
    for match in _MARK.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        listed = all(number in own for number in re.split("[,，]", match[0]))
        if (listed and not _EXPONENT.search(before)) or (_BEFORE.search(before) and not _EXPONENT.search(before)):
            yield Block(match.span(), "mark")


def _bracketed(text: str) -> Iterator[Block]:
    """Numbers in brackets that count up from 1 through the text, each behind a word."""
    marks = [match for match in _BRACKETED.finditer(text) if text[match.start() - 1] not in "\n\r"]
    order = list(dict.fromkeys(int(match[1]) for match in marks))
    if order != list(range(1, len(order) + 1)):
        return
    yield from (Block(match.span(), "mark") for match in marks)
    for match in _OWN_BRACKETED.finditer(text):
        if int(match[1]) in order:
            yield Block(match.span(), "footnote")
            end = text.index(match[1], match.start()) + len(match[1]) + 1
            yield Block((match.start(), end), "mark")
