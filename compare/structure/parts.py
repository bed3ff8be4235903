"""Takes a heading's words, gives the part of the report it opens: review, plan, problems, integrity or other.

One table, read from the top: the first row with a word in the heading decides.
"""

import re
from collections.abc import Collection

from compare.model import Part

ROWS: tuple[tuple[Part, str], ...] = (
    (
        "problems",
        (
            r"(?:存在|面临|主要|突出)[^，。]{0,10}(?:问题|不足|困难)|(?:问题|困难|不足|差距)[和与及、]|^(?:问题|不足)|(?:不足|差距|短板)$"
            r"|\b(?:problems?|weakness(?:es)?|shortcomings?)\b"
        ),
    ),
    ("integrity", r"廉洁|廉政|清廉|述廉|党风|反腐|作风建设|纪律|\b(?:integrity|compliance)\b"),
    (
        "review",
        r"回顾|总结|成绩|成就|过去|情况|年来|以来的|完成|取得|履职|述职|\b(?:review|results|performance|achievements?)\b",
    ),
    (
        "plan",
        r"安排|部署|任务|目标|今年|明年|要求|重点|计划|打算|总体|举措|思路|展望|建议|今后|下一步|下一年|规划|\b(?:outlook|plans?|objectives?|next year|priorities)\b",
    ),
)
_ROWS = tuple((part, re.compile(words, re.IGNORECASE)) for part, words in ROWS)
# What opens a plan in a report that looks back: its other headings name tasks too.
_AHEAD = re.compile(r"工作安排|今后|明年|下一步|下一年|打算|计划|思路|展望")
_LACKING = re.compile(
    r"(?:存在|面临|看到|正视)[^，。]{0,12}(?:问题|不足|困难|差距)|^(?:主要)?(?:困难|问题|不足|差距)(?:[和与、](?:问题|不足|差距))?$"
)
_ADMITS = re.compile(r"(?:清醒|看到|认识到|存在|面临).{0,80}(?:问题|困难|不足|差距|短板|矛盾|挑战)")
_NEITHER = re.compile(r"年度报告|年报|规划|纲要|决算|预算|例会|会议|[A-Za-z]{4}")
_TO_DO = re.compile(
    r"(?:^|[，；：、\s])(?:我们)?(?:将|力争|确保|争取|要(?![求素闻])|下一步|计划|继续|全力|着力|大力|积极|深入|加快|推进|推动|实施|完善|健全|加强|强化|深化|提升|抓好|做好|支持|鼓励"
    r"|坚持|优化|扩大|落实|促进|开展|建设|打造|统筹|启动|建成|新建|改造|聚焦|构建|培育|提高|严格|坚决|发展|探索|建立|引导|保障|巩固|全面|持续|扎实|切实|严守|办好|增强|激发|拓展|稳定)"
)
_DONE = re.compile(
    r"了(?![解然])|(?<!截至)已|同比|(?:达到?|增长|下降|完成|新增|实现)[^，。；]{0,12}\d|累计|荣获|获批|圆满|顺利|成效|取得|迈上|跃升|首次"
)
_TASK = re.compile(
    r"(?:继续|进一步|大力|积极|深入|加|推|实施|完善|健全|强|深化|提|抓|做好|支持|坚持|优化|扩大|落实|促|开展|打造|统筹|构建|培育|严|坚决|保障|巩固|全面|扎实|切实|办好|增|激发|拓展|搞好|从严|依靠|围绕|努力|锲而不舍)"
)
"""A heading that names a task itself."""
_STOPS = re.compile(r"[。；！\n]")
_SPOKEN = 6
"""Characters from which a stretch between stops says anything."""
_AHEAD_LEAST, _DONE_MOST = 0.3, 0.3
"""Share of a section's sentences with a task that makes it a plan, and with a result.

Sections of thirty work reports that plan under a heading without a word of the table have .33 to .89 and at most .12.
"""
_DUTY = re.compile(r"述职|述责|述廉|工作总结|履职")


def default_part(title: str) -> Part:
    """The part of a top section whose heading says nothing.

    A duty report looks back; a work report, once it has looked back, plans; a company's report or a plan does neither.
    """
    if _DUTY.search(title):
        return "review"
    return "other" if _NEITHER.search(title) else "plan"


def part_of_title(
    title: str, text: str, inherited: Part, *, top: bool, default: Part, earlier: Collection[Part]
) -> Part:
    """A top heading speaks for itself; one below it only where it names problems.

    A top heading without a word of the table has the report's default part; where that is the plan, only after a
    review or plan (`said`), and where the section's `text` names tasks and no results.
    """
    if not top:
        return "problems" if inherited == "review" and _LACKING.search(title) else inherited
    for part, words in _ROWS:
        if words.search(title) and not (part == "plan" and default == "review" and not _AHEAD.search(title)):
            return part
    if default != "plan":
        return default
    return _part_of_text(title, text) if "plan" in earlier or "review" in earlier else "other"


def _part_of_text(title: str, text: str) -> Part:
    """What a section does under a heading without a word of the table: it names tasks, or results, or neither."""
    spoken = [stretch for stretch in _STOPS.split(text) if len(stretch) > _SPOKEN]
    ahead = sum(_TO_DO.search(stretch) is not None for stretch in spoken)
    done = sum(_DONE.search(stretch) is not None for stretch in spoken)
    if spoken and done >= _DONE_MOST * len(spoken):
        return "plan"  # where links go by; that it promises nothing, `promises` sees by its sentences
    return "plan" if _TASK.match(title) or (spoken and ahead >= _AHEAD_LEAST * len(spoken)) else "other"


def part_of_stretch(opening: str, inherited: Part) -> Part:
    """An untitled stretch goes with what is around it, save where it turns to what is lacking."""
    return "problems" if inherited != "other" and _ADMITS.search(opening) else inherited
