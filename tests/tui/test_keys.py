"""Every key does what it says; each has its test, by name."""

import pytest
from reviewing import Ready, complete, marked, pair, press, screen, text_of

from compare.errors import BadOption
from compare.review import load
from tui.engine.protocol import Relink
from tui.facets import FACETS
from tui.keymap import BY_NAME, KEYS, own_keys
from tui.screens.compare import CompareScreen
from tui.screens.dialogs import Ask, Menu, Palette
from tui.screens.listing import ListScreen
from tui.screens.overview import OverviewScreen
from tui.screens.peek import PeekScreen


def row(app):
    return app.screen.pair.pointed.row


def shows(words):
    return lambda app: any(words in line for line in text_of(app))


def titled(words):
    return lambda app: words in text_of(app)[0]


def cursor(app):
    return app.screen.query_one("#sections").cursor


def lean(app):
    return app.screen.pair.lean


def facets(app):
    return app.desk.session.view.facets


def hidden(facet):
    return lambda app: facet not in facets(app) and len(facets(app)) == len(FACETS) - 1


def asked(app):
    return [one for one in app.engine.asked if isinstance(one, Relink)]


def reviewed(app):
    return app.desk.session.progress()[0]


def copied(words):
    return lambda app: app.clipboard == words


def opened(app):
    return row(app) in app.desk.session.view.opened


SENTENCE = "全年修建乡村道路15公里，惠及群众4.1万人。\n全年修建乡村道路12公里，惠及群众3.5万人。"
QUOTE = """**一、一年来的工作**

> 2021年: 全年修建乡村道路12公里，惠及群众3.5万人。

> 2022年: 全年修建乡村道路15公里，惠及群众4.1万人。
"""

# Name of the key: the keys pressed, what the screen is like afterwards. "]" opens the texts at the first change.
CASES = {
    "first": ("]", lambda app: isinstance(app.screen, CompareScreen) and row(app) == 0),
    "sort": ("s", lambda app: app.screen.by_change),
    "change.next": ("]]", lambda app: row(app) == 1),
    "change.previous": ("]]][", lambda app: row(app) == 1),
    "row.down": ("]j", lambda app: row(app) == 1),
    "row.up": ("]jjk", lambda app: row(app) == 1),
    "half.down": ("]d", lambda app: row(app) > 5),
    "half.up": ("]Gu", lambda app: 0 < row(app) < 20),
    "page.down": (["]", "space"], lambda app: row(app) > 10),
    "page.up": ("]Gb", lambda app: row(app) < 12),
    "top": ("]Gg", lambda app: row(app) == 0),
    "bottom": ("]G", lambda app: app.desk.session.rows[row(app)] is app.desk.session.rows[-1]),
    "section.next": ("].", lambda app: app.desk.title_of(app.screen.row) == "二、存在的问题"),
    "section.previous": ("]..,", lambda app: app.desk.title_of(app.screen.row) == "二、存在的问题"),
    "open": ([*"]72gjjjj", "enter"], opened),
    "pane": (["]", "tab"], lambda app: app.focused is app.screen.query_one("#outline")),
    "outline": ("]\\", lambda app: app.screen.query_one("#outline").display),
    "fold": ("]72gjjjjz", opened),
    "fold.all": ("]Z", lambda app: not app.desk.session.view.folded),
    "fold.section": ("]x", lambda app: not shows("新开通公交")(app)),
    "layout": ("]|", lambda app: app.screen.pair.arrangement == "stacked"),
    "divider.left": ("]<", lambda app: lean(app) == -4),
    "divider.right": ("]>", lambda app: lean(app) == 4),
    "divider.middle": ("]>>=", lambda app: lean(app) == 0),
    "search": ("]/", lambda app: app.focused is app.screen.query_one("#find")),
    "search.regex": (["]", "ctrl+r"], lambda app: app.screen.regex and app.screen.query_one("#find").display),
    "search.next": ([*"]/12", "enter", *"gn"], lambda app: row(app) == 1),
    "search.previous": ([*"]G/", "1", "5", "enter", "N"], lambda app: row(app) == 1),
    "filter": ("]f", lambda app: isinstance(app.screen, Menu) and shows("[x] 1 + 新增")(app)),
    "ignore": ("]i", lambda app: isinstance(app.screen, Menu) and shows("措辞")(app)),
    **{f"facet.{n}": (f"]{n}", hidden(facet)) for n, facet in enumerate(FACETS, 1)},
    "partner": ("]]]]]]m", lambda app: isinstance(app.screen, PeekScreen) and shows("一、一年来的工作")(app)),
    "lineage": ("]]l", lambda app: titled("这句话的历程")(app) and shows("道路12公里")(app)),
    "phrase": ([*"]/", "1", "5", "enter", "L"], lambda app: titled("这个表述的历程")(app) and shows("1 次")(app)),
    "review": ("]r", lambda app: reviewed(app) == 1 and row(app) == 1),
    "review.section": ("]R", lambda app: reviewed(app) == 6),
    "note": ("]c", lambda app: isinstance(app.screen, Ask)),
    "note.next": ([*"]]]c", "x", "enter", *"g}"], lambda app: row(app) == 3),
    "note.previous": ([*"]]]c", "x", "enter", *"G{"], lambda app: row(app) == 3),
    "anchor": ("]]]]A]A", lambda app: asked(app)[0].anchors.force == (((4,), (3,)),)),
    "detach": ("]]D", lambda app: asked(app)[0].anchors.forbid == ((1, 1),)),
    "copy": ("]]y", copied(SENTENCE)),
    "quote": ("]]Y", copied(QUOTE)),
    "selection": (["]", "ctrl+c"], shows("先用鼠标选中一个表述")),
    "editor": ("]e", shows("没有设置 EDITOR")),
    "list.down": ("jj", lambda app: cursor(app) == 2),
    "list.up": ("jjk", lambda app: cursor(app) == 1),
    "list.half.down": ("d", lambda app: cursor(app) == 2),
    "list.half.up": ("Gu", lambda app: cursor(app) == 0),
    "list.page.down": (["space"], lambda app: cursor(app) == 2),
    "list.page.up": ("Gb", lambda app: cursor(app) == 0),
    "list.top": ("Gg", lambda app: cursor(app) == 0),
    "list.bottom": ("G", lambda app: cursor(app) == 2),
    "list.open": (["j", "enter"], lambda app: app.desk.title_of(app.screen.row) == "二、存在的问题"),
    "overview": ("]o", lambda app: isinstance(app.screen, OverviewScreen)),
    "moves": ("M", lambda app: titled("移位与沿用")(app) and shows("开展一次全县水利普查")(app)),
    "figures": ("#", lambda app: titled("指标")(app) and shows("+3")(app)),
    "quiet": ("!", lambda app: titled("值得细看")(app) and shows("表述弱化")(app)),
    "promises": ("p", lambda app: titled("承诺")(app) and shows("未再提及  1")(app)),
    "terms": ("w", lambda app: titled("用语")(app) and shows("防汛备汛")(app)),
    "notes": ("C", lambda app: titled("批注与进度")(app) and shows("已审 0/12")(app)),
    "series": ("V", shows("只有两期")),
    "numbers": ("]]%", shows("相似度")),
    "years": ("v", shows("只有两期")),
    "export": ("E", lambda app: isinstance(app.screen, Menu) and shows("md")(app)),
    "goto": (["ctrl+o"], lambda app: isinstance(app.screen, Palette) and shows("二、存在的问题")(app)),
    "commands": (["ctrl+p", "down", "enter"], lambda app: app.screen.by_change),
    "theme": ("t", lambda app: app.theme == "light"),
    "help": ("?", lambda app: isinstance(app.screen, ListScreen) and shows("拆分、合并")(app)),
    "back": ("]q", lambda app: isinstance(app.screen, OverviewScreen)),
}


