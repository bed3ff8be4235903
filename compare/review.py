"""What a reviewer said of a comparison: marks and notes in `OLD.NEW.review.json`, keyed by content.

Takes a `Comparison` and a file, gives a `Review`. A mark holds as long as the text that was read stands; two screens
on one file never lose each other's marks, since a save merges what the file says by then.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePath
from typing import Any, Literal, TypeVar

from compare.errors import BadOption, Unreadable, of_system
from compare.files import name_of, read_json, write_whole
from compare.model import Comparison, Edition

FORMAT, VERSION = "yoy/review", 1
LOCK = ".yoy.lock"
"""A hidden, empty file beside reviews; it stays, since who removes it may take it from somebody who waits for it."""

_HASH = 16
_Noun = TypeVar("_Noun", "Mark", "Note")

Standing = Literal["open", "reviewed", "changed"]
"""Of a change: nobody marked it; marked; marked, but its text is another since."""


@dataclass(frozen=True, slots=True)
class Mark:
    """That a change was reviewed (or, `on` being False, is so no longer). `at` is a UTC time, the later mark holds.

    `more` is what else a file says of it, put there by somebody else; it goes back as it came.
    """

    key: str
    at: str
    on: bool = True
    more: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A reviewer's words on a change. `id` names the note for good; one without text was taken back."""

    id: str
    key: str
    at: str
    text: str
    section: str = ""
    quote: str = ""
    more: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Review:
    """Marks by the key of their change, notes by their id."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)


def keys_of(comparison: Comparison) -> tuple[str, ...]:
    """The key of each change, in order: hashes of its old and its new text, and which one it is of several equal."""
    seen: Counter[str] = Counter()
    keys = []
    for change in comparison.changes:
        key = f"{_hash(comparison.old, change.old)}.{_hash(comparison.new, change.new)}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}.{seen[key]}")
    return tuple(keys)


def standings(keys: Sequence[str], review: Review) -> tuple[Standing, ...]:
    """How each change stands; one is `changed` where a mark's own change is gone and one of its two texts is here."""
    marked = {key for key, mark in review.marks.items() if mark.on}
    lost = [(*key.split("."), "")[:2] for key in marked - set(keys)]
    olds, news = {old for old, _ in lost if old}, {new for _, new in lost if new}

    def standing(key: str) -> Standing:
        if key in marked:
            return "reviewed"
        old, new = key.split(".")[:2]
        return "changed" if old in olds or new in news else "open"

    return tuple(standing(key) for key in keys)


def notes_of(keys: Sequence[str], review: Review) -> dict[int, str]:
    """The notes on each change (by its place), older first, joined; a note whose change is gone is left out."""
    places = {key: place for place, key in enumerate(keys)}
    noted: dict[int, list[Note]] = {}
    for note in review.notes.values():
        if note.text and note.key in places:
            noted.setdefault(places[note.key], []).append(note)
    return {
        place: "\n".join(note.text for note in sorted(noted[place], key=lambda n: (n.at, n.id)))
        for place in sorted(noted)
    }


def lost_notes(keys: Sequence[str], review: Review) -> tuple[Note, ...]:
    """The notes whose change is gone: their text changed since."""
    known = set(keys)
    return tuple(note for _, note in sorted(review.notes.items()) if note.text and note.key not in known)


def merged(first: Review, second: Review) -> Review:
    """Everything that either says; of two words on one thing the later holds."""
    return _gathered(
        [*first.marks.values(), *second.marks.values()],
        [*first.notes.values(), *second.notes.values()],
    )


def _gathered(every_mark: Iterable[Mark], every_note: Iterable[Note]) -> Review:
    """A review of marks and notes in any order, several words on one thing among them."""
    marks: dict[str, Mark] = {}
    notes: dict[str, Note] = {}
    for mark in every_mark:
        marks[mark.key] = _later(marks.get(mark.key, mark), mark, lambda m: (m.at, m.on))
    for note in every_note:
        _gather(notes, note)
    return Review(marks, notes)


def _later(one: _Noun, other: _Noun, order: Callable[[_Noun], tuple[object, ...]]) -> _Noun:
    """The later of two words on one thing, with what else either says."""
    first, last = sorted((one, other), key=order)
    return replace(last, more={**first.more, **last.more})


