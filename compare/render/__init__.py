"""Results as people and programs read them. Takes a `Comparison`, a `Series` or an `Edition`, gives text or bytes.

One module a format, and one row in a table; a format's module is loaded when it is asked for, so that a plain report
never waits for a spreadsheet library.
"""

from collections.abc import Mapping
from typing import Protocol

from compare.model import Comparison, Series
from compare.render.options import Options

__all__ = ["BINARY", "ENDINGS", "FINDINGS", "RENDERERS", "SERIES_RENDERERS", "Options", "Renderer", "SeriesRenderer"]


class Renderer(Protocol):
    """Gives the text or the bytes of a comparison; pure, the same bytes for the same arguments."""

    def __call__(self, comparison: Comparison, *, options: Options) -> str | bytes:
        """Raises `MissingExtra` where the format needs a library that is not installed."""


class SeriesRenderer(Protocol):
    """Gives the text or the bytes of a series; pure as a `Renderer`."""

    def __call__(self, series: Series, *, options: Options) -> str | bytes:
        """Raises `MissingExtra` where the format needs a library that is not installed."""


def _text(comparison: Comparison, *, options: Options) -> str:
    from compare.render.text import render  # loaded when asked for, as every format

    return render(comparison, options=options)


def _markdown(comparison: Comparison, *, options: Options) -> str:
    from compare.render.markdown import render  # loaded when asked for

    return render(comparison, options=options)


def _json(comparison: Comparison, *, options: Options) -> str:
    from compare.render.data import render  # loaded when asked for: it knows the readers

    return render(comparison, options=options)


def _series_text(series: Series, *, options: Options) -> str:
    from compare.render.years import render  # loaded when asked for

    return render(series, options=options)


def _series_json(series: Series, *, options: Options) -> str:
    from compare.export import dump  # loaded when asked for: it knows the readers

    return dump(series, text=options.text)


RENDERERS: Mapping[str, Renderer] = {"text": _text, "md": _markdown, "json": _json}
"""What `yoy report --format` takes."""

SERIES_RENDERERS: Mapping[str, SeriesRenderer] = {"text": _series_text, "json": _series_json}
"""What `yoy series --format` takes."""

ENDINGS: Mapping[str, str] = {".txt": "text", ".md": "md", ".markdown": "md", ".json": "json"}
"""The format that an output file's ending names."""

BINARY: frozenset[str] = frozenset()
"""Formats that are never written to a terminal."""

FINDINGS: Mapping[str, frozenset[str]] = {
    "text": frozenset({"edits", "signals"}),
    "md": frozenset({"edits", "signals"}),
}
"""What a format shows unasked; a format without a row shows everything there is."""
