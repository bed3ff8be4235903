"""Takes a `Comparison` or a `Series`, gives its JSON text: fixed keys in a fixed order, one finding a line."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from compare.codes import Notice
from compare.model import (
    Change,
    Comparison,
    Edit,
    Edition,
    Evidence,
    Figure,
    FigureChange,
    FollowUp,
    Passage,
    Phrase,
    Scores,
    Section,
    SectionLine,
    SectionLink,
    Sentence,
    Series,
    Share,
    Signal,
    Source,
    Survival,
    Term,
)
from compare.settings import Settings
from compare.text.cells import inert

T = TypeVar("T")

Json = dict[str, object]
FORMAT, SERIES_FORMAT, EDITION_FORMAT, VERSION = "yoy/comparison", "yoy/series", "yoy/edition", 2

USUAL_FLOOR = Settings().rate_floor
"""The floor of a share that names none."""

_SPREAD = frozenset({"changes", "sentences", "threads"})
"""Objects with one of these keys are written a key a line, and their lists an item a line."""


def dump(result: Comparison | Series, *, text: bool = True) -> str:
    """The JSON text of a result, ending in a newline; without `text` the editions' texts are left out."""
    if isinstance(result, Comparison):
        return inert(_written({"format": FORMAT, "version": VERSION, **_comparison(result, text=text)})) + "\n"
    return inert(_written({"format": SERIES_FORMAT, "version": VERSION, **_series(result, text=text)})) + "\n"


def dump_edition(edition: Edition) -> str:
    """The JSON text of one edition, as it stands in a comparison."""
    return inert(_written({"format": EDITION_FORMAT, "version": VERSION, **_edition(edition, {}, text=True)})) + "\n"


def _comparison(found: Comparison, *, text: bool) -> Json:
    return {
        "settings": dict(found.settings),
        "scheme": dict(found.scheme),
        "notices": [notice_data(notice) for notice in found.notices],
        "old": _edition(found.old, {}, text=text),
        "new": _edition(found.new, found.section_scores, text=text),
        **({"sources": [_edition(edition, {}, text=text) for edition in found.sources]} if found.sources else {}),
        **_findings(found),
    }


def _series(found: Series, *, text: bool) -> Json:
    spans = {edition.id: edition.sentences for edition in found.editions}
    others = {edition.id: edition for pair in found.pairs for edition in pair.sources if edition.id not in spans}
    return {
        "notices": [notice_data(notice) for notice in found.notices],
        "editions": [_edition(edition, {}, text=text) for edition in found.editions],
        **({"sources": [_edition(edition, {}, text=text) for edition in others.values()]} if others else {}),
        "pairs": [_pair(pair) for pair in found.pairs],
        "threads": [
            [{"edition": s.edition, "spans": [spans[s.edition][n].span for n in s.sentences]} for s in thread.stops]
            for thread in found.threads
        ],
        "matrix": [[_share(share) for share in row] for row in found.matrix],
        "sections": [_section_line(line) for line in found.sections],
        "survival": [_survival(survival) for survival in found.survival],
        "coined": [_phrase(phrase) for phrase in found.coined],
        "dropped": [_phrase(phrase) for phrase in found.dropped],
    }


def notice_data(notice: Notice) -> Json:
    """A code and its facts."""
    facts = {name: notice_data(fact) if isinstance(fact, Notice) else fact for name, fact in notice.facts.items()}
    return {"code": notice.code, "facts": facts}


def _section_line(line: SectionLine) -> Json:
    return {
        "title": line.title,
        "level": line.level,
        "stops": [
            {"edition": edition, "section": section, "share": share and _share(share)}
            for (edition, section), share in zip(line.stops, line.shares, strict=True)
        ],
    }


def _survival(survival: Survival) -> Json:
    return {"edition": survival.edition, "years": survival.years, "share": survival.share and _share(survival.share)}


def _phrase(phrase: Phrase) -> Json:
    origin = phrase.origin
    told = {"edition": origin.edition, "span": origin.span, "first": phrase.first, "last": phrase.last}
    return {**told, "editions": phrase.editions}


def _pair(found: Comparison) -> Json:
    """A comparison inside a series: its editions by id, the scores of the new one's sections beside it."""
    return {
        "settings": dict(found.settings),
        "scheme": dict(found.scheme),
        "notices": [notice_data(notice) for notice in found.notices],
        "old": found.old.id,
        "new": found.new.id,
        "section_scores": {identity: _scores(scores) for identity, scores in found.section_scores.items()},
        **({"sources": [edition.id for edition in found.sources]} if found.sources else {}),
        **_findings(found),
    }


def _findings(found: Comparison) -> Json:
    """Everything between the editions; a finding nobody asked for has no key."""
    return _without_none(
        {
            "sections": [_section_link(link) for link in found.sections],
            "changes": [_change(change, found) for change in found.changes],
            "passages": _each(_passage, found.passages),
            "figures": _each(_figure_change, found.figures),
            "terms": _each(_term, found.terms),
            "followups": _each(_followup, found.followups),
            "scores": _scores(found.scores),
            "sentence_scores": [dict(scores) for scores in found.sentence_scores] or None,
            "measures": None if found.measures is None else dict(found.measures),
        }
    )


