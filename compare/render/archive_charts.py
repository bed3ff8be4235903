"""Pictures of an archive as inline SVG: units by periods, who takes from whom."""

from collections.abc import Sequence

from compare.render.charts import WIDE, label_of, svg
from compare.render.html_page import html
from compare.view.wording import percent

MOST_UNITS, MOST_FLOWS = 80, 40
"""Rows of the heat map and lines of the graph; the tables beside them have the rest."""

_CELL, _NAMES = 26, 120


def heat_map(shares: Sequence[tuple[str, str, float | None]], title: str) -> str:
    """Units down, periods across, a share as a shade and a number; those with the largest mean share first."""
    periods = sorted({period for _, period, _ in shares})
    by_unit: dict[str, dict[str, float]] = {}
    for unit, period, share in shares:
        if share is not None:
            by_unit.setdefault(unit, {})[period] = share
    ranked = sorted(by_unit, key=lambda unit: (-sum(by_unit[unit].values()) / len(by_unit[unit]), unit))[:MOST_UNITS]
    darkest = max((share for row in by_unit.values() for share in row.values()), default=0.0) or 1.0
    cells = [
        f'<text x="{_NAMES + _CELL * at + 12}" y="14" class="tiny middle">{label_of(period[-5:], 5)}</text>'
        for at, period in enumerate(periods)
    ]
    for down, unit in enumerate(ranked):
        top = 20 + _CELL * down
        cells.append(f'<text x="{_NAMES - 6}" y="{top + 17}" class="label end">{label_of(unit, 18)}</text>')
        for at, period in enumerate(periods):
            if period in by_unit[unit]:
                cells.append(_cell(by_unit[unit][period], f"{unit} {period}", _NAMES + _CELL * at, top, darkest))
    width = max(WIDE, _NAMES + _CELL * len(periods) + 4)
    return f'<figure class="matrix">{svg(width, 24 + _CELL * len(ranked), title, cells, name="matrix")}<figcaption>{html(title)}</figcaption></figure>'


def _cell(share: float, label: str, x: int, y: int, darkest: float) -> str:
    shade = 0.06 + 0.94 * min(1.0, share / darkest)
    return (
        f'<rect x="{x}" y="{y}" width="{_CELL - 2}" height="{_CELL - 2}" class="heat-cell" opacity="{shade:.2f}">'
        f"<title>{html(label)} {html(percent(share))}</title></rect>"
        f'<text x="{x + 12}" y="{y + 16}" class="s{10 * shade:.0f} tiny middle">{html(percent(share)[:-1])}</text>'
    )


def flow_graph(flows: Sequence[tuple[str, str, int]], title: str) -> str:
    """Sources on the left, takers on the right, a line for each pair as wide as what was taken."""
    shown = sorted(flows, key=lambda flow: (-flow[2], flow[:2]))[:MOST_FLOWS]
    sources, takers = list(dict.fromkeys(f[0] for f in shown)), list(dict.fromkeys(f[1] for f in shown))
    height = 20 * max(len(sources), len(takers)) + 10
    widest = shown[0][2] or 1
    lines = [_flow(flow, sources.index(flow[0]), takers.index(flow[1]), widest) for flow in shown]
    names = [
        f'<text x="110" y="{20 * at + 18}" class="label end">{label_of(u, 16)}</text>' for at, u in enumerate(sources)
    ]
    names += [
        f'<text x="{WIDE - 110}" y="{20 * at + 18}" class="label">{label_of(u, 16)}</text>'
        for at, u in enumerate(takers)
    ]
    return f"<figure>{svg(WIDE, height, title, [*lines, *names], name='flows')}<figcaption>{html(title)}</figcaption></figure>"


def _flow(flow: tuple[str, str, int], source: int, taker: int, widest: int) -> str:
    start, end, y, to = 116, WIDE - 116, 20 * source + 14, 20 * taker + 14
    middle = (start + end) // 2
    return (
        f'<path d="M{start} {y} C{middle} {y} {middle} {to} {end} {to}" class="line" fill="none" opacity="0.6" '
        f'stroke-width="{0.5 + 6 * flow[2] / widest:.1f}"><title>{html(f"{flow[0]} → {flow[1]}: {flow[2]:,}")}</title></path>'
    )
