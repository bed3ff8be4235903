"""Spark gives what DuckDB gives, to the byte, also where a task of it is killed. Starts one real local Spark."""

import os
import shutil
import signal

import pytest
from planting import filled, planted

pytest.importorskip("pyspark", reason="the extra yoy-reports[spark] is not installed")
arrow = pytest.importorskip("pyarrow", reason="the extra yoy-reports[spark] is not installed")
if not shutil.which("java"):
    pytest.skip("no Java", allow_module_level=True)

from pyarrow import parquet  # noqa: E402 - an extra

from compare.archive import borrowing  # noqa: E402
from compare.archive.scoring import DERIVED, SENTENCES, local, score, scratch, show  # noqa: E402
from compare.archive.spark import Spark  # noqa: E402


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    corpus = planted(tmp_path_factory.mktemp("planted"), units=30, years=10, sentences=12)
    return filled(tmp_path_factory.mktemp("held") / "archive", corpus)[0]


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    corpus = planted(tmp_path_factory.mktemp("planted"), units=4, years=3, sentences=12)
    return filled(tmp_path_factory.mktemp("held") / "few", corpus)[0]


@pytest.fixture(scope="module")
def spark():
    options = [("spark.sql.shuffle.partitions", "3"), ("spark.driver.memory", "1g"), ("spark.default.parallelism", "2")]
    engine = Spark("local[2,2]", options)
    yield engine
    engine.close()


def scored(store, engine):
    with scratch(store) as place:
        show(store, engine)
        score(store, engine, place)
    return contents(store)


def contents(store):
    """The bytes of each derived table as one sorted Parquet file."""
    return {name: written(store.files(name)) for name in DERIVED}


def written(files):
    table = arrow.concat_tables([parquet.read_table(file) for file in files])
    table = table.sort_by([(column, "ascending") for column in table.column_names]).combine_chunks()
    sink = arrow.BufferOutputStream()
    parquet.write_table(table.cast(arrow.schema([(field.name, field.type) for field in table.schema])), sink)
    return table.num_rows, sink.getvalue().to_pybytes()


def by_duckdb(store):
    with scratch(store) as place:
        engine = local(store, place)
        score(store, engine, place)
        engine.close()
    return contents(store)


def test_both_engines_give_the_same_bytes(held, spark):
    expected = by_duckdb(held)
    told = scored(held, spark)

    assert {name: rows for name, (rows, _) in told.items()} == {name: rows for name, (rows, _) in expected.items()}
    assert told == expected
    assert told["scores"][0] > 3000
    assert told["borrowed"][0] > 300


def test_a_task_that_is_killed_changes_nothing(few, spark, tmp_path):
    expected = by_duckdb(few)
    mark = str(tmp_path / "killed")

    def killed_once(rows):
        if not os.path.exists(mark):  # noqa: PTH110 - runs on a worker, which knows no more than this function
            os.close(os.open(mark, os.O_CREAT))
            os.kill(os.getpid(), signal.SIGKILL)
        return borrowing.seeds_of(rows)

    (tmp_path / "seeds").mkdir()
    show(few, spark)
    files = spark.map(SENTENCES, killed_once, borrowing.SEEDS, tmp_path / "seeds")

    assert written(files) == expected["seeds"]
    assert os.path.exists(mark)  # noqa: PTH110
