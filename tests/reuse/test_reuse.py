"""Recycled phrasing: the ledger against a slow definition, the laws of the scores, passages, classes, bad backgrounds."""

from dataclasses import replace

import numpy as np
import pytest
from building import edition
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from places import SHARED

from compare import reuse
from compare.codes import Notice
from compare.errors import BadOption, Unreadable
from compare.model import Change, Edition, Passage, Share
from compare.pipeline import read
from compare.reuse.background import SHIPPED, scheme
from compare.reuse.gazetteer import foreign, home, registry
from compare.reuse.hashing import characters, grams, windows
from compare.reuse.ngrams import ledger
from compare.reuse.trim import quoted
from compare.settings import Settings
from compare.text.forms import skeleton

S = Settings()
REPORTS = SHARED / "reports"

ROAD = "全面推进农村公路提档升级工程建设。"
WATER = "城区第二水厂已于上月底通水运行。"
SCHOOL = "新建改建乡镇寄宿制学校三所并投入使用。"


def find(old: Edition, new: Edition, **options: object) -> reuse.Recycling:
    return reuse.find(old, new, **{"changes": (), "background": "none", "settings": S, **options})  # type: ignore[arg-type]


def texts_of(found: reuse.Recycling, new: Edition) -> list[str]:
    return [new.source.text[slice(*passage.new)] for passage in found.passages]


def slowly(old: Edition, new: Edition) -> tuple[int, int]:
    """Recycled and counted characters by the definition, without hashes: common runs of 8, whole sentences of 6 and 7."""
    said = [skeleton(old.piece(n), "zh").text for n in range(len(old.sentences))]
    runs = {text[at : at + 8] for text in said for at in range(len(text) - 7)}
    runs |= {text for text in said if 6 <= len(text) < 8}
    recycled = counted = 0
    for number, sentence in enumerate(new.sentences):
        text = skeleton(new.piece(number), "zh").text
        places = [(at, at + 8) for at in range(len(text) - 7)] if len(text) >= 8 else [(0, len(text))]
        places = [place for place in places if place[1] - place[0] >= 6] if sentence.role == "body" else []
        under = {at for start, end in places for at in range(start, end)}
        kept = {at for start, end in places if text[start:end] in runs for at in range(start, end)}
        counted, recycled = counted + len(under), recycled + len(kept)
    return recycled, counted


reports = st.lists(st.text("甲乙丙丁", min_size=1, max_size=14), min_size=1, max_size=8).map(
    lambda s: "。\n".join(s) + "。"
)


@limits(max_examples=100, deadline=None)
@given(reports, reports)
def test_recycled_is_what_the_definition_says(before, after):
    old, new = edition(before, "2021"), edition(after, "2022")
    share = find(old, new).scores["recycled"]

    assert (share.count, share.of) == slowly(old, new)


@limits(max_examples=60, deadline=None)
@given(reports)
def test_a_report_stands_wholly_in_itself(text):
    same = replace(edition(text, "2022"), id="again")
    found = find(edition(text, "2021"), same)

    assert found.scores["recycled"].count == found.scores["recycled"].of
    assert found.scores["recycled"].rate in (1.0, None)


@limits(max_examples=30, deadline=None)
@given(reports, reports)
def test_texts_without_a_common_character_share_nothing(before, after):
    found = find(edition(before, "2021"), edition(after.translate(str.maketrans("甲乙丙丁", "戊己庚辛")), "2022"))

    assert found.scores["recycled"].count == 0
    assert found.passages == ()


@limits(max_examples=40, deadline=None)
@given(reports, reports, reports, st.randoms(use_true_random=False))
def test_order_does_not_matter(before, earlier, after, rng):
    lines = before.split("\n")
    rng.shuffle(lines)
    new = edition(after, "2022")
    history = [edition(earlier, "2020"), edition("一、\n" + earlier, "2019")]

    straight = find(edition(before, "2021"), new, history=history, passages=False)
    shuffled = find(edition("\n".join(lines), "2021"), new, history=history[::-1], passages=False)
    assert straight.scores == shuffled.scores


