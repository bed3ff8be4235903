"""Takes units and heading marks, gives the sections, nested by the marks' ranks, and the section of every unit.

A stretch before, between or after headings is an untitled section; so are closing paragraphs that belong to none.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from compare.model import Part, Section
from compare.source import Span
from compare.structure.parts import part_of_stretch, part_of_title
from compare.structure.types import HeadingMark, Unit

# Words that open a paragraph which looks back over the whole, and words that end a report.
_TURN = re.compile(
    r"(?:各位代表|同志们|各位委员|各位同事|一年来|过去一年|五年来|总之|回顾|回望|在(?:充分)?(?:看到|肯定|总结)|同时[，,]?我们|我们也?(?:清醒|深知)"
    r"|会议(?:强调|指出|要求|认为|号召|决定|提出|还))"
)
_LOOK_BACK = re.compile(r"回顾|回望|总之|总的来(?:看|说)")
_SPOKEN = ("body", "salutation")
_ADDRESS = re.compile(r"各位|同志们")
_END = re.compile(
    r"让我们|(?:我们要)?更加紧密地?团结在|不懈奋斗|努力奋斗|而奋斗|今后的工作|在今后|下一步|明年|新的一年|\d{4}年，我将|\*{4}年，我将|谢谢|以上报告|请予评议|批评指正"
)


@dataclass(slots=True)
class _Node:
    """A section while it is being built."""

    mark: HeadingMark | None
    parent: "_Node | None"
    number: int
    first: int
    last: int = 0
    children: int = 0
    titled: bool = False
    id: str = ""


def nest(
    text: str, units: Sequence[Unit], marks: Sequence[HeadingMark], *, default: Part
) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """The sections in reading order, and for each unit the id of the deepest section it stands in."""
    final = _final_stretch(text, units, [mark for mark in marks if mark.form != "lead"])
    kept = [mark for mark in marks if final < 0 or mark.unit < final]
    builder = _Builder(text, units, kept, final)
    owners = [builder.take(at) for at in range(len(units))]
    builder.close(0, len(units))
    return builder.sections(default), tuple(node.id for node in owners)


class _Builder:
    """Walks the units once; `stack` holds the open sections, outermost first."""

    def __init__(self, text: str, units: Sequence[Unit], marks: Sequence[HeadingMark], final: int) -> None:
        self.text, self.units = text, units
        self.marks = {mark.unit: mark for mark in marks}
        self.ends = {final, _tail(units)}
        self.root = _Node(None, None, 0, 0)
        self.stack: list[_Node] = []
        self.nodes: list[_Node] = []

    def take(self, at: int) -> _Node:
        """Puts one unit into the section it belongs to, opening and closing sections on the way."""
        mark = self.marks.get(at)
        if not mark or mark.form == "lead":
            self._turn(at)
        if mark:
            self._pop(mark, at)
            self._open(mark, at)
        elif not self.stack or (self._stranded() and not self._leads_on(at)):
            self._open(None, at)
        return self.stack[-1]

    def _leads_on(self, at: int) -> bool:
        """Whether a salutation stands alone over the next heading: it opens no stretch of its own."""
        return self.units[at].role == "salutation" and at + 1 in self.marks and bool(self.stack)

    def close(self, depth: int, at: int) -> None:
        """Closes the open sections below a depth at a unit."""
        while len(self.stack) > depth:
            self.stack.pop().last = at

    def _pop(self, mark: HeadingMark, at: int) -> None:
        depth = len(self.stack)
        while depth and (self.stack[depth - 1].mark is None or self.stack[depth - 1].mark.rank >= mark.rank):  # type: ignore[union-attr]
            depth -= 1
        self.close(depth, at)

    def _turn(self, at: int) -> None:
        """At a paragraph's start: ends what ends with its paragraph; a turn to the whole leaves the inner sections."""
        unit = self.units[at]
        if unit.place:
            return
        if at in self.ends:
            self.close(0, at)
        for depth, node in enumerate(self.stack):
            if node.mark and node.mark.closes:
                self.close(depth, at)
                break
        if self.stack and _TURN.match(self.text, unit.start, unit.end):
            self._turn_away(at)

    def _turn_away(self, at: int) -> None:
        """Leaves the inner sections; the outermost too where its heading only opened a paragraph."""
        depth = 0 if self._runs_in(self.stack[0].mark) else 1
        fresh = self.stack[-1].mark or _ADDRESS.match(self.text, self.units[at].start)
        if fresh and len(self.stack) > depth:
            self.close(depth, at)

    def _runs_in(self, mark: HeadingMark | None) -> bool:
        return mark is not None and self.units[mark.unit].of > 1

    def _stranded(self) -> bool:
        """Whether the open section already has subsections that are closed: what follows stands between headings."""
        return self.stack[-1].titled

    def _open(self, mark: HeadingMark | None, at: int) -> None:
        parent = self.stack[-1] if self.stack else self.root
        begins = parent is self.root and not parent.children and mark is None
        parent.number += 0 if begins else 1
        parent.children += 1
        parent.titled = parent.titled or mark is not None
        node = _Node(mark, parent, 0, at)
        node.id = f"{parent.id}.{parent.number}" if parent.id else str(parent.number)
        self.stack.append(node)
        self.nodes.append(node)

    def sections(self, default: Part) -> tuple[Section, ...]:
        """The sections as nouns; a part is inherited from the section above, else from the one before (`default`)."""
        built: dict[str, Section] = {}
        earlier: set[Part] = set()
        for node in self.nodes:
            built[node.id] = self._section(node, built, default, earlier)
            if node.mark and built[node.id].level == 1:
                earlier.add(built[node.id].part)
        return tuple(built.values())

    def _section(self, node: _Node, found: dict[str, Section], default: Part, earlier: Collection[Part]) -> Section:
        above = found.get(node.parent.id) if node.parent else None
        mark = node.mark
        title = mark.title if mark else ""
        inherited = above.part if above else "other"
        part: Part = "other"
        if mark and mark.form != "annex":
            own = self.text[self.units[node.first].start : self.units[node.last - 1].end]
            part = part_of_title(title, own, inherited, top=above is None, default=default, earlier=earlier)
        elif not mark:
            unit = self.units[node.first]
            part = part_of_stretch(self.text[unit.start : unit.end], inherited)
        heading: Span | None = mark.span if mark else None
        span = self.units[node.first].start, self.units[node.last - 1].end
        level = above.level + 1 if above else 1
        number = mark.number if mark else ""
        return Section(
            node.id, above.id if above else "", number, title, level, part, heading, span, node.first, node.last
        )


