"""A comparison as Markdown that GitHub renders. Takes a `Comparison`, gives the summary and the sections as the text has.

What went and what came stand in <del> and <ins>, which hold beside Chinese punctuation where asterisks do not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compare.model import Comparison, Edition
from compare.text.cells import clean
from compare.view.findings import Entry, Finding, findings, measures, terms
from compare.view.grid import Table
from compare.view.options import Options
from compare.view.redline import Piece
from compare.view.rows import Choice
from compare.view.summary import GROUPS, SIGNS, Chapter, Item, choice_words, digest
from compare.view.wording import notices, score_words, shown_scores

_SPECIAL = re.compile(r"[\\`*_\[\]~|$]")
_START = re.compile(r"^(\s*)(?:([#+-])(?=[\s#-]|$)|(\d+)([.)])(?=\s|$))")
# Where GitHub would make a link, a mention, a reference or a picture of plain text. An empty comment there is not seen
# and parts what it would recognise; an entity would not, for GitHub looks again at the text that it shows.
_LIVE = re.compile(
    r"(?<=:)(?=//)|(?<=mailto:)|(?<=xmpp:)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=gh-)(?=\d)|(?<=:)(?=[+a-z0-9_-]+:)",
    re.IGNORECASE,
)
_MOST = 5


def render(comparison: Comparison, *, options: Options) -> str:
    """The Markdown of a comparison, ending in a newline."""
    return "\n".join(_Page(comparison, options).blocks()).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Text of a report as Markdown that shows it letter by letter."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _LIVE.sub("<!-- -->", text)
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


class _Page:
    """One page: what it says and the language it says it in."""

    def __init__(self, comparison: Comparison, options: Options) -> None:
        self.comparison, self.options, self.say = comparison, options, options.voice
        self.digest = digest(comparison, options)

    def blocks(self) -> Iterator[str]:
        """The whole page, as lines; an empty line ends a block."""
        yield from self._summary()
        if self.digest.loudest:
            yield from (f"## {self.say('signals.head')}", "")
            yield from (line for item in self.digest.loudest for line in self._loud(item))
            yield ""
        for found in findings(self.comparison, self.options):
            yield from self._finding(found)
        if (told := terms(self.comparison, self.say)) is not None:
            yield from (f"## {told.title}", "", *(table(told) if told.rows else ()), "")
            yield from (escaped(self.say("series.more", count=told.more)), "") if told.more else ()
        if (measured := measures(self.comparison, self.say)) is not None:
            yield from (f"## {measured.title}", "", *table(measured), "")
        for chapter in self.digest.chapters:
            if chapter.items or chapter.changed or chapter.left or chapter.was:
                yield from self._chapter(chapter)

    def _summary(self) -> Iterator[str]:
        old, new, say = self.comparison.old, self.comparison.new, self.say
        yield from (
            f"# {escaped(new.title or new.unit or new.label)}",
            "",
            f"{escaped(old.label)} → {escaped(new.label)}",
            "",
        )
        sizes = tuple((say(key), *self._size(edition)) for key, edition in (("summary.old", old), ("summary.new", new)))
        names = ("", say("table.period"), say("summary.characters"), say("summary.count"), say("outline.file"))
        yield from (*table(Table("", names, sizes)), "")
        counts = self.digest.counts
        kinds = tuple(f"{SIGNS[kind]} {say.name('kind', kind)}" for kind in counts)
        yield from (*table(Table("", kinds, (tuple(str(counts[kind]) for kind in counts),))), "")
        shares = shown_scores(self.comparison.scores).items()
        yield from (
            f"- {say.name('score', name)}: {score_words(say, name, share)}" for name, share in shares if share.count
        )
        if self.options.choice != Choice():
            yield f"- {say('summary.chosen')}: {escaped(choice_words(self.options.choice))}"
        yield from (f"- {escaped(words)}" for words in notices(say, self.comparison.notices))
        yield ""
        most = self.digest.most[:_MOST] if len(self.digest.most) > _MOST else ()
        if most:
            heads = (say("summary.most"), *(say(f"label.{group}") for group in GROUPS))
            rows = tuple((chapter.title, *(str(chapter.counts[group]) for group in GROUPS)) for chapter in most)
            yield from (*table(Table("", heads, rows)), "")

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

    def _finding(self, found: Finding) -> Iterator[str]:
        yield from (f"## {found.title} ({found.count})", "")
        for group in found.groups:
            yield from (f"**{escaped(group.name)}** {group.count}", "")
            yield from map(_entry, group.entries)
            if group.entries and group.more:
                yield f"- {escaped(self.say(group.rest, count=group.more))}"
            yield from [""] if group.entries else []

    def _loud(self, item: Item) -> Iterator[str]:
        """A quiet change: what it does and by which words, where it stands, then its sentences."""
        place = f" <sub>{escaped(item.place)}</sub>" if item.place else ""
        yield f"- **{escaped('；'.join(item.signals))}**{place}"
        yield from (f"  {line}" for line in self._item(replace(item, signals=())))

    def _item(self, item: Item) -> Iterator[str]:
        if [piece.op for piece in item.pieces] == ["delete", "insert"]:
            told = "<br>".join(_marked((piece,)) for piece in item.pieces)
        else:
            told = _marked(item.pieces) if len(item.pieces) > 1 else escaped(item.pieces[0].text)
        beside = (*item.signals, *item.notes)
        notes = f" <sub>{escaped(' · '.join(beside))}</sub>" if beside else ""
        yield f"- {told}{notes}"
        if note := self.options.notes.get(item.change.id):
            yield f"  > {escaped(note)}"


def _entry(entry: Entry) -> str:
    notes = f" <sub>{escaped(' · '.join(entry.notes))}</sub>" if entry.notes else ""
    below = f"<br>→ {escaped(entry.below)}" if entry.below else ""
    return f"- {_marked(entry.pieces) or escaped(entry.text)}{notes}{below}"


def table(found: Table) -> Iterator[str]:
    """A table of GitHub's Markdown."""
    yield _line(found.names)
    yield _line(["---"] * len(found.names), raw=True)
    yield from (_line(row) for row in found.rows)


def _line(row: Iterable[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cell if raw else escaped(cell) for cell in row)} |"


def _marked(pieces: Sequence[Piece]) -> str:
    tags = {"delete": ("<del>", "</del>"), "insert": ("<ins>", "</ins>"), "keep": ("", "")}
    return "".join(f"{tags[piece.op][0]}{escaped(piece.text)}{tags[piece.op][1]}" for piece in pieces)
