"""What a person decided about links: read, checked, honoured by every command, and told where it is stale."""

import re
from pathlib import Path

import pytest
from places import ROOT

import compare
from compare.__main__ import main
from compare.anchors import read_anchors, write_anchors
from compare.contract import load
from compare.errors import BadOption
from compare.files import beside_of
from compare.messages import Voice
from compare.model import Anchors

HEAD = 'format = "yoy/anchors"\nversion = 1\n'
OLD = (
    "一、教育\n新建学校三所，增加学位九百个。教师住进周转房。食堂全部改造。\n二、交通\n修通公路两条。\n修通公路两条。\n"
)
NEW = "一、教育\n新建学校五所，增加学位一千个。教师住进周转房。操场铺设草坪。\n二、交通\n改造危桥六座。\n"


@pytest.fixture
def pair(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in {"2021.txt": OLD, "2022.txt": NEW, "2023.txt": NEW.replace("五所", "八所")}.items():
        Path(name).write_text(text, encoding="utf-8")
    return compare.read("2021.txt"), compare.read("2022.txt")


def decided(text: str, pair):
    Path("a.toml").write_text(HEAD + text, encoding="utf-8")
    return read_anchors("a.toml", *pair)


def linked(found, why: str) -> list[tuple[str, str]]:
    links = [change for change in found.changes if change.why == why]
    return [("".join(map(found.old.piece, link.old)), "".join(map(found.new.piece, link.new))) for link in links]


FAULTS = {
    "what is not TOML": ("force = [", "is no anchors file"),
    "another format": ('format = "other"\nversion = 1\n', "yoy/anchors"),
    "a version that is no number": ('format = "yoy/anchors"\nversion = true\n', "yoy/anchors"),
    "nests without end": (f"force = {'[' * 5000}{']' * 5000}", "nests too deep"),
    "keys without end": (f"{'a.' * 5000}a = 1", "nests too deep"),
    "a number without end": (f"version = {'9' * 5000}", "is no anchors file"),
    "an unknown entry": (HEAD + "[[forced]]\nold = '食堂'\nnew = '操场'\n", "unknown entry: forced"),
    "one pair that is no list of pairs": (HEAD + "[force]\nold = '食堂'\nnew = '操场'\n", r"\[\[force\]\]"),
    "a pair with one side": (HEAD + "[[force]]\nold = '食堂'\n", "old and new expected"),
    "a pair that is alone": (HEAD + "[[lone]]\nold = '食堂'\nnew = '操场'\n", "either old or new expected"),
    "an empty side": (HEAD + "[[force]]\nold = []\nnew = '操场'\n", "names no sentence"),
    "a blank text": (HEAD + "[[lone]]\nold = ' '\n", "a sentence is a text"),
    "a place that is no number": (HEAD + "[[lone]]\nold = {text = '食堂', nth = '2'}\n", "a sentence is a text"),
    "a place before the first": (HEAD + "[[lone]]\nold = {text = '食堂', nth = 0}\n", "a sentence is a text"),
    "a hash that is no text": (HEAD + "[[lone]]\nold = {text = '食堂', hash = 3}\n", "a sentence is a text"),
    "a pair forced and forbidden": (
        HEAD + "[[force]]\nold = '食堂'\nnew = '操场'\n[[forbid]]\nold = '食堂'\nnew = '操场'\n",
        'forces and forbids the same pair: ".*食堂',
    ),
    "several linked to several": (
        HEAD + "[[force]]\nold = ['食堂', '周转房']\nnew = ['操场', '危桥']\n",
        'several sentences to several: ".*周转房',
    ),
    "several to several by way of two pairs": (
        HEAD + "[[force]]\nold = ['食堂', '周转房']\nnew = '操场'\n[[force]]\nold = '食堂'\nnew = '危桥'\n",
        'several sentences to several: ".*周转房',
    ),
    "a sentence linked and alone": (
        HEAD + "[[force]]\nold = '食堂'\nnew = '操场'\n[[lone]]\nnew = '操场'\n",
        'links a sentence and aligns it to nothing: ".*操场',
    ),
}


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(("text", "fact"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_file_is_one_line_with_its_name(capsys, text, fact):
    Path("a.toml").write_text(text, encoding="utf-8")

    assert main(["report", "2021.txt", "2022.txt", "--anchors", "a.toml"]) == 2

    told = capsys.readouterr().err
    assert re.fullmatch(rf"yoy: a\.toml: .*{fact}.*\n", told)


@pytest.mark.usefixtures("pair")
def test_a_folder_in_place_of_the_file_is_one_line(capsys):
    Path("a.toml").mkdir()
    beside = Path(beside_of("2021.txt", "2022.txt"))
    beside.mkdir()

    for words, name in ((["--anchors", "a.toml"], "a.toml"), ([], beside.name)):
        assert main(["report", "2021.txt", "2022.txt", *words]) == 2
        assert re.fullmatch(rf"yoy: {re.escape(name)}: .+\n", capsys.readouterr().err)


def test_a_forced_pair_is_linked_whatever_it_says(pair):
    anchors, stale = decided("[[force]]\nold = '食堂'\nnew = '危桥'\n", pair)

    found = compare.compare(*pair, anchors=anchors, find=frozenset())

    assert stale == ()
    assert linked(found, "anchor") == [("食堂全部改造。", "改造危桥六座。")]


def test_several_sentences_are_forced_to_one(pair):
    anchors, _ = decided("[[force]]\nold = ['食堂', '新建学校']\nnew = '新建学校'\n", pair)

    found = compare.compare(*pair, anchors=anchors, find=frozenset())

    assert linked(found, "anchor") == [
        ("新建学校三所，增加学位九百个。食堂全部改造。", "新建学校五所，增加学位一千个。")
    ]


@pytest.mark.parametrize("words", ["教师住进", "新建学校"], ids=["though the texts are equal", "though they are alike"])
def test_a_forbidden_pair_is_not_linked(pair, words):
    anchors, _ = decided(f"[[forbid]]\nold = '{words}'\nnew = '{words}'\n", pair)

    found = compare.compare(*pair, anchors=anchors, find=frozenset())

    assert not [one for why in ("exact", "score") for one in linked(found, why) if words in one[0] and words in one[1]]


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_sentence_aligned_to_nothing_stands_alone(pair, side):
    anchors, _ = decided(f"[[lone]]\n{side} = '教师住进'\n", pair)

    found = compare.compare(*pair, anchors=anchors, find=frozenset())

    assert {c.kind for c in found.changes if "教师住进周转房。" in linked_texts(found, c)} == {"added", "removed"}


def linked_texts(found, change) -> list[str]:
    return [found.old.piece(n) for n in change.old] + [found.new.piece(n) for n in change.new]


STALE = {
    "a text that is gone": ("[[lone]]\nold = '早已不在'\n", "stands in no sentence"),
    "a text that stands twice": ("[[lone]]\nold = '修通公路'\n", "stands in 2 sentences"),
    "a place behind the last": ("[[lone]]\nold = {text = '修通公路', nth = 3}\n", "stands in no sentence"),
    "a text without words": ("[[lone]]\nold = '。'\n", "stands in no sentence"),
}


@pytest.mark.parametrize(("text", "fact"), STALE.values(), ids=STALE)
def test_a_stale_anchor_is_told_and_left_out(pair, text, fact):
    anchors, stale = decided(text + "[[lone]]\nnew = '操场'\n", pair)

    lines = [Voice("en").fault(notice) for notice in stale]
    assert [fact in line and "lone 1" in line for line in lines] == [True]
    assert anchors == Anchors(lone_new=(3,))


def test_the_second_of_equal_sentences_is_named_by_its_place(pair):
    assert decided("[[lone]]\nold = {text = '修通公路', nth = 2}\n", pair)[0] == Anchors(lone_old=(6,))


def test_what_is_written_is_read_back(pair):
    anchors = Anchors(force=(((3,), (3,)), ((1, 2), (1,))), forbid=((6, 5),), lone_old=(5,), lone_new=(2,))

    write_anchors("a.toml", anchors, *pair)

    assert read_anchors("a.toml", *pair) == (anchors, ())


def test_written_anchors_survive_an_edit_elsewhere(pair):
    write_anchors("a.toml", Anchors(lone_new=(3,)), *pair)
    Path("2022.txt").write_text("序言在此。\n" + NEW, encoding="utf-8")
    again = compare.read("2022.txt")

    anchors, stale = read_anchors("a.toml", pair[0], again)

    assert (stale, [again.piece(n) for n in anchors.lone_new]) == ((), ["操场铺设草坪。"])


COMMANDS = {
    "report": ["report", "2021.txt", "2022.txt"],
    "series": ["series", "2021.txt", "2022.txt", "2023.txt"],
}


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_file_beside_the_editions_is_honoured(capsys, command):
    beside = beside_of("2021.txt", "2022.txt")
    Path(beside).write_text(
        HEAD + "[[force]]\nold = '食堂'\nnew = '危桥'\n[[lone]]\nold = '早已不在'\n", encoding="utf-8"
    )

    assert main([*command, "--format", "json"]) == 0

    out, told = capsys.readouterr()
    found = load(out)
    first = found if isinstance(found, compare.Comparison) else found.pairs[0]
    assert linked(first, "anchor") == [("食堂全部改造。", "改造危桥六座。")]
    assert re.fullmatch(rf"yoy: {re.escape(beside)}: .*lone 1.*\n", told)


@pytest.mark.usefixtures("pair")
def test_the_fault_names_the_file_beside_the_editions_of_a_series(capsys):
    beside = beside_of("2022.txt", "2023.txt")
    Path(beside).write_text("force", encoding="utf-8")

    assert main(["series", "2021.txt", "2022.txt", "2023.txt"]) == 2
    assert capsys.readouterr().err.startswith(f"yoy: {beside}: ")


def test_an_unreadable_place_to_write_is_told(pair):
    with pytest.raises(compare.Unreadable):
        write_anchors("no/such/place.toml", Anchors(), *pair)


def test_a_pair_of_both_kinds_is_refused(pair):
    with pytest.raises(BadOption, match="forces and forbids"):
        decided("[[force]]\nold = '食堂'\nnew = '操场'\n[[forbid]]\nold = '食堂'\nnew = '操场'\n", pair)


def test_headings_of_sections_that_answer_are_linked_unless_forbidden():
    folder = ROOT / "tests" / "cases" / "headings-reworded-over-the-same-text"
    pair = compare.read(str(folder / "old.txt")), compare.read(str(folder / "new.txt"))
    free = compare.compare(*pair, find=frozenset())
    headings = [change for change in free.changes if change.why == "section"]

    assert len(headings) == 3
    forbidden = Anchors(forbid=((headings[0].old[0], headings[0].new[0]),), lone_old=headings[1].old)
    found = compare.compare(*pair, anchors=forbidden, find=frozenset())
    assert [(c.old, c.new) for c in found.changes if c.why == "section"] == [(headings[2].old, headings[2].new)]


@pytest.mark.usefixtures("pair")
def test_what_a_stale_anchor_says_acts_nowhere(capsys):
    Path("a.toml").write_text(HEAD + "[[lone]]\nold = '\x9b31m红'\n", encoding="utf-8")

    assert main(["report", "2021.txt", "2022.txt", "--anchors", "a.toml"]) == 0

    assert capsys.readouterr().err.removesuffix("\n").isprintable()
