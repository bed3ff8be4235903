"""The screen in a browser: which command to serve, where, to whom. Takes paths and options, gives an exit status.

One process of the screen for each visitor; this machine only, and only who knows the token of this run.
"""

import secrets
import shlex
import socket
import sys
from argparse import Namespace
from collections.abc import Sequence

from compare.errors import BadOption, MissingExtra, of_system
from compare.messages import Voice
from compare.safe_path import command

PASSED = ("encoding", "tracked", "old_period", "new_period", "anchors", "lang", "review", "ambiguous", "theme")
"""Options of `yoy serve` that the screen itself takes, too."""


def serve(paths: Sequence[str], options: Namespace) -> int:
    """Serve until interrupted. Raises `MissingExtra` or `BadOption`."""
    if "-" in paths:
        raise BadOption("-", "standard input in a browser")
    try:
        from tui.webserver import Pages
    except ImportError as fault:
        raise MissingExtra("serve", "web extra missing", command="pip install 'yoy-reports[web]'") from fault
    host = getattr(options, "host", None) or "127.0.0.1"
    port = getattr(options, "port", 0) or _free_port(host)
    token = secrets.token_urlsafe(24)
    voice = Voice(getattr(options, "lang", None) or "en")
    sys.stderr.write(voice("web.address", address=f"http://{host}:{port}/?token={token}") + "\n")
    sys.stderr.flush()
    Pages(command_line(paths, options), host=host, port=port, token=token, voice=voice).serve()
    return 0


def command_line(paths: Sequence[str], options: Namespace) -> str:
    """The command line that draws the screen, for a shell."""
    words = command("compare.__main__", "run", "view")
    for name in PASSED:
        value = getattr(options, name, None)
        if value:
            words += [f"--{name.replace('_', '-')}", str(value)]
    return shlex.join([*words, "--", *paths])


def _free_port(host: str) -> int:
    """A port that nobody uses. Raises `BadOption` for a host that is not ours."""
    try:
        with socket.create_server((host, 0)) as server:
            return int(server.getsockname()[1])
    except OSError as fault:
        raise BadOption("--host", "host", host=host, why=of_system(fault)) from fault
