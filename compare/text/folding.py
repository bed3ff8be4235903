"""The folded form, character by character. Takes a sentence, gives what is content in it, each with its place.

First every character is put into its one shape (`canonical`), composed as NFC has it; then layout is left out unless its
neighbours make it content (`fold`). What is layout is said in `layout.py` and nowhere else.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from compare.text.characters import IDEOGRAPHS, SIMPLIFIED, with_ideographs
from compare.text.layout import LAYOUT, SHAPES


class Placed(NamedTuple):
    """Characters, and for each the span of the sentence that it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


_BY_NAME = {row.name: frozenset(row.characters) for row in LAYOUT}
_BLANKS, _INVISIBLE = _BY_NAME["blank"], _BY_NAME["invisible"]
_SHAPE = {character: row.characters[0] for row in SHAPES for character in row.characters}
_HYPHEN, _DASH, _POINT = "-", "—", "."
_SHAPED_LAYOUT = frozenset(
    _SHAPE.get(character, character)
    for row in LAYOUT
    if row.name not in ("blank", "invisible")
    for character in row.characters
)
_KEPT_APART = frozenset({"<super>", "<sub>", "<fraction>", "<circle>"})
"""Compatibility forms that are no mere shapes: 10² is not 102, ① not 1, ½ not 1/2."""
_HAN_NUMERALS = frozenset("一二三四五六七八九十百千万亿〇零两")
_CLUSTER = re.compile(r"[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|.", re.DOTALL)
_SPREAD = re.compile(r"(?<![\d.])\d(?:[ \u3000]\d){2,}(?![\d.])|(?<=[\u3400-\u9fff])\d[ \u3000]\d(?=[\u3400-\u9fff])")
"""Digits with a blank between any two, as justified lines have them; two of them only inside a run of Han characters."""
_GROUPED = re.compile(
    r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3}){1,8}(?![\d,，])|(?<![\d.])\d{1,3}(?:[\xa0\u2007\u2009\u202f]\d{3}){1,8}(?!\d)"
)
_LONG_WORD = 4
"""Letters of a word that Title Case writes with a capital, but for those below."""
_SMALL_IN_TITLES = frozenset(
    ["this", "that", "with", "from", "into", "over", "than", "upon", "onto", "under", "after", "about"]
)
_LINE = re.compile("(?<=_)_+")
_SPELLED = "[^\\W_\u2e80-\U0010ffff]"
_SINGLE = re.compile(f"(?<!{_SPELLED})'|'(?!{_SPELLED})")
_LAYOUT_RUN = re.compile(f"[ {re.escape(''.join(sorted(_SHAPED_LAYOUT)))}]+")
_LIGATURE = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_ILLEGIBLE = re.compile(f"[{re.escape(''.join(sorted(_INVISIBLE)))}\ufb00-\ufb06{''.join(map(chr, IDEOGRAPHS))}]")
"""What `legible` resolves beside accents."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=1 << 16)
def canonical(cluster: str) -> str:
    """A character (with its accents) in its one shape, script and composition; "" where it is invisible."""
    composed = unicodedata.normalize("NFC", cluster) if len(cluster) > 1 else cluster
    return "".join(_canonical(character) for character in composed)


def _canonical(character: str) -> str:
    if character in _SHAPE:
        return _SHAPE[character]
    if character in _INVISIBLE:
        return ""
    if character in _BLANKS:
        return " "
    tag, _, codes = unicodedata.decomposition(character).partition(" ")
    if tag.startswith("<") and tag not in _KEPT_APART:
        parts = "".join(chr(int(code, 16)) for code in codes.split())
        return "".join(_canonical(part) for part in parts)
    if tag and not tag.startswith("<"):
        character = unicodedata.normalize("NFC", character)
    return character.translate(IDEOGRAPHS).translate(SIMPLIFIED)


class OneToOne(dict[int, str]):
    """What a function makes of single characters, as a `str.translate` table that fills as it is asked."""

    def __init__(self, shape: Callable[[str], str]) -> None:
        super().__init__()
        self._shape = shape
        self._even, self._odd = set[str](), set[str]()

    def __missing__(self, code: int) -> str:
        self[code] = shape = self._shape(chr(code))
        (self._even if len(shape) == 1 else self._odd).add(chr(code))
        return shape

    def is_plain(self, piece: str) -> bool:
        """Whether the piece, once translated, has a character for each of its own."""
        if not piece.isascii() and not unicodedata.is_normalized("NFC", piece):
            return False
        if self._even.issuperset(piece):
            return True
        for character in set(piece):
            self[ord(character)]
        return self._odd.isdisjoint(piece)


_CANONICAL = OneToOne(canonical)


def clusters(piece: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The characters of a piece from a place on, each with the accents that compose with it."""
    if piece.isascii() or unicodedata.is_normalized("NFC", piece):
        yield from ((piece[at], at, at + 1) for at in range(start, len(piece)))
        return
    at = start
    while at < len(piece):
        match = _CLUSTER.match(piece, at)
        end = match.end() if match else at + 1
        while end < len(piece) and unicodedata.combining(piece[end]):
            end += 1
        yield piece[at:end], at, end
        at = end


