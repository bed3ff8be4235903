"""Who answers for a task. Takes two sentences that answer to each other, tells whether a named bearer has gone."""

import re
from functools import cache

from compare.text.lexicon import Lexicon

_OFFICER_EN = re.compile(
    r"\b(?:[Oo]ur|[Tt]he|[Aa]n?)\s+(?P<name>(?:[A-Z][\w&-]+\s+){1,5}?(?:Officer|Counsel|Director|Committee|Board|President|Treasurer|Chair|Manager|Auditor|Controller|Council))\b"
    r"|\b[Oo]ur\s+(?P<short>Board)\b"
)


def bearer_gone(old: str, new: str, lexicon: Lexicon, language: str) -> bool:
    """Whether the old sentence names who answers and the new one names fewer, without the one named first."""
    before, after = (_bearers(text, lexicon, language) for text in (old, new))
    return bool(before) and len(after) < len(before) and before[0] not in new


def _bearers(text: str, lexicon: Lexicon, language: str) -> list[str]:
    if language == "en":
        return [match["name"] or match["short"] for match in _OFFICER_EN.finditer(" ".join(text.split()))]
    found = _pattern(lexicon.bearers, lexicon.duties).finditer(text)
    return [match["with"] or match["alone"] for match in found]


@cache
def _pattern(bearers: frozenset[str], duties: frozenset[str]) -> re.Pattern[str]:
    ends, tasks = ("|".join(sorted(side, key=lambda word: (-len(word), word))) for side in (bearers, duties))
    return re.compile(
        rf"由(?P<with>[\u4e00-\u9fff*]{{0,16}}?(?:{ends}))(?={tasks})"
        rf"|(?:^|[，。；：、])(?:\d[．.、])?(?P<alone>[\u4e00-\u9fff*]{{1,12}}(?:{ends}))(?=要|负责(?!同志|人)|牵头)"
    )
