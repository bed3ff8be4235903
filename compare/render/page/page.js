// The page is whole without this: here are only search, jumps from change to change, and their keys.
"use strict";
const rows = [...document.querySelectorAll(".row")];
const changed = rows.filter((row) => row.matches(".added, .removed, .edited, .updated, .moved"));
const search = document.querySelector("#search");
const count = document.querySelector("#count");
let here = -1;

const shown = (row) => row.offsetParent !== null || row.closest(".section") && getComputedStyle(row).display !== "none";
const plain = (text) => text.normalize("NFKC").toLowerCase();

function go(step) {
  const count = changed.length;
  for (let tried = 0, at = here; tried < count; tried += 1) {
    at = (at + step + count) % count;
    if (!shown(changed[at])) continue;
    if (here >= 0) changed[here].classList.remove("here");
    here = at;
    changed[at].classList.add("here");
    changed[at].scrollIntoView({ block: "center" });
    break;
  }
  tell();
}

function tell() {
  count.textContent = `${here + 1}/${changed.length}`;
}

function find() {
  const wanted = plain(search.value.trim());
  for (const row of rows) row.classList.toggle("miss", wanted !== "" && !plain(row.textContent).includes(wanted));
  if (wanted) for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
}

document.querySelector("#next").addEventListener("click", () => go(1));
document.querySelector("#previous").addEventListener("click", () => go(-1));
search.addEventListener("input", find);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === search) {
    if (event.key === "Escape") { search.value = ""; find(); search.blur(); }
    if (event.key === "Enter") go(1);
    return;
  }
  if (event.key === "n" || event.key === "]") go(1);
  else if (event.key === "p" || event.key === "[") go(-1);
  else if (event.key === "/") { event.preventDefault(); search.focus(); }
  else return;
});
document.body.classList.add("scripted");
tell();
