"""Facts of real reports, checked by eye once: counts, numbers, parts. The reports themselves are not in the project."""

import re
from collections import Counter

import pytest
from places import SHARED

from compare.model import Edition
from compare.settings import Settings
from compare.source import Source
from compare.structure import parse
from compare.text.forms import folded

REPORTS = SHARED / "reports"
HAN = "一二三四五六七八九十"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside the project")


def edition(name: str, encoding: str = "utf-8-sig") -> Edition:
    text = (REPORTS / name).read_bytes().decode(encoding)
    return parse(Source(name, text, "", "txt", encoding), settings=Settings())


def counted(found: Edition, pattern: str) -> int:
    return sum(bool(re.fullmatch(pattern, section.number)) for section in found.sections)


@pytest.mark.parametrize(
    ("name", "period", "numbers", "parts", "bracketed"),
    [
        ("deputy-mayor/2022.txt", "2022", "0 一、 二、 三、 0", "other review review integrity other", 0),
        ("state-council/1986.txt", "1986", "0 一、 二、 三、 四、 0 0", "other review plan plan plan other other", 6),
        ("state-council/2017.txt", "2017", "0 一、 二、 三、 0 0", "other review plan plan other other", 9),
        ("state-council/2026.txt", "2026", "0 一、 二、 三、 四、 0 0", "other review plan plan plan other other", 12),
        ("hailar-district/2014.txt", "2014", "0 一、 二、 0", "other review plan other", 9),
        ("hailar-district/2019.txt", "2019", "0 一、 二、 三、 0", "other review plan plan other", 17),
        ("provinces-2025/text/新疆.2025.txt", "2025", "0 一、 二、 三、 0", "other review plan plan other", 23),
        ("provinces-2026/江苏省_2026.txt", "2026", "0 一、 二、 三、 0 0", "other review plan plan other other", 21),
        ("provinces-2026/青海省_2026.txt", "2026", "0 一、 二、 三、 0 0", "other review plan plan other other", 12),
        ("pboc-committee/2023Q4.txt", "2023Q4", "0", "other", 0),
        ("fomc-statements/20240131.txt", "2024-01-31", "0", "other", 0),
    ],
)
def test_the_outline_of_a_real_report(name, period, numbers, parts, bracketed):
    found = edition(name)

    top = [section for section in found.sections if section.level == 1]
    assert found.period == period
    assert " ".join(section.number or "0" for section in top) == numbers
    assert " ".join(section.part for section in top) == parts
    assert counted(found, rf"[（(][{HAN}]+[）)]") == bracketed


def test_the_items_inside_giant_paragraphs_are_found():
    found = edition("deputy-mayor/2022.txt")

    assert [counted(found, f"{ordinal}是") for ordinal in HAN[:9]] == [3, 3, 3, 2, 1, 1, 1, 1, 0]
    assert {section.level for section in found.sections if section.number.endswith("是")} == {2}


def test_counts_inside_a_series_of_ordinals_stand_below_it():
    sections = edition("state-council/1978.txt").sections
    ordinals = [section for section in sections if section.number.startswith("第")]
    below = [s.number for s in sections if s.parent == ordinals[0].id]

    assert [(section.number, section.level) for section in ordinals] == [(f"第{number}", 2) for number in HAN[:6]]
    assert below == [f"（{number}）" for number in HAN[:9]]


def test_every_bracketed_heading_of_the_provinces_is_found():
    heads, missed = 0, []
    for path in [*sorted(REPORTS.glob("provinces-2025/text/*.txt")), *sorted(REPORTS.glob("provinces-2026/*.txt"))]:
        found = edition(str(path.relative_to(REPORTS)))
        starts = {section.heading[0] for section in found.sections if section.heading}
        for match in re.finditer(rf"(?m)^\s*([（(][{HAN}]{{1,3}}[）)]|[{HAN}]{{1,3}}、)", found.source.text):
            heads += 1
            missed += [(path.name, match.start(1))] if match.start(1) not in starts else []

    assert heads == 1162
    assert missed == []


