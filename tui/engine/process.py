"""The engine behind the screen, a process of its own: reads requests, writes news, until its input ends.

So nothing the engine loads or does can hold up a key, and nothing that goes wrong in it can break the terminal.
"""

import io
import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import compare
from compare.anchors import read_anchors, write_anchors
from compare.codes import Notice
from compare.errors import CompareError
from compare.files import beside_of
from compare.model import Anchors, Comparison, Edition, Series
from compare.view.brief import brief
from compare.view.options import Options
from compare.view.selection import select
from compare.view.series_summary import summarize_series
from compare.view.summary import summarize
from tui.engine.cache import keep, key_of, recall
from tui.engine.outliers import outliers
from tui.engine.protocol import (
    Briefed,
    Compared,
    Complete,
    Export,
    Failed,
    Idle,
    Job,
    News,
    Opened,
    Progress,
    Relink,
    Request,
    Summarised,
    Years,
)

Tell = Callable[[News], None]


def main() -> None:
    """Serve the screen that started this process."""
    requests, news = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get into the news

    def tell(message: News) -> None:
        pickle.dump(message, news, protocol=5)
        news.flush()

    try:
        _serve(requests, tell)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


def _serve(requests: BinaryIO, tell: Tell) -> None:
    engine: OpenJob | None = None
    while True:
        request: Request = pickle.load(requests)  # noqa: S301 - the screen that started us writes this pipe
        try:
            if isinstance(request, Job):
                engine = OpenJob(request, tell)
                engine.open()
            elif engine is not None:
                engine.answer(request)
        except CompareError as fault:
            tell(Failed(fault.name, fault.notice, fatal=isinstance(request, Job)))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the screen must hear of it and close in order
            tell(
                Failed(
                    "engine",
                    Notice("engine defect", {"kind": f"{type(fault).__name__}: {fault}"}),
                    isinstance(request, Job),
                )
            )
        tell(Idle())


