"""From links to changes, and the words that changed."""

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from building import edition, neighbours, texts
from hypothesis import assume, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from compare.classify import classify, is_rewritten, mark
from compare.matching import equal_runs
from compare.model import Alignment, Link
from compare.settings import Settings

SETTINGS = Settings()


def changes(old, new, told):
    """All changes of a pair linked as told: (old numbers, new numbers); the rest alone."""
    used = [{n for row in told for n in row[side]} for side in (0, 1)]
    links = [Link(tuple(o), tuple(n), 0.9, 0.9, "test") for o, n in told]
    links += [Link((n,), (), 0.0, 0.9, "test") for n in range(len(old.sentences)) if n not in used[0]]
    links += [Link((), (n,), 0.0, 0.9, "test") for n in range(len(new.sentences)) if n not in used[1]]
    return classify(old, new, Alignment((), tuple(links)), settings=SETTINGS)


def marked(old, new, *, language="zh", told=(((0,), (0,)),)):
    before, after = edition(old, "2021", language=language), edition(new, "2022", language=language)
    return before, after, mark(before, after, changes(before, after, told), settings=SETTINGS)


def edits(old, new, *, language="zh", told=(((0,), (0,)),)):
    before, after, found = marked(old, new, language=language, told=told)
    return [
        (before.source.text[slice(*edit.old)], after.source.text[slice(*edit.new)], edit.kind)
        for change in found
        for edit in change.edits
    ]


KINDS = {
    "the same words are unchanged": ("修路三十公里。", "修路三十公里。", "unchanged"),
    "other marks and numbering are unchanged": ("一是修路，护林。", "二是修路、护林；", "unchanged"),
    "blanks and width are unchanged": ("增长５％", "增长 5%", "unchanged"),
    "a mask equals a longer mask": ("增长**％", "增长***％", "unchanged"),
    "another figure is an update": ("增长5.2％", "增长7.1％", "updated"),
    "a mask against a value is an update": ("增长5.2％", "增长***％", "updated"),
    "another year is an update": ("2021年修路", "2022年修路", "updated"),
    "another word is an edit": ("确保完成", "力争完成", "edited"),
    "a minus is an update": ("营业利润8.4亿元。", "营业利润-8.4亿元。", "updated"),
    "brackets that negate are an update": ("结余为710万元。", "结余为（710）万元。", "updated"),
    "another comparison is an edit": ("负债率≥40%的企业", "负债率≤40%的企业", "edited"),
    "a tick in another box is an edit": ("□存在 √不存在", "√存在 □不存在", "edited"),
    "another currency is an edit": ("出口$7亿", "出口€7亿", "edited"),
    "another arrow is an edit": ("空气质量↑", "空气质量↓", "edited"),
    "per mille is no per cent": ("出生率9%", "出生率9‰", "edited"),
    "a question is no statement": ("任务完成了？", "任务完成了。", "edited"),
    "book marks that go are an edit": ("落实《规划》", "落实规划", "edited"),
    "a compound is no pause": ("沿江-沿海", "沿江 - 沿海", "edited"),
    "a mark inside a number is part of it": ("配比为2：5。", "配比为25。", "updated"),
}


