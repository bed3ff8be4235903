"""A sentence's normal forms, all mapped back to its characters.

Takes the source text of one sentence, gives

- its *folded* form, which decides what is `unchanged`: everything but layout (the table in `layout.py`);
- its *slotted* form, which decides what is `updated`: folded, with figures and their signs, dates, meeting names and
  masks as typed slots without their values;
- its *letters*: width, case and script folded, letters, digits, masks and blanks alone, for finding a text again;
- its *skeleton*: the letters with the same slots, what similarities and grams are made of.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from compare.text.characters import SIMPLIFIED, with_ideographs
from compare.text.folding import OneToOne, clusters, fold

FIGURE, DATE, MEETING, NAME = "\ue000", "\ue001", "\ue002", "\ue003"
SLOTS = FIGURE + DATE + MEETING + NAME

_HAN_NUMBER = "一二三四五六七八九十百千〇零两"
LIST_HEAD = re.compile(
    r"\s*(?:#{1,6}\s+|[-*•·●◆■▪○]\s+|o\s+(?=[A-Za-z])|—{1,3}\s*|[（(][一二三四五六七八九十百\d]{1,4}[）)](?!\s*[万亿元%％‰])\s*、?|[①-⑳]\s*"
    r"|[一二三四五六七八九十]{1,3}(?:、(?![一二三四五六七八九十](?:季|次产业|产业|期|级|类|档|线|等))|[是要](?=[^，。]))|第[一二三四五六七八九十]{1,3}[，、,]\s*|(?:其[一二三四五]|首先|再次|最后)[，、,]\s*"
    r"|\d{1,3}(?:\.\d{1,2})*[.．、](?!\d)\s*"
    r"|第[一二三四五六七八九十百千零〇\d]{1,7}(?:[编篇章节](?:[\s\u3000]+|(?=[\u3400-\u9fff]{2,20}$))"
    r"|条(?:之[一二三四五六七八九十]{1,3})?(?:[\s\u3000]+|(?!规定|所|第|[、，。；和至或及与的]|款|中)))"
    r"|(?i:article|section|items?)\s+(?:\d{1,3}(?:\.\d{1,3})*[A-C]?|[IVXLC]{1,7}\b)(?:[.:)—–-]+\s*|\s+)(?=[A-Z]))"
)
_DATE = (
    rf"(?:\d{{2,4}}|[{_HAN_NUMBER}]{{4}}|\*+)年(?:(?:\d{{1,2}}|\*+)月(?:(?:\d{{1,2}}|\*+)日)?)?度?|(?:\d{{1,2}}|\*+)月(?:(?:\d{{1,2}}|\*+)日)?"
    r"|(?:今|去|明|上|前|本)年度?|[上下]半年|[一二三四1-4]季度|十[一二三四五六七八九]五(?:时期|规划)?"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{1,2}(?: \d{4}|(?!\d)))"
    r"|(?<![\d.])(?:19|20)\d{2}(?![\d.%])"
)
_MEETING = (
    rf"第?[{_HAN_NUMBER}]+届(?:[{_HAN_NUMBER}]+[次中]全会|[{_HAN_NUMBER}]+次|历次全会)?|(?<=党的)[{_HAN_NUMBER}]+大|第[{_HAN_NUMBER}]+次(?=会议|全会|例会|党代会|人代会|全国|代表)"
    r"|总?第\d+次"
)
_FIGURE = r"[*]+(?:[.][*\d]+)?(?:-[*\d]+)?|\d[\d.]*(?:-\d[\d.]*)?"
_SLOT = re.compile(rf"(?P<date>{_DATE})|(?P<meeting>{_MEETING})|(?P<figure>{_FIGURE})")
_NAMED_MASK = re.compile(r"[*]+(?=[市县区镇村省乡局部委办司厂矿园集]|公(?![里斤顷]))")


_ANY_SLOT = re.compile(f"[{SLOTS}]")
_LETTERS = re.compile(r"(?P<kept>(?:[^\W_]|[*%‰])+)|(?P<mark>[.~-])|(?P<gap>[\s/])")
"""Of a plain text: letters, digits, masks; marks that belong to a number between digits; what parts words."""


@dataclass(frozen=True, slots=True)
class Form:
    """A normal form and, for each of its characters, where it stands in the sentence (`starts`, `ends`)."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


_SIGNED = re.compile(
    rf"(?P<money>[$€£¥])?\((?P<inner>[$€£¥])?{FIGURE}\)|(?<![A-Za-z0-9%{SLOTS}])[-+±](?P<behind>[$€£¥])?{FIGURE}"
)
"""A figure with its sign: -5, -$5, $(5), (5)."""


@lru_cache(maxsize=1 << 17)
def folded(piece: str, language: str) -> Form:
    """The folded form of one sentence's text: all that is content."""
    content = fold(piece, list_head(piece), blanks=language == "en")
    return Form(content.text, tuple(content.starts), tuple(content.ends))


@lru_cache(maxsize=1 << 14)
def content_between(text: str, language: str) -> str:
    """What is content between the first and the last character of a text."""
    content = fold(text, 0, blanks=language == "en")
    inside = zip(content.text, content.starts, strict=True)
    return "".join(character for character, start in inside if 0 < start < len(text) - 1)


