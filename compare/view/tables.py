"""A result as typed tables, for spreadsheets and CSV. Takes a `Comparison`, gives `Table`s of cells.

Names of tables and columns and the codes in cells are those of the JSON contract; a renderer says them in a reader's
words. Numbers stay numbers, marked sentences keep their marks; what was not computed has no table, what was looked for and not found has an empty one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from compare.codes import Notice
from compare.messages import Voice
from compare.model import (
    Change,
    Figure,
    FigureChange,
    FollowUp,
    Passage,
    Section,
    Share,
    Term,
)
from compare.view.choice import CHOICES, KINDS, Choice
from compare.view.findings import FORECAST
from compare.view.measures import NAMES
from compare.view.rows import Row, Side, carried_by, loud
from compare.view.segments import Marker
from compare.view.selection import Selection
from compare.view.wording import SCORES, caption, homes, kind_counts, shown_scores

EditMark = Literal["", "old", "new", "update"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in runs: (mark, text); "old" is gone, "new" has come, "update" is a figure or a date."""

    runs: tuple[tuple[EditMark, str], ...]

    def __str__(self) -> str:
        return "".join(text for _, text in self.runs)


@dataclass(frozen=True, slots=True)
class Code:
    """A code and the group of words it belongs to; a sheet shows its name, a data file the code."""

    group: str
    code: str
    notice: Notice | None = None


Cell = str | int | float | Marked | Code | None


@dataclass(frozen=True, slots=True)
class Table:
    """A code, the codes of its columns, rows of as many cells; `rates` are the columns that hold shares."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rates: frozenset[str] = frozenset({"rate"})


TABLES = ("summary", "changes", "signals", "figures", "passages", "terms", "promises", "sections", "sentences")


def named(code: Code, say: Voice) -> str:
    """A code in a reader's words; signals of one change are told one after the other."""
    if code.group == "signal":
        return "；".join(say.name("signal", name) for name in code.code.split("; "))
    if code.notice is not None:
        return say.alarm(code.notice) if code.group == "alarm" else say.notice(code.notice)
    return say.name(code.group, code.code) if code.group else say(code.code)


def heads(table: Table, say: Voice) -> list[str]:
    """The names of the columns in a reader's words; a score's columns carry its name."""
    return [_head(column, say) for column in table.columns]


def _head(column: str, say: Voice) -> str:
    score, _, part = column.partition(" ")
    if part:
        return f"{say.name('score', score)} {say.name('column', part)}".strip()
    if column in NAMES:
        return say.name("measure", column)
    return say.name("kind", column) if column in KINDS else say.name("column", column)


def book(selection: Selection) -> tuple[Table, ...]:
    """All tables of what is shown of a comparison, in the order of `TABLES`."""
    return tuple(Book(selection).tables())


