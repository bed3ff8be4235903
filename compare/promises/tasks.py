"""What is promised. Takes an edition and its figures, gives its tasks and forecasts, each once.

A sentence that plans is cut at its commas; each clause with a target or a thing to be made is a task of its own, with the
clauses before it that lead to it. A slogan, a motive, a fact, half a sentence is none.
"""

import re
from collections.abc import Iterator, Sequence

from compare.figures.types import EditionFigures, Reading
from compare.model import Edition
from compare.promises.plans import promised, reported, resolving_clause
from compare.promises.types import EditionPromises, Task
from compare.source import Span

_BUILT = "建成|新建|改建|扩建|改扩建|开工|动工|完工|竣工|投产|投用|投入使用|开通|打通|改造|组建|成立|设立|出台|印发|制定|修订|创建|启动|发行|上线|搬迁|迁建|规划建设|筹建|建设"
_THING = "中心|公园|学校|小学|中学|大学|幼儿园|医院|园区|产业园|基地|公路|铁路|高速|大桥|机场|港|水库|枢纽|电站|电厂|广场|大厦|博物馆|图书馆|场馆|体育馆|展馆|集团|公司|基金|实验室|研究院|条例|工程|专用线|景区|平台|(?<!市)场(?!景)|《"
_PROJECT = re.compile(
    rf"(?<!已)(?:{_BUILT})[^，。；]{{0,24}}(?:{_THING})|(?:{_THING})[^，。；]{{0,12}}(?:建成|开工|动工|完工|竣工|投产|投用|投入使用|开通|运行|通车|开业|启用|建设|出版|发行|印发|出台|上线|落地|投运)"
)
"""Something that will stand there or not: what is only to be improved cannot be silent, nor what is said of everything."""
_ABSTRACT = re.compile(
    r"(?:平安|法治|数字|美丽|健康|幸福|文明|现代化|清廉|诚信|服务型|学习型|创新型|节约型|社会主义)[^，。；]{0,4}(?:工程|建设)|市场体系|信用体系|系统工程|希望工程"
    r"|(?:全国|全省|全市|全区|地区|国际|世界|区域性?)[^，。；]{0,8}(?:经济|文化|消费|金融|贸易|物流|创新|科技|航运)[^，。；]{0,4}中心(?=建设|$|[，。；])"
)
"""Things that are built in speeches alone."""
_THERE_IS = re.compile(
    r"(?:毕业生|考生|新生|人口|老年人|劳动力)[^，。；]{0,6}(?:达到?|超过?|接近|预计)|(?:现|共|已|拥|我[省市区县]|全[省市区县])有\d|^\s*有\d|已(?:经|有|建|达|成)|(?<!不)足\d"
)
_HALF = re.compile(
    r"\s*(?:对|针对|面对|围绕|按照|根据|由于|因为|为了?|随着|鉴于|依托|通过|坚持以|着眼|聚焦)(?!接)[^，。；]*，?$"
)
"""Half a sentence: what is to be done with it stands behind it."""
_SLOGAN = re.compile(
    r"^(?:[^，。；]{0,8}?)(?:牢牢|深入学习|认真学习|深入贯彻|全面贯彻|我们要(?=坚|始|牢|更|进一步解)|必须|各位代表|同志们|让我们|只要|高举|坚持以|立足|当前|做好[^，。；]{0,12}(?:意义|至关重要))"
    r"|坚强领导|伟大复兴|新征程|中心任务|接续奋斗|团结一心|勠力同心|踔厉奋发|而奋斗|开局之年|之年[，。]?$|关键时期|关键(?:之|一)年|^今年是|四个意识|两个确立|两个维护|命运共同体|^中国(?:愿|将|始终)|以实际行动|接受[^，。；]{0,8}监督$|总体要求是|指导思想"
)
_EXPLAINED = re.compile(
    r"^从[^，。；]{1,10}看[，,]|必将|^[^，。；]{0,10}主要(?:是|在于|考虑)|^(?:这|那|实现|完成|提出|确定|上述|以上)[^，。；]{0,12}(?:是|些|表明|说明|目标|意味着)|的[^，。；]{0,8}所在[。；]?$|考虑了|体现了|有利于|的需要"
)
"""How things are and why, told in a plan: 活力足主要是…"""
_ARRANGED = re.compile(r"^[^，。；]{0,8}(?:初步)?(?:安排|确定|谋划|筛选)的[^，。；]{2,20}(?:有|共|为)\d")
"""How much there is on a list is told, not promised."""
_PAST = re.compile(
    r"(?<![为除])了(?![解然])|(?<!截至)(?<![业而])已(?!有的)|去年|上年(?!同期)|过去|同比|荣获|圆满|年来|曾"
)
_CONTINUED = re.compile(
    r"\s*(?:达到?|同比|其中|占|比|较|力争|确保|争取|总投资|惠及|覆盖|接入|形成|首期|首批|使|让|实现(?!.*[建开]工)|带动|受益|约|不低于|不少于|增长|年内|全年|总量|规模)"
)
"""A clause that says more of the task before it."""
_CUT = re.compile(r"[，；。！？;]|,(?=[^\d])")
_DATE = re.compile(
    r"(?:\d{4}|\*+)年(?:上半年|下半年|年?[初底末])?|(?:\d{1,2}|\*+)月(?:份|\d{1,2}日)?(?:[上中下]旬|[初底末])?(?:之?前)?"
)
"""When something is to be done is no promise of anything."""
_COUNT = re.compile(
    r"\d[^，。；]{0,3}?[个家座所公里套万亩户人辆台条处项件吨千瓦元张]|\*+[个家座所公里套亩户人辆台条处项件吨元张]"
)
_MONEY = re.compile(r"投资|资金|投入|总额")
_HEADINGS = re.compile(r"(?:方面|重点|领域|行动|任务|工作|举措|措施|抓手|体系|提升工程|要求|目标|关键)")
_DUE = re.compile(
    r"到(?P<year>20\d\d)年|“?十[一二三四五]五”?(?:时期|期间|末)|(?:今后|未来)[三四五\d]年|[三五]年(?:行动|计划|内)|力争用[^，。；]{1,4}年"
)
_EXPECTED_ZH = re.compile(r"预计|有望|预测|展望")
_EXPECTED_EN = re.compile(
    r"\b(?:we|the\s+(?:company|committee|bank|group|board)|management|staff|economists?|forecasts?|projections?|outlook)\b[^.;]{0,40}?\b(?:expects?|anticipates?|forecasts?|projects?|foresees?)\b"
    r"|\b(?:is|are)\s+(?:expected|projected|forecast|anticipated)\s+to\b",
    re.IGNORECASE,
)
_THAN = re.compile(r"\s*(?:higher|lower|more|less|above|below|greater)\b")
_DUE_EN = re.compile(r"\bby\b[^.;]{0,30}\b20\d\d\b|\bin\s+(?:fiscal\s+|early\s+|late\s+|mid-)?20\d\d\b")
_COMPLETED_EN = re.compile(
    r"\b(?:complete|completed|open|finish|launch|begin|close|running|operational|commence|deliver)\b"
)
_YEAR = re.compile(r"(20\d\d)年")
_NEXT_ZH = re.compile(r"明年|下一?年|未来|今后")
_NEXT_EN = re.compile(r"\b(?:next|coming|following)\s+(?:fiscal\s+)?(?:years?|quarters?|months)\b")
_TENDENCY = re.compile(
    r"增长|下降|提高|上升|增加|减少|回升|回落|扩大|达到?|\b(?:grow|growth|increase|decrease|rise|fall|decline|higher|lower|reach|exceed|improve|total|be\s+approximately|be\s+between)\b"
)
_GREETING = re.compile(r"一定能够?|更加辉煌|美好(?:明天|未来|生活)|信心")


