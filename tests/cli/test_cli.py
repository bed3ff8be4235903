"""The command line: what it prints where, how it ends, and what it never leaves behind."""

import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

import compare
from compare import CompareError, Settings, cli, load
from compare import review as reviewing
from compare.__main__ import main
from compare.cli import COMMANDS
from compare.cli.config import LOOKS, actions_of, commands_of
from compare.cli.manual import EXAMPLES, manual
from compare.cli.parser import build, kinds
from compare.messages import Voice
from compare.text.cells import cells

OLD = "工作报告\n一、去年回顾\n建成水库2座。修通公路12公里。新办学校三所。\n二、今年打算\n力争建成县医院。\n"
NEW = "工作报告\n一、去年回顾\n建成水库3座。修通公路12公里。县医院建成投用。\n二、今年打算\n确保开工体育馆。\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder with two editions, and a plain environment."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PAGER", "cat")
    (tmp_path / "2021.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "2022.txt").write_text(NEW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(*more: str) -> int:
    return main(["report", "2021.txt", "2022.txt", *more])


# What comes out, and where


def test_a_report_goes_to_standard_output_and_nothing_else_anywhere(capsys):
    assert report() == 0
    told = capsys.readouterr()

    assert "县医院建成投用" in told.out
    assert "建成水库[-2座-]{+3座+}。" in told.out
    assert "\x1b" not in told.out
    assert told.err == ""


def test_json_loads_back(capsys):
    assert report("--format", "json") == 0

    found = load(capsys.readouterr().out)
    assert (found.old.source.path, found.new.source.path) == ("2021.txt", "2022.txt")
    assert found.passages is not None
    assert found.settings["rate_floor"] == Settings().rate_floor


def test_json_without_text_loads_back_beside_its_files(capsys):
    report("--format", "json")
    whole = load(capsys.readouterr().out)
    assert report("--format", "json", "--no-text") == 0
    told = capsys.readouterr().out

    assert "力争建成县医院" not in told
    assert load(told) == whole
    Path("2021.txt").write_text(NEW, encoding="utf-8")
    with pytest.raises(CompareError, match=r"2021\.txt: is not the file"):
        load(told)


@pytest.mark.parametrize(
    ("name", "start"), [("a.md", "# "), ("a.json", "{"), ("a.txt", "工作报告"), ("A.TXT", "工作报告")]
)
def test_the_ending_of_the_output_names_the_format(name, start, capsys):
    assert report("-o", name) == 0

    assert Path(name).read_text(encoding="utf-8").startswith(start)
    assert capsys.readouterr().out == ""


NO_FORMAT = {
    "an old Word file": ("report 2021.txt 2022.txt -o a.doc", ".doc"),
    "an old Excel file": ("report 2021.txt 2022.txt -o a.xls", ".xls"),
    "a slide": ("report 2021.txt 2022.txt -o a.pptx", ".pptx"),
    "no ending": ("report 2021.txt 2022.txt -o a", "no ending"),
    "a series as an old Excel file": ("series . -o a.xls", ".xls"),
    "an outline as a picture": ("outline 2021.txt -o a.png", ".png"),
}


@pytest.mark.parametrize(("words", "named"), NO_FORMAT.values(), ids=NO_FORMAT)
def test_an_ending_that_is_no_format_is_refused_with_the_list(words, named, capsys):
    assert main(words.split()) == 2

    assert re.fullmatch(rf"yoy: a\S*: .*{re.escape(named)}.* format; known: \.txt.*\n", capsys.readouterr().err)
    assert not list(Path().glob("a*"))


def test_a_pdf_without_a_program_that_prints_is_refused_with_what_to_do(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")

    assert report("-o", "a.pdf") == 2

    assert re.fullmatch(r"yoy: pdf: takes Chromium or LibreOffice .+ print that\n", capsys.readouterr().err)
    assert not Path("a.pdf").exists()


@pytest.mark.skipif(not (shutil.which("chromium") or shutil.which("soffice")), reason="nothing here prints a page")
def test_a_pdf_is_a_pdf_and_says_what_printed_it(capsys):
    assert report("-o", "a.pdf") == 0

    assert Path("a.pdf").read_bytes().startswith(b"%PDF-")
    assert re.fullmatch(r"yoy: a\.pdf was printed by \w+\n", capsys.readouterr().err)


def test_the_format_option_beats_an_ending_that_says_nothing():
    assert report("-o", "a.out", "--format", "json") == 0
    assert Path("a.out").read_text(encoding="utf-8").startswith("{")


READ = {
    "the old edition": ("report 2021.txt 2022.txt -o ./2021.txt", "2021.txt"),
    "the new edition by a link": ("report 2021.txt 2022.txt -o link.txt", "2022.txt"),
    "an earlier edition": ("report 2021.txt 2022.txt --earlier 2020.txt -o 2020.txt", "2020.txt"),
    "the settings file": ("report 2021.txt 2022.txt -o yoy.toml", "yoy.toml"),
    "the anchors": ("report 2021.txt 2022.txt -o 2021.2022.anchors.toml", "2021.2022.anchors.toml"),
    "the anchors named": ("report 2021.txt 2022.txt --anchors a.toml -o a.toml", "a.toml"),
    "the review": ("report 2021.txt 2022.txt -o 2021.2022.review.json", "2021.2022.review.json"),
    "the review named": ("report 2021.txt 2022.txt --review r.txt -o r.txt", "r.txt"),
    "a member of a series": ("series . -o 2021.txt", "2021.txt"),
    "the file of an outline": ("outline 2021.txt -o 2021.txt", "2021.txt"),
}


@pytest.mark.parametrize(("words", "name"), READ.values(), ids=READ)
def test_an_output_never_takes_the_place_of_what_was_read(words, name, capsys):
    Path("link.txt").symlink_to("2022.txt")
    for empty in {"yoy.toml", "a.toml", "r.txt", "2020.txt", name} - {"2021.txt", "2022.txt"}:
        Path(empty).write_text("", encoding="utf-8")
    before = Path(name).read_bytes()

    assert main(words.split()) == 2

    assert re.fullmatch(r"yoy: \S+: .+; name another file with -o\n", capsys.readouterr().err)
    assert Path(name).read_bytes() == before


def test_output_replaces_a_file_whole_and_leaves_nothing_beside_it():
    Path("a.md").write_text("old words", encoding="utf-8")
    Path("a.md").chmod(0o640)
    before = set(Path().iterdir())

    assert report("-o", "a.md") == 0

    assert set(Path().iterdir()) == before
    assert "old words" not in Path("a.md").read_text(encoding="utf-8")
    assert stat.S_IMODE(Path("a.md").stat().st_mode) == 0o640


def test_a_failed_rename_leaves_the_old_file_and_no_other(monkeypatch, capsys):
    Path("a.md").write_text("old words", encoding="utf-8")
    before = set(Path().iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert report("-o", "a.md") == 2

    assert capsys.readouterr().err == "yoy: a.md: cannot be written: No space left on device\n"
    assert Path("a.md").read_text(encoding="utf-8") == "old words"
    assert set(Path().iterdir()) == before


def test_a_place_that_is_not_there_is_said_in_one_line(capsys):
    assert report("-o", "no/a.md") == 2
    assert re.fullmatch(r"yoy: no/a\.md: cannot be written: .+\n", capsys.readouterr().err)


def test_standard_input_is_an_edition(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEW.encode("gb18030"))))

    assert main(["report", "2021.txt", "-", "--new-period", "2022"]) == 0
    assert "县医院建成投用" in capsys.readouterr().out


def test_a_closed_pipe_is_silent(place):
    run = f"{sys.executable} -m compare report 2021.txt 2022.txt --format json | head -c 10"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {run}"], capture_output=True, cwd=place, check=False)

    assert done.stderr == b""
    assert done.stdout == b'{"format":'


# Exit status


@pytest.mark.parametrize(("new", "status"), [("2022.txt", 1), ("2021.txt", 0)], ids=["changes", "the same file"])
def test_the_exit_code_says_whether_anything_changed(new, status):
    assert main(["report", "2021.txt", new, "--exit-code", "-o", "a.txt"]) == status


@pytest.mark.parametrize("words", ["new,gone", "新增，删去", "added,removed"])
def test_kinds_are_named_by_their_codes_or_as_the_report_calls_them(words):
    assert kinds(words) == ("added", "removed")


def test_a_moved_sentence_is_a_change():
    Path("2022.txt").write_text(
        OLD.replace("新办学校三所。", "").replace("二、今年打算\n", "二、今年打算\n新办学校三所。"), encoding="utf-8"
    )

    assert report("--exit-code", "-o", "a.txt") == 1


def test_a_choice_counts_for_the_exit_code():
    Path("2022.txt").write_text(OLD + "新增一句从来没有的话。", encoding="utf-8")

    assert report("--exit-code", "--only", "removed", "-o", "a.txt") == 0
    assert report("--exit-code", "--only", "added", "-o", "a.txt") == 1


BAD = {
    "a missing file": (["report", "none.txt", "2022.txt"], r"none\.txt: .+"),
    "an empty file": (["report", "empty.txt", "2022.txt"], r"empty\.txt: .+"),
    "a folder": (["report", ".", "2022.txt"], r"\.: .+"),
    "a binary file": (["report", "binary.txt", "2022.txt"], r"binary\.txt: .+"),
    "a file without a sentence": (["report", "blank.txt", "2022.txt"], r"blank\.txt: .+"),
    "a file that is not in the encoding named": (
        ["report", "2021.txt", "2022.txt", "--encoding", "ascii"],
        r"2021\.txt: .+",
    ),
    "an encoding nobody knows": (["report", "2021.txt", "2022.txt", "--encoding", "klingon"], r".*klingon.*"),
    "two languages": (["report", "2021.txt", "english.txt"], r"english\.txt: .+ en.*"),
    "both from standard input": (["report", "-", "-"], r"-: .+"),
    "an unknown format": (["report", "2021.txt", "2022.txt", "--format", "rtf"], r"report: .*rtf.*"),
    "an unknown option": (["report", "2021.txt", "2022.txt", "--fast"], r"command line: .*--fast"),
    "an unknown command": (["merge"], r"command line: .*merge.*"),
    "an unknown kind": (
        ["report", "2021.txt", "2022.txt", "--only", "novel"],
        r"--only: no kind is called novel; known: unchanged/照旧, updated/更新, edited/改写/reworded, added/新增, removed/删去, .*",
    ),
    "a table where none is written": (
        ["report", "2021.txt", "2022.txt", "--table", "signals"],
        r"--table: is for csv alone; add --format csv or name a \.csv file",
    ),
    "an unknown finding": (["report", "2021.txt", "2022.txt", "--find", "x"], r"--find: no finding is called x.*"),
    "an unknown section": (
        ["report", "2021.txt", "2022.txt", "--section", "九"],
        r"--section: no section is called 九",
    ),
    "a period that is none": (
        ["report", "2021.txt", "2022.txt", "--old-period", "last"],
        r"last: is no period; as 2022, 2023Q4, 2023-06 or 2024-01-31",
    ),
    "a width too small": (["report", "2021.txt", "2022.txt", "--width", "3"], r"--width: .*at least 20"),
    "one edition": (["report", "2021.txt"], r"report: .*NEW.*"),
    "an ending and a format that differ": (
        ["report", "2021.txt", "2022.txt", "-o", "x.docx", "--format", "json"],
        r"x\.docx: ends as docx, and --format says json",
    ),
    **{
        f"no value for {words[-2] if words[-1] == '' else words[-1]}": (
            ["series", "2021.txt", "2022.txt", *words],
            r"-\S+: expected one argument",
        )
        for words in (
            ["--trace="],
            ["--encoding", ""],
            ["--only", ""],
            ["--only", ","],
            ["--find="],
            ["--section", ""],
            ["-o", ""],
            ["--config", ""],
        )
    },
    "a missing settings file": (["report", "2021.txt", "2022.txt", "--config", "no.toml"], r"no\.toml: .+"),
    "a missing anchors file": (["report", "2021.txt", "2022.txt", "--anchors", "no.toml"], r"no\.toml: .+"),
    "a series of one": (["series", "2021.txt"], r".+"),
    "a series with a member missing": (["series", "2021.txt", "2022.txt", "none.txt"], r"none\.txt: .+"),
    "an edition twice": (["series", "2021.txt", "2022.txt", "2021.txt"], r"2021\.txt: .+"),
    "an outline of nothing": (["outline", "none.txt"], r"none\.txt: .+"),
}


@pytest.mark.parametrize(("words", "fact"), BAD.values(), ids=BAD)
def test_trouble_is_one_line_that_names_what_was_found(words, fact, capsys):
    Path("empty.txt").write_bytes(b"")
    Path("blank.txt").write_text("\n  \n", encoding="utf-8")
    Path("binary.txt").write_bytes(bytes(range(256)) * 20)
    Path("english.txt").write_text("Our plan for 2022 is simple. We will repair the old bridge.\n", encoding="utf-8")

    assert main(words) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(rf"yoy: {fact}\n", told.err), told.err


def test_trouble_speaks_the_readers_language(capsys):
    assert main(["report", "none.txt", "2022.txt", "--lang", "zh"]) == 2
    assert capsys.readouterr().err == "yoy: none.txt: 文件不存在\n"


def test_an_unreadable_file_is_one_line(capsys, monkeypatch):
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", closed)
    monkeypatch.setattr("builtins.open", closed)
    monkeypatch.setattr(io, "open", closed)
    monkeypatch.setattr(Path, "open", closed)
    assert report() == 2
    assert re.fullmatch(r"yoy: 2021\.txt: .+\n", capsys.readouterr().err)


def test_a_folder_that_may_not_be_entered_is_one_line(capsys, monkeypatch):
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "shut/2022.txt")

    monkeypatch.setattr("compare.cli.inputs.edition", closed)
    assert report() == 2
    assert capsys.readouterr().err == "yoy: shut/2022.txt: cannot be opened (Permission denied)\n"


