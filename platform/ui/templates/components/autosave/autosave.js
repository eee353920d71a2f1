for (const form of document.querySelectorAll("form[data-autosave]")) {
  let waiting = 0;
  let dirty = false;
  const state = form.querySelector("[data-autosave-state]");
  const save = () => {
    if (!dirty) return;
    dirty = false;
    fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true })
      .then((answer) => {
        if (!answer.ok) throw new Error(answer.statusText);
        if (state) state.textContent = state.dataset.saved;
      })
      .catch(() => {
        dirty = true;
        if (state) state.textContent = state.dataset.unsaved;
      });
  };
  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, 600);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    dirty = false;
  });
  addEventListener("online", save);
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
}