@pytest.mark.parametrize(("old", "new", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kind(old, new, kind):
    (change,) = changes(edition(old), edition(new), [((0,), (0,))])

    assert change.kind == kind


def test_a_split_that_keeps_its_words_is_unchanged():
    (change,) = changes(edition("修路护林。"), edition("修路。护林。"), [((0,), (0, 1))])

    assert change.kind == "unchanged"


def test_changes_are_numbered_as_the_new_edition_is_read_and_removed_ones_stand_at_their_place():
    old, new = edition("甲。乙。丙。丁。"), edition("戊。甲。丁。丙。")
    found = changes(old, new, [((0,), (1,)), ((3,), (2,)), ((2,), (3,))])

    assert [(change.id, change.old, change.new) for change in found] == [
        (0, (), (0,)),
        (1, (0,), (1,)),
        (2, (1,), ()),
        (3, (3,), (2,)),
        (4, (2,), (3,)),
    ]


CLASSES = {
    "a word": ("确保开工", "力争开工", [("确保", "力争", "wording")]),
    "a figure with its unit": ("投资12.5亿元", "投资13亿元", [("12.5亿元", "13亿元", "figure")]),
    "a Chinese numeral": ("建成三座水库", "建成五座水库", [("三座", "五座", "figure")]),
    "a date": ("2021年开工", "2022年开工", [("2021年", "2022年", "date")]),
    "a meeting": ("贯彻十九届五中全会精神", "贯彻二十届三中全会精神", None),
    "a mask against a value": ("增长5.2％左右", "增长***％左右", [("5.2％", "***％", "mask")]),
    "a mask against a mask": ("增长**％左右", "增长***％左右", []),
    "a mark": ("修路，护林", "修路、护林", [("，", "、", "punctuation")]),
    "a list head": ("一是修路", "二是修路", [("一是", "二是", "numbering")]),
    "a list head and a word": ("一是修路", "二是护林", [("一是", "二是", "numbering"), ("修路", "护林", "wording")]),
    "an island shorter than half of the edits around it is absorbed": (
        "加快农田水利的配套建设",
        "提升城乡道路的畅通水平",
        [("加快农田水利的配套建设", "提升城乡道路的畅通水平", "wording")],
    ),
    "a figure answers to a figure inside a rewritten stretch": (
        "增长5.2％左右",
        "下降3％左右",
        [("增长", "下降", "wording"), ("5.2％", "3％", "figure")],
    ),
    "function words at the ends of an edit stand alone": (
        "推动水利的发展",
        "推动公路发展",
        [("水利", "公路", "wording"), ("的", "", "wording")],
    ),
    "a list item goes with its mark": (
        "抓好修路、护林、治水",
        "抓好修路、防火、护林、治水",
        [("", "防火、", "wording")],
    ),
}


@pytest.mark.parametrize(("old", "new", "wanted"), CLASSES.values(), ids=CLASSES.keys())
def test_edits(old, new, wanted):
    found = edits(old, new)

    if wanted is None:
        assert {kind for _, _, kind in found} == {"meeting"}
    else:
        assert found == wanted


def test_english_words():
    assert edits("Net sales may rise by 5%.", "Net sales could rise by 7%.", language="en") == [
        ("may", "could", "wording"),
        ("5%", "7%", "figure"),
    ]


def test_unchanged_sentences_list_their_marks():
    assert edits("修路，护林。", "修路、护林。") == [("，", "、", "punctuation")]


def test_an_edit_stays_inside_its_sentence():
    found = edits("全县修路。", "全县护林。还要治水。", told=[((0,), (0, 1))])

    assert found == [("修路", "护林", "wording"), ("", "还要治水。", "wording")]


def test_added_and_removed_sentences_weigh_what_they_say():
    _, _, found = marked("修路。全县抓好水利工程建设。", "修路。护林。", told=[((0,), (0,))])
    weights = {change.kind: change.weight for change in found}

    assert weights["unchanged"] == 0.0
    assert 0 < weights["added"] < weights["removed"] == 1.0


def test_a_word_of_the_lexicon_weighs_double():
    rest = "全县加快实施高标准农田建设和水库除险加固工程。"
    _, _, (_, plain, strong) = marked(
        rest + "甲村种树。丙村必须修路。", rest + "甲村护林。丙村可以修路。", told=[((n,), (n,)) for n in range(3)]
    )

    assert strong.weight == pytest.approx(2 * plain.weight, abs=0.001)


def test_weights_do_not_depend_on_which_changes_are_marked():
    old, new, every = marked(
        "修路五里。护林。治水。", "修桥六座。护林员。治水。", told=[((n,), (n,)) for n in range(3)]
    )
    bare = tuple(replace(change, edits=None, weight=None) for change in every)
    some = mark(old, new, bare, settings=SETTINGS, only={1})

    assert some[1] == every[1]
    assert [change.edits for change in some] == [None, every[1].edits, None]


def test_a_pair_with_little_in_common_is_rewritten():
    old, new, (change,) = marked("全县抓好水利工程建设。", "全县大力发展乡村旅游。")
    other = marked("全县抓好水利工程建设。", "全县抓实水利工程建设。")

    assert is_rewritten(old, new, change, settings=SETTINGS)
    assert not is_rewritten(*other[:2], other[2][0], settings=SETTINGS)


PIECES = ["甲乙", "确保", "2021年", "5％", "**％", "、", "，", "的", "一是", "修路", "必须", "丙丁"]
REPORTS = st.one_of(texts(), st.lists(st.sampled_from([*PIECES, "。"]), min_size=1, max_size=14).map("".join)).filter(
    lambda text: text.strip("。\n")
)


@st.composite
def linked(draw):
    old, new = edition(draw(REPORTS), "2021"), edition(draw(REPORTS), "2022")
    told = []
    cut_old = sorted(draw(st.sets(st.integers(0, len(old.sentences)), max_size=3)) | {0, len(old.sentences)})
    cut_new = sorted(draw(st.sets(st.integers(0, len(new.sentences)), max_size=3)) | {0, len(new.sentences)})
    for (a, b), (c, d) in zip(zip(cut_old, cut_old[1:]), zip(cut_new, cut_new[1:])):  # noqa: B905, RUF007
        told.append((range(a, b), range(c, d)))
    return old, new, told


TURNED = {"added": "removed", "removed": "added", "insert": "delete", "delete": "insert"}


@limits(max_examples=60, deadline=None)
@given(linked())
def test_swapped_editions_mirror(case):
    old, new, told = case
    there = mark(old, new, changes(old, new, told), settings=SETTINGS)
    back = mark(new, old, changes(new, old, [(n, o) for o, n in told]), settings=SETTINGS)
    mirrored = {(change.new, change.old): change for change in back}

    for change in there:
        other = mirrored[change.old, change.new]
        assert other.kind == TURNED.get(change.kind, change.kind)
        assert other.weight == change.weight
        assert [(TURNED.get(e.op, e.op), e.new, e.old, e.kind, e.weight) for e in other.edits] == [
            (e.op, e.old, e.new, e.kind, e.weight) for e in change.edits
        ]


@limits(max_examples=60, deadline=None)
@given(linked())
def test_edits_lie_in_order_each_inside_one_sentence_of_its_change(case):
    old, new, told = case
    for change in mark(old, new, changes(old, new, told), settings=SETTINGS):
        for side, own, numbers in (("old", old, change.old), ("new", new, change.new)):
            spans = [getattr(edit, side) for edit in change.edits]
            homes = [own.sentences[n].span for n in numbers]
            assert all(a <= b for a, b in spans)
            assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:]))  # noqa: B905, RUF007
            assert all(any(s <= a and b <= e for s, e in homes) for a, b in spans)


