"""A comparison as a Word file with real tracked changes.

Takes a `Comparison`, gives the bytes of a .docx: accepting every change gives the new edition's text, rejecting every
change gives the old one's, exactly, paragraph by paragraph, save that U+FFFD stands for a character that would act on
the page (controls, what turns the reading direction). Both follow from the *stream*: a list of runs that are
kept, deleted or inserted, whose kept and inserted text is the new edition and whose kept and deleted text the old one.
Moved sentences are runs that Word shows as moved from here, moved to there. Quiet changes and notes become comments.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compare.model import Change, Comparison, Edition, Passage
from compare.render.docx_front import front
from compare.render.docx_package import LINE_END, WordRun, Writer, package
from compare.source import Span
from compare.view.brief import brief, figure_lines, quiet_changes
from compare.view.choice import Choice
from compare.view.options import Options
from compare.view.segments import Marker
from compare.view.selection import select
from compare.view.summary import summarize
from compare.view.wording import beside_genre, homes, kind_counts, share_words, signal_words

QUIET, FIGURES = 10, 20
"""Quiet changes and figures in the tables of the front pages."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One edition as the stream needs it: its sentences' starts and the change of each."""

    op: str
    edition: Edition
    starts: tuple[int, ...]
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, comparison: Comparison, op: str) -> "_Side":
        """The deleted (old) or inserted (new) side of a comparison."""
        edition = comparison.old if op == "delete" else comparison.new
        owner = {n: change for change in comparison.changes for n in (change.old if op == "delete" else change.new)}
        starts = tuple(sentence.span[0] for sentence in edition.sentences)
        return cls(op, edition, starts, tuple(owner[number] for number in range(len(starts))))


def render(comparison: Comparison, *, options: Options) -> bytes:
    """The .docx of a comparison: the front pages, then the redline, or the redline alone where the options ask for it.

    Quiet changes, the other end of a move and a reviewer's notes become comments.

    Where the options choose some changes, these alone are tracked and the rest stands as in the new edition.
    """
    selection = select(comparison, options)
    comparison, changes = selection.comparison, selection.changes
    runs = [run for run in shaded(stream(comparison), comparison.passages or ()) if run.text]
    if options.choice != Choice():
        runs = list(settled(runs, {change.id for change in changes}))
    comments = _notes(comparison, changes, options)
    about = _about(comparison, changes, options)
    if options.redline:
        body = "".join(Writer(comments).paragraphs(runs))
        return package(body, comments, about, comparison.new.language)
    summary = summarize(selection)
    quiet = quiet_changes(summary, QUIET)
    figures = figure_lines(comparison, options.voice, FIGURES)
    how = options.voice("word.reading") if options.choice == Choice() else about
    pages = front(brief(selection, summary), figures, quiet, how, options.voice)
    body = "".join(Writer(comments, {one.change for one in quiet}).paragraphs(runs))
    return package(pages + body, comments, "", comparison.new.language)


def shaded(runs: Iterable[WordRun], passages: Sequence[Passage]) -> Iterator[WordRun]:
    """The stream cut at the ends of the passages, what stands in one marked; the texts stay what they are."""
    ends = [at for passage in sorted(passages, key=lambda one: one.new) for at in passage.new]
    start = 0
    for run in runs:
        if run.op == "delete":
            yield run
            continue
        cuts = [
            start,
            *ends[bisect_right(ends, start) : bisect_left(ends, start + len(run.text))],
            start + len(run.text),
        ]
        for first, last in pairwise(cuts):
            inside = bisect_right(ends, first) % 2 == 1
            yield replace(run, text=run.text[first - start : last - start], recycled=inside)
        start += len(run.text)


def _notes(comparison: Comparison, changes: Iterable[Change], options: Options) -> dict[tuple[int, str], str]:
    """What is said about a change: its quiet changes, whence it moved, others' phrasing in it, a reviewer's words."""
    notes: dict[tuple[int, str], str] = {}
    say, borrowed = options.voice, _borrowed(comparison, options)
    places = {"old": homes(comparison.old), "new": homes(comparison.new)}
    for change in changes:
        moved = ""
        if change.moved and change.old and change.new:
            moved = say("row.from", section=places["old"][change.old[0]] or say("row.top"))
            notes[change.id, "delete"] = say("page.to", section=places["new"][change.new[0]] or say("row.top"))
        others = (words for number in change.new for words in borrowed.get(number, ()))
        quiet = say("brief.glue").join(signal_words(comparison, change, say))
        lines = [words for words in (quiet, moved, *others, options.notes.get(change.id, "")) if words]
        if lines:
            notes[change.id, ""] = "\n".join(lines)
    return notes


def _borrowed(comparison: Comparison, options: Options) -> dict[int, list[str]]:
    """What is said of the passages that others said first, by the number of their sentence."""
    say, marker = options.voice, Marker(comparison)
    notes: dict[int, list[str]] = {}
    for passage in comparison.passages or ():
        if passage.alarm or passage.kind in ("peer", "upstream"):
            source = comparison.named.get(passage.sources[0].edition)
            kind = say.alarm(passage.alarm) if passage.alarm else say.name("class", passage.kind)
            text = comparison.new.source.text[slice(*passage.new)]
            words = say("word.borrowed", kind=kind, text=text, source=source.label if source else passage.first)
            notes.setdefault(marker.sentence_at("new", passage.new[0]), []).append(words)
    return notes


def _about(comparison: Comparison, changes: tuple[Change, ...], options: Options) -> str:
    """The line over the first page: which editions, how many changes of each kind, how to read the file."""
    say, total = options.voice, len(comparison.changes)
    labels = {"old": comparison.old.label, "new": comparison.new.label}
    if options.choice != Choice():
        return say("word.chosen", **labels, count=len(changes), total=total)
    told = say("word.about", **labels, **kind_counts(comparison.changes))
    return f"{told}\n{_recycled(comparison, options)}".rstrip()


