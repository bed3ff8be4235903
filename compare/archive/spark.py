"""Spark as an engine: the same texts, run by its SQL; the functions between them run on its Python workers.

Needs the extra `spark` and Java 17 or newer. Files are on any path that both Spark and this program see.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from compare.archive.engines import Columns, Range, RowFunction
from compare.archive.store import arrow_table
from compare.errors import MissingExtra, Unreadable

EXTRA, JAVA = "yoy-reports[spark]", "openjdk-17-jre-headless"
"""What to install: our extra, and Debian's name of a Java runtime."""

_KINDS = {"long": "bigint", "integer": "int", "string": "string"}


class Spark:
    """A Spark session."""

    def __init__(self, master: str = "local[2]", options: Sequence[tuple[str, str]] = ()) -> None:
        """Start it, or join one that is running. Raises `MissingExtra` without PySpark or Java."""
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        if master.startswith("local"):
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        try:
            from pyspark.errors import PySparkException  # an extra, and slow to load
            from pyspark.sql import SparkSession
        except ImportError:
            raise MissingExtra("spark", "spark extra missing", extra=EXTRA, java=JAVA) from None
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise MissingExtra("spark", "spark extra missing", extra=EXTRA, java=JAVA)
        self.fault: type[Exception] = PySparkException
        builder = SparkSession.builder.master(master).appName("yoy archive")
        for name, value in (*_OPTIONS, *options):
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")

    def view(self, name: str, paths: Sequence[str], condition: str = "") -> None:
        """Show files under a name."""
        frame = self._tried(lambda: self.session.read.parquet(*paths))
        (frame.where(condition) if condition else frame).createOrReplaceTempView(name)

    def define(self, name: str, sql: str) -> None:
        """Show what a text gives under a name."""
        self._tried(lambda: self.session.sql(sql)).createOrReplaceTempView(name)

    def write(self, sql: str, folder: Path) -> list[str]:
        """Write what a text gives as Parquet; one file at least."""
        return self._written(self._tried(lambda: self.session.sql(sql)), folder)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a text gives, in memory."""
        return [tuple(row) for row in self._tried(lambda: self.session.sql(sql).collect())]

    def map(self, sql: str, function: RowFunction, columns: Columns, folder: Path) -> list[str]:
        """Write what a function makes of the rows of a text; the workers run it."""

        def made(batches: Iterator[Any]) -> Iterator[Any]:
            import pyarrow as pa  # on the workers, which need the extra, too

            for batch in batches:
                rows = list(zip(*(column.to_pylist() for column in batch.columns), strict=True))
                yield from pa.table(arrow_table(function(rows), columns)).to_batches()

        schema = ", ".join(f"{name} {_KINDS[kind]}" for name, kind in columns.items())
        frame = self._tried(lambda: self.session.sql(sql).mapInArrow(made, schema))
        return self._written(frame, folder)

    def ranges(self, grams: int) -> Iterator[Range | None]:  # noqa: ARG002 - Spark divides the work itself
        """All hashes at once."""
        yield None

    def close(self) -> None:
        """Stop the session."""
        self.session.stop()

    def _written(self, frame: Any, folder: Path) -> list[str]:  # noqa: ANN401 - the library is an extra
        place = folder / f"spark-{os.urandom(12).hex()}"
        self._tried(lambda: frame.write.option("compression", "zstd").parquet(str(place)))
        return sorted(str(file) for file in place.glob("*.parquet"))

    def _tried(self, work: Any) -> Any:  # noqa: ANN401 - the library is an extra
        try:
            return work()
        except self.fault as trouble:
            words = str(trouble).strip().splitlines()
            raise Unreadable("archive", "archive query", why=words[0] if words else type(trouble).__name__) from trouble


_OPTIONS = (
    ("spark.ui.enabled", "false"),
    ("spark.ui.showConsoleProgress", "false"),
    ("spark.sql.session.timeZone", "UTC"),
    ("spark.sql.execution.arrow.maxRecordsPerBatch", "20000"),
    ("spark.sql.parquet.compression.codec", "zstd"),
)
