"""`yoy view OLD NEW [MORE…]`: the review screen. The entry module starts it; here are its options."""

from argparse import ArgumentParser, Namespace

from compare.cli import options
from compare.errors import BadOption
from compare.messages import Voice


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    group = options.editions(parser, say)
    group.add_argument("more", metavar="MORE", nargs="*", help=say("help.more"))
    group.add_argument("--review", metavar="FILE", help=say("help.review"))
    group.add_argument("--ambiguous", choices=("narrow", "wide"), default="narrow", help=say("help.ambiguous"))
    group.add_argument("--theme", metavar="NAME", default="", help=say("help.theme"))
    options.reading(parser, say)


def run(asked: Namespace) -> int:
    """A command that only the entry module can start."""
    raise BadOption(asked.command, "screen alone")
