"""The ledger of one edition: takes an `Edition`, gives its tokens and grams as arrays.

A token is a skeleton character (Chinese) or a word of the skeleton (languages with blanks); it knows the characters of
the source it stands for. Every count of this room is a sum of token weights: skeleton characters, blanks left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from compare.model import Edition, Role
from compare.reuse.hashing import Flags, Hashes, Numbers, characters, folded_runs, grams
from compare.settings import Settings
from compare.source import Span
from compare.text.forms import SLOTS, Form, skeleton

ROLES: tuple[Role, ...] = ("body", "heading", "salutation", "table", "furniture")


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Tokens (`values` to `sentence`, one entry a token) and grams (`hashes`, `firsts`, `sizes`, one entry a gram).

    `text` is the skeleton of the whole edition and `at` where a token begins in it; `weight` is a token's length.
    `bounds` are the first tokens of the sentences and the number of tokens; `ordered` are the hashes sorted, `order` the
    grams they belong to; `role` is a sentence's place in `ROLES`.
    """

    edition: Edition
    text: str
    at: Numbers
    values: Hashes
    slot: Flags
    weight: Numbers
    start: Numbers
    end: Numbers
    sentence: Numbers
    bounds: Numbers
    role: Numbers
    hashes: Hashes
    firsts: Numbers
    sizes: Numbers
    ordered: Hashes
    order: Numbers

    @property
    def covered(self) -> Flags:
        """The tokens that stand under at least one gram and are no slots: what can be counted at all."""
        return self.under(np.ones(len(self.hashes), dtype=np.bool_)) & ~self.slot

    def under(self, flags: Flags) -> Flags:
        """The tokens that stand under at least one of the flagged grams."""
        ends = self.firsts[flags] + self.sizes[flags]
        steps = np.bincount(self.firsts[flags], minlength=len(self.values) + 1)
        steps -= np.bincount(ends, minlength=len(self.values) + 1)
        return np.asarray(np.cumsum(steps[:-1]) > 0)

    def highest(self, numbers: npt.NDArray[np.int64]) -> Numbers:
        """For each token the highest number of the grams over it; 0 where there is none."""
        best = np.zeros(len(self.values), dtype=np.int64)
        for place in range(int(self.sizes.max(initial=0))):
            wide = self.sizes > place
            at = self.firsts[wide] + place
            best[at] = np.maximum(best[at], numbers[wide])
        return best

    def shared(self, old: "Ledger") -> Flags:
        """Which of the grams stand in the other edition too."""
        flags = np.zeros(len(self.hashes), dtype=np.bool_)
        flags[meeting(self, old)[0]] = True
        return flags

    def by_gram(self, sorted_flags: Flags) -> Flags:
        """Flags in the order of `ordered`, as flags of the grams; sorted hashes are looked up several times faster."""
        flags = np.empty(len(self.order), dtype=np.bool_)
        flags[self.order] = sorted_flags
        return flags

    def spoken(self, first: int, last: int) -> str:
        """The skeleton of the tokens `[first, last)`."""
        return self.text[int(self.at[first]) : int(self.at[last - 1] + self.weight[last - 1])]

    def span(self, first: int, last: int) -> Span:
        """The source span of the tokens `[first, last)`."""
        return int(self.start[first]), int(self.end[last - 1])

    def weigh(self, flags: Flags) -> int:
        """The characters of the flagged tokens."""
        return int(self.weight[flags].sum())

    def is_role(self, role: Role) -> Flags:
        """The tokens that stand in sentences of this role."""
        return np.asarray(self.role[self.sentence] == ROLES.index(role))


@lru_cache(maxsize=64)
def meeting(new: Ledger, old: Ledger) -> tuple[Numbers, Numbers]:
    """The grams of `new` that stand in `old` too, and the first place of each in `old.ordered`."""
    if not len(old.ordered):
        return (np.zeros(0, dtype=np.int64),) * 2
    at = np.searchsorted(old.ordered, new.ordered)
    at[at == len(old.ordered)] = 0
    hit = np.flatnonzero(old.ordered[at] == new.ordered)
    return new.order[hit], at[hit]


class _Same:
    """An edition as a key that is equal only to itself: hashing a whole report would cost more than its ledger."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __hash__(self) -> int:
        return id(self.edition)

    def __eq__(self, key: object) -> bool:
        return isinstance(key, _Same) and key.edition is self.edition


def ledger(edition: Edition, settings: Settings) -> Ledger:
    """The ledger of an edition, made once."""
    if edition.language == "en":
        return _ledger(_Same(edition), settings.gram_words, settings.gram_words_shortest)
    return _ledger(_Same(edition), settings.gram_length, settings.gram_shortest)


@lru_cache(maxsize=256)
def _ledger(same: _Same, length: int, shortest: int) -> Ledger:
    edition = same.edition
    forms = [skeleton(edition.piece(n), edition.language) for n in range(len(edition.sentences))]
    text = "".join(form.text for form in forms)
    values = characters(text)
    slot = np.isin(_codes(text), _codes(SLOTS))
    sizes = np.array([len(form.text) for form in forms], dtype=np.int64)
    sentence = np.repeat(np.arange(len(forms)), sizes)
    base = np.repeat(np.array([s.span[0] for s in edition.sentences], dtype=np.int64), sizes)
    start, end = (base + _flat(places, len(text)) for places in _places(forms))
    at, weight = np.arange(len(text)), np.ones(len(text), dtype=np.int64)
    if edition.language == "en":
        at, weight = word_spans(text, sentence)
        values, start, end = folded_runs(values, at, weight), start[at], end[at + weight - 1]
        slot, sentence = np.logical_and.reduceat(slot, at) if len(at) else slot[:0], sentence[at]
    bounds = np.searchsorted(sentence, np.arange(len(forms) + 1))
    role = np.array([ROLES.index(s.role) for s in edition.sentences], dtype=np.int64)
    hashes, firsts, spans = _spoken(*grams(values, bounds, length, shortest), slot)
    order = np.argsort(hashes, kind="stable")
    tokens = edition, text, at, values, slot, weight, start, end, sentence, bounds, role
    return Ledger(*tokens, hashes, firsts, spans, hashes[order], order)


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)


def _places(forms: list[Form]) -> Iterator[Iterator[int]]:
    yield chain.from_iterable(form.starts for form in forms)
    yield chain.from_iterable(form.ends for form in forms)


def _flat(places: Iterator[int], count: int) -> Numbers:
    return np.fromiter(places, dtype=np.int64, count=count)


def word_spans(text: str, sentence: Numbers) -> tuple[Numbers, Numbers]:
    """First character and length of every word: a run without blanks inside one sentence."""
    solid = _codes(text) != ord(" ")
    fresh = np.ones(len(text), dtype=np.bool_)
    fresh[1:] = ~solid[:-1] | (sentence[1:] != sentence[:-1])
    firsts = np.flatnonzero(solid & fresh)
    closing = np.ones(len(text), dtype=np.bool_)
    closing[:-1] = fresh[1:] | ~solid[1:]
    return firsts, np.flatnonzero(solid & closing) - firsts + 1


def _spoken(hashes: Hashes, firsts: Numbers, sizes: Numbers, slot: Flags) -> tuple[Hashes, Numbers, Numbers]:
    """The grams that hold more than slots."""
    slots = np.concatenate(([0], np.cumsum(slot)))
    kept = slots[firsts + sizes] - slots[firsts] < sizes
    return hashes[kept], firsts[kept], sizes[kept]
