"""Fits the linker's models on the gold and prints what they reach on offices they have not seen.

    python benchmarks/fit_links.py [--gold ../shared/gold] [--write] [--features]

Folds are by office: the models that judge a case have seen no pair of its office. `--features` also prints what each
feature of either model is worth (left out, everything refitted); `--write` writes compare/align/weights.py.
"""

import argparse
import hashlib
import json
import pprint
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np

from compare.align import decided, free, rooms, settled, weights
from compare.align.features import Table, candidates, overlap, with_letters
from compare.align.model import Model, Models, probability
from compare.align.scoring import Scored
from compare.align.sides import Side, side
from compare.align.support import opinion, second_table
from compare.matching import components
from compare.model import Anchors, Source
from compare.pipeline import read
from compare.settings import Settings
from compare.structure import parse

ROOT = Path(__file__).resolve().parent.parent
THRESHOLDS = Settings()
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

LAW_WEIGHT = 0.4
LENT_WEIGHT = 0.3
ONLY = {
    "en": frozenset({"crossing"}),
    "zh": frozenset(
        {
            "section of old",
            "wide section of old",
            "beside old",
            "beside new",
            "in step",
            "against step",
            "best clause",
            "threes",
            "threes contained",
            "both figures",
            "one figure",
            "same figures",
            "place in section",
        }
    ),
}
"""Features of one language's models alone: English reports and essays keep their order, Chinese reports do not; and of
English there are too few pairs for what is worth a little."""
ORDERED_PRODUCTS = (("crossing", "first opinion"), ("crossing", "ratio"))
SIEVE = (
    "cosine",
    "containment",
    "shared mass",
    "row margin",
    "column margin",
    "rarest",
    "length",
    "place",
    "part",
    "both headings",
    "one heading",
    "near",
    "far",
    "under",
    "clauses",
)
FIRST_PRODUCTS = (
    "cosine",
    "partial ratio",
    "part",
    "place",
    "both headings",
    "one heading",
    "length",
    "row margin",
    "column margin",
    "far",
    "near",
    "far row margin",
    "far column margin",
    "rarest",
    "clauses",
    "shared mass",
    "scope",
)
SECOND_PRODUCTS = (
    "first opinion",
    "over row rival",
    "over column rival",
    "headed margin",
    "section of old",
    "section of new",
    "wide section of old",
    "wide section of new",
    "neighbours of old point",
    "neighbours of new point",
    "rarest",
    "both headings",
    "ratio",
    "part",
    "scope",
    "row rival",
    "column rival",
    "row sum",
    "column sum",
    "old contested",
    "new contested",
)


@dataclass
class Case:
    """One gold pair: its sides, which gold units each sentence stands for, what is settled, the labels."""

    name: str
    old: Side
    new: Side
    units: tuple[list[set[str]], list[set[str]]]
    wanted: list[set[tuple[str, str]]]
    neutral: set[tuple[str, str]]
    told: dict[tuple[int, int], tuple[str, float]]
    table: Table
    labels: np.ndarray
    lent: bool = False

    @property
    def office(self) -> str:
        """The unit whose reports these are: the case's name without its years."""
        return self.name.rstrip("0123456789")

    @property
    def weight(self) -> float:
        """How much its rows count: laws are many and of another genre, lent pairs of another language."""
        return LENT_WEIGHT if self.lent else LAW_WEIGHT if self.name.startswith("law") else 1.0

    @property
    def language(self) -> str:
        """The language of both editions; each has its own models."""
        return self.old.edition.language


@dataclass
class Sample:
    """A table with its labels, and how much each of its rows counts in a fit."""

    table: Table
    labels: np.ndarray
    weight: float = 1.0


def label(
    table: Table, units: tuple[list[set[str]], list[set[str]]], score: object, wanted: Sequence[set], neutral: set
) -> np.ndarray:
    """1 for a gold pair, -1 for one that neither wins nor loses, 0 for the rest."""
    every = set().union(*wanted)
    found = []
    for i, j in zip(table.rows, table.columns, strict=True):
        pairs = score.product(units[0][i], units[1][j])
        found.append(1 if pairs & every else -1 if pairs & neutral else 0)
    return np.array(found)


