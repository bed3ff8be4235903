"""Terminal cells: how wide text stands on a terminal, what of it is safe to send there, and where its lines break.

Takes text, gives widths, harmless text of the same length, and line breaks as `[start, end)` of the text given. All
three agree: a width is that of the harmless text, and whatever a line break yields fits when it is shown.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from json import dumps
from typing import Literal

from compare.source import Span

Ambiguous = Literal["narrow", "wide"]

_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# What turns the reading direction, and controls beyond those that every format escapes or refuses by itself.
_STEERING = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
# What is not seen, or whose width hangs on its neighbours: joiners, fillers, tags, the emoji selector.
_HIDING = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_UNSAFE = re.compile(rf"[\x00-\x1f{_STEERING}{_HIDING}]")
_STEERS = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f{_STEERING}]")
# What may stand raw in a JSON string all the same.
_ACTING = re.compile(rf"[{_STEERING}{_HIDING}]")
_SUBSTITUTE = "\u2426"
_HELD = 8
"""Marks that one character may carry: no script stacks more, and hundreds of them cover the lines around."""
_FLOOD = re.compile(rf"(?<=\0{{{_HELD}}})\0+")

# What a terminal that draws ambiguous characters in two cells gets instead: a look-alike whose width is certain.
_CERTAIN = str.maketrans(
    "“”‘’—…·×→←①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤⅥⅦⅧⅨ°±●○■□◆★§",
    "〝〞「」－⋯・✕⇢⇠㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩１２３４５６７８９˚＋・〇・・・＊＃",
)
_GETA = "〓"

NO_START = frozenset("，。、；：？！）》〉」』】〕］｝”’…‥%％℃‰·・々ー～~,.;:?!)]}")
"""What no line may start with, unless it cannot be helped."""

NO_END = frozenset("（《〈「『【〔［｛“‘([{￥¥$№")
"""What no line may end with, unless it cannot be helped."""

_WESTERN = r"[!-~\u00a1-\u024f\u0370-\u052f０-９Ａ-Ｚａ-ｚ％＊]"
_UNIT = (
    r"个百分点|[十百千万亿]{0,3}(?:人民币|美元|欧元|元|平方公里|平方米|立方米|公里|公顷|公斤|千瓦时|千瓦|标箱|吨|亩|户|人次|人|家|个|项|件|名|所|座|条"
    r"|台|套|辆|次|岁|天|年|月|日|度|倍|分|位|处|场|起|米|斤|期|批|种|大)?"
)
_ATOM = re.compile(
    rf"{_WESTERN}+(?:[’.]{_WESTERN}+)*(?:(?<=[\d%％*＊])(?:[—–～至][\d*]{_WESTERN}*)*(?:{_UNIT})(?:左右|以上|以下|以内)?)?|—{{2,}}|…{{2,}}"
)


class _Widths(dict[int, str]):
    """A `str.translate` table from characters to their widths, chr(0) to chr(2); filled as characters come."""

    def __init__(self, ambiguous: Ambiguous) -> None:
        super().__init__()
        self.ambiguous = ambiguous

    def __missing__(self, code: int) -> str:
        width = self[code] = chr(_width(chr(code), self.ambiguous))
        return width


_TABLES: dict[Ambiguous, _Widths] = {"narrow": _Widths("narrow"), "wide": _Widths("wide")}

# Zero wide although their category does not say so: joining Hangul vowels, skin tones. Wide since Unicode 16: the rest.
_ZERO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF), (0x1F3FB, 0x1F3FF))
_WIDE = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376))
# Signs that stand before a digit group and do take a cell, though their category is that of invisible ones.
_SHOWN = (
    (0x600, 0x605),
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
)


def cells(text: str, *, ambiguous: Ambiguous = "narrow") -> int:
    """How many terminal cells the text takes once it is `clean`: Chinese two, combining marks none.

    `ambiguous` says how wide the terminal draws characters that Unicode leaves open (“ ” — … ①).
    """
    if text.isascii():
        return len(text)
    widths = _widths(text, ambiguous)
    return widths.count(1) + 2 * widths.count(2)


def inert(json: str) -> str:
    """JSON that a terminal may be shown: what would act on it is written as its number; it says the same."""
    return _ACTING.sub(lambda match: dumps(match[0])[1:-1], json)


def clean(text: str, *, ambiguous: Ambiguous = "narrow") -> str:
    """The text with nothing in it that acts or hides; one character for one character, so offsets stay.

    Line breaks and tabs become blanks, control characters their pictures, a sign stands for the rest: bidi controls,
    lone surrogates, what is not seen, marks beyond those that one character can carry. Where ambiguous characters are
    wide, they become look-alikes of certain width.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNSAFE.sub(lambda match: _harmless(match[0]), text)
    for start, end in _floods(text):
        text = text[:start] + _SUBSTITUTE * (end - start) + text[end:]
    if ambiguous == "wide" and not text.isascii():
        text = "".join(_certain(character) for character in text.translate(_CERTAIN))
    return text


