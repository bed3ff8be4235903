"""What the command line and the reader's own files ask of the screen."""

from pathlib import Path

from platformdirs import user_config_dir, user_data_dir

from compare.errors import BadOption
from compare.messages import Voice
from tui.keymap import own_keys
from tui.request import ScreenRequest
from tui.seen import has_seen_help
from tui.state import Asked
from tui.themes import NAMES


def asked_of(request: ScreenRequest) -> Asked:
    """The wishes of one start. Raises `BadOption` for bad keys or themes."""
    if request.theme and request.theme not in NAMES:
        raise BadOption("--theme", "no such theme", theme=request.theme, known=tuple(NAMES))
    folder = user_data_dir("yoy")
    return Asked(
        paths=request.paths,
        voice=Voice(request.lang),
        ambiguous=request.ambiguous or "narrow",
        review=request.review,
        folder=folder,
        theme=request.theme,
        keys=own_keys(str(Path(user_config_dir("yoy")) / "keys.toml")),
        legend=not has_seen_help(folder),
        settings=request.settings,
    )
