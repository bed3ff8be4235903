"""Recycled phrasing measured: how fast, how far above chance, and a fact that must show. One line each.

python benchmarks/series.py [--reports DIR]
"""

import argparse
import os
import resource
import statistics
import time
from pathlib import Path

import numpy as np
from real import lacking

from compare import pipeline, reuse
from compare.model import Edition
from compare.reuse.gazetteer import home, registry
from compare.reuse.hashing import characters, grams
from compare.reuse.ngrams import ledger
from compare.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = Settings()


def kernel_speed() -> str:
    """Grams a second on one core, hashing alone and with the sorting that membership needs."""
    count = 4_000_000
    letters = np.random.default_rng(1).integers(0x4E00, 0x5600, count)
    text = "".join(map(chr, letters.tolist()))
    bounds = np.arange(0, count + 1, 25)
    start = time.process_time()
    hashes, *_ = grams(characters(text), bounds, SETTINGS.gram_length, SETTINGS.gram_shortest)
    hashed = time.process_time() - start
    np.sort(hashes)
    whole = time.process_time() - start
    return f"{len(hashes) / hashed / 1e6:.1f} M grams/s hashed, {len(hashes) / whole / 1e6:.1f} M/s hashed and sorted"


def passages_speed(council: list[Edition]) -> str:
    """Seconds for the passages and scores of one edition against 25 earlier ones, everything loaded."""
    for edition in council:
        ledger(edition, SETTINGS)
    *history, old, new = council[-26:]
    reuse.find(council[1], council[2], changes=(), settings=SETTINGS)  # loads the dictionary and the background
    start, began = time.perf_counter(), time.process_time()
    found = reuse.find(old, new, changes=(), history=history, settings=SETTINGS)
    wall, cpu = time.perf_counter() - start, time.process_time() - began
    return f"{wall:.3f} s ({cpu:.3f} s of one core), {len(found.passages)} passages"


def series_speed(council: list[Edition]) -> str:
    """Seconds for the whole series, linking, threads and matrix included."""
    start, began = time.perf_counter(), os.times()
    found = pipeline.series(council)
    wall, ended = time.perf_counter() - start, os.times()
    here, there = ended.user - began.user, ended.children_user - began.children_user
    peak, child = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (
        f"{wall:.1f} s (processor {here:.1f} s here, {there:.1f} s in the linking processes), "
        f"peak {peak} MB here, {child} MB each there, {len(found.threads)} threads"
    )


def shares(new: Edition, olds: list[Edition]) -> list[float]:
    """The share of the new edition that stands in each old one."""
    one = ledger(new, SETTINGS)
    counted = one.covered & one.is_role("body")
    return [one.weigh(one.under(one.shared(ledger(old, SETTINGS))) & counted) / one.weigh(counted) for old in olds]


def floor(reports: Path) -> str:
    """What unrelated reports share: each province of 2026 against every other's report of 2025, and against its own."""
    known = registry("")
    olds = [pipeline.read(str(p), period="2025") for p in sorted((reports / "provinces-2025/text").glob("*.txt"))]
    news = [pipeline.read(str(p), period="2026") for p in sorted((reports / "provinces-2026").glob("*.txt"))]
    chance, own = [], []
    for new in news:
        mine = new.source.path.rsplit("/", 1)[-1][:2]
        for old, share in zip(olds, shares(new, olds), strict=True):
            same = old.source.path.rsplit("/", 1)[-1][:2] == mine or home(old, known) == home(new, known)
            (own if same else chance).append(share)
    return (
        f"unrelated province {statistics.median(chance):.3f} (at most {max(chance):.3f}); "
        f"its own last year {statistics.median(own):.3f}"
    )


def main() -> None:
    """Print the lines."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    args = ask.parse_args()
    if lacking([args.reports], "series of real reports"):
        return
    council = [pipeline.read(str(args.reports / f"state-council/{year}.txt")) for year in range(1978, 2027)]
    print("49 reports as a series:", series_speed(council))
    print("kernel:", kernel_speed())
    print("passages against 25 earlier editions:", passages_speed(council))
    print("chance floor:", floor(args.reports))
    rates = reuse.matrix(council, settings=SETTINGS)
    before, after = (rates[year - 1978][year - 1979].rate or 0.0 for year in (2013, 2014))
    print(f"a new premier: 2013 {before:.3f}, 2014 {after:.3f}, ratio {after / before:.2f}")


if __name__ == "__main__":
    main()
