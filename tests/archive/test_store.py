"""Nothing that happens to a run changes what an archive holds, but for what the run was asked to do."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from planting import filled, planted

from compare import archive
from compare.archive.adding import add
from compare.archive.naming import NamingMap
from compare.archive.store import Store
from compare.errors import BadOption, CompareError, NotComparable, Unreadable
from compare.settings import Settings

ADD = """
import sys
from compare import archive
from compare.archive.naming import read_map
from compare.archive import adding
adding.BATCH = 6
held = archive.open(sys.argv[1], make=True)
held.add(sys.argv[3:], naming=read_map(sys.argv[2]))
"""


def adding(path, corpus, reports):
    words = [sys.executable, "-c", ADD, str(path), str(corpus.folder / "map.csv"), *reports]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def held(path):
    with archive.open(str(path)).engine() as engine:
        return engine.rows("SELECT doc, unit, period FROM live ORDER BY doc")


@pytest.fixture
def small(tmp_path):
    return planted(tmp_path / "planted", units=4, years=3, sentences=12)


def test_an_edition_that_is_there_is_left_as_it_is(small, tmp_path):
    store, added = filled(tmp_path / "a", small)
    versions = store.versions()
    again = add(store, small.reports, naming=small.naming)

    assert (len(added.new), added.known) == (12, 0)
    assert (len(again.new), len(again.replaced), again.known) == (0, 0, 12)
    assert store.versions() == versions


def test_a_changed_edition_takes_the_place_of_the_one_before_and_back(small, tmp_path):
    store, _ = filled(tmp_path / "a", small)
    before = held(tmp_path / "a")
    path = Path(small.reports[0])
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "这是后来添上的一句话，别处都没有说过。\n", encoding="utf-8")
    changed = add(store, small.reports, naming=small.naming)
    status = archive.open(str(tmp_path / "a")).status()
    path.write_text(text, encoding="utf-8")
    back = add(store, small.reports, naming=small.naming)

    assert (len(changed.new), len(changed.replaced), changed.known) == (0, 1, 11)
    assert (status.editions, status.replaced) == (12, 1)
    assert len(back.replaced) == 1
    assert held(tmp_path / "a") == before


def test_a_fault_changes_nothing_and_is_left_out_where_that_was_asked(small, tmp_path):
    store, _ = filled(tmp_path / "a", small, small.reports[:3])
    bad = small.folder / "reports" / "empty.txt"
    bad.write_text("", encoding="utf-8")
    before = held(tmp_path / "a")
    with pytest.raises(Unreadable, match="is empty"):
        add(store, small.reports, naming=small.naming)
    after = held(tmp_path / "a")
    going = add(store, small.reports, naming=small.naming, keep_going=True)

    assert after == before
    assert [fault.name for fault in going.left_out] == [str(bad)]
    assert len(held(tmp_path / "a")) == 12


def test_two_texts_of_one_unit_and_period_in_one_run_are_a_contradiction(small, tmp_path):
    first, second = small.reports[:2]
    rows = {path: {"unit": "甲", "period": "2020"} for path in (first, second)}
    store = Store.create(str(tmp_path / "a"), Settings())
    with pytest.raises(NotComparable, match="is of the unit, genre and period of"):
        add(store, [first, second], naming=NamingMap(rows))


@pytest.mark.parametrize(
    ("words", "name"),
    [("报告里说了一些事情，没有时间。" * 9, "甲市.txt"), ("2021年的事情都说完了，不知道是谁说的。" * 9, "2021.txt")],
)
def test_an_edition_without_period_or_unit_is_refused(words, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(words, encoding="utf-8")
    store = Store.create("held", Settings())
    with pytest.raises(BadOption, match="name it in --map"):
        add(store, [name])


def test_two_writers_at_once_both_succeed(small, tmp_path):
    halves = small.reports[:6], small.reports[6:]
    runs = [adding(tmp_path / "a", small, half) for half in halves]
    for run in runs:
        assert run.communicate()[1] == "", run.returncode
    assert len(held(tmp_path / "a")) == 12
    assert archive.open(str(tmp_path / "a")).verify() == ()


def test_the_same_editions_added_twice_at_once_are_there_once(small, tmp_path):
    runs = [adding(tmp_path / "a", small, small.reports) for _ in range(2)]
    for run in runs:
        assert run.communicate()[1] == "", run.returncode
    assert len(held(tmp_path / "a")) == 12
    assert archive.open(str(tmp_path / "a")).verify() == ()


def test_a_run_that_is_killed_changes_nothing_and_can_be_run_again(small, tmp_path):
    filled(tmp_path / "a", small, small.reports[:2])
    dice = random.Random(3)
    for _ in range(6):
        run = adding(tmp_path / "a", small, small.reports)
        time.sleep(dice.uniform(0.2, 1.2))
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        assert len(held(tmp_path / "a")) in (2, 12)
    again = adding(tmp_path / "a", small, small.reports)
    assert again.communicate()[1] == ""
    assert len(held(tmp_path / "a")) == 12
    assert archive.open(str(tmp_path / "a")).verify() == ()


def test_removed_editions_are_gone_from_every_table(small, tmp_path):
    filled(tmp_path / "a", small)
    unit = held(tmp_path / "a")[0][1]
    opened = archive.open(str(tmp_path / "a"))
    count = opened.remove(unit=unit)
    with opened.engine() as engine:
        docs = {doc for (doc,) in engine.rows("SELECT doc FROM live")}
        for table in ("sentences", "texts", "uses"):
            assert {doc for (doc,) in engine.rows(f"SELECT DISTINCT doc FROM {table}")} == docs
    assert count == 3
    assert len(docs) == 9


def test_nothing_is_removed_where_nothing_is_named(small, tmp_path):
    filled(tmp_path / "a", small, small.reports[:1])
    opened = archive.open(str(tmp_path / "a"))
    with pytest.raises(BadOption, match="names no edition"):
        opened.remove()
    with pytest.raises(BadOption, match="no such edition"):
        opened.remove(unit="无此单位' OR '1'='1")
    assert opened.status().editions == 1


def test_compaction_joins_files_and_changes_no_row(small, tmp_path):
    for path in small.reports:
        filled(tmp_path / "a", small, [path])
    opened = archive.open(str(tmp_path / "a"))
    before = held(tmp_path / "a")
    counts = opened.compact()

    assert counts["uses"] == (12, 1)
    assert held(tmp_path / "a") == before
    assert opened.verify() == ()


def test_what_a_broken_run_left_stays_a_day_and_then_goes(small, tmp_path, monkeypatch):
    store = Store.create(str(tmp_path / "a"), Settings())
    monkeypatch.setattr(Store, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        add(store, small.reports, naming=small.naming)
    opened = archive.open(str(tmp_path / "a"))
    staged = opened.status().staged
    opened.compact()
    fresh = opened.status().staged
    monkeypatch.setattr("compare.archive.archive.DAY", -1)
    opened.compact()

    assert (staged, fresh, opened.status().staged) == (12, 12, 0)


def largest(path, table):
    return max(Path(path, table).glob("*.parquet"), key=lambda file: file.stat().st_size)


def test_verify_names_a_truncated_file(small, tmp_path):
    filled(tmp_path / "a", small)
    file = largest(tmp_path / "a", "uses")
    file.write_bytes(file.read_bytes()[:-100])
    found = archive.open(str(tmp_path / "a")).verify()

    assert [(damage.code, Path(damage.name).name) for damage in found] == [("file", file.name)]


def test_verify_names_editions_that_lost_rows_or_hold_others(small, tmp_path):
    store, _ = filled(tmp_path / "a", small)
    docs = held(tmp_path / "a")
    store.remove("uses", f"doc = {docs[0][0]} AND sent < 4")
    store.remove("texts", f"doc = {docs[1][0]}")
    found = archive.open(str(tmp_path / "a")).verify()

    names = {
        f"{unit} {period} 政府工作报告": code for (_, unit, period), code in zip(docs, ("counts", "text"), strict=False)
    }
    assert {damage.name: damage.code for damage in found} == names


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (None, "no archive there"),
        ({"format": "yoy/other"}, "is no archive's description"),
        ({"format": "yoy/archive", "version": 99}, "of version 99"),
        ({"format": "yoy/archive", "version": 1, "scheme": {"zh": "other"}}, "of another scheme"),
    ],
)
def test_what_is_no_archive_of_ours_is_named(about, words, tmp_path):
    if about is not None:
        (tmp_path / "archive.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(CompareError, match=words):
        archive.open(str(tmp_path))


def test_a_folder_of_something_else_becomes_no_archive(tmp_path):
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadOption, match="is no archive, and not empty"):
        archive.open(str(tmp_path), make=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
