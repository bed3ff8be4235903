"""The parts of a .docx. Takes runs of kept, deleted and inserted text, gives paragraphs and the package around them.

The bytes depend on the runs alone: no clock, no random id.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, starmap
from xml.sax.saxutils import escape

from compare.text.cells import clean, still

AUTHOR = "yoy"
LINE_END = re.compile(r"\r\n|\r|\n")
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_GREY = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can name


@dataclass(frozen=True, slots=True)
class WordRun:
    """A stretch of the stream: `op` is "keep", "delete" or "insert"; `change` is its change's id, or -1 for blanks."""

    op: str
    text: str
    change: int = -1
    moved: bool = False
    heading: bool = False
    recycled: bool = False


@dataclass(frozen=True, slots=True)
class _Move:
    """One end of a move: the numbers of the pieces where it opens and closes."""

    first: int
    last: int


_LAST = '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
"""The empty paragraph behind a last line end: so low that it never takes a page of its own."""

Comments = Mapping[tuple[int, str], str]
"""Texts by the id of the change they stand beside, and "delete" for the place that a moved one has left, else ""."""


class Writer:
    """Writes a stream as paragraphs; `bookmarks` are the changes that are led to."""

    def __init__(self, comments: Comments, bookmarks: Collection[int] = ()) -> None:
        self.comments, self.bookmarks = comments, bookmarks
        self.noted: set[tuple[int, str]] = set()
        self.marked: set[int] = set()
        self.moves: dict[tuple[int, str], _Move] = {}
        self.numbers = count(TRACKED)

    def paragraphs(self, runs: Iterable[WordRun]) -> Iterator[str]:
        """The runs as paragraphs; a line end belongs to the run it stands in, so its mark is kept, deleted or inserted."""
        pieces = [piece for run in runs for piece in _pieces(run)]
        self.moves = _moves(pieces)
        cells: list[str] = []
        for at, piece in enumerate(pieces):
            if piece.text == "\n":
                yield self._paragraph(cells, piece.op)
                cells = []
            else:
                cells.append(self._cell(at, piece))
        yield self._paragraph(cells, "keep") if cells else _LAST

    def _paragraph(self, cells: Sequence[str], op: str) -> str:
        """One paragraph with its tracked mark."""
        tag = {"delete": "del", "insert": "ins"}.get(op)
        about = f"<w:pPr><w:rPr><w:{tag} {self._attributes()}/></w:rPr></w:pPr>" if tag else ""
        return f"<w:p>{about}{''.join(cells)}</w:p>"

    def _attributes(self) -> str:
        return f'w:id="{next(self.numbers)}" w:author="{AUTHOR}"'

    def _cell(self, at: int, run: WordRun) -> str:
        """A run, with its comment where its change is first seen."""
        drawn = self._moved(at, run) if run.moved and (run.change, run.op) in self.moves else self._tracked(run)
        if not run.text.strip():
            return drawn
        if run.change in self.bookmarks and run.change not in self.marked:
            self.marked.add(run.change)
            number = f'w:id="{BOOKMARKS + run.change}"'
            drawn = f'<w:bookmarkStart {number} w:name="c{run.change}"/>{drawn}<w:bookmarkEnd {number}/>'
        key = run.change, "delete" if run.moved and run.op == "delete" else ""
        if key not in self.comments or key in self.noted:
            return drawn
        self.noted.add(key)
        mark = f'w:id="{_number(key)}"'
        return f"<w:commentRangeStart {mark}/>{drawn}<w:commentRangeEnd {mark}/><w:r><w:commentReference {mark}/></w:r>"

    def _tracked(self, run: WordRun) -> str:
        if run.op == "keep":
            return _words(run, "t")
        if run.op == "insert":
            return f"<w:ins {self._attributes()}>{_words(run, 't')}</w:ins>"
        return f"<w:del {self._attributes()}>{_words(run, 'delText')}</w:del>"

    def _moved(self, at: int, run: WordRun) -> str:
        """A moved run; both ends of a move share a name, which is how Word pairs them."""
        tag, move = ("moveFrom" if run.op == "delete" else "moveTo"), self.moves[run.change, run.op]
        markup = f"<w:{tag} {self._attributes()}>{_words(run, 't')}</w:{tag}>"
        number = f'w:id="{2 * run.change + (run.op == "insert") + MOVES}"'
        if at == move.first:
            markup = f'<w:{tag}RangeStart {number} w:author="{AUTHOR}" w:name="move{run.change}"/>{markup}'
        return markup + (f"<w:{tag}RangeEnd {number}/>" if at == move.last else "")


