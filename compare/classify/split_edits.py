"""A stretch that differs, cut into edits that each say one thing. Takes a block and its tokens, gives smaller blocks.

Figures answer to figures and dates to dates, in order; function words at the ends of a stretch stand alone; what is cut
off the two sides answers to each other. Swapped sides give the same pieces turned round.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from compare.classify.tokens import Token
from compare.matching import equal_runs

TokenBlock = tuple[int, int, int, int]


def pieces(block: TokenBlock, old: Sequence[Token], new: Sequence[Token], *, most: int) -> Iterator[TokenBlock]:
    """The block in pieces, in order; what is the same on both sides once the slots are paired is none."""
    for part in _by_slots(block, old, new, most):
        bare = _bared(part, old, new)
        if bare[0] < bare[1] or bare[2] < bare[3]:
            yield from _trimmed(bare, old, new)


def _bared(block: TokenBlock, old: Sequence[Token], new: Sequence[Token]) -> TokenBlock:
    """The block without the words that its two sides share at their beginnings and ends."""
    i, i2, j, j2 = block
    while i < i2 and j < j2 and old[i].key == new[j].key:
        i, j = i + 1, j + 1
    while i < i2 and j < j2 and old[i2 - 1].key == new[j2 - 1].key:
        i2, j2 = i2 - 1, j2 - 1
    return i, i2, j, j2


def _by_slots(block: TokenBlock, old: Sequence[Token], new: Sequence[Token], most: int) -> Iterator[TokenBlock]:
    i, i2, j, j2 = block
    if i == i2 or j == j2:
        yield from _dates_apart(block, old, new)
        return
    for by_old, by_new in _answering(old[i:i2], new[j:j2], most):
        at_old, at_new = block[0] + by_old, block[2] + by_new
        if (i, j) != (at_old, at_new):
            yield i, at_old, j, at_new
        yield at_old, at_old + 1, at_new, at_new + 1
        i, j = at_old + 1, at_new + 1
    if (i, j) != (i2, j2):
        yield i, i2, j, j2


def _answering(old: Sequence[Token], new: Sequence[Token], most: int) -> list[tuple[int, int]]:
    """Places of slots that answer to each other: the longest run of equal kinds, taken in one order of the sides."""
    olds, news = ([at for at, token in enumerate(side) if token.slot] for side in (old, new))
    kinds = [old[at].slot for at in olds], [new[at].slot for at in news]
    if (len(kinds[0]), kinds[0]) > (len(kinds[1]), kinds[1]):
        return [(at_old, at_new) for at_new, at_old in _answering(new, old, most)]
    runs = equal_runs(*kinds, most=most)
    return [(olds[at + step], news[to + step]) for at, to, size in runs for step in range(size)]


def _dates_apart(block: TokenBlock, old: Sequence[Token], new: Sequence[Token]) -> Iterator[TokenBlock]:
    """What came or went alone, each date in it a piece of its own: a rolled date says less than its neighbours."""
    i, i2, j, j2 = block
    words, start, end = (old, i, i2) if i < i2 else (new, j, j2)
    dates = {cut for at in range(start, end) if words[at].slot == "date" for cut in (at, at + 1)}
    cuts = sorted({start, end} | dates)
    for from_, to in pairwise(cuts):
        yield (from_, to, j, j2) if i < i2 else (i, i2, from_, to)


def _trimmed(block: TokenBlock, old: Sequence[Token], new: Sequence[Token]) -> Iterator[TokenBlock]:
    """Function words at the two ends apart, unless a side holds nothing else; a sentence that came or went stays whole."""
    i, i2, j, j2 = block
    lone = i == i2 or j == j2
    if _is_sentence(old, i, i2) or _is_sentence(new, j, j2):
        yield block
        return
    a, b = _core(old, i, i2, marks=not lone)
    c, d = _core(new, j, j2, marks=not lone)
    if a == b and c == d:
        yield block
        return
    if a == b:
        a, b = i, i2
    if c == d:
        c, d = j, j2
    yield from (part for part in ((i, a, j, c), (a, b, c, d), (b, i2, d, j2)) if part[0] < part[1] or part[2] < part[3])


def _is_sentence(words: Sequence[Token], start: int, end: int) -> bool:
    opens = start == 0 or words[start - 1].sentence != words[start].sentence if start < end else False
    return opens and (end == len(words) or words[end].sentence != words[start].sentence)


def _core(words: Sequence[Token], start: int, end: int, *, marks: bool) -> tuple[int, int]:
    """The stretch without the light words at its ends; marks stay where they go with what they part."""
    while start < end and words[start].light and (marks or words[start].kind != "punctuation"):
        start += 1
    while start < end and words[end - 1].light and (marks or words[end - 1].kind != "punctuation"):
        end -= 1
    return start, end
