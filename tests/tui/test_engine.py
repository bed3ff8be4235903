"""The engine behind the screen: what it tells, what it remembers, how it fails."""

import pickle
import shutil
import stat
from dataclasses import replace

import msgspec
import pytest
from places import ROOT

import compare
from compare import cache
from compare.anchors import read_anchors, write_anchors
from compare.errors import CompareError
from compare.model import Anchors
from tui import ScreenRequest, job_of, run
from tui.engine.cache import keep, key_of, recall
from tui.engine.client import Process
from tui.engine.process import OpenJob
from tui.engine.protocol import Briefed, Compared, Complete, Failed, Job, Opened, Progress, Relink, Summarised, Years

SEEDS = ROOT / "seeds" / "county"


@pytest.fixture(scope="module")
def told():
    """Everything the engine tells of a series of three, and the engine."""
    job = Job(tuple(str(SEEDS / f"{year}.txt") for year in (2023, 2021, 2022)))
    news = []
    engine = OpenJob(job, news.append)
    engine.open()
    return engine, news


def test_the_newest_pair_comes_first_then_everything_in_it_then_the_series(told):
    _, news = told
    kinds = [type(one) for one in news if not isinstance(one, Progress)]

    assert kinds == [Opened, Compared, Compared, Briefed, Years, Summarised]
    series = next(one.series for one in news if isinstance(one, Years))
    assert [edition.period for edition in series.editions] == ["2021", "2022", "2023"]
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
    engine = OpenJob(Job(paths), news.append)
    engine.open()
    change = next(c for c in engine.pairs[0].changes if c.old and c.new and c.kind == "edited" and not c.moved)
    forbidden = tuple((old, new) for old in change.old for new in change.new)
    engine.answer(Relink(0, Anchors(forbid=forbidden)))

    assert not [c for c in engine.pairs[0].changes if set(c.old) >= set(change.old) and set(c.new) >= set(change.new)]
    found, stale = read_anchors(str(tmp_path / "2021.2022.anchors.toml"), *engine.editions)
    assert (found.forbid, stale) == (forbidden, ())
    again = []
    OpenJob(Job(paths), again.append).open()
    assert [one.anchors for one in again if isinstance(one, Compared)] == [Anchors(forbid=forbidden)] * 2


def test_a_series_is_followed_along_the_links_by_hand(tmp_path):
    for year in (2021, 2022, 2023):
        shutil.copy(SEEDS / f"{year}.txt", tmp_path)
    paths = tuple(str(tmp_path / f"{year}.txt") for year in (2021, 2022, 2023))
    write_anchors(str(tmp_path / "2021.2022.anchors.toml"), Anchors(lone_old=(3,)), *map(compare.read, paths[:2]))
    engine = OpenJob(Job(paths), lambda _: None)
    engine.open()

    assert [c.kind for c in engine.series.pairs[0].changes if 3 in c.old] == ["removed"]
    engine.answer(Relink(0, Anchors()))
    assert [c.kind for c in engine.pairs[0].changes if 3 in c.old] != ["removed"]


def test_what_was_compared_once_is_recalled_whole(tmp_path, told):
    _, first = told
    job = Job(tuple(str(SEEDS / f"{year}.txt") for year in (2021, 2022)), cache=str(tmp_path))
    news, again = [], []
    OpenJob(job, news.append).open()
    OpenJob(job, again.append).open()

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


def kept_file(body):
    """A file of the cache around a body, its checksum right."""
    return cache.MARK + cache._checksum(body) + body


BROKEN = {
    "empty": lambda _: b"",
    "garbage": lambda _: b"garbage",
    "code as pickle has it": lambda _: pickle.dumps(Harm()),
    "code behind our mark": lambda _: kept_file(pickle.dumps(Harm())),
    "our mark alone": lambda _: cache.MARK,
    "nothing behind the checksum": lambda _: kept_file(b""),
    "cut off": lambda data: data[:-1],
    "longer than it was": lambda data: data + b"\0",
    "one bit is another": lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
    "another version": lambda data: data.replace(b"yoy/cache 2", b"yoy/cache 1"),
    "another noun": lambda _: kept_file(msgspec.msgpack.encode({"pool": [], "opened": "x"})),
    "an edition that is not there": lambda _: kept_file(
        msgspec.msgpack.encode({"pool": [], "opened": [7], "pairs": [], "years": None})
    ),
    "nests without end": lambda _: kept_file(b"\x81\xa1x" + b"\x91" * 1_000_000),
    "a length beyond all memory": lambda _: kept_file(b"\xdd\xff\xff\xff\xff"),
    "no text where text is due": lambda _: kept_file(b"\x81\xa4\xff\xff\xff\xff\x00"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_kept_result_that_is_none_is_forgotten_and_runs_no_code(tmp_path, capsys, told, broken):
    engine, _ = told
    keep(str(tmp_path), "key", (Opened(engine.editions), Years(engine.series)))
    file = tmp_path / "key.yoy"
    file.write_bytes(broken(file.read_bytes()))

    assert recall(str(tmp_path), "key") is None
    assert capsys.readouterr().out == ""


def test_a_series_is_recalled_whole_and_each_of_its_editions_once(tmp_path, told):
    engine, _ = told
    result = (Opened(engine.editions), Compared(1, engine.pairs[1], complete=True), Years(engine.series))
    keep(str(tmp_path), "key", result)
    again = recall(str(tmp_path), "key")

    assert again == result
    assert again[1].comparison.new is again[0].editions[2] is again[2].series.editions[2]
    assert (tmp_path / "key.yoy").read_bytes().count(engine.editions[2].source.text.encode()) == 1


def test_a_broken_cache_costs_a_new_comparison_and_nothing_else(tmp_path):
    job = Job(tuple(str(SEEDS / f"{year}.txt") for year in (2021, 2022)), cache=str(tmp_path))
    news, again = [], []
    OpenJob(job, news.append).open()
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:1000])
    OpenJob(job, again.append).open()

    assert again == news
    assert file.read_bytes() == whole


def test_a_report_whose_name_is_in_no_encoding_is_compared_and_not_kept(tmp_path, told):
    engine, _ = told
    old = engine.editions[0]
    nameless = replace(old, source=replace(old.source, path="\udcff.txt"))
    keep(str(tmp_path), "key", (Opened((nameless,)),))

    assert list(tmp_path.iterdir()) == []


def test_a_cache_keeps_the_ones_used_last(tmp_path, monkeypatch):
    monkeypatch.setattr("compare.cache._MOST", 2)
    for name in "abc":
        keep(str(tmp_path / "new"), name, (Opened(()),))

    assert recall(str(tmp_path / "new"), "a") is None
    assert recall(str(tmp_path / "new"), "c") == (Opened(()),)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    keep(str(tmp_path / "new" / "b.yoy"), "x", (Opened(()),))
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
        run(ScreenRequest(paths=(str(SEEDS / "2021.txt"), str(tmp_path / "none.txt"))))


def test_a_job_takes_what_the_command_line_says():
    request = ScreenRequest(
        paths=("a", "b", "c"), encoding="gbk", tracked="original", old_period="2020", anchors="a.toml"
    )
    job = job_of(request)

    assert (job.encoding, job.tracked, job.anchors) == ("gbk", "original", "a.toml")
    assert job.periods == ("2020", "", "")
    assert job.cache
