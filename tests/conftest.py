"""What holds for every test: results of earlier runs are kept apart, so that none answers for another test."""

import os
import tempfile

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_results_of_other_sessions():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["YOY_CACHE"] = folder
        yield


@pytest.fixture(autouse=True)
def _no_results_of_other_tests(monkeypatch, request):
    """A folder for each test; it is made only where a result is kept."""
    monkeypatch.setenv("YOY_CACHE", f"{os.environ['YOY_CACHE']}/{abs(hash(request.node.nodeid))}")
