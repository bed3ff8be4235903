"""Takes paragraphs, gives units: the sentences in the making, in order, covering every character that is no blank.

A Chinese sentence ends at 。！？； with the closing quotes and brackets after it; an English one at . ! ? ; before a
blank and a capital. A paragraph's end is an end; a line break inside a paragraph is none.
"""

import re
from collections.abc import Iterator, Sequence

from compare.model import Role
from compare.structure.text_lines import is_chinese
from compare.structure.types import Paragraph, Unit

# What is quoted, named or put in brackets, of a length that one still reads as a part of its sentence.
_PAIRED = re.compile(r"“[^“”]{1,120}”|（[^（）]{1,120}）|《[^《》]{1,60}》")
_HAN_END = re.compile(r"[。！？；!?;]+[”’」』）)》]*")
_LATIN_END = re.compile(r"[.!?;][\"”’)\]]*(?=\s+(?:[\"“‘(\[A-Z0-9•]|[a-z][A-Z])|\s*$)")
_SHORT = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Capt|Col|Lt|Sgt|St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Cos|Bros|Assn|Nos?|Vol|Figs?|Arts?|Secs?|Gen|Gov|Sen|Rep|Fla|Calif|Conn|Mass|Mich|Minn|Penn|Tex|Wash|Ave|Blvd|Rd|vs|etc|[Aa]pprox|[Dd]ept|est|incl|ed|eds"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|al|cf|pp?)|\b(?:e\.g|i\.e|U\.S|U\.K|U\.N|a\.m|p\.m|Ph\.D|D\.C|S\.[A-Z]))$"
)
# An abbreviation that may also end a sentence: it does where a word follows that opens one and is no part of a name.
_ENDING = re.compile(r"\b(?:U\.S|U\.K|U\.N|D\.C|a\.m|p\.m|Inc|Corp|Co|Ltd|Jr|Sr|etc)$")
_OPENING = re.compile(
    r"[\"”’)\]]*\s+(?:The|This|These|Those|That|There|They|It|Its|We|Our|You|He|She|If|In|On|At|As|For|From|When|While|Where"
    r"|Although|Because|Since|Such|Some|Many|Most|Any|All|Each|Moreover|However|Therefore|Thus|Furthermore|Additionally|Also"
    r"|But|And|Under|Accordingly|Similarly|Finally)\b"
)
_HEAD_NUMBER = re.compile(
    r"\s*(?:#{1,6}\s+)?\**(?:(?i:items?|part|note|section|article|§)\s*)?"
    r"(?:\d{1,3}(?:\.\d{1,2})*[A-Z]?(?:\([a-z]\))?(?:(?:,?\s+and|,|\s*&)\s+\d{1,2}[A-C]?)*|[IVX]{1,5}|[A-Za-z])\."
)
_WORD = re.compile(r"[\w*＊%％]")
# A row of a table drawn with bars, or a cell that is a bare number.
_BARS = re.compile(r"\|.*\|", re.DOTALL)
_NUMBER = re.compile(r"[\s\d.,，%％$¥€£()（）+~—–-]*\d[\s\d.,，%％$¥€£()（）+~—–-]*")
_LONGEST_NUMBER = 40
_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的)?(?:各位|同志们|同志|女士们|先生们|朋友们|代表们|委员们)[^。；]{0,24}[：:！!，,]|(?:同志们|朋友们)[，,！!：:]"
    r"|(?:Dear|Ladies and|Fellow|To (?:our|the|all))\b[^.;]{0,60}[,:!]?",
)
# A speaker's line that runs into the salutation without a break.
_GLUED = re.compile(r"([^。！？；，]{4,60})各位代表[：:！!]")
# A salutation that runs on into its paragraph.
_ADDRESS = re.compile(r"(?:尊敬的)?各位(?:代表|委员)[：:](?=\S)")
# The first of a series stands behind a colon where the second opens a sentence: … 如下：（一）…。（二）…。
_SERIES = tuple(
    (re.compile(rf"[：:](?=\s*{first})"), re.compile(rf"[。！？]\s*{second}"))
    for first, second in (
        ("[（(]一[）)]", "[（(]二[）)]"),
        ("一[是要]", "二[是要]"),
        ("第一[，、]", "第二[，、]"),
        ("1[.．、]", "2[.．、]"),
    )
)


