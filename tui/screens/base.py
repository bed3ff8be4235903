"""What all screens have in common: the desk, bars for title and keys, and that they can be told of news."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from tui.cells import fit
from tui.content.legend import legend_runs
from tui.content.overview import width_of
from tui.keymap import BY_NAME
from tui.state import Desk
from tui.styled import Run
from tui.widgets.drawn import Bar
from tui.widgets.listing import Listing


class DeskScreen(Screen[None]):
    """A full screen over the desk."""

    FOOT: ClassVar[tuple[str, ...]] = ()
    """The keys named at the bottom, the most useful first; as many as fit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.message = ""
        self.busy = ""

    def compose(self) -> ComposeResult:
        """Title on top, keys at the bottom, the body between."""
        yield Bar(ident="title")
        yield from self.body()
        yield Bar(ident="legend")
        yield Bar(ident="keys")

    def body(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

    @property
    def is_up(self) -> bool:
        """Whether there is something to draw on: news may come before all of it is there, and when it is gone."""
        return self.is_mounted and bool(self.query("#keys"))

    def renew(self) -> None:
        """Something on the desk is new: draw it."""
        self.draw_bars()

    def on_mount(self) -> None:
        """Draw what there is."""
        self.renew()

    def on_resize(self) -> None:
        """Bars are as wide as the screen."""
        self.draw_bars()

    def on_screen_resume(self) -> None:
        """Something may have changed meanwhile."""
        self.renew()

    def tell(self, words: str) -> None:
        """Say something in the bottom line, until the next key."""
        self.message = words
        self.draw_bars()

    def forget_message(self) -> None:
        """A key was pressed: what was said before it is read."""
        if self.message:
            self.message = ""
            self.draw_bars()

    def draw_bars(self) -> None:
        """Title and keys."""
        width = self.size.width
        if not width or not self.is_mounted:
            return
        self.query_one("#title", Bar).show(self.title_runs(width))
        self.query_one("#keys", Bar).show(self.foot_runs(width))
        self.query_one("#legend", Bar).display = self.desk.legend
        self.query_one("#legend", Bar).show(legend_runs(self.desk, width))

    def title_runs(self, width: int) -> list[Run]:
        """The title line."""
        return [Run(fit(" " + self.heading(), width, ambiguous=self.desk.asked.ambiguous), ("title",))]

    def heading(self) -> str:
        """The editions on the table."""
        if len(self.desk.editions) < 2:
            return " - ".join(self.desk.asked.paths)
        old, new = self.desk.editions[self.desk.pair : self.desk.pair + 2]
        return f"{old.label or old.id} -> {new.label or new.id}  {new.title or new.id}"

    def foot_runs(self, width: int) -> list[Run]:
        """A message, what the engine is at, or the keys that fit; at the right end always the way to all commands."""
        commands = self._key_runs("commands")
        room = max(0, width - width_of(commands))
        message = self.desk.fault or self.message or self.busy
        if message:
            return [Run(fit(" " + message, room, ambiguous=self.desk.asked.ambiguous), ("hit",)), *commands]
        runs: list[Run] = []
        for name in self.FOOT:
            more = self._key_runs(name)
            if width_of([*runs, *more]) > room:
                break
            runs += more
        return [*runs, Run(" " * (room - width_of(runs)), ("dim",)), *commands]

    def _key_runs(self, name: str) -> list[Run]:
        """A key and what it does; a click on either presses it."""
        words = f"{self.desk.say(f'key.{name}')} "
        return [Run(f" {self.desk.key_of(name)} ", ("key",), key=name), Run(words, ("dim",), key=name)]

    async def on_bar_pressed(self, event: Bar.Pressed) -> None:
        """Do what a clicked key does."""
        event.stop()
        await self.press(event.key)

    async def press(self, name: str) -> None:
        """Do what a key does here, by the key's name."""
        key = BY_NAME[name]
        if key.screen == "list":
            await self.query_one(Listing).run_action(key.action)
        else:
            await self.run_action(f"app.{key.action}" if key.screen == "app" else key.action)
