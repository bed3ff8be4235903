"""The review screen's doors: `run` in a terminal, `serve` in a browser. Takes a request, gives an exit status."""

import os
import sys
from pathlib import Path

from compare.cache import default_folder
from compare.errors import CompareError, restated
from tui.engine.client import Process
from tui.engine.protocol import Job
from tui.request import ScreenRequest
from tui.saving import Saver
from tui.terminal import on_terminal

__all__ = ["ScreenRequest", "run", "serve"]

_PATIENCE = 10.0
"""Seconds that a disk may take to save the last marks when the screen ends."""


def run(request: ScreenRequest) -> int:
    """Review the editions at these paths, oldest first. Raises `CompareError` for a report that cannot be read."""
    engine, saver = Process(job_of(request)), Saver()
    try:
        if any(path != "-" and not Path(path).is_file() for path in request.paths):
            _refuse(engine, wait=20.0)
        from tui.app import ReviewApp  # loads Textual, while the engine loads what it needs
        from tui.exporting import notes_markdown
        from tui.wishes import asked_of

        _refuse(engine, wait=0.0)
        app = ReviewApp(asked_of(request), engine, saver)
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


def serve(request: ScreenRequest) -> int:
    """Show the screen in a browser of this machine, until Ctrl+C. Raises `MissingExtra` without the web extra."""
    from tui.web import serve as in_browser  # loads a web server, an extra

    return in_browser(request)


def job_of(request: ScreenRequest) -> Job:
    """What the engine is to open."""
    paths = request.paths
    return Job(
        paths=paths,
        encoding=request.encoding or None,
        language=request.language or None,
        tracked=request.tracked,
        periods=(request.old_period, *("",) * (len(paths) - 2), request.new_period),
        anchors=request.anchors,
        settings=request.settings,
        stdin=sys.stdin.buffer.read() if "-" in paths else b"",
        cache="" if request.no_cache else default_folder(),
        tongue=request.lang,
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
