"""Web pages: main text, headings, tables, running heads; what is left out."""

import re
import sys

import pytest
from places import SHARED

from compare.errors import MissingExtra, Unreadable
from compare.reading import read
from compare.settings import Settings

pytest.importorskip("selectolax", reason="the html extra is not installed")

REPORTS = SHARED / "reports"


def page(folder, inner, *, name="report.html", head="", encoding="utf-8"):
    path = folder / name
    path.write_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{inner}</body></html>".encode(encoding))
    return str(path)


LINES = [
    pytest.param("<p>甲</p><p>乙</p>", "甲\n乙", id="paragraphs"),
    pytest.param("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙", id="blocks in blocks"),
    pytest.param("<p>甲<b>乙</b><span>丙</span></p>", "甲乙丙", id="words run through inline elements"),
    pytest.param("<p>one\n   two&nbsp;&nbsp;three</p>", "one two three", id="blanks are one blank"),
    pytest.param("<p>上年\n      工作</p>", "上年工作", id="a break between characters is none"),
    pytest.param("<p>\u3000\u3000段落</p>", "\u3000\u3000段落", id="ideographic blanks stay"),
    pytest.param("甲<br>乙<br><br>丙", "甲\n乙\n\n丙", id="breaks are lines, two of them stand apart"),
    pytest.param("<h2>甲<br>乙</h2>", "甲 乙", id="a heading is one line"),
    pytest.param("<pre>a  b\n  c</pre>", "a  b\n  c", id="preformatted text as it is"),
    pytest.param("<ul><li>甲</li><li>乙</li></ul>", "• 甲\n• 乙", id="bullets"),
    pytest.param("<ol start=3><li>甲</li><li>乙</li></ol>", "3. 甲\n4. 乙", id="numbers"),
    pytest.param("<ol><li value=9>甲</li><li>乙</li></ol>", "9. 甲\n10. 乙", id="a number of its own"),
    pytest.param("<ol type=a><li>甲</li><li>乙</li></ol>", "a. 甲\nb. 乙", id="letters"),
    pytest.param("<ol style='list-style: none'><li>1、甲</li></ol>", "1、甲", id="a list that shows no marks"),
    pytest.param(
        "<ul><li>一、甲<li>（二）乙<li>3.5 km</ul>", "一、甲\n（二）乙\n• 3.5 km", id="items that bring their numbers"
    ),
    pytest.param(
        f"<table><tr><td>一、甲<br>{'修路。' * 60}<br><br>乙。</table>",
        f"一、甲\n{'修路。' * 60}\n\n乙。",
        id="breaks in a cell that is text",
    ),
    pytest.param("<ruby>镕<rp>(</rp><rt>róng</rt><rp>)</rp></ruby>园", "镕园", id="no readings beside characters"),
    pytest.param("<ol><li>甲<ul><li>子</li></ul></li><li>乙</li></ol>", "1. 甲\n• 子\n2. 乙", id="lists in lists"),
    pytest.param("<p>甲</p><script>x()</script><style>p{}</style><!-- c --><p>乙</p>", "甲\n乙", id="no scripts"),
    pytest.param('<p>甲</p><p style="display: none">乙</p><p hidden>丙</p>', "甲", id="nothing hidden"),
    pytest.param("<nav>首页</nav><p>甲</p><footer>版权</footer>", "甲", id="no menus"),
    pytest.param("<table><tr><td>甲<td>1<tr><td>乙<td>2</table>", "甲 | 1\n乙 | 2", id="tables as rows, open cells"),
    pytest.param("<table><tr><td>$<td>5<td>)<tr><td>(<td>a<td>b</table>", "$5)\n( | a | b", id="signs of a figure"),
    pytest.param("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", "甲\n乙", id="a page laid out as table"),
    pytest.param("<table><tr><td>•<td>We sell.</table>", "• We sell.", id="a bullet in a cell of its own"),
    pytest.param("<table><tr><td>a<br>b<td>c</table>", "a b | c", id="breaks in a cell"),
    pytest.param("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", "a | b | c", id="a table in a table"),
    pytest.param("<p>90 m<sup>2</sup></p>", "90 m²", id="raised digits"),
    pytest.param("<p>Yes <font face=Wingdings>&#120;</font></p>", "Yes ☒", id="symbol fonts"),
    pytest.param("<p>re&shy;port\u200d</p>", "report", id="characters that nobody sees"),
    pytest.param("<p>people&#146;s</p>", "people’s", id="quotes of Windows"),
    pytest.param("<div>" * 3000 + "深", "深", id="nesting without end"),
]


