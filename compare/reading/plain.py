"""Plain text: the decoded file, and blocks over what a reader passes over: marks of notes, hyphens that part a word."""

import re
from collections.abc import Iterator

from compare.reading.decoding import decode
from compare.reading.hyphens import Hyphens
from compare.reading.notes import note_blocks
from compare.reading.types import Extracted, File, ReadOptions
from compare.source import Block

_LINE = re.compile(r"[^\r\n]+")
_PARTED = re.compile(r"(?<=[a-z])-[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[a-z])")
_STAR = re.compile(r"^[ \t]*(\*)[ \t]+(?=[A-Za-z\u3400-\u9fff])", re.MULTILINE)
_LEAST_STARS = 2


def read_plain(file: File, asked: ReadOptions) -> Extracted:
    """The text exactly as decoded, with blocks over it. Raises `Unreadable`."""
    text, encoding, guessed = decode(file, asked.encoding, asked.settings)
    joints = list(_joints(text))
    said = [f"decoded {encoding}"] * guessed + ["words rejoined"] * any(text[joint.span[0]] == "-" for joint in joints)
    return Extracted(text, encoding, tuple(said), (*note_blocks(text), *joints, *_stars(text)))


def _joints(text: str) -> Iterator[Block]:
    """The hyphens, with the line ends behind them, that part a word of an English text."""
    matches = list(_PARTED.finditer(text))
    if not matches:
        return
    hyphens = Hyphens([line[0].strip() for line in _LINE.finditer(text)])
    for match in matches:
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        if hyphens.is_parted(text[start : match.start() + 1], text[match.end() : end if end > 0 else len(text)]):
            yield Block(match.span(), "joint")
        else:
            yield Block((match.start() + 1, match.end()), "joint")


def _stars(text: str) -> Iterator[Block]:
    """Stars before the items of a list, which hide no figure."""
    stars = list(_STAR.finditer(text))
    yield from (Block(match.span(1), "bullet") for match in stars if len(stars) >= _LEAST_STARS)
