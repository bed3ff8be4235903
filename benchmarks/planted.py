"""Recycled phrasing found again after planted edits: character precision, recall and plagdet, beside other tools.

    python benchmarks/planted.py [--reports DIR] [--no-difflib]

For each source report, 200 of its sentences are edited and shuffled with 200 sentences of another unit. Of a quarter of
the sentences each, 0, 15, 30 and 50 % of the words are touched; figure, date, word, clause and move edits are equally
often; a tenth of the sentences is split, a tenth merged. Only characters that were truly kept count as recycled; what a
tool shows as an edit inside a passage does not count as told, nor do passages of class formula. Five fixed seeds; the
worst is printed. The peers run on the first seed: difflib always, passim where its command is installed (it is in no
package registry), with its defaults and tuned to short phrases.
"""

import argparse
import difflib
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from math import log2
from pathlib import Path

from compare import reuse
from compare.model import Edition
from compare.settings import Settings
from compare.source import Source, Span
from compare.structure import parse
from compare.text.words import words

ROOT = Path(__file__).resolve().parent.parent
RATES = (0.0, 0.15, 0.30, 0.50)
SEEDS = (1, 2, 3, 4, 5)
TYPES = ("figure", "date", "word", "clause", "move")
COUNT = 200
CLAUSE = re.compile(r"[^，；：,;:]*[，；：,;:]?")
FIGURE = re.compile(r"\d[\d.,]*")
DATE = re.compile(r"\d{4}年|\d{1,2}月|(?:19|20)\d\d")

Letter = tuple[str, int]
"""A character of the new edition and the sentence it was kept from, or -1 where it was not kept."""


@dataclass
class Planted:
    """A source text, a new text, and for each character of the new one the case it was kept in (-1: not kept)."""

    old: str
    new: str
    case: list[int]
    rate: dict[int, float]
    edits: Counter[str] = field(default_factory=Counter)


class Editor:
    """Edits sentences until the wanted share of their words is touched, the types equally often over the whole run."""

    def __init__(self, rng: random.Random, vocabulary: Sequence[str], language: str) -> None:
        self.rng, self.vocabulary, self.language = rng, vocabulary, language
        self.done: Counter[str] = Counter()

    def edited(self, letters: list[Letter], rate: float) -> list[Letter]:
        """The letters after the edits."""
        text = "".join(character for character, _ in letters)
        many = len(words(text, self.language))
        left = rate * many
        refused: set[str] = set()
        # A budget below one edit is spent by chance, so that the mean share is the wanted one.
        while left > 0 and (left >= 1 or self.rng.random() < left) and len(refused) < len(TYPES):
            kind = min((t for t in TYPES if t not in refused), key=lambda t: (self.done[t], self.rng.random()))
            told = getattr(self, f"_{kind}")(letters, left)
            if told is None:
                refused.add(kind)
                continue
            letters, touched = told
            self.done[kind] += 1
            left -= touched
        return letters

    def _replaced(self, letters: list[Letter], span: Span, fresh: str) -> list[Letter]:
        return letters[: span[0]] + [(character, -1) for character in fresh] + letters[span[1] :]

    def _matches(self, letters: list[Letter], pattern: re.Pattern[str]) -> list[Span]:
        text = "".join(character for character, _ in letters)
        return [m.span() for m in pattern.finditer(text) if all(case >= 0 for _, case in letters[m.start() : m.end()])]

    def _figure(self, letters: list[Letter], _: float) -> tuple[list[Letter], float] | None:
        return self._number(letters, FIGURE)

    def _date(self, letters: list[Letter], _: float) -> tuple[list[Letter], float] | None:
        return self._number(letters, DATE)

    def _number(self, letters: list[Letter], pattern: re.Pattern[str]) -> tuple[list[Letter], float] | None:
        spans = self._matches(letters, pattern)
        if not spans:
            return None
        start, end = self.rng.choice(spans)
        fresh = letters[:]
        for at in range(start, end):
            character = letters[at][0]
            if character.isdigit():
                other = self.rng.choice([d for d in "123456789" if d != character])
                fresh[at] = other, -1
        return fresh, 1.0

    def _word(self, letters: list[Letter], _: float) -> tuple[list[Letter], float] | None:
        text = "".join(character for character, _ in letters)
        spans = [
            span
            for span in words(text, self.language)
            if text[span[0]].isalpha() and all(case >= 0 for _, case in letters[slice(*span)])
        ]
        if not spans:
            return None
        start, end = self.rng.choice(spans)
        how = self.rng.choice(["replace", "insert", "delete"])
        fresh = "" if how == "delete" else self._fresh(1)
        return self._replaced(letters, (end if how == "insert" else start, end), fresh), 1.0

    def _fresh(self, count: int) -> str:
        chosen = [self.rng.choice(self.vocabulary) for _ in range(count)]
        return " ".join(["", *chosen, ""]) if self.language == "en" else "".join(chosen)

    def _clauses(self, letters: list[Letter]) -> list[tuple[Span, int]]:
        text = "".join(character for character, _ in letters)
        spans = [m.span() for m in CLAUSE.finditer(text) if m[0]]
        return [(span, len(words(text[slice(*span)], self.language))) for span in spans]

    def _clause(self, letters: list[Letter], left: float) -> tuple[list[Letter], float] | None:
        clauses = self._clauses(letters)
        fits = [(span, size) for span, size in clauses if 1 < size <= max(left, 2) + 1]
        if len(clauses) < 2 or not fits:
            return None
        (start, end), size = self.rng.choice(fits)
        how = self.rng.choice(["replace", "insert", "delete"])
        comma = ", " if self.language == "en" else "，"
        fresh = "" if how == "delete" else self._fresh(size) + comma
        return self._replaced(letters, (end if how == "insert" else start, end), fresh), float(size)

    def _move(self, letters: list[Letter], left: float) -> tuple[list[Letter], float] | None:
        clauses = self._clauses(letters)
        fits = [n for n, (_, size) in enumerate(clauses) if 1 < size <= max(left, 2) + 1]
        if len(clauses) < 3 or not fits:
            return None
        number = self.rng.choice(fits)
        (start, end), size = clauses[number]
        rest = letters[:start] + letters[end:]
        ends = [span[1] - (end - start) * (span[1] > end) for n, (span, _) in enumerate(clauses) if n != number]
        goal = self.rng.choice([at for at in (0, *ends) if at != start] or [0])
        return rest[:goal] + letters[start:end] + rest[goal:], float(size)


