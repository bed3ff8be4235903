"""Files beside reports: what a person wrote is read or told in one line, what we write is whole or not there at all."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from compare.codes import Fact, Notice
from compare.errors import BadOption, Unreadable, of_system

_DEEPEST = 50
"""Levels of nesting that a file may have; ours have five, and what walks them may recurse."""


_LONGEST = 255
"""Bytes that most file systems allow a name."""


def name_of(old: str, new: str, ending: str) -> str:
    """The name of a file about two others; where it would be too long for a name, cut, with a hash that tells it apart."""
    name = f"{old}.{new}{ending}"
    if len(os.fsencode(name)) <= _LONGEST:
        return name
    import hashlib  # a long name is rare

    known = hashlib.sha256(os.fsencode(name)).hexdigest()[:12]
    room = (_LONGEST - len(known) - len(ending) - 2) // 2
    starts = [os.fsencode(stem)[:room].decode("utf-8", "ignore") for stem in (old, new)]
    return f"{starts[0]}.{starts[1]}.{known}{ending}"


def beside_of(old_path: str, new_path: str) -> str:
    """Where a person's decisions about two reports live: beside the new one, named after both."""
    new = PurePath(new_path)
    return str(new.with_name(name_of(PurePath(old_path).stem, new.stem, ".anchors.toml")))


def read_toml(path: str, fault: str) -> dict[str, Any]:
    """What a TOML file says. Raises `Unreadable`, or `BadOption` with the code `fault` and why."""
    import tomllib  # takes as long to load as all else that --help needs

    table: dict[str, Any] = _read(path, tomllib.loads, fault)
    return table


def read_json(path: str, fault: str) -> object:
    """What a JSON file says. Raises `Unreadable`, or `BadOption` with the code `fault` and why."""
    return _read(path, json.loads, fault)


def _read(path: str, parse: Callable[[str], Any], fault: str) -> Any:  # noqa: ANN401 - as it stands in the file
    try:
        value = parse(_bounded(path).decode("utf-8", "surrogatepass"))
    except OSError as trouble:
        if isinstance(trouble, FileNotFoundError):
            raise Unreadable(path, "no such file") from None
        raise Unreadable(path, "cannot be opened", why=of_system(trouble)) from None
    except RecursionError:
        raise BadOption(path, fault, why=Notice("nests too deep")) from None
    except ValueError as trouble:  # no UTF-8, a syntax error, a number without end, a NUL in the file's own name
        raise BadOption(path, fault, why=_wrong(trouble)) from None
    if excess := _excess(value, _DEEPEST):
        raise BadOption(path, fault, why=excess)
    return value


def _bounded(path: str) -> bytes:
    """A file's bytes. Raises `Unreadable` for one that nobody wrote by hand, before it is parsed."""
    from compare.settings import Settings  # where there is a file

    largest = Settings().beside_largest
    with Path(path).open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise Unreadable(path, "too large", mib=largest // 2**20, setting="beside_largest")
    return data


def _wrong(trouble: ValueError) -> Fact:
    """What is wrong with a text, and where; in the parser's own words where it has nothing else."""
    if isinstance(trouble, json.JSONDecodeError):
        return Notice("JSON at", {"words": trouble.msg, "line": trouble.lineno, "column": trouble.colno})
    if isinstance(trouble, UnicodeDecodeError):
        return Notice("not UTF-8", {"at": trouble.start})
    return str(trouble)


def _excess(value: object, depth: int) -> Notice | None:
    """What is too much of a value to be worked with, nor even shown; None where nothing is."""
    if not depth:
        return Notice("nests too deep")
    if isinstance(value, int) and abs(value) >= 2**63:
        return Notice("number too large")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next(filter(None, (_excess(item, depth - 1) for item in inner)), None)


def write_whole(path: str, data: bytes) -> None:
    """Write beside the file that is meant (a link's target) and rename, so that nobody ever sees half of it.

    An existing file keeps its mode; what is no file, like a device, is written as it is. Raises `Unreadable`.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as fault:
        raise Unreadable(path, "cannot be written", why=of_system(fault)) from None


def _replace(target: Path, data: bytes) -> None:
    import secrets  # nothing is written most of the time

    beside = target.with_name(f".yoy-{secrets.token_hex(6)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink()
