"""The options that several commands share, by what they are about."""

from argparse import ArgumentParser, _ActionsContainer

from compare.errors import BadOption
from compare.messages import Voice, code_of, names_of
from compare.view.rows import CHOICES

FINDINGS = ("edits", "passages", "figures", "signals", "terms", "followups")

EARLIER_NAMES = {"new": "added", "gone": "removed", "仅更新": "updated"}
"""What kinds were called in reports before; scripts may still say so."""


def editions(parser: ArgumentParser, say: Voice) -> _ActionsContainer:
    """OLD and NEW; gives their group, for what comes after them."""
    group = parser.add_argument_group(say("help.arguments"))
    group.add_argument("old", metavar="OLD", help=say("help.old"))
    group.add_argument("new", metavar="NEW", help=say("help.new"))
    return group


def reading(parser: ArgumentParser, say: Voice, *, periods: bool = True) -> None:
    """How files are read."""
    group = parser.add_argument_group(say("help.reading"))
    group.add_argument("--encoding", metavar="NAME", help=say("help.encoding"))
    group.add_argument("--tracked", choices=("accepted", "original"), default="accepted", help=say("help.tracked"))
    if periods:
        group.add_argument("--old-period", metavar="PERIOD", help=say("help.old-period"))
        group.add_argument("--new-period", metavar="PERIOD", help=say("help.new-period"))
        group.add_argument("--anchors", metavar="FILE", help=say("help.anchors"))


def choosing(parser: ArgumentParser, say: Voice) -> None:
    """What is shown of the changes."""
    group = parser.add_argument_group(say("help.choosing"))
    codes = ",".join(CHOICES)
    group.add_argument("--only", metavar="KINDS", type=kinds, default=(), help=say("help.only", kinds=codes))
    group.add_argument("--section", metavar="WORDS", default="", help=say("help.section"))
    group.add_argument("--min-weight", metavar="W", type=weight, default=0.0, help=say("help.min-weight"))
    group.add_argument("--explain", action="store_true", help=say("help.explain"))


def finding(parser: ArgumentParser, say: Voice) -> None:
    """What is looked for beside the changes, and in what."""
    group = parser.add_argument_group(say("help.finding"))
    told = say("help.find", findings=",".join(say.name("finding", name) for name in FINDINGS))
    group.add_argument("--find", metavar="FINDINGS", type=findings, default=(), help=told)
    group.add_argument("--earlier", metavar="FILE", nargs="+", default=[], help=say("help.earlier"))
    group.add_argument("--against", metavar="FILE", nargs="+", default=[], help=say("help.against"))
    group.add_argument("--upstream", metavar="FILE", nargs="+", default=[], help=say("help.upstream"))
    group.add_argument("--background", metavar="WHAT", default="shipped", help=say("help.background"))
    group.add_argument("--lexicon", metavar="FILE", default="", help=say("help.lexicon"))
    group.add_argument("--units", metavar="FILE", default="", help=say("help.units"))


def writing(parser: ArgumentParser, say: Voice, formats: tuple[str, ...]) -> _ActionsContainer:
    """What comes out, and where; gives the group, for what one command alone has."""
    group = parser.add_argument_group(say("help.writing"))
    told = say("help.format", formats=", ".join(formats))
    group.add_argument("--format", metavar="FORMAT", choices=formats, help=told)
    group.add_argument("-o", "--output", metavar="FILE", help=say("help.output"))
    group.add_argument("--table", metavar="NAME", default="", help=say("help.table"))
    group.add_argument("--no-text", action="store_true", help=say("help.no-text"))
    looks(group, say)
    return group


def looks(parser: _ActionsContainer, say: Voice) -> None:
    """How text is drawn."""
    parser.add_argument("--width", metavar="N", type=columns, help=say("help.width"))
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help=say("help.color"))
    parser.add_argument("--no-pager", action="store_true", help=say("help.no-pager"))


def words(told: str, option: str) -> tuple[str, ...]:
    """A comma-separated list. Raises `BadOption`, naming the option, for an empty one."""
    if not (found := tuple(word.strip() for word in told.split(",") if word.strip())):
        raise BadOption(option, "no value")
    return found


def kinds(told: str) -> tuple[str, ...]:
    """Kinds of changes, by their codes or by what a report calls them. Raises `BadOption` with the names of all."""
    named = [
        (word, EARLIER_NAMES.get(word, code_of("kind", word))) for word in words(told.replace("，", ","), "--only")
    ]
    if unknown := [word for word, code in named if code not in CHOICES]:
        known = tuple("/".join(dict.fromkeys((code, *names_of("kind", code)))) for code in CHOICES)
        raise BadOption("--only", "no such kind", kind=unknown[0], known=known)
    return tuple(code for _, code in named)


def findings(told: str) -> tuple[str, ...]:
    """Codes of findings, by their codes or by what a report calls them; all of them for "all"."""
    named = [(word, code_of("finding", word)) for word in words(told.replace("，", ","), "--find")]
    if unknown := [word for word, code in named if code not in (*FINDINGS, "all")]:
        known = tuple("/".join(dict.fromkeys((code, *names_of("finding", code)))) for code in FINDINGS)
        raise BadOption("--find", "no such finding", finding=unknown[0], known=known)
    codes = tuple(code for _, code in named)
    return FINDINGS if "all" in codes else codes


def weight(told: str) -> float:
    """A weight from 0 to 1."""
    try:
        value = float(told)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise BadOption("--min-weight", "no weight", value=told)
    return value


def columns(told: str) -> int:
    """A width in columns, at least 20: below that no sentence can be read."""
    if not told.isdecimal() or int(told) < 20:
        raise BadOption("--width", "no width", value=told)
    return int(told)
