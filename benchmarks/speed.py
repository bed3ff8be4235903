"""How long things take, as whole processes and beside a peer, one line each: the best of several runs.

Processor time (user + system) says what a run costs; wall time says what a reader waits, and on a shared machine more.

python benchmarks/speed.py [--reports DIR] [--runs N]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from real import lacking

ROOT = Path(__file__).resolve().parent.parent
DIFFLIB = (
    "import difflib, sys, re\n"
    "old, new = (re.split('(?<=[。！？；\\n])', open(p, encoding='utf-8').read()) for p in sys.argv[1:])\n"
    "print(sum(1 for _ in difflib.ndiff(old, new)))\n"
)
PLAIN = "import sys; sys.modules['rjieba'] = None; from compare.__main__ import run; run()"
"""`yoy` where only jieba is installed."""

ENGINE = (
    "import resource, sys, time\n"
    "import compare\n"
    "from compare.pipeline import linked\n"
    "old, new = map(compare.read, sys.argv[1:3])\n"
    "times = []\n"
    "for _ in range(int(sys.argv[3])):\n"
    "    start = time.process_time()\n"
    "    linked((old, new, compare.Settings(), compare.Anchors()))\n"
    "    times.append(time.process_time() - start)\n"
    "print(min(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
)
"""The engine alone: both editions read, then linked and classified, several times; least processor seconds and peak."""


def timed(command: list[str], runs: int, environment: dict[str, str]) -> tuple[float, float, float]:
    """Least processor and wall seconds of a command, and its peak memory in MB; a first run warms the caches."""
    rows = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        rows.append((used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024))
    processor, walls, peaks = zip(*rows[1:], strict=True)
    return min(processor), min(walls), max(peaks)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--runs", type=int, default=5)
    args = ask.parse_args()
    yoy, plain = [sys.executable, "-m", "compare"], [sys.executable, "-c", PLAIN]
    council = [str(args.reports / "state-council" / f"{year}.txt") for year in (2021, 2022)]
    disney = [str(args.reports / "disney-10k" / f"{year}.txt") for year in (2016, 2017)]
    size, has_reports = "18,000 characters", True
    if lacking([*map(Path, council), *map(Path, disney)], "speed on real reports"):
        size, has_reports = "the seeds alone", False
        council = [str(ROOT / "seeds" / "deputy-mayor" / f"{year}.txt") for year in (2021, 2022)]
    rows = [
        ("yoy --help", [*yoy, "--help"], args.runs),
        (f"yoy report, {size}", [*yoy, "report", *council], args.runs),
        ("  with jieba alone", [*plain, "report", *council], args.runs),
        ("  the same, difflib.ndiff", [sys.executable, "-c", DIFFLIB, *council], 1),
        ("yoy report --format json", [*yoy, "report", *council, "--format", "json"], args.runs),
    ]
    rows += [("yoy report, 10-K of 350,000", [*yoy, "report", *disney], 1)] if has_reports else []
    with tempfile.TemporaryDirectory() as folder:  # compiled modules are kept, as they are on a reader's machine
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {"COLUMNS": "100", **kept, "PYTHONPYCACHEPREFIX": folder}
        for name, command, runs in rows:
            processor, wall, peak = timed(command, runs, environment)
            print(f"{name:<30} processor {processor:5.2f} s   wall {wall:5.2f} s   peak {peak:4.0f} MB")
    linked = (
        ("linking 2 x 18,000 characters", council, args.runs, "0.4 s"),
        ("linking a 10-K, 2 x 180,000", disney, 2, "5 s, 500 MB"),
    )
    for name, paths, runs, most in linked if has_reports else ():
        told = subprocess.run([sys.executable, "-c", ENGINE, *paths, str(runs)], capture_output=True, check=True)
        processor, peak = map(float, told.stdout.split())
        print(f"{name:<30} processor {processor:5.2f} s                 peak {peak:4.0f} MB   (at most {most})")


if __name__ == "__main__":
    main()
