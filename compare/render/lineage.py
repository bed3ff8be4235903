"""The lineage of a phrase as text, Markdown, CSV and JSON. Takes a `Trace`, gives a KWIC line for each place.

An edition that does not say it has a line of its own: a gap is a finding. A place where the wording is only like it is
marked, and is not counted among those that say it.
"""

import csv as _csv
import io
from collections.abc import Iterator
from itertools import groupby

from compare.contract.documents import VERSION, HitJson, TracedJson, TraceJson
from compare.contract.dumping import written
from compare.follow import Hit, Trace, context
from compare.messages import Voice
from compare.model import Edition
from compare.render.csv import MARK, harmless
from compare.render.markdown import escaped, table
from compare.render.terminal import Pen, Run, padded
from compare.text.cells import cells, clean
from compare.view.grid import TextTable
from compare.view.options import Options

_AROUND = 60
"""Characters on either side in data formats."""


def text(traced: Trace, *, options: Options) -> str:
    """Counts first, then edition by edition, the match in one column."""
    return "".join(f"{line}\n" for line in _lines(traced, options))


def markdown(traced: Trace, *, options: Options) -> str:
    """The same as a table."""
    say = options.voice
    rows = []
    for edition, hits in _stops(traced):
        for hit in hits:
            left, match, right = context(edition, hit, _AROUND // 2)
            rows.append((edition.label, left, match, right, _near(hit, say)))
        rows += [] if hits else [(edition.label, "", say("trace.none", count=1), "", "")]
    names = (say("table.period"), say("column.left"), say("column.match"), say("column.right"), "")
    facts = [f"- {escaped(fact)}" for fact in _facts(traced, say)]
    told = [f"# {escaped(_head(traced, say))}", "", *facts, "", *table(TextTable("", names, tuple(rows)))]
    return "\n".join(told) + "\n"


def csv(traced: Trace, *, options: Options) -> str:
    """A row for each place, and one with no match for each edition that does not say it."""
    target = io.StringIO()
    writer = _csv.writer(target, lineterminator="\r\n")
    writer.writerow(("edition", "period", "start", "end", "score", "left", "match", "right", "file"))
    for edition, hits in _stops(traced):
        known = harmless(edition.id), harmless(edition.period)
        for hit in hits:
            told = [harmless(part) for part in context(edition, hit, _AROUND)] if options.text else ["", "", ""]
            writer.writerow((*known, *hit.span, round(hit.score, 4), *told, harmless(edition.source.path)))
        if not hits:
            writer.writerow((*known, "", "", "", "", "", "", harmless(edition.source.path)))
    return MARK + target.getvalue()


def data(traced: Trace, *, options: Options) -> str:
    """Never localised; spans are those of the edition's text."""
    stops = tuple(
        TracedJson(
            id=edition.id,
            label=edition.label,
            period=edition.period,
            path=edition.source.path,
            sha256=edition.source.sha256,
            hits=tuple(_hit(edition, hit, text=options.text) for hit in hits),
        )
        for edition, hits in _stops(traced)
    )
    return written(
        TraceJson(format="yoy/trace", version=VERSION, text=traced.text, notices=traced.notices, editions=stops)
    )


def _hit(edition: Edition, hit: Hit, *, text: bool) -> HitJson:
    around = context(edition, hit, _AROUND) if text else (None, None, None)
    return HitJson(hit.span, hit.sentence, round(hit.score, 4), *around)


def _stops(traced: Trace) -> Iterator[tuple[Edition, tuple[Hit, ...]]]:
    return zip(traced.editions, (station.hits for station in traced.stations), strict=True)


def _is_said(hits: tuple[Hit, ...]) -> bool:
    """Whether an edition says it in these words."""
    return any(hit.score >= 1 for hit in hits)


def _head(traced: Trace, say: Voice) -> str:
    said = [hits for _, hits in _stops(traced) if _is_said(hits)]
    count = sum(map(len, said))
    return say("trace.head", text=clean(traced.text), said=len(said), count=len(traced.editions), hits=count)


def _facts(traced: Trace, say: Voice) -> Iterator[str]:
    """First, last, gaps between them, near misses; what was left out."""
    yield from (say.notice(notice) for notice in traced.notices)
    occurs = [_is_said(hits) for _, hits in _stops(traced)]
    labels = [edition.label for edition in traced.editions]
    near = sum(bool(hits) and not _is_said(hits) for _, hits in _stops(traced))
    if not any(occurs):
        yield say("trace.never")
    else:
        first, last = occurs.index(True), len(occurs) - 1 - occurs[::-1].index(True)
        yield say("trace.span", first=labels[first], last=labels[last])
        if gaps := list(_gaps(occurs, labels, first, last)):
            yield say("trace.gaps", gaps=say("series.fact.glue").join(gaps))
    if near:
        yield say("trace.near_note", count=near)


def _gaps(said: list[bool], labels: list[str], first: int, last: int) -> Iterator[str]:
    """The runs of editions without it between the first and the last that have it."""
    for is_said, run in groupby(range(first, last + 1), key=said.__getitem__):
        *_, end = places = list(run)
        if not is_said:
            yield labels[places[0]] if places[0] == end else f"{labels[places[0]]}–{labels[end]}"


def _near(hit: Hit, say: Voice) -> str:
    return "" if hit.score >= 1 else say("trace.near", score=hit.score)


def _lines(traced: Trace, options: Options) -> Iterator[str]:
    say, pen = options.voice, Pen(options.width, options.color)
    yield from pen.lines([Run(_head(traced, say), "head")])
    for fact in _facts(traced, say):
        yield from pen.lines([Run(fact)], first=[Run("  ")], indent=2)
    yield ""
    widest = max((cells(clean(edition.label)) for edition in traced.editions), default=0)
    for is_found, run in groupby(_stops(traced), key=lambda stop: bool(stop[1])):
        stops = list(run)
        if not is_found:
            ends = dict.fromkeys(clean(edition.label) for edition, _ in (stops[0], stops[-1]))
            lead = padded(f"  {'–'.join(ends)}  ", widest + 4)
            yield f"{lead}{pen.paint(Run(say('trace.none', count=len(stops)), 'soft'))}"
        for edition, hits in stops if is_found else ():
            lead = padded(f"  {clean(edition.label)}", widest + 4)
            for hit in hits:
                yield _kwic(edition, hit, lead, pen, say)
                lead = " " * cells(lead)


def _kwic(edition: Edition, hit: Hit, lead: str, pen: Pen, say: Voice) -> str:
    """One place on one line: the match, and as much around it as fits, the sides of one length."""
    preceding, match, following = (clean(part) for part in context(edition, hit, _AROUND))
    notes = f"  {_near(hit, say)}".rstrip()
    room = pen.width - cells(lead) - cells(notes)
    if cells(match) > room:
        match = f"{_head_of(match, room - 1)}…"
    side = max((room - cells(match)) // 2, 0)
    before = padded(_tail_of(preceding, side), side, flush_right=True)
    after = _head_of(following, side)
    return f"{lead}{before}{pen.paint(Run(match, 'insert'))}{after}{pen.paint(Run(notes, 'soft'))}".rstrip()


def _head_of(words: str, room: int) -> str:
    """The first cells of a text."""
    kept, used = [], 0
    for character in words:
        used += cells(character)
        if used > room:
            break
        kept.append(character)
    return "".join(kept)


def _tail_of(words: str, room: int) -> str:
    return _head_of(words[::-1], room)[::-1]
