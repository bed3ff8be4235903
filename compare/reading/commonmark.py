"""Markdown: the decoded file, and blocks over what a reader of the page does not see or sees as a heading.

markdown-it-py (CommonMark, tables, struck text) says what is what, but gives lines, no columns: the words that it leaves
of a block are found again in the file, in order, and what stands between them is markup. Spans stay code points of the
file.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from compare.reading.decoding import decode
from compare.reading.notes import note_blocks
from compare.reading.types import Extracted, File, ReadOptions
from compare.source import Block

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(
    r"^(title|date|updated|effective_date|effective-date|effective)[ \t]*:[ \t]*[\"']?(.+?)[\"']?[ \t]*\r?$",
    re.MULTILINE,
)
# What opens a line before its first word and is seen as what it is: the mark of an item, a box to tick.
_ITEM = re.compile(r"[ \t]*((?:>[ \t]?)*)[ \t]*(?:([-+*]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]\][ \t])?")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TAG_OR_COMMENT = re.compile(rf"<!--|{_TAG.pattern}")
_NOTE = re.compile(r"\[\^[^\]\s]{1,200}\]")
_OWN_NOTE = re.compile(r"^[ \t]{0,3}(\[\^[^\]\s]+\]:)[ \t]*(.*)$", re.MULTILINE)
_BETWEEN_BARS = re.compile(r"[^|]+")
# Bold that CommonMark leaves as it stands, beside Chinese marks; three stars and more hide a figure.
_STARS = re.compile(r"(?<!\*)\*\*(?!\*)|\n")
_BOLD_LINE = re.compile(r"[ \t]*(?:\*\*|__)(?=\S)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def read_markdown(file: File, asked: ReadOptions) -> Extracted:
    """The text exactly as decoded, its markup told by blocks. Raises `Unreadable`."""
    text, encoding, guessed = decode(file, asked.encoding, asked.settings)
    front = _FRONT.match(text)
    blocks = _MarkdownPage(text, front.end() if front else 0).blocks()
    if front:
        blocks += _front_matter(text, front.end())
    repairs = [f"decoded {encoding}"] * guessed + ["front matter"] * bool(front)
    repairs += ["markup"] * any(block.style == "markup" for block in blocks)
    repairs += ["struck text left out"] * any(block.style == "struck" for block in blocks)
    return Extracted(
        text, encoding, tuple(repairs), tuple(sorted((*blocks, *note_blocks(text)), key=lambda block: block.span))
    )


def _front_matter(text: str, end: int) -> list[Block]:
    """The lines above the page are markup; its title and date are kept apart by style."""
    fields = _FIELD.finditer(text, 0, end)
    told = (Block(match.span(2), "title" if match[1] == "title" else "date") for match in fields)
    return [Block((0, end), "markup"), *told]


class _MarkdownPage:
    """One pass over a page's tokens; `at` is how far its words were found again."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.found: list[Block] = []
        body = text[start:]
        self.lines = [start, *(start + end for end in accumulate(len(m[0]) for m in _LINE.finditer(body) if m[0]))]
        self.at = start

    def blocks(self) -> list[Block]:
        """All blocks of the page."""
        # Loaded for the first Markdown file only.
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
        tokens = parser.parse(self.text[self.start :])
        for number, token in enumerate(tokens):
            self._block(token, tokens[number - 1] if number else token)
        self._notes()
        self._references()
        return self.found

    def _hide(self, start: int, end: int, style: str = "markup") -> None:
        """Marks a stretch, its outer blanks and line ends aside."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end > start:
            self.found.append(Block((start, end), style))

    def _span(self, token: "Token") -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return self.lines[min(first, len(self.lines) - 1)], self.lines[min(last, len(self.lines) - 1)]

    def _block(self, token: "Token", before: "Token") -> None:
        if token.type == "inline":
            self._inline(token, before)
        elif token.type == "hr":
            self._hide(*self._span(token))
        elif token.type == "fence":
            start, end = self._span(token)
            self._hide(start, self.text.find("\n", start, end) + 1 or end)
            last = self.text.rfind("\n", start, end - 1) + 1
            self._hide(*((last, end) if self.text[last:end].strip().startswith(token.markup) else (end, end)))
        elif token.type == "html_block":
            self._tags(*self._span(token))
        elif token.type == "tr_open":
            self._row(*self._span(token))
        elif token.type == "thead_close" and before.map is None:
            self._hide(*self._rule_below())

    def _rule_below(self) -> tuple[int, int]:
        """The line of dashes under a table's head."""
        start = self.text.find("\n", self.at) + 1 or len(self.text)
        end = self.text.find("\n", start) + 1 or len(self.text)
        return start, end

    def _row(self, start: int, end: int) -> None:
        """A row of a table: its outer bars are markup; a row without words is all of it."""
        row = self.text[start:end].rstrip("\r\n")
        if not row.strip(" \t|"):
            self._hide(start, end)
            self.at = start
            return
        self.at = start
        self.found.append(Block((start, start + len(row)), "table"))
        lead, tail = len(row) - len(row.lstrip(" \t|")), len(row.rstrip(" \t|"))
        self._hide(start, start + lead)
        self._hide(start + tail, start + len(row))

    def _tags(self, start: int, end: int) -> None:
        for span in _tags(self.text, start, end):
            self._hide(*span)

    def _inline(self, token: "Token", before: "Token") -> None:
        """The words of one block, found again; what stands around them is markup."""
        in_cell = before.type in ("th_open", "td_open")
        start, end = (self.at, self.text.find("\n", self.at) + 1 or len(self.text)) if in_cell else self._span(token)
        if not in_cell:
            self.at = self._opened(start, before)
        first = self.at
        self._children(token.children or (), end, struck=False)
        if not in_cell:
            rest = self.text[self.at : end]
            self._hide(self.at, end) if before.type == "heading_open" or not rest.strip("*_~`#= \t\r\n>-") else None
            self._look(before, first, end)

    def _opened(self, start: int, before: "Token") -> int:
        """Where the words of a block begin: past the signs of quotes and headings, past the mark of an item."""
        if before.type == "heading_open" and before.markup.startswith("#"):
            at = self.text.index("#", start)
            self._hide(start, at + len(before.markup))
            return at + len(before.markup)
        match = _ITEM.match(self.text, start)
        if match is None:
            return start
        self._hide(*match.span(1))
        if match[2] == "*":
            self.found.append(Block(match.span(2), "bullet"))
        return match.end()

    def _look(self, before: "Token", start: int, end: int) -> None:
        """What a heading, or a paragraph that is or opens bold, looks like."""
        while start < end and self.text[start].isspace():
            start += 1
        if before.type == "heading_open":
            self.found.append(Block((start, max(start, self.at)), "heading", int(before.tag[1])))
        elif before.type == "paragraph_open" and self._bold and self._bold[0] <= start + 4:
            whole = not self.text[self._bold[1] : end].strip("*_ \t\r\n")
            self.found.append(Block((start, self._bold[1] + 2 if whole else self._bold[1]), "bold"))

    def _children(self, children: "Sequence[Token]", end: int, *, struck: bool) -> None:
        """Walks the inline tokens; `self._bold` becomes the span of a bold opening."""
        self._bold: tuple[int, int] | None = None
        opened = -1
        for child in children:
            match child.type:
                case "text" | "code_inline":
                    self._words(child.content, end, struck=struck)
                case "text_special":
                    self._words(child.markup, end, struck=struck)
                    self._special(child.markup)
                case "html_inline":
                    self._words(child.content, end, struck=False)
                    self._hide(self.at - len(child.content), self.at)
                    struck = self._tagged(child.content, struck=struck)
                case "softbreak" | "hardbreak":
                    self._break(end)
                case "image":
                    self._image(end)
                case "link_close":
                    self._target(end)
                case "s_open" | "s_close":
                    struck = child.type == "s_open"
                case "strong_open":
                    opened = self.at
                case "strong_close" if self._bold is None and opened >= 0:
                    self._bold = opened, self.at
                case _:
                    pass

    def _tagged(self, tag: str, *, struck: bool) -> bool:
        name = tag.strip("</> ").lower()
        return not tag.startswith("</") if name in ("s", "del", "strike") else struck

    def _words(self, words: str, end: int, *, struck: bool) -> None:
        """Finds words from where the last ended; what is skipped is markup."""
        if not words:
            return
        at = self.text.find(words, self.at, end)
        if at < 0:
            return
        self._skip(at)
        self.at = at + len(words)
        if struck:
            self._hide(at, self.at, "struck")
            return
        for start in _stars(words):
            self._hide(at + start, at + start + 2)

    def _skip(self, to: int) -> None:
        """What stands between words is markup; the bars between the cells of a table are not."""
        inside = self.text[self.at - 1 : self.at].isalpha() and self.text[to].isalpha() and self.text[to].isascii()
        for match in _BETWEEN_BARS.finditer(self.text, self.at, to):
            self._hide(*match.span(), style="joint" if inside else "markup")

    def _special(self, markup: str) -> None:
        """An escape loses its backslash; an entity that is a blank is one."""
        start = self.at - len(markup)
        if markup.startswith("\\"):
            self.found.append(Block((start, start + 2), "escape"))
        elif markup in ("&nbsp;", "&emsp;", "&ensp;", "&#160;"):
            self._hide(start, self.at)

    def _break(self, end: int) -> None:
        """The end of a line; the next begins past the signs of a quote."""
        at = self.text.find("\n", self.at, end)
        if at < 0:
            return
        self._hide(self.at, at)
        self.at = at + 1

    def _image(self, end: int) -> None:
        start = self.text.find("![", self.at, end)
        if start < 0:
            return
        self._hide(self.at, start)
        close = _closing(self.text, start + 1, end, "[]")
        self.at = _closed_target(self.text, close, end)
        self._hide(start, self.at)

    def _target(self, end: int) -> None:
        close = self.text.find("]", self.at, end)
        if close >= 0 and not self.text[self.at : close].strip("*_~` "):
            past = _closed_target(self.text, close + 1, end)
            self._hide(self.at, past)
            self.at = past

    def _notes(self) -> None:
        """Marks of notes, and the notes themselves."""
        for match in _OWN_NOTE.finditer(self.text, self.start):
            self.found.append(Block(match.span(), "footnote"))
        for match in _NOTE.finditer(self.text, self.start):
            colon = self.text[match.end() : match.end() + 1] == ":"
            self.found.append(Block((match.start(), match.end() + colon), "mark"))

    def _references(self) -> None:
        """Lines that only say where a link leads."""
        for match in _REFERENCE.finditer(self.text, self.start):
            self._hide(*match.span())


