"""PDF files with a text layer: lines put together to paragraphs, running heads and page numbers taken out."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from compare.errors import MissingExtra, Unreadable
from compare.reading.notes import note_blocks
from compare.reading.pdf.flow import flow, without_contents
from compare.reading.pdf.footnotes import set_apart
from compare.reading.pdf.page_items import PageItem, PdfLine, read_items
from compare.reading.running_heads import furniture
from compare.reading.types import LOST, Extracted, File, ReadOptions, StyledLine, laid
from compare.settings import Settings

__all__ = ["read_pdf"]

_LEAST = 10
_MOST_ODD = 0.3


def read_pdf(file: File, asked: ReadOptions) -> Extracted:
    """The text of a PDF. Raises `Unreadable` for a scan, an encrypted or damaged file; `MissingExtra` without PDFium."""
    try:
        # An extra: PDFium is 10 MB of machine code that only PDF files need.
        import pypdfium2
    except ImportError:
        command = "pip install 'yoy-reports[pdf]'"
        raise MissingExtra(file.name, "reader missing", format="PDF", command=command) from None
    try:
        document = pypdfium2.PdfDocument(file.data)
        try:
            pages, lost = _pages(file, document, asked.settings)
        finally:
            document.close()
    except pypdfium2.PdfiumError as fault:
        raise _refused(file, str(fault)) from None
    kept = _without_heads(pages)
    repairs = ["reflowed lines"]
    repairs += ["page furniture"] * (sum(map(len, kept)) < sum(map(len, pages)))
    repairs += ["pages without text"] * bool(lost)
    size = median([item.size for page in kept for item in page if isinstance(item, PdfLine)] or [1.0])
    apart = [set_apart(page, size) for page in kept]
    notes = [note for _, held in apart for note in held]
    repairs += ["footnotes after their paragraph"] * bool(notes)
    items = [item for page, _ in apart for item in page]
    listed = without_contents(items)
    repairs += ["contents left out"] * (len(listed) < len(items))
    pieces = list(flow(listed, asked.settings, notes))
    repairs += ["tables as rows"] * any(piece.style == "table" for piece in pieces)
    text, blocks = laid([*(StyledLine("", LOST, number) for number in lost), *pieces])
    return Extracted(text, "", tuple(repairs), (*blocks, *note_blocks(text, {note.mark for note in notes})))


def _refused(file: File, fault: str) -> Unreadable:
    """What PDFium says in words alone: it has no codes that its binding would hand on."""
    if "assword" in fault:
        return Unreadable(file.name, "encrypted")
    return Unreadable(file.name, "damaged PDF", why=fault.rsplit("(", maxsplit=1)[-1].rstrip(")."))


def _pages(file: File, document: Any, settings: Settings) -> tuple[list[list[PageItem]], list[int]]:  # noqa: ANN401 - untyped
    """The items of every page, and the numbers of the pages that cannot be read: pictures, letters without a code."""
    from compare.reading.pdf.glyphs import read_sheet  # needs PDFium

    if len(document) > settings.pages_most:
        raise Unreadable(file.name, "pages", pages=len(document), most=settings.pages_most)
    pages: list[list[PageItem]] = []
    sizes, odds, lost = [], [], []
    for number in range(len(document)):
        page = document[number]
        sheet = read_sheet(page)
        page.close()
        text = "".join(run.text for runs in (sheet.runs, *sheet.turned) for run in runs)
        sizes.append(len(text))
        odds.append(sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text))
        is_odd = odds[-1] > _MOST_ODD * len(text)
        lost += [number + 1] * (is_odd or (len(text) < _LEAST and sheet.pictures > 0))
        pages.append([] if is_odd else read_items(sheet, number))
    _refuse(file, sizes, sum(odds))
    return pages, lost


def _refuse(file: File, sizes: Sequence[int], odd: int) -> None:
    empty = sum(size < _LEAST for size in sizes)
    if sum(sizes) < _LEAST * len(sizes):
        raise Unreadable(file.name, "scan", empty=empty, of=len(sizes))
    if odd > _MOST_ODD * sum(sizes):
        raise Unreadable(file.name, "text layer")


def _without_heads(pages: list[list[PageItem]]) -> list[list[PageItem]]:
    """The pages without running heads, feet and page numbers."""
    texts = [list(_texts(page)) for page in pages]
    away = furniture(texts, reach=4, least=max(3, len(pages) // 50))
    return [[item for at, item in enumerate(page) if (number, at) not in away] for number, page in enumerate(pages)]


def _texts(page: Sequence[PageItem]) -> Iterator[str]:
    """What stands on every line; nothing for a table, which is never a running head."""
    for item in page:
        yield item.text if isinstance(item, PdfLine) else ""
