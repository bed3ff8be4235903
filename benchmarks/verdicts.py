"""Whether what is claimed is true: draws promises, quiet changes and figures from pairs of many kinds, and scores their readings.

    python benchmarks/verdicts.py [--role work|gate] [--print] [--recall] [--reports DIR] [PAIR …]

From each pair 20 of each list are drawn with a fixed seed (quiet changes: the first three, then others). `--print` writes
them as blocks to be read: the claim, both sentences in context, an id, an empty verdict. Eyes that have not seen the
code write right, doubtful or wrong behind it, with a reason; `--keep FILE` takes the verdicts of such a file into
`benchmarks/readings/verdicts/PAIR.tsv`, by id, without any text. Without `--print` the precision of every list and kind
is printed as far as it was read, doubtful counting half. `--recall` plants edits in real editions, in memory, and prints
how many are found. Pairs of the role "gate" are never looked at while anything is tuned.
"""

import argparse
import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import compare
from compare.model import Comparison, Edition
from compare.pipeline import read
from compare.settings import Settings
from compare.source import Span
from compare.structure import parse
from compare.view.findings import signed

ROOT = Path(__file__).resolve().parent.parent
READINGS = ROOT / "benchmarks" / "readings" / "verdicts"
MOST, FIRST, SEED, CONTEXT = 20, 3, 20, 160
WORTH = {"right": 1.0, "doubtful": 0.5, "wrong": 0.0}
FIND = frozenset({"edits", "figures", "signals", "followups"})
PROVINCE = "provinces-2025/text/{0}.2025.txt", "provinces-2026/{0}_2026.txt"
SEEDS = str(ROOT / "seeds")
CORPUS = "../../corpus/en"


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of editions: what kind of report, and whether things may be tuned on it."""

    name: str
    kind: str
    role: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to be read: which list it is of, what is claimed, and what stands in either edition."""

    list: str
    claim: str
    old: str
    new: str

    @property
    def id(self) -> str:
        """By all that a reader sees: another claim, or other evidence, is another item."""
        return hashlib.sha256(f"{self.list}\x1f{self.claim}\x1f{self.old}\x1f{self.new}".encode()).hexdigest()[:12]


PAIRS = (
    Pair("jiangsu2526", "province", "work", *(path.format("江苏省") for path in PROVINCE)),
    Pair("hailar1617", "county", "work", "hailar-district/2016.txt", "hailar-district/2017.txt"),
    Pair("national2425", "State Council", "work", "state-council/2024.txt", "state-council/2025.txt"),
    Pair("disney1617", "10-K", "work", "disney-10k/2016.txt", "disney-10k/2017.txt"),
    Pair("fomc2507", "FOMC", "work", "fomc-statements/20250730.txt", "fomc-statements/20250917.txt"),
    Pair("seeds2021", "seeds", "work", f"{SEEDS}/deputy-mayor/2020.txt", f"{SEEDS}/deputy-mayor/2021.txt"),
    Pair("sichuan2526", "province", "work", *(path.format("四川省") for path in PROVINCE)),
    Pair("hailar1718", "county", "work", "hailar-district/2017.txt", "hailar-district/2018.txt"),
    Pair("national1516", "State Council", "work", "state-council/2015.txt", "state-council/2016.txt"),
    Pair("disney1314", "10-K", "work", "disney-10k/2013.txt", "disney-10k/2014.txt"),
    Pair("pboc2019", "bank readout", "work", "pboc-committee/2019Q1.txt", "pboc-committee/2019Q2.txt"),
    Pair("fomc2303", "FOMC", "work", "fomc-statements/20230322.txt", "fomc-statements/20230503.txt"),
    Pair("guizhou2526", "province", "gate", *(path.format("贵州省") for path in PROVINCE)),
    Pair("hailar1314", "county", "gate", "hailar-district/2013.txt", "hailar-district/2014.txt"),
    Pair("national1011", "State Council", "gate", "state-council/2010.txt", "state-council/2011.txt"),
    Pair("pboc2015", "bank readout", "gate", "pboc-committee/2015Q1.txt", "pboc-committee/2015Q2.txt"),
    Pair("boi2012", "bank minutes", "gate", f"{CORPUS}/boi2012.old.txt", f"{CORPUS}/boi2012.new.txt"),
    Pair("cigi1719", "annual report", "gate", f"{CORPUS}/cigi1719.old.txt", f"{CORPUS}/cigi1719.new.txt"),
)

GUIDE = """HOW TO READ

Each block is one claim about two editions of a report: read "old" and "new", then write one word behind "verdict:":
  right     a careful reader who signs under it would say the same
  doubtful  it may be said, but one would ask back, or it is not worth saying
  wrong     it is not so, or it is no promise / no quiet change / not the same figure
and a reason of a few words behind "reason:". 【】 marks the words that are spoken of. Lists:
promise   the old sentence promises a task that can be checked (or, as a forecast, expects something); the status is what
          the new edition says of it. met, missed (by how much), exceeded: by figures. answered: taken up, no figure.
          repeated: promised again. not mentioned: nothing of it in the new edition (look it up there if the new file is at
          hand). undecidable: it cannot be said from the texts (a mask, doubtful evidence, no clear answer).
quiet     a small change with a large meaning, of the kind that is named; right only if it is worth a reader's time.
figure    the same thing (indicator, unit, kind of time) in both editions, the values read rightly, the direction right.
"""


