"""Takes a Source, gives an Edition: paragraphs found, the page's furniture set aside, headings, sections, sentences."""

import re
from collections.abc import Iterator, Sequence

from compare.errors import NoSentences
from compare.model import Edition, Language, Role, Sentence
from compare.settings import Settings
from compare.source import Source, Span
from compare.structure.contents import without_contents
from compare.structure.furniture import mark_furniture
from compare.structure.headings import find_marks
from compare.structure.metadata import language_of, period_named, period_of, title_block, title_of, unit_of
from compare.structure.paragraphs import join_lines
from compare.structure.parts import default_part
from compare.structure.repairs import character_repairs
from compare.structure.sections import nest
from compare.structure.sentences import cut_units
from compare.structure.text_lines import find_lines
from compare.structure.types import HeadingMark, Unit
from compare.text.characters import with_ideographs

__all__ = ["parse"]

# A letter, a figure or a Han character: what a text says something with; marks and masks alone say nothing.
_SPOKEN = re.compile(r"[^\W_]")
# Characters in which a speaker says on whose behalf the report is given.
_OPENING = 1500
# Units among which a table of contents parts the title page from the text.
_OPENING_UNITS = 60


def parse(
    source: Source,
    *,
    period: str | None = None,
    identity: str | None = None,
    language: Language | None = None,
    settings: Settings,
) -> Edition:
    """The edition in a source.

    `period`, `identity` and `language` override what is found; the identity defaults to the period, else the file's name. Every
    character that is no blank, no markup and in no table of contents belongs to exactly one sentence. Raises NoSentences, naming the file.
    """
    text = with_ideographs(source.shown)
    lines, one_line = find_lines(text, source, long_line=settings.long_line, giant_line=settings.giant_line)
    listed = mark_furniture(text, lines)
    lines, listed_to = without_contents(text, listed)
    paragraphs, wrapped = join_lines(text, lines)
    units = cut_units(text, paragraphs)
    if not any(unit.role != "furniture" and _SPOKEN.search(text, unit.start, unit.end) for unit in units):
        raise NoSentences(source.path, "no sentence")
    language = language or language_of(text)
    opening = sum(unit.start < listed_to for unit in units[:_OPENING_UNITS])
    marks = find_marks(text, units, paragraphs, opening=opening, language=language, settings=settings)
    named = title_block(text, units, {mark.unit for mark in marks if mark.form not in ("item", "part")})
    block = [text[units[at].start : units[at].end] for at in named]
    title = _field(source, "title") or title_of(block)
    sections, owners = nest(text, units, marks, default=default_part(title))
    dated = _field(source, "date")
    ordered_by = period or period_named(dated) or period_of([dated, *block], source.path, sections)
    name = source.path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    repairs = [*source.repairs]
    repairs += ["one line"] * one_line + ["hard wrap"] * wrapped
    repairs += ["contents left out"] * (len(lines) < len(listed))
    repairs += ["furniture"] * any(unit.role == "furniture" for unit in units)
    repairs += character_repairs(text) if language == "zh" else ()
    return Edition(
        id=identity or ordered_by or name,
        source=source,
        label=ordered_by or name,
        title=title,
        unit=unit_of(block, text[:_OPENING], title, source.path),
        period=ordered_by,
        language=language,
        repairs=tuple(dict.fromkeys(repairs)),
        sections=sections,
        sentences=_sentences(source, units, marks, owners, named),
    )


def _field(source: Source, style: str) -> str:
    """What the file says of itself above its text, by the style of the block; "" where it says nothing."""
    return next((source.text[slice(*block.span)] for block in source.blocks if block.style == style), "")


def _sentences(
    source: Source, units: Sequence[Unit], marks: Sequence[HeadingMark], owners: Sequence[str], named: Sequence[int]
) -> tuple[Sentence, ...]:
    headings = {mark.unit for mark in marks if mark.alone} | set(named)
    sentences = []
    for at, (unit, owner, span) in enumerate(zip(units, owners, _with_note_marks(source, units), strict=True)):
        role: Role = "heading" if at in headings and unit.role == "body" else unit.role
        sentences.append(Sentence(span, role, owner, unit.paragraph))
    return tuple(sentences)


def _with_note_marks(source: Source, units: Sequence[Unit]) -> Iterator[Span]:
    """The spans of the units, each with the number of a note that opens or ends it: the file has it, and it says nothing."""
    marks = dict(block.span for block in source.blocks if block.style == "mark")
    behind = {_after_blanks(source.text, start, -1): end for start, end in marks.items()}
    before = {_after_blanks(source.text, end, 1): start for start, end in marks.items()}
    last = 0
    for unit in units:
        start = max(before.get(unit.start, unit.start), last)
        last = max(behind.get(unit.end, unit.end), unit.end)
        yield start, last


def _after_blanks(text: str, at: int, step: int) -> int:
    """The place past the blanks before (-1) or behind (1) a place."""
    while 0 < at < len(text) and text[at if step > 0 else at - 1] in " \t\u3000\xa0":
        at += step
    return at
