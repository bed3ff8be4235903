"""Promises followed into the next edition."""

import tomllib
from dataclasses import replace

import pytest
from building import edition
from places import ROOT

from compare import promises
from compare.align import align
from compare.classify import classify
from compare.figures import extract
from compare.model import Change
from compare.promises.plans import promised, reported
from compare.reading import read
from compare.settings import Settings
from compare.source import Source
from compare.structure import parse

SETTINGS = Settings()
SEEDS = ROOT / "seeds"
REVIEW = "一、回顾\n全县经济平稳运行。各项工作取得新进展。{}群众生活持续改善。\n二、打算\n{}"
PARTS = {"回顾": "review", "打算": "plan"}


def report(review, plan, period):
    made = edition(REVIEW.format(review, plan), period)
    return replace(made, sections=tuple(replace(s, part=PARTS.get(s.title, "other")) for s in made.sections))


def followups(old, new, changes):
    figures = extract(old), extract(new)
    tasks = promises.extract(old, figures[0]), promises.extract(new, figures[1])
    return promises.followups(old, new, changes, tasks, figures, settings=SETTINGS)


def told(promise, evidence, *, again="继续抓好党的建设。", linked=()):
    old = report("上一年工作完成。", promise, "2021")
    new = report(evidence, again, "2022")
    return old, new, followups(old, new, tuple(linked))


def of(old, new, found, part):
    return [
        (one.status, one.new and new.source.text[slice(*one.new)])
        for one in found
        if part in old.source.text[slice(*one.old)]
    ]


STATUSES = {
    "built as promised": ("开工建设柳溪河水库扩容工程。", "柳溪河水库扩容工程建成投用。", "answered"),
    "work still goes on": ("建成柳溪河水库扩容工程。", "柳溪河水库扩容工程完成大坝主体施工。", "answered"),
    "as much as was promised": ("改造青石街老旧小区40个。", "改造青石街老旧小区40个。", "met"),
    "more than was promised": ("改造青石街老旧小区40个。", "改造青石街老旧小区42个。", "exceeded"),
    "fewer than was promised": ("改造青石街老旧小区40个。", "改造青石街老旧小区21个。", "missed"),
    "at least so many": ("新开工亿元以上项目70个以上。", "全年新开工亿元以上项目71个。", "met"),
    "about so much": ("社会消费品零售总额增长5%左右。", "社会消费品零售总额增长5.1%。", "met"),
    "a ceiling kept": ("PM2.5年均浓度控制在40微克/立方米以内。", "PM2.5年均浓度38微克/立方米。", "met"),
    "a ceiling broken": ("PM2.5年均浓度控制在40微克/立方米以内。", "PM2.5年均浓度43微克/立方米。", "missed"),
    "a deeper fall than was promised": ("单位产值能耗降低2.5%左右。", "单位产值能耗降幅超过3%。", "exceeded"),
    "only begun so far": (
        "推动青石街供热管网改造，年内改造供热管网46公里。",
        "青石街供热管网改造开工18公里。",
        "missed",
    ),
    "fewer firms left": ("完成县属国有企业整合，由23家压减到9家以内。", "县属国有企业由23家整合为9家。", "met"),
    "a place kept": ("重点项目投资完成率保持全省前三位。", "重点项目投资完成率居全省第三位。", "met"),
    "another scale reaches the target": (
        "改造青石街老旧住房2000万平方米。",
        "改造青石街老旧住房0.3亿平方米。",
        "exceeded",
    ),
    "a masked result": ("改造青石街老旧小区40个。", "改造青石街老旧小区**个。", "undecidable"),
    "so much more that it is of another time": ("改造青石街老旧小区40个。", "改造青石街老旧小区900个。", "undecidable"),
}


@pytest.mark.parametrize(("promise", "evidence", "status"), STATUSES.values(), ids=STATUSES.keys())
def test_what_became_of_a_promise(promise, evidence, status):
    assert of(*told(promise, evidence), promise[:6]) == [(status, evidence)]


def test_a_concrete_promise_of_which_nothing_is_said_is_silent():
    old, new, found = told("建成梧桐岭高山滑雪场。", "粮食生产再获丰收。")

    assert of(old, new, found, "滑雪场") == [("not mentioned", None)]


def test_only_the_silent_clause_of_a_sentence_is_told_as_silent():
    old, _, found = told("改造青石街老旧小区40个，建成梧桐岭高山滑雪场。", "改造青石街老旧小区42个。")
    silent = [old.source.text[slice(*one.old)] for one in found if one.status == "not mentioned"]

    assert silent == ["建成梧桐岭高山滑雪场。"]


def test_one_name_of_a_list_that_the_new_edition_has_is_not_silent():
    old, new, found = told(
        "加快建设枫林铁路北山县段、柳溪高铁扩能改造延伸二期工程。", "枫林铁路北山县段等项目加快建设。"
    )

    assert ("not mentioned", None) not in of(old, new, found, "枫林铁路")


