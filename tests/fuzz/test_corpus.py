"""Everything that ever broke a reader or loader, run again."""

import pytest
from targets import CORPUS, run


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*-*")), ids=lambda path: path.name)
def test_what_broke_once_is_a_result_or_one_line(path):
    assert run(path.name.partition("-")[0], path.read_bytes()) == ""
