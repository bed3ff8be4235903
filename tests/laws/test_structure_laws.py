"""The laws of an edition, on random texts: nothing is lost, sections nest, the same text gives the same edition."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import NoSentences
from compare.model import Edition
from compare.settings import Settings
from compare.source import Source
from compare.structure import parse

QUICK = settings(max_examples=120, deadline=None)

LINES = [
    *(
        "一、去年工作回顾",
        "二、今年工作安排",
        "（一）产业发展",
        "（二）民生改善。",
        "1.修路",
        "2、种树",
        "第一章 总则",
        "——产业提速。",
        "【安全】",
    ),
    *(
        "一是修路。",
        "二是种树。",
        "三是育苗",
        "第一，修路。",
        "首先，修路。",
        "# Report",
        "PART I",
        "Item 1A. Risk Factors",
        "MARKETS AND CUSTOMERS",
    ),
    *(
        "各位代表：",
        "各位代表！",
        "下载",
        "来源：",
        "东岭日报",
        "— 3 —",
        "•",
        "(1)",
        "2.5",
        "”",
        "。",
        "| a | b |",
        "12 345",
    ),
    *(
        "强化就业优先导向。",
        "让我们团结起来，为建设美好东岭努力奋斗！",
        "We may lose customers.",
        "the storm.",
        "，比上年多",
        "\u200c",
        "附件",
    ),
    *("全县新建公路86公里；改造危桥12座。群众出行更加方便！", "We sold pumps. Mr. Oak left; The U.S. Navy bought two."),
    *(
        "要做到：一是快。二是好；三是省。",
        "措施如下：（一）修渠。（二）种树。",
        "一\u3000\u3000二\u3000\u3000" + "三" * 40,
        "\t\t",
        "财政收入***万元",
    ),
]
GLUE = ["\n", "\r\n", "\n\n", "\u3000\u3000", "\t", " ", "", "\n\u3000\u3000"]
texts = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(GLUE)), min_size=1, max_size=40).map(
    lambda told: "".join(line + glue for line, glue in told)
)
wild = st.text(alphabet="一二是、。；！？：，（）“”《》〇1234.．\r\n\t \u3000\xa0\u2028\x0cabcZ—•#|【】*", max_size=200)


def edition(text: str) -> Edition | None:
    try:
        return parse(Source("2022.txt", text, "", "txt", "utf-8"), settings=Settings())
    except NoSentences:
        return None


@QUICK
@given(st.one_of(texts, wild))
def test_every_character_that_is_no_blank_is_in_exactly_one_sentence(text):
    found = edition(text)
    if found is None:
        return

    at = 0
    for start, end in (sentence.span for sentence in found.sentences):
        assert at <= start < end
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@QUICK
@given(st.one_of(texts, wild))
def test_sections_nest_and_hold_what_they_say(text):
    found = edition(text)
    if found is None:
        return

    by_id = {section.id: section for section in found.sections}
    assert len(by_id) == len(found.sections)
    for section in found.sections:
        assert 0 <= section.first < section.last <= len(found.sentences)
        assert section.span == (found.sentences[section.first].span[0], found.sentences[section.last - 1].span[1])
        if section.heading:
            assert section.span[0] == section.heading[0] < section.heading[1] <= section.span[1]
        above = by_id.get(section.parent)
        assert (above is None) == (section.level == 1)
        if above:
            assert above.level == section.level - 1
            assert above.first <= section.first < section.last <= above.last
            assert section.id.rsplit(".", 1)[0] == above.id


@QUICK
@given(st.one_of(texts, wild))
def test_every_sentence_is_in_the_deepest_section_over_it(text):
    found = edition(text)
    if found is None:
        return

    for number, sentence in enumerate(found.sentences):
        over = [section for section in found.sections if section.first <= number < section.last]
        assert max(over, key=lambda section: section.level).id == sentence.section


@QUICK
@given(st.one_of(texts, wild))
def test_sections_and_paragraphs_stand_in_reading_order(text):
    found = edition(text)
    if found is None:
        return

    starts = [section.first for section in found.sections]
    paragraphs = [sentence.paragraph for sentence in found.sentences]
    assert starts == sorted(starts)
    assert paragraphs == sorted(paragraphs)


@QUICK
@given(texts)
def test_the_same_text_gives_the_same_edition(text):
    assert edition(text) == edition(text)


@QUICK
@given(texts)
def test_newlines_of_either_kind_give_the_same_structure(text):
    unix = edition(text.replace("\r\n", "\n"))
    dos = edition(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    assert (unix is None) == (dos is None)
    if unix and dos:
        assert [s.role for s in unix.sentences] == [s.role for s in dos.sentences]
        assert [replace(s, heading=None, span=(0, 0)) for s in unix.sections] == [
            replace(s, heading=None, span=(0, 0)) for s in dos.sections
        ]
