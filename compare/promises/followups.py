"""Promises of the old edition followed into the new one. Takes tasks, figures and changes, gives `FollowUp`s.

Each task has one verdict. Where both editions give a figure for it, the figures decide: met, missed, exceeded. Else it is
answered where a sentence surely reports on it, repeated where it is promised again, not mentioned where it can be checked
and nothing of it stands in the new edition; what is left cannot be decided. Forecasts are followed beside them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compare.figures.pairing import matched
from compare.figures.types import EditionFigures, Reading
from compare.figures.units import base
from compare.model import Change, Edition, FollowStatus, FollowUp
from compare.promises.evidence import chances, evidence, pairs
from compare.promises.outcomes import Outcome, came_true, decided, tendency
from compare.promises.silence import is_heard, is_named, kept, presence, whole
from compare.promises.types import EditionPromises, Task
from compare.settings import Settings
from compare.source import Span
from compare.text.forms import skeleton
from compare.text.vectors import FloatMatrix, grams, shares

_REPORTS_EN = re.compile(
    r"\b(?:was|were|has|have|had|did|now|completed|opened|closed|achieved|reached|spent|repurchased|repaid|acquired|sold|adopted|launched|began|increased|decreased|totaled|reflected|included|issued|made|paid|received|acquisition|bears)\b"
)
"""What a sentence has that tells of what was done; what has none of it says that it holds on."""
_FAILED = re.compile(
    r"未(?:能)?(?:如期|全面|全部|按期)?(?:实现|完成|达到|达成|达标)|(?:没有|没能)(?:如期|全部)?(?:实现|完成|达到)|(?:不及|低于|不达)(?:年初)?(?:预期|目标|计划)|未及预期"
)
"""Words that say that something was not reached."""
_FINISHED = re.compile(r"[。；！\n]")
_NAMED = 3
"""Characters of an indicator's name that can be looked for in such a clause."""
_NAME_EN = re.compile(
    r"(?<=[a-z] )(?:[A-Z][\w’'-]+ ){2,5}?[A-Z][\w’'-]+|(?<=[a-z] )[A-Z][\w’'-]+ [A-Z][\w’'-]+ [A-Z][\w’'-]+"
)
"""A name of three words or more."""


@dataclass(frozen=True, slots=True, eq=False)
class _PromiseContext:
    """Two editions, and all that is known of what became of the tasks of the old one.

    `reports` are, by a promise's sentence, the sentences that report on it with their probability; `again` those that
    promise it once more; `chance` is the best probability of any. `share[t, n]` is how much of task t, by rarity, sentence
    n of the new edition has, `core[t, n]` the same of the clauses that make it firm; `kept` how much of a clause any clause of it has; `crowded` how many tasks a sentence has beside one.
    """

    old: Edition
    new: Edition
    figures: tuple[EditionFigures, EditionFigures]
    results: Sequence[Reading]
    reports: Mapping[int, tuple[tuple[int, float], ...]]
    again: Mapping[int, tuple[int, float]]
    chance: Mapping[int, float]
    share: FloatMatrix
    core: FloatMatrix
    kept: Mapping[Span, float]
    crowded: Counter[int]
    planned: frozenset[int]
    texts: tuple[str, str]
    reported: tuple[int, ...]
    expecting: frozenset[int]
    failures: tuple[tuple[int, str], ...]
    settings: Settings

    def text(self, span: Span) -> str:
        """A stretch of the old edition."""
        return self.old.source.text[slice(*span)]

    def span_of(self, number: int) -> Span:
        """Where a sentence of the new edition stands."""
        return self.new.sentences[number].span


def followups(
    old: Edition,
    new: Edition,
    changes: Sequence[Change],
    promises: tuple[EditionPromises, EditionPromises],
    figures: tuple[EditionFigures, EditionFigures],
    *,
    settings: Settings,
) -> tuple[FollowUp, ...]:
    """Every promise and forecast of the old edition that can be told of, each once; concrete ones first, in reading order.

    `score` is the probability of the evidence, or the share of the promise that the new edition has not.
    """
    tasks = promises[0].tasks
    if not tasks or not new.sentences:
        return ()
    pair = _pair(old, new, changes, promises, figures, settings)
    verdicts = [(task, _verdict(pair, row, task)) for row, task in enumerate(tasks)]
    ranked = sorted(
        ((not task.firm, verdict.old, verdict) for task, verdict in verdicts if verdict), key=lambda row: row[:2]
    )
    return tuple(verdict for _, _, verdict in ranked)


