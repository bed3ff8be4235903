"""Manual decisions about links, in `OLD.NEW.anchors.toml` beside the reports: read against two editions, and written.

An anchor names a sentence by its text, so that it survives edits elsewhere: a hash of the letters decides, else the
snippet must stand in exactly one sentence. What names nothing any more is reported as stale and left out.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from compare.codes import Notice
from compare.errors import BadOption
from compare.files import read_toml, write_whole
from compare.matching import components
from compare.model import Anchors, Edition
from compare.text.forms import letters

FORMAT, VERSION = "yoy/anchors", 1
_KINDS = ("force", "forbid", "lone")
_SNIPPET = 40


def read_anchors(path: str, old: Edition, new: Edition) -> tuple[Anchors, tuple[Notice, ...]]:
    """The decisions in a file, and a notice for each that no longer applies.

    Raises `Unreadable` or `BadOption`, naming the file.
    """
    table = _loaded(path)
    finders = {"old": _Finder(old), "new": _Finder(new)}
    force, forbid, stale = [], [], list[Notice]()
    lone: dict[str, list[int]] = {"old": [], "new": []}
    for kind, number, entry in _entries(path, table):
        numbers, unclear = _placed(kind, number, entry, finders)
        if unclear is not None:
            stale.append(unclear)
            continue
        if kind == "lone":
            for side, places in numbers.items():
                lone[side] += places
        elif kind == "force":
            force.append((numbers["old"], numbers["new"]))
        else:
            forbid += [(i, j) for i in numbers["old"] for j in numbers["new"]]
    anchors = Anchors(tuple(force), tuple(forbid), tuple(sorted(set(lone["old"]))), tuple(sorted(set(lone["new"]))))
    _consistent(path, anchors, old, new)
    return anchors, tuple(stale)


def write_anchors(path: str, anchors: Anchors, old: Edition, new: Edition) -> None:
    """Write the decisions beside the reports; the file appears whole or not at all. Raises `Unreadable`."""
    finders = {"old": _Finder(old), "new": _Finder(new)}
    lines = [f'format = "{FORMAT}"', f"version = {VERSION}"]
    for olds, news in anchors.force:
        lines += ["", "[[force]]", *_side("old", olds, finders), *_side("new", news, finders)]
    for i, j in anchors.forbid:
        lines += ["", "[[forbid]]", *_side("old", (i,), finders), *_side("new", (j,), finders)]
    for side, places in (("old", anchors.lone_old), ("new", anchors.lone_new)):
        for number in places:
            lines += ["", "[[lone]]", *_side(side, (number,), finders)]
    write_whole(path, ("\n".join(lines) + "\n").encode())


class _Finder:
    """The sentences of an edition by what an anchor says of them."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._forms = [letters(edition.piece(n), edition.language).text for n in range(len(edition.sentences))]
        self._hashes = [_hash(form) for form in self._forms]

    def places_of(self, name: Mapping[str, object]) -> list[int]:
        """The sentences that a name may stand for: one where it is clear, none where it is gone."""
        nth = name.get("nth")
        same = [n for n, known in enumerate(self._hashes) if known == name.get("hash")]
        if same:
            return same[int(str(nth or 1)) - 1 :][:1]
        snippet = letters(str(name["text"]), self._edition.language).text
        holding = [n for n, form in enumerate(self._forms) if snippet and snippet in form]
        return holding[int(str(nth)) - 1 :][:1] if nth and "hash" not in name else holding

    def name_of(self, number: int) -> str:
        """How a file names this sentence: an inline TOML table."""
        text = _snippet(self._edition.piece(number))
        own = self._hashes[number]
        nth = self._hashes[: number + 1].count(own)
        again = f", nth = {nth}" if nth > 1 else ""
        return f'{{text = {_quoted(text)}, hash = "{own}"{again}}}'


