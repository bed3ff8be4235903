"""A page as PDF, printed by a program that is installed: Chromium prints the HTML page, LibreOffice the Word report.

Takes a `Comparison`, gives the bytes of a PDF. The program runs apart from the user's own: a profile in a folder that
is thrown away, no network needed, nothing of the page may act (its content policy says so).
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from compare.errors import MissingExtra, Unreadable, of_system
from compare.model import Comparison
from compare.render import docx, html
from compare.view.options import Options

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
OFFICES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 120
"""How long a program may print: the longest page of the samples takes five seconds."""


def render(comparison: Comparison, *, options: Options) -> bytes:
    """The PDF of a comparison. Raises `MissingExtra` without a program that prints, `Unreadable` where it fails."""
    with TemporaryDirectory(prefix="yoy-") as name:
        folder = Path(name)
        if browser := _installed(BROWSERS):
            source = folder / "report.html"
            source.write_text(html.render(comparison, options=options), encoding="utf-8")
            return _printed(browser, _browser_words(folder, source), folder)
        if office := _installed(OFFICES):
            source = folder / "report.docx"
            source.write_bytes(docx.render(comparison, options=options))
            return _printed(office, _office_words(folder, source), folder)
    raise MissingExtra("pdf", "printer missing")


def printer() -> str:
    """The program that would print, "" where none is installed."""
    return Path(_installed(BROWSERS) or _installed(OFFICES) or "").stem


def _installed(names: Sequence[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _browser_words(folder: Path, source: Path) -> list[str]:
    words = ["--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={folder / 'profile'}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium refuses root otherwise
        words.append("--no-sandbox")
    return [*words, "--no-pdf-header-footer", f"--print-to-pdf={folder / 'report.pdf'}", source.as_uri()]


def _office_words(folder: Path, source: Path) -> list[str]:
    words = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    return [*words, "--convert-to", "pdf", "--outdir", str(folder), str(source)]


def _printed(program: str, words: Sequence[str], folder: Path) -> bytes:
    name = Path(program).stem
    try:
        subprocess.run(  # noqa: S603 - our own command on a file of our own name
            [program, *words],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "HOME": str(folder)},
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("pdf", "printer slow", name=name, seconds=SECONDS) from None
    except OSError as fault:
        raise Unreadable("pdf", "printer start", name=name, why=of_system(fault)) from None
    target = folder / "report.pdf"
    if not target.is_file():
        raise Unreadable("pdf", "printer failed", name=name)
    return target.read_bytes()
