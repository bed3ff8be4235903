"""The words that word edits are made of. Takes an edition and sentence numbers, gives tokens with source spans."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from compare.model import EditClass, Edition, Span
from compare.text.characters import SIMPLIFIED
from compare.text.forms import DATE, FIGURE, LIST_HEAD, MEETING, skeleton
from compare.text.lexicon import lexicon
from compare.text.words import words

_SLOT_CLASS: dict[str, EditClass] = {DATE: "date", FIGURE: "figure", MEETING: "meeting"}
_HAN_NUMERAL = re.compile(
    r"第?[一二三四五六七八九十百千两]+[个项条大种类次位名家件届所座处户批期场支只张份间套台辆架例起倍成年月天周章]?"
)
_MASK = re.compile(r"[*＊]+")


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
    found, functions = [], lexicon(edition.language).functions
    for place, number in enumerate(numbers):
        at = edition.sentences[number].span[0]
        for key, kind, (start, end) in _words(edition.piece(number), edition.language):
            light = kind == "punctuation" or key in functions
            found.append(Token(key, kind, (at + start, at + end), place, light))
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _words(piece: str, language: str) -> tuple[tuple[str, EditClass, Span], ...]:
    head = LIST_HEAD.match(piece)
    start = head.end() if head and head.end() < len(piece) else 0
    numbering: list[tuple[str, EditClass, Span]] = []
    if piece[:start].strip():
        left = len(piece[:start]) - len(piece[:start].lstrip())
        numbering = [(_plain(piece[:start].strip()), "numbering", (left, len(piece[:start].rstrip())))]
    slots = _slots(piece, language)
    found = _cut(piece, start, slots, language)
    return (*numbering, *((_plain(piece[a:b]), _kind(piece[a:b], slots[a:b]), (a, b)) for a, b in found))


def _cut(piece: str, start: int, slots: Sequence[str], language: str) -> list[Span]:
    """The spans of the words; the name of a meeting is one word, however the cutter would cut it."""
    found: list[Span] = []
    for is_meeting, run in groupby(range(start, len(piece)), key=lambda at: slots[at] == MEETING):
        places = list(run)
        first, end = places[0], places[-1] + 1
        found += (
            [(first, end)] if is_meeting else [(first + a, first + b) for a, b in words(piece[first:end], language)]
        )
    return found


def _slots(piece: str, language: str) -> list[str]:
    """For each character the slot it stands in, or ""."""
    slots = [""] * len(piece)
    form = skeleton(piece, language)
    for character, start, end in zip(form.text, form.starts, form.ends, strict=True):
        if character in _SLOT_CLASS:
            slots[start:end] = [character] * (end - start)
    return slots


def _kind(word: str, slots: Sequence[str]) -> EditClass:
    if _MASK.search(word) and word[0] not in "“‘「《":
        return "mask"
    if not any(character.isalnum() or character in "%％‰" for character in word):
        return "punctuation"
    slot = next((slot for slot in slots if slot), "")
    if slot and (2 * sum(map(bool, slots)) >= len(word) or word[0].isdigit() or word[0] in "$€£¥"):
        return _SLOT_CLASS[slot]
    return "figure" if _HAN_NUMERAL.fullmatch(word) else "wording"


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> str:
    """A word in plain width, lower case and simplified characters, without blanks, masks of one star."""
    plain = unicodedata.normalize("NFKC", word).lower().translate(SIMPLIFIED)
    return _MASK.sub("*", "".join(plain.split()))
