"""Small pictures of a series as inline SVG: the year by year matrix, a line over the years."""

from collections.abc import Sequence
from math import ceil, floor

from compare.messages import Voice
from compare.model import Edition, Series, Share
from compare.render.charts import WIDE, cells_of, label_of, squeezed, svg
from compare.render.html_page import html
from compare.view.wording import percent


def matrix(series: Series, say: Voice) -> str:
    """Year by year: the share of each edition's counted text that stands in each other edition."""
    size, count = 34, len(series.editions)
    cells = []
    rates = [share.rate or 0.0 for i, row in enumerate(series.matrix) for j, share in enumerate(row) if i != j]
    darkest = max(0.25, *rates, 0.0)
    for i, row in enumerate(series.matrix):
        label = label_of(series.editions[i].label, 12)
        cells.append(f'<text x="78" y="{41 + size * i}" class="label end">{label}</text>')
        for j, share in enumerate(row):
            if i != j:
                cells.append(_matrix_cell(share, 84 + size * j, 20 + size * i, size, darkest))
    for j, edition in enumerate(series.editions):
        cells.append(
            f'<text x="{84 + size * j + 16}" y="14" class="tiny middle"{squeezed(tick(edition), size - 3)}>{label_of(tick(edition), 8)}</text>'
        )
    return svg(
        max(WIDE, 90 + size * count), 24 + size * count, say("picture.matrix"), cells, name="matrix", role="group"
    )


def _matrix_cell(share: Share, x: int, y: int, size: int, darkest: float) -> str:
    """One cell, shaded against the `darkest` rate of all; a share of too little text is a dot."""
    rate = share.rate
    if rate is None:
        return f'<text x="{x + size / 2 - 1:.0f}" y="{y + 20}" class="tiny middle">·</text>'
    shade = 0.06 + 0.94 * min(1.0, rate / darkest)
    return (
        f'<rect x="{x}" y="{y}" width="{size - 2}" height="{size - 2}" class="heat-cell" opacity="{shade:.2f}"/>'
        f'<text x="{x + size / 2 - 1:.0f}" y="{y + 20}" class="s{10 * shade:.0f} tiny middle">{html(percent(rate)[:-1])}</text>'
    )


def tick(edition: Edition) -> str:
    """An edition on an axis: its period, short."""
    return edition.period[2:] if len(edition.period) > 6 else edition.period


def timeline(points: Sequence[tuple[str, float | None]], title: str) -> str:
    """One line over the years; a year without a rate leaves a gap."""
    values = [value for _, value in points if value is not None]
    low, high = _range(values)
    step = (WIDE - 60) / max(1, len(points) - 1)
    widest = max((cells_of(label) for label, _ in points), default=0)
    every = max(1, -(-int(6 * min(widest, 8) + 8) // max(int(step), 1)))
    marks, path, pen = [], "", "M"
    for at, (label, value) in enumerate(points):
        x = 40 + step * at
        if (len(points) - 1 - at) % every == 0:
            side = "end" if at == len(points) - 1 else "middle"
            end = WIDE if side == "end" else x
            marks.append(f'<text x="{end:.0f}" y="146" class="tiny {side}">{label_of(label, 8)}</text>')
        if value is None:
            pen = "M"
            continue
        y = 124 - 100 * (value - low) / (high - low)
        path += f"{pen}{x:.1f} {y:.1f} "
        pen = "L"
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" class="dot"><title>{html(label)} {html(percent(value))}</title></circle>'
        )
        if step > 30:
            marks.append(f'<text x="{x:.1f}" y="{y - 8:.1f}" class="tiny middle">{html(percent(value))}</text>')
    told = ", ".join(f"{label} {percent(value)}" for label, value in points if value is not None)
    return svg(
        WIDE, 152, f"{title}: {told}", [*_grid(low, high), f'<path d="{path}" class="line"/>', *marks], name="timeline"
    )


def _range(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the axis: the tenths around the data, at least two apart."""
    low, high = floor(10 * min(values, default=0.0)), ceil(10 * max(values, default=1.0))
    if high - low < 2:
        low, high = (low - 1, high) if high == 10 else (low, low + 2)
    return max(low, 0) / 10, high / 10


def _grid(low: float, high: float) -> list[str]:
    return [
        f'<line x1="40" x2="{WIDE - 20}" y1="{124 - v}" y2="{124 - v}" class="grid"/>'
        f'<text x="34" y="{128 - v}" class="tiny end">{low + (high - low) * v / 100:.0%}</text>'
        for v in (0, 50, 100)
    ]
