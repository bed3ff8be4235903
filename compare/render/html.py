"""A comparison as one self-contained HTML page.

Takes a `Comparison`, gives a page that needs nothing else: styles and script are inside, no request goes out (a content
policy says so), and with scripts off all text, marks, folds and filters still work.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from compare.messages import Voice
from compare.model import Comparison, Edition, Section, SectionLink, Share
from compare.render import pictures
from compare.render.marks import Marker, Segment
from compare.render.options import Options
from compare.rows import Fold, Row, Side, choose, fold, lay_out

SIGNS = {"unchanged": "=", "updated": "#", "edited": "~", "added": "+", "removed": "-"}
FILTERS = ("added", "removed", "edited", "updated", "moved", "unchanged", "recycled")


def render(comparison: Comparison, *, options: Options) -> str:
    """The page of a comparison, in the reader's language."""
    return "".join(Page(comparison, options).parts())


class Page:
    """One page: what it shows, and the words it shows it in."""

    def __init__(self, comparison: Comparison, options: Options) -> None:
        self.comparison = comparison
        self.options = options
        self.say: Voice = options.voice
        self.marker = Marker(comparison)
        self.rows = choose(lay_out(comparison), comparison, options.choice)
        self.labels = {comparison.old.id: comparison.old.label, comparison.new.id: comparison.new.label}

    def parts(self) -> Iterator[str]:
        """The page from head to foot."""
        yield head(self.title(), self.say.tongue)
        yield f"<main><h1>{escape(self.title())}</h1>{self.lead()}{self.tiles()}{self.pictures()}"
        yield from self.findings()
        yield self.bar()
        yield from self.body()
        yield f"</main>{self.map()}{foot()}"

    def title(self) -> str:
        """The new edition's title and both labels."""
        old, new = self.comparison.old, self.comparison.new
        return f"{safe(new.title or new.unit or new.label)} · {safe(old.label)} → {safe(new.label)}"

    def lead(self) -> str:
        """The one sentence a manager reads, and what the reader must be warned of."""
        notices = "".join(f'<p class="soft">{escape(notice(self.say, n))}</p>' for n in self.comparison.notices)
        recycled = self.comparison.scores.get("recycled")
        told = self.say("page.lead", share=share_words(self.say, recycled)) if recycled else ""
        return f'<p class="lead">{escape(told)}</p>{notices}'

    def tiles(self) -> str:
        """How many changes of each kind, and the scores."""
        counts = kind_counts(self.comparison)
        cells = [(self.say.name("kind", kind), str(counts[kind])) for kind in (*SIGNS, "moved")]
        for name, share in self.comparison.scores.items():
            if (label := self.say.name("score", name)) != name and isinstance(share, Share):
                cells.append((label, f"{share.rate:.0%}" if share.rate is not None else f"{share.count}/{share.of}"))
        return '<ul class="tiles">' + "".join(f"<li><b>{v}</b>{escape(k)}</li>" for k, v in cells) + "</ul>"

    def pictures(self) -> str:
        """The summary in pictures, each with its caption."""
        drawn = [("balance", pictures.balance), ("heat", pictures.heat), ("flow", pictures.flow)]
        cells = [
            f"<figure><figcaption>{escape(self.say(f'picture.{name}'))}</figcaption>{draw(self.comparison, self.say)}</figure>"
            for name, draw in drawn
        ]
        return f'<div class="pictures">{"".join(cells)}</div>'

    def findings(self) -> Iterator[str]:
        """Quiet changes, figures, promises and terms, each as a table, where they were computed and there are any."""
        for name, rows in (
            ("signals", self._signals()),
            ("figures", self._figures()),
            ("followups", self._followups()),
            ("terms", self._terms()),
        ):
            told = list(rows)
            if told:
                body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in told)
                head_row = "".join(f"<th>{escape(self.say(f'table.{key}'))}</th>" for key in HEADERS[name])
                yield f'<details class="finding" {"open" if name == "signals" else ""}><summary><h2>'
                yield f"{escape(self.say(f'{name}.head'))} ({len(told)})</h2></summary>"
                yield f"<table><thead><tr>{head_row}</tr></thead><tbody>{body}</tbody></table></details>"

    def _signals(self) -> Iterator[tuple[str, ...]]:
        loud = [change for change in self.comparison.changes if change.signals]
        for change in sorted(loud, key=lambda change: (-(change.weight or 0.0), change.id)):
            names = ", ".join(dict.fromkeys(self.say.name("signal", s.name) for s in change.signals or ()))
            yield (
                f'<a href="#c{change.id}" class="signal">{escape(names)}</a>',
                self._joined("old", change.old),
                self._joined("new", change.new),
            )

    def _joined(self, side: Side, numbers: Iterable[int]) -> str:
        edition: Edition = getattr(self.comparison, side)
        return escape(safe("".join(edition.piece(number) for number in numbers)))

    def _figures(self) -> Iterator[tuple[str, ...]]:
        for figure in self.comparison.figures or ():
            old, new = (escape(safe(f"{f.text}")) if f else "—" for f in (figure.old, figure.new))
            name = escape(safe(f"{figure.indicator} {figure.measure}".strip()))
            yield name, old, new, escape(self.say.name("direction", figure.direction))

    def _followups(self) -> Iterator[tuple[str, ...]]:
        old, new = self.comparison.old.source.text, self.comparison.new.source.text
        for promise in self.comparison.followups or ():
            told = escape(safe(new[slice(*promise.new)])) if promise.new else "—"
            yield escape(self.say.name("status", promise.status)), escape(safe(old[slice(*promise.old)])), told

    def _terms(self) -> Iterator[tuple[str, ...]]:
        for term in self.comparison.terms or ():
            yield escape(safe(term.term)), escape(self.say.name("term", term.kind)), str(term.old), str(term.new)

    def bar(self) -> str:
        """Filters with counts, search and jumps; the filters are boxes that style sheets read, so they need no script."""
        counts = {**kind_counts(self.comparison), "recycled": len(self.comparison.passages or ())}
        boxes = "".join(
            f'<label><input type="checkbox" id="show-{name}" checked> '
            f"{escape(self.say.name('kind', name) if name != 'recycled' else self.say('passages.head'))} {counts[name]}</label>"
            for name in FILTERS
        )
        return (
            f'<h2 id="changes">{escape(self.say("page.changes"))}</h2><div class="bar">{boxes}'
            f'<input type="search" id="search" aria-label="{escape(self.say("page.search"))}" '
            f'placeholder="{escape(self.say("page.search"))}">'
            f'<button id="previous" title="p">↑</button><button id="next" title="n">↓</button><span id="count"></span></div>'
        )

    def body(self) -> Iterator[str]:
        """The changes side by side, section by section."""
        links = {new: link for link in self.comparison.sections for new in link.new}
        for (side, identity), rows in groupby(self.rows, key=lambda row: (row.side, row.section)):
            edition: Edition = getattr(self.comparison, side)
            yield f'<section class="section"><header id="{"s" if side == "new" else "o"}-{identity}">'
            yield self._section_head(edition.section(identity), links.get(identity) if side == "new" else None)
            yield "</header>"
            for entry in fold(list(rows), context=1):
                yield self._fold(entry) if isinstance(entry, Fold) else self._row(entry)
            yield "</section>"

    def _section_head(self, section: Section, link: SectionLink | None) -> str:
        title = escape(safe(f"{section.number} {section.title}".strip() or self.say("row.untitled")))
        if link is None:
            return f"<h3>{title}</h3>"
        kind = self.say.name("sectionkind", link.kind)
        was = [self.comparison.old.section(old) for old in link.old] if link.kind != "same" else []
        told = "; ".join(safe(f"{section.number} {section.title}".strip()) for section in was)
        return f'<h3>{title}</h3><span class="soft">{escape(kind)}{escape(" ← " + told if told else "")}</span>'

    def _fold(self, entry: Fold) -> str:
        rows = "".join(self._row(row) for row in entry.rows)
        told = escape(self.say("row.folded", count=len(entry.rows)))
        return f'<details class="fold"><summary>{told}</summary>{rows}</details>'

    def _row(self, row: Row) -> str:
        names = " ".join(
            ["row", row.kind, *(["moved"] if row.moved else []), *(["heading"] if row.role == "heading" else [])]
        )
        first = row.partner is None or bool(row.new)
        anchor = f"c{row.change.id}" if first else f"c{row.change.id}-old"
        return (
            f'<div class="{names}" id="{anchor}">{self._cell(row, "old")}{self._sign(row)}{self._cell(row, "new")}'
            f"{self._about(row)}</div>"
        )

    def _sign(self, row: Row) -> str:
        sign = ("»" if row.old else "«") if row.moved else SIGNS[row.kind]
        label = self.say.name("kind", "moved" if row.moved else row.kind)
        if row.partner is None:
            return f'<span class="sign" title="{escape(label)}">{sign}</span>'
        target = f"c{row.change.id}-old" if row.new else f"c{row.change.id}"
        return f'<a class="sign" href="#{target}" title="{escape(label)}">{sign}</a>'

    def _cell(self, row: Row, side: Side) -> str:
        pieces = ["".join(self._segment(segment, side) for segment in cell) for cell in self.marker.cell(row, side)]
        return f'<div class="{side}">{"".join(f"<p>{piece}</p>" for piece in pieces)}</div>'

    def _segment(self, segment: Segment, side: Side) -> str:
        text = escape(safe(getattr(self.comparison, side).source.text[slice(*segment.span)]))
        if segment.edit is not None:
            tag = "del" if side == "old" else "ins"
            text = f'<{tag} class="{segment.edit.kind}">{text}</{tag}>'
        if segment.passage is None:
            return text
        source = segment.passage.sources[0] if segment.passage.sources else None
        label = self.labels.get(source.edition, source.edition) if source else ""
        kind = self.say.name("class", segment.passage.kind)
        told = self.say("page.source", edition=label, first=segment.passage.first, kind=kind)
        return f'<span class="recycled {segment.passage.kind}" tabindex="0" data-source="{escape(told)}">{text}</span>'

    def _about(self, row: Row) -> str:
        told = [self.say.name("signal", signal.name) for signal in row.change.signals or ()]
        cells = f'<span class="signal">{escape("; ".join(dict.fromkeys(told)))}</span>' if told else ""
        if self.options.explain and row.old and row.new:
            change = row.change
            cells += escape(self.say("explain.link", score=change.score, confidence=change.confidence, why=change.why))
        note = self.options.notes.get(row.change.id)
        return (f'<div class="about">{cells}</div>' if cells else "") + (
            f'<div class="note">{escape(safe(note))}</div>' if note else ""
        )

    def map(self) -> str:
        """The whole report as one strip at the edge; each mark leads to its change."""
        marks = [
            (
                row.kind if not row.moved else "edited",
                f"c{row.change.id}" if row.new or row.partner is None else f"c{row.change.id}-old",
            )
            for row in self.rows
        ]
        return pictures.change_map(marks, self.say("picture.map"))


