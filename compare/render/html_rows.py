"""The changes side by side, as data for a page. Takes a selection's rows, gives sections of rows with marks and anchors.

`templates/rows.html` draws them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from compare.messages import Voice
from compare.model import Edition, Origin, Passage, Section, SectionLink
from compare.render.html_page import language_tag
from compare.view.rows import Fold, Row, Side, fold
from compare.view.segments import Marker, Segment
from compare.view.selection import Selection
from compare.view.wording import caption, homes, share_figure, signal_words, why_words

SIGNS = {"unchanged": "=", "updated": "#", "edited": "~", "added": "+", "removed": "−"}
EXCERPT = 120
"""Characters of a source that are shown beside a passage."""


@dataclass(frozen=True, slots=True)
class StyledText:
    """A stretch of text with one look: its tag ("" for none) and the class of the edit."""

    text: str
    tag: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Marks that stand in one passage, or in none (`classes` ""); `about` says where the passage stood."""

    marks: tuple[StyledText, ...]
    classes: str
    about: tuple[str, ...]


Sentences = tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row: its cells, its sign, the anchor of its other end ("" for none), what is said of it."""

    classes: str
    anchor: str
    old: Sentences
    new: Sentences
    heading: str
    sign: str
    label: str
    partner: str
    signals: tuple[str, ...]
    about: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section: its anchor ("" where it was met before), its heading as a row or a title, runs of rows and of folded ones."""

    anchor: str
    heading: PageRow | None
    title: str
    about: str
    runs: tuple[tuple[tuple[PageRow, ...], bool], ...]


