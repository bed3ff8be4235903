"""`yoy outline FILE`: what the reader and the structurer made of a file, and what they repaired."""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from compare.cli import inputs
from compare.cli.output import emit, named_format, on_terminal, shown, spare
from compare.cli.parser import add_looks, add_reading
from compare.messages import Voice

if TYPE_CHECKING:
    from compare.cli.request import Request


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    group = parser.add_argument_group(say("help.arguments"))
    group.add_argument("file", metavar="FILE", help=say("help.file"))
    group = parser.add_argument_group(say("help.writing"))
    which = group.add_mutually_exclusive_group()
    which.add_argument("--text", action="store_true", help=say("help.text"))
    which.add_argument("--json", action="store_true", help=say("help.json"))
    group.add_argument("-o", "--output", metavar="FILE", help=say("help.output"))
    add_looks(group, say)
    add_reading(parser, say, periods=False)
    parser.set_defaults(only=(), section="", min_weight=0.0, explain=False, no_text=False, table="")


def run(request: Request) -> int:
    """Read, write."""
    from compare.contract import dump_edition  # loads the readers
    from compare.render.outline import render  # loaded with the command
    from compare.text.cells import clean  # loaded with the command

    spare(request)
    named_format(request.output or "-", "json" if request.json else "text" if request.text else None, {".txt": "text"})
    edition = inputs.edition(request.file, request)
    if request.json:
        emit(dump_edition(edition), request.output)
    elif request.text:
        raw = bool(request.output) or not on_terminal()
        lines = edition.source.text.splitlines(keepends=True)
        emit(edition.source.text if raw else "\n".join(clean(line.rstrip("\r\n")) for line in lines), request.output)
    else:
        emit(render(edition, options=shown(request)), request.output)
    return 0
