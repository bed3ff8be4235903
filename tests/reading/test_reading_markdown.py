"""Markdown: what its reader sees, at the places where it stands in the file."""

import pytest

from compare.editions import read
from compare.settings import Settings

PLACE = "We repaired the quay in the spring. It will be opened in the autumn."


def edition(folder, text, name="report-2022.md"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(str(path), settings=Settings())


def pieces(found):
    return [" ".join(found.piece(n).replace("\u2060", "").split()) for n in range(len(found.sentences))]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        pytest.param("The **whole** quay is *ours*.", "The whole quay is ours.", id="emphasis"),
        pytest.param("The un**believ**able quay.", "The unbelievable quay.", id="emphasis in a word"),
        pytest.param(r"Fees are \$5 and 3 \* 4.", "Fees are $5 and 3 * 4.", id="escapes"),
        pytest.param("See [the terms](/a/b(c) 'x') now.", "See the terms now.", id="a link"),
        pytest.param("See [the terms][1] now.\n\n[1]: /a/b", "See the terms now.", id="a link by reference"),
        pytest.param("Look ![a boat](boat.png) here.", "Look here.", id="a picture"),
        pytest.param("A <u>low</u> fee<br>is due.", "A low fee is due.", id="raw HTML"),
        pytest.param("One fee.\n<!-- page 3 -->", "One fee.", id="a comment"),
        pytest.param("The fee is `net` of tax.", "The fee is net of tax.", id="code"),
        pytest.param(
            "> The fee for boats of all sizes and kinds is\n> due.",
            "The fee for boats of all sizes and kinds is due.",
            id="a quotation",
        ),
        pytest.param("*   All is well.", "• All is well.", id="a star before an item"),
        pytest.param("The ~~old~~ fee is due.", "The fee is due.", id="struck words"),
    ],
)
def test_markup_is_no_text(tmp_path, written, seen):
    assert pieces(edition(tmp_path, f"# Harbor\n\n{PLACE}\n\n{written}\n"))[3:] == [seen]


def test_the_text_is_that_of_the_file_and_spans_are_places_in_it(tmp_path):
    text = "# Harbor\n\nThe **old** quay was [sold](http://example.invalid/a). It was *ours*.\n"
    found = edition(tmp_path, text)

    assert found.source.text == text
    assert [text[slice(*sentence.span)] for sentence in found.sentences] == [
        "Harbor",
        "The **old** quay was [sold](http://example.invalid/a).",
        "It was *ours*.",
    ]


@pytest.mark.parametrize(
    "form",
    ["## {}", "**{}**", "{}\n------", "__{}__", "## **{}** ##"],
    ids=["signs", "bold", "underlined", "bars", "both"],
)
def test_headings_keep_their_numbers(tmp_path, form):
    lines = [
        form.format("一、总体情况"),
        "港口运行平稳，收费不变。全年无事故。",
        form.format("二、主要问题"),
        "码头老旧。",
    ]
    found = edition(tmp_path, "# 东山港2022年工作总结\n\n" + "\n\n".join(lines) + "\n")

    assert [(s.number, s.title) for s in found.sections if s.heading] == [("一、", "总体情况"), ("二、", "主要问题")]


def test_the_levels_of_headings_are_those_of_their_signs(tmp_path):
    found = edition(tmp_path, f"# Harbor\n\n## Fees\n\n{PLACE}\n\n### Boats\n\n{PLACE}\n\n## Law\n\n{PLACE}\n")

    assert [(s.title, s.level) for s in found.sections if s.heading] == [("Fees", 1), ("Boats", 2), ("Law", 1)]


@pytest.mark.parametrize(
    ("front", "title", "period"),
    [
        pytest.param("title: Harbor Fees\ndate: 2021-05-03", "Harbor Fees", "2021-05-03", id="title and day"),
        pytest.param('title: "Harbor Fees"\ntags:\n  - a\n  - b', "Harbor Fees", "2022", id="a title in quotes"),
        pytest.param("tags: [2020 list]", "Boats", "2022", id="neither"),
    ],
)
def test_front_matter_is_set_aside_and_names_title_and_date(tmp_path, front, title, period):
    found = edition(tmp_path, f"---\n{front}\n---\n\n# Boats\n\n{PLACE}\n")

    assert (found.title, found.period) == (title, period)
    assert pieces(found) == ["Boats", *(f"{part}." for part in PLACE.rstrip(".").split(". "))]


def test_a_table_is_its_rows(tmp_path):
    found = edition(tmp_path, f"# Harbor\n\n{PLACE}\n\n|  |  |\n| --- | --- |\n| **Boats** | 41 |\n| Docks | 3 |\n")

    rows = [found.piece(n).split() for n, s in enumerate(found.sentences) if s.role == "table"]
    assert rows == [["Boats", "|", "41"], ["Docks", "|", "3"]]


def test_a_note_is_no_part_of_the_sentence_that_points_to_it(tmp_path):
    found = edition(tmp_path, f"# Harbor\n\nThe fee rose.[^a] {PLACE}\n\n[^a]: Before tax.\n")

    assert (pieces(found)[1], pieces(found)[-1]) == ("The fee rose.", "Before tax.")


def test_struck_words_are_told_of(tmp_path):
    assert "struck text left out" in edition(tmp_path, f"# Harbor\n\nA ~~low~~ fee. {PLACE}\n").repairs