class Book:
    """The tables of one comparison."""

    def __init__(self, selection: Selection) -> None:
        comparison = selection.comparison
        self.selection, self.comparison, self.options = selection, comparison, selection.options
        self.changes = selection.changes
        self.marker = Marker(comparison)
        self.homes = {"old": homes(comparison.old), "new": homes(comparison.new)}
        self.labels = {identity: edition.label for identity, edition in comparison.named.items()}

    def tables(self) -> Iterator[Table]:
        """What there is."""
        comparison = self.comparison
        yield self.summary()
        yield Table("changes", self._change_columns(), tuple(self._change(change) for change in self.changes))
        if any(change.signals is not None for change in comparison.changes):
            rows = (row for change in loud(self.changes) for row in self._signals(change))
            yield Table("signals", SIGNALS, tuple(rows))
        if comparison.figures is not None:
            yield Table("figures", FIGURES, tuple(self._figure(figure) for figure in comparison.figures))
        if comparison.passages is not None:
            yield Table("passages", PASSAGES, tuple(self._passage(passage) for passage in comparison.passages))
        if comparison.terms is not None:
            yield Table("terms", TERMS, tuple(_term(term) for term in comparison.terms))
        if comparison.followups is not None:
            columns = ("status", "promise", "evidence", "target", "outturn", "difference", "score")
            yield Table("promises", columns, tuple(self._promise(promise) for promise in comparison.followups))
        yield self.sections()
        if comparison.sentence_scores:
            yield self.sentences()

    def summary(self) -> Table:
        """Files, counts by kind, scores, notices: (what, count, of, rate, value)."""
        comparison = self.comparison
        rows: list[tuple[Cell, ...]] = []
        for side, edition in (("old", comparison.old), ("new", comparison.new)):
            rows.append((Code("summary", side), None, None, None, edition.label))
            rows.append((Code("column", "file"), None, None, None, edition.source.path))
            rows.append((Code("column", "characters"), len(edition.source.text), None, None, None))
            rows.append((Code("column", "sentences"), len(edition.sentences), None, None, None))
        counts = kind_counts(self.selection.in_scope)
        rows += [(Code("kind", kind), counts[kind], None, None, None) for kind in CHOICES]
        if self.options.choice != Choice():
            rows.append((Code("column", "chosen"), len(self.changes), len(comparison.changes), None, None))
        scores = shown_scores(comparison.scores).items()
        rows += [(Code("score", name), *share_cells(share), None) for name, share in scores]
        apart = {
            role: comparison.scores[role] for role in APART if role in comparison.scores and comparison.scores[role].of
        }
        rows += [(Code("role", role), *share_cells(share), None) for role, share in apart.items()]
        rows += [
            (Code("column", "notice"), None, None, None, Code("notice", str(notice), notice))
            for notice in comparison.notices
        ]
        return Table("summary", ("name", "count", "of", "rate", "value"), tuple(rows))

    def _change_columns(self) -> tuple[str, ...]:
        columns = ("id", "kind", "moved", "old_section", "new_section", "old", "new", "signals", "weight", "score")
        return (*columns, "confidence", "why", *(["note"] if self.options.notes else []))

    def _change(self, change: Change) -> tuple[Cell, ...]:
        signals = dict.fromkeys(signal.name for signal in change.signals or ())
        cells: tuple[Cell, ...] = (
            change.id,
            Code("kind", change.kind),
            Code("kind", "moved") if change.moved else None,
            self.homes["old"][change.old[0]] if change.old else None,
            self.homes["new"][change.new[0]] if change.new else None,
            self._marked(change, "old"),
            self._marked(change, "new"),
            Code("signal", "; ".join(signals)) if signals else None,
            None if change.weight is None else round(change.weight, 4),
            round(change.score, 4),
            round(change.confidence, 4),
            change.why,
        )
        notes = (self.options.notes.get(change.id),) if self.options.notes else ()
        return (*cells, *notes)

    def _signals(self, change: Change) -> Iterator[tuple[Cell, ...]]:
        """A row a signal, the sentences beside it; the loudest change first."""
        for signal in change.signals or ():
            yield (
                Code("signal", signal.name),
                *(words or None for words in carried_by(self.comparison, signal)),
                signal.weight,
                self.homes["old"][change.old[0]] if change.old else None,
                self.homes["new"][change.new[0]] if change.new else None,
                self._marked(change, "old"),
                self._marked(change, "new"),
                change.id,
            )

    def _marked(self, change: Change, side: Side) -> Cell:
        row = Row(0, change, change.old, change.new, "body", "", "new")
        text = getattr(self.comparison, side).source.text
        runs: list[tuple[EditMark, str]] = []
        for cell in self.marker.cell(row, side):
            runs += [("", " ")] if runs else []
            for segment in cell:
                mark: EditMark = "" if segment.edit is None else side if segment.edit.kind in WORDING else "update"
                runs.append((mark, text[slice(*segment.span)]))
        return Marked(tuple(_joined(runs))) if runs else None

    def _figure(self, change: FigureChange) -> tuple[Cell, ...]:
        old, new = change.old, change.new
        units = dict.fromkeys(figure.unit for figure in (old, new) if figure)
        better = None if change.better is None else _yes(is_so=change.better)
        direction = Code("direction", change.direction)
        told = (" / ".join(units), change.difference, direction, better)
        return (change.indicator, change.measure, *_number(old), *_number(new), *told)

    def _passage(self, passage: Passage) -> tuple[Cell, ...]:
        comparison = self.comparison
        at = self.marker.sentence_at("new", passage.new[0])
        origin = passage.sources[0]
        source = comparison.named.get(origin.edition)
        return (
            self._passage_text(passage),
            passage.new[1] - passage.new[0],
            self.homes["new"][at] if self.homes["new"] else None,
            Code("class", passage.kind),
            _yes(is_so=passage.exact),
            passage.first,
            "；".join(dict.fromkeys(self.labels.get(origin.edition, origin.edition) for origin in passage.sources)),
            source.source.text[slice(*origin.span)] if source else None,
            Code("alarm", str(passage.alarm), passage.alarm) if passage.alarm else None,
        )

    def _passage_text(self, passage: Passage) -> Cell:
        """The passage; what was put into it is marked, figures and dates as updates."""
        text, at = self.comparison.new.source.text, passage.new[0]
        runs: list[tuple[EditMark, str]] = []
        for edit in passage.edits:
            runs += [
                ("", text[at : edit.new[0]]),
                ("new" if edit.kind in WORDING else "update", text[slice(*edit.new)]),
            ]
            at = edit.new[1]
        runs = [*runs, ("", text[at : passage.new[1]])]
        return Marked(tuple(_joined(run for run in runs if run[1])))

    def _promise(self, promise: FollowUp) -> tuple[Cell, ...]:
        old, new = self.comparison.old.source.text, self.comparison.new.source.text
        evidence = new[slice(*promise.new)] if promise.new else None
        status = Code("status", FORECAST if promise.forecast else promise.status)
        figures = (figure.text if figure else None for figure in (promise.target, promise.outturn))
        score = round(promise.score, 4)
        return status, old[slice(*promise.old)], evidence, *figures, promise.difference, score

    def sections(self) -> Table:
        """The new edition's sections, then the old ones that are gone: what became of each, its size, its scores."""
        comparison = self.comparison
        names = [name for name in SCORES if any(name in scores for scores in comparison.section_scores.values())]
        links = {new: link for link in comparison.sections for new in link.new}
        olds = {section.id: section for section in comparison.old.sections}
        rows: list[tuple[Cell, ...]] = []
        for section in comparison.new.sections:
            link = links.get(section.id)
            kind = Code("sectionkind", link.kind) if link else None
            was = "；".join(caption(olds[old]) for old in link.old) if link else ""
            scores = comparison.section_scores.get(section.id, {})
            shares = [cell for name in names for cell in share_cells(scores.get(name))]
            rows.append((*self._section(section), kind, was or None, *shares))
        for link in comparison.sections:
            for old in [] if link.new else link.old:
                kind = Code("sectionkind", link.kind)
                rows.append((*self._section(olds[old]), kind, caption(olds[old]) or None, *[None] * 3 * len(names)))
        columns, rates = score_columns(names)
        first = ("id", "number", "title", "level", "part", "sentences", "characters", "kind", "was")
        return Table("sections", (*first, *columns), tuple(rows), rates)

    def sentences(self) -> Table:
        """The new edition's sentences: where each stands, its characters by class, how many of them are recycled."""
        comparison, kinds = self.comparison, {n: c.kind for c in self.comparison.changes for n in c.new}
        names = [name for name in CLASS_COUNTS if any(name in scores for scores in comparison.sentence_scores)]
        rows: list[tuple[Cell, ...]] = []
        for number, (sentence, scores) in enumerate(
            zip(comparison.new.sentences, comparison.sentence_scores, strict=True)
        ):
            where = self.homes["new"][number], Code("role", sentence.role), Code("kind", kinds.get(number, ""))
            rows.append((number, *where, *(scores.get(name, 0) for name in names), comparison.new.piece(number)))
        counts = (f"{name} count" for name in names)
        return Table("sentences", ("id", "section", "role", "kind", *counts, "text"), tuple(rows))

    def _section(self, section: Section) -> tuple[Cell, ...]:
        size = section.span[1] - section.span[0]
        part = Code("part", section.part)
        return section.id, section.number, section.title, section.level, part, section.last - section.first, size


