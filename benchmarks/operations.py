"""How many calls a report takes: a count that is the same on every machine, so that a check can hold it.

    python benchmarks/operations.py          print the counts beside those that are kept
    python benchmarks/operations.py --write  keep these counts

A call is one of a function of Python's or of a library's, counted by `sys.setprofile` in a process of its own. Counts
belong to a version of Python. `tests/test_operations.py` fails where a count is more than a tenth above what is kept.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).with_suffix(".json")
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
SEEDS = ROOT / "seeds" / "deputy-mayor"
PAIR = [str(SEEDS / "2021.txt"), str(SEEDS / "2022.txt")]
RUNS: dict[str, list[str]] = {
    "help": ["--help"],
    "outline": ["outline", PAIR[0]],
    "brief": ["report", *PAIR, "--no-cache", "--brief"],
    "text": ["report", *PAIR, "--no-cache"],
    "json": ["report", *PAIR, "--no-cache", "--format", "json"],
}
"""What is counted: the words of each command line."""

COUNTER = """
import os, sys
os.environ.update(COLUMNS="100", LANG="en_US.UTF-8", YOY_CACHE=os.devnull)
count = 0
def counted(frame, event, argument):
    global count
    count += event in ("call", "c_call")
sys.setprofile(counted)
from compare.__main__ import main
try:
    status = main(sys.argv[1:])
except SystemExit as end:
    status = end.code
sys.setprofile(None)
sys.stderr.write(f"\\n{status or 0} {count}")
"""


def counted(words: list[str]) -> int:
    """The calls of one command line, its imports among them."""
    environment = {"PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT), "PATH": "", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", COUNTER, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
    status, count = done.stderr.rsplit("\n", 1)[-1].split()
    if status != "0":
        raise RuntimeError(done.stderr)
    return int(count)


def kept() -> dict[str, int]:
    """The counts that are kept for this version of Python; empty where there are none."""
    table: dict[str, dict[str, int]] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return table.get(VERSION, {})


def main() -> None:
    counts = {name: counted(words) for name, words in RUNS.items()}
    for name, count in counts.items():
        before = kept().get(name)
        print(f"{name:<8} {count:>10,} calls" + (f"   kept {before:>10,}   {count / before:.3f}" if before else ""))
    if "--write" in sys.argv:
        table = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        KEPT.write_text(json.dumps(table | {VERSION: counts}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