def extract(edition: Edition, figures: EditionFigures) -> EditionPromises:
    """The tasks and forecasts of an edition, in reading order."""
    planned = promised(edition)
    ahead = set(planned)
    find = _tasks_en if edition.language == "en" else _tasks_zh
    tasks = [
        task for number in planned for task in find(edition, number, figures.by_sentence.get(number, ()), figures.year)
    ]
    forecasts = [
        Task(sentence.span, number, _ahead(edition, targets), firm=True, clauses=(sentence.span,), forecast=True)
        for number, sentence in enumerate(edition.sentences)
        if sentence.role == "body"
        for targets in [figures.by_sentence.get(number, ())]
        if _is_forecast(edition, number, targets, planned=number in ahead)
    ]
    held = {task.home for task in forecasts}
    every = [*(task for task in tasks if task.home not in held), *forecasts]
    return EditionPromises(planned, reported(edition), tuple(sorted(every, key=lambda task: task.span)))


def _ahead(edition: Edition, targets: Sequence[Reading]) -> tuple[Reading, ...]:
    """The figures of a forecast that are of the time to come, not those that it starts from or is above or below."""
    text = edition.source.text
    own = [figure for figure in targets if not _THAN.match(text, figure.figure.span[1]) and not _is_bygone(figure)]
    coming = [figure for figure in own if figure.lag is not None and figure.lag < 0]
    return tuple(coming or (figure for figure in own if edition.language == "zh" or figure.lag is not None))


def _is_forecast(edition: Edition, number: int, targets: Sequence[Reading], *, planned: bool) -> bool:
    """Whether a sentence tells what its writer expects of the time to come: a figure or a direction that can be checked."""
    piece = edition.piece(number)
    year = int(edition.period[:4]) if edition.period[:4].isdigit() else 0
    if edition.language == "en":
        ahead = any(reading.period.year >= year > 0 for reading in targets) or bool(_NEXT_EN.search(piece))
        completed = _DUE_EN.search(piece) and _COMPLETED_EN.search(piece)
        return bool(_EXPECTED_EN.search(piece) and ((targets and ahead and _TENDENCY.search(piece)) or completed))
    if not (planned or any(int(named) > year for named in _YEAR.findall(piece)) or _NEXT_ZH.search(piece)):
        return False
    match = _EXPECTED_ZH.search(piece)
    behind = piece[match.start() :] if match else ""
    checked = bool(_TENDENCY.search(behind)) or any(
        figure.figure.span[0] > edition.sentences[number].span[0] + match.start() for figure in targets if match
    )
    return bool(behind and checked and not re.search(r"预计(?:总|投|工期|用)", behind))


