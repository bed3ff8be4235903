"""One call for all of it: takes two editions, their changes and what is known beside them, gives passages and scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from compare.codes import Notice
from compare.model import STALE_YEARS, Change, Edition, Passage, Scores
from compare.reuse.background import SHIPPED, Background, load, scheme, unit_of
from compare.reuse.classes import CLASSES, Beside, Marks, beside, is_later, is_of_its_period, mark
from compare.reuse.gazetteer import Registry, registry
from compare.reuse.hashing import Flags, Numbers
from compare.reuse.ngrams import ROLES, Ledger, ledger
from compare.reuse.passages import find_passages
from compare.reuse.scores import ScoreColumn, Tally
from compare.settings import Settings
from compare.text.forms import letters

WHOLE = 1_000_000
"""The weight of a character that no other unit says."""


@dataclass(frozen=True, slots=True)
class Recycling:
    """What was found: passages in order, scores of the report, of each section by id, of each sentence; notices (codes).

    A sentence has counts alone: its characters by class, and how many of them are recycled. `earlier` is the number of
    the unit's editions that were known, the old one among them.
    """

    passages: tuple[Passage, ...]
    scores: Scores
    section_scores: Mapping[str, Scores]
    sentence_scores: tuple[Mapping[str, int], ...]
    notices: tuple[Notice, ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class Genre:
    """The background that speaks for a report, and the report's own unit in it (-1: not there)."""

    background: Background
    own: int

    @property
    def others(self) -> int:
        """How many other units it has."""
        return len(self.background.units) - (self.own >= 0)


def find(
    old: Edition,
    new: Edition,
    *,
    changes: Sequence[Change],
    history: Sequence[Edition] = (),
    peers: Sequence[Edition] = (),
    upstream: Sequence[Edition] = (),
    background: str | Background = "shipped",
    units: str = "",
    passages: bool = True,
    settings: Settings,
) -> Recycling:
    """Passages, classes and scores of the new edition.

    `history` are earlier editions of the unit, in any order; later ones and the two themselves are left out. `background`
    is "shipped", "none", a file's path, or a background; `units` a registry's path. Raises `Unreadable` or `BadOption`
    for a background or registry that cannot be used, naming the file.
    """
    known = registry(units)
    genre, notices = _genre(new, background, known, settings)
    tokens, sources = (
        ledger(new, settings),
        beside(old, new, history=history, upstream=upstream, peers=peers, settings=settings),
    )
    others = (
        genre.background.others(tokens.hashes, genre.own) if genre else np.zeros(len(tokens.hashes), dtype=np.int64)
    )
    marks = mark(tokens, sources, others, genre.background.formula(genre.own, settings) if genre else 0)
    tally = _tally(tokens, marks, sources, settings)
    _carried(tally, new, changes)
    if genre:
        _against_genre(tally, marks, genre)
    return Recycling(
        passages=find_passages(tokens, marks, sources, known, settings) if passages else (),
        scores=tally.total(),
        section_scores=tally.sections(),
        sentence_scores=tally.sentences(("recycled", "lineage", *CLASSES)) if passages else (),
        notices=(*notices, *_left_out(new, history, (*upstream, *peers))),
        earlier=1 + len(sources.history),
    )


def _genre(
    new: Edition, wanted: str | Background, known: Registry, settings: Settings
) -> tuple[Genre | None, tuple[Notice, ...]]:
    """The background to use, and what the reader must know of it."""
    if wanted == "shipped" and (new.language != "zh" or not SHIPPED.exists()):
        return None, (Notice("background none"),)
    if wanted == "none":
        return None, ()
    background = wanted if isinstance(wanted, Background) else load(SHIPPED if wanted == "shipped" else Path(wanted))
    if background.about["scheme"] != scheme(new.language, settings):
        return None, (Notice("background of another scheme"),)
    genre = Genre(background, background.place(unit_of(new, known)))
    if not genre.others:
        return None, (Notice("background of no other unit"),)
    about = background.about
    notices = [Notice("background", {"genre": about["genre"], "years": _years(about["first"], about["last"])})]
    is_foreign = wanted == "shipped" and about["genre"] not in (new.title or new.source.text[: settings.genre_opening])
    if is_foreign:
        notices.append(
            Notice("background of another genre") if new.title else Notice("background of a genre not named")
        )
    if new.period and not about["first"][:4] <= new.period[:4] <= about["last"][:4]:
        notices.append(Notice("background of other years"))
    if "floor_max" in about and not (is_foreign and new.title):
        notices.append(Notice("background chance", {"share": float(about["floor_max"])}))
    return genre, tuple(notices)


