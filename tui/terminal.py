"""The terminal: drawn on wherever the standard streams go, left as it was found, and watched in case it goes away.

`yoy view A B > notes.md` draws on the terminal all the same. A terminal may vanish without a signal (its window's shell
ignores them, or we are not its foreground); its file then reads as empty for ever, and whoever waits for keys spins.
"""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Thread
from types import FrameType

from compare.errors import BadOption

try:
    import termios
except ImportError:  # a system without such terminals: nothing to put back
    termios = None  # type: ignore[assignment]

_PULSE = 0.5
"""Seconds between two looks at the terminal, and for which the screen may still put things in order."""

_LEAVE = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""Mouse, paste, resize reports, keyboard protocol, second screen, hidden cursor, focus reports: all off."""


@contextmanager
def on_terminal(gone: Callable[[], None]) -> Iterator[int]:
    """Standard streams that lead to the terminal; gives a handle of the standard output as it was.

    Where the terminal is gone, the process is hung up; `gone` is called, from another thread, if it does not end then.
    Raises `BadOption` where there is no terminal at all.
    """
    sys.stdout.flush()
    output = os.dup(1)
    if "TEXTUAL_DRIVER" in os.environ:  # a browser draws what comes through the pipes
        yield output
        return
    for name in ("COLUMNS", "LINES"):  # exported by some shell once; the terminal itself knows its size
        os.environ.pop(name, None)
    with ExitStack() as put_back:
        for part in (_led_to_terminal(), _as_it_was(), _in_order_on_signals(), _watched(gone)):
            put_back.enter_context(part)
        yield output


@contextmanager
def _led_to_terminal() -> Iterator[None]:
    handles = [number for number in (0, 1, 2) if not os.isatty(number)]
    if not handles:
        yield
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as fault:
        raise BadOption("view", "no terminal") from fault
    kept = {number: os.dup(number) for number in handles}
    try:
        for number in handles:
            os.dup2(terminal, number)
        yield
    finally:
        for number, handle in kept.items():
            os.dup2(handle, number)
            os.close(handle)
        os.close(terminal)


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Whatever ends the screen: no raw mode, no hidden cursor."""
    if termios is None:
        yield
        return
    before = termios.tcgetattr(0)
    try:
        yield
    finally:
        with suppress(termios.error, OSError):
            if termios.tcgetattr(0) != before:
                termios.tcsetattr(0, termios.TCSANOW, before)
                os.write(1, _LEAVE.encode())


@contextmanager
def _in_order_on_signals() -> Iterator[None]:
    """Asked to end while the screen is only being set up, go through all that puts things back."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), _end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


@contextmanager
def _watched(gone: Callable[[], None]) -> Iterator[None]:
    """The terminal under watch, by a thread: where it is gone, the one that draws may wait for it for ever."""
    is_over = Event()
    Thread(target=_watch, args=(os.dup(0), is_over, gone), daemon=True, name="terminal-watch").start()
    try:
        yield
    finally:
        is_over.set()


def _watch(terminal: int, is_over: Event, gone: Callable[[], None]) -> None:
    poll = select.poll()
    poll.register(terminal, 0)
    while not is_over.wait(_PULSE):
        if any(event & select.POLLHUP for _, event in poll.poll(0)):
            os.kill(os.getpid(), signal.SIGHUP)
            if not is_over.wait(_PULSE):
                gone()
    os.close(terminal)
