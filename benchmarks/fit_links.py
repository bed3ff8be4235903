"""Fits the linker's models and prints what they reach on offices they have not seen.

    OMP_NUM_THREADS=1 python benchmarks/fit_links.py [--gold ../shared/gold] [--write] [--features]

They are fitted on the gold, on the published sets and on `readings/`; the figures are those of the gold, and of the
essays' two readers. Folds are by office, by reader: the models that judge a case have seen no pair of its office, neither
gold nor read. `--features` also prints what each feature is worth (left out of both models, everything refitted);
`--write` writes compare/align/links.json (docs/model.md).
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
from link_cases import SETTINGS, Case, every_case, pooled

from compare.align import ScoredCandidates, decided, sections_of, sifted
from compare.align.context_features import first_opinion, second_candidates
from compare.align.network import LinkModels, Model, mirror, names, probability
from compare.align.text_features import Candidates, with_letters
from compare.matching import components

ROOT = Path(__file__).resolve().parent.parent
TEN = (
    "hailar1314",
    "hailar1415",
    "hailar1516",
    "hailar1617",
    "national1617",
    "national2122",
    "liaoning2526",
    "henan2526",
    "jiangsu2526",
    "cewc2122",
)
LANGUAGES = ("zh", "en")
NAMES = ("sieve", "first", "second")
FOLDS = 6
"""Into so many parts the offices are put, for opinions of the first model on cases it has not seen."""
SIEVE = (
    "cosine",
    "containment",
    "shared mass",
    "rarest",
    "length",
    "part",
    "both headings",
    "one heading",
    "far",
    "under",
    "clauses",
)


@dataclass
class Sample:
    """Features of pairs with their labels, how much each pair counts, and whose hand labelled them."""

    features: dict[str, np.ndarray]
    labels: np.ndarray
    weight: float
    hand: int

    def mirrored(self) -> "Sample":
        """The same pairs as if the editions had changed places: what answers to what does not hang on which is older."""
        return replace(self, features={name: self.features[mirror(name)] for name in self.features})


@dataclass(frozen=True)
class Net:
    """How a model is fitted: hidden units, times over the pairs, networks averaged, and how far from 0 it clips."""

    units: int = 0
    rounds: int = 10
    seeds: int = 1
    clip: float = 5.0
    decay: float = 1.0
    pace: float = 3e-3
    batch: int = 512

    def fit(self, samples: Sequence[Sample], features: Sequence[str]) -> Model:
        """The model over the named features: means of several networks, which is one with the units of them all."""
        samples = [*samples, *(sample.mirrored() for sample in samples)]
        used = [sample.labels >= 0 for sample in samples]
        raw = [np.column_stack([s.features[name][u] for name in features]) for s, u in zip(samples, used, strict=True)]
        truth = np.concatenate([s.labels[u] for s, u in zip(samples, used, strict=True)]).astype(float)
        weight = np.concatenate([np.full(u.sum(), s.weight) for s, u in zip(samples, used, strict=True)])
        hand = np.concatenate([np.full(u.sum(), s.hand) for s, u in zip(samples, used, strict=True)])
        design = np.concatenate(raw)
        means, spreads = design.mean(axis=0), design.std(axis=0) + 1e-4
        scaled = np.clip((design - means) / spreads, -self.clip, self.clip)
        design = np.column_stack([scaled, hand])
        found = [self._descend(design, truth, weight, seed) for seed in range(self.seeds)]
        return self._told(features, means, spreads, found)

    def _descend(self, design: np.ndarray, truth: np.ndarray, weight: np.ndarray, seed: int) -> list[np.ndarray]:
        """Weights of one network by Adam with decay (Loshchilov & Hutter 2019), its pace falling as a cosine."""
        chance = np.random.default_rng(seed)
        width = design.shape[1]
        into = chance.normal(0, width**-0.5, (width, self.units))
        found = [into, np.zeros(self.units), chance.normal(0, 0.1, self.units), np.zeros(width), np.array([-3.0])]
        decay = (self.decay, 0.0, self.decay / 1000, self.decay / 1000, 0.0)
        first, second = [np.zeros_like(one) for one in found], [np.zeros_like(one) for one in found]
        size = len(truth) // self.batch
        for at in range(self.rounds * size):
            if at % size == 0:
                order = chance.permutation(len(truth))
            now = order[at % size * self.batch :][: self.batch]
            pace = self.pace / 2 * (1 + np.cos(np.pi * at / (self.rounds * size)))
            for k, slope in enumerate(_slopes(found, design[now], truth[now], weight[now])):
                first[k] = 0.9 * first[k] + 0.1 * slope
                second[k] = 0.999 * second[k] + 0.001 * slope**2
                step = (first[k] / (1 - 0.9 ** (at + 1))) / (np.sqrt(second[k] / (1 - 0.999 ** (at + 1))) + 1e-8)
                found[k] = found[k] - pace * (step + decay[k] * found[k])
        return found

    def _told(
        self, features: Sequence[str], means: np.ndarray, spreads: np.ndarray, found: Sequence[Sequence[np.ndarray]]
    ) -> Model:
        """The networks as one model of rounded numbers; the gold's hand is 0, so that the hand's weights fall away."""
        plain = np.mean([one[3] for one in found], axis=0)
        units = [
            (round(float(bias), 4), round(float(say) / self.seeds, 4), tuple(round(float(w), 4) for w in weights[:-1]))
            for into, biases, says, *_ in found
            for bias, say, weights in zip(biases, says, into.T, strict=True)
        ]
        rows = zip(features, means, spreads, plain, strict=False)
        told = tuple((name, *(round(float(value), 4) for value in values)) for name, *values in rows)
        return Model(self.clip, round(float(np.mean([one[4] for one in found])), 4), told, tuple(units))


def _slopes(
    found: Sequence[np.ndarray], design: np.ndarray, truth: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, ...]:
    """The slopes of the log-loss of a batch in the weights of a network."""
    into, bias, say, plain, base = found
    hidden = np.tanh(design @ into + bias)
    odds = hidden @ say + design @ plain + base[0]
    miss = weight * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - truth) / len(truth)
    back = np.outer(miss, say) * (1 - hidden * hidden)
    return design.T @ back, back.sum(axis=0), hidden.T @ miss, design.T @ miss, np.array([miss.sum()])


@dataclass(frozen=True)
class Recipe:
    """How the three models are fitted; `without` names features to leave out of the first and the second."""

    without: frozenset[str] = frozenset()
    sieve: Net = Net(clip=4.0)
    first: Net = Net(units=16, rounds=15)
    second: Net = Net(units=24, rounds=40, seeds=3)

    def less(self, more: frozenset[str]) -> "Recipe":
        """The recipe without some more features."""
        return replace(self, without=self.without | more)

    def features(self, sample: Sample) -> list[str]:
        """The features of a sample that the models see."""
        return [name for name in sample.features if name not in self.without]


RECIPES = {"zh": Recipe(without=frozenset({"off the run"})), "en": Recipe()}
"""What each language's models are fitted by: texts without sections are English ones, and Chinese gains nothing there."""