def path_of(path: str, reports: Path) -> str:
    """A path of the table; those of the seeds stand in the project."""
    return path if Path(path).is_absolute() else str(reports / path)


def compared(pair: Pair, reports: Path) -> Comparison:
    """The comparison of a pair with the three lists."""
    old, new = (read(path_of(path, reports)) for path in (pair.old, pair.new))
    return compare.compare(old, new, find=FIND)


def shown(edition: Edition, span: Span | None) -> str:
    """A stretch with what stands around it; "—" for none."""
    if span is None:
        return "—"
    text, (start, end) = edition.source.text, span
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return " ".join(f"{before}【{text[start:end]}】{after}".split())


def promises(found: Comparison) -> list[Item]:
    """Every promise and forecast with its status."""
    items = []
    for one in found.followups or ():
        figures = f", {one.target.text if one.target else ''} -> {one.outturn.text}" if one.outturn else ""
        by = f", by {one.difference:g}" if one.difference and one.status == "missed" else ""
        claim = f"{'forecast' if one.forecast else 'promise'}: {one.status}{figures}{by}"
        items.append(Item("promise", claim, shown(found.old, one.old), shown(found.new, one.new)))
    return items


def quiet(found: Comparison) -> list[Item]:
    """Every quiet change, the weightiest first; of one change the first signal."""
    loud = [(change.signals[0].weight, -change.id, change) for change in found.changes if change.signals]
    items = []
    for _, _, change in sorted(loud, key=lambda row: row[:2], reverse=True):
        signal = change.signals[0]
        sides = []
        for edition, span, numbers in ((found.old, signal.old, change.old), (found.new, signal.new, change.new)):
            at = [edition.sentences[number].span for number in numbers]
            whole = (at[0][0], at[-1][1]) if at else None
            sides.append(shown(edition, span or whole))
        items.append(Item("quiet", signal.name, *sides))
    return items


def figures(found: Comparison) -> list[Item]:
    """Every pair of figures that changed."""
    return [
        Item(
            "figure",
            f"{one.indicator} {one.measure}: {' -> '.join(signed(one))}, {one.direction}",
            shown(found.old, one.old.span),
            shown(found.new, one.new.span),
        )
        for one in found.figures or ()
        if one.old and one.new and one.direction in ("up", "down")
    ]


def drawn(found: Comparison, name: str) -> Iterator[Item]:
    """Twenty of each list with a seed that hangs on the pair alone; of the quiet changes the first three are among them."""
    for items, head in ((promises(found), 0), (quiet(found), FIRST), (figures(found), 0)):
        rest = items[head:]
        rng = random.Random(f"{SEED} {name}")
        yield from [*items[:head], *rng.sample(rest, min(len(rest), MOST - head))]


def block(pair: Pair, item: Item) -> str:
    """An item as it is read."""
    return f"## {item.id} {pair.name} {item.list}\nclaim: {item.claim}\nold: {item.old}\nnew: {item.new}\nverdict:\nreason:\n"


def kept(name: str) -> dict[str, str]:
    """The verdicts that were written of a pair, by id."""
    path = READINGS / f"{name}.tsv"
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(row.split("\t")[:2] for row in rows if "\t" in row)


def keep(file: Path) -> None:
    """Takes the verdicts of a file of blocks into the readings: ids and words, no text."""
    pattern = re.compile(r"^## (\w+) (\w+) (\w+)$(?:.*\n)*?verdict:[ \t]*(right|doubtful|wrong)", re.MULTILINE)
    for identity, name, _, verdict in pattern.findall(file.read_text(encoding="utf-8")):
        rows = kept(name) | {identity: verdict}
        READINGS.mkdir(parents=True, exist_ok=True)
        (READINGS / f"{name}.tsv").write_text("".join(f"{i}\t{v}\n" for i, v in sorted(rows.items())), encoding="utf-8")


def precision(rows: Sequence[tuple[Pair, Item]]) -> None:
    """Prints how many items were read, and how many are right, of each list and kind."""
    read_rows = [(pair, item, kept(pair.name).get(item.id)) for pair, item in rows]
    for kind in dict.fromkeys(("all", *(pair.kind for pair, _ in rows))):
        for name in ("promise", "quiet", "figure"):
            own = [v for pair, item, v in read_rows if item.list == name and kind in ("all", pair.kind)]
            worth = [WORTH[verdict] for verdict in own if verdict]
            share = f"{sum(worth) / len(worth):.3f}" if worth else "-"
            print(f"{kind:<15}{name:<9}read {len(worth):>3} of {len(own):>3}  right {share}")


