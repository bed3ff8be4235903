"""Figures: the grammar, their pairs, tables, and a list checked by hand."""

import json
import re
import tomllib
from dataclasses import replace

import pytest
from building import edition
from places import ROOT

from compare.figures import extract, follow
from compare.figures.grammar_tables import Header, table_figures
from compare.model import Change
from compare.settings import Settings

SETTINGS = Settings()
SEEDS = ROOT / "seeds"


def readings_of(own):
    return extract(own).readings


def followed(old, new, changes):
    return follow(old, new, changes, (extract(old), extract(new)), settings=SETTINGS)


def told(text, language="zh"):
    return [
        (one.figure.text, one.figure.value, one.figure.unit, one.indicator, one.kind)
        for one in readings_of(edition(text, language=language))
    ]


LINES = {
    "of digits": ("全年收入{}元，占比{}%。", "9", "zh"),
    "of masks": ("全年收入{}万元。", "*", "zh"),
    "of numerals": ("全年收入{}万元。", "十", "zh"),
    "of digits in English": ("Sales were ${} million, {}% of all, in {} stores.", "9", "en"),
    "of masks in English": ("Sales were ${} million.", "*", "en"),
}


@pytest.mark.parametrize(("text", "sign", "language"), LINES.values(), ids=LINES)
def test_no_quantity_is_as_long_as_a_line(text, sign, language):
    assert told(text.replace("{}", sign * 6000), language) == []


GRAMMAR = {
    "a growth rate": ("全县生产总值增长5.2％左右。", [("5.2％", 5.2, "%", "生产总值", "growth")]),
    "a level and its growth": (
        "财政收入完成12.5亿元、增长3%。",
        [("12.5亿元", 12.5, "亿元", "财政收入", "level"), ("3%", 3.0, "%", "财政收入", "growth")],
    ),
    "a level that was reached by growing": (
        "入学率提高到96%。",
        [("96%", 96.0, "%", "入学率", "level")],
    ),
    "points are a change": ("入学率提高1.5个百分点。", [("1.5个百分点", 1.5, "个百分点", "入学率", "change")]),
    "a share": ("技改投资占工业投资的40%。", [("40%", 40.0, "%", "技改投资占工业投资", "level")]),
    "a pace": ("力争财政收入增速达到6%。", [("6%", 6.0, "%", "财政收入", "growth")]),
    "from and to": (
        "审批事项由120项减至95项。",
        [("120项", 120.0, "项", "审批事项", "level"), ("95项", 95.0, "项", "审批事项", "level")],
    ),
    "what is counted stands behind": ("建成5个公园。", [("5个", 5.0, "个", "建成公园", "level")]),
    "more or less": ("受理诉求2万余件。", [("2万余件", 2.0, "万件", "受理诉求", "level")]),
    "a Chinese numeral": (
        "建成学校两所，绿道十二公里。",
        [("两所", 2.0, "所", "建成学校", "level"), ("十二公里", 12.0, "公里", "绿道", "level")],
    ),
    "a large Chinese numeral": ("总投资三百二十亿元。", [("三百二十亿元", 3.2e10, "元", "总投资", "level")]),
    "a range has no single value": ("增速保持5%-6%。", [("5%-6%", None, "%", "", "level")]),
    "distributed rates": (
        "城镇和农村居民收入分别增长6%和7.5%。",
        [("6%", 6.0, "%", "城镇居民收入", "growth"), ("7.5%", 7.5, "%", "农村居民收入", "growth")],
    ),
    "rates distributed over levels before": (
        "粮食产量8万吨，油料产量2万吨，分别增长1%和2%。",
        [
            ("8万吨", 8.0, "万吨", "粮食产量", "level"),
            ("2万吨", 2.0, "万吨", "油料产量", "level"),
            ("1%", 1.0, "%", "粮食产量", "growth"),
            ("2%", 2.0, "%", "油料产量", "growth"),
        ],
    ),
    "a rank": ("综合考核居全市第五位。", [("第五位", 5.0, "位", "综合考核", "rank")]),
    "a frequency": ("每季度召开两次调度会。", [("每季度召开两次", 2.0, "次", "调度会", "frequency")]),
    "blanks inside and full width": ("全县增长 ７．５ ％。", [("７．５ ％", 7.5, "%", "", "growth")]),
    "two scales": ("高铁里程2万5千公里。", [("2万5千公里", 2.5, "万公里", "高铁里程", "level")]),
    "a hundred millions and the rest": ("投资1亿2千万元。", [("1亿2千万元", 1.2, "亿元", "投资", "level")]),
    "one of many has no value": ("吸引上千人就业。", [("上千人", None, "人", "吸引就业", "level")]),
    "so many times so much": ("建成2×66万千瓦机组。", [("2×66万千瓦", 132.0, "万千瓦", "", "level")]),
    "places gained are a change": ("总量前移3位。", [("3位", 3.0, "位", "总量", "change")]),
    "a masked rate": ("生产总值增长***％。", [("***％", None, "%", "生产总值", "growth")]),
    "a masked level": (
        "PM*平均浓度**微克／立方米。",
        [("**微克／立方米", None, "微克/立方米", "PM*平均浓度", "level")],
    ),
    "masked from and to": (
        "审批事项由***项减至**项。",
        [("***项", None, "项", "审批事项", "level"), ("**项", None, "项", "审批事项", "level")],
    ),
}

