"""What is wrong with an archive: files that cannot be read, editions whose rows are not those of their text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from compare.archive.edition_rows import Naming, identity, unpacked
from compare.archive.engines import Engine, quoted, text
from compare.archive.schema import TABLES
from compare.archive.store import Store
from compare.errors import CompareError
from compare.reuse.ngrams import ledger


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong, and with what: a file, or an edition by its unit and period."""

    code: Literal["file", "counts", "text", "hash"]
    name: str


def unreadable(store: Store, engine: Engine) -> tuple[Damage, ...]:
    """The files of the tables that are not whole; until they are mended nothing else can be checked."""
    return tuple(Damage("file", file) for name in TABLES for file in store.files(name) if not _is_whole(engine, file))


def _is_whole(engine: Engine, file: str) -> bool:
    try:
        engine.rows(f"SELECT count(COLUMNS(*)) FROM read_parquet([{quoted(file)}])")  # noqa: S608 - quoted
    except CompareError:
        return False
    return True


def wrong(store: Store, engine: Engine) -> Iterator[tuple[Damage, ...]]:
    """For each edition what is wrong with it: its counts, its text, or the hashes that its text gives."""
    for doc, unit, period, genre, *numbers in engine.rows(text("verify")):
        name = " ".join(filter(None, (unit, period, genre)))
        grams, sentences, held_grams, held_sentences, mark = numbers
        if not (content := engine.rows(f"SELECT content FROM texts WHERE doc = {doc}")):  # noqa: S608 - a number
            yield (Damage("text", name),)
        elif (grams, sentences) != (held_grams, held_sentences):
            yield (Damage("counts", name),)
        else:
            naming = Naming(unit, period, genre, "", ())
            yield () if _is_same(store, content[0][0], naming, doc, mark) else (Damage("hash", name),)


def _is_same(store: Store, content: str, naming: Naming, doc: int, mark: int | None) -> bool:
    edition = unpacked(content)
    hashes = np.unique(ledger(edition, store.settings).hashes)
    told = int(np.bitwise_xor.reduce(hashes).view(np.int64)) if len(hashes) else None
    return identity(edition, naming) == doc and told == mark
