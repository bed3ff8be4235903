"""Takes units, gives the heading marks among them, in order.

Numbered and marked headings come from the table of forms; the unnumbered ones (captions on their own line, short lead
sentences, statements over risk paragraphs, styled lines) from what stands around them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.model import Span
from compare.settings import Settings
from compare.structure.captions import find_captions
from compare.structure.forms import RANK, Form, match_form, value_of
from compare.structure.pieces import Mark, Paragraph, Unit

_STOP = "。！？；!?;."
_CLAUSE = re.compile(r"[，,；;：:。！？!?]")
_DATE_LINE = re.compile(r"[—–―-]{1,3}\s*(?:[\d０-９]{4}|[一二三四五六七八九〇○零]{4})\s*年")


def find_marks(
    text: str, units: Sequence[Unit], paragraphs: Sequence[Paragraph], *, language: str, settings: Settings
) -> tuple[Mark, ...]:
    """Every heading of the edition."""
    numbered = {mark.unit: mark for mark in _numbered(text, units, paragraphs, settings)}
    series = {mark.unit: mark for mark in _series(text, units, settings)}
    taken = numbered | series
    captions = {
        mark.unit: mark
        for mark in find_captions(text, units, paragraphs, taken=taken, language=language, settings=settings)
    }
    every = captions | taken
    return _ranked([every[at] for at in sorted(every)])


def _numbered(text: str, units: Sequence[Unit], paragraphs: Sequence[Paragraph], settings: Settings) -> Iterator[Mark]:
    """Headings by form at a paragraph's start, those that only count in series left out."""
    for at, unit in enumerate(units):
        if unit.place or unit.role != "body" or _DATE_LINE.match(text, unit.start, unit.end):
            continue
        found = match_form(text, unit.start, unit.end)
        if found and not found[0].series:
            style = paragraphs[unit.paragraph]
            mark = _mark(text, units, at, found, settings)
            yield (
                replace(mark, rank=RANK["styled"] + style.level / 10)
                if style.style == "heading" and style.level
                else mark
            )


def _series(text: str, units: Sequence[Unit], settings: Settings) -> Iterator[Mark]:
    """Ordinals at sentence starts (一是 …。二是 …。), at least two that follow each other.

    A series that stands at paragraph starts opens sections of its own; one inside a single paragraph ends with it.
    """
    run: list[tuple[int, Form, re.Match[str]]] = []
    for at, unit in enumerate(units):
        if unit.role != "body" or not _starts_sentence(text, units, at):
            continue
        found = match_form(text, unit.start, unit.end)
        if not found or not found[0].series:
            if found and not unit.place and found[0].rank < RANK["1."]:
                yield from _items(text, units, run, settings)
                run = []
            continue
        value = value_of(found[1][1])
        if run and not (found[0].name == run[-1][1].name and value == value_of(run[-1][2][1]) + 1):
            yield from _items(text, units, run, settings)
            run = []
        run.append((at, *found))
    yield from _items(text, units, run, settings)


def _starts_sentence(text: str, units: Sequence[Unit], at: int) -> bool:
    if not units[at].place:
        return True
    return text[units[at - 1].end - 1] not in "；;"


def _items(
    text: str, units: Sequence[Unit], run: list[tuple[int, Form, re.Match[str]]], settings: Settings
) -> Iterator[Mark]:
    if len(run) < 2:
        return
    inner = len({units[at].paragraph for at, _, _ in run}) == 1
    for at, form, match in run:
        mark = _mark(text, units, at, (form, match), settings)
        yield replace(mark, rank=RANK["inner"], closes=True) if inner else mark


def _mark(text: str, units: Sequence[Unit], at: int, found: tuple[Form, re.Match[str]], settings: Settings) -> Mark:
    """A heading by form: the whole unit where it is short and something stands under it, else its first clause."""
    unit, (form, match) = units[at], found
    span, alone = _heading_span(text, units, at, match.end(), settings)
    number = text[unit.start : match.end()].strip() if match[1] else ""
    title = text[match.end() : span[1]].strip().rstrip("。；;：:】").replace("】", " ")
    rank = form.rank + (len(match[1]) / 10 if form.name == "markdown" else 0)
    closes = form.name in ("——", "【】") and unit.of > 1
    return Mark(at, form.name, rank, number, value_of(match[1]), _one_line(title), span, alone=alone, closes=closes)


def _heading_span(text: str, units: Sequence[Unit], at: int, head: int, settings: Settings) -> tuple[Span, bool]:
    unit = units[at]
    last = unit.place == unit.of - 1
    stopped = text[unit.end - 1] in _STOP
    short = unit.end - unit.start <= (
        settings.heading_longest if text[unit.start : unit.end].isascii() is False else 200
    )
    if short and not (last and stopped and unit.place) and text[unit.end - 1] not in "；;":
        return (unit.start, unit.end), True
    clause = _CLAUSE.search(text, min(head + 1, unit.end), unit.end)
    return (unit.start, clause.start() if clause else unit.end), False


def _one_line(title: str) -> str:
    return re.sub(r"\s+", " ", title)


def _ranked(marks: list[Mark]) -> tuple[Mark, ...]:
    """A caption that opens a new count (1, 2, …) of a higher form stands above that form."""
    found = list(marks)
    for at in range(len(found) - 1):
        after = found[at + 1]
        if found[at].form == "caption" and after.value == 1 and after.rank < found[at].rank:
            found[at] = replace(found[at], rank=after.rank - 1)
    return tuple(found)
