"""Words that carry much meaning in little space. Takes a language and perhaps a file, gives a `Lexicon`.

`lexicon.toml` beside this module is the one that ships; a file of the same form replaces it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from compare.codes import SignalName
from compare.errors import BadOption
from compare.files import read_toml

SIGNALS: frozenset[SignalName] = frozenset(get_args(SignalName))

SHIPPED = Path(__file__).parent / "lexicon.toml"


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Words by strength, strongest first; a step down is signal `down`, a step up is signal `up`.

    `strong` and `weak` words speak even where they come or go alone. `least` is how alike two sentences must be. Where
    `about` holds words, only sentences that have one of them are read by the scale.
    """

    name: str
    down: SignalName
    up: SignalName
    steps: tuple[tuple[str, ...], ...]
    strong: frozenset[str]
    weak: frozenset[str]
    least: float
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language; `signals` are those that weigh double when they change, `weights` rank the signals."""

    scales: tuple[Scale, ...]
    negations: frozenset[str]
    bounds: frozenset[str]
    duties: frozenset[str]
    bearers: frozenset[str]
    targets: frozenset[str]
    ceilings: frozenset[str]
    rises: frozenset[str]
    falls: frozenset[str]
    functions: frozenset[str]
    asides: frozenset[str]
    signals: frozenset[str]
    weights: Mapping[str, float]


@cache
def lexicon(language: str, path: str = "") -> Lexicon:
    """The lexicon of a language, shipped or from a file. Raises `BadOption` where the file is not one."""
    file = Path(path) if path else SHIPPED
    table = read_toml(str(file), "no lexicon")
    own = table.get(language)
    if not isinstance(own, dict):
        raise BadOption(str(file), "lexicon language", language=language)
    return _lexicon(own, _weights(table.get("weights", {}), str(file)), str(file))


def _weights(table: Any, name: str) -> Mapping[str, float]:  # noqa: ANN401 - as it stands in the file
    """How much each signal weighs; a file that does not say takes what ships."""
    shipped = {} if name == str(SHIPPED) else read_toml(str(SHIPPED), "no lexicon")["weights"]
    if not isinstance(table, dict):
        raise BadOption(name, "lexicon weights")
    weights = shipped | table
    if unknown := sorted(set(weights) - SIGNALS):
        raise BadOption(name, "no such signal", signal=unknown[0], known=tuple(sorted(SIGNALS)))
    if not all(map(_is_share, weights.values())):
        raise BadOption(name, "lexicon weight")
    return weights


def _lexicon(table: dict[str, Any], weights: Mapping[str, float], name: str) -> Lexicon:
    try:
        scales = tuple(_scale(row) for row in table.get("scale", ()))
        lists = {key: frozenset(_words(table.get(key, []))) for key in _LISTS}
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadOption(name, "lexicon form", why=str(fault)) from fault
    if unknown := sorted(set(table) - {"scale", *_LISTS}):
        raise BadOption(name, "no such list", name=unknown[0], known=_LISTS)
    graded = {word for scale in scales for step in scale.steps for word in step}
    signals = frozenset(graded) | lists["negations"] | lists["duties"] | lists["rises"] | lists["falls"]
    lists["functions"] -= signals
    return Lexicon(scales=scales, signals=signals, weights=weights, **lists)


def _scale(row: dict[str, Any]) -> Scale:
    if unknown := sorted({row["down"], row["up"]} - SIGNALS):
        raise ValueError(f"no signal is called {unknown[0]}")
    steps = tuple(tuple(_words(step)) for step in row["steps"])
    strong, weak, about = (tuple(_words(row.get(side, []))) for side in ("strong", "weak", "about"))
    least = row.get("least", 0.4)
    if not _is_share(least) or not isinstance(row["name"], str):
        raise ValueError("name is a word, least a number from 0 to 1")
    return Scale(row["name"], row["down"], row["up"], steps, frozenset(strong), frozenset(weak), least, about)


def _words(words: Any) -> list[str]:  # noqa: ANN401 - as it stands in the file
    if not isinstance(words, list):
        raise TypeError(f"{words} is no list")
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError("a word is empty or none")
    return [word.lower() for word in words]


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


_LISTS = ("negations", "bounds", "duties", "bearers", "targets", "ceilings", "rises", "falls", "functions", "asides")
