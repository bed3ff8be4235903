"""Which part of a page is the report: the innermost element that holds nearly all of its sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from compare.reading.types import StyledLine
from compare.reading.web.walk import events

if TYPE_CHECKING:  # the parser is an extra
    from selectolax.lexbor import LexborNode

_STOP = re.compile(r"[。！？；]|[.!?;](?=\s|$)")
_BLANKS = re.compile(r"\s+")
_SITE = re.compile(r"\s*[_|]\s*|\s+[-–—]\s+|--+|——")
_FILE_NAME = re.compile(r"\S+\.\w{2,5}")
_HEADLINE = 80
# Elements that are never the whole report, only a line or a table of it.
_INNER = re.compile(r"p|span|font|b|strong|a|i|em|u|tr|td|th|table|tbody|thead|li|ul|ol|h[1-6]")


def main_text(body: "LexborNode", share: float) -> tuple["LexborNode", bool]:
    """The element that holds at least `share` of the page's sentences, and whether other text stands outside of it."""
    weights = _weights(body)
    least = share * weights[body.mem_id][0]
    node = body
    while least:
        inner = next((child for child in _children(node) if weights.get(child.mem_id, (0, 0))[0] >= least), None)
        if inner is None:
            break
        node = inner
    return node, weights[node.mem_id] != weights[body.mem_id]


def _children(node: "LexborNode") -> "Iterator[LexborNode]":
    child = node.child
    while child is not None:
        if not _INNER.fullmatch(child.tag or ""):
            yield child
        child = child.next


def _weights(body: "LexborNode") -> Mapping[int, tuple[int, int]]:
    """For every element the characters of text that has stops in it, and of all text."""
    weights: dict[int, tuple[int, int]] = {}
    running = [(0, 0)]
    for kind, node in events(body):
        if kind == "enter":
            running.append((0, 0))
            continue
        if kind == "leave":
            stopped, size = weights[node.mem_id] = running.pop()
        else:
            text = node.text(deep=False)
            size = len(_BLANKS.sub("", text))
            stopped = size if size and _STOP.search(text) else 0
        running[-1] = (running[-1][0] + stopped, running[-1][1] + size)
    return weights


def headline(root: "LexborNode", pieces: Sequence[StyledLine]) -> list[StyledLine]:
    """The page's headline where it stands outside of the main text; empty where the text opens with it."""
    opening = _BLANKS.sub("", "".join(piece.text for piece in pieces[:10]))
    for text in _headlines(root):
        title = " ".join(text.split())
        if 4 <= len(title) <= _HEADLINE and not _FILE_NAME.fullmatch(title):
            return [] if _BLANKS.sub("", title) in opening else [StyledLine(title)]
    return []


def _headlines(root: "LexborNode") -> Iterator[str]:
    """What may be a page's headline, the surest first."""
    for node in root.css("h1"):
        yield node.text()
    page = root.parser
    for node in page.css("meta[name=ArticleTitle]") if page is not None else ():
        yield node.attributes.get("content") or ""
    for node in page.css("title") if page is not None else ():
        yield _SITE.split(node.text().strip(), maxsplit=1)[0]
