"""Where two runs of words differ. Takes two runs of tokens, gives blocks of places `(i, i2, j, j2)` that differ.

The same blocks, turned round, come out when the runs are swapped.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from compare.classify.split_edits import TokenBlock, pieces
from compare.classify.tokens import Token
from compare.matching import equal_runs

TokenRange = tuple[int, int]


def blocks(old: Sequence[Token], new: Sequence[Token], *, most: int) -> list[TokenBlock]:
    """The stretches that differ, tidied: short islands absorbed, insertions slid to a joint, none over a sentence's end.

    `most` bounds the work, as in `equal_runs`.
    """
    heads = _has_head(old), _has_head(new)
    if any(heads):
        i, j = map(int, heads)
        rest = [(a + i, b + i, c + j, d + j) for a, b, c, d in blocks(old[i:], new[j:], most=most)]
        same = all(heads) and old[0].key == new[0].key
        return rest if same else [(0, i, 0, j), *rest]
    shared = old and new and old[-1].sentence == new[-1].sentence
    differing = _raw([token.key for token in old], [token.key for token in new], ends=bool(shared), most=most)
    differing = _absorbed(differing, old, new)
    differing = [_slid(block, old, new, differing) for block in differing]
    return [
        piece for block in differing for part in _split(block, old, new) for piece in pieces(part, old, new, most=most)
    ]


def _has_head(words: Sequence[Token]) -> bool:
    return bool(words) and words[0].kind == "numbering"


def _raw(old: list[str], new: list[str], *, ends: bool, most: int) -> list[TokenBlock]:
    """The difference in one order of the two sides, so that it does not depend on which is which.

    `ends` says that the two last words may be taken for the same: not so where one sentence became two.
    """
    if (len(old), old) > (len(new), new):
        return [(j, j2, i, i2) for i, i2, j, j2 in _raw(new, old, ends=ends, most=most)]
    first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    last = 0
    while ends and last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    i_end, j_end = len(old) - last, len(new) - last
    runs = [(first + i, first + j, size) for i, j, size in equal_runs(old[first:i_end], new[first:j_end], most=most)]
    gaps = pairwise([(first, first, 0), *runs, (i_end, j_end, 0)])
    between = [(i + size, i2, j + size, j2) for (i, j, size), (i2, j2, _) in gaps]
    return [(i, i2, j, j2) for i, i2, j, j2 in between if i < i2 or j < j2]


def _length(tokens: Sequence[Token]) -> int:
    return sum(len(token.key) for token in tokens)


def _absorbed(differing: list[TokenBlock], old: Sequence[Token], new: Sequence[Token]) -> list[TokenBlock]:
    """Islands of equal words that are shorter than half of the edits on both sides become part of one edit."""
    kept: list[TokenBlock] = []
    for block in differing:
        kept.append(block)
        while len(kept) > 1 and _is_islet(kept[-2], kept[-1], old, new):
            (i, _, j, _), (_, i2, _, j2) = kept[-2:]
            kept[-2:] = [(i, i2, j, j2)]
    return kept


def _is_islet(before: TokenBlock, after: TokenBlock, old: Sequence[Token], new: Sequence[Token]) -> bool:
    island = old[before[1] : after[0]]
    if any(token.sentence != island[0].sentence for token in (*island, *old[before[0] : after[1]])):
        return False
    if any(token.sentence != new[before[3]].sentence for token in new[before[2] : after[3]]):
        return False
    sizes = [max(_length(old[i:i2]), _length(new[j:j2])) for i, i2, j, j2 in (before, after)]
    one_sided = (before[0] == before[1] and after[0] == after[1]) or (before[2] == before[3] and after[2] == after[3])
    return not one_sided and 2 * _length(island) < min(sizes)


def _slid(block: TokenBlock, old: Sequence[Token], new: Sequence[Token], differing: Sequence[TokenBlock]) -> TokenBlock:
    """A lone insertion or deletion that could stand in several places, at the one that opens or ends at a mark."""
    i, i2, j, j2 = block
    if (i < i2) == (j < j2):
        return block
    words, start, end = (old, i, i2) if i < i2 else (new, j, j2)
    at = 0 if i < i2 else 2
    lowest = max(
        (block_beside[at + 1] for block_beside in differing if block_beside[at + 1] <= start and block_beside != block),
        default=0,
    )
    highest = min(
        (block_beside[at] for block_beside in differing if block_beside[at] >= end and block_beside != block),
        default=len(words),
    )
    shifts = [0]
    while start + shifts[0] > lowest and words[start + shifts[0] - 1].key == words[end + shifts[0] - 1].key:
        shifts.insert(0, shifts[0] - 1)
    while end + shifts[-1] < highest and words[start + shifts[-1]].key == words[end + shifts[-1]].key:
        shifts.append(shifts[-1] + 1)
    by = max(shifts, key=lambda shift: (_joint(words, start + shift, end + shift), -shift))
    return i + by, i2 + by, j + by, j2 + by


def _joint(words: Sequence[Token], start: int, end: int) -> int:
    """How well an edit of these words begins and ends: whole sentences, then whole clauses, then whole list items."""
    opens = start == 0 or words[start - 1].sentence != words[start].sentence
    closes = end == len(words) or words[end - 1].sentence != words[end].sentence
    after_mark = opens or words[start - 1].kind == "punctuation"
    ends_in_mark = words[end - 1].kind == "punctuation"
    starts_with_mark = words[start].kind == "punctuation"
    before_mark = closes or (end < len(words) and words[end].kind == "punctuation")
    return 4 * (opens and closes) + 3 * (after_mark and ends_in_mark) + 2 * (starts_with_mark and before_mark)


def _split(block: TokenBlock, old: Sequence[Token], new: Sequence[Token]) -> list[TokenBlock]:
    """A block cut at the ends of sentences and behind list heads: piece answers to piece, what is over stands alone."""
    i, _, j, _ = block
    olds, news = _runs(old, block[0], block[1]), _runs(new, block[2], block[3])
    parts: list[TokenBlock] = []
    for mine, theirs in _partners(olds, news, old, new):
        before, after = mine or (i, i), theirs or (j, j)
        parts.append((*before, *after))
        i, j = before[1], after[1]
    return parts


def _partners(
    olds: Sequence[TokenRange], news: Sequence[TokenRange], old: Sequence[Token], new: Sequence[Token]
) -> Iterator[tuple[TokenRange | None, TokenRange | None]]:
    """Pieces of an old stretch with those of the new that answer to them: words to words in order, heads to heads."""
    mine = [at for at, run in enumerate(olds) if not _is_head(old, run)]
    theirs = [at for at, run in enumerate(news) if not _is_head(new, run)]
    at_old = at_new = 0
    for to_old, to_new in [*zip(mine, theirs, strict=False), (len(olds), len(news))]:
        yield from zip_longest(olds[at_old:to_old], news[at_new:to_new])
        if to_old < len(olds):
            yield olds[to_old], news[to_new]
        at_old, at_new = to_old + 1, to_new + 1


def _is_head(words: Sequence[Token], run: TokenRange) -> bool:
    return words[run[0]].kind == "numbering"


def _runs(words: Sequence[Token], start: int, end: int) -> list[TokenRange]:
    def is_cut(at: int) -> bool:
        return words[at].sentence != words[at - 1].sentence or words[at - 1].kind == "numbering"

    cuts = [start, *(at for at in range(start + 1, end) if is_cut(at)), end]
    return [(a, b) for a, b in pairwise(cuts) if a < b]