def test_when_it_is_to_be_done_is_no_promise_of_its_own():
    old, _, found = told("2022年，改造青石街老旧小区40个。", "青石街老旧小区改造完成40个。")

    assert [old.source.text[slice(*one.old)] for one in found] == ["2022年，改造青石街老旧小区40个。"]


AGAIN = {"as it was": ("50万元", "repeated"), "with another figure": ("30万元", "undecidable")}


@pytest.mark.parametrize(("amount", "status"), AGAIN.values(), ids=AGAIN.keys())
def test_a_promise_is_repeated_where_its_figures_are(amount, status):
    promise = "发行梧桐岭建设债券50万元。"
    old, new = report("上一年工作完成。", promise, "2021"), report("", promise.replace("50万元", amount), "2022")
    homes = [next(n for n in range(len(e.sentences)) if "梧桐岭" in e.piece(n)) for e in (old, new)]
    link = Change(0, "edited", (homes[0],), (homes[1],), 0.95, 0.9, "test")
    found = of(old, new, followups(old, new, (link,)), "梧桐岭")

    assert [one for one, _ in found] == ([status] if status else [])


def test_half_a_sentence_promises_nothing():
    old, new, found = told("对谋划的140个重点项目，要一个一个盯落地。", "粮食生产再获丰收。")

    assert of(old, new, found, "重点项目") in ([], [("not mentioned", None)])
    assert "对谋划的140个重点项目，" not in [old.source.text[slice(*one.old)] for one in found]


def test_a_name_in_quotes_that_the_new_edition_has_is_not_silent():
    old, new, found = told("建成“银杏湾”滨水公园。", "“银杏湾”项目受到好评。")

    assert ("not mentioned", None) not in of(old, new, found, "银杏湾")


@pytest.mark.parametrize("promise", ["坚持稳中求进工作总基调。", "深入贯彻新发展理念。", "全县有20个乡镇和3座水库。"])
def test_what_cannot_be_checked_is_never_silent(promise):
    old, new, found = told(promise, "粮食生产再获丰收。")

    assert of(old, new, found, promise[:4]) == []


def test_a_promise_made_again_is_repeated():
    promise = "开工建设柳溪河水库扩容工程。"
    old, new = report("上一年工作完成。", promise, "2021"), report("粮食生产再获丰收。", promise, "2022")
    at = [next(n for n in range(len(e.sentences)) if e.piece(n) == promise) for e in (old, new)]
    change = Change(0, "unchanged", (at[0],), (at[1],), 1.0, 1.0, "exact")
    found = followups(old, new, (change,))

    assert of(old, new, found, "柳溪河") == [("repeated", promise)]


def test_concrete_promises_come_first():
    old, _, found = told(
        "加强和改进作风建设工作。改造青石街老旧小区40个。", "作风建设工作不断加强和改进。改造青石街老旧小区42个。"
    )
    first = old.source.text[slice(*found[0].old)]

    assert first == "改造青石街老旧小区40个。"


def test_plans_outside_a_plan_part_open_with_words_of_the_future():
    own = edition("一、回顾\n修路三十公里。\n二、不足\n工作还有差距。下一步，我将重点抓好三件事。建成水库。", "2021")
    pieces = [own.piece(n) for n in promised(own)]

    assert pieces == ["下一步，我将重点抓好三件事。", "建成水库。"]
    assert "修路三十公里。" in [own.piece(n) for n in reported(own)]


def test_a_year_that_was_important_opens_no_plan():
    own = edition("一、回顾\n2022年是党和国家历史上极为重要的一年。货物进出口增长7.7%。", "2022")

    assert promised(own) == ()


def test_english_promises_are_what_we_say_we_will_do():
    text = "We will open a laboratory。Storms may hurt us。We intend to cut costs。We will be required to pay。"
    own = edition(text, "2022", language="en")

    assert [own.piece(n).rstrip("。") for n in promised(own)] == ["We will open a laboratory", "We intend to cut costs"]


def test_editions_without_plans_have_no_followups():
    own = edition("一、回顾\n修路三十公里。", "2021")

    assert followups(own, own, ()) == ()


def planted():
    return tomllib.loads((SEEDS / "planted.toml").read_text(encoding="utf-8"))["promises"]


