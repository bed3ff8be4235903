"""The contract: what the JSON of a result holds, as classes that msgspec checks and draws up schemas of.

What differs in JSON from the nouns of `compare.model` (spans for numbers of sentences, rates, editions by id) has a
class of its own; all else is the noun itself. `tools/schemas.py` writes `docs/*.schema.json`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct, field

from compare.codes import Notice
from compare.model import (
    EditClass,
    EditOp,
    Evidence,
    FigureChange,
    FollowUp,
    Kind,
    Language,
    Origin,
    Part,
    PhraseClass,
    SectionLink,
    Sentence,
    Signal,
    Term,
)
from compare.settings import Settings
from compare.source import Block, Span

VERSION: Final = 2
"""Of all formats: 2 writes a notice as a code with its facts, where 1 had one line of both. Version 1 is read, too."""

USUAL_FLOOR = Settings().rate_floor

Natural = Annotated[int, Meta(ge=0)]
Rate = Annotated[float, Meta(ge=0, le=1)]


class Document(Struct, frozen=True, omit_defaults=True):
    """A part of the contract. A key that is left out holds what its noun holds where nothing was said."""


class ShareJson(Document, frozen=True):
    """Characters counted out of a total; no rate below the floor (`Settings.rate_floor` where it is not given)."""

    count: int
    of: Natural
    rate: float | None
    floor: Natural = USUAL_FLOOR

    def __post_init__(self) -> None:
        """The usual floor is the very object that is the default: msgspec leaves out what is it, not what equals it."""
        if self.floor == USUAL_FLOOR:
            msgspec.structs.force_setattr(self, "floor", USUAL_FLOOR)


ScoresJson = Mapping[str, ShareJson]


class EditJson(Document, frozen=True):
    """One word edit; an empty span marks the place of an insertion or deletion."""

    op: EditOp
    old: Span
    new: Span
    kind: EditClass = field(name="class")
    weight: float


class ChangeJson(Document, frozen=True, kw_only=True):
    """A sentence link with its kind; `old` and `new` are spans of sentences."""

    id: Natural
    kind: Kind
    moved: bool
    score: Rate
    confidence: Rate
    weight: Rate | None = None
    old: tuple[Span, ...]
    new: tuple[Span, ...]
    edits: tuple[EditJson, ...] | None = None
    signals: tuple[Signal, ...] | None = None
    why: str
    evidence: tuple[Evidence, ...] | None = None


class PassageJson(Document, frozen=True, kw_only=True):
    """A stretch of the new edition that stands in an earlier one."""

    new: Span
    sources: tuple[Origin, ...]
    exact: bool
    edits: tuple[EditJson, ...] = ()
    first: str
    kind: PhraseClass = field(name="class")
    alarm: Notice | None = None


class SectionJson(Document, frozen=True):
    """A heading and what stands under it; `first` and `last` are its sentences as a half-open range."""

    id: str
    parent: str
    number: str
    title: str
    level: Natural
    part: Part
    heading: Span | None
    span: Span
    first: Natural
    last: Natural
    scores: ScoresJson | None = None


class SourceJson(Document, frozen=True):
    """How a file was read."""

    format: str
    encoding: str
    repairs: tuple[str, ...]
    blocks: tuple[Block, ...]


class EditionJson(Document, frozen=True, kw_only=True):
    """One report. Spans count code points of its text, which may be left out: then the file itself is needed."""

    id: str
    path: str
    label: str
    title: str
    unit: str
    period: str
    language: Language
    sha256: str
    characters: Natural
    text: str | None = None
    repairs: tuple[str, ...]
    source: SourceJson
    sections: tuple[SectionJson, ...]
    sentences: tuple[Sentence, ...]


class Findings(Document, frozen=True, kw_only=True):
    """What is between two editions; a finding that nobody asked for has no key."""

    settings: dict[str, bool | int | float | str | tuple[str, ...]]
    scheme: dict[str, str]
    notices: tuple[Notice, ...]
    sections: tuple[SectionLink, ...]
    changes: tuple[ChangeJson, ...]
    passages: tuple[PassageJson, ...] | None = None
    figures: tuple[FigureChange, ...] | None = None
    terms: tuple[Term, ...] | None = None
    followups: tuple[FollowUp, ...] | None = None
    scores: ScoresJson
    sentence_scores: tuple[dict[str, int], ...] = ()
    measures: dict[str, float] | None = None


class ComparisonJson(Findings, frozen=True, kw_only=True):
    """What `yoy report OLD NEW --format json` prints. An absent finding was not computed, an empty one found nothing."""

    format: Literal["yoy/comparison"]
    version: Literal[2]
    old: EditionJson
    new: EditionJson
    sources: tuple[EditionJson, ...] = ()


class PairJson(Findings, frozen=True, kw_only=True):
    """A comparison inside a series: its editions by id, the scores of the new one's sections beside them."""

    old: str
    new: str
    section_scores: dict[str, ScoresJson]
    sources: tuple[str, ...] = ()


