// Files are dragged on to the form, or chosen; each is sent by itself, so that one sees how far it has come and one that fails stops
// no other. Without this script the form sends them all at once.

const form = document.querySelector("form[data-sends]");
const field = form?.querySelector("input[type=file]");
const place = form?.querySelector("[data-drop]");
const list = form?.querySelector("[data-list]");
const sum = form?.querySelector("[data-sum-told]");
const titles = form?.querySelector("[data-title-told]");
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
    tellOfTitle();
    field.focus();
  });
  row.append(name, state, away);
  list.append(row);
  chosen.push(one);
}

function take(files) {
  for (const file of files) shown(file);
  field.value = "";
  tellOfTitle();
}

// A title is one file's: of several each is called what it was called, and it is said before they are sent.
function tellOfTitle() {
  const several = chosen.filter((one) => !one.done && !recordingOf(one)).length > 1;
  const said = several && form.elements.title.value.trim() ? form.dataset.title : "";
  if (titles.textContent !== said) titles.textContent = said;
}

// How many came in and how many did not, and a way on for those who leave it at that.
function tellOfAll() {
  const made = chosen.filter((one) => one.made).length;
  sum.textContent = form.dataset.sum.replace("{0}", made).replace("{1}", chosen.filter((one) => !one.done).length);
  if (!made) return;
  const on = document.createElement("a");
  on.href = form.dataset.after;
  on.textContent = form.dataset.go;
  sum.append(" ", on);
}

// Subtitles go with the recording of the same name that waits to be sent: film.vtt or film.en.srt with film.mp4.
function recordingOf(one) {
  const [, stem] = /^(.*)\.(?:vtt|srt)$/i.exec(one.file.name) || [];
  const names = stem ? [stem, stem.replace(/\.[a-z-]{2,9}$/i, "")].map((name) => name.toLowerCase()) : [];
  return chosen.find((other) => {
    const [, own] = /^(.*)\.(?:mp4|m4v|webm|m4a|mp3)$/i.exec(other.file.name) || [];
    return own && !other.done && !other.tooLarge && names.includes(own.toLowerCase());
  });
}

function send(one, last) {
  return new Promise((resolve) => {
    const said = new FormData(form);
    said.delete("files");
    if (chosen.filter((other) => !other.of).length > 1) said.delete("title");
    if (last) said.append("sent_before", chosen.filter((other) => other.made).length);
    const together = [one, ...chosen.filter((other) => other.of === one && !other.done)];
    for (const part of together) said.append("files", part.file, part.file.name);
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
      one.done = Boolean(told?.made?.length);
      one.made = one.done ? told.made[0] : "";
      const wrong = told?.wrong?.join(" ") || "";
      for (const part of together) {
        if (part !== one) part.done = one.done && !wrong;
        part.state.textContent = part.done ? form.dataset.done : wrong || form.dataset.failed;
        part.row.toggleAttribute("data-failed", !part.done);
      }
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
  for (const one of chosen) one.of = recordingOf(one);
  sum.textContent = "";
  const waiting = chosen.filter((other) => !other.done && !other.tooLarge && !other.of);
  for (const one of waiting) await send(one, one === waiting.at(-1));
  button.removeAttribute("aria-busy");
  if (chosen.some((one) => !one.done)) return tellOfAll();
  const made = chosen.map((one) => one.made).filter(Boolean);
  location.assign(made.length === 1 ? made[0] : form.dataset.after);
}

if (form && field && list && window.FormData) {
  place.setAttribute("data-ready", "");
  field.addEventListener("change", () => take(field.files));
  form.elements.title.addEventListener("input", tellOfTitle);
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
