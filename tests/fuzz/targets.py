"""What is fuzzed: every reader of a format with structure behind it, and the loaders of files beside reports."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import compare
from compare import review
from compare.anchors import read_anchors
from compare.contract import dump, load
from compare.errors import CompareError
from compare.text.lexicon import lexicon

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).parent / "corpus"
_HELD = tempfile.TemporaryDirectory(prefix="yoy-fuzz-")
FOLDER = Path(_HELD.name)
SEED = ROOT / "seeds" / "deputy-mayor" / "2021.txt"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲。</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
WORD = f"<w:document {W}><w:body>{BODY}</w:body></w:document>"
PAGE = "<html><body><h1>报告</h1><p>甲。<!-- x --></p><table><tr><td>乙</td><td>3</td></tr></table><ol><li>丙。</ol></body></html>"
MARKED = "# 报告\n\n**甲。** ~~乙~~ [丙](x) `丁`[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: 注。\n"


@cache
def _editions() -> tuple[compare.Edition, compare.Edition]:
    return compare.read(str(SEED.with_name("2020.txt"))), compare.read(str(SEED))


def _file(data: bytes, name: str) -> str:
    path = FOLDER / name
    path.write_bytes(data)
    return str(path)


def _reader(ending: str) -> Callable[[bytes], object]:
    return lambda data: compare.read(_file(data, f"2021.{ending}"))


def _word(data: bytes) -> object:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", data)
    return compare.read(_file(made.getvalue(), "2021.docx"))


TARGETS: dict[str, Callable[[bytes], object]] = {
    "txt": _reader("txt"),
    "md": _reader("md"),
    "html": _reader("html"),
    "pdf": _reader("pdf"),
    "docx": _word,
    "result": lambda data: load(data.decode("utf-8", "surrogatepass")),
    "review": lambda data: review.load(_file(data, "review.json")),
    "anchors": lambda data: read_anchors(_file(data, "anchors.toml"), *_editions()),
    "lexicon": lambda data: lexicon("zh", _file(data, "lexicon.toml")),
}


def seeds(name: str) -> list[bytes]:
    """What a target's inputs are made from: something whole, and all that ever broke it."""
    whole = {
        "txt": SEED.read_text(encoding="utf-8")[:1500],
        "md": MARKED,
        "html": PAGE,
        "docx": WORD,
        "review": '{"format": "yoy/review", "version": 1, "marks": [{"key": "a", "seen": true}], "notes": []}',
        "anchors": '[[link]]\nold = "甲。"\nnew = "乙。"\n',
        "lexicon": "[weights]\nsoftened = 1.0\n",
        "pdf": "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
    }
    text = dump(compare.compare(*_editions(), find=frozenset())) if name == "result" else whole[name]
    return [text.encode(), *(path.read_bytes() for path in sorted(CORPUS.glob(f"{name}-*")))]


def run(name: str, data: bytes) -> str:
    """What broke, "" where nothing did: a result, or one line that names the file."""
    try:
        TARGETS[name](data)
    except (CompareError, UnicodeDecodeError) as fault:
        is_ours = isinstance(fault, CompareError) or name == "result"
        return "" if is_ours and "\n" not in str(fault) else f"lines: {fault}"
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is found
        return f"{type(fault).__name__}: {fault}"[:120]
    return ""
