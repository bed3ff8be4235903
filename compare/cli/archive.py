"""`yoy archive VERB`: many units, many years. What knows the engines is loaded when a verb runs."""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compare.cli.output import emit, format_of, one_line, progress, shown, spare
from compare.cli.parser import add_writing
from compare.errors import BadOption
from compare.messages import Voice

if TYPE_CHECKING:  # loading it loads the engines
    from compare.archive import Archive
    from compare.archive.results import Result
    from compare.cli.request import Request

FORMATS = ("text", "md", "html", "json", "csv", "xlsx")


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    group = parser.add_argument_group(say("help.arguments"))
    group.add_argument("verb", metavar="VERB", choices=tuple(VERBS), help=say("help.archive-verb"))
    group.add_argument("words", metavar="WORDS", nargs="*", help=say("help.archive-words"))
    group.add_argument("--archive", metavar="PATH", required=True, help=say("help.archive-path"))
    group = parser.add_argument_group(say("help.reading"))
    group.add_argument("--map", metavar="FILE", default="", help=say("help.archive-map"))
    group.add_argument("--genre", metavar="NAME", default="", help=say("help.archive-genre"))
    group.add_argument("--units", metavar="FILE", default="", help=say("help.units"))
    group.add_argument("--encoding", metavar="NAME", help=say("help.encoding"))
    group.add_argument("--keep-going", action="store_true", help=say("help.keep-going"))
    group = parser.add_argument_group(say("help.archive-choosing"))
    group.add_argument("--unit", metavar="NAME", default="", help=say("help.archive-unit"))
    group.add_argument("--period", metavar="PERIOD", default="", help=say("help.archive-period"))
    group.add_argument("--file", metavar="FILE", default="", help=say("help.archive-file"))
    group = parser.add_argument_group(say("help.archive-engines"))
    group.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help=say("help.archive-engine"))
    group.add_argument("--master", metavar="URL", default="local[2]", help=say("help.archive-master"))
    add_writing(parser, say, FORMATS)
    parser.set_defaults(only=(), section="", min_weight=0.0, explain=False)


def run(request: Request) -> int:
    """Do what the verb says."""
    from compare import archive  # loads the engines

    held = archive.open(request.archive, request.settings, make=request.verb == "add")
    return VERBS[request.verb](held, request)


def _add(held: Archive, request: Request) -> int:
    from compare.archive.naming import read_map  # loads the readers

    if not request.words:
        raise BadOption("archive add", "nothing to add")
    naming = read_map(request.map, request.genre)
    with _progress_of(request, "talk.adding") as step:
        added = held.add(
            request.words,
            naming=naming,
            units=request.units,
            encoding=request.encoding or None,
            keep_going=request.keep_going,
            step=step,
        )
    say = request.say
    for fault in added.left_out:
        told = say("talk.left_out", fact=f"{fault.name}: {say.fault(fault.notice)}")
        sys.stderr.write(f"yoy: {one_line(told)}\n")
    return _say(request, say("archive.added", new=len(added.new), replaced=len(added.replaced), known=added.known))


def _remove(held: Archive, request: Request) -> int:
    count = held.remove(unit=request.unit, period=request.period, genre=request.genre, path=request.file)
    return _say(request, request.say("archive.removed", count=count))


def _status(held: Archive, request: Request) -> int:
    say, status = request.say, held.status()
    genres = ", ".join(f"{genre or say('archive.no_genre')} {count:,}" for genre, count in status.genres)
    size = f"{sum(status.size.values()) / 1e6:,.1f}"
    lines = [
        say("archive.holds", editions=status.editions, units=status.units, first=status.first, last=status.last),
        say("archive.genres", genres=genres or say("archive.none")),
        say("archive.rows", grams=f"{status.grams:,}", sentences=f"{status.sentences:,}", size=size),
    ]
    lines += [say("archive.replaced", count=status.replaced)] if status.replaced else []
    lines += [say("archive.staged", count=status.staged)] if status.staged else []
    return _say(request, *lines)


def _verify(held: Archive, request: Request) -> int:
    say = request.say
    with _progress_of(request, "talk.verifying") as step:
        damaged = held.verify(step)
    for damage in damaged:
        words = one_line(f"{damage.name}: {say.name('damage', damage.code)}")
        sys.stderr.write(f"yoy: {words}\n")
    return 2 if damaged else _say(request, say("archive.sound", count=held.status().editions))


def _compact(held: Archive, request: Request) -> int:
    say = request.say
    counts = held.compact().items()
    return _say(request, *(say("archive.compacted", table=name, before=a, after=b) for name, (a, b) in counts))


def _score(held: Archive, request: Request) -> int:
    say = request.say
    with progress(say) as step:
        step("talk.scoring", request.archive)
        is_new = held.score(request.engine, request.master)
    return _say(request, say("archive.scored" if is_new else "archive.current"))


def _report(held: Archive, request: Request) -> int:
    with progress(request.say) as step:
        step("talk.scoring", request.archive)
        held.score(request.engine, request.master)
        found = held.report()
    return _write(request, request.archive, found)


def _unit(held: Archive, request: Request) -> int:
    return _write(request, _word(request), held.unit(_word(request)))


def _phrase(held: Archive, request: Request) -> int:
    return _write(request, _word(request), held.phrase(_word(request)))


def _query(held: Archive, request: Request) -> int:
    return _write(request, request.archive, (held.query(_word(request)),))


def _word(request: Request) -> str:
    if len(request.words) != 1:
        raise BadOption(f"archive {request.verb}", "not one word")
    return str(request.words[0])


def _write(request: Request, title: str, results: tuple[Result, ...]) -> int:
    from compare.render.archive import RENDERERS  # loads what the formats need

    spare(request)
    words = f"{request.say('archive.title')} {title}"
    emit(RENDERERS[format_of(request)](words, results, shown(request)), request.output)
    return 0


def _say(request: Request, *lines: str) -> int:
    emit("".join(f"{one_line(line)}\n" for line in lines), request.output)
    return 0


@contextmanager
def _progress_of(request: Request, key: str) -> Iterator[Callable[[int, int], None]]:
    """Tell how many of how many are done, how fast, and how long the rest takes."""
    say, start = request.say, time.monotonic()
    with progress(say) as tell:

        def step(done: int, of: int) -> None:
            rate = done / max(time.monotonic() - start, 0.001)
            left = f"{(of - done) / rate:,.0f}" if done else "?"
            tell(key, say("talk.speed", done=f"{done:,}", of=f"{of:,}", rate=f"{rate:,.1f}", left=left))

        yield step


VERBS: dict[str, Callable[[Archive, Request], int]] = {
    "add": _add,
    "remove": _remove,
    "status": _status,
    "verify": _verify,
    "compact": _compact,
    "score": _score,
    "report": _report,
    "unit": _unit,
    "phrase": _phrase,
    "query": _query,
}
