"""The words that changed. Takes editions and changes, gives the changes with word edits and weights."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from compare.classify.split_edits import TokenBlock
from compare.classify.tokens import Token, tokens
from compare.classify.weights import Rarity
from compare.classify.word_diff import blocks
from compare.model import Change, Edit, EditClass, Edition, EditOp
from compare.settings import Settings
from compare.source import Span
from compare.text.lexicon import lexicon

_SLOTS: tuple[EditClass, ...] = ("figure", "date", "meeting")


def mark(
    old: Edition, new: Edition, changes: Sequence[Change], *, settings: Settings, only: Collection[int] | None = None
) -> tuple[Change, ...]:
    """The changes with `edits` and `weight`, all of them or those whose ids are in `only`.

    Weights (0-1) are shares of the comparison's heaviest sentence: the same whichever changes are asked for. A change
    weighs all its words together, an edit its average word: of two edits the longer one does not matter more.
    """
    rarity = Rarity(old, new, lexicon(old.language), settings)
    return tuple(
        _marked(old, new, change, rarity, settings.compared_most) if only is None or change.id in only else change
        for change in changes
    )


def is_rewritten(old: Edition, new: Edition, change: Change, *, settings: Settings) -> bool:
    """Whether so much of a marked change is new that it is better shown as rewritten than word by word."""
    if not (change.old and change.new and change.edits):
        return False
    whole = sum(b - a for e, ns in ((old, change.old), (new, change.new)) for a, b in (e.sentences[n].span for n in ns))
    touched = sum(edit.old[1] - edit.old[0] + edit.new[1] - edit.new[0] for edit in change.edits)
    return touched > settings.rewritten_share * whole


def _marked(old: Edition, new: Edition, change: Change, rarity: Rarity, most: int) -> Change:
    if not change.old:
        return replace(change, edits=(), weight=_share(rarity.sentences(new, change.new), rarity))
    if not change.new:
        return replace(change, edits=(), weight=_share(rarity.sentences(old, change.old), rarity))
    if [old.piece(number) for number in change.old] == [new.piece(number) for number in change.new]:
        return replace(change, edits=(), weight=0.0)
    olds, news = tokens(old, change.old), tokens(new, change.new)
    differing = blocks(olds, news, most=most)
    keys = frozenset(token.key for token in olds), frozenset(token.key for token in news)
    masses = [
        (rarity.word_by_word(olds[i:i2], beside=keys[1]), rarity.word_by_word(news[j:j2], beside=keys[0]))
        for i, i2, j, j2 in differing
    ]
    edits = tuple(
        _edit(block, olds, news, _share(_average(sides), rarity))
        for block, sides in zip(differing, masses, strict=True)
    )
    return replace(change, edits=edits, weight=_share(sum(sum(mine) + sum(theirs) for mine, theirs in masses), rarity))


def _edit(block: TokenBlock, olds: Sequence[Token], news: Sequence[Token], weight: float) -> Edit:
    i, i2, j, j2 = block
    op: EditOp = "insert" if i == i2 else "delete" if j == j2 else "replace"
    return Edit(op, _span(olds, i, i2), _span(news, j, j2), _class(olds[i:i2], news[j:j2]), weight)


def _average(sides: Sequence[Sequence[float]]) -> float:
    """The mean of both sides' mean masses; of one side's where the other has no word."""
    means = [sum(masses) / len(masses) for masses in sides if masses]
    return sum(means) / len(means) if means else 0.0


def _share(mass: float, rarity: Rarity) -> float:
    return round(min(1.0, mass / rarity.heaviest), 4)


def _span(words: Sequence[Token], start: int, end: int) -> Span:
    """The source span of some words; an empty one stands behind the word before it, within its sentence."""
    if start < end:
        return words[start].span[0], words[end - 1].span[1]
    if start and (start == len(words) or words[start - 1].sentence == words[start].sentence):
        return words[start - 1].span[1], words[start - 1].span[1]
    at = words[start].span[0] if words else 0
    return at, at


def _class(olds: Sequence[Token], news: Sequence[Token]) -> EditClass:
    """What an edit is about: the one class of its words; a mask against a value is a mask."""
    kinds = [{token.kind for token in words if token.kind != "punctuation"} for words in (olds, news)]
    both = kinds[0] | kinds[1]
    if "wording" in both:
        return "wording"
    if "mask" in both:
        return "mask"
    for kind in _SLOTS:
        if kind in both:
            return kind
    return "numbering" if both else "punctuation"