NONE = {
    "a date": "截至2022年11月底，全部完工。",
    "a masked month": "截至**月底，全部完工。",
    "a masked part of a month": "*月中旬印发规划。",
    "masked years": "制定****－****年工作方案。",
    "a masked name": "深入到***县区调研。",
    "a masked pollutant": "推进PM*治理。",
    "a masked number of a line": "依托“*****”政务平台。",
    "a name with a number": "建设5G基站，治理PM2.5污染，发布3.0版。",
    "a slogan": "强化“四个意识”，做到两个维护。",
    "a title": "印发《2022年十项措施》。",
    "a threshold in a name": "推进5000万元以上项目建设。",
    "an ordinal": "启动第三批试点，第二次会议召开。",
    "a meeting": "贯彻党的二十大和十九届六中全会精神。",
    "an anniversary": "庆祝建县70周年。",
    "an idiom": "各项工作千头万绪，服务千家万户。",
    "principles and circumstances that are counted": "在和平共处五项原则基础上，统筹国内国际两个大局。",
    "a telephone number and a post code": "咨询电话：0470-8236111，邮编021000。",
    "a list number": "12．整改老旧电梯。（3）完善制度。",
    "a document number": "印发政办发〔2021〕15号文件。",
    "a time of day": "每天8:30到岗。",
    "an ordinal of a batch": "入选第一批名单，完成第三次普查。",
    "digits without end": f"编号{'1' * 400}万元。",
    "a license plate": "蒙E12345号车移交。",
}


@pytest.mark.parametrize(("text", "wanted"), GRAMMAR.values(), ids=GRAMMAR.keys())
def test_a_figure_is_read(text, wanted):
    found = told(text)

    assert [row[:3] + row[4:] for row in found] == [row[:3] + row[4:] for row in wanted]
    assert [row[3] for row, want in zip(found, wanted, strict=True) if want[3]] == [w[3] for w in wanted if w[3]]


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_figure_is_invented(text):
    assert told(text) == []


