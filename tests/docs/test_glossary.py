"""One word for one thing: the glossary is what the messages say and names every noun of the model."""

import re
from fnmatch import fnmatchcase

import pytest
from places import ROOT

from compare import model, source
from compare.messages import TABLE

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
READ, NOUNS, OTHER_NOUNS = TEXT.split("\n## ")[1:]


def rows(part):
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    _, *lines = lines  # the names of the columns
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]


NOTIONS = {row[0]: row[1:] for row in rows(READ)}


@pytest.mark.parametrize("code", NOTIONS)
def test_a_notion_has_one_name_wherever_people_read_it(code):
    zh, en, _, patterns = NOTIONS[code]
    keys = [key for pattern in patterns.split() for key in TABLE if fnmatchcase(key, pattern)]

    assert len(keys) >= len(patterns.split())
    assert {TABLE[key][0] for key in keys} == {zh}
    assert {TABLE[key][1].removesuffix("s") for key in keys} == {en.removesuffix("s")}


def test_no_message_uses_a_word_that_was_given_up():
    chinese, english = TEXT.split("Words that are not used: ")[1].split(".\n")[0].split("; ")
    for word in chinese.split(", "):
        assert [key for key, (zh, _) in TABLE.items() if word in zh] == [], word
    for word in english.split(", "):
        assert [key for key, (_, en) in TABLE.items() if re.search(rf"\b{word}\b", en)] == [], word


def test_every_noun_of_the_model_is_explained():
    public = {name: noun for room in (model, source) for name, noun in vars(room).items() if not name.startswith("_")}
    rooms = (model.__name__, source.__name__)
    nouns = {name for name, noun in public.items() if isinstance(noun, type) and noun.__module__ in rooms}

    assert nouns == {row[0] for row in rows(NOUNS)}
    assert all(all(row) for row in rows(NOUNS))


def test_every_other_noun_is_explained_in_both_languages():
    table = rows(OTHER_NOUNS)

    assert all(len(row) == 4 and all(row) for row in table)
    assert all(re.search("[\u4e00-\u9fff]", row[2]) for row in table)
