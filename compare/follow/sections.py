"""Sections through the years: takes a `Series`, gives for each section the line of its shares."""

from compare.model import Comparison, Section, SectionLine, Series


def section_lines(series: Series, score: str = "recycled") -> tuple[SectionLine, ...]:
    """A line for every section; a renamed one stays on its line, a merged one goes on with the first of its parts."""
    lines: list[list[tuple[int, str]]] = [[(0, section.id)] for section in series.editions[0].sections]
    open_ = {stops[-1][1]: stops for stops in lines}
    for place, pair in enumerate(series.pairs):
        before = _before(pair)
        going: dict[str, list[tuple[int, str]]] = {}
        for section in pair.new.sections:
            stops = open_.pop(before.get(section.id, ""), None)
            if stops is None:
                lines.append(stops := [])
            stops.append((place + 1, section.id))
            going[section.id] = stops
        open_ = going
    return tuple(_line(series, stops, score) for stops in lines)


def _before(pair: Comparison) -> dict[str, str]:
    """The old section that each new one goes on with."""
    return {new: link.old[0] for link in pair.sections if link.old for new in link.new[:1]}


def _line(series: Series, stops: list[tuple[int, str]], score: str) -> SectionLine:
    last: Section = series.editions[stops[-1][0]].section(stops[-1][1])
    shares = [
        series.pairs[place - 1].section_scores.get(identity, {}).get(score) if place else None
        for place, identity in stops
    ]
    told = tuple((series.editions[place].id, identity) for place, identity in stops)
    return SectionLine(last.title, last.level, told, tuple(shares))
