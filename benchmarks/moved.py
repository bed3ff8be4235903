"""Moved and reworded: sixty stretches of texts set against themselves, one sentence elsewhere in other words.

    python benchmarks/moved.py [--gold ../shared/gold] [-v]

In each one sentence is moved and reworded (one to three words), one is gone and one from elsewhere has come. Thirty are
Chinese, thirty English: from `seeds/`, and from the held kinds of `readings/whole` where their texts stand beside the
project; no fit has seen these. Linked is the share of moved sentences that are linked to themselves, false the share
of gone and come ones that are linked at all.
"""

import argparse
import random
import sys
from pathlib import Path

from link_cases import READINGS, SETTINGS, Text, lines_case, probe, texts_of

from compare.align import align

ROOT = Path(__file__).resolve().parent.parent
EACH = 30


def texts(language: str, corpus: Path, units: object) -> list[Text]:
    """The texts of a language that no fit has seen."""
    paths = [path for path in sorted((ROOT / "seeds").rglob("*.txt")) if (is_chinese(path) == (language == "zh"))]
    for line in (READINGS / "whole" / "cases.tsv").read_text(encoding="utf-8").splitlines():
        _, spoken, _, use, _, new, *_ = line.split("\t")
        if spoken == language and use == "held" and (corpus / new).exists():
            paths.append(corpus / new)
    return [texts_of([path], units)[0] for path in paths]


def is_chinese(path: Path) -> bool:
    """Whether most of a text's beginning is Chinese."""
    start = path.read_text(encoding="utf-8")[:400]
    return sum("\u4e00" <= letter <= "\u9fff" for letter in start) > 100


def tried(made: tuple[list[str], list[str], set[tuple[int, int]]]) -> tuple[bool, int]:
    """Whether the moved sentence is linked to itself, and how many of the two lone ones are linked."""
    old, new, links = made
    case = lines_case("probe", old, new, links)
    found = align(case.old.edition, case.new.edition, settings=SETTINGS).links
    pairs = {(min(case.units[0][i]), min(case.units[1][j])) for link in found for i in link.old for j in link.new}
    moved = next((i, j) for i, j in links if old[i] != new[j])
    gone = set(range(len(old))) - {i for i, _ in links}
    come = set(range(len(new))) - {j for _, j in links}
    false = sum(any(a == f"O{i}" for a, _ in pairs) for i in gone) + sum(
        any(b == f"N{j}" for _, b in pairs) for j in come
    )
    return (f"O{moved[0]}", f"N{moved[1]}") in pairs, false


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    ask.add_argument("-v", action="store_true", help="name what was missed")
    args = ask.parse_args()
    if not (args.gold / "score.py").exists():
        print("moved: the gold, whose units the stretches are cut by, does not stand beside the project")
        return
    sys.path.insert(0, str(args.gold))
    import score

    for language in ("zh", "en"):
        chance, sources = random.Random(f"moved {language}"), texts(language, args.gold.parent.parent / "corpus", score)
        done: list[tuple[bool, int]] = []
        for _ in range(50 * EACH):
            made = probe(chance.choice(sources), chance)
            if made and any(made[0][i] != made[1][j] for i, j in made[2]):
                done.append(tried(made))
                if args.v and not done[-1][0]:
                    print(*(f"{made[0][i]} => {made[1][j]}" for i, j in made[2] if made[0][i] != made[1][j]), sep="\n")
            if len(done) == EACH:
                break
        linked, false = sum(one for one, _ in done), sum(one for _, one in done)
        print(
            f"{language}: moved and reworded linked {linked} of {len(done)}, lone ones linked {false} of {2 * len(done)}"
        )


if __name__ == "__main__":
    main()
