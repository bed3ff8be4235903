"""What a report's text is taken for: paragraphs, sentences, headings, sections, parts, and what it is."""

import textwrap

import pytest

from compare.errors import NoSentences
from compare.model import Edition
from compare.settings import Settings
from compare.source import Block, Source
from compare.structure import parse
from compare.structure.metadata import period_named


def edition(text: str, path: str = "2022.txt", blocks: tuple[Block, ...] = ()) -> Edition:
    return parse(Source(path, text, "", "txt", "utf-8", blocks=blocks), settings=Settings())


def pieces(found: Edition, *roles: str) -> list[str]:
    return [found.piece(n) for n, s in enumerate(found.sentences) if not roles or s.role in roles]


def tree(found: Edition) -> list[tuple[str, str, str]]:
    return [(section.id, section.number, section.title) for section in found.sections]


BODY = "全县新建农村公路86公里，改造危桥12座。群众出行更加方便。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("修路。种树！够了吗？", ["修路。", "种树！", "够了吗？"], id="a stop ends a sentence"),
        pytest.param("修路；种树。", ["修路；", "种树。"], id="a semicolon ends a sentence"),
        pytest.param(
            "他说：“好。”众人笑。", ["他说：“好。”", "众人笑。"], id="closing quotes stay with their sentence"
        ),
        pytest.param("办成了（详见附表。）下一件。", ["办成了（详见附表。）", "下一件。"], id="so do closing brackets"),
        pytest.param("一共3.5亿元。", ["一共3.5亿元。"], id="a decimal point ends nothing"),
        pytest.param("  修路。\u3000\u3000\n种树。", ["修路。", "种树。"], id="outer blanks belong to no sentence"),
        pytest.param("修路。\r\n种树。\r\n", ["修路。", "种树。"], id="CRLF is a line's end"),
        pytest.param(
            "县长李某各位代表：\n修路。", ["县长李某", "各位代表：", "修路。"], id="a name runs into the salutation"
        ),
        pytest.param(
            "Mayor Li spoke. He left 县长各位代表：",
            ["Mayor Li spoke.", "He left 县长", "各位代表："],
            id="also behind an English sentence",
        ),
        pytest.param(
            "各位代表：现在报告工作。", ["各位代表：", "现在报告工作。"], id="a salutation runs into the text"
        ),
    ],
)
def test_a_chinese_sentence_ends_where_its_stop_stands(text, expected):
    assert pieces(edition(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We sold pumps. Sales fell.", ["We sold pumps.", "Sales fell."], id="at a full stop and a capital"),
        pytest.param("Mr. Oak and Dr. Elm left.", ["Mr. Oak and Dr. Elm left."], id="not after a title"),
        pytest.param("Acme Inc. Shares rose.", ["Acme Inc. Shares rose."], id="not after Inc."),
        pytest.param("The U.S. Navy bought two.", ["The U.S. Navy bought two."], id="not inside U.S."),
        pytest.param("We sell pumps in the U.S. Moreover, we lease them.", ["We sell pumps in the U.S.", "Moreover, we lease them."], id="at U.S. before a word that opens a sentence"),
        pytest.param("J. Q. Reed spoke. All left.", ["J. Q. Reed spoke.", "All left."], id="not after initials"),
        pytest.param("It cost 3.5 million. We paid.", ["It cost 3.5 million.", "We paid."], id="not in a decimal"),
        pytest.param("Item 1A. Risk Factors", ["Item 1A. Risk Factors"], id="not after the number of an item"),
        pytest.param("## 1. Operations", ["## 1. Operations"], id="not after the number of a Markdown heading"),
        pytest.param("## **12. Our People**", ["## **12. Our People**"], id="not after the number of a bold one"),
        pytest.param("Reed, Chair; Elm, Vice Chair; and Oak.", ["Reed, Chair;", "Elm, Vice Chair; and Oak."], id="at a semicolon and a capital"),
    ],
)  # fmt: skip
def test_an_english_sentence_ends_before_a_capital(text, expected):
    assert pieces(edition(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "今年财政收入达到，\n三亿元。", ["今年财政收入达到，\n三亿元。"], id="a line that ends in a comma goes on"
        ),
        pytest.param("修路完成。新增就业人数达到\n，比上年多。", ["修路完成。", "新增就业人数达到\n，比上年多。"], id="a line cannot begin with a comma"),
        pytest.param("粮食产量目标设定\n为6%以上，留有余地。全年有望完成。", ["粮食产量目标设定\n为6%以上，留有余地。", "全年有望完成。"], id="a line cannot begin with 为 and a figure"),
        pytest.param("全年投入用于修路\n的资金，比上年多。养路完成。", ["全年投入用于修路\n的资金，比上年多。", "养路完成。"], id="nor with 的"),
        pytest.param("Last year we lost deals worth an estimated\n$33.2 million. Sales fell.", ["Last year we lost deals worth an estimated\n$33.2 million.", "Sales fell."], id="an English line goes on in a sum"),
        pytest.param("城区空气好转。全年PM\n2.5\n平均浓度下降。", ["城区空气好转。", "全年PM\n2.5\n平均浓度下降。"], id="an index stands on a line of its own"),
        pytest.param("•\nWe depend on rain.", ["•\nWe depend on rain."], id="a bullet stands on a line of its own"),
        pytest.param("Item 2.\nProperties\nWe own a mill. It is old.", ["Item 2.\nProperties", "We own a mill.", "It is old."], id="an item's number stands on a line of its own"),
        pytest.param("一、工作回顾\n修路完成。种树完成。", ["一、工作回顾", "修路完成。", "种树完成。"], id="a heading is not joined to its text"),
        pytest.param("修路完成。种树完成\n育苗完成。养路完成。", ["修路完成。", "种树完成", "育苗完成。", "养路完成。"], id="one missing stop is a slip, no wrap"),
        pytest.param("The plant in Henley was closed for repairs after\nthe storm.", ["The plant in Henley was closed for repairs after\nthe storm."], id="an English line goes on in a small letter"),
    ],
)  # fmt: skip
def test_a_break_inside_a_sentence_is_no_end(text, expected):
    assert pieces(edition(text)) == expected


