"""What a Chinese figure is about. Takes a sentence and its bare figures, gives them indicator, kind, measure and sign."""

import re
from collections.abc import Sequence
from dataclasses import replace

from compare.figures.types import Mention

_RISE = "前移|跃升|增长|提高|上升|增加|提升|回升|上涨|扩大|递增|高出|高于|快于|超出|超过|(?<!新)增|升|超"
_FALL = "后移|负增长|下降|降低|减少|压减|缩短|下滑|回落|收窄|低于|压降|压缩|精简|减|降"
_VERB = re.compile(rf"(?P<rise>{_RISE})|(?P<fall>{_FALL})")
_HEDGE = (
    r"约|近|超过|超|突破|不低于|不少于|不超过|达到|达|至少|最高|平均|逾|仅|共计|共|累计|合计|总计|为|是|在|(?<![收得受遇感看])到|至|了|的|接近"
    "|控制在|保持在|稳定在|实现|完成|大约|拟按|拟|按|分别|预计|同比|环比|名义|实际|年均|又|再|均|已|将|有|以|各"
)
_HEDGES = re.compile(rf"(?:{_HEDGE})+$")
_MOVED = re.compile(
    rf"(?:比|较|同比|环比|比上年|比去年|较上年|比年初|年均|分别|预计|可)?(?P<verb>{_RISE}|{_FALL})(?P<to>到|至|为|成)?(?:约|达到|达|超过|近|了|分别|突破|不低于|左右)*$"
)
_COMPARED = re.compile(
    r"(?:[，、]?(?:同比|环比|比上年(?:同期|末)?|比去年(?:同期)?|[比较](?:19|20)\d\d年(?:同期|末)?|较上年(?:同期|末)?|比年初|较年初|年均|平均|分别|名义|实际|可比价|预计|又|也|将|可))+$"
)
_PACE = re.compile(r"(?:增速|增幅|增长率|降幅|增长速度)$")
_LEAD = re.compile(
    r"^(?:(?:(?:19|20)\d\d|\*+)年(?:度|底|末)?|预计|力争|确保|争取|全年|全市|全县|全区|全省|全国|今年|去年|上年|目前|截至目前|累计|其中|年内|预期|先后|组织|牵头|同比|到(?!位)|由|从|对|在|将|把|使|已|并|及|和|与|的|其(?![他它余])|又|再|有(?![时效机色关限序望])|为|共|约|达"
    r"|按|以|是|比上年|较上年|我市|我县|我省|我区|仅|本市|本县|市本级(?=完成)|今年以来|一年来|五年来|\(|（)+"
)
_BREAK = re.compile(r"[，。；：！？,;:!?（）()“”]")
_NOUN = re.compile(r"[^，。；：、！？,;:!?（）()“”《》的和与及共]{2,18}")
_TAIL_VERB = re.compile(
    r"(?:完成|实现|全部|精简|压减|压缩|下降|上升|提高|降|升|到|至|主体|开展|入驻|建成|开工|竣工|投产|投入|落户|落地|交付|同步|获|达|增|减|顺利|上市|参加|挂牌|通过|进行|纳入|实行|得到|已|列|超|占|带动|新增|提供|签约|启动|取得|率先|全面|基本|如期).*$"
)
_SCOPE = re.compile(
    r"(?:位?居|名?列|排名?第?|排在|位列|位次|进入|跻身|保持|稳居|跃居|跃升(?:至|到)?|上升(?:至|到)|前移(?:至|到)?)?(?:全国|全省|全市|全区|全县|全盟|同类|沿海|中部|西部)?(?:地级市|各市|地市|县区|城市|省份|前列)?(?:的)?$"
)
_COUNTED = re.compile(r"[个项家户件条座所处套间台辆架份次场期批宗例支只名人位艘头株片眼部幅类种大万亿轮次]$")
_SHARE = re.compile(r"占(?P<whole>[^，。；、]*?)的?(?:比重|比例|比|份额)?$")


_BEFORE = re.compile(r"(?:税前|税后|扣税前|扣税后|扣非前|扣非后)$")
"""What says how a figure was reckoned and not what it is; that stands behind: 税前280万元的损失."""
_GENERIC = frozenset({"总数", "总量", "总计", "占比", "平均", "增加值", "规模", "比重", "其中", "人数", "户数"})


