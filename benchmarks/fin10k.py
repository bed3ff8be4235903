"""Which changed words matter: weights of word edits against the marks of readers (sentences of 10-Ks, year over year).

    python benchmarks/fin10k.py FILE

FILE holds a pair a line: `sentA`, `sentB`, `wordsB`, and in `labels`, behind `<tag2>`, how many of three annotators marked
each word. All pairs are laid into one comparison. A word of the later sentence weighs what the edit over it weighs.
Prints R-Precision (words that at least two marked) and Pearson (share of annotators), means over the pairs.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from compare.classify import classify, mark
from compare.model import Alignment, Edit, Edition, Link, Sentence
from compare.settings import Settings
from compare.source import Source


def edition(sentences: list[str], name: str) -> Edition:
    """An edition of one sentence a line."""
    spans: list[Sentence] = []
    at = 0
    for sentence in sentences:
        spans.append(Sentence((at, at + len(sentence)), "body", "1", len(spans)))
        at += len(sentence) + 1
    source = Source(name, "\n".join(sentences) + "\n", name, "txt", "utf-8")
    return Edition(name, source, name, "", "", name, "en", (), (), tuple(spans))


def weights(rows: list[dict[str, list[str]]]) -> list[list[float]]:
    """For each pair the weight of every word of the later sentence."""
    old = edition([" ".join(row["wordsA"]) for row in rows], "2021")
    new = edition([" ".join(row["wordsB"]) for row in rows], "2022")
    links = tuple(Link((n,), (n,), 1.0, 1.0, "given") for n in range(len(rows)))
    settings = Settings()
    found = mark(old, new, classify(old, new, Alignment((), links), settings=settings), settings=settings)
    return [
        _by_word(change.edits or (), new.sentences[at].span[0], rows[at]["wordsB"]) for at, change in enumerate(found)
    ]


def _by_word(edits: Sequence[Edit], start: int, words: Sequence[str]) -> list[float]:
    told = []
    for word in words:
        over = [edit.weight for edit in edits if edit.new[0] < start + len(word) and edit.new[1] > start]
        told.append(max(over, default=0.0))
        start += len(word) + 1
    return told


def r_precision(told: Sequence[float], marks: Sequence[int]) -> float | None:
    """The share of the wanted words among as many of the heaviest; ties go to the earlier word."""
    wanted = {at for at, count in enumerate(marks) if count >= 2}
    best = sorted(range(len(told)), key=lambda at: -told[at])[: len(wanted)]
    return len(wanted & set(best)) / len(wanted) if wanted else None


def line(path: Path) -> str:
    """The two figures of a file, as one line."""
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    marks = [row["labels"][row["words"].index("<tag2>") + 1 : -1] for row in rows]
    told = weights(rows)
    precision = [p for p in map(r_precision, told, marks) if p is not None]
    pearson = [np.corrcoef(t, m)[0, 1] for t, m in zip(told, marks, strict=True) if np.std(t) and np.std(m)]
    return f"fin10k        R-Precision {np.mean(precision):.3f}, Pearson {np.mean(pearson):.3f} ({len(rows)} pairs)"


if __name__ == "__main__":
    print(line(Path(sys.argv[1])))
