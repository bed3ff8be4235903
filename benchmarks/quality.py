"""How good it is: one line a set and the totals, beside the peers' ways, in one run.

    python benchmarks/quality.py [--gold ../shared/gold] [--in-sample] [--markdown] [CASE …]

Links, sections, follow-ups, phrases and figures are those of `../shared/gold/score.py`; "left out" means that the
linker's models were fitted anew without any pair of the case's office (`fit_links.py`, the same folds), and so do the
columns behind it. `--in-sample` leaves these fits out: the shipped models judge what they were fitted on.

The peers see the gold's own units: difflib (sentences equal or answering inside a replaced block), in order (rapidfuzz
ratios from 60 by falling value, no two links crossing), ratio (the best rapidfuzz ratio of 60 or more for every new
sentence), letters (the best Jaccard of the sets of characters, .88 or more).

"kinds" is the share of the gold's section pairs, among those found, whose kind agrees: same where the gold says same,
renamed, split or merged where it says renamed.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from types import ModuleType

import fin10k
import fit_links
import numpy as np
from link_cases import Case, every_case, pooled
from rapidfuzz import fuzz, process
from real import lacking

import compare
from compare.align.network import LinkModels, shipped

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("difflib", "in order", "ratio", "letters", "in sample", "left out", "precision", "recall", "sections")
COLUMNS += ("kinds", "followups", "phrases", "figures")
LEAST = 60
ALIKE = 0.88
Scores = dict[str, float]
Pairs = list[tuple[int, int]]


def by_difflib(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """What difflib leaves or replaces, one for one."""
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    both = [op for op in found if op[0] in ("equal", "replace")]
    return [pair for _, i, i2, j, j2 in both for pair in zip(range(i, i2), range(j, j2), strict=False)]


def by_order(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """The best ratios first, as long as no two links cross."""
    ratios = process.cdist(old, new, scorer=fuzz.ratio)
    rows, columns = np.nonzero(ratios >= LEAST)
    chosen: Pairs = []
    for at in np.argsort(-ratios[rows, columns], kind="stable"):
        i, j = int(rows[at]), int(columns[at])
        if all(i != a and j != b and (a < i) == (b < j) for a, b in chosen):
            chosen.append((i, j))
    return chosen


def by_ratio(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """For every new sentence the old one of the best ratio."""
    return _best(process.cdist(old, new, scorer=fuzz.ratio), LEAST)


def by_letters(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """For every new sentence the old one that shares most of its characters."""
    sets = [[set(text) for text in side] for side in (old, new)]
    return _best(np.array([[len(a & b) / len(a | b) for b in sets[1]] for a in sets[0]]), ALIKE)


def _best(scores: np.ndarray, least: float) -> Pairs:
    return [(int(column.argmax()), j) for j, column in enumerate(scores.T) if column.max() >= least]


PEERS: dict[str, Callable[[Sequence[str], Sequence[str]], Pairs]] = {
    "difflib": by_difflib,
    "in order": by_order,
    "ratio": by_ratio,
    "letters": by_letters,
}


class Judge:
    """The gold, its scorers, and the models that judge an office: fitted without it, or the shipped ones."""

    def __init__(self, folder: Path, *, in_sample: bool) -> None:
        sys.path[:0] = [str(folder)]
        import score  # the gold's own scorer, beside the project

        self.folder, self.score, self.shipped = folder, score, dict(shipped().languages)
        self.cases: list[Case] = []
        if not in_sample:
            self.cases = every_case(folder, score)
        self.known: dict[tuple[str, str], LinkModels] = {}

    def told(self, old: Path, new: Path, office: str = "") -> dict:
        """The result of a pair from models that have not seen the office; from the shipped ones where none is named."""
        one, other = compare.read(str(old)), compare.read(str(new))
        language = other.language
        shipped().languages[language] = self.without(office, language) if office else self.shipped[language]
        return json.loads(compare.dump(compare.compare(one, other)))

    def without(self, office: str, language: str) -> LinkModels:
        """Models of a language that have seen no pair of the office."""
        if (office, language) not in self.known:
            others = [case for case in pooled(self.cases, language) if case.office != office]
            self.known[office, language] = fit_links.whole(others, fit_links.RECIPES[language])
        return self.known[office, language]

    def row(self, name: str, old: str, new: str, gold: str) -> Scores:
        """Everything that is known of one case."""
        paths = [self.folder.parent / "reports" / path for path in (old, new)]
        units = [self.score.Units(path, prefix) for path, prefix in zip(paths, "ON", strict=True)]
        wanted = self.score.gold_lines(self.folder / gold / "pairs.tsv")
        texts = [[side.text[start:end] for _, start, end in side.spans] for side in units]
        found = {peer: self._links(way(*texts), wanted) for peer, way in PEERS.items()}
        result = self.told(*paths)
        found["in sample"] = self.score.score(result, self.folder / gold, *units)["f1"]
        if self.cases:
            result = self.told(*paths, name.rstrip("0123456789"))
        scores = self.score.score(result, self.folder / gold, *units)
        shown = "left out" if self.cases else "in sample"
        found |= {(shown if key == "f1" else key): value for key, value in scores.items()}
        return found | self._kinds(result, self.folder / gold, units)

    def _links(self, pairs: Pairs, wanted: tuple) -> float:
        return self.score.lines_prf([{(f"O{i + 1}", f"N{j + 1}")} for i, j in pairs], *wanted)[2]

    def _kinds(self, result: dict, gold: Path, units: Sequence) -> Scores:
        """The share of the found section pairs of the gold whose kind agrees."""
        labels = {(o, n): label for o, n, label, *_ in self.score.rows(gold / "sections.tsv") if label != "related"}
        heads = [{s["id"]: s["heading"] for s in result[side]["sections"] if s["heading"]} for side in ("old", "new")]
        agreed = []
        for link in result["sections"]:
            names = [
                units[at].all_of([heads[at][i] for i in link[side] if i in heads[at]])
                for at, side in enumerate(("old", "new"))
            ]
            found = [labels[pair] for pair in self.score.product(*names) if pair in labels]
            agreed += [(label == "same") == (link["kind"] == "same") for label in found]
        return {"kinds": float(np.mean(agreed))} if agreed else {}

    def published(self, name: str) -> str:
        """One line for a published set: the floor by rapidfuzz, the shipped models, and those without the document."""
        spec = importlib.util.spec_from_file_location("published_score", self.folder / "published" / "score.py")
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        cases = list(scorer.cases(name))
        words = [f"{name:<14}floor {_links_line(cases, [mutual(old, new) for old, new, _ in cases])}"]
        offices = [""] * len(cases)
        words.append(f"in sample {_links_line(cases, self._lines(scorer, cases, offices))}")
        if self.cases and name == "zh_law":
            offices = [case.office for case in self.cases if case.name.startswith("law ")]
            words.append(f"left out {_links_line(cases, self._lines(scorer, cases, offices))}")
        return "; ".join(words)

    def _lines(self, scorer: ModuleType, cases: Sequence, offices: Sequence[str]) -> list[set[tuple[int, int]]]:
        found = []
        with tempfile.TemporaryDirectory() as folder:
            paths = Path(folder, "old.txt"), Path(folder, "new.txt")
            for (old, new, _), office in zip(cases, offices, strict=True):
                spans = [scorer.lay(texts, path) for texts, path in zip((old, new), paths, strict=True)]
                found.append(scorer.told_links(self.told(*paths, office), *spans))
        return found


def mutual(old: Sequence[str], new: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs that are each other's best ratio, 55 or more: the floor of the published sets."""
    ratios = process.cdist(old, new, scorer=fuzz.ratio)
    pairs = [(int(row.argmax()), i) for i, row in enumerate(ratios)] if len(new) else []
    return {(i, j) for j, i in pairs if ratios[i, j] >= 55 and int(ratios[:, j].argmax()) == i}


