"""Takes units, gives the headings without a number: captions, short lead sentences, statements, styled lines.

One table: a row a kind, with a rule over what stands at a paragraph's start and around it, and how often the document
must show the kind before one is believed.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.settings import Settings
from compare.structure.numbering import RANK, STOPS
from compare.structure.text_lines import one_line
from compare.structure.types import HeadingMark, Look, Paragraph, Unit

_STOPPED = re.compile(r"[。！？；：…!?;:.,，、][”’」』）)》\"']*$")
_ANNEX = re.compile(
    r"附[件录表][一二三四五\d]{0,2}[：:]?[^。]{0,30}|结束语|结语|名词(?:解释|注释)|注释[：:]?|有关名词(?:解释|说明)[：:]?"
)
_QUOTED = re.compile(r"“[^”]{1,12}”")
# A figure, or words that announce what follows: a sentence of the text.
_TEXT = re.compile(
    r"[\d０-９]|以下|如下|主要做了|来之不易|殊为不易|不平凡|我[国國们們]|(?<!这)(?<!這)(?<!实事求)(?<!就)是(?!非)|了(?!解)"
    r"|^(?:但|有人|有些|目前|當前|当前|今年|各位|会议|总之|所有|上述|毛主席|周总理|现在|现将|中国|中國|这(?!是)|对于|關於)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SIGNED = re.compile(
    r".*(?:省长|市长|区长|县长|州长|主席|主任|总理|盟长|书记|署名|摄)[\s\u3000]*\S{0,4}(?:[\s\u3000]*\S{1,2})?|\d{4}\s*年.*[日月]|.{2,20}(?:政府|办公室|委员会)"
)
_RISK = re.compile(
    r"\b(?:could|may|might|can|would|adversely|depend|depends|dependent|subject to|risks?|no assurance|costly|exposed?)\b",
    re.IGNORECASE,
)
# A date of its own, a unit of a table, a box to tick: they stand alone and head nothing.
_NO_HEADING = re.compile(
    r"(?i:(?:effective|dated?|as of|last (?:updated|modified|revised)|updated|published|posted)[\s:]*)*(?:on\s+)?"
    r"(?i:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2},?\s+\d{4}\.?"
    r"|(?i:for the (?:fiscal |financial )?(?:year|quarter|period|\w+ months)\b).*|[(（].*[)）]|.*[□☐☑☒√✓✔].*|[-*•●▪■◆◇○]\s.*|[o–—]\s.*",
    re.DOTALL,
)
_DASHED = re.compile(r"[—–―-]{1,3}|[□■]")
_SENTENCE = re.compile(r"[。：]$")
_SMALL_FIRST = re.compile(r"[a-z][A-Z]")
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "our", "the", "to", "with")
)
# A bold line of its own is a caption; a bold sentence of its own is a statement.
_BOLD_FORMS = {False: "caption", True: "statement"}
_LISTED_LONGEST = 60
_MOST_IN_A_ROW = {"zh": 2, "en": 3}


@dataclass(frozen=True, slots=True)
class ParagraphStart:
    """A paragraph's start: its first unit, whether that is all of it, its style, and the paragraph after it."""

    at: int
    piece: str
    whole: bool
    look: Look
    bold_lead: bool
    after: str
    after_units: int
    after_heading: bool
    addressed: bool


@dataclass(frozen=True, slots=True)
class CaptionKind:
    """A kind of unnumbered heading: its rule, and how many the document must have before one counts."""

    name: str
    language: str
    habit: int
    rule: Callable[[ParagraphStart, Settings], bool]


def _styled(place: ParagraphStart, _settings: Settings) -> bool:
    return place.look.style == "heading"


def _bold(place: ParagraphStart, settings: Settings) -> bool:
    short = len(place.piece) <= settings.statement_longest
    return place.look.style == "bold" and place.whole and short and place.piece[-1] not in "：:，,、"


def _bold_lead(place: ParagraphStart, settings: Settings) -> bool:
    return place.bold_lead and len(place.piece) <= settings.statement_longest


def _annex(place: ParagraphStart, _settings: Settings) -> bool:
    return place.whole and bool(_ANNEX.fullmatch(place.piece))