_REFERENCE = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+(?:[ \t]+[\"'(].*[\"')])?[ \t]*$", re.MULTILINE)


def _tags(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The tags and whole comments in a stretch. A comment that never ends is looked for once, not at each `<!--`."""
    pattern = _TAG_OR_COMMENT
    while match := pattern.search(text, start, end):
        start, past = match.span()
        if match[0] == "<!--":
            past = text.find("-->", past, end) + 3
            if past < start:
                pattern = _TAG
                continue
        yield start, past
        start = past


def _stars(words: str) -> Iterator[int]:
    """Where the pairs of two stars stand that make a stretch of a line bold; one pass, however many never close."""
    opened: re.Match[str] | None = None
    for match in _STARS.finditer(words):
        if match[0] == "\n":
            opened = None
        elif opened is None:
            opened = match if words[match.end() : match.end() + 1].strip() else None
        elif words[match.start() - 1].strip():
            yield from (opened.start(), match.start())
            opened = None


def _closing(text: str, start: int, end: int, pair: str) -> int:
    """Past the bracket that closes the one at `start`; escapes are skipped."""
    depth, at = 0, start
    while at < end:
        if text[at] == "\\":
            at += 1
        elif text[at] == pair[0]:
            depth += 1
        elif text[at] == pair[1]:
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return end


def _closed_target(text: str, at: int, end: int) -> int:
    """Past the target that follows a closing bracket, if one does."""
    if at < end and text[at] == "(":
        return _closing(text, at, end, "()")
    return _closing(text, at, end, "[]") if at < end and text[at] == "[" else at
