"""The brief as lines for a terminal or a plain file. Takes a `Brief`, gives at most thirty lines, each within the width.

What does not fit a line is cut behind "…": the whole texts stand in the longer report.
"""

from collections.abc import Iterator, Mapping, Sequence

from compare.messages import Voice
from compare.render.terminal import Pen, Run
from compare.text.cells import cells
from compare.view.brief import Brief, FigureLine, QuietChange
from compare.view.findings import FORECAST
from compare.view.redline import RedlinePiece
from compare.view.summary import SIGNS, Chapter

LINES = 30
"""Lines of a brief: what an ordinary terminal shows without scrolling."""

BAR = 36
"""Cells of the bar at most."""

PROMISES = 4
"""Promises that are named at most; how many more there are is said."""

SHARE_SIGNS: Mapping[str, str] = {"whole": "=", "reworded": "~", "new": "+"}
_SHARE_STYLES: Mapping[str, str] = {"whole": "soft", "reworded": "edited", "new": "added"}
_STYLES: Mapping[str, str] = {"keep": "", "delete": "delete", "insert": "insert"}
_BEFORE = 16
"""Cells of the text before the first edit that are shown of a long sentence."""


def brief_lines(brief: Brief, pen: Pen, say: Voice) -> Iterator[str]:
    """The page, from its title to the sections by change."""
    drawn = _Drawn(brief, pen, say)
    blocks = [
        list(block) for block in (drawn.head(), drawn.quiet(), drawn.promises(), drawn.figures(), drawn.sections())
    ]
    blocks = _trimmed([block for block in blocks if block])
    for place, block in enumerate(blocks):
        if place:
            yield ""
        yield from block


def _trimmed(blocks: list[list[str]]) -> list[list[str]]:
    """The blocks without the last lines of the longest ones behind the quiet changes, until a page holds them."""
    while sum(map(len, blocks)) + len(blocks) - 1 > LINES and any(len(block) > 2 for block in blocks[2:]):
        max(blocks[:1:-1], key=len).pop()
    return blocks


