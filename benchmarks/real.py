"""Where the real reports and the gold stand: beside the project, and in no clone of it."""

from collections.abc import Iterable
from pathlib import Path


def lacking(paths: Iterable[Path], what: str) -> bool:
    """Whether some of the paths are not there; then one line says what cannot be shown without them."""
    gone = next((path for path in paths if not path.exists()), None)
    if gone is not None:
        print(f"{what}: not shown, it needs {'/'.join(gone.parts[-3:])} beside the project")
    return gone is not None