@limits(max_examples=40, deadline=None)
@given(reports, reports, reports, reports)
def test_a_later_edition_changes_no_earlier_score(first, second, third, later):
    old, new = edition(second, "2021"), edition(third, "2022")
    past = [edition(first, "2020")]

    alone, with_later = (find(old, new, history=h) for h in (past, [*past, edition(later, "2023"), new]))
    assert replace(with_later, notices=()) == alone


@limits(max_examples=40, deadline=None)
@given(st.lists(reports, min_size=2, max_size=4), reports)
def test_scores_add_up_from_section_to_report(parts, before):
    text = "\n".join(f"{number}、节\n{part}" for number, part in zip("一二三四", parts, strict=False))
    found = find(edition(before, "2021"), edition(text, "2022"), history=[edition(parts[0], "2020")], passages=False)

    for name, share in found.scores.items():
        told = [scores[name] for scores in found.section_scores.values()]
        assert (share.count, share.of) == (sum(s.count for s in told), sum(s.of for s in told)), name
    assert reuse.summed(found.section_scores.values()) == found.scores


@limits(max_examples=40, deadline=None)
@given(reports, reports)
def test_classes_share_out_the_counted_characters(before, after):
    scores = find(edition(before, "2021"), edition(after, "2022"), passages=False).scores

    assert scores["own"].count + scores["new"].count == scores["recycled"].of
    assert scores["own"].count == scores["recycled"].count


@limits(max_examples=60, deadline=None)
@given(reports, reports, reports)
def test_every_passage_can_be_read_back(before, earlier, after):
    old, new, past = edition(before, "2021"), edition(after, "2022"), edition(earlier, "2020")
    found = find(old, new, history=[past])
    by_id = {one.id: one for one in (old, past)}

    ends = 0
    for passage in found.passages:
        assert passage.new[0] >= ends, "passages overlap"
        ends = passage.new[1]
        assert any(s.span[0] <= passage.new[0] and ends <= s.span[1] for s in new.sentences), "over a sentence's end"
        said = skeleton(new.source.text[slice(*passage.new)], "zh").text
        for origin in passage.sources if passage.exact else ():
            assert skeleton(by_id[origin.edition].source.text[slice(*origin.span)], "zh").text == said
        held = min(by_id[origin.edition].period for origin in passage.sources)
        if passage.exact:
            assert passage.first == held
        elif passage.first != held:
            assert passage.first == past.period < held
            kept = len(said) - sum(edit.new[1] - edit.new[0] for edit in passage.edits)
            assert 2 * covered(said, skeleton(past.source.text, "zh").text) >= kept, "half of it is no older"


def covered(text, other):
    """The characters of a text that stand in two neighbours of the other one."""
    pairs = {other[at : at + 2] for at in range(len(other) - 1)}
    return len({at + by for at in range(len(text) - 1) if text[at : at + 2] in pairs for by in (0, 1)})


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param(
            ROAD, f"今年以来，{ROAD}", ["全面推进农村公路提档升级工程建设"], id="a sentence taken into a longer one"
        ),
        pytest.param(
            "推进农村公路提档升级和水厂扩容。",
            "推进农村公路提档升级，学校扩建。",
            ["推进农村公路提档升级"],
            id="cut at the comma",
        ),
        pytest.param(
            "扎实推进营商环境优化。", "扎实推进营商环境优先。", ["扎实推进营商环境"], id="back to the end of a word"
        ),
        pytest.param(
            "提高群众的获得感幸福感。",
            "提高群众的获得感和安全感。",
            ["提高群众的获得感"],
            id="no particle left hanging",
        ),
        pytest.param("一、推进\n农村公路。提档升级。", "推进农村公路提档升级。", [], id="no run over a sentence's end"),
        pytest.param("修路架桥。", "修路架桥。", [], id="four characters are no gram"),
        pytest.param(
            "修好路又架桥。", "修好路又架桥。", ["修好路又架桥"], id="a sentence of six characters is one gram"
        ),
        pytest.param("修好路又架桥。", "要修好路又架桥。", [], id="and stands in no longer one"),
        pytest.param("2021年5月3日，12.5%。", "2022年6月8日，13.5%。", [], id="nothing but figures is no phrase"),
    ],
)
def test_passages(old, new, wanted):
    report = edition(new, "2022")

    assert texts_of(find(edition(old, "2021"), report), report) == wanted