ENGLISH = {
    "money": ("We spent $41.7 million on research.", [("$41.7 million", 41.7, "$ million", "level")]),
    "a percentage": ("Our tax rate was 21.4 percent.", [("21.4 percent", 21.4, "percent", "level")]),
    "points": ("Margin fell 140 basis points.", [("140 basis points", 140.0, "basis points", "change")]),
    "a fraction": ("The rate is 5-1/4 percent.", [("5-1/4 percent", 5.25, "percent", "level")]),
    "a count of things": ("We employ 2,000 people.", [("2,000 people", 2000.0, "people", "level")]),
    "another currency, shortened": ("Capex was US$3.4bn.", [("US$3.4bn", 3.4, "US$ billion", "level")]),
    "one in five is no five": ("One in five customers left.", []),
    "a growth rate": ("Sales rose 5.2%.", [("5.2%", 5.2, "%", "growth")]),
    "a change, the same in money, and the level it led to": (
        "Net income decreased 4%, or $0.4 billion, to $9.0 billion.",
        [
            ("4%", 4.0, "%", "growth"),
            ("$0.4 billion", 0.4, "$ billion", "change"),
            ("$9.0 billion", 9.0, "$ billion", "level"),
        ],
    ),
    "a name that a number belongs to": ("Films run in the Pay 1 and Pay 2 windows.", []),
    "references and dates are none": ("See Item 1A and Note 5 of Form 10-K for fiscal 2022 and March 3, 2021.", []),
}


@pytest.mark.parametrize(("text", "wanted"), ENGLISH.values(), ids=ENGLISH.keys())
def test_english(text, wanted):
    assert [(a, b, c, e) for a, b, c, _, e in told(text, "en")] == wanted


def pair(old, new, language="zh"):
    a, b = edition(old, "2021", language=language), edition(new, "2022", language=language)
    count = min(len(a.sentences), len(b.sentences))
    changes = tuple(Change(n, "edited", (n,), (n,), 0.9, 0.9, "test") for n in range(count))
    return followed(a, b, changes)


def row(change):
    return (
        change.old and change.old.text,
        change.new and change.new.text,
        change.direction,
        change.difference,
        change.better,
    )


PAIRS = {
    "a rise that is good": ("财政收入12亿元。", "财政收入15亿元。", ("12亿元", "15亿元", "up", 3.0, True)),
    "a rise that is bad": ("登记失业率3%。", "登记失业率3.5%。", ("3%", "3.5%", "up", 0.5, False)),
    "a rise of which nobody can say": ("治理河道3公里。", "治理河道5公里。", ("3公里", "5公里", "up", 2.0, None)),
    "debt that was paid off is no debt": (
        "化解隐性债务3亿元。",
        "化解隐性债务5亿元。",
        ("3亿元", "5亿元", "up", 2.0, None),
    ),
    "a rank lost": ("考核列全市第二。", "考核列全市第四。", ("第二", "第四", "up", 2.0, False)),
    "another scale": ("完成投资9800万元。", "完成投资1.2亿元。", ("9800万元", "1.2亿元", "up", 0.22, None)),
    "growth turned into decline": ("财政收入增长3%。", "财政收入下降2%。", ("3%", "2%", "down", -5.0, False)),
    "a mask is unknown, never a number": (
        "财政收入增长3%。",
        "财政收入增长***%。",
        ("3%", "***%", "unknown", None, None),
    ),
    "two masks are unknown": ("财政收入增长**%。", "财政收入增长***%。", ("**%", "***%", "unknown", None, None)),
    "the same": ("入学率96%。", "入学率96%。", ("96%", "96%", "same", 0.0, None)),
}


@pytest.mark.parametrize(("old", "new", "wanted"), PAIRS.values(), ids=PAIRS.keys())
def test_a_pair_of_figures(old, new, wanted):
    (change,) = pair(old, new)

    assert row(change) == wanted


UNPAIRED = {
    "a rank among others": ("考核居中部第一位。", "考核居全国第六位。"),
    "what was added and what there is": ("可再生能源新增装机3.7亿千瓦。", "新型储能装机规模1.3亿千瓦。"),
    "shares of different wholes": (
        "非化石能源发电量占总发电量的比重40%。",
        "非化石能源消费占能源消费总量的比重21.7%。",
    ),
    "another thing of the same unit": ("盘活国有三资3708亿元。", "税收突破4000亿元。"),
    "a rate on another scale by far": ("每辆汽车交税4元。", "整车出口9亿元。"),
}


