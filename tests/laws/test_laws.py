"""The laws of a comparison, on random editions."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from compare import classify, pipeline
from compare.align import align
from compare.align.text_features import candidates, with_letters
from compare.align.types import sentence_table
from compare.model import Alignment, Anchors, Comparison, Edition, Link
from compare.settings import Settings
from compare.source import Source
from compare.structure import parse
from compare.text.forms import folded

SEEDS = ROOT / "seeds"
HEADS = ["一、工作回顾", "二、主要任务", "（一）夯实产业根基", "（二）守住安全底线", "三、自身建设"]
SUBJECTS = ["东岭水库", "城南新区", "南河灌区", "冷链园区", "县医院", "古渡口", "北坡光伏电站", "乡村教师公寓"]
VERBS = [
    "建成投用",
    "完成投资3.5亿元",
    "正在加快建设",
    "力争年内开工",
    "受理群众来信120件",
    "惠及***户群众",
    "同比增长7.1%",
]
TAILS = ["", "，比上年多2处", "，各项手续齐全", "，**月底前完成验收", "，没有发生一起事故"]
QUICK = settings(max_examples=25, deadline=None)

sentences = st.builds("{}{}{}。".format, st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.sampled_from(TAILS))
paragraphs = st.lists(sentences, min_size=1, max_size=4).map("".join)
sections = st.tuples(st.sampled_from(HEADS), st.lists(paragraphs, min_size=1, max_size=3))
reports = st.lists(sections, min_size=1, max_size=4).map(
    lambda told: "\n".join(line for head, body in told for line in (head, *body))
)
essays = st.lists(
    st.builds(
        "{} {} {}.".format,
        st.sampled_from(["The reservoir", "Our library", "A new bridge", "The old ferry"]),
        st.sampled_from(["opened", "was repaired", "will be built", "serves the valley"]),
        st.sampled_from(["in May", "for its readers", "after the flood", "as promised"]),
    ),
    min_size=1,
    max_size=12,
).map("\n".join)


def edition(text: str, period: str = "2022") -> Edition:
    return parse(Source(f"{period}.txt", text, "", "txt", "utf-8"), period=period, settings=Settings())


def compared(old: str, new: str) -> Comparison:
    return pipeline.compare(edition(old, "2021"), edition(new), find=frozenset({"passages", "figures"}))


@QUICK
@given(reports, reports)
def test_every_sentence_is_in_exactly_one_change(old, new):
    result = compared(old, new)

    assert sorted(i for c in result.changes for i in c.old) == list(range(len(result.old.sentences)))
    assert sorted(j for c in result.changes for j in c.new) == list(range(len(result.new.sentences)))


@QUICK
@given(reports, reports)
def test_every_section_is_in_exactly_one_section_link(old, new):
    result = compared(old, new)

    assert sorted(i for link in result.sections for i in link.old) == sorted(s.id for s in result.old.sections)
    assert sorted(j for link in result.sections for j in link.new) == sorted(s.id for s in result.new.sections)


@QUICK
@given(reports, reports)
def test_equal_sentences_are_never_told_as_gone_and_new(old, new):
    result = compared(old, new)

    def told(side: Edition, kind: str, at: str) -> set[tuple[str, str]]:
        places = [place for c in result.changes if c.kind == kind for place in getattr(c, at)]
        return {(side.sentences[place].role, folded(side.piece(place), "zh").text) for place in places}

    assert not told(result.old, "removed", "old") & told(result.new, "added", "new")


@QUICK
@given(reports)
def test_an_edition_against_itself_is_unchanged_in_place(text):
    result = compared(text, text)

    assert {(c.kind, c.moved) for c in result.changes} == {("unchanged", False)}
    assert all(c.old == c.new for c in result.changes)
    assert result.scores["recycled"].count == result.scores["recycled"].of


@QUICK
@given(reports, reports)
def test_the_same_links_turned_round_mirror_the_changes(old, new):
    one, two = edition(old, "2021"), edition(new)
    there = align(one, two, settings=Settings(), anchors=Anchors())
    back = Alignment(sections=(), links=tuple(mirrored(link) for link in there.links))
    turned = {"added": "removed", "removed": "added"}

    forth = classify.mark(one, two, classify.classify(one, two, there, settings=Settings()), settings=Settings())
    again = classify.mark(two, one, classify.classify(two, one, back, settings=Settings()), settings=Settings())

    assert {(c.old, c.new): (c.kind, c.moved, edits(c)) for c in forth} == {
        (c.new, c.old): (turned.get(c.kind, c.kind), c.moved, edits(c, turned=True)) for c in again
    }


@QUICK
@given(st.sampled_from([reports, essays]).flatmap(lambda texts: st.tuples(texts, texts)))
def test_editions_exchanged_link_the_same_sentences(texts):
    one, two = edition(texts[0], "2021"), edition(texts[1])
    there, back = (align(*both, settings=Settings()) for both in ((one, two), (two, one)))

    assert {(link.old, link.new) for link in there.links} == {(link.new, link.old) for link in back.links}


@pytest.mark.parametrize(
    "pair", ["county/2021 county/2023", "deputy-mayor/2020 deputy-mayor/2021", "risk-factors/2022 risk-factors/2023"]
)
def test_what_answers_to_what_does_not_hang_on_which_is_older(pair):
    one, two = (pipeline.read(str(SEEDS / f"{name}.txt")) for name in pair.split())
    there, back = (align(*both, settings=Settings()) for both in ((one, two), (two, one)))

    assert {(link.old, link.new, link.why, link.confidence) for link in there.links} == {
        (link.new, link.old, link.why, link.confidence) for link in back.links
    }


def mirrored(link: Link) -> Link:
    return replace(link, old=link.new, new=link.old)


def edits(change, *, turned=False):
    opposite = {"insert": "delete", "delete": "insert", "replace": "replace"}
    if turned:
        return sorted((opposite[e.op], e.new, e.old, e.kind) for e in change.edits or ())
    return sorted((e.op, e.old, e.new, e.kind) for e in change.edits or ())


@QUICK
@given(reports, reports, reports)
def test_a_pair_links_alone_as_it_does_in_a_series(first, second, third):
    alone = pipeline.compare(edition(first, "2020"), edition(second, "2021"), find=frozenset())
    whole = pipeline.series([edition(first, "2020"), edition(second, "2021"), edition(third, "2022")])

    assert whole.pairs[0].changes == alone.changes
    assert whole.pairs[0].sections == alone.sections


@pytest.mark.parametrize("seed", ["1", "77"])
def test_the_bytes_are_the_same_under_any_hash_seed_and_locale(seed):
    def told(**extra: str) -> bytes:
        command = [sys.executable, "-m", "compare", "report", "2020.txt", "2021.txt", "--format", "json"]
        environment = {**os.environ, **extra}
        return subprocess.run(
            command, cwd=SEEDS / "deputy-mayor", env=environment, capture_output=True, check=True
        ).stdout

    assert told(PYTHONHASHSEED="0", LC_ALL="C.UTF-8") == told(PYTHONHASHSEED=seed, LC_ALL="POSIX")


@pytest.mark.parametrize("more", [0, 1, 90], ids=["as often", "once more", "half as often again"])
def test_equal_sentences_have_a_bounded_number_of_candidates(more):
    texts = ["一、工作\n" + "推进重点工作落实。\n" * count for count in (180, 180 + more)]
    one, other = (
        sentence_table(parse(Source(f"{n}.txt", text, str(n), "txt", "utf-8"), settings=Settings()))
        for n, text in enumerate(texts)
    )
    free = np.ones(len(one), dtype=bool), np.ones(len(other), dtype=bool)
    found = candidates(one, other, free, floor=0.0, most=15, tied=60)

    assert 0 < len(found.rows) <= 62 * (len(one) + len(other))


def test_a_sentence_without_end_is_compared_by_its_beginning():
    texts = ["推进重点工作落实" * 300 + tail + "。" for tail in ("完成投资", "群众来信" * 5000)]
    one, other = (
        sentence_table(parse(Source(f"{n}.txt", text, str(n), "txt", "utf-8"), settings=Settings()))
        for n, text in enumerate(texts)
    )
    wide = candidates(one, other, (np.ones(1, dtype=bool), np.ones(1, dtype=bool)), floor=0.0, most=15, tied=60)

    assert with_letters(wide, one, other, longest=2000).features["ratio"].tolist() == [1.0]
