"""Takes lines, gives them with what belongs to the page and not to the report marked as furniture.

One table: a pattern a row. Rows match a whole line; a label without its value also takes the short line after it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from compare.structure.types import TextLine

_LONGEST = 120
_LABEL = (
    r"(?:信息|文章|文件)?(?:来源|稿源|出处|发布时间|发表时间|发布日期|更新时间|成文日期|发布机构|发布单位|索引号|文号|时间|日期|作者|编辑|责任编辑|责编|校对|审核"
    r"|阅读量|阅读次数|浏览次数|浏览量|点击数|点击量|字体|字号|年份|季度|原始网址|原文链接|网址|链接|分享到?|当前位置|您的位置|您当前的位置"
    r"|发文(?:机关|字号|日期)|(?:生成|公开|印发|成文)(?:日期|时间)|公开方式|公文种类|(?:主题|体裁|信息)分类|主题词|关键词|有效性|发布人|供稿|审核人|审签人|点击|浏览"
    r"|Source|Published|Updated|Author|Date|URL|Keywords)"
)
_DAY = r"\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?"
_CLOCK = r"\d{1,2}(?:[:：时]\d{1,2})(?:[:：分]\d{1,2})?[分秒]?"

# Whole lines of a web page or newspaper.
ROWS: tuple[tuple[str, str], ...] = (
    (
        "page buttons",
        (
            r"[【\[|>》«»×·\s]*(?:下载|打印|全屏|收藏|加大|还原|减小|大|中|小|首页|打印本页|关闭窗口|关闭|返回顶部|分享|分享到微信|上一篇|下一篇"
            r"|扫一扫在手机打开当前页|扫码阅读|点击图片进入专题|Print|Share|Back to top|Table of Contents)[】\]|>》《«»×·\s]*"
        ),
    ),
    ("marks without a word", r"[^\w*＊%％。，、；：！？”’）…•●▪■◆◦·]+"),
    ("labels of the page", rf"[【\[（(|]?\s*{_LABEL}\s*[:：](?:.{{0,100}}|\s*https?://\S+)"),
    (
        "labels in brackets",
        r"[（(](?:来源|稿源|编辑|责任编辑|责编|记者|作者|完|新华社[^）)]{0,24}电)[^）)]{0,40}[）)]\s*",
    ),
    ("date and time of publication", rf"{_DAY}(?:\s+{_CLOCK})"),
    ("date of publication", r"\d{4}-\d{2}-\d{2}"),
    (
        "page number",
        r"[—–―\-－·]+\s*\d{1,4}\s*[—–―\-－·]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|(?i:page\s+\d{1,4}(?:\s+of\s+\d{1,4})?)",
    ),
    ("newspaper", rf"《\s*[^》]{{2,12}}\s*》\s*[（(]\s*{_DAY}[^）)]*[）)]"),
    (
        "photo line",
        r".{0,100}(?:记者|通讯员|图|照片).{0,24}摄(?:影)?[）)]?|.{0,100}(?:日报|本报|新华社|新闻|媒体)[^。]{0,12}记者.{0,16}",
    ),
    (
        "licence",
        r"本作品[^。]{0,12}(?:是|属|在).{0,200}(?:公有领域|版权|著作权).{0,80}|注：中文维基文库.*|(?:Public domain)+(?:false)*|.{0,80}is in the public domain.*",
    ),
    ("address", r"(?:https?://|www\.)\S+|[0-9a-f]{24,40}:?"),
)
_ROW = re.compile("|".join(f"(?:{pattern})" for _, pattern in ROWS))
_BARE_LABEL = re.compile(rf"[【\[]?\s*(?!字|分享|当前|您){_LABEL}\s*[:：]?\s*")
_TAIL = re.compile(
    r"(?:相关报道|相关文档|相关附件|相关链接|相关新闻|相关阅读|延伸阅读|推荐阅读|更多阅读)\s*[:：>》]*\s*"
)
_PLACE = re.compile(r"(?:您的?|当前的?|您当前的)?位置\s*[:：].{0,60}|首页")
_TITLE = re.compile(r".*(?:报告|总结|公报|会议|纲要|计划|例会).*")
_STOP = re.compile(r"[。！？；：:!?;，,、]\s*$")


def mark_furniture(text: str, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, those of the page marked."""
    flags = [_is_row(text, line) for line in lines]
    _mark_values(text, lines, flags)
    _mark_path(text, lines, flags)
    _mark_tail(text, lines, flags)
    return tuple(replace(line, furniture=True) if flag else line for line, flag in zip(lines, flags, strict=True))


def _is_row(text: str, line: TextLine) -> bool:
    if line.look.style not in ("body", "bold") or line.end - line.start > 3 * _LONGEST:
        return False
    return bool(_ROW.fullmatch(text, line.start, line.end))


def _mark_values(text: str, lines: Sequence[TextLine], flags: list[bool]) -> None:
    """A label that stands alone on its line ("来源:") has its value on the next."""
    for at in range(len(lines) - 1):
        line, value = lines[at], lines[at + 1]
        if flags[at] and value.end - value.start <= 20 and _BARE_LABEL.fullmatch(text, line.start, line.end):
            words = text[value.start : value.end]
            flags[at + 1] = flags[at + 1] or not (_STOP.search(words) or _TITLE.fullmatch(words))


def _mark_path(text: str, lines: Sequence[TextLine], flags: list[bool]) -> None:
    """The path of a page (place: home > news) runs on in short lines until the title."""
    for at, line in enumerate(lines[:24]):
        if not _PLACE.fullmatch(text, line.start, line.end):
            continue
        for step in range(at, min(at + 12, len(lines))):
            piece = text[lines[step].start : lines[step].end]
            if len(piece) > 12 or (_TITLE.fullmatch(piece) and not _between_arrows(text, lines, step)):
                break
            flags[step] = True


def _between_arrows(text: str, lines: Sequence[TextLine], at: int) -> bool:
    return any(0 <= near < len(lines) and text[lines[near].start] in ">》»" for near in (at - 1, at + 1))


def _mark_tail(text: str, lines: Sequence[TextLine], flags: list[bool]) -> None:
    """A list of links at the end: its head, and the short lines under it."""
    for at in range(max(0, len(lines) - 40), len(lines)):
        if not _TAIL.fullmatch(text, lines[at].start, lines[at].end):
            continue
        if all(line.end - line.start <= _LONGEST for line in lines[at:]):
            flags[at:] = [True] * (len(lines) - at)
            return
