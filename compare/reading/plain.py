"""Text and Markdown: the decoded file and nothing else."""

from compare.reading.decoding import decode
from compare.reading.types import Asked, File, Found


def read_plain(file: File, asked: Asked) -> Found:
    """The text exactly as decoded. Raises `Unreadable`."""
    text, encoding, guessed = decode(file, asked.encoding, asked.settings)
    return Found(text, encoding, (f"decoded {encoding}",) if guessed else ())
