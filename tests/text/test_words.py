"""The one function that cuts words."""

import random
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from compare.text import dictionary
from compare.text import words as room
from compare.text.cutting import Cutter
from compare.text.words import words

SEEDS = ROOT / "seeds"


def cut(text, language="zh"):
    return [text[start:end] for start, end in words(text, language)]


WHOLE = {
    "a percentage with its sign": ("增长5.2％左右", "5.2％"),
    "a sum with scale and unit": ("完成投资1.2万亿元", "1.2万亿元"),
    "full-width digits": ("增长３．５％", "３．５％"),
    "grouped digits": ("共计1,234户", "1,234户"),
    "a range": ("增长5%-6%", "5%-6%"),
    "more or less a number": ("受理21余万个", "21余万个"),
    "a Chinese numeral with its unit": ("三百二十亿元的盘子", "三百二十亿元"),
    "a masked rate": ("增长***％和", "***％"),
    "a masked month": ("截至**月底，", "**月底"),
    "a masked part of a month": ("*月中旬，", "*月中旬"),
    "a masked span of years": ("****－****年方案", "****－****年"),
    "a masked pollutant": ("全市PM*平均浓度", "PM*"),
    "a masked name apart from what it names": ("深入到***县区", "***"),
    "a date": ("自2021年3月5日起", "2021年3月5日"),
    "months of a year": ("2022年1-11月", "1-11月"),
    "a quoted slogan": ("强化“四个意识”教育", "“四个意识”"),
    "a short book title": ("印发《河湖管理办法》等", "《河湖管理办法》"),
    "an official term": ("推进乡村振兴", "乡村振兴"),
    "an official term in traditional characters": ("推進鄉村振興", "鄉村振興"),
    "a Latin name with a digit": ("建成5G基站", "5G"),
}


@pytest.mark.parametrize(("text", "word"), WHOLE.values(), ids=WHOLE.keys())
def test_stays_whole(text, word):
    assert word in cut(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("revenue of $1.2 billion was", "$1.2 billion"),
        ("rose 5.2% to", "5.2%"),
        ("up 25 basis points", "25 basis points"),
        ("to 5-1/4 percent", "5-1/4 percent"),
        ("on January 31, 2024 the", "January 31, 2024"),
        ("long-term debt", "long-term"),
        ("we didn't say", "didn't"),
        ("in the U.S. market", "U.S."),
    ],
)
def test_stays_whole_in_english(text, word):
    assert word in cut(text, "en")


def test_a_long_book_title_is_cut():
    title = "《" + "关于进一步做好工作的通知" * 4 + "》"

    assert cut(title)[0] == "《"


@settings(max_examples=60)
@given(st.text("全市增长5.2％，“四个意识”《》*月 年第一\nabc-$ 亿元鄉。", max_size=40), st.sampled_from(["zh", "en"]))
def test_words_cover_everything_but_blanks(text, language):
    spans = words(text, language)

    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    left_out = set(range(len(text))) - {at for a, b in spans for at in range(a, b)}
    assert all(text[at].isspace() for at in left_out)


RUNS = (
    "我们坚持稳中求进的工作总基调积极应对各种困难和挑战",
    "新开工建设保障性租赁住房并改造老旧小区惠及居民",
    "张伟明带队到榆树沟村调研高标准农田建设情况",
    "研究生命的起源和南京市长江大桥的历史",
    "统筹推进京津冀协同发展和黄河流域生态保护",
    "结合成分子时常有人提出不同意见",
)


def whole_jieba():
    tokenizer, _ = dictionary._jieba(room.TERMS)
    return lambda run: list(tokenizer.cut(run))


def terms():
    return [term for term in room.TERMS if re.fullmatch("[\u4e00-\u9fd5]+", term)]


def runs_of_seeds():
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("deputy-mayor/*.txt"))]
    return [run for text in texts for run in re.findall("[\u4e00-\u9fd5]+", text)]


def strange_runs():
    """Characters of the seeds in any order, and of the whole range: many stand alone, and the model must speak."""
    chance = random.Random(7)
    known = "".join(runs_of_seeds())
    shuffled = ["".join(chance.choices(known, k=chance.randint(1, 12))) for _ in range(2000)]
    return shuffled + [
        "".join(chr(chance.randint(0x4E00, 0x9FD5)) for _ in range(chance.randint(1, 6))) for _ in range(500)
    ]


def test_our_cutter_cuts_as_jieba_does():
    jieba, ours = whole_jieba(), room.cutter().cut
    runs = [
        *RUNS,
        *terms(),
        *(a + b for a, b in zip(RUNS, terms(), strict=False)),
        *runs_of_seeds(),
        *strange_runs(),
    ]

    assert len(runs) > 3500
    assert [ours(run) for run in runs] == [jieba(run) for run in runs]


def test_rjieba_cuts_as_ours_does():
    pytest.importorskip("rjieba", reason="the fast cutter is an extra")
    rjieba, ours = room.rjieba_cutter(), room.cutter().cut
    runs = [*RUNS, *terms(), *(a + b for a, b in zip(RUNS, terms(), strict=False)), *runs_of_seeds()]

    assert [rjieba(run) for run in runs] == [ours(run) for run in runs]


def test_the_shipped_dictionary_is_of_our_terms_and_what_jieba_gives():
    """Stale: run tools/build_dictionary.py."""
    assert dictionary.SHIPPED.read_bytes() == dictionary.packed(room.DICTIONARY_ID, room.TERMS)


@pytest.mark.parametrize("content", [b"", b"jieba of other terms".ljust(400, b"\0")], ids=["empty", "of other terms"])
def test_a_dictionary_of_other_terms_is_not_used(tmp_path, content):
    path = tmp_path / "dictionary.bin"
    path.write_bytes(content)
    tables = dictionary.load(room.DICTIONARY_ID, room.TERMS, path)

    assert Cutter(tables).cut("高质量发展") == room.cutter().cut("高质量发展") == ["高质量发展"]


def test_cutting_talks_to_nobody_and_leaves_no_file(tmp_path):
    program = "from compare.text.words import words\nprint(len(words('推进乡村振兴', 'zh')))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PATH": "", "PYTHONPATH": "."},
    )

    assert (done.stdout, done.stderr) == ("2\n", "")
    assert list(tmp_path.iterdir()) == []


def test_english_never_loads_the_dictionary():
    program = "import sys\nfrom compare.text.words import words\nwords('Net sales rose 5%.', 'en')\n"
    program += "print({'jieba', 'rjieba', 'opencc'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