def gold_units(text: str) -> dict[int, tuple[int, int]]:
    space = {}
    exec(compile((SHARED / "gold" / "units.py").read_text(encoding="utf-8"), "units.py", "exec"), space)
    return {number: (start, end) for number, (start, end, _) in enumerate(space["units"](text), 1)}


def test_98_in_100_gold_headings_are_headings():
    wanted = found = 0
    for line in (SHARED / "gold" / "cases.tsv").read_text(encoding="utf-8").splitlines():
        _, *names, folder = line.split("\t")
        rows = [row.split("\t") for row in (SHARED / "gold" / folder / "sections.tsv").read_text().splitlines() if row]
        for side, name in enumerate(names):
            report = edition(name)
            spans = gold_units(report.source.text)
            heads = [section.heading for section in report.sections if section.heading]
            for unit in {int(told.strip()[1:]) for row in rows for told in row[side].split(",")}:
                start, end = spans[unit]
                wanted += 1
                found += any(2 * (min(end, e) - max(start, s)) >= min(end - start, e - s) for s, e in heads)

    assert wanted == 831
    assert found >= 0.98 * wanted


@pytest.mark.parametrize(
    ("year", "least"),
    [("1978", 0.98), ("1998", 0.98), ("2021", 0.98), ("2022", 0.98), pytest.param("2012", 0.95, id="2012, in other words here and there")],
)  # fmt: skip
def test_a_report_on_one_line_gives_the_sentences_and_headings_of_its_clean_twin(year, least):
    clean, flat = edition(f"state-council/{year}.txt"), edition(f"state-council/flat/{year}.txt")

    wanted, got = told(clean), told(flat)
    assert sum((wanted & got).values()) >= least * sum(wanted.values())
    worded = Counter({text: count for text, count in wanted.items() if text in "".join(got)})
    assert sum((worded & got).values()) >= 0.98 * sum(worded.values())
    assert {s.title for s in clean.sections if s.number} <= {s.title for s in flat.sections}
    assert "one line" in flat.repairs


def told(found: Edition) -> Counter[str]:
    numbers = (n for n, sentence in enumerate(found.sentences) if sentence.role != "furniture")
    return Counter(folded(found.piece(number), found.language).text for number in numbers)


def test_what_a_truncated_report_on_one_line_holds_is_that_of_its_clean_twin():
    clean, flat = told(edition("state-council/2007.txt")), told(edition("state-council/flat/2007.txt"))

    assert sum((clean & flat).values()) >= 0.98 * sum(flat.values())


@pytest.mark.parametrize("year", range(2012, 2020))
def test_a_gbk_file_with_crlf_gives_the_same_edition(year):
    utf = edition(f"hailar-district/{year}.txt")
    gbk = edition(f"hailar-district/gbk/{year}.txt", "gb18030")

    assert "\r\n" in gbk.source.text
    assert [gbk.piece(n).replace("\r\n", "\n") for n in range(len(gbk.sentences))] == [
        utf.piece(n) for n in range(len(utf.sentences))
    ]
    assert [(s.id, s.number, s.title, s.part) for s in gbk.sections] == [
        (s.id, s.number, s.title, s.part) for s in utf.sections
    ]


@pytest.mark.parametrize(
    ("name", "repairs"),
    [
        ("state-council/1954.txt", ("furniture", "traditional characters")),
        ("state-council/1956.txt", ("furniture", "full width digits")),
        ("state-council/flat/1998.txt", ("one line", "blanks in digits")),
        ("state-council/2017.txt", ("hard wrap", "furniture")),
        ("fomc-statements/20240131.txt", ("hard wrap",)),
        ("hailar-district/2012.txt", ("blanks in title",)),
        ("deputy-mayor/2022.txt", ()),
    ],
)
def test_what_had_to_be_repaired_is_listed(name, repairs):
    assert edition(name).repairs == repairs


def test_broken_lines_of_2017_are_joined():
    found = edition("state-council/2017.txt")

    assert sum("\n" in found.piece(number) for number in range(len(found.sentences))) == 27
