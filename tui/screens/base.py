"""What all screens have in common: the desk, bars for title and keys, and that they can be told of news."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from tui.cells import fit
from tui.keymap import BY_NAME, shown
from tui.state import Desk
from tui.styled import Run
from tui.widgets.drawn import Bar


class DeskScreen(Screen[None]):
    """A full screen over the desk."""

    FOOT: ClassVar[tuple[str, ...]] = ()
    """The keys named at the bottom, the most useful first; as many as fit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.said = ""
        self.busy = ""

    def compose(self) -> ComposeResult:
        """Title on top, keys at the bottom, the body between."""
        yield Bar(ident="title")
        yield from self.body()
        yield Bar(ident="keys")

    def body(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

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
        self.said = words
        self.draw_bars()

    def draw_bars(self) -> None:
        """Title and keys."""
        width = self.size.width
        if not width or not self.is_mounted:
            return
        self.query_one("#title", Bar).show(self.title_runs(width))
        self.query_one("#keys", Bar).show(self.foot_runs(width))

    def title_runs(self, width: int) -> list[Run]:
        """The title line."""
        return [Run(fit(" " + self.heading(), width, ambiguous=self.desk.asked.ambiguous), ("title",))]

    def heading(self) -> str:
        """The editions on the table."""
        if len(self.desk.editions) < 2:
            return " - ".join(self.desk.asked.paths)
        old, new = self.desk.editions[self.desk.pair : self.desk.pair + 2]
        return f"{new.title or new.id}  {old.label or old.id} -> {new.label or new.id}"

    def foot_runs(self, width: int) -> list[Run]:
        """Something said, what the engine is at, or the keys that fit."""
        said = self.desk.fault or self.said or self.busy
        if said:
            return [Run(fit(" " + said, width, ambiguous=self.desk.asked.ambiguous), ("hit",))]
        runs: list[Run] = []
        used = 0
        for name in self.FOOT:
            key = Run(f" {self.key_of(name)} ", ("key",))
            word = Run(self.desk.say(f"key.{name}") + " ", ("dim",))
            used += len(key.text) + len(fit(word.text, 40).rstrip()) + sum(c > "\u2e80" for c in word.text) + 1
            if used > width:
                break
            runs += [key, word]
        return runs

    def key_of(self, name: str) -> str:
        """The key that does something, as a person reads it."""
        own = self.desk.asked.keys.get(name, "").split(",")[0]
        return shown(own) if own else BY_NAME[name].shown
