"""The mouse: a wheel, a scrollbar, a click on what is named, everywhere."""

import pytest
from reviewing import Ready, long_pair, pair, press, screen, text_of
from textual import events

from tui.keymap import BY_NAME
from tui.screens.listing import ListScreen
from tui.widgets.drawn import Bar
from tui.widgets.listing import WHEEL, Listing
from tui.widgets.pair_view import MAP, PairView


async def wheel(pilot, widget, by):
    """Notches of the wheel over the middle of a widget; up where there are fewer than none."""
    region = widget.region
    x, y = region.x + region.width // 2, region.y + region.height // 2
    kind = events.MouseScrollDown if by > 0 else events.MouseScrollUp
    for _ in range(abs(by)):
        pilot.app.screen._forward_event(
            kind(None, x, y, 0, by, 0, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        )
        await pilot.pause(0)
    await pilot.pause()


def tall():
    """A pair that no screen shows at once."""
    text = "".join(f"第{n}件实事已经办好，群众普遍满意，全年投入资金{n}万元。" for n in range(120))
    links = [((n,), (n,), "edited") for n in range(121)]
    return pair(f"一、回顾\n{text}", f"一、回顾\n{text.replace('普遍', '非常')}", links, [])


WHEELED = {
    "texts": "]",
    "a list": "#",
    "the help": "?",
    "the filters": "]f",
    "the commands": ["ctrl+p"],
    "the sections": "",
}


@pytest.mark.parametrize("keys", WHEELED.values(), ids=WHEELED)
async def test_the_wheel_moves_whatever_is_longer_than_its_place(tmp_path, keys):
    engine = Ready(long_pair("zh"))
    async with screen(tmp_path, size=(80, 12), engine=engine, keys=keys) as (app, pilot):
        kind = PairView if keys == "]" else Listing
        widget = next(one for one in app.screen.query(kind) if one.display)
        await wheel(pilot, widget, -9)
        assert widget.scroll_offset.y == 0
        if widget.max_scroll_y:
            await wheel(pilot, widget, 1)
            assert widget.scroll_offset.y == min(WHEEL, widget.max_scroll_y)
        await wheel(pilot, widget, 50)
        assert widget.scroll_offset.y == widget.max_scroll_y
        assert widget.max_scroll_y or keys == ""


async def test_a_list_that_is_longer_than_its_place_has_a_scrollbar_and_a_short_one_has_none(tmp_path):
    async with screen(tmp_path, size=(80, 12), engine=Ready(long_pair("zh")), keys="?") as (app, pilot):
        assert app.screen.query_one(Listing).show_vertical_scrollbar
        await press(pilot, "escape")
    async with screen(tmp_path, size=(80, 40), keys="E") as (app, _):
        assert not app.screen.query_one(Listing).show_vertical_scrollbar


async def test_after_the_wheel_the_next_change_is_the_next_one_on_the_screen(tmp_path):
    async with screen(tmp_path, size=(80, 24), engine=Ready(tall(), finish=False), keys="]") as (app, pilot):
        view = app.screen.pair
        await wheel(pilot, view, 20)
        first = view.scroll_offset.y
        seen = view.pointed.row
        assert first <= view.page.starts[view.page.items[seen]] < first + view.size.height
        await press(pilot, "]")
        assert view.pointed.row == seen + 1


async def test_the_map_can_be_dragged_as_a_scrollbar(tmp_path):
    async with screen(tmp_path, size=(80, 24), engine=Ready(tall(), finish=False), keys="]") as (app, pilot):
        view = app.screen.pair
        edge = view.size.width - MAP
        await pilot.mouse_down("#pair", offset=(edge, 1))
        await pilot.hover("#pair", offset=(edge, view.size.height - 1))
        await pilot.mouse_up("#pair", offset=(edge, view.size.height - 1))
        await pilot.pause()
        assert view.scroll_offset.y == view.max_scroll_y
        assert view.page.starts[view.page.items[view.pointed.row]] >= view.scroll_offset.y - 2
        assert not view.pointed.selected


async def click(pilot, words):
    """A click on the last place where words stand."""
    for y, line in reversed(list(enumerate(text_of(pilot.app)))):
        if words in line:
            before = line[: line.index(words)]
            x = sum(2 if character > "\u2e80" else 1 for character in before)
            await pilot.click(offset=(x, y))
            await pilot.pause()
            return
    raise AssertionError(f"{words} is nowhere")


CLICKED = {
    "the first change": ("第一处变化", lambda app: app.reading is not None),
    "a list": ("# 指标", lambda app: isinstance(app.screen, ListScreen)),
    "all commands": ("命令", lambda app: app.screen.query("#typed")),
    "the legend": ("改写", lambda app: isinstance(app.screen, ListScreen)),
}


@pytest.mark.parametrize(("words", "is_done"), CLICKED.values(), ids=CLICKED)
async def test_what_a_bar_names_can_be_clicked(tmp_path, words, is_done):
    async with screen(tmp_path, size=(100, 30)) as (app, pilot):
        await click(pilot, words)
        assert is_done(app), "\n".join(text_of(app))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("keys", ["", "]", "!"], ids=["overview", "texts", "list"])
async def test_the_way_to_all_commands_is_always_named(tmp_path, width, keys):
    async with screen(tmp_path, size=(width, 24), keys=keys) as (app, _):
        assert text_of(app)[-1].rstrip().endswith("^p 命令")
        keys_named = [run.key for run in app.screen.query_one("#keys", Bar).lines[0] if run.key]
        assert set(keys_named) <= set(BY_NAME)


async def test_the_legend_stays_until_help_was_opened_once(tmp_path):
    folder = str(tmp_path / "data")
    async with screen(tmp_path, folder=folder) as (app, pilot):
        assert "+ 新增" in text_of(app)[-2]
        await press(pilot, "?")
        await pilot.pause(0.2)
        await press(pilot, "escape")
        assert "+ 新增" not in text_of(app)[-2]
    assert (tmp_path / "data" / "help-seen").is_file()


async def test_the_row_under_the_cursor_keeps_its_word_marks(tmp_path):
    async with screen(tmp_path, keys="!") as (app, _):
        listing = app.screen.query_one(Listing)
        runs = [run for line in listing.entries[listing.cursor].lines for run in line]
        marks = [run for run in runs if {"mark-old", "mark-new"} & set(run.styles)]
        assert marks
        for run in marks:
            under, plain = listing.look(run.under_cursor().styles), listing.look((*run.styles[:1], "current"))
            assert under.bgcolor == listing.look(run.styles).bgcolor != plain.bgcolor
            assert under.underline or under.strike
