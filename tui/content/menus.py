"""What the small windows list: filters with live counts, the weight of edit classes, years, formats, keys and signs.

Takes a desk, gives entries; a chosen target is turned into another view of the session.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from compare.model import EditClass
from tui.cells import fit
from tui.facets import CLASSES, FACETS, LEVELS, SIGNS, Facet, Level
from tui.keymap import KEYS, shown
from tui.session import ONLY, Session, View
from tui.state import Desk
from tui.styled import Entry, Run

_HELP = 56
"""Cells that a column of keys takes at least."""


def filters(desk: Desk, width: int) -> list[Entry]:
    """The facets and the narrowings, each with its count."""
    session = desk.session
    if session is None:
        return []
    counts, alone = session.count(), session.count_only()
    entries = []
    for digit, facet in enumerate(FACETS, 1):
        on = "x" if facet in session.view.facets else " "
        words = f" [{on}] {digit} {SIGNS[facet]} {fit(desk.say(f'facet.{facet}'), 16)}{counts[facet]:>6}"
        entries.append(Entry(((Run(fit(words, width), (f"sign-{facet}",)),),), ("facet", facet)))
    entries.append(Entry(((Run("", ("plain",)),),)))
    for name in ONLY:
        on = "x" if name in session.view.only else " "
        words = f" [{on}]     {fit(desk.say(f'only.{name}'), 30)}{alone[name]:>6}"
        entries.append(Entry(((Run(fit(words, width), ("plain",)),),), ("only", name)))
    return entries


def filtered(session: Session, target: Hashable) -> Session:
    """The session with one filter turned over."""
    view = session.view
    match target:
        case ("facet", facet):
            return session.seen(replace(view, facets=view.facets ^ {one for one in FACETS if one == facet}))
        case ("only", name):
            return session.seen(replace(view, only=view.only ^ {one for one in ONLY if one == name}))
        case _:
            return session


def levels(desk: Desk, width: int) -> list[Entry]:
    """The classes of edits with their levels and how many changes hang on each."""
    session = desk.session
    if session is None:
        return []
    counts: dict[EditClass, int] = dict.fromkeys(CLASSES, 0)
    for change in session.comparison.changes:
        for kind in {edit.kind for edit in change.edits or ()}:
            counts[kind] += 1
    entries = []
    for kind in CLASSES:
        level = session.levels[kind]
        words = f"  {fit(desk.say.name('edit', kind), 16)}{counts[kind]:>6}   {desk.say(f'level.{level}')}"
        style = {"important": "title", "minor": "minor", "ignored": "dim"}[level]
        entries.append(Entry(((Run(fit(words, width), (style,)),),), kind))
    return entries


def leveled(session: Session, target: Hashable) -> Session:
    """The session with a class of edits one level lower, or back on top."""
    known: Mapping[EditClass, Level] = session.levels
    told = tuple((kind, _next(level) if kind == target else level) for kind, level in known.items())
    return session.seen(replace(session.view, levels=told))


def _next(level: Level) -> Level:
    return LEVELS[(LEVELS.index(level) + 1) % len(LEVELS)]


def faceted(view: View, facet: Facet) -> View:
    """A view with one facet shown or hidden."""
    return replace(view, facets=view.facets ^ {facet})


def years(desk: Desk, width: int) -> list[Entry]:
    """The neighbouring pairs, newest first."""
    entries = []
    for pair in reversed(range(len(desk.editions) - 1)):
        old, new = desk.editions[pair : pair + 2]
        words = f" {'*' if pair == desk.pair else ' '} {old.label or old.id} -> {new.label or new.id}"
        entries.append(Entry(((Run(fit(words, width), ("plain",)),),), pair))
    return entries


def formats(desk: Desk, names: Sequence[str], width: int) -> list[Entry]:
    """What a comparison can be written as, by what it is for."""
    return [Entry(((Run(fit(f"   {desk.say(f'format.{name}')}", width), ("plain",)),),), name) for name in names]


def help_lines(desk: Desk, width: int) -> list[Entry]:
    """All signs, then all keys, in as many columns as there is room for, each read from top to bottom."""
    say = desk.say
    lines = [(say("dialog.legend"), "title"), *((f"   {sign:<5}{words}", "plain") for sign, words in signs(desk))]
    lines += [("", "plain"), (say("dialog.help"), "title")]
    for key in KEYS:
        if key.screen != "list":
            own = desk.asked.keys.get(key.name, "")
            keys = " ".join(shown(one) for one in (own or key.keys).split(","))
            lines.append((f"   {fit(keys, 16)} {say(f'key.{key.name}')}", "plain"))
    columns = max(1, width // _HELP)
    height = -(-len(lines) // columns)
    rows = [lines[place::height] for place in range(height)]
    return [Entry((tuple(Run(fit(text, width // columns), (style,)) for text, style in row),)) for row in rows]


def signs(desk: Desk) -> list[tuple[str, str]]:
    """Every sign and what it means."""
    say = desk.say
    meanings = [(SIGNS[facet], say(f"facet.{facet}")) for facet in FACETS if facet not in ("moved", "unchanged")]
    meanings += [("»", say("sign.moved")), ("1:2", say("sign.split")), ("~-", say("sign.old")), ("~+", say("sign.new"))]
    meanings += [(">", say("sign.cursor")), ("!", say("sign.signal")), ("R", say("sign.recycled"))]
    return [*meanings, ("v", say("sign.reviewed")), ("?", say("sign.stale")), ("*", say("sign.note"))]