def cut_units(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Unit, ...]:
    """The units of all paragraphs, in order."""
    units: list[Unit] = []
    for number, paragraph in enumerate(paragraphs):
        spans = _spans(text, paragraph)
        for place, (start, end) in enumerate(spans):
            role = _role(text[start:end], paragraph, place)
            units.append(Unit(start, end, number, place, len(spans), role))
    return tuple(units)


def _role(piece: str, paragraph: Paragraph, place: int) -> Role:
    if paragraph.furniture:
        return "furniture"
    if _is_row(piece, paragraph):
        return "table"
    if place < 2 and len(piece) <= 80 and _SALUTATION.fullmatch(piece):
        return "salutation"
    return "body"


def _is_row(piece: str, paragraph: Paragraph) -> bool:
    if paragraph.look.style == "table" or _BARS.fullmatch(piece):
        return True
    return len(piece) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(piece))


def _spans(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    piece = text[paragraph.start : paragraph.end]
    if paragraph.furniture or _is_row(piece, paragraph):
        return [(paragraph.start, paragraph.end)]
    ends = [*(_han_ends(piece) if is_chinese(piece) else _latin_ends(piece)), len(piece)]
    lead = paragraph.look.bold - paragraph.start
    if 0 < lead < len(piece) and piece[:lead].endswith(":") and not is_chinese(piece):
        ends = sorted({*ends, lead})
    if glued := _GLUED.fullmatch(piece):
        ends = sorted({*ends, glued.end(1)})
    spans: list[tuple[int, int]] = []
    start = 0
    for end in ends:
        part = piece[start:end]
        s, e = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        start = end
        if e <= s:
            continue
        if spans and not _WORD.search(part):
            spans[-1] = spans[-1][0], paragraph.start + e
        else:
            spans.append((paragraph.start + s, paragraph.start + e))
    return spans


def _han_ends(piece: str) -> list[int]:
    held = [match.span() for match in _PAIRED.finditer(piece)]
    found = (match for match in _HAN_END.finditer(piece) if not any(_is_inside(piece, match, *pair) for pair in held))
    ends = [_after_quote(piece, match.end()) for match in found]
    if address := _ADDRESS.match(piece):
        ends.append(address.end())
    for first, second in _SERIES:
        if (opening := first.search(piece)) and second.search(piece, opening.end()):
            ends.append(opening.end())
    return sorted(set(ends))


def _is_inside(piece: str, stop: re.Match[str], start: int, end: int) -> bool:
    """Whether a stop lies in a quotation, in brackets or in a title, and ends no sentence."""
    if not start < stop.start() < end:
        return False
    return stop.end() < end or piece[start] == "《"


def _after_quote(piece: str, end: int) -> int:
    """Past a straight quote that closes what it opened before: one that opens belongs to the next sentence."""
    while end < len(piece) and piece[end] == '"' and piece.count('"', 0, end) % 2:
        end += 1
    return end


def _latin_ends(piece: str) -> Iterator[int]:
    """Sentence ends, save after abbreviations, initials and a number that opens the paragraph."""
    for match in _LATIN_END.finditer(piece):
        before = piece[max(0, match.start() - 12) : match.start()]
        opening = match.start() < 24 and _HEAD_NUMBER.fullmatch(piece, 0, match.start() + 1)
        short = _SHORT.search(before) and not (_ENDING.search(before) and _OPENING.match(piece, match.end()))
        if piece[match.start()] == "." and (opening or short):
            continue
        yield match.end()
