"""Faults and notices are codes with facts: every place that makes one is found in the source, and has words for it."""

import argparse
import ast
import errno
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from places import ROOT

from compare import errors
from compare.codes import NoticeCode
from compare.messages import TABLE
from compare.messages.faults import ARGPARSE

FAULTS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.CompareError)
}
FILES = sorted([*(ROOT / "compare").rglob("*.py"), *(ROOT / "tui").rglob("*.py")])
GROUPS = ("fault", "notice", "alarm")
# What makes a fault of a code that it is handed: the place that hands it over is a site like every other.
HANDS_ON = {
    "compare/errors.py": {"__init__", "restated", "of_system"},
    "compare/files.py": {"_read"},
    "compare/cli/__init__.py": {"_of_file"},
    "compare/contract/loading.py": {"_notice"},
    "compare/archive/store.py": {"_faults_of"},
}
READERS = {"read_toml", "read_json", "_faults_of"}
"""What makes a fault of the code they are handed, with why."""


class Site(NamedTuple):
    """A place in the source that makes a fault or a notice."""

    place: str
    codes: tuple[str, ...]
    facts: frozenset[str]


def codes_of(node: ast.expr) -> tuple[str, ...]:
    """The codes that an expression can give; none where it is no literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        sides = codes_of(node.body), codes_of(node.orelse)
        return (*sides[0], *sides[1]) if all(sides) else ()
    return ()


def facts_of(call: ast.Call, name: str) -> frozenset[str] | None:
    """The names of the facts that a call gives; None where they are not written there."""
    if name in READERS:
        return frozenset({"why"})
    if name in FAULTS:
        names = [one.arg for one in call.keywords]
        return None if None in names else frozenset(str(one) for one in names)
    if len(call.args) < 2:
        return frozenset()
    told = call.args[1]
    literal = isinstance(told, ast.Dict) and all(isinstance(key, ast.Constant) for key in told.keys)
    return frozenset(str(key.value) for key in told.keys) if literal else None


def sites() -> Iterator[Site]:
    """Every site; a fault where one is made of what is not written there."""
    for path in FILES:
        name = str(path.relative_to(ROOT))
        for function, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            if called not in {*FAULTS, *READERS, "Notice"} or function in HANDS_ON.get(name, ()):
                continue
            at = 0 if called == "Notice" else 1
            yield Site(f"{name}:{call.lineno}", codes_of(call.args[at]), facts_of(call, called))


def calls(tree: ast.AST, function: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Every call below a node, with the function it stands in."""
    for node in ast.iter_child_nodes(tree):
        inside = node.name if isinstance(node, ast.FunctionDef) else function
        if isinstance(node, ast.Call):
            yield inside, node
        yield from calls(node, inside)


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


# What the version before wrote and what stands in a variable is told apart by hand: the code, the names of its facts.
ADDED = ("in an option",)
"""Put around a fault from elsewhere by what hands it on."""

MADE_ELSEWHERE = ("compare/contract/first_version.py",)
SITES = [site for site in sites() if not site.place.startswith(MADE_ELSEWHERE)]


def test_the_sites_are_found():
    assert len(SITES) > 150


def wrong(site: Site) -> Iterator[str]:
    """What is wrong with the words of a site."""
    if not site.codes:
        yield f"{site.place}: a code is a literal"
    for code in site.codes:
        known = [TABLE[f"{group}.{code}"] for group in GROUPS if f"{group}.{code}" in TABLE]
        if not any(fields(words[1]) == site.facts for words in known):
            yield f"{site.place}: {code}: no words, or words that name other facts than {site.facts}"


def test_every_site_has_words_in_both_languages_with_its_facts():
    assert [fault for site in SITES for fault in wrong(site)] == []


def test_every_code_has_a_site():
    made = {code for site in SITES for code in site.codes}
    rows = {key.removeprefix("fault.") for key in TABLE if key.startswith("fault.")}

    assert rows - made - set(errno.errorcode.values()) == set(ADDED)


def test_the_codes_of_notices_are_those_that_have_words():
    assert set(get_args(NoticeCode)) == {key.removeprefix("notice.") for key in TABLE if key.startswith("notice.")}


def test_what_argparse_says_is_known_by_its_own_templates():
    said = set()
    for node in ast.walk(ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
            said |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()

    assert set(ARGPARSE) - said <= {
        "invalid %(type)s value: %(value)r",
        "invalid choice: %(value)r (choose from %(choices)s)",
    }
