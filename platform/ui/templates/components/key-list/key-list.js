const list = document.querySelector("[data-key-list]");
if (list) {
  const cards = () => [...list.querySelectorAll("[data-key-card]")];
  const current = () => cards().find((card) => card.contains(document.activeElement)) ?? list.querySelector(".on[data-key-card]");
  // Only the text's own pane moves: the window stays with the card, on a phone too.
  const reveal = (place) => {
    let pane = place?.parentElement;
    while (pane && !/auto|scroll/.test(getComputedStyle(pane).overflowY)) pane = pane.parentElement;
    if (pane) pane.scrollTop += place.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };
  const go = (card) => {
    if (!card) return;
    for (const other of list.querySelectorAll(".on[data-key-card]")) other.classList.remove("on");
    card.classList.add("on");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: ui.reduced.matches ? "auto" : "smooth" });
    for (const mark of document.querySelectorAll("[data-key-source].on")) mark.classList.remove("on");
    const source = document.querySelectorAll(`[data-key-source="${card.id}"]`);
    for (const mark of source) mark.classList.add("on");
    reveal(source[0] ?? document.getElementById(card.dataset.keyAt));
  };
  const step = (by) => {
    const all = cards();
    const at = all.indexOf(current());
    go(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  };
  const nextOpen = () => {
    const all = cards();
    const at = all.indexOf(current());
    go([...all.slice(at + 1), ...all.slice(0, at + 1)].find((card) => card.hasAttribute("data-key-open")));
  };
  const moves = { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), n: nextOpen };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const arrow = key.startsWith("Arrow");
    if (moves[key] && !(arrow && !event.target.closest("[data-key-card]"))) {
      event.preventDefault();
      moves[key]();
      return;
    }
    if (key === "Enter" && event.target.closest("a, button, summary")) return;
    const button = current()?.querySelector(`[data-key="${key}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
  const named = () => location.hash.length > 1 && go(list.querySelector(`[data-key-card][id="${CSS.escape(location.hash.slice(1))}"]`));
  addEventListener("hashchange", named);
  named();
}
// Keys of the whole page; a key that the open card knows is the card's.
addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const place = document.querySelector(`[data-key-page="${CSS.escape(key)}"]`);
  const target = place?.dataset.keyTo ? document.getElementById(place.dataset.keyTo) : place;
  if (!target) return;
  event.preventDefault();
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  if (target.matches("a, button, input[type=checkbox]")) return target.click();
  target.focus();
  target.scrollIntoView({ block: "center", behavior: ui.reduced.matches ? "auto" : "smooth" });
});
