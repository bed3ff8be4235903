"""`yoy report OLD NEW`: what changed between two editions."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import PurePath

from compare.cli import inputs, options
from compare.cli.output import emit, format_of, one_line, shown, spare
from compare.cli.progress import progress
from compare.errors import BadOption
from compare.messages import Voice
from compare.model import Comparison
from compare.render import BRIEF, FINDINGS, RENDERERS
from compare.view.rows import choose, lay_out


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    options.editions(parser, say)
    group = options.writing(parser, say, tuple(RENDERERS))
    group.add_argument("--brief", action="store_true", help=say("help.brief"))
    group.add_argument("--redline", action="store_true", help=say("help.redline"))
    group.add_argument("--exit-code", action="store_true", help=say("help.exit-code"))
    group.add_argument("--review", metavar="FILE", help=say("help.review"))
    group.add_argument("--measures", action="store_true", help=say("help.measures"))
    group.add_argument("--exit-on-notes", action="store_true", help=say("help.exit-on-notes"))
    options.choosing(parser, say)
    options.finding(parser, say)
    options.reading(parser, say)


def run(asked: Namespace) -> int:
    """Compare, write; 1 where something changed and --exit-code asks, 10 where somebody left a note."""
    spare(asked)
    form = format_of(asked)
    if asked.brief and form not in BRIEF:
        raise BadOption("--brief", "no brief format", format=form, known=tuple(BRIEF))
    look = shown(asked)
    found = compared(asked, form)
    if asked.review:
        look = replace(look, **inputs.review(asked.review, found))
    look = replace(look, brief=asked.brief, redline=asked.redline)
    emit(RENDERERS[form](found, options=look), asked.output, pager=form == "text" and not asked.no_pager)
    if form == "pdf":
        _tell_printer(asked)
    if asked.exit_on_notes and look.notes:
        return 10
    rows = choose(lay_out(found), found, look.choice)
    return int(asked.exit_code and any(row.changed for row in rows))


def _tell_printer(asked: Namespace) -> None:
    from compare.render.pdf import printer  # loads the page

    sys.stderr.write(
        f"yoy: {Voice(asked.lang)('talk.printed', file=one_line(asked.output or '-'), program=printer())}\n"
    )


def compared(asked: Namespace, form: str) -> Comparison:
    """The comparison that a format needs."""
    from compare.pipeline import EVERYTHING, compare, explain  # loads numpy

    say = Voice(asked.lang)
    with progress(say) as step:
        step("talk.reading", PurePath(asked.old).name)
        old, new = inputs.pair(asked)
        decided = inputs.Decided(asked)
        step("talk.comparing", f"{old.label} {new.label}")
        find = (FINDINGS.get(form, EVERYTHING) - _unseen(asked)) | set(asked.find)
        find |= {"measures"} if asked.measures else set()
        found = compare(
            old,
            new,
            settings=inputs.thresholds(asked),
            anchors=decided(old, new),
            find=find,
            beside=inputs.beside(asked),
        )
        if asked.explain:
            found = explain(found, settings=inputs.thresholds(asked), anchors=decided(old, new))
    inputs.tell_stale(decided.stale, Voice(asked.lang))
    return found


def _unseen(asked: Namespace) -> frozenset[str]:
    """What a choice of kinds leaves unshown: words are cut only for sentences that somebody will see."""
    is_marked = not asked.only or {"updated", "edited", "moved", "unchanged"} & set(asked.only)
    return frozenset() if is_marked or asked.min_weight else frozenset({"edits", "signals"})
