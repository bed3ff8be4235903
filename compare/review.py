"""What a reviewer said of a comparison: marks and notes in `OLD.NEW.review.json`, keyed by content.

Takes a `Comparison` and a file, gives a `Review`. A mark holds as long as the text that was read stands; two screens
on one file never lose each other's marks, since a save merges what the file says by then.
"""

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path, PurePath
from typing import Any, Literal, TypeVar

from compare.errors import BadOption, Unreadable
from compare.model import Comparison, Edition

try:
    import fcntl
except ImportError:  # a system without locks on folders: there the rename alone must do
    fcntl = None  # type: ignore[assignment]

FORMAT, VERSION = "yoy/review", 1
_HASH = 16
_Noun = TypeVar("_Noun", "Mark", "Note")

Standing = Literal["open", "reviewed", "changed"]
"""Of a change: nobody marked it; marked; marked, but its text is another since."""


@dataclass(frozen=True, slots=True)
class Mark:
    """That a change was reviewed (or, `on` being False, is so no longer). `at` is a UTC time, the later mark holds."""

    key: str
    at: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A reviewer's words on a change. `id` names the note for good; one without text was taken back."""

    id: str
    key: str
    at: str
    text: str
    section: str = ""
    quote: str = ""


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
    lost = [key.split(".") for key in sorted(marked - set(keys))]
    olds, news = {parts[0] for parts in lost if parts[0]}, {parts[1] for parts in lost if parts[1:2] != [""]}

    def standing(key: str) -> Standing:
        if key in marked:
            return "reviewed"
        old, new = key.split(".")[:2]
        return "changed" if old in olds or new in news else "open"

    return tuple(standing(key) for key in keys)


def notes_of(keys: Sequence[str], review: Review) -> dict[int, str]:
    """The notes on each change (by its place), older first, joined; a note whose change is gone is left out."""
    places = {key: place for place, key in enumerate(keys)}
    told: dict[int, list[Note]] = {}
    for note in review.notes.values():
        if note.text and note.key in places:
            told.setdefault(places[note.key], []).append(note)
    return {
        place: "\n".join(note.text for note in sorted(told[place], key=lambda n: (n.at, n.id)))
        for place in sorted(told)
    }


def lost_notes(keys: Sequence[str], review: Review) -> tuple[Note, ...]:
    """The notes whose change is gone: their text changed since."""
    known = set(keys)
    return tuple(note for _, note in sorted(review.notes.items()) if note.text and note.key not in known)


def merged(one: Review, other: Review) -> Review:
    """Everything that either says; of two words on one thing the later holds."""
    marks = {**one.marks}
    for key, mark in other.marks.items():
        marks[key] = max(marks.get(key, mark), mark, key=lambda m: (m.at, m.on))
    notes = {**one.notes}
    for name, note in other.notes.items():
        notes[name] = max(notes.get(name, note), note, key=lambda n: (n.at, n.text))
    return Review(marks, notes)


def path_of(old_path: str, new_path: str, *, folder: str = "") -> str:
    """Where the review of two reports lives: beside the new one, or, where that cannot be written, in a `folder`."""
    names = ["stdin" if path == "-" else PurePath(path).stem for path in (old_path, new_path)]
    name = f"{names[0]}.{names[1]}.review.json"
    beside = Path() if new_path == "-" else Path(new_path).parent
    if not folder:
        return str(beside / name)
    place = hashlib.sha256(str(beside.resolve()).encode()).hexdigest()[:8]
    return str(Path(folder) / f"{place}.{name}")


def load(path: str) -> Review:
    """What a review file says; an empty review where there is none yet. Raises `Unreadable` or `BadOption`."""
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8", errors="surrogatepass"))
    except (FileNotFoundError, NotADirectoryError):
        return Review()
    except OSError as fault:
        raise Unreadable(path, fault.strerror or "cannot be read") from fault
    except ValueError as fault:
        raise BadOption(path, "is no review file: not JSON") from fault
    return _told(path, told)


def save(path: str, review: Review, *, editions: Mapping[str, str] = {}) -> Review:
    """Write a review, whole or not at all, merged with what the file says by now; gives what was written.

    `editions` are the labels of "old" and "new", for a person who opens the file. Raises `Unreadable`.
    """
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(Path(path).parent):
            whole = merged(load(path), review)
            _write(path, _json(whole, editions))
    except OSError as fault:
        raise Unreadable(path, fault.strerror or "cannot be written") from fault
    return whole


def _hash(edition: Edition, numbers: Sequence[int]) -> str:
    """Nothing for no sentence: a change that has one side only."""
    text = "".join("".join(edition.piece(number).split()) for number in numbers)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH] if numbers else ""


def _json(review: Review, editions: Mapping[str, str]) -> str:
    told = {
        "format": FORMAT,
        "version": VERSION,
        **editions,
        "marks": [asdict(mark) for _, mark in sorted(review.marks.items())],
        "notes": [asdict(note) for _, note in sorted(review.notes.items())],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _told(path: str, told: object) -> Review:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadOption(path, f"is no review file: its format is not {FORMAT}")
    if told.get("version") != VERSION:
        raise BadOption(path, f"is a review file of version {told.get('version')}; known: {VERSION}")
    try:
        marks = [_known(Mark, one) for one in told.get("marks", [])]
        notes = [_known(Note, one) for one in told.get("notes", [])]
    except (TypeError, AttributeError) as fault:
        raise BadOption(path, "is a review file with a mark or a note that cannot be read") from fault
    return Review({mark.key: mark for mark in marks}, {note.id: note for note in notes})


def _known(noun: type[_Noun], told: Mapping[str, Any]) -> _Noun:
    """An entry as a noun; each value of the type the noun gives it, what the noun does not know left out."""
    values = {one.name: told[one.name] for one in fields(noun) if one.name in told}
    if any(type(value) is not (bool if name == "on" else str) for name, value in values.items()):
        raise TypeError(noun.__name__)
    return noun(**values)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keeps other savers out while one reads, merges and writes."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: str, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=Path(path).parent, prefix=".review-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        with suppress(OSError):
            Path(name).unlink()
