"""Editions and comparisons built by hand, so that a room's tests need no other room."""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import strategies as st
from places import ROOT

from compare.codes import Notice
from compare.model import (
    Change,
    Comparison,
    Edit,
    Edition,
    Figure,
    FigureChange,
    FollowUp,
    Origin,
    Passage,
    Phrase,
    Section,
    SectionLine,
    SectionLink,
    Sentence,
    Series,
    Share,
    Signal,
    Stop,
    Survival,
    Term,
    Thread,
)
from compare.source import Source

HEAD = re.compile(r"([一二三四五六七八九]、|[1-9]\. )(.+)")
SENTENCE = {"zh": re.compile(r"[^。]+。?"), "en": re.compile(r"[^。 ].*?(?:。|\.(?= |$)|$)")}
WORDS = {"zh": ("{}年", "工作报告", "某县"), "en": ("{}", "Annual Report", "Some County")}


def edition(text: str, period: str = "2022", *, language: str = "zh") -> Edition:
    """An edition of level-one sections: a line that opens with 一、 is a heading, 。 or a line's end ends a sentence.

    In English 1. opens a heading, and a point before a blank ends a sentence, too.
    """
    sections, sentences, heads = [], [], []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        head = HEAD.match(line[0])
        if head or not heads:
            heads.append((len(sentences), line.start(), head))
        identity = str(len(heads))
        if head:
            sentences.append(Sentence(line.span(), "heading", identity, paragraph))
            continue
        for match in SENTENCE[language].finditer(line[0]):
            span = line.start() + match.start(), line.start() + match.end()
            sentences.append(Sentence(span, "body", identity, paragraph))
    ends = [*((first, start) for first, start, _ in heads[1:]), (len(sentences), len(text))]
    for number, ((first, start, head), (last, end)) in enumerate(zip(heads, ends, strict=True), 1):
        own = head.span() if head else None
        span = None if own is None else (start, start + own[1])
        title, label = (head[2], head[1]) if head else ("", "")
        sections.append(Section(str(number), "", label, title, 1, "other", span, (start, end), first, last))
    source = Source(f"{period}.txt", text, hashlib.sha256(text.encode()).hexdigest(), "txt", "utf-8")
    label, title, unit = WORDS[language]
    return Edition(
        period,
        source,
        label.format(period),
        title,
        unit,
        period,
        language,
        (),
        tuple(sections),
        tuple(sentences),  # type: ignore[arg-type]
    )


Told = tuple[Sequence[int], Sequence[int], str]


def comparison(old: Edition, new: Edition, told: Iterable[Told], sections: Iterable[SectionLink] = ()) -> Comparison:
    """A comparison from (old numbers, new numbers, kind), a kind with a trailing » being moved; the rest is lone."""
    told = list(told)
    used_old, used_new = ({n for row in told for n in row[side]} for side in (0, 1))
    told += [((n,), (), "removed") for n in range(len(old.sentences)) if n not in used_old]
    told += [((), (n,), "added") for n in range(len(new.sentences)) if n not in used_new]
    changes = tuple(
        Change(number, kind.rstrip("»"), tuple(olds), tuple(news), 0.9, 0.8, "test", kind.endswith("»"))  # type: ignore[arg-type]
        for number, (olds, news, kind) in enumerate(told)
    )
    return Comparison(old, new, tuple(sections), changes, {})


def full_comparison() -> Comparison:
    """A small comparison in which every kind of finding is present."""
    old = edition("一、回顾\n全年修路12公里。新建学校两所。项目全部按期完工。\n二、打算\n力争明年开工水库。", "2021")
    new = edition("一、回顾\n全年修路15公里。水库已经开工。项目基本按期完工。\n二、下一步\n新建学校两所。", "2022")
    links = (SectionLink("same", ("1",), ("1",), 0.9, "heading"), SectionLink("renamed", ("2",), ("2",), 0.5, "body"))
    figures = [Figure(text, value, "公里", masked=False, span=(9, 11)) for text, value in (("12", 12.0), ("15", 15.0))]
    edit = Edit("replace", (9, 11), (9, 11), "figure", 0.25)
    quiet = Edit("replace", (23, 25), (23, 25), "wording", 0.5)
    changes = (
        Change(0, "unchanged", (0,), (0,), 1.0, 1.0, "exact"),
        Change(1, "updated", (1,), (1,), 1.0, 1.0, "skeleton", weight=0.1, edits=(edit,), signals=()),
        Change(2, "unchanged", (2,), (5,), 1.0, 0.9, "exact", moved=True),
        Change(
            3,
            "edited",
            (3,),
            (3,),
            0.8,
            0.7,
            "score",
            weight=1.0,
            edits=(quiet,),
            signals=(Signal("softened", 0, (23, 25), (23, 25), 0.6),),
        ),
        Change(4, "edited", (4,), (4,), 0.4, 0.7, "score", weight=0.2, edits=(), signals=()),
        Change(5, "removed", (5,), (), 0.0, 0.8, "lone", weight=0.5),
        Change(6, "added", (), (2,), 0.0, 0.8, "lone", weight=0.5),
    )
    return Comparison(
        old,
        new,
        links,
        changes,
        scores={"recycled": Share(10, 20, 300), "carried": Share(200, 400, 300)},
        section_scores={"1": {"recycled": Share(4, 9, 300)}, "2": {}},
        passages=(
            Passage((5, 9), (Origin("2021", (5, 9)),), exact=True, first="2019", kind="own"),
            Passage(
                (9, 13),
                (Origin("2021", (9, 13)),),
                exact=False,
                first="2021",
                kind="formula",
                edits=(edit,),
                alarm=Notice("foreign place", {"name": ""}),
            ),
        ),
        sentence_scores=({}, {"recycled": 6, "own": 4, "formula": 2}, {"new": 6}, {}, {}, {}),
        figures=(
            FigureChange("修路", "", figures[0], figures[1], "up", 3.0, better=True),
            FigureChange("水库", "", None, figures[1], "unknown"),
        ),
        terms=(Term("水库", "rising", 1, 2, 3.5, 1.0, 0.04),),
        followups=(
            FollowUp(old.sentences[5].span, new.sentences[2].span, "answered", 0.9),
            FollowUp((0, 4), None, "not mentioned", 0.1),
        ),
        settings={"gram_length": 8, "names": ("甲", "乙"), "rate": 0.5},
        scheme={"linker": "test-1"},
        notices=(Notice("old later than new"),),
    )


