"""Single characters: traditional to simplified, one to one so that offsets stay."""

from collections.abc import Iterator, Mapping
from pathlib import Path


class _Simplified(Mapping[int, int]):
    """A `str.translate` table from traditional to simplified characters, filled by OpenCC at the first Han character."""

    def __init__(self) -> None:
        self._table: dict[int, int] | None = None

    def _filled(self) -> dict[int, int]:
        if self._table is None:
            # OpenCC loads its dictionaries only for reports that hold Han characters at all.
            import opencc

            # By its whole path: for a bare name OpenCC takes a file of that name in the current folder first.
            config = Path(opencc.__file__).parent / "clib" / "share" / "opencc" / "t2s.json"
            han = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
            simple = opencc.OpenCC(str(config)).convert("\n".join(han)).split("\n")
            self._table = {ord(a): ord(b) for a, b in zip(han, simple, strict=True) if a != b and len(b) == 1}
        return self._table

    def __getitem__(self, code: int) -> int:
        if code < 0x3400:
            raise KeyError(code)
        return self._filled()[code]

    def __iter__(self) -> Iterator[int]:
        return iter(self._filled())

    def __len__(self) -> int:
        return len(self._filled())


SIMPLIFIED: Mapping[int, int] = _Simplified()