TERMS = ("term", "kind", "old", "new", "g2", "log_ratio", "p", "dispersion")
SIGNALS = ("signal", "old_words", "new_words", "weight", "old_section", "new_section", "old", "new", "id")
APART = ("heading", "salutation", "table", "furniture")
"""What is no body is counted apart: how much of it is recycled stands under its own name."""

CLASS_COUNTS = ("recycled", "lineage", "new", "own", "upstream", "peer", "formula", "slot")
WORDING = frozenset({"wording", "punctuation", "numbering"})
FIGURES = (
    *("indicator", "measure", "old_text", "old_value", "new_text", "new_value"),
    *("unit", "difference", "direction", "better"),
)
PASSAGES = ("text", "characters", "section", "class", "exact", "first", "source", "source_text", "alarm")


def _term(term: Term) -> tuple[Cell, ...]:
    counts = term.old, term.new, term.g2, term.log_ratio, term.p, term.dispersion
    return (term.term, Code("term", term.kind), *counts)


def _yes(*, is_so: bool) -> Code:
    return Code("", "yes" if is_so else "no")


def share_cells(share: Share | None) -> tuple[Cell, Cell, Cell]:
    """Count, total and rate; three empty cells for no share."""
    return (share.count, share.of, share.rate) if share else (None, None, None)


def score_columns(names: list[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Three columns a score, and which of them hold rates."""
    columns = tuple(f"{name} {part}" for name in names for part in ("count", "of", "rate"))
    return columns, frozenset(column for column in columns if column.endswith(" rate"))


def _number(figure: Figure | None) -> tuple[Cell, Cell]:
    return (figure.text, figure.value) if figure else (None, None)


def _joined(runs: Iterable[tuple[EditMark, str]]) -> Iterator[tuple[EditMark, str]]:
    """Neighbouring runs of one mark as one."""
    mark: EditMark = ""
    text = ""
    for next_mark, piece in runs:
        if next_mark != mark and text:
            yield mark, text
            text = ""
        mark, text = next_mark, text + piece
    if text:
        yield mark, text
