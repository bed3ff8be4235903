"""Choosing pairs: values in a table of rows and columns, from .5 on two free ones, a further one from .4, .3 clear."""

import numpy as np
import pytest

from compare.matching import Bars, greedy

BARS = Bars(pair=0.5, join=0.4, clear=0.3, largest=3)
CHOSEN = {
    "two free ones from their bar on": ({(0, 0): 0.5, (1, 1): 0.49}, [(0, 0)]),
    "the likelier of two rivals, and the other where it is free": (
        {(0, 0): 0.9, (1, 0): 0.3, (1, 1): 0.6},
        [(0, 0), (1, 1)],
    ),
    "a further member at less": ({(0, 0): 0.9, (0, 2): 0.4, (0, 4): 0.39}, [(0, 0), (0, 2)]),
    "no further member that another row claims nearly as much": (
        {(0, 0): 0.9, (0, 1): 0.6, (2, 2): 0.9, (2, 1): 0.35},
        [(0, 0), (2, 2)],
    ),
    "a further member that is clear of its rival": (
        {(0, 0): 0.9, (0, 1): 0.8, (2, 2): 0.9, (2, 1): 0.5},
        [(0, 0), (2, 2), (0, 1)],
    ),
    "of rows as of columns": ({(0, 0): 0.9, (1, 0): 0.4, (4, 0): 0.5, (4, 3): 0.3}, [(0, 0), (1, 0)]),
    "no more members than the largest group": (
        {(0, 0): 0.9, (0, 1): 0.8, (0, 2): 0.8, (0, 3): 0.8},
        [(0, 0), (0, 1), (0, 2)],
    ),
    "never several with several": ({(0, 0): 0.9, (0, 1): 0.8, (1, 1): 0.45}, [(0, 0), (0, 1)]),
}


@pytest.mark.parametrize(("values", "wanted"), CHOSEN.values(), ids=CHOSEN)
def test_pairs_are_chosen(values, wanted):
    rows, columns = (np.array([pair[side] for pair in values], dtype=np.int64) for side in (0, 1))

    assert greedy(rows, columns, np.array(list(values.values())), BARS) == wanted


def test_without_bars_for_further_members_each_is_in_one_pair():
    values = {(0, 0): 1.0, (0, 1): 1.0, (1, 0): 1.0}
    rows, columns = (np.array([pair[side] for pair in values], dtype=np.int64) for side in (0, 1))

    assert greedy(rows, columns, np.ones(3), Bars(0.5)) == [(0, 0)]
