"""The review screen's doors: `run` in a terminal, `serve` in a browser. Takes paths and options, gives an exit status."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_dir

from compare.errors import CompareError, restated
from compare.settings import Settings
from tui.engine.client import Process
from tui.engine.protocol import Job
from tui.saving import Saver
from tui.terminal import on_terminal

_PATIENCE = 10.0
"""Seconds that a disk may take to save the last marks when the screen ends."""


def run(paths: Sequence[str], options: Namespace) -> int:
    """Review the editions at these paths, oldest first. Raises `CompareError` for a report that cannot be read."""
    engine, saver = Process(job_of(paths, options)), Saver()
    try:
        if any(path != "-" and not Path(path).is_file() for path in paths):
            _refuse(engine, wait=20.0)
        from tui.app import ReviewApp  # loads Textual, while the engine loads what it needs
        from tui.exporting import notes_markdown
        from tui.wishes import asked_of

        _refuse(engine, wait=0.0)
        app = ReviewApp(asked_of(paths, options), engine, saver)
        with on_terminal(lambda: _vanish(engine, saver)) as output:
            fault = app.run()
        if fault is not None:
            raise restated(CompareError, fault.name, fault.notice)
        notes = notes_markdown(app.desk)
        if notes and not os.isatty(output):
            os.write(output, notes.encode("utf-8", "replace"))
    finally:
        saver.finish(_PATIENCE)
        engine.close()
    return 0


def serve(paths: Sequence[str], options: Namespace) -> int:
    """Show the screen in a browser of this machine, until Ctrl+C. Raises `MissingExtra` without the web extra."""
    from tui.web import serve as in_browser  # loads a web server, an extra

    return in_browser(paths, options)


def job_of(paths: Sequence[str], options: Namespace) -> Job:
    """What the engine is to open."""
    periods = (getattr(options, "old_period", None), *(None,) * (len(paths) - 2), getattr(options, "new_period", None))
    return Job(
        paths=tuple(paths),
        encoding=getattr(options, "encoding", None),
        tracked=getattr(options, "tracked", "accepted"),
        periods=periods,
        anchors=getattr(options, "anchors", None) or "",
        settings=getattr(options, "settings", None) or Settings(),
        stdin=sys.stdin.buffer.read() if "-" in paths else b"",
        cache=os.environ.get("YOY_CACHE", "") or user_cache_dir("yoy"),
    )


def _vanish(engine: Process, saver: Saver) -> None:
    """End at once: nothing can be drawn any more; marks and notes that wait are saved first."""
    saver.finish(_PATIENCE)
    engine.close()
    os._exit(129)


def _refuse(engine: Process, wait: float) -> None:
    """A report that cannot be read ends here, before the terminal is touched."""
    fault = engine.refused(wait)
    if fault is not None:
        raise restated(CompareError, fault.name, fault.notice)
