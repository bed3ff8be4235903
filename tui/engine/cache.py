"""Results kept from one start to the next. Takes what a job reads, gives a key; keeps pickles of our nouns only.

The key holds the content of the files, the settings and the program itself, so that nothing stale is ever found.
"""

import hashlib
import os
import pickle
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import compare
from compare.errors import Unreadable
from compare.files import write_whole
from tui.engine.protocol import Job

_MOST = 64
"""Results kept; the ones used longest ago go first."""

_BUILTINS = {"frozenset", "tuple", "dict", "set"}


class _OwnNouns(pickle.Unpickler):
    """Reads nothing but our nouns: a tampered file gives no result, never code."""

    def find_class(self, module: str, name: str) -> object:
        """A noun, or an error."""
        if module in ("compare.model", "tui.engine.protocol") or (module == "builtins" and name in _BUILTINS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def key_of(job: Job, contents: Sequence[bytes]) -> str:
    """The key of a job whose files have these contents."""
    told = hashlib.sha256()
    for content in contents:
        told.update(hashlib.sha256(content).digest())
    told.update(
        repr((job.paths, job.encoding, job.tracked, job.periods, job.settings, sorted(job.beside.items()))).encode()
    )
    root = Path(compare.__file__).parent
    for path in sorted(root.rglob("*.py")):
        known = path.stat()
        told.update(f"{path.relative_to(root)} {known.st_mtime_ns} {known.st_size}".encode())
    return told.hexdigest()


def recall(folder: str, key: str) -> object | None:
    """What was kept under a key, or None; a file that cannot be read is as good as none."""
    path = Path(folder) / f"{key}.pickle"
    try:
        with path.open("rb") as file:
            found: object = _OwnNouns(file).load()
        os.utime(path)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError, IndexError):
        return None
    return found


def keep(folder: str, key: str, result: object) -> None:
    """Keep a result, whole or not at all; a folder that cannot be written keeps nothing."""
    with suppress(OSError, Unreadable):
        Path(folder).mkdir(parents=True, exist_ok=True)
        write_whole(str(Path(folder) / f"{key}.pickle"), pickle.dumps(result, protocol=5))
        kept = sorted(Path(folder).glob("*.pickle"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-_MOST]:
            path.unlink()