def test_breaks_without_a_sign_are_joined_where_there_are_several():
    broken = [f"第{n}批项目开工。各乡镇道路改造进展\n顺利。群众满意。" for n in "甲乙丙丁"]

    found = edition("\n".join(broken))

    assert pieces(found)[1] == "各乡镇道路改造进展\n顺利。"
    assert "hard wrap" in found.repairs


def wrapped(paragraph: str, width: int, indent: str = "") -> str:
    text = indent + paragraph
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"], ids=["flush", "indented"])
@pytest.mark.parametrize("width", [22, 30, 41])
def test_a_chinese_report_wrapped_at_a_column_reads_as_the_report_itself(width, indent):
    body = [
        "全县新建改建农村公路八十六公里，完成危桥改造十二座，所有行政村通上了客车，群众出行更加方便。运输成本比上年下降一成，农产品外运不再发愁。",
        "持续推进老旧小区改造，惠及居民两千四百户，新增停车位六百个，加装电梯十五部。物业服务实现全覆盖，居民满意率稳步提高。",
        "把就业摆在突出位置，组织招聘会二十场，帮助返乡青年就地就近就业，零就业家庭动态清零。技能培训走进车间、走进田头，受到群众欢迎。",
    ]
    plain = edition("\n".join(["一、交通建设", *body]))

    found = edition("\n".join(["一、交通建设", *(wrapped(paragraph, width, indent) for paragraph in body)]))

    assert ["".join(piece.split()) for piece in pieces(found)] == pieces(plain)
    assert "hard wrap" in found.repairs


def test_an_english_text_wrapped_at_a_column_reads_as_the_text_itself():
    first = (
        "The river board met in April to review the state of the weirs. It found that two of them leak, that repairs "
        "would cost $4 million, and that the work cannot wait until the autumn floods have passed once more."
    )
    second = (
        "The board voted to raise the levy in July, after a long debate about the cost of timber. Nobody spoke "
        "against it, and the new levy is to last three years, unless the weirs are finished sooner than planned."
    )

    found = edition("\n\n".join("\n".join(textwrap.wrap(paragraph, 64)) for paragraph in (first, second)))

    assert len(found.sentences) == 4
    assert {sentence.paragraph for sentence in found.sentences} == {0, 1}


