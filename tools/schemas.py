"""Write the schemas of the JSON contract to docs/, from the classes of `compare.contract`.

    python tools/schemas.py

A test says when a schema in docs/ is not the one that the classes give.
"""

import json
from pathlib import Path

from compare.contract.documents import DOCUMENTS, schema

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main() -> None:
    """Write them all."""
    for name in DOCUMENTS:
        path = DOCS / f"{name}.schema.json"
        path.write_text(text_of(name), encoding="utf-8")


def text_of(name: str) -> str:
    """The schema of a format as it stands in docs/."""
    return json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
