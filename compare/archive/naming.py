"""What an edition is: its unit, period and genre. Takes an edition and a map, gives a `Naming`.

A map file (CSV) has the last word, then the text, then the file's name and its folder. What nobody can tell is an error:
an edition under a wrong unit would be scored against another unit's past.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from compare.archive.edition_rows import Naming
from compare.archive.schema import LEVELS
from compare.errors import BadOption, Unreadable
from compare.model import Edition
from compare.reuse.gazetteer import Registry, home
from compare.structure.metadata import period_named

NATION = "全国"
"""The name of the nation among superiors: above every place of the registry."""

COLUMNS = ("path", "unit", "period", "genre", "name", "above")
"""The columns that a map may have; `path` and one other it must have. `above` lists superiors, nearest first, by `/`."""

_GENRE = re.compile(
    r"政府工作报告|工作报告|述[职责廉法德述]+报告|工作总结|例会|经济工作会议|预算执行情况|预算|决算|公报|纲要|年度报告|年报|10-K|risk factors|annual report|minutes|statement",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_PERIOD = re.compile(r"[\d\s_.\-—–年月日度第季QqHh]+|[一二三四]季度|[上下]半年")


@dataclass(frozen=True, slots=True)
class NamingMap:
    """What a map file says, by path; `default_genre` is for every edition that it says nothing of."""

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    default_genre: str = ""

    def row(self, path: str) -> Mapping[str, str]:
        """What the map says of a path: as written there, by the whole path's end, or by the file's name."""
        parts = PurePath(path).parts
        tails = (str(PurePath(*parts[at:])) for at in range(len(parts)))
        return next((self.rows[tail] for tail in tails if tail in self.rows), {})


def read_map(path: str, default_genre: str = "") -> NamingMap:
    """A map file. Raises `Unreadable` or `BadOption`, naming the file and the line."""
    if not path:
        return NamingMap({}, default_genre)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(path, "unreadable map") from fault
    reader = csv.DictReader(io.StringIO(text))
    names = tuple(reader.fieldnames or ())
    if unknown := next((name for name in names if name not in COLUMNS), ""):
        raise BadOption(path, "unknown column", column=unknown, known=COLUMNS)
    if "path" not in names:
        raise BadOption(path, "no path column")
    rows: dict[str, Mapping[str, str]] = {}
    for row in reader:
        if None in row or None in row.values():
            raise BadOption(path, "uneven line", line=reader.line_num)
        rows[str(PurePath(row["path"]))] = {name: value.strip() for name, value in row.items() if value.strip()}
    return NamingMap(rows, default_genre)


def naming_of(edition: Edition, naming_map: NamingMap, known: Registry) -> Naming:
    """What an edition is. Raises `BadOption` where its unit or period cannot be told, naming the file."""
    path = edition.source.path
    row = naming_map.row(path)
    period = row.get("period") or edition.period
    if row.get("period") and not (period := period_named(row["period"]) or ""):
        raise BadOption(path, "map period", period=row["period"])
    if not period:
        raise BadOption(path, "no archive period")
    unit, name, above = _unit(edition, known)
    if "unit" in row:
        unit = row["unit"]
        name, above = (name, above) if name in (unit, NATION) else _placed(unit, known)
    if not unit:
        raise BadOption(path, "no archive unit")
    if "above" in row:
        above = tuple(part.strip() for part in row["above"].split("/") if part.strip())
        if len(above) > LEVELS:
            raise BadOption(path, "too many superiors", most=LEVELS)
    return Naming(
        unit, period, row.get("genre") or naming_map.default_genre or _genre(edition), row.get("name") or name, above
    )


def _unit(edition: Edition, known: Registry) -> tuple[str, str, tuple[str, ...]]:
    """The unit, its name among others, and its superiors: from the text, else the file's name, else its folder's."""
    places = home(edition, known)
    if places == ():
        return edition.unit or NATION, NATION, ()
    unit = edition.unit or (places[0] if places else "") or _of_path(edition.source.path)
    ruled = _GOVERNMENT.sub("", unit)
    if places and (known.above.get(ruled, ("",))[0] == places[0] or ruled.endswith(places[0])):
        return places[0], places[0], (*places[1:], NATION)
    return unit, unit, (*places, NATION) if places else ()


def _placed(unit: str, known: Registry) -> tuple[str, tuple[str, ...]]:
    """The name and superiors of a unit that a map names: those of the place that it is, or that its name begins with."""
    if chain := known.above.get(unit):
        return chain[0], (*chain[1:], NATION)
    found = known.pattern.match(unit)
    chain = known.above.get(found[0], ()) if found else ()
    return unit, (*chain, NATION) if chain else ()


def _of_path(path: str) -> str:
    """The unit that a file's name holds beside its period and genre, else the name of the folder it is in."""
    pure = PurePath(path)
    name = _PERIOD.sub(" ", _GENRE.sub(" ", pure.stem)).strip()
    return name or pure.parent.name


def _genre(edition: Edition) -> str:
    """The genre that the title or the file's name speaks of; "" where neither does."""
    for words in (edition.title, PurePath(edition.source.path).stem):
        if found := _GENRE.search(words):
            return found[0].lower()
    return ""