def _placed(
    kind: str, number: int, entry: Mapping[str, Sequence[Mapping[str, object]]], finders: Mapping[str, _Finder]
) -> tuple[dict[str, tuple[int, ...]], Notice | None]:
    """The numbers of the named sentences of either side, and what is wrong with the first name that is not clear."""
    numbers: dict[str, tuple[int, ...]] = {}
    for side, names in entry.items():
        candidates = [finders[side].places_of(name) for name in names]
        for name, places in zip(names, candidates, strict=True):
            if len(places) != 1:
                return {}, _unclear(kind, number, _quoted(_snippet(str(name["text"]))), len(places))
        numbers[side] = tuple(sorted({place for places in candidates for place in places}))
    return numbers, None


def _unclear(kind: str, number: int, sentence: str, count: int) -> Notice:
    if not count:
        return Notice("anchor gone", {"kind": kind, "number": number, "sentence": sentence})
    return Notice("anchor unclear", {"kind": kind, "number": number, "sentence": sentence, "count": count})


def _snippet(text: str) -> str:
    return " ".join(text.split())[:_SNIPPET]


def _hash(form: str) -> str:
    return hashlib.sha256(form.encode()).hexdigest()[:12]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _side(side: str, numbers: Sequence[int], finders: Mapping[str, _Finder]) -> list[str]:
    return [f"{side} = [{', '.join(finders[side].name_of(number) for number in numbers)}]"]


def _loaded(path: str) -> Mapping[str, object]:
    table = read_toml(path, "no anchors file")
    version = table.get("version")
    if table.get("format") != FORMAT or type(version) is not int or version != VERSION:
        raise BadOption(path, "anchors format", format=FORMAT, version=VERSION)
    return table


def _entries(path: str, table: Mapping[str, object]) -> list[tuple[str, int, dict[str, list[Mapping[str, object]]]]]:
    """Kind, number within its kind and named sentences of every entry."""
    unknown = sorted(set(table) - {"format", "version", *_KINDS})
    if unknown:
        raise BadOption(path, "unknown entry", entry=unknown[0])
    named = []
    for kind in _KINDS:
        entries = table.get(kind, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise BadOption(path, "no array of tables", kind=kind)
        for number, entry in enumerate(entries, 1):
            wanted = set(entry) in ({"old"}, {"new"}) if kind == "lone" else set(entry) == {"old", "new"}
            if not wanted:
                raise BadOption(path, "one side" if kind == "lone" else "both sides", kind=kind, number=number)
            named.append((kind, number, {side: _names(path, kind, number, names) for side, names in entry.items()}))
    return named


def _names(path: str, kind: str, number: int, names: object) -> list[Mapping[str, object]]:
    """The named sentences of one side: a snippet, a table, or a list of either."""
    listed = names if isinstance(names, list) else [names]
    tables: list[Mapping[str, object]] = []
    for name in listed:
        table = {"text": name} if isinstance(name, str) else name
        if not _is_name(table):
            raise BadOption(path, "anchor form", kind=kind, number=number)
        tables.append(table)
    if not tables:
        raise BadOption(path, "no anchor sentence", kind=kind, number=number)
    return tables


def _is_name(table: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a table names a sentence: a text, perhaps a hash, perhaps which of several it is (from 1)."""
    if not isinstance(table, dict) or set(table) - {"text", "hash", "nth"}:
        return False
    text, own, nth = table.get("text"), table.get("hash", ""), table.get("nth", 1)
    is_count = isinstance(nth, int) and not isinstance(nth, bool) and nth > 0
    return isinstance(text, str) and bool(text.strip()) and isinstance(own, str) and is_count


def _consistent(path: str, anchors: Anchors, old: Edition, new: Edition) -> None:
    forced = {(i, j) for olds, news in anchors.force for i in olds for j in news}
    for i, _ in sorted(forced & set(anchors.forbid)):
        raise BadOption(path, "forced and forbidden", sentence=_called(old, i))
    for olds, news in components(forced):
        if len(olds) > 1 and len(news) > 1:
            raise BadOption(path, "several to several", sentence=_called(old, olds[0]))
    alone = [_called(old, i) for i in sorted({i for i, _ in forced} & set(anchors.lone_old))]
    alone += [_called(new, j) for j in sorted({j for _, j in forced} & set(anchors.lone_new))]
    for name in alone:
        raise BadOption(path, "linked and lone", sentence=name)


def _called(edition: Edition, number: int) -> str:
    return _quoted(_snippet(edition.piece(number)))
