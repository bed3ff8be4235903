"""Write every output of the sample editions, and of the real reports where they stand beside the project, to a folder.

    python tools/outputs.py FOLDER
    diff -r BEFORE AFTER

A step that should change no byte is seen to change none: run it before and after, and compare the folders. Each pair is
written in every format and both languages; a folder of three editions or more is written as a series, too.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT.parent / "shared" / "reports"
GOLD = ROOT.parent / "shared" / "gold"
PAIR_FORMATS = ("text", "md", "html", "json", "jsonl", "csv", "docx", "xlsx")
SERIES_FORMATS = ("text", "md", "html", "json", "csv", "xlsx")
REAL_PAIRS = 10
FINDINGS = "edits,passages,figures,signals,terms,followups"


def commands(folder: Path) -> list[list[str]]:
    """The command lines, each with the file that it writes."""
    jobs = []
    for unit in sorted(path for path in (ROOT / "seeds").iterdir() if path.is_dir()):
        editions = sorted(unit.glob("*.txt"))
        jobs += [job for pair in pairwise(editions) for job in pair_jobs(unit.name, *pair, folder)]
        jobs += [["outline", str(edition), "--json"] for edition in editions]
        if len(editions) > 2:
            jobs += [
                ["series", *map(str, editions), "--lang", lang, "-o", str(folder / f"{unit.name}.series.{lang}"), *form]
                for lang in ("zh", "en")
                for form in [["--format", name] for name in SERIES_FORMATS]
            ]
    return jobs + [job for name, old, new in real_pairs() for job in pair_jobs(name, old, new, folder)]


def pair_jobs(name: str, old: Path, new: Path, folder: Path) -> list[list[str]]:
    """A report of one pair in every format and language."""
    stem = f"{name}.{old.stem}-{new.stem}"
    return [
        [
            "report",
            str(old),
            str(new),
            "--lang",
            lang,
            "--find",
            FINDINGS,
            "--format",
            form,
            "-o",
            str(folder / f"{stem}.{lang}"),
        ]
        for lang in ("zh", "en")
        for form in PAIR_FORMATS
    ]


def real_pairs() -> list[tuple[str, Path, Path]]:
    """The first pairs of the gold, where it stands beside the project."""
    cases = GOLD / "cases.tsv"
    if not cases.exists():
        return []
    rows = [line.split("\t") for line in cases.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = [(row[0], REPORTS / row[1], REPORTS / row[2]) for row in rows]
    return [pair for pair in pairs if pair[1].exists()][:REAL_PAIRS]


def write(folder: Path, job: list[str]) -> str:
    """Run one command; what it writes to a file or says goes to the folder."""
    name = (
        job[job.index("-o") + 1]
        if "-o" in job
        else str(folder / f"outline.{Path(job[1]).parent.name}.{Path(job[1]).stem}")
    )
    form = job[job.index("--format") + 1] if "--format" in job else "json"
    command = [word for word in job if word not in ("-o", name)]
    done = subprocess.run(
        [sys.executable, "-m", "compare", *command], capture_output=True, cwd=ROOT, check=False, timeout=600
    )
    Path(f"{name}.{form}").write_bytes(done.stdout)
    Path(f"{name}.{form}.talk").write_bytes(done.stderr)
    return f"{name}.{form}: {done.returncode}"


def main() -> None:
    """Write them all, one line for each that did not end with 0."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        for line in pool.map(lambda job: write(folder, job), commands(folder)):
            if not line.endswith(": 0"):
                print(line)


if __name__ == "__main__":
    main()
