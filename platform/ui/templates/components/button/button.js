// A form is sent once: a second press while the answer is on its way does nothing. Without a network it stays as it is.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  const offline = navigator.onLine ? "" : document.querySelector("[data-toasts]")?.dataset.offline;
  if (offline) {
    // Without a network the browser would leave the page, and what was typed with it.
    event.preventDefault();
    dispatchEvent(new CustomEvent("ui:toast", { detail: offline }));
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => { delete form.dataset.sent; event.submitter?.removeAttribute("aria-busy"); }, 8000);
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
// data-copy="words": copies, and says so through the toast.
addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  dispatchEvent(new CustomEvent("ui:toast", { detail: button.dataset.copied ?? button.textContent }));
});
