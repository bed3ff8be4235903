"""The pages of `yoy serve`. Takes a command and a token, answers a browser that knows it.

The token comes once, in the address; from then on a cookie carries it. A page of another site can neither read ours nor
talk to it: the host must be the one we serve, and a socket must come from our own page.
"""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from secrets import compare_digest

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from compare.messages import Voice

_COOKIE = "yoy-token"
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws:; frame-ancestors 'none'; base-uri 'none'"
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Pages(Server):
    """textual-serve with our own page, and a guard before every answer."""

    def __init__(self, command: str, *, host: str, port: int, token: str, voice: Voice) -> None:
        super().__init__(
            command, host=host, port=port, title="yoy", templates_path=str(Path(__file__).parent / "pages")
        )
        self.token, self.voice = token, voice

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        app.middlewares.append(guard)
        return app

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let through who knows the token; remember that in a cookie."""
        told = request.query.get("token", "") or request.cookies.get(_COOKIE, "")
        if not compare_digest(told, self.token) or not self._is_ours(request):
            raise web.HTTPForbidden(text=self.voice("web.forbidden"))
        if request.path == "/" and "token" in request.query:
            home = web.HTTPFound("/")
            home.set_cookie(_COOKIE, self.token, httponly=True, samesite="Strict")
            raise home
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _is_ours(self, request: web.Request) -> bool:
        """Whether the browser means this server, and the page it shows is ours."""
        names = {f"{self.host}:{self.port}", f"localhost:{self.port}", f"127.0.0.1:{self.port}"}
        origin = request.headers.get("Origin")
        return request.host in names and (origin is None or origin.removeprefix("http://") in names)

    async def handle_index(self, request: web.Request) -> web.Response:
        """The one page."""
        here = f"{request.scheme}://{request.host}"
        words = {name: self.voice(f"web.{name}") for name in ("opening", "closed", "again")}
        context = {
            "font_size": max(8, min(_number(request.query.get("fontsize", "")) or 16, 40)),
            "app_websocket_url": f"{here.replace('http', 'ws', 1)}/ws",
            "config": {"static": {"url": "/static/"}},
            "application": {"name": "yoy"},
            "language": "zh-CN" if self.voice.tongue == "zh" else "en",
            "words": words,
        }
        return aiohttp_jinja2.render_template("app_index.html", request, context)

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing; the address was told."""

    def initialize_logging(self) -> None:
        """Faults only."""
        logging.basicConfig(level=logging.ERROR)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0
