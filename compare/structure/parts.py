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
_DUTY = re.compile(r"述职|述责|述廉|工作总结|履职")


def default_part(title: str) -> Part:
    """The part of a top section whose heading says nothing.

    A duty report looks back; a work report, once it has looked back, plans; a company's report or a plan does neither.
    """
    if _DUTY.search(title):
        return "review"
    return "other" if _NEITHER.search(title) else "plan"


def part_of_title(title: str, inherited: Part, *, top: bool, default: Part, said: Collection[Part]) -> Part:
    """A top heading speaks for itself; one below it only where it names problems.

    A top heading without a word of the table has the report's default part; where that is the plan, only after a
    review or plan (`said`).
    """
    if not top:
        return "problems" if inherited == "review" and _LACKING.search(title) else inherited
    for part, words in _ROWS:
        if words.search(title) and not (part == "plan" and default == "review" and not _AHEAD.search(title)):
            return part
    if default == "plan" and not ("plan" in said or "review" in said):
        return "other"
    return default


def part_of_stretch(opening: str, inherited: Part) -> Part:
    """An untitled stretch goes with what is around it, save where it turns to what is lacking."""
    return "problems" if inherited != "other" and _ADMITS.search(opening) else inherited