def load(gold: Path, score: object) -> list[Case]:
    cases = []
    for name, old_path, new_path, folder in score.rows(gold / "cases.tsv"):
        paths = [gold.parent / "reports" / path for path in (old_path, new_path)]
        one, other = (side(read(str(path))) for path in paths)
        gold_units = [score.Units(path, prefix) for path, prefix in zip(paths, "ON", strict=True)]
        units = tuple(
            [u.of(s.span) for s in one_side.edition.sentences]
            for u, one_side in zip(gold_units, (one, other), strict=True)
        )
        wanted, neutral = score.gold_lines(gold / folder / "pairs.tsv")
        table, told = searched(one, other)
        labels = label(table, units, score, wanted, neutral)
        cases.append(Case(name, one, other, units, wanted, neutral, told, table, labels))
    return cases


def searched(one: Side, other: Side) -> tuple[Table, dict]:
    """The candidates before the sieve, and the pairs that are settled without a search."""
    told = settled(one, other, Anchors())
    seen = overlap(one, other, *free(one, other, told, Anchors()))
    return candidates(
        one,
        other,
        seen,
        floor=THRESHOLDS.candidate_floor,
        most=THRESHOLDS.candidate_most,
        tied=THRESHOLDS.candidate_tied,
    ), told


def lines_case(name: str, old: Sequence[str], new: Sequence[str], links: set[tuple[int, int]]) -> Case:
    """A case whose gold joins lines: pairs of one-sentence lines are labelled, and all pairs of lines that are apart."""
    sides, lines = [], []
    for texts in (old, new):
        laid = [" ".join(text.split()) for text in texts]
        one = side(parse(Source(name, "\n".join(laid), "", "txt", "utf-8"), settings=THRESHOLDS))
        starts = np.cumsum([0, *(len(text) + 1 for text in laid)])
        lines.append([int(np.searchsorted(starts, s.span[0], side="right")) - 1 for s in one.edition.sentences])
        sides.append(one)
    table, told = searched(*sides)
    counts = [np.bincount(numbers) for numbers in lines]
    labels = []
    for i, j in zip(table.rows, table.columns, strict=True):
        line = lines[0][i], lines[1][j]
        clear = counts[0][line[0]] == counts[1][line[1]] == 1
        labels.append(0 if line not in links else 1 if clear else -1)
    return Case(name, *sides, ([], []), [], set(), told, table, np.array(labels))


def load_published(folder: Path) -> list[Case]:
    """The essays of annotators A and B, and the laws; annotators C and D are for published/score.py alone."""
    cases = []
    for at, text in enumerate((folder / "argrewrite.jsonl").read_text(encoding="utf-8").splitlines()):
        told = json.loads(text)
        if told["annotator"] in "AB":
            links = {tuple(pair) for pair in told["links"]}
            cases.append(lines_case(f"essays {told['annotator']}{at}", told["old"], told["new"], links))
    for at, text in enumerate((folder / "zh_law.jsonl").read_text(encoding="utf-8").splitlines()):
        told = json.loads(text)
        places = [{number: at for at, (number, _) in enumerate(told[name])} for name in ("old", "new")]
        links = {(places[0][a], places[1][b]) for a, b in told["links"]}
        law = f"law {told['id'][:9]}{at}"
        cases.append(lines_case(law, *([text for _, text in told[name]] for name in ("old", "new")), links))
    return cases


def pooled(every: Sequence[Case], language: str) -> list[Case]:
    """The cases a language is fitted on: English has few reports and is lent the Chinese ones (features are alike)."""
    own = [case for case in every if case.language == language]
    reports = [replace(case, lent=True) for case in every if case.language != language and case.wanted]
    return own + (reports if language == "en" else [])


SWAPPED = {"row": "column", "column": "row", "old": "new", "new": "old"}
"""What the words of a feature's name become when the editions change places."""


def mirrored(sample: Sample) -> Sample:
    """The same pairs as if the editions had changed places: what answers to what does not hang on which is older."""
    mirror = {name: " ".join(SWAPPED.get(word, word) for word in name.split()) for name in sample.table.features}
    features = {name: sample.table.features[mirror[name]] for name in mirror}
    return replace(sample, table=replace(sample.table, features=features))


