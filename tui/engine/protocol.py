"""What the screen asks of its engine, and what the engine tells the screen. Plain data, sent through pipes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from compare.codes import Notice
from compare.messages import Tongue
from compare.model import Anchors, Comparison, Edition, Series
from compare.settings import Settings
from compare.view.brief import Brief
from compare.view.options import Options
from compare.view.series_summary import SeriesSummary


@dataclass(frozen=True, slots=True)
class Job:
    """The reports to open, oldest first, and how to read them. `stdin` is what `-` stands for."""

    paths: tuple[str, ...]
    encoding: str | None = None
    language: Literal["zh", "en"] | None = None
    tracked: Literal["accepted", "original"] = "accepted"
    periods: tuple[str | None, ...] = ()
    anchors: str = ""
    settings: Settings = field(default_factory=Settings)
    stdin: bytes = b""
    cache: str = ""
    tongue: Tongue = "en"
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relink:
    """Link a pair anew under other anchors, and keep these beside the reports."""

    pair: int
    anchors: Anchors


@dataclass(frozen=True, slots=True)
class Complete:
    """Find everything in a pair that was only linked so far."""

    pair: int


@dataclass(frozen=True, slots=True)
class Export:
    """Write the report of a pair in a format to a path; hand its bytes over where no path is named."""

    pair: int
    form: str
    path: str
    options: Options


@dataclass(frozen=True, slots=True)
class Progress:
    """What the engine is at (a key of the message table), and how far."""

    stage: str
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """The editions, in order."""

    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One pair of neighbours: linked, or (`complete`) with every finding."""

    pair: int
    comparison: Comparison
    complete: bool
    anchors: Anchors = field(default_factory=Anchors)
    stale: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefed:
    """The page that answers, of one pair."""

    pair: int
    brief: Brief


@dataclass(frozen=True, slots=True)
class Summarised:
    """What a report says of the series, and the labels of editions that are like none of the others."""

    series_summary: SeriesSummary
    outliers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Years:
    """The series, with its threads."""

    series: Series


@dataclass(frozen=True, slots=True)
class Failed:
    """Why it cannot go on: a file's name and what was found."""

    name: str
    notice: Notice
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of a wish to export: its bytes where it named no path, a fault where it failed."""

    wish: Export
    data: bytes = b""
    fault: Failed | None = None


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing left to do."""


Request = Job | Relink | Complete | Export
News = Progress | Opened | Compared | Briefed | Years | Summarised | Exported | Failed | Idle
