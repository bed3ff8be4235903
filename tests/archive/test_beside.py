"""An archive beside two editions says what the same reports say when each is named."""

import json

import numpy as np
import pytest
from planting import filled, planted

from compare import archive, reuse
from compare.archive.beside import known_beside
from compare.archive.naming import naming_of
from compare.cli import main
from compare.editions import read
from compare.reuse.gazetteer import registry
from compare.reuse.ngrams import ledger
from compare.settings import Settings


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    folder = tmp_path_factory.mktemp("beside")
    corpus = planted(folder / "planted", units=8, years=4, sentences=30)
    filled(folder / "held", corpus)
    return folder / "held", corpus


def pair(corpus):
    unit = list(corpus.generator.places)[-1]
    return [str(corpus.folder / "reports" / unit / f"{year}.txt") for year in (2023, 2024)]


def test_its_background_is_that_of_the_named_reports(held):
    path, corpus = held
    old, new = map(read, pair(corpus))
    known = known_beside(archive.open(str(path)), old, new)
    unit = list(corpus.generator.places)[-1]
    others = [read(report) for report in corpus.reports if "2025" not in report and f"/{unit}/" not in report]
    built = reuse.build(others, "政府工作报告", Settings())
    hashes = ledger(new, Settings()).hashes
    alone = built.others(hashes, -1)
    counted = known.background.others(hashes, -1)

    assert len(known.background.units) == len(built.units) == 7
    assert (np.where(counted > 1, counted, 0) == alone).all()
    assert counted.max() > 3


def test_the_past_superiors_and_peers_come_from_it(held):
    path, corpus = held
    old, new = map(read, pair(corpus))
    known = known_beside(archive.open(str(path)), old, new)
    above = naming_of(new, corpus.naming, registry("")).above

    assert {edition.period for edition in known.history} == {"2022"}
    assert {edition.unit for edition in known.upstream} == set(above)
    assert not {edition.unit for edition in known.peers} & {*above, list(corpus.generator.places)[-1]}
    assert max(edition.period for edition in known.peers) == "2024"


def test_a_report_tells_classes_and_sources_by_the_archive(held, capsysbinary):
    path, corpus = held
    told = {}
    for words in ([], ["--archive", str(path)]):
        assert main(["report", *pair(corpus), "--format", "json", "--lang", "en", *words]) == 0
        told[bool(words)] = json.loads(capsysbinary.readouterr().out)
    alone, beside = told[False], told[True]

    assert not {"upstream", "peer"} & set(alone["scores"])
    assert all(beside["scores"][name]["count"] > 20 for name in ("upstream", "peer", "formula"))
    assert beside["scores"]["recycled"] == alone["scores"]["recycled"]
    assert beside["changes"] == alone["changes"]
    assert {passage["class"] for passage in beside["passages"]} >= {"upstream", "peer"}


def test_no_archive_there_is_one_line(held, tmp_path, capsys):
    assert main(["report", *pair(held[1]), "--archive", str(tmp_path), "--lang", "en"]) == 2
    assert "no archive there" in capsys.readouterr().err