def whole(cases: Sequence[Case], recipe: Recipe) -> LinkModels:
    """Models fitted on every case but the held ones, the second on first models that have not seen the case's office."""
    cases = [case for case in cases if not case.held]
    wide = [Sample(case.table.features, case.labels, case.weight, case.hand) for case in cases]
    sieve = recipe.sieve.fit(wide, SIEVE)
    sifted = [_sifted(case, sieve) for case in cases]
    texts = [Sample(table.features, labels, c.weight, c.hand) for c, (table, labels) in zip(cases, sifted, strict=True)]
    used = recipe.features(texts[0])
    first = recipe.first.fit(texts, used)
    folds = {office: at % FOLDS for at, office in enumerate(dict.fromkeys(case.office for case in cases))}
    blind = {
        fold: recipe.first.fit([s for s, c in zip(texts, cases, strict=True) if folds[c.office] != fold], used)
        for fold in set(folds.values())
    }
    seconds = [
        replace(text, features=_second(case, table, blind[folds[case.office]]).features)
        for case, text, (table, _) in zip(cases, texts, sifted, strict=True)
    ]
    return LinkModels(sieve, first, recipe.second.fit(seconds, recipe.features(seconds[0])))


def _sifted(case: Case, sieve: Model) -> tuple[Candidates, np.ndarray]:
    """What passes the sieve, under the features of the first model, with its labels."""
    passed = sifted(sieve, case.table, SETTINGS)
    table = with_letters(case.table.kept(passed), case.old, case.new, longest=SETTINGS.letters_longest)
    return table, case.labels[passed]


