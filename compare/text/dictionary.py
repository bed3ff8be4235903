"""jieba's dictionary and model as one file that is mapped into memory: a run reads the few pages that it needs.

Takes pairs of neighbouring Han characters, gives the words that begin with them and how often each occurs. The file is
built by `tools/build_dictionary.py` from jieba 0.42 (MIT licence) with our terms added. One of other terms is not used:
the same tables are then made of jieba itself, which takes a second.
"""

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "dictionary.bin"
FIRST, LAST = 0x4E00, 0x9FD5
"""The Han characters that jieba cuts; all others stand alone."""
NEVER = float("-inf")
"""The weight of what is no word."""
UNSEEN = -3.14e100
"""jieba's logarithm of what its model has not met."""
STEPS = ("B", "S", "BM", "BE", "MM", "ME", "EB", "ES", "SB", "SS")
"""The starts and transitions of the model: to begin a word, to be in its middle or its end, to stand alone."""
_ID_SIZE = 64
_TABLES = "IHIHdIddddd"
"""The item codes of the tables, in the order in which they stand in the file, behind the id and their sizes."""


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """The tables of a file; they read like sequences of numbers.

    Pair n are the first two characters of words: from `firsts[c]` to `firsts[c + 1]` stand those of the character
    `FIRST + c`, by their second one in `seconds`. From `places[n]` to `places[n + 1]`, `words` has what begins with pair
    n: the level of the pair itself, how many longer words there are, for each of these its level and how many characters
    follow the pair, then these characters. `levels` are the
    logarithms of the probabilities that occur, the first of them that of what is no word. `single` holds the counts of
    characters alone, from `FIRST` on, and the last entry that of the whole dictionary. `begin` to `alone` are the
    logarithms of jieba's hidden Markov model: how probable each character is in that place of a word; `steps` are in
    the order of `STEPS`.
    """

    firsts: Sequence[int]
    seconds: Sequence[int]
    places: Sequence[int]
    words: memoryview
    levels: Sequence[float]
    single: Sequence[int]
    begin: Sequence[float]
    middle: Sequence[float]
    end: Sequence[float]
    alone: Sequence[float]
    steps: Sequence[float]

    @property
    def total(self) -> int:
        """The counts of all words together."""
        return self.single[-1]

    def beginning(self, pair: str) -> tuple[float, dict[str, float]]:
        """The weight of a word of two characters (`NEVER` where it is none), and of the longer words that begin so."""
        first, second = ord(pair[0]) - FIRST, ord(pair[1])
        end = self.firsts[first + 1]
        number = bisect_left(self.seconds, second, self.firsts[first], end)
        if number == end or self.seconds[number] != second:
            return NEVER, {}
        own, count, *rest = self.words[self.places[number] : self.places[number + 1]]
        if not count:
            return self.levels[own], {}
        text = "".join(map(chr, rest[2 * count :]))
        longer, at = {}, 0
        for level, size in zip(rest[: 2 * count : 2], rest[1 : 2 * count : 2], strict=True):
            longer[pair + text[at : at + size]] = self.levels[level]
            at += size
        return self.levels[own], longer


def load(identity: str, terms: Sequence[str], path: Path = SHIPPED) -> Dictionary:
    """The dictionary with these terms: the file's where it has the id, else made anew."""
    try:
        with path.open("rb") as file:
            data: mmap | bytes = mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError):  # not there, or empty
        data = b""
    if data[:_ID_SIZE].rstrip(b"\0").decode("ascii", "replace") != identity or sys.byteorder != "little":
        data = packed(identity, terms)
    return _unpacked(memoryview(data))


def _unpacked(data: memoryview) -> Dictionary:
    at = _ID_SIZE + 8 * len(_TABLES)
    tables = []
    for code, size in zip(_TABLES, data[_ID_SIZE:at].cast("Q"), strict=True):
        tables.append(data[at : at + size].cast(code))  # type: ignore[call-overload]  # one of _TABLES
        at += size + -size % 8
    return Dictionary(*tables)


def packed(identity: str, terms: Sequence[str]) -> bytes:
    """The bytes of a file with these terms."""
    tokenizer, model = _jieba(terms)
    tables = [*_word_tables(tokenizer), _singles(tokenizer), *_model_tables(model)]
    bodies = [table.tobytes() for table in tables]
    sizes = array("Q", [len(body) for body in bodies]).tobytes()
    padded = b"".join(body + b"\0" * (-len(body) % 8) for body in bodies)
    return identity.encode("ascii").ljust(_ID_SIZE, b"\0") + sizes + padded


def _word_tables(tokenizer: Any) -> "Iterator[array[int] | array[float]]":  # noqa: ANN401 - jieba has no types
    """Firsts, seconds, places, words and levels."""
    groups = defaultdict[str, dict[str, int]](dict)
    for word, count in tokenizer.FREQ.items():
        if len(word) > 1 and count and all(FIRST <= ord(character) <= LAST for character in word):
            groups[word[:2]][word[2:]] = count
    counts = sorted({count for group in groups.values() for count in group.values()})
    level = {count: at for at, count in enumerate(counts, 1)}
    pairs = sorted(groups)
    yield array("I", [bisect_left(pairs, chr(code)) for code in range(FIRST, LAST + 2)])
    yield array("H", [ord(pair[1]) for pair in pairs])
    places, words = array("I"), array("H")
    for pair in pairs:
        places.append(len(words))
        own, longer = groups[pair].pop("", 0), sorted(groups[pair].items())
        words.extend([level[own] if own else 0, len(longer)])
        words.extend(number for rest, count in longer for number in (level[count], len(rest)))
        words.extend(ord(character) for rest, _ in longer for character in rest)
    places.append(len(words))
    yield from (places, words)
    whole = log(tokenizer.total)
    yield array("d", [NEVER, *(log(count) - whole for count in counts)])


def _singles(tokenizer: Any) -> "array[int]":  # noqa: ANN401 - jieba has no types
    counts = [tokenizer.FREQ.get(chr(code)) or 0 for code in range(FIRST, LAST + 1)]
    return array("I", [*counts, tokenizer.total])


def _model_tables(model: Any) -> "Iterator[array[float]]":  # noqa: ANN401 - jieba has no types
    for state in "BMES":
        known = model.emit_P[state]
        yield array("d", [known.get(chr(code), UNSEEN) for code in range(FIRST, LAST + 1)])
    starts, moves = model.start_P, model.trans_P
    yield array("d", [starts[step] if len(step) == 1 else moves[step[0]][step[1]] for step in STEPS])


def _jieba(terms: Sequence[str]) -> tuple[Any, Any]:
    """The tokenizer of jieba with our terms in it, and its model."""
    with _hidden("pkg_resources"):  # jieba can do without; it is slow to load, and newer ones complain on stderr
        import jieba  # a second to load: only where the file is of other terms
        from jieba import finalseg
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    # Not by initialize(), which keeps a copy in a folder that everyone can write to.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for term in terms:
        tokenizer.add_word(term)
    return tokenizer, finalseg


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """A module that cannot be imported meanwhile; one that somebody else has loaded stays."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # how Python writes down that there is none
    try:
        yield
    finally:
        del sys.modules[module]
