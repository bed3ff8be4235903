"""The signs in one line, for who has not opened the help yet. Takes a desk, gives runs for a width."""

from tui.cells import fit
from tui.facets import SIGNS, Facet
from tui.state import Desk
from tui.styled import Run

_EXPLAINED: tuple[Facet, ...] = ("added", "removed", "edited", "updated", "moved")


def legend_runs(desk: Desk, width: int) -> list[Run]:
    """Each sign with its meaning, and where all of them are explained; a click opens the help."""
    say = desk.say
    signs = [(SIGNS[facet], say(f"facet.{facet}"), f"sign-{facet}") for facet in _EXPLAINED]
    signs += [("!", say("sign.signal"), "key"), ("?", say("view.all_signs"), "key")]
    runs = []
    for sign, meaning, style in signs:
        runs += [Run(f" {sign}", (style,), key="help"), Run(f" {meaning} ", ("dim",), key="help")]
    text = "".join(run.text for run in runs)
    if len(fit(text, width).rstrip()) < len(text.rstrip()):
        return [Run(fit(text, width, ambiguous=desk.asked.ambiguous), ("dim",), key="help")]
    return runs
