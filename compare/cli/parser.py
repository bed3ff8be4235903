"""The parser of all commands. Takes a voice and the commands, gives an `ArgumentParser` that raises `BadOption`."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NoReturn, Protocol

from compare.cli.output import emit
from compare.errors import BadOption
from compare.messages import Voice
from compare.messages.faults import ARGPARSE


class Command(Protocol):
    """A command's module."""

    def add_options(self, parser: argparse.ArgumentParser, say: Voice) -> None:
        """Tell the parser what the command takes."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; gives the exit status."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, like every other fault."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print beside a usage of many lines."""
        raise BadOption(self.prog.removeprefix("yoy").strip() or "command line", "command line", words=message)


def parsed(parser: Parser, words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line. Raises `BadOption`, also for an option whose value is empty: a script's slip."""
    for name, value in pairwise(("", *words)):
        before, is_joined, behind = value.partition("=")
        if name.startswith("-") and name != "-" and not value:
            raise BadOption(name, "no value")
        if before.startswith("--") and is_joined and not behind:
            raise BadOption(before, "no value")
    return parser.parse_args(words)


class Help(argparse.HelpFormatter):
    """Help whose own words speak the reader's language, too."""

    def __init__(self, prog: str, *, say: Voice) -> None:
        super().__init__(prog, max_help_position=30, width=100)
        self.say = say

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage line behind the reader's word for it."""
        super().add_usage(usage, actions, groups, f"{self.say('help.usage')} " if prefix is None else prefix)


def build(say: Voice, commands: Mapping[str, Command]) -> Parser:
    """The parser of `yoy` in one language; from now on argparse speaks it, too."""
    setattr(argparse, "_", partial(_spoken, say))  # noqa: B010 - where argparse looks for the words of its templates
    shown = partial(Help, say=say)
    parser = Parser(
        prog="yoy",
        description=say("help.yoy"),
        epilog=say("help.more_help"),
        add_help=False,
        formatter_class=shown,
        allow_abbrev=False,
    )
    about = parser.add_argument_group(say("help.options"))
    _add_help(about, say)
    about.add_argument("--version", action=_Version, nargs=0, help=say("help.version"))
    about.add_argument("--show-lexicon", action=_Lexicon, nargs=0, help=say("help.show-lexicon"))
    under = parser.add_subparsers(dest="command", metavar="COMMAND", title=say("help.commands"), required=True)
    for name, command in commands.items():
        words = say(f"help.{name}")
        one = under.add_parser(
            name, help=words, description=words, add_help=False, formatter_class=shown, allow_abbrev=False
        )
        command.add_options(one, say)
        general = one.add_argument_group(say("help.general"))
        general.add_argument("--lang", choices=("zh", "en"), help=say("help.lang"))
        general.add_argument("--config", metavar="FILE", help=say("help.config"))
        _add_help(general, say)
    return parser


def _spoken(say: Voice, template: str) -> str:
    """A template of argparse's in the reader's language; as it is where nobody put it into Chinese."""
    return ARGPARSE.get(template, template) if say.tongue == "zh" else template


def _add_help(parser: argparse._ActionsContainer, say: Voice) -> None:
    parser.add_argument("-h", "--help", action=_Help, nargs=0, help=say("help.help"))


class _Help(argparse.Action):
    """Prints the help as a result like every other: argparse is silent where standard output takes nothing."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and leave."""
        emit(parser.format_help(), None)
        parser.exit()


class _Version(argparse.Action):
    """Prints the installed version; looked up when asked, since the look-up costs more than the help."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and leave."""
        from importlib.metadata import version  # slow to load and needed here only

        emit(f"yoy {version('yoy-reports')}\n", None)
        parser.exit()


class _Lexicon(argparse.Action):
    """Prints the words by which quiet changes are told, as a file that --lexicon takes."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and leave."""
        from compare.text.lexicon import SHIPPED  # needed here only

        emit(SHIPPED.read_bytes(), None)
        parser.exit()
