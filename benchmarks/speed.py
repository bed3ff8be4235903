"""What a run costs beside its peers: ratios of processor time, each pair of processes in turn, and instructions.

    python benchmarks/speed.py [--reports DIR] [--runs N] [--instructions] [--growth CHARACTERS] [--row WORDS]

A row runs its peers and the program one after the other, N times, and prints the median of the ratios: on a shared
machine both are slowed alike. Results of earlier runs are never used, save in the row that is about them. Instructions
are counted by callgrind, where valgrind is installed. The page docs/performance.md says what is required of each row.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Command = list[str]

BARE = r"""
import re, sys
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
old, new = ([s for s in re.split(r"(?<=[。！？；\n])", open(p, encoding="utf-8").read()) if s.strip()] for p in sys.argv[1:])
print(cdist(old, new, scorer=Indel.normalized_similarity).max())
"""
"""The floor of a comparison: every old sentence beside every new one, and nothing else."""

SENTENCES = r"""
import difflib, re, sys
old, new = ([s for s in re.split(r"(?<=[.;!?\n])\s", open(p, encoding="utf-8").read()) if s.strip()] for p in sys.argv[1:])
print(len(difflib.HtmlDiff(wrapcolumn=80).make_file(old, new)))
"""

WITHOUT_RJIEBA = "import sys; sys.modules['rjieba'] = None; from compare.__main__ import run; run()"

LINKING = """
import sys, time
import compare
from compare.pipeline import linked
editions = [compare.read(path) for path in sys.argv[1:]]
middle = len(editions) // 2
job = (editions[middle - 1], editions[middle], compare.Settings(), compare.Anchors())
linked(job)
start = time.process_time()
for _ in range(3):
    linked(job)
print((time.process_time() - start) / 3)
"""
"""Processor seconds of linking one pair of the middle of a series."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds (user + system, of children too) and peak memory in MB of a process."""

    seconds: float
    peak: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the program's command, a peer's by name, and the largest ratio that is allowed (None: printed)."""

    name: str
    peer: str
    command: Command
    beside: Command
    most: float | None = None


def run(command: Command, environment: dict[str, str]) -> Cost:
    """The cost of one run. Raises `CalledProcessError`."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise subprocess.CalledProcessError(child.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(row: Row, runs: int, environment: dict[str, str]) -> tuple[float, Cost, Cost]:
    """The median ratio, and the median costs of the program and the peer; a first run of each warms the caches."""
    pairs = [(run(row.command, environment), run(row.beside, environment)) for _ in range(runs + 1)][1:]
    ratio = statistics.median(mine.seconds / theirs.seconds for mine, theirs in pairs)
    mine, theirs = (
        Cost(statistics.median(pair[at].seconds for pair in pairs), max(pair[at].peak for pair in pairs))
        for at in (0, 1)
    )
    return ratio, mine, theirs


def instructions(command: Command, environment: dict[str, str], folder: str) -> float:
    """Instructions of a command in billions, by callgrind."""
    words = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out"]
    told = subprocess.run([*words, *command], capture_output=True, text=True, check=True, env=environment).stderr
    return int(told.rsplit("Collected :", 1)[1].split()[0]) / 1e9


def rows(reports: Path) -> Iterator[Row]:
    python = sys.executable
    yoy, bare = [python, "-m", "compare"], [python, "-c", BARE]
    council = [str(reports / "state-council" / f"{year}.txt") for year in (2016, 2017)]
    disney = [str(reports / "disney-10k" / f"{year}.txt") for year in (2016, 2017)]
    report = [*yoy, "report", *council, "--no-cache"]
    nothing, numpy = [python, "-c", "pass"], [python, "-c", "import numpy"]
    yield Row("report, 2 x 20,000 characters", "bare cdist", report, [*bare, *council], 4.5)
    yield Row("report --brief", "bare cdist", [*report, "--brief"], [*bare, *council], 3)
    yield Row("report --exit-code", "bare cdist", [*report, "--exit-code"], [*bare, *council], 3)
    plain = [python, "-c", WITHOUT_RJIEBA, *report[3:]]
    yield Row("report with jieba alone", "with rjieba", plain, report, 1.10)
    yield Row("--help", "python -c pass", [*yoy, "--help"], nothing, 3)
    yield Row("--help", "import numpy", [*yoy, "--help"], numpy, 1.5)
    outline = [*yoy, "outline", council[0]]
    yield Row("outline", "python -c pass", outline, nothing, 3)
    yield Row("outline", "import numpy", outline, numpy, 1.5)
    for form in ("html", "docx", "xlsx"):
        written = [*report, "--format", form, "-o", os.devnull] if form == "html" else [*report, "--format", form]
        yield Row(f"report --format {form}", "text", written, report, 1.3)
    ten_k = [*yoy, "report", *disney, "--no-cache"]
    yield Row("report of a 10-K, 2 x 350,000", "HtmlDiff", ten_k, [python, "-c", SENTENCES, *disney], 1.5)


