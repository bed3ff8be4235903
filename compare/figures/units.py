"""Units and how exact a figure is. Takes a unit or a reading, gives its scale, and whether two readings may be the same amount."""

import re

from compare.figures.types import Reading

_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9} | {
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_SCALE = re.compile(r"^(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)|\b(?:thousand|million|billion|trillion)\b")
_SAME_UNITS = {
    "percent": "%",
    "per cent": "%",
    "千米": "公里",
    "名": "人",
    "百分点": "个百分点",
    "人次": "次",
    "件次": "件",
    "percentage point": "percentage points",
}


def base(unit: str) -> tuple[str, float]:
    """A unit without its scale, and the scale: 万台 is (台, 10000), "$ million" is ($, 1e6)."""
    scale = _SCALE.search(unit)
    bare = " ".join((unit[: scale.start()] + unit[scale.end() :]).split()) if scale else unit
    return _SAME_UNITS.get(bare, bare), _SCALES[scale[0]] if scale else 1.0


_OPEN = re.compile(r"\d[余多几]|[百千万亿十][余多]")
_LAST_PLACE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def is_within(old: Reading, new: Reading) -> bool:
    """Whether a figure that is open above (7万余), or rounded to another scale, may be the other: nobody knows which way it went."""
    values = [abs(reading.figure.value or 0) * base(reading.figure.unit)[1] for reading in (old, new)]
    steps = [_last_place(reading) for reading in (old, new)]
    if old.figure.unit != new.figure.unit:
        return abs(values[1] - values[0]) < max(steps) / 2
    return any(
        _OPEN.search(reading.figure.text) is not None and 0 <= value - bound < step
        for reading, bound, value, step in zip((old, new), values, reversed(values), steps, strict=True)
    )


def _last_place(reading: Reading) -> float:
    """What one more of a figure's last digit that is not zero is worth, its unit's scale reckoned in."""
    match = _LAST_PLACE.search(reading.figure.text)
    if match is None:
        return 0.0
    digits, _, part = match[0].replace(",", "").partition(".")
    place = -len(part) if part else len(digits) - len(digits.rstrip("0"))
    return float(10.0**place * base(reading.figure.unit)[1])