def test_differing_figures_are_shown_inside_an_exact_passage():
    old = edition("全年修建通村公路125公里，比2020年增长8.5%。", "2021")
    new = edition("全年修建通村公路**公里，比2021年增长9.1%。", "2022")
    (passage,) = find(old, new).passages

    assert passage.exact
    assert new.source.text[slice(*passage.new)] == "全年修建通村公路**公里，比2021年增长9.1%"
    assert [(e.kind, old.source.text[slice(*e.old)], new.source.text[slice(*e.new)]) for e in passage.edits] == [
        ("mask", "125", "**"),
        ("date", "2020年", "2021年"),
        ("figure", "8.5", "9.1"),
    ]


MARKED = {
    "a comparison": (
        "负债率≤60%的企业须由主管部门逐一审批",
        "负债率≥60%的企业须由主管部门逐一审批",
        [("≤", "≥")],
        "zh",
    ),
    "a sign": ("本年度实现的利润总额为5.1万元", "本年度实现的利润总额为-5.1万元", [("", "-")], "zh"),
    "brackets": ("本年度实现的利润总额为5.1万元", "本年度实现的利润总额为(5.1)万元", [("", "("), ("", ")")], "zh"),
    "quotes of another shape": ("继续推进“绿色矿山”建设工作", "继续推进「绿色矿山」建设工作", [], "zh"),
    "other marks": ("持续改善民生、发展教育事业", "持续改善民生，发展教育事业", [], "zh"),
    "a currency": (
        "the credit line of $40 million stays open",
        "the credit line of €40 million stays open",
        [("$", "€")],
        "en",
    ),
    "a box": ("We are a small filer: ☐ yes ☒ no", "We are a small filer: ☒ yes ☐ no", [("☐", "☒"), ("☒", "☐")], "en"),
    "a ratio": (
        "We set the ratio at 2:5 for everybody",
        "We set the ratio at 2.5 for everybody",
        [("2:5", "2.5")],
        "en",
    ),
    "a dash": ("the harbor plan - in force now - stays open", "the harbor plan — in force now — stays open", [], "en"),
}


@pytest.mark.parametrize(("old", "new", "told", "language"), MARKED.values(), ids=MARKED)
def test_a_passage_shows_the_marks_that_differ(old, new, told, language):
    before, after = edition(old, "2021", language=language), edition(new, "2022", language=language)
    (passage,) = find(before, after).passages

    assert [(old[slice(*edit.old)], new[slice(*edit.new)]) for edit in passage.edits] == told


NEAR_OLD = "坚持以群众满意为标准，持续推进农村人居环境整治提升，建成示范村二十个。"
NEAR_NEW = "坚持以群众满意为标准，扎实推进农村人居环境整治提升，建成样板村二十个。"


def test_a_near_passage_shows_its_edits():
    old, new = edition(NEAR_OLD, "2021"), edition(NEAR_NEW, "2022")
    (passage,) = find(old, new).passages

    assert not passage.exact
    assert new.source.text[slice(*passage.new)] == NEAR_NEW[:-1]
    told = [(old.source.text[slice(*e.old)], new.source.text[slice(*e.new)]) for e in passage.edits]
    assert told == [("持续", "扎实"), ("示范", "样板")]
    assert {e.kind for e in passage.edits} == {"wording"}


@pytest.mark.parametrize(
    ("old", "new", "ops"),
    [
        pytest.param(NEAR_OLD, NEAR_OLD.replace("持续", ""), ["delete"], id="words left out"),
        pytest.param(NEAR_OLD.replace("持续", ""), NEAR_OLD, ["insert"], id="words put in"),
    ],
)
def test_a_near_passage_marks_the_place_of_what_is_missing(old, new, ops):
    (passage,) = find(edition(old, "2021"), edition(new, "2022")).passages

    assert [edit.op for edit in passage.edits] == ops
    edit = passage.edits[0]
    empty = edit.new if ops == ["delete"] else edit.old
    assert empty[0] == empty[1]


