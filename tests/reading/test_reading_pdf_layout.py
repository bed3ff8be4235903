"""How the lines of a PDF page lie: turned, slanted, from the top down, in columns; notes at its foot."""

import pytest
from pdfs import Text, downward, lines, pdf, turned, width

from compare.reading import read

pytest.importorskip("pypdfium2", reason="the pdf extra is not installed")

OUTLOOK = [
    "The harbor will be dredged in the spring and the quays",
    "will be rebuilt in the course of the next two summers.",
    "Fees stay as they are, and no berth is closed before the",
    "board has heard the owners of the boats that lie in it.",
]
WHOLE = " ".join(OUTLOOK)
SECOND = [
    "A pilot was hired in May and two apprentices have begun",
    "their second year of training on board the survey boat.",
    "The old customs house was sold to the town for one sum,",
    "which was put into the reserve fund at the end of June.",
]
LEFT = [
    "The board met eleven times",
    "in the year and read every",
    "contract before it was put",
    "to the vote of its members.",
]
MIDDLE = [
    "Dredging of the basin was",
    "finished in the autumn, two",
    "weeks ahead of its plan and",
    "at the price of the tender.",
]
RIGHT = [
    "Traffic fell in the summer",
    "while the lock was closed,",
    "and it rose again after the",
    "gates had been put back in.",
]


def text_of(folder, *pages, **how):
    path = folder / "report.pdf"
    path.write_bytes(pdf(*pages, **how))
    return read(str(path)).text


@pytest.mark.parametrize("degrees", [90, 180, 270, 1, -1, 3, -3, 93], ids="turned by {}".format)
def test_a_page_is_read_along_its_lines_however_they_lie(tmp_path, degrees):
    words = text_of(tmp_path, lines(OUTLOOK), turned(lines(SECOND), degrees)).split()

    assert words == [*WHOLE.split(), *" ".join(SECOND).split()]


@pytest.mark.parametrize("degrees", [90, 180, 270], ids="by {}".format)
def test_a_page_that_is_turned_for_its_reader_reads_as_he_sees_it(tmp_path, degrees):
    assert text_of(tmp_path, turned(lines(OUTLOOK), degrees), rotate=degrees) == WHOLE


def test_a_watermark_across_the_page_is_no_text(tmp_path):
    assert text_of(tmp_path, [*lines(OUTLOOK), Text(200, 300, "DRAFT", 60, turned=45)]) == WHOLE


def test_a_line_along_the_margin_is_kept_after_the_page(tmp_path):
    assert (
        text_of(tmp_path, [*lines(OUTLOOK), Text(40, 300, "Printed on board", 9, turned=90)])
        == f"{WHOLE}\nPrinted on board"
    )


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(["全年共召开会议十一次逐一审查合同", "主航道通过量春季上升秋季下降。"], id="two columns"),
        pytest.param(
            ["北港池清淤工程已于十月完工，比计", "划提前两周，工程款已经付清，没有", "发生纠纷。"], id="three columns"
        ),
        pytest.param(["一九九八年第一次会议决定一件一件", "地把一切工作做好。"], id="flat characters"),
    ],
)
def test_text_set_from_the_top_down_is_read_from_the_right(tmp_path, columns):
    assert text_of(tmp_path, downward(columns)) == "".join(columns)


def placed(columns, *, top=700):
    return [text for x, words in columns for text in lines(words, x=x, top=top, size=9, step=12)]


@pytest.mark.parametrize(
    ("columns", "order"),
    [
        pytest.param([(60, LEFT), (220, MIDDLE), (380, RIGHT)], [LEFT, MIDDLE, RIGHT], id="three columns"),
        pytest.param([(60, LEFT), (300, RIGHT)], [LEFT, RIGHT], id="two short columns"),
        pytest.param([(60, LEFT), (220, OUTLOOK)], [LEFT, OUTLOOK], id="a narrow one to the left"),
        pytest.param([(60, OUTLOOK), (320, RIGHT)], [OUTLOOK, RIGHT], id="a narrow one to the right"),
        pytest.param(
            [(60, LEFT), (60 + max(width(line, 9) for line in LEFT), RIGHT)],
            [LEFT, RIGHT],
            id="hardly a gap between them",
        ),
    ],
)
def test_columns_are_read_one_after_the_other(tmp_path, columns, order):
    title = "Annual Report of the Harbor Board"
    words = text_of(tmp_path, [Text(60, 740, title, 16), *placed(columns)]).split()

    assert words == " ".join([title, *(line for column in order for line in column)]).split()


