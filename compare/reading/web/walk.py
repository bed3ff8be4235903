"""Takes a node of a parsed page, gives the pieces of its text in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from compare.reading.notes import RAISED
from compare.reading.symbol_fonts import SYMBOLS
from compare.reading.types import StyledLine, opening, table
from compare.settings import Settings

if TYPE_CHECKING:  # the parser is an extra
    from selectolax.lexbor import LexborNode

PAGE = "page"
"""The style of the piece that stands for a page break."""


def names(words: str) -> frozenset[str]:
    """Names of elements, from words."""
    return frozenset(words.split())


_AWAY = names(
    "script style noscript template svg iframe object embed canvas video audio button select textarea input nav footer"
    " aside dialog head title rt rp xml"
)
_BLOCKS = names(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5"
    " h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BOLD = frozenset(("b", "strong", "u"))
_ITALIC = frozenset(("i", "em"))
_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"\s*[\[(（［]?(\d{1,3})[\])）］]?\s*")
_LEAD_STOP = (":", ".", "：", "。")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PAGE_STYLE = re.compile(r"(?:page-break|break)-(before|after)\s*:\s*(?:always|page)", re.IGNORECASE)
_NO_MARKS = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_LETTERS = 26
# An item that brings its own number or mark, in a list whose marks the page's styles take away.
_NUMBERED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(]\d{1,2}[)）]|\d{1,2}(?:、|[.．](?!\d))|第[一二三四五六七八九十]{1,3}[章节条]|[•●·■◆①-⑳])"
)
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
Event = tuple[Literal["enter", "leave", "text"], "LexborNode"]


def events(root: "LexborNode") -> Iterator[Event]:
    """Every node under the root, entered and left; no recursion, for pages nest without end."""
    node, down = root, True
    while True:
        if down and node.tag == "-text":
            yield "text", node
        elif down and not is_away(node):
            yield "enter", node
            if node.child is not None:
                node = node.child
                continue
            yield "leave", node
        if node.mem_id == root.mem_id:
            return
        down = node.next is not None
        after = node.next if down else node.parent
        if after is None:
            return
        node = after
        if not down:
            yield "leave", node


def is_away(node: "LexborNode") -> bool:
    """Whether a node is no text of the page: a script, a menu, hidden."""
    tag = node.tag or ""
    if not tag or tag in _AWAY or tag[0] in "-!_":  # a bare processing instruction has no name
        return True
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


class Walk:
    """One pass over a page; holds the line being read and what it stands in."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._line: list[tuple[str, int]] = []
        self._sinks: list[list[StyledLine]] = [[]]
        self._tables: list[list[list[list[StyledLine]]]] = []
        self._lists: list[_Marks] = []
        self._mark = ""
        self._bold = self._italic = self._small = self._raw = self._heading = self._symbol = self._gone = 0
        self.struck = False

    def pieces(self, root: "LexborNode") -> list[StyledLine]:
        """The pieces of a node's text; page breaks are pieces of style `PAGE`."""
        for kind, node in events(root):
            if kind == "text":
                self._text(node.text(deep=False))
            elif kind == "enter":
                self._enter(node.tag or "", node)
            else:
                self._leave(node.tag or "", node)
        self._flush()
        return self._sinks[0]

    def _text(self, text: str) -> None:
        if self._gone:
            self.struck = self.struck or not text.isspace()
            return
        if self._raw:
            self._line.append((text, 0))
            return
        text = _BLANKS.sub(" ", _HAN_BREAK.sub("", _UNSEEN.sub("", text)))
        if self._small:
            text = _NOTE_NUMBER.sub(r"\1", text).translate(RAISED)
        if self._symbol:
            text = "".join(SYMBOLS.get(ord(character), character) for character in text)
        self._line.append((text, 2 if self._bold > 0 else int(self._italic > 0)))

    def _enter(self, tag: str, node: "LexborNode") -> None:
        if tag in _BLOCKS:
            self._flush()
        self._count(tag, node, 1)
        if tag == "br":
            self._break()
        elif tag == "hr" or _page_break(node) == "before":
            self._sinks[-1].append(StyledLine("", PAGE))
        if tag == "li":
            self._mark = self._item(node)
        elif tag in ("ol", "ul"):
            self._lists.append(_Marks.of(node))
        elif tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in ("td", "th"):
            self._sinks.append([])

    def _leave(self, tag: str, node: "LexborNode") -> None:
        if tag in _BLOCKS:
            self._flush()
        self._count(tag, node, -1)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th"):
            cell = self._sinks.pop()
            if self._tables and self._tables[-1]:
                self._tables[-1][-1].append([piece for piece in cell if piece.style != PAGE])
        elif tag == "table" and self._tables:
            rows = table(self._tables.pop(), self._settings.cell_longest)
            self._sinks[-1] += [line for piece in rows for line in _lines(piece)]
        if _page_break(node) == "after":
            self._sinks[-1].append(StyledLine("", PAGE))

    def _count(self, tag: str, node: "LexborNode", step: int) -> None:
        """What the text inside an element is: bold, small, preformatted, in a heading, in a symbol font."""
        attributes = node.attributes
        self._bold += step * (tag in _BOLD or bool(_BOLD_STYLE.search(attributes.get("style") or "")))
        self._italic += step * (tag in _ITALIC or bool(_ITALIC_STYLE.search(attributes.get("style") or "")))
        self._gone += step * (tag in _STRUCK or bool(_STRUCK_STYLE.search(attributes.get("style") or "")))
        self._small += step * (tag == "sup")
        self._raw += step * (tag == "pre")
        self._symbol += step * ("wingdings" in (attributes.get("face") or attributes.get("style") or "").lower())
        if tag in _HEADINGS:
            self._heading = int(tag[1]) if step > 0 else 0

    def _item(self, node: "LexborNode") -> str:
        """The mark of a list item as the page shows it."""
        if not self._lists:
            return "• "
        marks = self._lists[-1]
        number = _number(node, "value") or marks.next
        self._lists[-1] = replace(marks, next=number + 1)
        return marks.shown(number)

    def _break(self) -> None:
        """A line break: a new line, save in a heading; a cell keeps it until it shows whether it is running text."""
        if self._heading or self._raw or self._tables:
            self._line.append(("\n" if self._tables and not self._heading else " ", 2))
            return
        if not any(text.strip() for text, _ in self._line):
            self._sinks[-1].append(StyledLine(""))
        self._flush()

    def _flush(self) -> None:
        """Close the line being read."""
        line, self._line = self._line, []
        whole = "".join(part for part, _ in line)
        text = whole.strip("\n") if self._raw else _tidy(whole)
        if not text.strip():
            return
        mark, self._mark = "" if _NUMBERED.match(text) else self._mark, ""
        short = len(text) <= self._settings.styled_longest
        if self._heading and short:
            piece = StyledLine(mark + text, "heading", self._heading)
            self._heading = 0  # it is one line: what else stands in an element left open is text
        elif short and not self._raw and all(weight > 1 for part, weight in line if part.strip()):
            piece = StyledLine(mark + text, "bold")
        else:
            heavy = len(_tidy(whole[: _opening(line)]))
            piece = StyledLine(
                mark + text, opening=len(mark) + heavy if 0 < heavy <= self._settings.styled_longest else 0
            )
        self._sinks[-1].append(piece)


