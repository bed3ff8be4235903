"""The parser of all commands. Takes a voice and the commands, gives an `ArgumentParser` that raises `BadOption`.

Below it the options that several commands share, by what they are about.
"""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn, Protocol

from compare.cli.output import emit
from compare.errors import BadOption
from compare.messages import Voice, code_of, names_of
from compare.messages.faults import ARGPARSE
from compare.view.choice import CHOICES

if TYPE_CHECKING:
    from compare.cli.request import Request

LIKE = 0.7
"""How like an option must be to have been meant (difflib's ratio): letters exchanged, left out or doubled."""


class Command(Protocol):
    """A command's module."""

    def add_options(self, parser: argparse.ArgumentParser, say: Voice) -> None:
        """Tell the parser what the command takes."""

    def run(self, request: Request) -> int:
        """Do it; gives the exit status."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, like every other fault."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print beside a usage of many lines."""
        raise BadOption(self._name(), "command line", words=message)

    def options(self, words: Sequence[str]) -> argparse.Namespace:
        """What the words ask for. Raises `BadOption` for an option that is not known, with those that are like it."""
        asked, rest = self.parse_known_args(words)
        known = {name.lstrip("-"): name for name in self._options(asked.command)}
        like = get_close_matches(rest[0].partition("=")[0].lstrip("-"), known, n=2, cutoff=LIKE) if rest else []
        near = [known[name] for name in like]
        if near:
            raise BadOption(self._name(), "near options", word=rest[0], near=tuple(near))
        return asked if not rest else self.parse_args(words)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """As argparse, but a command that is not known is told with those that are like it."""
        near = get_close_matches(str(value), map(str, action.choices or ()), n=2)
        if isinstance(action.choices, Mapping) and value not in action.choices and near:
            raise BadOption(self._name(), "near commands", word=str(value), near=tuple(near))
        super()._check_value(action, value)

    def _name(self) -> str:
        return self.prog.removeprefix("yoy").strip() or "command line"

    def _options(self, command: str) -> Iterator[str]:
        """Every option of this parser and of one of its commands."""
        for action in self._actions:
            yield from action.option_strings
            if isinstance(action.choices, Mapping):  # commands, each with a parser
                yield from action.choices[command]._options("")  # noqa: SLF001 - a parser of this class


