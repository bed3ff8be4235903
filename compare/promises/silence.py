"""Of which promises a report says nothing. Takes tasks and the new edition, tells how much of each stands in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.model import Edition, Language
from compare.promises.evidence import clauses
from compare.source import Span
from compare.text.forms import skeleton
from compare.text.vectors import contained, grams
from compare.text.words import words

_NAME = re.compile(r"[“《‘「]([^“”《》‘’「」]{2,20})[”》’」]")
_PERIOD = re.compile(r"十[一二三四五六]五")
_OWN, _RAREST = 2, 5
"""How often the old edition may say what is a clause's own, and how many of its rarest pairs of characters are looked for."""
_KNOWN = 4
"""Characters at the end of a name by which a thing is known."""
_LETTERS = re.compile(r"[^\u4e00-\u9fff].*$")
_VERBS = re.compile(
    r"^(?:年内|全年|全面|加快|推进|推动|实施|启动|完成|建成|新建|建设|开工|组建|设立|开展|继续|协助|力争|确保|争取|重点|积极)+"
)
_TAIL = re.compile(r"(?:建设|工程|项目|任务|工作|改造|实施|前期|开工|投用|完工|竣工|等)+$")
_EMPTY = re.compile(
    r"年内|全年|全面|加快|推进|推动|实施|启动|完成|建成|新建|建设|开工|组建|设立|开展|继续|协助|力争|确保|争取|重点|积极|工程|项目|任务|工作|改造|前期|投用|完工|竣工|进一步|我区|我市|我省|今年|中心|平台|基地|体系|(?:国家|[省市县区镇乡村])级"
)
"""Words that name nothing."""
_SHORT = 2
"""Characters of the words whose first ones make a short name."""
_MOST = 0.6
"""Share of these pairs that say that the new edition speaks of the same."""
_WEAK = re.compile(
    r"\b(?:we|our|us|the|to|of|in|and|or|an?|will|shall|intends?|plans?|aims?|by|for|with|on|at|that|which|it|its|is|are|be|been|as|new|this|from|company|committee|have|has|each|any|all)\b"
)
"""English words that say nothing of what is promised."""
_CUT = re.compile(r"[，；。！？;]|[,.](?=\s)")


def is_named(text: str, new: Edition) -> bool:
    """Whether the new edition has a name that a text gives in quotes or book marks."""
    return any(name in new.source.text for name in _NAME.findall(text) if not _PERIOD.fullmatch(name))


@dataclass(frozen=True, slots=True)
class Presence:
    """What of a clause stands anywhere in a report: a run of four characters that is its own, most of its rarest pairs."""

    specific: bool
    rare: bool


def presence(clause: str, texts: tuple[str, str], language: Language) -> Presence:
    """Whether the new edition has anything that is the clause's own: what the old one says but once or twice."""
    size = 4 if language == "zh" else 6
    mine = grams(skeleton(clause, language).text, language, size=size)
    own = [run for run in mine if texts[0].count(run) <= _OWN and not _WEAK.search(run)]
    if named := _thing(clause, language):
        own.append(named)
    every = grams(skeleton(clause, language).text, language, size=2)
    pairs = sorted((pair for pair in every if not _WEAK.search(pair)), key=texts[0].count)[:_RAREST]
    shared = sum(pair in texts[1] for pair in pairs)
    return Presence(any(run in texts[1] for run in own), shared > _MOST * len(pairs))


def is_heard(clause: str, text: str, language: Language) -> bool:
    """Whether a sentence of the new edition has half of what a clause names, or the short name of two of its words.

    `text` has the edition's sentences, one a line. 思政 is the short name of 思想政治.
    """
    if language == "en":
        return False
    bare = skeleton(clause, language).text
    every = [bare[a:b] for a, b in words(bare, language)]
    named = [word for word in every if len(word) > 1 and word[0] > "\u2e80" and not _EMPTY.fullmatch(word)]
    if not named:
        return False
    short = [a[0] + b[0] for a, b in pairwise(every) if len(a) == len(b) == _SHORT and a in named and b in named]
    least = max(min(2, len(set(named))), len(set(named)) / 2)
    return any(name in text for name in short) or any(
        sum(word in line for word in set(named)) >= least for line in text.split("\n")
    )


def _thing(clause: str, language: Language) -> str:
    """What a Chinese clause is about, by the last characters of its name: 公厕 of 实施公厕建设工程; "" where it has none."""
    if language == "en":
        return ""
    core = _TAIL.sub("", _VERBS.sub("", _LETTERS.sub("", skeleton(clause, language).text)))
    return core[-_KNOWN:] if len(core) > 1 else ""


def whole(edition: Edition) -> str:
    """The skeletons of an edition's sentences, one a line."""
    return "\n".join(skeleton(edition.piece(n), edition.language).text for n in range(len(edition.sentences)))


def kept(old: Edition, new: Edition, spans: Sequence[Span]) -> Mapping[Span, float]:
    """For each span the largest share of one of its weighty clauses, by rarity, that stands in a clause of the new edition."""
    pieces = [(span, piece) for span in spans for piece in clauses(old.source.text[slice(*span)], old.language)]
    rest = [
        skeleton(clause, new.language).text for n in range(len(new.sentences)) for clause in _CUT.split(new.piece(n))
    ]
    shares = dict.fromkeys(spans, 0.0)
    if not pieces or not rest:
        return shares
    mine = [grams(piece, old.language, size=2) for _, piece in pieces]
    best = contained(mine, [grams(text, old.language, size=2) for text in rest if text])
    rows: dict[Span, list[tuple[int, float]]] = {}
    for (span, _), counts, share in zip(pieces, mine, best.tolist(), strict=True):
        rows.setdefault(span, []).append((len(counts), share))
    for span, weighed in rows.items():
        longest = max(length for length, _ in weighed)
        shares[span] = max(share for length, share in weighed if 3 * length >= longest)
    return shares