def test_a_word_held_together_by_hard_hyphens_finds_no_room_as_a_whole():
    found = edition(
        "The board reviewed the plan for the harbour and agreed on what was left to\n"
        "do before the winter. It bought shares of four companies and of the\n"
        "high\u2011water\u2011mark fund for the towns along the river, whose walls are old and\n"
        "low. The rest of the money was put aside until the spring, when the prices\n"
        "of steel and of timber are told anew by the merchants of the northern ports.\n"
    )

    assert [found.piece(number).split()[0] for number in range(len(found.sentences))] == ["The", "It", "The"]


@pytest.mark.parametrize("mark", ["\u3000\u3000", "\t", "   "], ids=["ideographic pairs", "tabs", "runs of blanks"])
def test_a_report_on_one_line_is_cut_at_its_paragraph_marks(mark):
    paragraphs = [
        "各位代表：",
        "一、去年工作回顾",
        *[f"第{n}季度项目开工。" + BODY * 3 for n in "一二三四"],
        "二、今年工作安排",
        BODY * 9,
    ]

    found = edition(mark.join(paragraphs))

    assert [(section.number, section.title) for section in found.sections if section.number] == [
        ("一、", "去年工作回顾"),
        ("二、", "今年工作安排"),
    ]
    assert max(sentence.paragraph for sentence in found.sentences) == len(paragraphs) - 1
    assert "one line" in found.repairs


def test_two_blanks_in_a_short_line_are_no_paragraph_mark():
    assert pieces(edition("县长\u3000\u3000李某\n" + BODY))[0] == "县长\u3000\u3000李某"


@pytest.mark.parametrize(
    "line",
    [
        *(
            "下载",
            "打印",
            "全屏",
            "【字号：",
            "加大",
            "】",
            ">",
            "首页",
            "关闭窗口",
            "打印本页",
            "分享到:",
            "扫一扫在手机打开当前页",
        ),
        *(
            "来源：东岭日报",
            "时间：2024-01-18",
            "发布时间：2024年1月18日",
            "责任编辑：李某",
            "（来源：东岭日报）",
            "（新华社东岭3月1日电）",
        ),
        *(
            "— 12 —",
            "- 3 -",
            "第 4 页 共 20 页",
            "《东岭日报》（2024年01月18日 01 版）",
            "2024-01-18 09:30:00",
            "2024年01月18日 07时41分",
        ),
        *(
            "县长作报告。本报记者 李某 摄",
            "原始网址：https://example.org/a.html",
            "https://example.org/a.html",
            "Public domain",
        ),
        *("年份：2024", "季度：Q4", "Table of Contents", "Page 3 of 20"),
        f"原始网址：https://example.org/{'a' * 150}.html",
        *(
            "发文机关：东岭县人民政府",
            "发文字号：东政发〔2024〕1号",
            "公开方式：主动公开",
            "主题词：工作 报告",
            "成文日期：2024年1月5日",
        ),
        *("Author: R. Vale", "Date: 2024-01-05", "URL: https://example.org"),
        "本作品是国家机关的文件，依照著作权法不适用于该法，属于公有领域。",
    ],
)
def test_a_line_of_the_page_is_furniture(line):
    found = edition(f"{line}\n东岭县工作报告\n{BODY}")

    assert found.sentences[0].role == "furniture"
    assert found.title == "东岭县工作报告"
    assert "furniture" in found.repairs


def test_a_label_takes_its_value_and_a_path_runs_to_the_title():
    text = f"您的位置:\n首页\n>\n县内要闻\n东岭县工作报告\n来源：\n东岭日报\n各位代表：\n{BODY}\n相关报道：\n另一篇报道的题目"

    found = edition(text)

    assert pieces(found, "furniture") == [
        *("您的位置:", "首页", ">", "县内要闻", "来源：", "东岭日报", "相关报道：", "另一篇报道的题目"),
    ]
    assert found.sections[-1].heading is None
    assert found.sections[-1].level == 1


