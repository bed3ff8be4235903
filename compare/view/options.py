"""What a reader asked for: nouns of the renderers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compare.messages import Tongue, Voice
from compare.view.choice import Choice


@dataclass(frozen=True, slots=True)
class Options:
    """How to show a result: language, columns of a line, colour, which changes, whether links are explained.

    `table` names the one table of a format that holds one ("" for its first). `text` is False where a data format
    shall leave out the editions' texts. `notes` are a reviewer's words by change id, `reviewed` the ids of the changes
    that were marked as read. `brief` asks for the first page alone, `redline`
    for the tracked text alone where a format has pages before it. `whole` names the findings of which a written report tells every one (passages).
    """

    tongue: Tongue = "en"
    width: int = 100
    color: bool = False
    choice: Choice = field(default_factory=Choice)
    explain: bool = False
    brief: bool = False
    redline: bool = False
    text: bool = True
    table: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)
    reviewed: frozenset[int] = frozenset()
    whole: frozenset[str] = frozenset()

    @property
    def voice(self) -> Voice:
        """Speaks the reader's language."""
        return Voice(self.tongue)
