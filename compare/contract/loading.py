"""Takes JSON text that `dump` wrote, gives the `Comparison` or `Series` it was written from.

msgspec checks every value and names the place of one that is wrong; what is left to check here is that what is named
by its span or its id is there.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, convert

from compare.codes import Notice
from compare.contract.documents import (
    VERSION,
    ChangeJson,
    ComparisonJson,
    EditionJson,
    Findings,
    PairJson,
    PhraseJson,
    SectionLineJson,
    SeriesJson,
    ShareJson,
    StopJson,
)
from compare.contract.first_version import upgraded
from compare.errors import BadOption, Unreadable
from compare.model import (
    Change,
    Comparison,
    Edit,
    Edition,
    Origin,
    Passage,
    Phrase,
    Section,
    SectionLine,
    Series,
    Share,
    Stop,
    Survival,
    Thread,
)
from compare.reading import read as read_source
from compare.settings import Settings
from compare.source import Source, Span

T = TypeVar("T")

SentenceNumbers = Mapping[Span, int]
"""The number of the sentence with a span."""

Reread = Callable[[str, str], Source]
"""Reads a source again: path and encoding in, `Source` out."""


class _Head(Struct, frozen=True):
    format: str
    version: int


class _Broken(Exception):
    """What a result names and does not hold."""

    def __init__(self, place: str, named: object) -> None:
        super().__init__(place, named)
        self.notice = Notice("nothing there", {"place": place, "named": str(named)})


def read_again(path: str, encoding: str) -> Source:
    """The source behind a result that holds no text, read as it was read then."""
    return read_source(path, encoding=encoding or None, settings=Settings())


def load(text: str, *, name: str = "result", reread: Reread = read_again) -> Comparison | Series:
    """The result that `dump` wrote. A result without text needs its files, and says so where they have changed.

    Raises `BadOption` for a text that is no result, `Unreadable` for a source that is missing or another one now.
    """
    head = _head(text, name)
    kinds: Mapping[str, type[ComparisonJson | SeriesJson]] = {
        "yoy/comparison": ComparisonJson,
        "yoy/series": SeriesJson,
    }
    if head.format not in kinds or head.version not in (1, VERSION):
        known, latest = "yoy/comparison", VERSION
        raise BadOption(name, "another result", format=head.format, version=head.version, known=known, latest=latest)
    try:
        document = _document(text, kinds[head.format], head.version)
        return _comparison(document, reread) if isinstance(document, ComparisonJson) else _series(document, reread)
    except msgspec.ValidationError as fault:
        raise BadOption(name, "broken result", why=str(fault)) from None
    except _Broken as fault:
        raise BadOption(name, "broken result", why=fault.notice) from None
    except (RecursionError, UnicodeEncodeError):  # endless nesting, half a character where a name must stand
        raise BadOption(name, "no result") from None


def _head(text: str, name: str) -> _Head:
    try:
        return _decoded(text, _Head)
    except (ValueError, RecursionError):  # msgspec's faults are among the former
        raise BadOption(name, "no result") from None


def _document(text: str, kind: type[T], version: int) -> T:
    if version == VERSION:
        return _decoded(text, kind)
    return convert(upgraded(json.loads(text)), kind)


def _decoded(text: str, kind: type[T]) -> T:
    """The text as a class; half characters, which msgspec refuses, are read by the standard library."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeEncodeError):
        return convert(json.loads(text), kind)


def _noun(document: object, kind: type[T]) -> T:
    """A document as the noun that has the same names."""
    return convert(document, kind, from_attributes=True)


def _maybe(document: object | None, kind: type[T]) -> T | None:
    return None if document is None else _noun(document, kind)


def _comparison(document: ComparisonJson, reread: Reread) -> Comparison:
    old, new = _edition(document.old, reread), _edition(document.new, reread)
    scores = {part.id: part.scores for part in document.new.sections if part.scores is not None}
    return _compared(document, old, new, scores, tuple(_edition(edition, reread) for edition in document.sources))


