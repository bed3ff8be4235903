"""A change in one line of text. Takes a comparison and a change, gives pieces: kept, deleted, inserted.

Kept and inserted pieces are the new sentences, kept and deleted ones the old sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from compare.model import Change, Comparison, Edit, Edition, Language, Passage
from compare.source import Span

Op = Literal["keep", "delete", "insert"]

_BREAK = re.compile(r"[ \t\u3000]*[\r\n\x0b\x0c\x85\u2028\u2029]+[ \t\u3000]*")
_GLUE = {"zh": "", "en": " "}
_ISLAND = 2
"""Characters between two edits of a passage that nobody reads as kept."""

_REWRITTEN = 0.6
"""The share of touched text above which marks are noise, for a result whose settings do not say."""


@dataclass(frozen=True, slots=True)
class RedlinePiece:
    """A stretch of text, and whether it stayed, went or came."""

    op: Op
    text: str


def redline(comparison: Comparison, change: Change) -> tuple[RedlinePiece, ...]:
    """The pieces of a marked change that has both sides, in reading order."""
    old, new = comparison.old, comparison.new
    olds = [old.sentences[number].span for number in change.old]
    news = [new.sentences[number].span for number in change.new]
    pieces: list[RedlinePiece] = []
    at = news[0][0]
    for gone, come in _joined(comparison, change.edits or ()):
        pieces.append(RedlinePiece("keep", _within(new, news, (at, come[0]))))
        went = _within(old, olds, _with_blank(comparison, gone, come))
        pieces += [RedlinePiece("delete", went), RedlinePiece("insert", _within(new, news, come))]
        at = come[1]
    pieces.append(RedlinePiece("keep", _within(new, news, (at, news[-1][1]))))
    return tuple(piece for piece in pieces if piece.text)


def passage_redline(comparison: Comparison, passage: Passage) -> tuple[RedlinePiece, ...]:
    """The pieces of a passage: its text with what its first source said in other words; one piece where it is exact."""
    new = comparison.new
    source = comparison.named.get(passage.sources[0].edition)
    pieces: list[RedlinePiece] = []
    at = passage.new[0]
    for gone, come in _without_islands(passage.edits) if source else ():
        pieces.append(RedlinePiece("keep", flow(new.source.text[at : come[0]], new.language)))
        if source is not None:
            pieces.append(RedlinePiece("delete", flow(source.source.text[slice(*gone)], new.language)))
        pieces.append(RedlinePiece("insert", flow(new.source.text[slice(*come)], new.language)))
        at = come[1]
    pieces.append(RedlinePiece("keep", flow(new.source.text[at : passage.new[1]], new.language)))
    return tuple(piece for piece in pieces if piece.text)


def _without_islands(edits: Iterable[Edit]) -> Iterator[tuple[Span, Span]]:
    """The old and new spans of a passage's edits, those of wording with a character or two between them made one."""
    before: Edit | None = None
    for edit in edits:
        if before is not None and before.kind == edit.kind == "wording" and edit.new[0] - before.new[1] <= _ISLAND:
            before = replace(before, old=(before.old[0], edit.old[1]), new=(before.new[0], edit.new[1]))
            continue
        if before is not None:
            yield before.old, before.new
        before = edit
    if before is not None:
        yield before.old, before.new


def _joined(comparison: Comparison, edits: Iterable[Edit]) -> list[tuple[Span, Span]]:
    """The old and new spans of the edits, those with nothing but blanks between them made one."""
    old, new = comparison.old.source.text, comparison.new.source.text
    spans: list[tuple[Span, Span]] = []
    for edit in edits:
        if old[slice(*edit.old)] == new[slice(*edit.new)]:
            continue
        if spans:
            gone, come = spans[-1]
            between = old[gone[1] : edit.old[0]] + new[come[1] : edit.new[0]]
            if not between.strip():
                spans[-1] = (gone[0], edit.old[1]), (come[0], edit.new[1])
                continue
        spans.append((edit.old, edit.new))
    return spans


def _with_blank(comparison: Comparison, gone: Span, come: Span) -> Span:
    """The deleted span with the blank before it where the new text has none there, without where it has one.

    Words must not run together, and no blank stands twice.
    """
    old, new = comparison.old.source.text, comparison.new.source.text
    while gone[0] < gone[1] and old[gone[0]].isspace() and new[max(0, come[0] - 1)].isspace():
        gone = gone[0] + 1, gone[1]
    if gone[0] < gone[1] and old[gone[0] - 1 : gone[0]].isspace() and not new[come[0] - 1 : come[0]].isspace():
        return gone[0] - 1, gone[1]
    return gone


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
