"""The sections of a pair as a reader walks them: what changed in each, how much of it was read, how it fared for years.

Takes a `Session` and the comparisons of earlier pairs, gives `Chapter`s in reading order.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.messages import Voice
from compare.model import Comparison, Section, SectionLink
from compare.view.rows import Row
from compare.view.summary import title_of
from tui.facets import Facet
from tui.session import Place, Session


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the new edition, or one of the old that is gone.

    `counts` are changes by facet, subsections included; `read` of `total` changes are reviewed; `row` is the number of
    its first row. `name` is the title, behind that of the section above where several have it. `heat` has one digit (tenths of its text that stood in the edition before) or None for each pair of
    neighbouring editions, oldest first.
    """

    place: Place
    title: str
    depth: int
    state: str
    was: tuple[str, ...]
    counts: Mapping[Facet, int]
    read: int
    total: int
    row: int
    heat: tuple[int | None, ...]
    name: str = ""


def chapters(session: Session, say: Voice, earlier: Sequence[Comparison] = ()) -> tuple[Chapter, ...]:
    """The sections of a session's pair; `earlier` are the comparisons that lead up to it, oldest first."""
    return tuple(_named(list(_Binder(session, say, earlier).chapters())))


def _named(sections: Sequence[Chapter]) -> Iterator[Chapter]:
    """The chapters with names that tell them apart."""
    often = Counter(chapter.title for chapter in sections)
    above: list[str] = []
    for chapter in sections:
        above[chapter.depth :] = [chapter.title]
        upper = f"{above[-2]} / " if often[chapter.title] > 1 and len(above) > 1 else ""
        yield replace(chapter, name=upper + chapter.title)


class _Binder:
    """Knows where everything stands while chapters are bound."""

    def __init__(self, session: Session, say: Voice, earlier: Sequence[Comparison]) -> None:
        self.session, self.say, self.earlier = session, say, earlier
        comparison = session.comparison
        self.sections: Mapping[Place, Section] = {
            **{("old", section.id): section for section in comparison.old.sections},
            **{("new", section.id): section for section in comparison.new.sections},
        }
        self.links: Mapping[str, SectionLink] = {new: link for link in comparison.sections for new in link.new}
        self.answers = {old: ("new", link.new[0]) for link in comparison.sections if link.new for old in link.old}

    def chapters(self) -> Iterator[Chapter]:
        """All sections that hold rows, or hold sections that do."""
        first: dict[Place, int] = {}
        below: dict[Place, list[Row]] = {}
        for row in self.session.rows:
            for place in reversed(list(self._ancestry((row.side, row.section)))):
                below.setdefault(place, []).append(row)
                # A section of the new edition starts where its own text does, not where a removed sentence is read.
                if place not in first and (place[0] == "old" or row.new):
                    first[place] = row.number
        for place in self._ordered(first, below):
            yield self._chapter(place, first.get(place, below[place][0].number), below[place])

    def _ordered(self, first: Mapping[Place, int], below: Mapping[Place, list[Row]]) -> list[Place]:
        """The new edition's sections as they stand there; one that is gone behind what is read before it."""
        new = self.session.comparison.new
        order: list[Place] = [("new", section.id) for section in new.sections if ("new", section.id) in below]
        starts = [first.get(place, below[place][0].number) for place in order]
        for place in below:
            if place[0] == "old":
                at = bisect_right(starts, first[place])
                order.insert(at, place)
                starts.insert(at, first[place])
        return order

    def _ancestry(self, place: Place) -> Iterator[Place]:
        """A section and those above it; above one that is gone stands what answers to its parent."""
        side, identity = place
        while identity:
            yield side, identity
            identity = self.sections[side, identity].parent
            if side == "old" and identity in self.answers:
                side, identity = self.answers[identity]  # type: ignore[assignment]

    def _chapter(self, place: Place, row: int, rows: Sequence[Row]) -> Chapter:
        session = self.session
        changes = [r.change for r in rows if session.is_home(r)]
        read, total = session.progress(changes)
        link = self.links.get(place[1]) if place[0] == "new" else None
        title = self._title(place)
        was = tuple(self._title(("old", old)) for old in link.old) if link and link.kind != "same" else ()
        return Chapter(
            place,
            title,
            len(list(self._ancestry(place))) - 1,
            "removed" if place[0] == "old" else "added" if link is not None and link.kind == "added" else "",
            tuple(old for old in was if old != title),
            session.tally(changes),
            read,
            total,
            row,
            tuple(self._heat(place)) if place[0] == "new" else (None,) * (len(self.earlier) + 1),
        )

    def _title(self, place: Place) -> str:
        comparison = self.session.comparison
        edition = comparison.old if place[0] == "old" else comparison.new
        return title_of(edition, self.sections[place], self.say)

    def _heat(self, place: Place) -> list[int | None]:
        """A digit a year, followed backwards through the section's links."""
        heat: list[int | None] = []
        identity: str | None = place[1]
        for comparison in (self.session.comparison, *reversed(self.earlier)):
            heat.insert(0, _digit(comparison, identity) if identity else None)
            identity = _forebear(comparison, identity) if identity else None
        return heat


def _digit(comparison: Comparison, identity: str) -> int | None:
    share = comparison.section_scores.get(identity, {}).get("recycled")
    rate = share.rate if share is not None else None
    return None if rate is None else min(9, int(rate * 10))


def _forebear(comparison: Comparison, identity: str) -> str | None:
    """The section of the edition before that answers to one."""
    for link in comparison.sections:
        if identity in link.new and link.old:
            return link.old[0]
    return None
