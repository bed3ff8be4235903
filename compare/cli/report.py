"""`yoy report OLD NEW`: what changed between two editions."""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from compare.cli import inputs
from compare.cli.output import emit, format_of, one_line, progress, shown, spare
from compare.cli.parser import add_choosing, add_editions, add_finding, add_reading, add_writing
from compare.codes import EVERYTHING
from compare.errors import BadOption
from compare.files import beside_of
from compare.messages import Voice
from compare.render import BRIEF, FINDINGS, RENDERERS

if TYPE_CHECKING:
    from compare.cli.request import Request
    from compare.model import Comparison


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    add_editions(parser, say)
    group = add_writing(parser, say, tuple(RENDERERS))
    group.add_argument("--brief", action="store_true", help=say("help.brief"))
    group.add_argument("--redline", action="store_true", help=say("help.redline"))
    group.add_argument("--exit-code", action="store_true", help=say("help.exit-code"))
    group.add_argument("--review", metavar="FILE", help=say("help.review"))
    group.add_argument("--measures", action="store_true", help=say("help.measures"))
    group.add_argument("--exit-on-notes", action="store_true", help=say("help.exit-on-notes"))
    add_choosing(parser, say)
    add_finding(parser, say)
    parser.add_argument("--archive", metavar="PATH", default="", help=say("help.report-archive"))
    add_reading(parser, say)


def run(request: Request) -> int:
    """Compare, write; 1 where something changed and --exit-code asks, 10 where somebody left a note."""
    spare(request)
    form = format_of(request)
    if request.brief and form not in BRIEF:
        raise BadOption("--brief", "no brief format", format=form, known=tuple(BRIEF))
    look = shown(request)
    comparison = compared(request, form)
    if path := request.review or inputs.review_beside(request):
        look = replace(look, **inputs.review(path, comparison))
    look = replace(look, brief=request.brief, redline=request.redline)
    emit(RENDERERS[form](comparison, options=look), request.output, pager=form == "text" and not request.no_pager)
    if form == "pdf":
        _tell_printer(request)
    if request.exit_on_notes and look.notes:
        return 10
    from compare.view.rows import choose, lay_out  # the nouns, which help can do without

    rows = choose(lay_out(comparison), comparison, look.choice)
    return int(request.exit_code and any(row.changed for row in rows))


def _tell_printer(request: Request) -> None:
    from compare.render.pdf import printer  # loads the page

    sys.stderr.write(f"yoy: {request.say('talk.printed', file=one_line(request.output or '-'), program=printer())}\n")


def compared(request: Request, form: str) -> Comparison:
    """The comparison that a format needs: an earlier run's, where it has the same files and findings."""
    find = (FINDINGS.get(form, EVERYTHING) - _unseen(request)) | set(request.find)
    find |= {"measures"} if request.measures else set()
    from compare.cache import keep_result, recall_pair  # loads what packs and hashes
    from compare.cli.kept import place_of

    anchors = [request.anchors] if request.anchors else [beside_of(request.old, request.new)]
    folder, key = place_of(request, (request.old, request.new), find, anchors)
    if key and (known := recall_pair(folder, key)):
        return known
    comparison = _compared(request, find)
    if key:
        keep_result(folder, key, comparison)
    return comparison


def _compared(request: Request, find: frozenset[str]) -> Comparison:
    from compare.pipeline import compare, explain  # loads numpy

    with progress(request.say) as step:
        step("talk.reading", PurePath(request.old).name)
        old, new = inputs.pair(request)
        decided = inputs.Decided(request)
        step("talk.comparing", f"{old.label} {new.label}")
        comparison = compare(
            old,
            new,
            settings=request.settings,
            anchors=decided(old, new),
            find=find,
            context=inputs.context(request, old, new),
        )
        if request.explain:
            comparison = explain(comparison, settings=request.settings, anchors=decided(old, new))
    inputs.tell_stale(decided.stale, request.say)
    return comparison


def _unseen(request: Request) -> frozenset[str]:
    """What a choice of kinds leaves unshown: words are cut only for sentences that somebody will see."""
    is_marked = not request.only or {"updated", "edited", "moved", "unchanged"} & set(request.only)
    return frozenset() if is_marked or request.min_weight else frozenset({"edits", "signals"})
