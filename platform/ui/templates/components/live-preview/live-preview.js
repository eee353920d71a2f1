for (const form of document.querySelectorAll("form[data-live-preview]")) {
  const target = document.getElementById(form.dataset.target);
  const state = form.querySelector("[data-live-preview-state]");
  let waiting = 0;
  let asked = null;
  const say = (word) => {
    if (state) state.textContent = word;
  };
  const draw = async () => {
    asked?.abort();
    asked = new AbortController();
    say(state?.dataset.busy ?? "");
    try {
      const answer = await fetch(form.dataset.livePreview, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      const top = target.scrollTop;
      target.innerHTML = html;
      target.scrollTop = top;
      say("");
    } catch (error) {
      if (error.name !== "AbortError") say(state?.dataset.failed ?? "");
    }
  };
  if (!target) continue;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 500);
  });
}