def newton(design: np.ndarray, labels: np.ndarray, weight: np.ndarray, softness: float) -> tuple[np.ndarray, float]:
    """Weights and intercept of a logistic regression with a ridge of 1 / softness, by Newton's steps."""
    design = np.hstack([design, np.ones((len(design), 1))])
    ridge = np.append(np.full(design.shape[1] - 1, 1 / softness), 1e-6)
    found, last = np.zeros(design.shape[1]), np.inf
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        loss = (
            -(weight * np.log(np.where(labels == 1, chance, 1 - chance) + 1e-12)).sum() + 0.5 * (ridge * found**2).sum()
        )
        if abs(last - loss) < 1e-6 * max(1.0, abs(loss)):
            break
        last = loss
        bend = (design * (weight * (chance * (1 - chance) + 1e-6))[:, None]).T @ design + np.diag(ridge)
        found = found - np.linalg.solve(bend, design.T @ (weight * (chance - labels)) + ridge * found)
    return found[:-1], float(found[-1])


def fit(
    samples: Sequence[Sample],
    names: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    *,
    softness: float,
    ease: float = 1.0,
    clip: float,
) -> Model:
    """A model over the named features and the products of pairs of them, whose weights move as freely as `ease` says."""
    samples = [*samples, *map(mirrored, samples)]
    used = [sample.labels >= 0 for sample in samples]
    truth = np.concatenate([s.labels[u] for s, u in zip(samples, used, strict=True)]).astype(float)
    weight = np.concatenate([np.full(u.sum(), s.weight) for s, u in zip(samples, used, strict=True)])
    raw = {
        name: np.concatenate([s.table.features[name][u] for s, u in zip(samples, used, strict=True)]) for name in names
    }
    means = {name: float(np.round(values.mean(), 5)) for name, values in raw.items()}
    spreads = {name: float(np.round(values.std() + 1e-4, 5)) for name, values in raw.items()}
    scaled = {name: np.clip((raw[name] - means[name]) / spreads[name], -clip, clip) for name in names}
    design = np.column_stack([*scaled.values(), *(scaled[a] * scaled[b] for a, b in pairs)])
    centre, spread = design.mean(axis=0), design.std(axis=0) + 1e-9
    spread[len(names) :] /= ease
    slopes, base = newton((design - centre) / spread, truth, weight, softness)
    slopes = slopes / spread
    base -= float(slopes @ centre)
    plain = tuple(
        (name, means[name], spreads[name], round(float(w), 5)) for name, w in zip(names, slopes, strict=False)
    )
    crossed = tuple((a, b, round(float(w), 5)) for (a, b), w in zip(pairs, slopes[len(names) :], strict=True))
    return Model(clip, round(base, 5), plain, crossed)


@dataclass
class Recipe:
    """What goes into the fits; `without` names features to leave out of both models.

    The models of Chinese have the more products, and hold them the tighter.
    """

    language: str = "zh"
    first_softness: float = 0.015
    second_softness: float = 0.02
    ease: float = 0.4
    without: frozenset[str] = frozenset()

    @property
    def absent(self) -> frozenset[str]:
        """The features that are in neither model."""
        return self.without.union(*(names for language, names in ONLY.items() if language != self.language))

    def sieve(self, cases: Sequence[Case]) -> Model:
        """A plain model that drops the hopeless candidates."""
        return fit([Sample(c.table, c.labels, c.weight) for c in cases], SIEVE, (), softness=0.1, clip=4.0)

    def first(self, samples: Sequence[Sample]) -> Model:
        """The model of text and context."""
        names = [name for name in samples[0].table.features if name not in self.absent]
        crossed = [
            pair
            for pair in (
                *combinations_with_replacement(FIRST_PRODUCTS, 2),
                ("under", "both headings"),
                ("under", "part"),
            )
            if not self.absent & set(pair)
        ]
        return fit(samples, names, crossed, softness=self.first_softness, ease=self.ease, clip=4.0)

    def second(self, samples: Sequence[Sample]) -> Model:
        """The model of what the other links say."""
        names = [name for name in samples[0].table.features if name not in self.absent]
        every = (*combinations_with_replacement(SECOND_PRODUCTS, 2), *ORDERED_PRODUCTS)
        crossed = [pair for pair in every if not self.absent & set(pair)]
        return fit(samples, names, crossed, softness=self.second_softness, ease=self.ease, clip=5.0)


