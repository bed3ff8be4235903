"""Takes an Edition, gives its Side: what the linker knows of each sentence, as arrays over sentence numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.model import Edition, Sentence
from compare.text.forms import SLOTS, folded, skeleton

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PLAN = re.compile(
    r"要|将|力争|确保|推进|加快|加强|继续|深化|实施|扩大|推动|促进|完善|健全|优化|支持|鼓励|落实|做好|抓好|加大|提升|坚持|\bwill\b|\bshould\b|\bexpects?\b|\bplans?\b"
)
PAST = re.compile(
    r"了|达到|达|完成|实现|新增|累计|同比|增长|下降|成功|获|建成|全年|超过|\bwas\b|\bwere\b|\bhad\b|\bha(?:s|ve) been\b"
)
_DROP = str.maketrans("", "", SLOTS)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One edition as the linker sees it; every array has one entry a sentence.

    `keys` are folded forms and `skeletons` skeletons (the raw text where a form is empty); `bare` is the skeleton
    without slots, the text that similarities see. `head` is the level of the heading the sentence is or opens with,
    0 for none; `lead` says that it opens its paragraph. `part` is -1 review, +1 plan, 0 neither; `tense` runs from -1
    (results) to +1 (intentions). `paragraph`, `leaf`, `middle` and `top` number the stretches it stands in.
    """

    edition: Edition
    keys: tuple[str, ...]
    skeletons: tuple[str, ...]
    bare: tuple[str, ...]
    role: tuple[str, ...]
    head: Ints
    lead: NDArray[np.bool_]
    part: Ints
    tense: Floats
    paragraph: Ints
    leaf: Ints
    middle: Ints
    top: Ints

    def __len__(self) -> int:
        return len(self.keys)


def side(edition: Edition) -> Side:
    """The linker's view of an edition."""
    texts = [edition.piece(number) for number in range(len(edition.sentences))]
    keys = [folded(text, edition.language).text or text for text in texts]
    skeletons = [skeleton(text, edition.language).text or text for text in texts]
    paragraph = np.array([sentence.paragraph for sentence in edition.sentences], dtype=np.int64)
    leaf, middle, top = _stretches(edition)
    parts = {section.id: {"review": -1, "plan": 1}.get(section.part, 0) for section in edition.sections}
    return Side(
        edition=edition,
        keys=tuple(keys),
        skeletons=tuple(skeletons),
        bare=tuple(text.translate(_DROP).strip() for text in skeletons),
        role=tuple(sentence.role for sentence in edition.sentences),
        head=_heads(edition),
        lead=np.append(True, paragraph[1:] != paragraph[:-1])[: len(paragraph)],
        part=np.array([parts.get(sentence.section, 0) for sentence in edition.sentences], dtype=np.int64),
        tense=np.array([_tense(text) for text in texts]),
        paragraph=_numbered(paragraph.tolist()),
        leaf=leaf,
        middle=middle,
        top=top,
    )


def _tense(text: str) -> float:
    plan, past = len(PLAN.findall(text)), len(PAST.findall(text))
    return (plan - past) / (plan + past + 1)


def _numbered(names: Sequence[object]) -> Ints:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _stretches(edition: Edition) -> tuple[Ints, Ints, Ints]:
    """The sections each sentence stands in: its own, the one of the second rank, the one of the first."""
    names = [sentence.section for sentence in edition.sentences]
    dotted = [name.split(".") for name in names]
    return _numbered(names), _numbered([".".join(d[:2]) for d in dotted]), _numbered([d[0] for d in dotted])


def _heads(edition: Edition) -> Ints:
    at = {section.heading[0]: section.level for section in edition.sections if section.heading}
    return np.array([_head(sentence, at) for sentence in edition.sentences], dtype=np.int64)


def _head(sentence: Sentence, at: dict[int, int]) -> int:
    level = at.get(sentence.span[0], 0)
    return level or int(sentence.role == "heading")
