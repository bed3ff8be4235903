"""Tells what is really new in a report that is written anew every year.

    import compare
    old, new = compare.read("2021.txt"), compare.read("2022.txt")
    found = compare.compare(old, new)
    print(compare.dump(found))

`read` gives an `Edition`, `compare` a `Comparison`, `series` a `Series`; `dump` and `load` are lossless JSON. The nouns
and their fields are in `compare.model`, every threshold in `Settings`, every fault a `CompareError`.
"""

from compare import safe_path  # noqa: F401 - first, before anything that the current folder could hold

# isort: split
from importlib import import_module
from typing import TYPE_CHECKING

from compare.errors import (
    BadOption,
    CompareError,
    MissingExtra,
    NoSentences,
    NotComparable,
    Unreadable,
)

if TYPE_CHECKING:  # all that help can do without is loaded at its first use; types see it here
    from compare.codes import EVERYTHING
    from compare.contract import dump, load
    from compare.editions import read
    from compare.model import (
        Alignment,
        Anchors,
        Change,
        Comparison,
        Edit,
        Edition,
        Evidence,
        Figure,
        FigureChange,
        FollowUp,
        Link,
        Origin,
        Passage,
        Phrase,
        Section,
        SectionLine,
        SectionLink,
        Sentence,
        Series,
        Share,
        Signal,
        Stop,
        Survival,
        Term,
        Thread,
    )
    from compare.pipeline import Context, compare, explain, series, with_findings
    from compare.settings import Settings
    from compare.source import Block, Source

__all__ = [
    "EVERYTHING",
    "Alignment",
    "Anchors",
    "BadOption",
    "Block",
    "Change",
    "CompareError",
    "Comparison",
    "Context",
    "Edit",
    "Edition",
    "Evidence",
    "Figure",
    "FigureChange",
    "FollowUp",
    "Link",
    "MissingExtra",
    "NoSentences",
    "NotComparable",
    "Origin",
    "Passage",
    "Phrase",
    "Section",
    "SectionLine",
    "SectionLink",
    "Sentence",
    "Series",
    "Settings",
    "Share",
    "Signal",
    "Source",
    "Stop",
    "Survival",
    "Term",
    "Thread",
    "Unreadable",
    "compare",
    "dump",
    "explain",
    "load",
    "read",
    "series",
    "with_findings",
]

_NOUNS = (
    "Alignment",
    "Anchors",
    "Change",
    "Comparison",
    "Edit",
    "Edition",
    "Evidence",
    "Figure",
    "FigureChange",
    "FollowUp",
    "Link",
    "Origin",
    "Passage",
    "Phrase",
    "Section",
    "SectionLine",
    "SectionLink",
    "Sentence",
    "Series",
    "Share",
    "Signal",
    "Stop",
    "Survival",
    "Term",
    "Thread",
)

_LATE = {
    **dict.fromkeys(_NOUNS, "compare.model"),
    **dict.fromkeys(("Block", "Source"), "compare.source"),
    "Settings": "compare.settings",
    "read": "compare.editions",
    "EVERYTHING": "compare.codes",
    **dict.fromkeys(("Context", "compare", "explain", "series", "with_findings"), "compare.pipeline"),
    **dict.fromkeys(("dump", "load"), "compare.contract"),
}


def __getattr__(name: str) -> object:
    """Nouns and verbs, loaded at their first use."""
    if name not in _LATE:
        raise AttributeError(f"module 'compare' has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)


def __dir__() -> list[str]:
    """The whole front door, the verbs included."""
    return sorted({*globals(), *__all__})
