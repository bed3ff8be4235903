"""Words that carry much meaning in little space. Takes a language and perhaps a file, gives a `Lexicon`.

`lexicon.toml` beside this module is the one that ships; a file of the same form replaces it.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from compare.errors import BadOption

SHIPPED = Path(__file__).parent / "lexicon.toml"


@dataclass(frozen=True, slots=True)
class Scale:
    """Words by strength, strongest first; a step down is signal `down`, a step up is signal `up`.

    `leads` says that the words must stand at an edit's beginning or alone, being too common elsewhere.
    """

    name: str
    down: str
    up: str
    steps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: scales of strength, negations, better or worse, duties, function words."""

    scales: tuple[Scale, ...]
    negations: frozenset[str]
    deadlines: frozenset[str]
    promises: frozenset[str]
    duties: frozenset[str]
    bearers: tuple[str, ...]
    targets: frozenset[str]
    functions: frozenset[str]
    rises: frozenset[str]
    falls: frozenset[str]
    signals: frozenset[str]


@cache
def lexicon(language: str, path: str = "") -> Lexicon:
    """The lexicon of a language, shipped or from a file. Raises `BadOption` where the file is not one."""
    file = Path(path) if path else SHIPPED
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BadOption(path, f"is no lexicon: {fault}") from fault
    own = table.get(language)
    if not isinstance(own, dict):
        raise BadOption(str(file), f"has no table [{language}]")
    return _lexicon(own, str(file))


def _lexicon(table: dict[str, Any], name: str) -> Lexicon:
    try:
        scales = tuple(
            Scale(row["name"], row["down"], row["up"], tuple(tuple(step) for step in row["steps"]))
            for row in table.get("scale", ())
        )
        lists = {key: frozenset(table.get(key, ())) for key in _LISTS}
        bearers = tuple(table.get("bearers", ()))
    except (KeyError, TypeError) as fault:
        raise BadOption(name, f"a scale needs name, down, up and steps: {fault}") from fault
    graded = {word for scale in scales for step in scale.steps for word in step}
    signals = frozenset(graded) | lists["negations"] | lists["duties"] | lists["rises"] | lists["falls"]
    lists["functions"] -= signals
    return Lexicon(scales=scales, bearers=bearers, signals=signals, **lists)


_LISTS = ("negations", "deadlines", "promises", "duties", "targets", "functions", "rises", "falls")
