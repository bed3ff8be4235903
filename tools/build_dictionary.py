"""Write `compare/text/dictionary.bin` out of jieba's dictionary and model and our terms.

    python tools/build_dictionary.py

Run it after a change of `terms.txt` or `slogans.txt`: a file of other terms is not used, and every run then takes a
second more. A test says when it is stale.
"""

from compare.text.dictionary import SHIPPED, packed
from compare.text.words import DICTIONARY_ID, TERMS


def main() -> None:
    """Write the file, and say how large it is."""
    data = packed(DICTIONARY_ID, TERMS)
    SHIPPED.write_bytes(data)
    print(f"{SHIPPED.name}: {DICTIONARY_ID}, {len(data)} bytes")


if __name__ == "__main__":
    main()
