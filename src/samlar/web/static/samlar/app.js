// Small aids on top of pages that work without them.

// After a refused form: the summary of errors is where reading starts.
function showErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}

// How many characters are left. Short fields say it only when it begins to matter.
function count(counter) {
  const field = document.getElementById(counter.dataset.counter);
  const left = Number(counter.dataset.max) - [...field.value].length;
  const sentence = left < 0 ? counter.dataset.overBy : counter.dataset.left;
  counter.textContent = sentence.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
  counter.toggleAttribute("data-over", left < 0);
  counter.toggleAttribute("data-live", left < Number(counter.dataset.max) * 0.2);
}

function prepare(root) {
  for (const counter of root.querySelectorAll("[data-counter]")) {
    if (document.getElementById(counter.dataset.counter)) count(counter);
  }
  showErrors(root);
}

document.addEventListener("input", (event) => {
  const counter = event.target.id && document.getElementById(`${event.target.id}_counter`);
  if (counter) count(counter);
});
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
// htmx says "load" for the whole page too; without it (blocked, failed) the page is prepared all the same.
if (!window.htmx) document.addEventListener("DOMContentLoaded", () => prepare(document));
