"""Figures in Chinese. Takes a sentence's text, gives `Mention`s: numbers and masks with their units, ranks, frequencies.

A mask is never read as a number; dates, names (PM2.5, 5G), slogans in quotes, thresholds in names (亿元以上项目) and
ordinals are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from compare.figures.indicators_zh import distributed, measured, named
from compare.figures.periods import dated
from compare.figures.types import Mention
from compare.text.folding import legible
from compare.text.numbers import DATE_ZH, LOOSE, RANGE, UNITS
from compare.text.words import TERMS

_DIGITS = r"\d{1,24}"
"""No quantity is longer; a pattern that is bounded reads a line of digits in linear time."""
_ARABIC = rf"{_DIGITS}(?:,\d{{3}}){{0,8}}(?:\.{_DIGITS})?(?:×{_DIGITS}(?:\.{_DIGITS})?)?"
_MASK = r"\*{1,24}(?:\.[*\d]{1,24})?"
_NUMBER = rf"(?:{_ARABIC}|{_MASK})"
_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_UNIT = "|".join(
    sorted({u.replace("％", "%").replace("／", "/") for u in UNITS if u not in LOOSE}, key=len, reverse=True)
)
_HAN = "一二三四五六七八九十百千零〇两"
_FIGURE = re.compile(
    rf"(?P<number>{_NUMBER})(?P<range>(?:%|{_UNIT})?{RANGE}{_NUMBER})?(?P<more>[余多几]?)"
    rf"(?P<scale>{_SCALE})?(?:[余多])?(?P<unit>{_UNIT})?"
)
_COMPOUND = re.compile(
    rf"(?<!\d)(?P<number>{_DIGITS})(?P<scale>亿|万)零?(?P<rest>{_DIGITS})(?P<part>千万|百万|万|千|百)(?P<more>[余多几]?)(?P<unit>{_UNIT})?"
)
"""2万5千公里, 1亿2千万元."""
_NEGATIVE = re.compile(r"(?<![\dA-Za-z.+\-/*)%$€£¥])[-−–]$|(?<=[为是至到达约成])负$")
"""A minus, tight before a number that nothing spelled goes before (PM-10), or in words."""
_PLUS = re.compile(r"(?<![\dA-Za-z.+\-/*)%])\+$")
_SIGNED_RATES = frozenset({"%", "‰", "个百分点", "百分点", "个基点", "基点"})
"""Units before which a plus is a sign: 党建+5个 is none."""
_NEGATED = re.compile(
    rf"[(（](?P<number>(?=[\d,]{{4}}|\d{{3}}|\d+\.){_ARABIC})[)）](?P<scale>{_SCALE})?(?P<unit>%|‰|个百分点|[美欧日港]?元)?"
)
"""A figure in brackets with its unit behind them, as books write what is below zero; (1) 万亩 is numbering."""
_VAGUE = re.compile(r"(?:[数几好]|(?<![以之向比])上|(?<![换变当])成)$")
"""What makes a ten, a hundred, a thousand one of many: 数十个, 上千人."""
_PARTS = {"千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3, "百": 1e2, "亿": 1e8}
_HAN_FIGURE = re.compile(
    rf"(?<![第{_HAN}\d])(?P<number>(?:[{_HAN}]{{0,9}}[十百千][{_HAN}]{{0,9}}|[两三四五六七八九])(?:[万亿]{{1,3}}[{_HAN}]{{0,9}}){{0,3}}"
    rf"|[{_HAN}]{{1,9}}[万亿]{{1,3}})(?P<more>[余多])?(?P<scale>[万亿]{{0,3}})(?P<unit>方面|部分|大(?!部分|篇章|板块|章节)(?=[^学小约量力会家多型纲局中部致道队])|{_UNIT})"
)
_RANK = re.compile(
    rf"第(?P<number>[{_HAN}]{{1,9}}|\d{{1,9}}|\*{{1,9}})(?P<unit>位|名)?|前(?P<top>[{_HAN}]{{1,9}}|\d{{1,9}}|\*{{1,9}})(?P<topunit>位|名|强)"
)
_RANKED = re.compile(
    r"(?:居|列|排|位次|名次|跃升|升至|上升到|上升至|进入|跻身|跨入|挺进|保持|前移|评为|获得?)[^，。；、]{0,8}$"
)
_AMONG = re.compile(r"全国|全省|全市|全区|全县|全盟|全州|中部|西部|东部|东北|沿海|沿边|同类|全球|世界")
_OFTEN = re.compile(
    r"每(?:半年|季度|年|季|半月|月|周|旬|天|日)[^，。；、\d]{0,4}?(?P<number>[一两二三四五六]|\d{1,9}|\*{1,9})次"
)
_MERGED = re.compile(rf"(?P<number>[{_HAN}]{{1,9}}|\d{{1,9}}|\*{{1,9}})证合一")
_NOT = re.compile(
    rf"{DATE_ZH}|https?://[!-~]+|%[0-9A-F]{{2}}|\d{{1,2}}(?:至|到)\d{{1,2}}月|\d{{1,2}}(?:世纪|年代|后)|《[^》]*》|[A-Za-z]{{1,24}}[-.]?(?:{_DIGITS}(?:\.{_DIGITS})?|\*{{1,24}})(?!%)"
    rf"|“[^“”，。；]{{1,14}}”|{_DIGITS}\+|\+{_DIGITS}(?![\d.]|%|‰|个?百分点|个?基点)|[十二三][一二三四五六七八九]五(?![个项])"
)
_IDIOMS = (
    "两张皮 一张网 一张表 一盘棋 两手抓 两头在外 一个样 两个样 千头万绪 千家万户 万户千家 千行百业 百行千业 千方百计 千丝万缕 千军万马 千山万水 千里之行 千变万化 千言万语 万无一失 万众一心 百花齐放 百尺竿头 百里挑一 百年大计 十里八乡"
    " 三番五次 四面八方 五湖四海 七嘴八舌 八方支援 千村万户 千乡万村 千企百村 一家一户 两手空空 半壁江山"
)
_SET_PHRASE = re.compile(
    "|".join(
        re.escape(term) for term in sorted([*TERMS, *_IDIOMS.split()], key=len, reverse=True) if set(term) & set(_HAN)
    )
)
"""Official terms and idioms that hold a numeral: 两个维护, 和平共处五项原则, 千头万绪."""
_THRESHOLD = re.compile(r"(?:及|\(含\)|（含）)?以[上下](?=[\u4e00-\u9fff])(?!的|，)")
_HAN_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SKIPPED_UNITS = frozenset(
    {"届", "周年", "步", "级", "层", "点", "种", "次", "则", "起", "场", "段", "站", "块", "方", "片", "期", "例", "岁"}
)
"""Units that a Chinese numeral stands before in set phrases more often than in figures."""
_UNIT_NAMES = {"工作日": "个工作日", "百分点": "个百分点", "基点": "个基点", "小时": "小时", "个小时": "小时"}


@dataclass(frozen=True, slots=True)
class Clean:
    """A sentence as it is read, without blanks and in plain width, and the span of the piece for each character."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A span of the clean text as a span of the piece."""
        return self.starts[start], self.ends[end - 1]


