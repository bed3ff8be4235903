"""Each link explained on demand: the pass that made it, how sure it is, what spoke for and against it."""

import json
import re
from functools import cache

import jsonschema
import pytest
from places import ROOT

import compare
from compare.__main__ import main
from compare.align.explain import group_of
from compare.align.network import shipped
from compare.model import Comparison

COUNTY = [str(ROOT / "seeds/county" / f"{year}.txt") for year in (2021, 2022)]
RISKS = [str(ROOT / "seeds/risk-factors" / f"{year}.txt") for year in (2022, 2023)]
PAIRS = {"zh": COUNTY, "en": RISKS}


@cache
def explained(language: str) -> Comparison:
    bare = compare.compare(*map(compare.read, PAIRS[language]), find=frozenset())
    return compare.explain(bare)


def test_nothing_is_explained_unless_asked():
    bare = compare.compare(*map(compare.read, COUNTY), find=frozenset())

    assert {change.evidence for change in bare.changes} == {None}
    assert "evidence" not in json.loads(compare.dump(bare))["changes"][0]


@pytest.mark.parametrize("language", PAIRS)
def test_what_was_weighed_has_evidence_and_the_rest_has_none(language):
    told = {bool(change.evidence): set() for change in explained(language).changes}
    for change in explained(language).changes:
        told[bool(change.evidence)].add(change.why)

    assert told[True] == {"score"}
    assert told[False] <= {"exact", "skeleton", "section", "lone"}


@pytest.mark.parametrize("language", PAIRS)
def test_a_sure_link_has_more_for_it_than_against_it(language):
    sure = [change for change in explained(language).changes if change.evidence and change.confidence > 0.9]

    assert sure
    assert all(sum(one.odds for one in change.evidence) > 0 for change in sure)


@pytest.mark.parametrize("language", PAIRS)
def test_the_heaviest_evidence_comes_first(language):
    for change in explained(language).changes:
        weights = [abs(one.odds) for one in change.evidence]
        assert weights == sorted(weights, reverse=True)


def test_explaining_changes_nothing_else():
    bare = compare.compare(*map(compare.read, COUNTY), find=frozenset())
    told = explained("zh")

    assert [(c.old, c.new, c.kind, c.confidence) for c in told.changes] == [
        (c.old, c.new, c.kind, c.confidence) for c in bare.changes
    ]
    assert compare.load(compare.dump(told)) == told


GROUPS = {
    "cosine": "wording",
    "containment": "wording",
    "partial ratio": "wording",
    "rarest": "rare words",
    "ratio row margin": "no rival",
    "words": "wording",
    "column rival": "no rival",
    "row sum": "no rival",
    "place in section": "place",
    "part": "part",
    "both headings": "form",
    "length": "length",
    "far": "surroundings",
    "crossing": "neighbours",
    "off the run": "neighbours",
    "neighbours of new point": "neighbours",
    "section of new": "sections",
    "own section margin": "sections",
}


@pytest.mark.parametrize("feature", GROUPS)
def test_a_feature_speaks_for_what_its_name_says(feature):
    assert group_of(feature) == GROUPS[feature]


def test_every_group_of_the_models_has_words_in_both_languages():
    from compare.messages import TABLE

    features = {name for models in shipped().languages.values() for model in models for name, *_ in model.features}
    wanted = {f"{key}.{group_of(name)}" for name in features for key in ("evidence", "counter")}

    assert wanted <= set(TABLE)


WORDS = {
    ("zh", "text"): r"综合评分 · 相似度 0\.\d\d · 对应可信度 [01]\.\d\d · 支持：.*\+\d",
    ("en", "text"): r"the combined score · similarity 0\.\d\d · confidence [01]\.\d\d · for: .*\+\d",
    ("zh", "md"): r"综合评分.*支持：",
    ("en", "html"): r"the combined score.*for: ",
}


@pytest.mark.parametrize(("language", "form"), WORDS, ids=lambda word: word)
def test_a_reader_is_told_in_words(language, form, tmp_path):
    target = tmp_path / "out"
    command = ["report", *COUNTY, "--explain", "--lang", language, "--format", form, "--width", "200"]

    assert main([*command, "-o", str(target)]) == 0
    assert re.search(WORDS[language, form], " ".join(target.read_text(encoding="utf-8").split()))


@pytest.mark.parametrize("command", ["report", "series"])
def test_the_json_holds_the_evidence_and_keeps_its_contract(command, tmp_path):
    target = tmp_path / "out.json"
    schema = json.loads(
        (ROOT / "docs" / {"report": "comparison", "series": "series"}[command]).with_suffix(".schema.json").read_text()
    )

    assert main([command, *COUNTY, "--explain", "-o", str(target)]) == 0

    told = json.loads(target.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    changes = told["changes"] if command == "report" else told["pairs"][0]["changes"]
    assert any(change["evidence"] for change in changes)
