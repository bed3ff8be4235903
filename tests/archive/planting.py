"""Planted corpora and the archives that hold them."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive_planted import Generator, write
from compare.archive.adding import Added, add, listed
from compare.archive.naming import read_map
from compare.archive.store import Store
from compare.settings import Settings


@dataclass(frozen=True)
class Corpus:
    """Planted reports on disk, and the generator that knows the truth."""

    folder: Path
    generator: Generator

    @property
    def reports(self):
        return listed([str(self.folder / "reports")])

    @property
    def naming(self):
        return read_map(str(self.folder / "map.csv"))


def planted(folder: Path, *, units: int, years: int, sentences: int, seed: int = 7) -> Corpus:
    generator = Generator(units, years, sentences, seed)
    write(folder, generator)
    return Corpus(folder, generator)


def filled(path: Path, corpus: Corpus, paths=None) -> tuple[Store, Added]:
    store = Store.create(str(path), Settings())
    return store, add(store, paths or corpus.reports, naming=corpus.naming)
