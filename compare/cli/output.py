"""Where results go: standard output, or a file that is whole or not there at all."""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from compare.errors import BadOption, Unreadable, of_system
from compare.files import write_whole
from compare.messages import Voice
from compare.render import BINARY, ENDINGS, Options
from compare.view.choice import Choice

if TYPE_CHECKING:
    from compare.cli.request import Request


def format_of(request: Request) -> str:
    """The format asked for, by --format or by the output's ending; text where neither says. Raises `BadOption`.

    Of two that differ, the one on the command line goes before the one in the settings file.
    """
    ending = named_format(request.output or "-", request.format or None)
    form = request.format or ending or "text"
    if ending and ending != form:
        if ("format" in request.typed) == ("output" in request.typed):
            raise BadOption(request.output, "two formats", ending=ending, format=form)
        form = form if "format" in request.typed else ending
    if "table" in request.typed and form != "csv":
        raise BadOption("--table", "table without csv")
    if form in BINARY and not request.output and on_terminal():
        raise BadOption(form, "not for a terminal")
    return form


def named_format(output: str, form: str | None, endings: Mapping[str, str] = ENDINGS) -> str | None:
    """The format that an output's ending names, None for standard output and where --format says it instead.

    Raises `BadOption` for an ending that is no format: a file must be what its name says.
    """
    path = Path(output)
    ending = endings.get(path.suffix.lower())
    if ending or form or output == "-" or (path.exists() and not path.is_file()):
        return ending
    known = " ".join(endings)
    if path.suffix:
        raise BadOption(output, "no such format", ending=path.suffix, known=known)
    raise BadOption(output, "no ending", known=known)


def one_line(words: str) -> str:
    """A fault as one harmless line, whatever a file or its name holds."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(words.split()))


_KEPT = (".review.json", ".anchors.toml")


def spare(request: Request, *members: str) -> None:
    """See that the output takes no place of a file that the run reads, or that keeps a person's marks and decisions.

    Raises `BadOption`, naming the output. `members` are the editions of a series.
    """
    place = request.output or "-"
    if place == "-" or not Path(place).is_file():
        return
    if any(Path(path).is_file() and Path(path).samefile(place) for path in (*members, *request.read)):
        raise BadOption(place, "output is read")
    if place.endswith(_KEPT):
        raise BadOption(place, "output keeps marks")


def shown(request: Request) -> Options:
    """How the reader wants to see it."""
    return Options(
        tongue=request.lang,
        width=request.width or shutil.get_terminal_size((100, 24)).columns,
        color=_is_colored(request),
        choice=Choice(frozenset(request.only), request.section, request.min_weight),
        explain=request.explain,
        text=not request.no_text,
        table=request.table,
        whole=frozenset(request.find),
    )


def _is_colored(request: Request) -> bool:
    if request.color != "auto":
        return bool(request.color == "always")
    plain = request.output or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and on_terminal()


def on_terminal() -> bool:
    """Whether standard output is a terminal; a parent may have closed it."""
    return sys.stdout is not None and sys.stdout.isatty()


def emit(data: str | bytes, path: str | None, *, pager: bool = False) -> None:
    """Write a result to a file or to standard output, as UTF-8. Raises `Unreadable` naming the place and the fault.

    With `pager` what is longer than a terminal's page goes through one, where standard output is a terminal.
    """
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        if path and path != "-":
            write_whole(path, raw)
        elif pager and on_terminal() and raw.count(b"\n") >= shutil.get_terminal_size().lines and _paged(raw):
            return
        else:
            _print(raw)
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise Unreadable("standard output", "cannot be written", why=of_system(fault)) from None


def _paged(raw: bytes) -> bool:
    """Show text through $PAGER, else `less -R`; False where there is none, or none is wanted (PAGER=cat)."""
    words = shlex.split(os.environ.get("PAGER") or "less -R")
    program = shutil.which(words[0]) if words and words[0] != "cat" else None
    if program is None or not Path(program).is_absolute():
        return False
    # As git has it: quits at once where all fits, keeps colours, leaves the page on the terminal. less speaks UTF-8.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    shown = subprocess.run([program, *words[1:]], input=raw, env=environment, check=False)  # noqa: S603 - the user's own pager
    return shown.returncode == 0


def _print(raw: bytes) -> None:
    stream = sys.stdout
    if stream is None:
        raise Unreadable("standard output", "closed")
    if _is_foreign(stream):
        stream.write(raw.decode("utf-8").encode(stream.encoding, "replace").decode(stream.encoding))
    else:
        stream.flush()
        stream.buffer.write(raw)
        stream.buffer.flush()
    stream.flush()


def _is_foreign(stream: TextIO) -> bool:
    """A terminal that speaks another encoding; a file or a pipe always gets UTF-8."""
    return stream.isatty() and (stream.encoding or "utf-8").lower().replace("-", "") != "utf8"


def fall_silent() -> None:
    """The reader has gone: nothing more is written, and nothing complains at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# ---- talk on standard error while a run takes long: nothing in its first second, nothing where nobody watches

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
