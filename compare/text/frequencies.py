"""jieba's dictionary, learnt as it is needed. Takes its file, gives the mapping that jieba's tokenizer looks words up in.

The tokenizer asks only for stretches of the run it cuts, and those of two characters or more begin with two characters
that stand beside each other in the run: a report needs a tenth of the dictionary, and waits for no more.
"""

import re
from bisect import bisect_left
from typing import BinaryIO

_FREQUENCY = re.compile(r" (\d+) ")


class Frequencies(dict[str, int]):
    """How often each word occurs; 0 for what only begins a word. `total` counts the whole dictionary."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        with file:
            text = file.read().decode("utf-8")
        self.total = sum(map(int, _FREQUENCY.findall(text)))
        self._lines = sorted(text.split("\n"))
        self._known: set[str] = set()

    def learn(self, run: str) -> None:
        """Know every word of the dictionary that stands in a run."""
        pairs = {run[at : at + 2] for at in range(len(run) - 1)}
        for start in pairs.union(character + " " for character in run) - self._known:
            self._known.add(start)
            self._add(start)

    def _add(self, start: str) -> None:
        """Add the lines that begin so: a word, a blank, its frequency, a blank, its class."""
        at = bisect_left(self._lines, start)
        while at < len(self._lines) and self._lines[at].startswith(start):
            word, frequency, _ = self._lines[at].split(" ")
            self[word] = int(frequency)
            for end in range(1, len(word)):
                self.setdefault(word[:end], 0)
            at += 1
