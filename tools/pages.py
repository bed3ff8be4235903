"""Takes the pictures of pages in docs/ from the sample reports: `python tools/pages.py`.

Needs Chromium for the page, LibreOffice for Word and Excel, pdftoppm (poppler-utils) for what is printed.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAIRS = {"zh": ("deputy-mayor/2020", "deputy-mayor/2021"), "en": ("risk-factors/2022", "risk-factors/2023")}


def run(*words: str, folder: Path) -> None:
    """One command, silently; its failure is ours."""
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run(words, cwd=folder, env=environment, check=True, capture_output=True)


def report(tongue: str, ending: str, folder: Path) -> str:
    """The report of a sample pair in one format; gives the file's name."""
    old, new = (str(ROOT / "seeds" / f"{name}.txt") for name in PAIRS[tongue])
    name = f"report.{tongue}{ending}"
    run(str(ROOT / ".venv" / "bin" / "yoy"), "report", old, new, "--lang", tongue, "-o", name, folder=folder)
    return name


def screen(name: str, picture: str, width: int, height: int, folder: Path) -> None:
    """The top of a page as a browser of this size shows it."""
    browser = shutil.which("chromium") or "google-chrome"
    sized = [f"--window-size={width},{height}", f"--screenshot={picture}", "--hide-scrollbars"]
    run(browser, "--headless", "--no-sandbox", "--disable-gpu", *sized, name, folder=folder)


def printed(name: str, picture: str, folder: Path) -> None:
    """The first printed page of a file; a page of the web is printed by Chromium, all else by LibreOffice."""
    paper = f"{Path(name).stem}.pdf"
    if name.endswith(".html"):
        browser = shutil.which("chromium") or "google-chrome"
        run(
            browser,
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--print-to-pdf={paper}",
            name,
            folder=folder,
        )
    else:
        run("soffice", "--headless", "--convert-to", "pdf", name, folder=folder)
    run("pdftoppm", "-r", "60", "-l", "1", "-singlefile", "-png", paper, Path(picture).stem, folder=folder)


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for tongue in PAIRS:
            screen(report(tongue, ".html", folder), f"page.{tongue}.png", 1280, 860, folder)
        screen("report.zh.html", "page-phone.zh.png", 360, 780, folder)
        printed("report.zh.html", "page-printed.zh.png", folder)
        printed(report("zh", ".docx", folder), "page-word.zh.png", folder)
        printed(report("zh", ".xlsx", folder), "page-excel.zh.png", folder)
        for picture in sorted(folder.glob("page*.png")):
            shutil.copy(picture, ROOT / "docs" / picture.name)
            print(f"docs/{picture.name}  {picture.stat().st_size} bytes")


if __name__ == "__main__":
    main()
