"""A comparison as JSON. Takes a `Comparison`, gives the text of `compare.contract`, with the chosen changes only."""

from dataclasses import replace

from compare.codes import Notice
from compare.contract import dump
from compare.model import Comparison
from compare.view.choice import Choice
from compare.view.options import Options
from compare.view.selection import Selection, select


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
