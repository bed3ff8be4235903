"""Quiet changes: small edits with large meaning."""

import tomllib
from dataclasses import replace

import pytest
from building import edition
from places import ROOT

from compare import figures, promises
from compare.align import align
from compare.classify import classify, mark
from compare.errors import BadOption, Unreadable
from compare.model import Alignment, Link
from compare.quiet import quiet
from compare.reading import read
from compare.settings import Settings
from compare.structure import parse
from compare.text.lexicon import SIGNALS

SETTINGS = Settings()
SEEDS = ROOT / "seeds"
REST = "其他工作按照上级要求稳步开展并取得新的成效。"


def marked(old, new, changes, *, lexicon="", settings=SETTINGS):
    amounts = figures.extract(old), figures.extract(new)
    tasks = promises.extract(old, amounts[0]), promises.extract(new, amounts[1])
    verdicts = promises.followups(old, new, changes, tasks, amounts, settings=settings)
    plans = tasks[0].planned, tasks[1].planned
    return quiet(old, new, changes, amounts, plans, verdicts, lexicon=lexicon, settings=settings)


def signals(old, new, *, part="other", language="zh", lexicon="", score=0.8, periods=("2021", "2022")):
    editions = []
    for text, period in zip((old, new or REST), periods, strict=True):
        made = edition(text, period, language=language)
        editions.append(replace(made, sections=tuple(replace(s, part=part) for s in made.sections)))
    links = (Link((0,), (0,) if new else (), score, 0.9, "test"),)
    if not new:
        links = (*links, Link((), (0,), 0.0, 0.9, "test"))
    changes = classify(*editions, Alignment((), links), settings=SETTINGS)
    found = marked(*editions, mark(*editions, changes, settings=SETTINGS), lexicon=lexicon)
    return [signal.name for change in found for signal in change.signals]


WORDING = {
    "必须 gives way to 应当": ("企业必须每月自查。", "企业应当每月自查。", ["softened"]),
    "力争 becomes 确保": ("力争年内开工。", "确保年内开工。", ["hardened"]),
    "a word is the beginning of another": ("对偷排行为严厉打击。", "对偷排行为依法打击。", ["softened"]),
    "原则上 is dropped": ("原则上不新增编制。", "不新增编制。", ["hardened"]),
    "坚决 is dropped": ("坚决防范汇率风险。", "防范汇率风险。", ["softened"]),
    "words of one step say nothing": ("力争年内开工。", "争取年内开工。", []),
    "a word on both sides says nothing": ("必须修路三十里。", "必须护林三十亩。", []),
    "a long rewriting is not quiet": (
        "必须坚持把农田水利基本建设作为一项长期的战略任务抓紧抓好。",
        "可以考虑围绕乡村旅游和电子商务培育若干新的经济增长点。",
        [],
    ),
    "all becomes most": ("村村通路全部完成。", "村村通路基本完成。", ["scope narrowed"]),
    "some becomes all": ("在部分乡镇推行。", "在全部乡镇推行。", ["scope widened"]),
    "an age limit rises": ("为65周岁以上老人体检。", "为70周岁以上老人体检。", ["scope narrowed"]),
    "no age is a line of digits": (f"为{'9' * 5000}岁以上老人体检。", f"为{'8' * 5000}岁以上老人体检。", []),
    "an age limit falls": ("为70岁以上老人体检。", "为65岁以上老人体检。", ["scope widened"]),
    "a negation comes": ("项目按期开工。", "项目未能按期开工。", ["negation gained"]),
    "a negation goes": ("没有发生安全事故。", "发生安全事故。", ["negation lost"]),
    "不断 and 不低于 are no negations": ("服务水平提升，占比高于五成。", "服务水平不断提升，占比不低于五成。", []),
    "a set word with 不 is no negation": ("这一年成果喜人。", "这一年极不平凡。", []),
    "a negation that stands elsewhere in the sentence is not lost": (
        "有的干部不作为、不善谋划，也不报告实情。",
        "有的干部不作为、报告实情较晚，办事拖拉。",
        [],
    ),
    "a clause that is turned round is, whatever is denied beside it": (
        "有的干部不作为，有的乡镇不报告实情。",
        "有的干部不作为，有的乡镇报告实情。",
        ["negation lost"],
    ),
    "a term named together with another is not lost": (
        "加大逆周期调节力度，稳定预期。",
        "加大逆周期和跨周期调节力度，稳定预期。",
        [],
    ),
    "a term that went is lost": ("加强逆周期调节，稳定预期。", "稳定预期。", ["softened"]),
    "another figure is no wording": ("修路30里。", "修路40里。", []),
}


