"""Talk on standard error while a run takes long: nothing in its first second, nothing where nobody watches."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from compare.cli.output import one_line
from compare.messages import Voice

PATIENCE = 1.0
"""Seconds before anything is said."""

BEAT = 0.25
"""Seconds between two lines."""

_ERASE = "\r\x1b[K"


@contextmanager
def progress(say: Voice) -> Iterator[Callable[[str, str], None]]:
    """Gives a function to name what is being done: the key of its words, and what to.

    A timer's signal speaks where there is one, else a thread: a program with a second thread is never forked, and a
    long series is linked in several processes.
    """
    now = ["", ""]

    def step(key: str, name: str = "") -> None:
        now[:] = key, name

    if not sys.stderr.isatty():
        yield step
        return
    talk = _Talk(now, say)
    is_main = threading.current_thread() is threading.main_thread()
    try:
        with _ringing(talk) if is_main and hasattr(signal, "setitimer") else _threaded(talk):
            yield step
    finally:
        talk.erase()


class _Talk:
    """Says what is being done now, in one line that the next one replaces."""

    def __init__(self, now: list[str], say: Voice) -> None:
        self.now, self.say = now, say
        self.start, self.has_spoken = time.monotonic(), False

    def line(self) -> None:
        """Say it."""
        key, name = self.now
        words = f"{self.say(key)} {name}" if key else ""
        with suppress(RuntimeError):  # the signal came while the program itself was writing: say it the next time
            sys.stderr.write(f"{_ERASE}yoy: {one_line(words)} ({time.monotonic() - self.start:.0f} s)")
            sys.stderr.flush()
            self.has_spoken = True

    def erase(self) -> None:
        """Leave nothing behind."""
        if self.has_spoken:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()


@contextmanager
def _ringing(talk: _Talk) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, lambda *_: talk.line())
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, BEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _threaded(talk: _Talk) -> Iterator[None]:
    done = threading.Event()

    def run() -> None:
        wait = PATIENCE
        while not done.wait(wait):
            talk.line()
            wait = BEAT

    talker = threading.Thread(target=run, daemon=True)
    talker.start()
    try:
        yield
    finally:
        done.set()
        talker.join()