_FROM = re.compile(r"(?:由|从)[^，。；、\d]{0,12}(?:(?:19|20)\d\d年末?的?)?$")
_TO = re.compile(r"[^，。；\d]{0,8}?(?:到|至|为|成)")
_ADDED = re.compile("新[增建获认设入评签上开晋]|净增|获批|再添|增加了?$")
"""Words of what came anew; they hold for the rest of their list: 新增甲3家、乙4家."""
_LIST_START = re.compile(r"[，。；：！？;:!?]|累计|总数|达到?")
_UNNAMED = re.compile(r"^(?:如果|若|当|虽然|即使|由于|因为|之?后)|(?:于|以|按|被|让|向|给|因|因为|等|通过|分为)$")
"""What is no name of a figure, though it stands where one would."""
_NEAR = 8
"""Characters on either side of a figure that stand for its name where it has none."""
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_QUOTED = re.compile(r"“(?P<name>[^“”]{4,40})”(?:科目|项目|账户|一项)?(?:共|为|计|支出|预算|决算){0,2}$")
"""An account or item that is called by its name in quotes."""
_OF_ANY = re.compile(
    r"(?:总|计划|项目|累计|完成|新增|概算|估算|财政)?(?:投资|投入|资金|出资|补贴|补助|筹集|争取|安排)(?:额|总额|资金)?"
)
_SPENT_ON = re.compile(r"(?:左右|以上)?(?:的|，|,)(?P<on>[^，。；,;]{2,14})")
"""Money is of what it is spent on: 总投资30亿元的商贸综合体, 投资2756万元，完成9所学校创建."""
_OWNED = re.compile(r"的(?P<name>[^，。；：、,;（）的]{2,12}?)(?=[，。；：、,;（）]|$)")
_PRODUCED = re.compile(r"^.*(?:实现|录得|产生|获得|取得|形成|发生|造成|出现)了?|^有了?")
"""What brings a figure about whose name stands behind it: 实现了税前280万元的净资本损失."""
_ADVERSE = re.compile(r"损失|亏损|净流出|逆差|(?<!结余)赤字")
"""The contraries of 利得, 盈利, 净流入, 顺差: against them they are below zero."""
_CALLED = re.compile(r"“(?P<name>[^“”]{2,14})”")
_PER = re.compile(r"^/[月年日天人户亩吨平方米]+")
_BY_DATE = re.compile(r"(?:至|到|的)?(?:19|20)\d\d年末?的?$")


