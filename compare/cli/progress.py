"""Talk on standard error while a run takes long: nothing in its first second, nothing where nobody watches."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from compare.messages import Voice

PATIENCE = 1.0
"""Seconds before anything is said."""

BEAT = 0.25
"""Seconds between two lines."""

_ERASE = "\r\x1b[K"


@contextmanager
def progress(say: Voice) -> Iterator[Callable[[str, str], None]]:
    """Gives a function to name what is being done: the key of its words, and what to."""
    now = ["", ""]

    def step(key: str, name: str = "") -> None:
        now[:] = key, name

    if not sys.stderr.isatty():
        yield step
        return
    done = threading.Event()
    talker = threading.Thread(target=_talk, args=(now, done, say), daemon=True)
    talker.start()
    try:
        yield step
    finally:
        done.set()
        talker.join()


def _talk(now: list[str], done: threading.Event, say: Voice) -> None:
    start = time.monotonic()
    if done.wait(PATIENCE):
        return
    while True:
        key, name = now
        words = f"{say(key)} {name}" if key else ""
        sys.stderr.write(f"{_ERASE}yoy: {words} ({time.monotonic() - start:.0f} s)")
        sys.stderr.flush()
        if done.wait(BEAT):
            break
    sys.stderr.write(_ERASE)
    sys.stderr.flush()
