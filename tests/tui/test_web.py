"""The screen in a browser: who may see it, what the page asks for, that the screen comes."""

import http.client
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from browser import MISSING, PROGRAM, Browser
from places import ROOT

SEEDS = ROOT / "seeds" / "deputy-mayor"
PATIENCE = 60
pytest.importorskip("textual_serve", reason="the extra web is not installed")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the screen is served."""
    folder = tmp_path_factory.mktemp("web")
    pair = [str(SEEDS / f"{year}.txt") for year in (2021, 2022)]
    words = [sys.executable, "-m", "compare", "serve", "--lang", "en", "--review", str(folder / "r.json"), *pair]
    server = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    told = server.stderr.readline()
    found = next(word for word in told.split() if word.startswith("http://"))
    yield urlsplit(found)
    server.terminate()
    server.wait(PATIENCE)


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


@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
def test_the_screen_comes_and_nothing_is_asked_of_anybody_else(address):
    answer(address, "/")
    browser = Browser()
    try:
        browser.call("Page.navigate", url=address.geturl())
        end = time.monotonic() + PATIENCE
        while not browser.run("document.body !== null && document.body.classList.contains('-first-byte')"):
            assert time.monotonic() < end
            time.sleep(0.2)
        here = f"{address.hostname}:{address.port}"
        abroad = [one for one in browser.asked if not one.startswith("data:") and urlsplit(one).netloc != here]
        refused = [one for one in browser.said if "Content Security Policy" in one]
    finally:
        browser.close()

    assert abroad == []
    assert refused == []
