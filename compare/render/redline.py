"""A change in one line of text. Takes a comparison and a change, gives pieces: kept, deleted, inserted.

Kept and inserted pieces are the new sentences, kept and deleted ones the old sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compare.model import Change, Comparison, Edition, Language, Span

Op = Literal["keep", "delete", "insert"]

_BREAK = re.compile(r"[ \t\u3000]*[\r\n\x0b\x0c\x85\u2028\u2029]+[ \t\u3000]*")
_TOUCHED: tuple[Op, ...] = ("delete", "insert")
_GLUE = {"zh": "", "en": " "}
_REWRITTEN = 0.6
"""The share of touched text above which marks are noise, for a result whose settings do not say."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it stayed, went or came."""

    op: Op
    text: str


def redline(comparison: Comparison, change: Change) -> tuple[Piece, ...]:
    """The pieces of a marked change that has both sides, in reading order."""
    old, new = comparison.old, comparison.new
    news = [new.sentences[number].span for number in change.new]
    pieces: list[Piece] = []
    at = news[0][0]
    for edit in change.edits or ():
        gone = _within(old, [old.sentences[n].span for n in change.old], edit.old)
        come = _within(new, news, edit.new)
        if gone != come:
            pieces.append(Piece("keep", _within(new, news, (at, edit.new[0]))))
            pieces += [Piece("delete", gone), Piece("insert", come)]
            at = max(at, edit.new[1])
    pieces.append(Piece("keep", _within(new, news, (at, news[-1][1]))))
    return tuple(_joined(pieces))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with those between two kept ones made one deletion and one insertion."""
    waiting = {"delete": "", "insert": ""}
    for piece in pieces:
        if piece.op != "keep":
            waiting[piece.op] += piece.text
        elif piece.text:
            yield from (Piece(op, waiting[op]) for op in _TOUCHED if waiting[op])
            waiting = {"delete": "", "insert": ""}
            yield piece
    yield from (Piece(op, waiting[op]) for op in _TOUCHED if waiting[op])


def is_rewritten(comparison: Comparison, change: Change) -> bool:
    """Whether the change is better shown as old and new than word by word; so, too, where no word was marked."""
    if change.edits is None:
        return True
    limit = comparison.settings.get("rewritten_share", _REWRITTEN)
    whole = len(words_of(comparison.old, change.old)) + len(words_of(comparison.new, change.new))
    touched = sum(edit.old[1] - edit.old[0] + edit.new[1] - edit.new[0] for edit in change.edits)
    return touched > (limit if isinstance(limit, float) else _REWRITTEN) * whole


def words_of(edition: Edition, numbers: Sequence[int]) -> str:
    """The text of some sentences, as one line."""
    return flow(_GLUE[edition.language].join(edition.piece(number) for number in numbers), edition.language)


def flow(text: str, language: Language) -> str:
    """Text without the line breaks inside it: a blank stands for them in English, nothing in Chinese."""
    return _BREAK.sub(_GLUE[language], text)


def _within(edition: Edition, sentences: Sequence[Span], span: Span) -> str:
    """What of a span lies in the given sentences, as one line."""
    parts = (flow(edition.source.text[slice(*part)], edition.language) for part in _parts(sentences, span))
    return _GLUE[edition.language].join(parts)


def _parts(sentences: Sequence[Span], span: Span) -> Iterator[Span]:
    for start, end in sentences:
        part = max(start, span[0]), min(end, span[1])
        if part[0] < part[1]:
            yield part
