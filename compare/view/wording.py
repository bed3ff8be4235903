"""What every format must say alike: how many changes of each kind, shares in words, where a sentence stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.codes import Notice, NoticeCode
from compare.messages import Voice
from compare.model import STALE_YEARS, Change, Comparison, Edition, Scores, Section, Share, Signal
from compare.view.choice import CHOICES, KINDS
from compare.view.rows import carried_by

SCORES = (
    *("recycled", "excess", "genre", "lineage", "stale", "carried", "updated"),
    *("formula", "own", "upstream", "peer", "new"),
)
"""The scores that are shown, in the order in which they are shown."""

MARKS = "#"
"""What opens a heading in Markdown: no part of its title."""

_WORDS = 36
"""Characters of the words that carry a quiet change, above which they are cut: the sentence stands beside them."""

_EVIDENCE = 3
"""Kinds of evidence that are told for a link, and as many against it."""

_HEARD = 0.3
"""What evidence must add to the log-odds to be told in words; less is noise."""

BASE: NoticeCode = "background history"
"""The notice that says how many earlier editions the classes of phrasing rest on."""

OTHER_GENRE: NoticeCode = "background of another genre"

BACKGROUND: frozenset[NoticeCode] = frozenset(
    {
        "background",
        "background chance",
        "background none",
        "background of no other unit",
        "background of another genre",
        "background of a genre not named",
        "background of other years",
        "background of another scheme",
    }
)
"""The notices that say what the formula share rests on."""

SOURCES = ("new", "own", "upstream", "peer", "formula")
"""The classes of phrasing whose shares add up to all that is counted."""


def kind_counts(changes: Iterable[Change]) -> dict[str, int]:
    """How many changes of each kind there are; moved ones are counted beside their kind."""
    counts = dict.fromkeys(CHOICES, 0)
    for change in changes:
        counts[change.kind] += 1
        counts["moved"] += change.moved
    return counts


def why_words(say: Voice, change: Change) -> tuple[str, ...]:
    """How a change was linked: the pass that linked it, how alike and how sure, the evidence for and against it."""
    if not (change.old and change.new):
        return ()
    why = say.name("why", change.why)
    words = [say("explain.link", score=change.score, confidence=change.confidence, why=why)]
    for key, group, sign in (("explain.for", "evidence", 1), ("explain.against", "counter", -1)):
        heard = [one for one in change.evidence or () if one.odds * sign >= _HEARD][:_EVIDENCE]
        names = say("explain.comma").join(f"{say.name(group, one.name)} {one.odds:+.1f}" for one in heard)
        words += [say(key, told=names)] if heard else []
    return tuple(words)


def is_loud(change: Change) -> bool:
    """Whether a reader in a hurry must see it."""
    return change.moved or change.kind != KINDS[0]


def shown_scores(scores: Scores) -> Mapping[str, Share]:
    """The scores that have a name, in their order; a mapping may hold others, for programs."""
    return {name: scores[name] for name in SCORES if name in scores}


def share_words(say: Voice, share: Share) -> str:
    """A share as words: a rate where there is one, else counts."""
    if share.rate is None:
        return say("share.count", count=share.count, of=share.of)
    return say("share.rate", rate=percent(share.rate), count=share.count, of=share.of)


def percent(rate: float) -> str:
    """A rate in whole percent; what is neither none nor all never reads as such."""
    for told in (f"{rate:.0%}", f"{rate:.1%}"):
        if rate in (0, 1) or float(told[:-1]) not in (0, 100):
            return told
    return "<0.1%" if rate < 0.5 else ">99.9%"


def share_figure(share: Share) -> str:
    """A share as one short figure."""
    return f"{share.count}/{share.of}" if share.rate is None else percent(share.rate)


def score_words(say: Voice, name: str, share: Share) -> str:
    """A score as words; the stale index as the mean age that it is."""
    if name != "stale":
        return share_words(say, share)
    return say("share.few") if share.rate is None else say("share.years", years=share.rate * STALE_YEARS)


def beside_genre(say: Voice, comparison: Comparison) -> str:
    """What the recycled share is to be compared with: what the genre alone shares; nothing to tell of another genre."""
    scores = comparison.scores
    if "excess" not in scores or "genre" not in scores or not scores["excess"].of:
        return ""
    if any(notice.code == OTHER_GENRE for notice in comparison.notices):
        return ""
    excess = scores["excess"]
    points = share_figure(excess) if excess.rate is None else say("share.points", points=percent(excess.rate)[:-1])
    return say("summary.excess", genre=share_figure(scores["genre"]), excess=points)


def beside_lineage(say: Voice, scores: Scores) -> str:
    """How long the unit's own phrasing has been said, where earlier editions are known."""
    rate = scores["stale"].rate if "stale" in scores else None
    return "" if rate is None else say("summary.age", years=rate * STALE_YEARS)


def whose(say: Voice, comparison: Comparison) -> str:
    """Whose phrasing it is, in shares, and how many earlier editions could tell."""
    scores = comparison.scores
    sources = [(say.name("score", name), scores[name]) for name in SOURCES if name in scores and scores[name].of]
    shares = " · ".join(f"{name} {share_figure(share)}" for name, share in sources)
    base = (say.notice(notice) for notice in comparison.notices if notice.code == BASE)
    return "".join((shares, *(say("summary.base", base=words) for words in base))) if sources else ""


def score_figure(name: str, share: Share) -> str:
    """A score as one short figure; the stale index in years."""
    if name != "stale":
        return share_figure(share)
    return "-" if share.rate is None else f"{share.rate * STALE_YEARS:.1f}"


def caption(section: Section) -> str:
    """A section's number and title, "" where it has neither; a Chinese number needs no blank behind it."""
    number = section.number.strip()
    glue = "" if number[-1:] > "\u2e7f" else " "
    return f"{number}{glue}{section.title.strip()}".strip(f"{MARKS} ")


def homes(edition: Edition) -> list[str]:
    """For each sentence the caption of the section it stands in."""
    names = {section.id: caption(section) for section in edition.sections}
    return [names[sentence.section] for sentence in edition.sentences]


def background_notices(notices: Iterable[Notice]) -> list[Notice]:
    """What a reader must know of the background of formula."""
    return [notice for notice in notices if notice.code in BACKGROUND]


def other_notices(notices: Iterable[Notice]) -> list[Notice]:
    """What a reader must know beside what phrasing rests on."""
    return [notice for notice in notices if notice.code not in BACKGROUND and notice.code != BASE]


def notice_words(say: Voice, notices: Sequence[Notice]) -> Iterator[str]:
    """The notices in the reader's words; all that is said of the background is one of them."""
    yield from (say.notice(notice) for notice in other_notices(notices))
    about = (say.notice(notice) for notice in notices if notice.code in BACKGROUND or notice.code == BASE)
    if words := say("series.fact.glue").join(about):
        yield words


def signal_words(comparison: Comparison, change: Change, say: Voice) -> tuple[str, ...]:
    """The quiet changes of one change, each with the words that carry it: "softened: must → should"."""
    return tuple(dict.fromkeys(_signal(comparison, signal, say) for signal in change.signals or ()))


def _signal(comparison: Comparison, signal: Signal, say: Voice) -> str:
    name, (old, new) = say.name("signal", signal.name), carried_by(comparison, signal)
    if not old and not new:
        return name
    code = "signal.changed" if old and new else "signal.gone" if old else "signal.come"
    return say(code, name=name, old=_short(old), new=_short(new))


def _short(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
