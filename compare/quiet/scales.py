"""Signals in the wording. Takes a marked change, gives what its word edits do: soften, harden, deny, narrow.

Neighbouring edits are one region, and a region is read by its words: a word of a scale that gives way to a weaker one,
a strong or weak word that comes or goes alone, a negation gained or lost. A signal names the words that carry it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from compare.codes import SignalName
from compare.model import Change, Edition, Signal
from compare.quiet.neighbours import Graded, is_aligned
from compare.settings import Settings
from compare.source import Span
from compare.text.lexicon import Lexicon, Scale
from compare.text.words import words

_ALNUM = re.compile(r"\w")
_BARE = frozenset({"不", "无", "未", "非", "not", "no"})
"""Negations that also begin words and bounds: 不断, 不低于, not only."""
_AGE = re.compile(r"(?<![\d*])(?P<age>\d{1,3}|\*{1,9})\s*(?:周?岁)(?:及)?以(?P<way>[上下])")
_PHRASE = 4
"""Characters from which a Chinese word is a set phrase; an English one is of two words or more."""
_ENDS = "，。；：、,;:.（）()“”"
_CLAUSES = re.compile(rf"[{_ENDS}]")
_QUOTES = "“”‘’「」\"'"

_RESULT_EN = re.compile(
    r"\b(?:increased?|decreased?|grew|declined?|rose|fell|increases|decreases)\b[^.;]{0,120}?(?:[$€£]\s?\d|\d\s?%)|(?:[$€£]\s?[\d.,]+(?:\s\w+)?|\d\s?%)\s+(?:increase|decrease|decline)\b"
)
"""How a result is told: its direction is its figure's, and no tone."""
_COMPARED = re.compile(
    r"(?P<above>[^，。；]{2,30}?)(?:均|都|显著|明显|远|略)*(?:高于|低于|多于|少于|优于|强于|大于|小于)(?P<below>[^，。；]{2,30})"
)
_LONE = 0.5
"""How alike two sentences must be for a word that comes or goes alone: what is written anew has words of its own."""
_NAME = 3
"""Characters by which one side of a comparison is known."""
_BASIC = ("医疗", "养老", "民生", "公共", "保障", "农田", "国情", "生活", "制度", "路线", "方略", "盘")
_NUMBER_BEHIND = re.compile(r"\s?(?:[$€£]|\d)")

Word = tuple[str, Span]
ScaleStep = tuple[int, Span]
ScaleSteps = dict[str, ScaleStep]


@dataclass(frozen=True, slots=True)
class EditedRegion:
    """Neighbouring edits: their spans on both sides, and the number of the first."""

    old: Span
    new: Span
    edit: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A region as it is read: its words and set phrases, its lengths, those of its last clauses, which side is whole clauses, the texts.

    Lengths are in Chinese characters: four letters of English count as one.
    """

    sides: tuple[Sequence[Word], Sequence[Word]]
    phrases: tuple[Sequence[Word], Sequence[Word]]
    lengths: tuple[float, float]
    ends: tuple[float, float]
    clauses: tuple[bool, bool]
    around: tuple[str, str]
    whole: tuple[str, str]
    score: float

    def rest(self, before: str, after: str, unit: int) -> float:
        """How much the region holds beside two words."""
        return sum(self.lengths) - (len(before) + len(after)) / unit


def wordings(old: Edition, new: Edition, change: Change, lexicon: Lexicon, settings: Settings) -> Iterator[Signal]:
    """The signals of a marked change's wording; the weight of each says how small the edit is that carries it."""
    unit = 4 if old.language == "en" else 1
    texts = tuple(" ".join(edition.piece(n) for n in ns) for edition, ns in ((old, change.old), (new, change.new)))
    if all(map(_RESULT_EN.search, texts)) or _is_turned_round(*texts):
        return
    around = _around(old, change.old), _around(new, change.new)
    whole = _whole(old.source.text, old.language), _whole(new.source.text, new.language)
    balanced = "不够" in "".join(texts) or len({len(negation(lexicon).findall(text)) for text in around}) == 1
    for region in regions(old, new, change):
        lengths = (region.old[1] - region.old[0]) / unit, (region.new[1] - region.new[0]) / unit
        sides = _words(old, region.old, change.old), _words(new, region.new, change.new)
        phrases = _phrases(old, sides[0], lexicon), _phrases(new, sides[1], lexicon)
        clauses = _is_clause(old.source.text, region.old), _is_clause(new.source.text, region.new)
        ends = _last(old, region.old) / unit, _last(new, region.new) / unit
        read = _Read(sides, phrases, lengths, ends, clauses, around, whole, change.score)
        graded = [
            one
            for one in _graded(lexicon, read, settings)
            if is_aligned((old, new), change, (region.old, region.new), one)
        ]
        for name, before, after, small in graded:
            if not (_is_no_tone(old, before) or _is_no_tone(new, after)):
                yield Signal(name, region.edit, before, after, small)
        still = balanced or _is_renamed((old.source.text, new.source.text), (region.old, region.new))
        denied = _denied(read, lexicon) if max(lengths) <= settings.quiet_alone and not still else None
        if denied and not any(_covers((one[1], one[2]), denied[1:]) for one in graded):
            yield Signal(denied[0], region.edit, denied[1], denied[2], 1.0)
    yield from _aged(old, new, change)


