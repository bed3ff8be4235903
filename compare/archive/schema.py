"""The tables of an archive: names, columns, types, and how each is written. No data, and nothing that loads a library."""

from collections.abc import Mapping
from types import MappingProxyType

FORMAT, VERSION = "yoy/archive", 1

LEVELS = 4
"""Superiors that an edition can name: nation, province, city, county."""

ABOVE = tuple(f"above{level}" for level in range(1, LEVELS + 1))

_EDITION = {
    "doc": "long",
    "unit": "string",
    "period": "string",
    "genre": "string",
    "name": "string",
    **dict.fromkeys(ABOVE, "string"),
    "title": "string",
    "path": "string",
    "sha256": "string",
    "language": "string",
    "scheme": "string",
    "grams": "integer",
    "sentences": "integer",
}

TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "sentences": {
            "doc": "long",
            "sent": "integer",
            "section": "string",
            "role": "string",
            "counted": "integer",
            "slots": "integer",
            "skeleton": "string",
            "text": "string",
            "added": "long",
        },
        "uses": {"h": "long", "doc": "long", "sent": "integer", "lo": "integer", "hi": "integer"},
        "texts": {**_EDITION, "content": "string", "added": "long"},
        "editions": {**_EDITION, "added": "long"},
    }
)
"""In the order in which they are written: an edition whose row is not in `editions` is not in the archive.

`added` is a time in microseconds; of several editions of one unit, genre and period the one added last counts.
"""
