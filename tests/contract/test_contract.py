"""JSON: lossless both ways, in the shape of the schemas, the same bytes again."""

import json
from dataclasses import replace

import jsonschema
import pytest
from building import comparisons, edition, full_comparison, series
from hypothesis import given, settings
from places import ROOT

from compare import Beside, compare
from compare.errors import BadOption, Unreadable
from compare.export import dump, load
from compare.model import Share, Source

WHO = (("乙县", "b.txt"), ("乙县", "c.txt"), ("乙县", "b.txt"))
DOCS = ROOT / "docs"


def validator(name):
    schema = json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


COMPARISON, SERIES = validator("comparison"), validator("series")


@settings(max_examples=40, deadline=None)
@given(comparisons())
def test_what_was_dumped_is_loaded_again(found):
    told = dump(found)

    COMPARISON.validate(json.loads(told))
    assert load(told) == found
    assert dump(load(told)) == told


def test_the_editions_that_passages_name_come_back():
    road, water = "全面推进农村公路提档升级工程建设。", "城区第二水厂已于上月底通水运行。"
    peers = tuple(
        replace(edition(water, "2021"), unit=unit, source=Source(path, water, path, "txt", "utf-8"))
        for unit, path in WHO
    )
    old, new = edition(road, "2021"), edition(road + water, "2022")
    found = compare(old, new, beside=Beside(peers=peers, background="none"))
    told = json.loads(dump(found))

    COMPARISON.validate(told)
    assert load(dump(found)) == found
    assert [source["id"] for source in told["sources"]] == ["乙县 2021", "乙县 2021 (c)"], (
        "told apart, and whose they are"
    )
    assert [origin["edition"] for origin in told["passages"][1]["sources"]] == ["乙县 2021", "乙县 2021 (c)"]


def test_every_finding_comes_back():
    found = full_comparison()

    COMPARISON.validate(json.loads(dump(found)))
    assert load(dump(found)) == found


def test_a_series_comes_back():
    found = series()

    SERIES.validate(json.loads(dump(found)))
    assert load(dump(found)) == found
    assert dump(load(dump(found))) == dump(found)


def test_a_share_keeps_its_own_floor():
    found = replace(full_comparison(), scores={"recycled": Share(10, 20, 5)})

    assert json.loads(dump(found))["scores"]["recycled"]["rate"] == 0.5
    assert load(dump(found)) == found


def test_a_finding_that_was_not_computed_has_no_key_and_one_without_result_is_empty():
    found = replace(full_comparison(), passages=None, figures=(), terms=None)
    told = json.loads(dump(found))

    assert "passages" not in told
    assert "terms" not in told
    assert told["figures"] == []
    assert load(dump(found)) == found


def test_the_contract_reads_back_to_text_with_nothing_but_the_file():
    told = json.loads(dump(full_comparison()))
    change = told["changes"][1]

    assert [told["old"]["text"][slice(*span)] for span in change["old"]] == ["全年修路12公里。"]
    assert [told["new"]["text"][slice(*span)] for span in change["new"]] == ["全年修路15公里。"]
    assert change["edits"][0]["class"] == "figure"
    assert told["passages"][0]["class"] == "own"
    assert told["old"]["sections"][0]["heading"] == [0, 4]
    assert told["new"]["sections"][0]["scores"] == {"recycled": {"count": 4, "of": 9, "rate": None}}
    assert told["scores"]["carried"] == {"count": 200, "of": 400, "rate": 0.5}


def test_one_change_stands_on_one_line_and_chinese_stays_readable():
    lines = dump(full_comparison()).splitlines()

    assert sum(line.startswith('{"id":') and '"kind":' in line for line in lines) == len(full_comparison().changes)
    assert any("全年修路12公里" in line for line in lines)


def test_without_text_the_files_are_read_again():
    found = full_comparison()
    sources = {found.old.source.path: found.old.source, found.new.source.path: found.new.source}
    told = dump(found, text=False)

    COMPARISON.validate(json.loads(told))
    assert "水库已经开工" not in told
    assert load(told, reread=lambda path, _: sources[path]) == found


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"text": "短"}], ids=["another file", "another decoding"])
def test_without_text_a_file_that_has_changed_is_named(change):
    found = full_comparison()
    changed = replace(found.old.source, **change)

    with pytest.raises(Unreadable, match=r"2021.txt: is not the file"):
        load(dump(found, text=False), reread=lambda *_: changed)


BROKEN = {
    "not JSON": ("no", "is no yoy result"),
    "another JSON": ("[1]", "is no yoy result"),
    "another format": ('{"format": "x", "version": 1}', "is x 1"),
    "a later version": ('{"format": "yoy/comparison", "version": 9}', "is yoy/comparison 9"),
    "nothing inside": ('{"format": "yoy/comparison", "version": 1}', "broken"),
    "a span nobody has": (dump(full_comparison()).replace('"old":[[5,14]]', '"old":[[5,13]]'), "broken"),
}


@pytest.mark.parametrize(("text", "fact"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_result_is_said_in_one_line(text, fact):
    with pytest.raises(BadOption, match=fact) as fault:
        load(text, name="x.json")
    assert str(fault.value).startswith("x.json: ")
    assert "\n" not in str(fault.value)


def test_both_schemas_describe_an_edition_and_a_change_alike():
    comparison_words, series_words = COMPARISON.schema["$defs"], dict(SERIES.schema["$defs"])
    del series_words["pair"]

    assert comparison_words == series_words