def test_a_moved_clause_is_found_in_the_sentence_it_is_kept_from():
    old = "加快补齐防汛设施短板，织密城乡供水管网，办好学校食堂。"
    new = "加快补齐防汛设施短板，办好学校食堂，织密城乡供水管网。"
    report = edition(new, "2022")
    found = find(edition(old, "2021"), report)

    assert "".join(texts_of(found, report)).replace("，", "") == new.replace("，", "").strip("。")


@pytest.mark.parametrize(
    ("old", "new", "op", "words"),
    [
        pytest.param(
            "甲方供水，乙方供电，丙方供气供暖。",
            "甲方供水，丙方供气供暖。",
            "delete",
            "乙方供电，",
            id="a clause and its comma",
        ),
        pytest.param(
            "甲方供水，丙方供气供暖。",
            "甲方供水，乙方供电，丙方供气供暖。",
            "insert",
            "乙方供电，",
            id="put in, likewise",
        ),
        pytest.param(
            "甲方大力供水，丙方供气供暖。", "甲方供水，丙方供气供暖。", "delete", "大力", id="a word inside a clause"
        ),
    ],
)
def test_what_one_side_alone_has_is_told_with_its_mark(old, new, op, words):
    before, after = edition(old, "2021"), edition(new, "2022")
    (passage,) = find(before, after).passages
    (edit,) = passage.edits
    told = before.source.text[slice(*edit.old)], after.source.text[slice(*edit.new)]

    assert edit.op == op
    assert told == ((words, "") if op == "delete" else ("", words))
    start, end = passage.new
    mended = after.source.text[start : edit.new[0]] + told[0] + after.source.text[edit.new[1] : end]
    assert mended == before.source.text[slice(*passage.sources[0].span)], "the edit turns the new text into the old"


CLAUSES = ("加快补齐防汛设施短板", "织密城乡供水管网", "让山里人喝上放心水", "办好中小学食堂并公开账目")


@pytest.mark.parametrize(
    ("old", "new", "passages"),
    [
        pytest.param((0, 1, 2, 3), (0, 1, 3), 1, id="a clause left out"),
        pytest.param((0, 1, 3), (0, 1, 2, 3), 1, id="a clause put in"),
        pytest.param((0, 1, 2, 3), (3, 0, 1), 2, id="a clause moved is a passage of its own"),
    ],
)
def test_neighbours_of_one_old_sentence_are_one_passage_across_a_clause(old, new, passages):
    old, new = ("，".join(CLAUSES[at] for at in places) + "。" for places in (old, new))
    report = edition(new, "2022")
    found = find(edition(old, "2021"), report)

    assert len(found.passages) == passages
    assert "".join(texts_of(found, report)).replace("，", "").startswith("".join(new.split("，")[:1]))


def test_a_near_passage_ends_at_a_word_s_end():
    report = edition("持续实施城乡供水管网更新改造工程，惠及更多群众，增加岗位。", "2022")
    (passage, *_) = find(edition("大力实施城乡供水管网改造工程，惠及广大群众，增强后劲。", "2021"), report).passages

    assert report.source.text[slice(*passage.new)] == "实施城乡供水管网更新改造工程"


@pytest.mark.parametrize(
    ("text", "inside", "wanted"),
    [
        ("做到“两个维护”，", "做到“两个维护", "做到“两个维护”"),
        ("“两个维护”要做到", "两个维护”要做到", "“两个维护”要做到"),
        ("“做到两个维护”，", "做到两个维护", "做到两个维护"),
        ("《条例》《准则》", "条例》《准则", "《条例》《准则》"),
    ],
)
def test_a_passage_keeps_the_marks_around_what_is_quoted_in_it(text, inside, wanted):
    start = text.index(inside)

    assert text[slice(*quoted(text, (start, start + len(inside))))] == wanted


def test_a_near_passage_is_as_old_as_the_first_edition_that_holds_half_of_it():
    history = [edition(CLAUSES[0] + "。", "2018"), edition("，".join(CLAUSES[:2]) + "。", "2019")]
    old, new = edition("，".join(CLAUSES[:3]) + "。", "2021"), edition(CLAUSES[0] + "，织密全县供水管网。", "2022")
    (passage,) = find(old, new, history=history).passages

    assert not passage.exact
    assert passage.first == "2018"


