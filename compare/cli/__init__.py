"""The command line. Takes words, gives an exit status: 0 ran, 1 changes (with --exit-code), 2 trouble.

One module a command, each thin: parse, call, write. Results go to standard output, talk to standard error.
"""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from compare.cli import archive, git, outline, report, series
from compare.cli.config import Configured, configured, settings_of
from compare.cli.output import fall_silent, one_line
from compare.cli.parser import Command, build, parsed
from compare.cli.screen import Serve, View
from compare.errors import BadOption, CompareError, Unreadable, of_system
from compare.messages import Tongue, Voice, tongue_of

if TYPE_CHECKING:
    from compare.cli.request import Request

COMMANDS: dict[str, Command] = {
    "view": View(),
    "report": report,
    "series": series,
    "outline": outline,
    "archive": archive,
    "serve": Serve(),
    "git": git,
}

Screen = Callable[["Request"], int]
"""Starts the review screen: a request of "view" or "serve" in, the exit status out."""


def main(argv: Sequence[str] | None = None, *, screen: Screen | None = None) -> int:
    """Run one command; the screen is handed in by the entry module, since the engine does not know it."""
    words = list(sys.argv[1:] if argv is None else argv)
    if sys.stderr is None:  # a parent may have closed it
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the program runs
    try:
        return _run(words, screen)
    except CompareError as fault:
        return _trouble(words, fault)
    except BrokenPipeError:
        fall_silent()
        return 0
    except OSError as fault:  # a file that vanished meanwhile, a folder that may not be entered
        return _trouble(words, Unreadable(str(fault.filename or "yoy"), "cannot be opened", why=of_system(fault)))
    except KeyboardInterrupt:
        return 130


def tell_defect(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """What the program says of a defect of its own, in place of Python: one line (YOY_DEBUG: all), and trouble's status.

    Status 1 is Python's way to say it and means "changed" here.
    """
    if os.environ.get("YOY_DEBUG"):
        sys.__excepthook__(kind, fault, trace)
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    found = f"{kind.__name__}: {fault}".removesuffix(": ")
    command = next((word for word in sys.argv[1:] if word in COMMANDS), "start")
    raise SystemExit(_trouble(sys.argv[1:], CompareError(command, "defect", kind=found, place=place)))


def _trouble(words: list[str], fault: CompareError) -> int:
    """One line that says what is wrong with what; the exit status."""
    told = f"{fault.name}: {Voice(_tongue(words)).fault(fault.notice)}"
    with suppress(OSError):  # standard error may be full: the exit status still tells
        sys.stderr.write(f"yoy: {one_line(told)}\n")
    return 2


def _run(words: list[str], screen: Screen | None) -> int:
    voice = Voice(_tongue(words))
    if not words:
        sys.stderr.write(build(voice, COMMANDS).format_help())
        return 2
    request = _request(words, configured(words, lambda: build(voice, COMMANDS), COMMANDS), voice.tongue)
    if screen is not None and isinstance(COMMANDS[request.command], View):
        return screen(request)
    return COMMANDS[request.command].run(request)


def _request(words: list[str], config: Configured, tongue: Tongue) -> Request:
    """What is asked for: by the words alone, then behind those of the settings file.

    Where the words hold by themselves and not behind those of the file, it is named.
    """
    parser = build(Voice(_tongue(config.words)), COMMANDS)
    own = whole = vars(parsed(parser, words))
    try:
        whole = vars(parsed(parser, config.words)) if config.path else own
    except BadOption as fault:
        raise _of_file(config.path, fault) from None
    from compare.cli.request import request_of  # loads every threshold

    return request_of(
        whole,
        lang=whole["lang"] or tongue,
        config=config.path,
        settings=settings_of(config.thresholds, config.path),
        typed=frozenset(name for name, value in own.items() if value),
    )


def _of_file(path: str, fault: BadOption) -> BadOption:
    """What is wrong with a settings file: its name, the option in it, and the fault."""
    if fault.name.startswith("--"):
        return BadOption(path, "in an option", option=fault.name, fault=fault.notice)
    return BadOption(path, fault.notice.code, **fault.notice.facts)


def _tongue(words: list[str]) -> Tongue:
    """The language asked for, before anything is parsed: the help speaks it too."""
    asked = [after for word, after in pairwise([*words, ""]) if word == "--lang"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    return tongue_of({"LANG": asked[-1]} if asked else os.environ)
