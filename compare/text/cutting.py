"""Cuts a run of Han characters into words, as jieba does. Takes the tables of `dictionary.py`, gives words.

jieba's algorithm: the most probable path through the words of the dictionary that stand in the run (a unigram model),
then, where single characters are left beside each other, the most probable path through a hidden Markov model of four
states, by Viterbi. The sums are in jieba's order, so that the two agree to the last digit; a test holds them together.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from math import log

from compare.text.dictionary import FIRST, LAST, NEVER, UNSEEN, Dictionary

_Choice = tuple[float, str]
_HARDLY = -1e300
"""The weight of a character that is a word only where no longer one begins."""
_UNKNOWN = re.compile(f"([^{chr(FIRST)}-{chr(LAST)}])")


class Cutter:
    """Cuts runs, and remembers the words of every pair of characters that it has met."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._whole = log(dictionary.total)
        self._single: dict[str, float] = {}
        self._pairs: dict[str, tuple[float, float, tuple[int, ...]]] = {}
        self._longer: dict[str, float] = {}
        self._emitted: dict[str, tuple[float, float, float, float]] = {}

    def cut(self, run: str) -> list[str]:
        """The words of a run of Han characters, in order; rare ones that jieba does not know stand alone."""
        if _UNKNOWN.search(run):
            return [word for piece in _UNKNOWN.split(run) if piece for word in self._cut(piece)]
        return self._cut(run)

    def _cut(self, run: str) -> list[str]:
        if len(run) == 1:
            return [run]
        ends = self._route(run)
        words: list[str] = []
        at = loose = 0  # characters from `loose` to `at` are words of one character so far
        while at < len(run):
            end = ends[at]
            if end - at > 1:
                words += self._loose(run[loose:at])
                words.append(run[at:end])
                loose = end
            at = end
        words += self._loose(run[loose:])
        return words

    def _route(self, run: str) -> list[int]:
        """For each place where the word that begins there ends, on the most probable path; of equals the longest."""
        size, pairs, longer = len(run), self._pairs, self._longer
        best, ends = [0.0] * (size + 1), [0] * size
        best[-2], ends[-1] = self._alone(run[-1]), size
        for at in range(size - 2, -1, -1):
            pair = run[at : at + 2]
            alone, both, lengths = pairs[pair] if pair in pairs else self._learn(pair)
            top, end = alone + best[at + 1], at + 1
            if both + best[at + 2] >= top:
                top, end = both + best[at + 2], at + 2
            for length in lengths:
                if at + length > size:
                    break
                word = run[at : at + length]
                if word in longer and longer[word] + best[at + length] >= top:
                    top, end = longer[word] + best[at + length], at + length
            if top < UNSEEN:
                top = best[at + 1] - self._whole
            best[at], ends[at] = top, end
        return ends

    def _alone(self, character: str) -> float:
        """The weight of a character; jieba's for one that occurs once where its dictionary has it only in longer words."""
        if character not in self._single:
            count = self._dictionary.single[ord(character) - FIRST]
            self._single[character] = log(count or 1) - self._whole
        return self._single[character]

    def _learn(self, pair: str) -> tuple[float, float, tuple[int, ...]]:
        """Know the words that begin with a pair: the weights of its first character and of itself, longer words' lengths."""
        both, longer = self._dictionary.beginning(pair)
        self._longer |= longer
        lengths = tuple(sorted({len(word) for word in longer})) if longer else ()
        alone = self._alone(pair[0]) if self._dictionary.single[ord(pair[0]) - FIRST] else _HARDLY
        entry = self._pairs[pair] = alone, both, lengths
        return entry

    def _loose(self, run: str) -> list[str]:
        """What the dictionary left as single characters: words of the model, unless the run is a word after all."""
        if len(run) < 2 or self._is_word(run):
            return list(run)
        words, begin = [], 0
        for at, state in enumerate(self._states(run)):
            if state == "B":
                begin = at
            elif state != "M":
                words.append(run[begin if state == "E" else at : at + 1])
        return words

    def _is_word(self, run: str) -> bool:
        return self._pairs[run][1] > NEVER if len(run) == 2 else run in self._longer

    @cached_property
    def _steps(self) -> tuple[float, ...]:
        return tuple(self._dictionary.steps)

    def _states(self, run: str) -> Iterator[str]:
        """For each character its place in a word: B(egin), M(iddle), E(nd), S (alone)."""
        start_b, start_s, to_bm, to_be, to_mm, to_me, to_eb, to_es, to_sb, to_ss = self._steps
        b, m, e, s = self._emissions(run[0])
        chances = start_b + b, UNSEEN + m, UNSEEN + e, start_s + s
        came: list[dict[str, str]] = []
        for character in run[1:]:
            b, m, e, s = self._emissions(character)
            in_b, in_m, in_e, in_s = chances
            begin: _Choice = max((in_e + to_eb + b, "E"), (in_s + to_sb + b, "S"))
            middle: _Choice = max((in_m + to_mm + m, "M"), (in_b + to_bm + m, "B"))
            end: _Choice = max((in_b + to_be + e, "B"), (in_m + to_me + e, "M"))
            alone: _Choice = max((in_s + to_ss + s, "S"), (in_e + to_es + s, "E"))
            chances = begin[0], middle[0], end[0], alone[0]
            came.append({"B": begin[1], "M": middle[1], "E": end[1], "S": alone[1]})
        state = max((chances[2], "E"), (chances[3], "S"))[1]
        states = [state]
        for before in reversed(came):
            state = before[state]
            states.append(state)
        return reversed(states)

    def _emissions(self, character: str) -> tuple[float, float, float, float]:
        if character not in self._emitted:
            at, tables = ord(character) - FIRST, self._dictionary
            self._emitted[character] = tables.begin[at], tables.middle[at], tables.end[at], tables.alone[at]
        return self._emitted[character]
