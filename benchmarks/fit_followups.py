"""Fit the model of follow-ups on gold pairs, left out by office, and write its numbers.

    python benchmarks/fit_followups.py GOLD REPORTS [--write]

GOLD holds `cases.tsv`, `score.py` and a folder a case with `pairs.tsv` (label `followup`). Each office is left out in turn;
thresholds are chosen on the other offices too. Prints the F1 of every case, then, with --write, fits on all of them and
writes compare/promises/followups.json (docs/model.md).
"""

import argparse
import importlib
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.align import align
from compare.classify import classify
from compare.model import Edition
from compare.promises.evidence import Pairs, pairs
from compare.promises.plans import promised, reported
from compare.reading import read
from compare.settings import Settings
from compare.structure import parse

SETTINGS = Settings()
OUT = Path(__file__).resolve().parent.parent / "compare" / "promises" / "followups.json"
Floats = NDArray[np.float64]
Model = tuple[Floats, Floats, Floats]
CLIP = 5.0
PENALTY = 10.0
FIRST = (0.1, 0.12, 0.15, 0.18, 0.2, 0.22, 0.25, 0.3, 0.35)
SECOND = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 1.1)


@dataclass(frozen=True, eq=False)
class Case:
    """A gold pair: its office, its candidate pairs, which of them are right, and the gold's lines as sentence units."""

    name: str
    office: str
    found: Pairs
    right: Floats
    lines: list[set[tuple[str, str]]]
    units: tuple[list[set[str]], list[set[str]]]


def load(gold: Path, reports: Path) -> list[Case]:
    """Every case with at least ten follow-ups."""
    sys.path.insert(0, str(gold))
    score = importlib.import_module("score")
    cases = []
    for name, old_path, new_path, folder in score.rows(gold / "cases.tsv"):
        rows = [row for row in score.rows(gold / folder / "pairs.tsv") if row[2] == "followup"]
        lines = [score.product(score.ids(row[0]), score.ids(row[1])) for row in rows]
        if len(lines) < 10:
            continue
        old, new = edition(reports / old_path), edition(reports / new_path)
        changes = classify(old, new, align(old, new, settings=SETTINGS), settings=SETTINGS)
        found = pairs(old, new, promised(old), reported(new), changes)
        names = score.Units(reports / old_path, "O"), score.Units(reports / new_path, "N")
        units = tuple(
            [side.of(one.sentences[number].span) for number in numbers]
            for side, one, numbers in zip(names, (old, new), (found.old, found.new), strict=True)
        )
        every = set().union(*lines)
        right = [
            bool(score.product(units[0][i], units[1][j]) & every)
            for i, j in zip(found.rows, found.columns, strict=True)
        ]
        office = "".join(letter for letter in name if not letter.isdigit())
        cases.append(Case(name, office, found, np.array(right, dtype=float), lines, units))  # type: ignore[arg-type]
    return cases


def edition(path: Path) -> Edition:
    """A report, read and structured."""
    return parse(read(str(path), settings=SETTINGS), settings=SETTINGS)


def matrix(case: Case) -> Floats:
    """The features of a case, one row a pair."""
    return np.column_stack(list(case.found.features.values()))


