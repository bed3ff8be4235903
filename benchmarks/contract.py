"""Every neighbouring pair of the real reports through `yoy report --format json`: exit status, schema, laws; one line.

    python benchmarks/contract.py [--reports DIR] [-v] [FOLDER …]

Also: the GBK originals give the same comparison as their UTF-8 twins, and the one-line texts the same sentences as
their clean twins.
"""

import argparse
import io
import json
import multiprocessing
import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
from real import lacking

from compare import read
from compare.__main__ import main as yoy
from compare.model import Edition
from compare.text.forms import folded

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "docs" / "comparison.schema.json"
SERIES = ["state-council", "hailar-district", "hailar-district/gbk", "pboc-committee", "disney-risk-factors"]
SERIES += ["disney-10k", "fomc-statements", "deputy-mayor"]
Pair = tuple[Path, Path]


def pairs(reports: Path, folder: str) -> list[Pair]:
    """The neighbouring editions of one folder; for the provinces, 2025 against 2026 by the first two characters."""
    if folder == "provinces":
        new = {path.name[:2]: path for path in sorted((reports / "provinces-2026").glob("*.txt"))}
        old = sorted((reports / "provinces-2025/text").glob("*.txt"))
        return [(path, new[path.name[:2]]) for path in old if path.name[:2] in new]
    editions = sorted((reports / folder).glob("*.txt"))
    if folder == "state-council":
        editions = [path for path in editions if path.stem >= "1978"]
    return list(pairwise(editions))


def run(pair: Pair) -> tuple[str, list[str], dict[str, Any]]:
    """What is wrong with one pair (nothing, usually), and its result."""
    name = "/".join(pair[0].parts[-2:]) + " " + pair[1].name
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "out.json")
        talk = io.StringIO()
        try:
            with redirect_stderr(talk), redirect_stdout(talk):
                status = yoy(["report", str(pair[0]), str(pair[1]), "--format", "json", "-o", str(target)])
        except Exception as fault:  # noqa: BLE001 -- a traceback is what this looks for; the other pairs go on
            return name, [f"{type(fault).__name__}: {fault}"], {}
        if status != 0:
            return name, [f"exit {status}: {talk.getvalue().strip()}"], {}
        result = json.loads(target.read_text(encoding="utf-8"))
    wrong = [error.message[:120] for error in VALIDATOR.iter_errors(result)][:3]
    return name, wrong + [fault for law in LAWS for fault in law(result)], result


def spans_of(edition: dict[str, Any]) -> list[tuple[int, int]]:
    return [tuple(sentence["span"]) for sentence in edition["sentences"]]


def each_sentence_is_in_one_change(result: dict[str, Any]) -> list[str]:
    faults = []
    for side in ("old", "new"):
        told = sorted(tuple(span) for change in result["changes"] for span in change[side])
        if told != sorted(spans_of(result[side])):
            faults.append(f"{side}: the changes do not hold every sentence once")
    return faults


def sentences_hold_the_text(result: dict[str, Any]) -> list[str]:
    faults = []
    for side in ("old", "new"):
        text, at = result[side]["text"], 0
        for start, end in spans_of(result[side]):
            faults += [f"{side}: text outside sentences at {at}"] if text[at:start].strip().strip("\ufeff") else []
            at = end
        faults += [f"{side}: text after the last sentence"] if text[at:].strip() else []
    return faults[:2]


def kinds_keep_their_word(result: dict[str, Any]) -> list[str]:
    faults = []
    for change in result["changes"]:
        sides = bool(change["old"]), bool(change["new"])
        wanted = {"added": (False, True), "removed": (True, False)}.get(change["kind"], (True, True))
        faults += [f"change {change['id']}: {change['kind']} with {sides}"] if sides != wanted else []
        faults += [f"change {change['id']}: nothing linked is moved"] if change["moved"] and not all(sides) else []
    return faults[:2]


def edits_stay_inside(result: dict[str, Any]) -> list[str]:
    faults = []
    for change in result["changes"]:
        for edit in change.get("edits") or []:
            for side in ("old", "new"):
                start, end = edit[side]
                inside = any(s <= start <= end <= e for s, e in change[side])
                faults += [] if inside or start == end else [f"change {change['id']}: an edit leaves its sentences"]
    return faults[:2]


