"""The nouns. Frozen data, no behaviour beyond derived facts; imports only the codes and `Source`.

Every span is `[start, end)` in code points of `Source.text`. Text lives once; everything else holds spans, or the
numbers of sentences (places in `Edition.sentences`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from compare.codes import Notice, SignalName
from compare.source import Source, Span

Language = Literal["zh", "en"]
Part = Literal["review", "plan", "problems", "integrity", "other"]
Role = Literal["heading", "body", "salutation", "furniture", "table"]
Kind = Literal["unchanged", "updated", "edited", "added", "removed"]
SectionKind = Literal["same", "renamed", "split", "merged", "added", "removed"]
EditOp = Literal["replace", "insert", "delete"]
EditClass = Literal["wording", "figure", "date", "meeting", "mask", "punctuation", "numbering"]
PhraseClass = Literal["slot", "formula", "own", "upstream", "peer", "new"]
EvidenceName = Literal[
    "wording", "rare words", "no rival", "place", "part", "form", "surroundings", "neighbours", "sections", "length"
]
Direction = Literal["up", "down", "same", "unknown"]
FollowStatus = Literal["met", "missed", "exceeded", "answered", "repeated", "not mentioned", "undecidable"]
TermKind = Literal["first used", "revived", "dropped", "rising", "falling"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading, salutation, furniture line, table row) and the section it stands in.

    `span` may cover hard line breaks. `paragraph` counts paragraphs from 0.
    """

    span: Span
    role: Role
    section: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; an untitled stretch has `heading` None and an empty title.

    `id` is dotted ("2.1"); `parent` is the id above, or "". `span` covers heading, body and subsections.
    `first`, `last` are its sentences as a half-open range, subsections included.
    """

    id: str
    parent: str
    number: str
    title: str
    level: int
    part: Part
    heading: Span | None
    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One report: a flat run of sentences, and sections as ranges over it."""

    id: str
    source: Source
    label: str
    title: str
    unit: str
    period: str
    language: Language
    repairs: tuple[str, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]

    def piece(self, number: int) -> str:
        """The words of one sentence as a reader sees them: its stretch of the text, markup blanked."""
        start, end = self.sentences[number].span
        return self.source.shown[start:end]

    def section(self, identity: str) -> Section:
        """The section with this id; KeyError where there is none."""
        for section in self.sections:
            if section.id == identity:
                return section
        raise KeyError(identity)


