"""Small pictures as inline SVG. Takes numbers and labels, gives SVG text with a text alternative inside.

Colours are CSS classes (`k-added`, `heat`, …), so that the page decides light, dark and print.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.messages import Voice
from compare.model import Change, Comparison, Edition, FigureChange, Section, Term
from compare.render.html_page import html
from compare.source import Span
from compare.text.cells import clean
from compare.view.brief import CarriedShare
from compare.view.findings import signed
from compare.view.wording import caption, percent

OLD_KINDS = ("unchanged", "updated", "edited", "removed")
NEW_KINDS = ("unchanged", "updated", "edited", "added")


WIDE = 420
"""Units of a picture's width: 12 px type stays readable on a 360 px screen and calm on a large one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar of parts: (class name, label, count)."""

    label: str
    parts: tuple[tuple[str, str, int], ...]


def svg(width: int, height: int, title: str, body: Iterable[str], *, name: str = "", role: str = "img") -> str:
    """An SVG picture that scales with its column; the title is its text alternative."""
    return (
        f'<svg class="picture {name}" viewBox="0 0 {width} {height}" role="{role}" aria-label="{html(title)}" '
        f'preserveAspectRatio="xMinYMin meet">{"".join(body)}</svg>'
    )


def kind_sizes(comparison: Comparison, side: str, changes: Iterable[Change]) -> dict[str, int]:
    """Characters of one edition's sentences by the kind of the change that they stand in."""
    edition: Edition = getattr(comparison, side)
    sizes: dict[str, int] = {}
    for change in changes:
        for number in getattr(change, side):
            start, end = edition.sentences[number].span
            sizes[change.kind] = sizes.get(change.kind, 0) + end - start
    return sizes


def kinds_by_sentence(comparison: Comparison, side: str) -> list[str]:
    """The kind of the change that each sentence of one side stands in."""
    kinds = [""] * len(getattr(comparison, side).sentences)
    for change in comparison.changes:
        for number in getattr(change, side):
            kinds[number] = change.kind
    return kinds


SHARE_CLASSES: Mapping[str, str] = {"whole": "k-unchanged", "reworded": "k-edited", "new": "k-added"}


def carried(shares: Sequence[CarriedShare], say: Voice) -> str:
    """One bar of the three shares of the brief; nothing where no rate is known."""
    if not shares or any(part.percent is None for part in shares):
        return ""
    at, cells = 0.0, []
    for part in shares:
        width = WIDE * (part.percent or 0) / 100
        words = f"{say(f'brief.{part.name}')} {part.percent}%"
        cells.append(f'<rect x="{at:.1f}" y="0" width="{width:.1f}" height="24" class="{SHARE_CLASSES[part.name]}"/>')
        if width > 6 * cells_of(words) + 8:
            name = SHARE_CLASSES[part.name]
            cells.append(f'<text x="{at + 5:.1f}" y="16" class="inside on-{name}">{html(words)}</text>')
        at += width
    told = ", ".join(f"{say(f'brief.{part.name}')} {part.percent}%" for part in shares)
    return svg(WIDE, 24, told, cells, name="carried")


def balance(comparison: Comparison, say: Voice, changes: Iterable[Change]) -> str:
    """Two stacked bars: what the old edition became, what the new one is made of (in characters)."""
    bars = []
    changes = tuple(changes)
    for side, kinds in (("old", OLD_KINDS), ("new", NEW_KINDS)):
        sizes = kind_sizes(comparison, side, changes)
        label = getattr(comparison, side).label
        bars.append(Bar(label, tuple((f"k-{kind}", say(f"kind.{kind}"), sizes.get(kind, 0)) for kind in kinds)))
    return stacked(bars, say("picture.balance"))


def stacked(bars: Sequence[Bar], title: str) -> str:
    """Horizontal bars of 100 %, one under the other, each part with its share inside where there is room."""
    words = "; ".join(
        f"{bar.label}: {', '.join(_part(bar, label, count) for _, label, count in bar.parts)}" for bar in bars
    )
    cells = (_bar(bar, 46 * at) for at, bar in enumerate(bars))
    return svg(WIDE, 46 * len(bars), f"{title}: {words}", cells, name="stacked")