@pytest.mark.parametrize(("old", "new"), UNPAIRED.values(), ids=UNPAIRED.keys())
def test_figures_of_different_things_are_not_paired(old, new):
    a, b = edition(old, "2021"), edition(new, "2022")
    found = followed(a, b, (Change(0, "edited", (0,), (0,), 0.5, 0.9, "test"),))

    assert all(change.old is None or change.new is None for change in found)


SIGNS = {
    "a fall that becomes a rise": (
        "en",
        "Revenues decreased 1%.",
        "Revenues increased 8%.",
        ("change", -1.0, 8.0, 9.0),
    ),
    "a rise that becomes a fall": ("zh", "财政收入增长3%。", "财政收入下降2%。", ("增减", 3.0, -2.0, -5.0)),
    "a deeper fall": ("zh", "财政收入下降2%。", "财政收入下降3%。", ("增减", -2.0, -3.0, -1.0)),
    "two rises keep their word": ("zh", "财政收入增长3%。", "财政收入增长5%。", ("增长", 3.0, 5.0, 2.0)),
}


@pytest.mark.parametrize(("language", "old", "new", "wanted"), SIGNS.values(), ids=SIGNS.keys())
def test_values_are_signed_as_their_difference_is(language, old, new, wanted):
    (change,) = pair(old, new, language)

    assert (change.measure, change.old.value, change.new.value, change.difference) == wanted


def test_what_grew_to_a_figure_is_paired_with_it_and_not_what_it_grew_from():
    found = pair("高速公路里程从9万公里增加到13万公里。", "高速公路里程14万公里。")

    assert ("13万公里", "14万公里") in [row(change)[:2] for change in found]


def test_a_level_is_never_paired_with_a_growth_rate():
    found = pair("入学率96%。", "入学率提高2%。")

    assert [(row(change)[:2]) for change in found] == [(None, "2%"), ("96%", None)]


def test_figures_that_changed_their_order_are_paired_by_name():
    found = pair(
        "生产总值增长7%，工业增加值增长6%，财政收入增长5%。", "生产总值增长8%，财政收入增长4%，工业增加值增长9%。"
    )

    assert [row(change)[:2] for change in found] == [("7%", "8%"), ("5%", "4%"), ("6%", "9%")]


def test_figures_of_sentences_that_are_not_linked_are_paired_by_name():
    old, new = edition("财政收入增长5%。", "2021"), edition("抓好收入。全年财政收入增长4%。", "2022")
    (change,) = followed(old, new, ())

    assert row(change)[:2] == ("5%", "4%")


def test_a_figure_that_vanished_is_listed():
    found = pair("财政收入增长5%，税收占比81%。", "财政收入增长4%。")

    assert [row(change)[:2] for change in found] == [("5%", "4%"), ("81%", None)]


def table(text, period):
    made = edition(text, period)
    rows = tuple(
        type(s)(s.span, "table" if made.source.text[s.span[0]] == "|" else s.role, s.section, s.paragraph)
        for s in made.sentences
    )
    return type(made)(*[rows if name == "sentences" else getattr(made, name) for name in made.__slots__])


def test_table_rows_count_as_figures():
    text = "一、指标\n| 指标 | 单位 | 2022年 | 增长（%） |\n| --- | --- | --- | --- |\n| 财政收入 | 亿元 | 9.96 | -3.1 |\n| 企业 | 家 | 142 | — |"
    found = readings_of(table(text, "2022"))

    assert [(r.figure.text, r.figure.value, r.figure.unit, r.indicator, r.kind) for r in found] == [
        ("9.96", 9.96, "亿元", "财政收入", "level"),
        ("-3.1", -3.1, "%", "财政收入", "growth"),
        ("142", 142.0, "家", "企业", "level"),
    ]


def test_every_span_is_its_text():
    text = (SEEDS / "county" / "2022.txt").read_text(encoding="utf-8")
    own = edition(text)

    assert all(own.source.text[slice(*r.figure.span)] == r.figure.text for r in readings_of(own))