def _second(case: Case, table: Candidates, first: Model) -> Candidates:
    """The same candidates under the features of the second model."""
    told = first_opinion(table, probability(first, table.features), sorted(case.told))
    return second_candidates(table, told, case.old, case.new, (sections_of(case.old), sections_of(case.new)))


def heard(case: Case, models: LinkModels) -> tuple[ScoredCandidates, np.ndarray]:
    """What the models say of a case's candidates, and their labels."""
    table, labels = _sifted(case, models.sieve)
    second = _second(case, table, models.first)
    return ScoredCandidates(table, second, probability(models.second, second.features)), labels


def left_out(cases: Sequence[Case], recipe: Recipe) -> dict[str, tuple[ScoredCandidates, np.ndarray]]:
    """What is said of each case of the gold by models that have seen no pair of its office."""
    offices = sorted({case.office for case in cases if case.judges})
    with ProcessPoolExecutor() as pool:
        found = pool.map(_without, offices, [cases] * len(offices), [recipe] * len(offices))
        return dict(pair for pairs in found for pair in pairs)


def _without(
    office: str, cases: Sequence[Case], recipe: Recipe
) -> list[tuple[str, tuple[ScoredCandidates, np.ndarray]]]:
    models = whole([case for case in cases if case.office != office], recipe)
    return [(case.name, heard(case, models)) for case in cases if case.judges and case.office == office]


def judged(case: Case, found: ScoredCandidates, score: ModuleType) -> tuple[float, float, float]:
    """Precision, recall and F1 of the links that the product would tell."""
    _, told = decided(case.old, case.new, case.told, found, settings=SETTINGS)
    lines = [
        score.product(set().union(*(case.units[0][i] for i in olds)), set().union(*(case.units[1][j] for j in news)))
        for olds, news in components(told)
    ]
    return score.lines_prf([line for line in lines if line], case.wanted, case.neutral)


def loss(found: ScoredCandidates, labels: np.ndarray) -> float:
    """Log-loss of the candidates, per gold pair."""
    used = labels >= 0
    chance, truth = np.clip(found.chances[used], 1e-6, 1 - 1e-6), labels[used]
    return float(-np.log(np.where(truth == 1, chance, 1 - chance)).sum() / max((truth == 1).sum(), 1))


def summary(cases: Sequence[Case], found: dict, score: ModuleType) -> tuple[float, float]:
    """Mean F1 and mean log-loss of the ten Chinese work-report and meeting cases, of all where there are none."""
    judging = [case for case in cases if case.judges]
    ten = [case for case in judging if case.name in TEN] or judging
    f1 = [judged(case, found[case.name][0], score)[2] for case in ten]
    return float(np.mean(f1)), float(np.mean([loss(*found[case.name]) for case in ten]))


def print_cases(cases: Sequence[Case], found: dict, score: ModuleType) -> None:
    """A line for each case, for all essays of a reader one, and the means."""
    print(f"{'case, left out by office':<26}{'precision':>10}{'recall':>10}{'F1':>10}")
    lines: dict[str, list[tuple[float, float, float]]] = {}
    for case in (case for case in cases if case.judges):
        lines.setdefault(case.office if case.genre == "essays" else case.name, []).append(
            judged(case, found[case.name][0], score)
        )
    for name, got in lines.items():
        print(f"{name:<26}" + "".join(f"{value:>10.3f}" for value in np.mean(got, axis=0)))
    f1, nll = summary(cases, found, score)
    print(f"{'mean of the ten (or all)':<26}{'':>20}{f1:>10.4f}   log-loss {nll:.4f}", flush=True)