def _part(bar: Bar, label: str, count: int) -> str:
    total = sum(size for _, _, size in bar.parts) or 1
    return f"{label} {percent(count / total)}"


def _bar(bar: Bar, top: int) -> str:
    total = sum(count for _, _, count in bar.parts) or 1
    at, cells = 0.0, [f'<text x="0" y="{top + 13}" class="label">{label_of(bar.label, 60)}</text>']
    for name, label, count in bar.parts:
        width = WIDE * count / total
        words = _part(bar, label, count)
        cells.append(f'<rect x="{at:.1f}" y="{top + 18}" width="{width:.1f}" height="22" class="{name}">')
        cells.append(f"<title>{html(words)} ({count:,})</title></rect>")
        if width > 7 * cells_of(words) + 6:
            cells.append(f'<text x="{at + 5:.1f}" y="{top + 33}" class="inside on-{name}">{html(words)}</text>')
        at += width
    return "".join(cells)


def heat(comparison: Comparison, say: Voice, *, shown: frozenset[str]) -> str:
    """A strip a section: the share of its characters that each kind holds, as a shade and a number.

    A section among the `shown` (ids) is led to.
    """
    sections = [section for section in _top(comparison.new) if section.id in shown or not shown]
    if not sections:
        return ""
    kinds = kinds_by_sentence(comparison, "new")
    weights = [end - start for start, end in (sentence.span for sentence in comparison.new.sentences)]
    head = "".join(
        f'<text x="{226 + 49 * at + 23}" y="14" class="tiny middle"{squeezed(say(f"kind.{kind}"), 44)}>'
        f"{html(say(f'kind.{kind}'))}</text>"
        for at, kind in enumerate(NEW_KINDS)
    )
    rows = [_heat_row(section, kinds, weights, 22 + 21 * at, shown) for at, section in enumerate(sections)]
    return svg(WIDE, 24 + 21 * len(sections), say("picture.heat"), [head, *rows], name="heat", role="group")


def _heat_row(section: Section, kinds: Sequence[str], weights: Sequence[int], top: int, shown: frozenset[str]) -> str:
    indent = 10 * (section.level - 1)
    label = label_of(caption(section), 34 - 2 * section.level)
    name = f'<text x="{indent}" y="{top + 14}" class="label">{label}</text>'
    cells = [f'<a href="#s-{section.id}">{name}</a>' if section.id in shown else name]
    total = sum(weights[section.first : section.last]) or 1
    for at, kind in enumerate(NEW_KINDS):
        count = sum(weights[n] for n in range(section.first, section.last) if kinds[n] == kind)
        share, x = count / total, 226 + 49 * at
        shade = 0.07 + 0.93 * share
        cells.append(
            f'<rect x="{x}" y="{top}" width="46" height="19" class="k-{kind}" opacity="{shade:.2f}"/>'
            f'<text x="{x + 23}" y="{top + 14}" class="on-k-{kind} s{10 * shade:.0f} tiny middle">'
            f"{html(percent(share)) if share else '·'}</text>"
        )
    return "".join(cells)


def flow(comparison: Comparison, say: Voice) -> str:
    """The old edition's sections at the left, the new one's at the right, and how much text runs from one to the other."""
    olds, news = _top(comparison.old), _top(comparison.new)
    if not olds or not news:
        return ""
    streams = _streams(comparison, olds, news)
    height = 21 * max(len(olds), len(news)) + 8
    labels = [f"{caption(olds[i])} → {caption(news[j])} {percent(share)}" for (i, j), share in sorted(streams.items())]
    ribbons = [
        f'<path d="M152 {11 + 21 * i} C 200 {11 + 21 * i}, 220 {11 + 21 * j}, 268 {11 + 21 * j}" '
        f'stroke-width="{max(1.0, 17 * share):.1f}" class="ribbon"><title>{html(words)}</title></path>'
        for ((i, j), share), words in zip(sorted(streams.items()), labels, strict=True)
    ]
    names = [_flow_name(section, at, x=148, side="end") for at, section in enumerate(olds)]
    names += [_flow_name(section, at, x=272, side="start") for at, section in enumerate(news)]
    return svg(WIDE, height, f"{say('picture.flow')}: {'; '.join(labels)}", [*ribbons, *names], name="flow")