@lru_cache(maxsize=1 << 14)
def legible(piece: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The piece as it is read, with the span of each character: composed, ligatures and radicals resolved, nothing invisible.

    What cuts words and reads figures sees this; quotes, widths, case and script are as they were written.
    """
    if piece.isascii() or (not _ILLEGIBLE.search(piece) and unicodedata.is_normalized("NFC", piece)):
        places = tuple(range(len(piece) + 1))
        return piece, places[:-1], places[1:]
    read = [
        (character, at, end)
        for cluster, at, end in clusters(piece, 0)
        for character in _LIGATURE.get(cluster) or with_ideographs(unicodedata.normalize("NFC", cluster))
        if character not in _INVISIBLE
    ]
    return (
        "".join(placed[0] for placed in read),
        tuple(placed[1] for placed in read),
        tuple(placed[2] for placed in read),
    )


def fold(piece: str, start: int, *, blanks: bool) -> Placed:
    """The content of a piece from a place on; `blanks` says that the language parts its words by them."""
    shaped = _shaped(piece, start, blanks=blanks)
    text = shaped.text
    kept = _Kept(shaped)
    at = 0
    for run in _LAYOUT_RUN.finditer(text):
        kept.stretch(at, run.start())
        at = run.end()
        last, following = text[max(run.start() - 1, 0) : run.start()], text[at : at + 1]
        for character, first, end in _between(last, run, following, blanks=blanks) if following else _at_end(last, run):
            kept.character(character, first, end)
    kept.stretch(at, len(text))
    content = kept.placed()
    return content._replace(text=_undressed(content.text)) if blanks else content


class _Kept:
    """What is kept of a shaped text, stretch by stretch."""

    def __init__(self, shaped: Placed) -> None:
        self._shaped = shaped
        self._texts = list[str]()
        self._starts, self._ends = list[int](), list[int]()

    def stretch(self, first: int, end: int) -> None:
        """Keep the characters `[first, end)` of the shaped text."""
        self._texts.append(self._shaped.text[first:end])
        self._starts += self._shaped.starts[first:end]
        self._ends += self._shaped.ends[first:end]

    def character(self, character: str, first: int, end: int) -> None:
        """Keep one character for the stretch `[first, end)` of the shaped text."""
        self._texts.append(character)
        self._starts.append(self._shaped.starts[first])
        self._ends.append(self._shaped.ends[end - 1])

    def placed(self) -> Placed:
        """All that was kept."""
        return Placed("".join(self._texts), tuple(self._starts), tuple(self._ends))


def _shaped(piece: str, start: int, *, blanks: bool) -> Placed:
    """The characters in their one shape, those aside that a number is spread or grouped by."""
    patterns = (_GROUPED, _LINE) if blanks else (_GROUPED, _LINE, _SPREAD)
    idle = {
        at
        for pattern in patterns
        for match in pattern.finditer(piece)
        for at in range(*match.span())
        if not piece[at].isdecimal()
    }
    if not idle and _CANONICAL.is_plain(piece):
        text = piece[start:].translate(_CANONICAL)
        return Placed(_with_apostrophes(text), range(start, len(piece)), range(start + 1, len(piece) + 1))
    shaped = [
        (character, at, end)
        for cluster, at, end in clusters(piece, start)
        if at not in idle
        for character in canonical(cluster)
    ]
    text = "".join(placed[0] for placed in shaped)
    return Placed(_with_apostrophes(text), [placed[1] for placed in shaped], [placed[2] for placed in shaped])


def _with_apostrophes(text: str) -> str:
    """The text with single quotes as quotation marks, but for those tight inside a word."""
    return _SINGLE.sub('"', text) if "'" in text else text


def _is_spelled(character: str) -> bool:
    """Whether it is a letter or digit of a script that is spelled, and no Han character."""
    return bool(character) and character < "\u2e80" and character.isalnum()


def _is_number(character: str) -> bool:
    return character.isdecimal() or character == "*" or character in _HAN_NUMERALS if character else False


def _opens_number(character: str) -> bool:
    return character.isdecimal() or character in "*(" or unicodedata.category(character) == "Sc"


def _between(last: str, run: re.Match[str], following: str, *, blanks: bool) -> list[tuple[str, int, int]]:
    """What is content in the layout between two characters of content; `last` is "" at the beginning.

    Gives characters with the stretch of the shaped text that each stands for.
    """
    layout, gap = run[0], (" ", *run.span())
    in_number = _is_number(last) and _is_number(following)
    if in_number or _HYPHEN in layout or _POINT in layout:
        marks = [(mark, run.start() + at, run.start() + at + 1) for at, mark in enumerate(layout) if mark != " "]
        if in_number:
            return _in_number(layout, marks, gap, is_decimal=last.isdecimal() and following.isdecimal())
        if len(marks) == 1 and _is_joint(last, layout, following):
            is_apart = layout[0] == " " and (_is_number(last) or (blanks and last.isalnum()))
            return [gap, *marks] if is_apart else marks
    parts_words = blanks and (last.isalnum() or last == "*") and (following.isalnum() or following in "*+±")
    return [gap] if parts_words else []


def _at_end(last: str, run: re.Match[str]) -> list[tuple[str, int, int]]:
    """A dash in the last cell of a row says that there is nothing."""
    at = run[0].find(_HYPHEN)
    return [(_HYPHEN, run.start() + at, run.start() + at + 1)] if last == "|" and at >= 0 else []


def _in_number(
    layout: str, marks: list[tuple[str, int, int]], gap: tuple[str, int, int], *, is_decimal: bool
) -> list[tuple[str, int, int]]:
    """Between two numbers a mark is content where it is tight, and so is a dash; what else stands there parts them."""
    if not marks:
        return [gap] if is_decimal else []
    if all(mark[0] in (_HYPHEN, _DASH) for mark in marks):
        dash = (_HYPHEN, *marks[0][1:])
        is_sign = layout[0] == " " and layout[-1] != " "
        return [gap, dash] if is_sign else [dash]
    return marks if " " not in layout else [gap]


def _is_joint(last: str, layout: str, following: str) -> bool:
    """Whether a lone hyphen or point belongs to what stands beside it: a sign, a compound, a decimal, an address."""
    mark = layout.strip(" ")
    after_last, before_next = bool(last) and layout[0] == mark, layout[-1] == mark
    if mark == _HYPHEN:
        is_joined = after_last and (before_next or last.isalnum())
        return is_joined or "|" in (last, following) or _opens_number(following)
    if mark == _POINT and before_next:
        return following.isdecimal() or (after_last and _is_spelled(last) and _is_spelled(following))
    return False


def _undressed(text: str) -> str:
    """The text in small letters where case is a line's dress, else with a small first letter."""
    words = _WORD.findall(text)
    long = [word for word in words if len(word) >= _LONG_WORD and word not in _SMALL_IN_TITLES]
    capitals = len("".join(words)) >= _LONG_WORD and all(word.isupper() for word in words)
    if capitals or (len(long) > 1 and all(word[0].isupper() for word in long)):
        return "".join(_lower(character) for character in text)
    first = next((at for at, character in enumerate(text) if character.isalpha()), None)
    return text if first is None else text[:first] + _lower(text[first]) + text[first + 1 :]


def _lower(character: str) -> str:
    """The small letter; the capital where that would be two characters."""
    small = character.lower()
    return small if len(small) == 1 else character
