"""Where results go: standard output, or a file that is whole or not there at all."""

import os
import shlex
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from compare.errors import BadOption, Unreadable, of_system
from compare.files import write_whole
from compare.render import BINARY, ENDINGS, Options
from compare.view.rows import Choice


def format_of(options: Namespace) -> str:
    """The format asked for, by --format or by the output's ending; text where neither says. Raises `BadOption`.

    Of two that differ, the one on the command line goes before the one in the settings file.
    """
    ending = named_format(options.output or "-", options.format)
    form: str = options.format or ending or "text"
    if ending and ending != form:
        typed = options.typed
        if bool(typed.format) == bool(typed.output):
            raise BadOption(options.output, "two formats", ending=ending, format=form)
        form = form if typed.format else ending
    if options.typed.table and form != "csv":
        raise BadOption("--table", "table without csv")
    if form in BINARY and not options.output and on_terminal():
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


_EDITIONS = ("old", "new", "file", "earlier", "against", "upstream")
_READ = (*_EDITIONS, "background", "lexicon", "units", "anchors", "review", "config")
_KEPT = (".review.json", ".anchors.toml")


def spare(options: Namespace, *members: str) -> None:
    """See that the output takes no place of a file that the run reads, or that keeps a person's marks and decisions.

    Raises `BadOption`, naming the output. `members` are the editions of a series.
    """
    place: str = options.output or "-"
    if place == "-" or not Path(place).is_file():
        return
    values = [getattr(options, name, None) or () for name in _READ]
    named = [one for value in values for one in ([value] if isinstance(value, str) else value)]
    if any(Path(one).is_file() and Path(one).samefile(place) for one in (*members, *named)):
        raise BadOption(place, "output is read")
    if place.endswith(_KEPT):
        raise BadOption(place, "output keeps marks")


def shown(options: Namespace) -> Options:
    """How the reader wants to see it."""
    return Options(
        tongue=options.lang,
        width=options.width or shutil.get_terminal_size((100, 24)).columns,
        color=_is_colored(options),
        choice=Choice(frozenset(options.only), options.section, options.min_weight),
        explain=options.explain,
        text=not options.no_text,
        table=options.table,
        whole=frozenset(getattr(options, "find", ())),
    )


def _is_colored(options: Namespace) -> bool:
    if options.color != "auto":
        return bool(options.color == "always")
    plain = options.output or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
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