def _gather(notes: dict[str, Note], note: Note) -> None:
    """Add a note; of two changes under one id (a file put together by hand) one gets an id of its own."""
    known = notes.get(note.id, note)
    if known.key == note.key:
        notes[note.id] = _later(known, note, lambda n: (n.at, n.text, n.section, n.quote))
        return
    notes[note.id], other = sorted((known, note), key=lambda n: n.key)
    _gather(notes, replace(other, id=f"{other.id}.{other.key}"))


def path_of(old_path: str, new_path: str, *, folder: str = "") -> str:
    """Where the review of two reports lives: beside the new one, or, where that cannot be written, in a `folder`."""
    names = ["stdin" if path == "-" else PurePath(path).stem for path in (old_path, new_path)]
    beside = Path() if new_path == "-" else Path(new_path).parent
    if not folder:
        return str(beside / name_of(names[0], names[1], ".review.json"))
    place = hashlib.sha256(str(beside.resolve()).encode()).hexdigest()[:8]
    return str(Path(folder) / name_of(f"{place}.{names[0]}", names[1], ".review.json"))


def load(path: str) -> Review:
    """What a review file says; an empty review where there is none yet. Raises `Unreadable` or `BadOption`."""
    return _review(path, _document(path))


def save(path: str, review: Review, *, editions: Mapping[str, str] = {}) -> Review:
    """Write a review, whole or not at all, merged with what the file says by now; gives what was written.

    `editions` are the labels of "old" and "new", for a person who opens the file. Raises `Unreadable`.
    """
    try:
        folder = Path(os.path.realpath(path)).parent
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            document = _document(path)
            whole = merged(_review(path, document), review)
            write_whole(path, _json(whole, {**document, **editions}).encode("utf-8", "surrogatepass"))
    except OSError as fault:
        raise Unreadable(path, "cannot be written", why=of_system(fault)) from fault
    return whole


def _hash(edition: Edition, numbers: Sequence[int]) -> str:
    """Nothing for no sentence: a change that has one side only."""
    text = "".join("".join(edition.piece(number).split()) for number in numbers)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH] if numbers else ""


def _json(review: Review, about: Mapping[str, object]) -> str:
    document = {
        "format": FORMAT,
        "version": VERSION,
        **about,
        "marks": [_entry(mark) for _, mark in sorted(review.marks.items())],
        "notes": [_entry(note) for _, note in sorted(review.notes.items())],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _entry(noun: Mark | Note) -> dict[str, object]:
    told = {one.name: getattr(noun, one.name) for one in fields(noun) if one.name != "more"}
    return {**told, **noun.more}


def _document(path: str) -> dict[str, Any]:
    """What the file says, as it stands there; nothing where there is none yet."""
    if not os.path.exists(path):  # noqa: PTH110 - a name too long for a file is none, either
        return {}
    document = read_json(path, "no review file")
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadOption(path, "review format", format=FORMAT)
    version = document.get("version")
    if type(version) is not int or version != VERSION:
        raise BadOption(path, "review version", version=str(version), known=VERSION)
    return document


def _review(path: str, document: Mapping[str, Any]) -> Review:
    lists = [document.get(name, []) for name in ("marks", "notes")]
    if not all(isinstance(one, list) for one in lists):
        raise BadOption(path, "review lists")
    try:
        return _gathered([_known(Mark, one) for one in lists[0]], [_known(Note, one) for one in lists[1]])
    except (TypeError, AttributeError) as fault:
        raise BadOption(path, "review entry") from fault


def _known(noun: type[_Noun], entry: Mapping[str, Any]) -> _Noun:
    """An entry as a noun; each value of the type the noun gives it, what the noun does not know kept beside them."""
    names = [one.name for one in fields(noun) if one.name != "more"]
    values = {name: entry[name] for name in names if name in entry}
    if any(type(value) is not (bool if name == "on" else str) for name, value in values.items()):
        raise TypeError(noun.__name__)
    return noun(**values, more={name: value for name, value in entry.items() if name not in names})


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keeps other savers out while one reads, merges and writes; where no file can be locked the rename must do."""
    from filelock import FileLock  # loads asyncio; a review that is only read need not

    try:
        lock = FileLock(folder / LOCK, mode=0o666, is_singleton=False)  # a folder of reports has several people
        lock.acquire()
    except NotImplementedError:
        yield
        return
    try:
        yield
    finally:
        lock.release()
