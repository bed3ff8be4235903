"""Draws the pictures of the review screen in docs/ from the sample reports: `python tools/screenshots.py`."""

import asyncio
import re
import tempfile
from collections.abc import Callable, Sequence
from html import unescape
from itertools import groupby
from pathlib import Path

import compare
from compare.messages import Tongue, Voice
from compare.model import Anchors, Comparison, Series
from compare.text.cells import cells
from tui.app import ReviewApp
from tui.engine.protocol import Compared, Idle, News, Opened, Request, Years
from tui.state import Asked

ROOT = Path(__file__).resolve().parent.parent
FONTS = '"Sarasa Mono SC", "Noto Sans Mono CJK SC", "Source Han Mono SC", "WenQuanYi Zen Hei Mono", monospace'
CELL = 12.2
"""The width of a cell in the picture."""

KEYS = {"]": "right_square_bracket", "!": "exclamation_mark", "|": "vertical_line"}
PICTURES: dict[str, tuple[str, Tongue, tuple[int, int], Sequence[str]]] = {
    "screen-overview.zh": ("deputy-mayor", "zh", (124, 30), ""),
    "screen-compare.zh": ("deputy-mayor", "zh", (124, 30), "]]]]]]]]"),
    "screen-quiet.zh": ("deputy-mayor", "zh", (124, 30), "!"),
    "screen-overview.en": ("risk-factors", "en", (124, 30), ""),
    "screen-compare.en": ("risk-factors", "en", (124, 30), "]]]]]]"),
    "screen-life.zh": ("deputy-mayor", "zh", (124, 30), [*"]]]]]]]]l"]),
}
"""Name of a picture: the sample series, the language, columns and rows, the keys that lead there."""


class Found:
    """An engine that has found everything already."""

    def __init__(self, pairs: Sequence[Comparison], series: Series) -> None:
        told: list[News] = [Opened(series.editions)]
        told += [Compared(place, pair, complete=True, anchors=Anchors()) for place, pair in enumerate(pairs)]
        self.news = [*told, *([Years(series)] if len(pairs) > 1 else []), Idle()]

    def listen(self, tell: Callable[[News], None]) -> None:
        """Tell all at once."""
        for one in self.news:
            tell(one)

    def ask(self, request: Request) -> None:
        """Nothing is left to ask."""

    def close(self) -> None:
        """Nothing to close."""


def found(name: str) -> tuple[Found, tuple[str, ...]]:
    """The engine for a sample series, and the paths as a reader types them."""
    paths = sorted((ROOT / "seeds" / name).glob("*.txt"))
    series = compare.series([compare.read(str(path)) for path in paths], find=frozenset({"edits"}))
    pairs = [
        compare.with_findings(pair, context=compare.Context(history=series.editions[:place]))
        for place, pair in enumerate(series.pairs)
    ]
    return Found(pairs, series), tuple(f"{path.stem}.txt" for path in paths)


async def drawn(name: str) -> str:
    """A picture as SVG that needs nothing from elsewhere."""
    seeds, tongue, size, keys = PICTURES[name]
    engine, paths = found(seeds)
    with tempfile.TemporaryDirectory() as folder:
        app = ReviewApp(Asked(paths, Voice(tongue), review=f"{folder}/review.json", folder=folder), engine)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(KEYS.get(key, key))
                await pilot.pause()
            svg = app.export_screenshot(title=f"yoy view {' '.join(paths)}")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: ?Fira Code[^;]*;", f"font-family: {FONTS};", svg)
    svg = re.sub(
        r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*| clip-path="url\(#[^"]*-line-\d+\)"', "", svg, flags=re.DOTALL
    )
    svg = re.sub(r"terminal-\d+-", f"{name.replace('.', '-')}-", svg)
    return re.sub(r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="[\d.]+"([^>]*>)([^<]*)</text>', on_grid, svg)


def on_grid(text: re.Match[str]) -> str:
    """Text whose wide characters take two cells, whatever the font: a piece for each run of one width."""
    before, place, between, after, words = text.groups()
    at, pieces = float(place), []
    for width, run in groupby(re.findall(r"&[^;]+;|.", words), key=lambda one: cells(unescape(one))):
        part = list(run)
        size = CELL * width * len(part)
        pieces.append(f'{before}x="{at:.1f}"{between}textLength="{size:.1f}"{after}{"".join(part)}</text>')
        at += size
    return "".join(pieces)


def main() -> None:
    """Draw them all."""
    for name in PICTURES:
        path = ROOT / "docs" / f"{name}.svg"
        path.write_text(asyncio.run(drawn(name)), encoding="utf-8")
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
