"""Reading a pair: moving, resizing, selecting, searching, folding, marking; what is saved; what the engine tells."""

import json
from dataclasses import replace
from threading import Event

import pytest
from reviewing import NEW, Ready, complete, long_pair, marked, pair, press, screen, text_of, years
from textual import events

from compare.codes import Notice
from compare.model import Anchors, SectionLink
from compare.render import RENDERERS, Options
from compare.review import load, save
from compare.view.series_summary import summarize_series
from tui.engine.protocol import Compared, Complete, Failed, Idle, Opened, Progress, Relink, Summarised
from tui.exporting import FORMATS, notes_markdown
from tui.layout import ARRANGEMENTS
from tui.screens.compare import CompareScreen
from tui.screens.overview import OverviewScreen
from tui.widgets.listing import Listing


def row(app):
    return app.screen.pair.pointed.row


def foot(app):
    """The bottom line without the way to all commands, which always stands at its end."""
    line, _, commands = text_of(app)[-1].rpartition("^p")
    assert commands.strip()
    return line


async def test_next_visits_every_change_once_and_previous_comes_back(tmp_path):
    async with screen(tmp_path, keys="]") as (app, pilot):
        stops = app.desk.session.stops
        down = [row(app)]
        for _ in stops[1:]:
            await press(pilot, "]")
            down.append(row(app))
        await press(pilot, "]")
        assert foot(app).strip() == "后面没有了"
        up = [row(app)]
        for _ in stops[1:]:
            await press(pilot, "[")
            up.append(row(app))

    assert tuple(down) == stops
    assert tuple(up) == stops[::-1]


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
async def test_another_size_keeps_the_row_under_the_eye(tmp_path, width, arrangement):
    long = "".join(f"第{n}件实事已经办好，群众普遍满意，全年投入资金{n}万元，惠及村庄{n}个。" for n in range(40))
    both = pair(
        f"一、回顾\n{long}",
        f"一、回顾\n{long.replace('普遍', '非常')}",
        [((n,), (n,), "edited") for n in range(41)],
        [],
    )
    engine = Ready(both, finish=False)
    async with screen(tmp_path, size=(width, 24), engine=engine, keys="]") as (app, pilot):
        view = app.screen.pair
        app.screen.chosen = arrangement
        app.screen.shape()
        app.screen.show_row(20)
        await pilot.pause()
        before = view.page.starts[view.page.items[20]] - view.scroll_offset.y
        for size in ((60, 30), (200, 20), (width, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            place = view.page.starts[view.page.items[20]] - view.scroll_offset.y

            assert row(app) == 20
            assert 0 <= place < view.size.height

        assert abs(place - before) <= view.size.height // 2


async def test_the_heads_of_the_columns_follow_another_width(tmp_path):
    async with screen(tmp_path, size=(200, 24), keys="]") as (app, pilot):
        await pilot.resize_terminal(100, 24)
        await pilot.pause()
        await pilot.pause()
        followed = text_of(app)[1]
    async with screen(tmp_path, size=(100, 24), keys="]") as (app, _):
        assert followed == text_of(app)[1]


async def drag(pilot, start, end):
    await pilot.mouse_down("#pair", offset=start)
    await pilot.hover("#pair", offset=end)
    await pilot.mouse_up("#pair", offset=end)
    await pilot.pause()


async def test_a_selection_is_source_text_of_one_side_without_the_screens_breaks(tmp_path):
    long = "全县上下坚持稳中求进工作总基调，统筹推进各项工作，经济社会发展取得新的明显成效，群众生活继续改善，干部作风持续好转。"
    both = pair(
        "一、甲\n" + long,
        "一、甲\n" + long,
        [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged")],
        [SectionLink("same", ("1",), ("1",), 1.0, "heading")],
    )
    async with screen(tmp_path, engine=Ready(both, finish=False)) as (app, pilot):
        view = app.screen.pair
        await press(pilot, "Z")
        column = view.painter.shape.widths[0] + 6
        await drag(pilot, (column + 4, 1), (3, 2))
        assert view.pointed.selected[0] == "new"
        assert view.selected_text()
        assert view.selected_text() in long

        await drag(pilot, (4, 1), (20, 2))
        side, start, end = view.pointed.selected
        assert (side, view.selected_text()) == ("old", both.old.source.text[start:end])
        assert view.selected_text() == long[2 : 2 + len(view.selected_text())]
        await press(pilot, "ctrl+c")
        assert app.clipboard == view.selected_text()


async def test_a_click_looks_at_a_row_and_the_map_leads_anywhere(tmp_path):
    async with screen(tmp_path, size=(80, 24), keys="]") as (app, pilot):
        await pilot.click("#pair", offset=(20, 8))
        await pilot.pause()
        assert row(app) == app.screen.pair.page.rows[app.screen.pair.page.lines[8].item]
        await pilot.mouse_down("#pair", offset=(79, app.screen.pair.size.height - 1))
        await pilot.pause()
        assert app.screen.pair.scroll_offset.y > 0


async def test_search_finds_in_both_texts_whatever_the_script_and_opens_folds(tmp_path):
    async with screen(tmp_path, keys="]") as (app, pilot):
        app.screen.search("紮實")
        await pilot.pause()
        assert foot(app).strip() == "找到 4 处"
        assert "扎实" in "".join(app.desk.session.comparison.new.piece(n) for n in app.screen.row.new)
        app.screen.search("[")
        await pilot.pause()
        assert foot(app).strip() == "没有找到"
        app.screen.regex = True
        app.screen.search("[")
        await pilot.pause()
        assert "不是正则表达式" in foot(app)


async def test_a_fold_says_how_many_it_holds_and_opens(tmp_path):
    text = "一、甲\n" + "".join(f"第{n}项。" for n in range(9))
    both = pair(text, text + "新。", [((n,), (n,), "unchanged") for n in range(10)], [])
    async with screen(tmp_path, engine=Ready(both, finish=False), keys="g") as (app, pilot):
        assert any("8 句照旧" in line for line in text_of(app))
        await press(pilot, "j", "enter")
        assert not any("句照旧" in line for line in text_of(app))
        await press(pilot, "z")
        assert any("句照旧" in line for line in text_of(app))
        await press(pilot, "x")
        assert not any("新。" in line for line in text_of(app))
        await press(pilot, "x")
        assert any("新。" in line for line in text_of(app))


async def test_what_is_filtered_out_is_counted_and_counts_are_live(tmp_path):
    async with screen(tmp_path, keys="]f") as (app, pilot):
        await press(pilot, "space")
        assert any("[ ] 1 + 新增" in line for line in text_of(app))
        await press(pilot, "escape")
        assert isinstance(app.screen, CompareScreen)
        assert any("被筛去" in line for line in text_of(app))
        assert not any("四是抓好秋粮收购" in line for line in text_of(app))


async def test_silencing_a_class_takes_its_changes_out_of_the_count(tmp_path):
    async with screen(tmp_path, keys="]i") as (app, pilot):
        await press(pilot, "enter", "enter", "escape")
        assert app.desk.session.levels["wording"] == "ignored"
        assert "~" not in text_of(app)[0]


async def test_the_outline_leads_the_texts(tmp_path):
    async with screen(tmp_path, size=(160, 50), keys=["]", "tab"]) as (app, pilot):
        await press(pilot, "j", "j")
        assert app.desk.title_of(app.screen.row) == "三、下一步打算"
        await press(pilot, "enter")
        assert app.focused is app.screen.pair


async def test_the_section_palette_narrows_and_leads(tmp_path):
    async with screen(tmp_path, keys=["]", "ctrl+o"]) as (app, pilot):
        app.screen.query_one("#typed").value = "打算"
        await pilot.pause()
        await press(pilot, "enter")
        assert isinstance(app.screen, CompareScreen)
        assert app.desk.title_of(app.screen.row) == "三、下一步打算"


async def test_an_entry_of_a_list_leads_to_its_row(tmp_path):
    async with screen(tmp_path, keys=["!", "enter"]) as (app, pilot):
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert app.desk.session.comparison.new.piece(app.screen.row.new[0]) == "依法查处违纪行为。"


# Marks, notes.


async def test_marks_and_notes_are_saved_at_once(tmp_path):
    path = tmp_path / "a.review.json"
    async with screen(tmp_path, keys="]r") as (app, pilot):
        assert len(load(str(path)).marks) == 1
        await press(pilot, "c", *"ok", "enter")
        notes = list(load(str(path)).notes.values())
        assert [(note.text, note.section) for note in notes] == [("ok", "一、一年来的工作")]
        assert any("#*" in line.replace(" ", "") for line in text_of(app))
        told = notes_markdown(app.desk)
        assert told.startswith("# 2021年 -> 2022年\n\n## 一、一年来的工作\n\n> - 全年")
        assert told.endswith("\n\nok\n")

    async with screen(tmp_path, keys="]") as (app, _):
        assert app.desk.session.progress()[0] == 1
        assert "已审 1/12" in text_of(app)[0]


async def test_a_note_is_written_anew_and_taken_back(tmp_path):
    path = str(tmp_path / "a.review.json")
    async with screen(tmp_path, keys=[*"]c", "x", "enter", "c", "y", "enter"]) as (app, pilot):
        assert [note.text for note in load(path).notes.values()] == ["xy"]
        await press(pilot, "c", "backspace", "backspace", "enter")
        assert [note.text for note in load(path).notes.values()] == [""]
        assert notes_markdown(app.desk) == ""


async def test_the_blanks_of_a_note_stay_in_the_detail_line(tmp_path):
    async with screen(tmp_path, size=(120, 30), keys=[*"]c", "a", " ", "b", "enter"]) as (app, _):
        assert any("* a b" in line for line in text_of(app))


async def test_a_mark_is_taken_back_by_the_same_key(tmp_path):
    async with screen(tmp_path, keys="]r[r") as (app, _):
        assert app.desk.session.progress()[0] == 0


async def test_two_screens_on_one_review_never_lose_each_others_marks(tmp_path):
    async with screen(tmp_path, keys="]") as (one, first), screen(tmp_path, keys="]]]") as (_, second):
        await press(first, "r")
        await press(second, "r")
        await press(first, "r")
        assert len(load(str(tmp_path / "a.review.json")).marks) == 3
        assert one.desk.session.progress()[0] == 3


async def test_a_mark_falls_when_the_text_changes(tmp_path):
    async with screen(tmp_path, keys="]]r") as (app, _):
        assert app.desk.session.progress()[0] == 1
    changed = Ready(
        pair(new=NEW.replace("水库除险加固工程如期完工", "水库除险加固工程提前完工").replace("4.1万", "4.2万"))
    )
    async with screen(tmp_path, engine=changed, keys="]]") as (app, _):
        assert app.desk.session.progress()[0] == 0
        assert any("审后又改" in line for line in text_of(app))


async def test_a_review_file_that_is_none_is_named_and_not_written_over(tmp_path):
    path = tmp_path / "a.review.json"
    path.write_text("{}", encoding="utf-8")
    async with screen(tmp_path, keys="]r") as (app, _):
        assert "不是审读记录" in foot(app)
        assert app.desk.session.progress()[0] == 1
    assert path.read_text(encoding="utf-8") == "{}"


async def test_where_the_place_beside_the_reports_cannot_be_written_marks_are_kept_with_the_reader(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    both = pair()
    sources = [
        replace(e, source=replace(e.source, path=str(tmp_path / "file" / f"{e.id}.txt"))) for e in (both.old, both.new)
    ]
    away = replace(both, old=sources[0], new=sources[1])
    for read in (0, 1):
        async with screen(tmp_path, engine=Ready(away), review="", folder=str(tmp_path / "data"), keys="]") as (
            app,
            pilot,
        ):
            assert app.desk.session.progress()[0] == read
            await press(pilot, "r", "C")
            assert "存于" in text_of(app)[2]
    assert [path.parent.name for path in tmp_path.rglob("*.review.json")] == ["data"]


# Export.


async def test_an_export_is_what_the_report_says_with_the_notes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with screen(tmp_path, keys=[*"]c", "x", "enter", "E"]) as (app, pilot):
        await press(pilot, *"jjj")
        form = app.screen.query_one("#menu").target
        await press(pilot, "enter")
        name = app.screen.query_one("#typed").value
        await press(pilot, "enter")
        session = app.desk.session
        notes = {session.comparison.changes[place].id: note for place, note in session.notes.items()}
        wanted = RENDERERS[form](session.comparison, options=Options(tongue="zh", notes=notes))

    written = (tmp_path / name).read_bytes()
    assert written == (wanted.encode() if isinstance(wanted, str) else wanted)
    assert list(notes.values()) == ["x"]


async def test_an_export_that_cannot_be_written_is_told(tmp_path):
    async with screen(tmp_path, keys="]") as (app, pilot):
        app.export("json", str(tmp_path / "none" / "a.json"))
        await pilot.pause()
        assert "未能保存" in foot(app)


# What the engine tells.


class Slow(Ready):
    """An engine that tells when it is told to."""

    def listen(self, tell):
        self.tell = tell


async def test_while_the_engine_works_the_screen_shows_what_there_is_and_at_what_it_is(tmp_path):
    engine = Slow(pair())
    async with screen(tmp_path, engine=engine) as (app, pilot):
        engine.tell(Progress("view.reading", 0, 2))
        await pilot.pause()
        assert foot(app).strip().startswith("读取… ")
        engine.tell(engine.news[0])
        engine.tell(Progress("view.linking"))
        await pilot.pause()
        assert any("三、下一步打算" in line for line in text_of(app))
        assert foot(app).strip().startswith("对齐句子… ")
        engine.tell(Compared(0, pair(), complete=False))
        await press(pilot, "]", "]")
        assert row(app) == 1
        engine.tell(Compared(0, complete(pair()), complete=True))
        engine.tell(Idle())
        await pilot.pause()
        assert row(app) == 1
        assert foot(app).strip().startswith("]")


async def test_a_report_that_cannot_be_read_ends_the_screen_with_its_fault(tmp_path):
    engine = Slow(pair())
    async with screen(tmp_path, engine=engine) as (app, pilot):
        engine.tell(Failed("2021.txt", Notice("empty")))
        await pilot.pause()
        assert app.return_value == Failed("2021.txt", Notice("empty"))
        assert app.return_code == 2


async def test_a_fault_on_the_way_is_told_and_the_screen_goes_on(tmp_path):
    async with screen(tmp_path, keys="]") as (app, pilot):
        app.engine.tell(Failed("a.toml", Notice("cannot be written", {"why": Notice("ENOSPC")}), fatal=False))
        await pilot.pause()
        assert "a.toml: 无法写入：磁盘已满" in foot(app)
        assert app.is_running


async def test_an_engine_that_ends_leaves_what_it_found_on_the_screen(tmp_path):
    async with screen(tmp_path, keys="]") as (app, pilot):
        app.engine.tell(Failed("engine", Notice("engine ended")))
        await press(pilot, "]", "r")
        assert app.is_running
        assert app.desk.session.progress()[0] == 1


async def test_links_by_hand_go_to_the_engine_and_come_back(tmp_path):
    async with screen(tmp_path, keys="]]]]A]A") as (app, pilot):
        asked = app.engine.asked[-1]
        assert asked == Relink(0, Anchors(force=(((4,), (3,)),)))
        told = [*pair().changes]
        linked = replace(pair(), changes=tuple(c for c in told if c.old != (4,) and c.new != (3,)))
        linked = replace(linked, changes=(*linked.changes, replace(told[3], id=99, old=(4,), new=(3,))))
        app.engine.tell(Compared(0, linked, complete=False, anchors=asked.anchors))
        await pilot.pause()
        assert app.desk.anchors[0] == asked.anchors
        await press(pilot, "D")
        assert app.engine.asked[-1].anchors.forbid


# A series.


async def test_a_series_shows_the_newest_pair_and_turns_to_others(tmp_path):
    async with screen(tmp_path, engine=Ready(*years())) as (app, pilot):
        assert "2022年 -> 2023年" in text_of(app)[0]
        assert "22 23" in text_of(app)[1]
        await press(pilot, "v")
        assert any("2021年 -> 2022年" in line for line in text_of(app))
        await press(pilot, "j", "enter")
        assert isinstance(app.screen, OverviewScreen)
        assert "2021年 -> 2022年" in text_of(app)[0]
        assert not [one for one in app.engine.asked if isinstance(one, Complete)]


async def test_a_sentence_is_followed_through_all_years(tmp_path):
    async with screen(tmp_path, engine=Ready(*years()), keys="]l") as (app, _):
        shown = "\n".join(text_of(app))

    for words in ("2023年", "18公里", "2022年", "15公里", "2021年", "12公里"):
        assert words in shown
    assert shown.index("18公里") < shown.index("15公里") < shown.index("12公里")


async def test_a_phrase_is_counted_in_every_edition(tmp_path):
    async with screen(tmp_path, engine=Ready(*years()), keys="]") as (app, pilot):
        app.screen.search("水库")
        await press(pilot, "L")
        shown = text_of(app)

    assert [line.split()[1] for line in shown if "年  " in line and "次" in line] == ["1", "1", "2"]


async def test_the_life_asked_for_is_that_of_the_phrase_where_one_is_selected(tmp_path):
    async with screen(tmp_path, engine=Ready(*years()), keys="]") as (app, pilot):
        at = app.desk.session.comparison.new.source.text.index("水库")
        app.screen.pair.point(selected=("new", at, at + 2))
        await press(pilot, "l")
        shown = text_of(app)

    assert "这个表述的历程" in shown[0]
    assert shown[1].strip() == "水库"


async def test_an_opened_series_asks_for_what_is_missing(tmp_path):
    engine = Slow(*years())
    async with screen(tmp_path, engine=engine) as (app, pilot):
        engine.tell(Opened(engine.news[0].editions))
        engine.tell(engine.news[1])
        engine.tell(engine.news[3])
        await press(pilot, "v", "j", "enter")
        assert app.engine.asked == [Complete(0)]
        assert app.desk.session is not None


def test_what_is_saved_can_be_read_by_others(tmp_path):
    path = tmp_path / "a.review.json"
    path.write_text(json.dumps({"format": "yoy/review", "version": 1, "marks": [], "notes": []}), encoding="utf-8")

    assert load(str(path)).notes == {}


def test_the_screen_offers_every_format_of_a_report():
    assert set(FORMATS) == set(RENDERERS)


async def test_no_key_waits_for_the_disk_and_what_waits_is_written_before_the_end(tmp_path, monkeypatch):
    gate, path = Event(), tmp_path / "a.review.json"
    monkeypatch.setattr("tui.saving.save", lambda *words, **more: gate.wait(30) and save(*words, **more))
    async with screen(tmp_path, keys="]") as (app, pilot):
        for _ in range(3):
            pilot.app.post_message(events.Key("r", "r"))
            await pilot.pause(0)
        await pilot.pause()
        assert app.desk.session.progress()[0] == 3
        assert not path.exists()
        gate.set()
    assert len(load(str(path)).marks) == 3


async def test_moving_and_drawing_copies_no_session(tmp_path, monkeypatch):
    async with screen(tmp_path, size=(160, 50), keys="]") as (app, pilot):
        measured = []
        monkeypatch.setattr("tui.session.Session._measure", measured.append)
        await press(pilot, "]", "]", "j", "]", "]", "m")
        assert measured == []
        assert app.screen.query("#peek")


async def test_a_report_of_one_section_opens_in_its_texts_and_back_leads_to_the_overview(tmp_path):
    one = [SectionLink("same", ("1",), ("1",), 1.0, "heading")]
    links = [((0,), (0,), "unchanged"), ((1,), (1,), "unchanged")]
    both = pair("一、甲\n修路。架桥。", "一、甲\n修路。建校。", links, one)
    async with screen(tmp_path, engine=Ready(both, finish=False)) as (app, pilot):
        assert isinstance(app.screen, CompareScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, OverviewScreen)


async def test_back_from_the_texts_leads_to_the_list_and_its_entry_then_to_where_the_list_was_opened(tmp_path):
    async with screen(tmp_path, keys=["p", "j", "enter"]) as (app, pilot):
        assert isinstance(app.screen, CompareScreen)
        await press(pilot, "escape")
        assert "承诺" in text_of(app)[0]
        assert app.screen.query_one(Listing).cursor > 1
        await press(pilot, "escape")
        assert isinstance(app.screen, OverviewScreen)


async def test_coming_back_to_the_texts_finds_the_place_that_was_left(tmp_path):
    async with screen(tmp_path, keys="]]]]") as (app, pilot):
        place = row(app)
        await press(pilot, "escape")
        assert app.screen.query_one("#sections").target == ("new", app.desk.session.rows[place].section)
        await press(pilot, "]")
        assert row(app) == place


async def test_a_key_of_the_texts_says_on_the_overview_where_it_works(tmp_path):
    async with screen(tmp_path, keys="c") as (app, pilot):
        assert "批注" in foot(app)
        assert "对照屏" in foot(app)
        await press(pilot, "j")
        assert "对照屏" not in foot(app)


async def test_figures_stay_marked_where_all_other_marks_would_be_noise(tmp_path):
    both = complete(pair())
    every = tuple(
        replace(
            c,
            edits=tuple(
                replace(e, old=(e.old[0] - 8, e.old[1] + 3), new=(e.new[0] - 8, e.new[1] + 3)) for e in c.edits
            ),
        )
        if c.old == (1,)
        else c
        for c in both.changes
    )
    engine = Ready(pair())
    engine.news = [
        engine.news[0],
        Compared(0, replace(both, changes=every, settings={"rewritten_share": 0.1}), complete=True),
        Idle(),
    ]
    async with screen(tmp_path, size=(160, 40), engine=engine, keys="]]") as (app, _):
        view = app.screen.pair
        line = view.page.starts[view.page.items[1]]
        runs = [run for run in view.painter.line(line, view.pointed) if {"mark-old", "mark-new"} & set(run.styles)]
        assert [run.text for run in runs][:2] == ["12公里", "3.5万人"]


EMPTY = {"moves": "M", "figures": "#", "quiet": "!", "promises": "p", "terms": "w", "notes": "C"}


async def test_an_empty_list_says_so_and_where_to_go(tmp_path):
    bare = replace(marked(pair()), figures=(), followups=(), terms=(), passages=())
    bare = replace(bare, changes=tuple(replace(c, moved=False, signals=()) for c in bare.changes))
    engine = Ready(pair())
    engine.news = [engine.news[0], Compared(0, bare, complete=True), Idle()]
    async with screen(tmp_path, engine=engine) as (app, pilot):
        for name, key in EMPTY.items():
            await press(pilot, key)
            listing = app.screen.query_one(Listing)
            assert name == "notes" or app.desk.say(f"list.empty.{name}") in text_of(app)[1]
            assert name == "notes" or isinstance(listing.target, int), name
            await press(pilot, "escape")


async def test_masked_and_equal_figures_are_folded_until_asked_for(tmp_path):
    async with screen(tmp_path, size=(100, 40), engine=Ready(long_pair("zh")), keys="#") as (app, pilot):
        assert not any("36亿元" in line for line in text_of(app))
        await press(pilot, "G", "enter")
        assert any("36亿元" in line for line in text_of(app)), "\n".join(text_of(app))


async def test_the_series_has_its_matrix_and_warns_of_a_stranger(tmp_path):
    engine = Ready(*years())
    async with screen(tmp_path, size=(120, 40), engine=engine) as (app, pilot):
        engine.tell(Summarised(summarize_series(app.desk.series, Options(tongue="zh"), columns=3), ("2022年",)))
        await press(pilot, "V")
        shown = "\n".join(text_of(app))

    assert "2022年 与其他各期都不像" in shown
    assert app.desk.series_summary.blocks[0].title in shown
