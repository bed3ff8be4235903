"""What the commands read: editions, anchors, reviews. Takes a request, gives nouns.

Whatever knows numpy is imported inside the functions: `yoy --help` must not wait for it.
"""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.cli.output import one_line
from compare.codes import Notice
from compare.errors import BadOption, Unreadable
from compare.files import beside_of
from compare.messages import Voice

if TYPE_CHECKING:  # loading the pipe loads numpy
    from compare.cli.request import Request
    from compare.model import Anchors, Comparison, Edition
    from compare.pipeline import Context


def edition(path: str, request: Request, *, period: str | None = None) -> Edition:
    """One report, read as the options say."""
    from compare.editions import read  # loads the readers

    return read(
        path,
        encoding=request.encoding or None,
        period=period,
        language=request.language or None,
        tracked=request.tracked,
        settings=request.settings,
    )


def pair(request: Request) -> tuple[Edition, Edition]:
    """OLD and NEW."""
    if request.old == request.new == "-":
        raise BadOption("-", "standard input twice")
    return (
        edition(request.old, request, period=request.old_period),
        edition(request.new, request, period=request.new_period),
    )


def context(request: Request, old: Edition | None = None, new: Edition | None = None) -> Context:
    """What may be known beside the two editions; what an archive knows of them stands beside what was named."""
    from compare.pipeline import Context  # loads numpy

    named = Context(
        history=_editions(request.earlier, request),
        peers=_editions(request.against, request),
        upstream=_editions(request.upstream, request),
        background=request.background,
        lexicon=request.lexicon,
        units=request.units,
    )
    return _with_archive(named, request, old, new) if request.archive and old and new else named


def _with_archive(named: Context, request: Request, old: Edition, new: Edition) -> Context:
    """The same with what an archive knows; a background that was asked for by name goes before the archive's."""
    from compare import archive  # an extra
    from compare.archive.beside import known_beside  # loads the engine

    beside = known_beside(archive.open(request.archive, request.settings), old, new, request.units)
    is_free = request.background == "shipped" and beside.background
    return replace(
        named,
        history=(*named.history, *beside.history),
        peers=(*named.peers, *beside.peers),
        upstream=(*named.upstream, *beside.upstream),
        background=beside.background if is_free and beside.background else named.background,
    )


def _editions(paths: Sequence[str], request: Request) -> tuple[Edition, ...]:
    return tuple(edition(path, request) for path in paths)


class Decided:
    """What a person decided about a pair, from --anchors or from the file beside the editions.

    Collects in `stale` what no longer applies, each beside the name of its file.
    """

    def __init__(self, request: Request) -> None:
        self.path = request.anchors
        self.known: dict[str, Anchors] = {}
        self.stale: list[tuple[str, Notice]] = []

    def __call__(self, old: Edition, new: Edition) -> Anchors:
        """The anchors of two editions. Raises `Unreadable` or `BadOption`, naming the file."""
        from compare.anchors import read_anchors  # knows the normal forms, which load a dictionary
        from compare.model import Anchors  # the nouns, which help can do without

        path = self.path or beside_of(old.source.path, new.source.path)
        if path not in self.known:
            is_there = self.path or Path(path).exists()
            self.known[path], stale = read_anchors(path, old, new) if is_there else (Anchors(), ())
            self.stale += [(path, notice) for notice in stale]
        return self.known[path]


def tell_stale(stale: Sequence[tuple[str, Notice]], say: Voice) -> None:
    """Say on the side which decisions no longer apply."""
    for path, notice in stale:
        sys.stderr.write(f"yoy: {one_line(f'{path}: {say.fault(notice)}')}\n")


def review_beside(request: Request) -> str:
    """The marks and notes that the screen saved beside the two reports; "" where there are none."""
    from compare.review import path_of  # loaded with a report only

    path = path_of(request.old, request.new)
    return path if Path(path).is_file() and "-" not in (request.old, request.new) else ""


def review(path: str, comparison: Comparison) -> dict[str, Any]:
    """What a reviewer left on a comparison, as fields of the renderers' options. Raises `Unreadable`, `BadOption`."""
    from compare.review import keys_of, load, notes_of, standings  # loaded with a review only

    if not Path(path).is_file():
        raise Unreadable(path, "no such file")
    marks, keys = load(path), keys_of(comparison)
    ids = [change.id for change in comparison.changes]
    states = zip(ids, standings(keys, marks), strict=True)
    return {
        "notes": {ids[place]: words for place, words in notes_of(keys, marks).items()},
        "reviewed": frozenset(identity for identity, state in states if state == "reviewed"),
    }
