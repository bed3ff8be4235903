"""The screen in a browser: who may see it, what the page asks for, that the screen comes."""

import asyncio
import http.client
import socket
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import MISSING, PROGRAM, Browser
from places import ROOT
from yarl import URL

import compare
from compare.messages import Voice
from compare.review import keys_of, load

SEEDS = ROOT / "seeds" / "deputy-mayor"
PATIENCE = 60
pytest.importorskip("textual_serve", reason="the extra web is not installed")


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    """The review file of the served screen."""
    return tmp_path_factory.mktemp("web") / "r.json"


@pytest.fixture(scope="module")
def server(review):
    """The server's process."""
    pair = [str(SEEDS / f"{year}.txt") for year in (2021, 2022)]
    words = [sys.executable, "-m", "compare", "serve", "--lang", "en", "--review", str(review), *pair]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture(scope="module")
def address(server):
    """Where the screen is served."""
    line = server.stderr.readline()
    return urlsplit(next(word for word in line.split() if word.startswith("http://")))


def answer(address, path, **headers):
    """The answer to one request, once the server is up."""
    end = time.monotonic() + PATIENCE
    while True:
        link = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
        try:
            link.request("GET", path, headers=headers)
            told = link.getresponse()
            return told, told.read().decode()
        except ConnectionRefusedError:
            assert time.monotonic() < end
            time.sleep(0.1)
        finally:
            link.close()


STRANGERS = {
    "without the token": ("/", {}),
    "with another token": ("/?token=guess", {}),
    "at a static file without the token": ("/static/js/textual.js", {}),
    "by another host's name": ("{known}", {"Host": "evil.example"}),
    "from another site's page": ("{known}", {"Origin": "http://evil.example"}),
}