@pytest.mark.parametrize(
    "line",
    [
        "时间紧，任务重，困难多。",
        "来源于群众的智慧，服务于群众。",
        "第3页的数字已经改正，请以此为准。",
        "中小企业发展良好。",
        "关键词是改革，公开是原则。",
        "Date palms grow well here.",
    ],
)
def test_a_sentence_of_the_report_is_no_furniture(line):
    assert "furniture" not in {sentence.role for sentence in edition(f"{line}\n{BODY}").sentences}


@pytest.mark.parametrize(
    ("head", "number", "title"),
    [
        ("第一编 基本任务", "第一编", "基本任务"),
        ("第二章\u3000发展环境", "第二章", "发展环境"),
        ("第三节 财政收入", "第三节", "财政收入"),
        ("一、去年工作回顾", "一、", "去年工作回顾"),
        ("十二、其他工作", "十二、", "其他工作"),
        ("（一）产业发展提速", "（一）", "产业发展提速"),
        ("(三) 民生持续改善", "(三)", "民生持续改善"),
        ("1.产业发展", "1.", "产业发展"),
        ("2、民生改善", "2、", "民生改善"),
        ("３．城乡建设", "３．", "城乡建设"),
        ("（4）生态保护", "（4）", "生态保护"),
        ("②安全生产", "②", "安全生产"),
        ("【产业发展】", "", "产业发展"),
        ("——产业发展提速", "", "产业发展提速"),
        ("## 产业发展", "##", "产业发展"),
        ("产业发展情况", "", "产业发展情况"),
    ],
)
def test_a_heading_on_a_line_of_its_own_is_found_by_its_form(head, number, title):
    found = edition(f"报告如下。情况良好。\n{head}\n{BODY}")

    section = found.sections[-1]
    assert (section.number, section.title) == (number, title)
    assert found.source.text[slice(*section.heading)] == head
    assert found.sentences[section.first].role == "heading"
    assert section.last - section.first == 3


@pytest.mark.parametrize(
    ("lead", "number", "title"),
    [
        ("一、加快产业发展。", "一、", "加快产业发展"),
        ("（二）加快产业发展，壮大县域经济。", "（二）", "加快产业发展，壮大县域经济"),
        ("——产业发展提速。", "", "产业发展提速"),
        ("强化就业优先导向。", "", "强化就业优先导向"),
        ("打好“1+3”组合拳。", "", "打好“1+3”组合拳"),
    ],
)
def test_a_heading_that_opens_a_paragraph_ends_at_its_first_stop(lead, number, title):
    found = edition(f"报告如下。情况良好。\n{lead}{BODY}")

    section = found.sections[-1]
    assert (section.number, section.title) == (number, title)
    assert found.source.text[slice(*section.heading)] == lead
    assert pieces(found, "heading") == [lead]


@pytest.mark.parametrize(
    "lead",
    [
        "全年新增就业3200人。",
        "主要做了以下工作。",
        "这些成绩来之不易。",
        "我们的工作得到群众认可。",
        "去年是极不平凡的一年。",
        "东岭水库除险加固工程历时两年零三个月终于在去年全部完工。",
    ],
)
def test_a_short_first_sentence_that_says_something_is_no_heading(lead):
    assert pieces(edition(f"报告如下。情况良好。\n{lead}{BODY}"), "heading") == []


def test_a_short_sentence_on_its_own_line_heads_the_next_paragraph_where_that_is_a_habit():
    leads = ["产业支撑更加有力。", "城乡面貌更加整洁。", "民生底线更加牢固。"]

    found = edition("\n".join(["报告如下。情况良好。", *(f"{lead}\n{BODY}" for lead in leads)]))

    assert pieces(found, "heading") == leads
    assert pieces(edition(f"报告如下。情况良好。\n{leads[0]}\n{BODY}"), "heading") == []


