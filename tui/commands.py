"""The command palette: everything a key does, by its words."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from compare.search import plain
from tui.keymap import KEYS, Key
from tui.screens.base import DeskScreen


class KeyCommands(Provider):
    """The keys of the screen and of the whole program."""

    def _commands(self) -> list[tuple[Key, str]]:
        screen = self.screen
        if not isinstance(screen, DeskScreen):
            return []
        ids = {binding.id for bindings in screen._bindings.key_to_bindings.values() for binding in bindings}  # noqa: SLF001 - Textual has no public list of a screen's own bindings
        keys = [key for key in KEYS if key.screen == "app" or key.name in ids]
        return [(key, f"{screen.desk.say(f'key.{key.name}')}  {screen.key_of(key.name)}") for key in keys]

    async def discover(self) -> Hits:
        """All of them."""
        for key, words in self._commands():
            yield DiscoveryHit(words, partial(self.screen.run_action, self._action(key)))

    async def search(self, query: str) -> Hits:
        """Those that hold the words, whatever their script or width."""
        wanted = plain(query).split()
        for key, words in self._commands():
            if all(word in plain(f"{words} {key.name}") for word in wanted):
                yield Hit(1.0, words, partial(self.screen.run_action, self._action(key)))

    def _action(self, key: Key) -> str:
        return f"app.{key.action}" if key.screen == "app" else key.action
