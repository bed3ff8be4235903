"""What was left out. Takes a change, gives signals: a member of an enumeration of rules, an assurance that nothing happened."""

import re
from collections.abc import Iterator

from compare.model import Change, Edition, Signal
from compare.source import Span

_LIST = re.compile(r"[^，。；：、！？（）]{2,14}(?:、[^，。；：、！？（）]{2,14}){2,}")
_RULES = re.compile(r"规定|纪律|严禁|不得|遵守|八项|廉洁|自律|作风|公务|严格(?:执行|落实|遵守|控制)")
"""What a sentence has whose enumerations bind somebody."""
_ASSURED = re.compile(
    r"(?:没有|未|从未|无)(?:再)?(?:发生|出现|发现|收受|接受|利用|违反|插手|一(?:户|人|例|起|件))[^，。；]{2,24}|\b(?:no|not\s+any)\s+[^.,;]{0,40}?\b(?:occurred|was\s+found|were\s+found|were\s+reported)\b"
)
_DENIAL = re.compile(r"^(?:没有|从未|未|无)")
_LIKE, _LONGEST = 2, 8
"""Characters by which a member of a list is looked for elsewhere, and of the longest that is a name and no clause."""


def left_out(old: Edition, new: Edition, change: Change) -> Iterator[Signal]:
    """Members of an enumeration of rules that the new one lacks though most others stand there; and assurances that went."""
    texts = ["".join(edition.piece(n) for n in ns) for edition, ns in ((old, change.old), (new, change.new))]
    if old.language == "zh" and _RULES.search(texts[0]):
        for number in change.old:
            for span in _missing(old, number, texts[1]):
                yield Signal("scope narrowed", -1, span, None, 1.0)
    yield from _assured(old, new, change, texts[1])


def _missing(old: Edition, number: int, text: str) -> Iterator[Span]:
    """Where a sentence's enumerations have a member that is missing in a text which has all the others but one."""
    start = old.sentences[number].span[0]
    for match in _LIST.finditer(old.piece(number)):
        members = match[0].split("、")
        gone = [member.removesuffix("等") for member in members if member.removesuffix("等") not in text]
        # The first member has the words that lead to the list before it.
        if len(gone) == 1 and gone[0] in members[1:] and len(gone[0]) <= _LONGEST and gone[0][-_LIKE:] not in text:
            at = start + match.start() + match[0].index(gone[0])
            yield at, at + len(gone[0])


def assurances(old: Edition, new: Edition, change: Change) -> Iterator[Signal]:
    """Assurances of a sentence that went, of which the new edition has nothing."""
    yield from _assured(old, new, change, "")


def _assured(old: Edition, new: Edition, change: Change, text: str) -> Iterator[Signal]:
    for number in change.old:
        start = old.sentences[number].span[0]
        for match in _ASSURED.finditer(old.piece(number)):
            denied = _DENIAL.sub("", match[0])
            if denied not in text and match[0] not in new.source.text and not _still(match[0], text, new):
                yield Signal("softened", -1, (start + match.start(), start + match.end()), None, 0.9)
                return


def _still(assurance: str, text: str, new: Edition) -> bool:
    """Whether the new edition assures of the same in other words: what it is about stands behind another denial."""
    about = assurance[-4:]
    return any(about in match[0] for match in _ASSURED.finditer(text or new.source.text))