def test_every_key_has_its_test():
    assert set(CASES) == set(BY_NAME)


@pytest.mark.parametrize("name", CASES)
async def test_a_key_does_what_it_says(tmp_path, monkeypatch, name):
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    keys, is_done = CASES[name]
    async with screen(tmp_path, keys=keys) as (app, _):
        assert is_done(app), "\n".join(text_of(app))


async def test_leaving_the_overview_ends_the_screen(tmp_path):
    async with screen(tmp_path, keys="q") as (app, _):
        assert app._exit
        assert app.return_value is None


async def test_escape_closes_search_then_marks_then_the_screen(tmp_path):
    async with screen(tmp_path, keys=[*"]/", "1", "5", "enter"]) as (app, pilot):
        assert app.screen.pair.pointed.hits["new"]
        await press(pilot, "escape")
        assert not app.screen.pair.pointed.hits
        await press(pilot, "escape")
        assert isinstance(app.screen, OverviewScreen)


def test_own_keys_are_read_by_name(tmp_path):
    path = tmp_path / "keys.toml"
    path.write_text('"change.next" = "n,ctrl+n"\n[search]\nnext = "f3"\n', encoding="utf-8")

    assert own_keys(str(path)) == {"change.next": "n,ctrl+n", "search.next": "f3"}
    assert own_keys(str(tmp_path / "none.toml")) == {}


BAD = {
    "an unknown name": ('"change.nxt" = "n"\n', "no key is called change.nxt"),
    "a key that is taken": ('"change.next" = "q"\n', "q is both"),
    "no TOML": ("=\n", "cannot be read"),
}


@pytest.mark.parametrize(("text", "fact"), BAD.values(), ids=BAD)
def test_keys_that_cannot_be_are_named(tmp_path, text, fact):
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadOption, match=fact):
        own_keys(str(path))


async def test_own_keys_take_the_place_of_the_given_ones(tmp_path):
    async with screen(tmp_path, keys=["]", "ctrl+n"], own_keys={"change.next": "ctrl+n"}) as (app, pilot):
        assert row(app) == 1
        await press(pilot, "]")
        assert row(app) == 1
        assert any("^n" in line or "ctrl+n" in line for line in text_of(app))


def test_no_two_keys_of_a_screen_are_one():
    assert own_keys("/dev/null/none") == {}
    taken = [(key.screen, one) for key in KEYS for one in key.keys.split(",")]
    assert len(taken) == len(set(taken))


async def test_the_sample_has_every_kind_of_finding():
    found = complete(pair())

    assert None not in (found.passages, found.figures, found.terms, found.followups)
    assert marked(pair()).changes[1].edits
    assert load("/nowhere/none.json").marks == {}
    assert Ready(pair()).news
