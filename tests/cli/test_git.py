"""`yoy git setup` in a real repository: what git shows afterwards."""

import io
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from places import ROOT

from compare import cli
from compare.cli.git import SETTINGS, settings_script
from compare.messages import Voice

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="no git here")

OLD = "一、回顾\n全年修路12公里，完成投资3.5亿元。新建学校两所，全部投入使用。\n"
NEW = "一、回顾\n全年修路15公里，完成投资4.1亿元。新建学校两所，基本投入使用。\n"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(text):
    """The smallest .docx that holds these lines."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{lines}</w:body></w:document>')
    return target.getvalue()


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository of one's own, with `yoy` on the path, whatever the machine's git is set to."""
    tools, home, top = tmp_path / "tools", tmp_path / "home", tmp_path / "top of all"
    for folder in (tools, home, top):
        folder.mkdir()
    root = ROOT
    (tools / "yoy").write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m compare "$@"\n')
    (tools / "yoy").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(top)
    git("init", "-q")
    git("config", "user.name", "a")
    git("config", "user.email", "a@b.invalid")
    return top


def git(*words: str):
    done = subprocess.run(["git", *words], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def committed(top, old, new):
    for name, raw in old.items():
        (top / name).write_bytes(raw)
    git("add", ".")
    git("commit", "-q", "-m", "old")
    for name, raw in new.items():
        (top / name).write_bytes(raw)


def test_it_prints_what_would_have_to_be_said_and_touches_nothing(repository, capsys):
    assert cli.main(["git", "setup", "--lang", "en"]) == 0
    printed = capsys.readouterr().out

    assert printed == settings_script(Voice("en"), ("*.docx", "*.txt"))
    assert not (repository / ".gitattributes").exists()
    assert "diff.yoy" not in git("config", "--local", "--list")


@pytest.mark.parametrize("words", [["*.txt", "--write"], ["--write", "*.txt"]], ids=["pattern first", "pattern last"])
def test_what_it_prints_is_what_it_writes(words, repository):
    script = settings_script(Voice("en"), ("*.txt",))
    attributes, commands = script.split("\n\n")[:2]
    (repository / ".gitattributes").write_text(attributes.split("\n", 1)[1] + "\n")
    subprocess.run(["sh", "-c", commands], check=True)
    by_hand = git("config", "--local", "--list"), (repository / ".gitattributes").read_text()
    for key in SETTINGS:
        git("config", "--local", "--unset", key)
    (repository / ".gitattributes").unlink()

    assert cli.main(["git", "setup", *words]) == 0
    assert sorted(by_hand[0].splitlines()) == sorted(git("config", "--local", "--list").splitlines())
    assert by_hand[1] == (repository / ".gitattributes").read_text()


def test_writing_twice_changes_nothing_and_keeps_what_was_there(repository, capsys):
    (repository / ".gitattributes").write_text("*.bin binary")
    assert cli.main(["git", "setup", "--write", "--lang", "en"]) == 0
    first = (repository / ".gitattributes").read_text(), (repository / ".git/config").read_text()
    capsys.readouterr()
    assert cli.main(["git", "setup", "--write", "--lang", "en"]) == 0

    assert first[0] == "*.bin binary\n*.docx diff=yoy\n*.txt diff=yoy\n"
    assert first == ((repository / ".gitattributes").read_text(), (repository / ".git/config").read_text())
    assert capsys.readouterr().out.startswith("All set already")


def test_it_writes_at_the_top_from_a_folder_below(repository, monkeypatch):
    (repository / "below").mkdir()
    monkeypatch.chdir(repository / "below")

    assert cli.main(["git", "setup", "--write"]) == 0
    assert (repository / ".gitattributes").exists()
    assert not (repository / "below" / ".gitattributes").exists()


FILES = {
    "a Word file": ("report.docx", docx(OLD), docx(NEW)),
    "a text in an old Chinese encoding": ("report.txt", OLD.encode("gb18030"), NEW.encode("gb18030")),
    "a name with blanks and quotes": ("the 'best' report.txt", OLD.encode("gb18030"), NEW.encode("gb18030")),
}


@pytest.mark.parametrize(("name", "old", "new"), FILES.values(), ids=FILES.keys())
def test_git_diff_shows_the_words_of_a_report(repository, name, old, new):
    cli.main(["git", "setup", "--write"])
    committed(repository, {name: old}, {name: new})
    shown = git("diff")

    assert "-全年修路12公里" in shown
    assert "+全年修路15公里" in shown
    assert "Binary" not in shown


def test_git_diff_by_words_keeps_numbers_whole_and_han_single(repository):
    cli.main(["git", "setup", "--write"])
    committed(repository, {"report.docx": docx(OLD)}, {"report.docx": docx(NEW)})
    shown = git("diff", "--word-diff=plain")

    assert "[-12-]{+15+}公里" in shown
    assert "[-3.5-]{+4.1+}亿元" in shown
    assert "[-全部-]{+基本+}投入使用" in shown


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"\n\n"], ids=["empty", "no text", "only line ends"])
def test_a_file_that_is_no_report_does_not_break_git_diff(repository, raw):
    cli.main(["git", "setup", "--write"])
    committed(
        repository,
        {"notes.txt": raw, "report.txt": OLD.encode()},
        {"notes.txt": raw + b"a", "report.txt": NEW.encode()},
    )

    assert "+全年修路15公里" in git("diff")


def test_git_difftool_prints_the_report_of_changes(repository):
    cli.main(["git", "setup", "--write"])
    committed(repository, {"report.docx": docx(OLD)}, {"report.docx": docx(NEW), "added.txt": NEW.encode()})
    git("add", "added.txt")
    shown = git("difftool", "-t", "yoy-report", "HEAD")

    assert "15公里" in shown
    assert "基本" in shown


def test_git_difftool_opens_the_review_screen_on_both_files(repository, tmp_path):
    cli.main(["git", "setup", "--write"])
    committed(repository, {"report.docx": docx(OLD)}, {"report.docx": docx(NEW)})
    (tmp_path / "tools" / "yoy").write_text(
        '#!/bin/sh\nprintf "%s\\n" "$1" "${2##*.}" "${3##*.}"; test -s "$2" && test -s "$3"\n'
    )

    assert git("difftool", "-t", "yoy").split() == ["view", "docx", "docx"]


def test_outside_a_repository_it_is_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert cli.main(["git", "setup", "--write"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("pattern", ["a b.txt", "", '"x"', "#x"])
def test_what_is_no_pattern_is_refused(pattern, capsys):
    assert cli.main(["git", "setup", pattern]) == 2
    assert capsys.readouterr().err.count("\n") == 1
