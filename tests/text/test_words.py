"""The one function that cuts words."""

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from compare.text import words as room
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


def test_both_cutters_cut_the_same_words():
    pytest.importorskip("rjieba", reason="the fast cutter is an extra")
    plain, fast = room._plain(), room._fast()
    runs = [*RUNS, *room.TERMS, *(a + b for a, b in zip(RUNS, room.TERMS, strict=False))]

    assert [fast(run) for run in runs] == [plain(run) for run in runs]


def test_the_dictionary_learnt_by_runs_cuts_as_the_whole_one():
    plain = room._plain()
    whole = sys.modules["jieba"].Tokenizer()
    whole.FREQ, whole.total = whole.gen_pfdict(whole.get_dict_file())
    whole.initialized = True
    for term in room.TERMS:
        whole.add_word(term)
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("deputy-mayor/*.txt"))]
    runs = [run for text in texts for run in re.findall("[\u4e00-\u9fd5]+", text)]

    assert len(runs) > 1000
    assert [plain(run) for run in runs] == [list(whole.cut(run)) for run in runs]


def test_cutting_talks_to_nobody_and_leaves_no_file(tmp_path):
    program = (
        "from compare.text import words\nwords._cutter = words._plain\nprint(len(words.words('推进乡村振兴', 'zh')))"
    )
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
