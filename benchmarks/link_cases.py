"""The pairs of editions that the linker is fitted on: gold, published sets, and readings of further reports.

`readings/` holds what readers said of the sentence pairs of further reports that the models were unsure of, by the
gold's guidelines and unit ids (see its README).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np

from compare.align import free, settled
from compare.align.text_features import Candidates, candidates
from compare.align.types import SentenceTable, sentence_table
from compare.model import Anchors, Source
from compare.pipeline import read
from compare.settings import Settings
from compare.structure import parse

READINGS = Path(__file__).resolve().parent / "readings"
SETTINGS = Settings()
LAW_WEIGHT = 0.4
ESSAY_WEIGHT = 4.0
LENT_WEIGHT = 0.2
READ_WEIGHT = 0.5


@dataclass
class Case:
    """One pair: its sides, which gold units each sentence stands for, what is settled, the labels.

    `lent` to the models of another language; `hand` is 1 where other readers than the gold's decided.
    """

    name: str
    old: SentenceTable
    new: SentenceTable
    units: tuple[list[set[str]], list[set[str]]]
    wanted: list[set[tuple[str, str]]]
    neutral: set[tuple[str, str]]
    told: dict[tuple[int, int], tuple[str, float]]
    table: Candidates
    labels: np.ndarray
    lent: bool = False
    hand: int = 0

    @property
    def office(self) -> str:
        """The unit whose reports these are: the case's name without its years."""
        return self.name.rstrip("0123456789")

    @property
    def genre(self) -> str:
        """What a published set holds, `law` or `essays`; of a report its name."""
        return self.name.split()[0]

    @property
    def weight(self) -> float:
        """How much its rows count: read and lent pairs are many, laws of another genre, essays most of English gold."""
        if self.lent:
            return LENT_WEIGHT
        if self.hand:
            return READ_WEIGHT
        return {"law": LAW_WEIGHT, "essays": ESSAY_WEIGHT}.get(self.genre, 1.0)

    @property
    def language(self) -> str:
        """The language of both editions; each has its own models."""
        return self.old.edition.language

    @property
    def judges(self) -> bool:
        """Whether the figures are those of this case: one of the gold's or an essay, in its own language."""
        return self.genre != "law" and not self.lent and not self.hand


def every_case(gold: Path, score: ModuleType) -> list[Case]:
    """All there is to fit on."""
    return [*load(gold, score), *load_published(gold / "published"), *load_readings(gold.parent / "reports", score)]


def load(gold: Path, score: ModuleType) -> list[Case]:
    """The gold."""
    rows = score.rows(gold / "cases.tsv")
    return [
        _case(name, [gold.parent / "reports" / path for path in paths], gold / folder / "pairs.tsv", score)
        for name, *paths, folder in rows
    ]


def load_readings(reports: Path, score: ModuleType) -> Iterator[Case]:
    """The pairs that were read for the fit beside the gold."""
    for name, *paths in score.rows(READINGS / "cases.tsv"):
        case = _case(name, [reports / path for path in paths], READINGS / f"{name}.tsv", score)
        yield replace(case, hand=1)


def _case(name: str, paths: Sequence[Path], pairs: Path, score: ModuleType) -> Case:
    one, other = (sentence_table(read(str(path))) for path in paths)
    gold_units = [score.Units(path, prefix) for path, prefix in zip(paths, "ON", strict=True)]
    units = tuple(
        [u.of(s.span) for s in one_side.edition.sentences] for u, one_side in zip(gold_units, (one, other), strict=True)
    )
    wanted, neutral = score.gold_lines(pairs)
    table, told = searched(one, other)
    labels = label(table, units, score, wanted, neutral)
    return Case(name, one, other, units, wanted, neutral, told, table, labels)


def label(
    table: Candidates,
    units: tuple[list[set[str]], list[set[str]]],
    score: ModuleType,
    wanted: Sequence[set[tuple[str, str]]],
    neutral: set[tuple[str, str]],
) -> np.ndarray:
    """1 for a gold pair, -1 for one that neither wins nor loses, 0 for the rest."""
    every = set().union(*wanted)
    found = []
    for i, j in zip(table.rows, table.columns, strict=True):
        pairs = score.product(units[0][i], units[1][j])
        found.append(1 if pairs & every else -1 if pairs & neutral else 0)
    return np.array(found)


def searched(one: SentenceTable, other: SentenceTable) -> tuple[Candidates, dict]:
    """The candidates before the sieve, and the pairs that are settled without a search."""
    told = settled(one, other, Anchors())
    most, tied = SETTINGS.candidate_most, SETTINGS.candidate_tied
    return candidates(
        one, other, free(one, other, told, Anchors()), floor=SETTINGS.candidate_floor, most=most, tied=tied
    ), told


def lines_case(name: str, old: Sequence[str], new: Sequence[str], links: set[tuple[int, int]]) -> Case:
    """A case whose gold joins lines: pairs of one-sentence lines are labelled, and all pairs of lines that are apart."""
    sides, lines = [], []
    for texts in (old, new):
        laid = [" ".join(text.split()) for text in texts]
        one = sentence_table(parse(Source(name, "\n".join(laid), "", "txt", "utf-8"), settings=SETTINGS))
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
    units = tuple([{f"{mark}{at}"} for at in numbers] for mark, numbers in zip("ON", lines, strict=True))
    wanted = [{(f"O{i}", f"N{j}")} for i, j in sorted(links)]
    return Case(name, *sides, units, wanted, set(), told, table, np.array(labels))


def load_published(folder: Path) -> Iterator[Case]:
    """The essays of annotators A and B, and the laws; annotators C and D are for published/score.py alone."""
    for at, text in enumerate((folder / "argrewrite.jsonl").read_text(encoding="utf-8").splitlines()):
        told = json.loads(text)
        if told["annotator"] in "AB":
            links = {tuple(pair) for pair in told["links"]}
            yield lines_case(f"essays {told['annotator']}{at}", told["old"], told["new"], links)
    for at, text in enumerate((folder / "zh_law.jsonl").read_text(encoding="utf-8").splitlines()):
        told = json.loads(text)
        places = [{number: at for at, (number, _) in enumerate(told[name])} for name in ("old", "new")]
        links = {(places[0][a], places[1][b]) for a, b in told["links"]}
        law = f"law {told['id'][:9]}{at}"
        yield lines_case(law, *([text for _, text in told[name]] for name in ("old", "new")), links)


def pooled(every: Sequence[Case], language: str) -> list[Case]:
    """The cases a language is fitted on: English has few reports and is lent the gold's Chinese ones."""
    own = [case for case in every if case.language == language]
    lent = [replace(case, lent=True) for case in every if case.language != language and case.judges]
    return own + (lent if language == "en" else [])
