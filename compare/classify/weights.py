"""How much words matter. Takes the two editions, gives masses of words and sentences; no word is cut for it.

The mass of a word is its rarity in the pair: in Chinese over the character bigrams inside it, in English over the word;
a word that carries meaning in small space (the lexicon's) counts double, a function word little, a mark nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from math import log

from compare.classify.tokens import Token
from compare.model import Edition
from compare.settings import Settings
from compare.text.forms import DATE, FIGURE, MEETING, NAME, SLOTS, skeleton
from compare.text.lexicon import Lexicon


class Rarity:
    """Masses of words and sentences, from the counts of one pair."""

    def __init__(self, old: Edition, new: Edition, lexicon: Lexicon, settings: Settings) -> None:
        self._language = old.language
        self._lexicon = lexicon
        self._double = settings.signal_weight
        self._damped = settings.function_weight
        self._carried = settings.carried_weight
        sentences = [_grams(e.piece(n), e.language) for e in (old, new) for n in range(len(e.sentences))]
        counts = Counter(gram for grams in sentences for gram in set(grams))
        self._rare = {gram: log((len(sentences) + 1) / (count + 0.5)) for gram, count in counts.items()}
        self._rarest = log((len(sentences) + 1) / 1.5)
        figure, date = settings.slot_weight * self._rarest, settings.date_weight * self._rarest
        self._slot = {FIGURE: figure, NAME: figure, DATE: date, MEETING: date}
        self._masses = self._rare | {slot: mass for slot, mass in self._slot.items() if mass}
        self._known: dict[str, float] = {}
        self.heaviest = max((self._sum(grams) for grams in sentences), default=0.0) or 1.0

    def sentences(self, edition: Edition, numbers: Sequence[int]) -> float:
        """The mass of whole sentences."""
        return sum(self._sum(_grams(edition.piece(number), edition.language)) for number in numbers)

    def word_by_word(self, tokens: Iterable[Token], *, beside: Collection[str]) -> list[float]:
        """The masses of some changed words, marks and numbering left out.

        One whose key stands `beside`, elsewhere on the other side, has only changed its place.
        """
        worded = [token for token in tokens if token.kind not in ("punctuation", "numbering")]
        return [self.word(token) * (self._carried if token.key in beside else 1.0) for token in worded]

    def word(self, token: Token) -> float:
        """The mass of one word."""
        if token.kind in ("punctuation", "numbering"):
            return 0.0
        if token.kind != "wording":
            return self._slot[FIGURE if token.slot == "figure" else DATE]
        if token.key not in self._known:
            self._known[token.key] = self._mass(token.key)
        return self._known[token.key]

    def _mass(self, key: str) -> float:
        mass = self._sum(_grams(key, self._language))
        if key in self._lexicon.signals:
            return mass * self._double
        return mass * self._damped if key in self._lexicon.functions else mass

    def _sum(self, grams: Iterable[str]) -> float:
        masses, rarest = self._masses, self._rarest
        return sum([masses.get(gram, rarest) for gram in grams])


@lru_cache(maxsize=1 << 15)
def _grams(piece: str, language: str) -> tuple[str, ...]:
    """What rarity is counted in: words of English, character bigrams of Chinese (a lone character is its own), slots."""
    text = skeleton(piece, language).text
    if language == "en":
        return tuple(text.split())
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    if not pairs:
        return (text,)
    slots = tuple(character for character in text if character in SLOTS)
    return (
        (*slots, *(pair for pair in pairs if pair[0] not in SLOTS and pair[1] not in SLOTS)) if slots else tuple(pairs)
    )
