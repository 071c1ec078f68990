// Files are dragged on to the form, or chosen; each is sent by itself, so that one sees how far it has come and one that fails stops
// no other. Without this script the form sends them all at once.

const form = document.querySelector("form[data-sends]");
const field = form?.querySelector("input[type=file]");
const place = form?.querySelector("[data-drop]");
const list = form?.querySelector("[data-list]");
const chosen = [];

function shown(file) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = file.name;
  const state = document.createElement("span");
  state.className = "quiet";
  const tooLarge = file.size > Number(form.dataset.largest) * 1024 * 1024;
  state.textContent = tooLarge ? form.dataset.large : form.dataset.waits;
  const away = document.createElement("button");
  away.type = "button";
  away.className = "link-button";
  away.textContent = form.dataset.remove;
  away.setAttribute("aria-label", `${form.dataset.remove}: ${file.name}`);
  const one = { file, row, state, away, tooLarge, done: false };
  away.addEventListener("click", () => {
    chosen.splice(chosen.indexOf(one), 1);
    row.remove();
    field.focus();
  });
  row.append(name, state, away);
  list.append(row);
  chosen.push(one);
}

function take(files) {
  for (const file of files) shown(file);
  field.value = "";
}

function send(one) {
  return new Promise((resolve) => {
    const said = new FormData(form);
    said.delete("files");
    if (chosen.length > 1) said.delete("title");
    said.append("files", one.file, one.file.name);
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `${form.dataset.sending}: ${one.file.name}`);
    one.row.append(bar);
    one.away.hidden = true;
    one.state.textContent = form.dataset.sending;
    const asked = new XMLHttpRequest();
    asked.open("POST", form.getAttribute("action") || location.href);
    asked.setRequestHeader("Accept", "application/json");
    asked.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    asked.addEventListener("loadend", () => {
      bar.remove();
      one.away.hidden = false;
      let told = null;
      try {
        told = JSON.parse(asked.responseText);
      } catch {
        // no answer, or another page's: the network, or signed out meanwhile
      }
      one.done = asked.status === 200 && Boolean(told?.made?.length);
      one.state.textContent = one.done ? form.dataset.done : told?.wrong?.join(" ") || form.dataset.failed;
      one.row.toggleAttribute("data-failed", !one.done);
      if (one.done) {
        const link = document.createElement("a");
        link.href = told.made[0];
        link.textContent = form.dataset.open;
        link.setAttribute("aria-label", `${form.dataset.open}: ${one.file.name}`);
        one.away.replaceWith(link);
      }
      resolve(told);
    });
    asked.send(said);
  });
}

async function sendAll() {
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("aria-busy", "true");
  const waiting = chosen.filter((one) => !one.done && !one.tooLarge);
  let last = null;
  for (const one of waiting) last = (await send(one)) || last;
  button.removeAttribute("aria-busy");
  if (chosen.some((one) => !one.done)) return;
  location.assign(chosen.length === 1 && last ? last.made[0] : form.dataset.after);
}

if (form && field && list && window.FormData) {
  place.setAttribute("data-ready", "");
  field.addEventListener("change", () => take(field.files));
  for (const [kind, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.toggleAttribute("data-over", over);
    });
  }
  place.addEventListener("drop", (event) => take(event.dataTransfer.files));
  form.addEventListener("submit", (event) => {
    if (!chosen.some((one) => !one.done)) return; // a link, or nothing: the plain form
    event.preventDefault();
    if (!form.querySelector("button[type=submit][aria-busy]")) sendAll();
  });
}