def _caption(place: ParagraphStart, settings: Settings) -> bool:
    short = len(place.piece) <= settings.caption_longest
    return short and _bare(place) and not _SIGNED.fullmatch(place.piece)


def _long_caption(place: ParagraphStart, settings: Settings) -> bool:
    return settings.caption_longest < len(place.piece) <= 3 * settings.caption_longest and _bare(place)


def _bare(place: ParagraphStart) -> bool:
    """A line of its own without a stop, with a paragraph or a numbered heading under it."""
    followed = place.after_heading or place.after_units > 1 or len(place.after) > max(30, len(place.piece))
    followed = followed or bool(_SENTENCE.search(place.after) and not _DASHED.match(place.piece))
    return place.whole and followed and bool(_HAN.search(place.piece)) and not _STOPPED.search(place.piece)


def _lead(place: ParagraphStart, settings: Settings) -> bool:
    return not place.whole and not place.addressed and _short_sentence(place.piece, settings)


def _own_lead(place: ParagraphStart, settings: Settings) -> bool:
    return place.whole and place.after_units > 1 and not place.after_heading and _short_sentence(place.piece, settings)


def _has_leads(places: Sequence[ParagraphStart]) -> bool:
    """Whether paragraphs of several sentences are common enough that a short first one can be told from a short line."""
    return sum(not place.whole for place in places) * 3 >= len(places)


def _short_sentence(piece: str, settings: Settings) -> bool:
    return len(piece) <= settings.lead_longest and piece.endswith("。") and not _TEXT.search(_QUOTED.sub("", piece))


def _drops_stops(places: Sequence[ParagraphStart]) -> bool:
    """Whether a line without a stop says nothing, because most long lines have none."""
    long = [place for place in places if not place.whole or len(place.piece) > 30]
    bare = [place for place in long if place.whole and not _STOPPED.search(place.piece)]
    return len(long) > 10 and len(bare) * 2 > len(long)


def _caps(place: ParagraphStart, _settings: Settings) -> bool:
    letters = [character for character in place.piece if character.isalpha()]
    lower = sum(character.islower() for character in letters)
    return place.whole and len(letters) >= 6 and lower * 10 <= len(letters) and len(place.piece) <= 100


def _title_case(place: ParagraphStart, _settings: Settings) -> bool:
    opens = place.piece[0].isupper() or bool(_SMALL_FIRST.match(place.piece))
    if not place.whole or len(place.piece) > 100 or _STOPPED.search(place.piece) or not opens:
        return False
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", place.piece) if word.lower() not in _SMALL]
    titled = sum(word[0].isupper() or bool(_SMALL_FIRST.match(word)) for word in words)
    followed = place.after_units > 1 or len(place.after) > 100 or place.after_heading
    return bool(words) and titled >= 0.6 * len(words) and followed


def _statement(place: ParagraphStart, settings: Settings) -> bool:
    if not place.whole or len(place.piece) > settings.statement_longest or not place.piece.endswith("."):
        return False
    under = place.after_units > 1 or place.after.endswith(":") or len(place.after) > len(place.piece)
    return under and bool(_RISK.search(place.piece))


KINDS: tuple[CaptionKind, ...] = (
    CaptionKind("styled", "", 1, _styled),
    CaptionKind("annex", "zh", 1, _annex),
    CaptionKind("bold", "", 1, _bold),
    CaptionKind("lead", "", 1, _bold_lead),
    CaptionKind("caption", "zh", 1, _caption),
    CaptionKind("caption", "zh", 2, _long_caption),
    CaptionKind("lead", "zh", 1, _lead),
    CaptionKind("lead", "zh", 3, _own_lead),
    CaptionKind("caps", "en", 1, _caps),
    CaptionKind("caption", "en", 1, _title_case),
    CaptionKind("statement", "en", 3, _statement),
)


