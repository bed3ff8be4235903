"""A table of contents in the text itself: left out, for its lines are no sections and its page numbers no figures.

Takes lines, gives those that are none of it. A line of it names a heading that stands again below, and most end in a
page number behind dots, a tab, blanks, or nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compare.structure.types import TextLine

_HEAD = re.compile(r"[【\[]?\s*(?:目\s*[录錄次]|(?:table\s+of\s+)?contents|index)\s*[】\]]?[:：]?", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?P<title>.*?[^\s.．…·‥_|])(?P<gap>\s*(?:[.．…·‥_](?:\s?[.．…·‥_])+|\t|\s\|\s|[ \u3000\xa0]{2,})\s*|\s*)"
    r"(?P<page>\d{1,4}|[ivxlc]{1,6}|[（(]\d{1,4}[)）]|[-—]\s*\d{1,4}\s*[-—])|(?P<bare>.*?[^\s.．…·‥_])\s*[.．…·‥]{2,}\s*"
)
_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+[章节编部]|[（(]?[一二三四五六七八九十]{1,3}[)）、.]|[（(]?\d{1,2}(?:\.\d{1,2})*[)）、.．](?!\d))\s*(?=\S)"
)
_NO_WORD = re.compile(r"[\W_]+")
_MOST = 400
# Entries in a row without a head above them.
_LEAST_BARE = 3
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a line would be as a line of contents: its title folded, whether a gap leads to its page, the page or -1."""

    title: str
    leads: bool
    page: int


def without_contents(text: str, lines: Sequence[TextLine]) -> tuple[tuple[TextLine, ...], int]:
    """The lines without those of a table of contents and the word above it, and where the last of them ends (or 0)."""
    keys = [_key(text[line.start : line.end]) for line in lines]
    times = Counter(keys)
    away: set[int] = set()
    at = 0
    while at < len(lines):
        headed = bool(_HEAD.fullmatch(text, lines[at].start, lines[at].end))
        end = _end(text, lines, at + headed, times, headed=headed)
        if end > at + headed:
            away |= set(range(at, end))
        at = max(end, at + 1)
    return tuple(line for at, line in enumerate(lines) if at not in away), max(
        (lines[at].end for at in away), default=0
    )


def _end(text: str, lines: Sequence[TextLine], start: int, times: Counter[str], *, headed: bool) -> int:
    """Where the entries that begin at a line end; `start` where they are too few to be a table of contents."""
    entries: list[_Entry] = []
    at = start
    for at in range(start, min(start + _MOST, len(lines) + 1)):
        is_line = at < len(lines) and lines[at].look.style != "table"
        entry = _entry(text[lines[at].start : lines[at].end], times, headed=headed) if is_line else None
        is_body = entry is not None and entries and entry.page < 0 and entry.title == entries[0].title
        if entry is None or is_body or (entries and 0 <= entry.page < entries[-1].page):
            break
        entries.append(entry)
    numbered = [entry for entry in entries if entry.page >= 0]
    least = _LEAST if headed else _LEAST_BARE
    again = sum(times[entry.title] > (entry.page < 0) for entry in entries)
    sure = 2 * again >= len(entries) or (headed and all(entry.leads for entry in entries))
    enough = len(entries) >= least and (len(numbered) > 1 or headed) and sure
    return at if enough else start


def _entry(piece: str, times: Counter[str], *, headed: bool) -> _Entry | None:
    """The entry that a line is: with a page number, or, below the head of a table, with a heading that stands again."""
    match = _ENTRY.fullmatch(piece) if len(piece) <= 200 else None
    if match and match["bare"]:
        return _Entry(_key(match["bare"]), leads=True, page=0)
    if match and (match["gap"] or (headed and times[_key(match["title"])])):
        digits = re.sub(r"\D", "", match["page"])
        if match["gap"].strip(" ") or len(match["gap"]) > 1 or times[_key(match["title"])]:
            return _Entry(_key(match["title"]), bool(match["gap"]), int(digits) if digits else 0)
    key = _key(piece)
    return _Entry(key, leads=False, page=-1) if headed and times[key] > 1 else None


def _key(piece: str) -> str:
    """A title to be found again by: the number of its heading may be left out below."""
    piece = _NUMBER.sub("", piece, count=1)
    return _NO_WORD.sub("", piece).lower()