def test_ordinals_inside_a_giant_paragraph_open_items_that_end_with_it():
    text = (
        "一、扎实履职\n始终把责任扛在肩上。一是狠抓项目。每周调度一次。二是狠抓安全。隐患全部整改。三是狠抓民生。实事全部办结。\n"
        "以上工作都有台账。"
    )

    found = edition(text)

    assert tree(found)[-5:] == [
        ("1", "一、", "扎实履职"),
        ("1.1", "一是", "狠抓项目"),
        ("1.2", "二是", "狠抓安全"),
        ("1.3", "三是", "狠抓民生"),
        ("1.4", "", ""),
    ]
    assert [found.sentences[found.section(f"1.{n}").first].role for n in (1, 2, 3)] == ["heading"] * 3


def test_a_count_under_an_ordinal_stands_inside_its_series():
    text = (
        f"三、今年工作\n第一，抓好农业\n{BODY}\n（一）修渠\n{BODY}\n（二）育种\n{BODY}\n第二，抓好商业\n{BODY}\n"
        f"（三）赶集\n{BODY}"
    )

    levels = [(section.level, section.number) for section in edition(text).sections]
    assert levels == [(1, "三、"), (2, "第一"), (3, "（一）"), (3, "（二）"), (2, "第二"), (3, "（三）")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("要做到：一是快；二是好；三是省。大家照办。", id="items inside one sentence"),
        pytest.param("问题不少。一是人手紧。其余已经解决。", id="an ordinal alone"),
        pytest.param("问题不少。三是人手紧。一是经费少。", id="ordinals out of order"),
    ],
)
def test_ordinals_that_are_no_series_open_no_section(text):
    assert [section.number for section in edition(text).sections] == [""]


def test_the_first_of_a_series_may_stand_behind_a_colon():
    found = edition("采取以下措施：（一）修好水渠。先修东渠，再修西渠。（二）种好果树。请来专家，统一管护。")

    assert [(section.number, section.title) for section in found.sections if section.number] == [
        ("（一）", "修好水渠"),
        ("（二）", "种好果树"),
    ]
    assert pieces(found)[0] == "采取以下措施："


def test_a_long_numbered_sentence_is_text_and_its_first_clause_names_the_section():
    long = "（一）实施城区供水管网改造工程，更换老旧管道四十五公里，新建二次供水泵房十二座，同步安装远传智能水表一万八千只，确保年底前全部完工投入使用。"
    found = edition(f"报告如下。情况良好。\n{long}群众用水更放心。")

    section = found.sections[-1]
    assert section.title == "实施城区供水管网改造工程"
    assert found.sentences[section.first].role == "body"


def test_the_items_of_a_list_are_text_though_they_open_sections():
    found = edition("一、民生实事\n1.新建公园三处。\n2.改造厕所五座。\n3.更换路灯百盏。")

    assert [section.number for section in found.sections] == ["一、", "1.", "2.", "3."]
    assert pieces(found, "heading") == ["一、民生实事"]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        pytest.param(["一、甲事", "（一）乙事", "1.丙事", "（二）丁事", "二、戊事"], [1, 2, 3, 2, 1], id="forms nest in their order"),
        pytest.param(["（一）甲事", "1.乙事", "2.丙事", "（二）丁事"], [1, 2, 2, 1], id="levels are relative to what is used"),
        pytest.param(["第一章 甲事", "第一节 乙事", "一、丙事", "第二章 丁事"], [1, 2, 3, 1], id="chapters hold sections"),
        pytest.param(["一、甲事", "（一）乙事", "一、丙事", "二、丁事", "三、戊事", "（二）己事", "二、庚事"], [1, 2, 3, 3, 3, 2, 1], id="a count may stand inside the same count"),
        pytest.param(["甲方面工作", "（一）乙事", "（二）丙事", "丁方面工作", "（一）戊事"], [1, 2, 2, 1, 2], id="a caption over a new count holds it"),
        pytest.param(["一、甲事", "乙方面工作", "（一）丙事", "丁方面工作"], [1, 2, 3, 2], id="a caption inside a section holds a count"),
    ],
)  # fmt: skip
def test_levels_nest(heads, expected):
    found = edition("\n".join(["报告如下。情况良好。", *(f"{head}\n{BODY}" for head in heads)]))

    assert [section.level for section in found.sections if section.heading] == expected


