// Big screen: runs the clocks that the server has drawn. Each has the moment at which it ends and the server's time when it
// was drawn, so the screen's own clock may be wrong. The server chooses letters that fit; where its measure was wrong, by odd
// letters or another font, they become a step smaller.
const seen = new WeakMap();
const fit = () => {
  const ask = document.querySelector(".dt-ask");
  const over = (part) => part && part.scrollHeight > part.clientHeight + 3;
  if (!ask || ![".dt-q", ".dt-tiles"].some((part) => over(ask.querySelector(part)))) return;
  const step = [0, 1, 2, 3, 4, 5, 6].find((n) => ask.classList.contains(`z${n}`));
  if (step !== undefined) ask.classList.replace(`z${step}`, `z${step + 1}`);
};
const tick = () => {
  fit();
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
