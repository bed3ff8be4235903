"""Marks and notes: keyed by content, saved whole, never lost to another screen."""

import json
from dataclasses import replace
from multiprocessing import get_context

import pytest
from building import comparison, edition
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import BadOption, Unreadable
from compare.review import Mark, Note, Review, keys_of, load, lost_notes, merged, notes_of, path_of, save, standings


def pair(new="甲。丑。丙。", old="甲。乙。丙。"):
    return comparison(
        edition(old, "2021"),
        edition(new),
        [((0,), (0,), "unchanged"), ((1,), (1,), "edited"), ((2,), (2,), "unchanged")],
    )


def test_equal_sentences_have_keys_of_their_own():
    found = comparison(edition("甲。甲。", "2021"), edition("甲。甲。"), [((n,), (n,), "unchanged") for n in (0, 1)])

    assert len(set(keys_of(found))) == 2


def test_a_mark_holds_as_long_as_the_text_that_was_read_stands():
    keys = keys_of(pair())
    review = Review({keys[1]: Mark(keys[1], "2024-01-01T00:00:00")})

    assert standings(keys, review) == ("open", "reviewed", "open")
    assert standings(keys_of(pair("甲 。\n丑。丙。新。")), review)[1] == "reviewed"
    assert standings(keys_of(pair("甲。寅。丙。")), review) == ("open", "changed", "open")
    assert standings(keys_of(pair("甲。寅。丙。", "甲。卯。丙。")), review) == ("open", "open", "open")


def test_a_mark_taken_back_is_none():
    keys = keys_of(pair())

    assert standings(keys, Review({keys[1]: Mark(keys[1], "2024-01-01T00:00:00", on=False)}))[1] == "open"


def test_notes_on_one_change_are_told_together_and_one_without_its_change_is_not_forgotten():
    keys = keys_of(pair())
    notes = [
        Note("n2", keys[1], "2024-01-02", "后"),
        Note("n1", keys[1], "2024-01-01", "先"),
        Note("n3", keys[0], "2024-01-01", ""),
    ]
    review = Review({}, {note.id: note for note in [*notes, Note("n4", "f.f", "2024-01-01", "失")]})

    assert notes_of(keys, review) == {1: "先\n后"}
    assert [note.text for note in lost_notes(keys, review)] == ["失"]


TIMES = st.sampled_from(["2024-01-01", "2024-01-02", "2024-01-03"])
MARKS = st.lists(st.builds(Mark, st.sampled_from("abc"), TIMES, st.booleans()), max_size=4)
NOTES = st.lists(
    st.builds(Note, st.sampled_from("xyz"), st.sampled_from("ab"), TIMES, st.sampled_from(["", "好", "查"])), max_size=4
)
REVIEWS = st.builds(lambda marks, notes: Review({m.key: m for m in marks}, {n.id: n for n in notes}), MARKS, NOTES)


@settings(max_examples=80, deadline=None)
@given(REVIEWS, REVIEWS, REVIEWS)
def test_merging_knows_no_order_and_loses_nothing_later(one, two, three):
    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    assert merged(one, one) == one
    assert all(merged(one, two).marks[key].at >= mark.at for key, mark in one.marks.items())


def test_a_review_is_read_as_it_was_saved(tmp_path):
    path = str(tmp_path / "new" / "a.b.review.json")
    review = Review({"k": Mark("k", "2024-01-01")}, {"n": Note("n", "k", "2024-01-01", "核对\ud800", "一、", "“引”")})

    assert save(path, review) == review
    assert load(path) == review
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == [".yoy.lock", "a.b.review.json"]


def test_a_save_keeps_what_another_screen_wrote_meanwhile(tmp_path):
    path = str(tmp_path / "a.review.json")
    mine, theirs = Review({"k": Mark("k", "2024-01-01")}), Review({"l": Mark("l", "2024-01-01")})
    save(path, theirs)

    assert set(save(path, mine).marks) == {"k", "l"}


def _writes(path, letter) -> None:
    for number in range(20):
        key = f"{letter}{number}"
        save(path, Review({key: Mark(key, "2024-01-01")}))


