"""What an edition promises, and what the next one says of it. Takes two editions and their changes, returns `FollowUp`s."""

from compare.promises.followups import followups

__all__ = ["followups"]
