"""What stands on one line of a display. Takes a `Comparison`, gives `Row`s in reading order of the new edition.

The laws, whatever the links look like: every old sentence stands in exactly one old cell and the old cells, read
downwards, are the old text; the same for new. So a moved sentence has two rows, one where it stood and one where it
stands, and a split whose pieces lie apart has a row for each piece; `partner` leads from one to the other.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

from compare.errors import BadOption
from compare.model import Change, Comparison, Edition, Kind, Role, Section, Signal
from compare.source import Span
from compare.view.choice import Choice

Side = Literal["old", "new"]
SectionKey = tuple[Side, str]
"""A section: whose, and its id."""

NEAR, LIKE = 3, 0.4
"""Headings that are named where none fits, and how like one must be (difflib's ratio): a typing error, a word left out."""

_BRACKETS = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a display: the sentences (numbers) in its old and new cell, and the change they belong to.

    `number` is its place among all rows. `section` is the id of the section it is read under, an id of the `side`
    edition: the new one, or the old one where the new has no such section. `partner` is the number of the row with
    the other end of the change, None where this row holds both ends or there is no other.
    """

    number: int
    change: Change
    old: tuple[int, ...]
    new: tuple[int, ...]
    role: Role
    section: str
    side: Side
    partner: int | None = None

    @property
    def kind(self) -> Kind:
        """The kind of its change."""
        return self.change.kind

    @property
    def moved(self) -> bool:
        """Whether its change has moved: then this row is one of two."""
        return self.change.moved

    @property
    def changed(self) -> bool:
        """Whether a reader in a hurry must see it."""
        return self.change.moved or self.change.kind != "unchanged"


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of rows that is not shown, only counted. Unfold by showing `rows`."""

    rows: tuple[Row, ...]


def loud(changes: Iterable[Change]) -> list[Change]:
    """The quiet changes, the one with the largest meaning first."""
    return sorted((change for change in changes if change.signals), key=lambda change: (-loudness(change), change.id))


def loudness(change: Change) -> float:
    """How much a change's signals weigh: its weightiest one, and a quarter of the others."""
    weights = sorted((signal.weight for signal in change.signals or ()), reverse=True)
    return weights[0] + 0.25 * sum(weights[1:]) if weights else 0.0


def carried_by(comparison: Comparison, signal: Signal) -> tuple[str, str]:
    """The old and the new words that carry a signal, in one line each; "" for a side that has none."""
    return _line(comparison.old, signal.old), _line(comparison.new, signal.new)


def _line(edition: Edition, span: Span | None) -> str:
    if span is None:
        return ""
    words = edition.source.text[slice(*span)].split()
    return (" " if edition.language == "en" else "").join(words).strip("，。；、,;. ")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of neighbouring sentences of one change, on one side or on both."""

    change: Change
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()


def lay_out(comparison: Comparison) -> tuple[Row, ...]:
    """All rows of a comparison, headings included, in reading order."""
    pieces = [piece for change in comparison.changes for piece in _pieces(change)]
    chain, fallen = _chain([piece for piece in pieces if piece.old and piece.new])
    lone = [piece for piece in pieces if not (piece.old and piece.new)]
    lone += [half for piece in fallen for half in (replace(piece, new=()), replace(piece, old=()))]
    homes = _Homes(comparison)
    return _partnered([homes.row(number, at) for number, at in enumerate(_merged(chain, lone, homes))])


def choose(rows: Iterable[Row], comparison: Comparison, choice: Choice) -> tuple[Row, ...]:
    """The rows that a choice leaves. Raises `BadOption` for a section that neither edition has."""
    places = _chosen_sections(comparison, choice.section) if choice.section else None
    above = parents(comparison)
    return tuple(
        row
        for row in rows
        if _is_kind(row, choice.only)
        and (row.change.weight or 0.0) >= choice.min_weight
        and (places is None or not places.isdisjoint(ancestry(above, (row.side, row.section))))
    )


def parents(comparison: Comparison) -> Mapping[SectionKey, SectionKey]:
    """The place above each section; above a section that is gone stands what answers to its parent."""
    answers = _answers(comparison)
    above: dict[SectionKey, SectionKey] = {
        ("new", section.id): ("new", section.parent) for section in comparison.new.sections if section.parent
    }
    for section in comparison.old.sections:
        if section.parent:
            above["old", section.id] = answers.get(section.parent, (("old", section.parent),))[0]
    return above


def ancestry(above: Mapping[SectionKey, SectionKey], place: SectionKey) -> Iterator[SectionKey]:
    """A section and those above it."""
    at: SectionKey | None = place
    while at:
        yield at
        at = above.get(at)


def fold(rows: Sequence[Row], *, context: int = 0) -> tuple[Row | Fold, ...]:
    """The rows with each run of unchanged ones folded, `context` rows beside a change left open; headings stay open."""
    open_rows = {at for at, row in enumerate(rows) if row.changed or row.role == "heading"}
    near = {at + by for at in open_rows if rows[at].changed for by in range(-context, context + 1)}
    result: list[Row | Fold] = []
    run: list[Row] = []
    for at, row in enumerate(rows):
        if at in open_rows or at in near:
            result += [*_folded(run), row]
            run = []
        else:
            run.append(row)
    return tuple(result + _folded(run))


def _folded(run: list[Row]) -> list[Row | Fold]:
    return [Fold(tuple(run))] if run else []


def _is_kind(row: Row, only: frozenset[str]) -> bool:
    return not only or row.kind in only or (row.moved and "moved" in only)


def _chosen_sections(comparison: Comparison, words: str) -> set[SectionKey]:
    """The sections that the words name as a report shows them: the new edition's, and those that are gone.

    Words that name only sections of the old edition lead to the new ones that answer to them.
    """
    answers = _answers(comparison)
    known: list[tuple[Side, Section]] = [("old", one) for one in comparison.old.sections]
    known += [("new", one) for one in comparison.new.sections]
    named = [(side, section.id) for side, section in _named(known, words)]
    old = [identity for side, identity in named if side == "old"]
    chosen = {place for place in named if place[0] == "new"}
    chosen |= {("old", identity) for identity in old if identity not in answers}
    chosen = chosen or {place for identity in old for place in answers[identity]}
    if not chosen:
        near = tuple(_near(known, words))
        if near:
            raise BadOption("--section", "near sections", words=words, near=near)
        raise BadOption("--section", "no such section", words=words)
    return chosen


def _near(known: Sequence[tuple[Side, Section]], words: str) -> list[str]:
    """Headings that may have been meant, the likest first."""
    titles = {_fold(section.title): section.title.strip() for _, section in known if section.title.strip()}
    return [titles[folded] for folded in get_close_matches(_fold(words), titles, n=NEAR, cutoff=LIKE)]


def _fold(words: str) -> str:
    """Words as they are compared: case and blanks say nothing."""
    return " ".join(words.casefold().split())


def _answers(comparison: Comparison) -> Mapping[str, tuple[SectionKey, ...]]:
    """The new sections that answer to an old one."""
    return {
        old: tuple(("new", new) for new in link.new) for link in comparison.sections if link.new for old in link.old
    }


def _named(known: Sequence[tuple[Side, Section]], words: str) -> list[tuple[Side, Section]]:
    """What words name: an id, a number (of the outermost sections that have it), words of a heading.

    What is none of them may be a path of names (三/（二）), each read inside what the one before it names.
    """
    numbered = [one for one in known if _is_numbered(one[1].number, words)]
    level = min((section.level for _, section in numbered), default=0)
    named = [one for one in known if one[1].id == words]
    named = named or [one for one in numbered if one[1].level == level]
    asked = _fold(words)
    named = named or [one for one in known if len(asked) > 1 and asked in _fold(one[1].title)]
    outer, _, inner = words.rpartition("/")
    if named or not (outer and inner):
        return named
    above = [(side, f"{section.id}.") for side, section in _named(known, outer)]
    inside = [one for one in known if any(one[0] == side and one[1].id.startswith(start) for side, start in above)]
    return _named(inside, inner)


def _is_numbered(number: str, words: str) -> bool:
    """Whether words are a heading's number as it stands, or what is counted in it: 三 of 第三章, 1A of Item 1A."""
    bare = number.strip("第章节部分篇编条（）()、.．，, ")
    words, bare = words.casefold(), bare.casefold()
    return words.translate(_BRACKETS) == number.casefold().translate(_BRACKETS) or words in (
        bare,
        bare.rpartition(" ")[2],
    )


def _pieces(change: Change) -> list[_Piece]:
    olds, news = _runs(change.old), _runs(change.new)
    pieces = []
    if olds and news and not change.moved:
        old, new = max(olds, key=len), max(news, key=len)
        pieces.append(_Piece(change, old=old, new=new))
        olds, news = [run for run in olds if run != old], [run for run in news if run != new]
    return [*pieces, *(_Piece(change, old=run) for run in olds), *(_Piece(change, new=run) for run in news)]


def _runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [tuple(run) for run in runs]


def _chain(pairs: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The longest run of pairs that ascends on both sides, and the pairs that fall out of it."""
    pairs = sorted(pairs, key=lambda pair: pair.new)
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, pair in enumerate(pairs):
        length = bisect_left(tails, pair.old[0])
        before.append(last[length - 1] if length else None)
        tails[length : length + 1] = [pair.old[0]]
        last[length : length + 1] = [at]
    kept = set()
    step = last[-1] if last else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return [p for at, p in enumerate(pairs) if at in kept], [p for at, p in enumerate(pairs) if at not in kept]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece, the section it is read under, and that section's rank in the new edition."""

    rank: float
    piece: _Piece
    section: str
    side: Side


class _Homes:
    """Where pieces are read: the section a row stands under, and its rank among the new edition's sections."""

    def __init__(self, comparison: Comparison) -> None:
        self.old, self.new = comparison.old, comparison.new
        self.rank = {section.id: at for at, section in enumerate(self.new.sections)}
        self.linked: Mapping[str, tuple[str, ...]] = {
            old: link.new for link in comparison.sections if link.new for old in link.old
        }

    def place(self, piece: _Piece, floor: float) -> _Placed:
        """The home of a piece, not before `floor`; a section the new edition lacks stands behind what came before."""
        if piece.new:
            section = self.new.sentences[piece.new[0]].section
            return _Placed(max(floor, self.rank.get(section, 0)), piece, section, "new")
        section = self.old.sentences[piece.old[0]].section
        ranks = sorted(self.rank[new] for new in self.linked.get(section, ()) if new in self.rank)
        if not ranks:
            return _Placed(int(floor) + 0.5, piece, section, "old")
        rank = max((rank for rank in ranks if rank <= floor), default=ranks[0])
        return _Placed(max(floor, rank), piece, self.new.sections[rank].id, "new")

    def row(self, number: int, at: _Placed) -> Row:
        """The row of a placed piece."""
        edition, first = (self.new, at.piece.new) if at.piece.new else (self.old, at.piece.old)
        role = edition.sentences[first[0]].role
        return Row(number, at.piece.change, at.piece.old, at.piece.new, role, at.section, at.side)


def _merged(chain: list[_Piece], lone: list[_Piece], homes: _Homes) -> Iterator[_Placed]:
    """All pieces in reading order: between two pairs, section by section, what went before what came."""
    olds = deque(sorted((p for p in lone if p.old), key=lambda piece: piece.old))
    news = deque(sorted((p for p in lone if p.new), key=lambda piece: piece.new))
    floor = 0.0
    for pair in [*chain, None]:
        gone = _placed(_until(olds, pair.old if pair else None, "old"), homes, floor)
        come = _placed(_until(news, pair.new if pair else None, "new"), homes, floor)
        yield from sorted([*gone, *come], key=lambda placed: placed.rank)
        if pair:
            placed = homes.place(pair, floor)
            floor = placed.rank
            yield placed


def _until(waiting: deque[_Piece], stop: tuple[int, ...] | None, side: Side) -> Iterator[_Piece]:
    """Takes from a queue what stands before `stop` (all of it where there is no stop)."""
    while waiting and (stop is None or (waiting[0].old if side == "old" else waiting[0].new) < stop):
        yield waiting.popleft()


def _placed(gap: Iterable[_Piece], homes: _Homes, floor: float) -> list[_Placed]:
    placed: list[_Placed] = []
    for piece in gap:
        placed.append(homes.place(piece, floor))
        floor = placed[-1].rank
    return placed


def _partnered(rows: list[Row]) -> tuple[Row, ...]:
    """The rows with a pointer to the row that holds the other end of their change."""
    by_change: dict[int, list[Row]] = {}
    for row in rows:
        by_change.setdefault(row.change.id, []).append(row)
    return tuple(_with_partner(row, by_change[row.change.id]) for row in rows)


def _with_partner(row: Row, same: list[Row]) -> Row:
    if len(same) == 1 or (row.old and row.new):
        return row
    others = [other for other in same if (other.new if row.old else other.old)]
    return replace(row, partner=others[0].number) if others else row