def regions(old: Edition, new: Edition, change: Change) -> Iterator[EditedRegion]:
    """The edits of a change, those joined that have no unchanged word between them."""
    edits = change.edits or ()
    start = 0
    for at in range(1, len(edits) + 1):
        if at < len(edits) and not _apart(old, new, edits[at - 1].old, edits[at].old, edits[at - 1].new, edits[at].new):
            continue
        run = edits[start:at]
        yield EditedRegion((run[0].old[0], run[-1].old[1]), (run[0].new[0], run[-1].new[1]), start)
        start = at


def _apart(old: Edition, new: Edition, a: Span, b: Span, c: Span, d: Span) -> bool:
    gaps = old.source.text[a[1] : b[0]], new.source.text[c[1] : d[0]]
    return any(_ALNUM.search(gap) for gap in gaps)


def _around(edition: Edition, numbers: Sequence[int]) -> str:
    return _flat(" ".join(edition.piece(number) for number in numbers), edition.language)


@lru_cache(maxsize=8)
def _whole(text: str, language: str) -> str:
    return _flat(text, language)


def _flat(text: str, language: str) -> str:
    return (" " if language == "en" else "").join(text.lower().split())


def _words(edition: Edition, span: Span, numbers: Sequence[int]) -> list[Word]:
    """The words of a change's sentences that a span touches."""
    words: list[Word] = []
    for number in numbers:
        start, end = edition.sentences[number].span
        if start <= span[0] < end or start < span[1] <= end:
            piece = edition.source.text[start:end].lower()
            cut = ((a, b) for a, b in _cut(piece, edition.language) if start + a < span[1] and start + b > span[0])
            words += [(piece[a:b].strip(_QUOTES), (start + a, start + b)) for a, b in cut]
    return words


@lru_cache(maxsize=1 << 12)
def _cut(piece: str, language: str) -> tuple[Span, ...]:
    return words(piece, language)


def _graded(lexicon: Lexicon, read: _Read, settings: Settings) -> Iterator[Graded]:
    """What each scale says of a region, by which words, and how much of the edit these are: words on both sides say nothing."""
    exact = [_scale_words(lexicon, *_joined(run), *set_) for run, set_ in zip(read.sides, read.phrases, strict=True)]
    opening = [_scale_words(lexicon, *_openings(run)) for run in read.sides]
    for at, scale in enumerate(lexicon.scales):
        before, after = exact[0].get(at, {}), exact[1].get(at, {})
        if not (before and after):
            wider = opening[0].get(at, {}) | before, opening[1].get(at, {}) | after
            before, after = wider if all(wider) else (before, after)
        if not (before or after):
            continue
        both = before.keys() & after.keys()
        before, after = ({w: s for w, s in side.items() if w not in both} for side in (before, after))
        about = not scale.about or any(word in text for word in scale.about for text in read.around)
        if not about or read.score < scale.least:
            continue
        gone = {word: step for word, step in before.items() if _comes(read.around, word, 0)}
        come = {word: step for word, step in after.items() if _comes(read.around, word, 1)}
        graded = list(_stepped(scale, read, gone, come, settings.quiet_longest)) if gone and come else []
        yield from graded
        steps = [{step for step, _ in side.values()} for side in (before, after)]
        if not graded and not steps[0] & steps[1]:
            # Beside a word of the same scale only set phrases speak alone.
            most = 0 if before and after else settings.quiet_alone
            yield from _alone(scale, read, before, 0, most)
            yield from _alone(scale, read, after, 1, most)


def _stepped(scale: Scale, read: _Read, before: ScaleSteps, after: ScaleSteps, most: int) -> Iterator[Graded]:
    """A word that gives way to another of its scale; what else changes beside them must be little."""
    # The last of a region stands beside what both sentences say: 坚决防范风险，确保 → 力争.
    words = max(before, key=lambda word: before[word][1]), max(after, key=lambda word: after[word][1])
    rest = read.rest(*words, 1 if words[0] > "\u2e80" else 4)
    steps = [step for step, _ in before.values()], [step for step, _ in after.values()]
    name = scale.down if min(steps[1]) > max(steps[0]) else scale.up if max(steps[1]) < min(steps[0]) else ""
    phrases = all(map(_is_phrase, words))
    if name and (rest <= most or phrases):
        small = max(0.9 * phrases, 1 - 0.5 * rest / most)
        yield name, before[words[0]][1], after[words[1]][1], small