@pytest.mark.parametrize(
    ("shell", "told"),
    [
        ("report 2021.txt 2022.txt >&-", b"yoy: standard output: is closed\n"),
        ("outline 2022.txt --json >&-", b"yoy: standard output: is closed\n"),
        ("report 2021.txt none.txt 2>&-", b""),
        ("report '' 2022.txt", b"yoy: '': is no file name\n"),
        *((f"{words} >&-", b"yoy: standard output: is closed\n") for words in ("--help", "report --help", "--version")),
        ("--help >/dev/full", b"yoy: standard output: cannot be written: No space left on device\n"),
        ("--show-lexicon >&-", b"yoy: standard output: is closed\n"),
        ("--show-lexicon >/dev/full", b"yoy: standard output: cannot be written: No space left on device\n"),
        ("report 2021.txt none.txt 2>/dev/full", b""),
    ],
)
def test_closed_streams_and_empty_names_are_one_line_at_most(place, shell, told):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m compare {shell}"], capture_output=True, cwd=place, check=False
    )

    assert (done.returncode, done.stderr) == (2, told)


@pytest.mark.parametrize("debug", ["", "1"], ids=["", "with its trace for who asks"])
def test_a_defect_of_the_program_is_trouble_and_never_a_change(place, debug):
    program = (
        "from compare import __main__, cli\n"
        "def run(options): raise KeyError('x')\n"
        "cli.COMMANDS['report'].run = run\n"
        "__main__.run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "report", "2021.txt", "2022.txt", "--exit-code"],
        capture_output=True,
        text=True,
        check=False,
        cwd=place,
        env={**os.environ, "YOY_DEBUG": debug, "PYTHONPATH": str(ROOT)},
    )

    *trace, line = done.stderr.splitlines()
    assert (done.returncode, done.stdout, bool(trace)) == (2, "", bool(debug))
    assert re.fullmatch(
        r"yoy: report: stopped by a defect of its own \(KeyError: 'x', <string>:2\); please report .+", line
    )


