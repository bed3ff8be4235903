"""Word files, built here part by part: what is read, what is left out, what is refused."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from places import SHARED

from compare.errors import BadOption, Unreadable
from compare.reading import read
from compare.settings import Settings

REPORTS = SHARED / "reports" / "provinces-2025"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def part(name, inner):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {SPACES}>{inner}</w:{name}>'


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(inner, properties=""):
    inner = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def deleted(text):
    return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(text):
    return f'<w:ins w:id="2">{run(text)}</w:ins>'


def controlled(inner):
    return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def table(*rows: list[str]):
    cells = ["".join(f"<w:tc>{cell if cell.startswith('<') else para(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def document(folder, inner, *, name="report.docx", parts=(), method=zipfile.ZIP_DEFLATED):
    path = folder / name
    with zipfile.ZipFile(path, "w", method) as package:
        package.writestr("word/document.xml", part("document", f"<w:body>{inner}</w:body>"))
        for part_name, content in dict(parts).items():
            package.writestr(part_name, content)
    return str(path)


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="Chapter"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="o"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Strong line"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="L"/><w:basedOn w:val="loop"/></w:style>',
)

LINES = [
    pytest.param(para("甲") + para("乙"), "甲\n乙", id="paragraphs in order"),
    pytest.param(para("甲") + para("") * 3 + para("乙"), "甲\n\n乙", id="empty paragraphs are one empty line"),
    pytest.param(para(run("增长") + inserted("5.8") + deleted("6.5") + run("％")), "增长5.8％", id="tracked figures"),
    pytest.param(
        para("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"), "甲\n乙\t丙", id="breaks and tabs"
    ),
    pytest.param(para('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>'), "甲乙", id="a page break is none"),
    pytest.param(para("<w:r><w:t>re</w:t><w:softHyphen/><w:t>port</w:t></w:r>"), "report", id="soft hyphens go"),
    pytest.param(para(run("re\u00adport")), "report", id="soft hyphen characters go"),
    pytest.param(para("<w:r><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t></w:r>"), "x-y", id="hard hyphens stay"),
    pytest.param(para(f'<w:hyperlink r:id="x">{run("链接")}</w:hyperlink>'), "链接", id="links are read"),
    pytest.param(para(f"<w:smartTag>{run('地名')}</w:smartTag>"), "地名", id="smart tags are read"),
    pytest.param(
        controlled(para(controlled(run("内")))),
        "内",
        id="content controls are read, in and around paragraphs",
    ),
    pytest.param(
        para('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>' + run("7")),
        "7",
        id="a field is its result",
    ),
    pytest.param(
        para(f"<w:r><w:ruby><w:rt>{run('yán')}</w:rt><w:rubyBase>{run('严')}</w:rubyBase></w:ruby></w:r>"),
        "严",
        id="of a ruby its base",
    ),
    pytest.param(para('<w:r><w:sym w:font="Wingdings" w:char="F0B7"/></w:r>' + run("项")), "•项", id="symbols"),
    pytest.param(
        para(
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
        ),
        "a/b",
        id="a formula on one line",
    ),
    pytest.param(para(run("甲") + run("隐", "<w:vanish/>")), "甲", id="hidden text goes"),
    pytest.param(table(["指标", "数值"], ["产量", "12"]), "指标 | 数值\n产量 | 12", id="tables as rows"),
    pytest.param(table([para("甲") + para("乙"), "丙"]), "甲 乙 | 丙", id="paragraphs of a cell on one line"),
    pytest.param(table([para("甲") + para("乙")]), "甲\n乙", id="a lone cell is a page laid out"),
    pytest.param(table(["述职内容", para("长" * 200) + para("文")]), "述职内容\n" + "长" * 200 + "\n文", id="a form"),
    pytest.param(table([table(["内", "表"]), "外"]), "内 | 表 | 外", id="a table in a table"),
    pytest.param(table(["", ""]), "", id="an empty table"),
    pytest.param(
        para(
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
            + para("框")
            + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
            + para("框")
            + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            + run("文")
        ),
        "文\n框",
        id="a text box once, after its paragraph",
    ),
]


@pytest.mark.parametrize(("inner", "text"), LINES)
def test_word_text_is_what_stands_on_the_page(tmp_path, inner, text):
    assert read(document(tmp_path, inner)).text == text


MOVED = (
    para("<w:moveFrom>" + run("移动的一句。") + "</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>")
    + para("留下的一句。")
    + para("<w:moveTo>" + run("移动的一句。") + "</w:moveTo>", "<w:rPr><w:moveTo/></w:rPr>")
)
SIDES = [
    pytest.param(para(inserted("新") + deleted("旧") + run("文")), "新文", "旧文", id="words"),
    pytest.param(MOVED, "留下的一句。\n移动的一句。", "移动的一句。\n留下的一句。", id="moved text stands once"),
    pytest.param(
        para("甲", '<w:rPr><w:del w:id="3"/></w:rPr>') + para("乙"),
        "甲乙",
        "甲\n乙",
        id="a deleted paragraph end joins",
    ),
    pytest.param(
        para("甲", '<w:rPr><w:ins w:id="3"/></w:rPr>') + para("乙"),
        "甲\n乙",
        "甲乙",
        id="an inserted paragraph end parts",
    ),
    pytest.param(
        "<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc>" + para("新") + "</w:tc><w:tc>" + para("行") + "</w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + para("旧") + "</w:tc><w:tc>" + para("行") + "</w:tc></w:tr></w:tbl>",
        "新 | 行",
        "旧 | 行",
        id="table rows",
    ),
]


@pytest.mark.parametrize(("inner", "accepted", "original"), SIDES)
def test_one_side_of_tracked_changes_is_read_whole(tmp_path, inner, accepted, original):
    path = document(tmp_path, inner)

    new, old = read(path), read(path, tracked="original")

    assert (new.text.strip(), old.text.strip()) == (accepted, original)
    assert new.repairs[0] == "tracked changes accepted"
    assert old.repairs[0] == "tracked changes original"


def test_a_side_that_there_is_not_is_told(tmp_path):
    with pytest.raises(BadOption, match="neither accepted nor original"):
        read(document(tmp_path, para("文")), tracked="rejected")


@pytest.mark.parametrize(
    ("inner", "style", "level"),
    [
        pytest.param(para("章", '<w:pStyle w:val="1"/>'), "heading", 1, id="a heading style"),
        pytest.param(para("章", '<w:pStyle w:val="x"/>'), "heading", 1, id="a style based on one"),
        pytest.param(para("章", '<w:pStyle w:val="o"/>'), "heading", 3, id="a style with an outline level"),
        pytest.param(para("章", '<w:outlineLvl w:val="1"/>'), "heading", 2, id="an outline level of its own"),
        pytest.param(para("章", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>'), "", 0, id="body level by hand"),
        pytest.param(para(run("标", "<w:b/>") + run(" ") + run("题", "<w:b/>")), "bold", 0, id="bold from end to end"),
        pytest.param(para("标题", '<w:pStyle w:val="b"/>'), "bold", 0, id="a bold style"),
        pytest.param(para(run("题", '<w:b w:val="0"/>') + run("标", "<w:b/>")), "", 0, id="bold at its end"),
        pytest.param(para("章", '<w:pStyle w:val="loop"/>'), "", 0, id="a style based on itself"),
        pytest.param(para("长" * 300, '<w:pStyle w:val="1"/>'), "", 0, id="a long text in a heading's style"),
    ],
)
def test_styles_become_blocks(tmp_path, inner, style, level):
    source = read(document(tmp_path, para("前") + inner + para("后"), parts={"word/styles.xml": STYLES}))

    found = [(source.text[slice(*b.span)], b.style, b.level) for b in source.blocks]
    assert found == ([(source.text.split("\n")[1], style, level)] if style else [])


def test_a_bold_opening_is_a_block_with_its_number(tmp_path):
    inner = item("").replace(run(""), run("标题。", "<w:b/>") + run("正文。"))
    source = read(document(tmp_path, inner, parts={"word/numbering.xml": numbering(("decimal", "%1、"))}))

    assert [(source.text[slice(*b.span)], b.style) for b in source.blocks] == [("1、标题。", "bold")]


def numbering(*levels: tuple[str, str], more=""):
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        f'<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>{more}',
    )


def item(text, depth=0, name="5"):
    return para(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')


@pytest.mark.parametrize(
    ("form", "text", "numbers"),
    [
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("decimal", "%1.", ["1. ", "2. ", "3. "]),
        ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
        ("upperRoman", "%1.", ["I. ", "II. ", "III. "]),
        ("lowerLetter", "(%1)", ["(a) ", "(b) ", "(c) "]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
        ("bullet", "\uf0b7", ["• ", "• ", "• "]),
        ("none", "", ["", "", ""]),
    ],
)
def test_numbers_that_stand_as_numbering_only_are_written_out(tmp_path, form, text, numbers):
    parts = {"word/numbering.xml": numbering((form, text))}
    source = read(document(tmp_path, item("项") * 3, parts=parts))

    assert source.text.split("\n") == [f"{number}项" for number in numbers]
    assert ("numbering written out" in source.repairs) == any(numbers)


@pytest.mark.parametrize(
    ("count", "written"),
    [(10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (101, "一百零一"), (110, "一百一十"), (120, "一百二十")],
)
def test_chinese_counting_goes_on_past_ten(tmp_path, count, written):
    parts = {"word/numbering.xml": numbering(("chineseCounting", "%1、"))}

    assert read(document(tmp_path, item("项") * count, parts=parts)).text.split("\n")[-1] == f"{written}、项"


def test_deeper_numbers_start_anew_under_each_higher_one(tmp_path):
    parts = {"word/numbering.xml": numbering(("decimal", "%1"), ("decimal", "%1.%2"))}
    inner = item("章") + item("节", 1) * 2 + item("章") + item("节", 1)

    assert [line.split()[0] for line in read(document(tmp_path, inner, parts=parts)).text.split("\n")] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
    ]


def test_a_list_told_to_start_anew_does_so_once(tmp_path):
    again = (
        '<w:num w:numId="6"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    parts = {"word/numbering.xml": numbering(("decimal", "%1、"), more=again)}
    inner = item("甲") * 2 + item("乙", name="6") * 2

    assert read(document(tmp_path, inner, parts=parts)).text == "1、甲\n2、甲\n1、乙\n2、乙"


def test_footnotes_follow_their_paragraph(tmp_path):
    notes = part(
        "footnotes", f'<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="3">{para("注文。")}</w:footnote>'
    )
    inner = para(run("正文。") + '<w:r><w:footnoteReference w:id="3"/></w:r>') + para("后文。")
    source = read(document(tmp_path, inner, parts={"word/footnotes.xml": notes}))

    assert source.text == "正文。\n注文。\n后文。"
    assert [(b.style, source.text[slice(*b.span)]) for b in source.blocks] == [("footnote", "注文。")]
    assert source.repairs == ("footnotes after their paragraph",)


def test_the_table_of_contents_is_left_out_and_said_so(tmp_path):
    source = read(
        document(
            tmp_path, para("一、甲\t3", '<w:pStyle w:val="t"/>') + para("一、甲"), parts={"word/styles.xml": STYLES}
        )
    )

    assert (source.text, source.repairs) == ("一、甲", ("contents left out",))


def test_macros_are_left_out_and_said_so(tmp_path):
    source = read(document(tmp_path, para("文"), name="report.docm", parts={"word/vbaProject.bin": b"x"}))

    assert (source.text, source.format, source.repairs) == ("文", "docx", ("macros left out",))


def test_a_strict_document_reads_the_same(tmp_path):
    path = tmp_path / "strict.docx"
    content = part("document", f"<w:body>{para('甲')}</w:body>").replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", content)

    assert read(str(path)).text == "甲"


def zipped(**parts: str):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return held.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
BAD = [
    pytest.param(b"plain text", "is named .docx but holds something else", id="no zip at all"),
    pytest.param(b"PK\x03\x04" + b"x" * 60, "damaged", id="a broken zip"),
    pytest.param(zipped(other="<a/>"), "no Word file", id="another zip"),
    pytest.param(zipped(xl__workbook="<a/>"), "Excel", id="a workbook"),
    pytest.param(zipped(word__document="<a/>"), "no Word file", id="another root"),
    pytest.param(zipped(word__document="<w:document"), "damaged document", id="broken XML"),
    pytest.param(zipped(word__document=ENTITY + part("document", "&x;")[38:]), "document type", id="external entities"),
    pytest.param(zipped(word__document="<a>" * 5000 + "</a>" * 5000), "levels deep", id="nesting without end"),
    pytest.param(zipped(word__document=part("document", " " * 3 * 2**20)), "unpacked_ratio", id="a bomb by its ratio"),
    pytest.param(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
        id="an encrypted file",
    ),
    pytest.param(
        zipped(word__document=part("document", "<w:body><w:altChunk/></w:body>")), "web page", id="a web page inside"
    ),
]


@pytest.mark.parametrize(("data", "fact"), BAD)
def test_containers_that_are_none_or_harm_are_refused(tmp_path, data, fact):
    path = tmp_path / "report.docx"
    path.write_bytes(data)

    with pytest.raises(Unreadable, match=fact) as told:
        read(str(path))

    assert "\n" not in str(told.value)


def test_a_bomb_by_its_size_is_refused(tmp_path):
    path = document(tmp_path, para("长" * 500_000), method=zipfile.ZIP_STORED)

    with pytest.raises(Unreadable, match="unpacked_largest"):
        read(path, settings=Settings(unpacked_largest=2**20))


def test_an_encrypted_member_is_refused(tmp_path):
    path = Path(document(tmp_path, para("文")))
    data = path.read_bytes()
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data = data[:at] + b"\x01\x00" + data[at + 2 :]
    path.write_bytes(data)

    with pytest.raises(Unreadable, match="encrypted"):
        read(str(path))


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.docx")), ids=lambda p: p.stem)
def test_the_provinces_word_files_say_what_their_text_twins_say(path):
    twin = next(p for p in (REPORTS / "text").glob("*.txt") if p.name[:2] == path.name[5:7])
    lines = [[line.strip() for line in read(str(p)).text.splitlines() if line.strip()] for p in (path, twin)]

    assert lines[0] == lines[1]