def flat(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def compared():
    made = {}
    for row in planted():
        key = row["series"], row["old_period"], row["new_period"]
        if key not in made:
            files = [str(SEEDS / key[0] / f"{period}.txt") for period in key[1:]]
            old, new = (parse(read(file, settings=SETTINGS), settings=SETTINGS) for file in files)
            changes = classify(old, new, align(old, new, settings=SETTINGS), settings=SETTINGS)
            made[key] = old, new, followups(old, new, changes)
    return made


def test_planted_promises_are_mostly_followed_as_a_reader_would(compared):
    right = 0
    for row in planted():
        old, new, found = compared[row["series"], row["old_period"], row["new_period"]]
        mine = [one for one in found if is_about(old.source.text, one.old, row["old"])]
        right += any(is_right(one, new.source.text, row) for one in mine)

    assert right / len(planted()) >= 0.8


def test_planted_promises_of_which_nothing_is_said_are_not_mentioned(compared):
    dropped = [row for row in planted() if row["status"] == "not mentioned"]
    known = 0
    for row in dropped:
        old, _, found = compared[row["series"], row["old_period"], row["new_period"]]
        known += any(one.status == "not mentioned" and is_about(old.source.text, one.old, row["old"]) for one in found)

    assert known / len(dropped) >= 0.9


def test_no_planted_promise_that_is_answered_is_said_to_be_dropped(compared):
    for row in planted():
        old, _, found = compared[row["series"], row["old_period"], row["new_period"]]
        mine = [one.status for one in found if is_about(old.source.text, one.old, row["old"])]

        assert row["status"] in ("not mentioned", "repeated") or "not mentioned" not in mine, row["old"]


def test_each_promise_has_one_verdict(compared):
    for _, _, found in compared.values():
        assert len({one.old for one in found}) == len(found)


NO_PROMISES = {
    "a slogan": "让我们踔厉奋发，奋力谱写新篇章。",
    "a fact": "全县已建成水库3座。",
    "a motive": "实现上述目标，考虑了就业的需要。",
    "what is on a list": "今年，我县初步安排的重点项目有66个。",
    "headings that are counted": "围绕目标，重点抓好十个方面工作。",
    "a last year's result": "去年新建公厕12座。",
}


@pytest.mark.parametrize("text", NO_PROMISES.values(), ids=NO_PROMISES.keys())
def test_what_is_no_task_is_no_promise(text):
    _, _, found = told(text, "粮食生产再获丰收。")

    assert found == ()


FORECASTS = {
    "a figure reached": (
        "zh",
        "预计2022年保费收入达到50亿元。",
        "2022年保费收入达到52亿元。",
        ("exceeded", 2.0),
    ),
    "a way that it went": ("zh", "预计2022年保费收入将大幅增长。", "2022年保费收入增长78%。", ("met", None)),
    "nothing known of it": ("zh", "预计2022年发电300万度。", "会议在五月举行。", ("undecidable", None)),
    "its own year's end": ("zh", "预计全年发电300万度。", "预计全年发电200万度。", None),
}


@pytest.mark.parametrize(("language", "old", "new", "wanted"), FORECASTS.values(), ids=FORECASTS.keys())
def test_what_is_only_expected_is_a_forecast_and_its_outturn_stands_beside_it(language, old, new, wanted):
    a, b = edition(old, "2021", language=language), edition(new, "2022", language=language)
    found = followups(a, b, ())

    assert [(one.status, one.difference) for one in found] == ([wanted] if wanted else [])
    assert all(one.forecast for one in found)


WORDS_EN = {
    "said again without its year": (
        "We will answer the letter of the auditor by May 31, 2021。",
        "We will answer the letter of the auditor by May 31。",
        "repeated",
    ),
    "still so": (
        "However, we will delete your photographs within 30 days, with all the names and notes on them。",
        "We delete your photographs within 30 days。",
        "repeated",
    ),
    "nothing of it": ("We will open a second foundry in Marlow。", "The board met nine times。", "not mentioned"),
}


@pytest.mark.parametrize(("old", "new", "status"), WORDS_EN.values(), ids=WORDS_EN.keys())
def test_an_english_promise_is_one_sentence_with_one_verdict(old, new, status):
    a, b = edition(old, "2021", language="en"), edition(new, "2022", language="en")
    link = Change(0, "edited", (0,), (0,), 0.6, 0.9, "test")

    assert [one.status for one in followups(a, b, (link,))] == [status]


NOT_OURS = [
    "If we lose a customer, we will look for another。",
    "We will be required to pay。",
    "We will pay a fee of 2% for the service。",
    "A signed copy will be retained by us。",
]


@pytest.mark.parametrize("text", NOT_OURS)
def test_conditions_fees_and_what_happens_to_us_are_no_promises(text):
    assert promised(edition(text, "2021", language="en")) == ()


@pytest.mark.parametrize(
    ("heading", "body", "part"),
    [
        ("其他事项", "北山县财政局15件，收取1500元。南山县6件。", "other"),
        ("建设幸福家园", "加快推进新区建设。全面实施惠民工程。深入开展整治。", "plan"),
    ],
    ids=["facts", "tasks"],
)
def test_a_section_after_a_review_plans_where_it_names_tasks(heading, body, part):
    text = f"一、工作回顾\n全年工作圆满完成。\n二、{heading}\n{body}"
    own = parse(Source("r.txt", text, "", "txt", "utf-8"), settings=SETTINGS)

    assert [section.part for section in own.sections if section.title == heading] == [part]


def is_about(text, span, wanted):
    piece = flat(text[slice(*span)])
    return flat(wanted) in piece or piece in flat(wanted)


def is_right(one, text, row):
    if one.new is None:
        return row["status"] == "not mentioned"
    return row["status"] != "not mentioned" and flat(row["evidence"]) in flat(text[slice(*one.new)])
