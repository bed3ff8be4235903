"""Writing what is on the table, by the same renderers as `yoy report`. Takes a desk and a format, gives text or bytes."""

from collections.abc import Mapping
from pathlib import PurePath

from compare.files import write_whole
from compare.render import ENDINGS, RENDERERS, Options
from compare.view.rows import Choice
from tui.content.row_facts import texts
from tui.facets import FACETS
from tui.session import Session
from tui.state import Desk

_ENDING: Mapping[str, str] = {name: ending for ending, name in reversed(list(ENDINGS.items()))}


def path_for(desk: Desk, form: str) -> str:
    """A file name in the working folder for a format."""
    old, new = desk.editions[desk.pair : desk.pair + 2]
    stems = [PurePath(edition.source.path).stem.strip("-") or "stdin" for edition in (old, new)]
    return f"{stems[0]}-{stems[1]}{_ENDING.get(form, f'.{form}')}"


def rendered(desk: Desk, session: Session, form: str) -> str | bytes:
    """The report, with the reviewer's notes, of what the filters leave. Raises `MissingExtra`."""
    facets = session.view.facets
    kinds = {facet for facet in FACETS if facet in facets and facet != "punctuation"}
    only: frozenset[str] = frozenset() if len(facets) == len(FACETS) else frozenset(kinds)
    changes = session.comparison.changes
    notes = {changes[place].id: note for place, note in session.notes.items()}
    options = Options(tongue=desk.say.tongue, choice=Choice(only=only), notes=notes)
    return RENDERERS[form](session.comparison, options=options)


def write(path: str, result: str | bytes) -> None:
    """Write a file, whole or not at all. Raises `Unreadable`, naming it."""
    data = result.encode("utf-8", "surrogatepass") if isinstance(result, str) else result
    write_whole(path, data)


def notes_markdown(desk: Desk) -> str:
    """The notes on the pair, in reading order, each with the sentences it is about; empty where there are none."""
    session = desk.session
    if session is None:
        return ""
    lines: list[str] = []
    for row in session.rows:
        if not session.is_home(row) or not session.note(row.change):
            continue
        old, new = texts(session.comparison, row.change)
        quotes = [f"> {mark} {' '.join(text.split())}" for mark, text in (("-", old), ("+", new)) if text]
        lines += [f"## {desk.title_of(row)}", "", *quotes, "", session.note(row.change), ""]
    head = f"# {session.comparison.old.label} -> {session.comparison.new.label}"
    return "\n".join([head, "", *lines]) if lines else ""
