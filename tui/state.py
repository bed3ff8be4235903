"""Everything the screens share: what was read, compared and marked, and what the reader chose. No drawing.

Takes news and what the reader does, gives sessions; hands marks and notes to the saver at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from uuid import uuid4

from compare.errors import CompareError
from compare.messages import Voice
from compare.model import Anchors, Change, Comparison, Edition, Series
from compare.review import Mark, Note, Review, load, merged, path_of
from compare.settings import Settings
from compare.text.cells import Ambiguous, clean
from compare.view.brief import Brief
from compare.view.rows import Row
from compare.view.series_summary import SeriesSummary
from tui.engine.protocol import Briefed, Compared, Failed, Opened, Request, Summarised, Years
from tui.keymap import BY_NAME, shown
from tui.saving import Saved, Saver, Unsaved
from tui.sections import Chapter, chapters
from tui.session import Place, Session


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asked of the screen. `review` names a file; `folder` is for reviews nobody can write."""

    paths: tuple[str, ...]
    voice: Voice
    ambiguous: Ambiguous = "narrow"
    review: str = ""
    folder: str = ""
    theme: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    legend: bool = True
    settings: Settings = field(default_factory=Settings)


class Desk:
    """The reports on the table, and the pair that is looked at."""

    def __init__(self, asked: Asked, ask: Callable[[Request], None], saver: Saver) -> None:
        self.asked, self.say, self.ask, self.saver = asked, asked.voice, ask, saver
        self.lead: Callable[[int], None] = lambda _: None
        self.editions: tuple[Edition, ...] = ()
        self.series: Series | None = None
        self.sessions: dict[int, Session] = {}
        self.anchors: dict[int, Anchors] = {}
        self.complete: set[int] = set()
        self.briefs: dict[int, Brief] = {}
        self.series_summary: SeriesSummary | None = None
        self.outliers: tuple[str, ...] = ()
        self.places: dict[int, int] = {}
        self.numbers = False
        self.unfolded: frozenset[str] = frozenset()
        self.pair = max(0, len(asked.paths) - 2)
        self.legend = asked.legend
        self.fault = ""
        self.away = ""
        self._broken: set[int] = set()
        self._chapters: tuple[Session | None, bool, tuple[Chapter, ...]] = (None, False, ())

    # What the engine tells.

    def put_news(self, news: object) -> None:
        """Put news where it belongs; what is none of the desk's is left."""
        match news:
            case Opened():
                self.opened(news)
            case Compared():
                self.compared(news)
            case Briefed():
                self.briefed(news)
            case Years():
                self.followed(news)
            case Summarised():
                self.summarised(news)
            case Saved():
                self.saved(news)

    def opened(self, news: Opened) -> None:
        """The editions are read."""
        self.editions = news.editions
        self.pair = len(news.editions) - 2

    def compared(self, news: Compared) -> None:
        """A pair is linked, or everything is found in it."""
        self.anchors[news.pair] = news.anchors
        known = self.sessions.get(news.pair)
        if known is not None:
            self.sessions[news.pair] = known.completed(news.comparison)
        else:
            context = self.asked.settings.screen_context
            self.sessions[news.pair] = Session(news.comparison, self._loaded(news.pair), context=context)
        if news.complete:
            self.complete.add(news.pair)
        else:
            self.complete.discard(news.pair)

    def briefed(self, news: Briefed) -> None:
        """The page that answers is written for a pair."""
        self.briefs[news.pair] = news.brief

    def followed(self, news: Years) -> None:
        """The series is followed; pairs nobody looked at yet are there, too."""
        self.series = news.series

    def summarised(self, news: Summarised) -> None:
        """The page of the series is written."""
        self.series_summary, self.outliers = news.series_summary, news.outliers

    # What is looked at.

    def turn_to(self, pair: int) -> None:
        """Look at another pair; one that the series has compared is there at once."""
        self.pair = pair
        if pair not in self.sessions and self.series is not None:
            self.compared(Compared(pair, self.series.pairs[pair], complete=False))

    @property
    def session(self) -> Session | None:
        """The session of the pair that is looked at, once it is compared."""
        return self.sessions.get(self.pair)

    def comparison(self, pair: int) -> Comparison | None:
        """What is known of a pair, looked at or not; None where there is no such pair yet."""
        session = self.sessions.get(pair)
        if session is not None:
            return session.comparison
        pairs = self.series.pairs if self.series is not None else ()
        return pairs[pair] if 0 <= pair < len(pairs) else None

    @property
    def earlier(self) -> tuple[Comparison, ...]:
        """The comparisons that lead up to the pair."""
        return self.series.pairs[: self.pair] if self.series is not None else ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The sections of the pair."""
        known, long, fresh = self._chapters
        if self.session is None:
            return ()
        if known is not self.session or long != bool(self.earlier):
            fresh = chapters(self.session, self.say, self.earlier)
            self._chapters = self.session, bool(self.earlier), fresh
        return fresh

    def chapter(self, place: Place) -> Chapter | None:
        """The chapter of a section."""
        return next((chapter for chapter in self.chapters if chapter.place == place), None)

    def title_of(self, row: Row) -> str:
        """The name of the section that a row is read under."""
        chapter = self.chapter((row.side, row.section))
        return chapter.name if chapter is not None else ""

    def key_of(self, name: str) -> str:
        """The key that does something, as a person reads it."""
        own = self.asked.keys.get(name, "").split(",")[0]
        return shown(own) if own else BY_NAME[name].shown

    def harmless(self, text: str) -> str:
        """A report's text as this terminal may show it, where nothing else sees to that."""
        return clean(text, ambiguous=self.asked.ambiguous)

    def words_of(self, fault: Failed) -> str:
        """A fault in the reader's language, behind what it is about."""
        return f"{fault.name}: {self.say.fault(fault.notice)}"

    def put(self, session: Session) -> None:
        """The pair under another view."""
        self.sessions[self.pair] = session

    # Marks and notes.

    def mark(self, changes: list[Change], *, on: bool) -> None:
        """Mark changes as reviewed, or no longer; saved at once."""
        session = self.session
        if session is not None:
            keys = [session.keys[session.place[change.id]] for change in changes]
            self._add(Review({key: Mark(key, _now(), on) for key in keys}))

    def saved(self, news: Saved) -> None:
        """A review is written: what another screen wrote to its file is here, too."""
        self.fault = self.words_of(news.fault) if news.fault is not None else ""
        self.away = news.away
        session = self.sessions.get(news.pair)
        if session is not None and session.review != (whole := merged(session.review, news.review)):
            self.sessions[news.pair] = session.reviewed(whole)

    def write_note(
        self, change: Change, text: str, *, section: str, quote: str = "", known: Note | None = None
    ) -> None:
        """Write a note on a change, or write a known one anew (empty: take it back); saved at once."""
        session = self.session
        if session is not None and (text or known is not None):
            name = known.id if known is not None else uuid4().hex[:12]
            note = Note(name, session.keys[session.place[change.id]], _now(), text, section, quote)
            self._add(Review(notes={name: note}))

    def _add(self, addition: Review) -> None:
        session = self.session
        if session is None:
            return
        session = session.reviewed(merged(session.review, addition))
        self.put(session)
        if self.pair not in self._broken:
            old, new = session.comparison.old, session.comparison.new
            labels = {"old": old.label or old.id, "new": new.label or new.id}
            self.saver.save(Unsaved(self.pair, session.review, self._review_paths(self.pair), labels))

    def _review_paths(self, pair: int) -> tuple[str, ...]:
        """Where the review of a pair is kept: where it was asked to be; else beside the reports, or with the reader."""
        if self.asked.review and len(self.editions) == 2:
            return (self.asked.review,)
        old, new = (edition.source.path for edition in self.editions[pair : pair + 2])
        return path_of(old, new), *([path_of(old, new, folder=self.asked.folder)] if self.asked.folder else [])

    def _loaded(self, pair: int) -> Review:
        """The review of a pair; a file that cannot be read is told of, and never written over."""
        review = Review()
        try:
            for path in self._review_paths(pair):
                review = merged(review, load(path))
        except CompareError as fault:
            self.fault = f"{PurePath(fault.name).name}: {self.say.fault(fault.notice)}"
            self._broken.add(pair)
        return review


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
