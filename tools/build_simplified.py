"""Write `compare/text/simplified.txt`, traditional and simplified characters in turn, out of OpenCC's t2s tables.

python tools/build_simplified.py
"""

from pathlib import Path

import opencc

TARGET = Path(__file__).resolve().parent.parent / "compare" / "text" / "simplified.txt"


def pairs() -> str:
    """Every Han character that OpenCC turns into one other, and that one behind it."""
    # By its whole path: for a bare name OpenCC takes a file of that name in the current folder first.
    config = Path(opencc.__file__).parent / "clib" / "share" / "opencc" / "t2s.json"
    han = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = opencc.OpenCC(str(config)).convert("\n".join(han)).split("\n")
    return "".join(a + b for a, b in zip(han, simple, strict=True) if a != b and len(b) == 1)


if __name__ == "__main__":
    TARGET.write_text(pairs() + "\n", encoding="utf-8")
