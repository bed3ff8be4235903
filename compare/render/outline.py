"""An edition as a tree. Takes an `Edition`, gives its facts, its repairs, and its sections with counts and parts."""

from collections import Counter
from collections.abc import Iterator

from compare.model import Edition, Section
from compare.render.terminal import Pen, Run, padded
from compare.text.cells import cells
from compare.view.options import Options
from compare.view.summary import title_of


def render(edition: Edition, *, options: Options) -> str:
    """The outline of an edition, ending in a newline."""
    return "".join(f"{line}\n" for line in _lines(edition, options))


def _lines(edition: Edition, options: Options) -> Iterator[str]:
    pen = Pen(options.width, options.color)
    facts = list(_facts(edition, options))
    gutter = max(cells(name) for name, _ in facts) + 4
    for name, told in facts:
        yield from pen.lines([Run(told)], first=[Run(padded(f"  {name}", gutter), "soft")], indent=gutter)
    yield ""
    numbers = {section.id: _count(edition, section) for section in edition.sections}
    widest = max((len(str(number)) for number in numbers.values()), default=1)
    for section in edition.sections:
        count = Run(f"{numbers[section.id]:>{widest + 2}}  ", "soft")
        part = Run(f"  [{options.voice.name('part', section.part)}]", "soft")
        lead = [count, Run("  " * (section.level - 1))]
        title = Run(title_of(edition, section, options.voice), "head" if section.level == 1 else "")
        yield from pen.lines([title, part], first=lead, indent=widest + 4 + 2 * (section.level - 1))


def _facts(edition: Edition, options: Options) -> Iterator[tuple[str, str]]:
    say = options.voice
    source = edition.source
    known = {"format": source.format, "encoding": source.encoding}
    read = say("outline.read", **known) if source.encoding else source.format  # most formats carry their encoding
    yield say("outline.file"), f"{edition.source.path}   ({read})"
    yield say("outline.title"), edition.title or say("outline.none")
    yield say("outline.unit"), edition.unit or say("outline.none")
    yield say("outline.period"), edition.period or say("outline.none")
    yield say("outline.language"), say.name("language", edition.language)
    yield (
        say("outline.size"),
        say(
            "outline.counts",
            characters=f"{len(edition.source.text):,}",
            sections=f"{len(edition.sections):,}",
            sentences=f"{len(edition.sentences):,}",
        ),
    )
    roles = Counter(sentence.role for sentence in edition.sentences)
    yield say("outline.roles"), " · ".join(f"{say.name('role', role)} {number}" for role, number in roles.most_common())
    repairs = [say.name("repair", code) for code in edition.repairs]
    yield say("outline.repairs"), " · ".join(repairs) or say("outline.none")
    if lost := [str(block.level) for block in source.blocks if block.style == "lost"]:
        yield say("outline.lost"), ", ".join(lost)


def _count(edition: Edition, section: Section) -> int:
    """Sentences below a heading, the heading aside."""
    return sum(sentence.role != "heading" for sentence in edition.sentences[section.first : section.last])