HEADERS = {
    "signals": ("change", "old", "new"),
    "figures": ("indicator", "old", "new", "change"),
    "followups": ("status", "promise", "evidence"),
    "terms": ("term", "change", "old", "new"),
}


def head(title: str, tongue: str) -> str:
    """Everything before the body's first word; the policy allows exactly our own style and script."""
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    language = "zh-CN" if tongue == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body>"
    )


def foot() -> str:
    """The script and the end of the page."""
    return f"<script>{asset('page.js')}</script></body></html>\n"


@cache
def asset(name: str) -> str:
    """A file of the page, as it stands beside this module."""
    return files("compare.render").joinpath("page", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The hash by which a content policy names an inline style or script."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def safe(text: str) -> str:
    """Text without control characters: a page shows them as a replacement mark, line ends as blanks."""
    return "".join(
        " " if character in "\r\n\t" else "\ufffd" if ord(character) < 32 or character in BIDI else character
        for character in text
    )


BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f")


def kind_counts(comparison: Comparison) -> dict[str, int]:
    """How many changes of each kind there are; moved ones are counted beside their kind."""
    counts = dict.fromkeys(SIGNS, 0)
    for change in comparison.changes:
        counts[change.kind] += 1
    return {**counts, "moved": sum(change.moved for change in comparison.changes)}


def share_words(say: Voice, share: Share) -> str:
    """A share as words: a rate where there is one, else counts."""
    if share.rate is None:
        return say("share.count", count=share.count, of=share.of)
    return say("share.rate", rate=share.rate, count=share.count, of=share.of)


def notice(say: Voice, code: str) -> str:
    """A notice in the reader's words; its code where the table has none."""
    return say.name("notice", code)
