"""Characters that are not seen, or that turn the reading direction: text can be other than what it looks like by them.

Takes two texts, gives what either has more of than the other. Unicode Technical Report 36 calls the trick spoofing.
"""

import re
from collections import Counter

_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Bidi controls, joiners, fillers, tags; not the selectors of variants, which choose between forms of one character."""


def more_unseen(text: str, than: str) -> tuple[str, ...]:
    """The unseen characters of which a text has more than another, as "U+202E ×2", by their numbers."""
    surplus = _counted(text) - _counted(than)
    return tuple(f"U+{ord(character):04X} ×{count}" for character, count in sorted(surplus.items()))


def _counted(text: str) -> Counter[str]:
    return Counter() if text.isascii() else Counter(_UNSEEN.findall(text))
