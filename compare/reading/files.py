"""Takes a path, gives the file's bytes; what cannot be opened is told in one line. No network."""

import re
import sys
from os.path import isdir
from pathlib import Path
from typing import BinaryIO

from compare.errors import Unreadable
from compare.reading.types import File

STANDARD_INPUT = "-"

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def fetch(path: str, *, largest: int) -> File:
    """The bytes of a file, or of standard input for "-". Raises `Unreadable`; `largest` is in bytes."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:  # a parent may have closed it
            raise Unreadable("standard input", "is closed")
        return _bounded(File("standard input", b""), sys.stdin.buffer, largest)
    if _URL.match(path):
        raise Unreadable(path, "is a web address; save the page to a file first (nothing is fetched from the network)")
    if not path:
        raise Unreadable("''", "is no file name")
    try:
        with Path(path).open("rb") as stream:
            return _bounded(File(path, b""), stream, largest)
    except FileNotFoundError:
        raise Unreadable(path, "no such file") from None
    except IsADirectoryError:
        raise Unreadable(path, "is a folder, not a report") from None
    except PermissionError:
        is_folder = isdir(path)  # noqa: PTH112 - a Path raises where the folder above may not be entered
        fact = "is a folder, not a report" if is_folder else "may not be read (permission denied)"
        raise Unreadable(path, fact) from None
    except (OSError, ValueError) as fault:
        fact = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise Unreadable(path, f"cannot be opened ({fact})") from None


def _bounded(file: File, stream: BinaryIO, largest: int) -> File:
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise Unreadable(file.name, f"is larger than {largest // 2**20} MiB (setting file_largest)")
    if not data:
        raise Unreadable(file.name, "is empty")
    return File(file.name, data)
