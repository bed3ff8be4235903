"""Takes a report's text, gives the codes of what the normal forms undo in it. The text stays as it is."""

import re

from compare.structure.text_lines import HAN
from compare.text.characters import SIMPLIFIED

_WIDE = re.compile(r"[０-９]")
_SPACED_NUMBER = re.compile(r"(?<![\d.])\d(?:[ \u3000]\d){2,}|\d [年月日亿万％%]")
_SPACED_TITLE = re.compile(
    r"^[ \t\u3000]*[\u4e00-\u9fff](?:[ \u3000]{1,2}[\u4e00-\u9fff]){3,}[ \t\u3000\r]*$", re.MULTILINE
)
_SAMPLE = 1500
_TRADITIONAL_SHARE = 0.03


def character_repairs(text: str) -> tuple[str, ...]:
    """Codes, in a fixed order, for a Chinese text."""
    codes = []
    if len(_WIDE.findall(text)) > 2:
        codes.append("full width digits")
    if len(_SPACED_NUMBER.findall(text)) > 2:
        codes.append("blanks in digits")
    if _SPACED_TITLE.search(text[:4000]):
        codes.append("blanks in title")
    if _is_traditional(text):
        codes.append("traditional characters")
    return tuple(codes)


def _is_traditional(text: str) -> bool:
    sample = "".join(HAN.findall(text)[:_SAMPLE])
    changed = sum(a != b for a, b in zip(sample, sample.translate(SIMPLIFIED), strict=True))
    return changed > _TRADITIONAL_SHARE * len(sample)