def series() -> Series:
    """Two comparisons in a row, with a thread and a matrix."""
    first = full_comparison()
    third = edition("一、回顾\n新建学校两所。", "2023")
    second = comparison(first.new, third, [((0,), (0,), "unchanged"), ((5,), (1,), "unchanged»")])
    threads = (Thread((Stop("2021", (2,)), Stop("2022", (5,)), Stop("2023", (1,)))),)
    matrix = tuple(tuple(Share(i * j, 400, 300) for j in range(3)) for i in range(3))
    first, second = (replace(pair, measures={"cosine": 0.9, "simple_rescaled": 1.0}) for pair in (first, second))
    return Series(
        (first.old, first.new, third),
        (first, second),
        threads,
        matrix,
        (Notice("test"),),
        sections=(SectionLine("回顾", 1, (("2021", "1"), ("2022", "1")), (None, Share(20, 400, 300))),),
        survival=(Survival("2022", 1, Share(300, 600, 300)), Survival("2022", 3, None)),
        coined=(Phrase(Origin("2022", (0, 4)), "2022", "2023", 3),),
        dropped=(Phrase(Origin("2021", (0, 4)), "2021", "2021", 3),),
    )


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A small report of up to four sections."""
    lines = []
    for head in draw(st.lists(st.sampled_from("一二三四五"), min_size=1, max_size=4)):
        lines.append(f"{head}、" + draw(st.sampled_from(["回顾", "打算", "问题", "保障"])))
        lines += draw(st.lists(st.text("甲乙丙丁。", min_size=1, max_size=12), max_size=3))
    return "\n".join(line for line in lines if line.strip("。"))


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Two small reports under links of any shape: crossing, split over far pieces, moved or not, sections linked at random."""
    old, new = edition(draw(texts()), "2021"), edition(draw(texts()), "2022")
    group = st.integers(0, max(len(old.sentences), len(new.sentences)))
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for side, one in enumerate((old, new)):
        for number in range(len(one.sentences)):
            groups.setdefault(draw(group), ([], []))[side].append(number)
    told: list[Told] = []
    for olds, news in groups.values():
        if olds and news:
            told.append((olds, news, draw(st.sampled_from(["unchanged", "edited", "edited»", "updated»"]))))
    links = tuple(
        SectionLink("same", (o.id,), (draw(st.sampled_from(new.sections)).id,), 0.5, "test")
        for o in old.sections
        if draw(st.booleans())
    )
    return comparison(old, new, told, links)


SNAPSHOTS = ROOT / "tests" / "snapshots"


def snapshot(name: str, told: str) -> bool:
    """Whether an output is as the file in snapshots/ holds it; WRITE_SNAPSHOTS=1 writes the file instead."""
    path = SNAPSHOTS / name
    if os.environ.get("WRITE_SNAPSHOTS"):
        path.write_text(told, encoding="utf-8")
    return path.read_text(encoding="utf-8") == told


ATOMS = (
    "修路元万亿年一二三aB0123456789"
    "，。、；：？！.,:;()（）[]《》“”\"'-—–−+±×÷<>≤≥=~～%‰°℃$€£¥√✓□☐☒①²½→←↑/|·*_&#@é\u0301…👍 \u3000\t\u200b"
)
SENTENCES = st.text(st.sampled_from(ATOMS), min_size=1, max_size=14).map(lambda text: "修" + text + "路")


@st.composite
def neighbours(draw):
    """Two sentences that differ in one place: a character that came, went, or became another."""
    text = draw(SENTENCES)
    at, width = draw(st.integers(1, len(text) - 1)), draw(st.integers(0, 1))
    put = draw(st.sampled_from(["", *ATOMS]))
    return text, text[:at] + put + text[at + width :]