@dataclass(frozen=True, slots=True)
class SectionLink:
    """Which sections answer to which (ids); one side is empty for an added or removed one."""

    kind: SectionKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    score: float
    why: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Which sentences answer to which: numbers of sentences, ascending; one side may be empty.

    `score` is how alike (Indel similarity of the skeletons, 0-1), `confidence` the linker's own probability, `why` the
    pass that made it.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    confidence: float
    why: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """All section links and all sentence links of a pair; every sentence of either edition is in exactly one link."""

    sections: tuple[SectionLink, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One word edit inside a change; an empty span marks the place of an insertion or deletion."""

    op: EditOp
    old: Span
    new: Span
    kind: EditClass
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Signal:
    """A quiet change: its name (softened, target lowered, ...) and the number of the edit that carries it, or -1.

    `old` and `new` are the words that carry it (None where a side has none); `weight`, 0-1, ranks it among the others.
    """

    name: SignalName
    edit: int = -1
    old: Span | None = None
    new: Span | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What spoke for a link: what it adds to the log-odds of the average candidate; below 0 it spoke against."""

    name: EvidenceName
    odds: float


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence link with its kind. `edits`, `signals` and `evidence` are None where nobody asked for them.

    `evidence` is empty where none was weighed: a person decided, the texts are equal, or nothing answers.
    """

    id: int
    kind: Kind
    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    confidence: float
    why: str
    moved: bool = False
    weight: float | None = None
    edits: tuple[Edit, ...] | None = None
    signals: tuple[Signal, ...] | None = None
    evidence: tuple[Evidence, ...] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a passage stood before: an edition's id and a span of its text."""

    edition: str
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the new edition that stands in an earlier one. `first` is the period in which it was first said."""

    new: Span
    sources: tuple[Origin, ...]
    exact: bool
    first: str
    kind: PhraseClass
    edits: tuple[Edit, ...] = ()
    alarm: Notice | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the text gives it; `value` is None where it is masked or has no single value."""

    text: str
    value: float | None
    unit: str
    masked: bool
    span: Span


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One indicator in both editions; a side is None where the indicator is not given."""

    indicator: str
    measure: str
    old: Figure | None
    new: Figure | None
    direction: Direction
    difference: float | None = None
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term whose use changed: counts, G2, log ratio, adjusted p, dispersion (0 even, 0.9 all in one tenth of the text)."""

    term: str
    kind: TermKind
    old: int
    new: int
    g2: float
    log_ratio: float
    p: float = 1.0
    dispersion: float = 0.0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise of the old edition, or a forecast, and what became of it: each once, with one status.

    `new` is the evidence, None where there is none. Where figures decide, `target` and `outturn` are they, and
    `difference` is the outturn less the target in the target's unit.
    """

    old: Span
    new: Span | None
    status: FollowStatus
    score: float
    forecast: bool = False
    target: Figure | None = None
    outturn: Figure | None = None
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of a total, in characters. No rate where the total is below `floor`, `Settings.rate_floor` of the run."""

    count: int
    of: int
    floor: int

    @property
    def rate(self) -> float | None:
        """The share, 0-1, or None where too little was counted for a rate."""
        return self.count / self.of if self.of >= self.floor else None


Scores = Mapping[str, Share]

STALE_YEARS = 10
"""The oldest age that the stale index knows: ten times its rate is the mean age of own phrasing in years."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a person decided about links, by sentence numbers: pairs to force or forbid, sentences to align to nothing."""

    force: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    forbid: tuple[tuple[int, int], ...] = ()
    lone_old: tuple[int, ...] = ()
    lone_new: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions and all that was found. A finding is None where it was not computed, empty where there is none."""

    old: Edition
    new: Edition
    sections: tuple[SectionLink, ...]
    changes: tuple[Change, ...]
    scores: Scores
    section_scores: Mapping[str, Scores] = field(default_factory=dict)
    passages: tuple[Passage, ...] | None = None
    figures: tuple[FigureChange, ...] | None = None
    terms: tuple[Term, ...] | None = None
    followups: tuple[FollowUp, ...] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    scheme: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    measures: Mapping[str, float] | None = None
    sentence_scores: tuple[Mapping[str, int], ...] = ()
    """Characters of each new sentence by class, and how many are recycled; told beside passages."""

    sources: tuple[Edition, ...] = ()
    """The other editions that its passages name: earlier ones, superiors' and other units'."""

    @property
    def named(self) -> Mapping[str, Edition]:
        """Every edition that a passage can name, by id."""
        return {edition.id: edition for edition in (self.old, self.new, *self.sources)}


@dataclass(frozen=True, slots=True)
class Stop:
    """One station of a thread: an edition and the sentences (numbers) that stand there."""

    edition: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A sentence's life through the editions, oldest first; a gap is an edition without a stop."""

    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section's way through the editions, oldest first: (edition id, section id), and its shares of one score.

    A share is None where the section has none (the first edition has nothing to be compared with). `title` is the last
    one it had.
    """

    title: str
    level: int
    stops: tuple[tuple[str, str], ...]
    shares: tuple[Share | None, ...]


@dataclass(frozen=True, slots=True)
class Survival:
    """Of the grams first said in an edition, how many still stand in the one `years` later; None where there is none."""

    edition: str
    years: int
    share: Share | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the series: where it was first (or, if dropped, last) said, and in how many editions."""

    origin: Origin
    first: str
    last: str
    editions: int


@dataclass(frozen=True, slots=True)
class Series:
    """Editions in order, the comparisons of neighbours, the threads through them.

    `matrix[i][j]` is the share of edition i's counted text that stands in edition j. `coined` are phrases never said
    before and taken up, `dropped` those not said any more.
    """

    editions: tuple[Edition, ...]
    pairs: tuple[Comparison, ...]
    threads: tuple[Thread, ...]
    matrix: tuple[tuple[Share, ...], ...]
    notices: tuple[Notice, ...] = ()
    sections: tuple[SectionLine, ...] = ()
    survival: tuple[Survival, ...] = ()
    coined: tuple[Phrase, ...] = ()
    dropped: tuple[Phrase, ...] = ()
