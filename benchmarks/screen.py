"""How long the review screen takes: to start, to lay out two million characters, to repaint, to follow a resize.

Start is measured on a terminal of its own from the start of the process until words appear, the best of several runs,
beside a bare Textual app from start to exit: wall time, which says little under load, and the processor time that the
screen and its engine, a process of its own, had used by then. The rest is processor time.

python benchmarks/screen.py [--reports DIR] [--runs N] [--only start|work]
"""

import argparse
import asyncio
import codecs
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from real import lacking

import compare
from compare.messages import Voice
from compare.model import Anchors, Change, Comparison, Edit
from compare.review import Review
from tui.app import ReviewApp
from tui.engine.protocol import Compared, Idle, News, Opened, Request
from tui.layout import Shape, arrange
from tui.saving import Saver
from tui.session import Session
from tui.state import Asked

ROOT = Path(__file__).resolve().parent.parent
BARE = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Bare(App):\n"
    "    def compose(self): yield Static('hello')\n"
    "    def on_mount(self): self.call_after_refresh(self.exit)\n"
    "Bare().run()\n"
)
SIZE = (200, 60)
SENTENCE = "第{n}项：全年新建改建农村公路{n}.5公里，惠及群众{n}万人，各项工作扎实推进，群众满意度继续提高，为明年开好局打下基础。"
STEPS = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]")


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if not self.pid:
            os.chdir(ROOT)
            os.execvpe(command[0], command, dict(environment))
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.shown = ""

    def until(self, words: str = "") -> float:
        """Seconds from the start until the words are shown, or, without words, until the command ends."""
        while not words or words not in self.shown:
            if not select.select([self.handle], [], [], 30)[0]:
                raise TimeoutError(words)
            try:
                data = os.read(self.handle, 1 << 16)
            except OSError:
                data = b""
            if not data:
                break
            self.shown += STEPS.sub("", self.decode(data))
        return time.perf_counter() - self.began

    def used(self) -> tuple[float, float]:
        """Processor seconds of the command and of its first child so far (Linux)."""
        child = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return _used(str(self.pid)), _used(child[0]) if child else 0.0

    def close(self) -> None:
        """Leave by the key, and wait."""
        os.write(self.handle, b"q")
        self.until()
        self.end()

    def end(self) -> float:
        """The command has ended; gives the processor seconds it took, children left out."""
        used = os.wait4(self.pid, 0)[2]
        os.close(self.handle)
        return used.ru_utime + used.ru_stime