def shares_are_counts(result: dict[str, Any]) -> list[str]:
    return [
        f"score {name}"
        for name, share in result["scores"].items()
        if isinstance(share, dict) and "of" in share
        if share["count"] > share["of"] or (share["of"] < 300) != (share["rate"] is None)
    ]


LAWS = [each_sentence_is_in_one_change, sentences_hold_the_text, kinds_keep_their_word, edits_stay_inside]
LAWS += [shares_are_counts]
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def unwrapped(result: dict[str, Any]) -> str:
    """The result with spans mapped through newline normalisation, without what may differ between encodings."""
    maps = {side: newline_map(result[side]["text"]) for side in ("old", "new")}

    def mapped(value: Any, side: str) -> Any:
        if isinstance(value, list):
            if len(value) == 2 and all(isinstance(x, int) for x in value):
                return [maps[side][x] for x in value]
            return [mapped(x, side) for x in value]
        if isinstance(value, dict):
            return {
                k: mapped(v, k if k in ("old", "new") else "old" if k in ("sources", "target") else side)
                for k, v in value.items()
            }
        return value

    for side in ("old", "new"):
        for key in ("path", "sha256", "text", "repairs", "encoding", "characters", "source"):
            result[side].pop(key, None)
    return json.dumps(mapped(result, "new"), ensure_ascii=False, sort_keys=True)


def newline_map(text: str) -> list[int]:
    at, places = 0, []
    for character in text:
        places.append(at)
        at += character != "\r"
    return [*places, at]


def flat_agreement(reports: Path) -> list[str]:
    """For each one-line text: which share of its clean twin's sentences it gives, the most any cutting could; headings.

    Page furniture is no sentence of the report, and what stands twice counts twice. The twins differ in some words:
    what the flat text does not say in the clean one's letters, it cannot give however it is cut. That is the ceiling.
    The one-line 2007 is truncated: only what it holds counts.
    """
    lines, given, told = [], 0, 0
    for path in sorted((reports / "state-council/flat").glob("*.txt")):
        flat, clean = read(str(path)), read(str(reports / "state-council" / path.name))
        whole, other = (flat, clean) if path.stem == "2007" else (clean, flat)
        wanted, got = Counter(sentences(whole)), Counter(sentences(other))
        same, count = (wanted & got).total(), wanted.total()
        most = sum(min(times, "".join(sentences(other)).count(text)) for text, times in wanted.items())
        heads = {title for title, number in headings(clean) if number and title in "".join(sentences(flat))}
        found = heads & {title for title, _ in headings(flat)}
        lines.append(f"{path.stem} {same / count:.3f} (at most {most / count:.3f}, headings {len(found)}/{len(heads)})")
        given, told = given + same, told + count
    return [*lines, f"together {given / told:.3f}"]


def sentences(edition: Edition) -> list[str]:
    """The folded sentences of a report, without page furniture."""
    told = [at for at, sentence in enumerate(edition.sentences) if sentence.role != "furniture"]
    return [text for at in told if (text := folded(edition.piece(at), edition.language).text)]


def headings(edition: Edition) -> list[tuple[str, str]]:
    """The folded headings of a report with their numbers."""
    return [(folded(section.title, edition.language).text, section.number) for section in edition.sections]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="*", help="some of the folders only")
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("-v", action="store_true", help="name every pair")
    args = ask.parse_args()
    if lacking([args.reports], "the contract on real pairs"):
        return 0
    start = time.perf_counter()
    work = [pair for folder in args.folders or [*SERIES, "provinces"] for pair in pairs(args.reports, folder)]
    faults, gbk = 0, {}
    with multiprocessing.Pool(2) as pool:
        for name, wrong, result in pool.imap(run, work):
            faults += bool(wrong)
            if wrong or args.v:
                print(name, "; ".join(wrong) or "ok")
            if result and re.match(r"(gbk|hailar-district)/", name):
                gbk.setdefault(name.partition("/")[2], []).append(unwrapped(result))
    twins = sum(len(set(both)) == 1 for both in gbk.values() if len(both) == 2)
    print(
        f"contract: {len(work) - faults} of {len(work)} pairs hold; GBK twins equal {twins} of "
        f"{sum(len(both) == 2 for both in gbk.values())}; flat: {', '.join(flat_agreement(args.reports))}; "
        f"{time.perf_counter() - start:.0f} s"
    )
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
