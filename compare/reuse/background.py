"""What the genre says: hashed grams with the units that use them. Takes editions, gives a `Background`, and its file.

No text is kept: hashes, which of the units use each gram, and for the excess over the genre every unit's grams of its
earliest edition as 32-bit hashes (a chance hit in about 300,000 look-ups a unit).
"""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from compare.errors import BadOption, Unreadable
from compare.model import Edition
from compare.reuse.gazetteer import Registry, home, registry
from compare.reuse.hashing import SCHEME_ID, Flags, Hashes, Numbers
from compare.reuse.ngrams import Ledger, ledger
from compare.settings import Settings
from compare.text.forms import skeleton

SHIPPED = Path(__file__).parent / "background.npz"
LEAST_UNITS = 2
"""A gram that one unit alone uses is nobody's formula and is not kept."""

_PROBES = (
    "一是在2023年1-11月，全市增长５．８%，**市**公里、***亿元；",
    "（二）“十四五”以来，党的二十大、十四届二次全会、第三次会议 今年上半年 三农 ＡＢ路",
    "2. Revenue rose 3.5% to $1.2 billion in fiscal 2023 (March 31, 2023).",
)

Short = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """The grams of a genre: `hashes` (sorted) and `members` (a bit a unit, in words of 64), of two units or more.

    `single` holds every unit's 32-bit grams, sorted; `about` says genre, periods, language, scheme and chance floor.
    """

    about: dict[str, str]
    units: tuple[str, ...]
    hashes: Hashes
    members: Hashes
    single: tuple[Short, ...]

    def place(self, unit: str) -> int:
        """The unit's number, or -1."""
        return self.units.index(unit) if unit in self.units else -1

    def others(self, hashes: Hashes, own: int) -> Numbers:
        """How many other units use each gram; 0 also where it is one alone."""
        counts = np.zeros(len(hashes), dtype=np.int64)
        if not len(self.hashes):
            return counts
        at = np.searchsorted(self.hashes, hashes)
        at[at == len(self.hashes)] = 0
        hit = self.hashes[at] == hashes
        members = self.members[at[hit]].copy()
        if own >= 0:
            members[:, own // 64] &= ~(np.uint64(1) << np.uint64(own % 64))
        counts[hit] = _bits(members)
        return counts

    def formula(self, own: int, settings: Settings) -> int:
        """How many other units make a gram a formula."""
        others = len(self.units) - (own >= 0)
        return max(settings.formula_units, -(-others * settings.formula_percent // 100))

    def standing(self, hashes: Hashes, unit: int) -> Flags:
        """Which of the grams the unit's own report has."""
        known = self.single[unit]
        if not len(known):
            return np.zeros(len(hashes), dtype=np.bool_)
        short = (hashes >> np.uint64(32)).astype(np.uint32)
        at = np.searchsorted(known, short)
        at[at == len(known)] = 0
        return np.asarray(known[at] == short)


def unit_of(edition: Edition, known: Registry) -> str:
    """The name under which a report's unit stands in a background: its place, else the unit as the report says it."""
    places = home(edition, known)
    return places[0] if places else edition.unit


def build(editions: Sequence[Edition], genre: str, settings: Settings, units: str = "") -> Background:
    """A background out of reports of one genre and language; several editions of a unit count once."""
    if not editions:
        raise BadOption("background", "no background report")
    for edition in editions:
        if edition.language != editions[0].language:
            raise BadOption(
                edition.source.path,
                "language of the background",
                language=edition.language,
                background=editions[0].language,
            )
    known = registry(units)
    ordered = sorted(editions, key=lambda e: (e.period, unit_of(e, known), e.id))
    names = tuple(sorted({unit_of(edition, known) for edition in ordered}))
    ledgers = [(names.index(unit_of(edition, known)), ledger(edition, settings)) for edition in ordered]
    hashes, members = _members(ledgers, len(names))
    first: dict[int, Ledger] = {}
    for unit, tokens in ledgers:
        first.setdefault(unit, tokens)
    single = tuple(np.unique((first[n].hashes >> np.uint64(32)).astype(np.uint32)) for n in range(len(names)))
    about = {
        "genre": genre,
        "language": ordered[0].language,
        "first": ordered[0].period,
        "last": ordered[-1].period,
        "editions": str(len(ordered)),
        "scheme": scheme(ordered[0].language, settings),
    }
    return Background(about, names, hashes, members, single)


def scheme(language: str, settings: Settings) -> str:
    """The id of the grams, with that of the skeletons they are cut from: hashes of another scheme mean nothing here."""
    if language == "en":
        return f"{SCHEME_ID}-w{settings.gram_words}.{settings.gram_words_shortest}-{_forms(language)}"
    return f"{SCHEME_ID}-c{settings.gram_length}.{settings.gram_shortest}-{_forms(language)}"


@cache
def _forms(language: str) -> str:
    """What the normal form makes of a few hard pieces: another form gives other hashes of the same text."""
    forms = "|".join(skeleton(piece, language).text for piece in _PROBES)
    return sha256(forms.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _members(ledgers: Sequence[tuple[int, Ledger]], units: int) -> tuple[Hashes, Hashes]:
    each = [(unit, np.unique(tokens.hashes)) for unit, tokens in ledgers]
    hashes, place = np.unique(np.concatenate([h for _, h in each]), return_inverse=True)
    members = np.zeros((len(hashes), -(-units // 64)), dtype=np.uint64)
    at = 0
    for unit, own in each:
        members[place[at : at + len(own)], unit // 64] |= np.uint64(1) << np.uint64(unit % 64)
        at += len(own)
    kept = _bits(members) >= LEAST_UNITS
    return hashes[kept], members[kept]


def _bits(members: Hashes) -> Numbers:
    """How many bits are set in each row."""
    rows = members.view(np.uint8).reshape(len(members), members.shape[1] * members.itemsize)
    return np.asarray(np.unpackbits(rows, axis=1).sum(axis=1), dtype=np.int64)


def save(background: Background, path: Path) -> None:
    """Write the file: gaps between sorted hashes and not the hashes, which pack smaller."""
    about = {**background.about, "units": list(background.units)}
    arrays = {f"unit{n}": _packed(grams) for n, grams in enumerate(background.single)}
    arrays["about"] = np.frombuffer(json.dumps(about, ensure_ascii=False, sort_keys=True).encode(), dtype=np.uint8)
    arrays["hashes"] = _packed(background.hashes)
    arrays["members"] = _packed(background.members, gaps=False)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _packed(values: npt.NDArray[np.unsignedinteger], *, gaps: bool = True) -> npt.NDArray[np.uint8]:
    """The bytes of the values (or of the gaps between them), all first bytes, then all second ones."""
    stored = np.diff(values, prepend=values.dtype.type(0)) if gaps else values
    return np.ascontiguousarray(stored.astype(stored.dtype.newbyteorder("<")).view(np.uint8).reshape(len(values), -1).T)


def _unpacked(packed: npt.NDArray[np.uint8], form: type[np.unsignedinteger]) -> npt.NDArray[np.unsignedinteger]:
    flat = np.ascontiguousarray(packed.T).view(np.dtype(form).newbyteorder("<")).astype(form)
    return flat.reshape(len(flat), -1)


@lru_cache(maxsize=4)
def load(path: Path) -> Background:
    """Read a background's file. Raises `Unreadable` or `BadOption`, naming it."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            about = json.loads(file["about"].tobytes().decode())
            units = tuple(about.pop("units"))
            hashes = np.cumsum(_unpacked(file["hashes"], np.uint64)[:, 0], dtype=np.uint64)
            members = _unpacked(file["members"], np.uint64)
            single = tuple(
                np.cumsum(_unpacked(file[f"unit{n}"], np.uint32)[:, 0], dtype=np.uint32) for n in range(len(units))
            )
    except OSError as fault:
        raise Unreadable(str(path), "unreadable background") from fault
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, BadZipFile) as fault:
        raise BadOption(str(path), "no background") from fault
    return Background(about, units, hashes, members, single)
