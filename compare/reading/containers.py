"""Files that hold a report among other things: EDGAR's full submissions, web archives, Word's XML behind any ending.

Takes a file, gives what its main document says; what stands beside it is left out, and said.
"""

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import compat32

from compare.errors import Unreadable
from compare.reading.plain import read_plain
from compare.reading.types import Extracted, File, ReadOptions
from compare.reading.web import read_web

_DOCUMENT = re.compile(rb"<DOCUMENT>(.*?)(?:</DOCUMENT>|\Z)", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(rb"<TYPE>[ \t]*([^\r\n<]+)", re.IGNORECASE)
_TEXT = re.compile(rb"<TEXT>(.*?)(?:</TEXT>|\Z)", re.DOTALL | re.IGNORECASE)
_WRAPPER = re.compile(rb"</?(?:XBRL|XML)>\s*", re.IGNORECASE)
_HTML = re.compile(rb"<(?:html|body|div|p|table|font)\b[^>]*>", re.IGNORECASE)
# What stands beside the report: exhibits, pictures, data.
_BESIDE = re.compile(rb"EX-|GRAPHIC|ZIP|XML|EXCEL|PDF|JSON|COVER|CORRESP", re.IGNORECASE)
# EDGAR's own marks in documents of plain text: pages, the rows and cells of tables.
_MARKS = re.compile(rb"^[ \t]*</?(?:PAGE|TABLE|CAPTION|S|C|FN|F\d+)>[^\r\n]*\r?\n?", re.MULTILINE | re.IGNORECASE)


def read_edgar(file: File, asked: ReadOptions) -> Extracted:
    """The main document of a submission, as a page or as text. Raises `Unreadable` where it holds none."""
    texts = [(_TYPE.search(held), _TEXT.search(held)) for held in _DOCUMENT.findall(file.data)]
    main = next((text[1] for kind, text in texts if kind and text and not _BESIDE.match(kind[1].strip())), None)
    if main is None:
        raise Unreadable(file.name, "no main document")
    inner = _WRAPPER.sub(b"", main.strip())
    is_page = bool(_HTML.search(inner[:20_000]))
    content = (
        read_web(File(file.name, inner), asked)
        if is_page
        else read_plain(File(file.name, _MARKS.sub(b"", inner)), asked)
    )
    return replace(content, repairs=("main document only", *content.repairs))


def read_archive(file: File, asked: ReadOptions) -> Extracted:
    """The page of a web archive (MHTML). Raises `Unreadable` where it holds none."""
    message = message_from_bytes(file.data, policy=compat32)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    data = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(data, bytes) or not data:
        raise Unreadable(file.name, "no main document")
    charset = page.get_content_charset()
    found = read_web(File(file.name, data), replace(asked, encoding=asked.encoding or charset))
    return replace(found, repairs=("web archive", *found.repairs))