@pytest.mark.parametrize(("old", "new", "names"), WORDING.values(), ids=WORDING.keys())
def test_wording(old, new, names):
    assert signals(old, new) == names


FACTS = {
    "a target lowered": ("plan", "财政收入增长6%。", "财政收入增长4%。", ["target lowered"]),
    "a target raised": ("plan", "财政收入增长4%。", "财政收入增长6%。", ["target raised"]),
    "a lower ceiling is a higher target": ("plan", "失业率控制在4%以内。", "失业率控制在3%以内。", ["target raised"]),
    "a higher place is a higher target": ("plan", "考核进入全市前五位。", "考核进入全市前三位。", ["target raised"]),
    "a target dropped": ("plan", "财政收入增长6%。", "财政收入持续增长。", ["target dropped"]),
    "a target told twice is told once": (
        "plan",
        "消费价格涨幅2%左右，消费价格涨幅2%左右。",
        "消费价格涨幅2%左右，促进良性循环。",
        [],
    ),
    "2% does not stand in 12%": (
        "plan",
        "财政收入增长2%，税收增长8%。",
        "财政收入持续增长，税收增长12%。",
        ["target dropped", "target raised"],
    ),
    "the step from last year is no target": (
        "plan",
        "发行债券1.3万亿元、比上年增加3000亿元。",
        "发行债券1.3万亿元，支持重大项目。",
        [],
    ),
    "nor does it fall": (
        "plan",
        "赤字规模5万亿元、比上年增加1.6万亿元。",
        "赤字规模5万亿元、比上年增加2300亿元。",
        [],
    ),
    "a masked target is not compared": ("plan", "财政收入增长6%。", "财政收入增长***%。", []),
    "the same figure in a review is a result": ("review", "财政收入增长6%。", "财政收入增长4%。", ["figure worse"]),
    "a better figure is none": ("review", "失业率4%。", "失业率3%。", []),
    "a worse figure": ("review", "失业率3%。", "失业率4%。", ["figure worse"]),
    "a rank lost": ("review", "考核列全市第二位。", "考核列全市第五位。", ["rank lost"]),
    "a rank that is no longer named": ("review", "考核列全市第二位。", "考核位居全市前列。", ["rank lost"]),
    "a deadline put off": ("plan", "新桥9月底前通车。", "新桥12月底前通车。", ["deadline moved"]),
    "a deadline in another year": ("plan", "新桥2021年6月底前通车。", "新桥2022年6月底前通车。", ["deadline moved"]),
    "the same month of the next year": ("plan", "每户6月底前登记。", "各户6月底前登记。", []),
    "a masked deadline is not compared": ("plan", "新桥9月底前通车。", "新桥**月底前通车。", []),
    "days allowed": ("plan", "诉求五天内办结。", "诉求十天内办结。", ["deadline moved"]),
    "who leads is not named any more": (
        "review",
        "由县水利局牵头，全面排查隐患。",
        "全面排查隐患。",
        ["duty-bearer removed"],
    ),
    "another leads": ("review", "由县水利局牵头，全面排查隐患。", "由县林业局牵头，全面排查隐患。", []),
    "a promise dropped": ("plan", "建成梧桐岭高山滑雪场。", "", ["promise dropped"]),
    "why things are as they are is no promise": ("plan", "人气旺主要是我县交通便利，常住人口15万左右。", "", []),
    "what was no promise": ("review", "建成梧桐岭高山滑雪场。", "", []),
}


@pytest.mark.parametrize(("part", "old", "new", "names"), FACTS.values(), ids=FACTS.keys())
def test_facts(part, old, new, names):
    assert signals(old, new, part=part) == names


