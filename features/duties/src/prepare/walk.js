// Ticks of the walk: kept on this phone until the server has them. Each carries its own key, so that sending twice is harmless.
const STORE = "nhipso-walk";
const status = document.querySelector("[data-walk-status]");
const read = () => JSON.parse(localStorage.getItem(STORE) ?? "[]");
const write = (queue) => localStorage.setItem(STORE, JSON.stringify(queue));
let sending = false;

const say = () => {
  const waiting = read().length;
  status.hidden = waiting === 0;
  status.textContent = status.dataset.waiting.replace("{n}", String(waiting));
};

// randomUUID is there only on safe connections; a venue's own network may have none.
const freshKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

const show = (form, state) => {
  const card = form.closest("[data-item]");
  card.dataset.state = state;
  card.querySelector("[data-word]").textContent = card.dataset[`word${state.replace("_", "")}`] ?? state;
  for (const seen of card.querySelectorAll("input[name=tu]")) seen.value = state;
  for (const key of card.querySelectorAll("input[name=khoa]")) key.value = freshKey();
  card.querySelector("details")?.removeAttribute("open");
};

const flush = async () => {
  if (sending) return;
  sending = true;
  try {
    for (let queue = read(); queue.length > 0; queue = read()) {
      const [next] = queue;
      const answer = await fetch(next.action, {
        method: "POST",
        body: new URLSearchParams(next.fields),
        headers: { accept: "application/json" },
      });
      if (answer.status >= 500 || answer.status === 429) break;
      if (answer.status === 401) {
        // The session is over: the ticks stay here and go after signing in.
        location.reload();
        return;
      }
      write(read().filter((one) => one.key !== next.key));
      if (!answer.ok) {
        // Somebody else was first: the server's page says what is true now.
        location.reload();
        return;
      }
    }
  } catch {
    // No network: what waits stays on this phone.
  } finally {
    sending = false;
    say();
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-tick]");
  if (!form) return;
  const fields = new FormData(form, event.submitter);
  if (fields.get("den") === "not_needed" && !String(fields.get("ly_do") ?? "").trim()) return;
  event.preventDefault();
  const key = fields.get("khoa");
  write([...read(), { key, action: form.getAttribute("action"), fields: [...fields.entries()] }]);
  show(form, fields.get("den"));
  say();
  flush();
});
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
setInterval(flush, 15000);
say();
flush();
