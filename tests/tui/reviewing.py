"""A small comparison with something of every kind, and a screen on it without files, engine or waiting."""

import re
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import takewhile

from building import comparison, edition
from samples import CHINESE, LINKS, LONG_LINKS, SAMPLES
from textual import events

from compare.follow import follow
from compare.messages import Voice
from compare.model import (
    Anchors,
    Edit,
    Figure,
    FigureChange,
    FollowUp,
    Origin,
    Passage,
    SectionLink,
    Share,
    Signal,
    Term,
)
from compare.settings import Settings
from tui.app import ReviewApp
from tui.engine.exports import exported
from tui.engine.process import OpenJob
from tui.engine.protocol import Compared, Export, Idle, Job, Opened, Years
from tui.saving import Saver
from tui.state import Asked

OLD, NEW = CHINESE.old, CHINESE.new
SECTIONS = [
    SectionLink("renamed", ("1",), ("1",), 0.7, "body"),
    SectionLink("same", ("2",), ("2",), 1.0, "heading"),
    SectionLink("same", ("3",), ("3",), 1.0, "heading"),
]


def pair(old=OLD, new=NEW, told=LINKS, sections=SECTIONS, periods=("2021", "2022"), language="zh"):
    """Linked, nothing found yet."""
    editions = (edition(text, period, language=language) for text, period in zip((old, new), periods, strict=True))
    return comparison(*editions, told, sections)


def long_pair(tongue):
    """The sample of a language with its long last section."""
    sample = SAMPLES[tongue]
    texts = sample.old + sample.long[0], sample.new + sample.long[1]
    sections = [*SECTIONS, SectionLink("same", ("4",), ("4",), 1.0, "heading")]
    return pair(*texts, [*LINKS, *LONG_LINKS], sections, language=tongue)


def years(first=None):
    """Two pairs of a series of three: in the second, two figures rise."""
    first = first or pair()
    new, tongue = first.new.source.text, first.new.language
    third = new
    for old, figure in SAMPLES[tongue].next_year.items():
        third = third.replace(old, figure)
    told = [((n,), (n,), "updated" if n == 1 else "unchanged") for n in range(len(first.new.sentences))]
    sections = [SectionLink("same", (one.id,), (one.id,), 1.0, "heading") for one in first.new.sections]
    return first, pair(new, third, told, sections, ("2022", "2023"), tongue)


def marked(found):
    """The comparison with the middle of each linked pair as its one edit, and weights."""
    return replace(found, changes=tuple(_marked(found, change) for change in found.changes))


def shared(one, other):
    """How many characters two texts have in common from their start; no word is cut."""
    same = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    ends = any(
        len(text) > len(same) and text[len(same)].isascii() and text[len(same)].isalpha() for text in (one, other)
    )
    return len(re.sub("[A-Za-z]+$", "", same) if ends else same)


def _marked(found, change):
    if not (change.old and change.new) or change.kind == "unchanged":
        return replace(change, edits=(), weight=0.5, signals=())
    old, new = (e.sentences[n].span for e, n in ((found.old, change.old[0]), (found.new, change.new[0])))
    texts = found.old.piece(change.old[0]), found.new.piece(change.new[0])
    first = shared(*texts)
    last = shared(*(text[first:][::-1] for text in texts))
    spans = (old[0] + first, old[1] - last), (new[0] + first, new[1] - last)
    kind = "figure" if change.kind == "updated" else "wording"
    edit = Edit("replace" if spans[0][0] < spans[0][1] else "insert", *spans, kind, 0.3)
    signals = {(13,): (Signal("softened", 0),), (16,): (Signal("deadline moved", 0),)}.get(change.old, ())
    return replace(change, edits=(edit,), weight=0.3, signals=signals)


def complete(found):
    """With findings of every kind."""
    found = marked(found)
    old, new = found.old, found.new
    late = new.sentences[15].span
    followups = [
        FollowUp(old.sentences[11].span, new.sentences[2].span, "answered", 0.9),
        FollowUp(old.sentences[13].span, None, "not mentioned", 0.1),
    ]
    if len(old.sentences) > 16:
        followups.append(FollowUp(old.sentences[17].span, new.sentences[18].span, "repeated", 0.9))
    return replace(
        found,
        scores={"recycled": Share(150, 400, 300), "carried": Share(60, 400, 300)},
        section_scores={"1": {"recycled": Share(140, 350, 300)}},
        passages=(Passage(late, (Origin("2021", (0, 4)),), exact=True, first="2019", kind="own"),),
        figures=tuple(_figures(found)),
        terms=tuple(
            Term(word, kind, *counts, 4.0, 2.0 if counts[0] < counts[1] else -2.0)
            for word, kind, *counts in SAMPLES[new.language].terms
            if word in old.source.text + new.source.text
        ),
        followups=tuple(followups),
    )