def _pair(
    old: Edition,
    new: Edition,
    changes: Sequence[Change],
    promises: tuple[EditionPromises, EditionPromises],
    figures: tuple[EditionFigures, EditionFigures],
    settings: Settings,
) -> _PromiseContext:
    tasks, news = promises[0].tasks, promises[1].reported
    homes = sorted({task.home for task in tasks} | set(promises[0].planned))
    reports: dict[int, tuple[tuple[int, float], ...]] = {}
    chance: dict[int, float] = {}
    if news:
        candidates = pairs(old, new, homes, news, changes)
        values = chances(candidates)
        reports = dict(evidence(candidates, values))
        best = np.zeros(len(homes))
        np.maximum.at(best, candidates.rows, values)
        chance = dict(zip(homes, best.tolist(), strict=True))
    spans = [clause for task in tasks if task.firm and not task.forecast for clause in {*task.clauses, *task.names}]
    results = _results(new, figures[1], frozenset(news))
    again = _repeated(promises, changes, settings)
    share, core = _shares(old, new, tasks)
    crowded = Counter(task.home for task in tasks) - Counter({task.home for task in tasks})
    return _PromiseContext(
        old,
        new,
        figures,
        results,
        reports,
        again,
        chance,
        share,
        core,
        kept(old, new, spans),
        crowded,
        frozenset(promises[1].planned),
        (whole(old), whole(new)),
        news,
        frozenset(task.home for task in promises[1].tasks if task.forecast),
        tuple(_failures(new)),
        settings,
    )


def _failures(new: Edition) -> Iterator[tuple[int, str]]:
    """The sentences of an edition that say that something was not reached, and the words that say it."""
    for number in range(len(new.sentences)):
        yield from ((number, words) for words in _FINISHED.split(new.piece(number)) if _FAILED.search(words))


def _results(new: Edition, figures: EditionFigures, reported: frozenset[int]) -> list[Reading]:
    """The figures that may be a task's outturn: those of sentences that report; in English none that is only expected."""
    return [
        reading
        for reading in figures.readings
        if reading.home in reported and _reports(new, reading.home) and not (reading.forecast and new.language == "en")
    ]


def _shares(old: Edition, new: Edition, tasks: Sequence[Task]) -> tuple[FloatMatrix, FloatMatrix]:
    """How much of each task each sentence of the new edition has, and the same of the clauses that make it firm."""
    firm = [row for row, task in enumerate(tasks) if task.clauses and old.language != "en"]
    texts = [_words(old, task, firm=False) for task in tasks] + [_words(old, tasks[row], firm=True) for row in firm]
    both = shares(_grams(old, texts), _grams(new, [new.piece(n) for n in range(len(new.sentences))]))
    share = both[: len(tasks)]
    core = share.copy()
    core[firm] = both[len(tasks) :]
    return np.maximum(share, core), core


def _grams(edition: Edition, texts: Sequence[str]) -> list[Counter[str]]:
    return [grams(skeleton(text, edition.language).text, edition.language, size=2) for text in texts]


def _words(old: Edition, task: Task, *, firm: bool) -> str:
    """What a task is known by: all of it, or the clauses that make it firm; in English only these."""
    spans = task.clauses if task.clauses and (firm or old.language == "en") else (task.span,)
    return " ".join(old.source.text[slice(*span)] for span in spans)


def _reports(new: Edition, number: int) -> bool:
    """Whether a sentence tells of what was done, and not of what holds at any time."""
    return new.language != "en" or _REPORTS_EN.search(new.piece(number)) is not None


def _repeated(
    promises: tuple[EditionPromises, EditionPromises], changes: Sequence[Change], settings: Settings
) -> dict[int, tuple[int, float]]:
    """Promises whose wording was carried on into a promise of the new edition."""
    mine, theirs = set(promises[0].planned), set(promises[1].planned)
    mine |= {task.home for task in promises[0].tasks}
    theirs |= {task.home for task in promises[1].tasks}
    linked: dict[int, tuple[int, float]] = {}
    for change in changes:
        homes = [home for home in change.new if home in theirs]
        if homes and change.score >= settings.promise_repeated:
            linked |= {number: (homes[0], round(change.score, 4)) for number in change.old if number in mine}
    return linked