@limits(max_examples=60, deadline=None)
@given(linked())
def test_what_no_edit_touches_is_the_same_on_both_sides(case):
    old, new, told = case
    for change in mark(old, new, changes(old, new, told), settings=SETTINGS):
        if change.old and change.new:
            rests = [
                rest(old, change.old, [e.old for e in change.edits]),
                rest(new, change.new, [e.new for e in change.edits]),
            ]
            assert rests[0] == rests[1]


def rest(own, numbers, spans):
    gone = {at for a, b in spans for at in range(a, b)}
    kept = (own.source.text[at] for n in numbers for at in range(*own.sentences[n].span) if at not in gone)
    return "".join("*" if c == "*" else c for c in kept if not c.isspace()).replace("**", "*")


@limits(max_examples=30, deadline=None)
@given(REPORTS)
def test_an_edition_against_itself_is_unchanged_without_edits(text):
    own = edition(text)
    found = mark(own, own, changes(own, own, [((n,), (n,)) for n in range(len(own.sentences))]), settings=SETTINGS)

    assert all((change.kind, change.edits, change.weight) == ("unchanged", (), 0.0) for change in found)


REPEATED = {
    "a clause": ("推进工作，", "推进工程，", [("工作", "工程", "wording")]),
    "a figure": ("增加5亿元，", "增加6亿元，", [("5亿元", "6亿元", "figure")]),
}


@pytest.mark.parametrize(("one", "two", "wanted"), REPEATED.values(), ids=REPEATED)
def test_what_repeats_itself_without_end_is_compared_in_halves_and_marked_alike(one, two, wanted, monkeypatch):
    asked = []

    def counted(isjunk, old, new, autojunk):
        asked.append(sum(old.count(word) * new.count(word) for word in set(old)) * min(len(old), len(new)))
        return SequenceMatcher(isjunk, old, new, autojunk=autojunk)

    monkeypatch.setattr("compare.matching.SequenceMatcher", counted)

    assert edits(one * 200, two * 200) == wanted * 200
    assert edits(one * 800, two * 800) == wanted * 800
    assert 0 < max(asked) <= SETTINGS.compared_most


@limits(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=40), st.lists(st.sampled_from("甲乙丙丁"), max_size=40))
def test_halves_hold_equal_words_in_order_as_the_whole_does(one, two):
    for most in (0, 50, 10**6):
        runs = list(equal_runs(one, two, most=most))

        assert all(one[i : i + size] == two[j : j + size] and size for i, j, size in runs)
        assert all(i + size <= i2 and j + size <= j2 for (i, j, size), (i2, j2, _) in pairwise(runs))


@limits(max_examples=300, deadline=None)
@given(neighbours())
def test_what_is_not_unchanged_shows_an_edit(pair):
    assume(all("\n" not in text and "。" not in text for text in pair))
    _, _, (change,) = marked(*pair)

    assert (change.kind == "unchanged") or change.edits


def test_two_numbers_that_meet_where_a_sentence_was_cut_stay_two():
    (change,) = changes(edition("开工3。5项完成。"), edition("开工35项完成。"), [((0, 1), (0,))])

    assert change.kind != "unchanged"