def _recycled(comparison: Comparison, options: Options) -> str:
    """How much is last year's text and how the file shows it; nothing where it was not looked for."""
    scores, say = comparison.scores, options.voice
    if "recycled" not in scores or comparison.passages is None:
        return ""
    return say("word.recycled", share=share_words(say, scores["recycled"]) + beside_genre(say, comparison))


def settled(runs: Iterable[WordRun], tracked: set[int]) -> Iterator[WordRun]:
    """The stream with every other change accepted."""
    for run in runs:
        if run.op == "keep" or run.change in tracked:
            yield run
        elif run.op == "insert":
            yield replace(run, op="keep", moved=False)


def stream(comparison: Comparison) -> Iterator[WordRun]:
    """The two texts as one list of kept, deleted and inserted runs."""
    gone, come = _Side.of(comparison, "delete"), _Side.of(comparison, "insert")
    old_at = new_at = 0
    for change, old_span, new_span in _anchors(comparison):
        yield from _gap(gone, come, (old_at, old_span[0]), (new_at, new_span[0]))
        yield from _anchored(comparison, change, old_span, new_span)
        old_at, new_at = old_span[1], new_span[1]
    ends = len(comparison.old.source.text), len(comparison.new.source.text)
    yield from _gap(gone, come, (old_at, ends[0]), (new_at, ends[1]))


def _anchors(comparison: Comparison) -> Iterator[tuple[Change, Span, Span]]:
    """The linked changes that stand in the same order in both editions, each as one unbroken stretch of each text."""
    old_at = new_at = 0
    for change in sorted(comparison.changes, key=lambda change: change.old):
        if change.moved or not _unbroken(change.old) or not _unbroken(change.new):
            continue
        old_span, new_span = _stretch(comparison.old, change.old), _stretch(comparison.new, change.new)
        if old_span[0] >= old_at and new_span[0] >= new_at:
            yield change, old_span, new_span
            old_at, new_at = old_span[1], new_span[1]


def _unbroken(numbers: tuple[int, ...]) -> bool:
    return bool(numbers) and numbers == tuple(range(numbers[0], numbers[-1] + 1))


def _stretch(edition: Edition, numbers: tuple[int, ...]) -> Span:
    return edition.sentences[numbers[0]].span[0], edition.sentences[numbers[-1]].span[1]


def _anchored(comparison: Comparison, change: Change, old_span: Span, new_span: Span) -> Iterator[WordRun]:
    """The runs of one linked change, cut at its word edits."""
    old_at, new_at = old_span[0], new_span[0]
    heading = comparison.new.sentences[change.new[0]].role == "heading"
    runs: list[WordRun] = []
    for edit in change.edits or ():
        runs += _both(comparison, (old_at, edit.old[0]), (new_at, edit.new[0]), change.id)
        runs.append(WordRun("delete", comparison.old.source.text[slice(*edit.old)], change.id))
        runs.append(WordRun("insert", comparison.new.source.text[slice(*edit.new)], change.id))
        old_at, new_at = edit.old[1], edit.new[1]
    runs += _both(comparison, (old_at, old_span[1]), (new_at, new_span[1]), change.id)
    yield from (replace(run, heading=heading) for run in runs)


def _both(comparison: Comparison, old_span: Span, new_span: Span, change: int) -> Iterator[WordRun]:
    """Two stretches that should be alike: kept where they are, one deleted and one inserted where they are not."""
    old_text, new_text = comparison.old.source.text[slice(*old_span)], comparison.new.source.text[slice(*new_span)]
    if LINE_END.sub("\n", old_text) == LINE_END.sub("\n", new_text):
        yield WordRun("keep", new_text, change)
    else:
        yield WordRun("delete", old_text, change)
        yield WordRun("insert", new_text, change)


def _gap(gone: _Side, come: _Side, old_span: Span, new_span: Span) -> Iterator[WordRun]:
    """What stands between new_text anchors: the old text goes, the new text comes, blanks at both ends stay."""
    old_text, new_text = gone.edition.source.text[slice(*old_span)], come.edition.source.text[slice(*new_span)]
    head = _common(old_text, new_text)
    tail = _common(old_text[head:][::-1], new_text[head:][::-1])
    yield WordRun("keep", new_text[:head])
    yield from _gone_or_come(gone, (old_span[0] + head, old_span[1] - tail))
    yield from _gone_or_come(come, (new_span[0] + head, new_span[1] - tail))
    yield WordRun("keep", new_text[len(new_text) - tail :])


def _common(old: str, new: str) -> int:
    """How many leading blanks both share; only blanks, so that no sentence is torn."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b or not a.isspace():
            break
        count += 1
    return count


def _gone_or_come(side: _Side, span: Span) -> Iterator[WordRun]:
    """One side's stretch as runs, a run a sentence, so that moved sentences are told apart.

    What stands behind a sentence goes or comes with it.
    """
    at, before = span[0], -1
    for number in range(bisect_left(side.starts, span[0]), bisect_left(side.starts, span[1])):
        start, end = side.edition.sentences[number].span
        change, heading = side.changes[number], side.edition.sentences[number].role == "heading"
        moved = change.moved and _unbroken(change.old) and _unbroken(change.new)
        yield WordRun(side.op, side.edition.source.text[at:start], before)
        yield WordRun(side.op, side.edition.source.text[start:end], change.id, moved, heading)
        at, before = end, change.id
    yield WordRun(side.op, side.edition.source.text[at : span[1]], before)