def planted(old: Edition, foreign: Edition, seed: int) -> Planted:
    """The new edition made of edited sentences of `old` and untouched ones of `foreign`, shuffled."""
    rng = random.Random(seed)
    mine, theirs = _pieces(old), _pieces(foreign)
    vocabulary = [t[slice(*s)] for t in theirs for s in words(t, old.language) if t[s[0]].isalpha()]
    editor = Editor(rng, vocabulary, old.language)
    chosen = rng.sample(range(len(mine)), min(COUNT, len(mine)))
    rate = {n: RATES[place % len(RATES)] for place, n in enumerate(chosen)}
    sentences = [editor.edited([(c, n) for c in mine[n]], rate[n]) for n in chosen]
    sentences = _merged(_split(sentences, rng, old.language), rng, old.language)
    sentences += [[(c, -1) for c in piece] for piece in rng.sample(theirs, min(COUNT, len(theirs)))]
    rng.shuffle(sentences)
    letters: list[Letter] = []
    for sentence in sentences:
        letters += [*sentence, ("\n", -1)]
    return Planted(old.source.text, "".join(c for c, _ in letters), [n for _, n in letters], rate, editor.done)


def _pieces(edition: Edition) -> list[str]:
    told = [
        re.sub(r"\s+", " " if edition.language == "en" else "", edition.piece(n))
        for n, sentence in enumerate(edition.sentences)
        if sentence.role == "body"
    ]
    return [piece for piece in told if len(piece) >= 12]


def _split(sentences: list[list[Letter]], rng: random.Random, language: str) -> list[list[Letter]]:
    """A tenth of the sentences cut in two at a clause's end."""
    out: list[list[Letter]] = []
    left = len(sentences) // 10
    for sentence in sentences:
        text = "".join(c for c, _ in sentence)
        cuts = [m.end() for m in CLAUSE.finditer(text) if 6 <= m.end() <= len(text) - 6]
        if left and cuts:
            at = rng.choice(cuts)
            out += [[*sentence[: at - 1], (". " if language == "en" else "。", -1)], sentence[at:]]
            left -= 1
        else:
            out.append(sentence)
    return out


def _merged(sentences: list[list[Letter]], rng: random.Random, language: str) -> list[list[Letter]]:
    """A tenth of the sentences joined to another one."""
    rng.shuffle(sentences)
    many = len(sentences) // 10
    joined = [
        [*sentences[2 * n][:-1], (", " if language == "en" else "，", -1), *sentences[2 * n + 1]] for n in range(many)
    ]
    return joined + sentences[2 * many :]


Detections = list[set[int]]


def ours(plant: Planted, old: Edition) -> Detections:
    """The characters of each passage, its edits left out."""
    settings = Settings()
    new = edition_of(plant.new, "planted")
    found = reuse.find(old, new, changes=(), settings=settings)
    return [
        set(range(*p.new)) - {at for edit in p.edits for at in range(*edit.new)}
        for p in found.passages or ()
        if p.kind != "formula"
    ]


def by_difflib(plant: Planted, _: Edition) -> Detections:
    """Equal blocks of at least 8 characters of the whole texts."""
    blocks = difflib.SequenceMatcher(None, plant.old, plant.new, autojunk=False).get_matching_blocks()
    return [set(range(b.b, b.b + b.size)) for b in blocks if b.size >= 8]


TUNED = ("-n", "10", "--floating-ngrams", "-g", "30", "-a", "1")
"""passim for short phrases of a script without blanks: 10-grams that start anywhere, gaps of 30, no least length."""