@pytest.mark.parametrize(
    "command", ["report 2021.txt x.txt --format json", "report 2021.txt x.txt --format jsonl", "outline x.txt --json"]
)
def test_json_holds_nothing_that_acts_on_a_terminal(capsys, command):
    text = "一、工作\n全县新办\x1b[31m学校\x9b2J三所，\u202e新建\u200b公园\x7f两个。" + "群众更加满意。" * 20
    Path("x.txt").write_text(text, encoding="utf-8")

    assert main(command.split()) == 0
    told = capsys.readouterr().out
    assert [character for character in told if not character.isprintable() and character != "\n"] == []
    assert "\\u001b" in told


def test_no_words_at_all_print_the_help_on_standard_error(capsys):
    assert main([]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "report" in told.err


def test_a_file_name_cannot_steer_the_terminal(capsys):
    assert main(["report", "\x1b[2J\n.txt", "2022.txt"]) == 2
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert told.count("\n") == 1


def test_an_old_edition_later_than_the_new_one_is_compared_with_a_notice(capsys):
    assert main(["report", "2022.txt", "2021.txt"]) == 0
    assert "OLD is later than NEW" in capsys.readouterr().out


def test_two_editions_of_one_period_are_compared_with_a_notice(capsys):
    assert report("--new-period", "2021") == 0
    assert "OLD and NEW are both of 2021" in capsys.readouterr().out


# What a reader chooses


@pytest.mark.parametrize(
    ("environment", "words", "told"),
    [
        ({"LANG": "zh_CN.UTF-8"}, [], "新增"),
        ({"LANG": "en_US.UTF-8"}, [], "new"),
        ({"LANG": "en_US.UTF-8"}, ["--lang", "zh"], "新增"),
        ({"LANG": "zh_CN.UTF-8"}, ["--lang=en"], "new"),
    ],
)
def test_the_language_is_the_locales_or_the_one_asked_for(environment, words, told, monkeypatch, capsys):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    report(*words)
    assert told in capsys.readouterr().out


def test_json_is_never_localised(capsys):
    report("--format", "json", "--lang", "zh")
    one = capsys.readouterr().out
    report("--format", "json", "--lang", "en")

    assert capsys.readouterr().out == one


@pytest.mark.parametrize(
    ("words", "no_color", "colored"),
    [
        ([], "", False),
        (["--color", "always"], "", True),
        (["--color", "always"], "1", True),
        (["--color", "never"], "", False),
    ],
)
def test_colour_stays_out_of_pipes_unless_asked_for(words, no_color, colored, monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", no_color)
    report(*words)
    assert ("\x1b[" in capsys.readouterr().out) == colored


@pytest.mark.parametrize(("no_color", "colored"), [("", True), ("1", False)], ids=["a terminal", "NO_COLOR"])
def test_a_terminal_gets_colour_unless_it_asks_for_none(no_color, colored, monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    report()
    assert ("\x1b[" in capsys.readouterr().out) == colored


def test_a_width_is_kept(capsys):
    report("--width", "40")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cells, lines)) <= 40


def test_the_notes_beside_the_files_are_taken_along():
    found = compare.compare(compare.read("2021.txt"), compare.read("2022.txt"))
    key = reviewing.keys_of(found)[-1]
    reviewing.save(
        "2021.2022.review.json", reviewing.Review(notes={"a": reviewing.Note("a", key, "2024-01-01", "核对一下")})
    )

    report("-o", "a.html")

    assert "核对一下" in Path("a.html").read_text(encoding="utf-8")


LIKE = {
    "a command": (["reprot", "2021.txt", "2022.txt"], "no command is called reprot; did you mean report?"),
    "an option": (["report", "2021.txt", "2022.txt", "--breif"], "no option is called --breif; did you mean --brief"),
    "an option with a value": (["report", "2021.txt", "2022.txt", "--colour=never"], "did you mean --color"),
}


@pytest.mark.parametrize(("words", "told"), LIKE.values(), ids=LIKE)
def test_a_slip_of_the_keyboard_is_answered_with_what_was_meant(words, told, capsys):
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_the_anchors_beside_the_files_are_honoured(capsys):
    Path("2021.2022.anchors.toml").write_text(
        'format = "yoy/anchors"\nversion = 1\n[[force]]\nold = "新办学校三所"\nnew = "确保开工体育馆"\n',
        encoding="utf-8",
    )
    report("--format", "json")

    found = load(capsys.readouterr().out)
    pairs = [(c.old, c.new) for c in found.changes if c.why == "anchor"]
    assert [found.old.piece(o[0]) + found.new.piece(n[0]) for o, n in pairs] == ["新办学校三所。确保开工体育馆。"]


def test_a_stale_anchor_is_reported_and_left_out(capsys):
    Path("a.toml").write_text(
        'format = "yoy/anchors"\nversion = 1\n[[lone]]\nold = "这句话早已不在"\n', encoding="utf-8"
    )
    assert report("--anchors", "a.toml", "-o", "a.txt") == 0
    assert re.fullmatch(r"yoy: .*stale.*\n", capsys.readouterr().err)


def test_a_review_goes_into_the_report_and_its_notes_into_the_exit_status(capsys):
    from compare import review

    report("--format", "json")
    found = load(capsys.readouterr().out)
    keys = review.keys_of(found)
    place = next(at for at, change in enumerate(found.changes) if change.kind == "added")
    mark, note = review.Mark(keys[place], "2024-01-01"), review.Note("a", keys[place], "2024-01-01", "请核实来源")
    review.save("r.json", review.Review({keys[place]: mark}, {"a": note}))

    assert report("--review", "r.json") == 0
    told = capsys.readouterr().out
    assert "> 请核实来源" in told
    assert "(reviewed" in told
    assert report("--review", "r.json", "--exit-on-notes", "-o", "a.txt") == 10
    assert report("--review", "none.json") == 2
    assert capsys.readouterr().err == "yoy: none.json: no such file\n"


# yoy.toml


@pytest.mark.parametrize(
    ("settings", "words", "start"),
    [
        pytest.param('format = "md"', ["-o", "a.json"], "{", id="an ending on the command line"),
        pytest.param('output = "a.json"', ["--format", "md"], "# ", id="a format on the command line"),
        pytest.param('format = "md"', ["-o", "a.out"], "# ", id="the settings where an ending says nothing"),
    ],
)
def test_of_a_format_and_an_ending_the_one_on_the_command_line_has_the_last_word(settings, words, start):
    Path("own.toml").write_text(settings, encoding="utf-8")

    assert report("--config", "own.toml", *words) == 0
    assert next(Path().glob("a.*")).read_text(encoding="utf-8").startswith(start)


def test_a_format_and_an_ending_in_the_settings_that_differ_are_refused(capsys):
    Path("own.toml").write_text('format = "md"\noutput = "a.json"', encoding="utf-8")

    assert report("--config", "own.toml") == 2
    assert capsys.readouterr().err == "yoy: a.json: ends as json, and --format says md\n"


def test_a_settings_file_speaks_for_the_reader_and_the_command_line_has_the_last_word(capsys):
    Path("yoy.toml").write_text(
        'lang = "zh"\nformat = "md"\nexit-code = true\n[settings]\nrate_floor = 7\n', encoding="utf-8"
    )

    assert report() == 1
    assert "**新增**" in capsys.readouterr().out
    assert report("--format", "json") == 1
    assert json.loads(capsys.readouterr().out)["settings"]["rate_floor"] == 7


def test_a_list_of_files_in_the_settings_leaves_the_editions_alone(capsys):
    Path("2020.txt").write_text(OLD.replace("2座", "1座"), encoding="utf-8")
    Path("own.toml").write_text('earlier = ["2020.txt"]\nonly = ["added"]\n', encoding="utf-8")

    assert report("--config", "own.toml") == 0
    assert "县医院建成投用" in capsys.readouterr().out


CONFIGS = {
    "an unknown key": ("colour = 1", "unknown key colour"),
    "an unknown threshold": ("[settings]\nmagic = 1", "unknown threshold magic"),
    "a length of nothing": ("[settings]\ngram_length = 0", "gram_length is 0; a whole number from 1 to"),
    "a count below none": ("[settings]\nrate_floor = -1", "rate_floor is -1; a whole number from 0 to"),
    "a count that is a share": ("[settings]\nrate_floor = 1.5", "rate_floor is 1.5"),
    "a count that is a switch": ("[settings]\nrate_floor = true", "rate_floor is True"),
    "a count beyond all counting": (f"[settings]\nrate_floor = 1{'0' * 14}", "rate_floor is"),
    "a number too long to be told": (f"[settings]\nrate_floor = 0x{'f' * 9000}", "it holds a number over 64 bits"),
    "a share above all": ("[settings]\nnear_share = 1.01", "near_share is 1.01; a number from 0 to 1"),
    "a share of nothing known": ("[settings]\nnear_share = nan", "near_share is nan"),
    "a weight without end": ("[settings]\nsignal_weight = inf", "signal_weight is inf"),
    "a threshold of the wrong kind": ('[settings]\nrate_floor = "x"', "rate_floor is"),
    "a switch that is no switch": ("exit-code = 3", "exit-code is true or false"),
    "no TOML": ("= =", "is not TOML"),
    "nests without end": (f"only = {'[' * 5000}{']' * 5000}", "is not TOML: it nests too deep"),
    "keys without end": (f"{'a.' * 5000}a = 1", "is not TOML: it nests too deep"),
    "a number without end": (f"width = {'9' * 5000}", "is not TOML"),
    "settings that are no table": ("settings = 1", "settings is no table"),
    "a call for help": ("help = true", "unknown key help"),
    "another settings file": ('config = "x"', "unknown key config"),
    "a word that the option does not know": ('lang = "xx"', "argument --lang"),
    "an option without a value": ('theme = ""\nsection = ""', "--section: expected one argument"),
    "a list of lists": ('only = [["new"]]', "only is a word"),
    "a NUL in a name": ('units = "a\\u0000"', "units is a word"),
    "a table for an option": ("[format]\na = 1", "format is a word"),
}


@pytest.mark.parametrize(("text", "fact"), CONFIGS.values(), ids=CONFIGS)
def test_a_settings_file_that_cannot_be_meant_is_named(text, fact, capsys):
    Path("yoy.toml").write_text(text, encoding="utf-8")

    assert report() == 2
    told = capsys.readouterr().err
    assert told.startswith("yoy: yoy.toml: ")
    assert fact in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("words", [["--earlier", "2021.txt"], ["--earlier=2021.txt"], []])
def test_a_list_on_the_command_line_takes_the_place_of_the_files_and_an_empty_one_names_none(words):
    Path("own.toml").write_text(f"earlier = {['none.txt'] if words else []}\n", encoding="utf-8")
    assert report("--config", "own.toml", *words, "-o", "a.txt") == 0


def test_a_table_in_the_settings_is_that_of_csv_and_nothing_to_other_formats():
    Path("yoy.toml").write_text('table = "sentences"\n', encoding="utf-8")

    assert report("-o", "a.txt") == report("-o", "a.csv") == 0
    assert "role" in Path("a.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_an_option_of_another_command_is_passed_over():
    Path("yoy.toml").write_text('theme = "textual-dark"\n', encoding="utf-8")
    assert report("-o", "a.txt") == 0


FORBIDDEN = {
    "where results go": 'output = "2021.txt"',
    "a file of marks": 'review = "/tmp/r.json"',
    "links by hand": 'anchors = "a.toml"',
    "further reports": 'earlier = ["2020.txt"]',
    "other units' reports": 'against = ["2020.txt"]',
    "superiors' reports": 'upstream = "2020.txt"',
    "a background": 'background = "none"',
    "a lexicon": 'lexicon = "l.toml"',
    "a list of units": 'units = "u.txt"',
    "an address": 'host = "0.0.0.0"',
    "a port": "port = 80",
    "what git is told": 'write = ["*"]',
    "which reading of a file": 'tracked = "original"',
    "which letters a file has": 'encoding = "utf-7"',
    "a period": 'old-period = "1900"',
    "that a report may be left out": "keep-going = true",
    "a size of files": "[settings]\nfile_largest = 999_999_999_999",
    "a bomb": "[settings]\nunpacked_ratio = 100_000",
    "the time of a program": "[settings]\noffice_seconds = 1e9",
}


@pytest.mark.parametrize("command", ["report 2021.txt 2022.txt", "series 2021.txt 2022.txt", "outline 2021.txt"])
@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_settings_file_that_came_with_the_reports_decides_no_path_no_reading_and_no_limit(text, command, capsys):
    Path("yoy.toml").write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in Path().iterdir()}

    assert main(command.split()) == 2
    told = capsys.readouterr()
    assert re.fullmatch(r"yoy: yoy\.toml: (sets|raises) \S+.*, which only a file named by --config may\n", told.err)
    assert told.out == ""
    assert before == {path: path.read_bytes() for path in Path().iterdir()}


def test_every_option_is_either_a_look_or_refused_in_a_file_that_came_with_the_reports(capsys):
    actions = [action for _, one in commands_of(build(Voice("en"), COMMANDS)) for action in actions_of(one)]
    every = {option[2:]: action for action in actions for option in action.option_strings if option.startswith("--")}
    assert set(every) > LOOKS
    for key in sorted(every.keys() - LOOKS - {"help", "config"}):
        Path("yoy.toml").write_text(f"{key} = {'true' if every[key].nargs == 0 else 1}", encoding="utf-8")

        assert report() == 2, key
        assert f"sets {key}, which only a file named by --config may" in capsys.readouterr().err


def test_the_same_file_may_set_everything_where_somebody_names_it():
    Path("yoy.toml").write_text('output = "a.md"\n[settings]\noffice_seconds = 999\n', encoding="utf-8")

    assert report("--config", "yoy.toml") == 0
    assert Path("a.md").read_text(encoding="utf-8").startswith("# ")


def test_a_settings_file_that_came_with_the_reports_may_lower_a_limit(capsys):
    Path("yoy.toml").write_text("[settings]\nfile_largest = 5\n", encoding="utf-8")

    assert report() == 2
    assert "(setting file_largest)" in capsys.readouterr().err


# The other commands


def test_an_outline_shows_the_tree(capsys):
    assert main(["outline", "2021.txt"]) == 0
    told = capsys.readouterr().out

    assert "一、去年回顾" in told
    assert "2021" in told


def test_the_text_of_an_outline_is_what_spans_count_in(capsys):
    assert main(["outline", "2021.txt", "--text"]) == 0
    assert capsys.readouterr().out == OLD


def test_the_json_of_an_outline_is_an_edition(capsys):
    assert main(["outline", "2021.txt", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["format"] == "yoy/edition"
    assert told["text"] == OLD
    assert [s["title"] for s in told["sections"]][-2:] == ["去年回顾", "今年打算"]


def test_a_series_reads_a_folder(place, capsys):
    folder = place / "all"
    folder.mkdir()
    for year in ("2020", "2021", "2022"):
        (folder / f"{year}.txt").write_text(OLD.replace("2座", f"{year}座"), encoding="utf-8")

    assert main(["series", "all", "--format", "json"]) == 0
    found = load(capsys.readouterr().out)
    assert [edition.period for edition in found.editions] == ["2020", "2021", "2022"]
    assert len(found.pairs) == 2
    assert main(["series", "all"]) == 0
    assert "2020" in capsys.readouterr().out


def test_a_series_goes_on_without_a_broken_member_and_says_so(capsys):
    Path("2023.txt").write_bytes(b"")
    Path("2022b.txt").write_text(NEW, encoding="utf-8")
    words = ["series", "2021.txt", "2022.txt", "2023.txt", "--keep-going", "--format", "json"]

    assert main(words) == 0
    told = capsys.readouterr()
    assert "2023.txt" in told.err
    assert [notice for notice in json.loads(told.out)["notices"] if "2023.txt" in notice["facts"].get("name", "")]


@pytest.mark.parametrize("command", ["view", "serve"])
def test_the_screen_is_handed_the_options(command):
    asked = []

    def screen(request) -> int:
        asked.append((request.command, request.old, request.new, request.more, request.lang))
        return 7

    assert cli.main([command, "2021.txt", "2022.txt", "2023.txt", "--lang", "zh"], screen=screen) == 7
    assert asked == [(command, "2021.txt", "2022.txt", ("2023.txt",), "zh")]


def test_without_a_screen_the_engine_says_so(capsys):
    assert cli.main(["view", "2021.txt", "2022.txt"]) == 2
    assert "review screen" in capsys.readouterr().err


# The manual


def test_the_manual_is_what_the_parsers_say():
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == manual()


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_the_examples_of_the_manual_parse(line):
    words = line.split(" | ")[0].split(" || ")[0].split(" >")[0].split()
    build(Voice("en"), COMMANDS).parse_args(words[1:])


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_command_has_an_example_and_a_place_in_the_manual(tongue):
    assert set(EXAMPLES) == set(COMMANDS)
    assert all(f"## yoy {name}" in manual() for name in COMMANDS)
    assert all(f"    {name}" in build(Voice(tongue), COMMANDS).format_help() for name in COMMANDS)


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_option_has_words_in_both_languages(tongue):
    for _, parser in commands_of(build(Voice(tongue), COMMANDS)):
        told = parser.format_help()
        assert re.search("[\u4e00-\u9fff]", told) if tongue == "zh" else not re.search("[\u4e00-\u9fff]", told)


# The front door


def test_three_lines_of_python_do_what_the_command_does(capsys):
    import compare

    found = compare.compare(compare.read("2021.txt"), compare.read("2022.txt"))
    report("--format", "json")

    assert compare.dump(found) == capsys.readouterr().out
    assert compare.load(compare.dump(found)) == found


def test_the_front_door_lists_its_verbs_and_knows_no_others():
    import compare

    assert {"read", "compare", "series", "dump", "load", "Settings", "CompareError"} <= set(dir(compare))
    assert all(hasattr(compare, name) for name in compare.__all__)
    with pytest.raises(AttributeError):
        _ = compare.nothing_of_the_kind


def test_importing_the_package_loads_nothing_heavy():
    program = "import sys, compare; print(sorted({'numpy', 'jieba', 'rapidfuzz', 'textual'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
