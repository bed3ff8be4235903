"""The page: all text and marks without scripts, nothing from elsewhere, harmless whatever a report holds."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from building import comparison, comparisons, edition, full_comparison, series, snapshot
from hypothesis import given, settings

from compare.figures import extract
from compare.model import Edit, Figure, FigureChange, Signal
from compare.render import html, html_series
from compare.render.html_rows import SIGNS
from compare.view.choice import Choice
from compare.view.findings import signed
from compare.view.options import Options

CARRIED = "".join(f"第{number}件实事照常办理。" for number in "一二三四五六七八九")


def page(found=None, **options: object):
    return html.render(found or full_comparison(), options=Options(**{"tongue": "zh", **options}))


def folded():
    """A comparison whose one section has a long run of unchanged sentences, an edit and a passage on either side of it."""
    old, new = edition(f"一、实事\n{CARRIED}道路通车。", "2021"), edition(f"一、实事\n{CARRIED}铁路通车。", "2022")
    told = [((n,), (n,), "unchanged") for n in range(10)] + [((10,), (10,), "edited")]
    found = comparison(old, new, told)
    at = old.sentences[10].span[0]
    edited = replace(found.changes[10], edits=(Edit("replace", (at, at + 1), (at, at + 1), "wording"),))
    return replace(found, changes=(*found.changes[:10], edited, *found.changes[11:]))


class Reader(HTMLParser):
    """What a page says without scripts and styles: the cells of its rows, its ids, its links, its attributes."""

    def __init__(self, text) -> None:
        super().__init__()
        self.path, self.cells, self.ids, self.links, self.attributes, self.tags = (
            [],
            {"old": "", "new": ""},
            [],
            [],
            [],
            [],
        )
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.attributes += attrs
        self.tags.append(tag)
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told["href"]] if "href" in told else []
        if tag in ("div", "table", "p", "section", "header", "details"):
            self.path.append(told.get("class", ""))

    def handle_endtag(self, tag):
        if tag in ("div", "table", "p", "section", "header", "details"):
            self.path.pop()

    def handle_data(self, data):
        for side in ("old", "new"):
            if side in self.path and self.path[-1] == "" and "sides" in self.path:
                self.cells[side] += data


@settings(max_examples=40, deadline=None)
@given(comparisons())
def test_the_cells_read_downwards_are_both_texts(found):
    read = Reader(page(found))

    for side in ("old", "new"):
        whole = getattr(found, side)
        assert read.cells[side] == "".join(whole.piece(number) for number in range(len(whole.sentences)))


@settings(max_examples=40, deadline=None)
@given(comparisons())
def test_ids_are_unique_and_links_lead_somewhere(found):
    read = Reader(page(found))

    assert len(read.ids) == len(set(read.ids))
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)


@pytest.mark.parametrize("text", [page(), html_series.render(series(), options=Options("zh"))], ids=["pair", "series"])
def test_nothing_comes_from_elsewhere(text):
    read = Reader(text)
    policy = re.search('Content-Security-Policy" content="([^"]+)"', text)[1]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        assert f"{directive} 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert {link[0] for link in read.links} == {"#", "d"}
    assert [link for link in read.links if not link.startswith("#")] == ["data:,"]
    assert not [name for name, _ in read.attributes if name in ("src", "srcset", "style", "action") or name[:2] == "on"]
    assert not re.search(r"url\(|@import|https?://|fetch\(|XMLHttp", text)


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_page_is_as_kept(tongue):
    body = re.sub(
        '<(style|script)>.*?</(style|script)>|content="default[^>]*>', "", page(tongue=tongue), flags=re.DOTALL
    )

    assert snapshot(f"page.{tongue}.html", body.replace("><", ">\n<"))


ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufffe\uffff\u180e\ufeff\U000e0000-\U000e007f]"
)
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a quote that ends an attribute": '" onclick="alert(1)" x="',
    "an entity": "&lt;b&gt;",
    "a terminal's escape": "\x1b[31m\x07\x00",
    "marks that turn the reading direction": "\u202e\u2066\u200f",
    "controls of eight bits": "\x7f\x85\x9b\u2028\ufffe",
    "what is not seen": "\u200b\u180e\ufeff\U000e0041",
}


@pytest.mark.parametrize("wrong", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_report_cannot_break_out_of_its_cell(wrong):
    found = folded()
    old, new = edition(f"一、{wrong}\n甲{wrong}乙。", "2021"), edition(f"一、{wrong}\n丙{wrong}丁。", "2022")
    new = replace(new, title=wrong, label=wrong, unit=wrong)
    found = comparison(old, new, [((0,), (0,), "unchanged"), ((1,), (1,), "edited")])
    text = page(found, notes={1: wrong})
    read = Reader(text)

    assert read.tags.count("script") == 1
    assert not [name for name, _ in read.attributes if name[:2] == "on"]
    assert not ACTING.search(text)


def test_what_a_moved_sentence_says_of_its_section_and_a_note_act_no_more_than_the_text():
    wrong = "\u202e\x7f\ufffe\u200b"
    old = edition(f"一、甲{wrong}\n修路。\n二、乙{wrong}\n办学。", "2021")
    new = edition(f"一、甲{wrong}\n二、乙{wrong}\n办学。修路。", "2022")
    told = [((0,), (0,), "unchanged"), ((1,), (3,), "unchanged»"), ((2,), (1,), "unchanged"), ((3,), (2,), "unchanged")]
    text = page(comparison(old, new, told), notes={1: wrong})

    assert 'class="about"' in text
    assert not ACTING.search(text)


def test_marks_say_what_they_are_without_colour():
    text = page()

    assert '<del class="figure">12</del>' in text.replace(" ", " ")
    assert '<ins class="figure">15</ins>' in text
    assert all(f">{sign}</" in text for kind, sign in SIGNS.items() if kind in ("added", "removed", "updated"))


def test_a_moved_sentence_leads_to_its_other_end_and_says_where_it_was():
    read, text = Reader(page()), page()
    rows = re.findall(r'<div class="row unchanged moved[^"]*" id="(r\d+)">.*?<a class="sign" href="#(r\d+)"', text)

    assert len(rows) == 2
    assert rows[0] == rows[1][::-1]
    assert "原在 一、回顾" in text
    assert "移往 二、下一步" in text
    assert set(rows[0]) <= set(read.ids)


def test_passages_say_where_they_stood():
    told = re.findall('aria-description="([^"]+)"', page())

    assert told[0] == "见于 2021年 一、回顾 · 首见 2019 · 本单位往年表述"
    assert any("原文：" in words for words in told)
    assert any("外地名称" in words for words in told)


def test_an_alarm_stands_open_above_the_changes():
    text = page()
    alarms = text[text.index("疑为他处文字的表述 (1)") : text.index('id="changes"')]

    assert '<details class="finding" open><summary><h2>疑为他处文字的表述 (1)' in text
    assert "外地名称" in alarms
    assert "水库已经开" in alarms
    assert "疑为他处文字的表述" not in page(folded())


def test_an_unchanged_run_folds_with_its_count_and_keeps_its_text():
    text = page(folded())
    fold = re.search('<details class="fold"><summary>(.*?)</summary>(.*?)</details>', text, re.DOTALL)

    assert fold[1] == "8 句照旧"
    assert fold[2].count('class="row unchanged"') == 8


def test_boxes_count_what_they_hide():
    boxes = dict(re.findall(r'id="((?:kind|edit|class)-[a-z]+)" checked[^>]*> [^<]* <b>(\d+)</b>', page()))

    assert boxes == {
        "kind-added": "1", "kind-removed": "1", "kind-edited": "2", "kind-updated": "1", "kind-moved": "1",
        "kind-unchanged": "2", "edit-wording": "1", "edit-figure": "1", "class-own": "1", "class-formula": "1",
    }  # fmt: skip


def test_every_box_has_its_rule_in_the_style_sheet():
    from compare.render.html_page import asset

    names = [f"kind-{kind}" for kind in html.KIND_ORDER] + [f"edit-{name}" for name in html.EDIT_CLASSES]
    names += [f"class-{name}" for name in html.PASSAGE_CLASSES]

    assert [name for name in names if f"body:has(#{name}:not(:checked))" not in asset("page.css")] == []


def test_a_choice_leaves_its_rows_and_says_how_many():
    text = page(choice=Choice(frozenset({"added"})))

    assert len(re.findall('<div class="row ', text)) == 1
    assert "下文只列出所选的变化：1 处，共 7 处。" in text


def test_quiet_changes_stand_first_loudest_first():
    found = folded()
    loud = tuple(
        replace(change, signals=(Signal(name, weight=weight),))
        for change, weight, name in zip(found.changes[:2], (0.2, 0.9), ("softened", "target lowered"), strict=True)
    )
    text = page(replace(found, changes=(*loud, *found.changes[2:])))

    assert 0 < text.index("目标下调") < text.index("表述弱化") < text.index('id="changes"')


def test_the_page_opens_with_the_answers_in_their_order():
    text = page()
    order = ["沿用上一版 10/20", "值得细看的改动（前 1 处", "上一版的承诺（2）", "指标</h2>", "变化最大的部分"]
    places = [text.index(words) for words in order]

    assert places == sorted(places)
    assert places[-1] < text.index("一图看全") < text.index('id="changes"')


def test_folds_print_open_and_tables_keep_their_rows_whole():
    from compare.render.html_page import asset

    paper = asset("page.css").split("@media print")[1]

    assert "details::details-content { content-visibility: visible;" in paper
    assert "tr, figure { break-inside: avoid; }" in paper
    assert 'addEventListener("beforeprint"' in asset("page.js")


SIGNED = {
    "a fall becomes a rise": (-1.9, 11.3, 13.2, ("−1.9%", "11.3%")),
    "a smaller fall": (-18.0, -11.0, 7.0, ("−18.0%", "−11.0%")),
    "plain growth": (3.5, 6.8, 3.3, ("3.5%", "6.8%")),
    "no difference known": (3.5, 6.8, None, ("3.5%", "6.8%")),
}


@pytest.mark.parametrize(("old", "new", "difference", "told"), SIGNED.values(), ids=SIGNED.keys())
def test_a_fall_said_in_words_gets_its_sign(old, new, difference, told):
    sides = (Figure(f"{abs(value)}%", value, "%", masked=False, span=(0, 1)) for value in (old, new))

    assert signed(FigureChange("收入", "增长", *sides, "up", difference)) == told


def test_a_picture_of_nothing_is_left_out():
    plain = comparison(edition("甲。", "2021"), edition("甲。", "2022"), [((0,), (0,), "unchanged")])
    text = page(plain)

    assert 'class="picture heat"' not in text
    assert 'class="picture flow"' not in text
    assert 'class="picture figures"' not in text
    assert 'class="picture stacked"' in text


def test_every_picture_has_words_beside_it():
    assert all('aria-label="' in tag for tag in re.findall(r'<svg class="picture[^>]*>', page()))
    assert len(re.findall(r'<svg class="picture', page())) == 5


def test_the_series_page_holds_matrix_timeline_and_every_pair():
    text = html_series.render(series(), options=Options("en"))

    assert 'class="picture matrix"' in text
    assert 'class="picture timeline"' in text
    assert len(re.findall('<details class="pair"', text)) == 2
    assert len(Reader(text).ids) == len(set(Reader(text).ids))


CHARTED = {
    "an amount of linked sentences": ("修路12公里。", "修路15公里。", True, True),
    "a rate is no amount": ("收入增长3%。", "收入增长5%。", True, False),
    "another name": ("排污口整治12处。", "新桥建设15处。", True, False),
    "sentences that do not answer to each other": ("修路12公里。", "修路15公里。", False, False),
}


@pytest.mark.parametrize(("old", "new", "linked", "charted"), CHARTED.values(), ids=CHARTED.keys())
def test_the_chart_shows_amounts_of_which_the_pair_is_sure(old, new, linked, charted):
    editions = edition(old, "2021"), edition(new, "2022")
    links = [((0,), (0,), "edited")] if linked else [((0,), (), "removed"), ((), (0,), "added")]
    (before,), (after,) = (extract(edition).readings for edition in editions)
    told = FigureChange(after.indicator, after.measure, before.figure, after.figure, "up", 3.0)

    assert ('class="picture figures"' in page(replace(comparison(*editions, links), figures=(told,)))) == charted
