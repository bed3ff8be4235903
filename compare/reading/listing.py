"""Takes a folder or a pattern, gives the reports in it; what a series is made of."""

from collections.abc import Container
from glob import glob, has_magic
from pathlib import Path

from compare.errors import Unreadable
from compare.reading.formats import ALIASES, ending_of

# Files that stand beside reports and are none: a person's marks and decisions, notes about the folder, settings.
_SIDE = (".review.json", ".anchors.toml")
_NOTES = ("readme", "license", "licence", "changelog", "sources", "contributing")


def list_reports(path: str, known: Container[str]) -> tuple[str, ...]:
    """The paths of the reports in a folder, or of those that a pattern names, sorted; the path of one file as it is.

    Hidden files, files beside reports and unknown endings are left out. Raises `Unreadable` where nothing is left.
    """
    if Path(path).is_dir():
        entries = sorted(str(entry) for entry in Path(path).iterdir())
    elif has_magic(path) and not Path(path).exists():
        entries = sorted(glob(path))  # noqa: PTH207 - a pattern of the caller's, absolute or not
    else:
        return (path,)
    kept = tuple(entry for entry in entries if is_report(entry, known))
    if not kept:
        raise Unreadable(path, "folder without reports")
    return kept


def is_report(path: str, known: Container[str]) -> bool:
    """Whether a path looks like a report's: a known ending, not hidden, not a file beside one."""
    name = Path(path).name
    ending = ending_of(path)
    aside = name.startswith((".", "~$")) or name.lower().endswith(_SIDE) or name.lower().startswith(_NOTES)
    return not aside and ALIASES.get(ending, ending) in known and Path(path).is_file()