def _opening(line: list[tuple[str, int]]) -> int:
    """How many characters at the start of a line are bold, or italic up to a stop: a lead."""
    whole = "".join(text for text, _ in line)
    heavy = opening((text, weight > 1) for text, weight in line)
    leans = opening((text, weight > 0) for text, weight in line)
    return leans if leans > heavy and whole[:leans].endswith(_LEAD_STOP) else heavy


def _tidy(text: str) -> str:
    return re.sub(" {2,}", " ", text).strip(" \n")


def _lines(piece: StyledLine) -> Iterator[StyledLine]:
    """The lines of a piece that a cell holds as running text; a bold opening is that of the first."""
    first, *more = piece.text.split("\n")
    yield replace(piece, text=first, opening=min(piece.opening, len(first)))
    yield from (replace(piece, text=line.strip(" "), opening=0) for line in more)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands before the items of a list: numbers, letters ("a", "A"), bullets ("•"), or nothing (""); the next number."""

    kind: str
    next: int = 1

    @classmethod
    def of(cls, node: "LexborNode") -> "_Marks":
        if _NO_MARKS.search(node.attributes.get("style") or ""):
            return cls("")
        if node.tag == "ul":
            return cls("•")
        return cls(node.attributes.get("type") or "1", _number(node, "start") or 1)

    def shown(self, number: int) -> str:
        if self.kind in ("a", "A") and number <= _LETTERS:
            return f"{chr(ord(self.kind) + number - 1)}. "
        return {"": "", "•": "• "}.get(self.kind, f"{number}. ")


def _number(node: "LexborNode", name: str) -> int | None:
    told = (node.attributes.get(name) or "").strip()
    return int(told) if re.fullmatch(r"\d{1,4}", told) else None


def _page_break(node: "LexborNode") -> str:
    found = _PAGE_STYLE.search(node.attributes.get("style") or "")
    return found.group(1).lower() if found else ""
