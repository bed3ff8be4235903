"""Threads, sections through the years and lineage, on small series linked by hand."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from building import comparison, edition
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from compare import follow, reuse
from compare.model import Comparison, Edition, Phrase, SectionLink, Series, Share
from compare.settings import Settings

S = Settings()
A, B, C, D = "全面推进农村公路建设。", "城区水厂已经通水运行。", "新建乡镇学校三所并投用。", "扎实开展防汛演练活动。"


def followed(*pairs: Comparison) -> Series:
    return follow.follow(pairs, settings=S)


def stops(series: Series) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(stop.edition, stop.sentences) for stop in thread.stops] for thread in series.threads]


def three(first: str, second: str, third: str) -> tuple[Edition, Edition, Edition]:
    return edition(first, "2020"), edition(second, "2021"), edition(third, "2022")


def test_a_sentence_lives_on_through_its_links():
    one, two, last = three(A + B, B + A, A)
    series = followed(
        comparison(one, two, [((0,), (1,), "unchanged"), ((1,), (0,), "edited")]),
        comparison(two, last, [((1,), (0,), "updated")]),
    )

    assert stops(series) == [[("2020", (0,)), ("2021", (1,)), ("2022", (0,))], [("2020", (1,)), ("2021", (0,))]]
    assert [follow.life(series, thread) for thread in series.threads] == [
        follow.Life("2020", "2022", touched=(), gaps=(), gone=False),
        follow.Life("2020", "2021", touched=("2021",), gaps=(), gone=True),
    ]


def test_a_split_goes_on_with_all_its_pieces_and_a_merge_with_the_heavier_thread():
    one, two, last = three(A + "修路。", "修。" + B + C, "合并成为一句。")
    series = followed(
        comparison(one, two, [((0,), (1, 2), "edited"), ((1,), (0,), "edited")]),
        comparison(two, last, [((0, 1, 2), (0,), "edited")]),
    )

    assert stops(series) == [[("2020", (0,)), ("2021", (1, 2)), ("2022", (0,))], [("2020", (1,)), ("2021", (0,))]]


@pytest.mark.parametrize(
    ("back", "wanted"),
    [
        pytest.param(
            "全面推进农村公路建设。", [("2020", (0,)), ("2022", (0,))], id="the same wording is the same thread"
        ),
        pytest.param("全面推进乡村公路建设。", [("2020", (0,))], id="other wording is not guessed at"),
    ],
)
def test_a_sentence_that_was_gone_returns(back, wanted):
    one, two, last = three(A, B, back)
    series = followed(comparison(one, two, []), comparison(two, last, []))

    assert stops(series)[0] == wanted


def test_a_gap_is_told():
    one, two, last = three("一、回顾\n全年修路12公里又一百米。", B, "全年修路15公里又一百米。")
    series = followed(comparison(one, two, []), comparison(two, last, []))
    thread = next(thread for thread in series.threads if len(thread.stops) == 2)

    assert follow.life(series, thread) == follow.Life("2020", "2022", touched=(), gaps=("2021",), gone=False)


@st.composite
def chains(draw: st.DrawFn) -> tuple[Comparison, ...]:
    """Four small editions under links of any shape."""
    line = st.lists(st.sampled_from([A, B, C, D, "修路。"]), min_size=1, max_size=5).map("".join)
    editions = [edition(draw(line), str(2020 + n)) for n in range(4)]
    pairs = []
    for old, new in pairwise(editions):
        groups: dict[int, tuple[list[int], list[int]]] = {}
        for side, one in enumerate((old, new)):
            for number in range(len(one.sentences)):
                groups.setdefault(draw(st.integers(0, 4)), ([], []))[side].append(number)
        pairs.append(comparison(old, new, [(*told, "edited") for told in groups.values() if all(told)]))
    return tuple(pairs)


@limits(max_examples=60, deadline=None)
@given(chains())
def test_every_sentence_is_in_exactly_one_thread(pairs):
    series = followed(*pairs)
    told = Counter((stop.edition, n) for thread in series.threads for stop in thread.stops for n in stop.sentences)

    assert told == Counter((e.id, n) for e in series.editions for n in range(len(e.sentences)))
    order = [edition.id for edition in series.editions]
    for thread in series.threads:
        assert [s.edition for s in thread.stops] == sorted({s.edition for s in thread.stops}, key=order.index)


@limits(max_examples=40, deadline=None)
@given(chains())
def test_a_later_edition_only_lengthens_threads(pairs):
    known = {edition.id for edition in followed(*pairs[:-1]).editions}
    short = stops(followed(*pairs[:-1]))
    cut = [[stop for stop in thread if stop[0] in known] for thread in stops(followed(*pairs))]

    assert [thread for thread in cut if thread] == short


# ---- sections


def test_a_renamed_section_stays_on_its_line():
    one, two, last = three(f"一、回顾\n{A}\n二、打算\n{B}", f"一、去年工作\n{A}\n二、问题\n{C}", f"一、工作回顾\n{A}")
    links = [[SectionLink("renamed", ("1",), ("1",), 0.5, "t")], [SectionLink("renamed", ("1",), ("1",), 0.5, "t")]]
    pairs = [comparison(one, two, [], links[0]), comparison(two, last, [], links[1])]
    scored = [
        Comparison(p.old, p.new, p.sections, p.changes, {}, {"1": {"recycled": Share(n, 9, 300)}})
        for n, p in enumerate(pairs)
    ]
    lines = follow.section_lines(followed(*scored))

    assert [(line.title, line.stops) for line in lines] == [
        ("工作回顾", (("2020", "1"), ("2021", "1"), ("2022", "1"))),
        ("打算", (("2020", "2"),)),
        ("问题", (("2021", "2"),)),
    ]
    assert lines[0].shares == (None, Share(0, 9, 300), Share(1, 9, 300))
    assert lines[2].shares == (None,)


# ---- lineage


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param(
            "“农村 公路”", ["农村公路", None, "农村\n公路"], id="marks and blanks do not matter, nor a hard wrap"
        ),
        pytest.param("農村公路", ["农村公路", None, "农村\n公路"], id="nor the script"),
        pytest.param("机场", [None, None, None], id="what nobody says"),
        pytest.param("", [None, None, None], id="nothing typed"),
    ],
)
def test_a_phrase_through_the_editions(typed, wanted):
    *editions, last = three(A, B, "全面推进农村公路建设。")
    source = replace(last.source, text="全面推进农村\n公路建设。")
    wrapped = replace(last.sentences[0], span=(0, len(source.text)))
    editions.append(replace(last, source=source, sentences=(wrapped,)))
    found = follow.trace(typed, editions, settings=S)

    told = [e.source.text[slice(*s.hits[0].span)] if s.hits else None for e, s in zip(editions, found, strict=True)]
    assert told == wanted
    assert [station.period for station in found] == ["2020", "2021", "2022"]


def test_every_standing_is_told():
    (station,) = follow.trace("公路", [edition("修公路，管公路。公路。", "2022")], settings=S)

    assert [(hit.span, hit.sentence, hit.score) for hit in station.hits] == [
        ((1, 3), 0, 1.0),
        ((5, 7), 0, 1.0),
        ((8, 10), 1, 1.0),
    ]


def test_a_sentence_is_found_in_other_words_figures_aside():
    editions = [edition("全年新建改建农村公路120公里。" + B, "2020"), edition(B + D, "2021")]
    stations = follow.trace("新建改造农村公路95公里", editions, settings=S)

    (hit,) = stations[0].hits
    assert 0.6 <= hit.score < 1
    assert hit.sentence == 0
    assert stations[1].hits == ()


def test_a_hit_is_shown_in_its_surroundings():
    report = edition("加快推进农村\n公路提档升级工程。", "2022")
    ((hit, *_),) = [s.hits for s in follow.trace("公路", [report], settings=S)]

    assert follow.context(report, hit, 4) == ("进农村", "公路", "提档升级")


# ---- the matrix and the lives of phrases


LINES = st.lists(st.text("甲乙丙丁", min_size=6, max_size=14), min_size=1, max_size=6).map(
    lambda s: "。\n".join(s) + "。"
)


@limits(max_examples=30, deadline=None)
@given(st.lists(LINES, min_size=2, max_size=4))
def test_the_matrix_holds_the_recycled_shares_of_every_pair(told):
    editions = [edition(text, str(2018 + n)) for n, text in enumerate(told)]
    matrix = reuse.matrix(editions, settings=S)

    for i, new in enumerate(editions):
        assert matrix[i][i].count == matrix[i][i].of
        for j, old in enumerate(editions[:i]):
            found = reuse.find(old, new, changes=(), background="none", passages=False, settings=S)
            assert matrix[i][j] == found.scores["recycled"]


@limits(max_examples=20, deadline=None)
@given(st.lists(LINES, min_size=3, max_size=5))
def test_a_later_edition_adds_to_the_matrix_and_changes_nothing(told):
    editions = [edition(text, str(2018 + n)) for n, text in enumerate(told)]
    short, long = (reuse.matrix(part, settings=S) for part in (editions[:-1], editions))

    assert [row[:-1] for row in long[:-1]] == list(short)


def test_more_than_sixty_four_editions_fit():
    editions = [edition(A if n % 2 else B, str(1900 + n)) for n in range(70)]
    matrix = reuse.matrix(editions, settings=S)

    assert [share.count for share in matrix[69]] == [len(A) - 1 if n % 2 else 0 for n in range(70)]


def test_survival_looks_one_three_and_five_years_ahead():
    told = {2010: B, 2011: A + C, 2012: A, 2014: A, 2016: B}
    editions = [edition(text, str(year)) for year, text in told.items()]
    found = {(s.edition, s.years): s.share for s in reuse.survival(editions, settings=S)}

    grams_a, grams_c = len(A) - 1 - 7, len(C) - 1 - 7
    assert found["2011", 1] == Share(grams_a, grams_a + grams_c, 300)
    assert found["2011", 3] == Share(grams_a, grams_a + grams_c, 300)
    assert found["2011", 5] == Share(0, grams_a + grams_c, 300)
    assert found["2012", 1] is None, "there is no edition of 2013"
    assert found["2010", 1] is None, "of the first edition nobody knows what is new"


def test_coined_and_dropped_phrases():
    told = {2010: B, 2011: A + B, 2012: A + B, 2013: A, 2014: C, 2017: C}
    editions = [edition(text, str(year)) for year, text in told.items()]
    text = {one.id: one.source.text for one in editions}

    def said(phrases: tuple[Phrase, ...]) -> list[tuple[str, str, str, int]]:
        return [(text[p.origin.edition][slice(*p.origin.span)], p.first, p.last, p.editions) for p in phrases]

    assert said(reuse.coined(editions, settings=S)) == [(A[:-1], "2011", "2013", 3)]
    assert said(reuse.dropped(editions, settings=S)) == [(B[:-1], "2010", "2012", 3), (A[:-1], "2011", "2013", 3)]
