"""A comparison as text for a terminal or a file. Takes a `Comparison`, gives lines: a summary, then section by section.

Sentences are wrapped by terminal cells and never cut. Unchanged ones are counted, not listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compare.model import Comparison, Edition
from compare.render.terminal import Pen, Run, padded
from compare.render.text_brief import brief_lines
from compare.text.cells import cells
from compare.view.brief import Brief, brief
from compare.view.findings import Entry, Finding, findings, measures, terms
from compare.view.grid import TextTable
from compare.view.options import Options
from compare.view.redline import RedlinePiece
from compare.view.selection import Selection, select
from compare.view.summary import GROUPS, SIGNS, Chapter, ListedChange, Summary, summarize
from compare.view.wording import (
    background_notices,
    beside_genre,
    beside_lineage,
    share_words,
    shown_scores,
    whose,
)

_LOUDEST = 10


def render(comparison: Comparison, *, options: Options) -> str:
    """The text of a comparison, ending in a newline."""
    return "".join(f"{line}\n" for line in _Report(select(comparison, options)).lines())


class _Report:
    """One report: what it says, the language it says it in, and the pen that draws it."""

    def __init__(self, selection: Selection) -> None:
        self.comparison, self.options = selection.comparison, selection.options
        self.say = self.options.voice
        self.pen = Pen(self.options.width, self.options.color)
        self.summary: Summary = summarize(selection)
        self.brief: Brief = brief(selection, self.summary)
        self.findings: Mapping[str, Finding] = {found.name: found for found in findings(selection)}
        self.labels = {group: self.say(f"label.{group}") for group in GROUPS}
        self.gutter = 2 + max(cells(label) for label in self.labels.values()) + 2

    def lines(self) -> Iterator[str]:
        """The whole report, or the brief that opens it."""
        yield from brief_lines(self.brief, self.pen, self.say)
        if not self.options.brief:
            yield from self._whole()

    def _whole(self) -> Iterator[str]:
        """Quiet changes, findings, section by section the changes, recycled passages, how all of it is counted."""
        if self.summary.loudest:
            yield from self._head(f"{self.say('signals.head')} ({len(self.summary.loudest)})")
            for item in self.summary.loudest[:_LOUDEST]:
                yield from self._loud(item)
            yield from self._more(len(self.summary.loudest) - _LOUDEST)
        for name in ("followups", "figures"):
            yield from self._finding(name)
        if table := terms(self.comparison, self.say):
            yield from self._table(table)
        yield from self._measures()
        yield from self._chapters()
        yield from self._finding("passages")
        yield from self._counting()

    def _chapters(self) -> Iterator[str]:
        """The sections in the order of the new edition; what shows nothing is only counted."""
        if not self.options.color and self.summary.counts["edited"] + self.summary.counts["updated"]:
            yield ""
            yield from self._fact(self.say("summary.legend"), self.say("summary.marks"))
        still = 0
        for chapter in self.summary.chapters:
            if not (chapter.changed or chapter.counts["moved"] or chapter.left or chapter.was) and self._hides_still():
                still += 1
                continue
            yield from self._still(still)
            still = 0
            yield from self._chapter(chapter)
        yield from self._still(still)

    def _counting(self) -> Iterator[str]:
        """How it is counted: the files, the shares with their totals, whose phrasing it is, what formula rests on."""
        old, new, say = self.comparison.old, self.comparison.new, self.say
        yield from self._head(say("summary.counting"))
        for key, edition in (("summary.old", old), ("summary.new", new)):
            yield from self._fact(say(key), self._size(edition))
        yield from self._shares()

    def _shares(self) -> Iterator[str]:
        """How much is last year's text; then whose phrasing it is, with the background that says what formula is."""
        say, shares = self.say, shown_scores(self.comparison.scores)
        for name in ("recycled", "lineage", "carried"):
            if name in shares and (name != "lineage" or shares[name] != shares.get("recycled")):
                yield from self._fact(say.name("score", name), share_words(say, shares[name]) + self._beside(name))
        sources = whose(say, self.comparison)
        about = [say.notice(notice) for notice in background_notices(self.comparison.notices)]
        if sources:
            yield from self._fact(say("summary.sources"), sources)
        if about:
            yield from self._fact(say("summary.background"), say("series.fact.glue").join(about))

    def _beside(self, name: str) -> str:
        """What a share must not be read without: the excess over the genre, how old the phrasing is."""
        if name == "recycled":
            return beside_genre(self.say, self.comparison)
        return beside_lineage(self.say, self.comparison.scores) if name == "lineage" else ""

    def _size(self, edition: Edition) -> str:
        size = self.say(
            "summary.size", characters=f"{len(edition.source.text):,}", sentences=f"{len(edition.sentences):,}"
        )
        return f"{edition.label}   {size}   {edition.source.path}"

    def _fact(self, name: str, words: str) -> Iterator[str]:
        """A name and what is told; wrapped under what is told, unless the name takes half of the line."""
        if 2 * cells(name) > self.options.width:
            yield from self.pen.lines([Run(f"{name}  ", "soft"), Run(words)], first=[Run("  ")], indent=4)
            return
        name = f"  {name}  "
        yield from self.pen.lines([Run(words)], first=[Run(name, "soft")], indent=cells(name))

    def _counts(self, counts: Mapping[str, int], indent: int) -> Iterator[str]:
        """Counts by kind, each with the sign under which it is listed; kinds without any are left out."""
        counted = [
            Run(f"{SIGNS[kind]} {self.say.name('kind', kind)} {counts[kind]}", kind) for kind in counts if counts[kind]
        ]
        yield from self.pen.units(counted, first=" " * indent)

    def _head(self, title: str) -> Iterator[str]:
        yield ""
        yield from self.pen.lines([Run(title, "head")], first=[Run("=== ", "soft")], indent=4)

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        yield ""
        state = f"   [{self.say(f'section.{chapter.state}')}]" if chapter.state else ""
        title = [Run(chapter.title, "head"), Run(state, "soft")]
        if chapter.level > 1:
            signs = [Run(f"  {sign}", kind) for kind in chapter.counts if (sign := _sign(chapter.counts, kind))]
            yield from self.pen.lines([*title, Run(" "), *signs], first=[Run("--- ", "soft")], indent=4)
        else:
            yield from self.pen.lines(title, first=[Run("=== ", "soft")], indent=4)
            yield from self._counts(chapter.counts, 4)
        if chapter.was:
            was = self.say("section.was", title=" / ".join(chapter.was))
            yield from self.pen.lines([Run(was, "soft")], first=[Run("    ")], indent=4)
        before = ""
        for item in chapter.items:
            yield from self._item(item, self.labels[item.group] if item.group != before else "")
            before = item.group
        for title_there, count in chapter.left:
            told = self.say("row.to", section=title_there, count=count)
            yield from self.pen.lines([Run(told, "soft")], first=[Run(" " * self.gutter)], indent=self.gutter)

    def _loud(self, item: ListedChange) -> Iterator[str]:
        """A quiet change: what it does and by which words, where it stands, then its sentences."""
        told = [Run(self.say("brief.glue").join(item.signals)), Run(f"   ({item.place})" if item.place else "", "soft")]
        yield from self.pen.lines(told, first=[Run("  ! ", "edited")], indent=4)
        yield from self._item(replace(item, signals=()), "")

    def _item(self, item: ListedChange, label: str) -> Iterator[str]:
        lead = Run(padded(f"  {label}", self.gutter), "soft")
        indent = self.gutter + 2
        whole = [piece.op for piece in item.pieces] == ["delete", "insert"]
        parts = [(piece,) for piece in item.pieces] if whole else [item.pieces]
        for part in parts:
            sign = {"delete": "-", "insert": "+"}[part[0].op] if whole else SIGNS[item.group]
            runs = _plain(part) if whole or len(part) == 1 else _marked(part)
            yield from self.pen.lines(runs, first=[lead, Run(sign, item.group)], indent=indent)
            lead = Run(" " * self.gutter)
        if told := (*item.signals, *item.notes):
            notes = f"({' · '.join(told)})"
            yield from self.pen.lines([Run(notes, "soft")], first=[Run(" " * indent)], indent=indent)
        if note := self.options.notes.get(item.change.id):
            yield from self.pen.lines([Run(note)], first=[Run(padded("", indent) + "> ")], indent=indent + 2)

    def _finding(self, name: str) -> Iterator[str]:
        """A finding: its groups one after the other, each under its name and count; nothing where it is not there."""
        if (finding := self.findings.get(name)) is None:
            return
        yield from self._head(f"{finding.title} ({finding.count})")
        for group in finding.groups:
            yield from self.pen.lines([Run(f"{group.name} {group.count}")], first=[Run("  ")], indent=2)
            for entry in group.entries:
                yield from self._entry(entry)
            if group.entries and group.more:
                told = self.say(group.rest, count=group.more)
                yield from self.pen.lines([Run(told, "soft")], first=[Run(" " * 6)], indent=6)

    def _entry(self, entry: Entry) -> Iterator[str]:
        notes = f"   ({' · '.join(entry.notes)})" if entry.notes else ""
        runs = _marked(entry.pieces) or [Run(entry.text)]
        yield from self.pen.lines([*runs, Run(notes, "soft")], first=[Run("    * ")], indent=6)
        if entry.below:
            yield from self.pen.lines([Run(entry.below, "soft")], first=[Run("      -> ")], indent=9)

    def _table(self, table: TextTable) -> Iterator[str]:
        """A table whose first columns are words, its last two numbers."""
        yield from self._head(table.title)
        lines = [table.names, *table.rows] if table.rows else []
        widths = [max(cells(line[at]) for line in lines) for at in range(len(table.names))] if lines else []
        last = len(widths) - 2
        for line in lines:
            told = [padded(cell, widths[at], flush_right=at >= last) for at, cell in enumerate(line)]
            yield from self.pen.lines([Run("  ".join(told).rstrip())], first=[Run("  ")], indent=4)
        if table.more:
            yield from self.pen.lines([Run(self.say("series.more", count=table.more), "soft")], first=[Run("  ")])

    def _measures(self) -> Iterator[str]:
        table = measures(self.comparison, self.say)
        if table is None:
            return
        yield from self._head(table.title)
        widest = max((cells(name) for name, _ in table.rows), default=0)
        yield from (f"  {padded(name, widest)}  {padded(value, 8, flush_right=True)}" for name, value in table.rows)

    def _more(self, count: int) -> Iterator[str]:
        if count > 0:
            yield f"{' ' * self.gutter}{self.say('and.more', count=count)}"

    def _hides_still(self) -> bool:
        return "unchanged" not in self.options.choice.only

    def _still(self, count: int) -> Iterator[str]:
        if count:
            yield ""
            yield from self.pen.lines([Run(self.say("sections.same", count=count), "soft")])


def _sign(counts: Mapping[str, int], kind: str) -> str:
    """A count behind its sign, "" for none."""
    return f"{SIGNS[kind]}{counts[kind]}" if counts[kind] else ""


def _plain(pieces: Sequence[RedlinePiece]) -> list[Run]:
    """Pieces whose sign already says what became of them."""
    return [Run(piece.text) for piece in pieces]


def _marked(pieces: Sequence[RedlinePiece]) -> list[Run]:
    return [Run(piece.text, "" if piece.op == "keep" else piece.op) for piece in pieces]
