"""What the style sheet of a Word file says of a paragraph: its outline level, its numbering, whether it is bold."""

import re
from collections.abc import Iterator

from compare.reading.word.package import Element, child

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_BODY_LEVEL = 9


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


class Styles:
    """The style sheet; a name that it does not hold says nothing."""

    def __init__(self, root: Element | None) -> None:
        styles = [style for style in root if style.tag == "w:style"] if root is not None else []
        self._styles = {style.get("styleId", ""): style for style in styles}
        default = (s for s in styles if s.get("type") == "paragraph" and s.get("default") in ("1", "true", "on"))
        self._default = next((style.get("styleId", "") for style in default), "")

    def _chain(self, name: str | None) -> Iterator[Element]:
        """The style and those it is based on; every style once, however they refer to each other."""
        seen: set[str] = set()
        key = self._default if name is None else name
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = value(self._styles[key], "w:basedOn") or ""

    def level(self, properties: Element | None) -> int:
        """The outline level of a paragraph, from 1; 0 for body text."""
        direct = number(value(properties, "w:outlineLvl"))
        levels = [direct] if direct is not None else []
        for style in self._chain(value(properties, "w:pStyle")):
            named = _HEADING.fullmatch((value(style, "w:name") or "").strip())
            own = number(value(child(style, "w:pPr"), "w:outlineLvl"))
            levels += [own] if own is not None else [int(named.group(1)) - 1] if named else []
        return levels[0] + 1 if levels and 0 <= levels[0] < _BODY_LEVEL else 0

    def bold(self, name: str | None) -> bool:
        """Whether a style is bold."""
        found = (switched(child(style, "w:rPr"), "w:b") for style in self._chain(name))
        return next((bold for bold in found if bold is not None), False)

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """The numbering a paragraph is in and its level there, from 0; ("", 0) for none."""
        chain = [child(style, "w:pPr") for style in self._chain(value(properties, "w:pStyle"))]
        lists = [child(p, "w:numPr") for p in [properties, *chain] if p is not None]
        names = (value(entry, "w:numId") for entry in lists)
        name = next((name for name in names if name is not None), "")
        levels = (number(value(entry, "w:ilvl")) for entry in lists)
        level = next((level for level in levels if level is not None), 0)
        return ("", 0) if name == "0" else (name, min(max(level, 0), 8))

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of the table of contents that Word makes."""
        chain = self._chain(value(properties, "w:pStyle"))
        return any(_CONTENTS.fullmatch((value(style, "w:name") or "").strip()) for style in chain)