def _tasks_en(edition: Edition, number: int, targets: Sequence[Reading], _: int) -> Iterator[Task]:
    """An English promise is its whole sentence, as what its clauses say hangs together; one of them says who will do what."""
    span = edition.sentences[number].span
    yield Task(span, number, tuple(targets), firm=True, clauses=(resolving_clause(edition, number),))


def _tasks_zh(edition: Edition, number: int, figures: Sequence[Reading], year: int) -> Iterator[Task]:
    sentence = edition.sentences[number]
    piece = edition.piece(number)
    if sentence.role != "body" or _SLOGAN.search(piece) or _EXPLAINED.search(piece.strip()) or _GREETING.search(piece):
        return
    clauses = list(_clauses(edition, number))
    firm = [_firm(edition, clause, figures) for clause in clauses]
    if not any(firm):
        if not _PAST.search(piece):
            yield Task(sentence.span, number)
        return
    for first, last in _groups(edition, clauses, firm):
        span = clauses[first][0], clauses[last][1]
        own = tuple(clause for at, clause in enumerate(clauses) if first <= at <= last and firm[at])
        targets = tuple(
            figure
            for figure in figures
            if not _is_bygone(figure) and any(a <= figure.figure.span[0] < b for a, b in own)
        )
        text = edition.source.text
        leads = [
            clause for clause in clauses[first:last] if clause < own[0] and not _HALF.fullmatch(text[slice(*clause)])
        ]
        names = (own[0],) if _PROJECT.search(text[slice(*own[0])]) else (*leads, own[0])
        if _MONEY.search(text[slice(*own[0])]):
            names = tuple(clauses[first : last + 1])  # what the money is for stands beside it
        distant = _is_distant(text[slice(*span)], year)
        yield Task(span, number, targets, firm=True, clauses=own, names=names, distant=distant)


def _clauses(edition: Edition, number: int) -> Iterator[Span]:
    """The spans of a sentence's clauses."""
    start, end = edition.sentences[number].span
    at = start
    for match in _CUT.finditer(edition.source.text, start, end):
        if match.end() > at:
            yield at, match.end()
        at = match.end()
    if edition.source.text[at:end].strip():
        yield at, end


def _groups(edition: Edition, clauses: Sequence[Span], firm: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last clause of each task: a firm one closes it, and what only says more of it goes with it."""
    first, open_at = 0, -1
    for at, span in enumerate(clauses):
        more = _CONTINUED.match(edition.source.text[slice(*span)])
        if open_at >= 0 and firm[at] and not more:
            yield first, open_at
            first = open_at + 1
        if firm[at] or (open_at >= 0 and more):
            open_at = at
    yield first, len(clauses) - 1


def _firm(edition: Edition, span: Span, figures: Sequence[Reading]) -> bool:
    """Whether a clause promises something that can be checked; what there already is, is no promise."""
    clause = edition.source.text[slice(*span)]
    if (
        _THERE_IS.search(clause)
        or _HALF.fullmatch(clause)
        or _PAST.search(clause)
        or _SLOGAN.search(clause)
        or _ARRANGED.search(clause)
    ):
        return False
    own = [figure for figure in figures if span[0] <= figure.figure.span[0] < span[1]]
    if any(figure.kind != "frequency" and not _is_bygone(figure) and _is_amount(clause, figure) for figure in own):
        return True
    project = _PROJECT.search(clause)
    return bool((project and not _ABSTRACT.search(clause)) or (_COUNT.search(_DATE.sub("", clause)) and own))


def _is_amount(clause: str, figure: Reading) -> bool:
    """Whether a figure tells how much is to be done, and does not only count headings: 八大行动, 十个方面."""
    behind = clause.partition(figure.figure.text)[2]
    few = figure.figure.text[0] in "一二三四五六七八九十两" and figure.figure.unit in (
        "个",
        "种",
        "类",
        "项",
        "条",
        "级",
    )
    return not (
        few or figure.figure.unit in ("大", "方面") or _HEADINGS.match(behind) or figure.figure.text.endswith("方面")
    )


def _is_bygone(figure: Reading) -> bool:
    """Whether a figure is of the time that is over, or what something grew from."""
    return figure.start or figure.earlier or (figure.lag is not None and figure.lag > 0)


def _is_distant(text: str, year: int) -> bool:
    """Whether a task is due only after the next edition."""
    match = _DUE.search(text)
    return match is not None and (not match["year"] or int(match["year"]) > year)