def test_each_passage_names_every_edition_that_says_it_and_the_first():
    editions = [edition(ROAD, "2019"), edition(WATER, "2020"), edition(ROAD, "2021")]
    found = find(editions[2], edition(ROAD + WATER, "2022"), history=editions[:2])

    assert [([o.edition for o in p.sources], p.first) for p in found.passages] == [
        (["2021", "2019"], "2019"),
        (["2020"], "2020"),
    ]


def test_another_draft_of_the_same_period_is_no_earlier_edition():
    draft = replace(edition(WATER, "2022"), id="draft", unit="丙县")
    found = find(edition(ROAD, "2021"), edition(ROAD + WATER, "2022"), history=[draft])

    assert "lineage" not in found.scores
    assert found.notices == (Notice("left out of the same period", {"edition": "draft"}),)


def test_a_source_in_another_language_is_left_out_and_named():
    foreign = replace(edition(ENGLISH, "2020", language="en"), unit="Acme", id="Acme 2020")
    found = find(edition(ROAD, "2021"), edition(ROAD, "2022"), peers=[foreign])

    assert found.notices == (Notice("left out of another language", {"edition": "Acme 2020"}),)


def test_lineage_reaches_further_back_than_recycled():
    found = find(edition(ROAD, "2021"), edition(ROAD + WATER, "2022"), history=[edition(WATER, "2012")])

    assert found.scores["recycled"].count == len(ROAD) - 1
    assert found.scores["lineage"].count == len(ROAD) + len(WATER) - 2
    # Years since first said, at most ten: one for the road, ten for the water.
    assert found.scores["stale"] == Share(
        len(ROAD) - 1 + 10 * (len(WATER) - 1), 10 * (len(ROAD) + len(WATER) - 2), 3000
    )


@limits(max_examples=40, deadline=None)
@given(reports, reports, reports)
def test_sentences_add_up_to_the_report(older, before, after):
    found = find(edition(before, "2021"), edition(after, "2022"), history=[edition(older, "2020")])

    for name in ("recycled", "lineage", "own", "new"):
        assert sum(told.get(name, 0) for told in found.sentence_scores) == found.scores[name].count
    counted = sum(told.get(name, 0) for told in found.sentence_scores for name in ("own", "new"))
    assert counted == found.scores["recycled"].of


def test_what_is_no_body_is_counted_apart():
    new = edition(f"一、{SCHOOL}\n{ROAD}", "2022")
    roles = ["heading", "furniture"]
    new = replace(new, sentences=tuple(replace(s, role=r) for s, r in zip(new.sentences, roles, strict=True)))
    found = find(edition(SCHOOL + ROAD, "2021"), new)

    assert found.scores["recycled"] == Share(0, 0, 300)
    assert (found.scores["heading"].count, found.scores["furniture"].count) == (len(SCHOOL) - 1, len(ROAD) - 1)
    assert texts_of(found, new) == [SCHOOL[:-1]], "page furniture is no passage"


def test_carried_and_updated_are_shares_of_the_body():
    old, new = edition(ROAD + "修路12公里。", "2021"), edition(ROAD + "修路15公里。" + WATER, "2022")
    changes = [
        Change(0, "unchanged", (0,), (0,), 1, 1, "t"),
        Change(1, "updated", (1,), (1,), 1, 1, "t"),
        Change(2, "added", (), (2,), 0, 1, "t"),
    ]
    scores = find(old, new, changes=changes).scores

    sizes = len(ROAD) - 1, len("修路15公里"), len(WATER) - 1
    assert scores["carried"] == Share(sizes[0] + sizes[1], sum(sizes), 300)
    assert scores["updated"] == Share(sizes[1], sum(sizes), 300)
    assert scores["added"] == Share(sizes[2], sum(sizes), 300)


def test_below_the_floor_there_is_a_count_and_no_rate():
    scores = find(edition(ROAD, "2021"), edition(ROAD, "2022")).scores

    assert scores["recycled"].count == len(ROAD) - 1
    assert scores["recycled"].rate is None


