"""The pages before the redline: the brief, and tables of quiet changes, promises and figures that lead to their paragraphs.

Takes a `Selection` and its `Brief`, gives paragraphs and tables of a Word document. Nothing here is tracked: all changes
accepted or rejected, these pages stay.
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from compare.messages import Voice
from compare.text.cells import clean
from compare.view.brief import Brief, CarriedShare, FigureLine, QuietChange, Verdict
from compare.view.redline import RedlinePiece
from compare.view.summary import GROUPS, SIGNS

WIDE = 9026
"""Twentieths of a point between the margins of an A4 page."""

SHARE_FILLS: Mapping[str, str] = {"whole": "BFBFB8", "reworded": "E3C77F", "new": "9CCBB0"}
_LOOKS: Mapping[str, str] = {
    "keep": "",
    "delete": '<w:strike/><w:color w:val="B3402F"/>',
    "insert": '<w:u w:val="single"/><w:color w:val="1F6B3F"/>',
}

PROMISES = 30
"""Promises in the table: those that call for a second look stand first."""


def front(page: Brief, figures: Sequence[FigureLine], quiet: Sequence[QuietChange], about: str, say: Voice) -> str:
    """All of it, up to the heading of the redline, which stands on a page of its own."""
    return "".join(_blocks(page, figures, quiet, about, say))


def _blocks(
    page: Brief, figures: Sequence[FigureLine], quiet: Sequence[QuietChange], about: str, say: Voice
) -> Iterator[str]:
    yield paragraph(run(page.title), style="Title")
    yield paragraph(run(f"{page.old} → {page.new}"), style="Subtitle")
    if page.carried:
        yield paragraph(run(page.carried, "<w:b/>"))
    if page.shares and all(part.percent is not None for part in page.shares):
        yield _bar(page.shares, say)
    if page.remark:
        yield paragraph(run(page.remark))
    counts = "   ".join(
        f"{SIGNS[kind]} {say.name('kind', kind)} {count}" for kind, count in page.counts.items() if count
    )
    yield paragraph(run(counts))
    for words in (*page.notices, *about.splitlines()):
        yield paragraph(run(words), style="Remark")
    if quiet:
        yield from _quiet(page, quiet, say)
    if page.verdicts:
        yield from _promises(page.verdicts, say)
    if figures:
        yield from _figures(page, figures, say)
    if page.sections:
        yield paragraph(run(say("brief.sections")), style="Heading1")
        heads = [say("table.section"), *(f"{SIGNS[group]} {say(f'label.{group}')}" for group in GROUPS)]
        rows = [[run(part.title), *(run(str(part.counts[group] or "")) for group in GROUPS)] for part in page.sections]
        yield table([run(head) for head in heads], rows, (4026, 1000, 1000, 1000, 1000, 1000))
    yield (f'<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:pageBreakBefore/></w:pPr>{run(say("word.redline"))}</w:p>')


def _bar(shares: Sequence[CarriedShare], say: Voice) -> str:
    """One bar of three shares, a table of one row whose cells are as wide as the shares."""
    drawn = [(part, round(WIDE * (part.percent or 0) / 100)) for part in shares if part.percent]
    cells = "".join(
        _cell(run(f"{say(f'brief.{part.name}')} {part.percent}%"), width, SHARE_FILLS[part.name])
        for part, width in drawn
    )
    return f"{_opened([width for _, width in drawn], borders=False)}<w:tr>{cells}</w:tr></w:tbl>{paragraph('')}"


def _quiet(page: Brief, quiet: Sequence[QuietChange], say: Voice) -> Iterator[str]:
    yield paragraph(run(say("brief.quiet", shown=len(quiet), count=page.quiet_count)), style="Heading1")
    heads = [run(say(key)) for key in ("table.change", "table.section", "table.sentence")]
    rows = [
        [link(say("brief.glue").join(one.words), f"c{one.change}"), run(one.place), marked(one.pieces)] for one in quiet
    ]
    yield table(heads, rows, (2600, 1726, 4700))


def _promises(verdicts: Sequence[Verdict], say: Voice) -> Iterator[str]:
    count = sum(len(verdict.promises) for verdict in verdicts)
    yield paragraph(run(say("brief.promises", count=count)), style="Heading1")
    yield paragraph(run(" · ".join(f"{verdict.name} {len(verdict.promises)}" for verdict in verdicts)))
    lines = [(verdict, line) for verdict in verdicts for line in verdict.promises]
    rows = [
        [run(verdict.name, "<w:b/>" if verdict.named else ""), run(line.text), run(line.evidence or "—")]
        for verdict, line in lines[:PROMISES]
    ]
    yield table(
        [run(say(key)) for key in ("table.status", "table.promise", "table.evidence")], rows, (1226, 3900, 3900)
    )
    if len(lines) > PROMISES:
        yield paragraph(run(say("and.more", count=len(lines) - PROMISES)), style="Remark")


def _figures(page: Brief, figures: Sequence[FigureLine], say: Voice) -> Iterator[str]:
    yield paragraph(run(say("brief.figures")), style="Heading1")
    yield paragraph(run(" · ".join(f"{name} {count}" for name, count in page.figure_counts)))
    heads = [run(say(key)) for key in ("table.indicator", "table.old", "table.new", "table.difference")]
    rows = [
        [run(line.name), run(line.old), run(line.new), run(" ".join(filter(None, (line.difference, line.judgement))))]
        for line in figures
    ]
    yield table(heads, rows, (3826, 1800, 1800, 1600))


def paragraph(content: str, *, style: str = "") -> str:
    """A paragraph of runs that are XML already."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{content}</w:p>"


def run(text: str, look: str = "") -> str:
    """A run of harmless text."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def marked(pieces: Sequence[RedlinePiece]) -> str:
    """A sentence with its edits struck and underlined, in colour: a picture of the redline, not tracked."""
    return "".join(run(piece.text, _LOOKS[piece.op]) for piece in pieces)


def link(text: str, anchor: str) -> str:
    """A run that leads to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{anchor}">{run(text, _LINK)}</w:hyperlink>'


_LINK = '<w:color w:val="2457A6"/><w:u w:val="single"/>'


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """A table whose head is repeated on each page and whose rows are not broken over two."""
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_row(heads, widths, 'EDEDE8')}</w:tr>"
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_row(row, widths)}</w:tr>" for row in rows)
    return f"{_opened(widths, borders=True)}{head}{body}</w:tbl>{paragraph('')}"


def _opened(widths: Sequence[int], *, borders: bool) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFB8"/>' for side in sides)
    drawn = f"<w:tblBorders>{lines}</w:tblBorders>" if borders else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{drawn}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], fill: str = "") -> str:
    return "".join(_cell(cell, width, fill) for cell, width in zip(cells, widths, strict=True))


def _cell(content: str, width: int, fill: str = "") -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    look = '<w:pPr><w:pStyle w:val="Cell"/></w:pPr>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}</w:tcPr><w:p>{look}{content}</w:p></w:tc>'