def _series(document: SeriesJson, reread: Reread) -> Series:
    editions = tuple(_edition(edition, reread) for edition in document.editions)
    by_id = {edition.id: edition for edition in (*editions, *(_edition(one, reread) for one in document.sources))}
    numbers = {edition.id: _numbers(edition) for edition in editions}
    threads = (
        Thread(tuple(_stop(stop, numbers, f"$.threads[{n}]") for stop in thread))
        for n, thread in enumerate(document.threads)
    )
    return Series(
        editions,
        tuple(_pair(pair, by_id, f"$.pairs[{n}]") for n, pair in enumerate(document.pairs)),
        tuple(threads),
        _noun(document.matrix, tuple[tuple[Share, ...], ...]),
        document.notices,
        tuple(map(_section_line, document.sections)),
        _noun(document.survival, tuple[Survival, ...]),
        tuple(map(_phrase, document.coined)),
        tuple(map(_phrase, document.dropped)),
    )


def _pair(document: PairJson, by_id: Mapping[str, Edition], place: str) -> Comparison:
    old, new, *sources = (_named(by_id, one, place) for one in (document.old, document.new, *document.sources))
    return _compared(document, old, new, document.section_scores, tuple(sources), place)


def _compared(
    document: Findings,
    old: Edition,
    new: Edition,
    section_scores: Mapping[str, Mapping[str, ShareJson]],
    sources: tuple[Edition, ...],
    place: str = "$",
) -> Comparison:
    numbers = _numbers(old), _numbers(new)
    return Comparison(
        old=old,
        new=new,
        sections=document.sections,
        changes=tuple(_change(one, numbers, f"{place}.changes[{n}]") for n, one in enumerate(document.changes)),
        scores=_noun(document.scores, dict[str, Share]),
        section_scores=_noun(section_scores, dict[str, dict[str, Share]]),
        passages=_maybe(document.passages, tuple[Passage, ...]),
        figures=document.figures,
        terms=document.terms,
        followups=document.followups,
        settings=document.settings,
        scheme=document.scheme,
        notices=document.notices,
        measures=document.measures,
        sentence_scores=document.sentence_scores,
        sources=sources,
    )


def _change(document: ChangeJson, numbers: tuple[SentenceNumbers, SentenceNumbers], place: str) -> Change:
    old, new = (
        tuple(_named(numbers[side], span, f"{place}.{name}") for span in spans)
        for side, (name, spans) in enumerate((("old", document.old), ("new", document.new)))
    )
    return Change(
        id=document.id,
        kind=document.kind,
        old=old,
        new=new,
        score=document.score,
        confidence=document.confidence,
        why=document.why,
        moved=document.moved,
        weight=document.weight,
        edits=_maybe(document.edits, tuple[Edit, ...]),
        signals=document.signals,
        evidence=document.evidence,
    )


def _named(known: Mapping[Any, T], name: object, place: str) -> T:
    try:
        return known[name]
    except KeyError:
        raise _Broken(place, name) from None


def _numbers(edition: Edition) -> SentenceNumbers:
    return {sentence.span: number for number, sentence in enumerate(edition.sentences)}


def _edition(document: EditionJson, reread: Reread) -> Edition:
    return Edition(
        id=document.id,
        source=_source(document, reread),
        label=document.label,
        title=document.title,
        unit=document.unit,
        period=document.period,
        language=document.language,
        repairs=document.repairs,
        sections=_noun(document.sections, tuple[Section, ...]),
        sentences=document.sentences,
    )


def _source(document: EditionJson, reread: Reread) -> Source:
    about, text = document.source, document.text
    if text is None:
        again = reread(document.path, about.encoding)
        if again.sha256 != document.sha256 or len(again.text) != document.characters:
            raise Unreadable(PurePath(document.path).name, "another file")
        text = again.text
    return Source(document.path, text, document.sha256, about.format, about.encoding, about.repairs, about.blocks)


def _stop(document: StopJson, numbers: Mapping[str, SentenceNumbers], place: str) -> Stop:
    known = _named(numbers, document.edition, place)
    return Stop(document.edition, tuple(_named(known, span, place) for span in document.spans))


def _section_line(document: SectionLineJson) -> SectionLine:
    stops = tuple((stop.edition, stop.section) for stop in document.stops)
    return SectionLine(
        document.title, document.level, stops, tuple(_maybe(stop.share, Share) for stop in document.stops)
    )


def _phrase(document: PhraseJson) -> Phrase:
    return Phrase(Origin(document.edition, document.span), document.first, document.last, document.editions)