def _verdict(pair: _PromiseContext, row: int, task: Task) -> FollowUp | None:
    """The one verdict on a task; None for one that is neither firm nor mentioned."""
    if task.forecast:
        return _forecast(pair, row, task)
    reports = _own_reports(pair, row, task)
    if outcome := _decided(pair, task, reports):
        return _by_figures(pair, task, outcome, reports)
    if (failed := _failed(pair, task)) is not None:
        return FollowUp(task.span, pair.span_of(failed), "missed", 1.0)
    if reports and _is_sure(pair, row, reports[0]):
        return FollowUp(task.span, pair.span_of(reports[0][0]), "answered", reports[0][1])
    if task.firm and (taken_up := _taken_up(pair, row, task)):
        return taken_up
    if task.firm and _is_silent(pair, row, task):
        rest = 1 - max((pair.kept[clause] for clause in task.clauses), default=0.0)
        return FollowUp(task.span, None, "not mentioned", round(rest, 4))
    if reports and task.firm:
        return FollowUp(task.span, pair.span_of(reports[0][0]), "undecidable", reports[0][1])
    return FollowUp(task.span, None, "undecidable", round(pair.chance.get(task.home, 0.0), 4)) if task.firm else None


def _failed(pair: _PromiseContext, task: Task) -> int | None:
    """The sentence of the new edition that says in words that a target of the task was not reached; None where none does."""
    if pair.new.language == "en" or task.distant:
        return None
    names = [target.indicator for target in task.targets if len(target.indicator) >= _NAMED]
    return next((number for number, words in pair.failures if any(name in words for name in names)), None)


def _own_reports(pair: _PromiseContext, row: int, task: Task) -> list[tuple[int, float]]:
    """The sentences that report on the task's sentence, those first that have most of the task itself."""
    reports = [report for report in pair.reports.get(task.home, ()) if _reports(pair.new, report[0])]
    if pair.crowded[task.home]:  # a sentence of several tasks: each has its own reports
        reports = [report for report in reports if float(pair.core[row, report[0]]) >= pair.settings.promise_share]
    return sorted(
        reports, key=lambda report: -report[1] * (pair.settings.promise_share + float(pair.share[row, report[0]]))
    )


def _is_sure(pair: _PromiseContext, row: int, report: tuple[int, float]) -> bool:
    """Whether a sentence surely reports on a task: it is likely to, and has enough of its words."""
    settings, share = pair.settings, float(pair.share[row, report[0]])
    likely = report[1] >= settings.promise_answered and share >= settings.promise_share
    both = report[1] >= settings.promise_likely and share >= settings.promise_likely
    return likely or both or share >= settings.promise_holds


def _decided(pair: _PromiseContext, task: Task, reports: Sequence[tuple[int, float]]) -> Outcome | None:
    """What figures decide: those of the sentences that report on the task, else those of the same name anywhere."""
    homes = {number for number, _ in reports}
    near = [reading for reading in pair.results if reading.home in homes]
    sure = bool(reports) and reports[0][1] >= pair.settings.promise_answered
    outcome = decided(pair.old, task.targets, near, near=True, sure=sure) if near else None
    return outcome or decided(pair.old, task.targets, pair.results)


def _by_figures(pair: _PromiseContext, task: Task, outcome: Outcome, reports: Sequence[tuple[int, float]]) -> FollowUp:
    """The verdict of two figures; what is not due yet cannot have been missed."""
    status: FollowStatus = "undecidable" if task.distant and outcome.status == "missed" else outcome.status
    score = dict(reports).get(outcome.result.home, 1.0)
    figures = outcome.target.figure, outcome.result.figure
    evidence_span = pair.span_of(outcome.result.home)
    return FollowUp(task.span, evidence_span, status, score, task.forecast, *figures, outcome.difference)


