"""The sample pair in both languages, sentence for sentence the same, so that one table of links holds for both.

It has something of every kind, and a last section whose heading and sentences are longer than most lines.
"""

from dataclasses import dataclass

LINKS = [
    ((0,), (0,), "edited"),
    ((1,), (1,), "updated"),
    ((2,), (13,), "unchanged»"),
    ((3,), (2,), "edited"),
    ((5,), (4,), "unchanged"),
    ((6,), (5,), "unchanged"),
    ((7,), (7,), "unchanged"),
    ((8,), (8,), "unchanged"),
    ((9,), (9,), "edited"),
    ((10,), (10,), "unchanged"),
    ((12,), (11,), "unchanged"),
    ((13,), (12,), "edited"),
    ((14,), (6,), "unchanged»"),
]
LONG_LINKS = [((15,), (16,), "unchanged"), ((16,), (17,), "edited"), ((17,), (18,), "unchanged")]


@dataclass(frozen=True)
class Sample:
    """Two editions, what each says in its long last section, what the next year's edition says instead, findings.

    A figure is its name and measure, then text and value in the old and in the new edition, then whether it got better.
    """

    old: str
    new: str
    long: tuple[str, str]
    next_year: dict[str, str]
    figures: tuple[tuple[str, str, tuple[str, float] | None, tuple[str, float] | None, bool | None], ...]
    terms: tuple[tuple[str, str, int, int], ...]
    phrase: str
    note: str


CHINESE = Sample(
    old="""一、全年工作回顾
全年修建乡村道路12公里，惠及群众3.5万人。新建学校两所，改造校舍四千平方米。水库除险加固工程开工。群众对饮水工程反映较多。
各项工作取得明显成效。全县上下坚持稳中求进，扎实推进各项任务落实。
二、存在的问题
财政收支矛盾突出。一些干部作风不够扎实。
三、下一步打算
确保明年六月底前完成水库除险加固。认真办好十件民生实事。坚决严厉查处违纪行为。开展一次全县水利普查。""",
    new="""一、一年来的工作
全年修建乡村道路15公里，惠及群众4.1万人。水库除险加固工程如期完工。新开通公交线路三条，覆盖所有乡镇。
各项工作取得明显成效。全县上下坚持稳中求进，扎实推进各项任务落实。开展一次全县水利普查。
二、存在的问题
财政收支矛盾突出。一些干部作风还不够扎实。
三、下一步打算
认真办好十件民生实事。依法查处违纪行为。新建学校两所，改造校舍四千平方米。四是抓好秋粮收购。五是做好防汛备汛。""",
    long=(
        """
四、关于进一步优化营商环境、激发各类经营主体活力和扩大有效投资的主要安排
坚持把优化营商环境作为一号工程来抓，全面清理影响企业准入和退出的各类不合理规定，推行“一窗受理、集成服务”，\
企业开办时间压缩到3个工作日以内，政务服务事项网上可办率达到92%。\
统筹用好财政资金、专项债券和社会资本，抓紧推进已经开工的重大项目，确保年内完成投资36亿元，为稳住全县经济大盘提供有力支撑。\
完善领导干部联系企业制度，每月召开一次座谈会，面对面听取经营者的意见和建议。""",
        """
四、关于进一步优化营商环境、激发各类经营主体活力和扩大有效投资的主要安排
坚持把优化营商环境作为一号工程来抓，全面清理影响企业准入和退出的各类不合理规定，推行“一窗受理、集成服务”，\
企业开办时间压缩到1个工作日以内，政务服务事项网上可办率达到96%。\
统筹用好财政资金、专项债券和社会资本，抓紧推进已经开工的重大项目，确保年内完成投资36亿元，为稳住全县经济大盘提供有力支撑。\
建立拖欠账款清偿台账，逐笔明确责任单位、还款来源和完成时限，年底前把拖欠中小企业的账款全部还清，不得以任何理由新增拖欠。""",
    ),
    next_year={"15公里": "18公里", "4.1万人": "4.6万人"},
    figures=(
        ("道路", "修建", ("12公里", 12), ("15公里", 15), True),
        ("惠及群众", "", ("3.5万人", 35000), ("4.1万人", 41000), True),
        ("企业开办时间", "", ("3个工作日", 3), ("1个工作日", 1), True),
        ("政务服务事项网上可办率", "", ("92%", 92), ("96%", 96), True),
        ("投资", "完成", ("36亿元", 36e8), ("36亿元", 36e8), None),
        ("公交线路", "新开通", None, ("三条", 3), None),
        ("学校", "新建", ("两所", 2), None, None),
    ),
    terms=(
        ("防汛备汛", "first used", 0, 1),
        ("拖欠账款清偿台账", "first used", 0, 1),
        ("依法查处", "rising", 1, 4),
        ("饮水工程", "dropped", 1, 0),
        ("领导干部联系企业制度", "dropped", 1, 0),
    ),
    phrase="水库",
    note="与水利局核实",
)

