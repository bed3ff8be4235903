"""What is read of reports that were printed: as PDF by Chromium and LibreOffice, and as every other format.

    python benchmarks/printed.py [--reports DIR] [--texts 20] [--pairs 10] [--missing]

Each text is printed in one column, in two, with notes at the foot and with every second page turned, and is held against
itself: shares of its sentences and of its headings that are found again. Then pairs of editions are compared in each
format, and their changes held against those of the plain text (F1). Nothing of it is kept.
"""

import argparse
import html
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from compare import pipeline
from compare.editions import read
from compare.model import Comparison, Edition
from compare.text.forms import folded

ROOT = Path(__file__).resolve().parent.parent
STYLE = (
    '@page{size:A4;margin:20mm}body{font-family:"Noto Serif CJK SC","DejaVu Serif",serif;font-size:10.5pt;line-height:1.5}'
    "p{margin:0 0 4pt 0}h1{font-size:16pt;margin:0 0 8pt 0}"
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
MOST = 60_000
"""Characters of a text that is printed; longer ones only cost time."""


def lines_of(edition: Edition) -> list[tuple[str, bool]]:
    """The paragraphs of an edition, each on one line, and whether it is a heading of its own."""
    found: list[tuple[str, bool]] = []
    last = -1
    for number, sentence in enumerate(edition.sentences):
        if sentence.role == "furniture":
            continue
        words = " ".join(edition.piece(number).split())
        glue = "" if edition.language == "zh" else " "
        if sentence.paragraph == last:
            found[-1] = found[-1][0] + glue + words, False
        else:
            found.append((words, sentence.role == "heading"))
        last = sentence.paragraph
    return found


def page(lines: list[tuple[str, bool]], columns: int = 1) -> str:
    """A web page of the lines."""
    body = "".join(f"<p>{html.escape(words)}</p>" for words, _ in lines)
    around = f'<div style="column-count:{columns};column-gap:9mm">{body}</div>' if columns > 1 else body
    return f'<html><head><meta charset="utf-8"><style>{STYLE}</style></head><body>{around}</body></html>'


def by_chromium(folder: Path, lines: list[tuple[str, bool]], columns: int) -> Path:
    """The lines printed by Chromium."""
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    source, target = folder / "page.html", folder / f"chromium{columns}.pdf"
    source.write_text(page(lines, columns), encoding="utf-8")
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
    ]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=120)
    return target


def by_office(folder: Path, lines: list[tuple[str, bool]], form: str, *, noted: bool = False) -> Path:
    """The lines as a Word file of LibreOffice's, printed by it for `pdf`; with a note on every fifth paragraph."""
    source = folder / "office.fodt"
    source.write_text(_flat(lines, noted=noted), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=180)
    return folder / f"office.{form}"


def _flat(lines: list[tuple[str, bool]], *, noted: bool) -> str:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in (("office", "office"), ("text", "text"), ("style", "style"))
    )
    body = []
    for number, (words, is_heading) in enumerate(lines):
        note = _NOTE.format(number // 5 + 1) if noted and number % 5 == 4 and not is_heading else ""
        body.append(f"<text:p>{html.escape(words)}{note}</text:p>")
    kind = 'office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.2"'
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} {kind}><office:body><office:text>{"".join(body)}</office:text></office:body></office:document>'


_NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>{0}</text:note-citation>'
    "<text:note-body><text:p>Remark on this, for those who ask.</text:p></text:note-body></text:note>"
)


def turned(path: Path) -> Path:
    """The same pages, every second one turned for its reader."""
    target = path.with_name("turned.pdf")
    document = pypdfium2.PdfDocument(path)
    for number in range(1, len(document), 2):
        document[number].set_rotation(90 if number % 4 == 1 else 270)
    document.save(target)
    return target


def sentences(edition: Edition) -> Counter[str]:
    """The folded sentences."""
    pieces = (
        folded(edition.piece(n), edition.language).text
        for n, s in enumerate(edition.sentences)
        if s.role != "furniture"
    )
    return Counter(piece for piece in pieces if piece)


def headings(edition: Edition) -> Counter[tuple[str, str]]:
    """The headings by number and title."""
    return Counter((s.number, "".join(s.title.split())) for s in edition.sections if s.heading)


WAYS: dict[str, Callable[[Path, list[tuple[str, bool]]], Path]] = {
    "Chromium, one column": lambda folder, lines: by_chromium(folder, lines, 1),
    "Chromium, two columns": lambda folder, lines: by_chromium(folder, lines, 2),
    "Chromium, turned pages": lambda folder, lines: turned(by_chromium(folder, lines, 1)),
    "LibreOffice": lambda folder, lines: by_office(folder, lines, "pdf"),
    "LibreOffice, notes": lambda folder, lines: by_office(folder, lines, "pdf", noted=True),
}


