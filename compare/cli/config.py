"""`yoy.toml`: options by their long names, and thresholds under [settings].

A file that somebody names may set everything. One that lies in the current folder may have come with the reports: it
sets how results look, and thresholds, but none of the limits that guard this machine is raised by it.

Takes the words of a command line, gives them with the file's options put before them, so that both are checked by the
same parser and the command line has the last word; and the thresholds, as a mapping.
"""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

from argparse import Action, ArgumentParser
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from compare.errors import BadOption
from compare.files import read_toml

if TYPE_CHECKING:
    from compare.settings import Settings

FILE = "yoy.toml"
LOOKS = frozenset(
    [
        "lang",
        "format",
        "table",
        "no-text",
        "width",
        "color",
        "theme",
        "ambiguous",
        "only",
        "section",
        "min-weight",
        "explain",
        "find",
        "measures",
        "exit-code",
        "exit-on-notes",
    ]
)
"""The options that a file in the current folder may set: they name no file, no program, no address, and none of them
changes which text is read."""

Thresholds = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Configured:
    """A command line with a settings file's options before its own, the file's thresholds, its path ("": no file)."""

    words: list[str]
    thresholds: Thresholds
    path: str


def configured(words: list[str], parser_of: Callable[[], ArgumentParser], commands: Container[str]) -> Configured:
    """The words behind those of a settings file. Raises `BadOption` naming the file.

    The parser is built where there is a file only: `--help` need not wait for it twice.
    """
    command = next((at for at, word in enumerate(words) if word in commands), None)
    path, is_named = _path(words)
    if command is None or not path:
        return Configured(words, {}, "")
    table = read_toml(path, "no TOML")
    thresholds = table.pop("settings", {})
    if not isinstance(thresholds, dict):
        raise BadOption(path, "settings no table")
    if not is_named:
        _refuse_raised(thresholds, path)
    parser = parser_of()
    first: list[str] = []
    last: list[str] = []
    for key, value in table.items():
        words_of_key = list(_words(key, value, words[command], parser, path))
        if not is_named and key not in LOOKS:
            raise BadOption(path, "named file only", key=key)
        if len(words_of_key) < 2:
            first += words_of_key
        elif not _says(words, words_of_key[0]):  # a list of files would swallow OLD and NEW if it stood before them
            last += words_of_key
    return Configured([*words[: command + 1], *first, *words[command + 1 :], *last], thresholds, path)


def _says(words: list[str], option: str) -> bool:
    return any(word.partition("=")[0] == option for word in words)


def _path(words: list[str]) -> tuple[str, bool]:
    """The file named by --config, or the one in this folder, or ""; and whether it was named."""
    for word, after in pairwise([*words, ""]):
        if word == "--config":
            return after, True
        if word.startswith("--config="):
            return word.partition("=")[2], True
    return (FILE if Path(FILE).is_file() else ""), False


def _refuse_raised(thresholds: Thresholds, path: str) -> None:
    """Raise `BadOption` for a limit above the usual one; what is no number is refused with all thresholds."""
    from compare.settings import LIMITS, Settings  # where a file sets any

    usual = Settings()
    for name in sorted(LIMITS & thresholds.keys()):
        value, known = thresholds[name], getattr(usual, name)
        if isinstance(value, int | float) and value > known:
            raise BadOption(path, "raised limit", name=name, usual=known)


def settings_of(thresholds: Thresholds, path: str) -> Settings:
    """The settings of a run. Raises `BadOption` for a name or a value that `Settings` does not know."""
    from compare.settings import Settings  # behind the parser, so that help is there at once

    if not thresholds:
        return Settings()
    kinds = get_type_hints(Settings, include_extras=True)
    for name, value in thresholds.items():
        if name not in kinds:
            raise BadOption(path, "unknown threshold", name=name)
        kind, bounds = get_args(kinds[name])
        is_number = type(value) is int or type(value) is kind
        if not is_number or not bounds.least <= value <= bounds.most:
            raise BadOption(
                path,
                "no whole number" if kind is int else "no number",
                name=name,
                value=repr(value),
                least=bounds.least,
                most=bounds.most,
            )
    return replace(Settings(), **dict(thresholds))


def _words(key: str, value: object, command: str, parser: ArgumentParser, path: str) -> Iterator[str]:
    """The command line's words for one key; none where it belongs to another command."""
    named = dict(_options(parser, key))
    if not named or key in ("help", "config"):
        raise BadOption(path, "unknown key", key=key)
    if command not in named:
        return
    if named[command].nargs == 0:
        if not isinstance(value, bool):
            raise BadOption(path, "no truth", key=key)
        yield from [f"--{key}"] if value else []
        return
    values = value if isinstance(value, list) else [value]
    if not all(map(_is_plain, values)):
        raise BadOption(path, "no word or number", key=key)
    if not isinstance(value, list) or not named[command].nargs:
        yield from [f"--{key}={','.join(map(str, values))}"] if values else []
    elif values:  # an empty list of files names none
        yield from (f"--{key}", *map(str, values))


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and "\0" not in str(value)


def _options(parser: ArgumentParser, key: str) -> Iterator[tuple[str, Action]]:
    """The commands that have this long option, each with its action."""
    for command, one in commands_of(parser):
        yield from ((command, action) for action in actions_of(one) if f"--{key}" in action.option_strings)


def commands_of(parser: ArgumentParser) -> Iterable[tuple[str, ArgumentParser]]:
    """Each command with its parser."""
    under = next(action for action in actions_of(parser) if action.dest == "command")
    return under.choices.items() if isinstance(under.choices, dict) else ()


def actions_of(parser: ArgumentParser) -> Iterable[Action]:
    """What a parser takes."""
    return parser._actions  # noqa: SLF001 -- argparse has no public way to list them