class Sides:
    """One comparison's rows on a page; `prefix` keeps the anchors of several comparisons on one page apart."""

    def __init__(self, selection: Selection, prefix: str = "") -> None:
        comparison, options = selection.comparison, selection.options
        self.selection, self.comparison, self.options = selection, comparison, options
        self.prefix = prefix
        self.say: Voice = options.voice
        self.language = language_tag(comparison.new.language)
        self.marker = Marker(comparison)
        self.rows = selection.rows
        self.shown_sections = frozenset(row.section for row in self.rows if row.side == "new")
        self.shown = {row.number for row in self.rows}
        self.first = {row.change.id: row for row in reversed(self.rows) if row.new or row.partner is None}
        self.labels = {identity: edition.label for identity, edition in comparison.named.items()}
        self.homes = {"old": homes(comparison.old), "new": homes(comparison.new)}
        self.links = {new: link for link in comparison.sections for new in link.new}

    def sections(self) -> Iterator[PageSection]:
        """All sections of rows, top to bottom."""
        met: set[tuple[str, str]] = set()
        for (side, identity), rows in groupby(self.rows, key=lambda row: (row.side, row.section)):
            edition: Edition = getattr(self.comparison, side)
            yield self._section(side, edition.section(identity), list(rows), is_first=(side, identity) not in met)
            met.add((side, identity))

    def _section(self, side: Side, section: Section, rows: list[Row], *, is_first: bool) -> PageSection:
        is_headed = rows[0].role == "heading" and rows[0].side == side
        heading = self.row(rows.pop(0)) if is_headed else None
        runs: list[tuple[tuple[PageRow, ...], bool]] = []
        for is_fold, entries in groupby(fold(rows, context=1), key=lambda entry: isinstance(entry, Fold)):
            inner = [row for entry in entries for row in (entry.rows if isinstance(entry, Fold) else (entry,))]
            runs.append((tuple(map(self.row, inner)), is_fold))
        return PageSection(
            f"{self.prefix}{'s' if side == 'new' else 'o'}-{section.id}" if is_first else "",
            heading,
            caption(section) or self.say("row.untitled"),
            self._relation(side, section),
            tuple(runs),
        )

    def _relation(self, side: Side, section: Section) -> str:
        """What became of a section, its old names, how much of it is carried over."""
        link: SectionLink | None = self.links.get(section.id) if side == "new" else None
        if link is None:
            return self.say("section.removed") if side == "old" else ""
        words = [] if link.kind == "same" else [self.say.name("sectionkind", link.kind)]
        was = [caption(self.comparison.old.section(old)) for old in link.old] if link.kind != "same" else []
        if any(was):
            words[-1] += " ← " + "；".join(was)
        recycled = self.comparison.section_scores.get(section.id, {}).get("recycled")
        if recycled and recycled.of:
            words.append(f"{self.say('score.recycled')} {share_figure(recycled)}")
        return " · ".join(words)

    def row(self, row: Row) -> PageRow:
        """One row: old cell, sign, new cell, and what is to be said about it."""
        change = row.change
        names = ["row", row.kind, *(["moved"] if row.moved else []), *(["heading"] if row.role == "heading" else [])]
        names += [] if row.new else ["gone"]
        classes = {edit.kind for edit in change.edits or ()}
        names += [f"only-{kind}" for kind in classes] if len(classes) == 1 else []
        kinds = [row.kind, *(["moved"] if row.moved else [])]
        return PageRow(
            classes=" ".join(names),
            anchor=self.anchor(row),
            old=self._cell(row, "old"),
            new=self._cell(row, "new"),
            heading=row.side if row.role == "heading" else "",
            sign=("»" if row.old else "«") if row.moved and row.partner is not None else SIGNS[row.kind],
            label=" · ".join(self.say.name("kind", kind) for kind in kinds),
            partner=f"{self.prefix}r{row.partner}" if row.partner in self.shown else "",
            signals=signal_words(self.comparison, change, self.say),
            about=(*self._journey(row), *(why_words(self.say, change) if self.options.explain else ())),
            note=self.options.notes.get(change.id) or "",
        )

    def anchor(self, row: Row) -> str:
        """The name by which a row is led to."""
        return f"{self.prefix}r{row.number}"

    def _cell(self, row: Row, side: Side) -> Sentences:
        if not (row.old if side == "old" else row.new):
            return ()
        return tuple(tuple(self._stretches(cell, side)) for cell in self.marker.cell(row, side))

    def _stretches(self, cell: Iterable[Segment], side: Side) -> Iterator[Stretch]:
        """One sentence with its edits marked and, at the new side, its passages."""
        for passage, group in groupby(cell, key=lambda segment: segment.passage):
            marks = tuple(self._mark(segment, side) for segment in group)
            if passage is None:
                yield Stretch(marks, "", ())
            else:
                alarm = " alarm" if passage.alarm else ""
                yield Stretch(marks, f"{passage.kind}{alarm}", tuple(self._about(passage)))

    def _mark(self, segment: Segment, side: Side) -> StyledText:
        text = getattr(self.comparison, side).source.text[slice(*segment.span)]
        if segment.edit is None:
            return StyledText(text, "", "")
        return StyledText(text, "del" if side == "old" else "ins", segment.edit.kind)

    def _about(self, passage: Passage) -> Iterator[str]:
        """Where a passage stood, since when, what class it is; its old words where they are others."""
        kind = self.say.name("class", passage.kind)
        yield self.say("page.source", edition=self.sources(passage), first=passage.first, kind=kind)
        origin = passage.sources[0]
        if not passage.exact and (source := self.comparison.named.get(origin.edition)):
            yield self.say("page.words", text=cut(source.source.text[slice(*origin.span)]))
        if passage.alarm:
            yield f"{self.say('page.alarm')}: {self.say.alarm(passage.alarm)}"

    def sources(self, passage: Passage) -> str:
        """Where a passage stood, the first places of it."""
        return "；".join(self._where(origin) for origin in passage.sources[:3]) or "—"

    def _where(self, origin: Origin) -> str:
        label = self.labels.get(origin.edition, origin.edition)
        if origin.edition != self.comparison.old.id:
            return label
        section = self.homes["old"][self.marker.sentence_at("old", origin.span[0])]
        return f"{label} {section}".strip()

    def _journey(self, row: Row) -> Iterator[str]:
        """Where a moved sentence came from or went; how many sentences became how many."""
        change = row.change
        if row.moved and not row.old and change.old:
            yield self.say("row.from", section=self.homes["old"][change.old[0]] or self.say("row.top"))
        if row.moved and not row.new and change.new:
            yield self.say("page.to", section=self.homes["new"][change.new[0]] or self.say("row.top"))
        if len(change.old) == 1 and len(change.new) > 1:
            yield self.say("row.split", count=len(change.new))
        if len(change.new) == 1 and len(change.old) > 1:
            yield self.say("row.merged", count=len(change.old))


def cut(text: str) -> str:
    """An excerpt; a cut one says so."""
    return text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
