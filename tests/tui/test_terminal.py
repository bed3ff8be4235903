"""A real terminal: start, keys, the screen read back, quit, the terminal as it was."""

import fcntl
import os
import pty
import select
import shlex
import shutil
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress

import pytest
from places import ROOT

from compare.review import load

SEEDS = ROOT / "seeds" / "deputy-mayor"
needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
PATIENCE = 60


class Terminal:
    """A shell in tmux; of its own size, whatever size a line editor in this process has told its children."""

    def __init__(self, width, height):
        self.name = f"yoy-test-{os.getpid()}-{width}"
        shell = "env -u NO_COLOR -u COLUMNS -u LINES LANG=C.UTF-8 PS1='$ ' sh"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), shell)

    def tmux(self, *words):
        return subprocess.run(["tmux", "-L", self.name, *words], capture_output=True, text=True, check=True).stdout

    def type(self, *keys):
        for key in keys:
            self.tmux("send-keys", *(["Enter"] if key == "\n" else ["-l", key]))

    def shows(self):
        return self.tmux("capture-pane", "-p")

    def until(self, *words):
        """The screen, once it shows all of the words."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.shows()
            if all(word in shown for word in words):
                return shown
            time.sleep(0.1)
        raise AssertionError(f"{words} never came:\n{self.shows()}")

    def close(self):
        self.tmux("kill-server")


@pytest.fixture
def terminal(request):
    one = Terminal(*request.param)
    yield one
    one.close()


def command(tmp_path, *more):
    words = [sys.executable, "-m", "compare", "view", "--lang", "zh", "--review", str(tmp_path / "r.json"), *more]
    return f"YOY_CACHE={tmp_path} PYTHONPATH={ROOT} {shlex.join(words)}"


@needs_tmux
@pytest.mark.parametrize("terminal", [(80, 24), (160, 50)], indirect=True, ids=["80x24", "160x50"])
def test_a_review_from_start_to_quit(tmp_path, terminal):
    pair = [str(SEEDS / f"{year}.txt") for year in (2021, 2022)]
    terminal.type(
        f"stty -a > {tmp_path}/before; {command(tmp_path, *pair)}; echo left $?; stty -a > {tmp_path}/after", "\n"
    )
    terminal.until("已审 0/", "第一处变化")
    terminal.type("]", "]")
    shown = terminal.until("第 2/")
    assert "2021" in shown
    terminal.type("r")
    terminal.until("已审 1/", "第 3/")
    lines = terminal.shows().splitlines()
    assert max(len(line) for line in lines) <= terminal_width(terminal)
    terminal.type("q", "q")
    shown = terminal.until("left 0")
    assert "已审" not in shown
    assert (tmp_path / "r.json").is_file()
    for _ in range(50):
        if (tmp_path / "after").is_file() and (tmp_path / "after").read_text():
            break
        time.sleep(0.1)
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text()
    assert terminal.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}").strip() == "0 1 0"


def terminal_width(terminal):
    return int(terminal.tmux("display-message", "-p", "#{pane_width}"))


@needs_tmux
@pytest.mark.parametrize("terminal", [(100, 30)], indirect=True, ids=["100x30"])
def test_notes_go_to_standard_output_while_the_screen_is_drawn_on_the_terminal(tmp_path, terminal):
    old = shlex.quote(str(SEEDS / "2021.txt"))
    words = command(tmp_path, str(SEEDS / "2021.txt"), "-").replace(str(SEEDS / "2021.txt"), old)
    terminal.type(f"cat {SEEDS / '2022.txt'} | {words} > {tmp_path}/notes.md 2> {tmp_path}/talk; echo left $?", "\n")
    terminal.until("第一处变化", "已审 0/")
    terminal.type("]", "c")
    terminal.until("批注（")
    terminal.type("check", "\n")
    terminal.until("* check")
    terminal.type("q", "q")
    terminal.until("left 0")

    assert "check" in (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert (tmp_path / "talk").read_text(encoding="utf-8") == ""


@needs_tmux
@pytest.mark.parametrize("terminal", [(90, 20)], indirect=True, ids=["90x20"])
def test_what_ends_the_screen_leaves_the_terminal_in_order(tmp_path, terminal):
    pair = [str(SEEDS / f"{year}.txt") for year in (2021, 2022)]
    terminal.type(f"{command(tmp_path, *pair)}; echo left", "\n")
    terminal.until("第一处变化", "已审 0/")
    pid = terminal.tmux("display-message", "-p", "#{pane_pid}").strip()
    child = subprocess.run(["pgrep", "-P", pid], capture_output=True, text=True, check=True).stdout.split()[0]
    subprocess.run(["kill", "-TERM", child], check=True)
    terminal.until("left")
    assert terminal.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}").strip() == "0 1 0"


class Bare:
    """The screen on a terminal that is not its controlling one, so that no signal tells when it goes."""

    def __init__(self, tmp_path, before=""):
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.modes = termios.tcgetattr(self.ours)
        pair = [str(SEEDS / f"{year}.txt") for year in (2021, 2022)]
        words = ["view", "--lang", "zh", "--review", str(tmp_path / "r.json"), *pair]
        code = f"{before}\nimport sys\nfrom compare.__main__ import main\nraise SystemExit(main(sys.argv[1:]))"
        env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"YOY_CACHE": str(tmp_path)}
        self.child = subprocess.Popen(
            [sys.executable, "-c", code, *words],
            cwd=ROOT,
            env=env,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""

    def until(self, is_so):
        """Read what the terminal is sent until something is so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, self.shown
            if select.select([self.ours], [], [], 0.1)[0]:
                with suppress(OSError):
                    self.shown += os.read(self.ours, 1 << 16).decode("utf-8", "replace")

    def type(self, keys):
        os.write(self.ours, keys.encode())

    def ended(self):
        """The exit status."""
        self.until(lambda: self.child.poll() is not None)
        return self.child.returncode

    def close(self):
        with suppress(OSError):
            os.close(self.ours)
        self.child.kill()
        self.child.wait()


