"""What can be written of the pair on the table, where to, and with what. Takes a desk, gives wishes and notes."""

from collections.abc import Mapping
from pathlib import Path, PurePath

from compare.view.choice import Choice
from compare.view.options import Options
from tui.content.row_facts import texts
from tui.engine.protocol import Export
from tui.facets import FACETS
from tui.session import Session
from tui.state import Desk

FORMATS: Mapping[str, str] = {
    "html": ".html",
    "docx": ".docx",
    "pdf": ".pdf",
    "xlsx": ".xlsx",
    "md": ".md",
    "text": ".txt",
    "csv": ".csv",
    "json": ".json",
    "jsonl": ".jsonl",
}
"""The formats and the endings of their files, those to hand on first."""


def file_name(desk: Desk, form: str) -> str:
    """A name for the file of a format."""
    old, new = desk.editions[desk.pair : desk.pair + 2]
    stems = [PurePath(edition.source.path).stem.strip("-") or "stdin" for edition in (old, new)]
    return f"{stems[0]}-{stems[1]}{FORMATS[form]}"


def path_for(desk: Desk, form: str) -> str:
    """A file in the working folder, by its whole path, so that a reader knows where it went."""
    return str(Path.cwd() / file_name(desk, form))


def web_name(desk: Desk, form: str) -> str:
    """A name for a file that a browser downloads: it stands in a header, so nothing in it may act there."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "" for c in file_name(desk, form))
    return plain if plain.strip("-.") != FORMATS[form].strip(".") else f"report{FORMATS[form]}"


def wish(desk: Desk, session: Session, form: str, path: str) -> Export:
    """To write what the filters leave of the report, with the reviewer's marks and notes."""
    facets = session.view.facets
    kinds = {facet for facet in FACETS if facet in facets and facet != "punctuation"}
    only: frozenset[str] = frozenset() if len(facets) == len(FACETS) else frozenset(kinds)
    changes = session.comparison.changes
    notes = {changes[place].id: note for place, note in session.notes.items()}
    return Export(desk.pair, form, path, Options(tongue=desk.say.tongue, choice=Choice(only=only), notes=notes))


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
