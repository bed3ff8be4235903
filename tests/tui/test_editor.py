"""The reader's editor is given a line and a whole path: no report's name is an option of it."""

import subprocess
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from tui.screens.marking import Marking


@pytest.mark.parametrize("name", ["-c:!touch x.txt", "+!touch x.txt", "--remote.txt", "$(x).txt", "a b;c.txt"])
def test_a_name_is_never_an_option_of_the_editor(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VISUAL", "vi -n")
    started = []
    monkeypatch.setattr(subprocess, "run", lambda words, **_: started.append(words))
    source = SimpleNamespace(path=name, text="一\n二")
    edition = SimpleNamespace(source=source, sentences=[SimpleNamespace(span=(2, 3))])
    session = SimpleNamespace(comparison=SimpleNamespace(old=edition, new=edition))
    screen = SimpleNamespace(
        desk=SimpleNamespace(session=session),
        row=SimpleNamespace(old=(0,), new=(0,)),
        app=SimpleNamespace(suspend=nullcontext, is_web=False),
    )

    Marking.action_editor(screen)

    assert started == [["vi", "-n", "+2", str(Path(tmp_path / name))]]
