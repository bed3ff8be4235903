"""The pages of `yoy serve`. Takes a command and a token, answers a browser that knows it.

The token comes once, in the address; from then on a cookie of another secret carries the leave to come in. A page of
another site can neither read ours nor talk to it: the host must be the one we serve, and a socket must come from our own
page. No address opens a file save those of the terminal's own scripts; what a browser downloads are bytes that the
screen made.
"""

import asyncio
import json
import logging
import os
import secrets
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from secrets import compare_digest

import aiohttp_jinja2
import jinja2
from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from compare.messages import Voice

SESSIONS = 8
"""Screens at one time: each is two processes that hold the reports."""

PATIENCE = 5.0
"""Seconds that a screen has to save the last marks once its visitor is gone; then it is killed."""

_CELLS = (20, 500)
"""The least and the most columns or lines that a browser may ask for."""

_COOKIE = "yoy-session"
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebScreen(AppService):
    """One visitor's screen, a process of its own that ends with the visitor."""

    words: Sequence[str] = ()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        """Start it without a shell, in a group of its own."""
        self._process = await asyncio.create_subprocess_exec(
            *self.words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._build_environment(width=width, height=height),
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def stop(self) -> None:
        """Ask it to end; end it where it does not."""
        process = self._process
        with suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(super().stop(), PATIENCE)
        if process is not None and process.returncode is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


class Pages(Server):
    """Our one page, the socket behind it, and a guard before every answer."""

    def __init__(self, words: Sequence[str], *, host: str, port: int, token: str, voice: Voice) -> None:
        super().__init__("", host=host, port=port, title="yoy")
        self.words, self.token, self.voice = tuple(words), token, voice
        self.session = secrets.token_urlsafe(24)
        self.screens: set[WebScreen] = set()

    async def _make_app(self) -> web.Application:
        """The few addresses there are; none leads to a folder's listing or out of it."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        app = web.Application(middlewares=[guard])
        pages = jinja2.FileSystemLoader(Path(__file__).parent / "pages")
        aiohttp_jinja2.setup(app, loader=pages, autoescape=True)
        app.router.add_get("/", self.handle_index)
        app.router.add_get("/ws", self.handle_websocket)
        app.router.add_get("/download/{key}", self.handle_download)
        app.router.add_static("/static", self.statics_path, show_index=False, follow_symlinks=False)
        app.on_startup.append(_end_on_hangup)
        app.on_shutdown.append(self._end_all)
        return app

    async def _end_all(self, _: web.Application) -> None:
        await asyncio.gather(*(screen.stop() for screen in tuple(self.screens)))

    # Who may come in.

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let through who knows the token, or was let through before; every answer says what it may be used for."""
        knows_token = compare_digest(request.query.get("token", "").encode(), self.token.encode())
        knows_session = compare_digest(request.cookies.get(_COOKIE, "").encode(), self.session.encode())
        if not self._is_ours(request) or not (knows_session or (knows_token and request.path == "/")):
            raise web.HTTPForbidden(text=self.voice("web.forbidden"), headers=_HEADERS)
        if request.path == "/" and "token" in request.query:
            home = web.HTTPFound("/", headers=_HEADERS)
            home.set_cookie(_COOKIE, self.session, httponly=True, samesite="Strict")
            raise home
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    def _is_ours(self, request: web.Request) -> bool:
        """Whether the browser means this server, and the page it shows is ours; a socket must say so."""
        origin = request.headers.get("Origin")
        if origin is None:
            return self._is_named(request.host) and request.path != "/ws"
        return self._is_named(request.host) and origin == f"{request.scheme}://{request.host}"

    def _is_named(self, host: str) -> bool:
        """Whether a host is a name of ours. Where all of the machine's addresses are served, an address, never a name."""
        if host in (f"{self.host}:{self.port}", f"localhost:{self.port}", f"127.0.0.1:{self.port}"):
            return True
        name, _, port = host.rpartition(":")
        if self.host not in ("0.0.0.0", "::") or port != str(self.port):  # noqa: S104 - the reader's own wish
            return False
        try:
            return bool(ip_address(name.strip("[]")))
        except ValueError:
            return False

    # What is answered.

    async def handle_index(self, request: web.Request) -> web.Response:
        """The one page."""
        here = f"{request.scheme}://{request.host}"
        words = {name: self.voice(f"web.{name}") for name in ("opening", "closed", "again")}
        context = {
            "font_size": _between(request.query.get("fontsize", ""), 16, (8, 40)),
            "app_websocket_url": f"{here.replace('http', 'ws', 1)}/ws",
            "config": {"static": {"url": "/static/"}},
            "application": {"name": "yoy"},
            "language": "zh-CN" if self.voice.tongue == "zh" else "en",
            "words": words,
        }
        return aiohttp_jinja2.render_template("app_index.html", request, context)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A visitor: a screen starts, and ends with the connection."""
        if len(self.screens) >= SESSIONS:
            raise web.HTTPServiceUnavailable(text=self.voice("web.full", count=SESSIONS), headers=_HEADERS)
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=1 << 20)

        async def close() -> None:
            await socket.close()

        screen = WebScreen(
            "",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        screen.words = self.words
        self.screens.add(screen)
        try:
            await socket.prepare(request)
            sizes = [_between(request.query.get(name, ""), usual, _CELLS) for name, usual in _USUAL.items()]
            await screen.start(*sizes)
            await self._listen(socket, screen)
        except ConnectionError:
            pass
        finally:
            await screen.stop()
            self.screens.discard(screen)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, screen: AppService) -> None:
        """Hand on what the browser says; what is no message of the terminal's page is dropped."""
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                continue
            try:
                match json.loads(message.data):
                    case ["stdin", str(keys)]:
                        await screen.send_bytes(keys.encode("utf-8", "replace"))
                    case ["resize", {"width": int(width), "height": int(height)}]:
                        await screen.set_terminal_size(_within(width, _CELLS), _within(height, _CELLS))
                    case ["ping", data]:
                        await socket.send_json(["pong", data])
                    case ["blur", *_]:
                        await screen.blur()
                    case ["focus", *_]:
                        await screen.focus()
            except (ValueError, RecursionError):
                continue

    # Running.

    def serve(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - textual-serve's signature
        """Serve until interrupted; no access is written down, since the first address holds the token."""
        logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR)
        web.run_app(self._make_app(), host=self.host, port=self.port, print=None, access_log=None, handle_signals=True)


async def _end_on_hangup(_: web.Application) -> None:
    """A terminal that goes away ends the server in order, too."""
    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, _end)


def _end() -> None:
    raise web.GracefulExit


_USUAL = {"width": 80, "height": 24}


def _within(number: int, limits: tuple[int, int]) -> int:
    return max(limits[0], min(number, limits[1]))


def _between(text: str, usual: int, limits: tuple[int, int]) -> int:
    """A number that a browser names, within limits; the usual one where it names none."""
    return _within(int(text), limits) if text.isascii() and text.isdecimal() and len(text) < 5 else usual
