"""Figures in English. Takes a sentence's text, gives `Mention`s: money, percentages, points, counts of things.

Dates, references (Item 1A, Note 5, Form 10-K), durations in years and months, and numbers in names are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from compare.figures.periods import run_before
from compare.figures.types import Mention
from compare.text.numbers import DATE_EN, MONTHS

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS = {word: value for value, word in enumerate(_SMALL.split()) if value > 1} | _TENS
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_DIGITS = r"\d{1,24}"
"""No quantity is longer; a pattern that is bounded reads a line of digits in linear time."""
NUMBER = (
    rf"(?<!\d)(?:\d/{_DIGITS}|{_DIGITS}(?:,\d{{3}}){{0,8}}(?:\.{_DIGITS})?(?:[-‑]\d/\d{{1,3}}|[¼½¾])?"
    rf"|(?<!\*)\*{{1,24}}(?:\.[*\d]{{1,24}})?|\.{_DIGITS})(?![\d*])"
)
_FIGURE = re.compile(
    r"(?P<sign>(?<![\w%)\].])[-−–+])?(?P<outer>\()?"
    r"(?:(?P<money>(?:\b(?:US|HK|NT|A|C|S))?[$€£¥]\s?|\b(?:RMB|CNY|USD|EUR|GBP|JPY|HKD)\s?)(?P<inner>[-−–(])?)?"
    rf"(?P<number>{NUMBER})(?P<close>\))?"
    r"(?P<scale>\s(?:thousand|million|billion|trillion)\b|\s?(?:mn|bn|tn|m)\b)?"
    r"(?P<unit>\s?%|\s(?:percent|per\s+cent)\b(?!age)|\s(?:percentage|basis)\s+points?\b|\s(?:times|x)\b)?"
)
_RATE_RANGE = re.compile(rf"(?P<number>{NUMBER})\s+to\s+(?P<upper>{NUMBER})(?P<unit>\s?%|\spercent\b)")
_COUNT = re.compile(
    rf"(?<![\w$.,-])(?P<number>{_DIGITS}(?:,\d{{3}}){{0,8}}(?:\.{_DIGITS})?|\*{{1,24}}|(?:{_SPELLED}))(?P<scale>\s(?:million|billion)\b)?"
    r"\s+(?:[a-z][a-z-]*\s+){0,2}?(?P<unit>[a-z][a-z-]*s|people|employees|days|hours)\b",
    re.IGNORECASE,
)
_DURATIONS = re.compile(
    r"(?:\w+-)?years?|months?|quarters?|weeks?|decades?|minutes?|times|percents?|basis|is|was|has|as|this|its|plus|less|ways|types|kinds|thirds|fifths"
)
_NOT = re.compile(
    rf"{DATE_EN}|https?://\S+|%[0-9A-F]{{2}}|\b[Oo]ne\s+in\s+\w+|(?:Item|Items|Note|Notes|Section|Sections|Form|Forms|Part|Rule|Page|Exhibit|Level|Levels|Phase|Type|No|Nos|Article|Chapter|Schedule"
    r"|Regulation|Title|ISO|ASC|ASU|IFRS|Class|Series|Basel|Act of|Rule)\.?\s+\d[\w.()-]*|\b\d{1,2}-[A-Z]\b|\b[A-Z]+-?\d+\b"
    r"|\d{1,24}(?:st|nd|rd|th)\b|COVID-19|\b\d{1,2}:\d\d\b|\(\d{1,2}\)|^\s*\d{1,2}[.)]\s",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"(?<=\S )(?!(?:In|At|The|Our|We|With|Over|And|Of)\b)[A-Z][a-z]+\s$")
"""A name that a number belongs to: Pay 2 windows."""
_LASTING = re.compile(r"\b(?:year|month|week|day|quarter)s?\b", re.IGNORECASE)
"""What stands between a number and a thing that lasts so long: five year lives."""
_JOINED = re.compile(r"\s*,?\s*(?:and|or|to|,|-|–)\s*(?:approximately\s+|about\s+)?")
_CURRENCIES = frozenset(("$", "€", "£", "¥", "US$", "HK$", "RMB", "USD", "EUR", "GBP"))
_VERB_PHRASE = re.compile(
    r"\b(?:were|was|are|is|totaled|totalled|amounted|increased|decreased|rose|fell|grew|declined|of|represented)\b"
)
_LIST_BREAK = re.compile(r"[;:]|\bwhile\b|\bwhich\b|(?<=\d),\s")
_AND = re.compile(r"\s*,\s*and\s+|\s*,\s*|\s+and\s+")
_ARTICLE = re.compile(r"^(?:our|the|its|total)\s+", re.IGNORECASE)
_ADVERSE = re.compile(r"\b(?:loss(?:es)?|cash\s+used|used\s+(?:in|by|for)|deficits?|outflows?)\b", re.IGNORECASE)
_FAVOURABLE = re.compile(r"\b(?:income|earnings|profits?|gains?|provided|surplus|inflows?)\b", re.IGNORECASE)
"""Names of the two ways in which one account may stand: what was lost and what was earned, used and provided."""
_FROM = re.compile(r"\bfrom\s+(?:approximately\s+|about\s+|an?\s+\w+\s+of\s+)?$")
_TO = re.compile(r"[^.;,]{0,40}?\bto\s+(?:approximately\s+|about\s+)?(?:US)?[$€£]?\d")
_CAUSE = re.compile(r"\s*(?:from|due\s+to)\s+(?P<cause>(?:higher|lower|increased|decreased)(?:\s+[a-z-]+){1,4})")
"""What an increase is put down to; where several are, each stands behind its figure."""
_PART = re.compile(
    r"\s+(?P<part>(?:in|at)\s+(?:our\s+(?:domestic|international)\s+\w+"
    rf"|(?:the\s+)?(?!(?:{MONTHS})\b)[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){{0,3}}))"
)
_WEAK = frozenset(
    [
        "due",
        "includes",
        "include",
        "including",
        "holds",
        "hold",
        "partially",
        "offset",
        "also",
        "consists",
        "consist",
        "available",
        "primarily",
        "which",
        "that",
        "resulted",
        "resulting",
        "result",
        "reflecting",
        "reflects",
        "reflected",
        "driven",
        "following",
        "impacted",
        "another",
        "other",
        "company",
        "excluding",
        "plus",
        "both",
        "these",
        "those",
        "this",
        "there",
        "has",
        "had",
        "higher",
        "lower",
        "addition",
        "however",
        "each",
        "per",
        "year",
        "years",
        "fiscal",
        "million",
        "billion",
    ]
)
"""Words that are no part of a name at either end of one."""
_NEAR = 4
"""Words on either side of a figure that stand for its name where it has none."""
_SHORT = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_RISE = "increase[sd]?|increasing|rose|rises?|risen|grew|grows?|grown|gain(?:s|ed)?|up|climbed|higher|improved|raised?"
_FALL = "decrease[sd]?|decreasing|fell|falls?|fallen|decline[sd]?|declining|dropped|drops?|down|lower(?:ed)?|reduced|shrank|lost"
_MOVED = re.compile(
    rf"\b(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))\s+(?:by\s+)?(?:(?:approximately|about|roughly|nearly|almost|some|an? |another|of)\s*)*$",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*,?\s*(?:or|\()\s*(?:(?:approximately|about|roughly|nearly|almost|some)\s+)?")
"""What stands between a change and the same one in another unit: decreased 4%, or $0.4 billion, to $9.0 billion."""
_CLAUSE = re.compile(r"[,;:()—]|\b(?:and|but|while|which|compared|versus|against|because|as|or)\b", re.IGNORECASE)
_VERB = re.compile(
    DATE_EN
    + r"|\b(?:was|were|is|are|be|been|being|has|have|had|stood|averaged|totaled|totalled|equaled|equalled|represented|came|comes|spent|owed"
    r"|amounted|reached|remained|accounted|worth|generated|employed|deferred|swapped|incurred|recorded|at|to|of|by|from|approximately|about"
    r"|roughly|nearly|an?|estimated|some|over|more|than|up|increased?|decreased?|rose|fell|declined|grew|will|would|may|our|the|its|we|in|for"
    r"|into|with|on|only|just|least|most|fixed(?=\s+rate\s+of)|net(?=\s+of)|reported|spend|paid|received|sold|issued|totaling|totalling)\b"
    r"|fiscal(?:\s+year)?",
    re.IGNORECASE,
)


def figures(piece: str) -> tuple[Mention, ...]:
    """The figures of one sentence, in order."""
    text = piece.replace("\n", " ")
    apart: list[Mention] = []
    for mention in sorted(_candidates(text), key=lambda mention: (mention.start, -mention.end)):
        if not apart or mention.start >= apart[-1].end:
            apart.append(mention)
    return tuple(_dealt(text, _named(text, _scaled(text, apart))))


def _candidates(text: str) -> Iterator[Mention]:
    closed = [match.span() for match in _NOT.finditer(text)]

    def is_open(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in closed)

    for match in _RATE_RANGE.finditer(text):
        if is_open(*match.span()):
            yield Mention(match.start(), match.end(), None, _unit(match["unit"]), "*" in match[0], "")
    for match in _FIGURE.finditer(text):
        if (match["money"] or match["unit"]) and is_open(*match.span()):
            yield _figure(match)
    for match in _COUNT.finditer(text):
        whole = is_open(match.start("number"), match.end("number")) and not _NUMBERED.search(text[: match.start()])
        lasting = _LASTING.search(text[match.end("number") : match.start("unit")])
        if whole and not lasting and not _DURATIONS.fullmatch(match["unit"].lower()):
            yield _count(match, text)


def _scaled(text: str, mentions: list[Mention]) -> list[Mention]:
    """Amounts of money with the scale that they share with the next: $39.4 and $16.4 million are two of millions."""
    scaled = list(mentions)
    for at in range(len(scaled) - 2, -1, -1):
        mention, behind = scaled[at], scaled[at + 1]
        scale = behind.unit.removeprefix(mention.unit).strip()
        joined = _JOINED.fullmatch(text[mention.end : behind.start])
        if joined and mention.unit in _CURRENCIES and behind.unit.startswith(mention.unit) and scale in _SHORT.values():
            scaled[at] = replace(mention, unit=behind.unit)
    return scaled


def _dealt(text: str, mentions: list[Mention]) -> list[Mention]:
    """Subjects that are named together, one for each figure of a run that is told "respectively"."""
    dealt = list(mentions)
    for word in re.finditer(r"\brespectively\b", text, re.IGNORECASE):
        run = run_before(text, mentions, word.start())
        if len(run) < 2:
            continue
        clause = _VERB_PHRASE.split(_LIST_BREAK.split(text[: mentions[run[0]].start])[-1])[0]
        subjects = [subject.strip() for subject in _AND.split(clause) if subject.strip()]
        if len(subjects) == len(run) and not any(map(str.isdigit, clause)):
            for at, subject in zip(run, subjects, strict=True):
                dealt[at] = replace(dealt[at], indicator=_ARTICLE.sub("", subject).lower())
    return dealt


def _figure(match: re.Match[str]) -> Mention:
    money, scale = (match["money"] or "").strip(), (match["scale"] or "").strip()
    scale = _SHORT.get(scale, scale)
    unit = " ".join(part for part in (money, scale, _unit(match["unit"] or "")) if part)
    masked = "*" in match[0]
    start, end = match.span()
    if match["close"] and not (match["outer"] or match["inner"] == "("):
        end = match.start("close")
    if match["outer"] and not match["close"]:
        start = match.end("outer")
    read = None if masked else value(match["number"]) * (-1 if _is_negative(match) else 1)
    return Mention(start, end, read, unit, masked, "")


def _is_negative(match: re.Match[str]) -> bool:
    """Whether a minus says that it is below zero, or brackets do: $(5), ($5) million, (5)%; (5%) is only put aside."""
    if (match["sign"] or "+") in "-−–" or (match["inner"] or "(") in "-−–":
        return True
    closed = match["close"] and (match["scale"] or match["unit"])
    return bool((match["inner"] == "(" and match["close"] and match["money"]) or (match["outer"] and closed))


def _count(match: re.Match[str], text: str) -> Mention:
    masked = "*" in match["number"]
    scale = (match["scale"] or "").strip()
    near = text[match.end("scale") if match["scale"] else match.end("number") : match.start("unit")].strip() == ""
    spelled = match["number"][0].isalpha()
    end = match.end("unit") if near and not spelled else match.end("scale") if match["scale"] else match.end("number")
    unit = " ".join(part for part in (scale, match["unit"]) if part)
    return Mention(match.start("number"), end, None if masked else value(match["number"]), unit, masked, "")


def _unit(text: str) -> str:
    return " ".join(text.split())


def value(number: str) -> float:
    """The value of a number in digits, with a fraction, or spelled out."""
    if number.lower() in _WORDS:
        return float(_WORDS[number.lower()])
    plain = number.replace(",", "").replace("‑", "-")
    if plain[-1] in _FRACTIONS:
        return float(plain[:-1] or 0) + _FRACTIONS[plain[-1]]
    whole, _, fraction = plain.rpartition("-") if "/" in plain else (plain, "", "")
    if not fraction:
        return float(whole)
    upper, _, lower = fraction.partition("/")
    return float(whole or 0) + float(upper) / float(lower)


def _named(text: str, mentions: list[Mention]) -> list[Mention]:
    """The figures with indicator, kind, measure and sign."""
    named: list[Mention] = []
    last = ""
    for place, mention in enumerate(mentions):
        before = text[mentions[place - 1].end if place else 0 : mention.start]
        after = text[mention.end :]
        caused = _CAUSE.match(after) if _CAUSE.match(before) else None
        own = caused["cause"] if caused else _noun(before) or _behind(after)
        last = own or last
        adverse = bool(_ADVERSE.search(_CLAUSE.split(before)[-1])) and not _is_count(mention)
        grown = _FROM.search(before) and _TO.match(after)
        name = (last and last + _whose(after)) or _words_around(text, mention)
        whole = replace(mention, indicator=name, adverse=adverse, place="from" if grown else "")
        named.append(_measured(whole, before, named[-1] if named else None))
    return named


def _is_count(mention: Mention) -> bool:
    return mention.unit in ("%", "percent", "per cent") or mention.unit.endswith(("points", "point"))


def _measured(mention: Mention, before: str, last: Mention | None) -> Mention:
    """A figure with kind, measure and sign: what it rose or fell by, or the same change in another unit."""
    moved = _MOVED.search(before)
    points = mention.unit.endswith(("points", "point"))
    rate = mention.unit in ("%", "percent", "per cent")
    if last and last.measure and _OR.fullmatch(before):
        return replace(mention, kind="growth" if rate else "change", measure=last.measure, sign=last.sign)
    if moved and (points or rate or mention.unit.startswith("$")):
        fell = moved["fall"]
        kind = "growth" if rate else "change"
        sign = -1 if fell and not (mention.value and mention.value < 0) else 1
        return replace(mention, kind=kind, measure=(fell or moved["rise"]).lower(), sign=sign)
    return replace(mention, kind="change" if points else "level")


def _noun(before: str) -> str:
    """The noun phrase that stands nearest before a figure in its clause, or the clause before."""
    for clause in reversed(_CLAUSE.split(before)[-3:]):
        words = " ".join(_VERB.sub(" ", clause).split()).strip(" .,'\"“”’-•").split()
        while words and words[0].lower() in _WEAK:
            words.pop(0)
        while words and words[-1].lower() in _WEAK:
            words.pop()
        phrase = " ".join(words)
        if len(phrase) > 2:
            return phrase.lower() if phrase[:2].istitle() else phrase
    return ""


def _words_around(text: str, mention: Mention) -> str:
    """What stands beside a figure where no noun names it."""
    before, after = text[: mention.start].split()[-_NEAR:], text[mention.end :].split()[:_NEAR]
    return f"{' '.join(before)} … {' '.join(after)}".strip() if before or after else mention.unit


def _whose(after: str) -> str:
    """Of which part a figure is, where that stands right behind it: 47% in Hong Kong, 32% at our international operations."""
    match = _PART.match(after)
    return f" {match['part']}" if match else ""


def _behind(after: str) -> str:
    match = re.match(
        r"\s*(?:(?:increase|decrease|decline|rise|growth|reduction|improvement)\s+)?(?:of|in|on|for)\s+(?:our\s+|the\s+)?(?:fiscal\s+(?:19|20)\d\d\s+)?"
        r"(?!(?:the|our|fiscal|years?|quarters?|three|six|nine|twelve|months?|about|approximately|each|which)\b)((?:[a-z-]+\s?){1,5})",
        after,
    )
    return match[1].strip() if match else ""
