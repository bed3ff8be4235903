"""Results of earlier runs at the command line. Takes a request, gives the place of its result in the cache, or none.

A result depends on the contents of every file that is read and on every option that changes what is found; what only
changes how it is shown is left out, so that another format of the same findings costs no comparison.
"""

from __future__ import annotations  # what a signature names alone is not loaded, so that help is there at once

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from compare.cache import default_folder, key_of

if TYPE_CHECKING:
    from compare.cli.request import Request


def place_of(request: Request, files: Iterable[str], find: Iterable[str], anchors: Iterable[str]) -> tuple[str, str]:
    """The folder and key of a result; two empty words where none may be kept.

    None is kept of standard input, of what an archive or a folder stands behind, and where a person decided about
    links in one of the files of `anchors`: these speak when they are read.
    """
    beside = [*request.earlier, *request.against, *request.upstream, *filter(None, (request.lexicon, request.units))]
    beside += [request.background] if request.background not in ("shipped", "none") else []
    paths = [*files, *beside]
    if request.no_cache or request.archive or any(Path(name).exists() for name in anchors):
        return "", ""
    try:
        contents = [Path(path).read_bytes() for path in paths]  # "-" is no file
    except (OSError, ValueError):
        return "", ""
    asked = (
        paths,
        (len(request.earlier), len(request.against), len(request.upstream), request.background),
        (request.encoding, request.language, request.tracked, request.old_period, request.new_period, request.explain),
        sorted(find),
        request.settings,
    )
    return default_folder(), key_of(contents, (request.command, asked))
