"""Archives, measured: planted ones of several sizes, and the real reports where they are.

    python benchmarks/archive.py [--sizes 300 1000] [--keep DIR] [--reports DIR] [--spark]

For each size: CPU of the whole process tree to add and to score, bytes a gram, peak memory of the largest process; then
what one more edition costs to add and score; precision and recall of borrowed sentences against what was planted (a
source is right where it is of the planted lineage, and earlier). Of the real provinces: how many sentences that have a
twin in another province's report of the year before are found, against all pairs compared one by one.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from math import log
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

Key = tuple[str, str, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[300, 1000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--stage", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.stage:
        print(json.dumps(STAGES[asked.stage[0]](*asked.stage[1:]) | spent()))
        return
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="yoy-archive-"))
    try:
        costs = [planted(folder, size, spark=asked.spark) for size in asked.sizes]
        for (small, before), (large, after) in zip(
            zip(asked.sizes, costs, strict=False), list(zip(asked.sizes, costs, strict=False))[1:], strict=False
        ):
            print(f"growth {small:,} to {large:,}: exponent {log(after / before) / log(large / small):.2f} (score)")
        if (asked.reports / "provinces-2026").is_dir():
            real(folder, asked.reports)
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)


def stage(name: str, *words: object) -> dict[str, Any]:
    """Run one stage in a process of its own, so that its memory is its own; gives what it prints."""
    command = [sys.executable, __file__, "--stage", name, *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def spent() -> dict[str, float]:
    """CPU seconds of this process and its children, peak memory of the largest of them in MB."""
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"cpu": round(sum(os.times()[:4]), 2), "memory": round(peak / 1024)}


def planted(folder: Path, size: int, *, spark: bool) -> float:
    """Print what a planted archive of so many editions costs and how much of it is found; gives the CPU of scoring."""
    source, held = folder / f"planted-{size}", folder / f"archive-{size}"
    if not (source / "late").exists():
        made = stage("make", source, size)
        print(f"{size:,} editions made: {made['characters'] / size:,.0f} characters each")
    if not held.exists():
        added = stage("add", source / "reports", source / "map.csv", held)
        rate = added["grams"] / added["cpu"]
        line = (
            f"{size:,} added: {added['cpu']} CPU s, {1000 * added['cpu'] / size:.0f} ms an edition, {rate:,.0f} grams/s"
        )
        print(f"{line}; {added['bytes']:.2f} bytes a gram; {added['memory']} MB")
    stage("drop", held)
    scored = stage("score", held, "duckdb")
    print(
        f"{size:,} scored: {scored['cpu']} CPU s, {scored['memory']} MB; {scored['grams'] / scored['cpu']:,.0f} grams/s"
    )
    one = stage("add", source / "late", source / "map.csv", held)
    again = stage("score", held, "duckdb")
    print(f"one edition more: {one['cpu']} CPU s to add (reading and start included), {again['cpu']} to score")
    print(accuracy(stage("borrowed", held)["rows"], source))
    if spark:
        told = stage("spark", held)
        print(
            f"{size:,} scored by Spark local[2]: {told['java']} CPU s of Java, {told['cpu']} of Python; equal: {told['equal']}"
        )
    return float(scored["cpu"])


def make(folder: str, size: str) -> dict[str, Any]:
    """A planted corpus, one unit's edition of one year more beside it."""
    from benchmarks.archive_planted import Generator, write

    place, count = Path(folder), int(size)
    years = 10
    generator = Generator(max(2, count // years), years, 220, 1)
    write(place, generator)
    unit = next(iter(reversed(generator.places)))
    late = place / "late" / unit / "2026.txt"
    late.parent.mkdir(parents=True)
    text = (place / "reports" / unit / "2025.txt").read_text(encoding="utf-8").split("\n")
    other = (place / "reports" / next(iter(generator.places)) / "2024.txt").read_text(encoding="utf-8").split("\n")
    late.write_text("\n".join([text[0].replace("2025", "2026"), *text[1:30], *other[30:]]) + "\n", encoding="utf-8")
    with (place / "map.csv").open("a", encoding="utf-8", newline="") as file:
        above = "/".join(generator.places[unit])
        csv.writer(file).writerow((Path("late") / unit / "2026.txt", unit, 2026, "政府工作报告", above))
    return {"characters": sum(path.stat().st_size // 3 for path in (place / "reports").rglob("*.txt"))}


def add(reports: str, named: str, held: str) -> dict[str, Any]:
    from compare import archive
    from compare.archive.naming import read_map

    opened = archive.open(held, make=True)
    opened.add([reports], naming=read_map(named))
    status = opened.status()
    return {"grams": status.grams, "bytes": status.size["uses"] / status.grams}


def drop(held: str) -> dict[str, Any]:
    """Take the one edition more out again, and forget all scores."""
    from compare import archive
    from compare.errors import CompareError

    with suppress(CompareError):
        archive.open(held).remove(period="2026")
    shutil.rmtree(Path(held) / "scores", ignore_errors=True)
    return {}


def score(held: str, engine: str) -> dict[str, Any]:
    from compare import archive

    opened = archive.open(held)
    opened.score(engine)
    return {"grams": opened.status().grams}


def spark(held: str) -> dict[str, Any]:
    """Score by Spark, and compare every derived row with DuckDB's."""
    from compare import archive
    from compare.archive.scoring import DERIVED, local, scratch
    from compare.archive.scoring import score as scored
    from compare.archive.spark import Spark

    opened = archive.open(held)
    before = {name: opened.store.files(name) for name in DERIVED}
    for name in DERIVED:
        shutil.move(Path(held) / name / "_delta_log", Path(held) / name / "_was")
    engine = Spark("local[2]", [("spark.driver.memory", "3g"), ("spark.sql.shuffle.partitions", "16")])
    try:
        with scratch(opened.store) as place:
            from compare.archive.scoring import show

            show(opened.store, engine)
            scored(opened.store, engine, place)
            java = ticks(engine.session.sparkContext._gateway.proc.pid)  # noqa: SLF001 - its one handle
            after = {name: opened.store.files(name) for name in DERIVED}
            check = local(opened.store, place)
            equal = all(_equal(check, before[name], after[name]) for name in DERIVED)
    finally:
        engine.close()
        for name in DERIVED:
            shutil.rmtree(Path(held) / name / "_delta_log", ignore_errors=True)
            shutil.move(Path(held) / name / "_was", Path(held) / name / "_delta_log")
    return {"java": java, "equal": equal}


def _equal(engine: Any, one: list[str], other: list[str]) -> bool:
    engine.view("one", one)
    engine.view("two", other)
    both = "SELECT count(*) FROM ((SELECT * FROM one EXCEPT ALL SELECT * FROM two) UNION ALL (SELECT * FROM two EXCEPT ALL SELECT * FROM one))"
    return engine.rows(both) == [(0,)]


def ticks(process: int) -> float:
    """CPU seconds of a process that runs, and of all below it."""
    total, below = 0.0, {process}
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        stats[int(path.parent.name)] = int(fields[1]), sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    while True:
        more = {pid for pid, (parent, _) in stats.items() if parent in below} - below
        if not more:
            return round(total + sum(stats[pid][1] for pid in below if pid in stats), 1)
        below |= more


def borrowed(held: str) -> dict[str, Any]:
    from compare import archive

    with archive.open(held).scored() as engine:
        rows = engine.rows(
            "SELECT e.unit, e.period, t.text, o.unit, o.period, s.text, b.formula FROM borrowed b JOIN editions e ON b.doc = e.doc "
            "JOIN editions o ON b.source_doc = o.doc JOIN sentences t ON t.doc = b.doc AND t.sent = b.sent "
            "JOIN sentences s ON s.doc = b.source_doc AND s.sent = b.source_sent WHERE e.period < '2026'"
        )
    return {"rows": rows}


def accuracy(rows: list[list[str]], source: Path) -> str:
    """Precision of what was told and recall of what was planted, by the strength of the edits."""
    truth: dict[Key, tuple[str, str, Key | None]] = {}
    by_text: dict[tuple[str, str, str], list[Key]] = {}
    with (source / "truth.tsv").open(encoding="utf-8") as file:
        for unit, year, at, kind, level, su, sy, sn, text in csv.reader(file, delimiter="\t"):
            truth[unit, year, int(at)] = kind, level, (su, sy, int(sn)) if su else None
            by_text.setdefault((unit, year, text), []).append((unit, year, int(at)))

    def lineage(key: Key) -> list[Key]:
        before = truth[key][2]
        return [before, *lineage(before)] if before else []

    found: set[Key] = set()
    right = 0
    said = 0
    for unit, period, text, su, sp, st, formula in rows:
        keys, sources = by_text.get((unit, period, text), []), by_text.get((su, sp, st), [])
        hit = [key for key in keys for s in sources if {s, *lineage(s)} & set(lineage(key))]
        right += bool(hit) and not formula
        said += not formula
        found |= set(hit)
    every = Counter(level for kind, level, _ in truth.values() if kind in ("peer", "upstream"))
    hits = Counter(truth[key][1] for key in found if truth[key][0] in ("peer", "upstream"))
    levels = ", ".join(f"{level} {hits[level] / every[level]:.3f}" for level in every)
    recall = sum(hits.values()) / sum(every.values())
    return f"borrowed sentences: precision {right / max(1, said):.4f} of {said:,} that are no formula, recall {recall:.4f} ({levels}) of {sum(every.values()):,}"


def real(folder: Path, reports: Path) -> None:
    """The real provinces and the State Council: what they cost, and which twins are found."""
    held, names = folder / "real", folder / "real-reports"
    if not names.exists():
        names.mkdir()
        for path in [*(reports / "provinces-2025").glob("*.docx"), *(reports / "provinces-2026").glob("*.txt")]:
            (names / path.name).symlink_to(path.resolve())
        (names / "国务院").mkdir()
        for path in sorted((reports / "state-council").glob("*.txt"))[-49:]:
            (names / "国务院" / path.name).symlink_to(path.resolve())
    shutil.rmtree(held, ignore_errors=True)
    added, scored = stage("real", names, held), stage("score", held, "duckdb")
    total = added["cpu"] + scored["cpu"]
    print(
        f"{added['editions']} real reports: {added['cpu']} CPU s to add, {scored['cpu']} to score, {total:.1f} together"
    )
    twins = stage("twins", held)
    print(
        "twins among provinces: "
        + ", ".join(f"{found} of {of} from {least} on ({found / of:.3f})" for least, found, of in twins["twins"])
    )


def add_real(names: str, held: str) -> dict[str, Any]:
    from compare import archive
    from compare.archive.naming import NamingMap

    opened = archive.open(held, make=True)
    added = opened.add([names], naming=NamingMap(default_genre="政府工作报告"), keep_going=True)
    return {"editions": len(added.new)}


def twins(held: str) -> dict[str, Any]:
    """Sentences of eight provinces of 2026 with a twin in another one of 2025, by all pairs; how many are borrowed."""
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    from compare import archive

    with archive.open(held).scored() as engine:
        rows = engine.rows(
            "SELECT e.unit, e.period, s.skeleton, b.doc IS NOT NULL FROM sentences s JOIN editions e ON s.doc = e.doc "
            "LEFT JOIN borrowed b ON b.doc = s.doc AND b.sent = s.sent "
            "WHERE s.role = 'body' AND length(s.skeleton) >= 12 AND e.period >= '2025' AND e.name <> '全国' ORDER BY e.unit, s.sent"
        )
    units = sorted({row[0] for row in rows if row[1] == "2026"})[::4][:8]
    best, told = [], []
    for unit in units:
        new = [row for row in rows if row[0] == unit and row[1] == "2026"]
        old = [row[2] for row in rows if row[0] != unit and row[1] == "2025"]
        matrix = cdist(
            [row[2] for row in new], old, scorer=Indel.normalized_similarity, score_cutoff=0.6, dtype=np.float32
        )
        best += matrix.max(axis=1).tolist()
        told += [row[3] for row in new]
    figures = []
    for least in (0.6, 0.7, 0.8):
        have = [is_told for score, is_told in zip(best, told, strict=True) if score >= least]
        figures.append((least, sum(have), len(have)))
    return {"twins": figures}


STAGES = {
    "make": make,
    "add": add,
    "drop": drop,
    "score": score,
    "spark": spark,
    "borrowed": borrowed,
    "real": add_real,
    "twins": twins,
}

if __name__ == "__main__":
    main()
