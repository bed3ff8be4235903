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
