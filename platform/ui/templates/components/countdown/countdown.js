// Counts from the server's clock, so a wrong phone clock does no harm; once a minute is enough.
for (const box of document.querySelectorAll("[data-countdown]")) {
  const skew = Number(box.dataset.now) - Date.now();
  const show = () => {
    const minutes = Math.max(0, Math.floor((Number(box.dataset.countdown) - Date.now() - skew) / 60000));
    box.querySelector("[data-days]").textContent = Math.floor(minutes / 1440);
    box.querySelector("[data-hours]").textContent = Math.floor(minutes / 60) % 24;
    box.querySelector("[data-minutes]").textContent = minutes % 60;
  };
  setInterval(show, 15000);
}
