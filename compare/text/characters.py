"""Single characters: radicals to ideographs and traditional to simplified, one to one so that offsets stay."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
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


@cache
def _simplified() -> Mapping[int, int]:
    # Built by tools/build_simplified.py out of OpenCC's tables (Apache 2 licence), which take long to load.
    pairs = (Path(__file__).parent / "simplified.txt").read_text(encoding="utf-8").strip()
    return dict(zip(map(ord, pairs[::2]), map(ord, pairs[1::2]), strict=True))


class _Simplified(dict[int, int]):
    """A `str.translate` table from traditional to simplified characters that fills as it is asked."""

    def __missing__(self, code: int) -> int:
        self[code] = simple = code if code < 0x3400 else _simplified().get(code, code)
        return simple


SIMPLIFIED: Mapping[int, int] = _Simplified()
