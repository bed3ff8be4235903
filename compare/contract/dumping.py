"""Takes a `Comparison` or a `Series`, gives its JSON text: fixed keys in a fixed order, one finding a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

import msgspec
from msgspec import convert

from compare.contract.documents import (
    VERSION,
    ChangeJson,
    ComparisonJson,
    Document,
    EditionAlone,
    EditionJson,
    EditJson,
    PairJson,
    PassageJson,
    PhraseJson,
    ScoresJson,
    SectionJson,
    SectionLineJson,
    SectionStopJson,
    SeriesJson,
    ShareJson,
    SourceJson,
    StopJson,
    SurvivalJson,
    TracedJson,
    TraceJson,
)
from compare.model import Change, Comparison, Edition, Phrase, Scores, Section, SectionLine, Series, Stop
from compare.text.cells import inert

_SPREAD = (ComparisonJson, SeriesJson, PairJson, EditionJson, TraceJson, TracedJson)
"""What is written a key a line, with lists an item a line; all else is one line."""


def dump(result: Comparison | Series, *, text: bool = True) -> str:
    """The JSON text of a result, ending in a newline; without `text` the editions' texts are left out."""
    if isinstance(result, Comparison):
        return written(_comparison_json(result, text=text))
    return written(_series_json(result, text=text))


def dump_edition(edition: Edition) -> str:
    """The JSON text of one edition, as it stands in a comparison."""
    fields = msgspec.structs.asdict(_edition_json(edition, {}, text=True))
    return written(EditionAlone(format="yoy/edition", version=VERSION, **fields))


def written(document: Document) -> str:
    """The text of a document, ending in a newline; nothing in it acts on a terminal."""
    return inert("".join(_spread(document))) + "\n"


def change_json(change: Change, comparison: Comparison) -> ChangeJson:
    """A change with the spans of its sentences."""
    return ChangeJson(
        id=change.id,
        kind=change.kind,
        moved=change.moved,
        score=change.score,
        confidence=change.confidence,
        old=tuple(comparison.old.sentences[number].span for number in change.old),
        new=tuple(comparison.new.sentences[number].span for number in change.new),
        why=change.why,
        weight=change.weight,
        edits=_json(change.edits, tuple[EditJson, ...] | None),
        signals=change.signals,
        evidence=change.evidence,
    )


def _json(noun: object, kind: Any) -> Any:  # noqa: ANN401 - msgspec checks that the noun has what the class names
    return convert(noun, kind, from_attributes=True)


def _comparison_json(comparison: Comparison, *, text: bool) -> ComparisonJson:
    return ComparisonJson(
        format="yoy/comparison",
        version=VERSION,
        old=_edition_json(comparison.old, {}, text=text),
        new=_edition_json(comparison.new, comparison.section_scores, text=text),
        sources=tuple(_edition_json(edition, {}, text=text) for edition in comparison.sources),
        **_findings(comparison),
    )


def _findings(comparison: Comparison) -> dict[str, Any]:
    return {
        "settings": dict(comparison.settings),
        "scheme": dict(comparison.scheme),
        "notices": comparison.notices,
        "sections": comparison.sections,
        "changes": tuple(change_json(change, comparison) for change in comparison.changes),
        "scores": _json(comparison.scores, ScoresJson),
        "passages": _json(comparison.passages, tuple[PassageJson, ...] | None),
        "figures": comparison.figures,
        "terms": comparison.terms,
        "followups": comparison.followups,
        "sentence_scores": tuple(map(dict, comparison.sentence_scores)),
        "measures": None if comparison.measures is None else dict(comparison.measures),
    }


def _edition_json(edition: Edition, scores: Mapping[str, Scores], *, text: bool) -> EditionJson:
    source = edition.source
    return EditionJson(
        id=edition.id,
        path=source.path,
        label=edition.label,
        title=edition.title,
        unit=edition.unit,
        period=edition.period,
        language=edition.language,
        sha256=source.sha256,
        characters=len(source.text),
        repairs=edition.repairs,
        source=_json(source, SourceJson),
        sections=tuple(_section_json(section, scores.get(section.id)) for section in edition.sections),
        sentences=edition.sentences,
        text=source.text if text else None,
    )


def _section_json(section: Section, scores: Scores | None) -> SectionJson:
    document: SectionJson = _json(section, SectionJson)
    return document if scores is None else msgspec.structs.replace(document, scores=_json(scores, ScoresJson))


def _series_json(series: Series, *, text: bool) -> SeriesJson:
    by_id = {edition.id: edition for edition in series.editions}
    others = {edition.id: edition for pair in series.pairs for edition in pair.sources if edition.id not in by_id}
    return SeriesJson(
        format="yoy/series",
        version=VERSION,
        notices=series.notices,
        editions=tuple(_edition_json(edition, {}, text=text) for edition in series.editions),
        sources=tuple(_edition_json(edition, {}, text=text) for edition in others.values()),
        pairs=tuple(_pair_json(pair) for pair in series.pairs),
        threads=tuple(tuple(_stop_json(stop, by_id) for stop in thread.stops) for thread in series.threads),
        matrix=_json(series.matrix, tuple[tuple[ShareJson, ...], ...]),
        sections=tuple(map(_section_line_json, series.sections)),
        survival=_json(series.survival, tuple[SurvivalJson, ...]),
        coined=tuple(map(_phrase_json, series.coined)),
        dropped=tuple(map(_phrase_json, series.dropped)),
    )


def _pair_json(pair: Comparison) -> PairJson:
    return PairJson(
        old=pair.old.id,
        new=pair.new.id,
        section_scores=_json(pair.section_scores, dict[str, ScoresJson]),
        sources=tuple(edition.id for edition in pair.sources),
        **_findings(pair),
    )


def _stop_json(stop: Stop, by_id: Mapping[str, Edition]) -> StopJson:
    sentences = by_id[stop.edition].sentences
    return StopJson(stop.edition, tuple(sentences[number].span for number in stop.sentences))


def _section_line_json(line: SectionLine) -> SectionLineJson:
    stops = zip(line.stops, _json(line.shares, tuple[ShareJson | None, ...]), strict=True)
    return SectionLineJson(line.title, line.level, tuple(SectionStopJson(*stop, share) for stop, share in stops))


def _phrase_json(phrase: Phrase) -> PhraseJson:
    origin = phrase.origin
    return PhraseJson(origin.edition, origin.span, phrase.first, phrase.last, phrase.editions)


def _spread(value: object) -> Iterator[str]:
    """The text of a document: a key a line, lists of things with keys an item a line, all else compact."""
    if isinstance(value, _SPREAD):
        yield from _fields(value)
    elif isinstance(value, tuple) and value and _is_long(value[0]):
        for number, item in enumerate(value):
            yield ",\n" if number else "[\n"
            yield from _spread(item)
        yield "]"
    else:
        yield _compact(value)


def _is_long(item: object) -> bool:
    return isinstance(item, Document | tuple | dict) or is_dataclass(item)


def _fields(document: Document) -> Iterator[str]:
    """A document's own fields before those of what it builds on; what says nothing is left out."""
    own = {name: place for place, name in enumerate(type(document).__annotations__)}
    fields = sorted(msgspec.structs.fields(document), key=lambda known: own.get(known.name, len(own)))
    said = [known for known in fields if known.required or getattr(document, known.name) != known.default]
    for number, known in enumerate(said):
        yield ",\n" if number else "{"
        yield f'"{known.encode_name}":'
        yield from _spread(getattr(document, known.name))
    yield "}"


def _compact(value: object) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half a character, as in a file's name of no encoding: the standard library writes it
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
