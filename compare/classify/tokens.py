"""The words that word edits are made of. Takes an edition and sentence numbers, gives tokens with source spans."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from compare.model import EditClass, Edition
from compare.source import Span
from compare.text.folding import canonical, legible
from compare.text.forms import DATE, FIGURE, MEETING, folded, list_head, signed_figures, skeleton
from compare.text.lexicon import lexicon
from compare.text.numbers import SCALE, UNIT, UNIT_EN
from compare.text.words import words

_SLOT_CLASS: dict[str, EditClass] = {DATE: "date", FIGURE: "figure", MEETING: "meeting"}
_HAN_NUMERAL = re.compile(
    r"第?[一二三四五六七八九十百千两]+[个项条大种类次位名家件届所座处户批期场支只张份间套台辆架例起倍成年月天周章]?"
)
_MASK = re.compile(r"[*＊]+")
_UNIT = re.compile(rf"\s?(?:{UNIT_EN}|{SCALE}{UNIT}|[万亿]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: what it is compared by, its class, its span in the source text, the place of its sentence (from 0)."""

    key: str
    kind: EditClass
    span: Span
    sentence: int
    light: bool = False
    """Whether it says little alone: a mark or a function word."""

    @property
    def slot(self) -> str:
        """What it answers to when it is replaced: a figure, a date or a meeting; a mask stands for what it hides."""
        if self.kind == "mask":
            return "date" if re.search("[年月日]", self.key) else "figure"
        return self.kind if self.kind in _SLOT_CLASS.values() else ""


def tokens(edition: Edition, numbers: Sequence[int]) -> tuple[Token, ...]:
    """The words of some sentences, one after the other; a list head ("一是", "（二）") is one word."""
    tokens_found, functions = [], lexicon(edition.language).functions
    for place, number in enumerate(numbers):
        at = edition.sentences[number].span[0]
        for key, kind, (start, end) in _words(edition.piece(number), edition.language):
            light = kind == "punctuation" or key in functions
            tokens_found.append(Token(key, kind, (at + start, at + end), place, light))
    return tuple(tokens_found)


@lru_cache(maxsize=1 << 14)
def _words(piece: str, language: str) -> tuple[tuple[str, EditClass, Span], ...]:
    start = list_head(piece)
    numbering: list[tuple[str, EditClass, Span]] = []
    if piece[:start].strip():
        blanks = len(piece[:start]) - len(piece[:start].lstrip())
        numbering = [(_plain(piece[:start].strip()), "numbering", (blanks, len(piece[:start].rstrip())))]
    slots, content = _slots(piece, language), _content(piece, language)
    spans = _signed(piece, _cut(piece, start, slots, language), signed_figures(piece, language))
    keys = ["".join(content[a:b]).strip() for a, b in spans]
    return (
        *numbering,
        *(
            (_masked(key) or _plain(piece[a:b]), _kind(piece[a:b], key, slots[a:b]), (a, b))
            for key, (a, b) in zip(keys, spans, strict=True)
        ),
    )


def _masked(key: str) -> str:
    """The key with one star for a mask of any length."""
    return _MASK.sub("*", key) if "*" in key or "＊" in key else key


def _content(piece: str, language: str) -> list[str]:
    """For each character what the folded form has for it: "" for layout."""
    content = [""] * len(piece)
    form = folded(piece, language)
    for character, start in zip(form.text, form.starts, strict=True):
        content[start] += character
    return content


def _signed(piece: str, spans: Sequence[Span], figures: Sequence[Span]) -> list[Span]:
    """The spans of the words; a figure, its sign or brackets and its unit in one."""
    if not figures:
        return list(spans)
    whole = [(a, unit.end() if (unit := _UNIT.match(piece, b)) else b) for a, b in figures]
    joined: list[Span] = []
    for start, end in spans:
        if joined and any(a < joined[-1][1] and start < b for a, b in whole):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _cut(piece: str, start: int, slots: Sequence[str], language: str) -> list[Span]:
    """The spans of the words; the name of a meeting is one word, however the cutter would cut it."""
    if MEETING not in slots:
        return [(start + a, start + b) for a, b in _read(piece[start:], language)]
    spans: list[Span] = []
    for is_meeting, run in groupby(range(start, len(piece)), key=lambda at: slots[at] == MEETING):
        places = list(run)
        first, end = places[0], places[-1] + 1
        spans += (
            [(first, end)] if is_meeting else [(first + a, first + b) for a, b in _read(piece[first:end], language)]
        )
    return spans


def _read(piece: str, language: str) -> list[Span]:
    """The spans of the words of the piece as it is read."""
    text, starts, ends = legible(piece)
    return [(starts[a], ends[b - 1]) for a, b in words(text, language)]


def _slots(piece: str, language: str) -> list[str]:
    """For each character the slot it stands in, or ""."""
    slots = [""] * len(piece)
    form = skeleton(piece, language)
    for character, start, end in zip(form.text, form.starts, form.ends, strict=True):
        if character in _SLOT_CLASS:
            slots[start:end] = [character] * (end - start)
    return slots


def _kind(word: str, key: str, slots: Sequence[str]) -> EditClass:
    if ("*" in word or "＊" in word) and word[0] not in "“‘「《":
        return "mask"
    if not any(_speaks(character) for character in key):
        return "punctuation"
    slot = next(filter(None, slots), "")
    if slot and (2 * sum(map(bool, slots)) >= len(word) or word[0].isdigit() or word[0] in "$€£¥(（-+±−–－"):
        return _SLOT_CLASS[slot]
    return "figure" if _HAN_NUMERAL.fullmatch(word) else "wording"


def _speaks(character: str) -> bool:
    """Whether it says something and does not only part or frame: a letter, digit, check mark, comparison, currency."""
    return character.isalnum() or character in "%‰" or (unicodedata.category(character)[0] == "S" and character != "|")


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> str:
    """A mark or a list head in its one shape, without blanks; a hyphen or point that is layout is none that is content."""
    plain = "".join("".join(canonical(character) for character in word).lower().split())
    return f" {plain}" if plain in ("-", ".") else plain
