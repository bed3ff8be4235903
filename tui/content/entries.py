"""Entries of a list for one width: lines, heads, and passages of a report with marks over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from compare.model import Change, Comparison, Edition
from compare.source import Span
from compare.text.cells import break_lines, clean
from compare.view.redline import is_rewritten
from tui.cells import fit, wrap
from tui.content.rows import Layer, layered
from tui.layout import Slice, stretches
from tui.state import Desk
from tui.styled import Entry, Run

_INDENT = 6


@dataclass(frozen=True, slots=True)
class Lines:
    """Makes entries for one width."""

    desk: Desk
    width: int

    def fit(self, text: str, width: int, *, flush_right: bool = False) -> str:
        """A text cut and filled to some cells of the line."""
        return fit(text, width, ambiguous=self.desk.asked.ambiguous, flush_right=flush_right)

    def head(self, text: str, style: str) -> tuple[Run, ...]:
        """A line of one style."""
        return (Run(self.fit(text, self.width), (style,)),)

    def line(self, text: str, style: str, target: int | None = None) -> Entry:
        """An entry of one line."""
        return Entry((self.head(text, style),), target)

    def paragraph(self, text: str, style: str, sign: str = " ") -> tuple[tuple[Run, ...], ...]:
        """A text of our own as lines, indented, its sign before the first."""
        lines = wrap(" ".join(text.split()), self._room, ambiguous=self.desk.asked.ambiguous)
        return tuple((self._indent(sign, at, style), Run(line, (style,))) for at, line in enumerate(lines))

    def passage(
        self, edition: Edition, spans: Sequence[Span], style: str, sign: str = " ", over: Sequence[Layer] = ()
    ) -> tuple[tuple[Run, ...], ...]:
        """Stretches of a report as lines, indented, its sign before the first, marks over it."""
        text, policy = edition.source.text, self.desk.asked.ambiguous
        lines: list[tuple[Run, ...]] = []
        for first, last in spans:
            for start, end in break_lines(text[first:last], self._room, ambiguous=policy):
                runs = [
                    Run(clean(text[low:high], ambiguous=policy), (style, *names))
                    for low, high, names in layered(Slice("new", first + start, first + end), over)
                ]
                lines.append((self._indent(sign, len(lines), style), *runs))
        return tuple(lines)

    def sides(self, change: Change, comparison: Comparison) -> tuple[tuple[Run, ...], ...]:
        """Both texts of a change, one above the other, with what changed and what is telling in it."""
        old, new = comparison.old, comparison.new
        olds, news = stretches(old, change.old), stretches(new, change.new)
        if [old.source.text[slice(*span)] for span in olds] == [new.source.text[slice(*span)] for span in news]:
            return self.passage(new, news, "plain")
        gone, come = marks(comparison, change)
        gone += [(*signal.old, "hit") for signal in change.signals or () if signal.old]
        come += [(*signal.new, "hit") for signal in change.signals or () if signal.new]
        return (
            *(self.passage(old, olds, "removed", "-", gone) if olds else ()),
            *(self.passage(new, news, "added", "+", come) if news else ()),
        )

    @property
    def _room(self) -> int:
        return max(8, self.width - _INDENT)

    def _indent(self, sign: str, at: int, style: str) -> Run:
        return Run(f"  {' ' if at else sign:<3} ", (style,))


def marks(comparison: Comparison, change: Change) -> tuple[list[Layer], list[Layer]]:
    """What went of the old text and what came in the new one; figures alone where all of it would be marked."""
    if not (change.old and change.new and change.edits):
        return [], []
    if is_rewritten(comparison, change):
        figures = [one for one in comparison.figures or () if one.old and one.new and one.direction != "same"]
        return (
            [(*figure.old.span, "mark-old") for figure in figures if figure.old],
            [(*figure.new.span, "mark-new") for figure in figures if figure.new],
        )
    return (
        [(*edit.old, "mark-old") for edit in change.edits],
        [(*edit.new, "mark-new") for edit in change.edits],
    )
