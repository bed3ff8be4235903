"""`yoy git setup`: lets `git diff` and `git difftool` read reports. Prints what it needs, or writes it.

Text conversion falls back to the file as it is: git gives up on a whole diff where a converter fails, and not every
.txt in a repository is a report.
"""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import shutil
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from compare.cli.output import emit
from compare.errors import BadOption, Unreadable
from compare.messages import Voice

if TYPE_CHECKING:
    from compare.cli.request import Request

PATTERNS = ("*.docx", "*.txt")
ATTRIBUTES = ".gitattributes"
_BOTH = 'test "$LOCAL" = /dev/null || test "$REMOTE" = /dev/null'  # an added or removed file has nothing beside it
SETTINGS = {
    "diff.yoy.textconv": """sh -c 'yoy outline --text "$0" 2>/dev/null || cat "$0"'""",
    "diff.yoy.wordRegex": "[0-9]+([.,][0-9]+)*[%％]?|[A-Za-z]+|[^[:space:]]",
    "difftool.yoy.cmd": f'{_BOTH} || yoy view "$LOCAL" "$REMOTE"',
    "difftool.yoy-report.cmd": f'{_BOTH} || yoy report "$LOCAL" "$REMOTE"',
    "difftool.prompt": "false",
}
"""What git is told, in the order in which it is told."""


def add_options(parser: ArgumentParser, say: Voice) -> None:
    """Tell the parser what the command takes."""
    parser.add_argument("what", metavar="setup", choices=("setup",), help=say("help.git-what"))
    parser.add_argument("patterns", metavar="PATTERN", nargs="*", help=say("help.patterns"))
    parser.add_argument("--write", metavar="PATTERN", nargs="*", help=say("help.write"))


def run(request: Request) -> int:
    """Print the settings, or write those that are missing to the repository around us."""
    say, patterns = request.say, (*request.patterns, *(request.write or ())) or PATTERNS
    for pattern in patterns:
        if not pattern or any(character.isspace() or character in '"#!' for character in pattern):
            raise BadOption(pattern or "PATTERN", "no git pattern")
    emit(written(say, patterns) if request.write is not None else settings_script(say, patterns), None)
    return 0


def settings_script(say: Voice, patterns: tuple[str, ...]) -> str:
    """The settings as a reader would make them."""
    lines = [f"# {say('git.attributes', file=ATTRIBUTES)}", *_lines(patterns), "", f"# {say('git.commands')}"]
    lines += [f"git config {key} {quote(value)}" for key, value in SETTINGS.items()]
    return "\n".join([*lines, "", f"# {say('git.use')}", ""])


def written(say: Voice, patterns: tuple[str, ...]) -> str:
    """Write what is missing, never touching what is there; says how much. Raises `Unreadable` outside a repository."""
    if not shutil.which("git"):
        raise Unreadable("git", "not installed")
    top = Path(_git("rev-parse", "--show-toplevel"))
    file = top / ATTRIBUTES
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    missing = [line for line in _lines(patterns) if line not in old.splitlines()]
    if missing:
        glue = "" if not old or old.endswith("\n") else "\n"
        emit(f"{old}{glue}{''.join(f'{line}{chr(10)}' for line in missing)}", str(file))
    changed = [key for key, value in SETTINGS.items() if _setting(key) != value]
    for key in changed:
        _git("config", "--local", key, SETTINGS[key])
    count = len(missing) + len(changed)
    return (say("git.written", count=count, file=file) if count else say("git.nothing")) + f"\n{say('git.use')}\n"


def _lines(patterns: tuple[str, ...]) -> list[str]:
    return [f"{pattern} diff=yoy" for pattern in patterns]


def _setting(key: str) -> str | None:
    """What this repository says of a key; None where it says nothing."""
    done = _run("config", "--local", "--get", key)
    return done.stdout.rstrip("\n") if done.returncode == 0 else None


def _git(*words: str) -> str:
    """What git answers. Raises `Unreadable` with its complaint."""
    done = _run(*words)
    if done.returncode:
        raise Unreadable(str(Path.cwd()), "git refuses", why=done.stderr.strip().removeprefix("fatal: "))
    return done.stdout.rstrip("\n")


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], capture_output=True, text=True, check=False)  # noqa: S603, S607 (git, as the user has it)
