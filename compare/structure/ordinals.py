"""Takes units, gives the headings that only count in series: ordinals (一是 …。二是 …。) and leads inside giant paragraphs.

A series that stands at paragraph starts opens sections of its own; one inside a single paragraph ends with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.settings import Settings
from compare.structure.numbering import RANK, HeadingForm, mark_of, match_form, value_of
from compare.structure.text_lines import one_line
from compare.structure.types import HeadingMark, Unit

_INNER_FORMS = frozenset(("（一）", "（1）", "①", "1."))
_HABIT = 4
# A figure, a comma, or one single event: a sentence of the text.
_TEXT = re.compile(r"[\d０-９，、：；是了]|还|有待|我[国们]|入选|获批|列为|列入|召开|上线|出台|举办|揭牌|启动")


@dataclass(frozen=True, slots=True)
class _Ordinal:
    """A unit that begins with an ordinal: where it is, which form, which number."""

    at: int
    found: tuple[HeadingForm, re.Match[str]]
    value: int

    def follows(self, other: "_Ordinal") -> bool:
        """Whether it is the next of the other's series."""
        return self.found[0].name == other.found[0].name and self.value == other.value + 1


def find_series(text: str, units: Sequence[Unit], *, settings: Settings) -> Iterator[HeadingMark]:
    """Ordinals at sentence starts, at least two that follow each other."""
    run: list[_Ordinal] = []
    for ordinal in _ordinals(text, units):
        if run and (ordinal is None or not ordinal.follows(run[-1])):
            yield from _marks(text, units, run, settings)
            run = []
        if ordinal:
            run.append(ordinal)
    yield from _marks(text, units, run, settings)


def _ordinals(text: str, units: Sequence[Unit]) -> Iterator[_Ordinal | None]:
    """The ordinals in order; None where a higher numbered heading breaks every series.

    A count that begins under an ordinal (第一，… （一）… （二）… 第二，…) stands inside it and breaks nothing.
    """
    inside: set[str] = set()
    for at, unit in enumerate(units):
        if unit.role != "body" or not _starts_sentence(text, units, at):
            continue
        matched = match_form(text, unit.start, unit.end)
        if matched and matched[0].series:
            inside = set()
            yield _Ordinal(at, matched, value_of(matched[1][1]))
        elif matched and not unit.place and matched[0].rank < RANK["1."]:
            inside |= {matched[0].name} if value_of(matched[1][1]) == 1 else set()
            if matched[0].name not in inside:
                yield None


def _starts_sentence(text: str, units: Sequence[Unit], at: int) -> bool:
    return not units[at].place or text[units[at - 1].end - 1] not in "；;"


def _marks(text: str, units: Sequence[Unit], run: Sequence[_Ordinal], settings: Settings) -> Iterator[HeadingMark]:
    inner = len({units[ordinal.at].paragraph for ordinal in run}) == 1
    for ordinal in run if len(run) > 1 else ():
        mark = mark_of(text, units[ordinal.at], ordinal.at, ordinal.found, longest=settings.heading_longest)
        yield replace(mark, rank=RANK["inner"], closes=True) if inner else mark


def find_items(
    text: str, units: Sequence[Unit], taken: Mapping[int, HeadingMark], *, settings: Settings
) -> Iterator[HeadingMark]:
    """Headings inside giant paragraphs: numbers in series, else short lead sentences where the report has the habit."""
    paragraphs = [range(at, at + unit.of) for at, unit in enumerate(units) if not unit.place and unit.role == "body"]
    for paragraph in paragraphs:
        yield from _inner_numbers(text, units, paragraph, settings)
    giant = [p for p in paragraphs if len(p) >= settings.giant_paragraph and p[0] in taken and taken[p[0]].number]
    led = [(p, leads) for p in giant if (leads := _inner_leads(text, units, p, taken, settings))]
    if len(led) >= max(_HABIT, len(giant) / 2):
        for _, leads in led:
            yield from (_lead(text, units[at], at) for at in leads)


def _inner_numbers(text: str, units: Sequence[Unit], paragraph: range, settings: Settings) -> Iterator[HeadingMark]:
    run: list[_Ordinal] = []
    for at in paragraph:
        matched = match_form(text, units[at].start, units[at].end)
        if not matched or matched[0].name not in _INNER_FORMS or not _starts_sentence(text, units, at):
            continue
        ordinal = _Ordinal(at, matched, value_of(matched[1][1]))
        if run and not ordinal.follows(run[-1]):
            break
        run.append(ordinal)
    for ordinal in run if len(run) > 1 else ():
        if ordinal.at != paragraph[0]:
            unit = units[ordinal.at]
            mark = mark_of(text, unit, ordinal.at, ordinal.found, longest=settings.heading_longest)
            inside = run[0].at != paragraph[0]
            yield replace(mark, rank=RANK["inner"] if inside else mark.rank, closes=True)


def _inner_leads(
    text: str, units: Sequence[Unit], paragraph: range, taken: Mapping[int, HeadingMark], settings: Settings
) -> list[int]:
    """Short sentences without a figure or a comma, the first at once below the heading, something under each."""
    places: list[int] = []
    for at in paragraph[1:-1]:
        unit, after = units[at], units[at + 1]
        short = unit.end - unit.start <= settings.inner_lead_longest < after.end - after.start
        plain = text[unit.end - 1] == "。" and not _TEXT.search(text, unit.start, unit.end)
        if short and plain and at not in taken and (not places or at > places[-1] + 1):
            places.append(at)
    return places if len(places) > 1 and places[0] <= paragraph[0] + 2 else []


def _lead(text: str, unit: Unit, at: int) -> HeadingMark:
    title = one_line(text[unit.start : unit.end]).rstrip("。")
    return HeadingMark(at, "lead", RANK["inner"], "", 0, title, (unit.start, unit.end), closes=True)