def _alone(scale: Scale, read: _Read, words: ScaleSteps, side: Literal[0, 1], most: int) -> Iterator[Graded]:
    """A strong or weak word that comes or goes alone, with little beside it; a set phrase speaks in a long edit too.

    What only moved within its sentences, or a set phrase within the report, neither comes nor goes.
    """
    for term, (_, span) in words.items():
        phrase = _is_phrase(term)
        unit = 1 if term[0] > "\u2e80" else 4
        rest = 0.0 if phrase else read.lengths[side] + read.ends[1 - side] - len(term) / unit
        crowded = not most or rest > most or read.ends[1 - side] > 0.75 * most or read.clauses[side]
        if (crowded and not phrase) or not _comes(read.around, term, side):
            continue
        if read.score < _LONE or (phrase and not _comes(read.whole, term, side)):
            continue
        if term in scale.strong or term in scale.weak:
            name = scale.up if (term in scale.strong) == bool(side) else scale.down
            yield name, None if side else span, span if side else None, 1 - 0.5 * rest / max(most, 1)
            return


def _is_phrase(term: str) -> bool:
    return len(term) >= _PHRASE if term[0] > "\u2e80" else " " in term


def _comes(texts: tuple[str, str], term: str, side: int) -> bool:
    return texts[side].count(term) > texts[1 - side].count(term)


def _scale_words(lexicon: Lexicon, *terms: Word) -> dict[int, ScaleSteps]:
    """The words of the scales among some, by number of the scale, with their steps; one inside another is not told."""
    index = _index(lexicon)
    # A single character is a word of its own only in a very small edit: 要 opens half of all clauses.
    tiny = max((len(term) for term, _ in terms), default=0) <= 4
    known = [(term, span) for term, span in terms if term in index and (tiny or len(term) > 1)]
    steps: dict[int, ScaleSteps] = {}
    for term, span in known:
        if any(a <= span[0] and span[1] <= b and b - a > span[1] - span[0] for _, (a, b) in known):
            continue  # 逐步复苏 is not 逐步, nor "act as appropriate" "as appropriate"
        for scale, step in index[term]:
            steps.setdefault(scale, {}).setdefault(term, (step, span))
    return steps


