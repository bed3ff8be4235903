"""Running heads, feet and page numbers. Takes pages as lines, gives the places of the lines that belong to the page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_DIGITS = re.compile(r"\d+[a-c]?|(?:(?<![a-z])|(?<=part))[ivxlc]+(?![a-z])|[一二三四五六七八九十百〇零]+")
_SEVERAL = re.compile(r"#(?:[,，、]#)+")
_BLANKS = re.compile(r"\s+")
_STOP = re.compile(r"[。；！？]\s*$")
_NUMBER = re.compile(r"[—–\-－·\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlc]{1,6})[—–\-－·\s]*")
_HEADING = re.compile(
    r"第[一二三四五六七八九十百\d]+[编篇章节]|[一二三四五六七八九十]+、|(?:item|part|chapter|section)[\divx]"
)


def furniture(pages: Sequence[Sequence[str]], *, reach: int, least: int) -> set[tuple[int, int]]:
    """The (page, line) of every line that is part of the page.

    Such a line is among the first or last `reach` lines of its page, and the same, numbers aside, at the same end of
    `least` pages and hardly anywhere else, and no sentence; a lone page number is one on any page. An empty line is
    none and ends the search. The first page on which a heading becomes the running head keeps it, unless the page has the heading beside it.
    """
    everywhere = Counter(_key(line) for lines in pages for line in lines)
    openings = [[_opening(line) for line in lines] for lines in pages]
    away: set[tuple[int, int]] = set()
    for last in (False, True):
        ends = [_end(lines, reach, last=last) for lines in pages]
        counts = Counter(key for lines, end in zip(pages, ends, strict=True) for key in {_key(lines[at]) for at in end})
        heads = {key for key, count in counts.items() if count >= least and everywhere[key] <= 1.5 * count}
        seen: set[str] = set()
        for page, (lines, end) in enumerate(zip(pages, ends, strict=True)):
            own = openings[page]
            places = _leading(lines, end, heads)
            away |= {(page, at) for at in places if not own[at] or own[at] in seen or own.count(own[at]) > 1}
            seen.update(own)
    return away


def _leading(lines: Sequence[str], end: Sequence[int], heads: set[str]) -> Iterator[int]:
    """The places of the lines from the end of a page on that are heads or page numbers, none of them twice."""
    taken: set[str] = set()
    for at in end:
        key = _key(lines[at])
        is_head = key in heads and not _STOP.search(lines[at])
        if not key or key in taken or not (is_head or _NUMBER.fullmatch(lines[at])):
            return
        taken.add(key)
        yield at


def _end(lines: Sequence[str], reach: int, *, last: bool) -> list[int]:
    """The places of lines from one end of a page inward; at the most half of the page."""
    places = list(range(len(lines) - 1, -1, -1) if last else range(len(lines)))
    return places[: min(reach, max(1, len(lines) // 2))]


def _key(line: str) -> str:
    return _SEVERAL.sub("#", _DIGITS.sub("#", _exact(line)))


def _exact(line: str) -> str:
    return _BLANKS.sub("", line).lower()


def _opening(line: str) -> str:
    """The number of a line that may be a heading; "" for any other, and for a list of numbers."""
    exact = _exact(line)
    number = _HEADING.match(exact)
    return number.group() if number and not _SEVERAL.search(_DIGITS.sub("#", exact)) else ""
