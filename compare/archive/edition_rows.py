"""An edition as rows: grams with the places they cover, sentences, and the edition itself.

The one step of an archive that only Python can do, and most of its cost; all that follows is SQL over these rows.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from compare.archive.schema import ABOVE
from compare.errors import BadOption
from compare.model import Edition, Section, Sentence
from compare.reuse.background import scheme
from compare.reuse.hashing import Numbers
from compare.reuse.ngrams import Ledger, ledger
from compare.settings import Settings
from compare.source import Block, Source

MOST_SENTENCES = 65_535
"""A gram's earliest place is one integer: the edition's number times 65,536, and the sentence's."""

_ID_BITS = 63
"""Bits of a document's id: it is a BIGINT, which both engines have; chance makes two of 10^7 editions equal once in 10^5 archives."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What an edition is: its unit, period and genre, the name of the unit as others call it, and its superiors.

    `name` is what the superiors of other units are matched with; `above` are names, the nearest first.
    """

    unit: str
    period: str
    genre: str
    name: str
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """One edition as rows. `uses` and `sentences` are columns of one length each, `edition` is one row.

    `uses`: a gram's hash `h`, the sentence `sent` it stands in, and the places `[lo, hi)` it covers there, counted in
    skeleton characters that are no slots.
    """

    doc: int
    naming: Naming
    edition: Mapping[str, str | int]
    sentences: Mapping[str, Numbers | list[str]]
    uses: Mapping[str, Numbers]


def rows_of(edition: Edition, naming: Naming, settings: Settings) -> Rows:
    """The rows of an edition. Raises `BadOption` for more sentences than a place can number."""
    if len(edition.sentences) > MOST_SENTENCES:
        raise BadOption(edition.source.path, "too many sentences", most=MOST_SENTENCES)
    grams = ledger(edition, settings)
    doc = identity(edition, naming)
    uses = _uses(grams)
    return Rows(
        doc=doc,
        naming=naming,
        edition={
            "doc": doc,
            "unit": naming.unit,
            "period": naming.period,
            "genre": naming.genre,
            "name": naming.name,
            **dict(zip_longest(ABOVE, naming.above, fillvalue="")),
            "title": edition.title,
            "path": edition.source.path,
            "sha256": edition.source.sha256,
            "language": edition.language,
            "scheme": scheme(edition.language, settings),
            "grams": len(uses["h"]),
            "sentences": len(edition.sentences),
            "content": packed(edition),
        },
        sentences=_sentences(edition, grams),
        uses=uses,
    )


def identity(edition: Edition, naming: Naming) -> int:
    """The id of an edition: 63 bits of a hash over what it is and its text without blanks.

    No counter: two writers need not agree on anything, and the same edition again is known by its id.
    """
    told = "\0".join((naming.unit, naming.period, naming.genre, "".join(edition.source.text.split())))
    digest = sha256(told.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _ID_BITS)


def _uses(grams: Ledger) -> dict[str, Numbers]:
    counted = np.concatenate(([0], np.cumsum(grams.weight * ~grams.slot)))
    sentence = grams.sentence[grams.firsts]
    base = counted[grams.bounds[sentence]]
    return {
        "h": grams.hashes.view(np.int64),
        "sent": sentence,
        "lo": counted[grams.firsts] - base,
        "hi": counted[grams.firsts + grams.sizes] - base,
    }


def _sentences(edition: Edition, grams: Ledger) -> dict[str, Numbers | list[str]]:
    """For every sentence its text and skeleton, its counted characters, and those of its slots."""
    bounds = np.append(grams.at, len(grams.text))[grams.bounds] if len(grams.at) else np.zeros_like(grams.bounds)
    ends = bounds[1:]
    return {
        "sent": np.arange(len(edition.sentences)),
        "section": [sentence.section for sentence in edition.sentences],
        "role": [sentence.role for sentence in edition.sentences],
        "counted": _by_sentence(grams, grams.covered),
        "slots": _by_sentence(grams, grams.slot),
        "skeleton": [grams.text[a:b] for a, b in zip(bounds[:-1].tolist(), ends.tolist(), strict=True)],
        "text": [edition.piece(number) for number in range(len(edition.sentences))],
    }


def _by_sentence(grams: Ledger, flags: npt.NDArray[np.bool_]) -> Numbers:
    sums = np.concatenate(([0], np.cumsum(grams.weight * flags)))
    return np.asarray(np.diff(sums[grams.bounds]))


def packed(edition: Edition) -> str:
    """An edition as JSON, so that it can be compared again when its file is gone."""
    content = json.dumps(asdict(edition), ensure_ascii=False, separators=(",", ":"))
    if content.isascii() or content.encode("utf-8", "replace").decode("utf-8") == content:
        return content
    return json.dumps(asdict(edition), separators=(",", ":"))  # half of a surrogate pair is no text but an escape is


def unpacked(content: str) -> Edition:
    """The edition that was packed."""
    fields = json.loads(content)
    source = fields.pop("source")
    blocks = tuple(Block(tuple(block.pop("span")), **block) for block in source.pop("blocks"))
    sections = [{**section, "span": tuple(section["span"])} for section in fields.pop("sections")]
    sentences = [{**sentence, "span": tuple(sentence["span"])} for sentence in fields.pop("sentences")]
    repairs = tuple(fields.pop("repairs"))
    return Edition(
        source=Source(repairs=tuple(source.pop("repairs")), blocks=blocks, **source),
        repairs=repairs,
        sections=tuple(
            Section(**{**section, "heading": section["heading"] and tuple(section["heading"])}) for section in sections
        ),
        sentences=tuple(Sentence(**sentence) for sentence in sentences),
        **fields,
    )