TRACKED, MOVES, BOOKMARKS = 1 << 20, 1 << 24, 1 << 26
"""Where the numbers of tracked runs, moves and bookmarks begin: comments have those of their changes, far below."""


def _number(key: tuple[int, str]) -> int:
    """The number of a comment: each change may have two."""
    return 2 * key[0] + bool(key[1])


def _pieces(run: WordRun) -> Iterator[WordRun]:
    """A run cut at its line ends, each line end a piece of its own."""
    first, *rest = LINE_END.split(run.text)
    if first:
        yield replace(run, text=first)
    for line in rest:
        yield replace(run, text="\n", moved=False)
        if line:
            yield replace(run, text=line)


def _moves(pieces: Sequence[WordRun]) -> dict[tuple[int, str], _Move]:
    """Where each end of a move opens and closes, by (change, op); one that has lost its other end is no move."""
    ends: dict[tuple[int, str], _Move] = {}
    for at, piece in enumerate(pieces):
        if piece.moved:
            key = piece.change, piece.op
            ends[key] = _Move(ends[key].first if key in ends else at, at)
    whole = {change for change, op in ends if op == "delete"} & {change for change, op in ends if op == "insert"}
    return {key: move for key, move in ends.items() if key[0] in whole}


def _words(run: WordRun, tag: str) -> str:
    opened = f'<w:{tag} xml:space="preserve">'
    text = escape(still(run.text)).replace("\t", f"</w:{tag}><w:tab/>{opened}")
    look = ("<w:b/>" if run.heading else "") + (_GREY if run.recycled else "")
    look = look and f"<w:rPr>{look}</w:rPr>"
    return f"<w:r>{look}{opened}{text}</w:{tag}></w:r>"


def _lines(text: str, look: str) -> str:
    """Lines as paragraphs of a comment or a header."""
    told = (escape(clean(line)) for line in text.splitlines())
    return "".join(f'<w:p><w:r>{look}<w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in told)


def _comments(comments: Comments) -> str:
    written = "".join(
        f'<w:comment w:id="{_number(key)}" w:author="{AUTHOR}" w:initials="{AUTHOR}">{_lines(note, "")}</w:comment>'
        for key, note in sorted(comments.items())
    )
    return f"{_HEAD}<w:comments {_SPACE}>{written}</w:comments>"


# Name, what it adds to a paragraph, what it adds to its type.
_STYLES = (
    ("Title", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="36"/><w:szCs w:val="36"/>'),
    ("Subtitle", '<w:spacing w:after="240"/><w:jc w:val="center"/>', '<w:color w:val="666666"/>'),
    (
        "Heading1",
        '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="28"/>',
    ),
    ("Remark", "", '<w:color w:val="666666"/><w:sz w:val="20"/>'),
    ("Cell", '<w:spacing w:after="0" w:line="264" w:lineRule="auto"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
)


def _style(name: str, paragraph: str, type_: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{type_}</w:rPr></w:style>"
    )


def _styles(language: str) -> str:
    """One type for the whole file: a serif that every office has, in both scripts."""
    tongue = "zh-CN" if language == "zh" else "en-US"
    return (
        f"{_HEAD}<w:styles {_SPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>'
        f'<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{tongue}" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{''.join(starmap(_style, _STYLES))}</w:styles>"
    )


_HEADED = '<w:headerReference w:type="first" r:id="header"/>'
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>'
    "<w:titlePg/>"
)
_SMALL = '<w:rPr><w:color w:val="666666"/><w:sz w:val="18"/></w:rPr>'


def package(body: str, comments: Comments, about: str, language: str) -> bytes:
    """The zip of parts that a .docx is: A4, `about` (where it says anything) over the first page."""
    page = f"<w:sectPr>{_HEADED if about else ''}{_PAGE}</w:sectPr>"
    parts = {
        "document.main": f"{_HEAD}<w:document {_SPACE} {_LINKS}><w:body>{body}{page}</w:body></w:document>",
        **({"header": f"{_HEAD}<w:hdr {_SPACE}>{_lines(about, _SMALL)}</w:hdr>"} if about else {}),
        "styles": _styles(language),
        **({"comments": _comments(comments)} if comments else {}),
    }
    names = {kind: f"{kind.partition('.')[0]}.xml" for kind in parts}
    types = "".join(f'<Override PartName="/word/{names[kind]}" ContentType="{_TYPE}.{kind}+xml"/>' for kind in parts)
    links = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{names[kind]}"/>' for kind in list(parts)[1:]
    )
    return _zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}'
            "</Relationships>",
            **{f"word/{names[kind]}": text for kind, text in parts.items()},
        }
    )


def _zipped(files: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()