def _flow_name(section: Section, at: int, *, x: int, side: str) -> str:
    label = label_of(caption(section) or "—", 23)
    return f'<text x="{x}" y="{15 + 21 * at}" class="label {side}">{label}</text>'


def _top(edition: Edition) -> list[Section]:
    """The sections a picture has room for: the first two levels, or the first where those are too many."""
    for deepest in (2, 1):
        titled = [section for section in edition.sections if section.heading and section.level <= deepest]
        if len(titled) <= 40:
            break
    return titled[:40]


TERM_AXIS = 306
"""Where old and new counts of a term meet."""

NAMED = 0.75
"""The share of a name that the old sentence must have, for its figure to be the same one."""

MOST = 10
"""From this many times the old value on, a figure has more likely changed its meaning than its size."""


def figures(comparison: Comparison, say: Voice, *, most: int = 12) -> str:
    """The amounts that changed most: a line of words and a bar each, to the left for less and to the right for more."""
    known = [(_relative(change), change) for change in _sure(comparison)]
    changes = [(share, change) for share, change in known if 0 < abs(share) <= MOST]
    changes.sort(key=lambda pair: -abs(pair[0]))
    if not changes:
        return ""
    widest = max(1.0, *(abs(share) for share, change in changes[:most] if not _in_points(change)), 0.0)
    rows = [
        _figure_row(share / widest, share, change, 38 * at, say) for at, (share, change) in enumerate(changes[:most])
    ]
    axis = f'<line x1="210" x2="210" y1="0" y2="{38 * len(rows)}" class="grid"/>'
    return svg(WIDE, 38 * len(rows), say("picture.figures"), [axis, *rows], name="figures", role="group")


def _sure(comparison: Comparison) -> Iterator[FigureChange]:
    """The amounts of sentences that answer to each other, under a name that both have, each once: no rates, no steps."""
    seen: set[str] = set()
    linked = {(old, new) for change in comparison.changes for old in change.old for new in change.new}
    for change in comparison.figures or ():
        if change.old and change.new and not change.measure and change.indicator not in {"", *seen}:
            at = _home(comparison.old, change.old.span), _home(comparison.new, change.new.span)
            if at in linked and _is_named(change.indicator, comparison.old.piece(at[0])):
                seen.add(change.indicator)
                yield change


def _home(edition: Edition, span: Span) -> int:
    """The number of the sentence that a span stands in."""
    return max(0, bisect_right(edition.sentences, span[0], key=lambda sentence: sentence.span[0]) - 1)


def _is_named(indicator: str, piece: str) -> bool:
    """Whether a sentence has nearly all words of a name; of a Chinese one its pairs of neighbouring letters."""
    text, name = " ".join(piece.lower().split()), indicator.lower()
    parts = name.split() if name.isascii() else [name[at : at + 2] for at in range(max(1, len(name) - 1))]
    return sum(part in text for part in parts) >= NAMED * len(parts)


def _relative(change: FigureChange) -> float:
    """How much a figure changed, as a share of its old value; 0 where that cannot be said."""
    old, new = change.old, change.new
    if not old or not new or old.value is None or new.value is None or old.unit != new.unit or not old.value:
        return 0.0
    difference = new.value - old.value if change.difference is None else change.difference
    return difference / abs(old.value)


def _by(share: float, change: FigureChange, say: Voice) -> str:
    """By how much: percentages in points, all else against the old value."""
    if change.difference is None or not _in_points(change):
        return f"{share:+.0%}"
    if change.new and change.new.unit in ("%", "％"):
        return say("page.points", by=change.difference)
    return f"{change.difference:+g}"


def _in_points(change: FigureChange) -> bool:
    """Whether its change is told in its own unit, which no bar of shares can show."""
    return change.difference is not None and change.new is not None and change.new.unit in ("%", "％", "位", "名")