ENGLISH = "The Company depends on a small number of suppliers for key components."


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param(ENGLISH, ENGLISH, len(ENGLISH.replace(" ", "")) - 1, id="all letters of a sentence said again"),
        pytest.param(ENGLISH, "We depend on a few suppliers.", 0, id="four common words are no phrase"),
        pytest.param(
            ENGLISH, "It depends on a small number of buyers.", len("dependsonasmallnumberof"), id="six words in a row"
        ),
        pytest.param(
            "No news is good.", "No news is good.", len("nonewsisgood"), id="a sentence of four words is one gram"
        ),
    ],
)
def test_english_goes_by_words(old, new, wanted):
    scores = find(edition(old, "2021", language="en"), edition(new, "2022", language="en")).scores

    assert scores["recycled"].count == wanted


# ---- formula, own, upstream, peer


def county(name: str, text: str, period: str = "2021") -> Edition:
    return replace(edition(text, period), unit=name, id=f"{name} {period}")


FORMULA = "坚定不移推动县域经济行稳致远。"
UNITS = ["甲", "乙", "丙", "丁", "戊", "己"]


@pytest.fixture(scope="module")
def genre() -> reuse.Background:
    told = [county(f"{unit}县", FORMULA + (ROAD if unit in "甲乙丙" else WATER)) for unit in UNITS]
    return reuse.build(told, "工作报告", S)


@pytest.mark.parametrize(
    ("unit", "formula"),
    [
        pytest.param("庚县", FORMULA + ROAD + WATER, id="three other units make a formula"),
        pytest.param("甲县", FORMULA + WATER, id="a unit in the background is not its own witness"),
    ],
)
def test_formula_is_what_other_units_say(genre, unit, formula):
    new = county(unit, FORMULA + ROAD + WATER + SCHOOL, "2022")
    scores = find(county(unit, ROAD, "2020"), new, background=genre).scores

    solid = len(formula) - formula.count("。")
    assert scores["formula"].count == solid
    assert scores["formula"].count + scores["own"].count + scores["new"].count == scores["formula"].of


def test_weights_fall_with_the_number_of_units_and_are_whole_numbers(genre):
    new = county("庚县", FORMULA + SCHOOL, "2022")
    scores = find(county("庚县", FORMULA + SCHOOL, "2020"), new, background=genre).scores

    # What all six say weighs nothing; what nobody says weighs a million a character.
    assert scores["own weighted"].of == 1_000_000 * (len(SCHOOL) - 1)


def test_excess_takes_off_what_the_median_other_unit_shares(genre):
    new = county("庚县", FORMULA + ROAD, "2022")
    scores = find(county("庚县", FORMULA + ROAD, "2020"), new, background=genre).scores

    assert scores["recycled"].count == len(FORMULA + ROAD) - 2
    assert scores["genre"].count == len(FORMULA) - 1, "of six units three say the road too; the lower median does not"
    assert scores["excess"].count == len(ROAD) - 1


def test_the_reader_is_told_which_genre_and_years_speak(genre):
    new = county("庚县", FORMULA, "2031")
    notices = find(county("庚县", ROAD, "2030"), new, background=genre).notices

    assert notices == (
        Notice("background", {"genre": "工作报告", "years": "2021"}),
        Notice("background of other years"),
    )


def test_the_shipped_background_says_where_it_does_not_fit():
    new = replace(county("庚县", FORMULA, "2022"), title="述职报告")
    notices = find(county("庚县", ROAD, "2021"), new, background="shipped").notices

    assert notices == (
        Notice("background", {"genre": "政府工作报告", "years": "2025-2026"}),
        Notice("background of another genre"),
        Notice("background of other years"),
    )


def test_a_background_of_the_unit_alone_says_nothing_of_the_genre():
    told = reuse.build([county("庚县", FORMULA), county("庚县", FORMULA, "2020")], "工作报告", S)
    found = find(county("庚县", FORMULA), county("庚县", FORMULA, "2022"), background=told)

    assert found.notices == (Notice("background of no other unit"),)
    assert "excess" not in found.scores


def test_a_formula_said_again_is_a_formula_and_recycled(genre):
    new = county("庚县", FORMULA + SCHOOL, "2022")
    found = find(county("庚县", FORMULA, "2020"), new, background=genre)

    assert [p.kind for p in found.passages] == ["formula"]
    assert found.scores["recycled"].count == found.scores["formula"].count == len(FORMULA) - 1


