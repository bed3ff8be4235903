"""Figures in English. Takes a sentence's text, gives `Found`s: money, percentages, points, counts of things.

Dates, references (Item 1A, Note 5, Form 10-K), durations in years and months, and numbers in names are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from compare.figures.types import Found
from compare.text.numbers import DATE_EN

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
    r"years?|months?|quarters?|weeks?|decades?|minutes?|times|percents?|basis|is|was|has|as|this|its|plus|less|ways|types|kinds|thirds|fifths"
)
_NOT = re.compile(
    rf"{DATE_EN}|\b[Oo]ne\s+in\s+\w+|(?:Item|Items|Note|Notes|Section|Sections|Form|Forms|Part|Rule|Page|Exhibit|Level|Levels|Phase|Type|No|Nos|Article|Chapter|Schedule"
    r"|Regulation|Title|ISO|ASC|ASU|IFRS|Class|Series|Basel|Act of|Rule)\.?\s+\d[\w.()-]*|\b\d{1,2}-[A-Z]\b|\b[A-Z]+-?\d+\b"
    r"|\d{1,24}(?:st|nd|rd|th)\b|COVID-19|\b\d{1,2}:\d\d\b|\(\d{1,2}\)|^\s*\d{1,2}[.)]\s",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"(?<=\S )(?!(?:In|At|The|Our|We|With|Over|And|Of)\b)[A-Z][a-z]+\s$")
"""A name that a number belongs to: Pay 2 windows."""
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


def figures(piece: str) -> tuple[Found, ...]:
    """The figures of one sentence, in order."""
    text = piece.replace("\n", " ")
    apart: list[Found] = []
    for one in sorted(_candidates(text), key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(_named(text, apart))


def _candidates(text: str) -> Iterator[Found]:
    closed = [match.span() for match in _NOT.finditer(text)]

    def is_open(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in closed)

    for match in _RATE_RANGE.finditer(text):
        if is_open(*match.span()):
            yield Found(match.start(), match.end(), None, _unit(match["unit"]), "*" in match[0], "")
    for match in _FIGURE.finditer(text):
        if (match["money"] or match["unit"]) and is_open(*match.span()):
            yield _figure(match)
    for match in _COUNT.finditer(text):
        whole = is_open(match.start("number"), match.end("number")) and not _NUMBERED.search(text[: match.start()])
        if whole and not _DURATIONS.fullmatch(match["unit"].lower()):
            yield _count(match, text)


def _figure(match: re.Match[str]) -> Found:
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
    return Found(start, end, read, unit, masked, "")


def _is_negative(match: re.Match[str]) -> bool:
    """Whether a minus says that it is below zero, or brackets do: $(5), ($5) million, (5)%; (5%) is only put aside."""
    if (match["sign"] or "+") in "-−–" or (match["inner"] or "(") in "-−–":
        return True
    closed = match["close"] and (match["scale"] or match["unit"])
    return bool((match["inner"] == "(" and match["close"] and match["money"]) or (match["outer"] and closed))


def _count(match: re.Match[str], text: str) -> Found:
    masked = "*" in match["number"]
    scale = (match["scale"] or "").strip()
    near = text[match.end("scale") if match["scale"] else match.end("number") : match.start("unit")].strip() == ""
    spelled = match["number"][0].isalpha()
    end = match.end("unit") if near and not spelled else match.end("scale") if match["scale"] else match.end("number")
    unit = " ".join(part for part in (scale, match["unit"]) if part)
    return Found(match.start("number"), end, None if masked else value(match["number"]), unit, masked, "")


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


def _named(text: str, found: list[Found]) -> list[Found]:
    """The figures with indicator, kind, measure and sign."""
    told: list[Found] = []
    last = ""
    for place, one in enumerate(found):
        before = text[found[place - 1].end if place else 0 : one.start]
        moved = _MOVED.search(before)
        own = _noun(before) or _behind(text[one.end :])
        name = own or last or one.unit
        last = own or last
        points = one.unit.endswith(("points", "point"))
        if told and told[-1].measure and _OR.fullmatch(before):
            kind = "growth" if one.unit in ("%", "percent", "per cent") else "change"
            told.append(replace(one, indicator=name, kind=kind, measure=told[-1].measure, sign=told[-1].sign))
        elif moved and (points or one.unit in ("%", "percent", "per cent") or one.unit.startswith("$")):
            fell = moved["fall"]
            word = (fell or moved["rise"]).lower()
            kind = "change" if points or one.unit.startswith("$") else "growth"
            told.append(
                replace(
                    one,
                    indicator=name,
                    kind=kind,
                    measure=word,
                    sign=-1 if fell and not (one.value and one.value < 0) else 1,
                )
            )
        else:
            told.append(replace(one, indicator=name, kind="change" if points else "level"))
    return told


def _noun(before: str) -> str:
    """The noun phrase that stands nearest before a figure in its clause, or the clause before."""
    for clause in reversed(_CLAUSE.split(before)[-3:]):
        words = " ".join(_VERB.sub(" ", clause).split()).strip(" .,'\"“”’-")
        if len(words) > 2:
            return words.lower() if words[:2].istitle() else words
    return ""


def _behind(after: str) -> str:
    match = re.match(
        r"\s*(?:(?:increase|decrease|decline|rise|growth|reduction|improvement)\s+)?(?:of|in|on|for)\s+(?:our\s+|the\s+)?(?:fiscal\s+(?:19|20)\d\d\s+)?((?:[a-z-]+\s?){1,5})",
        after,
    )
    return match[1].strip() if match else ""