def test_ids_are_dotted_and_the_stretch_before_all_headings_is_0():
    found = edition(
        f"东岭县工作报告\n各位代表：\n一、甲事\n{BODY}\n（一）乙事\n{BODY}\n（二）丙事\n{BODY}\n二、丁事\n{BODY}"
    )

    assert [section.id for section in found.sections] == ["0", "1", "1.1", "1.2", "2"]
    assert found.section("0").heading is None
    assert found.section("1.2").parent == "1"


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        pytest.param("各位代表！让我们团结起来，为建设美好东岭努力奋斗！", ("3", 1), id="a call to all ends the report"),
        pytest.param("一年来的工作有成绩也有不足。在今后的工作中，我将继续努力。", ("3", 1), id="a look back with a promise ends it"),
        pytest.param("种树和育苗两项工作都照常进行，一共完成了三百二十亩。其余按期完成。", ("2.1", 2), id="plain text stays where it stands"),
    ],
)  # fmt: skip
def test_closing_words_are_a_section_of_their_own(closing, expected):
    found = edition(f"一、甲事\n{BODY}\n二、乙事\n（一）丙事。{BODY}\n{closing}")

    last = found.section(found.sentences[-1].section)
    assert (last.id, last.level) == expected


def test_a_turn_to_what_is_lacking_leaves_the_items_before_it():
    found = edition(
        f"一、去年工作回顾\n（一）甲事。{BODY}\n（二）乙事。{BODY}\n我们也清醒看到，发展中还存在不少困难和问题。还要努力。"
    )

    last = found.section(found.sentences[-1].section)
    assert (last.id, last.heading, last.part) == ("1.3", None, "problems")


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、2016年工作回顾", "review"),
        ("一、过去五年的工作", "review"),
        ("一、取得的主要成绩", "review"),
        ("二、2017年重点工作任务", "plan"),
        ("二、今年工作的总体要求", "plan"),
        ("三、下一步打算", "plan"),
        ("三、存在的问题和不足", "problems"),
        ("三、主要问题", "problems"),
        ("四、廉洁自律情况", "integrity"),
        ("四、加强党风廉政建设", "integrity"),
        ("五、结束语", "other"),
    ],
)
def test_a_section_has_its_part_from_its_heading(heading, part):
    assert edition(f"报告如下。情况良好。\n{heading}\n{BODY}").sections[-1].part == part


def test_annexes_and_last_words_stand_beside_the_sections_and_are_no_part_of_the_plan():
    found = edition(
        f"一、今年工作安排\n（一）修路架桥\n{BODY}\n结束语\n{BODY}\n附件\n{BODY}\n名词解释\n1.河长制：由各级负责人担任河长。\n2.网格化：把辖区划成网格。"
    )

    assert [(s.title, s.level, s.part) for s in found.sections if s.level == 1] == [
        *(("今年工作安排", 1, "plan"), ("结束语", 1, "other"), ("附件", 1, "other"), ("名词解释", 1, "other")),
    ]


def test_a_part_is_inherited_and_a_duty_report_looks_back():
    report = edition(f"一、去年工作回顾\n（一）今年目标全部实现\n{BODY}\n二、今年工作安排\n（一）总结经验\n{BODY}")
    duty = edition(f"副县长2022年述职述廉报告\n一、坚持担当，推动任务落地\n{BODY}\n二、下一步打算\n{BODY}")

    assert [section.part for section in report.sections] == ["review", "review", "plan", "plan"]
    assert [section.part for section in duty.sections] == ["other", "review", "plan"]


ENGLISH = "We build pumps for towns along the river. Demand follows the weather."


@pytest.mark.parametrize(
    ("head", "number", "title"),
    [
        ("PART II", "PART II", ""),
        ("Item 1A. Risk Factors", "Item 1A.", "Risk Factors"),
        ("## 1. Operations", "##", "1. Operations"),
        ("2. Results of Operations", "2.", "Results of Operations"),
        ("OUR MARKETS AND CUSTOMERS", "", "OUR MARKETS AND CUSTOMERS"),
        ("Our Markets and Customers", "", "Our Markets and Customers"),
        ("### Markets", "###", "Markets"),
    ],
)
def test_an_english_heading_is_found_by_its_form(head, number, title):
    found = edition(f"{ENGLISH}\n{head}\n{ENGLISH}")

    assert (found.sections[-1].number, found.sections[-1].title) == (number, title)
    assert pieces(found, "heading") == [head]