def clean(piece: str) -> Clean:
    """The piece in plain width without blanks."""
    kept = [
        (chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and c not in "，：；！？（）" else c, start, end)
        for c, start, end in zip(*legible(piece), strict=True)
        if not c.isspace()
    ]
    return Clean("".join(one[0] for one in kept), tuple(one[1] for one in kept), tuple(one[2] for one in kept))


def figures(piece: str, year: int = 0) -> tuple[Mention, ...]:
    """The figures of one sentence, in order; `year` is the edition's, or 0 where nobody knows it."""
    plain = clean(piece)
    apart: list[Mention] = []
    for mention in sorted(_candidates(plain.text), key=lambda mention: (mention.start, -mention.end)):
        if not apart or mention.start >= apart[-1].end:
            apart.append(mention)
    whole = distributed(plain.text, measured(plain.text, named(plain.text, apart)))
    placed = ((mention, plain.back(mention.start, mention.end)) for mention in dated(plain.text, whole, "zh", year))
    return tuple(replace(mention, start=start, end=end) for mention, (start, end) in placed)


def _candidates(text: str) -> Iterator[Mention]:
    closed = [match.span() for match in _NOT.finditer(text)]
    closed += [match.span() for match in _SET_PHRASE.finditer(text)]
    yield from _merged(text)
    yield from _often(text)
    for match in _RANK.finditer(text):
        if _RANKED.search(text[: match.start()]) and not _closed(match.span(), closed):
            yield _rank(match, _AMONG.findall(text[max(0, match.start() - 12) : match.start()]))
    for match in _COMPOUND.finditer(text):
        if not _closed(match.span(), closed):
            yield _compound(match)
    for pattern in (_FIGURE, _HAN_FIGURE):
        for match in pattern.finditer(text):
            if _is_figure(match, text) and not _closed(match.span(), closed):
                yield _with_sign(_figure(match), text)
    for match in _NEGATED.finditer(text):
        if (match["scale"] or match["unit"]) and not _closed(match.span(), closed):
            found = _figure(match)
            yield replace(found, value=-found.value if found.value else found.value)


