"""A small comparison with something of every kind, and a screen on it without files, engine or waiting."""

from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import takewhile

from building import comparison, edition

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
from tui.desk import Asked
from tui.news import Compared, Idle, Opened, Years

OLD = """一、全年工作回顾
全年修建乡村道路12公里，惠及群众3.5万人。新建学校两所，改造校舍四千平方米。水库除险加固工程开工。群众对饮水工程反映较多。
各项工作取得明显成效。全县上下坚持稳中求进，扎实推进各项任务落实。
二、存在的问题
财政收支矛盾突出。一些干部作风不够扎实。
三、下一步打算
确保明年六月底前完成水库除险加固。认真办好十件民生实事。坚决严厉查处违纪行为。开展一次全县水利普查。"""
NEW = """一、一年来的工作
全年修建乡村道路15公里，惠及群众4.1万人。水库除险加固工程如期完工。新开通公交线路三条，覆盖所有乡镇。
各项工作取得明显成效。全县上下坚持稳中求进，扎实推进各项任务落实。开展一次全县水利普查。
二、存在的问题
财政收支矛盾突出。一些干部作风还不够扎实。
三、下一步打算
认真办好十件民生实事。依法查处违纪行为。新建学校两所，改造校舍四千平方米。四是抓好秋粮收购。五是做好防汛备汛。"""
TOLD = [
    ((0,), (0,), "edited"),
    ((1,), (1,), "updated"),
    ((2,), (13,), "unchanged»"),
    ((3,), (2,), "edited"),
    ((5,), (4,), "unchanged"),
    ((6,), (5,), "unchanged"),
    ((7,), (7,), "unchanged"),
    ((8,), (8,), "unchanged"),
    ((9,), (9,), "edited"),
    ((10,), (10,), "unchanged"),
    ((12,), (11,), "unchanged"),
    ((13,), (12,), "edited"),
    ((14,), (6,), "unchanged»"),
]
SECTIONS = [
    SectionLink("renamed", ("1",), ("1",), 0.7, "body"),
    SectionLink("same", ("2",), ("2",), 1.0, "heading"),
    SectionLink("same", ("3",), ("3",), 1.0, "heading"),
]


def marked(found):
    """The comparison with the middle of each linked pair as its one edit, and weights."""
    return replace(found, changes=tuple(_marked(found, change) for change in found.changes))


def shared(one, other):
    """How many characters two texts have in common from their start."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


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
    signals = (Signal("softened", 0),) if change.old == (13,) else ()
    return replace(change, edits=(edit,), weight=0.3, signals=signals)


def pair(old=OLD, new=NEW, told=TOLD, sections=SECTIONS, periods=("2021", "2022")):
    """Linked, nothing found yet."""
    return comparison(edition(old, periods[0]), edition(new, periods[1]), told, sections)


def complete(found):
    """With findings of every kind."""
    found = marked(found)
    old, new = found.old, found.new
    sides = []
    for text in (old.source.text, new.source.text):
        at = text.index("公里") - 2
        sides.append(Figure(text[at : at + 2], float(text[at : at + 2]), "公里", masked=False, span=(at, at + 2)))
    late = new.sentences[15].span
    return replace(
        found,
        scores={"recycled": Share(150, 400), "carried": Share(60, 400)},
        section_scores={"1": {"recycled": Share(140, 350)}},
        passages=(Passage(late, (Origin("2021", (0, 4)),), exact=True, first="2019", kind="own"),),
        figures=(FigureChange("道路", "修建", *sides, "up", 3.0, better=True),),
        terms=(Term("防汛备汛", "first used", 0, 1, 4.0, 2.0), Term("饮水工程", "dropped", 1, 0, 4.0, -2.0)),
        followups=(
            FollowUp(old.sentences[11].span, new.sentences[2].span, "done", 0.9),
            FollowUp(old.sentences[13].span, None, "silent", 0.1),
        ),
    )


THIRD = NEW.replace("15公里", "18公里").replace("4.1万人", "4.6万人")


def years():
    """Two pairs of a series of three: in the second, two figures rise."""
    told = [((n,), (n,), "updated" if n == 1 else "unchanged") for n in range(16)]
    return pair(), pair(NEW, THIRD, told, periods=("2022", "2023"))


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
        self.asked, self.tell = [], None

    def listen(self, tell):
        self.tell = tell
        for one in self.news:
            tell(one)

    def ask(self, request):
        self.asked.append(request)

    def close(self):
        self.asked.append(None)


@asynccontextmanager
async def screen(tmp_path, *, size=(100, 30), tongue="zh", engine=None, keys=(), own_keys=None, **asked):
    """The screen on the sample pair: the app and its pilot, after some keys."""
    engine = engine or Ready(pair())
    count = len(engine.news[0].editions)
    asked = {"review": str(tmp_path / "a.review.json"), **asked}
    app = ReviewApp(Asked(tuple("abcdef"[:count]), Voice(tongue), keys=own_keys or {}, **asked), engine)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        yield app, pilot


async def press(pilot, *keys):
    """Press keys by what a person sees on them."""
    names = {"]": "right_square_bracket", "[": "left_square_bracket", "#": "number_sign", "!": "exclamation_mark",
             "?": "question_mark", "|": "vertical_line", "/": "slash", ".": "full_stop", ",": "comma", "}": "right_curly_bracket",
             "{": "left_curly_bracket", "<": "less_than_sign", ">": "greater_than_sign", "=": "equals_sign", "\\": "backslash"}  # fmt: skip
    for key in keys:
        await pilot.press(names.get(key, key))
        await pilot.pause()


def text_of(app):
    """What the terminal shows, line by line, blanks at the ends dropped."""
    lines = app.screen._compositor.render_strips()
    return [line.rstrip() for line in ("".join(s.text for s in strip) for strip in lines)]
