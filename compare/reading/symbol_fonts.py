"""Characters of symbol fonts (Wingdings, Symbol), which have codes of their own: code to the character that is seen."""

from collections.abc import Mapping

SYMBOLS: Mapping[int, str] = {
    0x52: "☑",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "□",
    0x75: "◆",
    0x78: "☒",
    0xA3: "□",
    0xA7: "▪",
    0xA8: "□",
    0xB7: "•",
    0xD8: "▸",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}

UNKNOWN = "▪"
"""What stands for any other."""
