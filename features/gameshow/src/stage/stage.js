// Big screen: runs the clocks that the server has drawn. Each has the moment at which it ends and the server's time when it
// was drawn, so the screen's own clock may be wrong.
const seen = new WeakMap();
const tick = () => {
  for (const clock of document.querySelectorAll("[data-until]")) {
    if (!seen.has(clock)) seen.set(clock, performance.now() - Number(clock.dataset.now));
    const left = Math.max(0, Number(clock.dataset.until) - (performance.now() - seen.get(clock)));
    const text = String(Math.ceil(left / 1000));
    if (clock.textContent !== text) clock.textContent = text;
    clock.style.setProperty("--p", `${Math.min(100, (left * 100) / Number(clock.dataset.all || 1))}%`);
  }
};
setInterval(tick, 100);
tick();
