"""The page of tricky cases, from their folders: before, after, what is desired, what is told today.

python -m tools.tricky_cases > docs/tricky-cases.md
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
HEAD = """# Tricky cases

Pairs that are easy to get wrong, each a folder in `tests/cases/` that is tested as it stands here. *Desired* is what a
careful reader would tell; *today* is what `yoy` tells, and where that falls short it says so. This page is made from the
folders: `python -m tools.tricky_cases > docs/tricky-cases.md`. All texts are invented.
"""


def page(cases: Path) -> str:
    """The whole page; cases that fall short come last."""
    folders = [
        (path.parent, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(cases.glob("*/expected.json"))
    ]
    ordered = sorted(folders, key=lambda one: "missed" in one[1])
    return "\n".join([HEAD, *(line for folder, told in ordered for line in _case(folder, told))]).rstrip("\n") + "\n"


def _case(folder: Path, told: dict) -> Iterator[str]:
    yield from (f"## {folder.name.replace('-', ' ').capitalize()}", "", told["says"], "")
    for name, side in (("Before", "old"), ("After", "new")):
        text = (folder / f"{side}.txt").read_text(encoding="utf-8").strip("\n")
        yield from (f"{name}:", "", "```text", text, "```", "")
    today = told["missed"]["today"] if "missed" in told else "as desired."
    yield from (f"**Desired:** {told['desired']}", "", f"**Today:** {today}", "")


if __name__ == "__main__":
    sys.stdout.write(page(CASES))
