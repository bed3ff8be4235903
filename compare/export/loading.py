"""Takes JSON text that `dump` wrote, gives the `Comparison` or `Series` it was written from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any, TypeVar

from compare.codes import Fact, Notice
from compare.errors import BadOption, Unreadable
from compare.export.dumping import FORMAT, SERIES_FORMAT, USUAL_FLOOR, VERSION
from compare.export.first_version import notice_of_1
from compare.model import (
    Block,
    Change,
    Comparison,
    Edit,
    Edition,
    Evidence,
    Figure,
    FigureChange,
    FollowUp,
    Origin,
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
    Span,
    Stop,
    Survival,
    Term,
    Thread,
)
from compare.reading import read as read_source
from compare.settings import Settings

T = TypeVar("T")

Told = Mapping[str, Any]
"""What JSON gives: the schema says what stands behind each key."""

Numbers = dict[Span, int]
"""The number of the sentence with a span."""

Reread = Callable[[str, str], Source]
"""Reads a source again: path and encoding in, `Source` out."""


def read_again(path: str, encoding: str) -> Source:
    """The source behind a result that holds no text, read as it was read then."""
    return read_source(path, encoding=encoding or None, settings=Settings())


def load(text: str, *, name: str = "result", reread: Reread = read_again) -> Comparison | Series:
    """The result that `dump` wrote. A result without text needs its files, and says so where they have changed.

    Raises `BadOption` for a text that is no result, `Unreadable` for a source that is missing or another one now.
    """
    try:
        told = json.loads(text)
        form, version = told["format"], told["version"]
    except (ValueError, KeyError, TypeError):
        raise BadOption(name, "no result") from None
    if form not in (FORMAT, SERIES_FORMAT) or version not in (1, VERSION):
        raise BadOption(name, "another result", format=str(form), version=str(version), known=FORMAT, latest=VERSION)
    try:
        return _comparison(told, reread) if form == FORMAT else _series(told, reread)
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise BadOption(name, "broken result", why=f"{type(fault).__name__} {fault}") from None


def _comparison(told: Told, reread: Reread) -> Comparison:
    scores = {s["id"]: _scores(s["scores"]) for s in told["new"]["sections"] if "scores" in s}
    sources = tuple(_edition(edition, reread) for edition in told.get("sources", ()))
    return replace(_found(told, _edition(told["old"], reread), _edition(told["new"], reread), scores), sources=sources)


def _series(told: Told, reread: Reread) -> Series:
    editions = tuple(_edition(edition, reread) for edition in told["editions"])
    others = (_edition(edition, reread) for edition in told.get("sources", ()))
    by_id = {edition.id: edition for edition in (*editions, *others)}
    numbers = {edition.id: _numbers(edition) for edition in editions}
    return Series(
        editions,
        tuple(_pair(pair, by_id) for pair in told["pairs"]),
        tuple(Thread(tuple(_stop(stop, numbers) for stop in thread)) for thread in told["threads"]),
        tuple(tuple(_share(share) for share in row) for row in told["matrix"]),
        tuple(_notice(notice) for notice in told["notices"]),
        tuple(_section_line(line) for line in told["sections"]),
        tuple(Survival(one["edition"], one["years"], _maybe_share(one["share"])) for one in told["survival"]),
        tuple(_phrase(phrase) for phrase in told["coined"]),
        tuple(_phrase(phrase) for phrase in told["dropped"]),
    )


def _notice(told: Told | str) -> Notice:
    """A code and its facts; version 1 had one line of both."""
    if isinstance(told, str):
        return notice_of_1(told)
    facts = {name: _fact(fact) for name, fact in told["facts"].items()}
    return Notice(told["code"], facts)


def _fact(told: Any) -> Fact:  # noqa: ANN401 - as it stands in the file
    if isinstance(told, dict):
        return _notice(told)
    return tuple(told) if isinstance(told, list) else told


def _pair(told: Told, by_id: Mapping[str, Edition]) -> Comparison:
    pair = _found(told, by_id[told["old"]], by_id[told["new"]], _section_scores(told))
    return replace(pair, sources=tuple(by_id[identity] for identity in told.get("sources", ())))


def _section_line(told: Told) -> SectionLine:
    stops = tuple((stop["edition"], stop["section"]) for stop in told["stops"])
    return SectionLine(
        told["title"], told["level"], stops, tuple(_maybe_share(stop["share"]) for stop in told["stops"])
    )


def _phrase(told: Told) -> Phrase:
    return Phrase(Origin(told["edition"], _span(told["span"])), told["first"], told["last"], told["editions"])


def _maybe_share(told: Told | None) -> Share | None:
    return _share(told) if told else None


def _section_scores(told: Told) -> dict[str, Scores]:
    return {identity: _scores(scores) for identity, scores in told["section_scores"].items()}


def _stop(told: Told, numbers: Mapping[str, Numbers]) -> Stop:
    return Stop(told["edition"], tuple(numbers[told["edition"]][_span(span)] for span in told["spans"]))


def _found(told: Told, old: Edition, new: Edition, section_scores: Mapping[str, Scores]) -> Comparison:
    olds, news = _numbers(old), _numbers(new)
    return Comparison(
        old,
        new,
        tuple(_section_link(link) for link in told["sections"]),
        tuple(_change(change, olds, news) for change in told["changes"]),
        _scores(told["scores"]),
        section_scores,
        _each(_passage, told.get("passages")),
        _each(_figure_change, told.get("figures")),
        _each(lambda term: Term(**term), told.get("terms")),
        _each(_followup, told.get("followups")),
        {key: _frozen(value) for key, value in told["settings"].items()},
        dict(told["scheme"]),
        tuple(_notice(notice) for notice in told["notices"]),
        told.get("measures"),
        tuple(told.get("sentence_scores", ())),
    )


def _each(read: Callable[[Told], T], items: list[Told] | None) -> tuple[T, ...] | None:
    return None if items is None else tuple(read(item) for item in items)


def _frozen(value: object) -> object:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _numbers(edition: Edition) -> Numbers:
    return {sentence.span: number for number, sentence in enumerate(edition.sentences)}


def _span(told: list[int]) -> Span:
    start, end = told
    return start, end


def _edition(told: Told, reread: Reread) -> Edition:
    return Edition(
        told["id"],
        _source(told, reread),
        told["label"],
        told["title"],
        told["unit"],
        told["period"],
        told["language"],
        tuple(told["repairs"]),
        tuple(_section(section) for section in told["sections"]),
        tuple(Sentence(_span(s["span"]), s["role"], s["section"], s["paragraph"]) for s in told["sentences"]),
    )


def _source(told: Told, reread: Reread) -> Source:
    about, path = told["source"], told["path"]
    if (text := told.get("text")) is None:
        again = reread(path, about["encoding"])
        if again.sha256 != told["sha256"] or len(again.text) != told["characters"]:
            raise Unreadable(PurePath(path).name, "another file")
        text = again.text
    blocks = tuple(Block(_span(b["span"]), b["style"], b["level"]) for b in about["blocks"])
    return Source(path, text, told["sha256"], about["format"], about["encoding"], tuple(about["repairs"]), blocks)


def _section(told: Told) -> Section:
    return Section(
        told["id"],
        told["parent"],
        told["number"],
        told["title"],
        told["level"],
        told["part"],
        _span(told["heading"]) if told["heading"] else None,
        _span(told["span"]),
        told["first"],
        told["last"],
    )


def _section_link(told: Told) -> SectionLink:
    return SectionLink(told["kind"], tuple(told["old"]), tuple(told["new"]), told["score"], told["why"], told["moved"])


def _change(told: Told, olds: Numbers, news: Numbers) -> Change:
    return Change(
        told["id"],
        told["kind"],
        tuple(olds[_span(span)] for span in told["old"]),
        tuple(news[_span(span)] for span in told["new"]),
        told["score"],
        told["confidence"],
        told["why"],
        told["moved"],
        told.get("weight"),
        _each(_edit, told.get("edits")),
        _each(_signal, told.get("signals")),
        _each(_evidence, told.get("evidence")),
    )


def _evidence(told: Told) -> Evidence:
    return Evidence(told["name"], told["odds"])


def _signal(told: Told) -> Signal:
    old, new = (told.get(side) for side in ("old", "new"))
    spans = _span(old) if old else None, _span(new) if new else None
    return Signal(told["name"], told["edit"], *spans, told.get("weight", 0.0))


def _edit(told: Told) -> Edit:
    return Edit(told["op"], _span(told["old"]), _span(told["new"]), told["class"], told["weight"])


def _passage(told: Told) -> Passage:
    return Passage(
        _span(told["new"]),
        tuple(Origin(origin["edition"], _span(origin["span"])) for origin in told["sources"]),
        told["exact"],
        told["first"],
        told["class"],
        tuple(_edit(edit) for edit in told.get("edits", ())),
        _notice(told["alarm"]) if told.get("alarm") else None,
    )


def _figure_change(told: Told) -> FigureChange:
    return FigureChange(
        told["indicator"],
        told["measure"],
        _figure(told["old"]),
        _figure(told["new"]),
        told["direction"],
        told["difference"],
        told["better"],
    )


def _figure(told: Told | None) -> Figure | None:
    if told is None:
        return None
    return Figure(told["text"], told["value"], told["unit"], told["masked"], _span(told["span"]))


def _followup(told: Told) -> FollowUp:
    return FollowUp(_span(told["old"]), _span(told["new"]) if told["new"] else None, told["status"], told["score"])


def _scores(told: Told) -> Scores:
    return {name: _share(share) for name, share in told.items()}


def _share(told: Told) -> Share:
    return Share(told["count"], told["of"], told.get("floor", USUAL_FLOOR))
