"""`yoy archive VERB`: many units, many years. What knows the engines is loaded when a verb runs."""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compare.cli import inputs, options
from compare.cli.output import emit, format_of, one_line, shown, spare
from compare.cli.progress import progress
from compare.errors import BadOption
from compare.messages import Voice

if TYPE_CHECKING:  # loading it loads the engines
    from compare.archive import Archive
    from compare.archive.results import Result

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
    options.writing(parser, say, FORMATS)
    parser.set_defaults(only=(), section="", min_weight=0.0, explain=False)


def run(asked: Namespace) -> int:
    """Do what the verb says."""
    from compare import archive  # loads the engines

    held = archive.open(asked.archive, inputs.thresholds(asked), make=asked.verb == "add")
    return VERBS[asked.verb](held, asked)


def _add(held: "Archive", asked: Namespace) -> int:
    from compare.archive.naming import read_map  # loads the readers

    if not asked.words:
        raise BadOption("archive add", "nothing to add")
    naming = read_map(asked.map, asked.genre)
    with _told(asked, "talk.adding") as step:
        added = held.add(
            asked.words,
            naming=naming,
            units=asked.units,
            encoding=asked.encoding,
            keep_going=asked.keep_going,
            step=step,
        )
    say = Voice(asked.lang)
    for fault in added.left_out:
        told = say("talk.left_out", fact=f"{fault.name}: {say.fault(fault.notice)}")
        sys.stderr.write(f"yoy: {one_line(told)}\n")
    return _say(asked, say("archive.added", new=len(added.new), replaced=len(added.replaced), known=added.known))


def _remove(held: "Archive", asked: Namespace) -> int:
    count = held.remove(unit=asked.unit, period=asked.period, genre=asked.genre, path=asked.file)
    return _say(asked, Voice(asked.lang)("archive.removed", count=count))


def _status(held: "Archive", asked: Namespace) -> int:
    say, status = Voice(asked.lang), held.status()
    genres = ", ".join(f"{genre or say('archive.no_genre')} {count:,}" for genre, count in status.genres)
    size = f"{sum(status.size.values()) / 1e6:,.1f}"
    lines = [
        say("archive.holds", editions=status.editions, units=status.units, first=status.first, last=status.last),
        say("archive.genres", genres=genres or say("archive.none")),
        say("archive.rows", grams=f"{status.grams:,}", sentences=f"{status.sentences:,}", size=size),
    ]
    lines += [say("archive.replaced", count=status.replaced)] if status.replaced else []
    lines += [say("archive.staged", count=status.staged)] if status.staged else []
    return _say(asked, *lines)


def _verify(held: "Archive", asked: Namespace) -> int:
    say = Voice(asked.lang)
    with _told(asked, "talk.verifying") as step:
        found = held.verify(step)
    for damage in found:
        words = one_line(f"{damage.name}: {say.name('damage', damage.code)}")
        sys.stderr.write(f"yoy: {words}\n")
    return 2 if found else _say(asked, say("archive.sound", count=held.status().editions))


def _compact(held: "Archive", asked: Namespace) -> int:
    say = Voice(asked.lang)
    counts = held.compact().items()
    return _say(asked, *(say("archive.compacted", table=name, before=a, after=b) for name, (a, b) in counts))


def _score(held: "Archive", asked: Namespace) -> int:
    say = Voice(asked.lang)
    with progress(say) as step:
        step("talk.scoring", asked.archive)
        is_new = held.score(asked.engine, asked.master)
    return _say(asked, say("archive.scored" if is_new else "archive.current"))


def _report(held: "Archive", asked: Namespace) -> int:
    with progress(Voice(asked.lang)) as step:
        step("talk.scoring", asked.archive)
        held.score(asked.engine, asked.master)
        found = held.report()
    return _write(asked, asked.archive, found)


def _unit(held: "Archive", asked: Namespace) -> int:
    return _write(asked, _word(asked), held.unit(_word(asked)))


def _phrase(held: "Archive", asked: Namespace) -> int:
    return _write(asked, _word(asked), held.phrase(_word(asked)))


def _query(held: "Archive", asked: Namespace) -> int:
    return _write(asked, asked.archive, (held.query(_word(asked)),))


def _word(asked: Namespace) -> str:
    if len(asked.words) != 1:
        raise BadOption(f"archive {asked.verb}", "not one word")
    return str(asked.words[0])


def _write(asked: Namespace, title: str, found: "tuple[Result, ...]") -> int:
    from compare.render.archive import RENDERERS  # loads what the formats need

    spare(asked)
    words = f"{Voice(asked.lang)('archive.title')} {title}"
    emit(RENDERERS[format_of(asked)](words, found, shown(asked)), asked.output)
    return 0


def _say(asked: Namespace, *lines: str) -> int:
    emit("".join(f"{one_line(line)}\n" for line in lines), asked.output)
    return 0


@contextmanager
def _told(asked: Namespace, key: str) -> Iterator[Callable[[int, int], None]]:
    """Tell how many of how many are done, how fast, and how long the rest takes."""
    say, start = Voice(asked.lang), time.monotonic()
    with progress(say) as tell:

        def step(done: int, of: int) -> None:
            rate = done / max(time.monotonic() - start, 0.001)
            left = f"{(of - done) / rate:,.0f}" if done else "?"
            tell(key, say("talk.speed", done=f"{done:,}", of=f"{of:,}", rate=f"{rate:,.1f}", left=left))

        yield step


VERBS: dict[str, Callable[["Archive", Namespace], int]] = {
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