def seed_figures():
    for entry in tomllib.loads((SEEDS / "planted.toml").read_text(encoding="utf-8"))["figures"]:
        yield entry["file"], entry["sentence"], (entry["text"], entry.get("value"), entry["unit"], entry["measure"])


def test_the_list_checked_by_hand_is_found():
    wanted: dict[tuple[str, str], list[object]] = {}
    for file, sentence, figure in seed_figures():
        wanted.setdefault((file, sentence), []).append(figure)
    hit = said = 0
    for (file, sentence), figure_list in wanted.items():
        language = "en" if file.startswith("risk") else "zh"
        found = [
            (r.figure.text, r.figure.value, r.figure.unit, r.kind)
            for r in readings_of(edition(sentence, language=language))
        ]
        said += len(found)
        hit += sum(figure in found for figure in figure_list)
    count = sum(map(len, wanted.values()))

    assert count >= 60
    assert hit / count >= 0.95
    assert hit / said >= 0.95


def test_indicators_are_mostly_named_as_a_reader_would():
    entries = tomllib.loads((SEEDS / "planted.toml").read_text(encoding="utf-8"))["figures"]
    right = 0
    for entry in entries:
        language = "en" if entry["file"].startswith("risk") else "zh"
        names = [
            r.indicator
            for r in readings_of(edition(entry["sentence"], language=language))
            if r.figure.text == entry["text"]
        ]
        right += any(shares(name, entry["indicator"]) for name in names)

    assert right / len(entries) >= 0.85


def shares(name, wanted):
    parts = re.findall(r"[\u4e00-\u9fff]|\w+", name), re.findall(r"[\u4e00-\u9fff]|\w+", wanted)
    return len(set(parts[0]) & set(parts[1])) >= 0.6 * min(len(set(parts[0])), len(set(parts[1])))


def test_findings_are_plain_data():
    (change,) = pair("财政收入12亿元。", "财政收入15亿元。")

    assert json.dumps([change.indicator, change.measure, change.old.text, change.new.unit], ensure_ascii=False) == (
        '["财政收入", "", "12亿元", "亿元"]'
    )


SIGNS = {
    "a minus": ("营业利润-0.87亿元。", -0.87, "zh"),
    "a minus of its own code": ("营业利润−0.87亿元。", -0.87, "zh"),
    "a wide minus": ("营业利润为－8700万元。", -8700.0, "zh"),
    "a minus in words": ("营业利润为负0.87亿元。", -0.87, "zh"),
    "brackets": ("投资现金流量净额为(1,204.8)万元。", -1204.8, "zh"),
    "wide brackets": ("投资现金流量净额为（1,204.8）万元。", -1204.8, "zh"),
    "a change": ("毛利率变动-0.6个百分点。", -0.6, "zh"),
    "a plus": ("毛利率变动+0.6个百分点。", 0.6, "zh"),
    "a fall by less than nothing": ("出口增速-4.1%。", -4.1, "zh"),
    "what is put aside in brackets": ("合计（8700万元）到位。", 8700.0, "zh"),
    "numbering before a figure": ("（1）120万元资金到位。", 120.0, "zh"),
    "a pause before a figure": ("资金——120万元到位。", 120.0, "zh"),
    "dollars in brackets": ("Operating income was $(7.7) million.", -7.7, "en"),
    "brackets around the dollars": ("Operating income was ($7.7) million.", -7.7, "en"),
    "a minus before the dollars": ("Operating income was -$7.7 million.", -7.7, "en"),
    "a minus behind the dollars": ("Operating income was $-7.7 million.", -7.7, "en"),
    "a minus sign": ("Organic growth of \u22124.1% hurt us.", -4.1, "en"),
    "a rate in brackets": ("Organic growth was (4.1)%.", -4.1, "en"),
    "a rate put aside": ("One region (4.1%) grew.", 4.1, "en"),
    "points": ("The margin changed by -0.6 percentage points.", -0.6, "en"),
    "the end of a range": ("Margins of 3-5% are usual.", 5.0, "en"),
}


