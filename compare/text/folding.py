"""The folded form, character by character. Takes a sentence, gives what is content in it, each with its place.

First every character is put into its one shape (`canonical`), composed as NFC has it; then layout is left out unless its
neighbours make it content (`fold`). What is layout is said in `layout.py` and nowhere else.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.text.characters import IDEOGRAPHS, SIMPLIFIED, with_ideographs
from compare.text.layout import LAYOUT, SHAPES

Placed = tuple[str, int, int]
"""A character and the span of the sentence that it stands for."""

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
_LIGATURE = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
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
    if piece.isascii():
        places = tuple(range(len(piece) + 1))
        return piece, places[:-1], places[1:]
    read = [
        (character, at, end)
        for cluster, at, end in clusters(piece, 0)
        for character in _LIGATURE.get(cluster) or with_ideographs(unicodedata.normalize("NFC", cluster))
        if character not in _INVISIBLE
    ]
    return "".join(one[0] for one in read), tuple(one[1] for one in read), tuple(one[2] for one in read)


def fold(piece: str, start: int, *, blanks: bool) -> list[Placed]:
    """The content of a piece from a place on; `blanks` says that the language parts its words by them."""
    kept: list[Placed] = []
    waiting: list[Placed] = []
    for one in _shaped(piece, start, blanks=blanks):
        if one[0] == " " or one[0] in _SHAPED_LAYOUT:
            waiting.append(one)
            continue
        kept += _between(kept[-1][0] if kept else "", waiting, one[0], blanks=blanks) if waiting else ()
        waiting.clear()
        if not (one[0] == "_" and kept and kept[-1][0] == "_"):
            kept.append(one)
    if kept and kept[-1][0] == "|":
        kept += [one for one in waiting if one[0] == _HYPHEN]
    return kept if not blanks else _undressed(kept)


def _shaped(piece: str, start: int, *, blanks: bool) -> list[Placed]:
    """The characters in their one shape, those aside that a number is spread or grouped by."""
    idle = {
        at
        for pattern in ((_GROUPED,) if blanks else (_GROUPED, _SPREAD))
        for match in pattern.finditer(piece)
        for at in range(*match.span())
        if not piece[at].isdecimal()
    }
    shaped = [
        (character, at, end)
        for cluster, at, end in clusters(piece, start)
        if at not in idle
        for character in canonical(cluster)
    ]
    for place, (character, at, end) in enumerate(shaped):
        if character == "'" and not (_is_latin(shaped, place - 1) and _is_latin(shaped, place + 1)):
            shaped[place] = ('"', at, end)
    return shaped


def _is_latin(shaped: Sequence[Placed], place: int) -> bool:
    return 0 <= place < len(shaped) and _is_spelled(shaped[place][0])


def _is_spelled(character: str) -> bool:
    """Whether it is a letter or digit of a script that is spelled, and no Han character."""
    return bool(character) and character < "\u2e80" and character.isalnum()


def _is_number(character: str) -> bool:
    return character.isdecimal() or character == "*" or character in _HAN_NUMERALS if character else False


def _opens_number(character: str) -> bool:
    return character.isdecimal() or character in "*(" or unicodedata.category(character) == "Sc"


def _between(last: str, waiting: Sequence[Placed], following: str, *, blanks: bool) -> list[Placed]:
    """What is content in the layout between two characters of content; `last` is "" at the beginning."""
    gap = (" ", waiting[0][1], waiting[-1][2])
    marks = [one for one in waiting if one[0] != " "]
    if _is_number(last) and _is_number(following):
        return _in_number(waiting, marks, gap, is_decimal=last.isdecimal() and following.isdecimal())
    if len(marks) == 1 and _is_joint(last, waiting, marks[0], following):
        is_apart = waiting[0] is not marks[0] and (_is_number(last) or (blanks and last.isalnum()))
        return [gap, *marks] if is_apart else marks
    parts_words = blanks and (last.isalnum() or last == "*") and (following.isalnum() or following in "*+±")
    return [gap] if parts_words else []


def _in_number(waiting: Sequence[Placed], marks: Sequence[Placed], gap: Placed, *, is_decimal: bool) -> list[Placed]:
    """Between two numbers a mark is content where it is tight, and so is a dash; what else stands there parts them."""
    if not marks:
        return [gap] if is_decimal else []
    if all(one[0] in (_HYPHEN, _DASH) for one in marks):
        dash = (_HYPHEN, *marks[0][1:])
        is_sign = waiting[0] is not marks[0] and waiting[-1] is marks[0]
        return [gap, dash] if is_sign else [dash]
    return list(marks) if len(marks) == len(waiting) else [gap]


def _is_joint(last: str, waiting: Sequence[Placed], mark: Placed, following: str) -> bool:
    """Whether a lone hyphen or point belongs to what stands beside it: a sign, a compound, a decimal, an address."""
    after_last, before_next = bool(last) and waiting[0] is mark, waiting[-1] is mark
    if mark[0] == _HYPHEN:
        is_joined = after_last and (before_next or last.isalnum())
        return is_joined or "|" in (last, following) or _opens_number(following)
    if mark[0] == _POINT and before_next:
        return following.isdecimal() or (after_last and _is_spelled(last) and _is_spelled(following))
    return False


def _undressed(kept: list[Placed]) -> list[Placed]:
    """The same in small letters where case is a line's dress, else with a small first letter."""
    text = "".join(one[0] for one in kept)
    words = _WORD.findall(text)
    long = [word for word in words if len(word) >= _LONG_WORD and word not in _SMALL_IN_TITLES]
    capitals = len("".join(words)) >= _LONG_WORD and all(word.isupper() for word in words)
    if capitals or (len(long) > 1 and all(word[0].isupper() for word in long)):
        return [(one[0].lower(), *one[1:]) for one in kept]
    first = next((place for place, one in enumerate(kept) if one[0].isalpha()), None)
    if first is None:
        return kept
    return [*kept[:first], (kept[first][0].lower(), *kept[first][1:]), *kept[first + 1 :]]