ENGLISH = {
    "will becomes may": ("We will raise prices soon.", "We may raise prices soon.", ["softened"]),
    "could becomes would": ("Losing could hurt us.", "Losing would hurt us.", ["hardened"]),
    "all becomes most": ("We hedge all exposures.", "We hedge most exposures.", ["scope narrowed"]),
    "a negation comes": ("The control was effective.", "The control was not effective.", ["negation gained"]),
    "a range is lower": (
        "The target range is 5-1/4 to 5-1/2 percent.",
        "The target range is 4-3/4 to 5 percent.",
        ["target lowered"],
    ),
    "last year's amount is no target": (
        "We expect capital spending to be higher than fiscal 2017 spending of $3.6 million.",
        "We expect capital spending to be higher than fiscal 2018 spending of $4.5 million.",
        [],
    ),
    "downside risks do not harden": (
        "The Committee is attentive to the economic outlook.",
        "The Committee is attentive to downside risks to the economic outlook.",
        [],
    ),
    "the decision itself is no turn of the wording": (
        "The Committee decided to maintain the target range.",
        "The Committee decided to lower the target range.",
        [],
    ),
    "a date in the future": (
        "We plan to finish by March 2023.",
        "We plan to finish by June 2024.",
        ["deadline moved"],
    ),
    "an officer goes": (
        "Our General Counsel approves every license.",
        "Every license is approved.",
        ["duty-bearer removed"],
    ),
    "a worse place": ("We are the second-largest supplier.", "We are the third-largest supplier.", ["rank lost"]),
}


@pytest.mark.parametrize(("old", "new", "names"), ENGLISH.values(), ids=ENGLISH.keys())
def test_english(old, new, names):
    assert signals(old, new, language="en") == names


def lone(old, new, language="zh"):
    """The signals of two sentences that are linked to nothing."""
    editions = edition(old, "2021", language=language), edition(new, "2022", language=language)
    links = Link((0,), (), 0.0, 0.9, "test"), Link((), (0,), 0.0, 0.9, "test")
    changes = classify(*editions, Alignment((), links), settings=SETTINGS)
    found = marked(*editions, mark(*editions, changes, settings=SETTINGS))
    return [[signal.name for signal in change.signals] for change in found]


def test_a_sentence_that_comes_back_without_its_negation_is_told_at_both():
    sold = lone("We do not sell our receivables。", "We sell some receivables to a bank at a discount。", "en")

    assert sold == [["negation lost"], ["negation lost"]]
    assert lone("We sell our boats。", "We do not sell our boats or nets。", "en") == [["negation gained"]] * 2
    assert lone("We do not sell our receivables。", "We do not lend money。", "en") == [[], []]


MOVED = {
    "a set phrase that moved to another sentence": (
        "保持稳定，把好货币供给总闸门。支持实体经济。",
        "保持稳定。支持实体经济，把好货币供给总闸门。",
    ),
    "a clause of its own with a negation": ("保持总量适度，加强监管。", "保持总量适度，决不搞强刺激，加强监管。"),
    "a list of those present": ("张三、李四出席会议，王五未出席会议。", "张三、李四、王五出席会议。"),
}


@pytest.mark.parametrize(("old", "new"), MOVED.values(), ids=MOVED.keys())
def test_what_only_moved_or_is_no_edit_of_a_statement_says_nothing(old, new):
    editions = edition(old, "2021"), edition(new, "2022")
    count = len(editions[0].sentences)
    links = tuple(Link((n,), (n,), 0.8, 0.9, "test") for n in range(count))
    changes = classify(*editions, Alignment((), links), settings=SETTINGS)
    found = marked(*editions, mark(*editions, changes, settings=SETTINGS))

    assert [signal.name for change in found for signal in change.signals] == []


MONEY = {
    "the gate is no longer named": ("管好货币供给总闸门，保持流动性合理充裕。", "保持流动性合理充裕。", ["softened"]),
    "ample in place of stable": ("维护流动性基本稳定。", "维护流动性合理充裕。", ["softened"]),
    "a vice is cured no more, only eased": ("有效解决信贷供求矛盾。", "有效缓解信贷供求矛盾。", ["softened"]),
    "the same words of something else": ("有效解决邻里争吵。", "妥善解决邻里争吵。", []),
}


@pytest.mark.parametrize(("old", "new", "names"), MONEY.values(), ids=MONEY.keys())
def test_the_words_of_money(old, new, names):
    assert signals(old, new) == names


