// The page is whole without this: here are only search, jumps from change to change, folds at once, and their keys.
"use strict";
const rows = [...document.querySelectorAll(".row")];
const changed = rows.filter((row) => row.matches(".added, .removed, .edited, .updated, .moved"));
const folds = [...document.querySelectorAll("details.fold")];
const sections = [...document.querySelectorAll(".section")];
const search = document.querySelector("#search");
const count = document.querySelector("#count");
const plain = (text) => text.normalize("NFKC").toLowerCase();
let texts = null;
let marks = null;
let here = -1;
let waiting = 0;

const shown = (element) => getComputedStyle(element).display !== "none";

// A row in a closed outer fold (a pair of a series) is led to by opening the fold.
function reveal(element) {
  for (let up = element.closest("details:not([open])"); up; up = up.parentElement.closest("details:not([open])")) up.open = true;
  element.scrollIntoView({ block: "center" });
  // Sections above were not laid out yet: once they are, the place is another.
  requestAnimationFrame(() => element.scrollIntoView({ block: "center" }));
}

function go(step) {
  const start = here < 0 && step < 0 ? 0 : here;
  for (let tried = 1; tried <= changed.length; tried += 1) {
    const at = (start + step * tried + changed.length * tried) % changed.length;
    if (!shown(changed[at])) continue;
    if (here >= 0) changed[here].classList.remove("here");
    here = at;
    changed[at].classList.add("here");
    reveal(changed[at]);
    break;
  }
  tell();
}

function tell() {
  count.textContent = changed.length ? `${here + 1}/${changed.length}` : "";
}

function find() {
  const wanted = plain(search.value.trim());
  texts ??= rows.map((row) => plain(row.textContent));
  const hits = [];
  rows.forEach((row, at) => {
    const hit = wanted === "" || texts[at].includes(wanted);
    row.classList.toggle("miss", !hit);
    if (hit && wanted) hits.push(row);
  });
  for (const fold of folds) fold.hidden = wanted !== "" && !fold.querySelector(".row:not(.miss)");
  for (const section of sections) section.hidden = wanted !== "" && !section.querySelector(".row:not(.miss)");
  if (wanted) for (const fold of folds) fold.open = !fold.hidden;
  paint(hits, wanted);
  count.textContent = wanted ? `${hits.length}` : "";
  if (!wanted) tell();
}

function paint(hits, wanted) {
  if (!CSS.highlights) return;
  const ranges = [];
  for (const row of hits.slice(0, 500)) {
    const walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.data.toLowerCase();
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function unfold() {
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
}

// From passage to passage; asking every passage whether it is seen would lay out the whole report.
function recycled(step) {
  marks ??= [...document.querySelectorAll(".recycled")];
  const from = marks.indexOf(document.activeElement);
  const start = from < 0 && step < 0 ? 0 : from;
  for (let tried = 1; tried <= marks.length; tried += 1) {
    const mark = marks[(start + step * tried + marks.length * tried) % marks.length];
    if (!shown(mark.closest(".row")) || mark.closest("details.fold:not([open])")) continue;
    reveal(mark);
    mark.focus({ preventScroll: true });
    break;
  }
}

// Paper has no clicks: what is folded is printed open, and closed again afterwards.
let closed = [];
window.addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const fold of closed) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of closed) fold.open = false;
});

const keys = {
  n: () => go(1), "]": () => go(1), p: () => go(-1), "[": () => go(-1), f: unfold, r: () => recycled(1), R: () => recycled(-1),
  "/": () => search.focus(),
};

if (search) {
  document.querySelector("#next").addEventListener("click", () => go(1));
  document.querySelector("#previous").addEventListener("click", () => go(-1));
  document.querySelector("#unfold").addEventListener("click", unfold);
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; find(); search.blur(); }
    if (event.key === "Enter") { event.preventDefault(); go(event.shiftKey ? -1 : 1); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.body.classList.add("scripted");
  tell();
}
