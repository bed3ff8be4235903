"""What the commands read: editions, thresholds, anchors. Takes parsed options, gives nouns.

Whatever knows numpy is imported inside the functions: `yoy --help` must not wait for it.
"""

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from compare.cli.output import one_line
from compare.codes import Notice
from compare.errors import BadOption, Unreadable
from compare.messages import Voice
from compare.model import Anchors, Comparison, Edition
from compare.settings import Settings

if TYPE_CHECKING:  # loading the pipe loads numpy
    from compare.pipeline import Beside


def thresholds(options: Namespace) -> Settings:
    """The settings of a run. Raises `BadOption` for a name or a value that `Settings` does not know."""
    kinds = get_type_hints(Settings, include_extras=True)
    told: Mapping[str, Any] = options.thresholds
    for name, value in told.items():
        if name not in kinds:
            raise BadOption(options.config, "unknown threshold", name=name)
        kind, known = get_args(kinds[name])
        is_number = type(value) is int or type(value) is kind
        if not is_number or not known.least <= value <= known.most:
            raise BadOption(
                options.config,
                "no whole number" if kind is int else "no number",
                name=name,
                value=repr(value),
                least=known.least,
                most=known.most,
            )
    return replace(Settings(), **told)


def edition(path: str, options: Namespace, *, period: str | None = None) -> Edition:
    """One report, read as the options say."""
    from compare.editions import read  # loads the readers

    return read(path, encoding=options.encoding, period=period, tracked=options.tracked, settings=thresholds(options))


def pair(options: Namespace) -> tuple[Edition, Edition]:
    """OLD and NEW."""
    if options.old == options.new == "-":
        raise BadOption("-", "standard input twice")
    return (
        edition(options.old, options, period=options.old_period),
        edition(options.new, options, period=options.new_period),
    )


def beside(options: Namespace) -> "Beside":
    """What may be known beside the two editions."""
    from compare.pipeline import Beside  # loads numpy

    return Beside(
        history=_editions(options.earlier, options),
        peers=_editions(options.against, options),
        upstream=_editions(options.upstream, options),
        background=options.background,
        lexicon=options.lexicon,
        units=options.units,
    )


def _editions(paths: Sequence[str], options: Namespace) -> tuple[Edition, ...]:
    return tuple(edition(path, options) for path in paths)


class Decided:
    """What a person decided about a pair, from --anchors or from the file beside the editions.

    Collects in `stale` what no longer applies, each beside the name of its file.
    """

    def __init__(self, options: Namespace) -> None:
        self.path: str = getattr(options, "anchors", None) or ""
        self.known: dict[str, Anchors] = {}
        self.stale: list[tuple[str, Notice]] = []

    def __call__(self, old: Edition, new: Edition) -> Anchors:
        """The anchors of two editions. Raises `Unreadable` or `BadOption`, naming the file."""
        from compare.anchors import beside_of, read_anchors  # knows the normal forms, which load a dictionary

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


def review(path: str, found: Comparison) -> dict[str, Any]:
    """What a reviewer left on a comparison, as fields of the renderers' options. Raises `Unreadable`, `BadOption`."""
    from compare.review import keys_of, load, notes_of, standings  # loaded with a review only

    if not Path(path).is_file():
        raise Unreadable(path, "no such file")
    told, keys = load(path), keys_of(found)
    ids = [change.id for change in found.changes]
    states = zip(ids, standings(keys, told), strict=True)
    return {
        "notes": {ids[place]: words for place, words in notes_of(keys, told).items()},
        "reviewed": frozenset(identity for identity, state in states if state == "reviewed"),
    }
