"""PDF files with a text layer: lines put together to paragraphs, running heads and page numbers taken out."""

from collections.abc import Iterator, Sequence
from typing import Any

from compare.errors import MissingExtra, Unreadable
from compare.reading.pdf.flow import flow, without_contents
from compare.reading.pdf.lines import Item, Line, read_items
from compare.reading.running_heads import furniture
from compare.reading.types import Asked, File, Found, laid
from compare.settings import Settings

__all__ = ["read_pdf"]

_LEAST = 10


def read_pdf(file: File, asked: Asked) -> Found:
    """The text of a PDF. Raises `Unreadable` for a scan, an encrypted or damaged file; `MissingExtra` without PDFium."""
    try:
        # An extra: PDFium is 10 MB of machine code that only PDF files need.
        import pypdfium2
    except ImportError:
        raise MissingExtra(file.name, "is PDF; install the reader with: pip install 'yoy-reports[pdf]'") from None
    try:
        document = pypdfium2.PdfDocument(file.data)
        try:
            pages, blank = _pages(file, document, asked.settings)
        finally:
            document.close()
    except pypdfium2.PdfiumError as fault:
        raise Unreadable(file.name, _told(str(fault))) from None
    kept = _without_heads(pages)
    said = ["reflowed lines"]
    said += ["page furniture"] * (sum(map(len, kept)) < sum(map(len, pages)))
    said += ["pages without text"] * blank
    items = [item for page in kept for item in page]
    listed = without_contents(items)
    said += ["contents left out"] * (len(listed) < len(items))
    pieces = list(flow(listed, asked.settings))
    said += ["tables as rows"] * any(piece.style == "table" for piece in pieces)
    text, blocks = laid(pieces)
    return Found(text, "", tuple(said), blocks)


def _told(fault: str) -> str:
    if "assword" in fault:
        return "is encrypted; save it without a password"
    return f"is a damaged PDF ({fault.rsplit('(', maxsplit=1)[-1].rstrip(').')})"


def _pages(file: File, document: Any, settings: Settings) -> tuple[list[list[Item]], bool]:  # noqa: ANN401 - untyped
    """The items of every page, and whether some pages are pictures only."""
    from compare.reading.pdf.glyphs import read_sheet  # needs PDFium

    if len(document) > settings.pages_most:
        raise Unreadable(file.name, f"has {len(document)} pages, over {settings.pages_most} (setting pages_most)")
    found: list[list[Item]] = []
    sizes, pictures, odd = [], [], 0
    for number in range(len(document)):
        page = document[number]
        sheet = read_sheet(page)
        page.close()
        text = "".join(run.text for run in sheet.runs)
        sizes.append(len(text))
        pictures.append(sheet.pictures)
        odd += sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text)
        found.append(read_items(sheet, number))
    _refuse(file, sizes, odd)
    return found, any(not size and picture for size, picture in zip(sizes, pictures, strict=True))


def _refuse(file: File, sizes: Sequence[int], odd: int) -> None:
    empty = sum(size < _LEAST for size in sizes)
    if sum(sizes) < _LEAST * len(sizes):
        fact = f"is a scan: {empty} of {len(sizes)} pages hold no text; run text recognition (OCR) over it first"
        raise Unreadable(file.name, fact)
    if odd > 0.3 * sum(sizes):
        raise Unreadable(
            file.name, "has a text layer that cannot be read: its fonts do not say which characters they show"
        )


def _without_heads(pages: list[list[Item]]) -> list[list[Item]]:
    """The pages without running heads, feet and page numbers."""
    texts = [list(_texts(page)) for page in pages]
    away = furniture(texts, reach=4, least=max(3, len(pages) // 50))
    return [[item for at, item in enumerate(page) if (number, at) not in away] for number, page in enumerate(pages)]


def _texts(page: Sequence[Item]) -> Iterator[str]:
    """What stands on every line; nothing for a table, which is never a running head."""
    for item in page:
        yield item.text if isinstance(item, Line) else ""
