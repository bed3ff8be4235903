"""What the style sheet of a Word file says of a paragraph: its outline level, its numbering, whether it is bold."""

import re
from dataclasses import dataclass
from typing import TypeVar

from compare.reading.word.package import Element, child

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_BODY_LEVEL = 9

T = TypeVar("T")


def switched(properties: Element | None, name: str) -> bool | None:
    """Whether a property is switched on or off; None where nothing is said."""
    found = child(properties, name)
    return None if found is None else found.get("val", "1") not in ("0", "false", "off", "none")


def value(properties: Element | None, name: str) -> str | None:
    """The value of a property; None where nothing is said."""
    found = child(properties, name)
    return None if found is None else found.get("val", "")


def number(text: str | None) -> int | None:
    """A whole number in an attribute; None where there is none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says together with those it is based on; None where none of them says anything."""

    level: int | None = None
    bold: bool | None = None
    numbering: str | None = None
    depth: int | None = None
    contents: bool = False


class Styles:
    """The style sheet; a name that it does not hold says nothing."""

    def __init__(self, root: Element | None) -> None:
        styles = [style for style in root if style.tag == "w:style"] if root is not None else []
        self._elements = {style.get("styleId", ""): style for style in styles}
        self._known: dict[str, Style] = {}
        default = (s for s in styles if s.get("type") == "paragraph" and s.get("default") in ("1", "true", "on"))
        self._default = next((style.get("styleId", "") for style in default), "")

    def _style(self, name: str | None) -> Style:
        """What a style says. Every style is read once, however long the chain and however they refer to each other."""
        key = self._default if name is None else name
        chain: dict[str, Element] = {}
        while key in self._elements and key not in self._known and key not in chain:
            chain[key] = self._elements[key]
            key = value(self._elements[key], "w:basedOn") or ""
        style = self._known.get(key, Style())
        for key, element in reversed(chain.items()):
            style = self._known[key] = _based(element, style)
        return style

    def level(self, properties: Element | None) -> int:
        """The outline level of a paragraph, from 1; 0 for body text."""
        direct = number(value(properties, "w:outlineLvl"))
        level = self._style(value(properties, "w:pStyle")).level if direct is None else direct
        return level + 1 if level is not None and 0 <= level < _BODY_LEVEL else 0

    def bold(self, name: str | None) -> bool:
        """Whether a style is bold."""
        return bool(self._style(name).bold)

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """The numbering a paragraph is in and its level there, from 0; ("", 0) for none."""
        style = self._style(value(properties, "w:pStyle"))
        own = child(properties, "w:numPr")
        name = _either(value(own, "w:numId"), style.numbering) or ""
        depth = _either(number(value(own, "w:ilvl")), style.depth) or 0
        return ("", 0) if name == "0" else (name, min(max(depth, 0), 8))

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of the table of contents that Word makes."""
        return self._style(value(properties, "w:pStyle")).contents


def _based(element: Element, base: Style) -> Style:
    """What a style says, itself before the one that it is based on."""
    name, paragraph = (value(element, "w:name") or "").strip(), child(element, "w:pPr")
    heading, numbering = _HEADING.fullmatch(name), child(paragraph, "w:numPr")
    named = int(heading.group(1)) - 1 if heading else None
    return Style(
        level=_either(_either(number(value(paragraph, "w:outlineLvl")), named), base.level),
        bold=_either(switched(child(element, "w:rPr"), "w:b"), base.bold),
        numbering=_either(value(numbering, "w:numId"), base.numbering),
        depth=_either(number(value(numbering, "w:ilvl")), base.depth),
        contents=base.contents or bool(_CONTENTS.fullmatch(name)),
    )


def _either(own: T | None, inherited: T | None) -> T | None:
    return inherited if own is None else own