class OpenJob:
    """One job: its editions, its pairs, its anchors."""

    def __init__(self, job: Job, tell: Tell) -> None:
        self.job, self.tell = job, tell
        self.editions: tuple[Edition, ...] = ()
        self.pairs: dict[int, Comparison] = {}
        self.anchors: dict[int, Anchors] = {}
        self.series: Series | None = None
        self.followed: tuple[Anchors, ...] = ()
        self.key = ""

    def open(self) -> None:
        """Read, compare the newest pair, then the rest: each told as soon as it is there."""
        self.key = key_of(self.job, [_content(path, self.job.stdin) for path in self._files()])
        if self._recalled():
            return
        self.tell(Progress("view.reading", 0, len(self.job.paths)))
        self.editions = self._read()
        self.tell(Opened(self.editions))
        self._compare(len(self.editions) - 2)
        if len(self.editions) > 2:
            self._follow()
        self._keep()

    def answer(self, request: Relink | Complete | Export) -> None:
        """Do what the reader asks while the screen is up."""
        if isinstance(request, Export):
            from tui.engine.exports import exported  # loads the renderers, which nothing else here needs

            self.tell(exported(self.pairs[request.pair], request))
            return
        if isinstance(request, Complete):
            if request.pair not in self.pairs or self.pairs[request.pair].figures is None:
                self._compare(request.pair)
            else:
                self._brief(request.pair)
        else:
            old, new = self.editions[request.pair : request.pair + 2]
            write_anchors(self.job.anchors or beside_of(old.source.path, new.source.path), request.anchors, old, new)
            self._compare(request.pair, request.anchors)
        self._keep()

    def _files(self) -> list[str]:
        """The reports, and the anchors beside them: another anchor, another result."""
        pairs = zip(self.job.paths, self.job.paths[1:], strict=False)
        anchors = [self.job.anchors] if self.job.anchors else [beside_of(old, new) for old, new in pairs]
        return [*self.job.paths, *(path for path in anchors if Path(path).is_file())]

    def _recalled(self) -> bool:
        result = recall(self.job.cache, self.key) if self.job.cache else None
        if result is None:
            return False
        for news in result:
            if isinstance(news, Opened):
                self.editions = news.editions
            elif isinstance(news, Compared):
                self.pairs[news.pair], self.anchors[news.pair] = news.comparison, news.anchors
            elif isinstance(news, Years):
                self._followed(news.series)
            self.tell(news)
        if self.series is not None:
            self._summarise(self.series)
        if len(self.editions) - 2 in self.pairs:
            self._brief(len(self.editions) - 2)
        return True

    def _keep(self) -> None:
        if not self.job.cache:
            return
        complete = {pair: one for pair, one in self.pairs.items() if one.figures is not None}
        compared = [Compared(pair, one, complete=True, anchors=self.anchors[pair]) for pair, one in complete.items()]
        years = [Years(self.series)] if self.series is not None else []
        keep(self.job.cache, self.key, (Opened(self.editions), *compared, *years))

    def _read(self) -> tuple[Edition, ...]:
        job = self.job
        if "-" in job.paths:
            sys.stdin = io.TextIOWrapper(io.BytesIO(job.stdin))
        periods = job.periods or (None,) * len(job.paths)
        editions = []
        for place, (path, period) in enumerate(zip(job.paths, periods, strict=True), 1):
            editions.append(
                compare.read(
                    path,
                    encoding=job.encoding,
                    period=period,
                    language=job.language,
                    tracked=job.tracked,
                    settings=job.settings,
                )
            )
            self.tell(Progress("view.reading", place, len(job.paths)))
        from compare.editions import in_order, paired  # not loaded at all where a result is recalled

        return in_order(editions) if len(editions) > 2 else paired(editions[0], editions[1])[:2]

    def _compare(self, pair: int, anchors: Anchors | None = None) -> None:
        """Link a pair, tell; then find everything else in it, tell again."""
        old, new = self.editions[pair : pair + 2]
        stale: tuple[Notice, ...] = ()
        if anchors is None:
            anchors, stale = self._decided(old, new)
        self.anchors[pair] = anchors
        if self.series is not None and anchors == self.followed[pair]:
            comparison = self.series.pairs[pair]  # linked already
        else:
            self.tell(Progress("view.linking"))
            comparison = compare.compare(old, new, settings=self.job.settings, anchors=anchors, find=frozenset())
        self.pairs[pair] = comparison
        self.tell(Compared(pair, comparison, complete=False, anchors=anchors, stale=stale))
        self.tell(Progress("view.marking"))
        comparison = compare.with_findings(comparison, settings=self.job.settings, context=self._known(pair))
        self.pairs[pair] = comparison
        self.tell(Compared(pair, comparison, complete=True, anchors=anchors, stale=stale))
        self._brief(pair)

    def _brief(self, pair: int) -> None:
        """The page that answers; of its sections nothing but their counts."""
        selection = select(self.pairs[pair], Options(tongue=self.job.tongue))
        page = brief(selection, summarize(selection))
        sections = tuple(replace(section, items=()) for section in page.sections)
        self.tell(Briefed(pair, replace(page, sections=sections)))

    def _follow(self) -> None:
        """The whole series, for its threads and its heat."""
        self.tell(Progress("view.following"))
        series = compare.series(
            self.editions, settings=self.job.settings, decided=lambda *pair: self._decided(*pair)[0]
        )
        self._followed(series)
        self.tell(Years(series))
        self._summarise(series)

    def _summarise(self, series: Series) -> None:
        """What a report says of the series, its matrix whole: the screen knows how much of it fits."""
        page = summarize_series(series, Options(tongue=self.job.tongue), columns=len(series.editions))
        self.tell(Summarised(page, outliers(series, self.job.settings)))

    def _followed(self, series: Series) -> None:
        """Keep the series, and the anchors that its pairs were linked under."""
        self.series = series
        self.followed = tuple(self._decided(*pair)[0] for pair in pairwise(self.editions))

    def _known(self, pair: int) -> "compare.Context":
        """What a comparison may know beside its two editions: the ones before them."""
        return compare.Context(history=self.editions[: pair + 1] if pair else ())

    def _decided(self, old: Edition, new: Edition) -> tuple[Anchors, tuple[Notice, ...]]:
        """What a person decided about the links of a pair, and which decisions apply no longer."""
        path = self.job.anchors or beside_of(old.source.path, new.source.path)
        return read_anchors(path, old, new) if self.job.anchors or Path(path).is_file() else (Anchors(), ())


def _content(path: str, stdin: bytes) -> bytes:
    """The bytes of a file; none where it cannot be read, which reading will tell."""
    if path == "-":
        return stdin
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
