"""Small pictures as inline SVG. Takes numbers and labels, gives SVG text with a text alternative inside.

Colours are CSS classes (`k-added`, `heat`, …), so that the page decides light, dark and print.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from compare.model import Comparison, Edition, Section, Series, Share

Say = Callable[[str], str]

OLD_KINDS = ("unchanged", "updated", "edited", "removed")
NEW_KINDS = ("unchanged", "updated", "edited", "added")


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar of parts: (class name, label, count)."""

    label: str
    parts: tuple[tuple[str, str, int], ...]


def svg(width: int, height: int, title: str, body: Iterable[str], *, name: str = "") -> str:
    """An SVG picture that scales with its column; the title is its text alternative."""
    inner = "".join(body)
    return (
        f'<svg class="picture {name}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}" '
        f'preserveAspectRatio="xMinYMin meet"><title>{escape(title)}</title>{inner}</svg>'
    )


def kind_counts(comparison: Comparison, side: str, section: Section | None = None) -> dict[str, int]:
    """Characters of one edition's sentences by kind, in the whole or in one section."""
    edition: Edition = getattr(comparison, side)
    first, last = (section.first, section.last) if section else (0, len(edition.sentences))
    counts: dict[str, int] = {}
    for number, kind in enumerate(kinds_by_sentence(comparison, side)):
        if first <= number < last:
            start, end = edition.sentences[number].span
            counts[kind] = counts.get(kind, 0) + end - start
    return counts


def kinds_by_sentence(comparison: Comparison, side: str) -> list[str]:
    """The kind of the change that each sentence of one side stands in."""
    kinds = [""] * len(getattr(comparison, side).sentences)
    for change in comparison.changes:
        for number in getattr(change, side):
            kinds[number] = change.kind
    return kinds


def balance(comparison: Comparison, say: Say) -> str:
    """Two stacked bars: what the old edition became, what the new one is made of (in characters)."""
    bars = []
    for side, kinds in (("old", OLD_KINDS), ("new", NEW_KINDS)):
        counts = kind_counts(comparison, side)
        label = getattr(comparison, side).label
        bars.append(Bar(label, tuple((f"k-{kind}", say(f"kind.{kind}"), counts.get(kind, 0)) for kind in kinds)))
    return stacked(bars, say("picture.balance"))


def stacked(bars: Sequence[Bar], title: str) -> str:
    """Horizontal bars of 100 %, one under the other, each part with its share inside where there is room."""
    return svg(640, 30 * len(bars) + 4, title, (_bar(bar, 30 * at + 4) for at, bar in enumerate(bars)), name="stacked")


def _bar(bar: Bar, top: int) -> str:
    total = sum(count for _, _, count in bar.parts) or 1
    at, cells = 110.0, [f'<text x="104" y="{top + 17}" class="label end">{escape(short(bar.label, 14))}</text>']
    for name, label, count in bar.parts:
        width = 520 * count / total
        told = f"{label} {count / total:.0%} ({count:,})"
        cells.append(f'<rect x="{at:.1f}" y="{top}" width="{width:.1f}" height="24" class="{name}">')
        cells.append(f"<title>{escape(told)}</title></rect>")
        if width > 62:
            cells.append(
                f'<text x="{at + 5:.1f}" y="{top + 16}" class="inside">{escape(label)} {count / total:.0%}</text>'
            )
        at += width
    return "".join(cells)


def heat(comparison: Comparison, say: Say, *, deepest: int = 2) -> str:
    """A strip a section: the share of its characters that each kind holds, as a shade and a number."""
    sections = [section for section in comparison.new.sections if section.heading and section.level <= deepest]
    kinds = kinds_by_sentence(comparison, "new")
    weights = [end - start for start, end in (sentence.span for sentence in comparison.new.sentences)]
    head = "".join(
        f'<text x="{330 + 78 * at + 36}" y="14" class="label middle">{escape(say(f"kind.{kind}"))}</text>'
        for at, kind in enumerate(NEW_KINDS)
    )
    rows = [_heat_row(section, kinds, weights, 22 + 22 * at) for at, section in enumerate(sections)]
    return svg(650, 24 + 22 * len(sections), say("picture.heat"), [head, *rows], name="heat")


def _heat_row(section: Section, kinds: Sequence[str], weights: Sequence[int], top: int) -> str:
    indent = 12 * (section.level - 1)
    label = short(f"{section.number} {section.title}", 44 - section.level * 2)
    cells = [
        f'<a href="#s-{section.id}"><text x="{4 + indent}" y="{top + 15}" class="label">{escape(label)}</text></a>'
    ]
    total = sum(weights[section.first : section.last]) or 1
    for at, kind in enumerate(NEW_KINDS):
        count = sum(weights[n] for n in range(section.first, section.last) if kinds[n] == kind)
        share = count / total
        cells.append(
            f'<rect x="{330 + 78 * at}" y="{top}" width="74" height="20" class="k-{kind}" opacity="{0.08 + 0.92 * share:.2f}"/>'
            f'<text x="{330 + 78 * at + 37}" y="{top + 14}" class="cell middle">{share:.0%}</text>'
        )
    return "".join(cells)