def test_full_sentences_over_risk_paragraphs_are_headings_where_that_is_a_habit():
    risks = [
        "Drought could reduce our sales.",
        "We may lose our largest customer.",
        "Our plants depend on one supplier.",
    ]

    found = edition("\n".join(["Item 1A. Risk Factors", *(f"{risk}\n{ENGLISH}" for risk in risks)]))

    assert pieces(found, "heading")[1:] == risks
    assert [section.level for section in found.sections] == [1, 2, 2, 2]


def test_short_lines_in_a_row_are_a_list():
    found = edition(f"{ENGLISH}\nBurbank Mill\nCelebration Plant\nOrlando Depot\nHenley Yard\n{ENGLISH}")

    assert pieces(found, "heading") == []


def test_what_a_format_knows_of_its_lines_is_used():
    text = f"Overview\n{ENGLISH}\nEarly days. {ENGLISH}\nCity\tPumps\nSee note 4."
    at = {name: (text.index(name), text.index(name) + len(name)) for name in ("Overview", "Early days.", "City\tPumps")}
    blocks = (
        Block(at["Overview"], "heading", 1),
        Block(at["Early days."], "bold"),
        Block(at["City\tPumps"], "table"),
    )

    found = edition(text, blocks=blocks)

    assert pieces(found, "heading") == ["Overview", "Early days."]
    assert pieces(found, "table") == ["City\tPumps"]


@pytest.mark.parametrize(
    ("lines", "path", "title", "unit", "period"),
    [
        pytest.param(["常務副市長2022年述職述責述廉述法報告"], "a.txt", "常務副市長2022年述職述責述廉述法報告", "常务副市长", "2022", id="the unit is told in simplified characters"),
        pytest.param(["东岭县2022年政府工作报告"], "a.txt", "东岭县2022年政府工作报告", "东岭县人民政府", "2022", id="the year in the title"),
        pytest.param(["政 府 工 作 报 告", "——2017年3月5日在东岭县第九届人民代表大会第二次会议上", "东岭县人民政府县长\u3000李某"], "x.txt", "政府工作报告", "东岭县人民政府", "2017", id="the year of delivery"),
        pytest.param(["政府工作报告", "——二〇二六年一月二十七日在东岭县第九届人民代表大会上"], "x.txt", "政府工作报告", "东岭县人民政府", "2026", id="a year in Chinese digits"),
        pytest.param(["标题：东岭银行 2023 年第四季度例会"], "x.txt", "东岭银行 2023 年第四季度例会", "东岭银行", "2023Q4", id="a quarter"),
        pytest.param(["常务副市长2022年述职述责述廉述法报告"], "x.txt", "常务副市长2022年述职述责述廉述法报告", "常务副市长", "2022", id="a duty report"),
        pytest.param(["工作报告"], "东岭县_2024.txt", "工作报告", "东岭县", "2024", id="the year in the file's name"),
        pytest.param(["工作报告"], "20240131.txt", "工作报告", "", "2024-01-31", id="a day in the file's name"),
        pytest.param(["工作报告"], "2023q2.txt", "工作报告", "", "2023Q2", id="a quarter in the file's name"),
        pytest.param(["东岭茶业股份有限公司", "2024年年度报告"], "x.txt", "2024年年度报告", "东岭茶业股份有限公司", "2024", id="a company's report"),
        pytest.param(["OAKMILL PUMPS INC", "Annual Report for the Fiscal Year Ended June 30, 2021"], "x.txt", "Annual Report for the Fiscal Year Ended June 30, 2021", "OAKMILL PUMPS INC", "2021", id="a fiscal year"),
        pytest.param(["Annual Report for the Fiscal Year Ended June 30, 2021"], "2021.txt", "Annual Report for the Fiscal Year Ended June 30, 2021", "", "2021", id="a title that names no office"),
        pytest.param(["Oakmill Pumps Quarterly Report for the three months ended March 31, 2021"], "x.txt", "Oakmill Pumps Quarterly Report for the three months ended March 31, 2021", "Oakmill Pumps", "2021-03-31", id="a company in its title"),
    ],
)  # fmt: skip
def test_a_report_says_what_it_is(lines, path, title, unit, period):
    body = ENGLISH if lines[0].isascii() else f"各位代表：\n{BODY}"

    found = edition("\n".join([*lines, body]), path)

    assert (found.title, found.unit, found.period) == (title, unit, period)
    assert pieces(found, "heading") == lines


