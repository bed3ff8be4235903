"""Takes a path, gives the file's bytes; what cannot be opened is told in one line. No network."""

import re
import sys
from os.path import isdir
from pathlib import Path
from typing import BinaryIO

from compare.errors import Unreadable, of_system
from compare.reading.types import File

STANDARD_INPUT = "-"

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def fetch(path: str, *, largest: int) -> File:
    """The bytes of a file, or of standard input for "-". Raises `Unreadable`; `largest` is in bytes."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:  # a parent may have closed it
            raise Unreadable("standard input", "closed")
        return _bounded(File("standard input", b""), sys.stdin.buffer, largest)
    if _URL.match(path):
        raise Unreadable(path, "web address")
    if not path:
        raise Unreadable("''", "no file name")
    try:
        with Path(path).open("rb") as stream:
            return _bounded(File(path, b""), stream, largest)
    except FileNotFoundError:
        raise Unreadable(path, "no such file") from None
    except IsADirectoryError:
        raise Unreadable(path, "a folder") from None
    except PermissionError:
        is_folder = isdir(path)  # noqa: PTH112 - a Path raises where the folder above may not be entered
        raise Unreadable(path, "a folder" if is_folder else "not permitted") from None
    except (OSError, ValueError) as fault:
        raise Unreadable(path, "cannot be opened", why=of_system(fault)) from None


def _bounded(file: File, stream: BinaryIO, largest: int) -> File:
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise Unreadable(file.name, "too large", mib=largest // 2**20, setting="file_largest")
    if not data:
        raise Unreadable(file.name, "empty")
    return File(file.name, data)
