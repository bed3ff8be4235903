"""List numbers that stand in a Word file as numbering only. Takes the numbering part, gives the text of each number."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from compare.reading.word.package import Element
from compare.reading.word.styles import number, switched, value

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CLOSED = re.compile(r"[^\x00-\xff]$")
_BULLET = "•"
_LONGEST = 100
"""Characters of a number's pattern, which is written before every paragraph of its list: no pattern has so many."""


def _counted(value: int, digits: str, scales: str) -> str:
    """Chinese counting up to 9999: 十一, 二十, 一百零五."""
    if not 0 < value < 10_000:
        return str(value)
    numeral, zero = "", False
    for place, digit in zip((3, 2, 1, 0), f"{value:04d}", strict=True):
        if digit == "0":
            zero = bool(numeral)
            continue
        numeral += digits[0] * zero + digits[int(digit)] + ("", *scales)[place]
        zero = False
    return numeral.removeprefix(digits[1]) if 10 <= value < 20 and digits == _HAN else numeral


def _roman(value: int) -> str:
    numeral = ""
    for size, letters in _ROMAN:
        numeral += letters * (value // size if value < 4000 else 0)
        value %= size
    return numeral


def _letters(value: int) -> str:
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value < 260 else str(value)


def _one_of(row: str) -> Callable[[int], str]:
    return lambda value: row[value - 1] if 0 < value <= len(row) else str(value)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + place) for place in range(count))


def _han(value: int) -> str:
    return _counted(value, _HAN, "十百千")


def _digits(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "koreanCounting": _han,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda value: _counted(value, _LEGAL, "拾佰仟"),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _one_of(_run("①", 20)),
    "decimalEnclosedCircleChinese": _one_of(_run("①", 20)),
    "decimalEnclosedFullstop": _one_of(_run("⒈", 20)),
    "decimalEnclosedParen": _one_of(_run("⑴", 20)),
    "ideographEnclosedCircle": _one_of(_run("㊀", 10)),
    "numberInDash": lambda value: f"-{value}-",
}
"""How a count is written, by Word's names; an unknown one is written in digits."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: where it starts, how it is written (`text` holds %1…%9), what follows the number.

    `restart`: it starts anew below each of that many outer levels; 0 where it goes on through all of them.
    """

    start: int
    form: str
    text: str
    follow: str
    legal: bool
    restart: int


class Numbering:
    """The numberings of a file and how far each has counted: ask for each paragraph's number in reading order."""

    def __init__(self, root: Element | None) -> None:
        entries = list(root) if root is not None else []
        self._abstract = {e.get("abstractNumId", ""): e for e in entries if e.tag == "w:abstractNum"}
        self._lists = {e.get("numId", ""): e for e in entries if e.tag == "w:num"}
        self._linked = {value(e, "w:styleLink"): key for key, e in reversed(self._abstract.items())}
        self._outline: dict[str, dict[int | None, Element]] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, name: str, depth: int) -> str:
        """The number of the next paragraph in a list, with what follows it; "" where the list has none."""
        entry = self._lists.get(name)
        key = value(entry, "w:abstractNumId") or ""
        if entry is None or key not in self._abstract:
            return ""
        levels = {at: self._level(name, key, at) for at in range(depth + 1)}
        counts = self._counts.setdefault(key, {})
        restart = self._restart(entry, name, depth)
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [at for at in counts if at > depth and depth < self._level(name, key, at).restart]:
            del counts[deeper]
        return _written(levels, counts, depth)

    def _level(self, name: str, key: str, depth: int) -> Level:
        if (name, depth) not in self._levels:
            self._levels[name, depth] = _level(self._defined(self._lists[name], key, depth), depth)
        return self._levels[name, depth]

    def _defined(self, entry: Element, key: str, depth: int) -> Element | None:
        """The definition of a level: the list's own, the numbering's, or that of the style it links to."""
        override = _override(entry, depth)
        for level in override if override is not None else ():
            if level.tag == "w:lvl" and number(level.get("ilvl")) == depth:
                return level
        own = self._levels_of(key).get(depth)
        link = value(self._abstract[key], "w:numStyleLink")
        return self._levels_of(self._linked[link]).get(depth) if own is None and link in self._linked and link else own

    def _levels_of(self, key: str) -> Mapping[int | None, Element]:
        """The levels of a numbering by their depth, the first of each; looked through once."""
        if key not in self._outline:
            levels = list(self._abstract[key].iter("w:lvl"))
            self._outline[key] = {number(level.get("ilvl")): level for level in reversed(levels)}
        return self._outline[key]

    def _restart(self, entry: Element, name: str, depth: int) -> int | None:
        """Where a list that is told to start anew starts, the first time it is met."""
        if (name, depth) in self._begun:
            return None
        self._begun.add((name, depth))
        return number(value(_override(entry, depth), "w:startOverride"))


def _override(entry: Element, depth: int) -> Element | None:
    return next((e for e in entry if e.tag == "w:lvlOverride" and number(e.get("ilvl")) == depth), None)


def _level(element: Element | None, depth: int) -> Level:
    restart = number(value(element, "w:lvlRestart"))
    start = number(value(element, "w:start"))
    return Level(
        start=1 if start is None else start,
        form=value(element, "w:numFmt") or "decimal",
        text=(value(element, "w:lvlText") or "")[:_LONGEST],
        follow=value(element, "w:suff") or "tab",
        legal=bool(switched(element, "w:isLgl")),
        restart=depth if restart is None else restart,
    )


def _written(levels: Mapping[int, Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return f"{_BULLET} " if level.text else ""

    def count(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        if at not in levels or levels[at].form == "none":
            return ""
        form = "decimal" if level.legal else levels[at].form
        return FORMATS.get(form, str)(counts.get(at, levels[at].start))

    text = re.sub(r"%([1-9])", count, level.text).strip()
    blank = level.follow != "nothing" and text and not _CLOSED.search(text)
    return f"{text} " if blank else text
