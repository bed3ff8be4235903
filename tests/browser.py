"""A real Chromium, headless, over its own pipe: no driver, no download, no port."""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from base64 import b64decode
from pathlib import Path

PROGRAM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
MISSING = "no Chromium here (Debian: apt install chromium)"
PATIENCE = 60
"""Seconds to wait for an answer before a test fails."""


class Browser:
    """One browser with one open page; `said` holds the console's errors, `asked` every address requested."""

    def __init__(self) -> None:
        self.profile = tempfile.mkdtemp(prefix="page-")
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
        flags += [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
        ]
        words = [
            PROGRAM,
            *flags,
            "--disable-dev-shm-usage",
            f"--user-data-dir={self.profile}",
            "--remote-debugging-pipe",
        ]
        command = f'exec "$@" 3<&{to_read} 4>&{to_write}'
        self.process = subprocess.Popen(
            ["bash", "-c", command, "bash", *words, "about:blank"],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(to_read)
        os.close(to_write)
        self._rest, self._number, self._session = b"", 0, ""
        self.said, self.asked, self.events = [], [], []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._read)
        os.close(self._write)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method: str, **words: object) -> dict:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": words}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._write, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']['message']}")
                return told["result"]

    def _next(self) -> dict:
        while b"\0" not in self._rest:
            if not select.select([self._read], [], [], PATIENCE)[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has gone")
            self._rest += piece
        line, self._rest = self._rest.split(b"\0", 1)
        told = json.loads(line)
        self._note(told)
        return told

    def _note(self, told) -> None:
        name, words = told.get("method", ""), told.get("params", {})
        if name == "Network.requestWillBeSent":
            self.asked.append(words["request"]["url"])
        elif name == "Runtime.exceptionThrown":
            self.said.append(
                words["exceptionDetails"].get("text", "") + str(words["exceptionDetails"].get("exception"))
            )
        elif name == "Log.entryAdded" and words["entry"]["level"] in ("error", "warning"):
            self.said.append(words["entry"]["text"])
        elif name == "Runtime.consoleAPICalled":
            self.said.append(str(words["args"]))
        self.events.append(name)

    def open(
        self, page: Path, *, width: int = 1280, height: int = 900, dark: bool = False, scripts: bool = True
    ) -> float:
        """Open a page from disk; gives the seconds until it was loaded and painted."""
        mobile = width < 500
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.said.clear()
        self.asked.clear()
        self.events.clear()
        start = time.monotonic()
        self.call("Page.navigate", url=page.resolve().as_uri())
        while "Page.loadEventFired" not in self.events:
            self._next()
        if scripts:
            self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return time.monotonic() - start

    def run(self, program: str):
        """The value of an expression in the page; a promise is awaited."""
        told = self.call("Runtime.evaluate", expression=program, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(str(told["exceptionDetails"]))
        return told["result"].get("value")

    def press(self, key: str, text: str = "") -> None:
        """One key, as from a keyboard."""
        words = {"key": key, "text": text or (key if len(key) == 1 else "")}
        code = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}.get(key, ord(key.upper()) if len(key) == 1 else 0)
        self.call("Input.dispatchKeyEvent", type="keyDown", windowsVirtualKeyCode=code, **words)
        self.call("Input.dispatchKeyEvent", type="keyUp", windowsVirtualKeyCode=code, key=key)

    def click(self, selector: str) -> None:
        """The left button in the middle of an element."""
        x, y = self.run(
            f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView({{block: 'center'}});"
            " const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def mouse(self, kind: str, x: float, y: float, **more: object) -> None:
        """The left button at a place of the page, pressed and let go; or the wheel."""
        if kind == "mouseWheel":
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, deltaX=0, **more)
            return
        for step in (kind, "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=step, x=x, y=y, button="left", clickCount=1)

    def shot(self) -> str:
        """The page as PNG, in base64."""
        return str(self.call("Page.captureScreenshot", format="png")["data"])

    def picture(self, target: Path, *, whole: bool = False) -> None:
        """The page as PNG."""
        told = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        target.write_bytes(b64decode(told["data"]))
