"""Han and Roman numerals: what each is worth, in one table. Takes a numeral, gives a whole number."""

from collections.abc import Mapping

DIGITS: Mapping[str, int] = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
}
"""What a Han digit is worth."""

SCALES: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000}
"""What a Han digit is multiplied by."""

NUMERAL = "一二三四五六七八九十百千零〇"
"""The characters of a Han numeral up to 9999, for patterns."""

_ROMAN: Mapping[str, int] = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def han_value(numeral: str) -> int:
    """A Han numeral as a number (十二 -> 12, 一千零三十四 -> 1034, 二〇 -> 20); 0 where it is none."""
    if len(numeral) > 1 and all(character in DIGITS for character in numeral):
        return int("".join(str(DIGITS[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in SCALES:
            total += (digit or 1) * SCALES[character]
            digit = 0
        elif character in DIGITS:
            digit = DIGITS[character]
        else:
            return 0
    return total + digit


def roman_value(numeral: str) -> int:
    """A Roman numeral in either case as a number (IV -> 4); 0 where it is none."""
    values = [_ROMAN.get(letter, 0) for letter in numeral.lower()]
    if not numeral or not all(values):
        return 0
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
