"""Takes bytes, gives text and the encoding it was in.

UTF-8 is told by its own rules. Among the others every one that decodes without a fault is held against what a report
is made of: the share of its characters beyond ASCII that are common Han characters or the punctuation beside them.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache

from compare.errors import Unreadable
from compare.reading.types import File
from compare.settings import Settings

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark opens it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# What stands for its subset: files called GBK hold characters of its successor, and nothing is lost.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}

_CANDIDATES = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WESTERN = re.compile(r"[\xad‘’“”–—…•·©®™§°±½¼¾€£\u00a0À-ÖØ-öø-ÿ]")
_PUNCTUATION = (
    "　、。，．·：；？！…—～‘’“”〈〉《》「」『』【】〔〕（）％＋－＝／＊○〇①②③④⑤⑥⑦⑧⑨⑩\u00b7\u2014\u2022\u00a0\ufeff"
)


def decode(file: File, encoding: str | None, settings: Settings) -> tuple[str, str, bool]:
    """The text (byte order mark dropped, newlines kept), its encoding, and whether the encoding was a guess.

    Raises `Unreadable` for an unknown or wrong encoding, for bytes that are no text, for an empty text.
    """
    name = _named(file, encoding) if encoding else _marked(file.data) or _unmarked(file, settings)
    text = _strict(file, name).removeprefix("\ufeff")
    if encoding:
        _refuse_other(file, text, name, settings)
    if not text:
        raise Unreadable(file.name, "empty")
    _refuse_binary(file, text, settings.control_share)
    return text, name, not encoding and name != "utf-8" and not _marked(file.data)


def _named(file: File, encoding: str) -> str:
    try:
        "a".encode(encoding)  # refuses codecs that are no encodings
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise Unreadable(file.name, "unknown encoding", encoding=encoding) from None
    return _marked(file.data) or "utf-16-le" if name == "utf-16" else _WIDER.get(name, name)


def _marked(data: bytes) -> str:
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def _strict(file: File, name: str) -> str:
    try:
        return file.data.decode(name)
    except UnicodeError as fault:
        at = fault.start if isinstance(fault, UnicodeDecodeError) else 0
        raise Unreadable(file.name, "undecodable", encoding=name, byte=_hex(file.data, at), at=at) from None


def _hex(data: bytes, at: int) -> str:
    return f"0x{data[at : at + 1].hex()}"


def _refuse_other(file: File, text: str, name: str, settings: Settings) -> None:
    """An encoding that was asked for and gives nonsense, where another one gives a report, is a mistake."""
    if _share(text) >= settings.encoding_sure:
        return
    plain = "utf-8" if "utf-8" in _decoding(file.data, ("utf-8",)) else ""
    other = _marked(file.data) or plain or next(_decoding(file.data, _CANDIDATES), "")
    if other and other != name and _share(_strict(file, other)) >= settings.encoding_sure:
        raise Unreadable(file.name, "another encoding", encoding=other, asked=name)


def _refuse_binary(file: File, text: str, share: float) -> None:
    if "\0" in text:
        raise Unreadable(file.name, "NUL bytes")
    controls = len(_CONTROLS.findall(text))
    if controls > share * len(text):
        raise Unreadable(file.name, "control characters", count=controls, of=len(text))


def _unmarked(file: File, settings: Settings) -> str:
    """The encoding of bytes without a mark."""
    data = file.data
    wide = [name for name in _decoding(data, _CANDIDATES[-2:]) if _share(data.decode(name)) >= settings.encoding_sure]
    if b"\0" in data and (wide := wide or _sparse(data)):
        return wide[0]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        place = fault.start
    else:
        return "utf-8"
    shares = {name: _share(data.decode(name)) for name in _decoding(data, _CANDIDATES)}
    best = max(shares, key=lambda name: shares[name], default="")
    if best and shares[best] >= settings.encoding_sure:
        return best
    if b"\0" in data:
        raise Unreadable(file.name, "NUL bytes")
    if _nearly_utf8(data):
        raise Unreadable(file.name, "broken UTF-8", byte=_hex(data, place), at=place)
    return _western(data) or _detected(file)


def _decoding(data: bytes, names: tuple[str, ...]) -> Iterator[str]:
    """Those of the encodings in which the bytes are without a fault."""
    for name in names:
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        yield name


def _share(text: str) -> float:
    """The share of the characters beyond ASCII that a Chinese report is made of; 1 where there are none."""
    beyond = _BEYOND_ASCII.findall(text[:100_000])
    if "\0" in text[:100_000]:
        return 0.0
    common = _common()
    return sum(character in common for character in beyond) / len(beyond) if beyond else 1.0


@cache
def _common() -> frozenset[str]:
    """Han characters of the first levels of both national standards, the punctuation and full-width forms beside."""
    rows = [bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)]
    simple = b"".join(rows).decode("gb2312", "ignore")
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    rows = [bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails]
    traditional = b"".join(rows).decode("big5", "ignore")
    return frozenset(simple + traditional + _PUNCTUATION + "".join(map(chr, range(0xFF10, 0xFF5B))))


def _sparse(data: bytes) -> list[str]:
    """UTF-16 of a Western text: every other byte is NUL."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or 2 * max(even, odd) < 0.5 * len(data) or 20 * min(even, odd) > max(even, odd):
        return []
    return ["utf-16-be" if even > odd else "utf-16-le"]


def _nearly_utf8(data: bytes) -> bool:
    """Whether few of the characters are broken: a damaged file, not another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken <= 0.05 * len(_BEYOND_ASCII.findall(text))


def _western(data: bytes) -> str:
    """Windows-1252, where the bytes beyond ASCII are few and all of them letters or typographer's marks."""
    beyond = sum(byte > 0x7F for byte in data)
    if beyond > 0.12 * len(data) or not list(_decoding(data, ("cp1252",))):
        return ""
    found = _BEYOND_ASCII.findall(data.decode("cp1252"))
    return "cp1252" if all(_WESTERN.match(character) for character in found) else ""


def _detected(file: File) -> str:
    # Loaded only for what our own rules cannot tell: 0.1 s that nearly no report needs.
    from charset_normalizer import from_bytes

    guess = from_bytes(file.data[:100_000]).best()
    if guess is None or not list(_decoding(file.data, (guess.encoding,))):
        raise Unreadable(file.name, "no known encoding")
    return _WIDER.get(guess.encoding, codecs.lookup(guess.encoding).name)
