"""Takes an Edition, gives its sentence table: what the linker knows of each sentence, as arrays over sentence numbers."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from compare.matching import Floats, Ints
from compare.model import Edition, Sentence
from compare.text.forms import SLOTS, Form, folded, letters, skeleton

_DROP = str.maketrans("", "", SLOTS)
_CLAUSE_ENDS = re.compile(r"[，、：；。,;:]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.年月日])(?:%|[万亿千百]*[\u4e00-\u9fff])?")
"""A figure with its unit, no date."""
_SEVERAL_YEARS = re.compile(r"五年|十[一二三四五]五|年均|累计|\b(?:five|several) years\b|\bannual average\b")


@dataclass(frozen=True, slots=True, eq=False)
class SentenceTable:
    """One edition as the linker sees it; every array has one entry a sentence.

    `exact` are folded forms, `keys` the letters of them and `skeletons` skeletons (the raw text where a form is empty):
    signs and marks make two sentences different, and no two less alike. `bare` is the skeleton
    without slots, the text that similarities see; `breaks` are the places in it where a further clause begins. `head`
    is the level of the heading the sentence is or opens with, 0 for none, and `heads` the number of the section it
    heads, -1 for none. `part` is -1 review, +1 plan, 0 neither. `leaf` numbers the stretch it stands in, `section` its
    section; `first` and `last` are the range that belongs to it: what it heads, else its stretch. `scope` is the share
    of sentences of its section that speak of several years; `place` is where it stands in its range, from 0 to 1.
    `kind` numbers the distinct keys: copies of a sentence are of one kind.
    `clauses` are the pieces of its letters, and `figures` the figures in it, with their units.
    """

    edition: Edition
    exact: tuple[str, ...]
    keys: tuple[str, ...]
    skeletons: tuple[str, ...]
    bare: tuple[str, ...]
    breaks: tuple[tuple[int, ...], ...]
    role: tuple[str, ...]
    kind: Ints
    head: Ints
    heads: Ints
    part: Ints
    leaf: Ints
    section: Ints
    first: Ints
    last: Ints
    scope: Floats
    place: Floats
    clauses: tuple[tuple[str, ...], ...]
    figures: tuple[frozenset[str], ...]

    def __len__(self) -> int:
        return len(self.keys)


def sentence_table(edition: Edition) -> SentenceTable:
    """The linker's view of an edition."""
    texts = [edition.piece(number) for number in range(len(edition.sentences))]
    forms = [skeleton(text, edition.language) for text in texts]
    skeletons = [form.text or text for form, text in zip(forms, texts, strict=True)]
    fold = [letters(text, edition.language) for text in texts]
    keys = tuple(form.text or text for form, text in zip(fold, texts, strict=True))
    names = [sentence.section for sentence in edition.sentences]
    leaf = _numbered(names)
    head, heads = _heads(edition)
    first, last = _ranges(edition, leaf, heads)
    parts = {section.id: {"review": -1, "plan": 1}.get(section.part, 0) for section in edition.sections}
    places = {section.id: place for place, section in enumerate(edition.sections)}
    several = np.array([bool(_SEVERAL_YEARS.search(text)) for text in texts], dtype=np.float64)
    return SentenceTable(
        edition=edition,
        exact=tuple(folded(text, edition.language).text or text for text in texts),
        keys=keys,
        skeletons=tuple(skeletons),
        bare=tuple(text.translate(_DROP).strip() for text in skeletons),
        breaks=tuple(_breaks(text, form) for text, form in zip(texts, forms, strict=True)),
        role=tuple(sentence.role for sentence in edition.sentences),
        kind=_numbered(keys),
        head=head,
        heads=heads,
        part=np.array([parts.get(name, 0) for name in names], dtype=np.int64),
        leaf=leaf,
        section=np.array([places.get(name, 0) for name in names], dtype=np.int64),
        first=first,
        last=last,
        scope=_share(several, leaf),
        place=(np.arange(len(texts)) + 0.5 - first) / np.maximum(last - first, 1),
        clauses=tuple(_cut(key, _breaks(text, form)) for key, text, form in zip(keys, texts, fold, strict=True)),
        figures=tuple(frozenset(_FIGURE.findall(text)) for text in keys),
    )


def _breaks(text: str, form: Form) -> tuple[int, ...]:
    """Places in the skeleton where a further clause begins."""
    places = {bisect_left(form.starts, match.start()) for match in _CLAUSE_ENDS.finditer(text)}
    return tuple(sorted(place for place in places if 0 < place < len(form.starts)))


def _cut(key: str, breaks: Sequence[int]) -> tuple[str, ...]:
    """The clauses of a sentence's letters, those of a word aside; the whole where nothing else is left."""
    pieces = [key[a:b].strip() for a, b in pairwise((0, *breaks, len(key)))]
    return tuple(piece for piece in pieces if len(piece) > 2) or (key,)


def _numbered(names: Sequence[object]) -> Ints:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _share(flags: Floats, groups: Ints) -> Floats:
    share: Floats = (np.bincount(groups, flags) / np.maximum(np.bincount(groups), 1))[groups]
    return share


def _heads(edition: Edition) -> tuple[Ints, Ints]:
    """The level of the heading each sentence opens with, and the number of the section it heads."""
    at = {section.heading[0]: section.level for section in edition.sections if section.heading}
    heads = np.full(len(edition.sentences), -1, dtype=np.int64)
    for place, section in enumerate(edition.sections):
        if section.heading and section.first < len(heads):
            heads[section.first] = place
    return np.array([_head(sentence, at) for sentence in edition.sentences], dtype=np.int64), heads


def _head(sentence: Sentence, at: dict[int, int]) -> int:
    level = at.get(sentence.span[0], 0)
    return level or int(sentence.role == "heading")


def _ranges(edition: Edition, leaf: Ints, heads: Ints) -> tuple[Ints, Ints]:
    """The sentences that belong to each one: the section it heads, else the stretch of its section it stands in."""
    size = len(leaf)
    opens = np.flatnonzero(np.append(True, leaf[1:] != leaf[:-1])[:size])
    run = np.searchsorted(opens, np.arange(size), side="right") - 1
    first, last = opens[run].astype(np.int64), np.append(opens[1:], size)[run].astype(np.int64)
    for number in np.flatnonzero(heads >= 0):
        section = edition.sections[heads[number]]
        first[number], last[number] = section.first, max(section.last, number + 1)
    return first, last
