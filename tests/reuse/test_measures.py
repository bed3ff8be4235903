"""The published measures on toys worked by hand."""

from math import log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.reuse import measures as m

A = ["we", "expect", "demand", "to", "increase"]
B = ["we", "expect", "worldwide", "demand", "to", "increase"]
C = ["we", "expect", "weakness", "in", "sales"]


@pytest.mark.parametrize(
    ("measure", "old", "new", "wanted"),
    [
        pytest.param(m.cosine, A, B, 5 / sqrt(30), id="cosine: five common words of five and six"),
        pytest.param(m.cosine, A, C, 2 / 5, id="cosine: two common words of five and five"),
        pytest.param(
            m.cosine, ["a", "a", "b"], ["a", "b", "b"], 4 / 5, id="cosine counts a word as often as it stands"
        ),
        pytest.param(m.jaccard, A, B, 5 / 6, id="Jaccard: five words in both, six in either"),
        pytest.param(m.jaccard, A, C, 2 / 8, id="Jaccard: two words in both, eight in either"),
        pytest.param(m.min_edit_operations, A, B, 1, id="MinEdit: one word added"),
        pytest.param(m.min_edit_operations, A, C, 6, id="MinEdit: three words deleted, three added"),
        pytest.param(m.min_edit, A, C, 1 - 6 / 10, id="MinEdit as a similarity: six operations out of ten words"),
        pytest.param(m.simple_change, A, B, 1 / 5.5, id="Simple: one word out of a mean length of five and a half"),
        pytest.param(m.simple_change, A, C, 6 / 5, id="Simple: six words out of a mean length of five"),
        pytest.param(m.simple, A, C, 0.4, id="Simple without re-scaling"),
        pytest.param(m.simple, A, A, 1.0, id="the same text is 1"),
        pytest.param(m.simple, ["a"], ["b"], 0.0, id="no common word is 0"),
        pytest.param(m.cosine, ["a"], ["b"], 0.0, id="cosine of texts without a common word is 0"),
        pytest.param(m.jaccard, [], [], 1.0, id="two empty texts are the same"),
        pytest.param(m.min_edit_operations, ["a", "b"], ["b", "a"], 2, id="order counts in MinEdit"),
        pytest.param(m.jaccard, ["a", "b"], ["b", "a"], 1.0, id="order does not count in Jaccard"),
    ],
)
def test_measures_of_a_pair(measure, old, new, wanted):
    assert measure(old, new) == pytest.approx(wanted)


def test_simple_is_rescaled_over_the_whole_sample():
    assert m.simple_rescaled([0.2, 1.2, 0.7]) == pytest.approx((1.0, 0.0, 0.5))


def test_a_sample_of_equal_changes_is_all_alike():
    assert m.simple_rescaled([0.4, 0.4]) == (1.0, 1.0)


def test_modification_weighs_words_by_the_documents_of_the_sample():
    frequencies, many = m.document_shares([["a", "b"], ["a", "c", "c"], ["a", "d"], ["b"]])
    assert (frequencies, many) == ({"a": 3, "b": 2, "c": 1, "d": 1}, 4)

    # a weighs ln(4/3), b ln 2, c ln 4; the vectors share a alone.
    dot = log(4 / 3) ** 2
    wanted = 1 - dot / sqrt((log(4 / 3) ** 2 + log(2) ** 2) * (log(4 / 3) ** 2 + (2 * log(4)) ** 2))
    assert m.modification(["a", "b"], ["a", "c", "c"], frequencies, many) == pytest.approx(wanted)


def test_a_word_of_every_document_does_not_count_as_modified():
    frequencies, many = m.document_shares([["a", "b"], ["a", "b", "a"], ["a", "c"]])

    assert m.modification(["a", "b"], ["a", "a", "b"], frequencies, many) == pytest.approx(0.0)


def test_what_length_explains_is_taken_off():
    lengths = [100, 250, 300, 420, 500, 610, 700, 990]
    raw = [0.9 - 0.0005 * n + 1e-9 * n**3 for n in lengths]

    assert m.expected_from_length(raw, lengths) == pytest.approx(raw)
    assert m.modification_scores(raw, lengths) == pytest.approx([0.0] * 8, abs=1e-9)


def test_a_score_that_length_does_not_explain_stays():
    lengths = [100, 100, 200, 200]
    assert m.modification_scores([0.2, 0.4, 0.5, 0.9], lengths) == pytest.approx([-0.1, 0.1, -0.2, 0.2])


FOUR = ["p", "q", "r", "s"]


@pytest.mark.parametrize(
    ("documents", "options", "wanted"),
    [
        pytest.param(
            [[FOUR, ["x"]], [["y", *FOUR]], [FOUR], [["u"] * 6], [["v"] * 5]],
            {},
            (4 / 5, 1.0, 1.0, 0.0, 0.0),
            id="a tetragram of three documents in five flags its sentence, all its words",
        ),
        pytest.param([[FOUR]] * 5, {}, (0.0,) * 5, id="a tetragram of every document is regulation, not boilerplate"),
        pytest.param(
            [[FOUR] * 9, [["x"] * 4], [["y"] * 4], [["z"] * 4], [["w"] * 4]],
            {},
            (0.0,) * 5,
            id="nine times in one document is still one document",
        ),
        pytest.param(
            [[["p", "q"], ["r", "s"]], [FOUR], [FOUR], [FOUR], [["x"] * 4]],
            {},
            (0.0, 1.0, 1.0, 1.0, 0.0),
            id="a tetragram never runs over a sentence's end",
        ),
        pytest.param(
            [[FOUR], [["x"] * 4], [["y"] * 4]],
            {"least": 0.30, "most": 0.75},
            (1.0, 1.0, 1.0),
            id="the replications' limits",
        ),
    ],
)
def test_boilerplate(documents, options, wanted):
    assert m.boilerplate(documents, **options) == pytest.approx(wanted)


def test_stickiness_flags_a_sentence_by_eight_words_of_the_year_before():
    eight = list("abcdefgh")

    assert m.stickiness([[*eight, "z"]], [["x", *eight], ["y"] * 3]) == pytest.approx(9 / 12)
    assert m.stickiness([eight[:7]], [["x", *eight]]) == 0.0


def test_repetition_counts_every_standing_of_a_repeated_run():
    ten = list("abcdefghij")

    assert m.repetition([ten, ten, [*ten, "k"]]) == pytest.approx(3 / 4)


documents = st.lists(st.sampled_from("abcd"), max_size=12)


@settings(max_examples=50)
@given(documents, documents)
def test_every_measure_is_symmetric_and_one_only_for_what_it_cannot_tell_apart(old, new):
    for measure in (m.cosine, m.jaccard, m.min_edit, m.simple):
        assert measure(old, new) == pytest.approx(measure(new, old))
        assert -1e-12 <= measure(old, new) <= 1 + 1e-12
    assert (m.min_edit(old, new) == 1) == (old == new)
