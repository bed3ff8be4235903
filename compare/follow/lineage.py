"""The lineage of a phrase or sentence: takes a typed text and editions, gives where each edition says it.

A phrase is found by its letters (width, script, blanks and punctuation do not matter), inside one sentence; where an
edition does not say it, a text of some length is looked for in its nearest wording, figures and dates aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from compare.codes import Notice
from compare.model import Edition
from compare.settings import Settings
from compare.source import Span
from compare.text.forms import Form, letters, skeleton


@dataclass(frozen=True, slots=True)
class Hit:
    """Where an edition says it: the source span, the sentence's number; `score` is 1 where the wording is the same."""

    span: Span
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class Station:
    """An edition and its hits in order; none where it does not say it."""

    edition: str
    period: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A text that was looked for, the editions it was looked for in, a station for each, notices (codes)."""

    text: str
    editions: tuple[Edition, ...]
    stations: tuple[Station, ...]
    notices: tuple[Notice, ...] = ()


def trace(text: str, editions: Sequence[Edition], *, settings: Settings) -> tuple[Station, ...]:
    """A station for every edition, in the order given."""
    return tuple(
        Station(edition.id, edition.period, tuple(_literal(text, edition)) or _nearest(text, edition, settings))
        for edition in editions
    )


def _literal(text: str, edition: Edition) -> Iterator[Hit]:
    wanted = letters(text, edition.language).text
    for number in range(len(edition.sentences)) if wanted else ():
        form = letters(edition.piece(number), edition.language)
        at = form.text.find(wanted)
        while at >= 0:
            yield Hit(_span(edition, number, form, (at, at + len(wanted))), number, 1.0)
            at = form.text.find(wanted, at + len(wanted))


def _nearest(text: str, edition: Edition, settings: Settings) -> tuple[Hit, ...]:
    """The stretch most like the text, if it is like enough."""
    wanted = skeleton(text, edition.language).text
    if len(wanted) < settings.trace_least:
        return ()
    best: Hit | None = None
    for number in range(len(edition.sentences)):
        form = skeleton(edition.piece(number), edition.language)
        least = 100 * max(settings.trace_share, best.score if best else 0.0)
        if len(form.text) < len(wanted) * settings.trace_share:
            continue
        alignment = fuzz.partial_ratio_alignment(wanted, form.text, score_cutoff=least)
        if (
            alignment
            and alignment.dest_end > alignment.dest_start
            and (best is None or alignment.score > 100 * best.score)
        ):
            place = alignment.dest_start, alignment.dest_end
            best = Hit(_span(edition, number, form, place), number, alignment.score / 100)
    return (best,) if best else ()


def _span(edition: Edition, number: int, form: Form, place: Span) -> Span:
    base = edition.sentences[number].span[0]
    return base + form.starts[place[0]], base + form.ends[place[1] - 1]


def context(edition: Edition, hit: Hit, width: int) -> tuple[str, str, str]:
    """The hit with up to `width` characters of its surroundings on either side, line breaks as blanks: a KWIC line."""
    text = edition.source.text
    start, end = hit.span
    parts = text[max(0, start - width) : start], text[start:end], text[end : end + width]
    before, middle, after = (" ".join(part.split()) for part in parts)
    return before, middle, after
