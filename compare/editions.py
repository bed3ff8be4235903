"""The first half of the pipe, which needs no numbers: paths to editions, editions to pairs and series.

Takes paths, gives `Edition`s, checked and in order. Loads nothing heavy, so that a screen can show an outline at once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from compare.codes import Notice
from compare.errors import BadOption, NotComparable
from compare.model import Edition, Language
from compare.reading import Tracked
from compare.reading import read as read_source
from compare.settings import Settings
from compare.structure import parse
from compare.structure.metadata import period_named
from compare.text.unseen import more_unseen


def read(
    path: str,
    *,
    encoding: str | None = None,
    period: str | None = None,
    language: Language | None = None,
    tracked: Tracked = "accepted",
    settings: Settings = Settings(),
) -> Edition:
    """Read one report. Raises `Unreadable`, `NoSentences` or `MissingExtra`, each naming the file.

    `period` is told as one writes it (2022, 2023年四季度, 2024-01-31). Raises `BadOption` for other words.
    """
    if period and not (named := period_named(period)):
        raise BadOption(period, "bad period")
    period = named if period else None
    source = read_source(path, encoding=encoding, tracked=tracked, settings=settings)
    return parse(source, period=period, language=language, settings=settings)


def paired(old: Edition, new: Edition) -> tuple[Edition, Edition, tuple[Notice, ...]]:
    """Both editions with ids that differ, and the notices a reader must see."""
    if old.language != new.language:
        raise NotComparable(new.source.path, "two languages", new=new.language, old=old.language, path=old.source.path)
    notices = [Notice("of one period", {"period": old.period})] if old.period == new.period != "" else []
    notices += [Notice("old later than new")] if new.period and old.period > new.period else []
    notices += [notice for edition in (old, new) for notice in _left_unread(edition)]
    notices += [notice for pair in ((old, new), (new, old)) for notice in _unseen(*pair)]
    if old.id == new.id:
        old, new = replace(old, id=f"{old.id} (old)"), replace(new, id=f"{new.id} (new)")
    return old, new, tuple(notices)


def _left_unread(edition: Edition) -> Iterator[Notice]:
    """What of a file was not compared and that a reader would not expect."""
    name = edition.source.path
    if lost := tuple(str(block.level) for block in edition.source.blocks if block.style == "lost"):
        yield Notice("pages lost", {"name": name, "pages": lost})
    if "struck text left out" in edition.repairs:
        yield Notice("struck text", {"name": name})


def _unseen(edition: Edition, other: Edition) -> Iterator[Notice]:
    """What an edition has more of than the other and nobody can see: edits are hidden with such characters."""
    if signs := more_unseen(edition.source.text, other.source.text):
        yield Notice("unseen characters", {"name": edition.source.path, "signs": signs})


def with_own_ids(editions: Sequence[Edition], known: Sequence[Edition], *, whose: bool) -> tuple[Edition, ...]:
    """The editions with ids and labels that no known one has, each file once; `whose` puts the unit in front of each."""
    taken = {edition.id: edition for edition in known}
    by_id: dict[str, Edition] = {}
    for edition in editions:
        name = PurePath(edition.source.path).stem
        wanted = f"{edition.unit or name} {edition.period}".strip() if whose else edition.id
        while wanted in taken and taken[wanted].source.path != edition.source.path:
            wanted = f"{wanted} ({name})"
        distinct = edition if edition.id == wanted else replace(edition, id=wanted, label=wanted)
        taken[wanted] = by_id[wanted] = distinct
    return tuple(by_id.values())


def in_order(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """The editions of a series by period. Raises `NotComparable` for a broken series, naming the file."""
    if len(editions) < 2:
        name = editions[0].source.path if editions else "series"
        raise NotComparable(name, "one edition")
    tongues = Counter(edition.language for edition in editions)
    tongue = max(tongues, key=tongues.__getitem__)  # of equals the one met first
    for edition in editions:
        if not edition.period:
            raise NotComparable(edition.source.path, "no period")
        if edition.language != tongue:
            raise NotComparable(edition.source.path, "language of the series", language=edition.language, series=tongue)
    ordered = sorted(editions, key=lambda edition: edition.period)
    for earlier, later in pairwise(ordered):
        if earlier.period == later.period:
            if earlier.source.sha256 == later.source.sha256:
                raise NotComparable(later.source.path, "same edition", path=earlier.source.path)
            raise NotComparable(later.source.path, "same period", period=earlier.period, path=earlier.source.path)
    return tuple(ordered)
