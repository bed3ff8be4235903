"""Old and foreign office files (.doc, .wps, .odt, .rtf): converted to .docx by LibreOffice where it is installed."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from compare.errors import MissingExtra, Unreadable, of_system
from compare.reading.formats import kind_of
from compare.reading.types import Extracted, File, ReadOptions
from compare.reading.word import read_word

__all__ = ["read_office"]

_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_NAMES = {"doc": "Word 97", "odt": "OpenDocument", "rtf": "RTF"}


def read_office(file: File, asked: ReadOptions) -> Extracted:
    """The text of an office file. Raises `MissingExtra` without LibreOffice, `Unreadable` where it cannot convert."""
    form = kind_of(file, _NAMES)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise MissingExtra(file.name, "office missing", format=_NAMES[form])
    with TemporaryDirectory(prefix="yoy-") as folder:
        data = _converted(file, form, program, Path(folder), asked.settings.office_seconds)
    found = read_word(File(file.name, data), asked)
    return Extracted(found.text, "", ("converted by LibreOffice", *found.repairs), found.blocks)


def _converted(file: File, form: str, program: str, folder: Path, seconds: int) -> bytes:
    """The bytes of the .docx. The office runs with a profile of its own, which allows no macros and has no history."""
    source, target = folder / f"report.{form}", folder / "out" / "report.docx"
    source.write_bytes(file.data)
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
    try:
        subprocess.run(  # noqa: S603 - our own command on a file of our own name
            [*command, "--outdir", str(target.parent), str(source)],
            capture_output=True,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(file.name, "office slow", seconds=seconds) from None
    except OSError as fault:
        raise Unreadable(file.name, "office start", why=of_system(fault)) from None
    if not target.is_file():
        raise Unreadable(file.name, "office failed")
    return target.read_bytes()