ENGLISH = Sample(
    old="""1. The year's work
The county built 12 km of rural roads, reaching 35,000 people. Two schools were built and 4,000 square metres of \
classrooms repaired. Work to make the reservoir safe began. Many residents spoke of the drinking water works.
The work showed clear results. The county held to steady progress and carried out every task with care.
2. Shortcomings
Revenue and spending remain far apart. The conduct of some officials is not sound enough.
3. Next steps
The reservoir will be made safe before the end of June next year. We will see ten practical matters through. Breaches \
of discipline will be punished firmly and severely. A survey of all waters in the county will be made.""",
    new="""1. What was done this year
The county built 15 km of rural roads, reaching 41,000 people. Work to make the reservoir safe ended on time. Three \
bus lines were opened, reaching every township.
The work showed clear results. The county held to steady progress and carried out every task with care. A survey of \
all waters in the county will be made.
2. Shortcomings
Revenue and spending remain far apart. The conduct of some officials is still not sound enough.
3. Next steps
We will see ten practical matters through. Breaches of discipline will be handled by law. Two schools were built and \
4,000 square metres of classrooms repaired. Fourth, the autumn grain will be bought in. Fifth, flood control will be \
made ready.""",
    long=(
        """
4. How we will improve the business environment, invigorate enterprises of every kind and widen investment
We will keep the business environment our first project, remove every unreasonable rule on entering and leaving the \
market, serve applicants at “one window”, let a business open within 3 working days and offer 92% of all services \
online. We will use public money, special bonds and private capital together, press on with the great projects under \
way and see 360 million of investment completed within the year, so that the economy of the county stands firm. We \
will improve the system by which officials stay in touch with enterprises, and meet their owners once a month.""",
        """
4. How we will improve the business environment, invigorate enterprises of every kind and widen investment
We will keep the business environment our first project, remove every unreasonable rule on entering and leaving the \
market, serve applicants at “one window”, let a business open within 1 working day and offer 96% of all services \
online. We will use public money, special bonds and private capital together, press on with the great projects under \
way and see 360 million of investment completed within the year, so that the economy of the county stands firm. We \
will set up a register of overdue payments, name who owes, from what and until when, and pay small enterprises all \
that is owed to them by the end of the year.""",
    ),
    next_year={"15 km": "18 km", "41,000 people": "46,000 people"},
    figures=(
        ("rural roads", " built", ("12 km", 12), ("15 km", 15), True),
        ("people reached", "", ("35,000 people", 35000), ("41,000 people", 41000), True),
        ("time to open a business", "", ("3 working days", 3), ("1 working day", 1), True),
        ("services offered online", "", ("92%", 92), ("96%", 96), True),
        ("investment completed", "", ("360 million", 36e7), ("360 million", 36e7), None),
        ("bus lines", " opened", None, ("Three", 3), None),
        ("schools", " built", ("Two", 2), None, None),
    ),
    terms=(
        ("flood control", "first used", 0, 1),
        ("register of overdue payments", "first used", 0, 1),
        ("by law", "rising", 1, 4),
        ("drinking water works", "dropped", 1, 0),
        ("in touch with enterprises", "dropped", 1, 0),
    ),
    phrase="reservoir",
    note="ask water office",
)

SAMPLES = {"zh": CHINESE, "en": ENGLISH}