def print_kinds(cases: Sequence[Case], models: LinkModels, score: ModuleType, *, every: bool, recipe: Recipe) -> None:
    """A line for each pair read whole: held kinds by the models of all others; with `every` the rest left out by kind."""
    kinds = sorted({case.kind for case in cases if case.kind and not case.moved and (every or case.held)})
    means = []
    print(f"{'pair read whole, left out by kind':<40}{'precision':>10}{'recall':>10}{'F1':>10}")
    for kind in kinds:
        of = [case for case in cases if case.kind == kind and not case.moved]
        fitted = models if of[0].held else whole([case for case in cases if case.kind != kind], recipe)
        for case in of:
            values = judged(case, heard(case, fitted)[0], score)
            means.append(values[2])
            print(f"{kind + ': ' + case.name:<40}" + "".join(f"{value:>10.3f}" for value in values), flush=True)
    print(
        f"{'mean of pairs':<60}{np.mean(means):>10.4f}" if means else "no pair read whole has its text here", flush=True
    )


def print_calibration(found: dict) -> None:
    chances = np.concatenate([scored.chances for scored, _ in found.values()])
    truth = np.concatenate([labels for _, labels in found.values()])
    print("calibration, left out: told -> true (candidates)")
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1) & (truth >= 0)
        if inside.any():
            print(f"  {chances[inside].mean():.2f} -> {(truth[inside] == 1).mean():.2f} ({inside.sum()})")


def print_features(
    language: str, features: Sequence[str], report: Callable[[frozenset[str]], tuple[float, float]]
) -> None:
    """What each feature is worth to a language's models, together with its mirror image."""
    base = report(frozenset())
    for both in dict.fromkeys(frozenset({name, mirror(name)}) for name in features if name != "first opinion"):
        f1, nll = report(both)
        for name in sorted(both):
            print(
                f"  {language} {name:<24} gain in F1 {base[0] - f1:+.4f}   in log-loss {nll - base[1]:+.4f}", flush=True
            )


def _laid(model: Model) -> Iterator[str]:
    """The lines of a model: one for each feature and each unit."""
    yield f'   "clip": {model.clip}, "intercept": {model.intercept},'
    for name, rows in (("features", model.features), ("units", model.units)):
        yield f'   "{name}": ['
        yield ",\n".join(f"    {json.dumps(row)}" for row in rows)
        yield "   ]" + ("," if name == "features" else "")


def written(fitted: dict[str, LinkModels], cases: Sequence[Case]) -> str:
    """`links.json` as text; its id is a hash of its numbers."""
    units = {name: len({c.office for c in cases if c.language == name and not c.hand}) for name in fitted}
    read = sum(case.hand for case in cases)
    fitted_on = (
        f"gold pairs of {units['zh']} Chinese units, reports and laws, and {read} pairs of reports read for the fit; "
        f"of {units['en']} English units, reports and essays, with the Chinese gold lent"
    )
    identity = hashlib.sha256(repr(fitted).encode()).hexdigest()[:8]
    languages = []
    for language, models in fitted.items():
        laid = ["\n".join([f'  "{name}": {{', *_laid(model), "  }"]) for name, model in zip(NAMES, models, strict=True)]
        languages.append(f'  "{language}": {{\n' + ",\n".join(laid) + "\n  }")
    head = f'{{\n "id": "links-{identity}",\n "fitted_on": {json.dumps(fitted_on)},\n "languages": {{\n'
    return head + ",\n".join(languages) + "\n }\n}\n"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    ask.add_argument("--write", action="store_true", help="write compare/align/links.json")
    ask.add_argument(
        "--kinds", action="store_true", help="also judge the fitted kinds of readings/whole, left out by kind"
    )
    ask.add_argument("--features", action="store_true", help="also print what each feature is worth")
    args = ask.parse_args()
    sys.path.insert(0, str(args.gold))
    import score

    every = every_case(args.gold, score)
    fitted = {}
    for language in LANGUAGES:
        cases, recipe = pooled(every, language), RECIPES[language]
        found = left_out(cases, recipe)
        print_cases(cases, found, score)
        print_calibration(found)
        fitted[language] = whole(cases, recipe)
        print_kinds(cases, fitted[language], score, every=args.kinds, recipe=recipe)
        if args.features:
            _, *both = fitted[language]
            features = [name for model in both for name in names(model)]
            print_features(language, features, lambda w, c=cases, r=recipe: summary(c, left_out(c, r.less(w)), score))
    if args.write:
        (ROOT / "compare" / "align" / "links.json").write_text(written(fitted, every), encoding="utf-8")


if __name__ == "__main__":
    main()