def _figures(found):
    """The sample's figures, where the texts give them."""
    for indicator, measure, was, now, better in SAMPLES[found.new.language].figures:
        given = [_figure(e.source.text, told) for e, told in ((found.old, was), (found.new, now))]
        if any(given):
            values = [figure.value for figure in given if figure]
            gap = values[1] - values[0] if all(given) else None
            way = "unknown" if gap is None else "up" if gap > 0 else "down" if gap else "same"
            yield FigureChange(indicator, measure, *given, way, gap, better)


def _figure(text, told):
    if told is None or told[0] not in text:
        return None
    at = text.index(told[0])
    return Figure(told[0], told[1], "", masked=False, span=(at, at + len(told[0])))


def briefed(place, found, tongue):
    """The page that answers, as the engine tells it."""
    news = []
    engine = OpenJob(Job((), tongue=tongue), news.append)
    engine.pairs[place] = found
    engine._brief(place)
    return news[0]


class Ready:
    """An engine that knows everything already; it remembers what it was asked."""

    def __init__(self, *pairs, finish=True):
        found = [complete(one) for one in pairs] if finish else list(pairs)
        self.news = [Opened((found[0].old, *(one.new for one in found)))]
        for place in reversed(range(len(found))):
            self.news.append(Compared(place, found[place], complete=finish, anchors=Anchors()))
        if len(found) > 1:
            self.news.append(Years(follow(tuple(found), settings=Settings())))
        self.news.append(Idle())
        self.asked, self.tell, self.tongue = [], None, "zh"
        self.complete = dict(enumerate(found)) if finish else {}

    def listen(self, tell):
        self.tell = tell
        for one in self.news:
            tell(one)
        for place, one in self.complete.items():
            tell(briefed(place, one, self.tongue))

    def ask(self, request):
        self.asked.append(request)
        if isinstance(request, Export):
            known = [one.comparison for one in self.news if isinstance(one, Compared) and one.pair == request.pair]
            self.tell(exported(known[-1], request))

    def close(self):
        self.asked.append(None)


@asynccontextmanager
async def screen(tmp_path, *, size=(100, 30), tongue="zh", engine=None, keys=(), own_keys=None, **asked):
    """The screen on the sample pair: the app and its pilot, after some keys."""
    engine = engine or Ready(pair())
    engine.tongue = tongue
    count = len(engine.news[0].editions)
    asked = {"review": str(tmp_path / "a.review.json"), **asked}
    saver = Saver()
    app = ReviewApp(Asked(tuple("abcdef"[:count]), Voice(tongue), keys=own_keys or {}, **asked), engine, saver)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        yield app, pilot
    saver.finish(5)


_ROUNDS = 3
"""How often everything that waits is worked off after a key: what that leads to waits again."""


async def press(pilot, *keys):
    """Press keys by what a person sees on them, and wait until the screen has answered.

    Pilot's own `press` waits for an idle processor, twice a key: most of what these tests would take.
    """
    names = {"]": "right_square_bracket", "[": "left_square_bracket", "#": "number_sign", "%": "percent_sign", "!": "exclamation_mark",
             "?": "question_mark", "|": "vertical_line", "/": "slash", ".": "full_stop", ",": "comma", "}": "right_curly_bracket",
             "{": "left_curly_bracket", "<": "less_than_sign", ">": "greater_than_sign", "=": "equals_sign", "\\": "backslash"}  # fmt: skip
    for key in keys:
        pilot.app.post_message(events.Key(names.get(key, key), key if len(key) == 1 else None))
        for _ in range(_ROUNDS):
            await pilot.pause(0)
    pilot.app.desk.saver.wait()
    await pilot.pause()


def text_of(app):
    """What the terminal shows, line by line, blanks at the ends dropped."""
    lines = app.screen._compositor.render_strips()
    return [line.rstrip() for line in ("".join(s.text for s in strip) for strip in lines)]
