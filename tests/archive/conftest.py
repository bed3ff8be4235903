"""Archives for the tests: built once from a small planted corpus."""

import pytest

pytest.importorskip("duckdb", reason="the extra yoy-reports[archive] is not installed")
pytest.importorskip("deltalake", reason="the extra yoy-reports[archive] is not installed")

from planting import filled, planted


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("planted"), units=9, years=5, sentences=24)


@pytest.fixture(scope="session")
def store(corpus, tmp_path_factory):
    return filled(tmp_path_factory.mktemp("held") / "archive", corpus)[0]