def texts(reports: Path, count: int) -> list[Path]:
    """The seeds and real texts of every kind, spread over the kinds."""
    seeds = sorted((ROOT / "seeds").rglob("*.txt"))
    kinds = (
        [sorted(folder.rglob("*.txt")) for folder in sorted(reports.iterdir()) if folder.is_dir()]
        if reports.is_dir()
        else []
    )
    real = [kind[at] for at in range(max(map(len, kinds), default=0)) for kind in kinds if at < len(kind)]
    return [*seeds, *[path for path in real if path.stat().st_size <= MOST][:count]]


def held(way: str, paths: list[Path], *, missing: bool) -> str:
    """Shares of sentences and headings of the texts that are read again once they are printed."""
    found, wanted = Counter[str](), Counter[str]()
    for path in paths:
        with TemporaryDirectory() as folder:
            plain = Path(folder) / path.name
            lines = lines_of(read(str(path)))
            plain.write_text("\n".join(words for words, _ in lines) + "\n", encoding="utf-8")
            twin, printed = read(str(plain)), read(str(WAYS[way](Path(folder), lines)))
        for name, of in (("sentences", sentences), ("headings", headings)):
            lost = of(twin) - of(printed)
            wanted[name] += of(twin).total()
            found[name] += of(twin).total() - lost.total()
            for words in [str(words)[:90] for words in lost][:4] if missing else ():
                print(f"    {path.parent.name}/{path.name} {name}: {words}")
    return ", ".join(f"{name} {found[name]}/{wanted[name]} = {found[name] / wanted[name]:.4f}" for name in wanted)


def changes(comparison: Comparison) -> Counter[tuple[str, ...]]:
    """The changes by kind and words, so that formats can be held against each other."""

    def words(edition: Edition, numbers: tuple[int, ...]) -> str:
        return "|".join(folded(edition.piece(n), edition.language).text for n in numbers)

    return Counter(
        (change.kind, words(comparison.old, change.old), words(comparison.new, change.new))
        for change in comparison.changes
    )


def formats(folder: Path, lines: list[tuple[str, bool]], name: str) -> Iterator[tuple[str, Path]]:
    """An edition in every format."""
    files = {
        "txt": "\n".join(w for w, _ in lines),
        "md": "\n\n".join(w.replace("*", r"\*") for w, _ in lines),
        "html": page(lines),
    }
    for form, text in files.items():
        path = folder / f"{name}.{form}"
        path.write_text(text + "\n", encoding="utf-8")
        yield form, path
    for form in ("docx", "pdf"):
        path = folder / f"{name}.{form}"
        shutil.move(by_office(folder, lines, form), path)
        yield form, path


def agreement(olds: Path, news: Path) -> dict[str, float]:
    """F1 of the changes of each format against those of the plain text."""
    with TemporaryDirectory() as folder:
        sides = [
            dict(formats(Path(folder), lines_of(read(str(path))), side))
            for path, side in ((olds, "2021"), (news, "2022"))
        ]
        found = {
            form: changes(pipeline.compare(read(str(sides[0][form])), read(str(sides[1][form])))) for form in sides[0]
        }
    plain = found.pop("txt")
    return {form: 2 * (these & plain).total() / (these.total() + plain.total()) for form, these in found.items()}


def pairs(reports: Path, count: int) -> list[tuple[Path, Path]]:
    """Neighbours of one folder, of the seeds first."""
    folders = [*sorted((ROOT / "seeds").iterdir()), *(sorted(reports.iterdir()) if reports.is_dir() else ())]
    rows = [list(pairwise(sorted(folder.glob("*.txt")))) for folder in folders if folder.is_dir()]
    every = [row[at] for at in range(max(map(len, rows), default=0)) for row in rows if at < len(row)]
    return [pair for pair in every if max(path.stat().st_size for path in pair) <= MOST][:count]


def main() -> None:
    """Print the lines."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--texts", type=int, default=20)
    ask.add_argument("--pairs", type=int, default=10)
    ask.add_argument("--missing", action="store_true")
    args = ask.parse_args()
    paths = texts(args.reports, args.texts)
    for way in WAYS if args.texts else ():
        print(f"{way:<24} {held(way, paths, missing=args.missing)}", flush=True)
    for old, new in pairs(args.reports, args.pairs):
        shares = ", ".join(f"{form} {share:.3f}" for form, share in agreement(old, new).items())
        print(f"{re.sub(r'[^ -~]', '?', old.parent.name)} {old.stem[:8]}-{new.stem[:8]}: {shares}", flush=True)


if __name__ == "__main__":
    main()
