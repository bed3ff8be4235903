"""`yoy view OLD NEW [MORE…]` and `yoy serve`: the review screen, in the terminal or in a browser of this machine.

The entry module starts it; here are its options.
"""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from compare.cli.parser import add_editions, add_reading
from compare.errors import BadOption
from compare.messages import Voice

if TYPE_CHECKING:
    from compare.cli.request import Request


class View:
    """The screen in this terminal."""

    def add_options(self, parser: ArgumentParser, say: Voice) -> None:
        """Tell the parser what the command takes."""
        group = add_editions(parser, say)
        group.add_argument("more", metavar="MORE", nargs="*", help=say("help.more"))
        group.add_argument("--review", metavar="FILE", help=say("help.review"))
        group.add_argument("--ambiguous", choices=("narrow", "wide"), help=say("help.ambiguous"))
        group.add_argument("--theme", metavar="NAME", default="", help=say("help.theme"))
        add_reading(parser, say)

    def run(self, request: Request) -> int:
        """A command that only the entry module can start."""
        raise BadOption(request.command, "screen alone")


class Serve(View):
    """The screen in a browser, for this machine only unless told otherwise."""

    def add_options(self, parser: ArgumentParser, say: Voice) -> None:
        """Tell the parser what the command takes."""
        super().add_options(parser, say)
        group = parser.add_argument_group(say("help.serving"))
        group.add_argument("--host", default="127.0.0.1", help=say("help.host"))
        group.add_argument("--port", type=int, default=0, help=say("help.port"))
