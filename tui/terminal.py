"""The terminal, wherever the standard streams go. `yoy view A B > notes.md` draws on the terminal all the same."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from compare.errors import BadOption


@contextmanager
def on_terminal() -> Iterator[int]:
    """Standard streams that lead to the terminal; gives a handle of the standard output as it was.

    Raises `BadOption` where there is no terminal at all.
    """
    sys.stdout.flush()
    handles = [number for number in (0, 1, 2) if not os.isatty(number)]
    output = os.dup(1)
    if not handles or "TEXTUAL_DRIVER" in os.environ:
        yield output
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as fault:
        raise BadOption("view", "there is no terminal to draw on") from fault
    kept = {number: os.dup(number) for number in handles}
    try:
        for number in handles:
            os.dup2(terminal, number)
        yield output
    finally:
        for number, handle in kept.items():
            os.dup2(handle, number)
            os.close(handle)
        os.close(terminal)


def is_piped(handle: int) -> bool:
    """Whether a handle leads elsewhere than to a terminal."""
    return not os.isatty(handle)
