"""What a written report says, before anything is drawn. Takes a `Comparison` and a choice, gives a `Summary`.

Text and Markdown draw the same summary: counts first, then section by section what is new, gone, reworded, only updated
and moved here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import Literal

from compare.messages import Voice
from compare.model import Change, Edition, Section, SectionLink
from compare.view.choice import Choice
from compare.view.redline import RedlinePiece, flow, is_rewritten, redline, words_of
from compare.view.rows import Row, SectionKey, Side, ancestry, loud, parents
from compare.view.selection import Selection
from compare.view.wording import MARKS, kind_counts, signal_words, why_words

_NUMBERING = "第一二三四五六七八九十百0123456789（()）、.．章节部分编篇条"

ChangeGroup = Literal["added", "removed", "edited", "updated", "moved"]
GROUPS: tuple[ChangeGroup, ...] = ("added", "removed", "edited", "updated", "moved")
SIGNS: Mapping[str, str] = {
    "unchanged": "=",
    "updated": "#",
    "edited": "~",
    "added": "+",
    "removed": "-",
    "moved": "»",
}


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One change as it is listed: its group, its text as pieces, and what is said beside it.

    `signals` are its quiet changes with the words that carry them, `place` the chapter of one that is listed elsewhere.
    """

    group: ChangeGroup
    change: Change
    pieces: tuple[RedlinePiece, ...]
    notes: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section as it is listed: its title, what became of it, its counts (subsections included), its items in reading order.

    `state` is "added", "removed", "split", "merged" or empty; `was` the old titles where they read otherwise; `left` says where moved
    sentences went, and how many.
    """

    title: str
    named: bool
    level: int
    state: str
    was: tuple[str, ...]
    counts: Mapping[str, int]
    items: tuple[ListedChange, ...]
    left: tuple[tuple[str, int], ...] = ()

    @property
    def changed(self) -> int:
        """How many changes it holds."""
        return sum(number for kind, number in self.counts.items() if kind not in ("unchanged", "moved"))


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that a written report says of the changes."""

    counts: Mapping[str, int]
    chapters: tuple[Chapter, ...]
    loudest: tuple[ListedChange, ...]
    most: tuple[Chapter, ...]


def summarize(selection: Selection) -> Summary:
    """The summary of what is shown of a comparison, in the reader's language."""
    return _Writer(selection).summary()


def title_of(edition: Edition, section: Section, say: Voice) -> str:
    """A section's heading as one line, number first; what it is called where it has none."""
    glue = " " if edition.language == "en" or section.number[-1:].isalnum() or section.number.endswith(".") else ""
    title = flow(f"{section.number.strip()}{glue}{section.title.strip()}".strip(f"{MARKS} "), edition.language)
    if title:
        return title
    return say("row.top") if section is edition.sections[0] else say("row.untitled")


def _heads(edition: Edition) -> Iterator[int]:
    """The numbers of the sentences that are headings of sections."""
    starts = {section.heading[0] for section in edition.sections if section.heading}
    for number, sentence in enumerate(edition.sentences):
        if sentence.role == "heading" and sentence.span[0] in starts:
            yield number


def _words(title: str) -> str:
    """A title without its number and blanks: what must differ before a reader is told that it does."""
    return "".join(title.split()).lstrip(_NUMBERING)


def choice_words(choice: Choice) -> str:
    """A choice as it was typed."""
    words = [",".join(sorted(choice.only)), choice.section, f">= {choice.min_weight:g}" if choice.min_weight else ""]
    return " · ".join(word for word in words if word)


