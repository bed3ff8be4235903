"""The published measures in order and as figures. Takes a name and a number, gives what stands in a table."""

NAMES = (
    *("cosine", "jaccard", "min_edit", "min_edit_operations", "simple", "simple_rescaled"),
    *("modification", "modification_score", "boilerplate", "stickiness", "repetition"),
)
"""The order in which the measures are shown; their words are in the message table."""


def measure_figure(name: str, value: float) -> str:
    """A count as a whole number, all else with three places; a score that may fall below zero carries its sign."""
    if name == "min_edit_operations":
        return f"{value:,.0f}"
    return f"{value:+.3f}" if name == "modification_score" else f"{value:.3f}"