@pytest.mark.parametrize(("inner", "text"), LINES)
def test_a_page_reads_as_it_is_seen(tmp_path, inner, text):
    assert read(page(tmp_path, inner)).text == text


def test_a_heading_left_open_is_one_line(tmp_path):
    found = read(page(tmp_path, "<h1>工作报告<p>修路三条。<h2>一、教育<p>新办学校。"))

    assert found.text == "工作报告\n修路三条。\n一、教育\n新办学校。"
    assert [found.text[slice(*one.span)] for one in found.blocks if one.style == "heading"] == ["工作报告", "一、教育"]


def test_a_page_in_xml_may_close_a_script_in_its_own_tag(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        '<?xml version="1.0"?><html><head><title/><script src="a.js" /></head><body><p>甲。</p></body></html>',
        encoding="utf-8",
    )

    assert read(str(path)).text == "甲。"


DEEP = {
    "elements left open": ("<div>" * 41, True),
    "elements of any name": ("<a1><b:c>" * 21, True),
    "as many as may be": ("<div>" * 40, False),
    "elements closed again": ("<div><b>甲</b></div>" * 99, False),
    "paragraphs and rows close each other": ("<p>甲<br>" * 99 + "<table>" + "<tr><td>乙" * 99, False),
}


@pytest.mark.parametrize(("inner", "refused"), DEEP.values(), ids=DEEP)
def test_a_page_that_nests_too_deep_is_refused_before_it_is_parsed(tmp_path, inner, refused):
    path = page(tmp_path, inner)  # stands in html and body itself
    settings = Settings(html_deepest=42)

    if refused:
        with pytest.raises(Unreadable, match=r"report\.html: nests over 42 levels deep \(setting html_deepest\)"):
            read(path, settings=settings)
    else:
        assert read(path, settings=settings)


@pytest.mark.parametrize(
    ("inner", "blocks"),
    [
        pytest.param("<h1>甲</h1><p>乙</p><h3>丙</h3>", [("甲", "heading", 1), ("丙", "heading", 3)], id="headings"),
        pytest.param("<p><b>甲</b> <strong>乙</strong></p><p>丙<b>丁</b></p>", [("甲 乙", "bold", 0)], id="bold lines"),
        pytest.param("<li> <b>甲  乙。</b> 丙</li>", [("• 甲 乙。", "bold", 0)], id="a bold opening"),
        pytest.param('<p style="font-weight:700">甲</p>', [("甲", "bold", 0)], id="bold by its style"),
        pytest.param("<p><u>GENERAL</u></p>", [("GENERAL", "bold", 0)], id="underlined captions"),
        pytest.param("<table><tr><td>a<td>b</table>", [("a | b", "table", 0)], id="rows"),
        pytest.param(f"<h2>{'长' * 300}</h2>", [], id="a long text in a heading's clothes"),
    ],
)
def test_styles_of_a_page_become_blocks(tmp_path, inner, blocks):
    source = read(page(tmp_path, inner))

    assert [(source.text[slice(*b.span)], b.style, b.level) for b in source.blocks] == blocks


REPORT = "".join(f"<p>第{n}项工作已经完成，成效比较明显。</p>" for n in range(30))