def flow(comparison: Comparison, say: Say) -> str:
    """The old edition's sections at the left, the new one's at the right, and how much text runs from one to the other."""
    olds, news = _top(comparison.old), _top(comparison.new)
    streams = _streams(comparison, olds, news)
    height = 26 * max(len(olds), len(news), 1) + 8
    ribbons = [
        f'<path d="M212 {13 + 26 * i} C 320 {13 + 26 * i}, 320 {13 + 26 * j}, 428 {13 + 26 * j}" '
        f'stroke-width="{max(1.0, 20 * share):.1f}" class="ribbon"><title>{share:.0%}</title></path>'
        for (i, j), share in sorted(streams.items())
    ]
    names = [_flow_name(section, at, x=206, side="end") for at, section in enumerate(olds)]
    names += [_flow_name(section, at, x=434, side="start") for at, section in enumerate(news)]
    return svg(640, height, say("picture.flow"), [*ribbons, *names], name="flow")


def _flow_name(section: Section, at: int, *, x: int, side: str) -> str:
    label = escape(short(f"{section.number} {section.title}".strip() or "—", 30))
    return f'<text x="{x}" y="{17 + 26 * at}" class="label {side}">{label}</text>'


def _top(edition: Edition) -> list[Section]:
    """The sections a picture has room for: the first two levels, or the first where those are too many."""
    for deepest in (2, 1):
        titled = [section for section in edition.sections if section.heading and section.level <= deepest]
        if len(titled) <= 40:
            break
    return titled[:40]


def _streams(comparison: Comparison, olds: list[Section], news: list[Section]) -> dict[tuple[int, int], float]:
    """For each pair of sections the share of the old one's sentences that stand in the new one, from 4 % on."""
    old_home, new_home = _homes(comparison.old, olds), _homes(comparison.new, news)
    counts: dict[tuple[int, int], int] = {}
    for change in comparison.changes:
        pairs = {(old_home[i], new_home[j]) for i in change.old for j in change.new}
        for i, j in pairs:
            if i >= 0 and j >= 0:
                counts[i, j] = counts.get((i, j), 0) + 1
    sizes = [max(1, old_home.count(at)) for at in range(len(olds))]
    return {(i, j): count / sizes[i] for (i, j), count in counts.items() if count / sizes[i] >= 0.04}


def _homes(edition: Edition, sections: list[Section]) -> list[int]:
    """For each sentence the place of the deepest pictured section that holds it, or -1."""
    homes = [-1] * len(edition.sentences)
    for at, section in enumerate(sections):
        homes[section.first : section.last] = [at] * (section.last - section.first)
    return homes


def matrix(series: Series, say: Say) -> str:
    """Year by year: the share of each edition's counted text that stands in each other edition."""
    size, count = 30, len(series.editions)
    cells = []
    for i, row in enumerate(series.matrix):
        cells.append(
            f'<text x="84" y="{40 + size * i}" class="label end">{escape(short(series.editions[i].label, 11))}</text>'
        )
        for j, share in enumerate(row):
            cells.append(_matrix_cell(share, 90 + size * j, 20 + size * i, size))
    for j, edition in enumerate(series.editions):
        cells.append(f'<text x="{90 + size * j + 14}" y="14" class="tiny middle">{escape(edition.period[-4:])}</text>')
    return svg(100 + size * count, 26 + size * count, say("picture.matrix"), cells, name="matrix")


def _matrix_cell(share: Share, x: int, y: int, size: int) -> str:
    rate = share.count / share.of if share.of else 0.0
    return (
        f'<rect x="{x}" y="{y}" width="{size - 2}" height="{size - 2}" class="heat-cell" opacity="{0.06 + 0.94 * rate:.2f}"/>'
        f'<text x="{x + size / 2 - 1:.0f}" y="{y + 18}" class="tiny middle">{100 * rate:.0f}</text>'
    )


def timeline(points: Sequence[tuple[str, float | None]], title: str) -> str:
    """One line over the years; a year without a rate leaves a gap."""
    step = 560 / max(1, len(points) - 1)
    marks, path, pen = [], "", "M"
    for at, (label, value) in enumerate(points):
        x = 40 + step * at
        marks.append(f'<text x="{x:.0f}" y="138" class="tiny middle">{escape(label[-4:])}</text>')
        if value is None:
            pen = "M"
            continue
        y = 118 - 100 * value
        path += f"{pen}{x:.1f} {y:.1f} "
        pen = "L"
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" class="dot"><title>{escape(label)} {value:.0%}</title></circle>'
        )
    grid = [f'<line x1="40" x2="600" y1="{118 - 100 * v}" y2="{118 - 100 * v}" class="grid"/>' for v in (0, 0.5, 1)]
    return svg(640, 144, title, [*grid, f'<path d="{path}" class="line"/>', *marks], name="timeline")


def change_map(kinds: Sequence[tuple[str, str]], title: str) -> str:
    """A tall strip with a mark a changed row: (kind, anchor) from top to bottom."""
    height = 1000
    each = height / max(1, len(kinds))
    marks = [
        f'<a href="#{anchor}"><rect x="0" y="{each * at:.2f}" width="14" height="{max(each, 1.5):.2f}" class="k-{kind}"/></a>'
        for at, (kind, anchor) in enumerate(kinds)
        if kind != "unchanged"
    ]
    return (
        f'<svg class="map" viewBox="0 0 14 {height}" preserveAspectRatio="none" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(marks)}</svg>"
    )


def short(text: str, cells: int) -> str:
    """A label cut to a width, a Han character counting two; a cut label ends with an ellipsis."""
    width = 0
    for at, character in enumerate(text):
        width += 2 if ord(character) > 0x2E7F else 1
        if width > cells:
            return text[:at].rstrip() + "…"
    return text