def _with_sign(mention: Mention, text: str) -> Mention:
    """The figure with the sign that stands before it; below zero where it is a minus."""
    before = text[: mention.start]
    if mention.value is not None and _NEGATIVE.search(before):
        return replace(mention, start=mention.start - 1, value=-mention.value)
    if mention.unit in _SIGNED_RATES and _PLUS.search(before):
        return replace(mention, start=mention.start - 1)
    return mention


def _closed(span: tuple[int, int], closed: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in closed)


def _is_figure(match: re.Match[str], text: str) -> bool:
    """Whether a number with what follows it is a figure: it has a unit or a scale, and is no part of a name."""
    if not (match["unit"] or match["scale"]):
        return False
    before, after = text[: match.start()][-1:], text[match.end() :]
    if match["unit"] in ("元", "块钱") and after.startswith(("钞票", "纸币", "大钞", "面值")):
        return False
    if match["unit"] in ("周年", "部分") or (match["unit"] == "大" and len(match["number"]) > 1):
        return False
    signed = _NEGATIVE.search(text[: match.start()]) or (
        match["unit"] in _SIGNED_RATES and _PLUS.search(text[: match.start()])
    )
    if before == "第" or (before and before.isascii() and (before.isalnum() or before in ".+-/*") and not signed):
        return False
    if after[:1] == "级" or (after[:1].isascii() and after[:1].isalpha()):
        return False
    if match["unit"] not in ("%", "个百分点", "家", "个", None) and _THRESHOLD.match(after):
        return False
    han = match["number"][0] in _HAN
    return not (han and (match["unit"] in _SKIPPED_UNITS or match["unit"] is None))


def _figure(match: re.Match[str]) -> Mention:
    groups = match.groupdict()
    masked = "*" in match[0]
    vague = groups["number"][0] in "十百千" and _VAGUE.search(match.string[: match.start()])
    alone = not (masked or vague or groups.get("range"))
    unit = (groups["scale"] or "") + _UNIT_NAMES.get(groups["unit"] or "", groups["unit"] or "")
    start = match.start() - bool(vague)
    return Mention(start, match.end(), _value(groups["number"]) if alone else None, unit, masked, "")


def _compound(match: re.Match[str]) -> Mention:
    scale = _PARTS[match["scale"]]
    value = float(match["number"]) + float(match["rest"]) * _PARTS[match["part"]] / scale
    unit = match["scale"] + _UNIT_NAMES.get(match["unit"] or "", match["unit"] or "")
    return Mention(match.start(), match.end(), value, unit, masked=False, indicator="")


def _rank(match: re.Match[str], among: list[str]) -> Mention:
    """A rank, placed among those it is one of: 全国第六 is no fall from 中部第一."""
    number = match["number"] or match["top"]
    masked = "*" in number
    return Mention(
        match.start(),
        match.end(),
        None if masked else _value(number),
        "位",
        masked,
        "",
        "rank",
        "位次",
        place="".join(among[-1:]),
    )


def _often(text: str) -> Iterator[Mention]:
    for match in _OFTEN.finditer(text):
        masked = "*" in match[0]
        value = None if masked else _value(match["number"])
        yield Mention(match.start(), match.end(), value, "次", masked, "", "frequency", "频次")


def _merged(text: str) -> Iterator[Mention]:
    for match in _MERGED.finditer(text):
        masked = "*" in match[0]
        yield Mention(match.start(), match.end(), None if masked else _value(match["number"]), "证合一", masked, "")


def _value(number: str) -> float:
    """The value of an Arabic or Chinese number, scales included in Chinese ones."""
    if number[0].isdigit():
        return prod(float(part) for part in number.replace(",", "").split("×"))
    total = part = digit = 0.0
    for character in number:
        if character in _HAN_VALUES:
            digit = _HAN_VALUES[character]
        elif character in "十百千":
            part += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        else:
            total = (total + part + digit) * {"万": 1e4, "亿": 1e8}[character]
            part = digit = 0
    return total + part + digit
