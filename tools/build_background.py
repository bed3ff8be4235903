"""Build the background of formula that ships with the package: hashes and counts of provincial reports, no text.

    python tools/build_background.py [--reports DIR] [-o FILE]

Prints what went in, the size, and the chance floor: how much of each report stands in each unrelated unit's report of
the year before.
"""

import argparse
import statistics
from dataclasses import replace
from pathlib import Path

from compare import reuse
from compare.model import Edition
from compare.reading import read
from compare.reuse.background import SHIPPED
from compare.reuse.gazetteer import home, registry
from compare.reuse.ngrams import ledger
from compare.settings import Settings
from compare.structure import parse

ROOT = Path(__file__).resolve().parent.parent
GENRE = "政府工作报告"


def editions(reports: Path) -> list[Edition]:
    """The provinces' reports of both years, by the files' names."""
    found = []
    for folder, period in (("provinces-2025/text", "2025"), ("provinces-2026", "2026")):
        for path in sorted((reports / folder).glob("*.txt")):
            edition = parse(read(str(path)), period=period, settings=Settings())
            # The file's name is surer than a page's first lines.
            found.append(replace(edition, unit=path.name, id=f"{path.name[:2]} {period}"))
    return found


def floor(reports: list[Edition], settings: Settings) -> tuple[float, float]:
    """Median and maximum share of a report that stands in another unit's report of the year before."""
    known = registry("")
    shares = []
    for new in (ledger(e, settings) for e in reports if e.period == "2026"):
        counted = new.covered & new.is_role("body")
        others = [e for e in reports if e.period == "2025" and home(e, known) != home(new.edition, known)]
        shares += [
            new.weigh(new.under(new.shared(ledger(old, settings))) & counted) / new.weigh(counted) for old in others
        ]
    return statistics.median(shares), max(shares)


def main() -> None:
    """Build the file and print what is in it."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("-o", type=Path, default=SHIPPED)
    args = ask.parse_args()
    settings = Settings()
    told = editions(args.reports)
    background = reuse.build(told, GENRE, settings)
    median, most = floor(told, settings)
    about = {**background.about, "floor": f"{median:.3f}", "floor_max": f"{most:.3f}"}
    reuse.save(replace(background, about=about), args.o)
    print(
        f"{len(told)} reports of {len(background.units)} units, {len(background.hashes)} shared grams, "
        f"{args.o.stat().st_size / 1e6:.2f} MB; chance floor {median:.3f}, at most {most:.3f}"
    )


if __name__ == "__main__":
    main()
