"""Starts the screen in this terminal. Takes paths, options and an engine, gives a fault or the notes that were written."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_dir, user_data_dir

from compare.errors import BadOption
from compare.messages import Voice
from compare.settings import Settings
from tui.app import ReviewApp
from tui.engine.client import Engine
from tui.engine.protocol import Failed
from tui.exporting import notes_markdown
from tui.keymap import own_keys
from tui.seen import has_seen_help
from tui.state import Asked
from tui.themes import NAMES


def review(paths: Sequence[str], options: Namespace, engine: Engine) -> tuple[Failed | None, str]:
    """Run the screen until the reader leaves it."""
    app = ReviewApp(asked_of(paths, options), engine)
    fault = app.run()
    return fault, notes_markdown(app.desk)


def asked_of(paths: Sequence[str], options: Namespace) -> Asked:
    """What the command line and the reader's own files ask of the screen. Raises `BadOption` for bad keys or themes."""
    theme = getattr(options, "theme", None) or ""
    if theme and theme not in NAMES:
        raise BadOption("--theme", "no such theme", theme=theme, known=tuple(NAMES))
    return Asked(
        paths=tuple(paths),
        voice=Voice(getattr(options, "lang", None) or "en"),
        ambiguous=getattr(options, "ambiguous", None) or "narrow",
        review=getattr(options, "review", None) or "",
        folder=user_data_dir("yoy"),
        legend=not has_seen_help(user_data_dir("yoy")),
        theme=theme,
        keys=own_keys(str(Path(user_config_dir("yoy")) / "keys.toml")),
        settings=getattr(options, "settings", None) or Settings(),
    )