def test_a_signal_names_the_words_that_carry_it_and_is_weighed():
    old, new = edition("修路三十里，企业必须自查。", "2021"), edition("修路三十里，企业应当自查。", "2022")
    links = Alignment((), (Link((0,), (0,), 0.9, 0.9, "test"),))
    changes = mark(old, new, classify(old, new, links, settings=SETTINGS), settings=SETTINGS)
    (change,) = marked(old, new, changes)
    (signal,) = change.signals

    assert (old.source.text[slice(*signal.old)], new.source.text[slice(*signal.new)]) == ("必须", "应当")
    assert 0 < signal.weight < 1


def test_a_signal_names_the_edit_that_carries_it():
    old, new = edition("修路三十里，企业必须自查。", "2021"), edition("修路四十里，企业应当自查。", "2022")
    links = Alignment((), (Link((0,), (0,), 0.9, 0.9, "test"),))
    changes = mark(old, new, classify(old, new, links, settings=SETTINGS), settings=SETTINGS)
    (change,) = marked(old, new, changes)
    (signal,) = change.signals

    assert old.source.text[slice(*change.edits[signal.edit].old)] == "必须"


def test_every_change_is_answered():
    old, new = edition("修路。护林。", "2021"), edition("修路。治水。", "2022")
    links = (Link((0,), (0,), 1.0, 1.0, "t"), Link((1,), (), 0.0, 1.0, "t"), Link((), (1,), 0.0, 1.0, "t"))
    changes = classify(old, new, Alignment((), links), settings=SETTINGS)

    assert [change.signals for change in marked(old, new, changes)] == [
        (),
        (),
        (),
    ]


OWN = """
[zh]
negations = ["勿"]
[[zh.scale]]
name = "colour"
down = "softened"
up = "hardened"
steps = [["朱红"], ["淡粉"]]
"""


