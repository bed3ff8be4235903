"""What a reader has seen on this machine, so that it need not be explained again. Takes the folder of the user's data."""

from contextlib import suppress
from pathlib import Path

_HELP = "help-seen"


def has_seen_help(folder: str) -> bool:
    """Whether the help was opened once."""
    return bool(folder) and (Path(folder) / _HELP).is_file()


def remember_help(folder: str) -> None:
    """From now on the help was opened; a folder that cannot be written explains again next time."""
    if folder:
        with suppress(OSError):
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / _HELP).touch()