def find_captions(
    text: str,
    units: Sequence[Unit],
    paragraphs: Sequence[Paragraph],
    *,
    taken: Mapping[int, HeadingMark],
    opening: int,
    language: str,
    settings: Settings,
) -> Iterator[HeadingMark]:
    """Headings without a number, at paragraphs that carry none yet and stand below the title block."""
    places = list(_places(text, units, paragraphs, taken))
    begin = opening or _body_start(units, paragraphs, taken)
    open_places = (place for place in places if place.at not in taken and units[place.at].role == "body")
    free = [p for p in open_places if p.look.style == "heading" or (p.at >= begin and _may_head(p))]
    doubtful = {
        "lead": not _has_leads(places),
        "caption": language == "zh" and _drops_stops(places),
        "statement": not _has_leads([place for place in places if not place.whole or place.piece.endswith(".")]),
    }
    names: dict[int, str] = {}
    for kind in KINDS:
        if kind.language in ("", language) and not doubtful.get(kind.name):
            hits = [place.at for place in free if place.at not in names and kind.rule(place, settings)]
            names |= dict.fromkeys(hits, kind.name) if len(hits) >= kind.habit else {}
    _drop_lists(places, names, taken, _MOST_IN_A_ROW[language])
    for place in places:
        if place.at in names:
            yield _mark(units[place.at], place, names[place.at])


def _may_head(place: ParagraphStart) -> bool:
    return place.look.style != "footnote" and not _NO_HEADING.fullmatch(place.piece)


def _places(
    text: str, units: Sequence[Unit], paragraphs: Sequence[Paragraph], taken: Mapping[int, HeadingMark]
) -> Iterator[ParagraphStart]:
    firsts = [at for at, unit in enumerate(units) if not unit.place]
    for order, at in enumerate(firsts):
        unit, after = units[at], firsts[order + 1] if order + 1 < len(firsts) else None
        look = paragraphs[unit.paragraph].look
        under, count = "", 0
        if after is not None and units[after].role not in ("furniture", "table"):
            rest = paragraphs[units[after].paragraph]
            under, count = text[rest.start : min(rest.end, rest.start + 400)], units[after].of
        piece = text[unit.start : unit.end]
        bold_lead = unit.of > 1 and abs(look.bold - unit.end) <= 1
        headed = count > 0 and after in taken
        addressed = at > 0 and units[at - 1].role == "salutation"
        yield ParagraphStart(
            at, piece, unit.of == 1, look, bold_lead, under, count, after_heading=headed, addressed=addressed
        )


def _body_start(units: Sequence[Unit], paragraphs: Sequence[Paragraph], taken: Mapping[int, HeadingMark]) -> int:
    """The first unit below the title block: after the salutation, else at the first heading or running paragraph.

    A title in the style of a heading is the whole block.
    """
    first = next((at for at, unit in enumerate(units) if unit.role != "furniture"), 0)
    if units and paragraphs[units[first].paragraph].look.style == "heading":
        return first + 1
    for at, unit in enumerate(units[:40]):
        if unit.role == "salutation":
            return at + 1
    for at, unit in enumerate(units[:80]):
        if at in taken or (unit.role == "body" and unit.of > 1):
            return at
    return 1


def _drop_lists(places: Sequence[ParagraphStart], names: dict[int, str], taken: Collection[int], most: int) -> None:
    """Short lines that follow each other in a longer row are a list or a table, not headings."""
    row: list[int] = []
    for place in (*places, None):
        if place and place.at not in taken and _listed(place):
            row.append(place.at)
            continue
        for at in row if len(row) > most else ():
            if names.get(at) in ("caption", "caps"):
                del names[at]
        row = []


def _listed(place: ParagraphStart) -> bool:
    short = place.whole and len(place.piece) <= _LISTED_LONGEST and place.look.style == "body"
    return short and not _STOPPED.search(place.piece)


def _mark(unit: Unit, place: ParagraphStart, name: str) -> HeadingMark:
    form = _BOLD_FORMS[place.piece[-1] in STOPS] if name == "bold" else name
    rank = RANK[form] + (place.look.level / 10 if name == "styled" else 0)
    title = one_line(place.piece).rstrip("。")
    return HeadingMark(
        place.at,
        form,
        rank,
        "",
        0,
        title,
        (unit.start, unit.end),
        bare=place.piece[-1] not in STOPS,
        closes=name == "lead" and unit.of > 1,
    )