def _years(first: str, last: str) -> str:
    """From when to when: 2025-2026, 2025, 2019-01-30/2025-10-29."""
    return ("-" if first.isdigit() else "/").join(dict.fromkeys((first, last)))


def _left_out(new: Edition, history: Sequence[Edition], others: Sequence[Edition]) -> Iterator[Notice]:
    """The editions that cannot have been a source."""
    yield from (
        Notice("left out later", {"edition": edition.id}) for edition in (*history, *others) if is_later(edition, new)
    )
    foreign = (edition for edition in (*history, *others) if edition.language != new.language)
    yield from (Notice("left out of another language", {"edition": edition.id}) for edition in foreign)
    same = (edition for edition in history if is_of_its_period(edition, new))
    yield from (Notice("left out of the same period", {"edition": edition.id}) for edition in same)


def _tally(new: Ledger, marks: Marks, sources: Beside, settings: Settings) -> Tally:
    tally = Tally(new, settings.rate_floor)
    body = new.is_role("body")
    counted = body & marks.counted
    tally.share("recycled", marks.recycled, counted)
    if sources.history:
        tally.share("lineage", marks.lineage, counted)
        aged = np.minimum(marks.age, STALE_YEARS)
        own = counted & marks.lineage
        tally.columns["stale"] = ScoreColumn(
            tally.by_sentence(own, new.weight * aged), tally.by_sentence(own) * STALE_YEARS, STALE_YEARS
        )
    for number, name in enumerate(CLASSES):
        if name == "slot":
            tally.share("slot", new.slot, body)
        elif _can_occur(name, sources):
            tally.share(name, marks.classes == number, counted)
    for role in ROLES[1:]:
        tally.share(role, marks.recycled, new.is_role(role) & marks.counted)
    return tally


def _can_occur(name: str, sources: Beside) -> bool:
    """Whether a class can occur at all: no upstream share without upstream reports."""
    return {"upstream": bool(sources.upstream), "peer": bool(sources.peers), "formula": False}.get(name, True)


def _carried(tally: Tally, new: Edition, changes: Sequence[Change]) -> None:
    """Shares of the body's letters and digits by the kind of the change their sentence is in."""
    body = [sentence.role == "body" for sentence in new.sentences]
    size = [len(letters(new.piece(n), new.language).text) if b else 0 for n, b in enumerate(body)]
    of = np.array(size, dtype=np.int64)
    for name, kinds in {"carried": ("unchanged", "updated"), "updated": ("updated",), "added": ("added",)}.items():
        count = np.zeros(len(of), dtype=np.int64)
        for change in changes:
            if change.kind in kinds:
                count[list(change.new)] = of[list(change.new)]
        if changes:
            tally.columns[name] = ScoreColumn(count, of)


def _against_genre(tally: Tally, marks: Marks, genre: Genre) -> None:
    """The formula share, weighted classes, and how much the median other unit of the genre shares with the report."""
    new = tally.ledger
    counted = new.is_role("body") & marks.counted
    tally.share("formula", marks.classes == CLASSES.index("formula"), counted)
    weight = new.weight * _weights(genre.others)[marks.others]
    for name in ("own", "new"):
        tally.heavy(f"{name} weighted", marks.classes == CLASSES.index(name), counted, weight, WHOLE)
    flags = _median_other(new, counted, genre)
    tally.share("genre", flags, counted)
    recycled, common = tally.columns["recycled"], tally.columns["genre"]
    tally.columns["excess"] = ScoreColumn(recycled.count - common.count, common.of)


def _weights(units: int) -> Numbers:
    """The weight of a character by how many of the other units say it: all of it for none, nothing for all."""
    weights = [int(WHOLE * (1 - log(1 + count) / log(1 + units))) if units else WHOLE for count in range(units + 1)]
    return np.array(weights, dtype=np.int64)


def _median_other(new: Ledger, counted: Flags, genre: Genre) -> Flags:
    """The tokens that stand in the report of the other unit that shares the median number of them."""
    shared = []
    for unit in range(len(genre.background.units)):
        if unit != genre.own:
            flags = new.under(new.by_gram(genre.background.standing(new.ordered, unit)))
            shared.append((new.weigh(flags & counted), unit, flags))
    if not shared:
        return np.zeros(len(new.values), dtype=np.bool_)
    shared.sort(key=lambda row: row[:2])
    return shared[(len(shared) - 1) // 2][2]