def _each(write: Callable[[T], Json], items: Iterable[T] | None) -> list[Json] | None:
    return None if items is None else [write(item) for item in items]


def _without_none(told: Json) -> Json:
    return {key: value for key, value in told.items() if value is not None}


def _edition(edition: Edition, scores: Mapping[str, Scores], *, text: bool) -> Json:
    source = edition.source
    return {
        "id": edition.id,
        "path": source.path,
        "label": edition.label,
        "title": edition.title,
        "unit": edition.unit,
        "period": edition.period,
        "language": edition.language,
        "sha256": source.sha256,
        "characters": len(source.text),
        **({"text": source.text} if text else {}),
        "repairs": list(edition.repairs),
        "source": _source(source),
        "sections": [_section(section, scores.get(section.id)) for section in edition.sections],
        "sentences": [_sentence(sentence) for sentence in edition.sentences],
    }


def _source(source: Source) -> Json:
    return {
        "format": source.format,
        "encoding": source.encoding,
        "repairs": list(source.repairs),
        "blocks": [{"span": b.span, "style": b.style, "level": b.level} for b in source.blocks],
    }


def _section(section: Section, scores: Scores | None) -> Json:
    return {
        "id": section.id,
        "parent": section.parent,
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "part": section.part,
        "heading": section.heading,
        "span": section.span,
        "first": section.first,
        "last": section.last,
        **({} if scores is None else {"scores": _scores(scores)}),
    }


def _sentence(sentence: Sentence) -> Json:
    return {
        "span": sentence.span,
        "role": sentence.role,
        "section": sentence.section,
        "paragraph": sentence.paragraph,
    }


def _section_link(link: SectionLink) -> Json:
    return {
        "kind": link.kind,
        "moved": link.moved,
        "score": link.score,
        "old": link.old,
        "new": link.new,
        "why": link.why,
    }


def _change(change: Change, found: Comparison) -> Json:
    return _without_none(
        {
            "id": change.id,
            "kind": change.kind,
            "moved": change.moved,
            "score": change.score,
            "confidence": change.confidence,
            "weight": change.weight,
            "old": [found.old.sentences[number].span for number in change.old],
            "new": [found.new.sentences[number].span for number in change.new],
            "edits": _each(_edit, change.edits),
            "signals": _each(_signal, change.signals),
            "why": change.why,
            "evidence": _each(_evidence, change.evidence),
        }
    )


def _evidence(evidence: Evidence) -> Json:
    return {"name": evidence.name, "odds": evidence.odds}


def _signal(signal: Signal) -> Json:
    return {
        "name": signal.name,
        "edit": signal.edit,
        "old": signal.old,
        "new": signal.new,
        "weight": signal.weight,
    }


def _edit(edit: Edit) -> Json:
    return {"op": edit.op, "old": edit.old, "new": edit.new, "class": edit.kind, "weight": edit.weight}


def _passage(passage: Passage) -> Json:
    return {
        "new": passage.new,
        "sources": [{"edition": origin.edition, "span": origin.span} for origin in passage.sources],
        "exact": passage.exact,
        **({"edits": [_edit(edit) for edit in passage.edits]} if passage.edits or not passage.exact else {}),
        "first": passage.first,
        "class": passage.kind,
        **({"alarm": notice_data(passage.alarm)} if passage.alarm else {}),
    }


def _figure_change(change: FigureChange) -> Json:
    return {
        "indicator": change.indicator,
        "measure": change.measure,
        "old": _figure(change.old),
        "new": _figure(change.new),
        "direction": change.direction,
        "difference": change.difference,
        "better": change.better,
    }


def _figure(figure: Figure | None) -> Json | None:
    if figure is None:
        return None
    return {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "masked": figure.masked,
        "span": figure.span,
    }


def _term(term: Term) -> Json:
    return {
        "term": term.term,
        "kind": term.kind,
        "old": term.old,
        "new": term.new,
        "g2": term.g2,
        "log_ratio": term.log_ratio,
        "p": term.p,
        "dispersion": term.dispersion,
    }


def _followup(followup: FollowUp) -> Json:
    return {"old": followup.old, "new": followup.new, "status": followup.status, "score": followup.score}


def _scores(scores: Scores) -> Json:
    return {name: _share(share) for name, share in scores.items()}


def _share(share: Share) -> Json:
    floor = {} if share.floor == USUAL_FLOOR else {"floor": share.floor}
    return {"count": share.count, "of": share.of, "rate": share.rate, **floor}


def _written(told: object) -> str:
    """A spread object: a key a line; lists of objects an item a line; all else compact."""
    if not isinstance(told, Mapping) or not _SPREAD & told.keys():
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    lines = (f"{json.dumps(key)}:{_value(value)}" for key, value in told.items())
    return "{" + ",\n".join(lines) + "}"


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], Mapping | list):
        return "[\n" + ",\n".join(_written(item) for item in value) + "]"
    return _written(value)
