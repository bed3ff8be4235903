"""What somebody asks of `yoy`: every option of every command, in one frozen place. What a command has not is at rest."""

from dataclasses import dataclass, field, fields
from typing import Any, Literal, cast

from compare.codes import Tracked
from compare.messages import Tongue, Voice
from compare.model import Language
from compare.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One run. Names are those of the options; "" and () stand for what nobody asked for.

    `typed` names the options of the command line itself, without those of the settings file `config`.
    """

    command: str
    lang: Tongue = "en"
    config: str = ""
    settings: Settings = field(default_factory=Settings)
    typed: frozenset[str] = frozenset()

    # What is read.
    old: str = ""
    new: str = ""
    more: tuple[str, ...] = ()
    file: str = ""
    files: tuple[str, ...] = ()
    encoding: str = ""
    language: Language | Literal[""] = ""
    tracked: Tracked = "accepted"
    old_period: str = ""
    new_period: str = ""
    anchors: str = ""
    review: str = ""
    no_cache: bool = False
    keep_going: bool = False

    # What is looked for, and in what.
    find: tuple[str, ...] = ()
    measures: bool = False
    trace: str = ""
    earlier: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    upstream: tuple[str, ...] = ()
    background: str = "shipped"
    lexicon: str = ""
    units: str = ""

    # What is shown of it.
    only: tuple[str, ...] = ()
    section: str = ""
    min_weight: float = 0.0
    explain: bool = False
    brief: bool = False
    redline: bool = False

    # What comes out, and where.
    format: str = ""
    output: str = ""
    table: str = ""
    no_text: bool = False
    width: int = 0
    color: str = "auto"
    no_pager: bool = False
    text: bool = False
    json: bool = False
    exit_code: bool = False
    exit_on_notes: bool = False

    # The screen.
    ambiguous: str = ""
    theme: str = ""
    host: str = "127.0.0.1"
    port: int = 0

    # git setup.
    what: str = ""
    patterns: tuple[str, ...] = ()
    write: tuple[str, ...] | None = None

    # The archive.
    verb: str = ""
    words: tuple[str, ...] = ()
    archive: str = ""
    map: str = ""
    genre: str = ""
    unit: str = ""
    period: str = ""
    engine: str = "duckdb"
    master: str = "local[2]"

    @property
    def say(self) -> Voice:
        """The reader's language."""
        return Voice(self.lang)

    @property
    def read(self) -> tuple[str, ...]:
        """Every file that the run is told to read."""
        editions = (self.old, self.new, *self.more, self.file, *self.earlier, *self.against, *self.upstream)
        beside = (self.background, self.lexicon, self.units, self.anchors, self.review, self.config)
        return tuple(filter(None, (*editions, *beside)))


def request_of(options: dict[str, Any], **more: Any) -> Request:  # noqa: ANN401 - argparse has checked them
    """A request out of parsed options; an option without a value is at rest, a list is frozen."""
    known = {option.name for option in fields(Request)} - more.keys()
    asked: dict[str, Any] = {name: value for name, value in options.items() if name in known and value is not None}
    frozen = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.items()}
    return Request(**cast("dict[str, Any]", frozen), **more)
