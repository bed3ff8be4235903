"""What the readers make of real files, held against their text twins, one line each.

    python benchmarks/reading.py [--reports DIR]

Word files and web pages have twins in plain text; a PDF is held to its chapters, whole sentences, time and memory.
"""

import argparse
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from real import lacking

from compare.model import Edition
from compare.pipeline import read
from compare.reading import read as read_source
from compare.settings import Settings
from compare.structure import parse
from compare.text.forms import folded

ROOT = Path(__file__).resolve().parent.parent
STOP = re.compile(r"[。！？；：:][”’）)》]*$")
BROKEN = re.compile(r"[，、,的和与及在为对把将](?:\n|$)")


def sentences(edition: Edition) -> Counter[str]:
    """The folded sentences of an edition that are no furniture."""
    numbers = (n for n, sentence in enumerate(edition.sentences) if sentence.role != "furniture")
    return Counter(folded(edition.piece(n), edition.language).text for n in numbers)


def sections(edition: Edition) -> Counter[tuple[str, str, int]]:
    """The sections of an edition by number, title and level."""
    return Counter((section.number, section.title, section.level) for section in edition.sections)


def twins(reports: Path) -> Iterator[tuple[str, list[tuple[Path, Path]]]]:
    """Files and their text twins, by what they show."""
    provinces = reports / "provinces-2025"
    by_name = {path.name[:2]: path for path in (provinces / "text").glob("*.txt")}
    yield "Word files, 31 provinces", [(path, by_name[path.name[5:7]]) for path in sorted(provinces.glob("*.docx"))]
    council = reports / "state-council"
    yield (
        "web pages, State Council",
        [(p, council / f"{p.stem}.txt") for p in sorted((council / "html").glob("*.html"))],
    )
    hailar = reports / "hailar-district"
    yield "GBK originals, Hailar", [(p, hailar / p.name) for p in sorted((hailar / "gbk").glob("*.txt"))]


def agreement(pairs: list[tuple[Path, Path]]) -> str:
    """Shares of the sentences and sections of the files that their twins have too."""
    shared, total = Counter[str](), Counter[str]()
    for path, twin in pairs:
        ours, theirs = read(str(path)), read(str(twin))
        for name, find in (("sentences", sentences), ("sections", sections)):
            mine, other = find(ours), find(theirs)
            shared[name] += (mine & other).total()
            total[name] += mine.total()
    return ", ".join(f"{name} {shared[name]}/{total[name]} = {shared[name] / total[name]:.4f}" for name in shared)


def whole(path: Path) -> str:
    """Of a PDF: chapters, body sentences, how many end as sentences do (captions do not), seconds, memory."""
    start = time.perf_counter()
    source = read_source(str(path))
    seconds = time.perf_counter() - start
    edition = parse(source, settings=Settings())
    chapters = [section.number for section in edition.sections if re.match("第.+节", section.number)]
    body = [edition.piece(n).strip() for n, sentence in enumerate(edition.sentences) if sentence.role == "body"]
    ended = sum(bool(STOP.search(piece)) for piece in body)
    broken = sum(bool(BROKEN.search(piece)) for piece in body)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{len(body)} body sentences, {ended} with a stop, {broken} broken off inside"
    return f"{len(chapters)} chapters, {told}, {seconds:.1f} s, {peak:.0f} MB"


def main() -> None:
    """Print the lines."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    args = ask.parse_args()
    if lacking([args.reports], "reading of real files"):
        return
    print(f"{'PDF, 143 pages':<26} {whole(args.reports / 'formats' / 'moutai-2024.pdf')}")
    for name, pairs in twins(args.reports):
        print(f"{name:<26} {agreement(pairs)}")


if __name__ == "__main__":
    main()
