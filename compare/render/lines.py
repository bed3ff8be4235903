"""A comparison as JSON lines, one change a line. Takes a `Comparison`, gives text; every line stands alone.

A line is the change of the JSON contract (`compare.contract`), with the words and the sections of both sides beside the
spans, so that a pipeline needs nothing else. Never localised.
"""

import json

from msgspec import to_builtins

from compare.contract.dumping import change_json
from compare.model import Change, Comparison
from compare.text.cells import inert
from compare.view.options import Options
from compare.view.selection import select
from compare.view.wording import homes


def render(comparison: Comparison, *, options: Options) -> str:
    """The chosen changes, in reading order of the new edition."""
    names = homes(comparison.old), homes(comparison.new)
    lines = []
    for change in select(comparison, options).changes:
        words = _words(comparison, change) if options.text else {}
        whose = {"old_edition": comparison.old.id, "new_edition": comparison.new.id}
        sections = {"old_section": _first(names[0], change.old), "new_section": _first(names[1], change.new)}
        line = {**to_builtins(change_json(change, comparison)), **whose, **sections, **words}
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    return inert("".join(f"{line}\n" for line in lines))


def _first(names: list[str], numbers: tuple[int, ...]) -> str | None:
    return names[numbers[0]] if numbers else None


def _words(comparison: Comparison, change: Change) -> dict[str, list[str]]:
    old, new = comparison.old, comparison.new
    return {"old_text": [old.piece(n) for n in change.old], "new_text": [new.piece(n) for n in change.new]}