def test_screens_that_save_at_once_lose_no_mark(tmp_path):
    path = str(tmp_path / "a.review.json")
    context = get_context("fork")
    writers = [context.Process(target=_writes, args=(path, letter)) for letter in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(load(path).marks) == 60


def test_a_file_that_is_not_there_yet_is_an_empty_review(tmp_path):
    assert load(str(tmp_path / "none.json")) == Review()


BAD = {
    "no JSON": ("{", "not JSON"),
    "another format": ('{"format": "yoy/comparison"}', "its format is not"),
    "a later version": ('{"format": "yoy/review", "version": 9}', "version 9"),
    "a mark without key": ('{"format": "yoy/review", "version": 1, "marks": [{"at": "x"}]}', "cannot be read"),
    "a mark that is no table": ('{"format": "yoy/review", "version": 1, "marks": ["x"]}', "cannot be read"),
    "a note of numbers": ('{"format": "yoy/review", "version": 1, "notes": [{"id": 1, "key": "k"}]}', "cannot be read"),
    "a version that is no number": ('{"format": "yoy/review", "version": true}', "version True"),
    "marks that are no list": ('{"format": "yoy/review", "version": 1, "marks": {}}', "no list"),
    "an empty list": ("[]", "its format is not"),
    "nests without end": ("[" * 10_000 + "]" * 10_000, "nests too deep"),
    "a number without end": (f'{{"version": {"9" * 5_000}}}', "not JSON"),
}


@pytest.mark.parametrize(("text", "fact"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_review_is_named_and_left_as_it_is(tmp_path, text, fact):
    path = tmp_path / "a.review.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadOption, match=fact):
        save(str(path), Review({"k": Mark("k", "2024-01-01")}))
    assert path.read_text(encoding="utf-8") == text


def test_of_two_marks_on_one_change_the_later_holds_and_two_notes_of_one_id_are_both_kept(tmp_path):
    path = tmp_path / "a.review.json"
    marks = [{"key": "k", "at": at, "on": on} for at, on in (("2024-01-02", True), ("2024-01-01", False))]
    notes = [{"id": "n", "key": key, "at": "2024-01-01", "text": key} for key in ("a.a", "b.b")]
    told = {"format": "yoy/review", "version": 1, "team": "审读二组", "marks": marks, "notes": notes}
    path.write_text(json.dumps(told), encoding="utf-8")

    found = save(str(path), Review())

    assert found == load(str(path))
    assert found.marks["k"].on
    assert notes_of(["a.a", "b.b"], found) == {0: "a.a", 1: "b.b"}
    assert json.loads(path.read_text(encoding="utf-8"))["team"] == "审读二组"


@pytest.mark.parametrize("key", ["", "k", "k.", ".k", "a.b.c.d"])
def test_a_mark_of_no_change_at_all_is_stale(key):
    assert set(standings(keys_of(pair()), Review({key: Mark(key, "2024-01-01")}))) == {"open"}


def test_a_link_is_followed_and_modes_are_those_of_the_file_or_of_the_reader(tmp_path):
    real, link, new = tmp_path / "far" / "real.json", tmp_path / "a.review.json", tmp_path / "b.review.json"
    save(str(real), Review())
    real.chmod(0o640)
    link.symlink_to(real)
    (tmp_path / "plain").write_text("", encoding="utf-8")

    save(str(link), Review({"k": Mark("k", "2024-01-01")}))
    save(str(new), Review())

    assert link.is_symlink()
    assert set(load(str(real)).marks) == {"k"}
    assert (real.stat().st_mode & 0o777, new.stat().st_mode) == (0o640, (tmp_path / "plain").stat().st_mode)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(Unreadable, match="file"):
        save(str(tmp_path / "file" / "a.review.json"), Review())


def test_what_a_later_yoy_adds_to_an_entry_is_no_error_and_stays(tmp_path):
    path = tmp_path / "a.review.json"
    mark = {"key": "k", "at": "2024-01-01", "on": True, "colour": "red"}
    path.write_text(json.dumps({"format": "yoy/review", "version": 1, "marks": [mark]}), encoding="utf-8")

    assert load(str(path)).marks["k"] == Mark("k", "2024-01-01")
    save(str(path), Review({"k": Mark("k", "2024-01-02", on=False)}))
    assert json.loads(path.read_text(encoding="utf-8"))["marks"] == [{**mark, "at": "2024-01-02", "on": False}]


def test_a_review_lies_beside_the_new_report_or_in_a_folder_for_all(tmp_path):
    new = tmp_path / "2022.txt"

    assert path_of("old/2021.txt", str(new)) == str(tmp_path / "2021.2022.review.json")
    assert path_of("2021.txt", "-") == "2021.stdin.review.json"
    assert path_of("2021.txt", str(new), folder="/data").startswith("/data/")
    assert path_of("2021.txt", str(new), folder="/data").endswith(".2021.2022.review.json")


@pytest.mark.parametrize("letters", ["a" * 200, "政府工作报告" * 13], ids=["latin", "chinese"])
def test_names_too_long_for_one_are_cut_and_told_apart(tmp_path, letters):
    new, other = (str(tmp_path / f"{letters}{end}.txt") for end in "新他")
    paths = [path_of(letters, new), path_of(letters, other), path_of(letters, new, folder=str(tmp_path / "data"))]

    for path in paths:
        save(path, Review({"k": Mark("k", "2024-01-01")}))
        assert path.endswith(".review.json")
        assert set(load(path).marks) == {"k"}
    assert len(set(paths)) == 3


def test_the_text_of_a_note_may_be_replaced():
    note = Note("n", "k", "2024-01-01", "先")
    later = replace(note, at="2024-01-02", text="后")

    assert merged(Review({}, {"n": note}), Review({}, {"n": later})).notes["n"].text == "后"
