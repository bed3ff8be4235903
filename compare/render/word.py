"""A comparison as a Word file with real tracked changes.

Takes a `Comparison`, gives the bytes of a .docx: accepting every change gives the new edition's text, rejecting every
change gives the old one's, exactly, paragraph by paragraph. Both follow from the *stream*: a list of runs that are
kept, deleted or inserted, whose kept and inserted text is the new edition and whose kept and deleted text the old one.
Moved sentences are runs that Word shows as moved from here, moved to there. Notes become comments.
"""

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from compare.model import Change, Comparison, Edition, Span
from compare.render.options import Options

AUTHOR = "yoy"
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can name: the bytes depend on the comparison alone


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the stream: `op` is "keep", "delete" or "insert"; `change` its change's id or -1; `moved` a flag."""

    op: str
    text: str
    change: int = -1
    moved: bool = False


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
    """The .docx of a comparison; a reviewer's notes become comments."""
    notes = dict(options.notes)
    runs = [run for run in stream(comparison) if run.text]
    body = "".join(_paragraphs(runs, notes))
    document = f"{_HEAD}<w:document {_SPACE}><w:body>{body}<w:sectPr/></w:body></w:document>"
    return _package(document, _comments(notes) if notes else "")


def stream(comparison: Comparison) -> Iterator[Run]:
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


def _anchored(comparison: Comparison, change: Change, old_span: Span, new_span: Span) -> Iterator[Run]:
    """The runs of one linked change, cut at its word edits."""
    old_at, new_at = old_span[0], new_span[0]
    for edit in change.edits or ():
        yield from _both(comparison, (old_at, edit.old[0]), (new_at, edit.new[0]), change.id)
        yield Run("delete", comparison.old.source.text[slice(*edit.old)], change.id)
        yield Run("insert", comparison.new.source.text[slice(*edit.new)], change.id)
        old_at, new_at = edit.old[1], edit.new[1]
    yield from _both(comparison, (old_at, old_span[1]), (new_at, new_span[1]), change.id)


def _both(comparison: Comparison, old_span: Span, new_span: Span, change: int) -> Iterator[Run]:
    """Two stretches that should be alike: kept where they are, one deleted and one inserted where they are not."""
    one, two = comparison.old.source.text[slice(*old_span)], comparison.new.source.text[slice(*new_span)]
    if _LINE_END.sub("\n", one) == _LINE_END.sub("\n", two):
        yield Run("keep", two, change)
    else:
        yield Run("delete", one, change)
        yield Run("insert", two, change)


def _gap(gone: _Side, come: _Side, old_span: Span, new_span: Span) -> Iterator[Run]:
    """What stands between two anchors: the old text goes, the new text comes, blanks at both ends stay."""
    one, two = gone.edition.source.text[slice(*old_span)], come.edition.source.text[slice(*new_span)]
    head = _common(one, two)
    tail = _common(one[head:][::-1], two[head:][::-1])
    yield Run("keep", two[:head])
    yield from _gone_or_come(gone, (old_span[0] + head, old_span[1] - tail))
    yield from _gone_or_come(come, (new_span[0] + head, new_span[1] - tail))
    yield Run("keep", two[len(two) - tail :])


def _common(one: str, two: str) -> int:
    """How many leading blanks both share; only blanks, so that no sentence is torn."""
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b or not a.isspace():
            break
        count += 1
    return count


def _gone_or_come(side: "_Side", span: Span) -> Iterator[Run]:
    """One side's stretch as runs, a run a sentence, so that moved sentences are told apart."""
    at = span[0]
    for number in range(bisect_left(side.starts, span[0]), bisect_left(side.starts, span[1])):
        start, end = side.edition.sentences[number].span
        change = side.changes[number]
        yield Run(side.op, side.edition.source.text[at:start])
        yield Run(side.op, side.edition.source.text[start:end], change.id, change.moved)
        at = end
    yield Run(side.op, side.edition.source.text[at : span[1]])


def _paragraphs(runs: Iterable[Run], notes: dict[int, str]) -> Iterator[str]:
    """The runs as paragraphs; a line end belongs to the run it stands in, so its mark is kept, deleted or inserted."""
    line: list[Run] = []
    identity = iter(range(1, 1 << 30))
    noted: set[int] = set()
    for run in runs:
        *whole, rest = _LINE_END.split(run.text)
        for piece in whole:
            yield _paragraph([*line, replace(run, text=piece)], run, identity, notes, noted)
            line = []
        line.append(replace(run, text=rest))
    yield _paragraph(line, Run("keep", ""), identity, notes, noted)


def _paragraph(line: list[Run], mark: Run, identity: Iterator[int], notes: dict[int, str], noted: set[int]) -> str:
    """One paragraph: its tracked mark, then its runs, with a comment where a noted change begins."""
    tag = {"delete": "del", "insert": "ins"}.get(mark.op)
    about = f"<w:pPr><w:rPr><w:{tag} {_attributes(identity)}/></w:rPr></w:pPr>" if tag else ""
    cells = []
    for run in line:
        if run.text:
            comment = _comment_mark(run.change) if run.change in notes and run.change not in noted else ""
            noted.add(run.change)
            cells.append(_run(run, identity) + comment)
    return f"<w:p>{about}{''.join(cells)}</w:p>"


def _attributes(identity: Iterator[int]) -> str:
    return f'w:id="{next(identity)}" w:author="{AUTHOR}"'


def _run(run: Run, identity: Iterator[int]) -> str:
    text = escape(_UNPRINTABLE.sub("\ufffd", run.text)).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    if run.op == "keep":
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    if run.moved:
        return _moved(run, text, identity)
    if run.op == "insert":
        return f'<w:ins {_attributes(identity)}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'
    text = text.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f'<w:del {_attributes(identity)}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def _moved(run: Run, text: str, identity: Iterator[int]) -> str:
    """A moved run between its range marks; both ends of a move share a name, which is how Word pairs them."""
    tag = "moveFrom" if run.op == "delete" else "moveTo"
    number = next(identity)
    name = quoteattr(f"move{run.change}")
    return (
        f'<w:{tag}RangeStart w:id="{number}" w:author="{AUTHOR}" w:name={name}/>'
        f'<w:{tag} {_attributes(identity)}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:{tag}>'
        f'<w:{tag}RangeEnd w:id="{number}"/>'
    )


def _comment_mark(change: int) -> str:
    return f'<w:r><w:commentReference w:id="{change}"/></w:r>'


def _comments(notes: Mapping[int, str]) -> str:
    told = "".join(
        f'<w:comment w:id="{change}" w:author="{AUTHOR}" w:initials="{AUTHOR}"><w:p><w:r>'
        f'<w:t xml:space="preserve">{escape(_UNPRINTABLE.sub(" ", note))}</w:t></w:r></w:p></w:comment>'
        for change, note in sorted(notes.items())
    )
    return f"{_HEAD}<w:comments {_SPACE}>{told}</w:comments>"


def _package(document: str, comments: str) -> bytes:
    """The zip of parts that a .docx is."""
    override = '<Override PartName="/word/{0}.xml" ContentType="{1}.{2}+xml"/>'
    parts = override.format("document", _TYPE, "document.main")
    relations = ""
    if comments:
        parts += override.format("comments", _TYPE, "comments")
        relations = f'<Relationship Id="c" Type="{_OFFICE}/relationships/comments" Target="comments.xml"/>'
    files = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
        "word/document.xml": document,
    }
    if comments:
        files["word/comments.xml"] = comments
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()