@pytest.mark.parametrize(
    ("head", "before", "first"),
    [
        pytest.param("", "<h1>某县工作报告</h1>", "某县工作报告", id="a heading outside of the main text"),
        pytest.param("<title>某县工作报告_某县人民政府</title>", "", "某县工作报告", id="the page's title"),
        pytest.param(
            '<meta name=ArticleTitle content="某县工作报告"><title>x</title>', "", "某县工作报告", id="its meta"
        ),
        pytest.param("<title>report-2022.htm</title>", "", "第0项工作已经完成，成效比较明显。", id="no file name"),
    ],
)
def test_menus_are_left_out_and_the_headline_kept(tmp_path, head, before, first):
    menu = "<div><a>首页</a><a>政务公开</a></div>"
    inner = f"{menu}<div>{before}</div><div><div id=c>{REPORT}</div></div><div>主办单位：某县</div>"
    source = read(page(tmp_path, inner, head=head))

    assert source.text.split("\n")[0] == first
    assert source.text.endswith("第29项工作已经完成，成效比较明显。")
    assert "main text only" in source.repairs


def test_what_repeats_at_page_breaks_is_left_out(tmp_path):
    pages = [f"<p>Item 1A</p><p>Our sales in year {n} grew well.</p><p>PAGE {n}</p>" for n in range(6)]
    first = "<p>Item 1A. Risk Factors</p>" + '<hr style="page-break-after: always">'.join(pages)
    source = read(page(tmp_path, first))

    assert source.text.split("\n")[:2] == ["Item 1A. Risk Factors", "Item 1A"]
    assert re.findall("PAGE|Item 1A$", source.text) == []
    assert source.text.count("grew well") == 6
    assert source.repairs == ("page furniture",)


def test_a_list_of_fragments_is_read_as_one_page(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("[<div><h4>各位代表：</h4></div>, <p>现在报告工作。</p>]", encoding="utf-8")

    source = read(str(path))

    assert (source.text, source.repairs) == ("各位代表：\n现在报告工作。", ("list of fragments",))


@pytest.mark.parametrize(
    ("declared", "encoding", "found"),
    [
        pytest.param("gb2312", "gb18030", "gb18030", id="a declared encoding"),
        pytest.param("gb2312", "utf-8", "utf-8", id="an old name on a UTF-8 page"),
        pytest.param("nonsense", "gb18030", "gb18030", id="an encoding nobody knows is found out"),
    ],
)
def test_a_page_is_read_in_its_encoding(tmp_path, declared, encoding, found):
    source = read(page(tmp_path, "<p>稳中求进，办成实事。</p>", head=f"<meta charset={declared}>", encoding=encoding))

    assert (source.text, source.encoding) == ("稳中求进，办成实事。", found)


@pytest.mark.parametrize("name", ["report", "report.doc", "report.htm"])
def test_a_page_is_told_by_what_it_is(tmp_path, name):
    assert read(page(tmp_path, "<p>甲</p>", name=name)).format == "html"


def test_a_page_named_txt_is_text(tmp_path):
    assert read(page(tmp_path, "<p>甲</p>", name="report.txt")).text.startswith("<!DOCTYPE")


def test_without_the_parser_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)

    with pytest.raises(MissingExtra, match=r"report.html: is HTML; .*yoy-reports\[html\]"):
        read(page(tmp_path, "<p>甲</p>"))


@pytest.mark.parametrize("path", sorted((REPORTS / "state-council" / "html").glob("*.html")), ids=lambda p: p.stem)
def test_pages_of_the_state_council_say_what_their_text_twins_say(path):
    ours, twin = ("".join(read(str(p)).text.split()) for p in (path, path.parent.parent / f"{path.stem}.txt"))
    sentences = re.split("[。！？；]", ours)
    share = sum(sentence in twin for sentence in sentences) / len(sentences)

    assert share >= 0.98