def long_report(reports: Path, unit: str, first: int, size: int) -> str:
    """A text of so many characters out of reports of a unit, from the one of a place on."""
    paths = sorted((reports / unit).glob("*.txt"))
    text = ""
    while len(text) < size:
        text += paths[first % len(paths)].read_text(encoding="utf-8", errors="replace").strip() + "\n\n"
        first += 2
    return text[:size]


def growth(reports: Path, most: int, environment: dict[str, str], folder: str) -> None:
    """How cost grows with length, in either language: the exponent between neighbouring lengths, and the peak."""
    for unit in ("state-council", "disney-10k"):
        before: tuple[int, float] | None = None
        for size in (size for size in (20_000, 100_000, 400_000, 2_000_000) if size <= most):
            paths = [Path(folder) / f"{unit}-{side}.txt" for side in ("2001", "2002")]
            for first, path in enumerate(paths):
                path.write_text(long_report(reports, unit, first, size), encoding="utf-8")
            try:
                cost = run([sys.executable, "-m", "compare", "report", *map(str, paths), "--no-cache"], environment)
            except subprocess.CalledProcessError as fault:
                print(f"{unit} 2 x {size:>9,}: ended with {fault.returncode}")
                break
            exponent = f"{log(cost.seconds / before[1]) / log(size / before[0]):5.2f}" if before else "    -"
            allowed = 250 + 300 * 2 * size / 1e6
            print(
                f"{unit:<14} 2 x {size:>9,}: {cost.seconds:7.2f} s   exponent {exponent} (at most 1.15)"
                f"   peak {cost.peak:5.0f} MB (at most {allowed:.0f})"
            )
            before = size, cost.seconds


def second_run(reports: Path, environment: dict[str, str], folder: str, runs: int) -> None:
    """A second run on the same files beside the first."""
    council = [str(reports / "state-council" / f"{year}.txt") for year in (2016, 2017)]
    command = [sys.executable, "-m", "compare", "report", *council]
    ratios = []
    for turn in range(runs):
        own = environment | {"YOY_CACHE": f"{folder}/cache{turn}"}
        first, second = run(command, own), run(command, own)
        ratios.append(second.seconds / first.seconds)
    print(f"second run / first: {statistics.median(ratios):.2f} (at most 0.5)")


def series(reports: Path, environment: dict[str, str]) -> None:
    """Threads and matrix of a long series beside its linking."""
    paths = [str(path) for path in sorted((reports / "state-council").glob("*.txt"))]
    told = subprocess.run([sys.executable, "-c", LINKING, *paths], capture_output=True, check=True, env=environment)
    linking = float(told.stdout) * (len(paths) - 1)
    cost = run([sys.executable, "-m", "compare", "series", *paths, "--no-cache"], environment)
    print(
        f"series of {len(paths)}: {cost.seconds:.1f} s, {cost.seconds / linking:.2f} x the linking of a middle pair"
        f" (at most 1.3), peak of its largest process {cost.peak:.0f} MB (at most 400)"
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--runs", type=int, default=7)
    ask.add_argument("--instructions", action="store_true")
    ask.add_argument("--growth", type=int, default=100_000, help="the longest generated pair, in characters a side")
    ask.add_argument("--row", default="", help="only rows with these words in their name")
    args = ask.parse_args()
    if not (args.reports / "state-council").exists():
        print("speed: the reports do not lie beside the project; benchmarks/operations.py counts the seeds")
        return
    with tempfile.TemporaryDirectory() as folder:  # compiled modules are kept, as they are on a reader's machine
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {"COLUMNS": "100", **kept, "PYTHONPYCACHEPREFIX": f"{folder}/code", "OPENBLAS_NUM_THREADS": "1"}
        for row in rows(args.reports):
            if args.row in row.name:
                print_row(row, args.runs, args.instructions, environment, folder)
        extra: dict[str, Callable[[], None]] = {
            "second run": lambda: second_run(args.reports, environment, folder, args.runs),
            "series": lambda: series(args.reports, environment),
            "growth": lambda: growth(args.reports, args.growth, environment, folder),
        }
        for name, work in extra.items():
            if args.row in name:
                work()


def print_row(row: Row, runs: int, count: bool, environment: dict[str, str], folder: str) -> None:  # noqa: FBT001
    ratio, mine, theirs = measured(row, runs, environment)
    limit = f"(at most {row.most})" if row.most else ""
    verdict = "" if row.most is None else "holds" if ratio <= row.most else "FALLS SHORT"
    print(
        f"{row.name + ' / ' + row.peer:<46} {ratio:6.2f} {limit:<15} {verdict:<11}"
        f" {mine.seconds:6.2f} s {mine.peak:5.0f} MB / {theirs.seconds:5.2f} s",
        flush=True,
    )
    if count and shutil.which("valgrind"):
        spent = [instructions(command, environment, folder) for command in (row.command, row.beside)]
        print(f"{'':<46} {spent[0]:6.2f} G instructions / {spent[1]:.2f} G", flush=True)


if __name__ == "__main__":
    main()
