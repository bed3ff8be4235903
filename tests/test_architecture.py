"""The layering is a test: which room may know which, and what a light start may load."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

# Ground floor first; rooms on one floor do not know each other. A room is a module or a folder of compare/.
FLOORS: list[set[str]] = [
    {"safe_path"},
    {"codes", "source"},
    {"settings", "model", "messages"},
    {"errors"},
    {"files"},
    {"text", "matching", "workers"},
    {"anchors", "reading", "structure", "align", "classify", "reuse", "figures", "terms", "follow"},
    {"promises"},
    {"quiet"},
    {"editions"},
    {"pipeline"},
    {"cache", "contract", "review", "archive"},
    {"view"},
    {"render"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FILES = sorted(p for top in ("compare", "tui") for p in (ROOT / top).rglob("*.py"))

# The few imports that stand inside a function: heavy libraries, and the doors that must start light.
LATE_ROOMS = {
    "files",
    "workers",
    "review",
    "text",
    "reading",
    "render",
    "view",
    "cli",
    "__main__",
    "__init__",
    "reuse",
    "archive",
}


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module named by an import of the file, and whether the import stands inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(node) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for node in ast.walk(f)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from ((f"{node.module}.{alias.name}", id(node) in inside) for alias in node.names)


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "compare").with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", [p for p in FILES if "compare" in p.parts], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_knows_only_the_floors_below(path):
    room = room_of(path)
    if room == "__init__":
        return
    known = {name.split(".")[1] for name, _ in imports(path) if name.startswith("compare.")} - {room}

    assert room in FLOOR, f"{room} has no floor"
    assert {other for other in known if FLOOR.get(other, 99) >= FLOOR[room]} == set()


@pytest.mark.parametrize("path", [p for p in FILES if "compare" in p.parts], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_engine_never_imports_the_screen(path):
    if path.name != "__main__.py":
        assert not [name for name, _ in imports(path) if name.split(".")[0] in ("tui", "textual", "rich")]


@pytest.mark.parametrize("path", [p for p in FILES if "tui" in p.parts], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_screen_knows_only_the_front_door_and_what_is_shown(path):
    allowed = {"cache", "view", "messages", "review", "anchors", "files", "safe_path"}
    allowed |= {"codes", "source", "model", "errors", "settings", "editions", "pipeline", "contract"}
    allowed |= {"render"} if path.parent.name == "engine" else set()
    known = {name.split(".")[1] for name, _ in imports(path) if name.startswith("compare.")}
    cells = {name for name, _ in imports(path) if name.startswith("compare.text")}

    assert known - allowed - {"text"} - set(dir(__import__("compare"))) == set()
    assert all(name.startswith(("compare.text.cells", "compare.text.characters")) for name in cells)
    assert not [n for n, _ in imports(path) if n.split(".")[0] in ("difflib", "rapidfuzz", "jieba", "numpy")]


def test_nothing_that_can_run_is_read_from_anywhere_but_our_own_child():
    """The two ends of the pipe between the screen and its engine, which nobody else can open, may use pickle."""
    running = {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
    readers = [p for p in FILES if any(name.split(".")[0] in running for name, _ in imports(p))]
    called = {
        (str(path.relative_to(ROOT)), node.func.id)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert [str(path.relative_to(ROOT)) for path in readers] == ["tui/engine/client.py", "tui/engine/process.py"]
    assert [call for call in called if call[1] in ("eval", "exec", "compile", "__import__")] == []


def modules_with(*libraries):
    return sorted(
        str(path.relative_to(ROOT))
        for path in FILES
        if any(name.split(".")[0] in libraries for name, _ in imports(path))
    )


def test_no_part_reaches_the_network_but_the_server_and_the_cluster():
    libraries = ("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "aiohttp", "requests", "httpx")

    assert set(modules_with(*libraries)) <= {"tui/web.py", "tui/webserver.py"}
    assert set(modules_with("pyspark")) == {"compare/archive/spark.py"}


def test_programs_are_started_in_these_modules_only_and_never_through_a_shell():
    assert modules_with("subprocess") == [
        "compare/cli/git.py",
        "compare/cli/output.py",
        "compare/reading/office.py",
        "compare/render/pdf.py",
        "tui/engine/client.py",
        "tui/screens/marking.py",
    ]
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "shell=True" not in text, path
        calls = [node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)]
        assert not {"system", "popen", "getoutput", "getstatusoutput"} & set(calls), path


def test_one_place_cuts_words():
    cutters = [p for p in FILES if any(n.split(".")[0] in ("jieba", "rjieba") for n, _ in imports(p))]

    assert [str(p.relative_to(ROOT)) for p in cutters] == ["compare/text/dictionary.py", "compare/text/words.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_stand_at_the_top_save_the_heavy_ones(path):
    late = [name for name, inside in imports(path) if inside]
    if "compare" in path.parts and room_of(path) in LATE_ROOMS:
        return
    if "tui" in path.parts:
        # The doors of the screen start its engine first, and load Textual or the web server while that one loads.
        heavy = (
            "compare.pipeline",
            "compare.editions",
            "compare.render",
            "tui.app",
            "tui.exporting",
            "tui.wishes",
            "tui.engine.exports",
            "tui.web",
            "textual_serve",
        )
        late = [name for name in late if not name.startswith(heavy)]

    assert late == []


@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"], ["--version"]], ids=" ".join)
def test_help_loads_nothing_heavy(arguments):
    program = (
        "import sys\n"
        "from compare.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'textual', 'jieba', 'rjieba', 'rapidfuzz', 'opencc', 'jinja2'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stderr.strip().splitlines()[-1] == "[]"
