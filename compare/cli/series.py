"""`yoy series FILE… | DIR`: three editions or more, or every edition in a folder."""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from compare.cli import inputs
from compare.cli.output import emit, format_of, one_line, progress, shown, spare
from compare.cli.parser import add_choosing, add_finding, add_reading, add_writing
from compare.codes import Notice
from compare.errors import BadOption, CompareError, NotComparable
from compare.files import beside_of
from compare.messages import Voice
from compare.render import SERIES_FINDINGS, SERIES_RENDERERS, TRACE_RENDERERS

if TYPE_CHECKING:
    from compare.cli.request import Request
    from compare.model import Edition, Series


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    named = parser.add_argument_group(say("help.arguments"))
    named.add_argument("files", metavar="FILE", nargs="+", help=say("help.files"))
    group = add_writing(parser, say, tuple(SERIES_RENDERERS))
    group.add_argument("--keep-going", action="store_true", help=say("help.keep-going"))
    group.add_argument("--measures", action="store_true", help=say("help.measures"))
    group.add_argument("--trace", metavar="WORDS", default="", help=say("help.trace"))
    add_choosing(parser, say)
    add_finding(parser, say)
    add_reading(parser, say, periods=False)


def run(request: Request) -> int:
    """Read, compare neighbours, write; with --trace only follow the words."""
    spare(request, *members(request.files))
    form = format_of(request)
    if request.trace:
        return _traced(request, form)
    if form not in SERIES_RENDERERS:
        raise BadOption(form, "no series format", known=tuple(SERIES_RENDERERS))
    emit(SERIES_RENDERERS[form](followed(request, form), options=shown(request)), request.output)
    return 0


def _traced(request: Request, form: str) -> int:
    """Write where each edition says the words."""
    from compare.pipeline import trace  # loads numpy

    if form not in TRACE_RENDERERS:
        raise BadOption(form, "no lineage format", known=tuple(TRACE_RENDERERS))
    with progress(request.say) as step:
        editions, notices = _members(request, step)
        found = trace(request.trace, editions, notices=notices, settings=request.settings)
    emit(TRACE_RENDERERS[form](found, options=shown(request)), request.output)
    return 0


def followed(request: Request, form: str) -> Series:
    """The series that a format needs of the named files: an earlier run's, where it has the same files and findings."""
    from compare.cache import keep_result, recall_series  # loads what packs and hashes
    from compare.cli.kept import place_of

    find = SERIES_FINDINGS.get(form, frozenset()) | set(request.find) | ({"measures"} if request.measures else set())
    files = members(request.files)
    decided = [request.anchors] if request.anchors else [beside_of(old, new) for old in files for new in files]
    folder, key = ("", "") if request.keep_going else place_of(request, files, find, decided)
    if key and (known := recall_series(folder, key)):
        return known
    made = _followed(request, find)
    if key:
        keep_result(folder, key, made)
    return made


def _followed(request: Request, find: frozenset[str]) -> Series:
    """The series anew; what was left out is in its notices."""
    from compare.pipeline import explain, series  # loads numpy

    with progress(request.say) as step:
        editions, notices = _members(request, step)
        step("talk.comparing", f"{len(editions)}")
        settings, decided = request.settings, inputs.Decided(request)
        followed = series(editions, settings=settings, find=find, context=inputs.context(request), decided=decided)
        if request.explain:
            explained = [
                explain(pair, settings=settings, anchors=decided(pair.old, pair.new)) for pair in followed.pairs
            ]
            followed = replace(followed, pairs=tuple(explained))
    inputs.tell_stale(decided.stale, request.say)
    return replace(followed, notices=(*followed.notices, *notices))


def _members(request: Request, step: Callable[[str, str], None]) -> tuple[tuple[Edition, ...], tuple[Notice, ...]]:
    """The editions in order, and notices of those that were left out. Raises `CompareError` without --keep-going."""
    from compare.editions import in_order  # loads the readers

    left_out: list[CompareError] = []
    editions: list[Edition] = []
    for path in members(request.files):
        step("talk.reading", PurePath(path).name)
        editions += _read(path, request, left_out)
    while request.keep_going and (misfit := _misfit(in_order, editions)):
        left_out.append(misfit)
        editions = without(editions, misfit.name)
    say = request.say
    for fault in left_out:
        told = say("talk.left_out", fact=f"{fault.name}: {say.fault(fault.notice)}")
        sys.stderr.write(f"yoy: {one_line(told)}\n")
    return in_order(editions), tuple(
        Notice("left out", {"name": fault.name, "fault": fault.notice}) for fault in left_out
    )


def without(editions: list[Edition], path: str) -> list[Edition]:
    """The editions less the last one of that path: one file named twice is left out once."""
    at = max(place for place, edition in enumerate(editions) if edition.source.path == path)
    return editions[:at] + editions[at + 1 :]


def members(named: Iterable[str]) -> list[str]:
    """The files behind the names: a folder stands for the reports in it, a pattern for those it matches."""
    from compare.reading import editions  # loads the readers

    return [path for name in named for path in editions(name)]


def _read(path: str, request: Request, left_out: list[CompareError]) -> list[Edition]:
    """The edition behind a path; none, and the fault among those left out, with --keep-going."""
    try:
        return [inputs.edition(path, request)]
    except CompareError as fault:
        if not request.keep_going:
            raise
        left_out.append(fault)
        return []


def _misfit(check: Callable[[list[Edition]], object], editions: list[Edition]) -> NotComparable | None:
    """Why a series cannot be made of these, where one of them is to blame."""
    try:
        check(editions)
    except NotComparable as fault:
        return fault if len(editions) > 2 else None
    return None
