"""JSON: lossless both ways, in the shape of the schemas, the same bytes again."""

import json
from dataclasses import replace

import jsonschema
import pytest
from building import comparisons, edition, full_comparison, series
from hypothesis import given, settings
from places import ROOT

from compare import Context, compare
from compare.codes import Notice
from compare.contract import dump, load
from compare.contract.documents import DOCUMENTS, schema
from compare.errors import BadOption, Unreadable
from compare.model import Share
from compare.source import Source

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
    found = compare(old, new, context=Context(peers=peers, background="none"))
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
    comparison_words, series_words = COMPARISON.schema["$defs"], SERIES.schema["$defs"]

    shared = comparison_words.keys() & series_words.keys()
    assert {"EditionJson", "ChangeJson", "PassageJson", "ShareJson", "Notice"} <= shared
    assert all(comparison_words[name] == series_words[name] for name in shared)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schema_in_docs_is_that_of_the_classes(name):
    assert json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(schema(name))
    ), "stale: run tools/schemas.py"


def spoiled(change):
    """The JSON of a small comparison with one thing wrong in it."""
    told = json.loads(dump(full_comparison()))
    change(told)
    return json.dumps(told)


SHAPES = {
    "a number for a list": (lambda told: told.update(changes=3), "Expected `array`, got `int` - at `$.changes`"),
    "a text for a span": (lambda told: told["changes"][1].update(old="x"), "at `$.changes[1].old`"),
    "half a span": (lambda told: told["changes"][1].update(old=[[5]]), "at `$.changes[1].old[0]`"),
    "a kind nobody knows": (lambda told: told["changes"][0].update(kind="x"), "at `$.changes[0].kind`"),
    "a role nobody knows": (
        lambda told: told["old"]["sentences"][0].update(role="x"),
        "Invalid enum value 'x' - at `$.old.sentences[0].role`",
    ),
    "a score above 1": (lambda told: told["changes"][0].update(score=2), "at `$.changes[0].score`"),
    "nothing for an edition": (lambda told: told.update(old=None), "at `$.old`"),
    "a list for a share": (lambda told: told.update(scores={"recycled": []}), "at `$.scores[...]`"),
    "no text for a section": (
        lambda told: told["new"]["sections"][0].pop("title"),
        "`title` - at `$.new.sections[0]`",
    ),
    "a notice of nothing": (lambda told: told.update(notices=[None]), "at `$.notices[0]`"),
    "a sentence that is not there": (
        lambda told: told["changes"][1].update(old=[[5, 13]]),
        "it holds no (5, 13) - at `$.changes[1].old`",
    ),
}


@pytest.mark.parametrize(("change", "fact"), SHAPES.values(), ids=SHAPES)
def test_a_wrong_shape_is_one_line_that_names_the_place(change, fact):
    with pytest.raises(BadOption) as fault:
        load(spoiled(change), name="x.json")
    assert str(fault.value).startswith("x.json: is a broken yoy result: ")
    assert fact in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_series_that_names_an_edition_it_has_not_says_where():
    told = json.loads(dump(series()))
    told["threads"][0][0]["edition"] = "1900"

    with pytest.raises(BadOption, match=r"it holds no 1900 - at `\$\.threads\[0\]`"):
        load(json.dumps(told))


def first_version(told):
    """A result as version 1 wrote it: a notice was one line."""
    lines = {
        "old later than new": "old later than new",
        "foreign place": "foreign place 柳林镇",
        "background": "background 工作报告 2021-2024",
        "background history": "background history 3",
        "background chance": "background chance 1.2%",
        "of one period": "of one period 2021",
        "left out": "left out a b.txt: is empty",
        "left out later": "left out later 乙县 2023",
        "background of other years": "background of other years",
    }
    told["version"] = 1
    for part in (told, *told.get("pairs", ())):
        part["notices"] = [lines[notice["code"]] for notice in part["notices"]]
        for passage in part.get("passages", ()):
            passage.update({"alarm": lines[passage["alarm"]["code"]]} if "alarm" in passage else {})
    return json.dumps(told)


NOTICES = (
    Notice("old later than new"),
    Notice("background", {"genre": "工作报告", "years": "2021-2024"}),
    Notice("background history", {"count": 3}),
    Notice("background chance", {"share": 0.012}),
    Notice("of one period", {"period": "2021"}),
    Notice("left out", {"name": "a b.txt", "fault": "is empty"}),
    Notice("left out later", {"edition": "乙县 2023"}),
    Notice("background of other years"),
)


def test_what_version_1_wrote_is_the_same_result():
    passages = tuple(
        replace(passage, alarm=passage.alarm and Notice("foreign place", {"name": "柳林镇"}))
        for passage in full_comparison().passages
    )
    found = replace(full_comparison(), notices=NOTICES, passages=passages)
    many = replace(series(), notices=NOTICES, pairs=(found, series().pairs[1]))

    assert load(first_version(json.loads(dump(found)))) == found
    assert load(first_version(json.loads(dump(many)))) == many


def test_a_name_in_no_encoding_comes_back():
    found = full_comparison()
    found = replace(found, old=replace(found.old, source=replace(found.old.source, path="2021\udcff.txt")))

    assert load(dump(found)) == found


SHAPES = (None, [], {}, -1, 1.5, "x", True, [None], [[1]], 2**70, "\ud800", [[0, 10**9]])


def places(value, path=()):
    """The way to every value of a JSON document, the first two of each list."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    for key, held in inner:
        yield from places(held, (*path, key))


def refusal(text):
    """Whether a result is refused, in one line."""
    try:
        load(text)
    except (BadOption, Unreadable) as fault:
        return "\n" not in str(fault)
    return False


@pytest.mark.parametrize("version", [1, 2])
def test_whatever_stands_anywhere_in_a_result_it_is_a_result_or_one_line(version):
    told = {"result": {**json.loads(dump(full_comparison())), "version": version}}
    refused = 0
    for *way, last in [("result", *path) for path in places(told["result"])]:
        holder = told
        for key in way:
            holder = holder[key]
        usual = holder[last]
        for shape in SHAPES:
            holder[last] = shape
            refused += refusal(json.dumps(told["result"]))
        holder[last] = usual

    assert refused > 1000
