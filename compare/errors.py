"""What can go wrong, each a fact about a named file. The doors print one line and exit with 2."""


class CompareError(Exception):
    """Something that stops a comparison; `str()` of it is one line that names the file and what was found."""

    def __init__(self, name: str, fact: str) -> None:
        super().__init__(f"{name}: {fact}")
        self.name = name
        self.fact = fact


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
