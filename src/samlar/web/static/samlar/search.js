// Words are suggested while somebody types in the search field (the combobox pattern). Without this script the field is a plain one.

const PAUSE = 180; // milliseconds after the last key
const SHORTEST = 2;
const field = document.querySelector("[data-suggest]");

function prepareField() {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  list.hidden = true;
  said.className = "hidden-text";
  said.setAttribute("role", "status");
  field.after(list, said);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  let waiting = 0;
  let asked = null;

  const options = () => [...list.children];
  const chosen = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    said.textContent = "";
  }

  function point(place) {
    for (const [number, one] of options().entries()) one.setAttribute("aria-selected", number === place);
    const there = options()[place];
    if (there) field.setAttribute("aria-activedescendant", there.id);
    else field.removeAttribute("aria-activedescendant");
    there?.scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    field.value = option.textContent;
    close();
    field.form.requestSubmit();
  }

  async function ask() {
    const words = field.value.trim();
    if (words.length < SHORTEST) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: words })}`, { signal: asked.signal, credentials: "same-origin" });
      if (!answer.ok) return close();
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("li[role=option]");
      if (document.activeElement !== field || field.value.trim() !== words) return;
      list.replaceChildren(...found);
      list.hidden = !found.length;
      field.setAttribute("aria-expanded", String(found.length > 0));
      field.removeAttribute("aria-activedescendant");
      said.textContent = found.length ? field.dataset.said.replace("{n}", found.length) : "";
    } catch {
      // Another letter was typed, or there is no line: the field works without.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown") point(chosen() === last ? 0 : chosen() + 1);
    else if (event.key === "ArrowUp") point(chosen() <= 0 ? last : chosen() - 1);
    else if (event.key === "Enter" && chosen() >= 0) take(options()[chosen()]);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps its place
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
}

// What was pressed may be gone with the old answer: then the keyboard goes on from the new one, not from the top of the page.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) document.getElementById("answer")?.focus({ preventScroll: true });
});

if (field) prepareField();