@pytest.mark.parametrize(("text", "value", "language"), SIGNS.values(), ids=SIGNS)
def test_a_figure_has_its_sign(text, value, language):
    ((_, found, *_),) = told(text, language)

    assert found == value


def compared_figures(old, new, language):
    before, after = edition(old, "2021", language=language), edition(new, "2022", language=language)
    change = Change(0, "edited", (0,), (0,), 0.9, 0.9, "test")
    return followed(before, after, (change,))


TURNS = {
    "a profit fell below zero": ("净利润0.9亿元。", "净利润-0.2亿元。", 0.9, -0.2, False, "zh"),
    "a loss became a gain": ("形成税后310万元的处置损失。", "形成税后80万元的处置收益。", -310.0, 80.0, True, "zh"),
    "an outflow became an inflow": (
        "投资活动现金净流出45万元。",
        "投资活动现金净流入12万元。",
        -45.0,
        12.0,
        True,
        "zh",
    ),
    "a loss grew": ("净亏损30万元。", "净亏损50万元。", 30.0, 50.0, None, "zh"),
    "cash provided became cash used": (
        "Net cash provided by operating activities was $9.4 million.",
        "Net cash used in operating activities was $3.1 million.",
        9.4,
        -3.1,
        False,
        "en",
    ),
    "income became a loss": ("Net income was $9.4 million.", "Net loss was $3.1 million.", 9.4, -3.1, False, "en"),
    "a loss shrank": ("Net loss was $9.4 million.", "Net loss was $3.1 million.", 9.4, 3.1, True, "en"),
    "a loss in brackets shrank": (
        "Net loss was $(9.4) million.",
        "Net loss was $(3.1) million.",
        -9.4,
        -3.1,
        True,
        "en",
    ),
    "only one loss in brackets": ("Net loss was $(9.4) million.", "Net loss was $3.1 million.", -9.4, -3.1, True, "en"),
    "income in brackets": ("Net income was $9.4 million.", "Net income was $(3.1) million.", 9.4, -3.1, False, "en"),
}


@pytest.mark.parametrize(("old", "new", "first", "second", "better", "language"), TURNS.values(), ids=TURNS)
def test_what_turned_round_zero_is_told_so(old, new, first, second, better, language):
    (change,) = compared_figures(old, new, language)

    assert (change.old.value, change.new.value, change.better) == (first, second, better)
    assert change.difference == pytest.approx(second - first)


def test_cells_in_brackets_are_below_zero():
    _, found = table_figures("投资收益|(1,204.8)|310.5", Header(("项目", "2022年", "2021年")))

    assert [one.value for one in found] == [-1204.8, 310.5]


NAMES = {
    "a name keeps its first letter": ("其他支出12万元。", ["其他支出"]),
    "a name goes on before brackets": (
        "予以受理30件、作其他答复（含申请人撤回）8件。",
        ["予以受理", "作其他答复"],
    ),
    "the growth of a whole whose parts stand in brackets": (
        "共办理申请90件（北乡40件、南乡50件），同比增长8%。",
        ["办理申请", "北乡", "南乡", "办理申请"],
    ),
    "an account in quotes": ("“卫生支出（类）其他卫生支出（款）”3.5万元。", ["卫生支出（类）其他卫生支出（款）"]),
    "what was brought about stands behind": ("实现了税后30万元的净投资收益。", ["税后净投资收益"]),
    "what money was spent on": ("总投资9亿元的滨河商场开工。", ["总投资…滨河商场开工"]),
    "the thing called by its name": ("12项“一窗通办”上线。", ["一窗通办"]),
    "no name, so the words around it": ("如果你把80万元存进银行。", ["如果你把…存进银行"]),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES.keys())
def test_a_figure_has_its_whole_name(text, names):
    assert [row[3] for row in told(text)] == names


NO_FIGURES = {
    "parts of a text": ("zh", "本报告分为六大部分，由收入和支出两部分组成。"),
    "an idiom of skins": ("zh", "解决计划与执行两张皮问题。"),
    "notes of money": ("zh", "换成百元钞票要堆很高。"),
    "a web address": ("en", "See https://example.org/a?var=Last%203%20weeks for more."),
    "a thing that lasts so long": ("en", "We look at the seven year lives of the loans."),
}


