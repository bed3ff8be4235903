"""Where modules may come from: never the folder that a command is run in, for the reports in it are strangers'.

Takes `sys.path` as Python made it, gives it without that folder, and the command line of a further process that keeps
to it. Imports nothing that Python has not loaded by then: an import could already run what lies in the folder.
"""

import os
import sys

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is not loaded yet


def leave_folder() -> None:
    """Undo what `python -m` does: it puts the current folder first among the places of modules.

    Where our own code is in that folder (a checkout that is not installed), it goes last. `python -P` puts it nowhere.
    """
    if sys.argv[:1] == ["-m"] and not sys.flags.safe_path:  # what Python calls the program until it is found
        folder = sys.path.pop(0)
        sys.path += [folder] if folder == _ROOT else []


def trusted() -> list[str]:
    """The places of modules of this process, but for those that depend on the current folder."""
    return [place for place in sys.path if os.path.isabs(place)]  # noqa: PTH117 - pathlib is not loaded yet


def command(module: str, function: str, *words: str) -> list[str]:
    """The words that run a function of ours in a new process, with this process's modules and `words` as its arguments.

    `-P` keeps the current folder out before our first line runs; the environment's own choices (a virtual environment,
    an editable installation) hold as ever. The new process is told the places again, for a program may have added some.
    """
    program = f"import sys; sys.path[:] = {trusted()!r}; from {module} import {function}; {function}()"
    return [sys.executable, "-P", "-c", program, *words]


leave_folder()
