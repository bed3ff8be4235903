"""The page in a real browser: filters, folds, search, keys, small screens, dark rooms, and no word to anybody."""

from dataclasses import replace

import pytest
from browser import MISSING, PROGRAM, Browser
from building import comparison, edition, full_comparison, series

from compare.model import Edit, Origin, Passage
from compare.render import html, html_series
from compare.view.options import Options

pytestmark = pytest.mark.skipif(PROGRAM is None, reason=MISSING)

CARRIED = "".join(f"第{number}件实事照常办理。" for number in "一二三四五六七八九")
VISIBLE = "[...document.querySelectorAll('{}')].filter(e => e.checkVisibility()).length"


@pytest.fixture(scope="module")
def browser():
    one = Browser()
    yield one
    one.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A page with every kind of change, a long fold, and passages inside and outside it."""
    old = edition(f"一、回顾\n{CARRIED}道路通车，桥梁开工。旧事已了。\n二、打算\n力争建成水库。整治河道。", "2021")
    new = edition(f"一、回顾\n{CARRIED}铁路通车，桥梁开工。\n二、打算\n整治河道。确保建成水库。新事方兴。", "2022")
    told = [((n,), (n,), "unchanged") for n in range(10)]
    told += [
        ((10,), (10,), "edited"),
        ((12,), (11,), "unchanged"),
        ((13,), (13,), "updated"),
        ((14,), (12,), "unchanged»"),
    ]
    found = comparison(old, new, told)
    at, to = old.sentences[10].span[0], new.sentences[13].span[0]
    edits = {
        10: Edit("replace", (at, at + 1), (at, at + 1), "wording"),
        13: Edit("replace", (to, to + 2), (to, to + 2), "date"),
    }
    changes = tuple(replace(c, edits=(edits[c.old[0]],)) if c.old and c.old[0] in edits else c for c in found.changes)
    passages = tuple(
        Passage(new.sentences[n].span, (Origin("2021", old.sentences[n].span),), exact=True, first="2019", kind="own")
        for n in (1, 4, 10)
    )
    target = tmp_path_factory.mktemp("page") / "page.html"
    text = html.render(replace(found, changes=changes, passages=passages), options=Options("zh"))
    target.write_text(text, encoding="utf-8")
    return target


def visible(browser, selector):
    return browser.run(VISIBLE.format(selector))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_it_opens_from_disk_without_an_error_or_a_request(browser, page, scripts):
    browser.open(page, scripts=scripts)

    assert browser.said == []
    assert [address for address in browser.asked if not address.startswith("data:")] == [page.resolve().as_uri()]
    assert visible(browser, ".row") > 5


def test_the_policy_stops_what_is_not_ours(browser, page, tmp_path):
    changed = tmp_path / "changed.html"
    text = page.read_text(encoding="utf-8")
    changed.write_text(
        text.replace("</main>", "<script>window.broken = 1</script><img src=https://a.invalid/x></main>")
    )
    browser.open(changed)

    assert browser.run("window.broken") is None
    assert len(browser.said) >= 2


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(
    ("box", "rows"),
    [
        ("kind-added", ".row.added"),
        ("kind-removed", ".row.removed"),
        ("kind-edited", ".row.edited"),
        ("kind-updated", ".row.updated"),
        ("kind-moved", ".row.moved"),
        ("kind-unchanged", "details.fold"),
        ("edit-date", ".row.only-date"),
        ("edit-wording", ".row.only-wording"),
    ],
)
def test_a_box_hides_its_rows_and_brings_them_back(browser, page, scripts, box, rows):
    browser.open(page, scripts=scripts)
    before = visible(browser, rows)
    others = visible(browser, ".row")
    browser.click(f"#{box}")
    hidden = visible(browser, rows), visible(browser, ".row")
    browser.click(f"#{box}")

    assert before > 0
    assert hidden[0] == 0
    assert 0 < hidden[1] < others or box == "kind-unchanged"
    assert visible(browser, rows) == before


def test_a_box_of_a_class_takes_the_line_from_its_passages(browser, page):
    browser.open(page)
    line = "getComputedStyle(document.querySelector('.recycled.own')).textDecorationLine"
    before = browser.run(line)
    browser.click("#class-own")

    assert (before, browser.run(line)) == ("underline", "none")


def test_folds_open_and_close_by_key_and_by_click(browser, page):
    browser.open(page)
    folds = "document.querySelectorAll('details.fold[open]').length"
    counts = [browser.run(folds)]
    for act in (
        lambda: browser.press("f"),
        lambda: browser.press("f"),
        lambda: browser.click("details.fold > summary"),
    ):
        act()
        counts.append(browser.run(folds))

    assert counts == [0, 1, 0, 1]
    assert browser.run("document.querySelector('details.fold > summary').textContent").endswith("句照旧")


def test_keys_go_from_change_to_change_and_around(browser, page):
    browser.open(page)
    total = int(browser.run("document.querySelector('#count').textContent").split("/")[1])
    seen = []
    for _ in range(total + 1):
        browser.press("n")
        seen.append(browser.run("document.querySelector('.here').id"))
    browser.press("p")

    assert total == len(set(seen)) == 6
    assert seen[0] == seen[-1]
    assert browser.run("document.querySelector('.here').id") == seen[-2]
    assert browser.run("document.querySelectorAll('.here').length") == 1


def test_the_next_change_is_one_that_is_shown(browser, page):
    browser.open(page)
    browser.click("#kind-edited")
    browser.press("n")

    assert browser.run("document.querySelector('.here').matches('.edited:not(.moved)')") is False
    assert browser.run("document.querySelector('.here').checkVisibility()") is True


def test_search_finds_in_folds_and_escape_brings_all_back(browser, page):
    browser.open(page)
    before = visible(browser, ".row")
    browser.press("/")
    browser.call("Input.insertText", text="第五件")
    browser.run("new Promise(done => setTimeout(done, 250))")
    found = visible(browser, ".row"), browser.run("document.querySelector('#count').textContent")
    marked = browser.run("CSS.highlights.get('found').size")
    browser.press("Escape")

    assert found == (1, "1")
    assert marked == 2
    assert visible(browser, ".row") >= before


@pytest.mark.parametrize("by", ["keyboard", "pointer"])
def test_a_passage_tells_its_source(browser, page, by):
    browser.open(page)
    shown = "getComputedStyle(document.querySelector('.recycled:hover, .recycled:focus') ?? document.body, '::after').content"
    before = browser.run(shown)
    if by == "keyboard":
        browser.press("r")
    else:
        x, y = browser.run(
            "(() => { const e = [...document.querySelectorAll('.recycled')].find(e => e.checkVisibility());"
            " e.scrollIntoView({block: 'center'}); const b = e.getClientRects()[0]; return [b.x + 5, b.y + 5]; })()"
        )
        browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    assert before == "none"
    assert "首见 2019" in browser.run(shown)


def test_tab_reaches_a_passage(browser, page):
    browser.open(page)
    browser.run("document.querySelector('#unfold').focus()")
    for _ in range(9):
        browser.press("Tab")
        if browser.run("document.activeElement.matches('.recycled')"):
            break

    assert browser.run("document.activeElement.getAttribute('aria-description')").startswith("见于 2021年")


def test_a_mark_of_the_map_leads_to_its_change(browser, page):
    browser.open(page)
    browser.run("document.querySelector('.map a:last-child').dispatchEvent(new MouseEvent('click', {bubbles: true}))")

    assert browser.run("document.querySelector('.row:target').getBoundingClientRect().top < innerHeight") is True


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_over_the_edge(browser, page, width):
    browser.open(page, width=width)
    sizes = browser.run("[document.documentElement.scrollWidth, innerWidth]")
    smallest = browser.run(
        "Math.min(...[...document.querySelectorAll('p, td, label, h1, h3')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )

    assert sizes[0] <= sizes[1] == width
    assert smallest >= 12


def test_a_small_screen_sets_the_sides_one_under_the_other(browser, page):
    browser.open(page, width=360)
    tops = browser.run(
        "['old', 'new'].map(side => document.querySelector(`.row.edited .${side}`).getBoundingClientRect().top)"
    )

    assert tops[0] < tops[1]


CONTRAST = """
(() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[0-9.]+/g).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => { for (; e; e = e.parentElement) {
    const told = getComputedStyle(e).backgroundColor; if (!told.endsWith(', 0)')) return told; } return 'rgb(255, 255, 255)'; };
  return Math.min(...[...document.querySelectorAll('p, del, ins, td, label, summary, .sign, a')].filter(e => e.textContent.trim())
    .map(e => { const pair = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
      return (pair[0] + 0.05) / (pair[1] + 0.05); }));
})()
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_stand_out_from_their_ground(browser, page, dark):
    browser.open(page, dark=dark)
    ground = browser.run("getComputedStyle(document.body).backgroundColor")

    assert (ground == "rgb(22, 22, 22)") is dark
    assert browser.run(CONTRAST) >= 4.5


def test_paper_shows_no_buttons(browser, page):
    browser.open(page)
    browser.call("Emulation.setEmulatedMedia", media="print")
    hidden = [visible(browser, selector) for selector in (".tools", ".filters", ".map")]
    rows = visible(browser, ".row")
    browser.call("Emulation.setEmulatedMedia", media="")

    assert hidden == [0, 0, 0]
    assert rows > 5


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_finding_and_the_series_open_without_an_error(browser, tmp_path, tongue):
    pages = {"pair": html.render(full_comparison(), options=Options(tongue, explain=True, notes={1: "note"}))}
    pages["series"] = html_series.render(series(), options=Options(tongue))
    for name, text in pages.items():
        target = tmp_path / f"{name}.html"
        target.write_text(text, encoding="utf-8")
        browser.open(target)
        for key in ("n", "f", "r", "p"):
            browser.press(key)

        assert browser.said == []
        assert visible(browser, ".here") == 1
