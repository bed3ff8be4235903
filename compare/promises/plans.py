"""Where a report plans and where it looks back. Takes an edition, gives the numbers of its sentences of either sort."""

import re

from compare.model import Edition, Section
from compare.source import Span

_OPENER = re.compile(
    r"\s*(?:(?P<year>(?:19|20)\d\d)年|\*+年|明年|下一步|下步|今后|新的一年|下阶段|下一阶段|接下来|在今后的工作中)[^。]{0,16}?(?:(?<!预计)将|(?<![重主首需])要(?![求素闻])|重点(?![项工])|着力|打算|继续)"
)
_RESOLVED_ZH = re.compile(
    r"(?:^|[，；：])\s*(?:(?P<year>(?:19|20)\d\d)年(?:底前|内)?[，,]?\s*)?(?:本?公司|我们|我[局办院校委部行]?|本[局办院校委部行]|集团|董事会|管理层)(?:也|还|已)?"
    r"(?:将(?!近|会面|要?面临|受|继续面临|可能)|计划|打算|拟|承诺|决定(?!性)|力争|争取)"
)
"""Somebody who says what they will do, in a report that has no plan of its own."""
_RESOLVED_EN = re.compile(
    r"\b(?:we|our\s+(?:board|company|management)|the\s+(?:company|committee|bank|board|group|council|university|library|trust|agency)|management)\b[^,;.]{0,24}?"
    r"\b(?:will(?!\s+(?:be|have)\s+(?:required|able|to|adversely|subject|harmed|no|\w+ed\b(?!\s+to\b))|\s+(?:not\s+be|depend|vary|result|likely|also\s+be|remain|become|incur|face|benefit|receive|need|experience|cost|expire|mature|affect))"
    r"|intends?\s+to|plans?\s+to|aims?\s+to|(?:are|is)\s+committed\s+to|ha(?:ve|s)\s+(?:committed\s+to|promised|pledged)\b|want\s+[^.]{0,40}to\s+reach)",
    re.IGNORECASE,
)
_DOUBT_EN = re.compile(
    r"\bno\s+assurances?\b|\bcannot\s+(?:assure|guarantee|predict)\b|\b(?:if|whether|unless|to\s+the\s+extent)\s+(?:we|the|our|any|a)\b|\bwe\s+may\b|\bmay\s+(?:not|reduce|adversely)\b"
    r"|\bwould\b|\bfail(?:ure|s)?\s+to\b|\bnot\s+(?:a\s+)?guarantee|\bfees?\s+(?:of|for)\b|\bforward-looking\b|\bthere\s+can\s+be\b|\brisks?\s+that\b"
    r"|\bwill\s+(?:\w+\s+){0,3}?(?:take\s+into\s+account|assess|monitor|consider)\b|\bstrongly\s+committed\s+to\b",
    re.IGNORECASE,
)
"""What is said of a risk, on a condition, or of a fee is no promise, though it has the words of one."""
_RESULT = re.compile(r"(?<![为除])了(?![解然])|同比|(?<!截至)(?<![业而])已(?!有的)")
_CLAUSE_END = re.compile(r",(?=\s)|;|\.\s*$")
_CAPTION = re.compile(r"^\s*(?:[A-Z][\w’'&-]*\s*){1,8}:?\s*$")


def promised(edition: Edition) -> tuple[int, ...]:
    """The sentences that say what is to be done: those of plan parts, behind words like 下一步, and of those who resolve."""
    if edition.language == "en":
        bodies = (n for n, sentence in enumerate(edition.sentences) if sentence.role == "body")
        return tuple(n for n in bodies if resolves_en(edition.piece(n)))
    ahead = {section.id for section in edition.sections if section.part == "plan" and not _looks_back(edition, section)}
    numbers, opened = [], ""
    for number, sentence in enumerate(edition.sentences):
        if sentence.role not in ("body", "heading", "table"):
            continue
        planned = sentence.section in ahead
        body = not planned and sentence.role == "body"
        if body and _is_ahead(edition, _OPENER.match(edition.piece(number))):
            opened = sentence.section
        resolved = body and _is_ahead(edition, _RESOLVED_ZH.search(edition.piece(number)))
        if planned or resolved or (opened and opened == sentence.section):
            numbers.append(number)
    return tuple(numbers)


def _looks_back(edition: Edition, section: Section) -> bool:
    """Whether most sentences of a section tell of results, whatever its heading promises."""
    bodies = [n for n in range(section.first, section.last) if edition.sentences[n].role == "body"]
    results = sum(_RESULT.search(edition.piece(n)) is not None for n in bodies)
    return 2 * results > len(bodies)


def resolves_en(piece: str) -> bool:
    """Whether an English sentence says what somebody will do, without conditions."""
    return bool(_RESOLVED_EN.search(piece)) and not _DOUBT_EN.search(piece) and not _CAPTION.match(piece)


def resolving_clause(edition: Edition, number: int) -> Span:
    """Where an English sentence says what somebody will do: from them to the end of the clause."""
    start, end = edition.sentences[number].span
    match = _RESOLVED_EN.search(edition.source.text, start, end)
    if match is None:
        return start, end
    stop = _CLAUSE_END.search(edition.source.text, match.end(), end)
    return match.start(), stop.start() if stop else end


def _is_ahead(edition: Edition, match: re.Match[str] | None) -> bool:
    """Whether words of the future were found, and of a year that is not over."""
    return match is not None and (match["year"] or "9999") >= edition.period[:4]


def reported(edition: Edition) -> tuple[int, ...]:
    """The sentences that say what was done: all others, save what introduces, thanks and closes."""
    plans = set(promised(edition))
    home = {section.id: section.part for section in edition.sections}
    rest = [n for n, s in enumerate(edition.sentences) if s.role in ("body", "heading", "table") and n not in plans]
    review = [n for n in rest if home.get(edition.sentences[n].section) == "review"]
    return tuple(review or rest)
