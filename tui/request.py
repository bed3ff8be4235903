"""What a start of the screen is asked for: by the command line, or by a program."""

from dataclasses import dataclass, field
from typing import Literal

from compare.codes import Tracked
from compare.messages import Tongue
from compare.model import Language
from compare.settings import Settings
from compare.text.cells import Ambiguous


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRequest:
    """The reports, oldest first, how to read them, and how to show them; "" stands for what nobody asked for."""

    paths: tuple[str, ...]
    encoding: str = ""
    language: Language | Literal[""] = ""
    tracked: Tracked = "accepted"
    old_period: str = ""
    new_period: str = ""
    anchors: str = ""
    review: str = ""
    lang: Tongue = "en"
    ambiguous: Ambiguous | Literal[""] = ""
    theme: str = ""
    host: str = "127.0.0.1"
    port: int = 0
    no_cache: bool = False
    settings: Settings = field(default_factory=Settings)
