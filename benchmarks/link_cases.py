"""The pairs of editions that the linker is fitted on: gold, published sets, and readings of further reports.

`readings/` holds what readers said of the sentence pairs of further reports that the models were unsure of, by the
gold's guidelines and unit ids (see its README).
"""

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np

from compare.align import free, settled
from compare.align.text_features import Candidates, candidates
from compare.align.types import SentenceTable, sentence_table
from compare.model import Anchors
from compare.settings import Settings
from compare.source import Source
from compare.structure import parse

READINGS = Path(__file__).resolve().parent / "readings"
SETTINGS = Settings()
LAW_WEIGHT = 0.4
ESSAY_WEIGHT = 4.0
LENT_WEIGHT = 0.2
READ_WEIGHT = 0.5
MOVED_WEIGHT = 0.5
PROBE_WEIGHT = 3.0
MOVED_SHARE = 0.06
"""Of the sentences that a moved case could move, so many are; one at least."""


@dataclass
class Case:
    """One pair: its sides, which gold units each sentence stands for, what is settled, the labels.

    `lent` to the models of another language; `hand` is 1 where other readers than the gold's decided; `kind` is that of
    a pair read whole, `held` where no fit may see it; `moved` where sentences were moved about and reworded for the fit, `probe` in a short
    stretch of a text set against itself.
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
    kind: str = ""
    held: bool = False
    moved: bool = False
    probe: bool = False

    @property
    def office(self) -> str:
        """What is left out together: the kind of a pair read whole, else the case's name without its years."""
        return self.kind or self.name.rstrip("0123456789")

    @property
    def genre(self) -> str:
        """What a published set holds, `law` or `essays`; of a report its name."""
        return self.name.split()[0]

    @property
    def weight(self) -> float:
        """How much its rows count: read and lent pairs are many, laws of another genre, essays most of English gold."""
        if self.probe:
            return PROBE_WEIGHT
        if self.moved:
            return MOVED_WEIGHT
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
        return self.genre != "law" and not self.lent and not self.hand and not self.moved and not self.kind


def every_case(gold: Path, score: ModuleType) -> list[Case]:
    """All there is to fit on."""
    gold_cases = [*load(gold, score), *load_whole(gold.parent.parent / "corpus", score)]
    return [*gold_cases, *load_published(gold / "published"), *load_readings(gold.parent / "reports", score)]


def load(gold: Path, score: ModuleType) -> Iterator[Case]:
    """The gold, and each pair once more with sentences moved about."""
    for name, *paths, folder in score.rows(gold / "cases.tsv"):
        texts = texts_of([gold.parent / "reports" / path for path in paths], score)
        yield _case(name, *texts, gold / folder / "pairs.tsv", score)
        yield replace(_case(name, texts[0], shuffled(texts[1], name), gold / folder / "pairs.tsv", score), moved=True)
        yield from probes(name, texts[1])


def load_readings(reports: Path, score: ModuleType) -> Iterator[Case]:
    """The pairs that were read for the fit beside the gold."""
    for name, *paths in score.rows(READINGS / "cases.tsv"):
        texts = texts_of([reports / path for path in paths], score)
        yield replace(_case(name, *texts, READINGS / f"{name}.tsv", score), hand=1)
        yield from probes(name, texts[1])


def load_whole(corpus: Path, score: ModuleType) -> Iterator[Case]:
    """The pairs of further kinds that were read whole, where their texts stand beside the project."""
    for name, _, kind, use, *paths, _, _, _, _, _, _ in score.rows(READINGS / "whole" / "cases.tsv"):
        if not all((corpus / path).exists() for path in paths):
            print(f"{name}: no text beside the project", file=sys.stderr)
            continue
        texts, pairs = texts_of([corpus / path for path in paths], score), READINGS / "whole" / name / "pairs.tsv"
        yield replace(_case(name, *texts, pairs, score), kind=kind, held=use == "held")
        if use != "held":
            yield replace(_case(name, texts[0], shuffled(texts[1], name), pairs, score), kind=kind, moved=True)
            yield from (replace(probe, kind=kind) for probe in probes(name, texts[1]))


@dataclass
class Text:
    """A report as the gold sees it: its text and its units by name."""

    name: str
    text: str
    spans: list[tuple[str, int, int]]

    def of(self, span: tuple[int, int]) -> set[str]:
        """The units of which a span covers half, or that cover half of it."""
        s, e = span
        return {
            name
            for name, us, ue in self.spans
            if min(e, ue) - max(s, us) > 0 and 2 * (min(e, ue) - max(s, us)) >= min(e - s, ue - us)
        }


def texts_of(paths: Sequence[Path], score: ModuleType) -> list[Text]:
    """The texts of an old and a new file, or of an old one alone."""
    units = [score.Units(path, prefix) for path, prefix in zip(paths, "ON", strict=False)]
    return [Text(str(path), one.text, one.spans) for path, one in zip(paths, units, strict=True)]


