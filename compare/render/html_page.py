"""What every page shares: head, content policy, foot, and text made harmless. Takes strings, gives HTML."""

import hashlib
from base64 import b64encode
from functools import cache
from html import escape
from importlib.resources import files

from compare.text.cells import clean


def head(title: str, tongue: str) -> str:
    """Everything before the body's first word; the policy allows exactly our own style and script."""
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{language_tag(tongue)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">'
        f"<title>{html(title)}</title><style>{style}</style></head><body>\n"
    )


def foot() -> str:
    """The script and the end of the page."""
    return f"<script>{asset('page.js')}</script></body></html>\n"


@cache
def asset(name: str) -> str:
    """A file of the page, as it stands beside this module."""
    return files("compare.render").joinpath("page", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The hash by which a content policy names an inline style or script."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def language_tag(language: str) -> str:
    """The language as a page names it."""
    return "zh-CN" if language == "zh" else "en"


def html(text: str) -> str:
    """Text as HTML: nothing in it is a tag, acts or hides; what every page shows passes here."""
    return escape(clean(text))


def table(heads: list[str], rows: list[tuple[str, ...]], *, name: str = "") -> str:
    """A table of cells that are HTML already."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    top = "".join(f'<th scope="col">{html(told)}</th>' for told in heads)
    return f'<table class="{name}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
