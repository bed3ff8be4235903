"""Archives with known truth: units under superiors, years, a borrowing graph, edits of known strength.

    python benchmarks/archive_planted.py DIR [--editions N] [--sentences M] [--seed S]

Writes reports, `map.csv` for `yoy archive add --map`, and `truth.tsv`: for every sentence what it is and where it was
taken from. Texts are invented words of common characters, so that nothing is shared but what was planted.
"""

import argparse
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LETTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全"
    "表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料"
    "象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任"
)
"""Characters of invented words; none of them is a numeral that a normal form would turn into a slot."""

SLOTTED = set("一二三四五六七八九十百千万亿两年月日第几")
KINDS = ("formula", "own", "upstream", "peer", "new")
SHARES = {"formula": 0.12, "own": 0.22, "upstream": 0.05, "peer": 0.16, "new": 0.45}
LEVELS = {"none": 0.0, "light": 0.10, "heavy": 0.35}
"""Share of a sentence's characters that an edit of each strength replaces."""


@dataclass(frozen=True)
class Planted:
    """One sentence: its text, what it is, how strongly it was edited, and (unit, year, number) of its source."""

    text: str
    kind: str
    level: str = "none"
    source: tuple[str, int, int] | None = None
    root: tuple[str, int, int] | None = None


@dataclass(frozen=True)
class Report:
    """One edition: its unit, year, superiors (nearest first) and sentences."""

    unit: str
    year: int
    above: tuple[str, ...]
    sentences: tuple[Planted, ...]

    @property
    def text(self) -> str:
        """The report as a file holds it: title, numbered sections, paragraphs of four sentences."""
        lines = [f"{self.unit}{self.year}年政府工作报告"]
        third = max(1, len(self.sentences) // 3)
        for at in range(0, len(self.sentences), 4):
            if at % third < 4 and at // third < 3:
                lines.append(
                    f"{'一二三'[min(at // third, 2)]}、{self.unit}{'回顾安排问题'[2 * min(at // third, 2) :][:2]}"
                )
            lines.append("".join(sentence.text for sentence in self.sentences[at : at + 4]))
        return "\n".join(dict.fromkeys(lines)) + "\n"


class Generator:
    """Makes reports year by year, so that a source is always there before what takes from it."""

    def __init__(self, units: int, years: int, sentences: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.letters = [letter for letter in dict.fromkeys(LETTERS) if letter not in SLOTTED]
        self.years = range(2026 - years, 2026)
        self.sentences = sentences
        self.places = self._places(units)
        self.models = {
            unit: self.random.sample([u for u in self.places if u != unit], min(2, units - 1)) for unit in self.places
        }
        self.pool = [self._sentence() for _ in range(max(12, sentences // 2))]
        self.made: dict[tuple[str, int], Report] = {}
        self.copies: set[tuple[str, int]] = set()

    def _places(self, units: int) -> dict[str, tuple[str, ...]]:
        """Units with their superiors: a nation, a province for every twelve, cities."""
        provinces = [f"{self._word()}{self._word()}省" for _ in range(max(1, units // 12))]
        places: dict[str, tuple[str, ...]] = {"中枢": ()}
        places |= dict.fromkeys(provinces, ("中枢",))
        while len(places) < units:
            places[f"{self._word()}{self._word()}市"] = (provinces[len(places) % len(provinces)], "中枢")
        return dict(list(places.items())[:units])

    def _word(self) -> str:
        return "".join(self.random.choices(self.letters, k=2))

    def _sentence(self) -> str:
        clauses = (
            "".join(self._word() for _ in range(self.random.randint(4, 12))) for _ in range(self.random.randint(2, 5))
        )
        return "，".join(clauses) + "。"

    def edited(self, text: str, level: str) -> str:
        """The sentence with that share of its characters replaced, in words, stops left alone."""
        letters = list(text)
        wanted = int(LEVELS[level] * len(letters))
        while wanted > 0:
            at = self.random.randrange(len(letters) - 2)
            for place in (at, at + 1):
                if letters[place] not in "，。":
                    letters[place] = self.random.choice(self.letters)
                    wanted -= 1
        return "".join(letters)

    def reports(self) -> Iterator[Report]:
        """Every report, year by year, superiors first."""
        for year in self.years:
            for unit, above in self.places.items():
                report = Report(unit, year, above, tuple(self._sentences(unit, year, above)))
                self.made[unit, year] = report
                yield report

    def _sentences(self, unit: str, year: int, above: tuple[str, ...]) -> Iterator[Planted]:
        if self.random.random() < 0.008 and (self.models[unit][0], year - 1) in self.made:
            self.copies.add((unit, year))
            yield from self._copied(unit, year)
            return
        used: set[tuple[str, int, int]] = set()
        for kind in self.random.choices(KINDS, weights=list(SHARES.values()), k=self.sentences):
            source = self._source(kind, unit, year, above)
            if kind == "formula":
                yield Planted(self.random.choice(self.pool), kind)
            elif source is None or source in used:
                yield Planted(self._sentence(), "new")
            else:
                used.add(source)
                yield self._taken(kind, source)

    def _taken(self, kind: str, source: tuple[str, int, int]) -> Planted:
        planted = self.made[source[:2]].sentences[source[2]]
        level = self.random.choice(tuple(LEVELS))
        return Planted(self.edited(planted.text, level), kind, level, source, planted.root or source)

    def _copied(self, unit: str, year: int) -> Iterator[Planted]:
        """A report that is another unit's of the year before, but for one sentence in seven."""
        model = self.models[unit][0], year - 1
        for at in range(len(self.made[model].sentences)):
            if self.random.random() < 0.85:
                yield self._taken("peer", (*model, at))
            else:
                yield Planted(self._sentence(), "new")

    def _source(self, kind: str, unit: str, year: int, above: tuple[str, ...]) -> tuple[str, int, int] | None:
        """A sentence to take: the unit's own of last year, a superior's of this, a model's of last year or before."""
        places = {
            "own": [(unit, year - 1)],
            "upstream": [(superior, year) for superior in above],
            "peer": [(model, year - back) for model in self.models[unit] for back in (1, 2)],
        }.get(kind, [])
        there = [place for place in places if place in self.made]
        if not there:
            return None
        place = self.random.choice(there)
        numbers = [at for at, s in enumerate(self.made[place].sentences) if s.kind != "formula"]
        return (*place, self.random.choice(numbers)) if numbers else None


def write(folder: Path, generator: Generator) -> int:
    """Write all reports with their map and the truth; gives how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (
        (folder / "map.csv").open("w", encoding="utf-8", newline="") as maps,
        (folder / "truth.tsv").open("w", encoding="utf-8", newline="") as truths,
    ):
        rows, truth = csv.writer(maps), csv.writer(truths, delimiter="\t")
        rows.writerow(("path", "unit", "period", "genre", "above"))
        for report in generator.reports():
            path = Path("reports") / report.unit / f"{report.year}.txt"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(report.text, encoding="utf-8")
            rows.writerow((path, report.unit, report.year, "政府工作报告", "/".join(report.above)))
            for at, sentence in enumerate(report.sentences):
                source = sentence.source or ("", "", "")
                truth.writerow((report.unit, report.year, at, sentence.kind, sentence.level, *source, sentence.text))
            count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--editions", type=int, default=300)
    parser.add_argument("--sentences", type=int, default=220)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    generator = Generator(asked.editions // asked.years, asked.years, asked.sentences, asked.seed)
    print(f"{write(asked.folder, generator)} editions in {asked.folder}")


if __name__ == "__main__":
    main()
