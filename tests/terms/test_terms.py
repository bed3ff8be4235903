"""Terms whose use changed: what is a term, what became of it, how it is tested."""

from dataclasses import replace

import pytest
from building import edition

from compare.settings import Settings
from compare.terms import terms
from compare.terms.changes import benjamini_hochberg, dispersion, g2, log_ratio

SETTINGS = Settings()
LONG = (
    "全县经济平稳运行。各项工作扎实推进。群众生活持续改善。农田水利得到修缮。道路桥梁按时完工。学校医院新添设备。" * 60
)


def told(old, new, *history, language="zh", short=False):
    """(term, kind, old count, new count) of two texts, in long reports unless `short`."""
    rest = "" if short else LONG
    editions = [edition(text + rest, str(2018 + at), language=language) for at, text in enumerate((*history, old, new))]
    found = terms(editions[-2], editions[-1], history=tuple(editions[:-2]), settings=SETTINGS)
    return [(one.term, one.kind, one.old, one.new) for one in found]


KINDS = {
    "a formulation that is said again": (
        "修路。",
        "加快低碳发展。数字中国建设。数字中国。",
        [("数字中国", "first used", 0, 2)],
    ),
    "a formulation that is said once may be chance": ("修路。", "数字中国建设。", []),
    "a signature is news at its first word": ("修路。", "发展新质生产力。", [("新质生产力", "first used", 0, 1)]),
    "a formulation that is gone": ("数字中国建设。数字中国。", "修路。", [("数字中国", "dropped", 2, 0)]),
    "a quotation that is said again": (
        "修路。",
        "办好“渔火之约”。“渔火之约”好评。",
        [("渔火之约", "first used", 0, 2)],
    ),
    "an official term needs three": ("修路。", "义务教育。" * 3, [("义务教育", "first used", 0, 3)]),
    "an official term said twice is none": ("修路。", "义务教育。" * 2, []),
    "words that keep company": (
        "修路。",
        "临江渡口扩建。临江渡口通航。临江渡口验收。",
        [("临江渡口", "first used", 0, 3)],
    ),
    "the longer run, not its pieces": (
        "修路。",
        "滨海湿地公园开园。滨海湿地公园扩容。滨海湿地公园免费。",
        [("滨海湿地公园", "first used", 0, 3)],
    ),
    "words that join others open, end and are no term": (
        "修路。",
        "同级渡管及其船队。同级渡管及其船队。同级渡管及其船队。但是。但是。但是。占到千分之五。占到千分之六。占到千分之七。",
        [("同级渡管及其船队", "first used", 0, 3)],
    ),
    "what waits for its other half is none": (
        "修路。",
        "临江渡口及其一。临江渡口及其二。临江渡口及其三。",
        [("临江渡口", "first used", 0, 3)],
    ),
    "the same use is none": ("数字中国。数字中国。", "数字中国。数字中国。", []),
    "a few more are chance": ("义务教育。" * 4, "义务教育。" * 5, []),
    "masks and figures are none": ("修路。", "完成***项。完成***项。完成***项。", []),
}


@pytest.mark.parametrize(("old", "new", "wanted"), KINDS.values(), ids=KINDS.keys())
def test_what_became_of_a_term(old, new, wanted):
    assert told(old, new) == wanted


def test_a_short_statement_says_everything_once():
    assert told("保持政策连续。把好货币供给总闸门。", "保持政策连续。", short=True) == [
        ("货币供给总闸门", "dropped", 1, 0)
    ]


HISTORY = {
    "never said in the series": (("修路。", "护林。"), "治水。", "数字中国。", [("数字中国", "first used", 0, 1)]),
    "said some years ago": (("数字中国。", "护林。"), "治水。", "数字中国。", [("数字中国", "revived", 0, 1)]),
    "said for three years": (("数字中国。", "数字中国。"), "数字中国。", "治水。", [("数字中国", "dropped", 1, 0)]),
    "said for two years": (("护林。", "数字中国。"), "数字中国。", "治水。", []),
    "said, missed, said again": (("数字中国。", "护林。"), "数字中国。", "治水。", []),
}


@pytest.mark.parametrize(("history", "old", "new", "wanted"), HISTORY.values(), ids=HISTORY.keys())
def test_a_series_knows_more(history, old, new, wanted):
    assert told(old, new, *history) == wanted


def test_what_rises_all_over_the_text_is_surer_than_in_one_paragraph():
    spread = "".join(f"{LONG[:600]}义务教育。义务教育。" for _ in range(12))
    crowded = LONG * 2 + "义务教育。" * 24
    old = edition(LONG * 2 + "义务教育。", "2021")

    def kinds(text):
        return [one.kind for one in terms(old, edition(text, "2022"), settings=SETTINGS) if one.term == "义务教育"]

    assert kinds(spread) == ["rising"]
    assert kinds(crowded) == []


def test_an_english_term_is_of_words_side_by_side():
    rest = "Storms may hurt our plants in the north。" * 40
    old, new = edition(rest, "2021", language="en"), edition(rest + "We use tidal basin。" * 3, "2022", language="en")

    assert [(one.term, one.new) for one in terms(old, new, settings=SETTINGS)] == [("tidal basin", 3)]


def test_furniture_holds_no_terms():
    made = edition("数字中国。数字中国。" + LONG, "2022")
    hidden = tuple(replace(s, role="furniture") if "数字" in made.piece(n) else s for n, s in enumerate(made.sentences))

    assert terms(edition(LONG, "2021"), replace(made, sentences=hidden), settings=SETTINGS) == ()


def test_g2_is_that_of_a_worked_table():
    # Observed 10 of 1000 and 30 of 1000: expected 20 each, 2 (10 ln .5 + 30 ln 1.5).
    assert g2(10, 30, 1000, 1000) == pytest.approx(10.4650, abs=1e-4)
    assert g2(5, 5, 700, 700) == 0


def test_log_ratio_is_the_number_of_doublings():
    assert log_ratio(15, 63, 1000, 1000) == pytest.approx(2.034, abs=1e-3)
    assert log_ratio(15, 15, 1000, 1000) == 0


def test_chances_are_adjusted_as_in_benjamini_and_hochberg():
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.04 * 4 / 3, 0.04 * 4 / 3, 0.5])


def test_dispersion_is_nought_where_a_term_is_everywhere_and_nine_tenths_in_one_place():
    assert dispersion([0.05 + 0.1 * at for at in range(10)]) == pytest.approx(0)
    assert dispersion([0.31, 0.32, 0.33]) == pytest.approx(0.9)
    assert dispersion([]) == 0


def test_terms_do_not_depend_on_the_order_of_sets():
    text = "".join(f"{word}。{word}。{word}。" for word in ("临江渡口", "义务教育", "数字中国", "滨海湿地"))
    found = [
        one.term for one in terms(edition("修路。" + LONG, "2021"), edition(text + LONG, "2022"), settings=SETTINGS)
    ]

    assert found == sorted(found, key=lambda term: (term != "数字中国", term))
