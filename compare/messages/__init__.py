"""Everything a person reads, in Chinese and in English. Takes a language and a key, gives the words.

JSON never passes here: codes (kinds, repairs, signals) stay codes there and get their names from `Voice.name`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compare.codes import Fact, Notice
from compare.messages import archive, commands, faults, page, report, screen

Tongue = Literal["zh", "en"]
"""The language of a reader; that of a report is `model.Language`."""

TABLE: Mapping[str, tuple[str, str]] = {
    **report.WORDS,
    **page.WORDS,
    **screen.WORDS,
    **commands.WORDS,
    **faults.WORDS,
    **archive.WORDS,
}
"""Every key with its words, in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language: `voice("row.from", section="三、")`."""

    tongue: Tongue

    def __call__(self, key: str, /, **words: object) -> str:
        """The words behind a key; KeyError where there is none."""
        return TABLE[key][self.tongue == "en"].format(**words)

    def name(self, group: str, code: str) -> str:
        """The name of a code in its group ("kind", "part", "signal", …); the code itself where it has none."""
        told = TABLE.get(f"{group}.{code}")
        return told[self.tongue == "en"] if told else code

    def fault(self, notice: Notice) -> str:
        """What went wrong; faults among the facts that lie behind it are said first."""
        return self._worded("fault", notice)

    def notice(self, notice: Notice) -> str:
        """What a reader of a result must know beside it."""
        return self._worded("notice", notice)

    def alarm(self, notice: Notice) -> str:
        """Why a passage may belong elsewhere."""
        return self._worded("alarm", notice)

    def _worded(self, group: str, notice: Notice) -> str:
        """The words of a code with its facts; a code that no version of ours knew is said as it is."""
        key = f"{group}.{notice.code}"
        return (
            self(key, **{name: self._fact(fact) for name, fact in notice.facts.items()})
            if key in TABLE
            else str(notice)
        )

    def _fact(self, fact: Fact) -> object:
        if isinstance(fact, Notice):
            return self.fault(fact)
        return ", ".join(fact) if isinstance(fact, tuple) else fact


def code_of(group: str, word: str) -> str:
    """The code of a group that a word names in either language; the word itself where it names none."""
    told = word.casefold()
    found = (key for key, names in TABLE.items() if key.startswith(f"{group}.") and told in names)
    return next(found, word).removeprefix(f"{group}.")


def names_of(group: str, code: str) -> tuple[str, ...]:
    """What a code of a group is called, in either language."""
    return TABLE[f"{group}.{code}"]


def tongue_of(environment: Mapping[str, str]) -> Tongue:
    """The language that a locale asks for: LC_ALL before LC_MESSAGES before LANG; English where none says zh."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").lower().startswith("zh") else "en"