def _links_line(cases: Sequence, told: Sequence[set[tuple[int, int]]]) -> str:
    hit = sum(len(links & gold) for links, (_, _, gold) in zip(told, cases, strict=True))
    said, wanted = sum(map(len, told)), sum(len(gold) for _, _, gold in cases)
    edited = [{(i, j) for i, j in gold if old[i].split() != new[j].split()} for old, new, gold in cases]
    found = sum(len(links & some) for links, some in zip(told, edited, strict=True))
    f1 = 2 * hit / max(said + wanted, 1)
    return f"F1 {f1:.3f}, edited recall {found / max(sum(map(len, edited)), 1):.3f}"


def printed(table: dict[str, Scores], *, markdown: bool) -> Iterator[str]:
    """The table, one line a case, and its means."""
    ten = [table[name] for name in fit_links.TEN if name in table]
    every = {"mean": list(table.values()), f"mean of {len(ten)} reports": ten}
    means = {
        name: {
            key: float(np.mean([row[key] for row in rows if key in row]))
            for key in COLUMNS
            if any(key in r for r in rows)
        }
        for name, rows in every.items()
    }
    rows = [("case", COLUMNS)]
    rows += [(name, [f"{row[k]:.3f}" if k in row else "-" for k in COLUMNS]) for name, row in (table | means).items()]
    for at, (name, cells) in enumerate(rows):
        if markdown:
            yield f"| {name} | {' | '.join(cells)} |"
            if not at:
                yield "|---" * (len(COLUMNS) + 1) + "|"
        else:
            yield f"{name:<18}" + "".join(f"{cell:>10}" for cell in cells)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument(
        "only", metavar="CASE", nargs="*", help="names of cases, argrewrite, zh_law, fin10k; all otherwise"
    )
    ask.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    ask.add_argument("--in-sample", action="store_true", help="without the fits that leave each office out")
    ask.add_argument("--markdown", action="store_true", help="the table as docs/accuracy.md holds it")
    args = ask.parse_args()
    if lacking([args.gold], "links, sections and promises on the gold"):
        return
    judge = Judge(args.gold, in_sample=args.in_sample)
    cases = [case for case in judge.score.rows(args.gold / "cases.tsv") if not args.only or case[0] in args.only]
    table = {name: judge.row(name, old, new, gold) for name, old, new, gold in cases}
    print("\n".join(printed(table, markdown=args.markdown)) if table else "", flush=True)
    for name in ("argrewrite", "zh_law"):
        if not args.only or name in args.only:
            print(judge.published(name), flush=True)
    if not args.only or "fin10k" in args.only:
        print(fin10k.line(args.gold / "published" / "fin10k_revised.jsonl"))


if __name__ == "__main__":
    main()
