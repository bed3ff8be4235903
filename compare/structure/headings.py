"""Takes units, gives the heading marks among them, in order.

Numbered and marked headings come from the table of forms, ordinals from their series, the unnumbered ones from what
stands around them. Where two rules claim a unit, the form goes before the series, the series before the caption.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from compare.settings import Settings
from compare.structure.captions import find_captions
from compare.structure.levels import rank_by_counts
from compare.structure.metadata import GENRE
from compare.structure.numbering import GLUED, RANK, STOPS, mark_of, match_form, value_of
from compare.structure.ordinals import find_items, find_series
from compare.structure.types import HeadingMark, Paragraph, Unit

_DATE_LINE = re.compile(r"[—–―-]{1,3}\s*(?:[\d０-９]{4}|[一二三四五六七八九〇○零]{4})\s*年")
_TITLE_FORMS = frozenset(("markdown", "styled", "caption", "caps"))
_BRACKETED = frozenset(("（1）", "［1］"))
_ARTICLES = frozenset((GLUED, "条", "article", "section"))
_LEAST_ARTICLES = 3
_ENGLISH_FORMS = frozenset(("markdown", "part", "item"))


def find_marks(
    text: str,
    units: Sequence[Unit],
    paragraphs: Sequence[Paragraph],
    *,
    opening: int,
    language: str,
    settings: Settings,
) -> tuple[HeadingMark, ...]:
    """Every heading of the edition; `opening` units stand above its table of contents."""
    marks_at = {mark.unit: mark for mark in find_series(text, units, settings=settings)}
    marks_at |= {mark.unit: mark for mark in _numbered(text, units, paragraphs, language, settings)}
    marks_at |= {mark.unit: mark for mark in find_items(text, units, marks_at, settings=settings)}
    captions = find_captions(
        text, units, paragraphs, taken=marks_at, opening=opening, language=language, settings=settings
    )
    marks_at = {mark.unit: mark for mark in captions} | marks_at
    marks = rank_by_counts(_below_title(text, units, [marks_at[at] for at in sorted(marks_at)]))
    marks = tuple(_without_lone_leads(units, marks))
    return tuple(_with_body(units, _without_footnotes(units, marks) if language == "en" else marks))


def _heads_english(text: str, unit: Unit, form: str) -> bool:
    """In English a number in brackets, or before a full sentence, is a footnote or an item of a list."""
    return form in _ENGLISH_FORMS or (unit.of == 1 and text[unit.end - 1] not in STOPS)


def _numbered(
    text: str, units: Sequence[Unit], paragraphs: Sequence[Paragraph], language: str, settings: Settings
) -> Iterator[HeadingMark]:
    """Headings by form at a paragraph's start; forms that only count in series are left to their room."""
    counted = _counted(text, units)
    for at, unit in enumerate(units):
        look = paragraphs[unit.paragraph].look
        if (
            unit.place
            or unit.role != "body"
            or look.style == "footnote"
            or _DATE_LINE.match(text, unit.start, unit.end)
        ):
            continue
        matched = match_form(text, unit.start, unit.end)
        if not matched or matched[0].series or (matched[0].name == GLUED and at not in counted):
            continue
        if language == "en" and at not in counted and not _heads_english(text, unit, matched[0].name):
            continue
        mark = mark_of(text, unit, at, matched, longest=settings.heading_longest)
        styled = look.style == "heading" and look.level > 0
        yield replace(mark, rank=RANK["styled"] + look.level / 10) if styled else mark


def _counted(text: str, units: Sequence[Unit]) -> frozenset[int]:
    """The units that open with the number of an article or section which follows the one before it, or leads the next.

    An article of a law is a sentence itself; what only refers to one (Article 5 applies …) stands in no count.
    """
    firsts = ((at, match_form(text, unit.start, unit.end)) for at, unit in enumerate(units) if not unit.place)
    numbered = [(at, value_of(found[1][1])) for at, found in firsts if found and found[0].name in _ARTICLES]
    kept: set[int] = set()
    for (at, value), (after, next_value) in pairwise(numbered):
        if next_value - value in (0, 1):
            kept |= {at, after}
    return frozenset(kept) if len(kept) >= _LEAST_ARTICLES else frozenset()


def _below_title(text: str, units: Sequence[Unit], marks: Sequence[HeadingMark]) -> Sequence[HeadingMark]:
    """The marks without the title: an unnumbered first line that names a genre or is the only one so high."""
    first = next((at for at, unit in enumerate(units) if unit.role != "furniture"), 0)
    if not marks or marks[0].unit != first or marks[0].form not in _TITLE_FORMS:
        return marks
    alike = [mark for mark in marks[1:] if mark.rank <= marks[0].rank]
    return marks if alike and not GENRE.search(text, units[first].start, units[first].end) else marks[1:]


def _without_lone_leads(units: Sequence[Unit], marks: Sequence[HeadingMark]) -> Iterator[HeadingMark]:
    """The marks without short sentences that only begin the text of the heading right above them.

    They have no sibling, and the heading is a sentence itself, or the paragraph goes on to items of its own.
    """
    for order, mark in enumerate(marks):
        before = marks[order - 1] if order else None
        under = before is not None and before.unit == mark.unit - 1 and units[before.unit].of == 1
        if not (mark.form == "lead" and under and _begins_text(units, marks, order)):
            yield mark


def _begins_text(units: Sequence[Unit], marks: Sequence[HeadingMark], order: int) -> bool:
    rest = (marks[place] for place in range(order + 1, len(marks)))
    after = next((other for other in rest if not _together(units, marks[order], other)), None)
    inside = order + 1 < len(marks) and _together(units, marks[order], marks[order + 1])
    return (inside or not marks[order - 1].bare) and (after is None or after.form != "lead")


def _together(units: Sequence[Unit], mark: HeadingMark, other: HeadingMark) -> bool:
    return units[mark.unit].paragraph == units[other.unit].paragraph


def _without_footnotes(units: Sequence[Unit], marks: Sequence[HeadingMark]) -> Iterator[HeadingMark]:
    """The marks without numbers in brackets that have nothing under them: in English a table's footnotes, or a list."""
    for mark, after in _with_next(marks):
        if mark.form not in _BRACKETED or not _is_empty(units, mark, after):
            yield mark


def _with_body(units: Sequence[Unit], marks: Iterable[HeadingMark]) -> Iterator[HeadingMark]:
    """A sentence with nothing under it is text, not a heading, though it opens a section: the items of a list."""
    for mark, after in _with_next(tuple(marks)):
        yield mark if mark.bare or not _is_empty(units, mark, after) else replace(mark, alone=False)


def _is_empty(units: Sequence[Unit], mark: HeadingMark, after: HeadingMark | None) -> bool:
    """Whether nothing stands between a heading and the next that is no lower."""
    below = mark.unit + 1
    ends = below == len(units) or units[below].role == "furniture"
    return ends or (after is not None and after.unit == below and after.rank <= mark.rank)


def _with_next(marks: Sequence[HeadingMark]) -> Iterator[tuple[HeadingMark, HeadingMark | None]]:
    return zip_longest(marks, marks[1:]) if marks else iter(())
