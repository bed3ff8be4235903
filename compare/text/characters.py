"""Single characters: radicals to ideographs and traditional to simplified, one to one so that offsets stay."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

# Unicode's EquivalentUnifiedIdeograph.txt for the CJK radicals (U+2E80-2EF3): NFKC leaves all but two of them alone.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽"
    "⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_IDEOGRAPHS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑"
    "艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)

IDEOGRAPHS: Mapping[int, int] = {
    **{ord(radical): ord(ideograph) for radical, ideograph in zip(_RADICALS, _IDEOGRAPHS, strict=True)},
    **{
        code: ord(unicodedata.normalize("NFKC", chr(code))) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
    },
}
"""A `str.translate` table from radicals and compatibility ideographs, which PDF copies have, to the same ideographs."""


_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufad9]+")


def with_ideographs(text: str) -> str:
    """The text with an ideograph for each radical form: as long as before, so that offsets stay."""
    return _FORMS.sub(lambda match: match[0].translate(IDEOGRAPHS), text)


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
