"""What can go wrong, each a code with facts about a named file. The doors print one line and exit with 2."""

import errno

from compare.codes import Fact, Notice
from compare.messages import TABLE, Voice


class CompareError(Exception):
    """Something that stops a comparison: the name of a file or option, a code of `fault.…` in the messages, its facts.

    `str()` of it is one line in English; `Voice.fault` says it in the reader's language.
    """

    def __init__(self, name: str, code: str, /, **facts: Fact) -> None:
        super().__init__(name, code)
        self.name = name
        self.notice = Notice(code, facts)

    def __str__(self) -> str:
        return f"{self.name}: {Voice('en').fault(self.notice)}"

    def __reduce__(self) -> tuple[object, ...]:
        """Whole through a pipe, facts and all."""
        return restated, (type(self), self.name, self.notice)


class Unreadable(CompareError):
    """The file is missing, empty, a folder, binary, encrypted, too large, or not in any encoding we know."""


class NoSentences(CompareError):
    """The file was read but holds no sentence."""


class NotComparable(CompareError):
    """The editions cannot be laid beside each other: two languages, one edition twice, a period unknown."""


class BadOption(CompareError):
    """An option, a settings file, a result file or an anchors file says something we do not know."""


class MissingExtra(CompareError):
    """A format or engine needs an extra that is not installed; the fact names the extra."""


def restated(kind: type[CompareError], name: str, notice: Notice) -> CompareError:
    """A fault about something else, or of another kind, with the same code and facts."""
    return kind(name, notice.code, **notice.facts)


def of_system(fault: OSError | ValueError) -> Fact:
    """Why the system refuses, by its number; in its own words where our table has none for it."""
    symbol = errno.errorcode.get(getattr(fault, "errno", None) or 0, "")
    if f"fault.{symbol}" in TABLE:
        return Notice(symbol)
    return getattr(fault, "strerror", None) or str(fault)