def _phrases(edition: Edition, run: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """The set phrases of the lexicon in a run, wherever the cutter cuts: 适度宽松 in 适度宽松的货币政策."""
    if not run or edition.language == "en":
        return []
    start = run[0][1][0]
    text = edition.source.text[start : run[-1][1][1]]
    return [(match[0], (start + match.start(), start + match.end())) for match in _set(lexicon).finditer(text)]


@cache
def _set(lexicon: Lexicon) -> re.Pattern[str]:
    terms = sorted((term for term in _index(lexicon) if len(term) >= _PHRASE), key=lambda term: (-len(term), term))
    return re.compile("|".join(map(re.escape, terms)) or r"(?!)")


def _openings(run: Sequence[Word]) -> Iterator[Word]:
    """The words with which those of the cutter begin: 严厉 of 严厉打击."""
    return ((word[:size], span) for word, span in run for size in (4, 3, 2) if len(word) > size)


def _joined(run: Sequence[Word]) -> Iterator[Word]:
    """Runs of one to four words as one, longest first: Chinese written together, all else with blanks."""
    texts = [word for word, _ in run]
    blank = "" if any(text[:1] > "\u2e80" for text in texts) else " "
    for size in (4, 3, 2, 1):
        for at in range(len(run) - size + 1):
            yield blank.join(texts[at : at + size]), (run[at][1][0], run[at + size - 1][1][1])


@cache
def _index(lexicon: Lexicon) -> Mapping[str, Sequence[tuple[int, int]]]:
    index: dict[str, dict[int, int]] = {}
    for at, scale in enumerate(lexicon.scales):
        steps = [
            *enumerate(scale.steps),
            (0, tuple(sorted(scale.strong))),
            (len(scale.steps), tuple(sorted(scale.weak))),
        ]
        for step, term in ((step, term) for step, terms in steps for term in terms):
            index.setdefault(term, {}).setdefault(at, step)
    return {term: list(places.items()) for term, places in index.items()}


def _denied(read: _Read, lexicon: Lexicon) -> tuple[SignalName, Span | None, Span | None] | None:
    """A negation gained or lost. A clause that comes or goes whole brings its own and turns nothing round."""
    negations = [list(_negations(run, lexicon)) for run in read.sides]
    if len(negations[0]) == len(negations[1]):
        return None
    gained = len(negations[1]) > len(negations[0])
    if read.clauses[gained]:
        return None
    spans = negations[0][0] if negations[0] else None, negations[1][0] if negations[1] else None
    return ("negation gained" if gained else "negation lost", *spans)


def _is_renamed(texts: tuple[str, str], spans: tuple[Span, Span]) -> bool:
    """Whether one member of a list took another's place: 未转变者 before 腐蚀者 turns nothing round."""
    opens = [text[max(0, span[0] - 1) : span[0]] for text, span in zip(texts, spans, strict=True)]
    return all(span[0] < span[1] for span in spans) and all(before in "、：" and before for before in opens)


def _is_turned_round(old: str, new: str) -> bool:
    """Whether a comparison has changed its sides: what was above is below now, and no word of it is softer or harder."""
    sides = [_COMPARED.search(text) for text in (old, new)]
    if not (sides[0] and sides[1]):
        return False
    above = [match["above"][:_NAME] for match in sides if match]
    below = [match["below"] for match in sides if match]
    return above[0] in below[1] and above[1] in below[0]


def _is_no_tone(edition: Edition, span: Span | None) -> bool:
    """Whether a word is part of a term (基本医疗), or only says how exact a number is (nearly $400)."""
    if span is None:
        return False
    text = edition.source.text
    word, before, after = text[slice(*span)], text[max(0, span[0] - 6) : span[0]], text[span[1] : span[1] + 4]
    if word == "基本":
        return before.endswith("最") or after.startswith(_BASIC)
    return (word.isascii() and _NUMBER_BEHIND.match(after) is not None) or (
        word.lower() == "all" and before.rstrip().endswith("% of")
    )


def _covers(told: Sequence[Span | None], spans: Sequence[Span | None]) -> bool:
    """Whether a negation stands inside a word that has spoken already: 不可低估, 不确定."""
    return any(a and b and a[0] <= b[0] and b[1] <= a[1] for a, b in zip(told, spans, strict=True))


@cache
def negation(lexicon: Lexicon) -> re.Pattern[str]:
    """Finds what may be a negation, without cutting words; a word of bounds behind it says that it is none."""
    words, bounds = (
        "|".join(re.escape(word) for word in sorted(side, key=lambda word: (-len(word), word)))
        for side in (lexicon.negations, lexicon.bounds)
    )
    return re.compile(rf"(?<![a-z])(?:{words or '(?!)'})(?![a-z])(?!\s?(?:{bounds or '(?!)'}))")


@dataclass(frozen=True, slots=True)
class Denial:
    """A sentence by its words, the weak ones left out: where it denies (None where it does not), where it stands."""

    words: frozenset[str]
    denied: Span | None
    span: Span


def denial(edition: Edition, number: int, lexicon: Lexicon) -> Denial:
    """What a sentence says, and whether it says that it is not so."""
    span = edition.sentences[number].span
    run = _words(edition, span, (number,))
    denied = next(_negations(run, lexicon), None)
    weak = lexicon.functions | lexicon.negations
    told = (word for word, _ in run if word[:1].isalpha() and word not in weak)
    return Denial(frozenset(told), denied, span)


def _negations(run: Sequence[Word], lexicon: Lexicon) -> Iterator[Span]:
    for at, (word, span) in enumerate(run):
        behind = run[at + 1][0] if at + 1 < len(run) else ""
        if word in lexicon.negations and not (word in _BARE and behind in lexicon.bounds):
            yield span


def _last(edition: Edition, span: Span) -> int:
    """How long the last clause of a span is: a clause that came or went whole before a word is not in its place."""
    return len(_CLAUSES.split(edition.source.text[slice(*span)])[-1])


def _is_clause(text: str, span: Span) -> bool:
    """Whether a span holds a clause of its own, or more."""
    inside = text[slice(*span)].strip()
    ends = text[: span[0]].rstrip()[-1:], text[span[1] :].lstrip()[:1]
    opens = not ends[0] or ends[0] in _ENDS or inside[:1] in _ENDS
    return bool(inside) and opens and (not ends[1] or ends[1] in _ENDS or inside[-1:] in _ENDS)


def _aged(old: Edition, new: Edition, change: Change) -> Iterator[Signal]:
    """An age from which (or up to which) something is given: moved, it takes people in or leaves them out."""
    sides = [
        [(e.sentences[n].span[0], m) for n in ns for m in _AGE.finditer(e.piece(n))]
        for e, ns in ((old, change.old), (new, change.new))
    ]
    for (start, before), (begin, after) in zip(*sides, strict=False):
        ages = before["age"], after["age"]
        if before["way"] == after["way"] and all(age.isdigit() for age in ages) and ages[0] != ages[1]:
            fewer = (int(ages[1]) > int(ages[0])) == (before["way"] == "上")
            spans = (start + before.start(), start + before.end()), (begin + after.start(), begin + after.end())
            yield Signal("scope narrowed" if fewer else "scope widened", -1, *spans, 1.0)
