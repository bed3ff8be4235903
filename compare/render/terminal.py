"""Lines for a terminal or a plain file. Takes styled text, gives lines that fit a width in terminal cells.

A style is a word ("new", "gone", "head", …); on paper it is nothing or a bracket, on a terminal a colour and, so that
colour is never the only sign, an underline or a strike as well.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.text.cells import break_lines, cells, clean

_CODES = {
    "head": "1",
    "soft": "2",
    "added": "32",
    "removed": "31",
    "edited": "33",
    "updated": "36",
    "moved": "35",
    "insert": "32;4",
    "delete": "31;9",
}
_BRACKETS = {"insert": ("{+", "+}"), "delete": ("[-", "-]")}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws for one width, in colour or plain."""

    width: int
    color: bool

    def lines(self, runs: Iterable[Run], *, first: Sequence[Run] = (), indent: int = 0) -> Iterator[str]:
        """A paragraph: `first` stands before its first line, `indent` blanks before the others."""
        runs = [run for run in map(self._shown, runs) if run.text]
        text = "".join(run.text for run in runs)
        held = "".join(_held(run) for run in runs)
        lead = "".join(map(self.paint, first))
        lead += " " * (indent - sum(cells(run.text) for run in first))
        for start, end in break_lines(held, max(self.width - indent, 16)) or [(0, 0)]:
            stop = start + len(text[start:end].rstrip())
            yield (lead + "".join(self.paint(run) for run in _cut(runs, start, stop))).rstrip()
            lead = " " * indent

    def clipped(self, runs: Iterable[Run], *, first: Sequence[Run] = ()) -> str:
        """One line: what does not fit is left out behind "…"."""
        room = self.width - sum(cells(run.text) for run in first)
        shown = [self._shown(run) for run in _clip(list(runs), room, color=self.color)]
        return "".join(map(self.paint, (*first, *shown))).rstrip()

    def units(self, units: Iterable[Run], *, first: str, glue: str = "   ") -> Iterator[str]:
        """Short runs side by side, as many as a line holds; none is broken."""
        line, used = first, cells(first)
        for unit in units:
            fits = used + cells(glue + unit.text) <= self.width
            if line.strip() and not fits:
                yield line
                line, used = " " * cells(first), cells(first)
            between = glue if line.strip() else ""
            line, used = line + between + self.paint(unit), used + cells(between + unit.text)
        yield line

    def paint(self, run: Run) -> str:
        """A run in its colour, or as it is."""
        code = _CODES.get(run.style) if self.color else None
        return f"\x1b[{code}m{run.text}\x1b[0m" if code and run.text else run.text

    def _shown(self, run: Run) -> Run:
        """A run with nothing in it that could steer the terminal; in brackets where there is no colour."""
        before, after = ("", "") if self.color else _BRACKETS.get(run.style, ("", ""))
        words = clean(run.text)
        bare = words.lstrip()
        return Run(f"{words[: len(words) - len(bare)]}{before}{bare}{after}" if words else "", run.style)


def _clip(runs: Sequence[Run], room: int, *, color: bool) -> Iterator[Run]:
    """The runs that fit so many cells with their brackets; the last one cut, with "…" in place of what is missing."""
    sizes = [cells(clean(run.text)) + (0 if color else sum(map(len, _BRACKETS.get(run.style, ())))) for run in runs]
    if sum(sizes) <= room:
        yield from runs
        return
    room -= 2  # a terminal may draw the sign of what is missing in two cells
    for run, size in zip(runs, sizes, strict=True):
        if size > room:
            frame = size - cells(clean(run.text))
            kept = beginning(clean(run.text), room - frame).rstrip()
            yield Run(f"{kept}…", run.style if kept else "")
            return
        yield run
        room -= size
    yield Run("…")


def beginning(text: str, room: int) -> str:
    """The first cells of a text."""
    used = 0
    for at, character in enumerate(text):
        used += cells(character)
        if used > room:
            return text[:at]
    return text


def _held(run: Run) -> str:
    """A run as a line breaker should see it: a bracket stays with what it holds."""
    before, after = _BRACKETS.get(run.style, ("", ""))
    blanks = len(run.text) - len(run.text.lstrip())
    if not before or not run.text.startswith(before, blanks):
        return run.text
    return f"{run.text[:blanks]}(({run.text[blanks + len(before) : -len(after)]}))"


def padded(text: str, width: int, *, flush_right: bool = False) -> str:
    """Text filled up with blanks to a width in cells."""
    blanks = " " * (width - cells(text))
    return blanks + text if flush_right else text + blanks


def _cut(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """What of the runs stands in a stretch of their joined text."""
    at = 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            yield Run(run.text[low:high], run.style)
        at += len(run.text)
