"""Every key: its name, the keys, what it does, where it works. One table makes the bindings and the help.

A reader's own keys come from `keys.toml` in the folder of user settings: a name and the keys for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from textual.binding import Binding

from compare.errors import BadOption
from compare.files import read_toml


@dataclass(frozen=True, slots=True)
class Key:
    """A key's name (its words are `key.NAME` in the message table), keys as Textual names them, action, screen."""

    name: str
    keys: str
    action: str
    screen: str

    @property
    def shown(self) -> str:
        """The first of its keys as a person reads it."""
        return shown(self.keys.split(",")[0])


_SHOWN = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "full_stop": ".",
    "comma": ",",
    "slash": "/",
    "vertical_line": "|",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "equals_sign": "=",
    "number_sign": "#",
    "percent_sign": "%",
    "exclamation_mark": "!",
    "question_mark": "?",
    "backslash": "\\",
}


def shown(key: str) -> str:
    """A key of Textual's naming as a person reads it."""
    return _SHOWN.get(key.strip(), key.strip().replace("ctrl+", "^"))


KEYS: tuple[Key, ...] = (
    Key("change.next", "right_square_bracket", "change(1)", "compare"),
    Key("change.previous", "left_square_bracket", "change(-1)", "compare"),
    Key("row.down", "j,down", "row(1)", "compare"),
    Key("row.up", "k,up", "row(-1)", "compare"),
    Key("half.down", "d", "page(0.5)", "compare"),
    Key("half.up", "u", "page(-0.5)", "compare"),
    Key("page.down", "space,pagedown", "page(1.0)", "compare"),
    Key("page.up", "b,pageup", "page(-1.0)", "compare"),
    Key("top", "g,home", "end(-1)", "compare"),
    Key("bottom", "G,end", "end(1)", "compare"),
    Key("section.next", "full_stop", "section(1)", "compare"),
    Key("section.previous", "comma", "section(-1)", "compare"),
    Key("open", "enter", "open", "compare"),
    Key("pane", "tab", "pane", "compare"),
    Key("outline", "backslash", "outline", "compare"),
    Key("fold", "z", "fold", "compare"),
    Key("fold.all", "Z", "fold_all", "compare"),
    Key("fold.section", "x", "fold_section", "compare"),
    Key("layout", "vertical_line", "layout", "compare"),
    Key("divider.left", "less_than_sign", "divider(-4)", "compare"),
    Key("divider.right", "greater_than_sign", "divider(4)", "compare"),
    Key("divider.middle", "equals_sign", "divider(0)", "compare"),
    Key("search", "slash", "search", "compare"),
    Key("search.regex", "ctrl+r", "search_regex", "compare"),
    Key("search.next", "n", "hit(1)", "compare"),
    Key("search.previous", "N", "hit(-1)", "compare"),
    Key("filter", "f", "filter", "compare"),
    *(Key(f"facet.{digit}", str(digit), f"facet({digit})", "compare") for digit in range(1, 8)),
    Key("ignore", "i", "ignore", "compare"),
    Key("partner", "m", "partner", "compare"),
    Key("lineage", "l", "lineage", "compare"),
    Key("phrase", "L", "phrase", "compare"),
    Key("review", "r", "review", "compare"),
    Key("review.section", "R", "review_section", "compare"),
    Key("note", "c", "note", "compare"),
    Key("note.next", "right_curly_bracket", "noted(1)", "compare"),
    Key("note.previous", "left_curly_bracket", "noted(-1)", "compare"),
    Key("anchor", "A", "anchor", "compare"),
    Key("detach", "D", "detach", "compare"),
    Key("copy", "y", "copy", "compare"),
    Key("quote", "Y", "quote", "compare"),
    Key("selection", "ctrl+c", "copy_selection", "compare"),
    Key("numbers", "percent_sign", "numbers", "compare"),
    Key("editor", "e", "editor", "compare"),
    Key("list.down", "j,down", "row(1)", "list"),
    Key("list.up", "k,up", "row(-1)", "list"),
    Key("list.half.down", "d", "page(0.5)", "list"),
    Key("list.half.up", "u", "page(-0.5)", "list"),
    Key("list.page.down", "space,pagedown", "page(1.0)", "list"),
    Key("list.page.up", "b,pageup", "page(-1.0)", "list"),
    Key("list.top", "g,home", "end(-1)", "list"),
    Key("list.bottom", "G,end", "end(1)", "list"),
    Key("list.open", "enter", "choose", "list"),
    Key("first", "right_square_bracket", "change(1)", "overview"),
    Key("sort", "s", "sort", "overview"),
    Key("overview", "o", "overview", "app"),
    Key("moves", "M", "listed('moves')", "app"),
    Key("figures", "number_sign", "listed('figures')", "app"),
    Key("quiet", "exclamation_mark", "listed('quiet')", "app"),
    Key("promises", "p", "listed('promises')", "app"),
    Key("terms", "w", "listed('terms')", "app"),
    Key("notes", "C", "listed('notes')", "app"),
    Key("series", "V", "listed('series')", "app"),
    Key("years", "v", "years", "app"),
    Key("export", "E", "export", "app"),
    Key("goto", "ctrl+o", "goto", "app"),
    Key("commands", "ctrl+p", "commands", "app"),
    Key("theme", "t", "theme", "app"),
    Key("help", "question_mark,f1", "help", "app"),
    Key("back", "q,escape", "leave", "app"),
)
BY_NAME: Mapping[str, Key] = {key.name: key for key in KEYS}


def bindings(screen: str) -> list[Binding]:
    """What Textual binds on a screen; the names are the ids by which a reader may put them on other keys."""
    return [Binding(key.keys, key.action, id=key.name, show=False) for key in KEYS if key.screen == screen]


def own_keys(path: str) -> dict[str, str]:
    """A reader's own keys by name; none where there is no such file. Raises `BadOption`, naming the file."""
    if not Path(path).is_file():
        return {}
    told = read_toml(path, "no keys")
    flat = dict(_flat("", told))
    if unknown := sorted(set(flat) - set(BY_NAME)):
        raise BadOption(path, "no such key", key=unknown[0])
    return _without_clash(path, flat)


def _flat(above: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    """`change.next` and `[change] next` are one name."""
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        pairs += _flat(f"{above}{name}.", value) if isinstance(value, dict) else [(above + name, str(value))]
    return pairs


def _without_clash(path: str, own: dict[str, str]) -> dict[str, str]:
    """The keys, unless two actions of one screen would stand on one key."""
    taken: dict[tuple[str, str], str] = {}
    for key in KEYS:
        screens = ("compare", "list", "overview") if key.screen == "app" else (key.screen,)
        keys = [one.strip() for one in own.get(key.name, key.keys).split(",")]
        for place in product(screens, keys):
            other = taken.setdefault(place, key.name)
            if other != key.name:
                raise BadOption(path, "one key twice", key=place[1], first=other, second=key.name)
    return own
