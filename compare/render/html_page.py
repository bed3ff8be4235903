"""What every page shares: the templates, head and content policy, and text made harmless.

Templates stand in `templates/` and escape by themselves: whatever they are given is cleaned and escaped, save what is
`Markup`, which only our own templates and pictures are. Pictures are built as SVG text and use `html`.
"""

import hashlib
from base64 import b64encode
from functools import cache
from html import escape
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from compare.messages import Voice
from compare.text.cells import clean


def render_page(template: str, title: str, say: Voice, **context: object) -> str:
    """A page from its template; the policy allows exactly our own style and script."""
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template)
    return page.render(
        title=title,
        say=say,
        language=language_tag(say.tongue),
        policy=drawn(policy),
        style=drawn(style),
        script=drawn(script),
        **context,
    )


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True,
        finalize=_harmless,
        loader=FunctionLoader(_template),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> str:
    return files("compare.render").joinpath("templates", name).read_text(encoding="utf-8")


def _harmless(value: object) -> object:
    """What a template writes: nothing in it turns, hides or steers; it is escaped behind this."""
    return value if isinstance(value, Markup) else clean(str(value))


def drawn(text: str) -> Markup:
    """Our own picture, style or script, which is HTML already."""
    return Markup(text)  # noqa: S704 - never given what a report holds: pictures escape each label by `html`


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
    """Text as HTML: nothing in it is a tag, acts or hides; what a picture shows passes here."""
    return escape(clean(text))


def tagged(name: str, look: str, text: str, **attributes: str) -> Markup:
    """Text in a tag with a class and attributes, all of it harmless; without a name the text alone."""
    if not name:
        return drawn(html(text))
    given = {"class": look, **attributes}
    written = "".join(f' {key}="{html(value)}"' for key, value in given.items() if value)
    return drawn(f"<{name}{written}>{html(text)}</{name}>")
