"""Results as people and programs read them. Takes a `Comparison`, a `Series` or an `Edition`, gives text or bytes.

One module a format, and one row in a table; a format's module is loaded when it is asked for, so that a plain report
never waits for a spreadsheet library.
"""

from __future__ import annotations  # what a signature names alone is not loaded: help needs the names of formats only

from typing import TYPE_CHECKING, Protocol

from compare.view.options import Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compare.follow import Trace
    from compare.model import Comparison, Series

__all__ = [
    "BINARY",
    "BRIEF",
    "ENDINGS",
    "FINDINGS",
    "PRINTED",
    "RENDERERS",
    "SERIES_FINDINGS",
    "SERIES_RENDERERS",
    "TRACE_RENDERERS",
    "Options",
    "Renderer",
    "SeriesRenderer",
    "TraceRenderer",
]


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
    from compare.render.json import render  # loaded when asked for: it knows the readers

    return render(comparison, options=options)


def _html(comparison: Comparison, *, options: Options) -> str:
    from compare.render.html import render  # loaded when asked for

    return render(comparison, options=options)


def _word(comparison: Comparison, *, options: Options) -> bytes:
    from compare.render.docx import render  # loaded when asked for

    return render(comparison, options=options)


def _pdf(comparison: Comparison, *, options: Options) -> bytes:
    from compare.render.pdf import render  # loaded when asked for

    return render(comparison, options=options)


def _sheet(comparison: Comparison, *, options: Options) -> bytes:
    from compare.render.xlsx import render  # loaded when asked for

    return render(comparison, options=options)


def _csv(comparison: Comparison, *, options: Options) -> str:
    from compare.render.csv import render  # loaded when asked for

    return render(comparison, options=options)


def _lines(comparison: Comparison, *, options: Options) -> str:
    from compare.render.json import render_lines  # loaded when asked for: it knows the readers

    return render_lines(comparison, options=options)


def _series_text(series: Series, *, options: Options) -> str:
    from compare.render.text_series import render  # loaded when asked for

    return render(series, options=options)


def _series_markdown(series: Series, *, options: Options) -> str:
    from compare.render.markdown_series import render  # loaded when asked for

    return render(series, options=options)


def _series_json(series: Series, *, options: Options) -> str:
    from compare.contract import dump  # loaded when asked for: it knows the readers

    return dump(series, text=options.text)


def _series_html(series: Series, *, options: Options) -> str:
    from compare.render.html_series import render  # loaded when asked for

    return render(series, options=options)


def _series_sheet(series: Series, *, options: Options) -> bytes:
    from compare.render.xlsx import render_series  # loaded when asked for

    return render_series(series, options=options)


def _series_csv(series: Series, *, options: Options) -> str:
    from compare.render.csv import render_series  # loaded when asked for

    return render_series(series, options=options)


class TraceRenderer(Protocol):
    """Gives the text of a lineage; pure as a `Renderer`."""

    def __call__(self, traced: Trace, *, options: Options) -> str:
        """The whole text, ending in a newline."""


def _trace(form: str) -> TraceRenderer:
    def render(traced: Trace, *, options: Options) -> str:
        from compare.render import lineage  # loaded when asked for

        writers: Mapping[str, TraceRenderer] = {
            "text": lineage.text,
            "md": lineage.markdown,
            "csv": lineage.csv,
            "json": lineage.data,
        }
        return writers[form](traced, options=options)

    return render


RENDERERS: Mapping[str, Renderer] = {
    "text": _text,
    "md": _markdown,
    "html": _html,
    "docx": _word,
    "pdf": _pdf,
    "xlsx": _sheet,
    "csv": _csv,
    "json": _json,
    "jsonl": _lines,
}
"""What `yoy report --format` takes."""

SERIES_RENDERERS: Mapping[str, SeriesRenderer] = {
    "text": _series_text,
    "md": _series_markdown,
    "html": _series_html,
    "xlsx": _series_sheet,
    "csv": _series_csv,
    "json": _series_json,
}
"""What `yoy series --format` takes."""

TRACE_RENDERERS: Mapping[str, TraceRenderer] = {form: _trace(form) for form in ("text", "md", "csv", "json")}
"""What `yoy series --trace --format` takes."""

ENDINGS: Mapping[str, str] = {
    ".txt": "text",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
}
"""The format that an output file's ending names."""

BINARY: frozenset[str] = frozenset({"docx", "pdf", "xlsx"})
"""Formats that are never written to a terminal."""

BRIEF = ("text", "md")
"""Formats of which the first page alone can be asked for."""

PRINTED: frozenset[str] = frozenset({"pdf"})
"""Formats that a program of the user's prints: their bytes carry its name and the time."""

FINDINGS: Mapping[str, frozenset[str]] = {
    "text": frozenset({"edits", "signals", "passages", "figures", "followups"}),
    "md": frozenset({"edits", "signals", "passages", "figures", "followups"}),
    "docx": frozenset({"edits", "signals", "passages", "figures", "followups"}),
}
"""What a format shows unasked; a format without a row shows everything there is."""

SERIES_FINDINGS: Mapping[str, frozenset[str]] = {"html": frozenset({"edits", "signals", "passages"})}
"""What a format of a series shows unasked; a format without a row shows no finding."""