@lru_cache(maxsize=1 << 17)
def letters(piece: str, language: str) -> Form:
    """The letters, digits and masks of one sentence's text."""
    start, blanks = list_head(piece), language == "en"
    if _PLAIN.is_plain(piece):
        return _plain_letters(piece, start, blanks=blanks)
    return _form(_letters(piece, start, blanks=blanks))


@lru_cache(maxsize=1 << 17)
def skeleton(piece: str, language: str) -> Form:
    """The skeleton of one sentence's text."""
    form = letters(piece, language)
    texts, starts, ends, at = list[str](), list[int](), list[int](), 0
    for match in _SLOT.finditer(form.text):
        start, end = match.span()
        texts += (form.text[at:start], _slot(match))
        starts += form.starts[at : start + 1]
        ends += (*form.ends[at:start], form.ends[end - 1])
        at = end
    if not at:
        return form
    return Form("".join((*texts, form.text[at:])), (*starts, *form.starts[at:]), (*ends, *form.ends[at:]))


@lru_cache(maxsize=1 << 14)
def slotted(piece: str, language: str) -> str:
    """The slotted form of one sentence's text: two sentences of which it is equal differ in slots alone."""
    text = _SIGNED.sub(
        lambda match: f"{match['money'] or match['inner'] or match['behind'] or ''}{FIGURE}",
        _open(piece, language).text,
    )
    return re.sub(rf" (?={FIGURE})|(?<={FIGURE}) ", "", text)


@lru_cache(maxsize=1 << 14)
def signed_figures(piece: str, language: str) -> tuple[tuple[int, int], ...]:
    """The spans of the figures that have a sign, with it."""
    form = _open(piece, language)
    return tuple((form.starts[m.start()], form.ends[m.end() - 1]) for m in _SIGNED.finditer(form.text))


def _open(piece: str, language: str) -> Form:
    """The folded form with slots, each figure still with its sign."""
    form, slots = folded(piece, language), skeleton(piece, language)
    if not _ANY_SLOT.search(slots.text):
        return form
    spans = [
        (start, end, character)
        for character, start, end in zip(slots.text, slots.starts, slots.ends, strict=True)
        if character in SLOTS
    ]
    kept: list[tuple[str, int, int]] = []
    for character in zip(form.text, form.starts, form.ends, strict=True):
        while spans and spans[0][1] <= character[1]:
            spans.pop(0)
        if not (spans and spans[0][0] <= character[1]):
            kept.append(character)
        elif not kept or kept[-1][1:] != spans[0][:2]:
            kept.append((spans[0][2], *spans[0][:2]))
    return _form(kept)


def list_head(piece: str) -> int:
    """Where the list head of a piece ends; 0 where there is none or nothing else."""
    head = LIST_HEAD.match(with_ideographs(piece))
    return head.end() if head and head.end() < len(piece) else 0


def _slot(match: re.Match[str]) -> str:
    if match["date"]:
        return DATE
    if match["meeting"]:
        return MEETING
    return NAME if _NAMED_MASK.match(match.string, match.start()) else FIGURE


def _form(kept: list[tuple[str, int, int]]) -> Form:
    if not kept:
        return Form("", (), ())
    characters, starts, ends = zip(*kept, strict=True)
    return Form("".join(characters), starts, ends)


def _plain_letters(piece: str, start: int, *, blanks: bool) -> Form:
    """The letters of a piece that has one plain character for each of its own."""
    texts, starts, ends = list[str](), list[int](), list[int]()
    for match in _LETTERS.finditer(piece.translate(_PLAIN), start):
        at, end = match.span()
        if match.lastgroup == "kept" or (match.lastgroup == "mark" and _in_number(piece, at)):
            texts.append(match[0])
            starts += range(at, end)
            ends += range(at + 1, end + 1)
        elif blanks and texts and texts[-1] != " " and match[0] not in ".~":
            texts.append(" ")
            starts.append(at)
            ends.append(at + 1)
    if texts and texts[-1] == " ":
        texts.pop()
        starts.pop()
        ends.pop()
    return Form("".join(texts), tuple(starts), tuple(ends))


def _letters(piece: str, start: int, *, blanks: bool) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int]] = []
    for cluster, at, end in clusters(piece, start):
        for character in plain(cluster):
            if character.isalnum() or character in "*%‰" or (character in ".-~" and _in_number(piece, at)):
                kept.append((character, at, end))
            elif blanks and kept and kept[-1][0] != " " and (character.isspace() or character in "-/—–"):
                kept.append((" ", at, end))
    while kept and kept[-1][0] == " ":
        kept.pop()
    return kept


def _in_number(piece: str, at: int) -> bool:
    return (
        0 < at < len(piece) - 1
        and (piece[at - 1].isdigit() or piece[at - 1] in "*＊%％")
        and (piece[at + 1].isdigit() or piece[at + 1] in "*＊")
    )


@lru_cache(maxsize=1 << 16)
def plain(character: str) -> str:
    """One character in plain width, lower case and simplified script; usually one character again."""
    folded_case = unicodedata.normalize("NFKC", with_ideographs(character)).lower().translate(SIMPLIFIED)
    return folded_case.translate(_ONE_SHAPE)


_ONE_SHAPE = str.maketrans("－–—‐～％", "----~%")
_PLAIN = OneToOne(plain)