def _figure_row(scaled: float, share: float, change: FigureChange, top: int, say: Voice) -> str:
    """Words and, where the change is a share of the old value, a bar of the `scaled` length."""
    width = 0.0 if _in_points(change) else 200 * abs(scaled)
    x = 210 - width if share < 0 else 210
    name = {True: "better", False: "worse", None: "plain"}[change.better]
    values = " → ".join(signed(change))
    label = label_of(f"{change.indicator} {change.measure}".strip(), 28)
    return (
        f'<text x="0" y="{top + 14}" class="label">{label}</text>'
        f'<text x="{WIDE}" y="{top + 14}" class="tiny end">{label_of(values, 26)} ({html(_by(share, change, say))})</text>'
        f'<rect x="{x:.1f}" y="{top + 20}" width="{width:.1f}" height="9" class="bar-{name}"/>'
    )


def terms(comparison: Comparison, say: Voice, *, most: int = 12) -> str:
    """The terms whose use changed most: how often the old edition said each, to the left, and the new one, to the right."""
    shown = (comparison.terms or ())[:most]
    if not shown:
        return ""
    widest = max(max(term.old, term.new) for term in shown)
    rows = [_term_row(term, 22 * at, widest) for at, term in enumerate(shown)]
    axis = f'<line x1="{TERM_AXIS}" x2="{TERM_AXIS}" y1="0" y2="{22 * len(rows)}" class="grid"/>'
    return svg(WIDE, 22 * len(rows), say("picture.terms"), [*rows, axis], name="terms", role="group")


def _term_row(term: Term, top: int, widest: int) -> str:
    old, new = (84 * count / widest for count in (term.old, term.new))
    return (
        f'<text x="0" y="{top + 15}" class="label">{label_of(term.term, 28)}</text>'
        f'<rect x="{TERM_AXIS - old:.1f}" y="{top + 5}" width="{old:.1f}" height="12" class="k-removed"/>'
        f'<rect x="{TERM_AXIS}" y="{top + 5}" width="{new:.1f}" height="12" class="k-added"/>'
        f'<text x="{TERM_AXIS - old - 4:.1f}" y="{top + 15}" class="tiny end">{term.old}</text>'
        f'<text x="{TERM_AXIS + new + 4:.1f}" y="{top + 15}" class="tiny">{term.new}</text>'
    )


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


def change_map(kinds: Sequence[tuple[str, str]], title: str, *, marks: int = 400) -> str:
    """A tall strip with a mark a stretch of rows: (kind, anchor) from top to bottom; the rarer kind of a stretch wins."""
    each = max(1, -(-len(kinds) // marks))
    height = 1000 / max(1, -(-len(kinds) // each))
    drawn = []
    for at in range(0, len(kinds), each):
        changed = [mark for mark in kinds[at : at + each] if mark[0] != "unchanged"]
        if changed:
            kind, anchor = min(changed, key=lambda mark: MAP_ORDER.index(mark[0]))
            y = height * at / each
            drawn.append(
                f'<a href="#{anchor}" tabindex="-1"><rect x="0" y="{y:.2f}" width="14" height="{height:.2f}" class="k-{kind}"/></a>'
            )
    return (
        f'<nav class="map" aria-label="{html(title)}"><svg viewBox="0 0 14 1000" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(drawn)}</svg></nav>'
    )


MAP_ORDER = ("moved", "edited", "removed", "added", "updated")


def label_of(text: str, cells: int) -> str:
    """A label of a picture as SVG: cut to a width, the whole of it beside the pointer."""
    told = clean(text)
    shown = short(told, cells)
    return html(shown) if shown == told else f"{html(shown)}<title>{html(told)}</title>"


def squeezed(text: str, width: int) -> str:
    """The attribute that draws a small text within a width, where it would be wider."""
    return f' textLength="{width}" lengthAdjust="spacingAndGlyphs"' if 6 * cells_of(text) > width else ""


def cells_of(text: str) -> int:
    """The width of a label, a Han character counting two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def short(text: str, cells: int) -> str:
    """A label cut to a width; a cut label ends with an ellipsis."""
    width = 0
    for at, character in enumerate(text):
        width += cells_of(character)
        if width > cells:
            return text[:at].rstrip() + "…"
    return text
