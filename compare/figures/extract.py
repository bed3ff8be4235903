"""A figure as a report gives it. Takes an edition, gives its figures: value, unit, indicator, kind, period, in reading order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from compare.figures import grammar_en, grammar_zh
from compare.figures.grammar_tables import Header, table_figures
from compare.figures.periods import dated
from compare.figures.types import EditionFigures, Mention, Period, Reading
from compare.model import Edition, Figure, Sentence

_LONGEST = 40
"""Characters above which a run of digits is no figure, but an identity or a hoax that no number holds."""
_MAY_HOLD = re.compile(
    r"[\d０-９*＊%％一二三四五六七八九十百千两]|\b[a-z]+(?:een|ty|wo|ree|our|ive|ix|ven|ght|ine|ten|elve)\b"
)
"""What a sentence with a figure has; the grammars are slower to say no."""
_EXPECTED = re.compile(
    r"预计|预测|有望|(?<!主要)预期(?!目标)|\b(?:expect(?:s|ed)?|forecasts?|projects|projected|anticipates?|foresees?|outlook)\b"
)
"""Words of a sentence that tells what is to come as its writer sees it, and not what is to be done."""
_EMPHASIS = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*%％‰])(?![亿万千百年月日市县区省])([^*\n]{1,200}?)(?<!\s)\1(?!\*)")
_BULLET = re.compile(r"^[ \t]*\*(?=[ \t])", re.MULTILINE)
_OPENING = 40
"""Characters in which a heading or a paragraph says of what time it speaks."""
_SEVERAL = 60
"""Months of a stretch that looks back over a plan, or a term of office."""
_LONG = re.compile(
    r"(?:过去|这|近|[三四五]年来|回顾|回望)[^，。]{0,8}(?:[三四五]年|十[一二三四五]五)|十[一二三四五]五[”』]?(?:时期|期间|以来|收官|圆满)|[五5]年(?:来|间)|本届(?:政府|任期)"
)
_COMPARED = re.compile(
    r"\b(?P<year>20\d\d)\s+(?:vs\.?|versus|compared\s+(?:to|with)(?:\s+the\s+year\s+ended\s+\w+\s+\d+,)?)\s+20\d\d\b",
    re.IGNORECASE,
)
"""What heads the discussion of a year against the one before."""
_ONE_YEAR = re.compile(
    r"^\s*(?:各位\w{2}[，,：:])?(?:在)?(?:(?:过去的?|刚刚过去的?)(?:一年|(?:19|20)\d\d年)|去年|上年|一年来|(?:19|20)\d\d年[，,是以工])"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def extract(edition: Edition) -> EditionFigures:
    """Every figure of an edition, table rows included."""
    year = _year(edition)
    readings = tuple(_placed(list(_readings(edition, year)), least=edition.language == "zh"))
    homes: dict[int, list[Reading]] = {}
    for reading in readings:
        homes.setdefault(reading.home, []).append(reading)
    return EditionFigures(readings, {home: tuple(rows) for home, rows in homes.items()}, year)


def _placed(readings: list[Reading], *, least: int) -> Iterator[Reading]:
    """The figures, those of a time before the edition's own marked: its own lag is the commonest, in Chinese 1 at least.

    A report of January speaks of the year that is over; what lies further back is there to be compared with.
    """
    lags = Counter(reading.lag for reading in readings if reading.lag is not None and not reading.earlier)
    own = max(least, lags.most_common(1)[0][0]) if lags else least
    for reading in readings:
        before = reading.lag is not None and reading.lag > own
        yield replace(reading, earlier=True) if before else reading


def middle(figure: Figure) -> float | None:
    """The value of a figure; of a range its middle, so that two ranges can be compared."""
    if figure.value is not None or figure.masked:
        return figure.value
    ends = [grammar_en.value(end) for end in re.findall(grammar_en.NUMBER, figure.text) if "*" not in end]
    return sum(ends) / len(ends) if ends else None


def _year(edition: Edition) -> int:
    """The year of an edition by its period; where it has none, the newest that its headings and first sentences name."""
    if edition.period[:4].isdigit():
        return int(edition.period[:4])
    first = (edition.piece(n) for n, s in enumerate(edition.sentences[:40]) if s.role == "heading" or n < 5)
    return max((int(year) for piece in first for year in _YEAR.findall(piece)), default=0)


def _readings(edition: Edition, year: int) -> Iterator[Reading]:
    header, stretch = Header(), _Stretch()
    for number, sentence in enumerate(edition.sentences):
        if sentence.role in ("furniture", "salutation"):
            continue
        piece = edition.piece(number)
        if edition.source.format == "md":
            piece = unmarked(piece)
        if sentence.role == "table":
            header, mentions = table_figures(piece, header)
        else:
            header, mentions = Header(), _of_sentence(piece, edition.language, year)
        expected = bool(_EXPECTED.search(piece))
        stretch = stretch.next(edition.piece(number), sentence)
        mentions = stretch.dated(mentions)
        for mention in mentions:
            if mention.end - mention.start <= _LONGEST:
                reading = _reading(edition, mention, number, sentence)
                lag = year - mention.period.year if year and mention.period.year else None
                yield replace(reading, lag=lag, forecast=expected, earlier=_is_earlier(mention, mentions))


def _is_earlier(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence gives the same indicator for a later year, too."""
    own = mention.indicator, mention.kind, mention.period.year
    return own[2] != 0 and any(
        (later.indicator, later.kind) == own[:2] and later.period.year > own[2] for later in mentions
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The section that is read, whether its opening words say that it looks back over several years, or the year they name."""

    section: str = ""
    long: bool = False
    year: int = 0

    def next(self, piece: str, sentence: Sentence) -> "_Stretch":
        """The stretch that the next sentence stands in: a heading or a turn of words opens one, another year ends it."""
        if compared := _COMPARED.search(piece):
            return _Stretch(sentence.section, year=int(compared["year"]))
        long = self.long and sentence.section.startswith(self.section)
        opening = piece[:_OPENING]
        if _LONG.search(opening) and (
            sentence.role == "heading" or sentence.section != self.section or "回顾" in opening
        ):
            return _Stretch(sentence.section, long=True)
        if long and _ONE_YEAR.match(opening):
            return _Stretch(sentence.section)
        return _Stretch(self.section if long else sentence.section, long, self.year)

    def dated(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The figures with their time, where their sentence does not say it and the stretch does."""
        if not (self.long or self.year):
            return mentions
        own = Period(self.year, _SEVERAL if self.long else 0)
        return tuple(replace(mention, period=own) if mention.period == Period() else mention for mention in mentions)


def unmarked(piece: str) -> str:
    """A piece of Markdown with blanks for the stars of emphasis and bullets, which are no masks; places stay."""
    bare = _BULLET.sub(lambda match: " " * len(match[0]), piece)
    return _EMPHASIS.sub(lambda match: " " * len(match[1]) + match[2] + " " * len(match[1]), bare)


def _reading(edition: Edition, mention: Mention, number: int, sentence: Sentence) -> Reading:
    start = sentence.span[0]
    span = start + mention.start, start + mention.end
    text = edition.source.text[slice(*span)]
    return Reading(
        Figure(text, mention.value, mention.unit, masked=mention.masked, span=span),
        mention.indicator,
        mention.kind,
        mention.measure,
        mention.sign,
        number,
        mention.place,
        mention.place == "from",
        mention.adverse,
        mention.added,
        mention.period,
    )


@lru_cache(maxsize=1 << 13)
def _of_sentence(piece: str, language: str, year: int) -> tuple[Mention, ...]:
    if not _MAY_HOLD.search(piece):
        return ()
    if language == "en":
        return tuple(dated(piece.replace("\n", " "), grammar_en.figures(piece), language, year))
    return tuple(grammar_zh.figures(piece, year))
