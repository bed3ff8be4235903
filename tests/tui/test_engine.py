"""The engine behind the screen: what it tells, what it remembers, how it fails."""

import pickle
import shutil
from argparse import Namespace

import pytest
from places import ROOT

import compare
from compare.anchors import read_anchors, write_anchors
from compare.errors import CompareError
from compare.model import Anchors
from tui import job_of, run
from tui.engine.cache import keep, key_of, recall
from tui.engine.client import Process
from tui.engine.process import Engine
from tui.engine.protocol import Compared, Complete, Failed, Job, Opened, Progress, Relink, Years

SEEDS = ROOT / "seeds" / "county"


@pytest.fixture(scope="module")
def told():
    """Everything the engine tells of a series of three, and the engine."""
    job = Job(tuple(str(SEEDS / f"{year}.txt") for year in (2023, 2021, 2022)))
    news = []
    engine = Engine(job, news.append)
    engine.open()
    return engine, news


def test_the_newest_pair_comes_first_then_everything_in_it_then_the_series(told):
    _, news = told
    kinds = [type(one) for one in news if not isinstance(one, Progress)]

    assert kinds == [Opened, Compared, Compared, Years]
    assert [edition.period for edition in news[-1].series.editions] == ["2021", "2022", "2023"]
    first, second = (one for one in news if isinstance(one, Compared))
    assert (first.pair, first.complete, first.comparison.figures) == (1, False, None)
    assert (second.pair, second.complete) == (1, True)
    assert second.comparison.figures is not None
    assert all(change.edits is not None for change in second.comparison.changes)


def test_another_pair_is_completed_on_request(told):
    engine, news = told
    engine.answer(Complete(0))

    assert [(one.pair, one.complete) for one in news[-3:] if isinstance(one, Compared)][-1] == (0, True)


def test_links_by_hand_are_kept_beside_the_reports_and_hold(tmp_path):
    for year in (2021, 2022):
        shutil.copy(SEEDS / f"{year}.txt", tmp_path)
    paths = tuple(str(tmp_path / f"{year}.txt") for year in (2021, 2022))
    news = []
    engine = Engine(Job(paths), news.append)
    engine.open()
    change = next(c for c in engine.pairs[0].changes if c.old and c.new and c.kind == "edited" and not c.moved)
    forbidden = tuple((old, new) for old in change.old for new in change.new)
    engine.answer(Relink(0, Anchors(forbid=forbidden)))

    assert not [c for c in engine.pairs[0].changes if set(c.old) >= set(change.old) and set(c.new) >= set(change.new)]
    found, stale = read_anchors(str(tmp_path / "2021.2022.anchors.toml"), *engine.editions)
    assert (found.forbid, stale) == (forbidden, ())
    again = []
    Engine(Job(paths), again.append).open()
    assert [one.anchors for one in again if isinstance(one, Compared)] == [Anchors(forbid=forbidden)] * 2


def test_a_series_is_followed_along_the_links_by_hand(tmp_path):
    for year in (2021, 2022, 2023):
        shutil.copy(SEEDS / f"{year}.txt", tmp_path)
    paths = tuple(str(tmp_path / f"{year}.txt") for year in (2021, 2022, 2023))
    write_anchors(str(tmp_path / "2021.2022.anchors.toml"), Anchors(lone_old=(3,)), *map(compare.read, paths[:2]))
    engine = Engine(Job(paths), lambda _: None)
    engine.open()

    assert [c.kind for c in engine.series.pairs[0].changes if 3 in c.old] == ["removed"]
    engine.answer(Relink(0, Anchors()))
    assert [c.kind for c in engine.pairs[0].changes if 3 in c.old] != ["removed"]


def test_what_was_compared_once_is_recalled_whole(tmp_path, told):
    _, first = told
    job = Job(tuple(str(SEEDS / f"{year}.txt") for year in (2021, 2022)), cache=str(tmp_path))
    news, again = [], []
    Engine(job, news.append).open()
    Engine(job, again.append).open()

    complete = [one for one in news if isinstance(one, Compared) and one.complete]
    assert [one for one in again if isinstance(one, Compared)] == complete
    assert not [one for one in again if isinstance(one, Progress)]
    assert first


def test_another_text_or_another_setting_is_another_key():
    job = Job(("a.txt", "b.txt"))
    key = key_of(job, [b"one", b"two"])

    assert key == key_of(job, [b"one", b"two"])
    assert key != key_of(job, [b"one", b"other"])
    assert key != key_of(Job(("a.txt", "b.txt"), tracked="original"), [b"one", b"two"])


class Harm:
    """What a tampered file may hold."""

    def __reduce__(self):
        return print, ("harm",)


@pytest.mark.parametrize("data", [b"", b"garbage", pickle.dumps(Harm())], ids=["empty", "garbage", "code"])
def test_a_kept_result_that_is_none_is_forgotten_and_runs_no_code(tmp_path, capsys, data):
    (tmp_path / "key.pickle").write_bytes(data)

    assert recall(str(tmp_path), "key") is None
    assert capsys.readouterr().out == ""


def test_a_cache_keeps_the_ones_used_last(tmp_path, monkeypatch):
    monkeypatch.setattr("tui.engine.cache._MOST", 2)
    for name in "abc":
        keep(str(tmp_path), name, [name])

    assert recall(str(tmp_path), "a") is None
    assert recall(str(tmp_path), "c") == ["c"]
    keep(str(tmp_path / "a.pickle"), "x", [])
    assert recall(str(tmp_path / "nowhere"), "x") is None


def test_the_process_tells_why_a_report_cannot_be_read(tmp_path):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    engine = Process(Job((str(SEEDS / "2021.txt"), str(tmp_path / "empty.txt"))))
    try:
        fault = engine.refused(30)
        heard = []
        engine.listen(heard.append)
    finally:
        engine.close()

    assert isinstance(fault, Failed)
    assert fault.fatal
    assert fault.name.endswith("empty.txt")


def test_a_report_that_is_not_there_never_opens_the_screen(tmp_path, monkeypatch):
    monkeypatch.setenv("YOY_CACHE", str(tmp_path))
    monkeypatch.setattr("tui.on_terminal", None)
    with pytest.raises(CompareError, match=r"none\.txt"):
        run([str(SEEDS / "2021.txt"), str(tmp_path / "none.txt")], Namespace())


def test_a_job_takes_what_the_command_line_says():
    options = Namespace(encoding="gbk", tracked="original", old_period="2020", new_period=None, anchors="a.toml")
    job = job_of(["a", "b", "c"], options)

    assert (job.encoding, job.tracked, job.anchors) == ("gbk", "original", "a.toml")
    assert job.periods == ("2020", None, None)
    assert job.cache