# Recall: edits planted in real editions, in memory.

RECALL = ("jiangsu2526", "national2425", "hailar1617")
PLANTED = 40
SWAPS = {
    "softened": (
        ("确保", "力争"),
        ("必须", "应当"),
        ("坚决", "积极"),
        ("严格", "适当"),
        ("显著", "有所"),
        ("全力", "努力"),
    ),
    "hardened": (("力争", "确保"), ("努力", "坚决"), ("积极", "坚决"), ("支持", "确保"), ("鼓励", "要求")),
    "scope narrowed": (("全部", "部分"), ("所有", "部分"), ("各类", "部分"), ("全面", "部分"), ("全省", "城区")),
}
INVENTED = (
    "建成梧桐岭{0}号高山滑雪场。",
    "开工建设柳影湖{0}座应急水厂。",
    "设立霜叶坡第{0}所聋哑学校。",
    "新建栗子沟索道{0}条。",
)


def edition_of(base: Edition, text: str, period: str) -> Edition:
    """Another text under the same name."""
    source = replace(base.source, text=text)
    return parse(source, period=period, settings=Settings())


def swapped(base: Edition, pairs: Sequence[tuple[str, str]], rng: random.Random) -> tuple[str, list[Span]]:
    """The text with up to forty words swapped, at most one a sentence, and where these sentences stand in the old text."""
    text = base.source.text
    places = []
    for sentence in base.sentences:
        if sentence.role == "body":
            piece = text[slice(*sentence.span)]
            hits = [(sentence.span, piece.index(a), a, b) for a, b in pairs if piece.count(a) == 1]
            places += hits[:1]
    chosen = sorted(rng.sample(places, min(PLANTED, len(places))), reverse=True)
    for (start, _), at, a, b in chosen:
        text = text[: start + at] + b + text[start + at + len(a) :]
    return text, [span for span, *_ in chosen]


def recall_of_words(base: Edition, name: str) -> tuple[int, int]:
    """How many of the planted words of one signal are found."""
    text, spans = swapped(base, SWAPS[name], random.Random(f"{SEED} {name}"))
    found = compare.compare(base, edition_of(base, text, "9999"), find=frozenset({"edits", "signals"}))
    homes = {found.old.sentences[n].span: change for change in found.changes for n in change.old}
    hits = [any(signal.name == name for signal in homes[span].signals or ()) for span in spans if span in homes]
    return sum(hits), len(spans)


def recall_of_promises(base: Edition) -> tuple[int, int]:
    """How many invented promises, put into the plan of the old edition, are told as not mentioned."""
    plans = [s for s in base.sentences if s.role == "body" and base.section(s.section).part == "plan"]
    rng = random.Random(f"{SEED} promises")
    chosen = sorted(rng.sample(plans, min(PLANTED, len(plans))), key=lambda s: -s.span[1])
    text = base.source.text
    planted = []
    for order, sentence in enumerate(chosen):
        words = INVENTED[order % len(INVENTED)].format(order + 2)
        text = text[: sentence.span[1]] + words + text[sentence.span[1] :]
        planted.append(words)
    found = compare.compare(edition_of(base, text, "2000"), base, find=frozenset({"followups"}))
    old = found.old.source.text
    gone = {old[slice(*one.old)].strip() for one in found.followups or () if one.status == "not mentioned"}
    return sum(any(words in text for text in gone) for words in planted), len(planted)


def recall(reports: Path) -> None:
    """Prints how much of what was planted is found."""
    tests: dict[str, Callable[[Edition], tuple[int, int]]] = {
        name: lambda base, name=name: recall_of_words(base, name) for name in SWAPS
    }
    tests["promise dropped"] = recall_of_promises
    for pair in PAIRS:
        if pair.name in RECALL:
            base = read(path_of(pair.old, reports))
            for name, test in tests.items():
                hits, count = test(base)
                print(f"{pair.name:<15}{name:<16}{hits:>3} of {count:>3}")


def main() -> None:
    """Draw and print, or score."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("only", nargs="*", help="names of pairs")
    ask.add_argument("--role", choices=("work", "gate"), default="work")
    ask.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "reports")
    ask.add_argument("--print", action="store_true", dest="blocks")
    ask.add_argument("--recall", action="store_true")
    ask.add_argument("--keep", type=Path)
    args = ask.parse_args()
    if args.keep:
        keep(args.keep)
    if args.recall:
        recall(args.reports)
        return
    pairs = [pair for pair in PAIRS if pair.role == args.role and (not args.only or pair.name in args.only)]
    pairs = [pair for pair in pairs if Path(path_of(pair.old, args.reports)).exists()]
    rows = [(pair, item) for pair in pairs for item in drawn(compared(pair, args.reports), pair.name)]
    if args.blocks:
        print(GUIDE)
        print("\n".join(block(pair, item) for pair, item in rows))
    else:
        precision(rows)


if __name__ == "__main__":
    main()