@pytest.fixture
def bare(tmp_path):
    """Starts the screen on a bare terminal."""
    started = []
    yield lambda before="": started.append(Bare(tmp_path, before)) or started[-1]
    for one in started:
        one.close()


def test_a_terminal_that_vanishes_without_a_signal_ends_the_screen_and_loses_no_mark(tmp_path, bare):
    one = bare()
    one.until(lambda: "已审 0/" in one.shown)
    one.type("]r")
    one.until(lambda: "已审 1/" in one.shown)
    os.close(one.ours)

    one.child.wait(PATIENCE)
    assert len(load(str(tmp_path / "r.json")).marks) == 1


FAULTS = {
    "while it draws": "import tui.widgets.drawn as part\npart.Bar.render_line = lambda *_: {}['x']",
    "before it draws": "import tui.app as part\npart.ReviewApp.on_mount = lambda _: {}['x']",
}


@pytest.mark.parametrize("before", FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_screens_own_is_one_line_and_leaves_the_terminal_in_order(bare, before):
    one = bare(before)

    assert one.ended() == 2
    after = one.shown.rpartition("\x1b[?1049l")[2]
    assert "yoy: view: 程序自身有缺陷（KeyError: 'x' (<string>:2)）" in after
    assert after.count("\n") == 1
    assert termios.tcgetattr(one.ours) == one.modes


def test_without_any_terminal_one_line_says_so(tmp_path):
    pair = [str(SEEDS / f"{year}.txt") for year in (2021, 2022)]
    done = subprocess.run(
        [sys.executable, "-m", "compare", "view", *pair],
        cwd=ROOT,
        env={**os.environ, "YOY_CACHE": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=PATIENCE,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "yoy: view: there is no terminal to draw on\n"


def test_a_report_that_cannot_be_read_is_one_line_and_status_two(tmp_path):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "compare", "view", str(SEEDS / "2021.txt"), str(tmp_path / "none.txt")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=PATIENCE,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "none.txt" in done.stderr