def fit(rows: Floats, right: Floats) -> Model:
    """Logistic regression with a ridge, by damped Newton steps: means, spreads, and weights with the intercept last."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    full = np.column_stack([np.clip((rows - mean) / spread, -CLIP, CLIP), np.ones(len(rows))])
    weights = np.zeros(full.shape[1])
    weights[-1] = np.log(right.mean() / (1 - right.mean()))
    ridge = np.eye(len(weights)) * PENALTY
    ridge[-1, -1] = 0
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(full @ weights, -30, 30)))
        slope = full.T @ (chance - right) + ridge @ weights
        step = np.linalg.solve((full * (chance * (1 - chance))[:, None]).T @ full + ridge, slope)
        weights -= step * min(1.0, 0.7 / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    return mean, spread, weights


def chances(case: Case, model: Model) -> Floats:
    """The probability of every candidate pair of a case."""
    mean, spread, weights = model
    logit: Floats = np.clip((matrix(case) - mean) / spread, -CLIP, CLIP) @ weights[:-1] + weights[-1]
    chance: Floats = 1 / (1 + np.exp(-logit))
    return chance


def told(case: Case, chance: Floats, first: float, second: float) -> list[tuple[int, int]]:
    """Pairs by falling probability: both free above `first`, one of them free above `second`."""
    used: tuple[set[int], set[int]] = (set(), set())
    found = []
    for at in np.argsort(-chance, kind="stable"):
        pair = int(case.found.rows[at]), int(case.found.columns[at])
        free = sum(place not in side for place, side in zip(pair, used, strict=True))
        if (free == 2 and chance[at] >= first) or (free == 1 and chance[at] >= second):
            found.append(pair)
            used[0].add(pair[0])
            used[1].add(pair[1])
    return found


def f1(case: Case, pairs_told: list[tuple[int, int]]) -> float:
    """F1 as the gold's scorer counts it."""
    said = [{(o, n) for o in case.units[0][i] for n in case.units[1][j]} for i, j in pairs_told]
    every = set().union(*case.lines)
    right = sum(len(pair & every) / len(pair) for pair in said if pair)
    found = sum(any(line & pair for pair in said) for line in case.lines)
    precision, recall = right / max(len(said), 1), found / len(case.lines)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def left_out(cases: list[Case]) -> dict[str, Floats]:
    """Probabilities of each case from a model that saw no report of its office."""
    found: dict[str, Floats] = {}
    for office in sorted({case.office for case in cases}):
        others = [case for case in cases if case.office != office]
        model = fit(np.vstack([matrix(case) for case in others]), np.concatenate([case.right for case in others]))
        found |= {case.name: chances(case, model) for case in cases if case.office == office}
    return found


def best(cases: list[Case], chance: dict[str, Floats]) -> tuple[float, float]:
    """The thresholds with the best mean F1."""
    grid = [(first, second) for first in FIRST for second in SECOND if second >= first]
    return max(grid, key=lambda cut: float(np.mean([f1(case, told(case, chance[case.name], *cut)) for case in cases])))


def main() -> None:
    """Print what the folds give; write the numbers where asked."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("gold", type=Path)
    ask.add_argument("reports", type=Path)
    ask.add_argument("--write", action="store_true")
    args = ask.parse_args()
    cases = load(args.gold, args.reports)
    chance = left_out(cases)
    scores = []
    for case in cases:
        cut = best([other for other in cases if other.office != case.office], chance)
        scores.append(f1(case, told(case, chance[case.name], *cut)))
        print(f"{case.name:<16}{scores[-1]:.3f}")
    print(f"followups, left out by office: mean F1 {np.mean(scores):.3f}")
    if args.write:
        OUT.write_text(document(cases, chance), encoding="utf-8")


def document(cases: list[Case], chance: dict[str, Floats]) -> str:
    """`followups.json`: the numbers of the model fitted on every case."""
    first, second = best(cases, chance)
    mean, spread, weights = fit(np.vstack([matrix(c) for c in cases]), np.concatenate([c.right for c in cases]))
    names = list(cases[0].found.features)
    rows = ",\n".join(
        f'  ["{name}", {a:.5f}, {b:.5f}, {c:.5f}]'
        for name, a, b, c in zip(names, mean, spread, weights[:-1], strict=True)
    )
    offices = len({case.office for case in cases})
    return (
        f'{{\n "id": "followups-1",\n "fitted_on": "{len(cases)} pairs of Chinese work reports, {offices} offices",\n'
        f' "clip": {CLIP}, "intercept": {weights[-1]:.5f}, "first": {first}, "second": {second},\n'
        f' "features": [\n{rows}\n ]\n}}\n'
    )


if __name__ == "__main__":
    main()