def _final_stretch(text: str, units: Sequence[Unit], marks: Sequence[HeadingMark]) -> int:
    """The unit at which the closing words begin, below the paragraph of the last heading; -1 where there are none."""
    inside = units[marks[-1].unit].paragraph if marks else len(units)
    firsts = [at for at, u in enumerate(units) if not u.place and u.paragraph > inside and u.role in _SPOKEN]
    ends = [order for order, at in enumerate(firsts) if _END.search(_paragraph(text, units, at))]
    order = ends[-1] if ends else -1
    while order > 0 and _belongs(text, units, firsts[order - 1]):
        order -= 1
    if order < 0:
        return -1
    start = units[firsts[order]].start
    return firsts[order] if _TURN.match(text, start) or _END.match(text, start) else -1


def _belongs(text: str, units: Sequence[Unit], at: int) -> bool:
    """Whether a paragraph right above the closing words is part of them: a salutation, or a look back."""
    return units[at].role == "salutation" or bool(_LOOK_BACK.match(text, units[at].start))


def _tail(units: Sequence[Unit]) -> int:
    """The unit at which the page's furniture begins that runs to the end of the text."""
    at = len(units)
    while at and units[at - 1].role == "furniture":
        at -= 1
    return at


def _paragraph(text: str, units: Sequence[Unit], at: int) -> str:
    return text[units[at].start : units[at + units[at].of - 1].end]
