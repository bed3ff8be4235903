"""What a report costs, in calls: more than a tenth above what is kept is a fault, on any machine however busy."""

import importlib.util

import pytest
from places import ROOT

spec = importlib.util.spec_from_file_location("operations", ROOT / "benchmarks" / "operations.py")
operations = importlib.util.module_from_spec(spec)
spec.loader.exec_module(operations)

ALLOWED = 1.10


@pytest.mark.parametrize("name", operations.RUNS)
def test_a_run_takes_no_more_calls_than_are_kept(name):
    """Where the growth is meant: python benchmarks/operations.py --write."""
    known = operations.kept()
    if not known:
        pytest.skip(f"no counts are kept for Python {operations.VERSION}")

    assert operations.counted(operations.RUNS[name]) <= ALLOWED * known[name]