def still(text: str) -> str:
    """The text letter by letter save what turns the reading direction or controls: for files that hold a report."""
    return _STEERS.sub("\ufffd", text)


def break_lines(text: str, width: int, *, ambiguous: Ambiguous = "narrow") -> list[Span]:
    """Where the lines of a text break at `width` cells (at least 2); the lines join to the text.

    Blanks at a line's end hang: drop them when the line is shown, and every line fits. An empty text has no lines.
    """
    ends = range(len(text) + 1) if text.isascii() else list(accumulate(_widths(text, ambiguous), initial=0))
    if ends[-1] <= width:
        return [(0, len(text))] if text else []
    return list(_broken(text, ends, max(width, 2)))


def _widths(text: str, ambiguous: Ambiguous) -> bytes:
    widths = text.translate(_TABLES[ambiguous])
    return _FLOOD.sub(lambda match: "\1" * len(match[0]), widths).encode("ascii")


def _floods(text: str) -> Iterator[Span]:
    """Where marks stand beyond those that one character can carry."""
    return (match.span() for match in _FLOOD.finditer(text.translate(_TABLES["narrow"])))


def _width(character: str, ambiguous: Ambiguous) -> int:
    if _UNSAFE.match(character):
        return 0 if character == "\ufe0f" else 1
    kind, category, code = unicodedata.east_asian_width(character), unicodedata.category(character), ord(character)
    if category in ("Mn", "Me", "Mc", "Cf") or _among(code, _ZERO):
        return 1 if _among(code, _SHOWN) else 0
    if kind in "WF" or _among(code, _WIDE):
        return 2
    return 2 if kind == "A" and ambiguous == "wide" and cells(_certain(character)) == 2 else 1


def _among(code: int, ranges: Sequence[Span]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _harmless(character: str) -> str:
    """A picture of a control character, a blank for a line break, a hyphen for a soft one, a sign for the rest.

    The emoji selector becomes the one that leaves a character as it is.
    """
    code = ord(character)
    if character in _BLANKS:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return {"\x7f": "\u2421", "\xad": "-", "\ufe0f": "\ufe0e"}.get(character, _SUBSTITUTE)


@lru_cache(maxsize=1 << 14)
def _certain(character: str) -> str:
    """The character, or what stands for it where ambiguous ones are wide."""
    certain = character.translate(_CERTAIN)
    if unicodedata.east_asian_width(certain) != "A" or unicodedata.category(certain) in ("Mn", "Me", "Mc", "Cf"):
        return certain
    return _GETA


def _broken(text: str, ends: Sequence[int], width: int) -> Iterator[Span]:
    atoms = _Atoms(text)
    start, size = 0, len(text)
    while ends[size] - ends[start] > width:
        furthest = bisect_right(ends, ends[start] + width) - 1
        end = _fitting(text, start, max(furthest, start + 1), atoms)
        while end < size and text[end].isspace():
            end += 1
        if end >= size:
            break
        yield start, end
        start = end
    yield start, size


def _fitting(text: str, start: int, furthest: int, atoms: "_Atoms") -> int:
    """The last place up to `furthest` at which a line may end: by all rules, else unbroken words, else anywhere."""
    if text[furthest].isspace():
        return furthest
    loose = 0
    at = furthest
    while at > start:
        whole = atoms.before(at)
        if whole < at:
            at = whole
            continue
        if text[at] not in NO_START and text[at - 1] not in NO_END:
            return at
        loose = loose or at
        at -= 1
    return loose or furthest


class _Atoms:
    """The stretches of a text that a line break leaves whole: words, numbers with their units, dashes."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _ATOM.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def before(self, at: int) -> int:
        """The start of the stretch that a break at this place would cut, else the place itself."""
        number = bisect_right(self.starts, at - 1) - 1
        return self.starts[number] if number >= 0 and at < self.ends[number] else at
