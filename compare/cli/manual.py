"""`docs/cli.md`, from the parsers themselves. Takes nothing, gives Markdown; `python -m compare.cli.manual` prints it."""

import sys
from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Iterable, Iterator

from compare.cli import COMMANDS
from compare.cli.config import LOOKS, actions_of, commands_of
from compare.cli.parser import build
from compare.messages import Voice

EXAMPLES = {
    "view": ["yoy view 2021.txt 2022.txt", "yoy view 2019.txt 2020.txt 2021.txt 2022.txt"],
    "report": [
        "yoy report 2021.txt 2022.txt",
        "yoy report 2021.txt 2022.txt -o changes.md",
        "yoy report 2021.txt 2022.txt --format json | jq '.scores'",
        "yoy report 2021.txt 2022.txt --only added,edited --section 三",
        "yoy report 2021.txt 2022.txt --exit-code >changes.txt || mail -s changed office < changes.txt",
    ],
    "series": [
        "yoy series 2019.txt 2020.txt 2021.txt",
        "yoy series reports/ --format json -o series.json --keep-going",
        "yoy series --trace 营商环境 reports/",
    ],
    "outline": ["yoy outline 2022.txt", "yoy outline 2022.docx --text | less"],
    "git": ["yoy git setup", "yoy git setup --write '*.docx'"],
    "archive": [
        "yoy archive add reports/ --archive cities --map cities.csv --keep-going",
        "yoy archive status --archive cities",
        "yoy archive report --archive cities -o cities.html",
        "yoy archive phrase 营商环境 --archive cities --format csv",
        'yoy archive query "SELECT unit, count(*) FROM editions GROUP BY unit" --archive cities',
    ],
    "serve": ["yoy serve 2021.txt 2022.txt --port 8000"],
}
"""Shell lines for each command that a test parses, so that none rots."""

_HEAD = """# The command line

Made by `python -m compare.cli.manual`; a test holds it to the parsers.

Results go to standard output, talk to standard error. Exit status: 0 ran (also when the editions differ); with
`--exit-code` 1 when anything changed (every kind but `unchanged`, and every `moved`) and 0 when nothing did; 2 trouble,
one line on standard error that names the file and what was found, or the defect of `yoy` itself that it stopped at
(`YOY_DEBUG=1` shows its trace). `-` reads standard input.

Options may stand in `yoy.toml` in the current folder (or in the file given by `--config`) under their long names;
the command line has the last word: so has the ending of its `-o` over a `format` there. The thresholds of `compare.Settings` stand there under `[settings]`:

```toml
lang = "zh"
width = 100
exit-code = true

[settings]
rate_floor = 200
```

A `yoy.toml` in the current folder may have come with the reports. It may set thresholds (no limit above its default)
and how results look: {looks}.
Whatever names a file or an address, or changes which text is read, is refused there; a file named by `--config` may set
everything.
"""


def manual() -> str:
    """The page, in English."""
    say = Voice("en")
    parser = build(say, COMMANDS)
    return "\n".join(
        [
            _HEAD.replace("{looks}", _names(LOOKS)),
            *(line for name, one in commands_of(parser) for line in _command(name, one, say)),
        ]
    )


def _names(options: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(options))


def _command(name: str, parser: ArgumentParser, say: Voice) -> Iterator[str]:
    yield from (f"## yoy {name}", "", say(f"help.{name}").capitalize() + ".", "")
    yield from ("```sh", *EXAMPLES[name], "```", "", "| | |", "|---|---|")
    for action in actions_of(parser):
        if action.help is not SUPPRESS:
            words = (action.help or "").replace("|", "\\|").replace("%%", "%")
            yield f"| `{_spelled(action)}` | {words} |"
    yield ""


def _spelled(action: Action) -> str:
    """An option as it is typed."""
    choices = "\\|".join(map(str, action.choices)) if action.choices and not action.metavar else ""
    value = choices or str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return f"{value}…" if action.nargs in ("+", "*") else value
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {value}" + ("…" if action.nargs in ("+", "*") else "")


if __name__ == "__main__":
    sys.stdout.write(manual())
