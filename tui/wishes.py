"""What the command line and the reader's own files ask of the screen."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_dir, user_data_dir

from compare.errors import BadOption
from compare.messages import Voice
from compare.settings import Settings
from tui.keymap import own_keys
from tui.seen import has_seen_help
from tui.state import Asked
from tui.themes import NAMES


def asked_of(paths: Sequence[str], options: Namespace) -> Asked:
    """The wishes of one start. Raises `BadOption` for bad keys or themes."""
    theme = getattr(options, "theme", None) or ""
    if theme and theme not in NAMES:
        raise BadOption("--theme", "no such theme", theme=theme, known=tuple(NAMES))
    folder = user_data_dir("yoy")
    return Asked(
        paths=tuple(paths),
        voice=Voice(getattr(options, "lang", None) or "en"),
        ambiguous=getattr(options, "ambiguous", None) or "narrow",
        review=getattr(options, "review", None) or "",
        folder=folder,
        theme=theme,
        keys=own_keys(str(Path(user_config_dir("yoy")) / "keys.toml")),
        legend=not has_seen_help(folder),
        settings=getattr(options, "settings", None) or Settings(),
    )