RECIPES = {
    "zh": Recipe(),
    "en": Recipe("en", first_softness=0.01, second_softness=0.015, ease=1.0),
}


LANGUAGES = ("zh", "en")
NAMES = ("SIEVE", "FIRST", "SECOND")


def sifted(case: Case, sieve: Model) -> Sample:
    """What passes the sieve, under the features of the first model."""
    passed = probability(sieve, case.table.features) >= THRESHOLDS.sieve_least
    return Sample(with_letters(case.table.kept(passed), case.old, case.new), case.labels[passed], case.weight)


def second_of(case: Case, sample: Sample, first: Model) -> Sample:
    """The same candidates under the features of the second model."""
    told = opinion(sample.table, probability(first, sample.table.features), sorted(case.told))
    table = second_table(sample.table, told, case.old, case.new, (rooms(case.old), rooms(case.new)))
    return Sample(table, sample.labels, case.weight)


def heard(case: Case, sample: Sample, first: Model, second: Model) -> Scored:
    """What both models say of a case."""
    table = second_of(case, sample, first).table
    opinion_of_first = probability(first, sample.table.features)
    return Scored(sample.table, table, opinion_of_first, probability(second, table.features))


def left_out(cases: Sequence[Case], sifts: dict[str, dict[str, Sample]], recipe: Recipe) -> dict[str, Scored]:
    """The second model's word on each case, from models that have seen no pair of its office."""
    firsts: dict[frozenset[str], Model] = {}

    def first(*offices: str) -> Model:
        key = frozenset(offices)
        if key not in firsts:
            seen = [sifts[offices[0]][c.name] for c in cases if c.office not in key]
            firsts[key] = recipe.first(seen)
        return firsts[key]

    found = {}
    for office in sorted(sifts):
        sift = sifts[office]
        others = [case for case in cases if case.office != office]
        second = recipe.second([second_of(c, sift[c.name], first(office, c.office)) for c in others])
        for case in cases:
            if case.office == office:
                found[case.name] = heard(case, sift[case.name], first(office), second)
    return found


def judged(case: Case, found: Scored, score: object) -> tuple[float, float, float]:
    """Precision, recall and F1 of the links that the product would tell."""
    _, told = decided(case.old, case.new, case.told, found, settings=THRESHOLDS)
    lines = [
        score.product(set().union(*(case.units[0][i] for i in olds)), set().union(*(case.units[1][j] for j in news)))
        for olds, news in components(told)
    ]
    return score.lines_prf([line for line in lines if line], case.wanted, case.neutral)


def loss(found: Scored, labels: np.ndarray) -> float:
    """Log-loss of the candidates, per gold pair."""
    used = labels >= 0
    chance, truth = np.clip(found.chances[used], 1e-6, 1 - 1e-6), labels[used]
    return float(-np.log(np.where(truth == 1, chance, 1 - chance)).sum() / max((truth == 1).sum(), 1))


def summary(cases: Sequence[Case], sifts: dict, found: dict[str, Scored], score: object) -> tuple[float, float]:
    """Mean F1 and mean log-loss of the ten Chinese work-report and meeting cases."""
    ten = [case for case in cases if case.name in TEN] or [case for case in cases if case.wanted]
    f1 = [judged(c, found[c.name], score)[2] for c in ten]
    return float(np.mean(f1)), float(np.mean([loss(found[c.name], sifts[c.office][c.name].labels) for c in ten]))


def print_cases(cases: Sequence[Case], sifts: dict, found: dict[str, Scored], score: object) -> None:
    print(f"{'case, left out by office':<26}{'precision':>10}{'recall':>10}{'F1':>10}")
    for case in cases:
        if not case.wanted:
            continue
        got = judged(case, found[case.name], score)
        print(f"{case.name:<26}" + "".join(f"{value:>10.3f}" for value in got))
    f1, nll = summary(cases, sifts, found, score)
    print(f"{'mean of the ten (or all)':<26}{'':>20}{f1:>10.3f}   log-loss {nll:.3f}")


