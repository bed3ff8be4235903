"""The entry: `yoy`, or `python -m compare`. The one place where the engine's side meets the screen's."""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import os
import sys
from contextlib import suppress
from dataclasses import fields
from typing import TYPE_CHECKING, NoReturn

from compare import cli
from compare.safe_path import trusted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compare.cli.request import Request


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, with the screen at hand."""
    # Our matrices are small: numpy's own threads take longer to start than they save, and a program that has any cannot
    # be forked safely.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return cli.main(argv, screen=_screen)


def _screen(request: Request) -> int:
    """Start the review screen on the named editions, oldest first."""
    import tui  # starts the engine and loads Textual, which no other command needs

    paths = (request.old, request.new, *request.more)
    names = (option.name for option in fields(tui.ScreenRequest) if option.name != "paths")
    wanted = tui.ScreenRequest(paths=paths, **{name: getattr(request, name) for name in names})
    return tui.run(wanted) if request.command == "view" else tui.serve(wanted)


def run() -> None:
    """What the console script calls."""
    sys.path[:] = trusted()  # what is loaded late comes from where we came from, too
    sys.excepthook = cli.tell_defect
    _leave(main(sys.argv[1:]))


def _leave(status: int) -> NoReturn:
    """End at once: to give back the memory of a comparison piece by piece takes a tenth of the run."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed by a parent, or a reader who had enough
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