class StopJson(Document, frozen=True):
    """A station of a thread: an edition's id and the spans of the sentences that stand there."""

    edition: str
    spans: tuple[Span, ...]


class SectionStopJson(Document, frozen=True):
    """A section on its way through the editions, with its share of recycled phrasing."""

    edition: str
    section: str
    share: ShareJson | None


class SectionLineJson(Document, frozen=True):
    """A section's way through the editions, oldest first."""

    title: str
    level: Natural
    stops: tuple[SectionStopJson, ...]


class SurvivalJson(Document, frozen=True):
    """How much of an edition's new phrasing still stands `years` later; null where no edition can say."""

    edition: str
    years: Natural
    share: ShareJson | None


class PhraseJson(Document, frozen=True):
    """A phrase of the series: where it was first (or, if dropped, last) said, from when to when, in how many editions."""

    edition: str
    span: Span
    first: str
    last: str
    editions: Natural


class SeriesJson(Document, frozen=True, kw_only=True):
    """What `yoy series --format json` prints: editions in order, the comparisons of neighbours, the threads."""

    format: Literal["yoy/series"]
    version: Literal[2]
    notices: tuple[Notice, ...]
    editions: tuple[EditionJson, ...]
    sources: tuple[EditionJson, ...] = ()
    pairs: tuple[PairJson, ...]
    threads: tuple[tuple[StopJson, ...], ...]
    matrix: tuple[tuple[ShareJson, ...], ...]
    sections: tuple[SectionLineJson, ...]
    survival: tuple[SurvivalJson, ...]
    coined: tuple[PhraseJson, ...]
    dropped: tuple[PhraseJson, ...]


class HitJson(Document, frozen=True):
    """A place that says the words, or nearly: its span, its sentence's number, how alike, the text around it."""

    span: Span
    sentence: Natural
    score: Rate
    left: str | None = None
    match: str | None = None
    right: str | None = None


class TracedJson(Document, frozen=True):
    """An edition that was asked for the words, and the places that say them."""

    id: str
    label: str
    period: str
    path: str
    sha256: str
    hits: tuple[HitJson, ...]


class TraceJson(Document, frozen=True, kw_only=True):
    """What `yoy series --trace WORDS --format json` prints: for each edition where it says the words."""

    format: Literal["yoy/trace"]
    version: Literal[2]
    text: str
    notices: tuple[Notice, ...]
    editions: tuple[TracedJson, ...]


class EditionAlone(EditionJson, frozen=True, kw_only=True):
    """What `yoy outline FILE --json` prints."""

    format: Literal["yoy/edition"]
    version: Literal[2]


DOCUMENTS: Mapping[str, type[Document]] = {"comparison": ComparisonJson, "series": SeriesJson, "trace": TraceJson}
"""The formats that have a schema in docs/."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a format: what is written has these keys and no others."""
    (root,), parts = msgspec.json.schema_components([DOCUMENTS[name]], ref_template="#/$defs/{name}")
    top = parts.pop(root["$ref"].rpartition("/")[2])
    for part in (top, *parts.values()):
        if "properties" in part:
            part["additionalProperties"] = False
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"yoy/{name}, version {VERSION}"}
    return {**top, **about, "$defs": parts}
