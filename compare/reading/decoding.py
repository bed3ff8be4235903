"""Bytes become text. Takes a text file's bytes, gives its text, the encoding's name and what was undone.

UTF-8 first because it proves itself; then UTF-16 by its marks or its zeros; then the Chinese encodings, told apart by
which of them gives common characters.
"""

import codecs

from compare.errors import BadOption, Unreadable

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装"
    "們這個國來時為說對會過發動於產業後學經進著電現實兩機點從開應還與關義線內數問題無軍體總壓積極報論農區決給導規熱領濟認權證轉單風術場車務萬達議鬥類離華確張馬節話報況傳許廣記需級業設統組計別運資質長東聯將"
)
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))


def decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str, tuple[str, ...]]:
    """The text, the encoding and the repairs. Raises `Unreadable` for what is no text, `BadOption` for a wrong name."""
    if encoding:
        return _as_told(data, name, encoding), encoding.lower(), ()
    for mark, known in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, name, known), known, ()
    wide = _wide(data)
    if wide:
        return _strict(data, name, wide), wide, (f"decoded {wide}",)
    if data.count(0) or sum(map(data.count, (bytes([c]) for c in _CONTROLS))) * 50 > len(data):
        raise Unreadable(name, "is binary, not text")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        found = _chinese(data) or _guessed(data)
    if found is None:
        raise Unreadable(name, "is in no encoding that was recognised; name it with --encoding")
    return data.decode(found), found, (f"decoded {found}",)


def _as_told(data: bytes, name: str, encoding: str) -> str:
    try:
        codecs.lookup(encoding)
    except LookupError as fault:
        raise BadOption("--encoding", f"no encoding is called {encoding}") from fault
    return _strict(data, name, "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding)


def _strict(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as fault:
        raise Unreadable(name, f"is not {encoding}: {getattr(fault, 'reason', fault)}") from fault


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: line ends and blanks leave zeros at one parity only, or it reads as common characters."""
    if len(data) % 2:
        return None
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    shares = [(_common(head.decode(name, errors="replace")), name) for name in ("utf-16-le", "utf-16-be")]
    return max(shares)[1] if max(shares)[0] > 0.4 else None


def _chinese(data: bytes) -> str | None:
    """GB18030 or Big5, whichever reads as common characters; None where neither does."""
    scores = []
    for rank, encoding in enumerate(("gb18030", "big5")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        scores.append((_common(text), -rank, encoding))
    best = max(scores, default=(0.0, 0, ""))
    return best[2] if best[0] > 0.2 else None


def _common(text: str) -> float:
    """The share of common characters and marks among those beyond ASCII."""
    high = [character for character in text if character > "\x7f"]
    return sum(c in COMMON or c in "，。、；：“”　（）《》！？" for c in high) / max(len(high), 1)


def _guessed(data: bytes) -> str | None:
    # The detector's tables load only for files that are neither UTF-8, UTF-16 nor Chinese.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best is not None and best.encoding != "utf_8" else None
