for (const form of document.querySelectorAll("form[data-autosave]")) {
  let waiting = 0;
  let dirty = false;
  const state = form.querySelector("[data-autosave-state]");
  const signIn = form.querySelector("[data-autosave-sign-in]");
  const say = (key) => {
    if (state) state.textContent = state.dataset[key];
    if (signIn) signIn.hidden = key !== "signedOut";
  };
  const save = () => {
    if (!dirty) return;
    dirty = false;
    fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true })
      .then((answer) => {
        dirty ||= !answer.ok;
        say(answer.ok ? "saved" : answer.status === 401 ? "signedOut" : "refused");
      })
      .catch(() => {
        dirty = true;
        say("unsaved");
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
  // Leaving the page keeps what is typed; coming back from signing in, in another tab, tries again.
  document.addEventListener("visibilitychange", save);
}
