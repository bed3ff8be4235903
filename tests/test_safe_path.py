"""Reports come from strangers: no module that lies beside them is ever imported, whatever its name, whatever we start."""

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from compare.safe_path import command
from tui import ScreenRequest
from tui.web import command_line

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds" / "deputy-mayor"
PATIENCE = 60

OURS = ("compare", "tui")
OPTIONAL = ("opencc_clib", "pkg_resources", "sitecustomize", "usercustomize", "__editable__", "_jieba", "yoy")
"""Names that are asked for and need not be there."""


def names():
    """Every module that can be asked for: the library's, all that is installed, ours."""
    return sorted({*sys.stdlib_module_names, *packages_distributions(), *OPTIONAL, *OURS})


@pytest.fixture(scope="module")
def trapped(tmp_path_factory):
    """A folder of reports with a trap for each module, and the file that a trap writes its name to."""
    folder = tmp_path_factory.mktemp("reports")
    told = tmp_path_factory.mktemp("told") / "ran"
    for name in names():
        (folder / f"{name}.py").write_text(f"open({str(told)!r}, 'a').write({name + ' '!r})\n", encoding="utf-8")
    (folder / "t2s.json").write_text("{}", encoding="utf-8")  # OpenCC's own name for what it is asked to do
    (folder / "shipped").mkdir()  # a background's name, and no report in it
    (folder.parent / "processes.toml").write_text("[settings]\nseries_processes = 2\n", encoding="utf-8")
    shutil.copytree(SEEDS, folder, dirs_exist_ok=True)
    return folder, told


@pytest.fixture
def ran(trapped):
    """What ran; nothing has, before."""
    trapped[1].unlink(missing_ok=True)
    return lambda: trapped[1].read_text(encoding="utf-8").split() if trapped[1].exists() else []


def environment(tmp_path, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "YOY_CACHE": str(tmp_path), "YOY_DEBUG": "1", "LANG": "C.UTF-8", **more}


def started(words, folder, tmp_path):
    """The command in the folder, done; its words on either stream where it fails."""
    done = subprocess.run(
        words,
        cwd=folder,
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


YOY = str(Path(sys.executable).parent / "yoy")
COMMANDS = {
    "the help": "--help",
    "a report": "report 2020.txt 2021.txt -o {out}/a.html",
    "every finding, as a table": "report 2020.txt 2021.txt -o {out}/a.xlsx",
    "a series, in several processes": "series 2019.txt 2020.txt 2021.txt 2022.txt --config {folder}/../processes.toml -o {out}/a.json",
    "an outline": "outline 2020.txt",
}


@pytest.mark.skipif(not Path(YOY).exists(), reason="yoy is not installed here")
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_yoy_imports_nothing_that_lies_beside_the_reports(trapped, ran, tmp_path, words):
    status, said = started([YOY, *shlex.split(words.format(out=tmp_path, folder=trapped[0]))], trapped[0], tmp_path)

    assert (status, ran()) == (0, []), said


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_python_m_compare_drops_the_folder_before_anything_can_be_imported_from_it(trapped, ran, tmp_path, words):
    """A folder's own `compare.py` is another program, which this one cannot keep from being run; it is no trap here."""
    folder = tmp_path / "reports"
    shutil.copytree(trapped[0], folder, ignore=shutil.ignore_patterns("compare.py", "__pycache__"))
    out = tmp_path / "out"
    out.mkdir()
    run = [sys.executable, "-m", "compare", *shlex.split(words.format(out=out, folder=trapped[0]))]
    status, said = started(run, folder, tmp_path)

    assert (status, ran()) == (0, []), said


def test_a_further_process_of_ours_takes_no_module_of_the_folder(trapped, ran, tmp_path):
    words = command("compare.__main__", "run", "report", "2020.txt", "2021.txt")
    status, said = started(words, trapped[0], tmp_path)

    assert (status, ran()) == (0, []), said


def test_the_screen_and_its_engine_take_no_module_of_the_folder(trapped, ran, tmp_path):
    words = command("compare.__main__", "run", "view", "--lang", "zh", "--review", str(tmp_path / "r.json"))
    shown = on_a_terminal([*words, "2020.txt", "2021.txt"], trapped[0], tmp_path, until="已审 0/")

    assert "已审 0/" in shown
    assert ran() == []


def test_the_screen_behind_a_browser_takes_no_module_of_the_folder(trapped, ran, tmp_path):
    words = command_line(ScreenRequest(paths=("2020.txt", "2021.txt"), lang="zh", review=str(tmp_path / "r.json")))
    shown = on_a_terminal(words, trapped[0], tmp_path, until="已审 0/")

    assert "已审 0/" in shown
    assert ran() == []


def test_the_server_takes_no_module_of_the_folder(trapped, ran, tmp_path):
    pytest.importorskip("textual_serve", reason="the extra web is not installed")
    words = command("compare.__main__", "run", "serve", "--lang", "en", "2020.txt", "2021.txt")
    server = subprocess.Popen(
        words, cwd=trapped[0], env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        assert "http://127.0.0.1:" in server.stderr.readline()
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)
    assert ran() == []


def on_a_terminal(words, folder, tmp_path, *, until):
    """What the command shows on a terminal of its own, once it shows the words or ends."""
    ours, theirs = pty.openpty()
    kept = environment(tmp_path, TERM="xterm-256color", COLUMNS="100", LINES="30")
    child = subprocess.Popen(
        words, cwd=folder, env=kept, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown, end = "", time.monotonic() + PATIENCE
    while until not in shown and child.poll() is None and time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            with suppress(OSError):
                shown += os.read(ours, 1 << 16).decode("utf-8", "replace")
    child.terminate()
    child.wait(PATIENCE)
    os.close(ours)
    return shown