def shuffled(text: Text, seed: str, share: float = MOVED_SHARE) -> Text:
    """The text with some sentences put behind other ones, most of them with a word or two replaced.

    Moved are sentences that stand in a line of text with others, to lines of text elsewhere; the units keep their names.
    """
    chance = random.Random(seed)
    ends = [*text.spans[1:], ("", len(text.text), len(text.text))]
    gaps = [text.text[one[2] : after[1]] for one, after in zip(text.spans, ends, strict=True)]
    bodies = [at for at, (_, s, e) in enumerate(text.spans) if e - s >= 16 and text.text[e - 1] in "。.；;"]
    if len(bodies) < 4:
        return text
    moved = chance.sample(bodies, max(1, round(share * len(bodies))))
    behind: dict[int, list[int]] = {}
    for at in moved:
        far = [to for to in bodies if to not in moved and abs(to - at) > 2]
        if far:
            behind.setdefault(chance.choice(far), []).append(at)
    gone = {at for ats in behind.values() for at in ats}
    pieces, spans, size = [text.text[: text.spans[0][1]]], [], text.spans[0][1]
    for at, (name, s, e) in enumerate(text.spans):
        parts = [] if at in gone else [(name, text.text[s:e])]
        for other in behind.get(at, ()):
            source = text.spans[other]
            words = text.text[source[1] : source[2]]
            parts.append((source[0], reworded(words, text.text, chance) if chance.random() < REWORDED else words))
        for number, (unit, words) in enumerate(parts):
            blank = " " if number and words.isascii() else ""
            pieces.append(blank + words)
            spans.append((unit, size + len(blank), size + len(blank) + len(words)))
            size += len(blank) + len(words)
        pieces.append(gaps[at])
        size += len(gaps[at])
    return Text(text.name, "".join(pieces), spans)


def probes(name: str, text: Text) -> Iterator[Case]:
    """Short stretches of a text against themselves with one sentence moved and reworded, one gone and a new one come."""
    chance = random.Random(name)
    for _ in range(PROBES):
        made = probe(text, chance)
        if made:
            old, new, at = made
            yield replace(lines_case(name, old, new, at), moved=True, probe=True)


def probe(text: Text, chance: random.Random) -> tuple[list[str], list[str], set[tuple[int, int]]] | None:
    """Lines of an old and a new stretch, and the links: all that stayed, and the one that moved and was reworded."""
    units = [text.text[s:e] for _, s, e in text.spans]
    bodies = [at for at, words in enumerate(units) if len(words) >= 16 and words[-1] in "。.；;" and "\n" not in words]
    size = chance.choice((6, 8, 10, 14, 20, 30))
    if len(bodies) < size + 8:
        return None
    start = chance.randrange(len(bodies) - size)
    stretch = bodies[start : start + size]
    away = [at for at in bodies if at not in stretch and units[at] not in {units[b] for b in stretch}]
    moved, gone = chance.sample(range(size), 2)
    if not away or len({units[at] for at in stretch}) < size:
        return None
    kept = [place for place in range(size) if place not in (moved, gone)]
    order: list[int | None] = list(kept)
    order.insert(chance.choice([to for to in range(len(order) + 1) if abs(to - moved) > 1] or [0]), moved)
    order.insert(chance.randrange(len(order) + 1), None)
    words = reworded(units[stretch[moved]], text.text, chance)
    come = units[chance.choice(away)]
    new = [come if at is None else words if at == moved else units[stretch[at]] for at in order]
    links = {(at, place) for place, at in enumerate(order) if at is not None}
    return [units[at] for at in stretch], new, links


PROBES = 4
"""Such stretches for each text."""
REWORDED = 0.75
"""Share of the moved sentences that are reworded, too."""


def reworded(words: str, text: str, chance: random.Random) -> str:
    """The sentence with one to three words exchanged for others of the text: runs of Han characters in Chinese."""
    pattern = r"[a-zA-Z]{4,}" if words.isascii() or " " in words.strip() else r"[\u4e00-\u9fff]{2}"
    for _ in range(chance.choice((1, 1, 2, 3))):
        mine, others = list(re.finditer(pattern, words[1:])), re.findall(pattern, text)
        if mine and others:
            spot = chance.choice(mine)
            words = words[: spot.start() + 1] + chance.choice(others) + words[spot.end() + 1 :]
    return words


def _case(name: str, old: Text, new: Text, pairs: Path, score: ModuleType) -> Case:
    sides = [
        sentence_table(parse(Source(Path(text.name).name, text.text, "", "txt", "utf-8"), settings=SETTINGS))
        for text in (old, new)
    ]
    units = tuple(
        [text.of(s.span) for s in side.edition.sentences] for text, side in zip((old, new), sides, strict=True)
    )
    wanted, neutral = score.gold_lines(pairs)
    table, told = searched(*sides)
    labels = label(table, units, score, wanted, neutral)
    return Case(name, *sides, units, wanted, neutral, told, table, labels)


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
            name = f"essays {told['annotator']}{at}"
            yield lines_case(name, told["old"], told["new"], links)
            moved = moved_line(told["new"], links, name)
            if moved:
                yield replace(lines_case(name, told["old"], *moved), moved=True)
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


def moved_line(
    new: Sequence[str], links: set[tuple[int, int]], seed: str
) -> tuple[list[str], set[tuple[int, int]]] | None:
    """The lines with a linked one moved and most often reworded, and the links with it."""
    chance = random.Random(seed)
    linked = sorted({j for _, j in links if len(new[j]) >= 30})
    if not linked or len(new) < 6:
        return None
    at = chance.choice(linked)
    order = [j for j in range(len(new)) if j != at]
    order.insert(chance.choice([to for to in range(len(order)) if abs(to - at) > 2] or [0]), at)
    place = {j: to for to, j in enumerate(order)}
    words = reworded(new[at], " ".join(new), chance) if chance.random() < REWORDED else new[at]
    return [words if j == at else new[j] for j in order], {(i, place[j]) for i, j in links}