def by_passim(plant: Planted, _: Edition, options: Sequence[str] = ()) -> Detections:
    """The aligned characters of passim's pairwise output, with its defaults; for where its command is installed."""
    texts = {"o": plant.old, "n": plant.new}
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.json"), Path(folder, "out")
        rows = [{"id": name, "ord": place, "text": text} for place, (name, text) in enumerate(texts.items())]
        source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        choice = ["--all-pairs", "--pairwise", "--fields", "ord", "--filterpairs", "ord < ord2"]
        # Its clustering step needs a download and may fail; the pairs are written before it.
        subprocess.run(["passim", *choice, *options, str(source), str(out)], check=False, capture_output=True)
        parts = sorted(out.glob("align.json/part-*"))
        told = [json.loads(row) for part in parts for row in part.read_text(encoding="utf-8").splitlines()]
    return [_aligned(row["begin2"], row["s1"], row["s2"]) for row in told]


def _aligned(start: int, old: str, new: str) -> set[int]:
    """The places of the new text whose character is the old one's; "-" stands for a gap."""
    at, told = start, set()
    for before, after in zip(old, new, strict=True):
        told |= {at} if before == after else set()
        at += after != "-"
    return told


@dataclass(frozen=True)
class Figures:
    """Character precision, recall and plagdet (F1 over log2 of 1 + detections a detected case); recall by rate."""

    precision: float
    recall: float
    plagdet: float
    by_rate: tuple[float, ...]

    def worse(self, other: "Figures") -> "Figures":
        """The lower of each."""
        return Figures(
            min(self.precision, other.precision),
            min(self.recall, other.recall),
            min(self.plagdet, other.plagdet),
            tuple(map(min, self.by_rate, other.by_rate)),
        )


def measured(plant: Planted, told: Detections) -> Figures:
    """The figures of one run, over letters, digits and masks."""
    solid = {at for at, c in enumerate(plant.new) if c.isalnum() or c in "*＊%％"}
    kept = {at for at in solid if plant.case[at] >= 0}
    said = set().union(*told) & solid if told else set()
    precision = len(said & kept) / len(said) if said else 1.0
    touched: Counter[int] = Counter()
    for one in told:
        touched.update({plant.case[at] for at in one if plant.case[at] >= 0})
    granularity = sum(touched.values()) / len(touched) if touched else 1.0
    recall = len(said & kept) / len(kept)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    by_rate = []
    for rate in RATES:
        mine = {at for at in kept if plant.rate[plant.case[at]] == rate}
        by_rate.append(len(said & mine) / len(mine) if mine else 1.0)
    return Figures(precision, recall, f1 / log2(1 + granularity), tuple(by_rate))


def edition_of(text: str, name: str) -> Edition:
    """An edition parsed from a text."""
    return parse(Source(name, text, name, "txt", "utf-8"), period="2999", settings=Settings())


def edition_at(path: Path) -> Edition:
    """An edition parsed from a file."""
    return edition_of(path.read_bytes().decode("utf-8-sig"), str(path))


def sources(reports: Path) -> Iterable[tuple[str, Path, Path]]:
    """Name, source report and foreign report of each set; the real ones only where they are."""
    seeds = ROOT / "seeds"
    yield "seeds/deputy-mayor 2022", seeds / "deputy-mayor/2022.txt", seeds / "county/2022.txt"
    yield "seeds/county 2022", seeds / "county/2022.txt", seeds / "deputy-mayor/2022.txt"
    foreign = sorted((reports / "provinces-2025/text").glob("*.txt"))
    for year, place in (("2014", 5), ("2018", 12), ("2022", 20)):
        if foreign:
            yield f"state-council {year}", reports / f"state-council/{year}.txt", foreign[place]


def main() -> int:
    """Print a row a source and tool, then the worst of each."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--no-difflib", action="store_true", help="leave the slow peer out")
    args = ask.parse_args()
    tools: dict[str, Callable[[Planted, Edition], Detections]] = {"yoy": ours}
    tools |= {} if args.no_difflib else {"difflib": by_difflib}
    if shutil.which("passim"):
        tools |= {"passim": by_passim, "passim10": partial(by_passim, options=TUNED)}
    print(f"{'source':<24}{'tool':<9}{'P':>6}{'R':>7}{'plagdet':>9}   recall at 0, 15, 30, 50 % of the words touched")
    worst: dict[str, Figures] = {}
    for name, path, other in sources(args.reports):
        old, foreign = edition_at(path), edition_at(other)
        plants = [planted(old, foreign, seed) for seed in SEEDS]
        for tool, detect in tools.items():
            rows = [measured(p, detect(p, old)) for p in (plants if tool == "yoy" else plants[:1])]
            low = reduce(Figures.worse, rows)
            worst[tool] = low.worse(worst.get(tool, low))
            print(line(name, tool, low))
    for tool, low in worst.items():
        print(line("worst", tool, low))
    return 0


def line(name: str, tool: str, told: Figures) -> str:
    """A row of the table."""
    rates = "  ".join(f"{recall:.3f}" for recall in told.by_rate)
    return f"{name:<24}{tool:<9}{told.precision:6.3f}{told.recall:7.3f}{told.plagdet:9.3f}   {rates}"


if __name__ == "__main__":
    sys.exit(main())
