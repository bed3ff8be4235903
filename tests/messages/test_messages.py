"""The one table of what a person reads: both languages whole, and every key that the code asks for."""

import ast
import pickle
import string

import pytest
from places import ROOT

from compare.codes import Notice
from compare.errors import Unreadable
from compare.messages import TABLE, Voice, tongue_of
from compare.view.choice import CHOICES


def fields(words):
    return {name.split(":")[0] for _, name, _, _ in string.Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("key", sorted(TABLE))
def test_both_languages_say_it_with_the_same_facts(key):
    zh, en = TABLE[key]

    assert zh.strip()
    assert en.strip()
    assert fields(zh) == fields(en)
    assert not any("\u4e00" <= character <= "\u9fff" for character in en)


def asked():
    """Every literal key that some module asks a voice for."""
    for path in sorted([*(ROOT / "compare").rglob("*.py"), *(ROOT / "tui").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "voice")
            )
            if is_call and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield pytest.param(node.args[0].value, id=f"{path.stem}: {node.args[0].value}")


@pytest.mark.parametrize("key", list(asked()))
def test_every_key_that_is_asked_for_has_words(key):
    assert key in TABLE


@pytest.mark.parametrize("kind", CHOICES)
def test_every_kind_has_a_name(kind):
    assert f"kind.{kind}" in TABLE


def test_a_code_without_a_name_is_shown_as_it_is():
    assert Voice("zh").name("signal", "a new one") == "a new one"
    assert Voice("zh").name("kind", "added") == "新增"
    assert Voice("en").name("kind", "added") == "added"


LOCALES = {
    "LC_ALL beats LANG": ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    "LC_MESSAGES beats LANG": ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    "an empty LC_ALL says nothing": ({"LC_ALL": "", "LANG": "zh_TW.Big5"}, "zh"),
    "no locale is English": ({}, "en"),
    "C is English": ({"LANG": "C.UTF-8"}, "en"),
}


@pytest.mark.parametrize(("environment", "tongue"), LOCALES.values(), ids=LOCALES)
def test_the_locale_decides_the_language(environment, tongue):
    assert tongue_of(environment) == tongue


FAULTS = {
    "a plain fact": (Notice("empty"), "是空文件", "is empty"),
    "a fact of this run": (
        Notice("too large", {"mib": 64, "setting": "file_largest"}),
        "超过 64 MiB（设置项 file_largest）",
        "is larger than 64 MiB (setting file_largest)",
    ),
    "facts in another order": (
        Notice("control characters", {"count": 3, "of": 9}),
        "不是文本：9 个字符中有 3 个控制字符",
        "is no text: 3 of 9 characters are control characters",
    ),
    "a fault behind it": (
        Notice("cannot be opened", {"why": Notice("ENOENT")}),
        "打不开（文件不存在）",
        "cannot be opened (No such file or directory)",
    ),
    "a list": (
        Notice("no such theme", {"theme": "x", "known": ("dark", "light")}),
        "没有 x 这套配色；可用：dark, light",
        "no theme is called x; known: dark, light",
    ),
    "a code without words": (Notice("eaten by the dog"), "eaten by the dog", "eaten by the dog"),
}


@pytest.mark.parametrize(("fault", "zh", "en"), FAULTS.values(), ids=FAULTS)
def test_what_went_wrong_is_told_in_the_readers_language(fault, zh, en):
    assert Voice("zh").fault(fault) == zh
    assert Voice("en").fault(fault) == en


def test_a_notice_keeps_what_it_tells_of_this_run():
    left_out = Notice("left out", {"name": "2020.txt", "fault": Notice("empty")})

    assert Voice("en").notice(left_out) == "left out: 2020.txt: is empty"
    assert Voice("en").notice(Notice("old later than new")) == "note: OLD is later than NEW; compared as given."
    assert Voice("en").notice(Notice("something new")) == "something new"


def test_a_fault_goes_whole_through_a_pipe():
    fault = Unreadable("a.docx", "no report", what=Notice("picture", {"format": "PNG"}))
    again = pickle.loads(pickle.dumps(fault))

    assert type(again) is Unreadable
    assert (again.name, again.notice, str(again)) == (fault.name, fault.notice, "a.docx: is a picture (PNG), no report")
