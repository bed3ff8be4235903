"""The wire to the engine's process. Takes requests, gives news through a callback, from a thread of its own."""

import pickle
import subprocess
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Protocol

from compare.codes import Notice
from compare.safe_path import command
from tui.engine.protocol import Failed, Job, News, Opened, Request


class Engine(Protocol):
    """What the screen needs of an engine."""

    def listen(self, tell: Callable[[News], None]) -> None:
        """From now on news go to `tell`, from any thread, in order."""

    def ask(self, request: Request) -> None:
        """Ask for something; the answer is news."""

    def close(self) -> None:
        """The screen is gone."""


class Process:
    """The engine as a process; it starts at once, so that it loads while the screen does."""

    def __init__(self, job: Job) -> None:
        self._child = subprocess.Popen(  # noqa: S603 - our own program
            command("tui.engine.process", "main"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._news: SimpleQueue[News] = SimpleQueue()
        self._held: list[News] = []
        self._closed = False
        Thread(target=self._read, daemon=True, name="engine-news").start()
        self.ask(job)

    def refused(self, wait: float) -> Failed | None:
        """Why the job cannot be done, if that is known within `wait` seconds; what else was heard is kept."""
        until = monotonic() + wait
        with suppress(Empty):
            while not any(isinstance(one, Opened | Failed) for one in self._held):
                self._held.append(self._news.get(timeout=max(0.0, until - monotonic())))
        return next((one for one in self._held if isinstance(one, Failed)), None)

    def listen(self, tell: Callable[[News], None]) -> None:
        """Start the thread that tells."""
        Thread(target=self._tell, args=(tell,), daemon=True, name="engine-telling").start()

    def ask(self, request: Request) -> None:
        """Send a request; an engine that is gone has told so already."""
        try:
            if self._child.stdin is not None:
                pickle.dump(request, self._child.stdin, protocol=5)
                self._child.stdin.flush()
        except (BrokenPipeError, ValueError):
            return

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._child.kill()
        self._child.wait()

    def _read(self) -> None:
        stream = self._child.stdout
        while stream is not None:
            try:
                self._news.put(pickle.load(stream))  # noqa: S301 - our own child writes this pipe
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                break
        if not self._closed:
            self._news.put(Failed("engine", Notice("engine ended")))

    def _tell(self, tell: Callable[[News], None]) -> None:
        for one in self._held:
            tell(one)
        while not self._closed:
            tell(self._news.get())