def named(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The figures with their indicators; one that has no noun of its own has the indicator of the one before it.

    Before it is what stands in the same brackets: "共3607件（市政府349件），增长70%" is the growth of the whole.
    """
    homes = _brackets(text)
    figures: list[Mention] = []
    for order, mention in enumerate(mentions):
        home = homes[mention.start]
        last = next((at for at in range(order - 1, -1, -1) if homes[mentions[at].start] == home), -1)
        opening = max(mentions[last].end if last >= 0 else 0, home + 1)
        after = mentions[order + 1].start if order + 1 < len(mentions) else len(text)
        written = text[opening : mention.start]
        prefix = _PER.sub("", _unbracketed(written))
        quoted = _QUOTED.search(written)
        noun = quoted["name"] if quoted else _whole_noun(prefix, text[mention.end : after], mention)
        risen = last >= 0 and figures[last].place == "from" and last == order - 1
        if risen and _TO.fullmatch(written):
            noun = figures[last].indicator
        elif not noun and _FROM.match(_clause(prefix)):
            noun = _clause_before(text[: mention.start])
        if figures and (not noun or noun in _GENERIC):
            above = figures[last] if last >= 0 else figures[-1]
            noun = above.indicator.removeprefix("新增") + noun
        if _UNNAMED.search(noun) or len(noun) < 2:
            noun = _words_around(text, mention) or noun
        grown = _FROM.search(prefix) and _TO.match(text[mention.end : after])
        behind = _NOUN.match(text[mention.end :].removeprefix("的"))
        adverse = bool(_ADVERSE.search(noun) or (behind and _ADVERSE.match(behind[0])))
        place = "from" if grown else mention.place
        added = bool(_ADDED.search(_LIST_START.split(text[: mention.start])[-1]))
        figures.append(replace(mention, indicator=noun, place=place, adverse=adverse, added=added))
    return figures


def _clause_before(before: str) -> str:
    """What the clause before says, where a figure's own begins with what it grew from: 完成企业整合，由23家压减到9家."""
    parts = [part for part in _BREAK.split(before) if part]
    return re.sub(r"^(?:全面|加快|推动|推进|完成|实现)+", "", _LEAD.sub("", parts[-2])) if len(parts) > 1 else ""


def _words_around(text: str, mention: Mention) -> str:
    """What stands beside a figure in its clause, where no noun names it."""
    before, after = _BREAK.split(text[: mention.start])[-1], _BREAK.split(text[mention.end :])[0]
    return f"{before[-_NEAR:]}…{after[:_NEAR]}" if before or after else ""


def _brackets(text: str) -> list[int]:
    """For each character where the bracket opens that it stands in, or -1."""
    homes, opened = [], [-1]
    for place, character in enumerate(text):
        if character in "（(":
            opened.append(place)
        homes.append(opened[-1])
        if character in "）)" and len(opened) > 1:
            opened.pop()
    return homes


def _unbracketed(prefix: str) -> str:
    """What stands before a figure without the brackets that open and close in it."""
    while (bare := _BRACKETED.sub("", prefix)) != prefix:
        prefix = bare
    return prefix


def _whole_noun(prefix: str, after: str, mention: Mention) -> str:
    """What a figure is about: the noun of its clause, and what is counted behind it."""
    if mention.unit == "大":
        return _following(after)
    noun = _noun(_clause(prefix), mention)
    if _OF_ANY.fullmatch(noun) and (spent := _SPENT_ON.match(after)):
        return f"{noun}…{spent['on']}"
    if (owned := _OWNED.match(after)) and (not noun or _PRODUCED.search(noun)):
        return _PRODUCED.sub("", noun) + owned["name"]
    counted = _COUNTED.search(mention.unit)
    rest = _following(after) if counted or not noun else ""
    if rest and (not noun or counted) and not (noun and len(noun) > 5):
        noun += rest
    return noun


def measured(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The figures with kind, measure and sign: growth and change by the verb before them, shares and paces by the noun."""
    return [_measured(text, one) for one in found]


def _measured(text: str, mention: Mention) -> Mention:
    if mention.kind != "level":
        return mention
    before = text[: mention.start]
    moved = _MOVED.search(before)
    rate = mention.unit in ("%", "‰", "倍")
    if pace := _PACE.search(_HEDGES.sub("", _BREAK.split(before)[-1])):
        fell = "降" in pace[0]
        name = _PACE.sub("", mention.indicator) or mention.indicator
        return replace(
            mention, indicator=name, kind="growth", measure="下降" if fell else "增长", sign=_sign(mention, fell=fell)
        )
    points = mention.unit.endswith(("百分点", "基点"))
    if not moved or moved["to"]:
        return replace(mention, kind="change") if points else mention
    verb = moved["verb"]
    fell = _VERB.fullmatch(verb) is not None and verb in _FALL.split("|")
    hedges = verb in ("超", "超过", "高于", "低于", "超出", "高出", "快于") and not points
    if hedges or (verb in ("增", "减", "升", "降") and not (rate or points)):
        return mention
    return replace(mention, kind="growth" if rate else "change", measure=verb, sign=_sign(mention, fell=fell))


def _sign(one: Mention, *, fell: bool) -> int:
    """-1 for a fall in words; a fall by less than nothing is the same fall told twice."""
    return -1 if fell and not (one.value and one.value < 0) else 1


def distributed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """「A和B分别增长x和y」: each figure gets its own subject."""
    figures = list(mentions)
    for match in re.finditer("分别", text):
        places = [at for at, one in enumerate(figures) if one.start >= match.end()]
        run = _run(text, figures, places)
        if len(run) < 2:
            continue
        subjects = _subjects(text[: match.start()], figures[: run[0]], len(run))
        if len(subjects) == len(run):
            first = figures[run[0]]
            for at, subject in zip(run, subjects, strict=True):
                figures[at] = replace(
                    figures[at], indicator=subject, kind=first.kind, measure=first.measure, sign=first.sign
                )
    return figures


def _run(text: str, mentions: Sequence[Mention], places: Sequence[int]) -> list[int]:
    """The figures that stand together behind 分别: joined by 和, 与 or 、 alone."""
    run = list(places[:1])
    for at in places[1:]:
        if re.fullmatch(
            r"(?:左右|以上|以内)?(?:和|与|、|，|及|以及)", text[mentions[run[-1]].end : mentions[at].start]
        ):
            run.append(at)
        else:
            break
    return run


def _subjects(before: str, earlier: Sequence[Mention], wanted: int) -> list[str]:
    """The subjects named before 分别: joined nouns of its clause, or the indicators of the figures just before."""
    clause = _LEAD.sub("", _COMPARED.sub("", _BREAK.split(before)[-1]))
    parts = [part for part in re.split(r"和|与|及|、", clause) if part]
    if len(parts) == wanted:
        last = parts[-1]
        return [part + _shared(part, last) for part in parts]
    if not clause and len(earlier) >= wanted:
        return [one.indicator for one in earlier[-wanted:]]
    return []


def _shared(part: str, last: str) -> str:
    """What the last of the joined nouns has and an earlier one leaves out: 城镇 of 农村居民收入 lacks 居民收入."""
    if part == last or len(part) >= len(last) or part[-2:] == last[-2:]:
        return ""
    return last[len(part) :]


def _clause(prefix: str) -> str:
    """The last clause, and within it the last item of a list."""
    return re.split(r"[，。；：！？,;:!?（）()、]", prefix)[-1]


def _noun(prefix: str, mention: Mention) -> str:
    """The nominal head of what stands before a figure."""
    name = re.sub("[“”‘’]", "", prefix)
    if mention.kind == "rank":
        name = _SCOPE.sub("", name)
    for _ in range(3):
        name = _BY_DATE.sub("", _HEDGES.sub("", name))
        name = _MOVED.sub("", name)
        name = _COMPARED.sub("", name)
        name = re.sub(r"(?:由|从|自|减|(?<!新)增)$", "", name)
    if share := _SHARE.search(name):
        return _LEAD.sub("", name[: share.start()]) + ("占" + share["whole"] if share["whole"] else "占比")
    return _LEAD.sub("", name).strip("的")


def _following(rest: str) -> str:
    """The noun behind a count: 51个省重点项目, up to a verb."""
    if re.match(r"(?:左右|以上|以下|以内|以来|之间)", rest):
        return ""
    if quoted := _CALLED.match(rest):
        return quoted["name"]
    match = _NOUN.match(rest.removeprefix("的"))
    return _TAIL_VERB.sub("", match[0]) if match else ""
