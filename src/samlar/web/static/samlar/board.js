// Cards are dragged between the columns of the board, by mouse; a finger has the buttons. To drop a card presses the card's own form,
// which leads on to what the step asks for; the form's buttons do the same without this script.

const board = document.querySelector("[data-board]");
const START = 6; // pixels before a press becomes a drag, so that a click stays a click
const EDGE = 60; // pixels from the window's edge where it begins to scroll
let drag = null;

const columnAt = (x, y) => document.elementsFromPoint(x, y).map((one) => one.closest("[data-column]")).find(Boolean);

function point(column) {
  for (const one of board.querySelectorAll("[data-over]")) one.removeAttribute("data-over");
  column?.setAttribute("data-over", "");
}

function begin() {
  const place = drag.card.getBoundingClientRect();
  drag.ghost = drag.card.cloneNode(true);
  drag.ghost.removeAttribute("id");
  drag.ghost.setAttribute("aria-hidden", "true");
  drag.ghost.inert = true;
  drag.ghost.classList.add("dragged");
  drag.ghost.style.width = `${place.width}px`;
  drag.dx = drag.x - place.left;
  drag.dy = drag.y - place.top;
  board.append(drag.ghost);
  drag.card.setAttribute("data-lifted", "");
}

function end() {
  if (!drag) return;
  drag.ghost?.remove();
  drag.card.removeAttribute("data-lifted");
  point(null);
  drag = null;
}

function move(card, to) {
  const form = card.querySelector("form");
  for (const other of form.querySelectorAll("[name=to]")) other.disabled = true; // a list in the form says where the card was
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "to", value: to });
  form.append(field);
  form.submit();
}

board?.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("[data-card]");
  const handle = event.target.closest("[data-handle]");
  const byMouse = event.pointerType === "mouse" && !event.target.closest("a, button, select, summary");
  if (!card || event.button !== 0 || !(handle || byMouse) || !card.querySelector("form")) return;
  drag = { card, id: event.pointerId, x: event.clientX, y: event.clientY, ghost: null };
  if (handle) event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (!drag || event.pointerId !== drag.id) return;
  if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < START) return;
  if (!drag.ghost) begin();
  event.preventDefault();
  drag.ghost.style.transform = `translate(${event.clientX - drag.dx}px, ${event.clientY - drag.dy}px)`;
  point(columnAt(event.clientX, event.clientY));
  if (event.clientY < EDGE) window.scrollBy(0, -12);
  else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
});
document.addEventListener("pointerup", (event) => {
  if (!drag || event.pointerId !== drag.id) return;
  const { card, ghost } = drag;
  const column = ghost && columnAt(event.clientX, event.clientY);
  end();
  if (ghost) window.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
  if (column && column !== card.closest("[data-column]")) move(card, column.dataset.column);
});
document.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") end();
});
// A card in the hand is not text to be marked, nor a link to be carried off.
for (const kind of ["dragstart", "selectstart"]) {
  board?.addEventListener(kind, (event) => {
    if (drag) event.preventDefault();
  });
}