@pytest.mark.parametrize(("path", "headers"), STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_is_turned_away(address, path, headers):
    told, words = answer(address, path.format(known=f"/?{address.query}"), **headers)

    assert told.status == 403
    assert words == "Open the address that was printed in the terminal."


def test_only_this_machine_is_served_and_the_page_names_nobody_else(address):
    assert address.hostname == "127.0.0.1"
    told, _ = answer(address, f"/?{address.query}")
    cookie = told.getheader("Set-Cookie").split(";")[0]
    page, words = answer(address, "/", Cookie=cookie)

    assert (told.status, page.status) == (302, 200)
    assert "https://" not in words
    assert "'none'" in page.getheader("Content-Security-Policy")


def test_neither_the_list_of_processes_nor_a_header_nor_the_cookie_holds_the_token(address, server):
    token = address.query.partition("=")[2]
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    lines = [Path(f"/proc/{pid}/cmdline").read_text() for pid in (str(server.pid), *children)]
    first, _ = answer(address, f"/?{address.query}")
    refused, _ = answer(address, "/")

    assert not [line for line in lines if token in line]
    assert token not in str(first.headers)
    assert {one.getheader("Referrer-Policy") for one in (first, refused)} == {"no-referrer"}
    assert {one.getheader("Cache-Control") for one in (first, refused)} == {"no-store"}


# The server alone, with a stand-in for the screen.

STUB = """
import sys
sys.stdout.buffer.write(b"__GANGLION__\\n"); sys.stdout.flush()
{loop}
"""
OBEYS = STUB.format(loop="while b'quit' not in (data := sys.stdin.buffer.read1(4096)) and data: pass")
STUBBORN = STUB.format(loop="import time\\nwhile True: time.sleep(1)")


@asynccontextmanager
async def pages(program):
    """A server whose visitors each get a process of this program; its address, the server, a client with the cookie."""
    from aiohttp import ClientSession, CookieJar, web

    from tui.webserver import Pages

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Pages([sys.executable, "-c", program], host="127.0.0.1", port=port, token="known", voice=Voice("en"))
    runner = web.AppRunner(await server._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    here = f"http://127.0.0.1:{port}"
    async with ClientSession(here, cookie_jar=CookieJar(unsafe=True), headers={"Origin": here}) as client:
        await client.get("/?token=known")
        yield server, client
    await runner.cleanup()


async def until(is_so):
    """Until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - what is waited for is another process
            await asyncio.sleep(0.02)


async def started(server):
    """The process of the one visitor, once it runs."""
    await until(lambda: any(screen._process is not None for screen in server.screens))
    return next(iter(server.screens))._process


async def test_a_screen_ends_with_its_visitor(monkeypatch):
    monkeypatch.setattr("tui.webserver.PATIENCE", 0.5)
    for program in (OBEYS, STUBBORN):
        async with pages(program) as (server, client):
            visit = await client.ws_connect("/ws")
            process = await started(server)
            await visit.close()
            await until(lambda screens=server.screens: not screens)
            assert process.returncode is not None


async def test_there_is_room_for_so_many_visitors_and_the_next_one_is_told(monkeypatch):
    monkeypatch.setattr("tui.webserver.SESSIONS", 1)
    async with pages(OBEYS) as (server, client):
        visit = await client.ws_connect("/ws")
        await started(server)
        second = await client.get("/ws", headers={"Upgrade": "websocket", "Connection": "Upgrade"})
        assert second.status == 503
        assert "close one first" in await second.text()
        await visit.close()


NO_VISITORS = {
    "from nowhere": {"Origin": ""},
    "from another site": {"Origin": "http://evil.example"},
    "by another host": {"Host": "evil.example"},
}


async def test_the_socket_asks_for_the_cookie_the_host_and_the_origin():
    async with pages(OBEYS) as (server, client):
        for name, headers in NO_VISITORS.items():
            told = await client.get("/ws", headers=headers)
            assert told.status == 403, name
        client.cookie_jar.clear()
        for path in ("/ws", "/ws?token=known"):
            assert (await client.get(path)).status == 403
        assert server.screens == set()


async def test_what_is_no_message_is_dropped_and_sizes_have_limits():
    async with pages(OBEYS) as (server, client):
        visit = await client.ws_connect("/ws?width=99999&height=x")
        await started(server)
        for words in ("", "{", "[]", "7", "[" * 5000, '["stdin", 7]', '["resize", {"width": "a"}]', '["nothing"]'):
            await visit.send_str(words)
        await visit.send_str('["resize", {"width": 1000000000, "height": -5}]')
        await visit.send_str('["ping", 1]')
        assert (await visit.receive_json(timeout=PATIENCE)) == ["pong", 1]
        await visit.close()


PATHS = (
    "/static/",
    "/static/../server.py",
    "/static/%2e%2e/server.py",
    "/download/..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
)


async def test_no_address_opens_a_file_but_the_terminals_own():
    async with pages(OBEYS) as (_, client):
        assert (await client.get("/static/js/textual.js")).status == 200
        for path in PATHS:
            told = await client.get(URL(path, encoded=True))
            assert told.status in (403, 404), path


# The whole of it, in a browser.


@pytest.fixture
def browser(address):
    """A browser that shows the screen."""
    answer(address, "/")
    one = Browser()
    one.call("Emulation.setDeviceMetricsOverride", width=1280, height=720, deviceScaleFactor=1, mobile=False)
    one.call("Page.navigate", url=address.geturl())
    wait_for(lambda: one.run("document.body !== null && document.body.classList.contains('-first-byte')"))
    yield one
    one.close()


def wait_for(is_so):
    """Until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
def test_the_screen_comes_and_nothing_is_asked_of_anybody_else(address, browser):
    here = f"{address.hostname}:{address.port}"
    abroad = [one for one in browser.asked if not one.startswith("data:") and urlsplit(one).netloc != here]

    assert abroad == []
    assert [one for one in browser.said if "Content Security Policy" in one] == []


def marks(review):
    """The keys of the changes that were marked as reviewed."""
    return {key for key, mark in load(str(review)).marks.items() if mark.on}


@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
def test_a_click_the_wheel_and_a_search_work_in_a_browser(browser, review):
    """What each leads to is marked as reviewed: the file says which change the reader looked at."""
    pair = compare.compare(*(compare.read(str(SEEDS / f"{year}.txt")) for year in (2021, 2022)))
    keys = keys_of(pair)
    wait_for(lambda: settled(browser))
    browser.mouse("mousePressed", *cell(browser, 3, -1))  # "] first change"
    wait_for(lambda: settled(browser))
    browser.press("r")
    wait_for(lambda: len(marks(review)) == 1)
    first = marks(review)

    for _ in range(30):
        browser.mouse("mouseWheel", *cell(browser, 80, 10), deltaY=120)
    wait_for(lambda: settled(browser))
    browser.press("]")
    browser.press("r")
    wait_for(lambda: len(marks(review)) == 2)
    places = [keys.index(key) for key in (*first, *(marks(review) - first))]
    olds = [min(pair.changes[place].new or pair.changes[place].old) for place in places]
    assert olds[1] > olds[0] + 10

    seen = marks(review)
    wanted = next(c for c in reversed(pair.changes) if c.kind == "edited" and keys[pair.changes.index(c)] not in seen)
    browser.press("/", "/")
    wait_for(lambda: settled(browser))
    browser.call("Input.insertText", text=pair.new.piece(wanted.new[0])[:12])
    browser.press("Enter")
    wait_for(lambda: settled(browser))
    browser.press("r")
    wait_for(lambda: len(marks(review)) == 3)
    assert marks(review) - seen == {keys[pair.changes.index(wanted)]}


def cell(browser, column, line):
    """The place on the page of a cell of the terminal; lines from the bottom where they are below 0."""
    box = browser.run(
        "(() => { const b = document.querySelector('.xterm-screen').getBoundingClientRect();"
        " return [b.x, b.y, b.width, b.height]; })()"
    )
    wide, high = 8, 18
    return box[0] + column * wide + 4, (box[1] + line * high + 9 if line >= 0 else box[1] + box[3] + line * high + 9)


def settled(browser):
    """Whether two pictures in a row are equal."""
    first = browser.shot()
    time.sleep(0.4)
    return browser.shot() == first
