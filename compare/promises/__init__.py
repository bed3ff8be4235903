"""Promises followed into the next edition: each edition's are extracted once, each has one verdict."""

from compare.promises.followups import followups
from compare.promises.tasks import extract
from compare.promises.types import EditionPromises, Task

__all__ = ["EditionPromises", "Task", "extract", "followups"]
