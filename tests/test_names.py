"""One word for one thing: no name stands for two things, and none says only that something was told, found or said."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

BANNED = frozenset({"told", "found", "said", "given", "left", "right", "one", "other"})
"""Words of grammar: they say of a thing that somebody told it, not what it is."""

LINES = 3
"""How long a variable of such a name may live: so short a life needs no other."""

FILES = {top: sorted((ROOT / top).rglob("*.py")) for top in ("compare", "tui")}

MODULES: dict[str, str] = {
    "archive": "archive, cli, messages, render",
    "exact": "align, reuse",
    "files": "files, reading",
    "lineage": "follow, render",
    "measures": "reuse, view",
    "outline": "cli, render",
    "report": "cli, messages",
    "screen": "cli, messages",
    "sections": "align, structure",
}
"""Module names that occur several times, with their rooms: they only ever grow fewer."""


def trees(top: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES[top]:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def definitions(tree: ast.Module) -> Iterator[str]:
    """The classes and type aliases of a module; a type variable is none."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and is_alias(target.id, node.value):
                yield target.id


def is_alias(name: str, value: ast.expr | None) -> bool:
    """Whether an assignment gives a type a name: one in capitals and small letters, for an annotation."""
    is_type_name = name.lstrip("_")[:1].isupper() and any(letter.islower() for letter in name)
    return is_type_name and isinstance(value, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute)


@pytest.mark.parametrize("top", FILES)
def test_a_class_or_alias_is_defined_once(top):
    places = Counter(name for _, tree in trees(top) for name in set(definitions(tree)))

    assert {name for name, count in places.items() if count > 1} == set()


def test_a_module_has_a_name_of_its_own():
    names = Counter(path.stem for path in FILES["compare"] if path.stem not in ("__init__", "types"))

    assert {name for name, count in names.items() if count > 1} - MODULES.keys() == set()


def test_no_function_or_class_is_called_by_such_a_word_alone():
    named = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for top in FILES
        for path, tree in trees(top)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.name.strip("_").lower() in BANNED
    }

    assert named == set()


def long_lives(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The variables of such names that live too long: name and first line, scope by scope."""
    scopes = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    scopes += (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    for scope in ast.walk(tree):
        if isinstance(scope, scopes):
            bound = {name for name, _, is_bound in uses(scope, scopes) if is_bound}
            for name in bound & BANNED:
                lines = [line for known, line, _ in uses(scope, scopes, inner=name) if known == name]
                if max(lines) - min(lines) >= LINES:
                    yield name, min(lines)


def uses(scope: ast.AST, scopes: tuple[type, ...], inner: str = "") -> Iterator[tuple[str, int, bool]]:
    """The names that a scope uses: name, line, whether it is bound there; `inner` is followed into scopes within."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno, isinstance(node.ctx, ast.Store)
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno, True
        is_own = isinstance(node, scopes) and any(known == inner and bound for known, _, bound in uses(node, scopes))
        if not isinstance(node, scopes) or (inner and not is_own):
            yield from uses(node, scopes, inner)


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "/".join(parts[:2])


def test_what_was_told_or_found_is_soon_called_by_its_name():
    lives = Counter(room_of(path) for top in FILES for path, tree in trees(top) for _ in long_lives(tree))

    assert lives == Counter()


if __name__ == "__main__":  # where such names stand
    for top_folder in FILES:
        for file, module in trees(top_folder):
            for word, line in sorted(long_lives(module), key=lambda life: life[1]):
                print(f"{file.relative_to(ROOT)}:{line}: {word}")  # noqa: T201
