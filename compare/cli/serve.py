"""`yoy serve OLD NEW`: the review screen in a browser, for this machine only unless told otherwise."""

from argparse import ArgumentParser, Namespace

from compare.cli import view
from compare.messages import Voice


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    view.add_options(parser, say)
    group = parser.add_argument_group(say("help.serving"))
    group.add_argument("--host", default="127.0.0.1", help=say("help.host"))
    group.add_argument("--port", type=int, default=0, help=say("help.port"))


def run(asked: Namespace) -> int:
    """A command that only the entry module can start."""
    return view.run(asked)
