"""Web pages (.html): the main text with its headings, tables as rows; scripts, menus and running heads left out."""

import codecs
import re
from itertools import groupby

from compare.errors import MissingExtra, Unreadable
from compare.reading.decoding import decode
from compare.reading.notes import note_blocks
from compare.reading.running_heads import furniture
from compare.reading.types import Extracted, File, ReadOptions, StyledLine, laid
from compare.reading.web.main import headline, main_text
from compare.reading.web.walk import PAGE, Walk, names

__all__ = ["read_web"]

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
_LIST = re.compile(r"\s*\[\s*(<.*>)\s*\]\s*", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
# Elements that hold nothing, or that the next of their kind closes.
_FLAT = names(
    "a area base br caption col colgroup dd dt embed hr img input li link meta optgroup option p param source tbody td tfoot"
    " th thead tr track wbr"
)
# A page that is XML may close an element in its own tag; an HTML parser takes all that follows for a script's text.
_XML = re.compile(r"\ufeff?\s*<\?xml\b")
_EMPTY = re.compile(r"<(script|style|title|textarea|iframe|noscript)(\s[^<>]{0,2000})?/>", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<=>)\s*,\s*(?=<)")


def read_web(file: File, asked: ReadOptions) -> Extracted:
    """The main text of a web page. Raises `Unreadable`; `MissingExtra` where no HTML parser is installed."""
    try:
        # An extra of 8 MB that only web pages need.
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise MissingExtra(file.name, "parser missing", command="pip install 'yoy-reports[html]'") from None
    text, encoding, guessed = decode(file, asked.encoding or _declared(file.data), asked.settings)
    repairs = [f"decoded {encoding}"] * guessed
    if listed := _LIST.fullmatch(text):
        text = _BETWEEN.sub("", listed.group(1))
        repairs.append("list of fragments")
    if _XML.match(text):
        text = _EMPTY.sub(r"<\1\2></\1>", text)
    if _depth(text) > asked.settings.html_deepest:
        raise Unreadable(file.name, "nesting", levels=asked.settings.html_deepest, setting="html_deepest")
    root = LexborHTMLParser(text).body
    if root is None:
        return Extracted("", encoding, tuple(repairs))
    main, cut = main_text(root, asked.settings.main_share)
    walk = Walk(asked.settings)
    pieces = walk.pieces(main)
    kept = _without_heads(pieces)
    if cut:
        repairs.append("main text only")
    repairs += ["page furniture"] * (len(kept) < sum(piece.style != PAGE for piece in pieces))
    repairs += ["struck text left out"] * walk.struck
    repairs += ["tables as rows"] * any(piece.style == "table" for piece in kept)
    laid_out, blocks = laid([*(headline(root, kept) if cut else ()), *kept])
    return Extracted(laid_out, encoding, tuple(repairs), (*blocks, *note_blocks(laid_out)))


def _depth(text: str) -> int:
    """How deep the elements of a page may nest at most, told from its tags alone, before anything is built."""
    depth = deepest = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _FLAT:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _declared(data: bytes) -> str | None:
    """The encoding that the page names, where it holds: pages that are UTF-8 often keep an old name."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    named = _DECLARED.search(data[:4096])
    try:
        name = codecs.lookup(named.group(1).decode()).name if named else ""
        wider = _WIDER.get(name, name)
        data.decode(wider or "ascii")
    except (LookupError, UnicodeError):
        return None
    return wider


def _without_heads(pieces: list[StyledLine]) -> list[StyledLine]:
    """The pieces without page breaks and without what repeats beside them."""
    pages = [list(group) for breaks, group in groupby(pieces, lambda piece: piece.style == PAGE) if not breaks]
    filled = [[piece for piece in page if piece.text.strip()] for page in pages]
    if len(filled) < 5:
        return [piece for page in pages for piece in page]
    away = furniture([[piece.text for piece in page] for page in filled], reach=5, least=max(3, len(filled) // 50))
    gone = {id(filled[page][at]) for page, at in away}
    return [piece for page in pages for piece in page if id(piece) not in gone]