@pytest.mark.parametrize(
    ("heads", "period"),
    [
        (["一、2023年工作回顾", "二、2024年工作安排"], "2024"),
        (["一、2023年工作回顾"], "2024"),
        (["一、工作回顾"], ""),
    ],
)
def test_the_headings_tell_the_period_where_nothing_else_does(heads, period):
    found = edition("\n".join(f"{head}\n{BODY}" for head in heads), "report.txt")

    assert (found.period, found.id) == (period, period or "report")


def test_an_english_number_in_brackets_with_nothing_under_it_is_a_footnote():
    text = (
        "Item 1. Business\nOur mills are listed below. They are old.\n(1) Counted by the county, as of June\n"
        "(2) Leased in part\nItem 15. Exhibits\n(1) Financial Statements\nSee the index on page 9. It is long.\n"
    )

    found = edition(text, "a.txt")
    assert [section.number for section in found.sections] == ["Item 1.", "Item 15.", "(1)"]
    assert "(2) Leased in part" in pieces(found, "body")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        *[(year, "2022") for year in ("2022", "2022年", "２０２２年度", "二〇二二年")],
        *[(quarter, "2023Q4") for quarter in ("2023Q4", "2023q4", "2023年第四季度")],
        *[(month, "2023-06") for month in ("2023-06", "2023年6月")],
        *[(day, "2024-01-31") for day in ("2024-01-31", "2024年1月31日", "20240131")],
        *[(none, "") for none in ("", "last", "22", "2022x", "2023-13", "2024-02-30", "2023Q5", "of 2022")],
    ],
)
def test_a_period_is_a_year_a_quarter_a_month_or_a_day_as_one_writes_it(words, period):
    assert period_named(words) == period


def test_a_told_period_and_identity_go_before_what_is_found():
    source = Source("2022.txt", BODY, "", "txt", "utf-8")

    found = parse(source, period="2019", identity="first", settings=Settings())

    assert (found.period, found.label, found.id) == ("2019", "2019", "first")


@pytest.mark.parametrize(
    ("text", "language"), [(BODY, "zh"), (ENGLISH, "en"), ("新增GDP与R&D投入双双增长，PPI回升。", "zh")]
)
def test_the_language_is_that_of_most_letters(text, language):
    assert edition(text).language == language


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("全年收入３２０万元，增长５％，支出２８０万元。", "full width digits"),
        ("从1 9 9 3 年到1 9 9 7 年，收入达到7 4 7 亿元。", "blanks in digits"),
        ("政 府 工 作 报 告\n全县修路三条。", "blanks in title"),
        ("全縣新建公路三條，橋樑改造全部完工，羣眾出行更加方便。", "traditional characters"),
    ],
)
def test_what_the_normal_forms_undo_is_listed(text, repair):
    assert repair in edition(text).repairs
    assert repair not in edition(BODY).repairs


def test_the_reader_s_repairs_are_kept():
    source = Source("2022.txt", BODY, "", "txt", "gb18030", repairs=("decoded",))

    assert parse(source, settings=Settings()).repairs == ("decoded",)


@pytest.mark.parametrize(
    "text",
    ["", " \n\u3000\n", "下载\n打印\n", "。", "***\n....\n----\n"],
    ids=["empty", "blank", "only furniture", "one stop", "marks and masks"],
)
def test_a_file_without_a_sentence_is_named(text):
    with pytest.raises(NoSentences, match=r"^reports/empty\.txt: "):
        edition(text, "reports/empty.txt")
