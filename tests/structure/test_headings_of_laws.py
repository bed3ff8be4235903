"""Articles, items and sections by number; what is left out as contents; headings without a number."""

import pytest

from compare.settings import Settings
from compare.source import Source
from compare.structure import parse

LAW = "东山市{}条例\n\n第一章 总则\n{}"
BODY = "船主应当按时缴纳费用，并保存凭证。"
PLACE = "We repaired the quay in the spring. It will be opened in the autumn."


def edition(text, *, blocks=(), path="2022.txt"):
    return parse(Source(path, text, "", "txt", "utf-8", blocks=blocks), settings=Settings())


def numbers(text, **more):
    return [section.number for section in edition(text, **more).sections if section.heading]


def titles(text, **more):
    return [section.title for section in edition(text, **more).sections if section.heading]


@pytest.mark.parametrize(
    "articles",
    [
        pytest.param(["第一条", "第二条", "第三条"], id="from the first"),
        pytest.param(["第一百零九条", "第一百一十条", "第一百一十一条"], id="over a hundred"),
        pytest.param(["第九百九十九条", "第一千条", "第一千零一条"], id="over a thousand"),
        pytest.param(["第一百三十三条", "第一百三十三条之一", "第一百三十三条之二"], id="put in between"),
    ],
)
@pytest.mark.parametrize("gap", ["\u3000", " ", ""], ids=["wide blank", "blank", "no blank"])
def test_every_article_is_a_section(articles, gap):
    text = LAW.format("港口", "".join(f"{number}{gap}{BODY}\n" for number in articles))

    assert numbers(text) == ["第一章", *articles]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("第五条规定的情形除外，其他船主适用本办法。", id="a rule that is spoken of"),
        pytest.param("第三条、第四条所称船主，包括承租人。", id="two of them"),
    ],
)
def test_a_sentence_that_speaks_of_an_article_is_none(line):
    assert numbers(f"东山市港口管理情况\n\n一、总体情况\n{BODY}\n{line}\n{BODY}") == ["一、"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(["Article 1. Scope", "Article 2. Fees"], ["Article 1.", "Article 2."], id="articles"),
        pytest.param(["Article IV Fees", "Article V Boats"], ["Article IV", "Article V"], id="Roman articles"),
        pytest.param(["Section 4.1 Fees", "Section 4.2 Boats"], ["Section 4.1", "Section 4.2"], id="sections"),
        pytest.param(["§ 12 Fees", "§ 13 Boats"], ["§ 12", "§ 13"], id="paragraph signs"),
        pytest.param(["Items 1 and 2. Business", "Item 3: Fees"], ["Items 1 and 2.", "Item 3"], id="items together"),
        pytest.param(["Item 1(a). Boats", "Item 1B - Fees"], ["Item 1(a).", "Item 1B -"], id="items with a letter"),
        pytest.param(["Item 1.\n\nBusiness", "Item 2.\n\nFees"], ["Item 1.", "Item 2."], id="the title a line below"),
    ],
)
def test_english_numbers_open_sections(lines, found):
    assert numbers(f"Harbor Terms 2022\n\n{lines[0]}\n\n{PLACE}\n\n{lines[1]}\n\n{PLACE}\n") == found


@pytest.mark.parametrize(
    "gap",
    ["……………", "........", " . . . . . ", "\t", "   ", ""],
    ids=["marks", "dots", "spread", "tab", "blanks", "none"],
)
def test_contents_are_left_out(gap):
    listed = "".join(
        f"{title}{gap}{page}\n" for title, page in [("一、总体情况", 1), ("二、主要问题", 4), ("三、下步打算", 9)]
    )
    body = f"一、总体情况\n{BODY}\n二、主要问题\n{BODY}\n三、下步打算\n{BODY}\n"
    found = edition(f"东山港2022年工作总结\n\n目 录\n{listed}\n{body}")

    assert [section.number for section in found.sections if section.heading] == ["一、", "二、", "三、"]
    assert not any("目" in found.piece(n) or "4" in found.piece(n) for n in range(len(found.sentences)))
    assert "contents left out" in found.repairs


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"东山港报告\n\n一、收入 12\n{BODY}\n二、支出 9\n{BODY}", id="headings that end in a figure"),
        pytest.param("东山港报告\n\n目录\n\n本报告没有目录。\n一、收入\n本年收入12万元。", id="a word alone"),
        pytest.param("Boats\n\nSloops  12\nKetches  9\nYawls  14\nCutters  11\n", id="a table of four rows"),
    ],
)
def test_what_only_looks_like_contents_stays(text):
    assert "contents left out" not in edition(text).repairs


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        pytest.param("Results of the Harbor", True, id="Title Case"),
        pytest.param("eBoat and iDock", True, id="a name with a small first letter"),
        pytest.param("September 30, 2022", False, id="a date"),
        pytest.param("Effective date: May 3, 2022", False, id="a date with its label"),
        pytest.param("(In Millions Except per Share Data)", False, id="the unit of a table"),
        pytest.param("Yes ☐ No ☒", False, id="boxes"),
        pytest.param("# of boats in the harbor", False, id="a number sign before a small letter"),
        pytest.param("- Boats and Docks", False, id="an item"),
    ],
)
def test_an_english_line_is_a_heading_or_not(line, is_heading):
    text = f"Harbor Report 2022\n\n{PLACE}\n\n{line}\n\n{PLACE} {PLACE}\n"

    assert (line in [title.removeprefix("# ") for title in titles(text)]) == is_heading


def test_statements_in_title_case_are_headings_as_those_in_sentence_case_are():
    said = [
        "Strong Winds May Close the Harbor.",
        "Fees Could Fall Below What the Quays Cost.",
        "We Depend on One Pilot.",
    ]
    text = "Item 1A. Risk Factors\n\n" + "".join(f"{line}\n\n{PLACE} {PLACE}\n\n" for line in said)

    assert titles(text)[1:] == said


def test_items_that_may_do_something_are_no_headings():
    items = [f"- We may use your name for {word}." for word in ("letters", "lists", "bills")]
    text = "# Harbor Notice 2022\n\n## Names\n\n" + "".join(f"{item}\n- We keep it. {PLACE}\n" for item in items)

    assert titles(text) == ["Names"]


def test_capitals_do_not_stand_above_title_case_that_came_first():
    lines = ["Overview", "FEES AND DUES", "Results of the Year", "YEAR ENDED IN JUNE"]
    found = edition("Item 7. Discussion\n\n" + "".join(f"{line}\n\n{PLACE}\n\n" for line in lines))

    assert [section.level for section in found.sections if section.heading] == [1, 2, 3, 2, 3]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        pytest.param("The board is in charge of\nthe harbor and of what is built in it and beside it.\n", 1, id="no"),
        pytest.param(
            f"{'The board met and read the report of the'} harbor\nmaster. It was kept.\n", 2, id="small letter"
        ),
        pytest.param(
            "The shop was open on all days of the year between\n7 a.m. and noon. It sold books.\n", 2, id="between"
        ),
    ],
)
def test_an_english_line_that_ends_no_sentence_goes_on(lines, count):
    assert len(edition(f"Harbor Report\n\n{PLACE}\n\n{lines}").sentences) - 3 == count