def parsed(parser: Parser, words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line. Raises `BadOption`, also for an option whose value is empty: a script's slip."""
    for name, value in pairwise(("", *words)):
        before, is_joined, behind = value.partition("=")
        if name.startswith("-") and name != "-" and not value:
            raise BadOption(name, "no value")
        if before.startswith("--") and is_joined and not behind:
            raise BadOption(before, "no value")
    return parser.options(words)


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
        subparser = under.add_parser(
            name, help=words, description=words, add_help=False, formatter_class=shown, allow_abbrev=False
        )
        command.add_options(subparser, say)
        general = subparser.add_argument_group(say("help.general"))
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


# ---- the options that several commands share, by what they are about

FINDINGS = ("edits", "passages", "figures", "signals", "terms", "followups")

EARLIER_NAMES = {"new": "added", "gone": "removed", "仅更新": "updated"}
"""What kinds were called in reports before; scripts may still say so."""


def add_editions(parser: argparse.ArgumentParser, say: Voice) -> argparse._ActionsContainer:
    """OLD and NEW; gives their group, for what comes after them."""
    group = parser.add_argument_group(say("help.arguments"))
    group.add_argument("old", metavar="OLD", help=say("help.old"))
    group.add_argument("new", metavar="NEW", help=say("help.new"))
    return group


def add_reading(parser: argparse.ArgumentParser, say: Voice, *, periods: bool = True) -> None:
    """How files are read."""
    group = parser.add_argument_group(say("help.reading"))
    group.add_argument("--encoding", metavar="NAME", help=say("help.encoding"))
    group.add_argument("--language", choices=("zh", "en"), default="", help=say("help.language"))
    group.add_argument("--tracked", choices=("accepted", "original"), default="accepted", help=say("help.tracked"))
    if periods:
        group.add_argument("--old-period", metavar="PERIOD", help=say("help.old-period"))
        group.add_argument("--new-period", metavar="PERIOD", help=say("help.new-period"))
        group.add_argument("--anchors", metavar="FILE", help=say("help.anchors"))
    group.add_argument("--no-cache", action="store_true", help=say("help.no-cache"))


def add_choosing(parser: argparse.ArgumentParser, say: Voice) -> None:
    """What is shown of the changes."""
    group = parser.add_argument_group(say("help.choosing"))
    codes = ",".join(CHOICES)
    group.add_argument("--only", metavar="KINDS", type=kinds, default=(), help=say("help.only", kinds=codes))
    group.add_argument("--section", metavar="WORDS", default="", help=say("help.section"))
    group.add_argument("--min-weight", metavar="W", type=weight, default=0.0, help=say("help.min-weight"))
    group.add_argument("--explain", action="store_true", help=say("help.explain"))


def add_finding(parser: argparse.ArgumentParser, say: Voice) -> None:
    """What is looked for beside the changes, and in what."""
    group = parser.add_argument_group(say("help.finding"))
    help_text = say("help.find", findings=",".join(say.name("finding", name) for name in FINDINGS))
    group.add_argument("--find", metavar="FINDINGS", type=findings, default=(), help=help_text)
    group.add_argument("--earlier", metavar="FILE", nargs="+", default=[], help=say("help.earlier"))
    group.add_argument("--against", metavar="FILE", nargs="+", default=[], help=say("help.against"))
    group.add_argument("--upstream", metavar="FILE", nargs="+", default=[], help=say("help.upstream"))
    group.add_argument("--background", metavar="WHAT", default="shipped", help=say("help.background"))
    group.add_argument("--lexicon", metavar="FILE", default="", help=say("help.lexicon"))
    group.add_argument("--units", metavar="FILE", default="", help=say("help.units"))


def add_writing(parser: argparse.ArgumentParser, say: Voice, formats: tuple[str, ...]) -> argparse._ActionsContainer:
    """What comes out, and where; gives the group, for what one command alone has."""
    group = parser.add_argument_group(say("help.writing"))
    help_text = say("help.format", formats=", ".join(formats))
    group.add_argument("--format", metavar="FORMAT", choices=formats, help=help_text)
    group.add_argument("-o", "--output", metavar="FILE", help=say("help.output"))
    group.add_argument("--table", metavar="NAME", default="", help=say("help.table"))
    group.add_argument("--no-text", action="store_true", help=say("help.no-text"))
    add_looks(group, say)
    return group


def add_looks(parser: argparse._ActionsContainer, say: Voice) -> None:
    """How text is drawn."""
    parser.add_argument("--width", metavar="N", type=columns, help=say("help.width"))
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help=say("help.color"))
    parser.add_argument("--no-pager", action="store_true", help=say("help.no-pager"))


def words(text: str, option: str) -> tuple[str, ...]:
    """A comma-separated list. Raises `BadOption`, naming the option, for an empty one."""
    listed = tuple(word.strip() for word in text.split(",") if word.strip())
    if not listed:
        raise BadOption(option, "no value")
    return listed


def kinds(text: str) -> tuple[str, ...]:
    """Kinds of changes, by their codes or by what a report calls them. Raises `BadOption` with the names of all."""
    named = [
        (word, EARLIER_NAMES.get(word, code_of("kind", word))) for word in words(text.replace("，", ","), "--only")
    ]
    if unknown := [word for word, code in named if code not in CHOICES]:
        known = tuple("/".join(dict.fromkeys((code, *names_of("kind", code)))) for code in CHOICES)
        raise BadOption("--only", "no such kind", kind=unknown[0], known=known)
    return tuple(code for _, code in named)


def findings(text: str) -> tuple[str, ...]:
    """Codes of findings, by their codes or by what a report calls them; all of them for "all"."""
    named = [(word, code_of("finding", word)) for word in words(text.replace("，", ","), "--find")]
    if unknown := [word for word, code in named if code not in (*FINDINGS, "all")]:
        known = tuple("/".join(dict.fromkeys((code, *names_of("finding", code)))) for code in FINDINGS)
        raise BadOption("--find", "no such finding", finding=unknown[0], known=known)
    codes = tuple(code for _, code in named)
    return FINDINGS if "all" in codes else codes


def weight(text: str) -> float:
    """A weight from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise BadOption("--min-weight", "no weight", value=text)
    return value


def columns(text: str) -> int:
    """A width in columns, at least 20: below that no sentence can be read."""
    if not text.isdecimal() or int(text) < 20:
        raise BadOption("--width", "no width", value=text)
    return int(text)
