"""Saves reviews on a thread of its own, so that no key waits for a disk. Takes reviews, gives what was written by then.

Of several that wait for one pair the last is written: each holds everything that the ones before it say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from queue import Empty, Queue
from threading import Thread

from compare.codes import Notice
from compare.errors import CompareError
from compare.review import Review, save
from tui.engine.protocol import Failed


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The review of a pair, the places where it may be written, the best first, and the labels of its editions."""

    pair: int
    review: Review
    paths: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Saved:
    """What the file of a pair says now. `away` is its path where that is not the best one, `fault` why it was not saved."""

    pair: int
    review: Review
    fault: Failed | None = None
    away: str = ""


class Saver:
    """Writes what it is handed, in order."""

    def __init__(self) -> None:
        self.tell: Callable[[Saved], None] = lambda _: None
        self._waiting: Queue[Unsaved | None] = Queue()
        self._thread = Thread(target=self._work, name="review-saver", daemon=True)

    def save(self, unsaved: Unsaved) -> None:
        """Write a review soon; the answer goes to `tell`, from another thread."""
        if not self._thread.is_alive():
            self._thread.start()
        self._waiting.put(unsaved)

    def wait(self) -> None:
        """Until everything handed in is written."""
        self._waiting.join()

    def finish(self, seconds: float) -> None:
        """Write what is still waiting, and end; a disk that does not answer is waited for so long."""
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join(seconds)

    def _work(self) -> None:
        while True:
            batch = [self._waiting.get(), *self._further()]
            newest = {unsaved.pair: unsaved for unsaved in batch if unsaved is not None}
            for unsaved in newest.values():
                self.tell(written(unsaved))
            for _ in batch:
                self._waiting.task_done()
            if None in batch:
                return

    def _further(self) -> list[Unsaved | None]:
        """What else is waiting by now."""
        further: list[Unsaved | None] = []
        while True:
            try:
                further.append(self._waiting.get_nowait())
            except Empty:
                return further


def written(unsaved: Unsaved) -> Saved:
    """A review written to the first place that can be; where none can, why, and the review as it was."""
    reason: Failed | None = None
    for place, path in enumerate(unsaved.paths):
        try:
            review = save(path, unsaved.review, editions=unsaved.labels)
        except CompareError as fault:
            reason = reason or Failed(PurePath(fault.name).name, fault.notice, fatal=False)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the reader must hear that the marks are not saved
            defect = Notice("engine defect", {"kind": f"{type(fault).__name__}: {fault}"})
            return Saved(unsaved.pair, unsaved.review, fault=Failed("review", defect, fatal=False))
        else:
            return Saved(unsaved.pair, review, away=path if place else "")
    return Saved(unsaved.pair, unsaved.review, fault=reason)
