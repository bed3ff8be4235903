"""Fit the linker's model on the gold, folds by unit, and print how it does on the units left out.

    python benchmarks/fit_links.py [--gold DIR] [--reports DIR] [--write]

A fold is a unit (all editions of one district, one province, one ministry): what is printed for a case was fitted and
decoded without any pair of its unit. `--write` fits on all Chinese cases and writes `compare/align/weights.py`.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare import read
from compare.align.certain import certain
from compare.align.features import Table, table
from compare.align.sides import side
from compare.matching import components, greedy
from compare.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ("fomc", "disney")
WORK_REPORTS = ("hailar", "national", "liaoning", "henan", "jiangsu", "cewc")
CLIP = 6.0
PENALTY = 0.5
"""Inverse strength of the L2 penalty. Products of features and a stronger one gain nothing here (.870 against .866)."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One gold pair: its candidates, which of them are links (1), not (0), or neither win nor lose (-1)."""

    name: str
    unit: str
    found: Table
    truth: NDArray[np.int64]
    certain: tuple[tuple[int, int], ...]
    units: tuple[list[set[str]], list[set[str]]]
    wanted: list[set[tuple[str, str]]]
    free: set[tuple[str, str]]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--write", action="store_true", help="write compare/align/weights.py")
    args = ask.parse_args()
    sys.path.insert(0, str(args.gold))
    import score  # the gold's own scorer, found beside the gold

    cases = [prepared(row, args, score) for row in score.rows(args.gold / "cases.tsv")]
    names = tuple(cases[0].found.features)
    chances: dict[str, Array] = {}
    for unit in sorted({case.unit for case in cases}):
        model = fitted([case for case in cases if case.unit not in (unit, *ENGLISH)], names)
        chances |= {case.name: probability(case, names, model) for case in cases if case.unit == unit}
    report(cases, chances, score)
    if args.write:
        chosen = [case for case in cases if case.unit not in ENGLISH]
        written(fitted(chosen, names), names, chosen)


def prepared(row: Sequence[str], args: argparse.Namespace, score: Any) -> Case:
    """A gold case with the features of its candidates."""
    name, old_path, new_path, folder = row
    editions = [read(str(args.reports / path)) for path in (old_path, new_path)]
    one, other = side(editions[0]), side(editions[1])
    gold = score.Units(args.reports / old_path, "O"), score.Units(args.reports / new_path, "N")
    units = tuple([u.of(s.span) for s in e.sentences] for u, e in zip(gold, editions, strict=True))
    wanted, free = score.gold_lines(args.gold / folder / "pairs.tsv")
    exact = tuple(pair for pair, _ in certain(one, other, frozenset(), frozenset()))
    masks = [np.array([role != "furniture" for role in s.role]) for s in (one, other)]
    for i, j in exact:
        masks[0][i] = masks[1][j] = False
    found = table(one, other, masks[0], masks[1])
    every = set().union(*wanted)
    told = [score.product(units[0][i], units[1][j]) for i, j in zip(found.rows, found.columns, strict=True)]
    truth = np.array([1 if pairs & every else -1 if pairs & free else 0 for pairs in told])
    return Case(name, "".join(c for c in name if not c.isdigit()), found, truth, exact, units, wanted, free)


def design(case: Case, names: Sequence[str], scale: tuple[Array, Array]) -> Array:
    plain = np.column_stack([case.found.features[name] for name in names])
    plain = np.clip((plain - scale[0]) / scale[1], -CLIP, CLIP)
    return np.column_stack([plain, np.ones(len(plain))])


Model = tuple[tuple[Array, Array], Array]


def fitted(cases: Sequence[Case], names: Sequence[str]) -> Model:
    """Logistic regression with an L2 penalty, by Newton's method."""
    told = np.vstack([np.column_stack([c.found.features[n] for n in names])[c.truth >= 0] for c in cases])
    scale = told.mean(0), told.std(0) + 1e-9
    x = np.vstack([design(case, names, scale)[case.truth >= 0] for case in cases])
    y = np.concatenate([case.truth[case.truth >= 0] for case in cases]).astype(float)
    ridge = np.append(np.full(x.shape[1] - 1, 1 / PENALTY), 0.0)
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (chance - y) + ridge * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return scale, weights


def probability(case: Case, names: Sequence[str], model: Model) -> Array:
    return np.asarray(1 / (1 + np.exp(-(design(case, names, model[0]) @ model[1]))))


def report(cases: Sequence[Case], chances: dict[str, Array], score: Any) -> None:
    """One line a case, then the mean of the Chinese work reports and meetings, then the calibration."""
    settings, means = Settings(), []
    for case in cases:
        pairs = greedy(
            case.found.rows,
            case.found.columns,
            chances[case.name],
            pair=settings.link_pair,
            join=settings.link_join,
            largest=settings.link_most,
        )
        told = [
            score.product(
                set().union(*(case.units[0][i] for i in olds)), set().union(*(case.units[1][j] for j in news))
            )
            for olds, news in components([*pairs, *case.certain])
        ]
        p, r, f = score.lines_prf([line for line in told if line], case.wanted, case.free)
        means += [f] if case.unit in WORK_REPORTS else []
        print(f"{case.name:<14} left out: precision {p:.3f} recall {r:.3f} F1 {f:.3f}")
    print(f"mean of {len(means)} Chinese work reports and meetings, left out by unit: {np.mean(means):.3f}")
    p = np.concatenate([chances[case.name][case.truth >= 0] for case in cases])
    y = np.concatenate([case.truth[case.truth >= 0] for case in cases])
    bins = [(p >= low) & (p < low + 0.1) for low in np.arange(0, 1, 0.1)]
    print("calibration:", "  ".join(f"{p[b].mean():.2f} is {y[b].mean():.2f}" for b in bins if b.any()))


def written(model: Model, names: Sequence[str], cases: Sequence[Case]) -> None:
    """Write the generated module."""
    (mean, spread), weights = model
    lines = [
        f'    ("{n}", {m:.5f}, {s:.5f}, {w:.5f}),' for n, m, s, w in zip(names, mean, spread, weights, strict=False)
    ]
    body = "\n".join(
        [
            '"""Generated by benchmarks/fit_links.py; do not edit. The numbers of the linker\'s model."""',
            "",
            'MODEL_ID = "links-1"',
            f'FITTED_ON = "{len(cases)} pairs of Chinese reports of {len({case.unit for case in cases})} offices"',
            f"CLIP = {CLIP}",
            f"INTERCEPT = {weights[-1]:.5f}",
            "FEATURES: tuple[tuple[str, float, float, float], ...] = (",
            *lines,
            ")",
            '"""Name, mean, deviation, weight."""',
            "",
        ]
    )
    (ROOT / "compare/align/weights.py").write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main()