def print_calibration(cases: Sequence[Case], sifts: dict, found: dict[str, Scored]) -> None:
    chances = np.concatenate([found[c.name].chances for c in cases if c.wanted])
    truth = np.concatenate([sifts[c.office][c.name].labels for c in cases if c.wanted])
    print("calibration, left out: told -> true (candidates)")
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1) & (truth >= 0)
        if inside.any():
            print(f"  {chances[inside].mean():.2f} -> {(truth[inside] == 1).mean():.2f} ({inside.sum()})")


def print_features(cases: Sequence[Case], sifts: dict, report: Callable[[Recipe], tuple[float, float]]) -> None:
    base = report(Recipe())
    sample = sifts[cases[0].office][cases[0].name]
    second = second_of(cases[0], sample, weights.LANGUAGES[cases[0].language].first)
    for name in dict.fromkeys([*sample.table.features, *second.table.features]):
        if name in RECIPES["zh"].absent | {"first opinion"}:
            continue
        f1, nll = report(Recipe(without=frozenset({name})))
        print(f"  {name:<24} gain in F1 {base[0] - f1:+.4f}   in log-loss {nll - base[1]:+.4f}", flush=True)


def _laid(model: Model) -> str:
    parts = (model.features, model.products)
    rows = [pprint.pformat(part, width=150, compact=True, indent=4).replace("'", '"') for part in parts]
    return f"Model(\n    {model.clip},\n    {model.intercept},\n    {rows[0]},\n    {rows[1]},\n)"


def written(fitted: dict[str, Models], cases: Sequence[Case]) -> str:
    """The module of weights as text; its id is a hash of its numbers."""
    body = ""
    for language, models in fitted.items():
        body += "".join(f"\n{language}_{name} = {_laid(model)}\n" for name, model in zip(NAMES, models, strict=True))
    told = {name: len({c.office for c in cases if c.language == name.lower()}) for name in fitted}
    identity = hashlib.sha256(repr(fitted).encode()).hexdigest()[:8]
    return (
        '"""Generated by benchmarks/fit_links.py; not edited by hand. The linker\'s fitted numbers."""\n\n'
        "# fmt: off\n"
        "from compare.align.model import Model, Models\n\n"
        f'MODEL_ID = "links-{identity}"\n'
        f'FITTED_ON = "pairs of {told["ZH"]} Chinese units, reports and laws; of {told["EN"]} English ones, reports and essays, with the Chinese reports lent"\n'
        + body
        + "\nLANGUAGES = {\n"
        + "".join(f'    "{line.lower()}": Models({", ".join(f"{line}_{n}" for n in NAMES)}),\n' for line in fitted)
        + "}\n"
    )


def whole(cases: Sequence[Case], recipe: Recipe) -> Models:
    """The models that ship: fitted on every case, the second on opinions of offices left out."""
    sieve = recipe.sieve(cases)
    sift = {case.name: sifted(case, sieve) for case in cases}
    first = recipe.first(list(sift.values()))
    apart = {}
    for office in {case.office for case in cases}:
        others = [sift[c.name] for c in cases if c.office != office]
        apart[office] = recipe.first(others)
    return Models(sieve, first, recipe.second([second_of(c, sift[c.name], apart[c.office]) for c in cases]))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    ask.add_argument("--write", action="store_true", help="write compare/align/weights.py")
    ask.add_argument("--features", action="store_true", help="also print what each feature is worth")
    args = ask.parse_args()
    sys.path.insert(0, str(args.gold))
    import score

    every = [*load(args.gold, score), *load_published(args.gold / "published")]
    fitted = {}
    for language in LANGUAGES:
        recipe = RECIPES[language]
        cases = pooled(every, language)
        sifts = {}
        for office in sorted({case.office for case in cases if not case.lent}):
            sieve = recipe.sieve([case for case in cases if case.office != office])
            sifts[office] = {case.name: sifted(case, sieve) for case in cases}
        found = left_out(cases, sifts, recipe)
        own = [case for case in cases if not case.lent]
        print_cases(own, sifts, found, score)
        print_calibration(own, sifts, found)
        if args.features and language == "zh":
            print_features(cases, sifts, lambda r, c=cases, s=sifts: summary(c, s, left_out(c, s, r), score))
        fitted[language.upper()] = whole(cases, recipe) if args.write else None
    if args.write:
        (ROOT / "compare" / "align" / "weights.py").write_text(written(fitted, every), encoding="utf-8")


if __name__ == "__main__":
    main()
