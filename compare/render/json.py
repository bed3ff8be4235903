"""A comparison as JSON. Takes a `Comparison`, gives the text of `compare.contract`, with the chosen changes only.

Or as JSON lines, each of which stands alone. Never localised.
"""

import json
from dataclasses import replace

from msgspec import to_builtins

from compare.codes import Notice
from compare.contract import dump
from compare.contract.dumping import change_json
from compare.model import Change, Comparison
from compare.text.cells import inert
from compare.view.choice import Choice
from compare.view.options import Options
from compare.view.selection import Selection, select
from compare.view.wording import homes


def render(comparison: Comparison, *, options: Options) -> str:
    """The JSON of a comparison; a selection is said in its notices."""
    return dump(_chosen(select(comparison, options)), text=options.text)


def _chosen(selection: Selection) -> Comparison:
    comparison = selection.comparison
    if selection.options.choice == Choice():
        return comparison
    kept = {row.change.id for row in selection.rows}
    changes = tuple(change for change in comparison.changes if change.id in kept)
    return replace(comparison, changes=changes, notices=(*comparison.notices, Notice("a selection of the changes")))


def render_lines(comparison: Comparison, *, options: Options) -> str:
    """The chosen changes as JSON lines, one change a line, in reading order of the new edition.

    A line is the change of the JSON contract with the words and the sections of both sides beside the spans, so that a
    pipeline needs nothing else.
    """
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
