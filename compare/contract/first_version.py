"""What version 1 of the JSON wrote otherwise: a notice was one line, its code with its facts behind it."""

import re
from collections.abc import Callable
from typing import Any

from compare.codes import Fact, Notice

_READERS: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], dict[str, Fact]]], ...] = (
    (re.compile(r"background chance ([\d.]+)%"), "background chance", lambda m: {"share": round(float(m[1]) / 100, 3)}),
    (re.compile(r"background history (\d+)"), "background history", lambda m: {"count": int(m[1])}),
    (re.compile(r"left out later (.+)"), "left out later", lambda m: {"edition": m[1]}),
    (re.compile(r"left out of another language (.+)"), "left out of another language", lambda m: {"edition": m[1]}),
    (re.compile(r"left out of the same period (.+)"), "left out of the same period", lambda m: {"edition": m[1]}),
    (re.compile(r"left out (.+?): (.+)", re.DOTALL), "left out", lambda m: {"name": m[1], "fault": m[2]}),
    (re.compile(r"of one period (.+)"), "of one period", lambda m: {"period": m[1]}),
    (re.compile(r"foreign place (.+)"), "foreign place", lambda m: {"name": m[1]}),
    (
        re.compile(r"(?!background (?:of|none))background (.+) (\S+)"),
        "background",
        lambda m: {"genre": m[1], "years": m[2]},
    ),
)


def upgraded(value: Any) -> Any:  # noqa: ANN401 - as it stands in the file
    """A result of version 1 as one of version 2."""
    if isinstance(value, dict):
        return {key: _part(key, value) for key, value in value.items()}
    return [upgraded(item) for item in value] if isinstance(value, list) else value


_STATUSES = {"done": "answered", "under way": "answered", "silent": "not mentioned"}
"""What was said of a promise before figures decided, and what of it still holds."""


def _part(key: str, value: Any) -> Any:  # noqa: ANN401 - as it stands in the file
    if key == "version":
        return 2
    if key == "notices" and isinstance(value, list):
        return [_notice(one) if isinstance(one, str) else one for one in value]
    if key == "status" and isinstance(value, str):
        return _STATUSES.get(value, value)
    if key == "alarm" and isinstance(value, str):
        return _notice(value)
    return upgraded(value)


def _notice(line: str) -> dict[str, object]:
    notice = notice_of_1(line)
    return {"code": notice.code, "facts": notice.facts}


def notice_of_1(line: str) -> Notice:
    """The notice that a line of version 1 stands for."""
    for pattern, code, facts in _READERS:
        if match := pattern.fullmatch(line):
            return Notice(code, facts(match))
    return Notice(line)
