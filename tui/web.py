"""The screen in a browser: which command to serve, where, to whom. Takes a request, gives an exit status.

One process of the screen for each visitor; this machine only, and only who knows the token of this run.
"""

import secrets
import socket
import sys

from compare.errors import BadOption, MissingExtra, of_system
from compare.messages import Voice
from compare.safe_path import command
from tui.request import ScreenRequest

PASSED = (
    "encoding",
    "language",
    "tracked",
    "old_period",
    "new_period",
    "anchors",
    "lang",
    "review",
    "ambiguous",
    "theme",
)
"""Options of `yoy serve` that the screen itself takes, too."""


def serve(request: ScreenRequest) -> int:
    """Serve until interrupted. Raises `MissingExtra` or `BadOption`."""
    if "-" in request.paths:
        raise BadOption("-", "standard input in a browser")
    try:
        from tui.webserver import Pages
    except ImportError as fault:
        raise MissingExtra("serve", "web extra missing", command="pip install 'yoy-reports[web]'") from fault
    host = request.host
    port = request.port or _free_port(host)
    token = secrets.token_urlsafe(24)
    voice = Voice(request.lang)
    sys.stderr.write(voice("web.address", address=f"http://{host}:{port}/?token={token}") + "\n")
    sys.stderr.flush()
    Pages(command_line(request), host=host, port=port, token=token, voice=voice).serve()
    return 0


def command_line(request: ScreenRequest) -> list[str]:
    """The words that start a screen.

    A browser draws Chinese with a font that gives “ ” — … two cells, so that is how they are laid out unless told
    otherwise.
    """
    words = command("compare.__main__", "run", "view")
    chosen = {name: getattr(request, name) for name in PASSED}
    if not chosen["ambiguous"] and chosen["lang"] == "zh":
        chosen["ambiguous"] = "wide"
    for name, value in chosen.items():
        if value:
            words += [f"--{name.replace('_', '-')}", str(value)]
    return [*words, "--", *request.paths]


def _free_port(host: str) -> int:
    """A port that nobody uses. Raises `BadOption` for a host that is not ours."""
    try:
        with socket.create_server((host, 0)) as server:
            return int(server.getsockname()[1])
    except OSError as fault:
        raise BadOption("--host", "host", host=host, why=of_system(fault)) from fault
