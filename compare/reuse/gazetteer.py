"""Whose place is named: takes texts, gives the foreign places in them.

A registry is a list of places with those that lie in them: the shipped one holds provinces and prefecture-level cities,
a file of one's own (a line a place: its name, then the names below it) adds districts, towns or offices.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from compare.errors import BadOption, Unreadable
from compare.model import Edition
from compare.text.words import words

SHIPPED = Path(__file__).parent / "places.txt"

_NATION = re.compile(r"国务院|全国|中央|中共|国家")
_SUFFIX = re.compile(
    r"(?:特别行政区|(?:(?:朝鲜|土家|苗|(?<!西)藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|维吾尔|哈萨克|柯尔克孜)族?)*"
    r"自治[区州县旗]|地区|[省市县区盟州旗镇乡]|人民政府)$"
)

_LONGEST = 30
# Marks of sentences, of code and of files that hold no text.
_NO_NAME = re.compile(r"[。，；：？！,;:?<>{}=|\"“”\x00-\x1f\ufffd]")


@dataclass(frozen=True, slots=True)
class Registry:
    """`above` leads from a name, full or short, to the full names it lies in, itself first."""

    above: dict[str, tuple[str, ...]]
    phrases: tuple[str, ...]
    pattern: re.Pattern[str]


@lru_cache(maxsize=8)
def registry(path: str) -> Registry:
    """The shipped places and those of a file, "" for none. Raises `Unreadable` or `BadOption`, naming the file."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    if path:
        lines += _lines(path)
    above: dict[str, tuple[str, ...]] = {}
    common: set[str] = set()
    phrases: list[str] = []
    for line in lines:
        head, *below = line.split()
        if head == "!":
            common.update(below)
        elif head == "-":
            phrases += below
        elif not head.startswith("#"):
            for name in (head, *below):
                above[name] = (name,) if name == head else (name, *above[head])
    shorts = {_short(name): chain for name, chain in reversed(above.items())}
    above |= {name: chain for name, chain in shorts.items() if len(name) > 1 and name not in {*common, *above}}
    names = sorted({*above, *phrases}, key=lambda name: (-len(name), name))
    return Registry(above, tuple(phrases), re.compile("|".join(map(re.escape, names))))


def _lines(path: str) -> list[str]:
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(path, "unreadable units") from fault
    filled = [line for line in lines if line.strip()]
    if not filled:
        raise BadOption(path, "no unit")
    names = (name for line in filled if not line.startswith("#") for name in line.split())
    if odd := next((name for name in names if len(name) > _LONGEST or _NO_NAME.search(name)), ""):
        raise BadOption(path, "no list of names", word=odd[:_LONGEST])
    return filled


def _short(name: str) -> str:
    short = _SUFFIX.sub("", name)
    return short if len(short) > 1 else name


def home(edition: Edition, known: Registry) -> tuple[str, ...] | None:
    """The places a report speaks for, the nearest first; empty for the whole nation, None where nobody can tell."""
    for label in (edition.unit, edition.title, re.split(r"[\\/]", edition.source.path)[-1]):
        chains = [known.above[m[0]] for m in known.pattern.finditer(label) if m[0] in known.above]
        if chains:
            return max(chains, key=len)
        if _NATION.search(label):
            return ()
    return None


def foreign(text: str, mine: tuple[str, ...] | None, theirs: tuple[str, ...] | None, known: Registry) -> str:
    """The first place in the text that is neither the report's own nor above or below it; "" where there is none.

    Where nobody can tell whose report it is, only the source's own places count.
    """
    if mine == ():
        return ""
    for start, end in _named(text, known):
        chain = known.above[text[start:end]]
        if mine is None and not (theirs and (chain[0] in theirs or theirs[0] in chain)):
            continue
        if mine and (chain[0] in mine or mine[0] in chain):
            continue
        return text[start:end]
    return ""


def _named(text: str, known: Registry) -> list[tuple[int, int]]:
    """The places named, short names from one word's start to another's end (上海南部 names no 海南)."""
    spans = [m.span() for m in known.pattern.finditer(text) if m[0] in known.above]
    if all(known.above[text[start:end]][0] == text[start:end] for start, end in spans):
        return spans
    edges = {at for span in words(text, "zh") for at in span}
    return [
        (start, end)
        for start, end in spans
        if known.above[text[start:end]][0] == text[start:end] or {start, end} <= edges
    ]