def _used(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def started(paths: list[str], runs: int) -> None:
    """Print how long a reader waits for the frame and for the compared reports, new and seen before."""
    with tempfile.TemporaryDirectory() as folder:  # compiled modules are kept, as they are on a reader's machine
        kept = {
            name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR")
        }
        environment = {**kept, "PYTHONPYCACHEPREFIX": f"{folder}/code", "YOY_CACHE": f"{folder}/cache", "TERM": "xterm"}
        view = [sys.executable, "-m", "compare", "view", "--lang", "zh", "--review", f"{folder}/r.json", *paths]
        steps = {"frame, title and keys": "第一处变化", "outline skeleton": "政府工作任务", "compared": "已读 0/"}
        best: dict[str, tuple[float, ...]] = {}

        def note(name: str, *seconds: float) -> None:
            best[name] = tuple(map(min, seconds, best.get(name, seconds)))

        for run in range(runs + 1):
            bare = Terminal([sys.executable, "-c", BARE], environment)
            seconds = bare.until()
            used = bare.end()
            if run:
                note("a bare Textual app, start to exit", seconds, used, 0.0)
            for kind in ("new pair", "seen before"):
                if kind == "new pair":
                    shutil.rmtree(f"{folder}/cache", ignore_errors=True)
                screen = Terminal(view, environment)
                for name, words in steps.items():
                    seconds = screen.until(words)
                    if run:
                        note(f"{kind}: {name}", seconds, *screen.used())
                screen.until("承诺")
                time.sleep(2.5 if kind == "new pair" else 0)  # what is found is kept for the next time
                screen.close()
    for name, (wall, screens, engines) in best.items():
        print(f"{name:<38} wall {wall:5.2f} s   processor: screen {screens:5.2f} s, engine {engines:5.2f} s")


class Ready:
    """An engine that knows one pair."""

    def __init__(self, found: Comparison) -> None:
        self.found = found

    def listen(self, tell: Callable[[News], None]) -> None:
        """Tell all at once."""
        for one in (
            Opened((self.found.old, self.found.new)),
            Compared(0, self.found, complete=True, anchors=Anchors()),
            Idle(),
        ):
            tell(one)

    def ask(self, request: Request) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


def long_pair(characters: int) -> Comparison:
    """Two editions of together so many characters, every third sentence with an edit."""
    count = characters // 2 // len(SENTENCE.format(n=9999))
    with tempfile.TemporaryDirectory() as folder:
        editions = []
        for year, shift in ((2021, 0), (2022, 1)):
            path = Path(folder) / f"{year}.txt"
            path.write_text(
                "\n".join(SENTENCE.format(n=10000 + n + shift * (n % 3 == 0)) for n in range(count)), "utf-8"
            )
            editions.append(compare.read(str(path)))
    old, new = editions
    number = min(len(old.sentences), len(new.sentences))
    changes = []
    for n in range(number):
        start, other = old.sentences[n].span[0], new.sentences[n].span[0]
        edits = (Edit("replace", (start + 1, start + 6), (other + 1, other + 6), "figure"),) if n % 3 == 0 else ()
        kind = "updated" if edits else "unchanged"
        changes.append(
            Change(n, kind, moved=False, score=1.0, confidence=1.0, old=(n,), new=(n,), why="exact", edits=edits)
        )  # type: ignore[arg-type]
    base = compare.compare(
        compare.read(str(ROOT / "seeds/county/2021.txt")), compare.read(str(ROOT / "seeds/county/2022.txt"))
    )
    return replace(
        base, old=old, new=new, sections=(), changes=tuple(changes), passages=(), figures=(), terms=(), followups=()
    )


def spent(work: Callable[[], object], runs: int) -> float:
    """Least processor seconds of several runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


async def worked(runs: int) -> None:
    """Print what a long report costs: layout, repaint of a whole screen, another width."""
    found = long_pair(2_000_000)
    total = len(found.old.source.text) + len(found.new.source.text)
    session = Session(found, Review())
    session = session.seen(replace(session.view, folded=False))
    page = arrange(found, session.items, Shape("split", (93, 93)))
    print(f"{total} characters, {len(session.rows)} rows, {len(page.lines)} lines")
    print(
        f"{'layout, all rows open':<44} processor {spent(lambda: arrange(found, session.items, Shape('split', (93, 93))), runs):6.3f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        app = ReviewApp(Asked(("a", "b"), Voice("zh"), review=f"{folder}/r.json"), Ready(found), Saver())
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press("right_square_bracket", "Z")
            await pilot.pause()
            view = app.screen.query_one("#pair")
            view.go(len(session.rows) // 2)  # type: ignore[attr-defined]

            def paint() -> None:
                view.point()  # type: ignore[attr-defined]
                for y in range(view.size.height):
                    view.render_line(y)

            print(f"{'repaint of 200 x 60, nothing kept':<44} processor {spent(paint, 5 * runs) * 1000:6.2f} ms")
            row = view.pointed.row  # type: ignore[attr-defined]
            start = time.process_time()
            await pilot.resize_terminal(150, 50)
            await pilot.pause()
            print(f"{'another size, until it is drawn':<44} processor {time.process_time() - start:6.2f} s")
            place = view.page.starts[view.page.items[row]] - view.scroll_offset.y  # type: ignore[attr-defined]
            print(f"{'the sentence under the eye stays in view':<44} {0 <= place < view.size.height}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--only", choices=("start", "work"))
    args = ask.parse_args()
    if args.only != "start":
        asyncio.run(worked(args.runs))
    if args.only != "work":
        pair = [args.reports / "state-council" / f"{year}.txt" for year in (2024, 2025)]
        if lacking(pair, "the start on real reports"):
            return
        started([str(path) for path in pair], args.runs)


if __name__ == "__main__":
    main()