def test_another_lexicon_replaces_the_shipped_one(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")

    assert signals("墙面刷成朱红。", "墙面刷成淡粉。", lexicon=str(file)) == ["softened"]
    assert signals("企业必须自查。", "企业应当自查。", lexicon=str(file)) == []


@pytest.mark.parametrize(
    "text",
    ["[zh]\n", '[zh]\nduties = ["("]\n', '[zh]\nbearers = ["*局"]\n', '[zh]\nduties = ["["]\nbearers = [")"]\n'],
    ids=["no list", "duties alone", "bearers alone", "both, of signs"],
)
def test_a_lexicon_may_leave_lists_out_and_its_words_are_no_patterns(tmp_path, text):
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")

    assert signals("由县水利局负责修路。", "由县交通局牵头修路。", lexicon=str(file)) == []


BAD = {
    "is missing": None,
    "is no TOML": "[zh",
    "lacks the language": "[en]\n",
    "has an unknown list": "[zh]\nfoo = []\n",
    "has a word in place of a list": '[zh]\nnegations = "不"\n',
    "has an empty word": '[zh]\nnegations = [""]\n',
    "has a weight that is no number": "[weights]\nsoftened = nan\n[zh]\n",
    "has a weight above all": "[weights]\nsoftened = 2\n[zh]\n",
    "has weights that are no table": "weights = 3\n[zh]\n",
    "asks for more than likeness": (
        '[[zh.scale]]\nname = "x"\ndown = "softened"\nup = "hardened"\nsteps = []\nleast = inf\n'
    ),
    "has a scale without steps": '[[zh.scale]]\nname = "x"\ndown = "softened"\nup = "hardened"\n',
    "has an unknown signal": '[[zh.scale]]\nname = "x"\ndown = "louder"\nup = "hardened"\nsteps = []\n',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_lexicon_is_named(tmp_path, text):
    file = tmp_path / "bad.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")

    with pytest.raises(Unreadable if text is None else BadOption, match=r"bad\.toml"):
        signals("修路。", "护林。", lexicon=str(file))


def planted():
    rows = tomllib.loads((SEEDS / "planted.toml").read_text(encoding="utf-8"))["planted"]
    return [row for row in rows if row["signal"]]


@pytest.fixture(scope="module")
def found():
    made = {}
    for row in planted():
        key = row["series"], row["old_period"], row["new_period"]
        if key not in made:
            files = [str(SEEDS / key[0] / f"{period}.txt") for period in key[1:]]
            old, new = (parse(read(file, settings=SETTINGS), settings=SETTINGS) for file in files)
            changes = classify(old, new, align(old, new, settings=SETTINGS), settings=SETTINGS)
            made[key] = (
                old,
                marked(old, new, mark(old, new, changes, settings=SETTINGS)),
            )
    return made


def names_at(old, changes, text):
    wanted = "".join(text.split())
    pieces = [(change, "".join("".join(old.piece(n) for n in change.old).split())) for change in changes if change.old]
    return {s.name for change, piece in pieces if wanted in piece or piece in wanted for s in change.signals}


def test_every_planted_signal_is_found(found):
    missed = [
        (row["kind"], row["old"])
        for row in planted()
        if row["kind"] not in names_at(*found[row["series"], row["old_period"], row["new_period"]], row["old"])
    ]

    assert missed == []
    assert {row["kind"] for row in planted()} == SIGNALS


READ_AS_WRITTEN = {
    "a term of policy is no tone": ("zh", "保持流动性充裕。", "适时降准降息，保持流动性充裕。", []),
    "a lost 的 is nothing": ("zh", "守住不发生系统性风险的底线。", "守住不发生系统性风险底线。", []),
    "a term that begins with 基本": ("zh", "提高医疗服务能力。", "提高基本医疗服务能力。", []),
    "done as planned in place of more": ("zh", "超额完成植树任务。", "顺利完成植树任务。", ["softened"]),
    "a rule that went from a list": (
        "zh",
        "严格执行公务用车、办公用房、公务接待、因公出访等规定。",
        "严格执行公务用车、办公用房、因公出访等规定。",
        ["scope narrowed"],
    ),
    "a list that binds nobody": ("zh", "种植了松树、柏树、杨树、柳树。", "种植了松树、柏树、柳树。", []),
    "an assurance that went": (
        "zh",
        "供电平稳，没有出现拉闸限电，群众满意。",
        "供电平稳，群众满意。",
        ["softened"],
    ),
    "a name in a list with 未": ("zh", "开发了两款游戏：晨星、未觉醒者。", "开发了两款游戏：晨星、守夜人。", []),
    "a comparison turned round": ("zh", "甲类项目的评分均高于乙类项目。", "乙类项目的评分均显著高于甲类项目。", []),
    "no is not any": (
        "en",
        "There have been no changes in control.",
        "There have not been any changes in control.",
        [],
    ),
    "immaterial is not material": ("en", "The effect was immaterial.", "The effect was not material.", []),
    "initials for a name": (
        "en",
        "The Northern Grain Board issued a rule.",
        "The NGB issued a rule.",
        [],
    ),
    "a result's direction is its figure's": (
        "en",
        "Income rose 4% to $2 million due to higher sales.",
        "Income fell 9% to $1 million due to lower sales.",
        [],
    ),
    "a fiscal year that moved on": (
        "en",
        "Through May 1, 2021, we have opened 40 stores.",
        "Through April 30, 2022, we have opened 40 stores.",
        [],
    ),
    "one word is one signal": (
        "en",
        "Repayment is dependent upon sales.",
        "Repayment is substantially dependent upon sales.",
        ["scope narrowed"],
    ),
    "another word for the same": ("en", "We may book further losses.", "We may book additional losses.", []),
    "a hedge that went": (
        "en",
        "In considering the extent and timing of moves, the Committee will assess data.",
        "In considering moves, the Committee will assess data.",
        ["softened"],
    ),
    "how exact a number is": ("en", "Fines reach $350.", "Fines reach nearly $400.", []),
}


@pytest.mark.parametrize(("language", "old", "new", "names"), READ_AS_WRITTEN.values(), ids=READ_AS_WRITTEN.keys())
def test_a_signal_is_more_than_its_word(language, old, new, names):
    assert signals(old, new, language=language, part="review") == names


def test_equal_pairs_are_told_once():
    old, new = edition("企业必须自查。企业必须自查。", "2021"), edition("企业应当自查。企业应当自查。", "2022")
    links = Alignment((), tuple(Link((n,), (n,), 0.9, 0.9, "test") for n in range(2)))
    changes = marked(old, new, mark(old, new, classify(old, new, links, settings=SETTINGS), settings=SETTINGS))

    assert [len(change.signals) for change in changes] == [1, 0]
