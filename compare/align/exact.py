"""The certain pass: takes two sentence tables, gives the pairs whose text leaves no question; near-identical editions end here."""

from collections.abc import Hashable, Iterator, Sequence

from compare.align.types import SentenceTable
from compare.matching import Pair


def equal_pairs(
    old: SentenceTable, new: SentenceTable, taken_old: frozenset[int], taken_new: frozenset[int]
) -> list[tuple[Pair, str]]:
    """Pairs of equal folded forms, then of equal letters, then of equal skeletons, each only where both sides hold it equally often."""
    used_old, used_new = set(taken_old), set(taken_new)
    pairs = []
    for name, old_texts, new_texts in (
        ("exact", old.exact, new.exact),
        ("skeleton", old.keys, new.keys),
        ("skeleton", old.skeletons, new.skeletons),
    ):
        old_keys = [(role, text) for role, text in zip(old.role, old_texts, strict=True)]
        new_keys = [(role, text) for role, text in zip(new.role, new_texts, strict=True)]
        for pair in _equal(old_keys, new_keys, used_old, used_new):
            used_old.add(pair[0])
            used_new.add(pair[1])
            pairs.append((pair, name))
    return pairs


def copies(
    old: SentenceTable, new: SentenceTable, taken_old: frozenset[int], taken_new: frozenset[int], likely: Sequence[Pair]
) -> list[Pair]:
    """Pairs of equal forms of which one side holds more: the `likely` ones in their order, then the rest in place.

    Equal folded forms go before forms that are equal but for signs and marks.
    """
    used_old, used_new = set(taken_old), set(taken_new)
    pairs: list[Pair] = []
    for old_forms, new_forms in ((old.exact, new.exact), (old.keys, new.keys)):
        old_keys, new_keys = list(zip(old.role, old_forms, strict=True)), list(zip(new.role, new_forms, strict=True))
        pairs += _copies(old_keys, new_keys, used_old, used_new, likely)
    return pairs


def _copies(
    old_keys: Sequence[Hashable],
    new_keys: Sequence[Hashable],
    used_old: set[int],
    used_new: set[int],
    likely: Sequence[Pair],
) -> list[Pair]:
    """The pairs, noted in `used_old` and `used_new`."""
    pairs = []
    for i, j in likely:
        if old_keys[i] == new_keys[j] and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((i, j))
    olds, news = _places(old_keys, used_old), _places(new_keys, used_new)
    pairs += [pair for key, places in olds.items() for pair in zip(places, news.get(key, ()), strict=False)]
    used_old.update(i for i, _ in pairs)
    used_new.update(j for _, j in pairs)
    return pairs


def _equal(
    old_keys: Sequence[Hashable], new_keys: Sequence[Hashable], used_old: set[int], used_new: set[int]
) -> Iterator[Pair]:
    olds, news = _places(old_keys, used_old), _places(new_keys, used_new)
    for key, places in olds.items():
        mates = news.get(key, [])
        if len(mates) == len(places):
            yield from zip(places, mates, strict=True)


def _places(keys: Sequence[Hashable], used: set[int]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = {}
    for number, key in enumerate(keys):
        if number not in used:
            places.setdefault(key, []).append(number)
    return places
