"""A comparison as Markdown that GitHub renders. Takes a `Comparison`, gives the summary and the sections as the text has.

What went and what came stand in <del> and <ins>, which hold beside Chinese punctuation where asterisks do not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from compare.messages import Voice
from compare.model import Comparison, Edition
from compare.text.cells import clean
from compare.view.brief import Brief, brief
from compare.view.findings import FORECAST, Entry, Finding, findings, measures, terms
from compare.view.grid import TextTable
from compare.view.options import Options
from compare.view.redline import RedlinePiece
from compare.view.selection import Selection, select
from compare.view.summary import GROUPS, SIGNS, Chapter, ListedChange, summarize
from compare.view.wording import BACKGROUND, BASE, notice_words, score_words, shown_scores

_SPECIAL = re.compile(r"[\\`*_\[\]~|$]")
_START = re.compile(r"^(\s*)(?:([#+-])(?=[\s#-]|$)|(\d+)([.)])(?=\s|$))")
# Where GitHub would make a link, a mention, a reference or a picture of plain text. An empty comment there is not seen
# and parts what it would recognise; an entity would not, for GitHub looks again at the text that it shows.
_LIVE = re.compile(
    r"(?<=:)(?=//)|(?<=mailto:)|(?<=xmpp:)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=gh-)(?=\d)|(?<=:)(?=[+a-z0-9_-]+:)",
    re.IGNORECASE,
)


def render(comparison: Comparison, *, options: Options) -> str:
    """The Markdown of a comparison, ending in a newline."""
    return "\n".join(_MarkdownReport(select(comparison, options)).blocks()).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Text of a report as Markdown that shows it letter by letter."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _LIVE.sub("<!-- -->", text)
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


class _MarkdownReport:
    """One page: what it says and the language it says it in."""

    def __init__(self, selection: Selection) -> None:
        self.comparison, self.options = selection.comparison, selection.options
        self.say = self.options.voice
        self.summary = summarize(selection)
        self.brief = brief(selection, self.summary)
        self.findings: Mapping[str, Finding] = {found.name: found for found in findings(selection)}

    def blocks(self) -> Iterator[str]:
        """The whole page, as lines; an empty line ends a block."""
        yield from brief_blocks(self.brief, self.say)
        if not self.options.brief:
            yield from self._whole()

    def _whole(self) -> Iterator[str]:
        """Quiet changes, findings, section by section the changes, recycled passages, how all of it is counted."""
        if self.summary.loudest:
            yield from (f"## {self.say('signals.head')} ({len(self.summary.loudest)})", "")
            yield from (line for item in self.summary.loudest for line in self._loud(item))
            yield ""
        yield from self._finding("followups")
        yield from self._finding("figures")
        if (listed := terms(self.comparison, self.say)) is not None:
            yield from (f"## {listed.title}", "", *(table(listed) if listed.rows else ()), "")
            yield from (escaped(self.say("series.more", count=listed.more)), "") if listed.more else ()
        if (measured := measures(self.comparison, self.say)) is not None:
            yield from (f"## {measured.title}", "", *table(measured), "")
        for chapter in self.summary.chapters:
            if chapter.items or chapter.changed or chapter.left or chapter.was:
                yield from self._chapter(chapter)
        yield from self._finding("passages")
        yield from self._counting()

    def _counting(self) -> Iterator[str]:
        """How it is counted: the files, the shares with their totals, what formula rests on."""
        old, new, say = self.comparison.old, self.comparison.new, self.say
        yield from (f"## {say('summary.counting')}", "")
        sizes = tuple((say(key), *self._size(edition)) for key, edition in (("summary.old", old), ("summary.new", new)))
        names = ("", say("table.period"), say("summary.characters"), say("summary.count"), say("outline.file"))
        yield from (*table(TextTable("", names, sizes)), "")
        shares = shown_scores(self.comparison.scores).items()
        yield from (
            f"- {say.name('score', name)}: {score_words(say, name, share)}" for name, share in shares if share.count
        )
        about = [one for one in self.comparison.notices if one.code in BACKGROUND or one.code == BASE]
        yield from (f"- {escaped(words)}" for words in notice_words(say, about))

    def _size(self, edition: Edition) -> tuple[str, ...]:
        return edition.label, f"{len(edition.source.text):,}", f"{len(edition.sentences):,}", edition.source.path

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        say = self.say
        state = f" ({say(f'section.{chapter.state}')})" if chapter.state else ""
        yield from (f"{'#' * min(chapter.level + 1, 6)} {escaped(chapter.title)}{state}", "")
        if chapter.was:
            yield from (say("section.was", title=escaped(" / ".join(chapter.was))), "")
        counts = chapter.counts
        told = [f"{SIGNS[kind]} {say.name('kind', kind)} {counts[kind]}" for kind in counts if counts[kind]]
        yield from (escaped(" · ".join(told)), "")
        before = ""
        for item in chapter.items:
            if item.group != before:
                yield from (*([""] if before else []), f"**{say(f'label.{item.group}')}**", "")
            yield from self._item(item)
            before = item.group
        yield from [""] if chapter.items else []
        for title, count in chapter.left:
            yield from (say("row.to", section=escaped(title), count=count), "")

    def _finding(self, name: str) -> Iterator[str]:
        if (finding := self.findings.get(name)) is None:
            return
        yield from (f"## {finding.title} ({finding.count})", "")
        for group in finding.groups:
            yield from (f"**{escaped(group.name)}** {group.count}", "")
            yield from map(_entry, group.entries)
            if group.entries and group.more:
                yield f"- {escaped(self.say(group.rest, count=group.more))}"
            yield from [""] if group.entries else []

    def _loud(self, item: ListedChange) -> Iterator[str]:
        """A quiet change: what it does and by which words, where it stands, then its sentences."""
        place = f" <sub>{escaped(item.place)}</sub>" if item.place else ""
        yield f"- **{escaped('；'.join(item.signals))}**{place}"
        yield from (f"  {line}" for line in self._item(replace(item, signals=())))

    def _item(self, item: ListedChange) -> Iterator[str]:
        if [piece.op for piece in item.pieces] == ["delete", "insert"]:
            words = "<br>".join(_marked((piece,)) for piece in item.pieces)
        else:
            words = _marked(item.pieces) if len(item.pieces) > 1 else escaped(item.pieces[0].text)
        beside = (*item.signals, *item.notes)
        notes = f" <sub>{escaped(' · '.join(beside))}</sub>" if beside else ""
        yield f"- {words}{notes}"
        if note := self.options.notes.get(item.change.id):
            yield f"  > {escaped(note)}"


def brief_blocks(page: Brief, say: Voice) -> Iterator[str]:
    """The first page, as lines: the same facts in the same order as on a terminal."""
    yield from (f"# {escaped(page.title)}", "", f"{escaped(page.old)} → {escaped(page.new)}", "")
    yield from (f"**{escaped(page.carried)}**", "") if page.carried else ()
    if page.shares and all(part.percent is not None for part in page.shares):
        names = tuple(say(f"brief.{part.name}") for part in page.shares)
        yield from (*table(TextTable("", names, (tuple(f"{part.percent}%" for part in page.shares),))), "")
    yield from (escaped(page.remark), "") if page.remark else ()
    kinds = tuple(f"{SIGNS[kind]} {say.name('kind', kind)}" for kind in page.counts)
    yield from (*table(TextTable("", kinds, (tuple(map(str, page.counts.values())),))), "")
    yield from (f"- {escaped(words)}" for words in page.notices)
    yield from [""] if page.notices else []
    yield from _brief_quiet(page, say)
    yield from _brief_promises(page, say)
    yield from _brief_figures(page, say)
    if page.sections:
        heads = (say("brief.sections"), *(say(f"label.{group}") for group in GROUPS))
        rows = tuple((chapter.title, *(str(chapter.counts[group]) for group in GROUPS)) for chapter in page.sections)
        yield from (*table(TextTable("", heads, rows)), "")


def _brief_quiet(page: Brief, say: Voice) -> Iterator[str]:
    if page.quiet is None:
        return
    head = say("brief.quiet", shown=len(page.quiet), count=page.quiet_count) if page.quiet else say("brief.no_quiet")
    yield from (f"**{escaped(head)}**", "")
    for number, quiet in enumerate(page.quiet, 1):
        place = f" <sub>{escaped(quiet.place)}</sub>" if quiet.place else ""
        yield f"{number}. {escaped(say('brief.glue').join(quiet.words))}{place}<br>{_marked(quiet.pieces)}"
    yield from [""] if page.quiet else []


def _brief_promises(page: Brief, say: Voice) -> Iterator[str]:
    if page.verdicts is None:
        return
    count = sum(len(verdict.promises) for verdict in page.verdicts if verdict.status != FORECAST)
    told = " · ".join(f"{verdict.name} {len(verdict.promises)}" for verdict in page.verdicts)
    yield from (f"**{escaped(say('brief.promises', count=count))}** {escaped(told)}".rstrip(), "")
    named = [(verdict.name, line) for verdict in page.verdicts if verdict.named for line in verdict.promises]
    for name, line in named:
        yield f"- {escaped(name)}: {escaped(line.text)}{f' → {escaped(line.evidence)}' if line.evidence else ''}"
    yield from [""] if named else []


def _brief_figures(page: Brief, say: Voice) -> Iterator[str]:
    if page.figures is None:
        return
    told = " · ".join(f"{name} {count}" for name, count in page.figure_counts)
    yield from (f"**{escaped(say('brief.figures'))}** {escaped(told)}".rstrip(), "")
    for figure in page.figures:
        beside = " ".join(part for part in (figure.difference, figure.judgement) if part)
        yield f"- {escaped(f'{figure.name}: {figure.old} → {figure.new}')}{f' ({escaped(beside)})' if beside else ''}"
    yield from [""] if page.figures else []


def _entry(entry: Entry) -> str:
    notes = f" <sub>{escaped(' · '.join(entry.notes))}</sub>" if entry.notes else ""
    below = f"<br>→ {escaped(entry.below)}" if entry.below else ""
    return f"- {_marked(entry.pieces) or escaped(entry.text)}{notes}{below}"


def table(grid: TextTable) -> Iterator[str]:
    """A table of GitHub's Markdown."""
    yield _line(grid.names)
    yield _line(["---"] * len(grid.names), raw=True)
    yield from (_line(row) for row in grid.rows)


def _line(row: Iterable[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cell if raw else escaped(cell) for cell in row)} |"


def _marked(pieces: Sequence[RedlinePiece]) -> str:
    tags = {"delete": ("<del>", "</del>"), "insert": ("<ins>", "</ins>"), "keep": ("", "")}
    return "".join(f"{tags[piece.op][0]}{escaped(piece.text)}{tags[piece.op][1]}" for piece in pieces)
