"""Archives of editions: many units, many years. Takes reports, gives tables that plain SQL scores and compares.

    from compare import archive
    with archive.open("reports.archive") as held:
        held.add(archive.listed(["reports/"]))
        print(held.report().units)

An edition becomes rows (`rows`), the rows are Delta tables in one folder (`store`), and everything after that is the
SQL of `sql/`, which runs unchanged on DuckDB and on Spark (`engines`, `spark`). Needs the extra `archive`.
"""

from compare.archive.archive import Archive, Status
from compare.settings import Settings

__all__ = ["Archive", "Status", "open"]


def open(path: str, settings: Settings = Settings(), *, make: bool = False) -> Archive:  # noqa: A001 - said with its module
    """Open an archive, or with `make` begin one.

    Raises `MissingExtra` without the extra, `Unreadable` or `BadOption` where there is no archive of this version.
    """
    return Archive(path, settings, make=make)
