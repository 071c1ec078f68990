// Many boxes: what the ticked areas cost together, while they are ticked, and all of them or none in one press. Without this script the
// sum comes with the page, and each box is ticked by itself.

const sum = document.querySelector("[data-sum]");

function add() {
  const cost = [...document.querySelectorAll("[data-cost]:checked")].reduce((all, one) => all + Number(one.dataset.cost), 0);
  sum.textContent = sum.dataset.says.replace("{n}", cost.toLocaleString(document.documentElement.lang));
}

for (const row of document.querySelectorAll("[data-tick-all]")) {
  row.hidden = false;
  row.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick]");
    if (!button) return;
    for (const box of row.parentElement.querySelectorAll("[type=checkbox]")) box.checked = Boolean(button.dataset.tick);
  });
}

document.addEventListener("change", (event) => {
  if (sum && event.target.matches("[data-cost]")) add();
});