def _taken_up(pair: _PromiseContext, row: int, task: Task) -> FollowUp | None:
    """The verdict on a task that the new edition promises again with the same figures; in English also on its wording.

    A sentence that has half of it says that it was done, or that it holds on.
    """
    home, score = pair.again.get(task.home, (-1, 0.0))
    english = pair.new.language == "en"
    if english and (named := _named_report(pair, task)) is not None:
        return FollowUp(task.span, pair.span_of(named), "answered", round(float(pair.core[row, named]), 4))
    if home < 0 or float(pair.core[row, home]) < pair.settings.promise_gone:
        home = int(pair.core[row].argmax())
        score = round(float(pair.core[row, home]), 4)
        least = pair.settings.promise_holds if english else pair.settings.promise_again
        if score < least or not (english or home in pair.planned):
            return None
    if not _are_same(task.targets, pair.figures[1].by_sentence.get(home, ()), pair.settings):
        return None
    done = english and _reports(pair.new, home)
    return FollowUp(task.span, pair.span_of(home), "answered" if done else "repeated", score)


def _named_report(pair: _PromiseContext, task: Task) -> int | None:
    """The sentence of the new edition that reports and has the name which the promise alone gave; None where none has."""
    names = {match[0] for clause in task.clauses for match in _NAME_EN.finditer(pair.text(clause))}
    own = [name for name in names if pair.old.source.text.count(name) == 1]
    return next(
        (n for n in pair.reported if _reports(pair.new, n) and any(name in pair.new.piece(n) for name in own)), None
    )


def _are_same(olds: Sequence[Reading], news: Sequence[Reading], settings: Settings) -> bool:
    """Whether a promise that is made again is made with the same figures: 3000亿元 in place of 5000亿元 repeats nothing."""
    mates = matched(olds, news, settings.figure_linked)
    return all(a.figure.masked or b.figure.masked or _amount(a) == _amount(b) for a, b in mates)


def _amount(reading: Reading) -> float | str:
    """A figure's value without its unit's scale; its text where it has none."""
    figure = reading.figure
    return figure.text if figure.value is None else round(figure.value * base(figure.unit)[1], 6)


def _is_silent(pair: _PromiseContext, row: int, task: Task) -> bool:
    """Whether nothing of a task stands in the new edition: not the clause that names it, no name in quotes, no report on it."""
    settings = pair.settings
    if task.distant or is_named(pair.text(task.span), pair.new) or _own_reports(pair, row, task):
        return False
    if float(pair.core[row].max()) >= settings.promise_gone and not task.names:
        return False
    return all(_is_unheard(pair, clause) for clause in task.names or task.clauses)


def _is_unheard(pair: _PromiseContext, clause: Span) -> bool:
    """Whether nothing that is a clause's own stands in the new edition."""
    kept, settings = pair.kept[clause], pair.settings
    if kept >= settings.promise_gone or is_heard(pair.text(clause), pair.texts[1], pair.old.language):
        return False
    trace = presence(pair.text(clause), pair.texts, pair.old.language)
    return not trace.specific and (kept < settings.promise_kept or not trace.rare)


def _forecast(pair: _PromiseContext, row: int, task: Task) -> FollowUp:
    """What became of a forecast: by its figures, by the way that a rate of the same name went, else unknown."""
    if outcome := decided(pair.old, task.targets, pair.results):
        return _by_figures(pair, task, outcome, ())
    piece = pair.text(task.span)
    reports = [report for report in _own_reports(pair, row, task) if report[0] not in pair.expecting]
    if reports and _is_sure(pair, row, reports[0]):
        return FollowUp(task.span, pair.span_of(reports[0][0]), "answered", reports[0][1], task.forecast)
    if not task.targets and (result := tendency(piece, pair.results)):
        status: FollowStatus = "met" if came_true(piece, result) else "missed"
        return FollowUp(task.span, pair.span_of(result.home), status, 1.0, task.forecast, outturn=result.figure)
    home, score = pair.again.get(task.home, (-1, 0.0))
    if home >= 0 and _are_same(task.targets, pair.figures[1].by_sentence.get(home, ()), pair.settings):
        return FollowUp(task.span, pair.span_of(home), "repeated", score, task.forecast)
    return FollowUp(task.span, None, "undecidable", 0.0, task.forecast)
