"""The changes side by side, as HTML. Takes a comparison's rows, gives sections of rows with marks, folds and anchors."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from compare.messages import Voice
from compare.model import Change, Edition, Origin, Passage, Section, SectionLink
from compare.render.html_page import html, language_tag
from compare.view.rows import Fold, Row, Side, fold
from compare.view.segments import Marker, Segment
from compare.view.selection import Selection
from compare.view.wording import caption, homes, share_figure, signal_words, why_words

SIGNS = {"unchanged": "=", "updated": "#", "edited": "~", "added": "+", "removed": "−"}
EXCERPT = 120
"""Characters of a source that are shown beside a passage."""


class Sides:
    """One comparison's rows on a page; `prefix` keeps the anchors of several comparisons on one page apart."""

    def __init__(self, selection: Selection, prefix: str = "") -> None:
        comparison, options = selection.comparison, selection.options
        self.selection, self.comparison, self.options = selection, comparison, options
        self.prefix = prefix
        self.say: Voice = options.voice
        self.marker = Marker(comparison)
        self.rows = selection.rows
        self.sections = frozenset(row.section for row in self.rows if row.side == "new")
        self.shown = {row.number for row in self.rows}
        self.first = {row.change.id: row for row in reversed(self.rows) if row.new or row.partner is None}
        self.labels = {identity: edition.label for identity, edition in comparison.named.items()}
        self.homes = {"old": homes(comparison.old), "new": homes(comparison.new)}
        self.links = {new: link for link in comparison.sections for new in link.new}

    def html(self) -> Iterator[str]:
        """All sections of rows, top to bottom."""
        met: set[tuple[str, str]] = set()
        language = language_tag(self.comparison.new.language)
        yield f'<div class="sides" lang="{language}">'
        for (side, identity), rows in groupby(self.rows, key=lambda row: (row.side, row.section)):
            edition: Edition = getattr(self.comparison, side)
            yield from self._section(side, edition.section(identity), list(rows), is_first=(side, identity) not in met)
            met.add((side, identity))
        yield "</div>"

    def _section(self, side: Side, section: Section, rows: list[Row], *, is_first: bool) -> Iterator[str]:
        anchor = f' id="{self.prefix}{"s" if side == "new" else "o"}-{section.id}"' if is_first else ""
        yield f'<section class="section"><header{anchor}>'
        if rows[0].role == "heading" and rows[0].side == side:
            yield self.row(rows.pop(0))
        else:
            yield f"<h3>{html(caption(section)) or html(self.say('row.untitled'))}</h3>"
        yield f'<p class="soft">{self._relation(side, section)}</p></header>'
        for entry in fold(rows, context=1):
            yield self._fold(entry) if isinstance(entry, Fold) else self.row(entry)
        yield "</section>\n"

    def _relation(self, side: Side, section: Section) -> str:
        """What became of a section, its old names, how much of it is recycled."""
        link: SectionLink | None = self.links.get(section.id) if side == "new" else None
        if link is None:
            return html(self.say("section.removed")) if side == "old" else ""
        told = [] if link.kind == "same" else [self.say.name("sectionkind", link.kind)]
        was = [caption(self.comparison.old.section(old)) for old in link.old] if link.kind != "same" else []
        if any(was):
            told[-1] += " ← " + "；".join(was)
        recycled = self.comparison.section_scores.get(section.id, {}).get("recycled")
        if recycled and recycled.of:
            told.append(f"{self.say('score.recycled')} {share_figure(recycled)}")
        return html(" · ".join(told))

    def _fold(self, entry: Fold) -> str:
        rows = "".join(self.row(row) for row in entry.rows)
        told = html(self.say("row.folded", count=len(entry.rows)))
        return f'<details class="fold"><summary>{told}</summary>{rows}</details>'

    def row(self, row: Row) -> str:
        """One row: old cell, sign, new cell, and what is to be said about it."""
        names = ["row", row.kind, *(["moved"] if row.moved else []), *(["heading"] if row.role == "heading" else [])]
        names += [] if row.new else ["gone"]
        classes = {edit.kind for edit in row.change.edits or ()}
        names += [f"only-{kind}" for kind in classes] if len(classes) == 1 else []
        return (
            f'<div class="{" ".join(names)}" id="{self.anchor(row)}">{self._cell(row, "old")}{self._sign(row)}'
            f"{self._cell(row, 'new')}{self._about(row)}</div>"
        )

    def anchor(self, row: Row) -> str:
        """The name by which a row is led to."""
        return f"{self.prefix}r{row.number}"

    def _sign(self, row: Row) -> str:
        sign = ("»" if row.old else "«") if row.moved and row.partner is not None else SIGNS[row.kind]
        kinds = [row.kind, *(["moved"] if row.moved else [])]
        label = html(" · ".join(self.say.name("kind", kind) for kind in kinds))
        if row.partner is None or row.partner not in self.shown:
            return f'<span class="sign" title="{label}" role="img" aria-label="{label}">{sign}</span>'
        target = f"{self.prefix}r{row.partner}"
        return f'<a class="sign" href="#{target}" title="{label}" aria-label="{label}">{sign}</a>'

    def _cell(self, row: Row, side: Side) -> str:
        numbers = row.old if side == "old" else row.new
        if not numbers:
            return f'<div class="{side}"></div>'
        name = ' role="heading" aria-level="3"' if row.role == "heading" and side == row.side else ""
        pieces = "".join(f"<p{name}>{self._marked(cell, side)}</p>" for cell in self.marker.cell(row, side))
        return f'<div class="{side}">{pieces}</div>'

    def text(self, change: Change, side: Side) -> str:
        """All sentences of a change at one side, marked, as one line; a dash where it has none."""
        row = Row(0, change, change.old, change.new, "body", "", "new")
        cells = [self._marked(cell, side, passages=False) for cell in self.marker.cell(row, side)]
        return " ".join(cells) or '<span class="none">—</span>'

    def _marked(self, cell: Iterable[Segment], side: Side, *, passages: bool = True) -> str:
        """One sentence with its edits marked and, at the new side, its passages."""
        if not passages:
            return "".join(self._segment(segment, side) for segment in cell)
        groups = groupby(cell, key=lambda segment: segment.passage)
        return "".join(self._passage(passage, list(group), side) for passage, group in groups)

    def _passage(self, passage: Passage | None, group: list[Segment], side: Side) -> str:
        inner = "".join(self._segment(segment, side) for segment in group)
        if passage is None:
            return inner
        alarm = " alarm" if passage.alarm else ""
        told = "&#10;".join(html(line) for line in self._told(passage))
        return f'<span class="recycled {passage.kind}{alarm}" tabindex="0" role="mark" aria-description="{told}">{inner}</span>'

    def _segment(self, segment: Segment, side: Side) -> str:
        text = html(getattr(self.comparison, side).source.text[slice(*segment.span)])
        if segment.edit is None:
            return text
        tag = "del" if side == "old" else "ins"
        return f'<{tag} class="{segment.edit.kind}">{text}</{tag}>'

    def _told(self, passage: Passage) -> Iterator[str]:
        """Where a passage stood, since when, what class it is; its old words where they are others."""
        where = self.sources(passage)
        kind = self.say.name("class", passage.kind)
        yield self.say("page.source", edition=where, first=passage.first, kind=kind)
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

    def _about(self, row: Row) -> str:
        told = [html(words) for words in self._journey(row)]
        names = signal_words(self.comparison, row.change, self.say)
        told = [*(f'<span class="signal">{html(name)}</span>' for name in names), *told]
        change = row.change
        if self.options.explain:
            told += [html(words) for words in why_words(self.say, change)]
        note = self.options.notes.get(change.id)
        about = f'<div class="about">{" · ".join(told)}</div>' if told else ""
        return about + (f'<div class="note">{html(note)}</div>' if note else "")

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