class _Writer:
    """Knows where everything stands while a summary is written."""

    def __init__(self, selection: Selection) -> None:
        comparison, options = selection.comparison, selection.options
        self.selection, self.comparison, self.options, self.say = selection, comparison, options, options.voice
        self.rows, self.chosen = selection.every, selection.rows
        self.links: Mapping[str, SectionLink] = {new: link for link in comparison.sections for new in link.new}
        self.sections: Mapping[SectionKey, Section] = {
            **{("old", section.id): section for section in comparison.old.sections},
            **{("new", section.id): section for section in comparison.new.sections},
        }
        self.titles = {place: self._title(place) for place in self.sections}
        self.home = {row.change.id: row for row in self.rows if _is_home(row)}
        self.away = {row.change.id: row for row in reversed(self.rows) if row.old}
        self.heads = {("old", n) for n in _heads(comparison.old)} | {("new", n) for n in _heads(comparison.new)}
        self.above = parents(comparison)

    def summary(self) -> Summary:
        """All of it."""
        own: dict[SectionKey, list[Row]] = {(row.side, row.section): [] for row in self.rows}
        for row in self.chosen:
            own[row.side, row.section].append(row)
        below: dict[SectionKey, list[Change]] = {place: [] for place in own}
        for row in self.chosen:
            for place in ancestry(self.above, (row.side, row.section)) if _is_home(row) else ():
                below.setdefault(place, []).append(row.change)
        counts = {place: kind_counts(below[place]) for place in own}
        chapters = {place: self._chapter(place, own[place], counts[place]) for place in self._order(own)}
        shown = tuple(chapter for chapter in chapters.values() if sum(chapter.counts.values()) or chapter.left)
        loudest = loud(row.change for row in self.chosen if _is_home(row))
        figures = {place: [count[group] for group in GROUPS] for place, count in counts.items()}
        echoed = {up for place, up in self.above.items() if place in own and figures[place] == figures.get(up)}
        most = [chapter for place, chapter in chapters.items() if place not in echoed and _is_telling(chapter)]
        return Summary(
            kind_counts(self.selection.in_scope),
            shown,
            tuple(self._with_place(self._item(change)) for change in loudest),
            tuple(sorted(most, key=lambda chapter: -chapter.changed)),
        )

    def _order(self, places: Iterable[SectionKey]) -> list[SectionKey]:
        """The places in the order of the new edition; a section that is gone stays behind what it was read behind."""
        ranks = {section.id: at for at, section in enumerate(self.comparison.new.sections)}
        behind: dict[SectionKey, float] = {}
        rank = -1.0
        for place in places:
            rank = ranks[place[1]] if place[0] == "new" else floor(rank) + 0.5
            behind[place] = rank
        return sorted(behind, key=lambda place: behind[place])

    def _chapter(self, place: SectionKey, rows: Sequence[Row], counts: Mapping[str, int]) -> Chapter:
        link = self.links.get(place[1]) if place[0] == "new" else None
        items = [self._item(row.change) for row in rows if self._is_listed(row)]
        told = link.kind if link is not None and link.kind in ("added", "split", "merged") else ""
        state = "removed" if place[0] == "old" else told
        was = tuple(self.titles["old", old] for old in link.old) if link is not None else ()
        return Chapter(
            self.titles[place],
            bool(self.sections[place].title),
            self.sections[place].level,
            state,
            was if any(_words(title) != _words(self.titles[place]) for title in was) else (),
            counts,
            tuple(items),
            self._departures(rows),
        )

    def _is_listed(self, row: Row) -> bool:
        """Whether a row is an item of its chapter; headings are not, the chapter's title says what became of them."""
        first: tuple[Side, int] = ("new", row.new[0]) if row.new else ("old", row.old[0])
        return row.changed and _is_home(row) and first not in self.heads

    def _item(self, change: Change) -> ListedChange:
        group: ChangeGroup = "moved" if change.kind == "unchanged" else change.kind
        old, new = self.comparison.old, self.comparison.new
        if change.kind == "removed":
            pieces: tuple[RedlinePiece, ...] = (RedlinePiece("delete", words_of(old, change.old)),)
        elif change.kind == "added":
            pieces = (RedlinePiece("insert", words_of(new, change.new)),)
        elif change.kind == "unchanged":
            pieces = (RedlinePiece("keep", words_of(new, change.new)),)
        elif is_rewritten(self.comparison, change):
            pieces = (
                RedlinePiece("delete", words_of(old, change.old)),
                RedlinePiece("insert", words_of(new, change.new)),
            )
        else:
            pieces = redline(self.comparison, change)
        signals = signal_words(self.comparison, change, self.say)
        return ListedChange(group, change, pieces, tuple(self._notes(change)), signals)

    def _with_place(self, item: ListedChange) -> ListedChange:
        """An item that is listed away from its chapter, with the title of the innermost section that has one."""
        home = self.home[item.change.id]
        places = list(ancestry(self.above, (home.side, home.section)))
        named = next((place for place in places if self.sections[place].title), places[0])
        return replace(item, place=self.titles[named])

    def _notes(self, change: Change) -> Iterator[str]:
        """What is said beside a change: where it was, how it was cut, how it was linked."""
        say = self.say
        if change.moved:
            here, there = self.home[change.id], self.away[change.id]
            same = (here.side, here.section) == (there.side, there.section)
            old = self.comparison.old.sentences[change.old[0]].section
            yield say("row.within") if same else say("row.from", section=self.titles["old", old])
        if len(change.new) > 1 == len(change.old):
            yield say("row.split", count=len(change.new))
        elif len(change.old) > 1:
            yield say("row.merged", count=len(change.old))
        if change.id in self.options.reviewed:
            yield say("row.reviewed")
        if self.options.explain:
            yield from why_words(say, change)
        if self.options.explain and change.weight is not None:
            yield say("explain.weight", weight=change.weight)

    def _departures(self, rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
        """Where sentences went that stood here, and how many."""
        gone = [self.home[row.change.id] for row in rows if row.moved and row.old and not row.new]
        here = {(row.side, row.section) for row in rows}
        counts = Counter(self.titles[row.side, row.section] for row in gone if (row.side, row.section) not in here)
        return tuple(counts.items())

    def _title(self, place: SectionKey) -> str:
        edition = self.comparison.old if place[0] == "old" else self.comparison.new
        return title_of(edition, self.sections[place], self.say)


def _is_telling(chapter: Chapter) -> bool:
    """Whether it may stand among the sections that changed most."""
    return bool(chapter.changed and chapter.level in (1, 2) and chapter.named)


def _is_home(row: Row) -> bool:
    """Whether a change is counted and listed at this row: where its new text starts, else where its old text does."""
    change = row.change
    return change.new[0] in row.new if change.new else change.old[0] in row.old
