"""The certain pass: takes two Sides, gives the pairs whose text leaves no question; near-identical editions end here."""

from collections.abc import Hashable, Iterator, Sequence

from compare.align.types import Side

Pair = tuple[int, int]


def certain(old: Side, new: Side, taken_old: frozenset[int], taken_new: frozenset[int]) -> list[tuple[Pair, str]]:
    """Pairs of equal folded forms, then of equal letters, then of equal skeletons, each only where both sides hold it equally often."""
    used_old, used_new = set(taken_old), set(taken_new)
    found = []
    for name, left, right in (
        ("exact", old.exact, new.exact),
        ("skeleton", old.keys, new.keys),
        ("skeleton", old.skeletons, new.skeletons),
    ):
        one = [(role, text) for role, text in zip(old.role, left, strict=True)]
        other = [(role, text) for role, text in zip(new.role, right, strict=True)]
        for pair in _equal(one, other, used_old, used_new):
            used_old.add(pair[0])
            used_new.add(pair[1])
            found.append((pair, name))
    return found


def copies(
    old: Side, new: Side, taken_old: frozenset[int], taken_new: frozenset[int], likely: Sequence[Pair]
) -> list[Pair]:
    """Pairs of equal forms of which one side holds more: the `likely` ones in their order, then the rest in place.

    Equal folded forms go before forms that are equal but for signs and marks.
    """
    used_old, used_new = set(taken_old), set(taken_new)
    found: list[Pair] = []
    for forms in ((old.exact, new.exact), (old.keys, new.keys)):
        one, other = (list(zip(side.role, form, strict=True)) for side, form in zip((old, new), forms, strict=True))
        found += _copies(one, other, used_old, used_new, likely)
    return found


def _copies(
    one: Sequence[Hashable], other: Sequence[Hashable], used_old: set[int], used_new: set[int], likely: Sequence[Pair]
) -> list[Pair]:
    """The pairs, noted in `used_old` and `used_new`."""
    found = []
    for i, j in likely:
        if one[i] == other[j] and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            found.append((i, j))
    olds, news = _places(one, used_old), _places(other, used_new)
    found += [pair for key, places in olds.items() for pair in zip(places, news.get(key, ()), strict=False)]
    used_old.update(i for i, _ in found)
    used_new.update(j for _, j in found)
    return found


def _equal(
    left: Sequence[Hashable], right: Sequence[Hashable], used_old: set[int], used_new: set[int]
) -> Iterator[Pair]:
    olds, news = _places(left, used_old), _places(right, used_new)
    for key, places in olds.items():
        mates = news.get(key, [])
        if len(mates) == len(places):
            yield from zip(places, mates, strict=True)


def _places(keys: Sequence[Hashable], used: set[int]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for number, key in enumerate(keys):
        if number not in used:
            found.setdefault(key, []).append(number)
    return found
