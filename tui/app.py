"""The review screen. Listens to the engine, keeps the desk, opens screens; every key of the whole program ends here."""

import asyncio
import signal
import traceback
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import PurePath
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from compare.codes import Notice
from tui.content import menus
from tui.content.lists import listed
from tui.engine.client import Engine
from tui.engine.protocol import (
    Compared,
    Complete,
    Exported,
    Failed,
    Idle,
    News,
    Progress,
)
from tui.exporting import FORMATS, path_for, web_name, wish
from tui.keymap import KEYS, bindings
from tui.saving import Saved, Saver
from tui.screens.base import DeskScreen
from tui.screens.compare import CompareScreen
from tui.screens.dialogs import Ask, Menu, Palette
from tui.screens.listing import ListScreen
from tui.screens.overview import OverviewScreen
from tui.seen import remember_help
from tui.state import Asked, Desk
from tui.themes import NAMES, THEMES


class ReviewApp(App[Failed]):
    """Two editions, or a series, under review. Ends with a fault where the engine cannot go on."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]

    class Heard(Message):
        """The engine or the saver has news."""

        def __init__(self, news: News | Saved) -> None:
            super().__init__()
            self.news = news

    def __init__(self, asked: Asked, engine: Engine, saver: Saver) -> None:
        super().__init__()
        self.animation_level = "none"
        self.engine = engine
        self.desk = Desk(asked, engine.ask, saver)
        self.desk.lead = self.read_from
        self.busy: tuple[str, float] | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = asked.theme or THEMES[0].name
        self.set_keymap(dict(asked.keys))

    def get_default_screen(self) -> Screen[None]:
        """The overview comes first."""
        return OverviewScreen(self.desk)

    async def on_event(self, event: events.Event) -> None:
        """A message stands until the next key."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.on_top is not None:
            self.on_top.forget_message()
        await super().on_event(event)

    def on_mount(self) -> None:
        """Listen to the engine; leave the terminal in order whoever ends us."""
        self.engine.listen(self._hear)
        self.desk.saver.tell = self._hear
        self.set_interval(0.5, self._tick)
        self._mind_the_end()

    def _mind_the_end(self) -> None:
        """Asked to end: leave the terminal in order."""
        loop = asyncio.get_running_loop()
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):  # no signals here, or not for us
            loop.add_signal_handler(signal.SIGTERM, self.exit)
            loop.add_signal_handler(signal.SIGHUP, self.exit)

    def _fatal_error(self) -> None:
        """A fault of our own: close in order and say it in one line (Textual would print pages of locals)."""
        fault = self._exception
        last = traceback.extract_tb(fault.__traceback__)[-1:] if fault is not None else []
        place = "".join(f" ({PurePath(frame.filename).name}:{frame.lineno})" for frame in last)
        self._return_value = Failed(
            "view", Notice("engine defect", {"kind": f"{type(fault).__name__}: {fault}{place}"})
        )
        self._close_messages_no_wait()

    # News.

    def _hear(self, news: News | Saved) -> None:
        """Called on the threads of the engine and of the saver."""
        self.post_message(self.Heard(news))

    def on_review_app_heard(self, event: Heard) -> None:
        """Put the news on the desk, and draw."""
        news, desk = event.news, self.desk
        desk.put_news(news)
        match news:
            case Progress():
                self.busy = self.desk.say(news.stage), monotonic()
            case Compared():
                if news.stale:
                    self._say(desk.say("say.stale", count=len(news.stale)))
                self._open_alone()
            case Exported():
                self._hand_over(news)
            case Failed() if news.fatal and desk.session is None:
                self.exit(news, return_code=2)
            case Failed():
                self._say(desk.words_of(news))
            case Idle():
                self.busy = None
        self._tick()
        if not isinstance(news, Progress | Idle | Exported):
            self._renew()

    def _open_alone(self) -> None:
        """A report of one section has nothing to choose from: its texts open at once."""
        desk = self.desk
        if not desk.places and len(desk.chapters) == 1 and isinstance(self.screen, OverviewScreen):
            session = desk.session
            self.read_from(session.stops[0] if session is not None and session.stops else desk.chapters[0].row)

    def _renew(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and screen.is_up:
                screen.renew()

    def _tick(self) -> None:
        """While the engine works, say at what and for how long."""
        screen = self.on_top
        if screen is None:
            return
        busy = ""
        if self.busy is not None:
            busy = self.desk.say("view.busy", stage=self.busy[0], seconds=int(monotonic() - self.busy[1]))
        if busy != screen.busy:
            screen.busy = busy
            screen.draw_bars()

    def _say(self, words: str) -> None:
        if self.on_top is not None:
            self.on_top.tell(words)

    # Screens.

    @property
    def on_top(self) -> DeskScreen | None:
        """The screen that the reader sees, unless it is a window over one, or coming or going."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        return screen if isinstance(screen, DeskScreen) and screen.is_up else None

    @property
    def reading(self) -> CompareScreen | None:
        """The compare screen, if it is open."""
        return next((one for one in self.screen_stack if isinstance(one, CompareScreen)), None)

    def read_from(self, row: int) -> None:
        """The compare screen at a row, everything above it closed; leaving it leads back to the list it came from."""
        screen, source = self.reading, self.screen
        trail = source.trail(below=screen is not None) if isinstance(source, ListScreen) else None
        if screen is None:
            screen = CompareScreen(self.desk)
            screen.wanted, screen.came_from = row, trail
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.push_screen(screen)
            return
        screen.came_from = trail
        while self.screen is not screen:
            self.pop_screen()
        screen.call_after_refresh(screen.show_row, row)

    def action_overview(self) -> None:
        """Back to the overview."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_leave(self) -> None:
        """Close what is on top; on the overview, leave."""
        screen = self.screen
        if isinstance(screen, CompareScreen):
            if screen.clear_finding():
                return
            trail, screen.came_from = screen.came_from, None
            if trail is not None:
                if not trail.over_texts:
                    self.pop_screen()
                self.push_screen(trail.reopened(self.desk))
                return
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def action_listed(self, name: str) -> None:
        """One of the lists."""
        title = self.desk.say(f"list.{name}")
        self._over(ListScreen(self.desk, title, lambda width: listed(self.desk, name, width)))

    def action_help(self) -> None:
        """Signs and keys; who has seen them needs no legend any more."""
        if self.desk.legend:
            self.desk.legend = False
            self.run_worker(partial(remember_help, self.desk.asked.folder), thread=True)
        self._over(
            ListScreen(self.desk, self.desk.say("dialog.help"), lambda width: menus.help_lines(self.desk, width))
        )

    def _over(self, screen: ListScreen) -> None:
        """A list over what is there; one list takes the other's place."""
        if isinstance(self.screen, ListScreen):
            self.pop_screen()
        self.push_screen(screen)

    def action_theme(self) -> None:
        """The next theme."""
        self.theme = NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)] if self.theme in NAMES else NAMES[0]
        self._say(f"{self.desk.say('dialog.theme')}: {self.theme}")

    def action_goto(self) -> None:
        """Type a few characters of a section."""
        tell = self.desk.harmless
        choices = [(f"{'  ' * chapter.depth}{tell(chapter.title)}", chapter.row) for chapter in self.desk.chapters]

        def chosen(row: object) -> None:
            if isinstance(row, int):
                self.read_from(row)

        self.push_screen(Palette(self.desk.say("dialog.goto"), choices), chosen)

    def action_commands(self) -> None:
        """Everything a key does here, by its words."""
        screen = self.screen
        if not isinstance(screen, DeskScreen):
            return
        here = {"app", *(["compare"] if isinstance(screen, CompareScreen) else ["overview"])}
        here -= {"overview"} if isinstance(screen, ListScreen) else set()
        keys = [key for key in KEYS if key.screen in here]
        choices = [(f"{self.desk.key_of(key.name):<8}{self.desk.say(f'key.{key.name}')}", key.name) for key in keys]

        async def chosen(name: object) -> None:
            if isinstance(name, str):
                await screen.press(name)

        self.push_screen(Palette(self.desk.say("key.commands"), choices), chosen)

    def action_years(self) -> None:
        """Another pair of the series."""
        if len(self.desk.editions) < 3:
            self._say(self.desk.say("say.no_series"))
            return

        def chosen(pair: object) -> None:
            if isinstance(pair, int):
                self.desk.turn_to(pair)
                if pair not in self.desk.briefs:
                    self.engine.ask(Complete(pair))
                self._renew()

        self.push_screen(Menu(self.desk.say("dialog.years"), lambda width: menus.years(self.desk, width)), chosen)

    # Export.

    def action_export(self) -> None:
        """A format, then a file."""

        def chosen(form: object) -> None:
            if not isinstance(form, str):
                return
            if self.is_web:  # the browser's reader gets a file of its own, and names none of this machine's
                self.export(form, "")
                return
            ask = Ask(f"{self.desk.say('dialog.path')} ({form})", path_for(self.desk, form))
            self.push_screen(ask, lambda path: self.export(form, path) if path else None)

        if self.desk.session is not None:
            menu = Menu(self.desk.say("dialog.export"), lambda width: menus.formats(self.desk, tuple(FORMATS), width))
            self.push_screen(menu, chosen)

    def export(self, form: str, path: str) -> None:
        """Have the engine write the report; without a path the browser is handed the file."""
        session = self.desk.session
        if session is not None:
            self._say(self.desk.say("say.exporting"))
            self.engine.ask(wish(self.desk, session, form, path))

    def _hand_over(self, news: Exported) -> None:
        """Say where the file is; hand it to the browser where it has no place here."""
        say, path = self.desk.say, news.wish.path
        if news.fault is not None:
            self._say(say("say.unsaved", fact=self.desk.words_of(news.fault)))
            return
        if not path:
            path = web_name(self.desk, news.wish.form)
            self.deliver_binary(BytesIO(news.data), save_filename=path, open_method="download")
        self._say(say("say.saved", path=path))
