// A chapter's link moves the player on its page; without this script the link opens the page with the player at that moment.

const player = document.querySelector("[data-player]");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  if (!player || !link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  player.currentTime = Number(link.dataset.at);
  player.focus();
  player.play().catch(() => {}); // a browser may want a press on the player itself
  history.replaceState(null, "", link.href);
});