@pytest.mark.parametrize(("language", "text"), NO_FIGURES.values(), ids=NO_FIGURES.keys())
def test_what_counts_nothing_is_no_figure(language, text):
    assert told(text, language) == []


def test_stars_of_markdown_are_no_masks():
    own = edition("在评估**项目**时，衡量**前 5 万**个仓库，增长***%。")
    own = replace(own, source=replace(own.source, format="md"))

    assert [(r.figure.value, r.figure.masked) for r in readings_of(own)] == [(5.0, False), (None, True)]


TIMES = {
    "years dealt out respectively": (
        "en",
        "For the years ended May 31, 2019, 2020 and 2021, profit was $3 million, $4 million and $7 million, respectively.",
        "For the years ended May 31, 2022, 2021 and 2020, profit was $9 million, $7 million and $4 million, respectively.",
        [
            ("$7 million", "$9 million"),
            ("$7 million", "$7 million"),
            ("$4 million", "$4 million"),
            ("$3 million", None),
        ],
    ),
    "half a year and three quarters": (
        "en",
        "Revenue was $40 million for the six months ended June 30, 2021.",
        "Revenue was $65 million for the nine months ended September 30, 2022.",
        [(None, "$65 million"), ("$40 million", None)],
    ),
    "forecasts by the year they are of": (
        "en",
        "The Bank expects inflation of 3% in 2021 and 2% in 2022.",
        "The Bank expects inflation of 2.5% in 2022 and 2.2% in 2023.",
        [("2%", "2.5%"), (None, "2.2%"), ("3%", None)],
    ),
    "a year and five of them": (
        "zh",
        "新建公厕12座。",
        "五年来，新建公厕70座。",
        [(None, "70座"), ("12座", None)],
    ),
    "last year's own figure": (
        "zh",
        "2020年产量8吨，2021年产量9吨。",
        "2021年产量9吨，2022年产量11吨。",
        [("9吨", "9吨"), ("9吨", "11吨"), ("8吨", None)],
    ),
    "what came anew and what there is": (
        "zh",
        "新增标杆企业3家、示范企业4家。",
        "标杆企业30家、示范企业41家。",
        [(None, "30家"), (None, "41家"), ("3家", None), ("4家", None)],
    ),
    "town and country": (
        "zh",
        "城镇居民收入3万元。",
        "农村居民收入2万元。",
        [(None, "2万元"), ("3万元", None)],
    ),
    "a rank among the same by another name": ("zh", "销量稳居世界第四。", "销量稳居全球第七。", [("第四", "第七")]),
}


@pytest.mark.parametrize(("language", "old", "new", "wanted"), TIMES.values(), ids=TIMES.keys())
def test_only_the_same_thing_of_the_same_time_is_compared(language, old, new, wanted):
    assert [row(change)[:2] for change in pair(old, new, language)] == wanted


def test_two_amounts_share_the_scale_behind_the_second():
    found = told("We owe $12.4 and $7.1 million respectively.", "en")

    assert [(value, unit) for _, value, unit, _, _ in found] == [(12.4, "$ million"), (7.1, "$ million")]


def test_the_years_of_a_header_are_the_times_of_its_columns_and_no_figures():
    header, years = table_figures("2022 | 2021", Header())
    _, found = table_figures("Gross margin | 18.2% | 25.6%", header)

    assert years == ()
    assert [(one.value, one.period.year) for one in found] == [(18.2, 2022), (25.6, 2021)]


@pytest.mark.parametrize(
    "rows", [["Item 2. | Discussion | 33"], ["Officer | Age", "A. Krish, Chairman | 61"]], ids=["a page", "an age"]
)
def test_pages_and_ages_are_no_figures(rows):
    header, found = Header(), ()
    for text in rows:
        header, found = table_figures(text, header)

    assert found == ()
