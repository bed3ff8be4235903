"""Hard cases as folders: `tests/cases/<name>/old.txt new.txt expected.json`. A new folder is a new test.

`expected.json` says in words what the case shows, how many changes there are of each kind, how many have moved and,
where it matters, the edits as class, old words, new words.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

import compare

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(
    "case", sorted(path.parent for path in CASES.glob("*/expected.json")), ids=lambda path: path.name
)
def test_a_hard_case_comes_out_as_its_folder_says(case):
    told = json.loads((case / "expected.json").read_text(encoding="utf-8"))

    found = compare.compare(compare.read(str(case / "old.txt")), compare.read(str(case / "new.txt")))

    kinds = Counter(change.kind for change in found.changes)
    old, new = found.old.source.text, found.new.source.text
    edits = [
        [edit.kind, old[slice(*edit.old)], new[slice(*edit.new)]]
        for change in found.changes
        for edit in change.edits or ()
    ]
    assert dict(kinds) == told["kinds"], told["says"]
    assert sum(change.moved for change in found.changes) == told["moved"], told["says"]
    assert edits == told.get("edits", edits), told["says"]


def test_there_are_cases():
    assert len(list(CASES.glob("*/expected.json"))) >= 5
