"""Brings the tables of docs/accuracy.md up to date from what the benchmarks printed.

    python benchmarks/quality.py --markdown > quality.txt
    python benchmarks/fit_links.py --features > fit.txt
    python benchmarks/accuracy.py --quality quality.txt --fit fit.txt

A table stands between `<!-- NAME -->` and `<!-- end of NAME -->`; what is not told stays as it was, but for the features:
their definitions are written anew, with the gains of `--fit` where it holds them. `DEFINITIONS` defines every feature of
either model (a test asks for each).
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from compare.align.network import shipped

PAGE = Path(__file__).resolve().parent.parent / "docs" / "accuracy.md"
GAIN = re.compile(r"^  (zh|en) (\S.*?)\s+gain in F1 ([+-][\d.]+)\s+in log-loss ([+-][\d.]+)$", re.MULTILINE)
BIN = re.compile(r"^  (\d\.\d\d) -> (\d\.\d\d) \((\d+)\)$", re.MULTILINE)
DEFINITIONS = {
    "cosine": "cosine of the grams of both sentences, each weighted by rarity and (1 + ln count)",
    "containment": "rarity of the grams they share, as a share of the sentence with less",
    "shared mass": "ln(1 + rarity of the grams they share)",
    "rarest": "sum of the three rarest grams they share",
    "sole": "grams they share, each counted one over the ways to pair it between their parts; at most 4",
    "length": "ln of the shorter length",
    "place in section": "distance of their relative places in their sections",
    "both figures": "both hold figures",
    "same figures": "figures with their units that both hold, each counted two over the sentences that hold it",
    "part": "1 both in the review or both in the plan, -1 one in each, 0 where a part is unknown",
    "both headings": "both are headings",
    "same level": "both are headings of one level",
    "one heading": "one is a heading, the other none",
    "scope": "difference of their sections' shares of sentences about several years",
    "after": "cosine of the sentences after them",
    "far": "cosine of the 20 sentences before and after, falling as exp(-distance / 6)",
    "under": "cosine of what belongs to them: under a heading its section, else the rest of the section's stretch",
    "near row margin": "cosine of the three sentences before and after, less the best of the old sentence with another new one",
    "near column margin": "the same, less the best of the new sentence with another old one",
    "clauses": "share of a sentence, by clauses, whose best clause stands in the other one; the larger of both sentences'",
    "ratio": "rapidfuzz ratio of the skeletons, slots left out",
    "partial ratio": "rapidfuzz partial ratio of the same",
    "best clause": "rapidfuzz ratio of the two clauses that are most alike, figures and all",
    "threes": "runs of three characters that both have, as a share of those of both",
    "threes contained": "the same as a share of the sentence with fewer",
    "ratio row margin": "ratio, less the best of the old sentence with a new one of another text",
    "ratio column margin": "ratio, less the best of the new sentence with an old one of another text",
    "words": "words they share, by rarity among the sentences compared, as a share of either's; the mean of both",
    "words row margin": "words, less the best of the old sentence with a new one of another text",
    "words column margin": "words, less the best of the new sentence with an old one of another text",
    "first opinion": "log-odds of the first model",
    "row rival": "best first opinion of the old sentence with a new one of another text",
    "column rival": "best first opinion of the new sentence with an old one of another text",
    "row odds": "ln(1 + sum of the odds of the old sentence's pairs with other texts)",
    "column odds": "ln(1 + sum of the odds of the new sentence's pairs with other texts)",
    "row sum": "sum of the first opinions of the old sentence's other pairs",
    "column sum": "sum of the first opinions of the new sentence's other pairs",
    "old contested": "share, by rarity, of what they share that the old sentence's other likely partners have, too",
    "new contested": "share, by rarity, of what they share that the new sentence's other likely partners have, too",
    "section of old": "links between their sections, the pair itself left out, as a share of all of the old section",
    "section of new": "the same, as a share of all of the new section",
    "neighbours of old point": "how near the new sentence stands to where the neighbours of the old one point",
    "neighbours of new point": "how near the old sentence stands to where the neighbours of the new one point",
    "beside old": "the better first opinion of the new sentence with a neighbour of the old one",
    "beside new": "the better first opinion of the old sentence with a neighbour of the new one",
    "gap of old": "between the new sentences that the nearest likely links of the old one point to: one over the free ones there, else 0",
    "gap of new": "the same, with old and new changed about",
    "crossing": "share of the link mass beside the pair that crosses it, with five more links that do not",
    "off the run": "English, where an edition has one section: ln(1 + how many of the likely links in order the pair crosses), falling with e for each within 3 sentences that keeps its order",
    "headed margin": "of two headings: likeness of their sections, less the best of either with another section",
    "headed bodies": "of two headings: likeness of the bodies of their sections",
    "own section margin": "likeness of the sections they stand in, less the best of either with another section",
}


def known_gains(page: str) -> dict[tuple[str, str], str]:
    """The gains that the page has: what was not measured anew stays as it is."""
    rows = (line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| "))
    known = {row[0]: row[3:] for row in rows if len(row) > 3 and row[0] in DEFINITIONS}
    return {
        (language, name): gain.strip(" |")
        for name, gains in known.items()
        for language, gain in zip(shipped().languages, gains, strict=False)
    }


def features(told: str, known: Mapping[tuple[str, str], str] = {}) -> Iterator[str]:
    """The table of features: name, models, definition, gain; of a gain that was not measured, the known one."""
    both = [[models.first, models.second] for models in shipped().languages.values()]
    seen = {
        name: [at + 1 for at, pair in enumerate(zip(*both, strict=True)) if any(name in names(m) for m in pair)]
        for name in DEFINITIONS
    }
    gains = dict(known) | {(language, name): f"{f1} / {loss}" for language, name, f1, loss in GAIN.findall(told)}
    yield "| feature | model | definition | gain in F1 / log-loss, Chinese | English |"
    yield "|---|---|---|---|---|"
    for name, definition in DEFINITIONS.items():
        if seen[name]:
            gain = " | ".join(gains.get((language, name), "") for language in shipped().languages)
            yield f"| {name} | {', '.join(map(str, seen[name]))} | {definition} | {gain} |"
    yield ""
    yield f"Model `{shipped().id}`, fitted on {shipped().fitted_on}."


def names(model: object) -> set[str]:
    """The features of a model."""
    return {name for name, *_ in model.features}


def calibration(told: str) -> Iterator[str]:
    """The first table of told and true shares: the Chinese cases."""
    yield "| confidence told | share right | candidates |"
    yield "|---|---|---|"
    last = -1.0
    for said, true, count in BIN.findall(told):
        if float(said) < last:
            return
        last = float(said)
        yield f"| {said} | {true} | {count} |"


def quality(told: str) -> Iterator[str]:
    """The table of the sets, and the lines under it."""
    lines = [line for line in told.splitlines() if line.strip()]
    yield from (line for line in lines if line.startswith("|"))
    yield ""
    yield from (f"- {' '.join(line.split())}" for line in lines if line.startswith(("argrewrite", "zh_law", "fin10k")))


def replaced(page: str, name: str, lines: Iterator[str]) -> str:
    """The page with other lines between the marks of a table."""
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = page.partition(start)
    _, _, after = rest.partition(end)
    return before + start + "\n" + "\n".join(lines) + "\n\n" + end + after


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--quality", type=Path, help="what quality.py --markdown printed")
    ask.add_argument("--fit", type=Path, help="what fit_links.py printed, with --features for the gains")
    args = ask.parse_args()
    fit = args.fit.read_text(encoding="utf-8") if args.fit else ""
    before = PAGE.read_text(encoding="utf-8")
    page = replaced(before, "features", features(fit, known_gains(before)))
    if BIN.search(fit):
        page = replaced(page, "calibration", calibration(fit))
    if args.quality:
        page = replaced(page, "quality", quality(args.quality.read_text(encoding="utf-8")))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
