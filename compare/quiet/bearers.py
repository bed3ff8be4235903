"""Who answers for a task. Takes two sentences that answer to each other, tells whether a named bearer has gone."""

import re
from functools import cache

from compare.source import Span
from compare.text.lexicon import Lexicon

_OFFICER_EN = re.compile(
    r"\b(?:[Oo]ur|[Tt]he|[Aa]n?)\s+(?P<name>(?:[A-Z][\w&-]+\s+){1,5}?(?:Officer|Counsel|Director|Committee|Board|President|Treasurer|Chair|Manager|Auditor|Controller|Council))\b"
    r"|\b[Oo]ur\s+(?P<short>Board)\b"
)
_BODIES = ("Committee", "Board", "Council")


def bearer_gone(old: str, new: str, lexicon: Lexicon, language: str) -> Span | None:
    """Where the old sentence names who answers, if the new one names fewer, without the one named first."""
    before, after = (_bearers(text, lexicon, language) for text in (old, new))
    if not before or len(after) >= len(before):
        return None
    # "The Federal Open Market Committee" is still there as "the Committee".
    name = before[0][0].split()[-1] if language == "en" and before[0][0].endswith(_BODIES) else before[0][0]
    initials = "".join(word[0] for word in before[0][0].split() if word[0].isupper())
    known = name in " ".join(new.split()) or (len(initials) > 2 and re.search(rf"\b{initials}\b", new))
    return None if known else before[0][1]


def _bearers(text: str, lexicon: Lexicon, language: str) -> list[tuple[str, Span]]:
    pattern = _OFFICER_EN if language == "en" else _pattern(lexicon.bearers, lexicon.duties)
    groups = ("name", "short") if language == "en" else ("with", "alone")
    # A blank for every break, so that a name that wraps is read as one and places stay.
    flat = re.sub(r"\s", " ", text)
    bearers = []
    for match in pattern.finditer(flat):
        group = groups[0] if match[groups[0]] else groups[1]
        bearers.append((" ".join(match[group].split()), match.span(group)))
    return bearers


@cache
def _pattern(bearers: frozenset[str], duties: frozenset[str]) -> re.Pattern[str]:
    ends, tasks = (
        "|".join(map(re.escape, sorted(side, key=lambda word: (-len(word), word)))) or "(?!)"
        for side in (bearers, duties)
    )
    return re.compile(
        rf"由(?P<with>[\u4e00-\u9fff*]{{0,16}}?(?:{ends}))(?={tasks})"
        rf"|(?:^|[，。；：、])(?:\d[．.、])?(?P<alone>[\u4e00-\u9fff*]{{1,12}}(?:{ends}))(?=要|负责(?!同志|人)|牵头)"
    )