class _Drawn:
    """One brief, the pen that draws it, the language it speaks."""

    def __init__(self, brief: Brief, pen: Pen, say: Voice) -> None:
        self.brief, self.pen, self.say = brief, pen, say

    def head(self) -> Iterator[str]:
        """Title, how much is carried over, the bar, sentences by kind, warnings."""
        brief = self.brief
        yield self.pen.clipped([Run(f"{brief.title}   {brief.old} -> {brief.new}", "head")])
        yield ""
        if brief.carried:
            yield from self.pen.lines([Run(brief.carried)], first=[Run("  ")], indent=2)
        if brief.shares and all(part.percent is not None for part in brief.shares):
            yield from self._bar()
        if brief.remark:
            yield from self.pen.lines([Run(brief.remark, "soft")], first=[Run("  ")], indent=2)
        counts = [
            Run(f"{SIGNS[kind]} {self.say.name('kind', kind)} {count}", kind)
            for kind, count in brief.counts.items()
            if count
        ]
        yield from self.pen.units(counts, first="  ")
        for notice in brief.notices:
            yield from self.pen.lines([Run(notice)], first=[Run("  ! ")], indent=4)

    def _bar(self) -> Iterator[str]:
        """One bar of three shares, each under the sign that its sentences have."""
        size = min(BAR, self.pen.width - 4)
        runs, before, total = [], 0, 0
        for part in self.brief.shares:
            total += part.percent or 0
            upto = round(size * total / 100)
            runs.append(Run(SHARE_SIGNS[part.name] * (upto - before), _SHARE_STYLES[part.name]))
            before = upto
        names = [
            Run(f"  {SHARE_SIGNS[part.name]} {self.say(f'brief.{part.name}')}", _SHARE_STYLES[part.name])
            for part in self.brief.shares
        ]
        yield (
            "  "
            + "".join(map(self.pen.paint, runs))
            + self.pen.clipped(names, first=[Run(" " * (size + 2))])[size + 2 :]
        )

    def quiet(self) -> Iterator[str]:
        """Each quiet change on two lines: what it does and where; the words around it."""
        brief = self.brief
        if brief.quiet is None:
            return
        if not brief.quiet:
            yield self.pen.clipped([Run(self.say("brief.no_quiet"), "head")])
            return
        told = self.say("brief.quiet", shown=len(brief.quiet), count=brief.quiet_count)
        yield self.pen.clipped([Run(told, "head")])
        for number, quiet in enumerate(brief.quiet, 1):
            yield from self._quiet(number, quiet)

    def _quiet(self, number: int, quiet: QuietChange) -> Iterator[str]:
        place = f"   ({quiet.place})" if quiet.place else ""
        room = self.pen.width - 4 - min(cells(place), self.pen.width // 3)
        glue, words = self.say("brief.glue"), quiet.words[0]
        for more in quiet.words[1:]:
            words = f"{words}{glue}{more}" if cells(words + glue + more) <= room else words
        lead = self.pen.clipped([Run(words)], first=[Run(f"  {number} ")])
        if cells(words) <= room:
            lead = self.pen.clipped([Run(words), Run(place, "soft")], first=[Run(f"  {number} ")])
        yield lead
        yield self.pen.clipped(around(quiet.pieces), first=[Run("    ")])

    def promises(self) -> Iterator[str]:
        """How many of each verdict; those that were missed or are not mentioned, by name."""
        verdicts = self.brief.verdicts
        if verdicts is None:
            return
        count = sum(len(verdict.promises) for verdict in verdicts if verdict.status != FORECAST)
        told = " · ".join(f"{verdict.name} {len(verdict.promises)}" for verdict in verdicts)
        yield from self._line(self.say("brief.promises", count=count), told)
        named = [(verdict.name, line) for verdict in verdicts if verdict.named for line in verdict.promises]
        for name, line in named[:PROMISES] if len(named) <= PROMISES else named[: PROMISES - 1]:
            evidence = f" -> {line.evidence}" if line.evidence else ""
            yield self.pen.clipped(
                [Run(f"{name}  ", "removed"), Run(line.text), Run(evidence, "soft")], first=[Run("  ")]
            )
        if len(named) > PROMISES:
            yield self.pen.clipped(
                [Run(self.say("and.more", count=len(named) - PROMISES + 1), "soft")], first=[Run("  ")]
            )

    def figures(self) -> Iterator[str]:
        """How many of each sort; those that changed most."""
        if self.brief.figures is None:
            return
        told = " · ".join(f"{name} {count}" for name, count in self.brief.figure_counts)
        yield from self._line(self.say("brief.figures"), told)
        yield from map(self._figure, self.brief.figures)

    def _figure(self, figure: FigureLine) -> str:
        beside = " ".join(part for part in (figure.difference, figure.judgement) if part)
        words = f"   ({beside})" if beside else ""
        return self.pen.clipped(
            [Run(f"{figure.name}   {figure.old} -> {figure.new}"), Run(words, "soft")], first=[Run("  ")]
        )

    def sections(self) -> Iterator[str]:
        """The sections that changed most, with their counts."""
        if not self.brief.sections:
            return
        yield self.pen.clipped([Run(self.say("brief.sections"), "head")])
        yield from map(self._section, self.brief.sections)

    def _section(self, chapter: Chapter) -> str:
        kinds = ("added", "removed", "edited", "updated", "moved")
        counts = [Run(_signed(chapter, kind), kind) for kind in kinds]
        return self.pen.clipped([*counts, Run(f"   {chapter.title}")], first=[Run("  ")])

    def _line(self, name: str, words: str) -> Iterator[str]:
        """A heading with its counts on the same line, or below it where they do not fit."""
        if cells(f"{name}   {words}") <= self.pen.width:
            yield self.pen.clipped([Run(name, "head"), Run(f"   {words}")])
            return
        yield self.pen.clipped([Run(name, "head")])
        if words:
            yield self.pen.clipped([Run(words)], first=[Run("  ")])


def _signed(chapter: Chapter, kind: str) -> str:
    count = chapter.counts[kind]
    return f"{SIGNS[kind]}{count}".rjust(5) if count else " " * 5


def around(pieces: Sequence[RedlinePiece]) -> list[Run]:
    """The pieces with the text before the first edit shortened, so that a cut line still shows the edit."""
    runs = [Run(piece.text, _STYLES[piece.op]) for piece in pieces]
    if len(runs) > 1 and not runs[0].style and cells(runs[0].text) > _BEFORE:
        text = runs[0].text
        while cells(text) > _BEFORE:
            text = text[1:]
        runs[0] = Run(f"…{text}")
    return runs