def test_what_goes_across_the_page_parts_the_columns_above_it_from_those_below(tmp_path):
    across = "The table on the next page shows what was spent, on what, and by which of the departments."
    page = [
        *placed([(60, LEFT), (300, RIGHT)]),
        Text(60, 630, across, 9),
        *placed([(60, MIDDLE), (300, LEFT)], top=600),
    ]

    assert text_of(tmp_path, page).split() == " ".join([*LEFT, *RIGHT, across, *MIDDLE, *LEFT]).split()


def test_cells_of_a_table_without_rules_are_no_columns(tmp_path):
    rows = [("Berths and quays", "41"), ("Pilots on duty", "8"), ("Boats surveyed", "112"), ("Owners heard", "30")]
    page = [text for x, at in ((60, 0), (300, 1)) for text in lines([row[at] for row in rows], x=x, size=9, step=12)]

    assert text_of(tmp_path, page).split("\n") == [" | ".join(row) for row in rows]


def test_a_bullet_with_a_wide_gap_is_no_cell(tmp_path):
    items = ["first of the two, which is the longer one", "second"]
    page = [text for x, words in ((60, ["-", "-"]), (90, items)) for text in lines(words, x=x)]

    assert text_of(tmp_path, [*page, *lines(OUTLOOK, top=600)]).split("\n")[:2] == [f"- {item}" for item in items]


FOOT = [
    Text(90, 90, "1", 5),
    Text(96, 87, "Quays are counted by berth.", 8),
    Text(90, 78, "2", 5),
    Text(96, 75, "Before tax.", 8),
]


def noted(texts, *, x=90, top=760):
    """Lines with raised numbers in them, each between two bars."""
    found = []
    for number, text in enumerate(texts):
        at, raised = x, False
        for part in text.split("|"):
            size, up = (6, 4) if raised else (10, 0)
            found += [Text(at, top - 15 * number + up, part, size)] * bool(part)
            at, raised = at + width(part, size), not raised
    return found


def test_a_note_at_the_foot_stands_after_the_paragraph_that_points_to_it(tmp_path):
    body = noted([OUTLOOK[0], "will be rebuilt.|1|", *OUTLOOK[2:3], "board has heard the owners.|2|"])

    first, note, second, after = text_of(tmp_path, [*body, *FOOT]).split("\n")

    assert (first, note) == (f"{OUTLOOK[0]} will be rebuilt.¹", "Quays are counted by berth.")
    assert (second[-2:], after) == (".²", "Before tax.")


def test_notes_do_not_cut_a_paragraph_that_goes_on_over_the_page(tmp_path):
    body = noted([f"{OUTLOOK[0]}|1|", f"{OUTLOOK[1]}|2|", OUTLOOK[2]])

    assert text_of(tmp_path, [*body, *FOOT], lines(OUTLOOK[3:])).replace("¹", "").replace("²", "").startswith(WHOLE)


def test_a_mark_is_no_word_and_no_figure_and_an_exponent_stays(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf([*noted(["The basin measures 40 km|2| and was dredged.|1|"]), *FOOT[:2]]))

    assert read(str(path)).shown == "The basin measures 40 km² and was dredged. \nQuays are counted by berth."


def test_small_print_without_a_mark_in_the_text_stays_where_it_is(tmp_path):
    assert text_of(tmp_path, [*lines(OUTLOOK), *FOOT]).startswith(f"{WHOLE}\n")


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        pytest.param("a list of price-|determining factors", "price-determining", id="a compound nobody wrote whole"),
        pytest.param("the long-|term leases; long-term is", "long-term leases", id="one written elsewhere"),
        pytest.param(
            "the dredging main-|tenance of a maintenance boat", "dredging maintenance", id="a word written whole"
        ),
        pytest.param("the town founda-|tion gave", "foundation", id="the rest is an ending"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_where_it_parts_a_word(tmp_path, drawn, kept):
    first, second = drawn.split("|")
    page = [Text(90, 700, "x" * 60), Text(90, 685, first.rjust(60, "n")), Text(90, 670, second)]

    assert kept in text_of(tmp_path, [*page, *lines([f"{'x' * 60}."] * 2, top=655)])
