"""The certain pass: takes two sentence tables, gives the pairs whose text leaves no question; near-identical editions end here."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Literal

from compare.align.types import SentenceTable
from compare.matching import Pair
from compare.text.forms import DATE

EqualPass = Literal["exact", "skeleton"]
Barred = list[tuple[tuple[int, int], tuple[int, int]]]
"""Ranges of old and new sentences between which nothing is linked that only looks alike."""
STOPS = tuple("。.！!？?；;：:")
"""How a statement ends; a heading, a name or a cell ends otherwise."""
_CAPTION = 12
"""Letters of a text that may stand in any chapter: a caption, no statement."""


def equal_pairs(
    old: SentenceTable, new: SentenceTable, taken_old: frozenset[int], taken_new: frozenset[int]
) -> list[tuple[Pair, EqualPass]]:
    """Pairs of equal folded forms, then of equal letters, then of equal skeletons, each only where both sides hold it equally often.

    A heading is paired with a heading before what is a heading in one edition only. What rolled out of the report is
    not paired with what rolled in.
    """
    mates: dict[int, int] = {}
    used_new = set(taken_new)
    pairs: list[tuple[Pair, EqualPass]] = []
    rounds: list[tuple[EqualPass, Sequence[Hashable], Sequence[Hashable]]] = [
        ("exact", _with_roles(old, old.exact), _with_roles(new, new.exact)),
        ("exact", _contents(old, old.exact), _contents(new, new.exact)),
        ("skeleton", _with_roles(old, old.keys), _with_roles(new, new.keys)),
        ("skeleton", _contents(old, old.keys), _contents(new, new.keys)),
        ("skeleton", _with_roles(old, old.skeletons), _with_roles(new, new.skeletons)),
    ]
    for name, old_keys, new_keys in rounds:
        equal = _equal(old_keys, new_keys, mates, set(taken_old) | set(mates), used_new)
        mates |= dict(equal)
        used_new |= {j for _, j in equal}
        pairs += [(pair, name) for pair in equal]
    barred = rolled(old, new, mates.items())
    return [(pair, name) for pair, name in pairs if not (in_barred(barred, *pair) and _is_loose(old, pair, name))]


def _with_roles(table: SentenceTable, texts: Sequence[str]) -> list[Hashable]:
    return list(zip(table.role, texts, strict=True))


def _contents(table: SentenceTable, texts: Sequence[str]) -> list[Hashable]:
    """The texts, whatever their role; of furniture and of what is too short nothing that equals anything."""
    return [
        text if role != "furniture" and len(text) >= _CAPTION else (number, table.edition.id)
        for number, (role, text) in enumerate(zip(table.role, texts, strict=True))
    ]


def _is_loose(old: SentenceTable, pair: Pair, name: EqualPass) -> bool:
    """Whether a pair is no more than a caption or a frame with other dates and figures."""
    return name == "skeleton" or len(old.keys[pair[0]]) < _CAPTION or old.head[pair[0]] > 0


def rolled(old: SentenceTable, new: SentenceTable, pairs: Iterable[Pair]) -> Barred:
    """The chapters that rolled out and those that rolled in: headings alike but for their dates, beside one that stayed.

    "2004 against 2003, 2003 against 2002" becomes "2005 against 2004, 2004 against 2003": the one that stands in both
    editions is the same chapter; the oldest and the newest are two chapters, though they share their frame.
    """
    mates = {i: j for i, j in pairs}  # noqa: C416 - a mapping of pairs must not be copied as one
    frames = [_dated_headings(table) for table in (old, new)]
    barred: Barred = []
    for frame, olds in frames[0].items():
        news = frames[1].get(frame, [])
        same = {i for i in olds if i in mates and old.exact[i] == new.exact[mates[i]]}
        if same and len(olds) > 1 and len(news) > 1:
            stayed = {mates[i] for i in same}
            gone = [_chapter(old, olds, at) for at, i in enumerate(olds) if i not in same]
            come = [_chapter(new, news, at) for at, j in enumerate(news) if j not in stayed]
            barred += [(out, in_) for out in gone for in_ in come]
    return barred


def _dated_headings(table: SentenceTable) -> dict[str, list[int]]:
    """The lines without a stop that hold a date, by their skeletons: headings, whether they were recognised or not."""
    headings: dict[str, list[int]] = {}
    for number, text in enumerate(table.skeletons):
        if DATE in text and table.edition.piece(number).rstrip()[-1:] not in STOPS:
            headings.setdefault(text, []).append(number)
    return headings


def _chapter(table: SentenceTable, headings: Sequence[int], at: int) -> tuple[int, int]:
    """What stands under a heading: up to the next one of its kind, else to the end of its section."""
    end = headings[at + 1] if at + 1 < len(headings) else int(table.last[headings[at]])
    return headings[at], max(end, headings[at] + 1)


def in_barred(barred: Barred, i: int, j: int) -> bool:
    """Whether a pair joins a chapter that rolled out with one that rolled in."""
    return any(a <= i < b and c <= j < d for (a, b), (c, d) in barred)


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
    old_keys: Sequence[Hashable],
    new_keys: Sequence[Hashable],
    mates: dict[int, int],
    used_old: set[int],
    used_new: set[int],
) -> list[Pair]:
    """Pairs of equal keys that both sides hold equally often; of several, those whose neighbours are paired come first."""
    olds, news = _places(old_keys, used_old), _places(new_keys, used_new)
    equal = {key: places for key, places in olds.items() if len(news.get(key, ())) == len(places)}
    pairs = {places[0]: news[key][0] for key, places in equal.items() if len(places) == 1}
    several_old = {i: key for key, places in equal.items() if len(places) > 1 for i in places}
    several_new = {j: key for key in equal if len(equal[key]) > 1 for j in news[key]}
    for step in (-1, 1):
        for i in sorted(several_old, reverse=step > 0):
            beside = pairs.get(i + step, mates.get(i + step))
            j = -1 if beside is None else beside - step
            if several_new.get(j) == several_old[i] and i not in pairs:
                pairs[i] = j
                del several_new[j]
    for key, places in equal.items():
        rest = [i for i in places if i not in pairs]
        pairs |= dict(zip(rest, [j for j in news[key] if j in several_new], strict=False))
    return sorted(pairs.items())


def _places(keys: Sequence[Hashable], used: set[int]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = {}
    for number, key in enumerate(keys):
        if number not in used:
            places.setdefault(key, []).append(number)
    return places
