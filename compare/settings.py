"""Every threshold: name, unit, default and reason, in one frozen place. `yoy.toml` is read into the same fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds of a run; stages take them as an argument and keep none of their own."""

    gram_length: int = 8
    """Skeleton characters in a gram, for languages without blanks (6 doubles the noise, 10 loses little)."""

    gram_shortest: int = 6
    """A sentence of 6 to 7 skeleton characters is one gram; a shorter one has none."""

    rate_floor: int = 300
    """Counted characters below which a share is a count, not a rate."""

    heading_longest: int = 60
    """Characters of a numbered sentence that is a heading; a longer one is text, its first clause names the section."""

    lead_longest: int = 26
    """Characters of a short first sentence that heads its paragraph (longer ones are mostly text)."""

    inner_lead_longest: int = 20
    """Characters of a short lead sentence inside a giant paragraph, and how long at least the one after it is."""

    giant_paragraph: int = 9
    """Sentences of a numbered paragraph that may hold lead sentences inside."""

    caption_longest: int = 30
    """Characters of a line without a stop that is a heading; up to three times as many where it is a habit."""

    statement_longest: int = 300
    """Characters of an English sentence on its own line that heads the paragraph under it (risk factors)."""

    long_line: int = 60
    """Characters from which pairs of ideographic blanks inside a line are paragraph marks (below: names, titles)."""

    giant_line: int = 1000
    """Characters from which tabs and runs of blanks inside a line are paragraph marks too: a report on one line."""

    gram_words: int = 5
    """Words in a gram, for languages with blanks."""

    gram_words_shortest: int = 4
    """A sentence of 4 words is one gram; a shorter one has none."""
