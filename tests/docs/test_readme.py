"""The two first pages show true outputs: each command of a console block is run and what stands below it compared.

`WRITE_SNAPSHOTS=1` writes the outputs anew. A line "…" stands for any lines; long outputs are shown to their first 22.
"""

import os
import re
import shlex
from pathlib import Path

import pytest
from places import ROOT

from compare.__main__ import main

PAGES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
SHOWN = 22
WRITES = bool(os.environ.get("WRITE_SNAPSHOTS"))


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the samples, and a plain environment."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "COLUMNS", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)


def output(command, capsys):
    """What a command prints, its first lines."""
    assert main(shlex.split(command)[1:]) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    kept = lines if len(lines) <= 31 else [*lines[:SHOWN], "…"]
    return "".join(f"{line}\n" for line in kept)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("page", PAGES)
def test_the_first_page_shows_what_its_commands_print(page, capsys):
    text = (ROOT / page).read_text(encoding="utf-8")

    def run(block):
        commands = [line[2:] for line in block[1].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"$ {command}\n{output(command, capsys)}" for command in commands) + "```"

    written = BLOCK.sub(run, text)
    if WRITES:
        (ROOT / page).write_text(written, encoding="utf-8")
    assert (ROOT / page).read_text(encoding="utf-8") == written
    assert len(BLOCK.findall(text)) == 5


@pytest.mark.parametrize("page", PAGES)
def test_the_first_page_leads_only_to_what_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)]+)\)|`((?:docs/)?[\w.-]+\.md)`", text)

    assert [name for pair in named for name in pair if name and not (ROOT / Path(name)).exists()] == []
