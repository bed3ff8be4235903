"""How long things take, as whole processes and beside a peer, one line each.

python benchmarks/speed.py [--reports DIR] [--runs N]
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIFFLIB = (
    "import difflib, sys, re\n"
    "old, new = (re.split('(?<=[。！？；\\n])', open(p, encoding='utf-8').read()) for p in sys.argv[1:])\n"
    "print(sum(1 for _ in difflib.ndiff(old, new)))\n"
)


def timed(command: list[str], runs: int) -> tuple[float, float]:
    """Median wall seconds of a command, and the largest child so far in MB."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--runs", type=int, default=5)
    args = ask.parse_args()
    yoy = [sys.executable, "-m", "compare"]
    council = [str(args.reports / "state-council" / f"{year}.txt") for year in (2021, 2022)]
    disney = [str(args.reports / "disney-10k" / f"{year}.txt") for year in (2016, 2017)]
    os.environ.setdefault("COLUMNS", "100")
    rows = [
        ("yoy --help", [*yoy, "--help"], args.runs),
        ("yoy report, 18,000 characters", [*yoy, "report", *council], args.runs),
        ("  the same, difflib.ndiff", [sys.executable, "-c", DIFFLIB, *council], 1),
        ("yoy report --format json", [*yoy, "report", *council, "--format", "json"], args.runs),
        ("yoy report, 10-K of 350,000", [*yoy, "report", *disney], 1),
    ]
    for name, command, runs in rows:
        seconds, peak = timed(command, runs)
        print(f"{name:<34} {seconds:6.2f} s   peak so far {peak:5.0f} MB")


if __name__ == "__main__":
    main()
