"""Follow sentences through the years. Takes the comparisons of neighbours, gives a `Series` and what can be told of it."""

from compare.follow.lineage import Hit, Station, Trace, context, trace
from compare.follow.threads import Life, follow, life, section_lines

__all__ = ["Hit", "Life", "Station", "Trace", "context", "follow", "life", "section_lines", "trace"]