def test_upstream_goes_before_peers_and_own_before_both():
    others = {"upstream": [county("上级", ROAD + WATER)], "peers": [county("邻县", ROAD + WATER + SCHOOL)]}
    new = edition(ROAD + WATER + SCHOOL, "2022")
    found = find(edition(ROAD, "2021"), new, **others)

    assert [p.kind for p in found.passages] == ["own", "upstream", "peer"]
    assert {name: found.scores[name].count for name in ("own", "upstream", "peer", "new")} == {
        "own": len(ROAD) - 1,
        "upstream": len(WATER) - 1,
        "peer": len(SCHOOL) - 1,
        "new": 0,
    }


def test_a_later_report_of_another_unit_is_no_source():
    new = edition(SCHOOL, "2022")

    found = find(edition(ROAD, "2021"), new, peers=[county("邻县", SCHOOL, "2023")])

    assert found.passages == ()
    assert found.notices == (Notice("left out later", {"edition": "邻县 2023"}),)


def test_two_builds_of_a_background_are_the_same_file(genre, tmp_path):
    for name in ("one", "two"):
        reuse.save(genre, tmp_path / f"{name}.npz")
    back = reuse.load(tmp_path / "one.npz")

    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert (back.about, back.units) == (genre.about, genre.units)
    assert np.array_equal(back.hashes, genre.hashes)
    assert np.array_equal(back.members, genre.members)
    assert all(np.array_equal(a, b) for a, b in zip(back.single, genre.single, strict=True))


def test_the_shipped_background_is_small_and_holds_numbers_alone():
    with np.load(SHIPPED, allow_pickle=False) as file:
        kinds = {name: file[name].dtype.kind for name in file.files}
        about = file["about"].tobytes().decode()
    background = reuse.load(SHIPPED)

    assert background.about["scheme"] == scheme("zh", S), "the normal form changed: build the background anew"
    assert SHIPPED.stat().st_size < 2_000_000
    assert set(kinds.values()) == {"u"}
    assert len(about) < 1000, "what it says of itself, and no text"
    assert len(background.units) == 31
    assert {"genre", "first", "last", "editions", "scheme", "floor", "floor_max"} <= set(background.about)


def test_hashes_of_another_scheme_are_not_used(genre):
    other = replace(genre, about={**genre.about, "scheme": "another"})
    found = find(county("庚县", ROAD, "2020"), county("庚县", FORMULA, "2022"), background=other)

    assert found.notices == (Notice("background of another scheme"),)
    assert "formula" not in found.scores


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(None, Unreadable, id="a file that is not there"),
        pytest.param(b"hello", BadOption, id="a text"),
        pytest.param(b"", BadOption, id="an empty file"),
    ],
)
def test_a_bad_background_is_named(tmp_path, content, fault):
    path = tmp_path / "background.npz"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(fault, match=r"background\.npz"):
        find(edition(ROAD, "2021"), edition(ROAD, "2022"), background=str(path))


# ---- places


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("与赣州市共建产业园", "赣州市", id="a city of another province"),
        pytest.param("学习借鉴赣州经验", "赣州", id="its short name"),
        pytest.param("长沙市和全省各地", "", id="the report's own city"),
        pytest.param("湖南省委部署", "", id="the province above"),
        pytest.param("岳阳市试点", "岳阳市", id="a neighbour in the same province"),
        pytest.param("维护社会长治久安", "", id="a common word"),
        pytest.param("上海合作组织成员国", "", id="a name with a place in it"),
        pytest.param("黄河南岸绿化", "", id="a place across two words"),
    ],
)
def test_foreign_places(text, wanted):
    known = registry("")
    mine = home(county("长沙市人民政府", ROAD), known)

    assert foreign(text, mine, None, known) == wanted


def test_a_borrowed_passage_that_names_another_place_is_an_alarm():
    borrowed = "确保赣州市城区排水防涝工作有序有力。"
    new = county("长沙市人民政府", borrowed + SCHOOL, "2022")
    found = find(county("长沙市人民政府", SCHOOL), new, peers=[county("赣州市人民政府", borrowed + ROAD)])

    assert [(p.kind, p.alarm) for p in found.passages] == [
        ("peer", Notice("foreign place", {"name": "赣州市"})),
        ("own", None),
    ]


def test_a_registry_of_ones_own_adds_units(tmp_path):
    path = tmp_path / "units.txt"
    path.write_text("青石县 柳林镇 河湾镇\n", encoding="utf-8")
    borrowed = "组织柳林镇群众开展应急避险演练活动。"
    new = county("白沙县人民政府", borrowed, "2022")
    peers = [county("青石县人民政府", borrowed)]

    alarms = [p.alarm for p in find(county("白沙县", ROAD), new, peers=peers, units=str(path)).passages]
    assert alarms == [Notice("foreign place", {"name": "柳林镇"})]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param("\n", id="empty"),
        pytest.param("全县修路三条，建成公园两座。\n", id="a report"),
        pytest.param("青石县\n" + "长" * 31 + "\n", id="a name longer than any"),
        pytest.param("GIF89a\x01\x00\x01\x00\n", id="binary"),
        pytest.param('{"units": []}\n', id="another format"),
    ],
)
def test_a_bad_registry_is_named(tmp_path, content):
    path = tmp_path / "units.txt"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises((Unreadable, BadOption), match=r"units\.txt"):
        registry(str(path))


# ---- the kernel


def test_hashes_are_the_same_on_every_machine():
    told = windows(characters("农村公路提档升级"), 8)

    assert told.tolist() == [KNOWN], "hashes changed: SCHEME_ID must change, and the shipped background be built anew"


KNOWN = 1039639931624793233


@pytest.mark.parametrize(
    ("sizes", "wanted"),
    [
        pytest.param([10], [(0, 8), (1, 8), (2, 8)], id="every place from which eight tokens are left"),
        pytest.param([8, 8], [(0, 8), (8, 8)], id="none across a sentence's end"),
        pytest.param([6, 7], [(0, 6), (6, 7)], id="six and seven tokens are a gram"),
        pytest.param([5, 0, 9], [(5, 8), (6, 8)], id="five are none"),
        pytest.param([], [], id="no sentence"),
    ],
)
def test_grams(sizes, wanted):
    bounds = np.cumsum([0, *sizes])
    hashes, firsts, lengths = grams(characters("字" * int(bounds[-1])), bounds, 8, 6)

    assert list(zip(firsts.tolist(), lengths.tolist(), strict=True)) == wanted
    assert len(hashes) == len(wanted)


def test_a_ledger_knows_the_source_of_every_token():
    text = "一、乡村\n（一）建成ＡＢ路１２．５公里 ，比 2021年 增长8%。"
    one = ledger(edition(text, "2022"), S)

    spoken = [text[a:b] for a, b in zip(one.start.tolist(), one.end.tolist(), strict=True)]
    assert spoken[:7] == ["乡", "村", "建", "成", "Ａ", "Ｂ", "路"]
    assert "１２．５" in spoken


# ---- facts of real reports


@pytest.fixture(scope="module")
def council() -> dict[str, Edition]:
    if not REPORTS.is_dir():
        pytest.skip("the real reports are not here")
    return {year: read(str(REPORTS / f"state-council/{year}.txt")) for year in ("2012", "2013", "2014")}


def test_a_new_premier_speaks_anew(council):
    rates = [
        find(council[old], council[new], passages=False).scores["recycled"].rate
        for old, new in (("2012", "2013"), ("2013", "2014"))
    ]

    assert rates[1] <= 0.6 * rates[0]


def test_the_duty_report_is_mostly_last_years():
    if not REPORTS.is_dir():
        pytest.skip("the real reports are not here")
    old, new = (read(str(REPORTS / f"deputy-mayor/{year}.txt")) for year in ("2021", "2022"))
    other = read(str(next((REPORTS / "provinces-2025/text").glob("*.txt"))), period="2021")

    assert 0.55 < find(old, new).scores["recycled"].rate < 0.7
    assert find(other, new).scores["recycled"].rate < 0.1
    alarms: list[Passage] = [p for p in find(old, new).passages if p.alarm]
    assert alarms == []
